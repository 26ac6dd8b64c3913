package tracker

import (
	"cmp"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// inPlan finds an item that is in the plan now and that the actor sees.
func (a *amending) inPlan(ref, pointer string) (store.ItemOfPlan, bool, error) {
	row, err := a.Tx.Item(a.sight, a.plan.Code, ref)
	if _, err = found(row, err, "item"); workplan.KindOf(err) == workplan.NotFound || err == nil && row.Removed {
		a.faults.Add(pointer, "unknown", "the plan has no item %q", ref)
		return row, false, nil
	}
	return row, err == nil, err
}

func (a *amending) amendItems() error {
	for n, in := range a.in.Items {
		at := row("items", n)
		found, there, err := a.inPlan(in.Ref, at+"/ref")
		if err == nil && there {
			err = a.amendItem(at, found.ActionItem, in)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (a *amending) amendItem(pointer string, i workplan.ActionItem, in workplan.ItemAmendment) error {
	s := itemSubject(a.plan, i)
	s.right = a.right
	readers := a.plan.Audience.Within(a.then.Audience)
	var members map[string]workplan.Member
	return amended[workplan.ItemState]{
		subject: s, id: i.ID, pointer: pointer, edit: func(s *workplan.ItemState) error { return in.Edit(&s.ItemContent) },
		faults: func(before, after workplan.ItemState) (workplan.Faults, error) {
			checks, err := a.itemChecks(a.plan, []workplan.ItemContent{after.ItemContent})
			members = checks.members
			return append(after.ItemContent.Faults(a.then), checks.faults(before.ItemContent, after.ItemContent)...), err
		},
		save: func(now workplan.ItemState) error {
			if err := a.keepsCarried(i, now); err != nil {
				return err
			}
			i.ItemContent, i.Removed, i.DueKey = now.ItemContent, now.Removed, workplan.DueKeyOf(now.Due)
			return a.ChangeItem(i, members, a.at, a.in.EffectiveOn)
		},
		note: func(before, after workplan.ItemState) workplan.AmendmentChange {
			to := after.Audience.Within(before.Audience.Within(readers))
			return noted(workplan.ActChanged, workplan.Subject{Ref: i.Ref}, after.Title, to, before.ItemContent, after.ItemContent)
		},
	}.apply(a)
}

// addItems adds items to the plan from the amendment's day on, under refs that were never used.
func (a *amending) addItems() error {
	if len(a.in.NewItems) == 0 {
		return nil
	}
	items, members, err := a.newItems(a.plan, a.in.NewItems)
	if err != nil {
		return a.refuseItems(err)
	}
	for n := range items {
		items[n].Stamp, items[n].AddedOn = a.stampOn(), a.in.EffectiveOn
	}
	if err := a.AddItems(items, members); err != nil {
		return taken(err, "A ref is in use in plan %s, or was; a ref is never used again.", a.plan.Code)
	}
	for n, i := range items {
		a.told(row("new_items", n), noted(workplan.ActAdded, workplan.Subject{Ref: i.Ref}, i.Title, i.Audience.Within(a.plan.Audience.Within(a.then.Audience)),
			workplan.ItemContent{}, i.ItemContent))
		s := itemSubject(a.plan, i)
		s.right = a.right
		if err := createdOn(a.change, s, i.ID, i.State(), a.in.EffectiveOn); err != nil {
			return err
		}
	}
	return nil
}

// refuseItems takes the faults of new items, which are told as those of a batch.
func (a *amending) refuseItems(err error) error {
	var e *workplan.Error
	if !asInvalid(err, &e) {
		return err
	}
	for _, f := range e.Faults {
		f.Pointer = "/new_" + f.Pointer[1:]
		a.faults = append(a.faults, f)
	}
	return nil
}

// withdrawItems withdraws items by decisions of the co-chairs, under the rules of every such decision.
func (a *amending) withdrawItems() error {
	for n, in := range a.in.WithdrawItems {
		at := row("withdraw_items", n)
		found, there, err := a.inPlan(in.Ref, at+"/ref")
		if err == nil && there {
			err = a.withdrawItem(at, found, in)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (a *amending) withdrawItem(pointer string, i store.ItemOfPlan, in workplan.ItemWithdrawal) error {
	u := workplan.NewStatusUpdate{UpdateContent: workplan.UpdateContent{Status: workplan.StatusWithdrawn, Reason: cmp.Or(in.Reason, a.in.Reason),
		Meeting: a.in.Meeting, Source: a.in.Source, EffectiveOn: a.in.EffectiveOn}}
	judge := workplan.Admission{Plan: i.OfPlan(), Item: i.ActionItem, Actor: a.decider(), Today: a.today}
	posted, standing, err := a.admit(judge, u)
	if err != nil {
		return a.refuse(pointer, err)
	}
	posted.RecordedAt, posted.ReportedBy = a.at, a.actor.Username
	if err := a.AddUpdate(&posted); err != nil {
		return err
	}
	if err := a.ChangeStanding(i.ActionItem, standing, a.at); err != nil {
		return raced(err, "item")
	}
	a.logUpdate(i, posted)
	to := i.Audience.Within(a.plan.Audience.Within(a.then.Audience))
	type decided struct{ Status workplan.Status }
	a.told(pointer, noted(workplan.ActWithdrawn, workplan.Subject{Ref: i.Ref}, i.Title, to, decided{i.Status}, decided{workplan.StatusWithdrawn}))
	return nil
}

// decider is who decides on items in a preview: the co-chairs will, whoever prepares the amendment for them.
func (a *amending) decider() workplan.Actor {
	if a.right == workplan.AmendPlan {
		return a.actor
	}
	return workplan.Actor{Username: a.actor.Username, Grants: []workplan.Grant{{Role: workplan.RoleCoChair, Body: a.plan.Body}}}
}
