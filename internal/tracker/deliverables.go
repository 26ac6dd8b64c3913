package tracker

import (
	"context"
	"fmt"
	"slices"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// ListDeliverables lists the deliverables that the actor may see, across plans, as they stood.
func (t *Tracker) ListDeliverables(ctx context.Context, actor workplan.Actor, f workplan.DeliverableFilter, page workplan.Page, when When) (workplan.Listing[workplan.DeliverableReading], error) {
	var list workplan.Listing[workplan.DeliverableReading]
	err := t.onItemsAt(ctx, actor, when, func(tx *store.Tx, v workplan.View) error {
		rows, err := deliverablesAt(tx, actor.Sight(), store.RecordFilter{Plan: f.Plan, Body: f.Body}, v)
		if err == nil {
			list, err = pageOfDeliverables(rows, f, sorted(page, workplan.DeliverableSorts))
		}
		return err
	})
	return badCursor(list, err)
}

// ListItemDeliverables lists the deliverables of one item by number, as they stood. Who may: whoever may read the item as it stood then.
func (t *Tracker) ListItemDeliverables(ctx context.Context, actor workplan.Actor, plan, ref string, f workplan.DeliverableFilter, page workplan.Page, when When) (workplan.Listing[workplan.DeliverableReading], error) {
	var list workplan.Listing[workplan.DeliverableReading]
	err := t.onItemAt(ctx, actor, plan, ref, when, func(tx *store.Tx, v workplan.View) error {
		rows, err := deliverablesAt(tx, actor.Sight(), onItem(plan, ref), v)
		if err == nil {
			list, err = pageOfDeliverables(rows, f, sorted(page, workplan.ItemDeliverableSorts))
		}
		return err
	})
	return badCursor(list, err)
}

// Deliverable reads one deliverable of an item, as it stood. Who may: whoever its audience lets in.
func (t *Tracker) Deliverable(ctx context.Context, actor workplan.Actor, plan, ref string, number int, when When) (workplan.DeliverableReading, error) {
	var r workplan.DeliverableReading
	err := t.onItemAt(ctx, actor, plan, ref, when, func(tx *store.Tx, v workplan.View) (err error) {
		r, err = deliverableAt(tx, actor.Sight(), plan, ref, number, v)
		return err
	})
	return r, err
}

func pageOfDeliverables(rows []workplan.DeliverableReading, f workplan.DeliverableFilter, page workplan.Page) (workplan.Listing[workplan.DeliverableReading], error) {
	rows = slices.DeleteFunc(rows, func(d workplan.DeliverableReading) bool {
		return !f.Keeps(d) || !store.Matches(f.Query, d.Title, d.Description, d.Item.Title)
	})
	return pageOf(rows, page, map[string]func(workplan.DeliverableReading) string{
		"item":   func(d workplan.DeliverableReading) string { return recordKey(d.Plan, d.Ref, d.Number) },
		"number": func(d workplan.DeliverableReading) string { return fmt.Sprintf("%010d", d.Number) },
		"title":  func(d workplan.DeliverableReading) string { return store.Fold(d.Title) },
		"reached": func(d workplan.DeliverableReading) string {
			if d.Stage == nil {
				return ""
			}
			return string(d.Stage.EffectiveOn)
		},
	}, "item")
}

// recordKey sorts what is on items by plan, ref and number.
func recordKey(plan, ref string, number int) string {
	return fmt.Sprintf("%s/%s/%010d", plan, workplan.RefKeyOf(ref), number)
}

// deliverablesAt lists deliverables in a view, as far as the sight reaches.
func deliverablesAt(tx *store.Tx, s workplan.Sight, f store.RecordFilter, v workplan.View) ([]workplan.DeliverableReading, error) {
	rows, err := tx.DeliverablesOf(s, f)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	var names []string
	for _, d := range rows {
		names = append(names, d.Plan+"/"+d.Ref)
	}
	items, err := itemsNamedAt(tx, s, s, distinct(names), v)
	if err != nil {
		return nil, err
	}
	readings, err := deliverablesIn(tx, s, f, rows, items, v)
	if err != nil {
		return nil, err
	}
	_, err = nameMeetings(tx, s, readings, v)
	return readings, err
}

// deliverablesIn gives each of the deliverables as it stood in the view, with its stages, on items that stand as in it. One that the sight did not
// reach then is left out.
func deliverablesIn(tx *store.Tx, s workplan.Sight, f store.RecordFilter, rows []workplan.Deliverable, items map[string]itemThen, v workplan.View) ([]workplan.DeliverableReading, error) {
	rows, err := deliverableLog.at(tx, rows, v)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	entries, err := tx.StagesOf(s, f)
	of := map[string][]workplan.StageEntry{}
	for _, e := range entries {
		of[recordKey(e.Plan, e.Ref, e.Deliverable)] = append(of[recordKey(e.Plan, e.Ref, e.Deliverable)], e)
	}
	var readings []workplan.DeliverableReading
	for _, d := range rows {
		i, there := items[d.Plan+"/"+d.Ref]
		if !there || !i.shows(s, d.Audience, v) {
			continue
		}
		if r, is := workplan.ReadDeliverable(d, i.mark(), of[recordKey(d.Plan, d.Ref, d.Number)], v); is {
			readings = append(readings, r)
		}
	}
	return readings, err
}

// nameMeetings gives the meetings at which the stages were reached, as they were recorded in the view, and takes out of the stages the names of those
// of which the sight may not know.
func nameMeetings(tx *store.Tx, s workplan.Sight, readings []workplan.DeliverableReading, v workplan.View) (map[string]workplan.Meeting, error) {
	var bodies, codes []string
	for _, d := range readings {
		bodies = append(bodies, d.Item.Body)
		for _, e := range d.Stages {
			if e.Meeting != "" {
				codes = append(codes, e.Meeting)
			}
		}
	}
	known, err := meetingsNamedAt(tx, s, distinct(bodies), distinct(codes), v)
	for _, d := range readings {
		for n, e := range d.Stages {
			d.Stages[n].Meeting = known[e.Meeting].Code
		}
	}
	return known, err
}

func meetingsNamedAt(tx *store.Tx, s workplan.Sight, bodies, codes []string, v workplan.View) (map[string]workplan.Meeting, error) {
	known := map[string]workplan.Meeting{}
	if len(codes) == 0 {
		return known, nil
	}
	rows, err := tx.MeetingsNamed(s, bodies, codes)
	if err != nil {
		return nil, err
	}
	rows, err = meetingLog.at(tx, rows, v)
	for _, m := range rows {
		known[m.Code] = m
	}
	return known, err
}

// deliverableAt reads one deliverable in a view.
func deliverableAt(tx *store.Tx, s workplan.Sight, plan, ref string, number int, v workplan.View) (workplan.DeliverableReading, error) {
	rows, err := deliverablesAt(tx, s, onItem(plan, ref), v)
	n := slices.IndexFunc(rows, func(d workplan.DeliverableReading) bool { return d.Number == number })
	if err == nil && n < 0 {
		err = workplan.Missing("deliverable %s/%s/%d", plan, ref, number)
	}
	if err != nil {
		return workplan.DeliverableReading{}, err
	}
	return rows[n], nil
}

// PostDeliverable lists a deliverable of an item of an endorsed plan. Who may: the focal points of the item's leads, and the secretariat on a lead's
// behalf, which is marked.
func (t *Tracker) PostDeliverable(ctx context.Context, actor workplan.Actor, plan, ref string, in workplan.NewDeliverable) (workplan.DeliverableReading, error) {
	return write(ctx, t, actor, ofItem(plan, ref), func(c *change) (workplan.DeliverableReading, error) {
		var none workplan.DeliverableReading
		i, err := c.recordable(plan, ref, workplan.PostDeliverable, workplan.Say("deliverables"))
		if err != nil {
			return none, err
		}
		f := in.Faults(i.mark().Audience)
		lead, onBehalf := c.actor.SpeaksFor(&f, workplan.PostDeliverable, i.plan.Body, i.Leads, in.Lead)
		if err := f.Err(); err != nil {
			return none, err
		}
		d := workplan.Deliverable{Stamp: c.stamp(), Plan: plan, Ref: ref, Lead: lead, OnBehalf: onBehalf, ListedBy: c.actor.Label(), ListedOn: c.today,
			DeliverableContent: in.DeliverableContent}
		if err := c.AddDeliverable(&d); err != nil {
			return none, err
		}
		r, _ := workplan.ReadDeliverable(d, i.mark(), nil, c.now())
		s := c.onItem(workplan.NounDeliverable, d.Name(), workplan.PostDeliverable, i, lead).onBehalf(onBehalf, lead)
		return r, created(c, s, d.ID, d.State())
	})
}

// EditDeliverable changes a deliverable of which the sender knows one of the versions, from today on. Who may: as for [Tracker.PostDeliverable].
func (t *Tracker) EditDeliverable(ctx context.Context, actor workplan.Actor, plan, ref string, number int, known []int64,
	edit func(*workplan.DeliverableContent) error) (workplan.DeliverableReading, error) {
	return t.changeDeliverable(ctx, actor, plan, ref, number, known, func(s *workplan.DeliverableState) error { return edit(&s.DeliverableContent) })
}

// RemoveDeliverable takes a deliverable out of its item from today on; readings of the past keep it, and its number is not used again. Who may: as
// for [Tracker.PostDeliverable].
func (t *Tracker) RemoveDeliverable(ctx context.Context, actor workplan.Actor, plan, ref string, number int, known []int64) error {
	_, err := t.changeDeliverable(ctx, actor, plan, ref, number, known, func(s *workplan.DeliverableState) error { s.Removed = true; return nil })
	return err
}

func (t *Tracker) changeDeliverable(ctx context.Context, actor workplan.Actor, plan, ref string, number int, known []int64,
	edit func(*workplan.DeliverableState) error) (workplan.DeliverableReading, error) {
	return write(ctx, t, actor, ofItem(plan, ref), func(c *change) (workplan.DeliverableReading, error) {
		i, r, err := c.deliverable(plan, ref, number)
		if err != nil {
			return r, err
		}
		d, state := &r.Deliverable, r.State()
		err = editing[workplan.DeliverableState]{
			subject: c.onItem(workplan.NounDeliverable, d.Name(), workplan.PostDeliverable, i, d.Lead), stamp: &d.Stamp, content: &state, known: known, edit: edit,
			effective: c.today,
			faults: func(s workplan.DeliverableState) workplan.Faults {
				return unless(s.Removed, func() workplan.Faults { return s.DeliverableContent.Faults(i.mark().Audience) })
			},
			save: func() error {
				d.DeliverableContent, d.Removed = state.DeliverableContent, state.Removed
				return c.ChangeDeliverable(*d, c.at, c.today)
			},
		}.apply(c)
		return r, err
	})
}

// deliverable loads a deliverable that the actor may change, with its item.
func (c *change) deliverable(plan, ref string, number int) (itemThen, workplan.DeliverableReading, error) {
	var r workplan.DeliverableReading
	i, err := c.item(plan, ref)
	if err == nil {
		r, err = deliverableAt(c.Tx, c.sight, plan, ref, number, c.now())
	}
	if err == nil {
		i, err = c.recordable(plan, ref, workplan.PostDeliverable, workplan.Say("deliverables"))
	}
	return i, r, err
}
