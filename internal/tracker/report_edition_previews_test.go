package tracker_test

import (
	"testing"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// TestAPreviewIsWhatWouldBeIssued looks at an edition, then issues it: it says the same, and looking at it stored nothing.
func TestAPreviewIsWhatWouldBeIssued(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		small(w)
		ask := tracker.EditionRequest{When: tracker.When{Meeting: "wg-9"}, NewEdition: workplan.NewEdition{Note: "first", Scope: workplan.ReportScope{Audience: workplan.AudienceMembers}}}
		entries := func() int {
			list, err := w.ListAudit(w.ctx(), w.as("chair"), workplan.AuditFilter{}, workplan.Page{Limit: 200})
			must(t, err)
			return len(list.Rows)
		}
		before := entries()
		seen, err := w.PreviewEdition(w.ctx(), w.as("chair"), "p", ask)
		must(t, err)
		if after := entries(); after != before || before == 0 {
			t.Errorf("looking at it was recorded: %d entries were, %d are", before, after)
		}
		list, err := w.ListEditions(w.ctx(), w.as("chair"), "p", workplan.Page{Limit: 10})
		if err != nil || len(list.Rows) > 0 {
			t.Errorf("looking at it issued %d editions: %v", len(list.Rows), err)
		}
		if _, err := w.PreviewEdition(w.ctx(), w.as("ben"), "p", ask); workplan.KindOf(err) != workplan.Forbidden {
			t.Errorf("a lead may look at what would be issued: %v", err)
		}
		ask.When.Meeting = "no-such"
		if _, err := w.PreviewEdition(w.ctx(), w.as("chair"), "p", ask); workplan.KindOf(err) != workplan.Invalid {
			t.Errorf("as of a meeting that is not there: %v", err)
		}
		first := w.issued("first", func(e *tracker.EditionRequest) { e.When.Meeting = "wg-9" })
		if seen.Edition == nil || seen.Edition.Number != first.Number || seen.Edition.Note != "first" || seen.AsOf != first.AsOf || seen.Plan.Revision != first.Revision {
			t.Errorf("seen as %+v of %s, issued as %+v", seen.Edition, seen.AsOf, first)
		}
	})
}
