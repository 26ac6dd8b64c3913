package tracker

import (
	"context"
	"errors"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// This file settles the report of a closed plan. Asked for as of the day of the closing or later, without a known_at, it knows what had been recorded
// when the closing was, and was generated then: the same reader gets the same bytes whatever is recorded later anywhere. Without an as_of it is as
// of the closing. Like an edition it shows what its readers could see then, whatever of other plans was narrowed since. Reopening unsettles it.

// unsettled says that a report knows by a moment that has only just passed, and that has to be settled before anyone is told of it.
type unsettled struct{ at time.Time }

func (unsettled) Error() string { return "the closing is not settled yet" }

// onceSettled runs a reading, and again once the closing by which it knows is settled.
func (t *Tracker) onceSettled(ctx context.Context, read func() error) error {
	err := read()
	var not unsettled
	if !errors.As(err, &not) {
		return err
	}
	if err := t.settleAt(ctx, not.at); err != nil {
		return err
	}
	return read()
}

// reportedPlan reads a plan for its report. Where that is settled, the request then asks for what had been recorded at the closing, and the reader is
// one of that moment.
func (t *Tracker) reportedPlan(tx *store.Tx, to *reader, code string, ask *ReportRequest) (PlanReading, error) {
	p, missing := tx.Plan(to.sight, code)
	if missing == nil && p.Status == workplan.PlanClosed && ask.KnownAt.IsZero() && !ask.final {
		if err := t.settledBy(tx, p, to, ask); err != nil {
			return PlanReading{}, err
		}
	}
	v, err := t.view(tx, to.sight, ask.When)
	if err != nil {
		return PlanReading{}, err
	}
	return planIn(tx, to.sight, code, p, missing, v)
}

// settledBy makes of a request for the report of a closed plan one for the settled report, unless it asks for an earlier day.
func (t *Tracker) settledBy(tx *store.Tx, p workplan.WorkPlan, to *reader, ask *ReportRequest) error {
	at := p.ContentAt.UTC() // a closed plan's content does not change
	then := When{AsOf: ask.AsOf, Meeting: ask.Meeting, KnownAt: at}
	if then.AsOf == "" && then.Meeting == "" {
		then.AsOf = p.ClosedOn
	}
	v, err := t.view(tx, to.sight, then)
	if err != nil && then.Meeting != "" { // one that was not known then
		then.Meeting = ""
		if v, err = t.view(tx, to.sight, ask.When); err == nil {
			then.AsOf = v.AsOf
		}
	}
	if workplan.KindOf(err) != 0 || err == nil && !p.Settled(v.AsOf) {
		return nil // it is answered as any other
	}
	if err != nil {
		return err
	}
	if now := t.now(); now.Sub(at) <= settling && at.UnixMicro() > t.settled.Load() {
		return unsettled{at}
	}
	all, err := everything(tx)
	ask.When, to.at, to.all, to.settled = then, at, &all, true
	return err
}
