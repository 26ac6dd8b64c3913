// Package tracker holds the use cases of the forward work plan tracker: one exported method each, the actor right after the context.
//
// A use case that writes runs in one transaction: it takes the audit chain of the body, judges the actor's rights from the database as they
// are at that moment, asks the rule in package workplan, writes, and appends one audit entry per change. It returns only once all of it is
// durable. What an actor may not see is answered exactly as if it were not there.
package tracker

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// Tracker is the application over one store.
type Tracker struct {
	store   *store.Store
	now     func() time.Time
	zone    *time.Location
	program string
	link    string
	// settled is the latest moment, in microseconds, that this tracker has settled: see [Tracker.settle].
	settled atomic.Int64
}

// Settings of a Tracker. Now is the clock; Zone decides which calendar day it is; Program is the version of the program, which is kept with
// what it issues; Link is the address by which people reach the service, "" where it is not known.
type Settings struct {
	Now     func() time.Time
	Zone    *time.Location
	Program string
	Link    string
}

// New makes a Tracker over an open store.
func New(s *store.Store, set Settings) *Tracker {
	if set.Now == nil {
		set.Now = time.Now
	}
	if set.Zone == nil {
		set.Zone = time.UTC
	}
	return &Tracker{store: s, now: set.Now, zone: set.Zone, program: set.Program, link: set.Link}
}

var (
	// ErrBusy: the service cannot take the request now; the same request may succeed shortly.
	ErrBusy = store.ErrBusy
	// ErrReplaced: the database file is not the one that was opened; a person must look.
	ErrReplaced = store.ErrReplaced
	// ErrSignIn: nothing of this kind is for anonymous readers.
	ErrSignIn = errors.New("sign in first")
	// ErrEnded: the token or user of the request ended while it was under way.
	ErrEnded = store.ErrEnded
)

// Now is the moment by the tracker's clock.
func (t *Tracker) Now() time.Time { return t.now().UTC() }

// Today is the calendar day by which dates are judged: not in the future, overdue, in force.
func (t *Tracker) Today() workplan.Date { return workplan.DateOf(t.now().In(t.zone)) }

// Ready says whether the tracker can serve: the database answers, and is the one that was opened; [ErrReplaced] where it is not.
func (t *Tracker) Ready(ctx context.Context) error { return t.store.Ping(ctx) }

// found turns the store's "none" into the refusal that names what is missing.
func found[T any](row T, err error, format string, args ...any) (T, error) {
	if errors.Is(err, store.ErrNone) {
		return row, workplan.Missing(format, args...)
	}
	return row, err
}

// taken turns the store's "duplicate" into the refusal that names what exists.
func taken(err error, format string, args ...any) error {
	if errors.Is(err, store.ErrDuplicate) {
		return workplan.Clash("already-exists", format, args...)
	}
	return err
}

// sorted gives a page its default order, the first of words.
func sorted(page workplan.Page, words []string) workplan.Page {
	if page.Limit <= 0 {
		page.Limit = 50
	}
	if len(page.Sort) == 0 {
		page.Sort = []workplan.Sort{{Word: words[0]}}
	}
	return page
}

// badCursor turns a cursor that does not fit into a fault of the query.
func badCursor[T any](list workplan.Listing[T], err error) (workplan.Listing[T], error) {
	if errors.Is(err, store.ErrCursor) {
		var f workplan.Faults
		f.Add("?cursor", "bad_cursor", "does not belong to this list; start again without it")
		return list, f.Err()
	}
	return list, err
}
