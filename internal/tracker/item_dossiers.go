package tracker

import (
	"cmp"
	"context"
	"slices"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// ItemDossier is an item as it stood, with its plan and all that is recorded on it: what a reader wants side by side, and all of one moment. Objective
// is nil for an item that has none. Updates and History have the latest first; an update takes the place of its day, not of its recording.
type ItemDossier struct {
	Item         ItemReading
	Plan         PlanReading
	Objective    *workplan.Objective
	Updates      []UpdateReading
	History      []workplan.HistoryEntry
	Deliverables []workplan.DeliverableReading
	Openings     []workplan.OpeningReading
}

// ItemDossier reads an item and what is recorded on it, each part as the use case of its own gives it. Who may: whoever may read the item, each part
// as far as its audience lets them in.
func (t *Tracker) ItemDossier(ctx context.Context, actor workplan.Actor, plan, ref string, when When) (ItemDossier, error) {
	var d ItemDossier
	if err := mayBrowse(actor); err != nil {
		return d, err
	}
	err := t.snapshot(ctx, when.KnownAt, func(tx *store.Tx) error {
		src, err := t.historySource(tx, actor, plan, ref, when)
		if err != nil {
			return err
		}
		d.Item, d.Plan = reading(src.Item, src.Plan, src.View), PlanReading{WorkPlan: src.Plan, View: src.View}
		d.Deliverables, d.Openings = src.Deliverables, src.Openings
		if d.Updates, err = corrected(tx, actor.Sight(), latestFirst(src.Updates), src.View); err != nil {
			return err
		}
		d.History = workplan.HistoryOf(src)
		slices.Reverse(d.History)
		if err := recordedBy(tx, src.Plan.Body, d.History); err != nil {
			return err
		}
		objectives, err := objectivesAt(tx, plan, src.View)
		if n := slices.IndexFunc(objectives, func(o workplan.Objective) bool { return o.Number == d.Item.Objective }); n >= 0 {
			d.Objective = &objectives[n]
		}
		return err
	})
	return d, err
}

// latestFirst orders updates by the day on which they were true, and those of one day by number.
func latestFirst(updates []workplan.StatusUpdate) []workplan.StatusUpdate {
	return slices.SortedFunc(slices.Values(updates), func(a, b workplan.StatusUpdate) int {
		return cmp.Or(cmp.Compare(b.EffectiveOn, a.EffectiveOn), cmp.Compare(b.Number, a.Number))
	})
}
