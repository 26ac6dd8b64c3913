package tracker

import (
	"slices"
	"strconv"
	"strings"

	"fwptracker/internal/workplan"
)

// itemChecks holds what an item's references are checked against.
type itemChecks struct {
	members      map[string]workplan.Member
	objectives   map[int]bool
	predecessors map[string]bool
}

// itemChecks loads, once for all items, the members, objectives and predecessors that they name.
func (c *change) itemChecks(p workplan.WorkPlan, items []workplan.ItemContent) (itemChecks, error) {
	k := itemChecks{objectives: map[int]bool{}, predecessors: map[string]bool{}}
	var codes []string
	for _, i := range items {
		codes = append(append(append(codes, i.Leads...), i.Supporting...), i.Partners...)
		plan, ref, named := strings.Cut(i.Predecessor, "/")
		if !named || k.predecessors[i.Predecessor] || plan == p.Code {
			continue
		}
		row, err := c.Tx.Item(c.sight, plan, ref)
		if _, err = found(row, err, ""); err != nil && workplan.KindOf(err) != workplan.NotFound {
			return k, err
		}
		k.predecessors[i.Predecessor] = err == nil && !row.Removed && !row.PlanRemoved
	}
	objectives, err := c.Tx.Objectives(p.Code)
	if err != nil {
		return k, err
	}
	for _, o := range objectives {
		k.objectives[o.Number] = !o.Removed
	}
	slices.Sort(codes)
	k.members, err = c.HoldMembers(slices.Compact(codes))
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
	if i.Predecessor != "" && i.Predecessor != before.Predecessor && !k.predecessors[i.Predecessor] {
		f.Add("/predecessor", "unknown", "there is no item %q of another plan that you may see", i.Predecessor)
	}
	return f
}
