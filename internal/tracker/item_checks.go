package tracker

import (
	"strconv"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// itemChecks holds what the references of a plan's items are checked against.
type itemChecks struct {
	plan         workplan.WorkPlan
	members      map[string]workplan.Member
	objectives   map[int]bool
	predecessors map[string]store.ItemOfPlan
}

// itemChecks loads, once for all items, the members, objectives and predecessors that they name.
func (c *change) itemChecks(p workplan.WorkPlan, items []workplan.ItemContent) (itemChecks, error) {
	k := itemChecks{plan: p, objectives: map[int]bool{}}
	var codes, continued []string
	for _, i := range items {
		codes = append(append(append(codes, i.Leads...), i.Supporting...), i.Partners...)
		continued = append(continued, i.Predecessors...)
	}
	var err error
	if k.predecessors, err = c.ItemsNamed(c.sight, distinct(continued)); err != nil {
		return k, err
	}
	objectives, err := c.Tx.Objectives(p.Code)
	if err != nil {
		return k, err
	}
	for _, o := range objectives {
		k.objectives[o.Number] = !o.Removed
	}
	k.members, err = c.HoldMembers(distinct(codes))
	return k, err
}

// faults lists the references of an item that lead nowhere. A predecessor that was named before stands: it may be one that only others see.
func (k itemChecks) faults(before, i workplan.ItemContent) workplan.Faults {
	var f workplan.Faults
	for _, role := range []struct {
		pointer string
		members workplan.List
	}{{"/leads", i.Leads}, {"/supporting", i.Supporting}, {"/partners", i.Partners}} {
		for n, code := range role.members {
			if _, ok := k.members[code]; !ok {
				f.Add(role.pointer+"/"+strconv.Itoa(n), "unknown", "the register has no member %q", code)
			}
		}
	}
	if i.Objective > 0 && !k.objectives[i.Objective] {
		f.Add("/objective", "unknown", "the plan has no objective %d", i.Objective)
	}
	for n, name := range i.Predecessors {
		if !before.Predecessors.Has(name) || i.Audience.WiderThan(before.Audience) {
			k.continues(&f, i, "/predecessors/"+strconv.Itoa(n), name)
		}
	}
	return f
}

// continues checks that a predecessor is there for the actor, and for whoever will read of it in the item.
func (k itemChecks) continues(f *workplan.Faults, i workplan.ItemContent, at, name string) {
	before, seen := k.predecessors[name]
	if !seen || before.Removed || before.PlanRemoved {
		f.Add(at, "unknown", "there is no item %q of another plan that you may see", name)
		return
	}
	readers := i.Audience.Within(k.plan.Audience)
	if !before.Audience.Within(before.PlanAudience).OpenTo(readers, before.PlanBody == k.plan.Body) {
		f.Add(at, "hidden_predecessor", "not everyone who reads this item, which is for %s, may read %q; narrow the audience, or leave the predecessor out", readers, name)
	}
}
