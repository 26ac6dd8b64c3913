package tracker

import (
	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// loadOutputs adds to the source of a report the deliverables of its items, and the openings on them, as far as the sight reaches.
func loadOutputs(tx *store.Tx, s workplan.Sight, src *workplan.ReportSource) error {
	of := store.RecordFilter{Plan: workplan.List{src.Plan.Code}}
	deliverables, err := tx.DeliverablesOf(s, of)
	if err != nil {
		return err
	}
	openings, err := tx.OpeningsOf(s, of)
	if err != nil || len(deliverables)+len(openings) == 0 {
		return err
	}
	items, err := itemsOfReport(tx, s, src)
	if err != nil {
		return err
	}
	readings, err := deliverablesIn(tx, s, of, deliverables, items, src.View)
	if err != nil {
		return err
	}
	if src.StageMeetings, err = nameMeetings(tx, s, readings, src.View); err != nil {
		return err
	}
	for code, m := range src.StageMeetings {
		src.StageMeetings[code] = bare([]workplan.Meeting{m}, s, src.Audience)[0]
	}
	src.Deliverables = map[string][]workplan.DeliverableReading{}
	for _, d := range readings {
		src.Deliverables[d.Ref] = append(src.Deliverables[d.Ref], d)
	}
	src.Openings, err = openingsIn(tx, s, of, openings, items, src.View)
	return err
}

// moreDeliverables marks, by ref, the items of the source with deliverables that the reader does not see.
func moreDeliverables(tx *store.Tx, src *workplan.ReportSource) (map[string]bool, error) {
	all, err := everything(tx)
	if err != nil {
		return nil, err
	}
	of := store.RecordFilter{Plan: workplan.List{src.Plan.Code}}
	rows, err := tx.DeliverablesOf(all, of)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	items, err := itemsOfReport(tx, all, src)
	if err != nil {
		return nil, err
	}
	there, err := deliverablesIn(tx, all, of, rows, items, src.View)
	unseen, more := map[string]int{}, map[string]bool{}
	for _, d := range there {
		unseen[d.Ref]++
	}
	for ref, n := range unseen {
		more[ref] = n > len(src.Deliverables[ref])
	}
	return more, err
}

// outputSince is the day since which a deliverable of an item is there to show to all who read the item; whoever may report on it reads these.
func (c *change) outputSince(plan, ref string) (workplan.Date, error) {
	readings, err := deliverablesAt(c.Tx, c.sight, onItem(plan, ref), c.now())
	return workplan.OutputSince(readings), err
}
