package web_test

import (
	"context"
	"net/http"
	"testing"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// TestAFormSentAsItIsShownChangesNothing: whatever stands in a thing, its form holds all of it, also what would not be offered to somebody who begins anew.
func TestAFormSentAsItIsShownChangesNothing(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		ctx, d := context.Background(), l.sits("chair")
		must[workplan.WorkPlan](t)(l.CreatePlan(ctx, as("chair"), workplan.NewPlan{Code: "next", Body: "wg", PlanContent: workplan.PlanContent{Title: "Next", PeriodStart: "2027", Audience: workplan.AudienceMembers,
			Notes: "One, two\nthree"}})) // it follows no plan, so that nothing of another one would be offered
		must[workplan.Objective](t)(l.CreateObjective(ctx, as("chair"), "next", workplan.NewObjective{ObjectiveContent: workplan.ObjectiveContent{Title: "Aim, the first", Description: "a\n\nb"}}))
		must[workplan.Objective](t)(l.EditObjective(ctx, as("chair"), "next", 1, nil, func(o *workplan.ObjectiveContent) error { o.Predecessor = "p/7"; return nil }))
		must[tracker.ItemReading](t)(l.CreateItem(ctx, as("chair"), "next", workplan.NewItem{ItemContent: workplan.ItemContent{Objective: 1, Title: "Item, \"one\"", Nature: workplan.NatureContinuing,
			Leads: workplan.List{"bland", "aland"}, Partners: workplan.List{"gland"}, Topics: workplan.List{"trade, customs", "x"}, Predecessors: workplan.List{"p/1.1"}, Due: "2028-Q1"}}))
		must[workplan.Member](t)(l.EditMember(ctx, operator, "aland", nil, func(m *workplan.MemberContent) error {
			m.Aliases = workplan.List{"Aland, Republic of", "Åland"}
			return nil
		}))
		version := map[string]func() int64{
			"/plans/next/edit": func() int64 {
				return must[tracker.PlanReading](t)(l.Plan(ctx, l.actor("chair"), "next", tracker.When{})).Version
			},
			"/plans/next/objectives/1/edit": func() int64 {
				return must[workplan.Objective](t)(l.Objective(ctx, l.actor("chair"), "next", 1, tracker.When{})).Version
			},
			"/plans/next/items/1.1/edit": func() int64 {
				return must[tracker.ItemReading](t)(l.Item(ctx, l.actor("chair"), "next", "1.1", tracker.When{})).Version
			},
			"/members/aland/edit": func() int64 { return must[workplan.Member](t)(l.Member(ctx, l.actor("chair"), "aland")).Version },
			"/meetings/wg-1/edit": func() int64 {
				return must[tracker.MeetingReading](t)(l.Meeting(ctx, l.actor("chair"), "wg-1", tracker.When{})).Version
			},
			"/proposals/1/edit": func() int64 { return l.proposal(1).Version },
			"/bodies/wg/edit":   func() int64 { return must[workplan.Body](t)(l.Body(ctx, l.actor("chair"), "wg")).Version },
		}
		for form, now := range version {
			before := now()
			if w := d.sendsForm(form, nil); w.Code != http.StatusSeeOther {
				t.Errorf("%s, sent as it is shown: %d\n%s", form, w.Code, main(w.Body.String()))
			}
			if after := now(); after != before {
				t.Errorf("%s, sent as it is shown, makes version %d of %d", form, after, before)
			}
		}
	})
}

func TestARemovalIsDoneOnceHoweverOftenItIsSent(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.many(2)
		d := l.sits("desk")
		form := d.form("/plans/d/items/1/remove")
		for range 2 {
			d.goes(d.posts("/plans/d/items/1/remove", form), "/plans/d/draft?done=removed")
		}
	})
}

// TestAnAddressThatNamesNothingIsNotFound: with an empty part, or with what no text holds, on every route that takes parts.
func TestAnAddressThatNamesNothingIsNotFound(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		d := l.sits("chair")
		for _, address := range []string{"/plans/p/items/1.1/deliverables//edit", "/plans/p/items/1.1/openings//close", "/plans/p/items/1.1/openings//offers/new", "/plans//draft", "/meetings//edit",
			"/plans/p/items/1.1/deliverables//remove", "/plans/p/objectives//remove", "/members/%00", "/plans/%ff"} {
			if w := d.opens(address); w.Code != http.StatusNotFound {
				t.Errorf("%s: %d", address, w.Code)
			}
		}
		for _, address := range []string{"/members?q=%00", "/search?q=%ff", "/plans?%01=x"} {
			if w := d.opens(address); w.Code != http.StatusUnprocessableEntity {
				t.Errorf("%s: %d", address, w.Code)
			}
		}
		for _, address := range []string{"/plans/p/items/1.1/openings//offers/aland/1/answer", "/bodies/wg/proposal-windows//edit"} {
			if w := d.posts(address, nil); w.Code != http.StatusNotFound {
				t.Errorf("%s: %d", address, w.Code)
			}
		}
	})
}

// TestWhoIsNotKnownIsAskedToSignIn: where public reading is allowed, what is not for the public leads to the sign-in, and back.
func TestWhoIsNotKnownIsAskedToSignIn(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		for _, address := range []string{"/plans/new", "/users/new", "/members/new", "/plans/p/carry-over", "/bodies/wg/edit"} {
			if status, _ := l.get("", address); status != http.StatusSeeOther {
				t.Errorf("%s: %d", address, status)
			}
		}
	})
}
