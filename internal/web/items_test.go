package web_test

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// TestAnItemShowsAllThatWasReportedOnIt: however much that is, since other pages lead to each update by its number.
func TestAnItemShowsAllThatWasReportedOnIt(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		const more = 201
		for n := range more {
			must[tracker.UpdateReading](t)(l.PostStatusUpdate(context.Background(), as("ben"), "p", "1.4", nil, workplan.NewStatusUpdate{UpdateContent: workplan.UpdateContent{Kind: workplan.UpdateProgress,
				Done: fmt.Sprintf("Step %d is done.", n+1), Audience: workplan.AudienceChairs}}))
		}
		status, page := l.get("ben", "/plans/p/items/1.4")
		if found := regexp.MustCompile(`id="update-(\d+)"`).FindAllStringSubmatch(page, -1); status != http.StatusOK || len(found) != more || found[0][1] != fmt.Sprint(more) || found[more-1][1] != "1" {
			t.Errorf("%d: %d of %d updates are shown", status, len(found), more)
		}
		l.says("the first", main(page), []string{"Step 1 is done.", "Step 201 is done."}, nil)
	})
}

// TestAFormShowsWhatWasReportedLast: who reports sees what the item's last report said, and who corrects one has it in the form.
func TestAFormShowsWhatWasReportedLast(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.says("a report", main(l.read("ana", "/plans/p/items/1.1/report")), []string{"What was reported last, 2 September 2024", "Zqupdatechairs of the harbour"}, nil)
		l.says("a correction", main(l.read("ana", "/plans/p/items/1.1/report?corrects=3")), nil, []string{"What was reported last"})
		l.says("a first report", main(l.read("ben", "/plans/p/items/1.4/report")), nil, []string{"What was reported last"})
	})
}

// TestAPageOfThePastKnowsNothingThatWasWrittenSince: the items before and after an item, and their plans, are called on its page as they were known then.
func TestAPageOfThePastKnowsNothingThatWasWrittenSince(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		ctx := context.Background()
		must[workplan.WorkPlan](t)(l.CreatePlan(ctx, as("chair"), workplan.NewPlan{Code: "q", Body: "wg", PlanContent: workplan.PlanContent{Title: "Next plan", Predecessor: "p", Audience: workplan.AudiencePublic}}))
		must[tracker.CarryOverReading](t)(l.CarryOverItems(ctx, as("chair"), "p", workplan.NewCarryOver{Partial: true, EffectiveOn: "2024-09-01", Dispositions: []workplan.Disposition{
			{Ref: "1.1", Kind: workplan.DisposeCarry, Into: []workplan.Destination{{Plan: "q", Fresh: workplan.Fresh{Title: "Title as carried"}}}}}}))
		next := must[workplan.Listing[tracker.ItemReading]](t)(l.ListItems(ctx, l.actor("chair"), workplan.ItemFilter{Plan: workplan.List{"q"}}, workplan.Page{Limit: 10}, tracker.When{})).Rows[0]
		l.now = l.now.AddDate(0, 0, 5)
		must[tracker.ItemReading](t)(l.EditItem(ctx, as("chair"), "q", next.Ref, nil, func(i *workplan.ItemContent) error { i.Title = "Title of next week"; return nil }))
		must[workplan.WorkPlan](t)(l.EditPlan(ctx, as("chair"), "q", nil, func(p *workplan.PlanContent) error { p.Title = "Plan of next week"; return nil }))
		must[workplan.AmendmentReading](t)(l.AmendPlan(ctx, as("chair"), "p", nil, workplan.NewAmendment{AmendmentContent: workplan.AmendmentContent{Reason: "Clearer."},
			Plan: func(p *workplan.PlanContent) error { p.Title = "Clearer plan"; return nil }, Items: []workplan.ItemAmendment{
				{Ref: "1.1", Edit: func(i *workplan.ItemContent) error { i.Title = "Clearer title"; return nil }}}}))

		before, after := "/plans/p/items/1.1", "/plans/q/items/"+next.Ref
		l.says("what goes on, today", main(l.read("chair", before)), []string{"Title of next week", "Plan of next week"}, []string{"Title as carried", "Next plan"})
		then := "?as_of=2024-09-03&recorded=then"
		l.says("what went on, as it was known", main(l.read("chair", before+then)), []string{"goes on as", "Title as carried", "Next plan"}, []string{"next week"})
		l.says("what it continued, as it was known", main(l.read("chair", after+then)), []string{"continues", "Item 1.1", "Plan zqplanpublic harbour"}, []string{"Clearer"})
		l.says("the plan that it followed, as it was known", main(l.read("chair", "/plans/q"+then)), []string{"Plan zqplanpublic harbour"}, []string{"Clearer"})
		l.says("what it continues, today", main(l.read("chair", after)), []string{"continues", "Clearer title", "Clearer plan"}, nil)
	})
}

// TestTheHomeOfALeadOfVeryManyItemsIsBounded: it shows those that are due first, and says that there are more.
func TestTheHomeOfALeadOfVeryManyItemsIsBounded(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		ctx := context.Background()
		must[workplan.WorkPlan](t)(l.CreatePlan(ctx, as("chair"), workplan.NewPlan{Code: "many", Body: "wg", PlanContent: workplan.PlanContent{Title: "Many", PeriodEnd: "2026"}}))
		items := make([]workplan.NewItem, 201)
		for n := range items {
			items[n] = workplan.NewItem{Ref: strconv.Itoa(n + 1), ItemContent: workplan.ItemContent{Title: "Quay", Nature: workplan.NatureOneOff, Leads: workplan.List{"aland"}, Due: "2025"}}
		}
		must[[]tracker.ItemReading](t)(l.CreateItems(ctx, as("chair"), "many", items))
		must[workplan.WorkPlan](t)(l.EndorsePlan(ctx, as("chair"), "many", nil, workplan.Endorsement{On: "2024-02-08", Meeting: "wg-1"}))
		page := main(l.read("ana", "/"))
		l.says("home", page, []string{"More items are led by your members than are shown here"}, nil)
		if n := strings.Count(page, `/report">Report<`); n > 200 || n < 190 {
			t.Errorf("%d items are shown", n)
		}
	})
}
