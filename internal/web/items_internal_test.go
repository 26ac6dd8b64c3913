package web

import (
	"testing"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// TestTheReportThatWasPostedIsFoundByItsNumber as addresses write it, whatever the language puts between thousands.
func TestTheReportThatWasPostedIsFoundByItsNumber(t *testing.T) {
	t.Parallel()
	page := itemPage{ItemDossier: tracker.ItemDossier{Updates: []tracker.UpdateReading{{StatusUpdate: workplan.StatusUpdate{Number: 7}}, {StatusUpdate: workplan.StatusUpdate{Number: 1234}}}}}
	for said, want := range map[string]int{"1234": 1234, "7": 7, "": 0, "8": 0, "1,234": 0} {
		if got := page.posted(said); got != want {
			t.Errorf("%q is update %d, want %d", said, got, want)
		}
	}
}
