package tracker

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// arrival is an item in which the work of carried items goes on: one that is there, or a new one. At is where the request first asks for it.
type arrival struct {
	at      string
	target  workplan.CarryTarget
	to      workplan.Destination
	sources []workplan.ActionItem
	there   *store.ItemOfPlan
	// fresh is the new item once it is judged, members those who work on it; item is where it ended up.
	fresh   workplan.ActionItem
	members map[string]workplan.Member
	item    workplan.ActionItem
}

// destinations finds the items into which the open ones are carried.
func (k *carrying) destinations() error {
	together, err := k.alreadyTogether()
	if err != nil {
		return err
	}
	for n, d := range k.in.Dispositions {
		one, open := k.done[n]
		if !open {
			continue
		}
		for m, to := range d.Into {
			a, err := k.destination(fmt.Sprintf("/dispositions/%d/into/%d", n, m), to, together)
			if err != nil {
				return err
			}
			if a == nil {
				continue
			}
			if err := k.join(a, one.item, fmt.Sprintf("/dispositions/%d/into/%d/item", n, m)); err != nil {
				return err
			}
			one.into = append(one.into, a)
		}
		k.done[n] = one
	}
	return nil
}

// alreadyTogether finds, for items that are to be merged with ones that were carried before, the item that those became.
func (k *carrying) alreadyTogether() (map[[2]string]string, error) {
	refs := map[[2]string]string{}
	for n, d := range k.in.Dispositions {
		if _, open := k.done[n]; open || !k.outcomes[n].Already {
			continue
		}
		for m, row := range workplan.MatchDestinations(d.Into, k.carried[d.Ref]) {
			if to := d.Into[m]; to.Together != "" {
				refs[[2]string{to.Plan, to.Together}] = row.IntoRef
			}
		}
	}
	return refs, nil
}

// destination is the arrival for which a destination asks, nil where that is faulty.
func (k *carrying) destination(at string, to workplan.Destination, together map[[2]string]string) (*arrival, error) {
	t := slices.IndexFunc(k.targets, func(t workplan.CarryTarget) bool { return t.Plan.Code == to.Plan })
	if t < 0 {
		if len(k.targets) == 0 {
			k.faults.Add(at+"/plan", "unknown", "must be a later plan of the body that is not closed: there is none; create one")
			return nil, nil
		}
		k.faults.Add(at+"/plan", "unknown", "must be a later plan of the body that is not closed: %s", targetCodes(k.targets))
		return nil, nil
	}
	if ref := together[[2]string{to.Plan, to.Together}]; to.Together != "" && ref != "" {
		to.Item = ref
	}
	for _, a := range k.arrivals {
		if a.to.Plan == to.Plan && (to.Item != "" && a.to.Item == to.Item || to.Item == "" && to.Together != "" && a.to.Together == to.Together) {
			return a, nil
		}
	}
	a := &arrival{at: at, target: k.targets[t], to: to}
	if to.Item != "" {
		name := to.Plan + "/" + to.Item
		rows, err := k.ItemsNamed(k.sight, []string{name})
		if err != nil {
			return nil, err
		}
		row, there := rows[name]
		if !there || row.Removed {
			k.faults.Add(at+"/item", "unknown", "plan %s has no item %s", to.Plan, to.Item)
			return nil, nil
		}
		a.there, a.item = &row, row.ActionItem
	}
	k.arrivals = append(k.arrivals, a)
	return a, nil
}

func targetCodes(targets []workplan.CarryTarget) workplan.Listed[string] {
	var codes []string
	for _, t := range targets {
		codes = append(codes, t.Plan.Code)
	}
	return codes
}

// join adds a source to an arrival; work cannot go on in an item that it comes from.
func (k *carrying) join(a *arrival, i workplan.ActionItem, at string) error {
	a.sources = append(a.sources, i)
	if a.there == nil || len(i.Predecessors) == 0 {
		return nil
	}
	seen := map[string]bool{}
	for names := []string(i.Predecessors); len(names) > 0; {
		if slices.Contains(names, a.item.Name()) {
			k.faults.Add(at, "circle", "item %s continues %s itself, so its work cannot go on there", i.Name(), a.item.Name())
			return nil
		}
		rows, err := k.Links(names)
		if err != nil {
			return err
		}
		names = nil
		for _, row := range rows {
			if !seen[row.Name()] {
				seen[row.Name()], names = true, append(names, row.Predecessors...)
			}
		}
	}
	return nil
}

// judgeNew judges the new items, all of one plan together, and gives them their refs.
func (k *carrying) judgeNew() error {
	for n := range k.targets {
		target := &k.targets[n]
		var fresh []*arrival
		for _, a := range k.arrivals {
			if a.there == nil && a.to.Plan == target.Plan.Code {
				fresh = append(fresh, a)
			}
		}
		if len(fresh) == 0 {
			continue
		}
		if err := k.takesCarried(target.Plan); err != nil {
			if err = k.note(err, func(string) string { return fresh[0].at + "/plan" }); err != nil {
				return err
			}
		}
		objectives, err := k.Tx.Objectives(target.Plan.Code)
		if err != nil {
			return err
		}
		in := make([]workplan.NewItem, len(fresh))
		for n, a := range fresh {
			in[n] = a.to.Content(k.plan, target.Plan, a.sources, objectives)
		}
		items, members, err := k.newItems(target.Plan, in)
		if err != nil {
			if err = k.noteRows(err, fresh); err != nil {
				return err
			}
			continue
		}
		for n, a := range fresh {
			a.fresh, a.members = items[n], members
		}
	}
	return nil
}

// noteRows keeps the faults of new items, each where the request asks for it.
func (k *carrying) noteRows(err error, fresh []*arrival) error {
	var refusal *workplan.Error
	if !errors.As(err, &refusal) || refusal.Kind != workplan.Invalid {
		return err
	}
	for _, f := range refusal.Faults {
		rest := strings.TrimPrefix(f.Pointer, "/items/")
		row, field, _ := strings.Cut(rest, "/")
		for n, a := range fresh {
			if row == fmt.Sprint(n) {
				f.Pointer = a.at + "/" + field
			}
		}
		k.faults = append(k.faults, f)
	}
	return nil
}

// judgeOld judges what is added to items that are there.
func (k *carrying) judgeOld() error {
	for _, a := range k.arrivals {
		if a.there == nil || a.continues() {
			continue
		}
		if err := k.takesCarried(a.target.Plan); err != nil {
			if err = k.note(err, func(string) string { return a.at + "/item" }); err != nil {
				return err
			}
		}
		after := a.continued(a.there.ItemContent)
		checks, err := k.itemChecks(a.target.Plan, []workplan.ItemContent{after})
		if err != nil {
			return err
		}
		for _, f := range append(after.Faults(a.target.Plan), checks.faults(a.there.ItemContent, after)...) {
			f.Pointer = a.at + "/item"
			k.faults = append(k.faults, f)
		}
	}
	return nil
}

// continues says whether an item that is there names all sources as its predecessors already.
func (a *arrival) continues() bool {
	return !slices.ContainsFunc(a.sources, func(i workplan.ActionItem) bool { return !a.there.Predecessors.Has(i.Name()) })
}

// continued is the content of an item that continues the sources too.
func (a *arrival) continued(c workplan.ItemContent) workplan.ItemContent {
	c.Predecessors = slices.Clone(c.Predecessors)
	for _, i := range a.sources {
		if !c.Predecessors.Has(i.Name()) {
			c.Predecessors = append(c.Predecessors, i.Name())
		}
	}
	return c
}
