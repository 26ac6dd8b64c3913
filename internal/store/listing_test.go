package store_test

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"fwptracker/internal/store"
	"fwptracker/internal/store/storetest"
	"fwptracker/internal/workplan"
)

// listed is what the list of items is drawn from: all items of the test's plans, and the register's entries.
type listed struct {
	items   []workplan.ActionItem
	members map[string]workplan.Member
	bodies  map[string]string
}

const today = workplan.Date("2024-03-01")

// seedListed stores some hundred items that differ, and agree, in all by which lists are filtered and sorted.
func seedListed(t *testing.T, s *store.Store) listed {
	t.Helper()
	all := listed{members: map[string]workplan.Member{}, bodies: map[string]string{}}
	pick := func(n int, of ...string) string { return of[n%len(of)] }
	write(t, s, func(tx *store.Tx) (err error) {
		for n, code := range someMembers {
			if all.members[code], err = addMember(tx, code, fmt.Sprintf("Republic of %s", code), pick(n, "Old Name", "Việt Nam")); err != nil {
				return err
			}
		}
		for n, plan := range []string{"ex-1", "ex-2", "wg-1"} {
			body := plan[:2]
			if n != 1 {
				must(t, addBody(tx, body))
			}
			all.bodies[plan] = body
			must(t, addPlan(tx, body, plan, workplan.AudiencePublic))
			for k := range 40 {
				h := (k*7 + n*3) % 97
				i := item(plan, fmt.Sprintf("%d.%d", k%3+1, k/3+1), workplan.ItemContent{Objective: k%3 + 1, Title: pick(h, "Train police", "Đánh giá trữ lượng", "100% of O'Neil's plan_b"),
					Nature: workplan.Nature(pick(h, "one_off", "one_off", "continuing")), Due: workplan.PartialDate(pick(h, "", "2023", "2024-03", "2024-02", "2024-03-01", "2024-02-29", "2025-Q1")),
					Leads: someMembers[h%3 : h%3+1], Supporting: someMembers[3 : 3+h%2], Topics: workplan.List{pick(h, "asylum", "tip"), pick(k, "x", "y", "z")}})
				i.Status = workplan.Statuses[h%len(workplan.Statuses)]
				i.Health = workplan.Health(pick(h, "", "on_track", "at_risk"))
				i.LastReportedOn = workplan.Date(pick(h, "", "2024-01-05", "2024-02-01"))
				i.UpdatedAt = noon.Add(time.Duration(h%5) * 777 * time.Microsecond)
				i, err = addItem(tx, i, all.members)
				must(t, err)
				all.items = append(all.items, i)
			}
		}
		return nil
	})
	return all
}

func someFilter(t *rapid.T) workplan.ItemFilter {
	f := workplan.ItemFilter{Today: today}
	maybe := func(label string, set func()) {
		if rapid.IntRange(0, 5).Draw(t, label) == 0 {
			set()
		}
	}
	list := func(of ...string) workplan.List {
		return rapid.SliceOfN(rapid.SampledFrom(of), 1, 2).Draw(t, "of")
	}
	maybe("plan", func() { f.Plan = list("ex-1", "ex-2", "wg-1", "no-1") })
	maybe("body", func() { f.Body = list("ex", "wg") })
	maybe("objective", func() { f.Objective = []int{rapid.IntRange(1, 4).Draw(t, "number")} })
	maybe("status", func() { f.Status = rapid.SliceOfN(rapid.SampledFrom(workplan.Statuses), 1, 3).Draw(t, "statuses") })
	maybe("nature", func() { f.Nature = []workplan.Nature{workplan.NatureOneOff} })
	maybe("health", func() { f.Health = []workplan.Health{workplan.HealthAtRisk} })
	maybe("lead", func() { f.Lead = list(someMembers...) })
	maybe("supporting", func() { f.Supporting = list(someMembers...) })
	maybe("partner", func() { f.Partner = list(someMembers...) })
	maybe("member", func() { f.Member = list(someMembers...) })
	maybe("topic", func() { f.Topic = list("asylum", "tip", "x", "as") })
	maybe("overdue", func() { overdue := rapid.Bool().Draw(t, "yes"); f.Overdue = &overdue })
	maybe("due before", func() {
		f.DueBefore = rapid.SampledFrom([]workplan.Date{"2024-03-01", "2024-03-31", "9999-12-31"}).Draw(t, "day")
	})
	maybe("due after", func() { f.DueAfter = rapid.SampledFrom([]workplan.Date{"2023-12-31", "2024-03-01"}).Draw(t, "day") })
	maybe("updated since", func() { f.UpdatedSince = noon.Add(1554 * time.Microsecond) })
	maybe("query", func() {
		f.Query = rapid.SampledFrom([]string{"train", "danh gia", "old name aland", "vietnam", "%", "_", "o'neil plan_b", "po", "1.2", "republic dland", "nothing"}).Draw(t, "q")
	})
	return f
}

// ordered compares two items by the words of a page, then by their names.
func ordered(f workplan.ItemFilter, words []workplan.Sort, a, b workplan.ActionItem) int {
	for _, w := range words {
		var c int
		switch w.Word {
		case "ref":
			if len(f.Plan) != 1 && words[0].Word == "ref" {
				c = cmp.Compare(a.Plan, b.Plan)
			}
			c = cmp.Or(c, cmp.Compare(a.RefKey, b.RefKey))
		case "due":
			c = cmp.Compare(a.DueKey, b.DueKey)
		case "updated":
			c = a.UpdatedAt.Compare(b.UpdatedAt)
		case "reported":
			c = cmp.Compare(a.LastReportedOn, b.LastReportedOn)
		}
		if w.Desc {
			c = -c
		}
		if c != 0 {
			return c
		}
	}
	var c int // ties are broken by the natural key
	if len(f.Plan) != 1 {
		c = cmp.Compare(a.Plan, b.Plan)
	}
	c = cmp.Or(c, cmp.Compare(a.RefKey, b.RefKey))
	if words[len(words)-1].Desc {
		c = -c
	}
	return c
}

func TestListingItemsIsFilteringAndSortingInMemory(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		from := seedListed(t, s)
		rapid.Check(t, func(t *rapid.T) {
			f := someFilter(t)
			words := rapid.SliceOfNDistinct(rapid.SampledFrom(workplan.ItemSorts), 1, 3, rapid.ID[string]).Draw(t, "sort")
			page := workplan.Page{Limit: rapid.IntRange(1, 60).Draw(t, "limit")}
			for _, w := range words {
				page.Sort = append(page.Sort, workplan.Sort{Word: w, Desc: rapid.Bool().Draw(t, "desc")})
			}
			var want, got []string
			kept := slices.DeleteFunc(slices.Clone(from.items), func(i workplan.ActionItem) bool {
				return len(f.Plan) > 0 && !f.Plan.Has(i.Plan) || len(f.Body) > 0 && !f.Body.Has(from.bodies[i.Plan]) || !f.Keeps(i) ||
					!store.Matches(f.Query, store.ItemTexts(i, from.members)...)
			})
			slices.SortFunc(kept, func(a, b workplan.ActionItem) int { return ordered(f, page.Sort, a, b) })
			for _, i := range kept {
				want = append(want, i.Name())
			}
			for pages := 0; pages == 0 || page.After != nil; pages++ {
				list, err := s.Read(ctx).ListItems(all, f, page)
				must2(t, err)
				if len(list.Rows) > page.Limit || pages > len(kept) {
					t.Fatalf("page %d has %d rows", pages, len(list.Rows))
				}
				for _, i := range list.Rows {
					got = append(got, i.Name())
				}
				page.After = list.Next
			}
			if diff := gocmp.Diff(want, got); diff != "" {
				t.Fatalf("filter %+v sorted by %v: in memory (-), by pages (+):\n%s", f, page.Sort, diff)
			}
		})
	})
}

func TestACursorOfAnotherListIsRefused(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		small(t, s)
		for word, after := range map[string][]string{
			"due":      {"2024-01-01"},
			"updated":  {"yesterday", "ex-1", "0001.0001"},
			"reported": {"2024-01-01", "one"},
			"ref":      {"a", "b", "c", "4"},
		} {
			_, err := s.Read(ctx).ListItems(all, workplan.ItemFilter{}, workplan.Page{Limit: 5, Sort: []workplan.Sort{{Word: word}}, After: after})
			if !errors.Is(err, store.ErrCursor) {
				t.Errorf("%s after %v: %v", word, after, err)
			}
		}
		_, err := s.Read(ctx).ListItems(all, workplan.ItemFilter{}, workplan.Page{Limit: 5, Sort: []workplan.Sort{{Word: "title; DROP TABLE x"}}})
		if err == nil || !strings.Contains(err.Error(), "not sorted by") {
			t.Errorf("sorted by an unknown word: %v", err)
		}
	})
}
