package tracker

import (
	"context"
	"slices"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// OpeningsToJoin lists the openings that are open today and on which the actor may make an offer: for a member of their own that has none there that
// stands, or for others on their behalf. Who may: anyone signed in, for themselves.
func (t *Tracker) OpeningsToJoin(ctx context.Context, actor workplan.Actor, page workplan.Page) (workplan.Listing[workplan.OpeningReading], error) {
	var list workplan.Listing[workplan.OpeningReading]
	if actor.Anonymous() {
		return list, ErrSignIn
	}
	if err := mayBrowse(actor); err != nil {
		return list, err
	}
	err := t.snapshot(ctx, When{}.KnownAt, func(tx *store.Tx) error {
		v := workplan.View{AsOf: t.Today(), Current: true}
		rows, err := openingsAt(tx, actor.Sight(), store.RecordFilter{TakingOffers: v.AsOf}, v)
		if err != nil {
			return err
		}
		offered, err := offeredBy(tx, actor, v)
		if err != nil {
			return err
		}
		rows = slices.DeleteFunc(rows, func(o workplan.OpeningReading) bool {
			own, onBehalf := actor.OffersFor(o.Item.Body, o.Item.Leads)
			return o.TakesOffers() != nil || !onBehalf && !slices.ContainsFunc(own, func(m string) bool { return !offered[recordKey(o.Plan, o.Ref, o.Number)+" "+m] })
		})
		list, err = pageOfOpenings(rows, workplan.OpeningFilter{}, sorted(page, workplan.OpeningSorts))
		return err
	})
	return badCursor(list, err)
}

// offeredBy says, by opening and member, where members for which the actor is a focal point have an offer that stands.
func offeredBy(tx *store.Tx, actor workplan.Actor, v workplan.View) (map[string]bool, error) {
	f := store.RecordFilter{TakingOffers: v.AsOf}
	for _, g := range actor.Grants {
		if g.Role == workplan.RoleFocalPoint {
			f.Offering = append(f.Offering, g.Member)
		}
	}
	offered := map[string]bool{}
	if len(f.Offering) == 0 {
		return offered, nil
	}
	offers, err := offersAt(tx, actor.Sight(), f, v)
	for _, o := range offers {
		if o.Standing() != nil {
			offered[recordKey(o.Plan, o.Ref, o.Opening)+" "+o.Member] = true
		}
	}
	return offered, err
}
