package tracker_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// window opens a window of wg for members and observers.
func (w *world) window(opens, closes workplan.Date, change ...func(*workplan.ProposalWindowContent)) *world {
	w.t.Helper()
	in := workplan.ProposalWindowContent{Opens: opens, Closes: closes, Title: "The next plan", OpenTo: workplan.OpenToObservers}
	for _, c := range change {
		c(&in)
	}
	_, err := w.OpenWindow(w.ctx(), w.as("desk"), "wg", in)
	return w.tick(err)
}

func TestWindowsAreKept(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").endorsed("p", "2024-01").plan("q").until("2024-03-05").window("2024-03-01", "2024-03-31", func(in *workplan.ProposalWindowContent) { in.ForPlan = "q" }).window("2024-06-01", "2024-06-30")
		before := tracker.When{KnownAt: w.clock.now()}
		open := func(who string, change func(*workplan.ProposalWindowContent)) error {
			in := workplan.ProposalWindowContent{Opens: "2024-09-01", Closes: "2024-09-30", Title: "x", OpenTo: workplan.OpenToMembers}
			change(&in)
			_, err := w.OpenWindow(w.ctx(), w.as(who), "wg", in)
			return err
		}
		none := func(*workplan.ProposalWindowContent) {}
		for name, c := range map[string]struct {
			err  error
			kind workplan.Kind
		}{
			"by a member":           {open("ana", none), workplan.Forbidden},
			"for an endorsed plan":  {open("desk", func(in *workplan.ProposalWindowContent) { in.ForPlan = "p" }), workplan.Invalid},
			"for a plan that isn't": {open("desk", func(in *workplan.ProposalWindowContent) { in.ForPlan = "x" }), workplan.Invalid},
			"over another":          {open("desk", func(in *workplan.ProposalWindowContent) { in.Opens = "2024-06-30" }), workplan.Conflict},
			"of no meeting":         {open("desk", func(in *workplan.ProposalWindowContent) { in.Meeting = "wg-1" }), workplan.Invalid},
		} {
			if workplan.KindOf(c.err) != c.kind {
				t.Errorf("%s: %v", name, c.err)
			}
		}
		w.until("2024-03-20")
		edit := func(who string, number int, known []int64, closes workplan.Date) error {
			_, err := w.EditWindow(w.ctx(), w.as(who), "wg", number, known, func(in *workplan.ProposalWindowContent) error { in.Closes = closes; return nil })
			w.clock.move(time.Second)
			return err
		}
		for name, c := range map[string]struct {
			err  error
			kind workplan.Kind
		}{
			"by a reader": {edit("rita", 1, nil, "2024-04-30"), workplan.Forbidden}, "into another": {edit("desk", 1, nil, "2024-06-01"), workplan.Conflict},
			"in the past": {edit("desk", 1, nil, "2024-03-10"), workplan.Invalid}, "one that is not there": {edit("desk", 9, nil, "2024-06-01"), workplan.NotFound},
		} {
			if workplan.KindOf(c.err) != c.kind {
				t.Errorf("edited %s: %v", name, c.err)
			}
		}
		must(t, edit("chair", 1, nil, "2024-04-30"))
		must(t, edit("desk", 1, []int64{2}, "2024-03-20"))
		w.until("2024-03-21")
		if err := edit("desk", 1, nil, "2024-03-31"); workplan.KindOf(err) != workplan.Invalid {
			t.Errorf("opened again: %v", err)
		}
		for name, c := range map[string]struct {
			when tracker.When
			want string
		}{
			"now": {tracker.When{}, "1 closed q, 2 upcoming "}, "then": {before, "1 open q, 2 upcoming "}, "on its last day": {tracker.When{AsOf: "2024-03-20"}, "1 open q, 2 upcoming "},
		} {
			list, err := w.ListWindows(w.ctx(), w.as("rita"), "wg", workplan.WindowFilter{}, workplan.Page{}, c.when)
			must(t, err)
			var told []string
			for _, r := range list.Rows {
				told = append(told, fmt.Sprintf("%d %s %s", r.Number, r.State, r.ForPlan))
			}
			if got := strings.Join(told, ", "); got != c.want {
				t.Errorf("%s: %q, want %q", name, got, c.want)
			}
		}
		if _, err := w.Window(w.ctx(), w.as("root"), "wg", 1, tracker.When{}); workplan.KindOf(err) != workplan.Forbidden {
			t.Errorf("an admin reads windows: %v", err)
		}
		must(t, w.verified())
	})
}
