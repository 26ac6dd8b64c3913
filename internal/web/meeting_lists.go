package web

import (
	"slices"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// meetingsPage lists the meetings of all bodies.
type meetingsPage struct{ Bodies []bodyMeetings }

// bodyMeetings are the meetings of a body: those to come, the next first; those that are over, the latest first; and those without a date.
type bodyMeetings struct {
	Body    workplan.Body
	Ahead   []tracker.MeetingReading
	Past    []tracker.MeetingReading
	Undated []tracker.MeetingReading
	Keeps   bool
}

// Any says whether the body has any meeting.
func (b bodyMeetings) Any() bool { return len(b.Ahead)+len(b.Past)+len(b.Undated) > 0 }

// first orders the bodies: those whose meetings the person keeps come before others.
func (b bodyMeetings) first() int {
	if b.Keeps {
		return 0
	}
	return 1
}

// New is the address of the form for the next meeting.
func (b bodyMeetings) New() string { return newMeetingPath(b.Body.Code) }

// listMeetings shows the meetings that a person may know of, and bodies without any to those who keep them.
func (s *site) listMeetings(c *call) error {
	bodies, err := s.Tracker.Bodies(c.Request().Context(), c.actor)
	if err != nil {
		return err
	}
	var p meetingsPage
	for _, b := range bodies {
		of := bodyMeetings{Body: b, Keeps: c.actor.May(workplan.KeepMeetings, workplan.Object{Body: b.Code}).Allowed}
		all, err := c.allMeetings(b.Code, falling("starts"))
		if err != nil {
			return err
		}
		for _, m := range all {
			switch last := m.LastDay(); {
			case last == "":
				of.Undated = append(of.Undated, m)
			case last < s.today():
				of.Past = append(of.Past, m)
			default:
				of.Ahead = append(of.Ahead, m)
			}
		}
		slices.Reverse(of.Ahead)
		if of.Any() || of.Keeps {
			p.Bodies = append(p.Bodies, of)
		}
	}
	slices.SortStableFunc(p.Bodies, func(a, b bodyMeetings) int { return a.first() - b.first() })
	return c.show("meetings", p)
}
