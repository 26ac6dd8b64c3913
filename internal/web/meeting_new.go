package web

import (
	"context"
	"net/url"
	"slices"
	"strconv"

	"fwptracker/internal/language"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// newMeetingPage is the form by which a meeting is entered. Bodies are those whose meetings the person keeps.
type newMeetingPage struct {
	Form   sheet
	Bodies []option
	lang   *language.Language
}

// Audiences are those for whom a record can be.
func (p newMeetingPage) Audiences() []option {
	return options(p.lang, workplan.Audiences)
}

// newMeeting reads for which bodies the person may enter a meeting.
func (c *call) newMeeting() (*newMeetingPage, error) {
	p := &newMeetingPage{lang: c.lang}
	if c.actor.Anonymous() {
		return p, errSignIn
	}
	bodies, err := c.bodiesFor(workplan.KeepMeetings)
	if err == nil && len(bodies) == 0 {
		err = c.actor.Must(workplan.KeepMeetings, workplan.Object{})
	}
	p.Bodies = bodyOptions(bodies)
	return p, err
}

// showNewMeeting shows the form for the next meeting of a body, with the number and the code that come next.
func (s *site) showNewMeeting(c *call) error {
	p, err := c.newMeeting()
	if err != nil {
		return err
	}
	body := c.QueryParam("body")
	if body == "" && len(p.Bodies) == 1 {
		body = p.Bodies[0].Value
	}
	p.Form = blank("body", body, "audience", string(workplan.AudienceMembers))
	if !slices.ContainsFunc(p.Bodies, func(o option) bool { return o.Value == body }) {
		return c.show("meeting_new", p)
	}
	all, err := c.meetingsOf(body)
	if err != nil {
		return err
	}
	next := 1
	for _, m := range all {
		next = max(next, m.Number+1)
	}
	code := body + "-" + strconv.Itoa(next)
	if !slices.ContainsFunc(all, func(m tracker.MeetingReading) bool { return m.Code == code }) {
		p.Form.Values.Set("code", code)
	}
	p.Form.Values.Set("number", strconv.Itoa(next))
	return c.show("meeting_new", p)
}

// createMeeting enters a meeting and goes on to it.
func (s *site) createMeeting(c *call) error {
	p, err := c.newMeeting()
	if err != nil {
		return err
	}
	p.Form = c.sent()
	in := workplan.NewMeeting{Code: p.Form.text("code"), Body: p.Form.Value("body")}
	var f workplan.Faults
	readMeeting(p.Form, &in.MeetingContent, &f)
	return write(c, &p.Form, func(ctx context.Context) (m tracker.MeetingReading, err error) {
		if err = f.Err(); err != nil {
			return m, err
		}
		return s.Tracker.CreateMeeting(ctx, c.actor, in)
	}, func(m tracker.MeetingReading) string { return meetingPath(m.Code) + "?done=created" }, func(status int) error { return c.page(status, "meeting_new", p) })
}

// newMeetingPath is the address of the form for a meeting of a body.
func newMeetingPath(body string) string {
	return "/meetings/new?" + url.Values{"body": {body}}.Encode()
}
