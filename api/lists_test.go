package api

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"testing"

	"fwptracker/internal/workplan"
)

// manyItems adds n items to the draft, titled by number.
func (s *seed) manyItems(n int) *seed {
	s.Helper()
	in := make([]workplan.NewItem, n)
	for i := range in {
		in[i] = workplan.NewItem{ItemContent: workplan.ItemContent{Title: fmt.Sprintf("Many %d", i), Nature: workplan.NatureOneOff, Objective: 2,
			Due: workplan.PartialDate(fmt.Sprintf("20%02d", 30+i%7))}}
	}
	_, err := s.tracker.CreateItems(ctx, actor("chair"), "draft-2027", in)
	s.must(err)
	return s
}

func TestACursorVisitsEachRowOnceWhileRowsAreAdded(t *testing.T) {
	eachWorld(t, func(w *world) {
		s := theGroup(w).manyItems(230)
		for _, query := range []string{"/plans/draft-2027/items?limit=50", "/items?limit=33&sort=-due,ref&q=many", "/items?plan=draft-2027&limit=70&sort=due", "/items?limit=40&sort=-updated&plan=draft-2027",
			"/plans/draft-2027/items?limit=60&as_of=2024-03-01&sort=-ref"} {
			before := w.refs("chair", "/plans/draft-2027/items?limit=200&fields=ref") + " " + w.refs("chair", "/plans/draft-2027/items?limit=200&sort=-ref&fields=ref")
			seen := map[string]int{}
			pages := 0
			for path := query; path != ""; pages++ {
				var page Page[Item]
				a := w.send("chair", "GET", path, "")
				w.parse(a, &page)
				for _, i := range page.Data {
					seen[i.Ref]++
				}
				if path = ""; page.NextCursor != nil {
					path = query + "&cursor=" + *page.NextCursor
					w.follows(a, path)
				}
				if pages == 1 {
					s.manyItems(5) // while someone walks
				}
			}
			if pages < 4 {
				t.Errorf("%s: %d pages", query, pages)
			}
			for ref, n := range seen {
				if n != 1 {
					t.Errorf("%s: %s was visited %d times", query, ref, n)
				}
			}
			for _, ref := range strings.Fields(before) {
				if seen[ref] == 0 && (strings.HasPrefix(ref, "2.") && ref != "2.1") {
					t.Errorf("%s: %s was not visited", query, ref)
				}
			}
		}
	})
}

// follows holds the Link header of an answer to leading to the same page as the cursor.
func (w *world) follows(a answer, path string) {
	w.Helper()
	link, _, found := strings.Cut(strings.TrimPrefix(a.Header.Get("Link"), "<"+Base), `>; rel="next"`)
	if !found {
		w.Fatalf("Link: %q", a.Header.Get("Link"))
	}
	one, other := w.send("chair", "GET", link, ""), w.send("chair", "GET", path, "")
	if one.StatusCode != 200 || one.text != other.text {
		w.Errorf("the link %s leads elsewhere than the cursor: %d", link, one.StatusCode)
	}
}

func TestATamperedCursorIsRefused(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w).manyItems(3)
		var page Page[Item]
		w.get("chair", "/items?limit=2&plan=draft-2027", &page)
		cursor := *page.NextCursor
		raw, err := base64.RawURLEncoding.DecodeString(cursor)
		w.must(err)
		other := base64.RawURLEncoding.EncodeToString([]byte(strings.Replace(string(raw), "0001", "0009", 1)))
		for _, query := range []string{"plan=draft-2027&cursor=" + other, "plan=draft-2027&cursor=" + cursor[1:], "plan=draft-2027&cursor=" + cursor + "A", "plan=wg-2024&cursor=" + cursor,
			"plan=draft-2027&sort=due&cursor=" + cursor, "cursor=" + cursor, "plan=draft-2027&cursor=e30", "plan=draft-2027&cursor=%00"} {
			w.play(scenario{as: "chair", req: "GET /items?limit=2&" + query, want: 422, has: all(`"?cursor"`)})
		}
		w.play(scenario{as: "chair", req: "GET /items?limit=1&plan=draft-2027&cursor=" + cursor, want: 200},
			scenario{as: "reader", req: "GET /items?limit=1&plan=draft-2027&cursor=" + cursor, want: 200},
			scenario{as: "stranger", req: "GET /items?limit=1&plan=draft-2027&cursor=" + cursor, want: 200, has: all(`"data":[]`)})
	})
}

func TestSortWordsTurnRound(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w).proposed().reports("lead", "1.1", workplan.UpdateContent{Done: "x"}).reports("colead", "1.2", workplan.UpdateContent{Done: "y"}).record("wg-1").record("wg-1").adopted("wg-1").corrected("wg-1", "Here").corrected("wg-1", "There")
		w.at("2024-03-02")
		w.created("lead", "/plans/wg-2024/items/1.1/updates", `{"done":"z"}`)
		for path, sorts := range map[string][]string{"/plans": workplan.PlanSorts, "/items": workplan.ItemSorts, "/updates": workplan.UpdateSorts, "/members": workplan.MemberSorts,
			"/meetings": workplan.MeetingSorts, "/bodies/wg/memberships": workplan.MembershipSorts, "/users": workplan.UserSorts, "/audit?chain=wg": workplan.AuditSorts,
			"/plans/wg-2024/items/1.1/updates": workplan.ItemUpdateSorts, "/decisions": workplan.DecisionSorts, "/meetings/wg-1/sessions": workplan.EntrySorts, "/meetings/wg-1/agenda": workplan.EntrySorts,
			"/proposals": workplan.ProposalSorts, "/bodies/wg/proposal-windows": workplan.WindowSorts,
			"/meetings/wg-1/attendance": workplan.EntrySorts, "/meetings/wg-1/decisions": workplan.EntrySorts, "/meetings/wg-1/corrigenda": workplan.EntrySorts} {
			for _, word := range sorts {
				join := map[bool]string{true: "&", false: "?"}[strings.Contains(path, "?")]
				as := map[bool]string{true: "admin", false: "chair"}[path == "/users"]
				up, down := w.rows(as, path+join+"limit=200&sort="+word), w.rows(as, path+join+"limit=200&sort=-"+word)
				slices.Reverse(down)
				if len(up) < 2 || !slices.Equal(up, down) {
					t.Errorf("%s by %s: %d rows up, %d down, in another order", path, word, len(up), len(down))
				}
			}
		}
		updated, err := parseMoment("2024-03-02T09:00:00Z")
		w.must(err)
		var page Page[Item]
		w.get("chair", "/items?sort=-updated", &page)
		if page.Data[0].Ref != "1.1" || page.Data[0].UpdatedAt.Before(updated) {
			t.Errorf("the item that changed last is %s", page.Data[0].Ref)
		}
	})
}

// rows are the rows of a list as they were sent.
func (w *world) rows(as, path string) []string {
	w.Helper()
	var page Page[map[string]any]
	w.get(as, path, &page)
	texts := make([]string, len(page.Data))
	for n, row := range page.Data {
		texts[n] = fmt.Sprint(row)
	}
	return texts
}
