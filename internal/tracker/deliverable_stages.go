package tracker

import (
	"context"
	"fmt"
	"slices"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// RecordStage records that a deliverable reached a stage, or corrects an earlier record. Who may: the focal points of the item's leads, and the
// secretariat on a lead's behalf, which is marked; a correction is for the lead for which the stage was recorded.
func (t *Tracker) RecordStage(ctx context.Context, actor workplan.Actor, plan, ref string, number int, in workplan.NewStage) (workplan.StageReading, error) {
	return write(ctx, t, actor, ofItem(plan, ref), func(c *change) (workplan.StageReading, error) {
		var none workplan.StageReading
		i, d, err := c.deliverable(plan, ref, number)
		if err != nil {
			return none, err
		}
		entries, err := c.stagesOf(d.Deliverable)
		if err != nil {
			return none, err
		}
		e, err := c.stage(i, d.Deliverable, entries, in)
		if err != nil {
			return none, err
		}
		if err := c.AddStage(&e); err != nil {
			return none, err
		}
		s := c.onItem("stage", e.Name(), workplan.PostDeliverable, i, e.Lead).onBehalf(e.OnBehalf, e.Lead)
		c.log(s.event("record", nil, workplan.AllFields(stageTold{e.Lead, e.StageContent})))
		return workplan.StageReading{StageEntry: e}, nil
	})
}

// stage judges the record of a stage and returns it as it is to be kept.
func (c *change) stage(i itemThen, d workplan.Deliverable, entries []workplan.StageEntry, in workplan.NewStage) (workplan.StageEntry, error) {
	f := in.Faults(c.today)
	corrected, err := in.Corrected(d, entries, &f)
	if err != nil {
		return workplan.StageEntry{}, err
	}
	leads, named := i.Leads, in.Lead
	if corrected != nil && corrected.Lead != "" {
		if err := c.ownOnly(workplan.PostDeliverable, i.plan.Body, corrected.Lead, workplan.Say("Stage %d", corrected.Number)); err != nil {
			return workplan.StageEntry{}, err
		}
		if !leads.Has(corrected.Lead) {
			leads = append(slices.Clone(leads), corrected.Lead)
		}
		if named == "" {
			named = corrected.Lead
		}
	}
	lead, onBehalf := c.actor.SpeaksFor(&f, workplan.PostDeliverable, i.plan.Body, leads, named)
	met, err := c.anyMeeting(&f, "/meeting", in.Meeting)
	if err := together(err, f); err != nil {
		return workplan.StageEntry{}, err
	}
	e := workplan.StageEntry{Plan: d.Plan, Ref: d.Ref, Deliverable: d.Number, Lead: lead, OnBehalf: onBehalf, RecordedBy: c.actor.Label(), RecordedAt: c.at,
		StageContent: in.Completed(corrected, met, c.today)}
	return e, e.Repeated(entries, c.today)
}

// anyMeeting gives the last day of a meeting of whichever body, or the fault that there is none; who may record something may read of all meetings.
func (c *change) anyMeeting(f *workplan.Faults, pointer, code string) (workplan.Date, error) {
	if code == "" {
		return "", nil
	}
	known, err := c.MeetingsNamed(c.sight, nil, []string{code})
	if err != nil || len(known) > 0 {
		return lastDayOf(known), err
	}
	f.Add(pointer, "unknown", "there is no meeting %q", code)
	return "", nil
}

func lastDayOf(meetings []workplan.Meeting) workplan.Date {
	if len(meetings) == 0 {
		return ""
	}
	return meetings[0].LastDay()
}

// stagesOf lists the records of the stages of one deliverable.
func (c *change) stagesOf(d workplan.Deliverable) ([]workplan.StageEntry, error) {
	return stagesOf(c.Tx, c.sight, d)
}

func stagesOf(tx *store.Tx, s workplan.Sight, d workplan.Deliverable) ([]workplan.StageEntry, error) {
	entries, err := tx.StagesOf(s, onItem(d.Plan, d.Ref))
	return slices.DeleteFunc(entries, func(e workplan.StageEntry) bool { return e.Deliverable != d.Number }), err
}

// stageTold is what the audit tells of a stage, beside who recorded it, for whom and when.
type stageTold struct {
	Lead string
	workplan.StageContent
}

// ListStages lists the records of a deliverable's stages by number, as they stood, those that were corrected too. Who may: whoever may read the
// deliverable.
func (t *Tracker) ListStages(ctx context.Context, actor workplan.Actor, plan, ref string, number int, page workplan.Page, when When) (workplan.Listing[workplan.StageReading], error) {
	var list workplan.Listing[workplan.StageReading]
	err := t.readStages(ctx, actor, plan, ref, number, when, func(rows []workplan.StageReading) (err error) {
		list, err = pageOf(rows, sorted(page, workplan.StageSorts), map[string]func(workplan.StageReading) string{
			"number": func(e workplan.StageReading) string { return fmt.Sprintf("%010d", e.Number) },
		}, "number")
		return err
	})
	return badCursor(list, err)
}

// Stage reads the record of one stage of a deliverable, as it stood. Who may: as for [Tracker.ListStages].
func (t *Tracker) Stage(ctx context.Context, actor workplan.Actor, plan, ref string, number, entry int, when When) (workplan.StageReading, error) {
	var r workplan.StageReading
	err := t.readStages(ctx, actor, plan, ref, number, when, func(rows []workplan.StageReading) error {
		n := slices.IndexFunc(rows, func(e workplan.StageReading) bool { return e.Number == entry })
		if n < 0 {
			return workplan.Missing("stage %s/%s/%d/%d", plan, ref, number, entry)
		}
		r = rows[n]
		return nil
	})
	return r, err
}

func (t *Tracker) readStages(ctx context.Context, actor workplan.Actor, plan, ref string, number int, when When, with func([]workplan.StageReading) error) error {
	return t.onItemAt(ctx, actor, plan, ref, when, func(tx *store.Tx, v workplan.View) error {
		d, err := deliverableAt(tx, actor.Sight(), plan, ref, number, v)
		if err != nil {
			return err
		}
		entries, err := stagesOf(tx, actor.Sight(), d.Deliverable)
		if err != nil {
			return err
		}
		rows := workplan.ReadStages(entries, v)
		var codes []string
		for _, e := range rows {
			if e.Meeting != "" {
				codes = append(codes, e.Meeting)
			}
		}
		known, err := meetingsNamedAt(tx, actor.Sight(), []string{d.Item.Body}, distinct(codes), v)
		for n, e := range rows {
			rows[n].Meeting = known[e.Meeting].Code
		}
		if err != nil {
			return err
		}
		return with(rows)
	})
}
