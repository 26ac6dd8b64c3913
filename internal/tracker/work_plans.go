package tracker

import (
	"context"
	"errors"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// ListPlans lists the plans that the actor may see, as they stood.
func (t *Tracker) ListPlans(ctx context.Context, actor workplan.Actor, f workplan.PlanFilter, page workplan.Page, when When) (workplan.Listing[PlanReading], error) {
	var list workplan.Listing[PlanReading]
	if err := mayBrowse(actor); err != nil {
		return list, err
	}
	page = sorted(page, workplan.PlanSorts)
	err := t.snapshot(ctx, when.KnownAt, func(tx *store.Tx) error {
		v, err := t.view(tx, actor.Sight(), when)
		if err != nil {
			return err
		}
		var rows workplan.Listing[workplan.WorkPlan]
		if v.Current {
			rows, err = badCursor(tx.ListPlans(actor.Sight(), f, page))
		} else {
			rows, err = badCursor(plansAt(tx, actor.Sight(), f, page, v))
		}
		list.Next, list.Rows = rows.Next, make([]PlanReading, len(rows.Rows))
		for n, p := range rows.Rows {
			list.Rows[n] = PlanReading{p, v}
		}
		return err
	})
	return list, err
}

// PlanReading is a plan as it stood in a view.
type PlanReading struct {
	workplan.WorkPlan
	View workplan.View
}

// Plan reads a plan as it stood. Who may: whoever its audience lets in.
func (t *Tracker) Plan(ctx context.Context, actor workplan.Actor, code string, when When) (PlanReading, error) {
	if err := mayBrowse(actor); err != nil {
		return PlanReading{}, err
	}
	if when == (When{}) {
		return t.planAt(t.store.Read(ctx), actor.Sight(), code, when)
	}
	var reading PlanReading
	err := t.snapshot(ctx, when.KnownAt, func(tx *store.Tx) (err error) {
		reading, err = t.planAt(tx, actor.Sight(), code, when)
		return err
	})
	return reading, err
}

// CreatePlan adds a draft plan to a body. Its audience is members unless the sender says otherwise. Who may: the body's secretariat and
// co-chairs.
func (t *Tracker) CreatePlan(ctx context.Context, actor workplan.Actor, in workplan.NewPlan) (workplan.WorkPlan, error) {
	if in.Audience == "" {
		in.Audience = workplan.AudienceMembers
	}
	f := in.Faults()
	return write(ctx, t, actor, inBody(in.Body, f), func(c *change) (workplan.WorkPlan, error) {
		p := workplan.WorkPlan{Stamp: c.stamp(), Code: in.Code, Body: in.Body, PlanContent: in.PlanContent,
			PlanLife: workplan.PlanLife{Status: workplan.PlanDraft}}
		s := planSubject(p, workplan.EditDraft)
		if err := c.actor.Must(s.right, s.object); err != nil {
			return p, err
		}
		more, err := c.follows(p.Body, p.PlanContent)
		if err != nil {
			return p, err
		}
		if err := append(f, more...).Err(); err != nil {
			return p, err
		}
		if err := c.AddPlan(&p); err != nil {
			return p, taken(err, "The plan code %s is in use; a code is never used again.", p.Code)
		}
		return p, created(c, s, p.ID, p.State())
	})
}

// EditPlan changes the content of a draft plan of which the sender knows one of the versions. Who may: as for [Tracker.CreatePlan].
func (t *Tracker) EditPlan(ctx context.Context, actor workplan.Actor, code string, known []int64, edit func(*workplan.PlanContent) error) (workplan.WorkPlan, error) {
	return t.changePlan(ctx, actor, code, known, func(s *workplan.PlanState) error { return edit(&s.PlanContent) })
}

// RemovePlan takes a draft plan away; its code is not used again, and proposals that went on in it are open again. Who may: as
// for [Tracker.CreatePlan].
func (t *Tracker) RemovePlan(ctx context.Context, actor workplan.Actor, code string, known []int64) error {
	_, err := t.changePlan(ctx, actor, code, known, func(s *workplan.PlanState) error { s.Removed = true; return nil })
	return err
}

func (t *Tracker) changePlan(ctx context.Context, actor workplan.Actor, code string, known []int64,
	edit func(*workplan.PlanState) error) (workplan.WorkPlan, error) {
	return write(ctx, t, actor, ofPlan(code), func(c *change) (workplan.WorkPlan, error) {
		p, err := c.draft(code)
		if err != nil {
			return p, err
		}
		state := p.State()
		err = editing[workplan.PlanState]{
			subject: planSubject(p, workplan.EditDraft), stamp: &p.Stamp, content: &state, known: known, edit: edit,
			faults: func(s workplan.PlanState) workplan.Faults { return unless(s.Removed, s.PlanContent.Faults) },
			refers: func(before, after workplan.PlanState) (workplan.Faults, error) {
				if after.Predecessor == before.Predecessor && !after.Audience.WiderThan(before.Audience) {
					return nil, nil
				}
				return c.follows(p.Body, after.PlanContent)
			},
			save: func() error {
				if err := c.keepsAllCarried(p.Code, state.Removed); err != nil {
					return err
				}
				p.PlanContent, p.PlanLife = state.PlanContent, state.PlanLife
				return c.ChangePlan(p, c.at, "")
			},
		}.apply(c)
		if err == nil && state.Removed {
			err = c.release(p, "")
		}
		return p, err
	})
}

// EndorsePlan ends the draft: from then on the plan changes by amendment only, and its items take status updates. Who may: the co-chairs.
func (t *Tracker) EndorsePlan(ctx context.Context, actor workplan.Actor, code string, known []int64, e workplan.Endorsement) (workplan.WorkPlan, error) {
	return write(ctx, t, actor, ofPlan(code), func(c *change) (workplan.WorkPlan, error) {
		return c.turn(code, known, planAct{"endorse", workplan.EndorsePlan, e.Meeting, func(p workplan.WorkPlan) (workplan.PlanLife, workplan.Date, error) {
			entries, err := c.entriesOf(code)
			if err != nil {
				return p.PlanLife, "", err
			}
			return p.Endorse(e, entries, c.today)
		}})
	})
}

func planSubject(p workplan.WorkPlan, right workplan.Action) subject {
	return subject{noun: workplan.NounPlan, name: p.Code, right: right, object: workplan.Object{Body: p.Body}, plan: p.Code}
}

// plan loads a plan that the actor may see.
func (c *change) plan(code string) (workplan.WorkPlan, error) {
	p, err := c.Tx.Plan(c.sight, code)
	if p, err = found(p, err, "plan %s", code); err == nil && p.Removed {
		return p, workplan.Missing("plan %s", code)
	}
	return p, err
}

// draft loads a plan that the actor may edit now: first the right to it, then whether it is a draft.
func (c *change) draft(code string) (workplan.WorkPlan, error) {
	p, err := c.plan(code)
	if err != nil {
		return p, err
	}
	if err := c.actor.Must(workplan.EditDraft, workplan.Object{Body: p.Body}); err != nil {
		return p, err
	}
	return p, p.Editable()
}

// follows lists the fault of a predecessor that is not there for the actor, or not for everyone who reads the plan.
func (c *change) follows(body string, plan workplan.PlanContent) (workplan.Faults, error) {
	var f workplan.Faults
	if plan.Predecessor == "" {
		return nil, nil
	}
	before, err := c.plan(plan.Predecessor)
	switch {
	case workplan.KindOf(err) == workplan.NotFound:
		f.Add("/predecessor", "unknown", "there is no plan %q that you may see", plan.Predecessor)
		return f, nil
	case err == nil && !before.Audience.OpenTo(plan.Audience, before.Body == body):
		f.Add("/predecessor", "hidden_predecessor", "not everyone who reads this plan, which is for %s, may read %q; narrow the audience, or leave the predecessor out", plan.Audience, plan.Predecessor)
	}
	return f, err
}

// meetingOf lists the fault of a meeting that is not one of the body.
func (c *change) meetingOf(body, pointer, code string) (workplan.Faults, error) {
	var f workplan.Faults
	if code == "" {
		return nil, nil
	}
	m, err := c.Tx.Meeting(code)
	if errors.Is(err, store.ErrNone) || err == nil && m.Body != body {
		f.Add(pointer, "unknown", "%s has no meeting %q", body, code)
		return f, nil
	}
	return f, err
}

// entriesOf counts what stands in a draft: objectives and items that were not removed.
func (c *change) entriesOf(plan string) (int, error) {
	objectives, err := c.Tx.Objectives(plan)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, o := range objectives {
		if !o.Removed {
			n++
		}
	}
	items, err := c.ItemsOf(c.sight, plan)
	for _, i := range items {
		if !i.Removed {
			n++
		}
	}
	return n, err
}
