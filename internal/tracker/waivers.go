package tracker

import (
	"context"
	"fmt"
	"slices"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// ListWaivers lists the waivers of a plan as they stood, withdrawn and lapsed ones too. Who may: whoever may read the plan, of waivers on an item
// whoever may read the item.
func (t *Tracker) ListWaivers(ctx context.Context, actor workplan.Actor, plan string, f workplan.WaiverFilter, page workplan.Page, when When) (workplan.Listing[workplan.WaiverReading], error) {
	var list workplan.Listing[workplan.WaiverReading]
	err := t.readWaivers(ctx, actor, plan, when, func(rows []workplan.WaiverReading) (err error) {
		rows = slices.DeleteFunc(rows, func(w workplan.WaiverReading) bool { return !f.Keeps(w) })
		list, err = pageOf(rows, sorted(page, workplan.WaiverSorts), map[string]func(workplan.WaiverReading) string{
			"number": func(w workplan.WaiverReading) string { return fmt.Sprintf("%010d", w.Number) },
		}, "number")
		return err
	})
	return badCursor(list, err)
}

// Waiver reads one waiver of a plan by its number, as it stood. Who may: as for [Tracker.ListWaivers].
func (t *Tracker) Waiver(ctx context.Context, actor workplan.Actor, plan string, number int, when When) (workplan.WaiverReading, error) {
	var found workplan.WaiverReading
	err := t.readWaivers(ctx, actor, plan, when, func(rows []workplan.WaiverReading) (err error) {
		found, err = numbered(rows, plan, number)
		return err
	})
	return found, err
}

func (t *Tracker) readWaivers(ctx context.Context, actor workplan.Actor, plan string, when When, with func([]workplan.WaiverReading) error) error {
	if err := mayBrowse(actor); err != nil {
		return err
	}
	return t.snapshot(ctx, when.KnownAt, func(tx *store.Tx) error {
		p, err := t.planAt(tx, actor.Sight(), plan, when)
		if err != nil {
			return err
		}
		rows, _, err := waiversOfPlanAt(tx, actor.Sight(), p.WorkPlan, p.View)
		if err != nil {
			return err
		}
		return with(rows)
	})
}

// numbered finds a waiver by its number.
func numbered(rows []workplan.WaiverReading, plan string, number int) (workplan.WaiverReading, error) {
	n := slices.IndexFunc(rows, func(w workplan.WaiverReading) bool { return w.Number == number })
	if n < 0 {
		return workplan.WaiverReading{}, workplan.Missing("waiver %d in plan %s", number, plan)
	}
	return rows[n], nil
}

// waiversOfPlanAt lists the waivers of a plan in a view, and on what there may be one: the plan, and its objectives and items, as far as the
// sight reaches.
func waiversOfPlanAt(tx *store.Tx, s workplan.Sight, p workplan.WorkPlan, v workplan.View) ([]workplan.WaiverReading, []workplan.Subject, error) {
	objectives, err := objectivesAt(tx, p.Code, v)
	if err != nil {
		return nil, nil, err
	}
	items, err := itemsOfPlanAt(tx, s, p, v)
	if err != nil {
		return nil, nil, err
	}
	subjects := subjectsOf(objectives, items)
	rows, err := waiversAt(tx, s, p.Code, subjects, v)
	return rows, subjects, err
}

func subjectsOf(objectives []workplan.Objective, items []workplan.ActionItem) []workplan.Subject {
	subjects := []workplan.Subject{{}}
	for _, o := range objectives {
		subjects = append(subjects, workplan.Subject{Objective: o.Number})
	}
	for _, i := range items {
		subjects = append(subjects, workplan.Subject{Ref: i.Ref})
	}
	return subjects
}

// waiversAt lists the waivers of a plan on any of the subjects in a view, as far as the sight reaches.
func waiversAt(tx *store.Tx, s workplan.Sight, plan string, subjects []workplan.Subject, v workplan.View) ([]workplan.WaiverReading, error) {
	waivers, err := tx.WaiversOf(s, plan)
	if err != nil {
		return nil, err
	}
	withdrawals, err := tx.WithdrawalsOf(s, plan)
	there := map[workplan.Subject]bool{}
	for _, subject := range subjects {
		there[subject] = true
	}
	return slices.DeleteFunc(workplan.ReplayWaivers(waivers, withdrawals, v), func(w workplan.WaiverReading) bool { return !there[w.Subject()] }), err
}

// WaiveFinding makes a waiver: the finding of one rule on one subject of the plan counts no more. A rule and subject for which a waiver is in
// force is a conflict, and so is a closed plan. Whether there is such a finding now does not matter. Who may: the secretariat and co-chairs of the plan's body.
func (t *Tracker) WaiveFinding(ctx context.Context, actor workplan.Actor, plan string, in workplan.NewWaiver) (workplan.WaiverReading, error) {
	return write(ctx, t, actor, ofPlan(plan), func(c *change) (workplan.WaiverReading, error) {
		rows, subjects, p, err := c.waivers(plan)
		if err != nil {
			return workplan.WaiverReading{}, err
		}
		f, content := in.Faults(c.today), in.Content(c.today)
		if _, ok := workplan.ParseSubject(in.Subject); ok && !slices.Contains(subjects, content.Subject()) {
			f.Add("/subject", "unknown", "plan %s has no %s that you may see", plan, in.Subject)
		}
		if err := f.Err(); err != nil {
			return workplan.WaiverReading{}, err
		}
		for _, w := range rows {
			if w.State == workplan.WaiverInForce && w.Rule == content.Rule && w.Subject() == content.Subject() {
				return w, workplan.Clash("already-exists", "Waiver %d of plan %s waives %s on %s already. Withdraw it before you make another.", w.Number, plan, w.Rule, w.Subject())
			}
		}
		w := workplan.Waiver{Plan: plan, MadeBy: c.actor.Label(), RecordedAt: c.at, WaiverContent: content}
		if err := c.AddWaiver(&w); err != nil {
			return workplan.WaiverReading{}, err
		}
		c.logWaiver("waive finding", waiverObject(w), p, w, workplan.AllFields(w.WaiverContent))
		made := workplan.ReplayWaivers([]workplan.Waiver{w}, nil, workplan.View{AsOf: c.today, Current: true})
		return made[0], nil
	})
}

// WithdrawWaiver ends a waiver, so that its finding counts again; one that was withdrawn before is a conflict. Who may: as for
// [Tracker.WaiveFinding].
func (t *Tracker) WithdrawWaiver(ctx context.Context, actor workplan.Actor, plan string, number int, in workplan.WithdrawalContent) (workplan.WaiverReading, error) {
	return write(ctx, t, actor, ofPlan(plan), func(c *change) (workplan.WaiverReading, error) {
		rows, _, p, err := c.waivers(plan)
		if err != nil {
			return workplan.WaiverReading{}, err
		}
		r, err := numbered(rows, plan, number)
		if err != nil {
			return r, err
		}
		if err := in.Faults(r.Waiver, c.today).Err(); err != nil {
			return r, err
		}
		if r.Withdrawal != nil {
			return r, workplan.Clash("already-ended", "Waiver %d of plan %s was withdrawn on %s.", number, plan, r.Withdrawal.EffectiveOn)
		}
		if in.EffectiveOn == "" {
			in.EffectiveOn = c.today
		}
		w := workplan.Withdrawal{Plan: plan, Number: number, WithdrawnBy: c.actor.Label(), RecordedAt: c.at, WithdrawalContent: in}
		if err := c.AddWithdrawal(&w); err != nil {
			return r, err
		}
		c.logWaiver("withdraw waiver", withdrawalObject(w), p, r.Waiver, workplan.AllFields(w.WithdrawalContent))
		r.State, r.Withdrawal = workplan.WaiverWithdrawn, &w
		return r, nil
	})
}

// waivers loads the waivers of a plan on which the actor may decide, and on what there may be one.
func (c *change) waivers(plan string) ([]workplan.WaiverReading, []workplan.Subject, workplan.WorkPlan, error) {
	p, err := c.plan(plan)
	if err != nil {
		return nil, nil, p, err
	}
	if err := c.actor.Must(workplan.WaiveFindings, workplan.Object{Body: p.Body}); err != nil {
		return nil, nil, p, err
	}
	if p.Status == workplan.PlanClosed {
		return nil, nil, p, p.Editable()
	}
	rows, subjects, err := waiversOfPlanAt(c.Tx, c.sight, p, workplan.View{AsOf: c.today, Current: true})
	return rows, subjects, p, err
}

func (c *change) logWaiver(action, what string, p workplan.WorkPlan, w workplan.Waiver, after workplan.Changes) {
	c.log(event{action: action, right: workplan.WaiveFindings, object: workplan.Object{Body: p.Body}, what: what, plan: p.Code, ref: w.Ref, after: after})
}

func waiverObject(w workplan.Waiver) string { return "waiver " + w.Name() }

func withdrawalObject(w workplan.Withdrawal) string {
	return fmt.Sprintf("withdrawal of waiver %s/%d", w.Plan, w.Number)
}
