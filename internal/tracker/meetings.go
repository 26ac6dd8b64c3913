package tracker

import (
	"context"

	"fwptracker/internal/workplan"
)

// ListMeetings lists meetings. Who may: anyone signed in.
func (t *Tracker) ListMeetings(ctx context.Context, actor workplan.Actor, f workplan.MeetingFilter, page workplan.Page) (workplan.Listing[workplan.Meeting], error) {
	if err := mayRead(actor, workplan.ReadMeetings); err != nil {
		return workplan.Listing[workplan.Meeting]{}, err
	}
	return badCursor(t.store.Read(ctx).ListMeetings(f, sorted(page, workplan.MeetingSorts)))
}

// Meeting reads one meeting. Who may: anyone signed in.
func (t *Tracker) Meeting(ctx context.Context, actor workplan.Actor, code string) (workplan.Meeting, error) {
	if err := mayRead(actor, workplan.ReadMeetings); err != nil {
		return workplan.Meeting{}, err
	}
	m, err := t.store.Read(ctx).Meeting(code)
	return found(m, err, "meeting %s", code)
}

// CreateMeeting enters a meeting of a body. Who may: the body's secretariat and co-chairs.
func (t *Tracker) CreateMeeting(ctx context.Context, actor workplan.Actor, in workplan.NewMeeting) (workplan.Meeting, error) {
	f := in.Faults()
	return write(ctx, t, actor, inBody(in.Body, f), func(c *change) (workplan.Meeting, error) {
		m := workplan.Meeting{Stamp: c.stamp(), Code: in.Code, Body: in.Body, MeetingContent: in.MeetingContent}
		s := meetingSubject(m)
		if err := c.actor.Must(s.right, s.object); err != nil {
			return m, err
		}
		if err := f.Err(); err != nil {
			return m, err
		}
		if err := c.AddMeeting(&m); err != nil {
			return m, taken(err, "There is a meeting %s, or one numbered %d in %s, already.", m.Code, m.Number, m.Body)
		}
		return m, created(c, s, m.ID, m.MeetingContent)
	})
}

// EditMeeting changes a meeting of which the sender knows one of the versions. Who may: as for [Tracker.CreateMeeting].
func (t *Tracker) EditMeeting(ctx context.Context, actor workplan.Actor, code string, known []int64, edit func(*workplan.MeetingContent) error) (workplan.Meeting, error) {
	return write(ctx, t, actor, ofMeeting(code), func(c *change) (workplan.Meeting, error) {
		m, err := c.Meeting(code)
		if err != nil {
			return m, err
		}
		err = editing[workplan.MeetingContent]{
			subject: meetingSubject(m), stamp: &m.Stamp, content: &m.MeetingContent, known: known, edit: edit, faults: workplan.MeetingContent.Faults,
			save: func() error {
				return taken(c.ChangeMeeting(m, c.at), "There is a meeting numbered %d in %s already.", m.Number, m.Body)
			},
		}.apply(c)
		return m, err
	})
}

func meetingSubject(m workplan.Meeting) subject {
	return subject{noun: workplan.NounMeeting, name: m.Code, right: workplan.KeepMeetings, object: workplan.Object{Body: m.Body}}
}
