package tracker_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// parts puts a dossier together from the use cases of its parts.
func (w *world) parts(actor workplan.Actor, plan, ref string, when tracker.When) tracker.ItemDossier {
	w.t.Helper()
	item, err := w.Item(w.ctx(), actor, plan, ref, when)
	must(w.t, err)
	p, err := w.Plan(w.ctx(), actor, plan, when)
	must(w.t, err)
	objective, err := w.Objective(w.ctx(), actor, plan, item.Objective, when)
	must(w.t, err)
	newest := func(word string) workplan.Page { return workplan.Page{Sort: []workplan.Sort{{Word: word, Desc: true}}} }
	updates, err := w.ListItemUpdates(w.ctx(), actor, plan, ref, workplan.UpdateFilter{}, newest("effective"), when)
	must(w.t, err)
	history, err := w.ItemHistory(w.ctx(), actor, plan, ref, workplan.HistoryFilter{}, newest("on"), when)
	must(w.t, err)
	deliverables, err := w.ListItemDeliverables(w.ctx(), actor, plan, ref, workplan.DeliverableFilter{}, workplan.Page{}, when)
	must(w.t, err)
	openings, err := w.ListItemOpenings(w.ctx(), actor, plan, ref, workplan.OpeningFilter{}, workplan.Page{}, when)
	must(w.t, err)
	report, err := w.CompletionReport(w.ctx(), actor, plan, tracker.ReportRequest{When: when})
	must(w.t, err)
	members, err := w.MembersOf(w.ctx(), actor, []tracker.ItemReading{item})
	must(w.t, err)
	names := map[string]string{}
	for code, m := range members {
		names[code] = m.Label()
	}
	return tracker.ItemDossier{Item: item, Plan: p, Objective: &objective, Updates: updates.Rows, History: history.Rows, Deliverables: deliverables.Rows, Openings: openings.Rows,
		Meetings: report.Meetings, LastMeeting: report.LastMeeting, SilentSince: report.SilentSince, Names: names}
}

// What a dossier holds is, part by part, what its reader is given of each part.
func TestADossierIsTheSumOfItsParts(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		known := w.eventful()
		w.seeks("ana", "p", "1.1")
		lengths := map[string]int{}
		for _, who := range []string{"rita", "ana", "chair"} {
			for _, when := range []tracker.When{{}, {AsOf: "2024-03-04"}, {KnownAt: known}} {
				got, err := w.ItemDossier(w.ctx(), w.as(who), "p", "1.1", when)
				must(t, err)
				if diff := cmp.Diff(w.parts(w.as(who), "p", "1.1", when), got, cmpopts.EquateEmpty()); diff != "" {
					t.Errorf("%s at %+v: the parts (-), the dossier (+):\n%s", who, when, diff)
				}
				if when == (tracker.When{}) {
					lengths[who] = len(got.Updates)
				}
			}
		}
		if lengths["rita"] != 3 || lengths["ana"] != 4 || lengths["chair"] != 4 {
			t.Errorf("updates read: %v; the one for the chairs is not for rita", lengths)
		}
		if _, err := w.ItemDossier(w.ctx(), workplan.Actor{}, "p", "1.1", tracker.When{}); !errors.Is(err, tracker.ErrSignIn) {
			t.Errorf("somebody who has not signed in: %v", err)
		}
	})
}

// Whatever is written while dossiers are read, each of them is of one moment: its parts agree with each other.
func TestADossierIsOfOneMoment(t *testing.T) {
	twice(t, func(t *testing.T, w, other *world) {
		w.plan("p").item("p", "1.1").meeting("wg-1", "2024-02-20").endorsed("p", "2024-01-10")
		ana, chair := w.as("ana"), w.as("chair")
		const posted = 40
		var wait sync.WaitGroup
		done := make(chan struct{})
		wait.Go(func() {
			defer close(done)
			for n := range posted {
				outcomes := atOnce(t, 1, func(int) error {
					_, err := other.PostStatusUpdate(w.ctx(), ana, "p", "1.1", nil, because([]workplan.Status{workplan.StatusPostponed, workplan.StatusInProgress}[n%2], fmt.Sprintf("report %d", n)))
					return err
				})
				if outcomes[""] != 1 {
					t.Error(outcomes)
				}
			}
		})
		seen := map[int]bool{}
		for reading := true; reading; {
			select {
			case <-done:
				reading = false
			default:
			}
			d, err := w.ItemDossier(w.ctx(), chair, "p", "1.1", tracker.When{})
			if fault := torn(d); err != nil || fault != "" {
				t.Errorf("%v; after %d updates: %s", err, d.Item.UpdateCount, fault)
				reading = false
			}
			seen[d.Item.UpdateCount] = true
		}
		wait.Wait()
		if !seen[posted] || len(seen) < 3 {
			t.Errorf("dossiers were read after these numbers of updates: %v", seen)
		}
	})
}

// torn tells what in a dossier is of another moment than the rest; "" where nothing is.
func torn(d tracker.ItemDossier) string {
	told := map[string]bool{}
	for _, e := range d.History {
		told[e.Record] = true
	}
	for _, u := range d.Updates {
		if !told[fmt.Sprintf("updates/%d", u.Number)] {
			return fmt.Sprintf("the history does not tell of update %d", u.Number)
		}
	}
	switch {
	case d.Item.UpdateCount != len(d.Updates):
		return fmt.Sprintf("the item has %d updates, and %d are there", d.Item.UpdateCount, len(d.Updates))
	case len(d.Updates) > 0 && (d.Updates[0].Status != d.Item.Status || d.Updates[0].Number != d.Item.LatestUpdate):
		return fmt.Sprintf("the item is %s, and its latest update says %s", d.Item.Status, d.Updates[0].Status)
	case d.Silent() != (len(d.Updates) == 0):
		return fmt.Sprintf("silence since %s is %v, with %d updates", d.SilentSince, d.Silent(), len(d.Updates))
	case d.Names["aland"] == "":
		return "the lead is not named"
	default:
		return ""
	}
}

// The chain of an item is told as its plans and items were called at the moment of the dossier, with no more of it than the reader could see.
func TestADossierTellsTheChainAsItStood(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").endorsed("p", "2024-01-10").plan("q").plan("r")
		carries := func(from, ref, into string) string {
			c := w.carries(from, true, workplan.Disposition{Ref: ref, Kind: workplan.DisposeCarry, Into: []workplan.Destination{{Plan: into}}})
			return c.Outcomes[0].Into[0].Ref
		}
		q := carries("p", "1.1", "q")
		w.endorsed("q", "2024-03-01")
		r := carries("q", q, "r")
		known := w.clock.now()
		w.until("2024-03-06").amends("q", amendment("", on(q, titled("Called otherwise"))))
		forChairs := func(i *workplan.ItemContent) { i.Audience = workplan.AudienceChairs }
		w.amends("p", amendment("", on("1.1", forChairs)))
		_, err := w.EditItem(w.ctx(), w.as("chair"), "r", r, nil, func(i *workplan.ItemContent) error { forChairs(i); return nil })
		w.tick(err)
		links := func(who, plan, ref string, when tracker.When) string {
			d, err := w.ItemDossier(w.ctx(), w.as(who), plan, ref, when)
			must(t, err)
			return fmt.Sprint(d.Continues, d.GoesOn)
		}
		for what, c := range map[string][2]string{
			"the last, now":     {links("chair", "r", r, tracker.When{}), fmt.Sprintf("[{q/%s Called otherwise Plan q} {p/1.1 Item 1.1 Plan p}] []", q)},
			"the last, then":    {links("chair", "r", r, tracker.When{AsOf: "2024-03-01", KnownAt: known}), fmt.Sprintf("[{q/%s Item 1.1 Plan q} {p/1.1 Item 1.1 Plan p}] []", q)},
			"the first, now":    {links("chair", "p", "1.1", tracker.When{}), fmt.Sprintf("[] [{q/%s Called otherwise Plan q}]", q)},
			"the first, then":   {links("chair", "p", "1.1", tracker.When{AsOf: "2024-03-01", KnownAt: known}), fmt.Sprintf("[] [{q/%s Item 1.1 Plan q}]", q)},
			"to who reads less": {links("rita", "q", q, tracker.When{}), "[{p/1.1  }] []"},
		} {
			if c[0] != c[1] {
				t.Errorf("%s: %s, want %s", what, c[0], c[1])
			}
		}
	})
}
