package tracker

import (
	"context"
	"slices"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// Obligations lists what the members for which the actor speaks have to report today, the most urgent first: what running rounds ask for, and what is
// overdue or unreported outside of them. Who may: anyone signed in; who speaks for no member has none.
func (t *Tracker) Obligations(ctx context.Context, actor workplan.Actor, f workplan.ObligationFilter, page workplan.Page) (workplan.Listing[workplan.Obligation], error) {
	var list workplan.Listing[workplan.Obligation]
	if err := mayRead(actor, workplan.ReadObligations); err != nil {
		return list, err
	}
	err := t.store.Snapshot(ctx, func(tx *store.Tx) error {
		today := t.Today()
		items, err := t.ledItems(tx, actor, workplan.View{AsOf: today, Current: true})
		if err != nil {
			return err
		}
		var rows []workplan.Obligation
		for _, i := range items {
			for _, member := range actor.MembersIn(i.Body) {
				if o := workplan.ObligationsOf(i, member, today); o != nil && f.Keeps(*o) {
					rows = append(rows, *o)
				}
			}
		}
		list, err = pageOf(rows, sorted(page, workplan.ObligationSorts), map[string]func(workplan.Obligation) string{
			"urgency": workplan.Obligation.Urgency,
			"item":    func(o workplan.Obligation) string { return o.Item.Plan + "/" + o.Item.RefKey },
			"member":  func(o workplan.Obligation) string { return o.Member },
		}, "item", "member")
		return err
	})
	return badCursor(list, err)
}

// ItemsAwaitingPlan lists the items that the actor's members led and that go on in a draft, and so far in no other plan, by plan and ref: until the draft is
// endorsed they stand on nobody's list of what is to be reported. Into which draft they went is not told, since
// not every lead may see it. Who may: as for
// [Tracker.Obligations].
func (t *Tracker) ItemsAwaitingPlan(ctx context.Context, actor workplan.Actor) ([]ItemReading, error) {
	if err := mayRead(actor, workplan.ReadObligations); err != nil {
		return nil, err
	}
	var waiting []ItemReading
	err := t.store.Snapshot(ctx, func(tx *store.Tx) error {
		v := workplan.View{AsOf: t.Today(), Current: true}
		rows, err := tx.CarriedItems(actor.Sight(), membersOf(actor))
		if err != nil || len(rows) == 0 {
			return err
		}
		all, err := everything(tx)
		if err != nil {
			return err
		}
		var plans []string
		for _, row := range rows {
			plans = append(plans, row.Plan)
		}
		drafts, settled := map[string]bool{}, map[string]bool{}
		for _, plan := range distinct(plans) {
			successors, err := successorsAt(tx, all, all, plan, v)
			if err != nil {
				return err
			}
			for _, s := range successors {
				drafts[s.From], settled[s.From] = drafts[s.From] || s.Draft, settled[s.From] || !s.Draft
			}
		}
		for _, row := range rows {
			if name := row.Name(); drafts[name] && !settled[name] && speaksFor(actor, row) {
				waiting = append(waiting, reading(row.ActionItem, row.OfPlan(), v))
			}
		}
		return nil
	})
	return waiting, err
}

// speaksFor says whether the actor is a focal point, in the body of an item, of a member that leads it.
func speaksFor(actor workplan.Actor, i store.ItemOfPlan) bool {
	return slices.ContainsFunc(actor.MembersIn(i.PlanBody), i.Leads.Has)
}

// ledItems loads the open items that the actor's members lead, with what their obligations rest on.
func (t *Tracker) ledItems(tx *store.Tx, actor workplan.Actor, v workplan.View) ([]workplan.LedItem, error) {
	rows, err := tx.LedItems(actor.Sight(), membersOf(actor))
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	var bodies []string
	ids := make([]int64, len(rows))
	for n, i := range rows {
		bodies, ids[n] = append(bodies, i.PlanBody), i.ID
	}
	bodies = distinct(bodies)
	rounds, err := tx.RoundsOf(bodies)
	if err != nil {
		return nil, err
	}
	rounds = slices.DeleteFunc(rounds, func(r workplan.ReportingRound) bool { return !r.State(v.AsOf).Running() })
	history, err := tx.HistoriesOf(ids)
	if err != nil {
		return nil, err
	}
	meetings, err := tx.MeetingsOfAll(bodies)
	if err != nil {
		return nil, err
	}
	items := make([]workplan.LedItem, len(rows))
	for n, row := range rows {
		plan := row.OfPlan()
		items[n] = workplan.LedItem{ActionItem: row.ActionItem, Body: plan.Body}
		_, items[n].Since = workplan.SilenceSince(slices.DeleteFunc(slices.Clone(meetings), func(m workplan.Meeting) bool { return m.Body != plan.Body }), plan, v.AsOf)
		for _, r := range rounds {
			if r.AsksAbout(plan) {
				src := t.emptySource(r, v)
				src.Items, src.History = []workplan.ActionItem{row.ActionItem}, history
				for _, owed := range src.Returns() {
					items[n].Asked, items[n].Returns = append(items[n].Asked, r), append(items[n].Returns, owed)
				}
			}
		}
	}
	return items, nil
}

// membersOf lists the members for which the actor speaks in any body.
func membersOf(actor workplan.Actor) []string {
	var members []string
	for _, g := range actor.Grants {
		if g.Role == workplan.RoleFocalPoint {
			members = append(members, g.Member)
		}
	}
	return distinct(members)
}
