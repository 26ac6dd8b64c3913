package tracker

import (
	"slices"

	"fwptracker/internal/workplan"
)

// arrive makes the new items, and has those that are there continue the carried ones.
func (k *carrying) arrive() error {
	for _, t := range k.targets {
		var items []workplan.ActionItem
		var fresh []*arrival
		members := map[string]workplan.Member{}
		for _, a := range k.arrivals {
			if a.there == nil && a.to.Plan == t.Plan.Code {
				items, fresh, members = append(items, a.fresh), append(fresh, a), a.members
			}
		}
		if len(items) == 0 {
			continue
		}
		made, err := k.addCarried(t.Plan, items, members)
		if err != nil {
			return err
		}
		for n, a := range fresh {
			a.item = made[n].ActionItem
		}
	}
	for _, a := range k.arrivals {
		if a.there == nil || a.continues() {
			continue
		}
		if err := k.continueIn(a); err != nil {
			return err
		}
	}
	return nil
}

// takesCarried says whether new items, and what items that are there continue, can be added to a later plan. An endorsed plan changes by amendment only.
func takesCarried(p workplan.WorkPlan) error {
	if p.Status == workplan.PlanDraft {
		return nil
	}
	return workplan.Clash("plan-endorsed", "Plan %s is endorsed: what it holds changes by amendment only. Carry the items into a draft of the body, "+
		"or name as item one of plan %s that has the carried item among its predecessors already.", p.Code, p.Code)
}

// addCarried adds judged items, in which the work of carried ones goes on, to a plan that takes them.
func (c *change) addCarried(p workplan.WorkPlan, items []workplan.ActionItem, members map[string]workplan.Member) ([]ItemReading, error) {
	if err := takesCarried(p); err != nil {
		return nil, err
	}
	return c.storeItems(p, items, members)
}

// continueIn has an item of a plan that takes it name the sources among its predecessors.
func (k *carrying) continueIn(a *arrival) error {
	if err := takesCarried(a.target.Plan); err != nil {
		return err
	}
	made, err := k.editItem(a.target.Plan, a.there.ActionItem, nil, func(s *workplan.ItemState) error {
		s.ItemContent = a.continued(s.ItemContent)
		return nil
	})
	a.item = made.ActionItem
	return err
}

// keepsCarried refuses an edit by which an item would no longer continue what was carried over into it: that would then go on nowhere.
func (c *change) keepsCarried(i workplan.ActionItem, after workplan.ItemState) error {
	lost := func(name string) bool { return after.Removed || !after.Predecessors.Has(name) }
	if !slices.ContainsFunc(i.Predecessors, lost) {
		return nil
	}
	rows, err := c.CarriedInto(i.Plan)
	for _, row := range rows {
		if row.IntoRef == i.Ref && lost(row.From()) {
			return workplan.Clash("carries-over", "Item %s was carried over into %s, which must stay and continue it. Keep the item; once plan %s is endorsed the co-chairs may "+
				"withdraw it with a reason.", row.From(), i.Name(), i.Plan)
		}
	}
	return err
}

// keepsAllCarried refuses to remove a draft into which items were carried over.
func (c *change) keepsAllCarried(plan string, removed bool) error {
	if !removed {
		return nil
	}
	rows, err := c.CarriedInto(plan)
	if err != nil || len(rows) == 0 {
		return err
	}
	return workplan.Clash("carries-over", "Item %s was carried over into %s, so plan %s must stay. Edit it; once it is endorsed the co-chairs may withdraw what is not wanted, with a reason.",
		rows[0].From(), rows[0].Into(), plan)
}
