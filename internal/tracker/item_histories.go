package tracker

import (
	"context"
	"fmt"
	"slices"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// ItemHistory lists everything that happened to an item, as it stood and as far as the actor may see: the life of its plan, amendments, updates,
// corrections, deliverables, openings, decisions of meetings, the proposals that go on in it and the carry-over chain, in order. Who may: whoever may
// read the item; decisions of meetings are for those who read these, and proposals for those who read them.
func (t *Tracker) ItemHistory(ctx context.Context, actor workplan.Actor, plan, ref string, f workplan.HistoryFilter, page workplan.Page, when When) (workplan.Listing[workplan.HistoryEntry], error) {
	var list workplan.Listing[workplan.HistoryEntry]
	if err := mayBrowse(actor); err != nil {
		return list, err
	}
	err := t.snapshot(ctx, when.KnownAt, func(tx *store.Tx) error {
		src, err := t.historySource(tx, actor, plan, ref, when)
		if err != nil {
			return err
		}
		entries := workplan.HistoryOf(src)
		if err := recordedBy(tx, src.Plan.Body, entries); err != nil {
			return err
		}
		var places []int
		for n, e := range entries {
			if f.Keeps(e) {
				places = append(places, n)
			}
		}
		kept, err := pageOf(places, sorted(page, workplan.HistorySorts), map[string]func(int) string{"on": func(n int) string { return fmt.Sprintf("%010d", n) }}, "on")
		list.Next = kept.Next
		for _, n := range kept.Rows {
			list.Rows = append(list.Rows, entries[n])
		}
		return err
	})
	return badCursor(list, err)
}

// recordedBy names who recorded what keeps no name of its own - the acts of a plan's life, the making of an item - from the audit chain of the body.
func recordedBy(tx *store.Tx, body string, entries []workplan.HistoryEntry) error {
	var nameless []time.Time
	for _, e := range entries {
		if e.By == "" && !e.RecordedAt.IsZero() {
			nameless = append(nameless, e.RecordedAt)
		}
	}
	if len(nameless) == 0 {
		return nil
	}
	by, err := tx.ActorsAt(body, nameless)
	for n, e := range entries {
		if e.By == "" {
			entries[n].By = by[e.RecordedAt.UTC()]
		}
	}
	return err
}

func (t *Tracker) historySource(tx *store.Tx, actor workplan.Actor, plan, ref string, when When) (workplan.HistorySource, error) {
	s := actor.Sight()
	i, err := t.itemAt(tx, s, plan, ref, when)
	if err != nil {
		return workplan.HistorySource{}, err
	}
	src := workplan.HistorySource{View: i.View, Item: i.ActionItem}
	p, err := t.planAt(tx, s, plan, when)
	if err != nil {
		return src, err
	}
	src.Plan = p.WorkPlan
	if src.PlanChanges, err = tx.ChangesOf(workplan.NounPlan, p.ID); err != nil {
		return src, err
	}
	updates, err := tx.VisibleHistory(s, []int64{i.ID})
	if err != nil {
		return src, err
	}
	src.Updates = slices.DeleteFunc(updates[i.ID], func(u workplan.StatusUpdate) bool { return !i.View.Knows(u.RecordedAt) || !i.View.Holds(u.EffectiveOn) })
	amendments, err := tx.AmendmentsOf(s, plan)
	if err != nil {
		return src, err
	}
	src.Amendments = workplan.AmendmentsIn(amendments, i.View)
	if src.CarriedOn, err = successorsAt(tx, s, s, plan, i.View); err != nil {
		return src, err
	}
	return src, historyRecords(tx, actor, &src)
}

// historyRecords adds what is recorded on the item beside its updates, and the decisions of meetings on it.
func historyRecords(tx *store.Tx, actor workplan.Actor, src *workplan.HistorySource) (err error) {
	s, of := actor.Sight(), onItem(src.Plan.Code, src.Item.Ref)
	if src.Deliverables, err = deliverablesAt(tx, s, of, src.View); err != nil {
		return err
	}
	if src.Openings, err = openingsAt(tx, s, of, src.View); err != nil {
		return err
	}
	if src.Proposals, err = proposalsAt(tx, s, s, []string{src.Plan.Body}, src.View); err != nil {
		return err
	}
	if actor.May(workplan.ReadMeetings, workplan.Object{}).Allowed {
		src.Decisions, err = decisionsIn(tx, s, workplan.DecisionFilter{Item: workplan.List{src.Item.Name()}}, src.View)
	}
	return err
}
