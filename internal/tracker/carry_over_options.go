package tracker

import (
	"cmp"
	"context"
	"slices"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// CarryOverOptions is what can be done now about the open items of a plan, so that it can be closed. Refusal says why it cannot be closed as it
// stands, nil where it can; EarliestClosing is the first day of which it could be closed, "" unless it is endorsed.
type CarryOverOptions struct {
	PlanReading
	Items           []OpenItem
	Targets         []workplan.CarryTarget
	Refusal         *workplan.Error
	EarliestClosing workplan.Date
}

// OpenItem is an open item with the statuses by which it stops being open, the items of other plans that continue it already, and what is suggested.
type OpenItem struct {
	ItemReading
	Ways       []workplan.Status
	GoesOn     []string
	Suggestion workplan.Suggestion
}

// CarryOverOptions lists the open items of a plan with what may be done about each, the plans into which one can carry, and what stands in the way
// of closing. It is about the present. Who may: the secretariat and co-chairs.
func (t *Tracker) CarryOverOptions(ctx context.Context, actor workplan.Actor, plan string) (CarryOverOptions, error) {
	var o CarryOverOptions
	if actor.Anonymous() {
		return o, ErrSignIn
	}
	err := t.store.Snapshot(ctx, func(tx *store.Tx) (err error) {
		sight := actor.Sight()
		if o.PlanReading, err = t.planAt(tx, sight, plan, When{}); err != nil {
			return err
		}
		if err := actor.Must(workplan.PrepareClosing, workplan.Object{Body: o.Body}); err != nil {
			return err
		}
		plans, err := tx.AllPlans(sight)
		if err != nil {
			return err
		}
		if err := o.loadTargets(tx, plans); err != nil {
			return err
		}
		return o.load(tx, sight)
	})
	return o, err
}

// loadTargets adds the plans into which one can carry, with their objectives.
func (o *CarryOverOptions) loadTargets(tx *store.Tx, plans []workplan.WorkPlan) error {
	o.Targets = workplan.TargetsOf(o.WorkPlan, plans)
	var codes []string
	for _, target := range o.Targets {
		codes = append(codes, target.Plan.Code)
	}
	objectives, err := tx.ObjectivesOfAll(codes)
	for n, target := range o.Targets {
		for _, objective := range objectives {
			if objective.Plan == target.Plan.Code {
				o.Targets[n].Objectives = append(o.Targets[n].Objectives, objective)
			}
		}
	}
	return err
}

// load adds the open items and what they mean for the closing.
func (o *CarryOverOptions) load(tx *store.Tx, sight workplan.Sight) error {
	activity, err := activityOf(tx, sight, o.WorkPlan)
	if err != nil {
		return err
	}
	if o.Status == workplan.PlanEndorsed {
		o.EarliestClosing = activity.Last
	}
	if refusal, ok := o.Closable(activity).(*workplan.Error); ok {
		o.Refusal = refusal
	}
	goesOn, err := successorsAt(tx, sight, sight, o.Code, o.View)
	if err != nil {
		return err
	}
	by := map[string][]workplan.Carried{}
	for _, c := range goesOn {
		by[c.From] = append(by[c.From], c)
	}
	o.Items = []OpenItem{}
	for _, i := range activity.Open {
		item := OpenItem{ItemReading: reading(i, o.WorkPlan, o.View), Ways: i.Status.WaysOut(), Suggestion: workplan.Suggest(i, by[i.Name()], o.Targets, o.View.AsOf)}
		for _, c := range by[i.Name()] {
			item.GoesOn = append(item.GoesOn, c.To)
		}
		o.Items = append(o.Items, item)
	}
	return nil
}

// activityOf finds what of a plan bears on its closing, whoever may see it.
func activityOf(tx *store.Tx, s workplan.Sight, p workplan.WorkPlan) (workplan.PlanActivity, error) {
	objectives, err := tx.Objectives(p.Code)
	if err != nil {
		return workplan.PlanActivity{}, err
	}
	items, err := tx.ItemsOf(s, p.Code)
	if err != nil {
		return workplan.PlanActivity{}, err
	}
	last, err := tx.LastEffect(p.Code)
	return workplan.ActivityOf(p, objectives, items, last), err
}

// carriedBy finds, by the name of updates that record a carry-over, the items in which the work goes on, as far as the sight reaches them in the view.
func carriedBy(tx *store.Tx, s workplan.Sight, updates []workplan.StatusUpdate, v workplan.View) (map[string][]string, error) {
	carries := slices.DeleteFunc(slices.Clone(updates), func(u workplan.StatusUpdate) bool { return u.Kind != workplan.UpdateCarryOver })
	if len(carries) == 0 {
		return nil, nil
	}
	rows, err := tx.CarriedBy(carries)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, row := range rows {
		names = append(names, row.Into())
	}
	found, err := tx.ItemsNamed(s, distinct(names))
	if err != nil {
		return nil, err
	}
	var items []workplan.ActionItem
	for _, row := range found {
		items = append(items, row.ActionItem)
	}
	plans, err := plansOf(tx, s, s, items, v)
	if err != nil {
		return nil, err
	}
	seen, err := itemsIn(tx, s, items, plans, nil, v)
	into := map[string][]string{}
	for _, row := range rows {
		if slices.ContainsFunc(seen, func(i workplan.ActionItem) bool { return i.Name() == row.Into() }) {
			by := workplan.StatusUpdate{Plan: row.Plan, Ref: row.Ref, Number: row.Number}.Name()
			into[by] = append(into[by], row.Into())
		}
	}
	return into, err
}

func byRefKey(a, b string) int { return cmp.Compare(workplan.RefKeyOf(a), workplan.RefKeyOf(b)) }
