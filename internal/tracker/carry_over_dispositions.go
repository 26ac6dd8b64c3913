package tracker

import (
	"fmt"
	"maps"
	"slices"

	"fwptracker/internal/workplan"
)

// sortOut finds the items of the dispositions: those that are open, and those that stand already as they are to. Every open item must be among them,
// unless that is not asked for.
func (k *carrying) sortOut() error {
	named := map[string]bool{}
	for n, d := range k.in.Dispositions {
		at := fmt.Sprintf("/dispositions/%d", n)
		i, there := k.items[d.Ref]
		named[d.Ref] = true
		o := CarryOverOutcome{Ref: d.Ref, Title: i.Title, Kind: d.Kind, Was: i.Status, Is: i.Status}
		switch {
		case !there:
			k.faults.Add(at+"/ref", "unknown", "plan %s has no item %s", k.plan.Code, d.Ref)
		case i.Status.Open():
			o.Is = d.Kind.Gives()
			k.done[n] = decided{item: i}
		case k.soAlready(d, i):
			o.Already, o.Update = true, i.StatusUpdate
			o.Into = k.whereCarried(d.Ref)
		default:
			k.clash("item-not-open", at, "already_"+string(i.Status), k.whatBecameOf(i))
		}
		k.outcomes = append(k.outcomes, o)
	}
	for _, ref := range slices.SortedFunc(maps.Keys(k.items), byRefKey) {
		if i := k.items[ref]; !k.in.Partial && i.Status.Open() && !named[ref] {
			k.clash("items-left-out", "/dispositions", "left_out", workplan.Say("item %s is open and has no disposition; give one, or send partial: true to leave it open. It is %s", i.Ref, i.WayOut()))
		}
	}
	return nil
}

func (k *carrying) clash(slug, pointer, code string, message workplan.Sentence) {
	k.clashes = append(k.clashes, workplan.Error{Slug: slug, Detail: message, Faults: workplan.Faults{{Pointer: pointer, Code: code, Message: message}}})
}

// soAlready says whether an item that is no longer open is what the disposition asks for.
func (k *carrying) soAlready(d workplan.Disposition, i workplan.ActionItem) bool {
	switch {
	case i.Status != d.Kind.Gives():
		return false
	case d.Kind == workplan.DisposeComplete:
		return i.CompletedOn == d.CompletedOn
	case d.Kind == workplan.DisposeCarry:
		return workplan.SameDestinations(d.Into, k.carried[d.Ref])
	default:
		return true
	}
}

func (k *carrying) whereCarried(ref string) (into []Successor) {
	for _, row := range k.carried[ref] {
		into = append(into, Successor{Plan: row.IntoPlan, Ref: row.IntoRef})
	}
	return into
}

// whatBecameOf says of an item that is no longer open how that came, and what may be done.
func (k *carrying) whatBecameOf(i workplan.ActionItem) workplan.Sentence {
	switch i.Status {
	case workplan.StatusCarriedOver:
		var names workplan.Joined
		for _, row := range k.carried[i.Ref] {
			names = append(names, row.Into())
		}
		return workplan.Say("item %s was carried over into %s on %s, and that is final; leave it out, or ask for just that", i.Name(), names, i.StatusSince)
	case workplan.StatusCompleted:
		return workplan.Say("item %s is completed; leave it out, or reopen it first", i.Name())
	default:
		return workplan.Say("item %s is withdrawn; leave it out, or reinstate it first", i.Name())
	}
}
