package tracker

import (
	"cmp"
	"slices"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// verifyPlan holds a plan with its objectives, items, updates, waivers, amendments, deliverables, openings and what was carried into it against the
// audit chain of its body.
func verifyPlan(tx *store.Tx, sight workplan.Sight, p workplan.WorkPlan) (*ledger, error) {
	entries, err := tx.EntriesOn(p.Code)
	if err != nil {
		return nil, err
	}
	l, chain := newLedger(entries), []string{p.Body}
	if err := holdAll(tx, l, planLog, []workplan.WorkPlan{p}, func(p workplan.WorkPlan) held[workplan.PlanState] {
		return held[workplan.PlanState]{name: planSubject(p, "").String(), chains: chain, state: p.State()}
	}); err != nil {
		return nil, err
	}
	objectives, err := tx.Objectives(p.Code)
	if err != nil {
		return nil, err
	}
	if err := holdAll(tx, l, objectiveLog, objectives, func(o workplan.Objective) held[workplan.ObjectiveState] {
		return held[workplan.ObjectiveState]{name: objectiveSubject(p, o).String(), chains: chain, state: o.State()}
	}); err != nil {
		return nil, err
	}
	items, err := tx.ItemsOf(sight, p.Code)
	if err != nil {
		return nil, err
	}
	updates, err := tx.EveryUpdate(p.Code)
	if err != nil {
		return nil, err
	}
	l.updates(p, items, updates)
	history := map[int64][]workplan.StatusUpdate{}
	for _, u := range updates {
		history[u.ItemID] = append(history[u.ItemID], u)
	}
	if err := holdAll(tx, l, itemLog, items, func(i workplan.ActionItem) held[workplan.ItemState] {
		return held[workplan.ItemState]{addedOn: &i.AddedOn, name: itemSubject(p, i).String(), chains: chain, state: i.State(), updates: history[i.ID]}
	}); err != nil {
		return nil, err
	}
	if err := l.waivers(tx, p); err != nil {
		return nil, err
	}
	if err := cmp.Or(l.amendments(tx, p), l.carryOvers(tx, p), l.outputs(tx, sight, p), l.involvement(tx, sight, p)); err != nil {
		return nil, err
	}
	roles, err := tx.RolesIn(p.Code)
	if err != nil {
		return nil, err
	}
	predecessors, err := tx.PredecessorsIn(p.Code)
	for _, i := range items {
		name := itemSubject(p, i).String()
		l.item(name, i, history[i.ID])
		l.differs(name, "who its leads, supporting members and partners are, for their rights,", !sameRows(store.RolesOf(i), roles[i.ID]))
		l.differs(name, "what it continues, for finding its successors,", !sameRows(store.PredecessorsOf(i), predecessors[i.ID]))
	}
	if err == nil {
		err = l.editions(tx, p)
	}
	return l, err
}

// editions holds the editions of a plan's report, and the bytes of each of their forms, against the entries on them.
func (l *ledger) editions(tx *store.Tx, p workplan.WorkPlan) error {
	editions, err := tx.EveryEdition(p.Code)
	if err != nil {
		return err
	}
	readings, err := withFiles(tx, p.Code, editions)
	if err != nil {
		return err
	}
	for _, e := range readings {
		name := editionObject(e.ReportEdition)
		entries := l.take(name, p.Body)
		if len(entries) != 1 {
			continue
		}
		told := editionTold{}
		tell(l, name, entries[0], &told)
		l.fields(name, workplan.Diff(told, tellEdition(e.ReportEdition, e.Files)))
		l.differs(name, "issued_by", e.IssuedBy != entries[0].Actor)
		l.differs(name, "recorded_at", !e.RecordedAt.Equal(entries[0].RecordedAt))
		for _, f := range e.Files {
			content, err := tx.EditionContent(e.ID, f.File)
			if err != nil {
				return err
			}
			l.differs(name, f.File, hashOf(content) != f.Hash)
		}
	}
	return nil
}

// item holds what is kept of an item beside its content: its standing against its updates, and what is computed against what it is computed from.
func (l *ledger) item(name string, i workplan.ActionItem, history []workplan.StatusUpdate) {
	then := reported(i, history, workplan.View{AsOf: endOfTime})
	l.fields(name, workplan.Diff(then.Standing, i.Standing))
	l.differs(name, "update_count", i.UpdateCount != then.UpdateCount)
	l.differs(name, "ref_key", i.RefKey != workplan.RefKeyOf(i.Ref))
	l.differs(name, "due_key", i.DueKey != workplan.DueKeyOf(i.Due))
}

// sameRows compares rows whatever their order.
func sameRows[T comparable](a, b []T) bool {
	return len(a) == len(b) && !slices.ContainsFunc(a, func(r T) bool { return !slices.Contains(b, r) })
}

// updates holds the updates of a plan against the entries on them.
func (l *ledger) updates(p workplan.WorkPlan, items []workplan.ActionItem, updates []workplan.StatusUpdate) {
	ids := map[string]int64{}
	for _, i := range items {
		ids[i.Ref] = i.ID
	}
	for _, u := range updates {
		name := updateObject(u)
		entries := l.take(name, p.Body)
		if len(entries) != 1 {
			continue
		}
		e, told := entries[0], reportTold{}
		tell(l, name, e, &told)
		l.fields(name, workplan.Diff(told, reportTold{u.Lead, u.UpdateContent}))
		l.differs(name, "reported_by", u.ReportedBy != e.Actor)
		l.differs(name, "recorded_at", !u.RecordedAt.Equal(e.RecordedAt))
		l.differs(name, "on_behalf", u.OnBehalf != (e.OnBehalfOf != ""))
		l.differs(name, "the item it is on", u.ItemID != ids[u.Ref])
	}
}

// waivers holds the waivers of a plan, and their withdrawals, against the entries on them.
func (l *ledger) waivers(tx *store.Tx, p workplan.WorkPlan) error {
	waivers, withdrawals, err := tx.EveryWaiver(p.Code)
	for _, w := range waivers {
		recorded(l, p.Body, waiverObject(w), w.WaiverContent, w.MadeBy, w.RecordedAt)
	}
	for _, w := range withdrawals {
		recorded(l, p.Body, withdrawalObject(w), w.WithdrawalContent, w.WithdrawnBy, w.RecordedAt)
	}
	return err
}

// carryOvers holds the carry-overs into the items of a plan against the entries on them.
func (l *ledger) carryOvers(tx *store.Tx, p workplan.WorkPlan) error {
	rows, err := tx.CarriedInto(p.Code)
	for _, c := range rows {
		recorded(l, p.Body, carryOverObject(c), c.CarryOverContent, c.MadeBy, c.RecordedAt)
	}
	return err
}

// recorded holds what was recorded once, by one entry, against it.
func recorded[C any](l *ledger, chain, name string, content C, by string, at time.Time) {
	entries := l.take(name, chain)
	if len(entries) != 1 {
		return
	}
	var told C
	tell(l, name, entries[0], &told)
	l.fields(name, workplan.Diff(told, content))
	l.differs(name, "who recorded it", by != entries[0].Actor)
	l.differs(name, "recorded_at", !at.Equal(entries[0].RecordedAt))
}
