package tracker_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// TestADraftIsChangedByManyAtOnceAndNothingOfItIsLost: what is read, changed and written is one step for all who do so.
func TestADraftIsChangedByManyAtOnceAndNothingOfItIsLost(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		const place, tabs = "/plans/p/amend", 12
		var all sync.WaitGroup
		for n := range tabs {
			all.Go(func() {
				err := w.EditDraft(w.ctx(), w.as("ana"), place, func(old string) (string, error) { return old + fmt.Sprintf(" part-%d;", n), nil })
				if err != nil {
					t.Errorf("part %d: %v", n, err)
				}
			})
		}
		all.Wait()
		d, err := w.Draft(w.ctx(), w.as("ana"), place)
		w.tick(err)
		for n := range tabs {
			if !strings.Contains(d.Content, fmt.Sprintf(" part-%d;", n)) {
				t.Errorf("part %d is lost: %s", n, d.Content)
			}
		}
		w.tick(w.EditDraft(w.ctx(), w.as("ana"), place, func(string) (string, error) { return "", nil }))
		if list, err := w.Drafts(w.ctx(), w.as("ana")); err != nil || len(list) != 0 {
			t.Errorf("of nothing is kept %+v, %v", list, err)
		}
		refused(t, w.EditDraft(w.ctx(), w.as("ana"), place, func(string) (string, error) { return "x", workplan.Clash("no", "No.") }), "no")
		if d, err := w.Draft(w.ctx(), w.as("ana"), place); err != nil || d.Content != "" {
			t.Errorf("what was refused is kept: %+v, %v", d, err)
		}
		if err := w.EditDraft(w.ctx(), workplan.Actor{}, place, nil); err != tracker.ErrSignIn {
			t.Errorf("who has not signed in: %v", err)
		}
	})
}

// TestWhatIsKeptOnTheWayToTheProviderIsNoneOfThePersonsDrafts: it takes no place of theirs, none of theirs keeps it out, and there is not more and more of it.
func TestWhatIsKeptOnTheWayToTheProviderIsNoneOfThePersonsDrafts(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		keeps := func(place string) error {
			w.clock.move(time.Second)
			return w.KeepDraft(w.ctx(), w.as("ana"), place, "x")
		}
		for n := range tracker.MaxConfirming + 3 {
			w.tick(keeps(fmt.Sprintf("%s/on/the/way/%d", workplan.ConfirmPlace, n)))
		}
		var last []string
		for n := range tracker.MaxDrafts {
			w.tick(keeps(fmt.Sprintf("/begun/%d", n)))
		}
		refused(t, keeps("/one/more"), "invalid")
		w.tick(keeps(workplan.ConfirmPlace + "/the/last"))
		list, err := w.Drafts(w.ctx(), w.as("ana"))
		w.tick(err)
		for _, d := range list {
			if d.Confirms() {
				last = append(last, d.Place)
			}
		}
		if len(last) != tracker.MaxConfirming || last[0] != "confirm./the/last" || slices.Contains(last, "confirm./on/the/way/3") || len(list) != tracker.MaxDrafts+len(last) {
			t.Errorf("on the way are %q, of %d", last, len(list))
		}
	})
}
