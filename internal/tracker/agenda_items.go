package tracker

import (
	"context"

	"fwptracker/internal/workplan"
)

// ListAgenda lists the agenda of a meeting as it stood, by number. Who may: as for [Tracker.ListSessions]; it points to what the actor may see.
func (t *Tracker) ListAgenda(ctx context.Context, actor workplan.Actor, meeting string, page workplan.Page, when When) (workplan.Listing[EntryReading[workplan.AgendaItem]], error) {
	return listEntries(ctx, t, actor, workplan.AgendaPart, meeting, page, when, anyEntry)
}

// AgendaItem reads one agenda item of a meeting. Who may: as for [Tracker.ListAgenda].
func (t *Tracker) AgendaItem(ctx context.Context, actor workplan.Actor, meeting string, number int, when When) (EntryReading[workplan.AgendaItem], error) {
	return entry(ctx, t, actor, workplan.AgendaPart, meeting, number, when)
}

// AddAgendaItem adds an agenda item to a meeting whose record was not adopted. Who may: as for [Tracker.AddSession].
func (t *Tracker) AddAgendaItem(ctx context.Context, actor workplan.Actor, meeting string, in workplan.AgendaItem) (EntryReading[workplan.AgendaItem], error) {
	return addEntry(ctx, t, actor, workplan.AgendaPart, meeting, in)
}

// EditAgendaItem changes an agenda item. Who may: as for [Tracker.AddSession].
func (t *Tracker) EditAgendaItem(ctx context.Context, actor workplan.Actor, meeting string, number int, known []int64, edit func(*workplan.AgendaItem) error) (EntryReading[workplan.AgendaItem], error) {
	return editEntry(ctx, t, actor, workplan.AgendaPart, meeting, number, known, edit)
}

// RemoveAgendaItem takes out an agenda item to which no decision points. Who may: as for [Tracker.AddSession].
func (t *Tracker) RemoveAgendaItem(ctx context.Context, actor workplan.Actor, meeting string, number int, known []int64) error {
	return removeEntry(ctx, t, actor, workplan.AgendaPart, meeting, number, known)
}
