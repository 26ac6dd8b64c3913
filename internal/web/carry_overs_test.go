package web_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

func contains(page, text string) bool { return strings.Contains(page, text) }

// TestAPlanIsCarriedOverAndClosed goes the steps that end a plan: what is open is disposed of, seen before it is done, done once, and the plan is closed.
func TestAPlanIsCarriedOverAndClosed(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		const carry, closing = "/plans/p/carry-over", "/plans/p/close"
		ctx, chair, d := context.Background(), l.sits("chair"), l.sits("desk")
		must[workplan.WorkPlan](t)(l.CreatePlan(ctx, as("chair"), workplan.NewPlan{Code: "next", Body: "wg", PlanContent: workplan.PlanContent{Title: "Next plan", Audience: workplan.AudiencePublic, Predecessor: "p"}}))
		chair.stays(chair.opens(closing), http.StatusOK, "The plan cannot be closed yet: 4 items are open.")
		d.stays(d.sendsForm(carry, url.Values{"kind-1.1": {""}, "kind-1.2": {""}, "kind-1.3": {""}, "kind-1.4": {""}, "act": {"preview"}}), http.StatusUnprocessableEntity, "Every item stays open.")
		chosen := url.Values{"kind-1.1": {"carry"}, "into-1.1": {"next#0"}, "title-1.1": {"Item one goes on"}, "due-1.1": {"2028"}, "kind-1.2": {"withdraw"}, "kind-1.3": {"complete"}, "completed_on-1.3": {"2024-08"},
			"done-1.3": {"It was printed."}, "kind-1.4": {""}, "act": {"preview"}}
		refused := d.sendsForm(carry, chosen)
		d.stays(refused, http.StatusUnprocessableEntity, "This cannot be done as it stands", `<a href="#item-1.2">1.2</a>: say why`, "Item one goes on", "It was printed.")
		chosen.Set("reason-1.2", "Nobody leads it any more.")
		preview := d.sendsForm(carry, chosen)
		d.stays(preview, http.StatusOK, "Nothing is done yet.", "next/1 Item one goes on", "1 item stays open:", "A co-chair carries over.")
		if open := must[tracker.CarryOverOptions](t)(l.CarryOverOptions(ctx, l.actor("chair"), "p")); len(open.Items) != 4 {
			t.Fatalf("after the preview %d items are open", len(open.Items))
		}
		form := fieldsOf(t, preview.Body.String(), carry)
		form.Set("act", "apply")
		if w := d.posts(carry, form); w.Code != http.StatusForbidden {
			t.Errorf("the secretariat carries over: %d", w.Code)
		}
		for range 2 {
			chair.goes(chair.posts(carry, form), carry+"?done=carried")
		}
		went := must[tracker.ItemReading](t)(l.Item(ctx, l.actor("chair"), "next", "1", tracker.When{}))
		if went.Title != "Item one goes on" || went.Due != "2028" || !went.Predecessors.Has("p/1.1") {
			t.Errorf("the successor is %+v", went.ItemContent)
		}
		done := must[tracker.ItemReading](t)(l.Item(ctx, l.actor("chair"), "p", "1.3", tracker.When{}))
		if done.Status != workplan.StatusCompleted || done.CompletedOn != "2024-08" {
			t.Errorf("1.3 is %s on %s", done.Status, done.CompletedOn)
		}
		last := fieldsOf(t, chair.sendsForm(carry, url.Values{"act": {"preview"}, "kind-1.4": {"withdraw"}, "reason-1.4": {"Retired."}}).Body.String(), carry)
		last.Set("act", "apply")
		chair.goes(chair.posts(carry, last), closing+"?done=carried")
		if page := d.opens(closing).Body.String(); contains(page, "Close the plan</button>") || !contains(page, "A co-chair closes it.") {
			t.Errorf("the secretariat sees\n%s", main(page))
		}
		chair.stays(chair.sendsForm(closing, url.Values{"closed_on": {"2024-03-01"}}), http.StatusUnprocessableEntity, "closed_on", `value="2024-03-01"`)
		chair.goes(chair.sendsForm(closing, url.Values{"note": {"Well done."}}), "/plans/p?done=closed")
		reopen := "/plans/p/reopen"
		chair.stays(chair.sendsForm(reopen, nil), http.StatusUnprocessableEntity, `href="#reason"`)
		chair.goes(chair.sendsForm(reopen, url.Values{"reason": {"One report came late."}}), "/plans/p?done=reopened")
		if now := must[tracker.PlanReading](t)(l.Plan(ctx, l.actor("chair"), "p", tracker.When{})); now.Status != workplan.PlanEndorsed || now.ReopeningReason != "One report came late." {
			t.Errorf("the plan is %s: %q", now.Status, now.ReopeningReason)
		}
	})
}

// TestItemsArePutTogether: items that bear the same word go on as one.
func TestItemsArePutTogether(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		const carry = "/plans/p/carry-over"
		ctx, chair := context.Background(), l.sits("chair")
		must[workplan.WorkPlan](t)(l.CreatePlan(ctx, as("chair"), workplan.NewPlan{Code: "next", Body: "wg", PlanContent: workplan.PlanContent{Title: "Next plan", Audience: workplan.AudienceMembers, Predecessor: "p"}}))
		preview := chair.sendsForm(carry, url.Values{"kind-1.1": {"carry"}, "into-1.1": {"next#0"}, "together-1.1": {"both"}, "title-1.1": {"Both together"}, "kind-1.2": {"carry"}, "into-1.2": {"next#0"},
			"together-1.2": {"both"}, "kind-1.3": {""}, "kind-1.4": {""}, "act": {"preview"}})
		chair.stays(preview, http.StatusOK, "next/1 Both together")
		form := fieldsOf(t, preview.Body.String(), carry)
		form.Set("act", "apply")
		chair.goes(chair.posts(carry, form), carry+"?done=carried")
		if i := must[tracker.ItemReading](t)(l.Item(ctx, l.actor("chair"), "next", "1", tracker.When{})); len(i.Predecessors) != 2 {
			t.Errorf("it continues %v", i.Predecessors)
		}
		l.says("the plan", main(l.read("rita", "/plans/p")), []string{"0 of 0", "not counted: 2 carried over", `class="out"`}, nil)
		l.says("the plans", main(l.read("rita", "/plans")), []string{"not counted: 2 carried over"}, nil)
		awaits := "2 of your items were carried over from Plan zqplanpublic harbour on 2 September 2024 into the next plan"
		l.says("the lead's home", main(l.read("ana", "/")), []string{awaits, `href="/plans/p/items/1.1"`, `href="/plans/p/items/1.2"`}, nil)
		l.says("another lead's home", main(l.read("ben", "/")), nil, []string{"carried over from"})
	})
}

// TestTheSameIsFilledInForAllThatAreLeft: what was said of single items stays, nothing is recorded, and the preview follows.
func TestTheSameIsFilledInForAllThatAreLeft(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		const carry = "/plans/p/carry-over"
		ctx, d := context.Background(), l.sits("desk")
		must[workplan.WorkPlan](t)(l.CreatePlan(ctx, as("chair"), workplan.NewPlan{Code: "next", Body: "wg", PlanContent: workplan.PlanContent{Title: "Next plan", Audience: workplan.AudienceMembers, Predecessor: "p"}}))
		must[tracker.ItemReading](t)(l.CreateItem(ctx, as("chair"), "next", workplan.NewItem{Ref: "7", ItemContent: workplan.ItemContent{Title: "It goes on", Nature: workplan.NatureOneOff, Audience: workplan.AudienceChairs,
			Leads: workplan.List{"aland"}, Predecessors: workplan.List{"p/1.3"}}}))
		stays := d.sendsForm(carry, url.Values{"act": {"fill"}, "alike": {"open"}, "kind-1.4": {"withdraw"}, "reason-1.4": {"Retired."}})
		d.stays(stays, http.StatusOK, "It is filled in for 3 items.", "Retired.")
		form := fieldsOf(t, stays.Body.String(), carry)
		if form.Get("kind-1.1") != "" || form.Get("kind-1.3") != "" || form.Get("kind-1.4") != "withdraw" {
			t.Errorf("all stay open but one: %v", form)
		}
		form.Set("act", "fill")
		form.Set("alike", "carry:next")
		filled := d.posts(carry, form)
		d.stays(filled, http.StatusOK, "It is filled in for 3 items.", `<summary>Next plan, under the objective that continues its own<span`)
		form = fieldsOf(t, filled.Body.String(), carry)
		for field, want := range map[string]string{"kind-1.1": "carry", "into-1.1": "next#0", "into-1.2": "next#0", "kind-1.3": "carry", "into-1.3": "next/7", "kind-1.4": "withdraw", "reason-1.4": "Retired."} {
			if form.Get(field) != want {
				t.Errorf("%s is %q, want %q", field, form.Get(field), want)
			}
		}
		if n := strings.Count(filled.Body.String(), "<details open>"); n != 1 {
			t.Errorf("%d items are unfolded, not the one that is withdrawn", n)
		}
		form.Set("act", "preview")
		d.stays(d.posts(carry, form), http.StatusOK, "Nothing is done yet.", "next/7", "No item stays open")
	})
}

// told is all that an item says.
func told(i tracker.ItemReading) string { return workplan.AllFields(i.ItemContent).Text() }

// TestAWithdrawalIsSuggestedAndNotFilledIn: it is told why, in the language of the page, and who withdraws says so in their own words.
func TestAWithdrawalIsSuggestedAndNotFilledIn(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		must[tracker.UpdateReading](t)(l.PostStatusUpdate(context.Background(), as("ana"), "p", "1.2", nil, workplan.NewStatusUpdate{UpdateContent: workplan.UpdateContent{Status: workplan.StatusPostponed, Reason: "No funds."}}))
		l.now = l.now.AddDate(2, 0, 0)
		for said, page := range map[string]string{
			"Butir ini ditunda sejak 2 September 2024; ":      l.inIndonesian("desk", "/plans/p/carry-over"),
			"It has been postponed since 2 September 2024; w": l.read("desk", "/plans/p/carry-over"),
		} {
			l.says("the suggestion", main(page), []string{said}, nil)
			if form := fieldsOf(t, page, "/plans/p/carry-over"); form.Get("reason-1.2")+form.Get("kind-1.2") != "" {
				t.Errorf("the form says %q, %q", form.Get("kind-1.2"), form.Get("reason-1.2"))
			}
		}
	})
}
