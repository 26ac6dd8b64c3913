package web_test

import (
	"context"
	"net/http"
	"net/url"
	"testing"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

func TestAPlanIsWrittenAndEndorsed(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		d := l.sits("desk")
		plan := url.Values{"code": {"wg-next"}, "title": {"The next plan"}, "period_start": {"2027"}, "predecessor": {"p"}}
		d.stays(d.sendsForm("/plans/new", url.Values{"code": {"No Code"}, "title": {"Kept as typed"}}), http.StatusUnprocessableEntity, "This was not stored", `value="Kept as typed"`, `href="#code"`)
		d.goes(d.sendsForm("/plans/new", plan), "/plans/wg-next/draft?done=created")
		d.stays(d.opens("/plans/wg-next/draft?done=created"), http.StatusOK, "It is entered.", "There is nothing in it yet.")
		d.goes(d.sendsForm("/plans/wg-next/objectives/new", url.Values{"title": {"First aim"}}), "/plans/wg-next/draft?done=created#objective-1")
		item := url.Values{"title": {"First item"}, "objective": {"1"}, "leads": {"bland", "aland"}, "due": {"2028-Q2"}, "topics": {"ports, and crews\nships"}, "predecessors": {"p/1.1"}}
		d.goes(d.sendsForm("/plans/wg-next/items/new?objective=1", item), "/plans/wg-next/draft?done=created#item-1.1")
		item.Set("act", "more")
		d.goes(d.sendsForm("/plans/wg-next/items/new?objective=1", item), "/plans/wg-next/items/new?done=created&objective=1")
		d.goes(d.sendsForm("/plans/wg-next/items/1.2/remove", nil), "/plans/wg-next/draft?done=removed")
		kept := must[tracker.ItemReading](t)(l.Item(context.Background(), l.actor("chair"), "wg-next", "1.1", tracker.When{}))
		if kept.Leads.Has("aland") != true || len(kept.Leads) != 2 || kept.Due != "2028-Q2" || len(kept.Topics) != 2 || !kept.Predecessors.Has("p/1.1") {
			t.Errorf("the item is %+v", kept.ItemContent)
		}
		d.goes(d.sendsForm("/plans/wg-next/items/1.1/edit", url.Values{"expected_output": {"A guide"}}), "/plans/wg-next/draft?done=kept#item-1.1")
		edited := must[tracker.ItemReading](t)(l.Item(context.Background(), l.actor("chair"), "wg-next", "1.1", tracker.When{}))
		if kept.ExpectedOutput = "A guide"; told(edited) != told(kept) {
			t.Errorf("an edit of one field makes %s of %s", told(edited), told(kept))
		}
		if w := d.opens("/plans/wg-next/endorse"); w.Code != http.StatusForbidden {
			t.Errorf("the secretariat endorses: %d", w.Code)
		}
		chair := l.sits("chair")
		form := chair.form("/plans/wg-next/endorse")
		form.Set("endorsed_on", "2030")
		chair.stays(chair.posts("/plans/wg-next/endorse", form), http.StatusUnprocessableEntity, `href="#endorsed_on"`, "future")
		form = chair.form("/plans/wg-next/endorse")
		for range 2 { // sent twice, it is done once
			chair.goes(chair.posts("/plans/wg-next/endorse", form), "/plans/wg-next?done=endorsed")
		}
		chair.stays(chair.opens("/plans/wg-next/draft"), http.StatusConflict, "only by an amendment")
	})
}

func TestADraftIsItsKeepersAlone(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.many(1)
		for _, address := range []string{"/draft", "/edit", "/remove", "/objectives/new", "/items/new", "/items/1/edit", "/items/1/remove", "/endorse"} {
			for who, status := range map[string]int{"rita": http.StatusNotFound, "ana": http.StatusForbidden, "chair": http.StatusOK} {
				if w := l.sits(who).opens("/plans/d" + address); w.Code != status {
					t.Errorf("%s opens %s: %d", who, address, w.Code)
				}
			}
		}
		for _, address := range []string{"/amend", "/amend/plan", "/amend/items/1.1", "/amend/items/new", "/amend/objectives/new", "/amend/withdraw/1.1", "/carry-over", "/close", "/reopen", "/items/1.1/decide"} {
			for _, who := range []string{"rita", "ana", "cleo", "root"} {
				if w := l.sits(who).opens("/plans/p" + address); w.Code != http.StatusForbidden {
					t.Errorf("%s opens %s: %d", who, address, w.Code)
				}
			}
		}
		for _, who := range []string{"rita", "ana", "root"} {
			if w := l.sits(who).opens("/plans/new"); w.Code != http.StatusForbidden {
				t.Errorf("%s begins a plan: %d", who, w.Code)
			}
			if page := l.read(who, "/plans"); len(page) == 0 || contains(page, "/plans/new") {
				t.Errorf("%s is offered to begin a plan", who)
			}
		}
	})
}

func TestAFormThatIsOutOfDateLosesNothing(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.many(1)
		d := l.sits("desk")
		form := d.form("/plans/d/items/1/edit")
		must[tracker.ItemReading](t)(l.EditItem(context.Background(), as("chair"), "d", "1", nil, func(i *workplan.ItemContent) error { i.Title = "Somebody else's title"; return nil }))
		form.Set("description", "What I typed meanwhile")
		w := d.posts("/plans/d/items/1/edit", form)
		d.stays(w, http.StatusPreconditionFailed, "Somebody has changed this since you opened the form", "What I typed meanwhile")
		again := fieldsOf(t, w.Body.String(), "/plans/d/items/1/edit")
		d.goes(d.posts("/plans/d/items/1/edit", again), "/plans/d/draft?done=kept#item-1")
		if now := must[tracker.ItemReading](t)(l.Item(context.Background(), l.actor("chair"), "d", "1", tracker.When{})); now.Description != "What I typed meanwhile" {
			t.Errorf("the item says %q", now.Description)
		}
	})
}

func TestTheCoChairsDecideOnAnItem(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		chair := l.sits("chair")
		decide := "/plans/p/items/1.2/decide"
		chair.stays(chair.sendsForm(decide, nil), http.StatusUnprocessableEntity, `href="#reason"`)
		chair.goes(chair.sendsForm(decide, url.Values{"reason": {"No funds."}}), "/plans/p/items/1.2?done=decided")
		chair.stays(chair.opens("/plans/p/items/1.2"), http.StatusOK, "Withdrawn", "No funds.", "Reinstate …")
		chair.goes(chair.sendsForm(decide, url.Values{"reason": {"Funds were found."}}), "/plans/p/items/1.2?done=decided")
		if i := must[tracker.ItemReading](t)(l.Item(context.Background(), l.actor("chair"), "p", "1.2", tracker.When{})); i.Status != workplan.StatusPlanned {
			t.Errorf("the item is %s", i.Status)
		}
		if page := l.read("desk", "/plans/p/items/1.2"); contains(page, "/decide") {
			t.Error("the secretariat is offered to decide")
		}
	})
}
