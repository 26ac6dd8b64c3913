package web_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"fwptracker/internal/store/storetest"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// TestAPlanIsAmended puts an amendment together from several things, sees it, and records what was seen, once.
func TestAPlanIsAmended(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		const amend = "/plans/p/amend"
		ctx, chair := context.Background(), l.sits("chair")
		before := must[tracker.ItemReading](t)(l.Item(ctx, l.actor("chair"), "p", "1.1", tracker.When{}))
		chair.goes(chair.sendsForm(amend+"/items/1.1", url.Values{"due": {"2026-Q3"}, "leads": {"bland"}}), amend+"?done=collected")
		chair.goes(chair.sendsForm(amend+"/items/new", url.Values{"title": {"An item more"}, "leads": {"aland"}, "audience": {"public"}}), amend+"?done=collected")
		chair.goes(chair.sendsForm(amend+"/plan", url.Values{"period_end": {"2027"}}), amend+"?done=collected")
		chair.stays(chair.opens(amend), http.StatusOK, "Item 1.1", "Q3 2026", "Land of bland", "A new item: An item more", "2027")
		chair.stays(chair.opens("/"), http.StatusOK, "Amendment of Plan zqplanpublic harbour")
		if now := must[tracker.PlanReading](t)(l.Plan(ctx, l.actor("chair"), "p", tracker.When{})); now.Revision != 1 {
			t.Fatalf("the plan is amended before it was asked for: revision %d", now.Revision)
		}
		chair.stays(chair.sendsForm(amend, url.Values{"act": {"preview"}}), http.StatusUnprocessableEntity, `href="#reason"`)
		preview := chair.sendsForm(amend, url.Values{"act": {"preview"}, "reason": {"Agreed in the corridor."}})
		chair.stays(preview, http.StatusOK, "It would make revision 2 of the plan", "Agreed in the corridor.", "Item 1.1", "Q3 2026", "Land of bland")
		form := fieldsOf(t, preview.Body.String(), amend)
		form.Set("act", "record")
		chair.goes(chair.sendsForm(amend+"/items/1.2", url.Values{"title": {"Not seen"}}), amend+"?done=collected")
		chair.stays(chair.posts(amend, form), http.StatusPreconditionFailed, "Somebody has changed this", "Not seen")
		chair.goes(chair.sendsForm(amend, url.Values{"act": {"keep"}, "leave": {"item/1.2"}}), amend)
		form = fieldsOf(t, chair.sendsForm(amend, url.Values{"act": {"preview"}}).Body.String(), amend)
		form.Set("act", "record")
		for range 2 {
			chair.goes(chair.posts(amend, form), "/plans/p/amendments?done=amended#amendment-1")
		}
		after := must[tracker.ItemReading](t)(l.Item(ctx, l.actor("chair"), "p", "1.1", tracker.When{}))
		before.Due, before.Leads = "2026-Q3", workplan.List{"bland"}
		if told(after) != told(before) {
			t.Errorf("%s is to be %s", told(after), told(before))
		}
		d := must[workplan.FormDraft](t)(l.Draft(ctx, as("chair"), amend))
		if d.Content != "" {
			t.Errorf("what is recorded is kept as a draft: %s", d.Content)
		}
		l.says("who has not signed in", l.read("", "/plans/p/amendments"), []string{"Amendment 1", "Agreed in the corridor.", "Q3 2026"}, []string{"Amend the plan"})
	})
}

// TestAnAmendmentIsPreparedByTheSecretariat: what stands in its way stands beside the thing, and only a co-chair records it.
func TestAnAmendmentIsPreparedByTheSecretariat(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		const amend = "/plans/p/amend"
		d := l.sits("desk")
		d.stays(d.sendsForm(amend+"/items/1.1", url.Values{"due": {"in spring"}}), http.StatusUnprocessableEntity, `value="in spring"`, `href="#due"`)
		d.goes(d.sendsForm(amend+"/items/1.1", url.Values{"leads": {"nowhere"}}), amend+"?done=collected")
		d.goes(d.sendsForm(amend+"/withdraw/1.2", url.Values{"reason": {"Overtaken."}}), amend+"?done=collected")
		d.stays(d.sendsForm(amend, url.Values{"act": {"preview"}, "reason": {"Agreed."}}), http.StatusUnprocessableEntity, `class="fault">`, "Overtaken.")
		d.goes(d.sendsForm(amend+"/items/1.1", url.Values{"leads": {"aland"}}), amend+"?done=collected")
		if page := d.opens(amend).Body.String(); contains(page, "nowhere") || contains(page, ">1.1 Item 1.1</h3>") {
			t.Errorf("an item that is as it was stands in the amendment:\n%s", main(page))
		}
		d.goes(d.sendsForm(amend+"/items/1.2", url.Values{"act": {""}}), amend+"?done=collected")
		d.goes(d.sendsForm(amend+"/items/1.1", url.Values{"audience": {"members"}, "title": {"Renamed"}}), amend+"?done=collected")
		d.goes(d.sendsForm(amend, url.Values{"leave": {"withdraw/1.2"}}), amend)
		preview := d.sendsForm(amend, url.Values{"act": {"preview"}, "reason": {"Agreed."}})
		d.stays(preview, http.StatusOK, "A co-chair records an amendment.", "Renamed")
		form := fieldsOf(t, preview.Body.String(), amend)
		form.Set("act", "record")
		if w := d.posts(amend, form); w.Code != http.StatusForbidden {
			t.Errorf("the secretariat amends: %d", w.Code)
		}
		d.goes(d.sendsForm(amend, url.Values{"act": {"drop"}}), amend)
		d.stays(d.opens(amend), http.StatusOK, "Nothing yet.")
	})
}

// TestAnAmendmentOfAPlanThatWasClosedMeanwhileIsThrownAway: its page says why it can no longer be recorded, and what it was.
func TestAnAmendmentOfAPlanThatWasClosedMeanwhileIsThrownAway(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		const amend = "/plans/p/amend"
		d := l.sits("desk")
		d.goes(d.sendsForm(amend+"/items/1.1", url.Values{"due": {"2026-Q3"}}), amend+"?done=collected")
		l.ended("p")
		d.stays(d.opens("/"), http.StatusOK, `href="`+amend+`"`)
		d.stays(d.opens(amend), http.StatusOK, "can no longer be recorded", "Plan p is closed", "Item 1.1", "Q3 2026")
		form := d.form(amend)
		form.Set("act", "preview")
		d.stays(d.posts(amend, form), http.StatusConflict, "Plan p is closed")
		d.goes(d.sendsForm(amend, url.Values{"act": {"drop"}}), "/plans/p")
		if page := d.opens("/").Body.String(); contains(page, amend) {
			t.Errorf("what was thrown away stands at home:\n%s", main(page))
		}
		d.stays(d.opens(amend), http.StatusConflict, "Plan p is closed")
	})
}

// TestWhatIsCollectedInSeveralTabsAtOnceIsAllThere: parts of an amendment that are sent at the same moment do not undo one another.
func TestWhatIsCollectedInSeveralTabsAtOnceIsAllThere(t *testing.T) {
	for _, engine := range storetest.Engines(t) {
		t.Run(engine, func(t *testing.T) {
			l := libraryIn(t, storetest.Open(t, engine))
			const amend, tabs = "/plans/p/amend", 4
			d := l.sits("chair")
			for round := range 6 {
				want := []string{fmt.Sprintf("Reason %d", round)}
				forms := map[string]url.Values{amend: {"act": {"keep"}, "reason": {want[0]}}}
				for _, i := range items {
					at := amend + "/items/" + i.ref
					forms[at] = typed(d.form(at), "title", fmt.Sprintf("Title %d of %s", round, i.ref))
					want = append(want, forms[at].Get("title"))
				}
				var all sync.WaitGroup
				sends := func(at string, form url.Values) {
					all.Go(func() {
						if w := d.posts(at, form); w.Code != http.StatusSeeOther {
							t.Errorf("%s: %d", at, w.Code)
						}
					})
				}
				for n := range tabs {
					one := typed(d.form(amend+"/items/new"), "title", fmt.Sprintf("New %d in tab %d", round, n), "leads", "aland")
					want = append(want, one.Get("title"))
					sends(amend+"/items/new", one)
				}
				for at, form := range forms {
					sends(at, form)
				}
				all.Wait()
				draft := l.kept("chair", amend)
				for _, text := range want {
					if !strings.Contains(draft, text) {
						t.Fatalf("round %d: %q is lost; kept is %s", round, text, draft)
					}
				}
			}
		})
	}
}

// TestWhatIsCollectedWhileAnAmendmentIsRecordedIsKept: only what is recorded leaves the draft.
func TestWhatIsCollectedWhileAnAmendmentIsRecordedIsKept(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		const amend = "/plans/p/amend"
		d := l.sits("chair")
		for round := range 8 {
			seen, late := fmt.Sprintf("Seen %d", round), fmt.Sprintf("Typed meanwhile %d", round)
			d.goes(d.sendsForm(amend+"/items/1.1", url.Values{"title": {seen}}), amend+"?done=collected")
			record := fieldsOf(t, d.sendsForm(amend, url.Values{"act": {"preview"}, "reason": {"Agreed."}}).Body.String(), amend)
			record.Set("act", "record")
			part := typed(d.form(amend+"/items/1.2"), "title", late)
			var all sync.WaitGroup
			all.Go(func() { d.posts(amend, record) })
			all.Go(func() { d.posts(amend+"/items/1.2", part) })
			all.Wait()
			if draft := l.kept("chair", amend); !strings.Contains(draft, "item/1.2/title="+late) {
				t.Fatalf("round %d: what came in meanwhile is lost; kept is %q", round, draft)
			}
		}
	})
}
