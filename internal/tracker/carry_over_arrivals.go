package tracker

import (
	"cmp"
	"slices"

	"fwptracker/internal/workplan"
)

// arrive makes the new items, and has those that are there continue the carried ones: in a draft by editing it, in an endorsed plan by amendments.
func (k *carrying) arrive() error {
	for _, t := range k.targets {
		var here []*arrival
		for _, a := range k.arrivals {
			if a.to.Plan == t.Plan.Code && (a.there == nil || !a.continues()) {
				here = append(here, a)
			}
		}
		if len(here) == 0 {
			continue
		}
		into := k.intoDraft
		if t.Plan.Status == workplan.PlanEndorsed {
			into = k.intoEndorsed
		}
		if err := into(t.Plan, here); err != nil {
			return err
		}
	}
	return nil
}

// intoDraft adds the new items, and what items that are there continue, to a draft.
func (k *carrying) intoDraft(p workplan.WorkPlan, here []*arrival) error {
	var items []workplan.ActionItem
	var fresh []*arrival
	members := map[string]workplan.Member{}
	for _, a := range here {
		if a.there == nil {
			items, fresh, members = append(items, a.fresh), append(fresh, a), a.members
			continue
		}
		made, err := k.editItem(p, a.there.ActionItem, nil, func(s *workplan.ItemState) error {
			s.ItemContent = a.continued(s.ItemContent)
			return nil
		})
		if err != nil {
			return err
		}
		a.item = made.ActionItem
	}
	if len(items) == 0 {
		return nil
	}
	made, err := k.storeItems(p, items, members)
	for n, a := range fresh {
		if err == nil {
			a.item = made[n].ActionItem
		}
	}
	return err
}

// intoEndorsed amends an endorsed plan by what is carried into it: one amendment for each circle of readers, since whoever reads of one item there
// reads the reason.
func (k *carrying) intoEndorsed(p workplan.WorkPlan, here []*arrival) error {
	for len(here) > 0 {
		var together, later []*arrival
		for _, a := range here {
			if len(together) == 0 || a.readers(p) == here[0].readers(p) && (a.readers(p) != workplan.AudienceChairs || p.Audience == workplan.AudienceChairs) {
				together = append(together, a)
			} else {
				later = append(later, a)
			}
		}
		if err := k.amendBy(p.Code, together); err != nil {
			return err
		}
		here = later
	}
	return nil
}

// readers are those of the item in which the work goes on, in the plan.
func (a *arrival) readers(p workplan.WorkPlan) workplan.Audience {
	if a.there != nil {
		return a.there.Audience.Within(p.Audience)
	}
	return a.fresh.Audience.Within(p.Audience)
}

func (k *carrying) amendBy(plan string, here []*arrival) error {
	in := workplan.NewAmendment{AmendmentContent: workplan.AmendmentContent{Reason: "Carried over from " + k.plan.Title + ".", EffectiveOn: k.effective(), Meeting: k.in.Meeting}}
	if k.in.Reason != "" {
		in.Reason += " " + k.in.Reason
	}
	for _, a := range here {
		if a.there == nil {
			in.NewItems = append(in.NewItems, workplan.NewItem{Ref: a.fresh.Ref, ItemContent: a.fresh.ItemContent})
			continue
		}
		in.Items = append(in.Items, workplan.ItemAmendment{Ref: a.there.Ref, Edit: func(c *workplan.ItemContent) error { *c = a.continued(*c); return nil }})
	}
	p, err := k.change.plan(plan) // as the amendments before this one have left it
	if err != nil {
		return err
	}
	if _, err := k.amend(p, workplan.CarryOverItems, in); err != nil {
		return err
	}
	for _, a := range here {
		ref := a.fresh.Ref
		if a.there != nil {
			ref = a.there.Ref
		}
		row, err := k.Tx.Item(k.sight, plan, ref)
		if err != nil {
			return err
		}
		a.item = row.ActionItem
	}
	return nil
}

// effective is the day from which the carry-over holds.
func (k *carrying) effective() workplan.Date { return cmp.Or(k.in.EffectiveOn, k.today) }

// takesCarried lists the fault of an endorsed plan that was not in force on the day of the carry-over: what is carried into it is an amendment.
func (k *carrying) takesCarried(p workplan.WorkPlan) error {
	if p.Status != workplan.PlanEndorsed {
		return nil
	}
	then, err := planLog.at(k.Tx, []workplan.WorkPlan{p}, workplan.View{AsOf: k.effective()})
	if err != nil {
		return err
	}
	if len(then) == 0 || then[0].Status != workplan.PlanEndorsed {
		return workplan.Clash("plan-not-endorsed", "Plan %s was not endorsed on %s, the day of the carry-over. Carry the items over as of a day on which it was.", p.Code, k.effective())
	}
	return nil
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
