package tracker

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// This file holds what the tables say against what the audit chains tell: each thing against the entries on it, both ways, so that what was
// edited, put in or taken out behind the program's back is named. Whether the chains themselves are whole is for [Tracker.VerifyAudit].
// Not held are what serves search and speed alone (search texts, stored answers to repeated requests) and when a token was last used.

// ledger is what the chains tell of some things: their entries by the thing that they are about. What was held against them is taken out.
type ledger struct {
	entries map[string][]workplan.AuditEntry
	checked int
	faults  []string
}

func newLedger(entries []workplan.AuditEntry) *ledger {
	l := &ledger{entries: map[string][]workplan.AuditEntry{}}
	for _, e := range entries {
		l.entries[e.Object] = append(l.entries[e.Object], e)
	}
	return l
}

func (l *ledger) wrong(name, format string, args ...any) {
	l.faults = append(l.faults, name+": "+fmt.Sprintf(format, args...))
}

// differs notes that a field is not what was recorded.
func (l *ledger) differs(name, field string, differs bool) {
	if differs {
		l.wrong(name, "%s is not what was recorded", field)
	}
}

// fields notes the fields in which a thing differs from what was recorded.
func (l *ledger) fields(name string, differing workplan.Changes) {
	for _, field := range slices.Sorted(maps.Keys(differing)) {
		l.differs(name, field, true)
	}
}

// take gives the entries on a thing, oldest first; they must stand in its chains.
func (l *ledger) take(name string, chains ...string) []workplan.AuditEntry {
	l.checked++
	entries := l.entries[name]
	delete(l.entries, name)
	if len(entries) == 0 {
		l.wrong(name, "no audit entry tells of it: it was put in")
	}
	if slices.ContainsFunc(entries, func(e workplan.AuditEntry) bool { return !slices.Contains(chains, e.Chain) }) {
		l.wrong(name, "an audit chain tells of it that is not its own")
	}
	return entries
}

// close notes what the chains tell of and was not there to be held against them.
func (l *ledger) close() {
	for _, name := range slices.Sorted(maps.Keys(l.entries)) {
		l.wrong(name, "the audit chain tells of it, but it is gone")
	}
}

// VerifyRecords holds everything that is kept against the audit chains, and the kept standing of every item against its updates, and names what
// differs. Who may: the operator.
func (t *Tracker) VerifyRecords(ctx context.Context) (checked int, faults []string, err error) {
	hold := func(l *ledger, err error) error {
		if err == nil {
			l.close()
			checked, faults = checked+l.checked, append(faults, l.faults...)
		}
		return err
	}
	err = t.store.Snapshot(ctx, func(tx *store.Tx) error {
		sight, err := everything(tx)
		if err != nil {
			return err
		}
		if err := hold(verifyRegister(tx)); err != nil {
			return err
		}
		plans, err := tx.AllPlans(sight)
		if err != nil {
			return err
		}
		audited, err := tx.PlansAudited()
		for _, code := range audited {
			if err == nil && !slices.ContainsFunc(plans, func(p workplan.WorkPlan) bool { return p.Code == code }) {
				faults = append(faults, "plan "+code+": the audit chain tells of it, but it is gone")
			}
		}
		for _, p := range plans {
			if err == nil {
				err = hold(verifyPlan(tx, sight, p))
			}
		}
		return err
	})
	return checked, faults, err
}

// VerifyGuards names the guards of the database that keep records from being changed and that are not there. Who may: the operator.
func (t *Tracker) VerifyGuards(ctx context.Context) ([]string, error) {
	var missing []string
	err := t.store.Snapshot(ctx, func(tx *store.Tx) (err error) {
		missing, err = tx.MissingGuards()
		return err
	})
	return missing, err
}

// held is a row with a content log, as it is to be held against the chain: its name and chains, what it says, and the updates that have raised
// its version besides the writes of its content. AddedOn, where it is there, is the day from which on it was added.
type held[S any] struct {
	addedOn *workplan.Date
	name    string
	chains  []string
	state   S
	updates []workplan.StatusUpdate
}

// effect is what an audit entry tells beside the fields of a content that holds from a later day on than the beginning.
type effect struct{ EffectiveOn workplan.Date }

// holdAll holds the rows of a noun against the entries on them: what they say now, when that was recorded, and their content log.
func holdAll[T, S any](tx *store.Tx, l *ledger, log contentLog[T, S], rows []T, of func(T) held[S]) error {
	ids := make([]int64, len(rows))
	for n := range rows {
		ids[n] = log.stamp(&rows[n]).ID
	}
	changes, err := tx.ChangesOfAll(log.noun, ids)
	if err != nil {
		return err
	}
	for n := range rows {
		h, stamp := of(rows[n]), log.stamp(&rows[n])
		entries := l.take(h.name, h.chains...)
		if len(entries) == 0 {
			continue
		}
		told := make([]workplan.ContentChange, len(entries))
		for n, e := range entries {
			told[n] = contentTold(e, int64(n))
		}
		if !slices.EqualFunc(told, changes[stamp.ID], sameChange) {
			l.wrong(h.name, "its content log is not what was recorded")
		}
		state, ok := workplan.ReplayContent[S](told, workplan.View{AsOf: endOfTime})
		if !ok {
			l.wrong(h.name, "its audit entries cannot be read")
		}
		l.fields(h.name, workplan.Diff(state, h.state))
		l.stamp(h.name, *stamp, told, h.updates)
		l.differs(h.name, "added_on", h.addedOn != nil && *h.addedOn != told[0].EffectiveOn)
	}
	return nil
}

// contentTold is the content change of which an audit entry tells.
func contentTold(e workplan.AuditEntry, n int64) workplan.ContentChange {
	told := workplan.ContentChange{ID: n, RecordedAt: e.RecordedAt, Fields: e.AfterText}
	fields, err := workplan.ReadChanges(e.AfterText)
	day, ok := fields["effective_on"]
	if err != nil || !ok {
		return told
	}
	var when effect
	if workplan.Apply(&when, workplan.Changes{"effective_on": day}) == nil {
		delete(fields, "effective_on")
		told.EffectiveOn, told.Fields = when.EffectiveOn, fields.Text()
	}
	return told
}

func sameChange(told, kept workplan.ContentChange) bool {
	return told.Fields == kept.Fields && told.EffectiveOn == kept.EffectiveOn && told.RecordedAt.Equal(kept.RecordedAt)
}

// stamp holds the bookkeeping of a thing against its changes and updates.
func (l *ledger) stamp(name string, s workplan.Stamp, told []workplan.ContentChange, updates []workplan.StatusUpdate) {
	last := told[len(told)-1].RecordedAt
	l.differs(name, "created_at", !s.CreatedAt.Equal(told[0].RecordedAt))
	l.differs(name, "content_at", !s.ContentAt.Equal(last))
	var on workplan.Date
	for _, c := range told {
		on = max(on, c.EffectiveOn)
	}
	l.differs(name, "content_on", s.ContentOn != on)
	for _, u := range updates {
		if u.RecordedAt.After(last) {
			last = u.RecordedAt
		}
	}
	l.differs(name, "updated_at", !s.UpdatedAt.Equal(last))
	l.differs(name, "version", s.Version != int64(len(told)+len(updates)))
}
