package tracker

import (
	"context"
	"errors"
	"strconv"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// Objectives lists the objectives of a plan by number, as they stood. Who may: whoever may read the plan.
func (t *Tracker) Objectives(ctx context.Context, actor workplan.Actor, plan string, when When) ([]workplan.Objective, error) {
	var list []workplan.Objective
	if err := mayBrowse(actor); err != nil {
		return nil, err
	}
	err := t.snapshot(ctx, when.KnownAt, func(tx *store.Tx) error {
		reading, err := t.planAt(tx, actor.Sight(), plan, when)
		if err != nil {
			return err
		}
		list, err = objectivesAt(tx, plan, reading.View)
		return err
	})
	return list, err
}

// Objective reads one objective of a plan, as it stood. Who may: whoever may read the plan.
func (t *Tracker) Objective(ctx context.Context, actor workplan.Actor, plan string, number int, when When) (workplan.Objective, error) {
	list, err := t.Objectives(ctx, actor, plan, when)
	if err != nil {
		return workplan.Objective{}, err
	}
	for _, o := range list {
		if o.Number == number {
			return o, nil
		}
	}
	return workplan.Objective{}, workplan.Missing("objective %d in plan %s", number, plan)
}

// CreateObjective adds an objective to a draft plan. Who may: the secretariat and co-chairs of its body.
func (t *Tracker) CreateObjective(ctx context.Context, actor workplan.Actor, plan string, in workplan.NewObjective) (workplan.Objective, error) {
	return write(ctx, t, actor, ofPlan(plan), func(c *change) (workplan.Objective, error) {
		o := workplan.Objective{Stamp: c.stamp(), Plan: plan, Number: in.Number, ObjectiveContent: in.ObjectiveContent}
		p, err := c.draft(plan)
		if err != nil {
			return o, err
		}
		if err := in.Faults().Err(); err != nil {
			return o, err
		}
		if o.Number == 0 {
			used, err := c.Tx.Objectives(plan)
			if err != nil {
				return o, err
			}
			for _, u := range used {
				o.Number = max(o.Number, u.Number)
			}
			o.Number++
		}
		if err := c.AddObjective(&o); err != nil {
			return o, taken(err, "Plan %s has, or had, an objective %d; a number is never used again.", plan, o.Number)
		}
		return o, created(c, objectiveSubject(p, o), o.ID, o.State())
	})
}

// EditObjective changes an objective of a draft plan of which the sender knows one of the versions. Who may: as for [Tracker.CreateObjective].
func (t *Tracker) EditObjective(ctx context.Context, actor workplan.Actor, plan string, number int, known []int64,
	edit func(*workplan.ObjectiveContent) error) (workplan.Objective, error) {
	return t.changeObjective(ctx, actor, plan, number, known, func(s *workplan.ObjectiveState) error { return edit(&s.ObjectiveContent) }, nil)
}

// RemoveObjective takes an objective without items out of a draft plan; its number is not used again. Who may: as for
// [Tracker.CreateObjective].
func (t *Tracker) RemoveObjective(ctx context.Context, actor workplan.Actor, plan string, number int, known []int64) error {
	_, err := t.changeObjective(ctx, actor, plan, number, known, func(s *workplan.ObjectiveState) error { s.Removed = true; return nil },
		func(c *change) error {
			list, err := c.ListItems(c.sight, workplan.ItemFilter{Plan: workplan.List{plan}, Objective: []int{number}},
				workplan.Page{Limit: 1, Sort: []workplan.Sort{{Word: "ref"}}})
			if err == nil && len(list.Rows) > 0 {
				err = workplan.Clash("in-use", "Objective %d still has items, such as %s. Move or remove them first.", number, list.Rows[0].Ref)
			}
			return err
		})
	return err
}

func (t *Tracker) changeObjective(ctx context.Context, actor workplan.Actor, plan string, number int, known []int64,
	edit func(*workplan.ObjectiveState) error, first func(*change) error) (workplan.Objective, error) {
	return write(ctx, t, actor, ofPlan(plan), func(c *change) (workplan.Objective, error) {
		p, err := c.draft(plan)
		if err != nil {
			return workplan.Objective{}, err
		}
		o, err := c.Tx.Objective(plan, number)
		if errors.Is(err, store.ErrNone) || err == nil && o.Removed {
			return o, workplan.Missing("objective %d in plan %s", number, plan)
		}
		if err == nil && first != nil {
			err = first(c)
		}
		if err != nil {
			return o, err
		}
		state := o.State()
		err = editing[workplan.ObjectiveState]{
			subject: objectiveSubject(p, o), stamp: &o.Stamp, content: &state, known: known, edit: edit,
			faults: func(s workplan.ObjectiveState) workplan.Faults { return unless(s.Removed, s.ObjectiveContent.Faults) },
			save: func() error {
				o.ObjectiveContent, o.Removed = state.ObjectiveContent, state.Removed
				return c.ChangeObjective(o, c.at, "")
			},
		}.apply(c)
		return o, err
	})
}

func objectiveSubject(p workplan.WorkPlan, o workplan.Objective) subject {
	return subject{noun: workplan.NounObjective, name: p.Code + "/" + strconv.Itoa(o.Number), right: workplan.EditDraft,
		object: workplan.Object{Body: p.Body}, plan: p.Code}
}
