package tracker_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"fwptracker/internal/store/storetest"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// atOnce runs n writers at the same time and counts the outcomes by the slug of the refusal; "" counts those that succeeded. A writer that is
// told to come back does so, as often as a patient client would.
func atOnce(t *testing.T, n int, write func(n int) error) map[string]int {
	t.Helper()
	var wait sync.WaitGroup
	errs := make([]error, n)
	start := make(chan struct{})
	for n := range n {
		wait.Go(func() {
			<-start
			for range 30 {
				if errs[n] = write(n); !errors.Is(errs[n], tracker.ErrBusy) {
					return
				}
			}
		})
	}
	close(start)
	wait.Wait()
	outcomes := map[string]int{}
	for _, err := range errs {
		slug := ""
		if err != nil {
			refusal, ok := err.(*workplan.Error)
			if !ok {
				t.Fatalf("an error that is no refusal: %v", err)
			}
			slug = refusal.Slug
		}
		outcomes[slug]++
	}
	return outcomes
}

// twice runs a test on two trackers, each with a store of its own, over one database of each engine, as two processes would be.
func twice(t *testing.T, test func(t *testing.T, w, other *world)) {
	t.Helper()
	t.Parallel()
	for _, engine := range storetest.Engines(t) {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			url := storetest.URL(t, engine)
			w := settled(t, opened(t, url))
			other := &world{t: t, store: opened(t, url), clock: w.clock}
			other.Tracker = tracker.New(other.store, tracker.Settings{Now: w.clock.now})
			test(t, w, other)
		})
	}
}

func TestOneOfManyEditsOfAVersionWins(t *testing.T) {
	twice(t, func(t *testing.T, w, other *world) {
		w.plan("p").item("p", "1.1")
		chair := w.as("chair")
		for name, trackers := range map[string][]*world{"one tracker": {w, w}, "two trackers": {w, other}} {
			i, err := w.Item(w.ctx(), chair, "p", "1.1", tracker.When{})
			must(t, err)
			outcomes := atOnce(t, 200, func(n int) error {
				_, err := trackers[n%2].EditItem(w.ctx(), chair, "p", "1.1", []int64{i.Version}, func(c *workplan.ItemContent) error {
					c.Title = fmt.Sprintf("By %s %d", name, n)
					return nil
				})
				return err
			})
			if outcomes[""] != 1 || outcomes["stale"] != 199 {
				t.Errorf("%s: %v, want one success and 199 stale", name, outcomes)
			}
		}
		w.whole()
	})
}

// whole checks that the audit and what is kept hold together.
func (w *world) whole() {
	w.t.Helper()
	verdicts, err := w.VerifyAudit(w.ctx())
	must(w.t, err)
	for _, v := range verdicts {
		if v.Fault != "" {
			w.t.Errorf("audit chain %s: %s", v.Chain, v.Fault)
		}
	}
	_, faults, err := w.VerifyRecords(w.ctx())
	must(w.t, err)
	if faults != nil {
		w.t.Errorf("standings: %v", faults)
	}
}

func TestRacingTransitionsMakeOnlyLegalHistories(t *testing.T) {
	twice(t, func(t *testing.T, w, other *world) {
		w.plan("p").item("p", "1.1").endorsed("p", "2024-01")
		moves := []struct {
			who string
			u   workplan.NewStatusUpdate
		}{{"ana", completed("2024-02")}, {"chair", because(workplan.StatusWithdrawn, "no money")}, {"ana", because(workplan.StatusPostponed, "later")},
			{"ana", becomes(workplan.StatusInProgress, "on it")}, {"second", because(workplan.StatusInProgress, "not done after all")},
			{"second", because(workplan.StatusPlanned, "after all")}}
		actors := make([]workplan.Actor, len(moves))
		for n, m := range moves {
			actors[n] = w.as(m.who)
		}
		outcomes := atOnce(t, 200, func(n int) error {
			m, tr := n%len(moves), []*world{w, other}[n/len(moves)%2]
			_, err := tr.PostStatusUpdate(w.ctx(), actors[m], "p", "1.1", nil, moves[m].u)
			return err
		})
		n := w.updates()
		if outcomes[""] != n || n < 2 {
			t.Errorf("%d updates after %v", n, outcomes)
		}
		w.legal("p", "1.1")
		w.whole()
	})
}

// legal checks that each update of an item changes its status as the table allows, and that the audit has the updates in their order.
func (w *world) legal(plan, ref string) {
	w.t.Helper()
	updates, err := w.ListItemUpdates(w.ctx(), w.as("chair"), plan, ref, workplan.UpdateFilter{}, workplan.Page{Limit: 200}, tracker.When{})
	must(w.t, err)
	audit, err := w.ListAudit(w.ctx(), w.as("chair"), workplan.AuditFilter{Plan: plan, Ref: ref, Action: "post status update"},
		workplan.Page{Limit: 200, Sort: []workplan.Sort{{Word: "recorded"}}})
	must(w.t, err)
	status := workplan.StatusPlanned
	for n, u := range updates.Rows {
		if u.Number != n+1 || audit.Rows[n].Object != "update "+u.Name() {
			w.t.Errorf("update %d is number %d, and the audit has %q there", n+1, u.Number, audit.Rows[n].Object)
		}
		if u.Status == "" || u.Status == status {
			continue
		}
		if _, ok := workplan.FindTransition(status, u.Status); !ok {
			w.t.Errorf("update %d moves from %s to %s", u.Number, status, u.Status)
		}
		status = u.Status
	}
}

func TestOneWinnerOfEachStep(t *testing.T) {
	twice(t, func(t *testing.T, w, other *world) {
		w.plan("p").item("p", "1.1").endorsed("p", "2024-01")
		ana, chair := w.as("ana"), w.as("chair")
		for round := range 10 {
			i, err := w.Item(w.ctx(), chair, "p", "1.1", tracker.When{})
			must(t, err)
			outcomes := atOnce(t, 20, func(n int) error {
				tr, actor, u := []*world{w, other}[n%2], ana, becomes(workplan.StatusInProgress, "on it")
				switch {
				case i.Status == workplan.StatusInProgress && n%3 == 0:
					actor, u = chair, because(workplan.StatusWithdrawn, "no money")
				case i.Status == workplan.StatusInProgress:
					u = completed("2024-02")
				case i.Status == workplan.StatusWithdrawn:
					actor, u = chair, because(workplan.StatusPlanned, "after all")
				case i.Status == workplan.StatusCompleted:
					actor, u = chair, because(workplan.StatusInProgress, "not yet")
				}
				_, err := tr.PostStatusUpdate(w.ctx(), actor, "p", "1.1", []int64{i.Version}, u)
				return err
			})
			if outcomes[""] != 1 || outcomes["stale"] != 19 {
				t.Errorf("round %d from %s: %v", round, i.Status, outcomes)
			}
		}
		w.legal("p", "1.1")
		w.whole()
	})
}

func TestOneOfTwoEndorsementsWinsAndUpdatesComeAfterIt(t *testing.T) {
	twice(t, func(t *testing.T, w, other *world) {
		w.plan("p").item("p", "1.1")
		actors := []workplan.Actor{w.as("chair"), w.as("second"), w.as("ana")}
		outcomes := atOnce(t, 60, func(n int) (err error) {
			tr := []*world{w, other}[n%2]
			if n%3 < 2 {
				_, err = tr.EndorsePlan(w.ctx(), actors[n%3], "p", nil, workplan.Endorsement{On: "2024-01"})
			} else {
				_, err = tr.PostStatusUpdate(w.ctx(), actors[2], "p", "1.1", nil, says("half"))
			}
			return err
		})
		if outcomes["plan-not-draft"] != 39 || outcomes[""]+outcomes["plan-not-endorsed"] != 21 {
			t.Errorf("%v", outcomes)
		}
		audit, err := w.ListAudit(w.ctx(), w.as("chair"), workplan.AuditFilter{Plan: "p"}, workplan.Page{Limit: 200, Sort: []workplan.Sort{{Word: "recorded"}}})
		must(t, err)
		endorsed := false
		for _, e := range audit.Rows {
			if e.Action == "post status update" && !endorsed {
				t.Errorf("entry %d is an update of a draft", e.Seq)
			}
			endorsed = endorsed || e.Action == "endorse plan"
		}
		w.whole()
	})
}

// A reading about a moment that has only just passed waits for the writes under way and keeps later ones out, so that pages read under one
// known_at fit together.
func TestWhatWasKnownAMomentAgoIsFinal(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").endorsed("p", "2024-01")
		chair, ana := w.as("chair"), w.as("ana")
		known := func(when tracker.When) (int, error) {
			list, err := w.ListStatusUpdates(w.ctx(), chair, workplan.UpdateFilter{}, workplan.Page{Limit: 200}, when)
			return len(list.Rows), err
		}
		moments, counts := make([]tracker.When, 80), make([]int, 80)
		outcomes := atOnce(t, 80, func(n int) (err error) {
			if n%4 == 0 {
				_, err = w.PostStatusUpdate(w.ctx(), ana, "p", "1.1", nil, says("more"))
				return err
			}
			moments[n].KnownAt = w.clock.move(time.Duration(n%3) * time.Nanosecond)
			counts[n], err = known(moments[n])
			return err
		})
		if outcomes[""] != 80 {
			t.Errorf("%v", outcomes)
		}
		w.clock.move(time.Second)
		for n := range counts {
			is, err := known(moments[n])
			must(t, err)
			if n%4 > 0 && is != counts[n] {
				t.Errorf("at %s %d updates were known, and now %d", moments[n].KnownAt, counts[n], is)
			}
		}
		if n := w.updates(); n != 20 {
			t.Errorf("%d updates, want 20", n)
		}
	})
}
