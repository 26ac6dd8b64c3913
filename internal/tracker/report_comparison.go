package tracker

import (
	"errors"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// loadEarlier loads the plan as it stood at the earlier date, from what is known at the moment of the report, and what set its new dates since.
func (t *Tracker) loadEarlier(tx *store.Tx, sight workplan.Sight, plan string, ask ReportRequest, src *workplan.ReportSource) error {
	ask.Since.KnownAt = ask.KnownAt
	reading, err := t.planAt(tx, sight, plan, ask.Since)
	err = pointedAtSince(err)
	if err == nil && reading.View.AsOf > src.View.AsOf {
		var f workplan.Faults
		f.Add("?since", "out_of_order", "%s lies after the date of the report, %s", reading.View.AsOf, src.View.AsOf)
		err = f.Err()
	}
	if err != nil {
		return err
	}
	src.Earlier = &workplan.EarlierState{AsOf: reading.View.AsOf, Plan: reading.WorkPlan}
	if src.Earlier.Items, err = itemsOfPlanAt(tx, sight, reading.WorkPlan, reading.View); err != nil || src.WithAnnex {
		return err
	}
	return loadRePlanned(tx, sight, src)
}

// loadRePlanned loads all updates of the items that are planned for another day than at the earlier date: one of them set it.
func loadRePlanned(tx *store.Tx, sight workplan.Sight, src *workplan.ReportSource) error {
	before := map[int64]workplan.ActionItem{}
	for _, i := range src.Earlier.Items {
		before[i.ID] = i
	}
	var moved []int64
	for _, i := range src.Items {
		if was, ok := before[i.ID]; !ok || workplan.RePlanned(was, i) {
			moved = append(moved, i.ID)
		}
	}
	if len(moved) == 0 {
		return nil
	}
	histories, err := tx.VisibleHistory(sight, moved)
	for id, updates := range histories {
		src.Updates[id] = map[int]workplan.StatusUpdate{}
		for _, u := range updates {
			src.Updates[id][u.Number] = u
		}
	}
	src.DropOutside()
	return err
}

// pointedAtSince names the parameter from which the earlier date came in the faults of that date.
func pointedAtSince(err error) error {
	var refusal *workplan.Error
	if errors.As(err, &refusal) {
		for n := range refusal.Faults {
			refusal.Faults[n].Pointer = "?since"
		}
	}
	return err
}
