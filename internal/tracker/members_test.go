package tracker_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// finds lists the refs of the items that a query finds today.
func (w *world) finds(query string) (refs []string) {
	w.t.Helper()
	page := workplan.Page{Limit: 200, Sort: []workplan.Sort{{Word: "ref"}}}
	list, err := w.ListItems(w.ctx(), w.as("chair"), workplan.ItemFilter{Query: query, Plan: workplan.List{"p"}}, page, tracker.When{})
	must(w.t, err)
	for _, i := range list.Rows {
		refs = append(refs, i.Ref)
	}
	return refs
}

func (w *world) renamed(member string, edit func(*workplan.MemberContent)) {
	w.t.Helper()
	_, err := w.EditMember(w.ctx(), w.as("desk"), member, nil, func(c *workplan.MemberContent) error { edit(c); return nil })
	w.tick(err)
}

func TestItemsAreFoundByWhatTheirMembersAreCalledNow(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		supportedBy := func(member string) func(*workplan.ItemContent) {
			return func(c *workplan.ItemContent) { c.Supporting = workplan.List{member} }
		}
		partner := func(c *workplan.ItemContent) { c.Partners = workplan.List{"bland"} }
		w.plan("p").item("p", "1.1", ledBy("bland")).item("p", "1.2", supportedBy("bland")).item("p", "1.3", partner).item("p", "1.4")
		before, err := w.Item(w.ctx(), w.as("chair"), "p", "1.1", tracker.When{})
		must(t, err)
		known := w.clock.now()
		w.clock.move(time.Second)
		w.renamed("bland", func(c *workplan.MemberContent) {
			c.Name, c.ShortName, c.Aliases = "Verdania", "VRD", workplan.List{"Green Isles", "Isles of Green"}
		})
		all := []string{"1.1", "1.2", "1.3"}
		for query, want := range map[string][]string{"verdania": all, "VRD": all, "islesofgreen": all, "landofbland": nil, "bland": all, "item verdania": all, "item": {"1.1", "1.2", "1.3", "1.4"}} {
			if diff := cmp.Diff(want, w.finds(query)); diff != "" {
				t.Errorf("%q: %s", query, diff)
			}
		}
		w.renamed("bland", func(c *workplan.MemberContent) { c.Aliases = workplan.List{"Isles of Green"} })
		if got := w.finds("greenisles"); got != nil {
			t.Errorf("an alias that was taken away finds %v", got)
		}
		after, err := w.Item(w.ctx(), w.as("chair"), "p", "1.1", tracker.When{})
		must(t, err)
		if diff := cmp.Diff(before, after); diff != "" {
			t.Errorf("the rename of a member changed its item: %s", diff)
		}
		then, err := w.ListItems(w.ctx(), w.as("chair"), workplan.ItemFilter{Query: "landofbland", Plan: workplan.List{"p"}}, workplan.Page{}, tracker.When{KnownAt: known})
		if must(t, err); len(then.Rows) != 3 {
			t.Errorf("by what was known before the rename %d items are found, want 3", len(then.Rows))
		}
		w.whole()
	})
}

func TestAllItemsOfARenamedMemberAreFound(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		items := make([]workplan.NewItem, 950) // more than are rewritten at once
		for n := range items {
			items[n].ItemContent = itemOf(fmt.Sprintf("Item %d", n), ledBy("bland"))
		}
		w.plan("p")
		_, err := w.CreateItems(w.ctx(), w.as("chair"), "p", items)
		w.tick(err)
		w.renamed("bland", func(c *workplan.MemberContent) { c.Aliases = workplan.List{"Verdania"} })
		page, found := workplan.Page{Limit: 200}, 0
		for {
			list, err := w.ListItems(w.ctx(), w.as("chair"), workplan.ItemFilter{Query: "verdania"}, page, tracker.When{})
			must(t, err)
			if found += len(list.Rows); list.Next == nil {
				break
			}
			page.After = list.Next
		}
		if found != len(items) {
			t.Errorf("%d of %d items are found", found, len(items))
		}
	})
}

func TestRenamesAndEditsAtOnceLeaveTheRightTexts(t *testing.T) {
	twice(t, func(t *testing.T, w, other *world) {
		w.plan("p").item("p", "1.1", ledBy("bland"))
		chair, desk := w.as("chair"), w.as("desk")
		for round := range 6 {
			title, alias := fmt.Sprintf("Titel%dx", round), fmt.Sprintf("Alias%dx", round)
			outcomes := atOnce(t, 8, func(n int) error {
				tr := []*world{w, other}[n/2%2]
				if n%2 == 0 {
					_, err := tr.EditItem(w.ctx(), chair, "p", "1.1", nil, func(c *workplan.ItemContent) error { c.Title = fmt.Sprintf("%s %d", title, n); return nil })
					return err
				}
				_, err := tr.EditMember(w.ctx(), desk, "bland", nil, func(c *workplan.MemberContent) error { c.Aliases = workplan.List{alias, fmt.Sprint(n)}; return nil })
				return err
			})
			if outcomes[""] == 0 {
				t.Errorf("round %d: %v", round, outcomes)
			}
			if got := w.finds(title + " " + alias); len(got) != 1 {
				t.Errorf("round %d: the item is not found by its title and its lead's alias (%v)", round, outcomes)
			}
		}
	})
}

// TestMembersAreReadByTheirCodes: those that are asked for and are there, for who may read the register.
func TestMembersAreReadByTheirCodes(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		named, err := w.MembersNamed(w.ctx(), w.as("rita"), []string{"bland", "nowhere", "bland"})
		if must(t, err); len(named) != 1 || named["bland"].Code != "bland" {
			t.Errorf("read were %+v", named)
		}
		if _, err := w.MembersNamed(w.ctx(), workplan.Actor{PublicReading: true}, []string{"bland"}); !errors.Is(err, tracker.ErrSignIn) {
			t.Errorf("one who has not signed in: %v", err)
		}
	})
}

// TestTheStandingsOfAMemberAreReadTogether: those in all bodies, and no other member's.
func TestTheStandingsOfAMemberAreReadTogether(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.body("other").standing("cland", "other", workplan.MembershipMember).standing("bland", "other", workplan.MembershipGuest)
		held, err := w.MembershipsHeldBy(w.ctx(), w.as("rita"), "cland")
		must(t, err)
		var told []string
		for _, m := range held {
			told = append(told, fmt.Sprintf("%s %s %s", m.Body, m.Member, m.Role))
		}
		if got, want := fmt.Sprint(told), "[other cland member wg cland observer]"; got != want {
			t.Errorf("held are %s, want %s", got, want)
		}
		if _, err := w.MembershipsHeldBy(w.ctx(), workplan.Actor{PublicReading: true}, "cland"); !errors.Is(err, tracker.ErrSignIn) {
			t.Errorf("one who has not signed in: %v", err)
		}
	})
}

// TestItemsAreCalledByTheirNamesAsFarAsTheyAreSeen: what is not there, not to be seen or removed has no title.
func TestItemsAreCalledByTheirNamesAsFarAsTheyAreSeen(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").item("p", "1.2", forChairs, ledBy("bland")).item("p", "1.3")
		w.tick(w.RemoveItem(w.ctx(), w.as("chair"), "p", "1.3", nil))
		w.endorsed("p", "2024-01")
		for who, want := range map[string]string{"rita": "map[p/1.1:Item 1.1]", "ben": "map[p/1.1:Item 1.1 p/1.2:Item 1.2]", "root": "map[]"} {
			titles, err := w.ItemTitles(w.ctx(), w.as(who), []string{"p/1.1", "p/1.2", "p/1.3", "p/9", "p/", "/", "q/1.1", "p/1.1"})
			if got := fmt.Sprint(titles); err != nil || got != want {
				t.Errorf("%s: %s, %v, want %s", who, got, err, want)
			}
		}
		if _, err := w.ItemTitles(w.ctx(), workplan.Actor{}, []string{"p/1.1"}); !errors.Is(err, tracker.ErrSignIn) {
			t.Errorf("one who has not signed in: %v", err)
		}
	})
}
