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

// TestThePlanCheckIsReadAndItsFindingsAreWaived: whoever reads the plan reads what is found, as far as they read the items; the keepers of the body amend the
// item or waive the finding, say why, and may take that back.
func TestThePlanCheckIsReadAndItsFindingsAreWaived(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		const check, waive = "/plans/p/check", "/plans/p/check/waive"
		form := waive + "?rule=no-expected-output&subject=item+1.1"
		d := l.sits("desk")
		l.says("the plan", l.read("rita", "/plans/p"), []string{`href="/plans/p/check"`}, nil)
		escaped := strings.NewReplacer("&", "&amp;", "+", "&#43;").Replace(form)
		l.says("desk", main(l.read("desk", check)), []string{"No expected output is recorded.", `href="/plans/p/amend/items/1.1"`, `href="` + escaped + `"`, "Item 1.4", "Nothing is waived."}, nil)
		l.says("rita", main(l.read("rita", check)), []string{"No expected output is recorded.", "Item 1.2", "Nothing is waived."}, []string{"/amend", "/waive", "Item 1.3", "Item 1.4"})
		l.says("who has not signed in", main(l.read("", check)), []string{"Item 1.1"}, []string{"Item 1.2", "/waive"})
		if status, _ := l.get("ana", form); status != http.StatusForbidden {
			t.Errorf("a lead opens the form: %d", status)
		}
		if status, _ := l.get("rita", "/plans/d/check"); status != http.StatusNotFound {
			t.Errorf("a reader opens the check of a draft: %d", status)
		}
		d.stays(d.sendsForm(form, url.Values{"until": {"2024-12-31"}}), http.StatusUnprocessableEntity, `href="#reason"`, `value="2024-12-31"`, "No expected output is recorded.")
		d.goes(d.sendsForm(form, url.Values{"reason": {"It is <plain>."}, "until": {"2024-12-31"}}), check+"?done=waived#waivers")
		page := main(l.read("rita", check))
		l.says("rita", page, []string{"waived, not counted", `id="waiver-1"`, "It is &lt;plain&gt;.", "from 2 September 2024 on", "until 31 December 2024"}, []string{"/withdraw"})
		if found, _, _ := strings.Cut(page, `id="waivers"`); strings.Contains(found, ">1.1</span>") {
			t.Errorf("what is waived stands among what counts:\n%s", found)
		}
		withdraw := check + "/waivers/1/withdraw"
		l.says("desk", main(l.read("desk", check)), []string{`href="` + withdraw + `"`}, nil)
		d.stays(d.sendsForm(withdraw, nil), http.StatusUnprocessableEntity, `href="#reason"`, "It is &lt;plain&gt;.")
		d.goes(d.sendsForm(withdraw, url.Values{"reason": {"It was not plain."}}), check+"?done=unwaived#waivers")
		l.says("rita", main(l.read("rita", check)), []string{"It was not plain.", "withdrawn by desk"}, []string{"waived, not counted"})
		l.ended("p")
		l.says("of a closed plan", main(l.read("chair", check)), []string{"Plan check"}, []string{"/amend", "/waive"})
		if status, _ := l.get("chair", form); status != http.StatusConflict {
			t.Errorf("a finding of a closed plan is waived: %d", status)
		}
	})
}

// ended withdraws what is open in a plan of the library, and closes it.
func (l *library) ended(plan string) {
	l.t.Helper()
	var in workplan.NewCarryOver
	for _, i := range items {
		in.Dispositions = append(in.Dispositions, workplan.Disposition{Ref: i.ref, Kind: workplan.DisposeWithdraw, Reason: "Overtaken."})
	}
	must[tracker.CarryOverReading](l.t)(l.CarryOverItems(context.Background(), as("chair"), plan, in))
	must[workplan.WorkPlan](l.t)(l.ClosePlan(context.Background(), as("chair"), plan, nil, workplan.Closing{}))
}

// TestARuleIsCalledByItsTitle wherever the page of the check names one.
func TestARuleIsCalledByItsTitle(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		_, unchecked, _ := strings.Cut(main(l.read("", "/plans/p/check")), `id="unchecked"`)
		l.says("what could not be checked", unchecked, []string{"Led by one that is no member of the body: Who stands in the body"}, []string{"lead-not-member"})
	})
}

// TestTheFormThatWithdrawsAWaiverNamesWhoMadeIt as all pages name people.
func TestTheFormThatWithdrawsAWaiverNamesWhoMadeIt(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		ctx := context.Background()
		must[tracker.UserReading](t)(l.EditUser(ctx, operator, "chair", nil, func(u *workplan.User, _ *bool) error { u.Name = "Carl Chair"; return nil }))
		must[workplan.WaiverReading](t)(l.WaiveFinding(ctx, as("chair"), "p", workplan.NewWaiver{Rule: "no-expected-output", Subject: "item 1.1", Reason: "Lived with."}))
		l.says("the form", main(l.read("desk", "/plans/p/check/waivers/1/withdraw")), []string{"Waived by Carl Chair"}, []string{"by chair"})
	})
}
