package tracker_test

import (
	"errors"
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
	return tracker.ItemDossier{Item: item, Plan: p, Objective: &objective, Updates: updates.Rows, History: history.Rows, Deliverables: deliverables.Rows, Openings: openings.Rows}
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
