package tracker

import (
	"context"

	"fwptracker/internal/workplan"
)

// ListSessions lists the sessions of a meeting as they stood, by number. Who may: whoever the audience of the meeting's record lets in; to others there
// are none.
func (t *Tracker) ListSessions(ctx context.Context, actor workplan.Actor, meeting string, page workplan.Page, when When) (workplan.Listing[EntryReading[workplan.Session]], error) {
	return listEntries(ctx, t, actor, workplan.SessionPart, meeting, page, when, anyEntry)
}

// Session reads one session of a meeting. Who may: as for [Tracker.ListSessions].
func (t *Tracker) Session(ctx context.Context, actor workplan.Actor, meeting string, number int, when When) (EntryReading[workplan.Session], error) {
	return entry(ctx, t, actor, workplan.SessionPart, meeting, number, when)
}

// AddSession adds a session to a meeting whose record was not adopted. Who may: the body's secretariat and co-chairs.
func (t *Tracker) AddSession(ctx context.Context, actor workplan.Actor, meeting string, in workplan.Session) (EntryReading[workplan.Session], error) {
	return addEntry(ctx, t, actor, workplan.SessionPart, meeting, in)
}

// EditSession changes a session. Who may: as for [Tracker.AddSession].
func (t *Tracker) EditSession(ctx context.Context, actor workplan.Actor, meeting string, number int, known []int64, edit func(*workplan.Session) error) (EntryReading[workplan.Session], error) {
	return editEntry(ctx, t, actor, workplan.SessionPart, meeting, number, known, edit)
}

// RemoveSession takes out a session to which no agenda item points. Who may: as for [Tracker.AddSession].
func (t *Tracker) RemoveSession(ctx context.Context, actor workplan.Actor, meeting string, number int, known []int64) error {
	return removeEntry(ctx, t, actor, workplan.SessionPart, meeting, number, known)
}
