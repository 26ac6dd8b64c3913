package tracker

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// ListOpenings lists the openings for involvement that the actor may see, across plans, as they stood.
func (t *Tracker) ListOpenings(ctx context.Context, actor workplan.Actor, f workplan.OpeningFilter, page workplan.Page, when When) (workplan.Listing[workplan.OpeningReading], error) {
	var list workplan.Listing[workplan.OpeningReading]
	err := t.onItemsAt(ctx, actor, when, func(tx *store.Tx, v workplan.View) error {
		narrow := store.RecordFilter{Plan: f.Plan, Body: f.Body}
		if v.Current && slices.Equal(f.State, []workplan.OpeningPhase{workplan.OpeningOpen}) {
			narrow.TakingOffers = v.AsOf
		}
		rows, err := openingsAt(tx, actor.Sight(), narrow, v)
		if err == nil {
			list, err = pageOfOpenings(rows, f, sorted(page, workplan.OpeningSorts))
		}
		return err
	})
	return badCursor(list, err)
}

// ListItemOpenings lists the openings of one item by number, as they stood. Who may: whoever may read the item as it stood then.
func (t *Tracker) ListItemOpenings(ctx context.Context, actor workplan.Actor, plan, ref string, f workplan.OpeningFilter, page workplan.Page, when When) (workplan.Listing[workplan.OpeningReading], error) {
	var list workplan.Listing[workplan.OpeningReading]
	err := t.onItemAt(ctx, actor, plan, ref, when, func(tx *store.Tx, v workplan.View) error {
		rows, err := openingsAt(tx, actor.Sight(), onItem(plan, ref), v)
		if err == nil {
			list, err = pageOfOpenings(rows, f, sorted(page, workplan.ItemOpeningSorts))
		}
		return err
	})
	return badCursor(list, err)
}

// Opening reads one opening of an item, as it stood. Who may: whoever its audience lets in; the numbers of offers are only for those who may see these.
func (t *Tracker) Opening(ctx context.Context, actor workplan.Actor, plan, ref string, number int, when When) (workplan.OpeningReading, error) {
	var r workplan.OpeningReading
	err := t.onItemAt(ctx, actor, plan, ref, when, func(tx *store.Tx, v workplan.View) (err error) {
		r, err = openingAt(tx, actor.Sight(), plan, ref, number, v)
		return err
	})
	return r, err
}

// pageOfOpenings cuts a page out of openings. By until, what has no last day comes last.
func pageOfOpenings(rows []workplan.OpeningReading, f workplan.OpeningFilter, page workplan.Page) (workplan.Listing[workplan.OpeningReading], error) {
	rows = slices.DeleteFunc(rows, func(o workplan.OpeningReading) bool {
		return !f.Keeps(o) || !store.Matches(f.Query, o.Sought, o.Item.Title)
	})
	return pageOf(rows, page, map[string]func(workplan.OpeningReading) string{
		"item":   func(o workplan.OpeningReading) string { return recordKey(o.Plan, o.Ref, o.Number) },
		"number": func(o workplan.OpeningReading) string { return fmt.Sprintf("%010d", o.Number) },
		"opened": func(o workplan.OpeningReading) string { return string(o.OpenedOn) },
		"until":  func(o workplan.OpeningReading) string { return string(cmp.Or(o.Until.Last(), endOfTime)) },
	}, "item")
}

// openingsAt lists openings in a view, as far as the sight reaches.
func openingsAt(tx *store.Tx, s workplan.Sight, f store.RecordFilter, v workplan.View) ([]workplan.OpeningReading, error) {
	rows, err := tx.OpeningsOf(s, f)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	var names []string
	for _, o := range rows {
		names = append(names, o.Plan+"/"+o.Ref)
	}
	items, err := itemsNamedAt(tx, s, s, distinct(names), v)
	if err != nil {
		return nil, err
	}
	return openingsIn(tx, s, f, rows, items, v)
}

// openingsIn gives each of the openings as it stood in the view, on items that stand as in it, with the numbers of offers where the sight is told of
// them. One that the sight did not reach then is left out.
func openingsIn(tx *store.Tx, s workplan.Sight, f store.RecordFilter, rows []workplan.Opening, items map[string]itemThen, v workplan.View) ([]workplan.OpeningReading, error) {
	rows, err := openingLog.at(tx, rows, v)
	if err != nil {
		return nil, err
	}
	var readings []workplan.OpeningReading
	var names []string
	for _, o := range rows {
		if i, there := items[o.Plan+"/"+o.Ref]; there && i.shows(s, o.Audience, v) {
			readings, names = append(readings, workplan.ReadOpening(o, i.mark(), i.plan.Status, v)), append(names, i.Name())
		}
	}
	if len(readings) == 0 || len(s.Chairs)+len(s.Own)+len(s.OwnIn) == 0 {
		return readings, nil
	}
	told, err := tx.OffersToldOf(s, distinct(names))
	if err != nil || len(told) == 0 {
		return readings, err
	}
	offers, err := offersAt(tx, s, f, v)
	of := map[string][]workplan.OfferReading{}
	for _, o := range offers {
		of[recordKey(o.Plan, o.Ref, o.Opening)] = append(of[recordKey(o.Plan, o.Ref, o.Opening)], o)
	}
	for n, o := range readings {
		if told[o.Plan+"/"+o.Ref] {
			counts := workplan.CountOffers(of[recordKey(o.Plan, o.Ref, o.Number)])
			readings[n].Offers = &counts
		}
	}
	return readings, err
}

// openingAt reads one opening in a view.
func openingAt(tx *store.Tx, s workplan.Sight, plan, ref string, number int, v workplan.View) (workplan.OpeningReading, error) {
	rows, err := openingsAt(tx, s, onItem(plan, ref), v)
	n := slices.IndexFunc(rows, func(o workplan.OpeningReading) bool { return o.Number == number })
	if err == nil && n < 0 {
		err = workplan.Missing("opening %s/%s/%d", plan, ref, number)
	}
	if err != nil {
		return workplan.OpeningReading{}, err
	}
	return rows[n], nil
}

// SeekInvolvement posts an opening on an open item of an endorsed plan: what its lead seeks from others, and until when. Who may: the focal points
// of the item's leads, and the secretariat on a lead's behalf, which is marked.
func (t *Tracker) SeekInvolvement(ctx context.Context, actor workplan.Actor, plan, ref string, in workplan.NewOpening) (workplan.OpeningReading, error) {
	return write(ctx, t, actor, ofItem(plan, ref), func(c *change) (workplan.OpeningReading, error) {
		var none workplan.OpeningReading
		i, err := c.recordable(plan, ref, workplan.SeekInvolvement, workplan.Say("openings"))
		if err == nil && !i.Status.Open() {
			err = workplan.Clash("item-not-open", "Item %s is %s; openings are for items that are %s.", i.Name(), i.Status, workplan.OpenInWords())
		}
		if err != nil {
			return none, err
		}
		f := in.Faults(i.plan, i.mark().Audience, c.today)
		lead, onBehalf := c.actor.SpeaksFor(&f, workplan.SeekInvolvement, i.plan.Body, i.Leads, in.Lead)
		if err := f.Err(); err != nil {
			return none, err
		}
		o := workplan.Opening{Stamp: c.stamp(), Plan: plan, Ref: ref, Lead: lead, OnBehalf: onBehalf, SoughtBy: c.actor.Label(),
			OpenedOn: cmp.Or(in.OpenedOn, c.today), OpeningContent: in.OpeningContent}
		o.ContentOn = o.OpenedOn
		if err := c.AddOpening(&o); err != nil {
			return none, err
		}
		r := workplan.ReadOpening(o, i.mark(), i.plan.Status, c.now())
		r.Offers = &workplan.OfferCounts{}
		s := c.onItem(workplan.NounOpening, o.Name(), workplan.SeekInvolvement, i, lead).onBehalf(onBehalf, lead)
		return r, createdOn(c, s, o.ID, o.State(), o.OpenedOn)
	})
}

// EditOpening changes an opening that is not closed and of which the sender knows one of the versions, from today on. Who may: as for
// [Tracker.SeekInvolvement].
func (t *Tracker) EditOpening(ctx context.Context, actor workplan.Actor, plan, ref string, number int, known []int64,
	edit func(*workplan.OpeningContent) error) (workplan.OpeningReading, error) {
	return t.changeOpening(ctx, actor, plan, ref, number, known, func(s *workplan.OpeningState) error { return edit(&s.OpeningContent) })
}

// CloseOpening closes an opening for good, because what was sought is found or is sought no more; what was offered can still be answered. Known, where
// given, holds it to the versions of which the sender knows. Who may: as for [Tracker.SeekInvolvement].
func (t *Tracker) CloseOpening(ctx context.Context, actor workplan.Actor, plan, ref string, number int, known []int64, in workplan.OpeningClosing) (workplan.OpeningReading, error) {
	return t.changeOpening(ctx, actor, plan, ref, number, known, func(s *workplan.OpeningState) error {
		if err := in.Faults().Err(); err != nil {
			return err
		}
		s.ClosedAs, s.ClosingNote, s.ClosedOn = in.ClosedAs, in.ClosingNote, t.Today()
		return nil
	})
}

func (t *Tracker) changeOpening(ctx context.Context, actor workplan.Actor, plan, ref string, number int, known []int64,
	edit func(*workplan.OpeningState) error) (workplan.OpeningReading, error) {
	return write(ctx, t, actor, ofItem(plan, ref), func(c *change) (workplan.OpeningReading, error) {
		i, r, err := c.opening(plan, ref, number, workplan.SeekInvolvement)
		if err == nil {
			err = r.Closed()
		}
		if err != nil {
			return r, err
		}
		o, state := &r.Opening, r.State()
		err = editing[workplan.OpeningState]{
			subject: c.onItem(workplan.NounOpening, o.Name(), workplan.SeekInvolvement, i, o.Lead), stamp: &o.Stamp, content: &state, known: known, edit: edit,
			effective: c.today,
			faults:    func(s workplan.OpeningState) workplan.Faults { return s.OpeningContent.Faults(i.mark().Audience) },
			save: func() error {
				o.OpeningContent, o.OpeningClosing = state.OpeningContent, state.OpeningClosing
				return c.ChangeOpening(*o, c.at, c.today)
			},
		}.apply(c)
		after := workplan.ReadOpening(*o, i.mark(), i.plan.Status, c.now())
		after.Offers = r.Offers
		return after, err
	})
}

// opening loads an opening on which the actor may use a right, with its item.
func (c *change) opening(plan, ref string, number int, right workplan.Action) (itemThen, workplan.OpeningReading, error) {
	var r workplan.OpeningReading
	i, err := c.item(plan, ref)
	if err == nil {
		r, err = openingAt(c.Tx, c.sight, plan, ref, number, c.now())
	}
	if err == nil {
		i, err = c.recordable(plan, ref, right, workplan.Say("openings"))
	}
	return i, r, err
}
