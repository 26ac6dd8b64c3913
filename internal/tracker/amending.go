package tracker

import (
	"slices"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// This file makes an amendment. Each thing is edited as it stood on the day from which the amendment holds; what is kept as its present state is the
// replay of its log with the amendment in it, so that one which holds from an earlier day does not undo a later one.

// amending is an amendment in the making: the plan as it is and as it stood on the effective day, what was changed so far with where the request
// asked for it, and all faults.
type amending struct {
	*change
	in    workplan.NewAmendment
	right workplan.Action
	plan  workplan.WorkPlan
	then  workplan.WorkPlan
	// planFields is what is amended in the plan's own text.
	planFields workplan.Changes
	changes    []workplan.AmendmentChange
	pointers   []string
	faults     workplan.Faults
}

// amend makes an amendment of a plan by the right that the actor has been found to have. Everything is written as it is found to be right; a
// refusal at the end takes all of it back.
func (c *change) amend(p workplan.WorkPlan, right workplan.Action, in workplan.NewAmendment) (workplan.AmendmentReading, error) {
	if err := p.Amendable(); err != nil {
		return workplan.AmendmentReading{}, err
	}
	if in.EffectiveOn == "" {
		in.EffectiveOn = c.today
	}
	a := &amending{change: c, in: in, right: right, plan: p, then: p, faults: in.Faults(c.today)}
	if err := a.open(); err != nil {
		return workplan.AmendmentReading{}, err
	}
	for _, step := range []func() error{a.amendPlan, a.amendObjectives, a.addObjectives, a.amendItems, a.addItems, a.withdrawItems, a.removeObjectives} {
		if err := step(); err != nil {
			return workplan.AmendmentReading{}, err
		}
	}
	a.faults = append(a.faults, workplan.OneAudience(p.Audience, a.changes, a.pointers)...)
	if err := a.faults.Err(); err != nil {
		return workplan.AmendmentReading{}, err
	}
	return a.seal()
}

// open finds the plan as it stood on the effective day, and refuses before anything is written where the amendment cannot be made at all.
func (a *amending) open() error {
	missing, err := a.meetingOf(a.plan.Body, "/meeting", a.in.Meeting)
	if err != nil {
		return err
	}
	a.faults = append(a.faults, missing...)
	if a.in.EffectiveOn.Valid() {
		then, err := planLog.at(a.Tx, []workplan.WorkPlan{a.plan}, a.day())
		if err != nil {
			return err
		}
		if len(then) > 0 {
			a.then = then[0]
		} else {
			a.then.Status = workplan.PlanDraft
		}
		a.faults = append(a.faults, a.then.AmendableOn(a.in.EffectiveOn)...)
	}
	return a.faults.Err()
}

// day is the view in which things are edited: the effective day, from all that is known.
func (a *amending) day() workplan.View { return workplan.View{AsOf: a.in.EffectiveOn} }

// told notes what was changed, for whom, and where the request asked for it.
func (a *amending) told(pointer string, c workplan.AmendmentChange) {
	a.changes, a.pointers = append(a.changes, c), append(a.pointers, pointer)
}

// refuse takes the faults of one part of the request, found under a pointer.
func (a *amending) refuse(pointer string, err error) error {
	var e *workplan.Error
	if !asInvalid(err, &e) {
		return err
	}
	for _, f := range e.Faults {
		f.Pointer = pointer + f.Pointer
		a.faults = append(a.faults, f)
	}
	return nil
}

// amended is one thing that an amendment edits: its log and present state, what may be said of it, and how it is stored.
type amended[S any] struct {
	subject
	id      int64
	pointer string
	edit    func(*S) error
	faults  func(before, after S) (workplan.Faults, error)
	// save stores the present state, which the replay gives.
	save func(S) error
	note func(before, after S) workplan.AmendmentChange
}

// apply edits the thing as it stood on the effective day and stores what now follows: a later change of the same field still counts after its day.
func (e amended[S]) apply(a *amending) error {
	changes, err := a.ChangesOf(e.noun, e.id)
	if err != nil {
		return err
	}
	before, there := workplan.ReplayContent[S](changes, a.day())
	if !there {
		a.faults.Add(e.pointer, "not_there", "%s was not in the plan on %s yet; name a later effective_on", e.subject.said(), a.in.EffectiveOn)
		return nil
	}
	after := before
	if err := e.edit(&after); err != nil {
		return a.refuse(e.pointer, err)
	}
	fields := workplan.Diff(before, after)
	if len(fields) == 0 {
		a.faults.Add(e.pointer, "nothing_changes", "%s says this already on %s", e.subject.said(), a.in.EffectiveOn)
		return nil
	}
	return e.store(a, changes, before, after, fields)
}

func (e amended[S]) store(a *amending, changes []workplan.ContentChange, before, after S, fields workplan.Changes) error {
	next := workplan.ContentChange{ID: 1 << 62, EffectiveOn: a.in.EffectiveOn, RecordedAt: a.at, Fields: fields.Text()}
	states, days := []S{after}, []workplan.Date{a.in.EffectiveOn}
	for _, c := range changes {
		if c.EffectiveOn > a.in.EffectiveOn && !slices.Contains(days, c.EffectiveOn) {
			state, _ := workplan.ReplayContent[S](append(slices.Clone(changes), next), workplan.View{AsOf: c.EffectiveOn})
			states, days = append(states, state), append(days, c.EffectiveOn)
		}
	}
	now, _ := workplan.ReplayContent[S](append(slices.Clone(changes), next), workplan.View{AsOf: endOfTime})
	for n, state := range append(states, now) {
		f, err := e.faults(before, state)
		if err != nil {
			return err
		}
		if n > 0 && n < len(days) {
			for at := range f {
				f[at].Message = workplan.Say("%s (by what is recorded from %s on)", f[at].Message, days[n])
			}
		}
		if len(f) > 0 {
			return a.refuse(e.pointer, f.Err())
		}
	}
	if err := e.save(now); err != nil {
		return raced(err, e.noun)
	}
	a.told(e.pointer, e.note(before, after))
	a.log(e.event("amend", workplan.Only(before, fields), from(a.in.EffectiveOn, fields)))
	return a.record(e.noun, e.id, a.in.EffectiveOn, fields)
}

// noted is the note of a change between two contents.
func noted[C any](act workplan.AmendmentAct, s workplan.Subject, title string, to workplan.Audience, before, after C) workplan.AmendmentChange {
	fields := workplan.Diff(before, after)
	c := workplan.AmendmentChange{Ref: s.Ref, Objective: s.Objective, Title: title, Act: act, Audience: to, AfterText: fields.Text()}
	if act != workplan.ActAdded {
		c.BeforeText = workplan.Only(before, fields).Text()
	}
	return c
}

// seal raises the revision and appends the amendment.
func (a *amending) seal() (workplan.AmendmentReading, error) {
	made := workplan.AmendmentReading{Changes: a.changes, Amendment: workplan.Amendment{Plan: a.plan.Code, Revision: a.plan.Revision + 1,
		DecidedBy: a.actor.Label(), RecordedAt: a.at, AmendmentContent: a.in.AmendmentContent}}
	if err := a.raise(); err != nil {
		return made, err
	}
	if err := a.AddAmendment(&made); err != nil {
		return made, err
	}
	a.log(event{action: "amend plan", right: a.right, object: workplan.Object{Body: a.plan.Body}, what: amendmentObject(made.Amendment), plan: a.plan.Code,
		after: workplan.AllFields(tellAmendment(made))})
	return made, nil
}

func amendmentObject(a workplan.Amendment) string { return "amendment " + a.Name() }

// amendmentTold is what the audit tells of an amendment, beside who decided it and when. Changes are those in its own words, in order.
type amendmentTold struct {
	Revision int
	workplan.AmendmentContent
	Changes workplan.List
}

func tellAmendment(a workplan.AmendmentReading) amendmentTold {
	told := amendmentTold{Revision: a.Revision, AmendmentContent: a.AmendmentContent}
	for _, c := range a.Changes {
		c.ID, c.Plan, c.Number = 0, "", 0
		told.Changes = append(told.Changes, workplan.AllFields(c).Text())
	}
	return told
}

// amendments holds the amendments of a plan against the entries on them.
func (l *ledger) amendments(tx *store.Tx, p workplan.WorkPlan) error {
	amendments, err := tx.EveryAmendment(p.Code)
	for _, a := range amendments {
		recorded(l, p.Body, amendmentObject(a.Amendment), tellAmendment(a), a.DecidedBy, a.RecordedAt)
	}
	return err
}
