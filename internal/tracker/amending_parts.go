package tracker

import (
	"errors"
	"slices"
	"strconv"

	"fwptracker/internal/workplan"
)

// amendPlan edits the plan's own text. It also raises the revision, with or without other changes of the plan: see [amending.raise].
func (a *amending) amendPlan() error {
	if a.in.Plan == nil {
		return nil
	}
	before := a.then.PlanContent
	after := before
	if err := a.in.Plan(&after); err != nil {
		return a.refuse("/plan", err)
	}
	fields := workplan.Diff(before, after)
	if len(fields) == 0 {
		a.faults.Add("/plan", "nothing_changes", "the plan says this already on %s", a.in.EffectiveOn)
		return nil
	}
	f := after.Faults()
	if after.Predecessor != before.Predecessor || after.Audience.WiderThan(before.Audience) {
		more, err := a.follows(a.plan.Body, after)
		if err != nil {
			return err
		}
		f = append(f, more...)
	}
	if len(f) > 0 {
		return a.refuse("/plan", f.Err())
	}
	a.planFields = fields
	a.told("/plan", noted(workplan.ActChanged, workplan.Subject{}, after.Title, after.Audience.Within(before.Audience), before, after))
	return nil
}

// raise stores the plan's next revision together with what is amended in its text.
func (a *amending) raise() error {
	fields := workplan.Only(workplan.PlanLife{Revision: a.plan.Revision + 1}, workplan.Changes{"revision": nil})
	for name, value := range a.planFields {
		fields[name] = value
	}
	changes, err := a.ChangesOf(workplan.NounPlan, a.plan.ID)
	if err != nil {
		return err
	}
	next := workplan.ContentChange{ID: 1 << 62, EffectiveOn: a.in.EffectiveOn, RecordedAt: a.at, Fields: fields.Text()}
	now, _ := workplan.ReplayContent[workplan.PlanState](append(changes, next), workplan.View{AsOf: endOfTime})
	if f := now.PlanContent.Faults(); len(f) > 0 {
		if err := a.refuse("/plan", f.Err()); err != nil {
			return err
		}
		return a.faults.Err()
	}
	before, s := a.plan.State(), planSubject(a.plan, a.right)
	a.plan.PlanContent, a.plan.PlanLife = now.PlanContent, now.PlanLife
	if err := a.ChangePlan(a.plan, a.at, a.in.EffectiveOn); err != nil {
		return raced(err, "plan")
	}
	a.touch(&a.plan.Stamp, a.in.EffectiveOn)
	a.log(s.event("amend", workplan.Only(before, fields), from(a.in.EffectiveOn, fields)))
	return a.record(workplan.NounPlan, a.plan.ID, a.in.EffectiveOn, fields)
}

// standing finds an objective that is in the plan now.
func (a *amending) standing(number int, pointer string) (workplan.Objective, bool, error) {
	o, err := a.Tx.Objective(a.plan.Code, number)
	if _, err = found(o, err, "objective"); workplan.KindOf(err) == workplan.NotFound || err == nil && o.Removed {
		a.faults.Add(pointer, "unknown", "the plan has no objective %d", number)
		return o, false, nil
	}
	return o, err == nil, err
}

func (a *amending) amendObjectives() error {
	for n, in := range a.in.Objectives {
		if err := a.amendObjective(row("objectives", n), in.Number, workplan.ActChanged, func(s *workplan.ObjectiveState) error { return in.Edit(&s.ObjectiveContent) }); err != nil {
			return err
		}
	}
	return nil
}

// removeObjectives takes away objectives under which nothing stands any more. It comes last, once items were moved.
func (a *amending) removeObjectives() error {
	for n, number := range a.in.RemoveObjectives {
		pointer := row("remove_objectives", n)
		list, err := a.ListItems(a.sight, workplan.ItemFilter{Plan: workplan.List{a.plan.Code}, Objective: []int{number}}, workplan.Page{Limit: 1, Sort: []workplan.Sort{{Word: "ref"}}})
		if err != nil {
			return err
		}
		if len(list.Rows) > 0 {
			a.faults.Add(pointer, "in_use", "objective %d still has items, such as %s, which keep it even when they are withdrawn; move them to another objective first", number, list.Rows[0].Ref)
			continue
		}
		if err := a.amendObjective(pointer, number, workplan.ActRemoved, func(s *workplan.ObjectiveState) error { s.Removed = true; return nil }); err != nil {
			return err
		}
	}
	return nil
}

func (a *amending) amendObjective(pointer string, number int, act workplan.AmendmentAct, edit func(*workplan.ObjectiveState) error) error {
	o, there, err := a.standing(number, pointer)
	if !there {
		return err
	}
	s := objectiveSubject(a.plan, o)
	s.right = a.right
	return amended[workplan.ObjectiveState]{
		subject: s, id: o.ID, pointer: pointer, edit: edit,
		faults: func(_, after workplan.ObjectiveState) (workplan.Faults, error) {
			return unless(after.Removed, after.ObjectiveContent.Faults), nil
		},
		save: func(now workplan.ObjectiveState) error {
			o.ObjectiveContent, o.Removed = now.ObjectiveContent, now.Removed
			return a.ChangeObjective(o, a.at, a.in.EffectiveOn)
		},
		note: func(before, after workplan.ObjectiveState) workplan.AmendmentChange {
			return noted(act, workplan.Subject{Objective: number}, after.Title, a.plan.Audience.Within(a.then.Audience), before.ObjectiveContent, after.ObjectiveContent)
		},
	}.apply(a)
}

func (a *amending) addObjectives() error {
	for n, in := range a.in.NewObjectives {
		pointer := row("new_objectives", n)
		if f := in.Faults(); len(f) > 0 {
			if err := a.refuse(pointer, f.Err()); err != nil {
				return err
			}
			continue
		}
		o := workplan.Objective{Stamp: a.stampOn(), Plan: a.plan.Code, Number: in.Number, ObjectiveContent: in.ObjectiveContent}
		used, err := a.Tx.Objectives(a.plan.Code)
		if err != nil {
			return err
		}
		if o.Number == 0 {
			for _, u := range used {
				o.Number = max(o.Number, u.Number)
			}
			o.Number++
		}
		if slices.ContainsFunc(used, func(u workplan.Objective) bool { return u.Number == o.Number }) {
			a.faults.Add(pointer+"/number", "in_use", "%d is in use in this plan, or was; a number is never used again", o.Number)
			continue
		}
		if err := a.AddObjective(&o); err != nil {
			return err
		}
		a.told(pointer, noted(workplan.ActAdded, workplan.Subject{Objective: o.Number}, o.Title, a.plan.Audience.Within(a.then.Audience), workplan.ObjectiveContent{}, o.ObjectiveContent))
		s := objectiveSubject(a.plan, o)
		s.right = a.right
		if err := createdOn(a.change, s, o.ID, o.State(), a.in.EffectiveOn); err != nil {
			return err
		}
	}
	return nil
}

// stampOn is the bookkeeping of a noun that is new and holds from the amendment's day on.
func (a *amending) stampOn() workplan.Stamp {
	s := a.stamp()
	s.ContentOn = a.in.EffectiveOn
	return s
}

// asInvalid says whether an error lists faults.
func asInvalid(err error, e **workplan.Error) bool {
	return errors.As(err, e) && (*e).Kind == workplan.Invalid
}

// row is the pointer of one entry of a list in the request.
func row(list string, n int) string { return "/" + list + "/" + strconv.Itoa(n) }
