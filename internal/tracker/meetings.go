package tracker

import (
	"context"
	"slices"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// MeetingReading is a meeting as it stood in a view and as far as the reader sees it, with its attendance by category and the number of its corrigenda.
type MeetingReading struct {
	workplan.Meeting
	View       workplan.View
	Counts     []workplan.CategoryCount
	Corrigenda int
}

// ListMeetings lists meetings as they stood. Who may: anyone signed in; of each record, and of who attended, it shows and finds what its audience allows.
func (t *Tracker) ListMeetings(ctx context.Context, actor workplan.Actor, f workplan.MeetingFilter, page workplan.Page, when When) (workplan.Listing[MeetingReading], error) {
	var list workplan.Listing[MeetingReading]
	if err := mayRead(actor, workplan.ReadMeetings); err != nil {
		return list, err
	}
	page = sorted(page, workplan.MeetingSorts)
	err := t.snapshot(ctx, when.KnownAt, func(tx *store.Tx) error {
		v, err := t.view(tx, actor.Sight(), when)
		if err != nil {
			return err
		}
		var rows workplan.Listing[workplan.Meeting]
		if v.Current && len(f.Member) == 0 {
			if rows, err = badCursor(tx.ListMeetings(f, page)); err == nil {
				rows.Rows, err = seen(tx, actor.Sight(), rows.Rows, v)
			}
		} else {
			rows, err = badCursor(meetingsIn(tx, actor.Sight(), f, page, v))
		}
		if err != nil {
			return err
		}
		list.Next = rows.Next
		list.Rows, err = meetingReadings(tx, actor.Sight(), rows.Rows, v)
		return err
	})
	return list, err
}

// meetingsIn is a page of the meetings as they stood in a view, those of the filter's members as far as the sight reaches their attendance.
func meetingsIn(tx *store.Tx, s workplan.Sight, f workplan.MeetingFilter, page workplan.Page, v workplan.View) (workplan.Listing[workplan.Meeting], error) {
	rows, err := tx.AllMeetings(f.Body)
	if err == nil {
		rows, err = seen(tx, s, rows, v)
	}
	if err != nil {
		return workplan.Listing[workplan.Meeting]{}, err
	}
	rows = slices.DeleteFunc(rows, func(m workplan.Meeting) bool {
		return len(f.Member) > 0 && !m.Attended(f.Member) || !store.Matches(f.Query, m.Code, m.Name, m.Place, m.Note)
	})
	return pageOf(rows, page, map[string]func(workplan.Meeting) string{
		"starts": func(m workplan.Meeting) string { return string(m.Starts) },
		"code":   func(m workplan.Meeting) string { return m.Code },
	}, "code")
}

// seen gives each of the meetings as it stood in the view and as far as the sight reaches it, leaving out those that were not there yet.
func seen(tx *store.Tx, s workplan.Sight, rows []workplan.Meeting, v workplan.View) ([]workplan.Meeting, error) {
	now := map[string]workplan.Meeting{}
	for _, m := range rows {
		now[m.Code] = m
	}
	there, err := meetingLog.at(tx, rows, v)
	if err == nil {
		err = shown(tx, s, there, now, v)
	}
	for n, m := range there {
		there[n] = m.SeenBy(s, now[m.Code])
	}
	return there, err
}

// shown gives meetings, for readers who do not see all of a body, the moment of the latest change that they see, and no version: what is not for them
// is not told by when it was written.
func shown(tx *store.Tx, s workplan.Sight, rows []workplan.Meeting, now map[string]workplan.Meeting, v workplan.View) error {
	var ids []int64
	for _, m := range rows {
		if !slices.Contains(s.Chairs, m.Body) {
			ids = append(ids, m.ID)
		}
	}
	changes, err := tx.ChangesOfAll(workplan.NounMeeting, ids)
	if err != nil {
		return err
	}
	for n := range rows {
		m := &rows[n]
		if !slices.Contains(ids, m.ID) {
			continue
		}
		m.Version, m.UpdatedAt = 0, m.CreatedAt
		var state workplan.MeetingState
		for _, c := range changes[m.ID] {
			if !v.Knows(c.RecordedAt) || !v.Holds(c.EffectiveOn) {
				continue
			}
			before := visible(s, *m, state, now[m.Code])
			fields, err := workplan.ReadChanges(c.Fields)
			if err == nil {
				err = workplan.Apply(&state, fields)
			}
			if err != nil {
				return err
			}
			if len(workplan.Diff(before, visible(s, *m, state, now[m.Code]))) > 0 {
				m.UpdatedAt = c.RecordedAt
			}
		}
	}
	return nil
}

// visible is what a reader sees of a state of a meeting. How many entries were ever numbered is shown to nobody.
func visible(s workplan.Sight, m workplan.Meeting, state workplan.MeetingState, now workplan.Meeting) workplan.MeetingState {
	m.MeetingContent, m.MeetingRecord, m.Adoption = state.MeetingContent, state.MeetingRecord, state.Adoption
	seen := m.SeenBy(s, now).State()
	seen.LastSession, seen.LastAgendaItem, seen.LastAttendant, seen.LastDecision = 0, 0, 0, 0
	return seen
}

// meetingReadings completes meetings that the sight has narrowed: they point to nothing that it does not reach.
func meetingReadings(tx *store.Tx, s workplan.Sight, rows []workplan.Meeting, v workplan.View) ([]MeetingReading, error) {
	if err := dropPointers(tx, s, rows, v); err != nil {
		return nil, err
	}
	var codes, met []string
	for _, m := range rows {
		met = append(met, m.Code)
		for _, a := range m.Attendance {
			if a.Says.Member != "" {
				codes = append(codes, a.Says.Member)
			}
		}
	}
	members, err := membersAt(tx, distinct(codes), v)
	if err != nil {
		return nil, err
	}
	kinds := map[string]workplan.MemberKind{}
	for code, m := range members {
		kinds[code] = m.Kind
	}
	issued, err := tx.CorrigendaOf(s, met)
	count := map[string]int{}
	for _, c := range workplan.CorrigendaIn(issued, v) {
		count[c.Meeting]++
	}
	readings := make([]MeetingReading, len(rows))
	for n, m := range rows {
		readings[n] = MeetingReading{Meeting: m, View: v, Counts: m.AttendanceCounts(kinds), Corrigenda: count[m.Code]}
		if !m.Adopted() {
			readings[n].Corrigenda = 0 // of a record that the reader does not see
		}
	}
	return readings, err
}

// Meeting reads one meeting as it stood. Who may: as for [Tracker.ListMeetings].
func (t *Tracker) Meeting(ctx context.Context, actor workplan.Actor, code string, when When) (MeetingReading, error) {
	var r MeetingReading
	err := t.readMeeting(ctx, actor, code, when, func(tx *store.Tx, m workplan.Meeting, v workplan.View) error {
		readings, err := meetingReadings(tx, actor.Sight(), []workplan.Meeting{m}, v)
		if err == nil {
			r = readings[0]
		}
		return err
	})
	return r, err
}

// readMeeting gives a meeting as it stood and as far as the actor sees it; the pointers of its entries are not looked at yet.
func (t *Tracker) readMeeting(ctx context.Context, actor workplan.Actor, code string, when When, with func(*store.Tx, workplan.Meeting, workplan.View) error) error {
	if err := mayRead(actor, workplan.ReadMeetings); err != nil {
		return err
	}
	return t.snapshot(ctx, when.KnownAt, func(tx *store.Tx) error {
		v, err := t.view(tx, actor.Sight(), when)
		if err != nil {
			return err
		}
		m, err := tx.Meeting(code)
		if m, err = found(m, err, "meeting %s", code); err != nil {
			return err
		}
		then, err := seen(tx, actor.Sight(), []workplan.Meeting{m}, v)
		if err == nil && len(then) == 0 {
			err = workplan.Missing("meeting %s", code)
		}
		if err != nil {
			return err
		}
		return with(tx, then[0], v)
	})
}

// CreateMeeting enters a meeting of a body; its record is for members unless the sender says otherwise. Who may: the body's secretariat and co-chairs.
func (t *Tracker) CreateMeeting(ctx context.Context, actor workplan.Actor, in workplan.NewMeeting) (MeetingReading, error) {
	if in.Audience == "" {
		in.Audience = workplan.AudienceMembers
	}
	f := in.Faults()
	return write(ctx, t, actor, inBody(in.Body, f), func(c *change) (MeetingReading, error) {
		m := workplan.Meeting{Stamp: c.stamp(), Code: in.Code, Body: in.Body, MeetingContent: in.MeetingContent}
		s := meetingSubject(m, workplan.KeepMeetings)
		if err := c.actor.Must(s.right, s.object); err != nil {
			return MeetingReading{}, err
		}
		state := m.State()
		more, err := c.completed(workplan.Meeting{Body: in.Body}, &state)
		if err != nil {
			return MeetingReading{}, err
		}
		if err := append(f, more...).Err(); err != nil {
			return MeetingReading{}, err
		}
		if err := c.AddMeeting(&m); err != nil {
			return MeetingReading{}, taken(err, "There is a meeting %s, or one numbered %d in %s, already.", m.Code, m.Number, m.Body)
		}
		if err := created(c, s, m.ID, m.State()); err != nil {
			return MeetingReading{}, err
		}
		return c.meetingNow(m)
	})
}

// EditMeeting changes a meeting of which the sender knows one of the versions; of an adopted record only its audience. Who may: as for
// [Tracker.CreateMeeting].
func (t *Tracker) EditMeeting(ctx context.Context, actor workplan.Actor, code string, known []int64, edit func(*workplan.MeetingContent) error) (MeetingReading, error) {
	return write(ctx, t, actor, ofMeeting(code), func(c *change) (MeetingReading, error) {
		m, err := c.editRecord(code, known, func(s *workplan.MeetingState) error { return edit(&s.MeetingContent) }, asSent)
		if err != nil {
			return MeetingReading{}, err
		}
		return c.meetingNow(m)
	})
}

// meetingNow is a meeting that was just written, as the actor sees it.
func (c *change) meetingNow(m workplan.Meeting) (MeetingReading, error) {
	v := workplan.View{AsOf: c.today, Current: true}
	readings, err := meetingReadings(c.Tx, c.sight, []workplan.Meeting{m.SeenBy(c.sight, m)}, v)
	if err != nil {
		return MeetingReading{}, err
	}
	return readings[0], nil
}

func meetingSubject(m workplan.Meeting, right workplan.Action) subject {
	return subject{noun: workplan.NounMeeting, name: m.Code, right: right, object: workplan.Object{Body: m.Body}}
}
