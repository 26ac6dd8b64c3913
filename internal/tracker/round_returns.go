package tracker

import (
	"context"
	"slices"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// ReturnReading is a return as its reader sees it: Update is 0 where the update is for fewer, of which only that, when and how the lead answered is
// told.
type ReturnReading struct {
	workplan.Return
	Round int
}

// ListReturns lists what is owed to a round and what came of it, as it stood, as far as the reader sees the items. Who may: as for [Tracker.ListRounds].
func (t *Tracker) ListReturns(ctx context.Context, actor workplan.Actor, number int, f workplan.ReturnFilter, page workplan.Page, when When) (workplan.Listing[ReturnReading], error) {
	var list workplan.Listing[ReturnReading]
	err := t.readRound(ctx, actor, number, when, func(tx *store.Tx, s workplan.Sight, r RoundReading) error {
		src, err := t.roundSource(tx, s, r.ReportingRound, r.View)
		if err != nil {
			return err
		}
		reached, err := tx.UpdatesReached(s, codesOf(src.Plans), src.Begins)
		if err != nil {
			return err
		}
		var rows []ReturnReading
		for _, owed := range src.Returns() {
			if !f.Keeps(owed) {
				continue
			}
			if !reached[owed.Item.ID][owed.Update] {
				owed.Update = 0
			}
			rows = append(rows, ReturnReading{owed, number})
		}
		list, err = pageOf(rows, sorted(page, workplan.ReturnSorts), map[string]func(ReturnReading) string{
			"item":     func(r ReturnReading) string { return r.Item.Plan + "/" + r.Item.RefKey },
			"lead":     func(r ReturnReading) string { return r.Lead },
			"answered": func(r ReturnReading) string { return answeredKey(r.Return) },
		}, "item", "lead")
		return err
	})
	return badCursor(list, err)
}

// answeredKey sorts returns by when they were made, those that are owed no longer after them, and those that are missing last.
func answeredKey(r workplan.Return) string {
	switch r.Kind {
	case workplan.ReturnNone:
		return "9"
	case workplan.ReturnLapsed:
		return "8"
	default:
	}
	return store.TimeKey(r.AnsweredAt)
}

// ListCountedRounds lists reporting rounds as [Tracker.ListRounds] does, those that have begun with their numbers as [Tracker.Round] gives them: states and
// numbers of one moment. Who may: as for [Tracker.ListRounds].
func (t *Tracker) ListCountedRounds(ctx context.Context, actor workplan.Actor, f workplan.RoundFilter, page workplan.Page, when When) (workplan.Listing[RoundReading], error) {
	var list workplan.Listing[RoundReading]
	if err := mayReadRounds(actor); err != nil {
		return list, err
	}
	read := func(tx *store.Tx) error {
		var s workplan.Sight
		var err error
		if list, s, err = t.roundsAt(tx, actor, f, page, when); err != nil {
			return err
		}
		if when.KnownAt.IsZero() && !actor.Operator {
			err = t.ended(list.Rows)
		}
		for n := range list.Rows {
			if r := &list.Rows[n]; err == nil && (r.State.Running() || r.State == workplan.RoundClosed) {
				err = t.count(tx, s, r)
			}
		}
		return err
	}
	err := t.onceSettled(ctx, func() error { return t.snapshot(ctx, when.KnownAt, read) })
	return badCursor(list, err)
}

// ended says which moment has to be settled before rounds are counted that are over: these are read as they were known when they ended.
func (t *Tracker) ended(rounds []RoundReading) error {
	var last time.Time
	for _, r := range rounds {
		if at := r.Ends(t.zone).Add(-time.Microsecond); r.State == workplan.RoundClosed && at.After(last) {
			last = at
		}
	}
	if !last.IsZero() && t.now().Sub(last) <= settling && last.UnixMicro() > t.settled.Load() {
		return unsettled{last}
	}
	return nil
}

// count adds its numbers to a round, as far as the sight reaches.
func (t *Tracker) count(tx *store.Tx, s workplan.Sight, r *RoundReading) error {
	src, err := t.roundSource(tx, s, r.ReportingRound, r.View)
	if err != nil {
		return err
	}
	counts, byLead := workplan.CountReturns(src.Returns())
	r.Counts, r.ByLead = &counts, byLead
	return nil
}

// roundSource loads what the returns of a round are found in, for a reader who asks for a view; the round stands as in it. The constant number of
// statements does not depend on how many plans there are.
func (t *Tracker) roundSource(tx *store.Tx, s workplan.Sight, r workplan.ReportingRound, v workplan.View) (workplan.RoundSource, error) {
	src := t.emptySource(r, v)
	if src.State == workplan.RoundCancelled {
		return src, nil
	}
	rows, err := tx.AllPlans(s)
	if err != nil {
		return src, err
	}
	rows = slices.DeleteFunc(rows, func(p workplan.WorkPlan) bool { return p.Body != r.Body })
	plans, err := plansIn(tx, s, rows, src.View)
	if err != nil {
		return src, err
	}
	src.Plans = slices.DeleteFunc(plans, func(p workplan.WorkPlan) bool { return !r.AsksAbout(p) })
	codes := codesOf(src.Plans)
	items, err := tx.ItemsOfPlans(s, codes)
	if err != nil {
		return src, err
	}
	if src.History, err = tx.HistoryOfPlans(codes, src.View); err != nil {
		return src, err
	}
	src.Items, err = itemsIn(tx, s, items, src.Plans, src.History, src.View)
	return src, err
}

// emptySource is the source of the returns of a round before anything is loaded.
func (t *Tracker) emptySource(r workplan.ReportingRound, v workplan.View) workplan.RoundSource {
	during, ends := r.During(v, t.now(), t.zone)
	return workplan.RoundSource{Round: r, State: r.State(v.AsOf), View: during, Begins: r.Begins(t.zone), LateFrom: r.LateFrom(t.zone), Ends: ends}
}

func codesOf(plans []workplan.WorkPlan) []string {
	codes := make([]string, len(plans))
	for n, p := range plans {
		codes[n] = p.Code
	}
	return codes
}
