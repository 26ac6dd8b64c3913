package tracker

import (
	"context"
	"slices"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// ListMeetingDecisions lists the decisions of a meeting as they stood, by number. Who may: as for [Tracker.ListSessions], and whoever the audience of
// the decision lets in; it points to what the actor may see.
func (t *Tracker) ListMeetingDecisions(ctx context.Context, actor workplan.Actor, meeting string, f workplan.DecisionFilter, page workplan.Page, when When) (workplan.Listing[EntryReading[workplan.Decision]], error) {
	return listEntries(ctx, t, actor, workplan.DecisionPart, meeting, page, when, f.KeepsSaid)
}

// Decision reads one decision of a meeting. Who may: as for [Tracker.ListMeetingDecisions].
func (t *Tracker) Decision(ctx context.Context, actor workplan.Actor, meeting string, number int, when When) (EntryReading[workplan.Decision], error) {
	return entry(ctx, t, actor, workplan.DecisionPart, meeting, number, when)
}

// RecordDecision adds a decision to a meeting whose record was not adopted. Who may: as for [Tracker.AddSession].
func (t *Tracker) RecordDecision(ctx context.Context, actor workplan.Actor, meeting string, in workplan.Decision) (EntryReading[workplan.Decision], error) {
	return addEntry(ctx, t, actor, workplan.DecisionPart, meeting, in)
}

// EditDecision changes a decision. Who may: as for [Tracker.AddSession].
func (t *Tracker) EditDecision(ctx context.Context, actor workplan.Actor, meeting string, number int, known []int64, edit func(*workplan.Decision) error) (EntryReading[workplan.Decision], error) {
	return editEntry(ctx, t, actor, workplan.DecisionPart, meeting, number, known, edit)
}

// RemoveDecision takes out a decision. Who may: as for [Tracker.AddSession].
func (t *Tracker) RemoveDecision(ctx context.Context, actor workplan.Actor, meeting string, number int, known []int64) error {
	return removeEntry(ctx, t, actor, workplan.DecisionPart, meeting, number, known)
}

// ListDecisions lists the decisions of all meetings as they stood, by when the meetings were over: those on a plan, an item or a proposal, of a body, or
// of a kind. Who may: as for [Tracker.ListMeetingDecisions].
func (t *Tracker) ListDecisions(ctx context.Context, actor workplan.Actor, f workplan.DecisionFilter, page workplan.Page, when When) (workplan.Listing[workplan.DecisionReading], error) {
	var list workplan.Listing[workplan.DecisionReading]
	if err := mayRead(actor, workplan.ReadMeetings); err != nil {
		return list, err
	}
	err := t.snapshot(ctx, when.KnownAt, func(tx *store.Tx) error {
		v, err := t.view(tx, actor.Sight(), when)
		if err != nil {
			return err
		}
		rows, err := decisionsIn(tx, actor.Sight(), f, v)
		if err != nil {
			return err
		}
		list, err = badCursor(pageOf(rows, sorted(page, workplan.DecisionSorts), map[string]func(workplan.DecisionReading) string{
			"held":    func(d workplan.DecisionReading) string { return string(d.On) },
			"meeting": func(d workplan.DecisionReading) string { return d.Meeting },
			"number":  func(d workplan.DecisionReading) string { return numberKey(d.Number) },
		}, "meeting", "number"))
		return err
	})
	return list, err
}

// decisionsIn lists the decisions that pass a filter as they stood in a view, as far as the sight reaches them and what they point to. Whoever
// shows the history of an item asks it for those on the item.
func decisionsIn(tx *store.Tx, s workplan.Sight, f workplan.DecisionFilter, v workplan.View) ([]workplan.DecisionReading, error) {
	meetings, err := tx.MeetingsSeen(s, f.Body)
	if err == nil {
		meetings, err = seen(tx, s, meetings, v)
	}
	if err == nil {
		err = dropPointers(tx, s, meetings, v)
	}
	var found []workplan.DecisionReading
	for _, m := range meetings {
		for _, d := range m.Decisions {
			found = append(found, workplan.DecisionReading{Meeting: m.Code, MeetingName: m.Name, Body: m.Body, On: m.LastDay(), Adopted: m.Adopted(), Entry: d})
		}
	}
	return slices.DeleteFunc(found, func(d workplan.DecisionReading) bool { return !f.Keeps(d) }), err
}
