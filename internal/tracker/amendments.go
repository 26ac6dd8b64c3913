package tracker

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// AmendPlan changes an endorsed plan of which the sender knows one of the versions: its text, objectives, items, their leads, dates and audience,
// by one amendment, which raises the revision. It holds from its effective day on: readings as of earlier days still show what stood then. Who
// may: the co-chairs.
func (t *Tracker) AmendPlan(ctx context.Context, actor workplan.Actor, plan string, known []int64, in workplan.NewAmendment) (workplan.AmendmentReading, error) {
	return write(ctx, t, actor, ofPlan(plan), func(c *change) (workplan.AmendmentReading, error) {
		return c.amendPlan(plan, known, workplan.AmendPlan, in)
	})
}

// PreviewAmendment gives the amendment that [Tracker.AmendPlan] would make now, or its refusal, and writes nothing. Who may: the secretariat and
// co-chairs.
func (t *Tracker) PreviewAmendment(ctx context.Context, actor workplan.Actor, plan string, in workplan.NewAmendment) (workplan.AmendmentReading, error) {
	return previewed(ctx, t, actor, ofPlan(plan), func(c *change) (workplan.AmendmentReading, error) {
		return c.amendPlan(plan, nil, workplan.PreviewAmendment, in)
	})
}

// amendPlan is an amendment that the actor asks for by the right.
func (c *change) amendPlan(plan string, known []int64, right workplan.Action, in workplan.NewAmendment) (workplan.AmendmentReading, error) {
	p, err := c.plan(plan)
	if err != nil {
		return workplan.AmendmentReading{}, err
	}
	if err := c.actor.Must(right, workplan.Object{Body: p.Body}); err != nil {
		return workplan.AmendmentReading{}, err
	}
	if err := unchanged(p.Version, known, "plan"); err != nil {
		return workplan.AmendmentReading{}, err
	}
	return c.amend(p, right, in)
}

// ListAmendments lists the amendments of a plan as far as the actor may see what they changed: an amendment of which it sees nothing is left out,
// and their numbers then have gaps. Who may: whoever may read the plan.
func (t *Tracker) ListAmendments(ctx context.Context, actor workplan.Actor, plan string, f workplan.AmendmentFilter, page workplan.Page, when When) (workplan.Listing[workplan.AmendmentReading], error) {
	var list workplan.Listing[workplan.AmendmentReading]
	err := t.readAmendments(ctx, actor, plan, when, func(rows []workplan.AmendmentReading) (err error) {
		rows = slices.DeleteFunc(rows, func(a workplan.AmendmentReading) bool { return !f.Keeps(a) })
		list, err = pageOf(rows, sorted(page, workplan.AmendmentSorts), map[string]func(workplan.AmendmentReading) string{
			"number":    func(a workplan.AmendmentReading) string { return fmt.Sprintf("%010d", a.Number) },
			"effective": func(a workplan.AmendmentReading) string { return string(a.EffectiveOn) },
		}, "number")
		return err
	})
	return badCursor(list, err)
}

// Amendment reads one amendment of a plan by its number. Who may: as for [Tracker.ListAmendments].
func (t *Tracker) Amendment(ctx context.Context, actor workplan.Actor, plan string, number int, when When) (workplan.AmendmentReading, error) {
	var read workplan.AmendmentReading
	err := t.readAmendments(ctx, actor, plan, when, func(rows []workplan.AmendmentReading) error {
		n := slices.IndexFunc(rows, func(a workplan.AmendmentReading) bool { return a.Number == number })
		if n < 0 {
			return workplan.Missing("amendment %d in plan %s", number, plan)
		}
		read = rows[n]
		return nil
	})
	return read, err
}

func (t *Tracker) readAmendments(ctx context.Context, actor workplan.Actor, plan string, when When, with func([]workplan.AmendmentReading) error) error {
	if err := mayBrowse(actor); err != nil {
		return err
	}
	return t.snapshot(ctx, when.KnownAt, func(tx *store.Tx) error {
		p, err := t.planAt(tx, actor.Sight(), plan, when)
		if err != nil {
			return err
		}
		rows, err := tx.AmendmentsOf(actor.Sight(), plan)
		if err != nil {
			return err
		}
		return with(workplan.AmendmentsIn(rows, p.View))
	})
}

// CompareRevisions lists what differs between two revisions of an endorsed plan, as far as the actor may see; to is the present one where it is 0.
// A revision is what had been recorded when its amendment was. Who may: whoever may read the plan.
func (t *Tracker) CompareRevisions(ctx context.Context, actor workplan.Actor, plan string, from, to int) (workplan.RevisionDiff, error) {
	var d workplan.RevisionDiff
	if err := mayBrowse(actor); err != nil {
		return d, err
	}
	err := t.store.Snapshot(ctx, func(tx *store.Tx) error {
		p, err := t.planAt(tx, actor.Sight(), plan, When{})
		if err != nil {
			return err
		}
		to = cmp.Or(to, p.Revision)
		if err := workplan.RevisionFaults(p.WorkPlan, from, to).Err(); err != nil {
			return err
		}
		states := [2]workplan.RevisionState{}
		for n, revision := range []int{from, to} {
			if states[n], err = revisionState(tx, actor.Sight(), p.WorkPlan, revision); err != nil {
				return err
			}
		}
		d = workplan.DiffRevisions(states[0], states[1])
		amendments, err := tx.AmendmentsOf(actor.Sight(), plan)
		for _, a := range amendments {
			if from < a.Revision && a.Revision <= to {
				d.Amendments = append(d.Amendments, a.Number)
			}
		}
		return err
	})
	return d, err
}

// revisionState is what the plan said at a revision, as far as the sight reaches. What the sight does not reach in it may be the plan itself, which
// then shows as it is now.
func revisionState(tx *store.Tx, s workplan.Sight, p workplan.WorkPlan, revision int) (workplan.RevisionState, error) {
	state := workplan.RevisionState{Revision: revision, View: workplan.View{AsOf: endOfTime}, Plan: p}
	changes, err := tx.ChangesOf(workplan.NounPlan, p.ID)
	if err != nil {
		return state, err
	}
	for _, c := range changes {
		if workplan.RevisionSet(c) == revision {
			state.View.KnownAt = c.RecordedAt
		}
	}
	plans, err := plansIn(tx, s, []workplan.WorkPlan{p}, state.View)
	if err != nil || len(plans) == 0 {
		return state, err
	}
	state.Plan = plans[0]
	if state.Objectives, err = objectivesAt(tx, p.Code, state.View); err != nil {
		return state, err
	}
	state.Items, err = itemsOfPlanAt(tx, s, state.Plan, state.View)
	return state, err
}
