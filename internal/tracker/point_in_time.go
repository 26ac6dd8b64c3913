package tracker

import (
	"context"
	"errors"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// When is the point in time that a reading asks for: a day or the day of a meeting, and what was known by a moment. Empty means now.
type When struct {
	AsOf    workplan.Date
	Meeting string
	KnownAt time.Time
	// final says that this was asked for before and found to be a day and a moment that had come: neither is asked again, whatever the clock, the
	// zone and the meeting say now. Meeting then only names the meeting.
	final bool
}

// view settles what a reading asks for.
func (t *Tracker) view(tx *store.Tx, s workplan.Sight, w When) (workplan.View, error) {
	today := t.Today()
	var f workplan.Faults
	v := workplan.View{AsOf: w.AsOf, KnownAt: w.KnownAt}
	if w.final {
		return v, nil
	}
	if w.Meeting != "" {
		var err error
		if v.AsOf, err = dayOfMeeting(tx, s, w, &f); err != nil {
			return v, err
		}
	}
	if v.AsOf > today {
		f.Add("?as_of", "in_future", "%s lies in the future; today is %s", v.AsOf, today)
	}
	if v.KnownAt.After(t.now()) {
		latest, err := tx.LatestRecord() // which the clock may have fallen behind
		if err != nil {
			return v, err
		}
		if v.KnownAt.After(latest) {
			f.Add("?known_at", "in_future", "lies in the future")
		}
	}
	if v.AsOf == "" {
		v.AsOf = today
	}
	v.Current = v.AsOf == today && v.KnownAt.IsZero()
	return v, f.Err()
}

// dayOfMeeting is the last day of a meeting as it was known: a date that is entered or mended later does not move earlier answers. Meetings of a
// body of which the sight reaches no plan are not told from those that do not exist.
func dayOfMeeting(tx *store.Tx, s workplan.Sight, w When, f *workplan.Faults) (workplan.Date, error) {
	m, err := tx.MeetingReached(s, w.Meeting)
	if err != nil && !errors.Is(err, store.ErrNone) {
		return "", err
	}
	var known []workplan.Meeting
	if err == nil {
		if known, err = meetingLog.at(tx, []workplan.Meeting{m}, workplan.View{AsOf: endOfTime, KnownAt: w.KnownAt}); err != nil {
			return "", err
		}
	}
	switch {
	case len(known) == 0:
		f.Add("?as_of", "unknown", "there is no meeting %q of a body whose plans you read", w.Meeting)
		return "", nil
	case known[0].LastDay() == "":
		f.Add("?as_of", "no_date", "no date is recorded for meeting %s; name a date", m.Code)
		return "", nil
	}
	return known[0].LastDay(), nil
}

// knownBy is the moment of the record from which a report begun now is made, where its view names none: asked for by that moment, the report is
// the same, since nothing that it rests on was recorded later.
func knownBy(tx *store.Tx, v workplan.View, now time.Time) (time.Time, error) {
	if !v.KnownAt.IsZero() {
		return v.KnownAt, nil
	}
	latest, err := tx.LatestRecord()
	if now = now.Truncate(time.Microsecond); latest.Before(now) {
		latest = now
	}
	return latest, err
}

// settling is the time within which every write that is under way has ended.
const settling = time.Minute

// snapshot runs a reading in which all statements see the same state of the database.
func (t *Tracker) snapshot(ctx context.Context, known time.Time, read func(*store.Tx) error) error {
	if err := t.settle(ctx, known); err != nil {
		return err
	}
	return t.store.Snapshot(ctx, read)
}

// settledNow is the present moment, once all that was recorded by it is there to be read and all that follows is recorded after it. It is the
// moment of the latest record where the clock has fallen behind that.
func (t *Tracker) settledNow(ctx context.Context) (time.Time, error) {
	at := t.Now().Truncate(time.Microsecond)
	err := t.store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.Settle(at); err != nil {
			return err
		}
		latest, err := tx.LatestRecord()
		if err == nil && latest.After(at) {
			at = latest.UTC()
			err = tx.Settle(at)
		}
		return err
	})
	return at, err
}

// settle makes what was known by a moment final before anyone is told of it: writes that are under way, and may have taken an earlier time,
// are waited for, and later ones are recorded after it, whatever clock their program has. Only a moment within the last minute needs this, or one
// that was recorded ahead of the clock, and only once. A moment that has not come, and is refused, is left alone.
func (t *Tracker) settle(ctx context.Context, known time.Time) error {
	now := t.now()
	if known.IsZero() || now.Sub(known) > settling || known.UnixMicro() <= t.settled.Load() {
		return nil
	}
	if known.After(now) {
		if latest, err := t.store.Read(ctx).LatestRecord(); err != nil || known.After(latest) {
			return err
		}
	}
	return t.settleAt(ctx, known)
}

// settleAt is [Tracker.settle] for a moment that was recorded, which may lie ahead of the clock. Over a database that is open for reading only it
// can do no more than find the moment settled.
func (t *Tracker) settleAt(ctx context.Context, known time.Time) error {
	done, err := t.store.Read(ctx).SettledBy(known)
	if err == nil && !done {
		err = t.store.InTx(ctx, func(tx *store.Tx) error { return tx.Settle(known) })
	}
	if errors.Is(err, store.ErrReading) {
		var f workplan.Faults
		f.Add("?known_at", "not_final", "what was known at %s is final a minute later; ask again then", known.UTC().Format(time.RFC3339))
		return f.Err()
	}
	if err != nil {
		return err
	}
	for at := known.UnixMicro(); ; {
		was := t.settled.Load()
		if was >= at || t.settled.CompareAndSwap(was, at) {
			return nil
		}
	}
}
