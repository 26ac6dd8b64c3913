package web_test

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
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
