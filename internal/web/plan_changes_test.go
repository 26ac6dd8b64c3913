package web_test

import (
	"context"
	"testing"
	"time"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// TestWhatALeadPlansIsNoNewDueDate: what changed in a plan tells the date that a lead plans apart from the one at which the plan has the item due.
func TestWhatALeadPlansIsNoNewDueDate(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		ctx := context.Background()
		l.now = l.now.Add(24 * time.Hour)
		must[tracker.UpdateReading](t)(l.PostStatusUpdate(ctx, as("ana"), "p", "1.1", nil, workplan.NewStatusUpdate{UpdateContent: workplan.UpdateContent{Kind: workplan.UpdateProgress,
			Done: "Begun.", PlannedCompletion: "2026-03"}}))
		must[workplan.AmendmentReading](t)(l.AmendPlan(ctx, as("chair"), "p", nil, workplan.NewAmendment{AmendmentContent: workplan.AmendmentContent{Reason: "As agreed."}, Items: []workplan.ItemAmendment{
			{Ref: "1.2", Edit: func(i *workplan.ItemContent) error { i.Due = "2026-06"; return nil }}}}))
		l.says("what changed", main(l.read("rita", "/plans/p/changes?since=2024-09-02")), []string{`<td data-label="Change">Lead&#39;s planned completion</td><td data-label="Was">due 2025</td><td data-label="Is">March 2026</td>`,
			`<td data-label="Change">Plan&#39;s due date</td><td data-label="Was">2025</td><td data-label="Is">June 2026</td>`}, []string{"New date"})
		l.says("the report", main(l.read("rita", "/plans/p/report?since=2024-09-02")), []string{"New planned completion of the lead; the due date stays", "New due date"}, []string{"New date"})
	})
}
