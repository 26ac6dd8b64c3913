package web_test

import (
	"context"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// window opens a proposal window of the library for the month of its day, for a plan that the next draft is.
func (l *library) window(openTo workplan.ProposalCircle) {
	l.t.Helper()
	must[tracker.WindowReading](l.t)(l.OpenWindow(context.Background(), as("chair"), "wg", workplan.ProposalWindowContent{Opens: "2024-09-01", Closes: "2024-09-30", Title: "The next plan", OpenTo: openTo}))
}

// proposal reads a proposal as the co-chair sees it.
func (l *library) proposal(number int) workplan.ProposalReading {
	l.t.Helper()
	return must[workplan.ProposalReading](l.t)(l.Proposal(context.Background(), l.actor("chair"), number, tracker.When{}))
}
