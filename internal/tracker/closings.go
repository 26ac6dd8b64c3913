package tracker

import (
	"context"
	"maps"

	"fwptracker/internal/workplan"
)

// ClosePlan ends an endorsed plan of which the sender knows one of the versions: from then on nothing in it changes, and its report as of that day is
// settled. It is refused while an item is open; the refusal names each with what may be done about it. Who may: the co-chairs.
func (t *Tracker) ClosePlan(ctx context.Context, actor workplan.Actor, code string, known []int64, in workplan.Closing) (workplan.WorkPlan, error) {
	p, err := write(ctx, t, actor, ofPlan(code), func(c *change) (workplan.WorkPlan, error) {
		return c.turn(code, known, planAct{"close", workplan.ClosePlan, in.Meeting, func(p workplan.WorkPlan) (workplan.PlanLife, workplan.Date, error) {
			activity, err := activityOf(c.Tx, c.sight, p)
			if err != nil {
				return p.PlanLife, "", err
			}
			return p.Close(in, activity, c.today)
		}})
	})
	if err == nil {
		_ = t.settleAt(ctx, p.ContentAt) // so that whoever only reads need not; the plan is closed in any case
	}
	return p, err
}

// ReopenPlan takes back the closing of a plan of which the sender knows one of the versions: it is endorsed again, and can be closed again. Who
// may: the co-chairs, with a reason.
func (t *Tracker) ReopenPlan(ctx context.Context, actor workplan.Actor, code string, known []int64, in workplan.Reopening) (workplan.WorkPlan, error) {
	return write(ctx, t, actor, ofPlan(code), func(c *change) (workplan.WorkPlan, error) {
		return c.turn(code, known, planAct{"reopen", workplan.ReopenPlan, in.Meeting, func(p workplan.WorkPlan) (workplan.PlanLife, workplan.Date, error) {
			return p.Reopen(in, c.today)
		}})
	})
}

// planAct is an act of a plan's life: what it is called, the right that it needs, the meeting that decided it, and what the plan's life is afterwards and
// from which day on.
type planAct struct {
	verb    string
	right   workplan.Action
	meeting string
	life    func(workplan.WorkPlan) (workplan.PlanLife, workplan.Date, error)
}

// turn makes an act of a plan's life: the right to it, the version, the rules, the row, the audit, the content log.
func (c *change) turn(code string, known []int64, act planAct) (workplan.WorkPlan, error) {
	p, err := c.plan(code)
	if err != nil {
		return p, err
	}
	s := planSubject(p, act.right)
	if err := c.actor.Must(s.right, s.object); err != nil {
		return p, err
	}
	if err := unchanged(p.Version, known, "plan"); err != nil {
		return p, err
	}
	f, err := c.meetingOf(p.Body, "/meeting", act.meeting)
	if err != nil {
		return p, err
	}
	before := p.State()
	life, effective, err := act.life(p)
	if err := together(err, f); err != nil {
		return p, err
	}
	p.PlanLife = life
	if err := c.ChangePlan(p, c.at, effective); err != nil {
		return p, raced(err, "plan")
	}
	c.touch(&p.Stamp, effective)
	fields := workplan.Diff(before, p.State())
	told := maps.Clone(fields)
	maps.Copy(told, workplan.AllFields(effect{effective}))
	c.log(s.event(act.verb, workplan.Only(before, fields), told))
	return p, c.record(workplan.NounPlan, p.ID, effective, fields)
}
