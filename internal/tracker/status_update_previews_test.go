package tracker_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// TestAPreviewIsWhatIsRecordedThen: it tells what would be, refuses what would be refused, and leaves nothing behind.
func TestAPreviewIsWhatIsRecordedThen(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").endorsed("p", "2024-01-15")
		in := workplan.NewStatusUpdate{UpdateContent: workplan.UpdateContent{Status: workplan.StatusInProgress, Done: "Begun.", Health: workplan.HealthAtRisk}}
		before, err := w.Item(w.ctx(), w.as("ana"), "p", "1.1", tracker.When{})
		must(t, err)
		head, err := w.store.Read(w.ctx()).Entries("wg", 0, 10_000)
		must(t, err)
		preview, item, err := w.PreviewStatusUpdate(w.ctx(), w.as("ana"), "p", "1.1", []int64{before.Version}, in)
		must(t, err)
		if item.Status != workplan.StatusInProgress || item.Health != workplan.HealthAtRisk {
			t.Errorf("the item would be %s, %s", item.Status, item.Health)
		}
		after, err := w.Item(w.ctx(), w.as("ana"), "p", "1.1", tracker.When{})
		must(t, err)
		if diff := cmp.Diff(before, after); diff != "" {
			t.Errorf("the preview has changed the item:\n%s", diff)
		}
		if now, err := w.store.Read(w.ctx()).Entries("wg", 0, 10_000); err != nil || len(now) != len(head) {
			t.Errorf("the preview has left %d audit entries, %v", len(now)-len(head), err)
		}
		for who, slug := range map[string]string{"rita": "forbidden", "ben": "forbidden"} {
			_, _, err := w.PreviewStatusUpdate(w.ctx(), w.as(who), "p", "1.1", nil, in)
			refused(t, err, slug)
		}
		_, _, err = w.PreviewStatusUpdate(w.ctx(), w.as("ana"), "p", "1.1", []int64{before.Version + 1}, in)
		refused(t, err, "stale")
		_, _, err = w.PreviewStatusUpdate(w.ctx(), w.as("ana"), "p", "1.1", nil, workplan.NewStatusUpdate{UpdateContent: workplan.UpdateContent{Status: workplan.StatusPostponed}})
		refused(t, err, "invalid")
		posted, err := w.PostStatusUpdate(w.ctx(), w.as("ana"), "p", "1.1", []int64{before.Version}, in)
		must(t, err)
		if diff := cmp.Diff(preview, posted, cmpopts.IgnoreFields(workplan.StatusUpdate{}, "ID", "RecordedAt")); diff != "" {
			t.Errorf("previewed (-) and posted (+):\n%s", diff)
		}
	})
}
