package web

import (
	"cmp"
	"slices"
	"strings"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// meetingsOf are the meetings of a body, the latest first.
func (c *call) meetingsOf(body string) ([]tracker.MeetingReading, error) {
	return every(func(page workplan.Page) (workplan.Listing[tracker.MeetingReading], error) {
		return c.site.Tracker.ListMeetings(c.Request().Context(), c.actor, workplan.MeetingFilter{Body: workplan.List{body}}, page, tracker.When{})
	}, falling("starts"))
}

// otherThan are meetings without one of them.
func otherThan(code string, list []tracker.MeetingReading) []tracker.MeetingReading {
	return slices.DeleteFunc(slices.Clone(list), func(m tracker.MeetingReading) bool { return m.Code == code })
}

// meetingOptions offers meetings, by their names and when they are.
func (c *call) meetingOptions(list []tracker.MeetingReading) []option {
	o := make([]option, len(list))
	for n, m := range list {
		o[n] = c.meetingOption(m.Meeting)
	}
	return o
}

func (c *call) meetingOption(m workplan.Meeting) option {
	return option{m.Code, strings.TrimSuffix(m.Name+", "+c.lang.Span(m.Starts, m.Ends), ", ")}
}

// meetingChoices offers the meetings of a body, the latest first.
func (c *call) meetingChoices(body string) ([]option, error) {
	list, err := c.meetingsOf(body)
	return c.meetingOptions(list), err
}

// decidingChoices offers the meetings of a body at which something can have been decided by now: not those that are still to come.
func (c *call) decidingChoices(body string) ([]option, error) {
	list, err := c.meetingsOf(body)
	today := c.site.today()
	return c.meetingOptions(slices.DeleteFunc(list, func(m tracker.MeetingReading) bool { return m.FirstDay() > today })), err
}

// meetingNames are what meetings are called, by code.
type meetingNames map[string]string

// MeetingName is what a meeting is called; its code where nothing is known.
func (m meetingNames) MeetingName(code string) string { return cmp.Or(m[code], code) }

// meetingNamesIn are what the meetings of a report are called.
func meetingNamesIn(r workplan.CompletionReport) meetingNames {
	names := meetingNames{}
	if r.Meeting != nil {
		names[r.Meeting.Code] = r.Meeting.Name
	}
	for _, m := range r.Meetings {
		names[m.Code] = m.Name
	}
	return names
}

func meetingNamesOf(list []tracker.MeetingReading) meetingNames {
	names := meetingNames{}
	for _, m := range list {
		names[m.Code] = m.Name
	}
	return names
}

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
		of := bodyMeetings{Body: b, Keeps: c.may(workplan.KeepMeetings, b.Code)}
		all, err := c.meetingsOf(b.Code)
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
