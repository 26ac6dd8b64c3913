package web

import (
	"context"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// correction is a form by which an adopted record is corrected: what it shows, its template, what is wrong with it by itself, and at which of its fields
// the faults of the corrigendum stand.
type correction struct {
	data  any
	form  string
	wrong workplan.Faults
	field func(workplan.Fault) workplan.Fault
}

// correct shows the corrigendum for which a form asks, and issues it once that is asked for too.
func (c *call) correct(p *recordPage, by correction, correct func(*workplan.MeetingState) error) error {
	in := workplan.NewCorrigendum{Reason: p.Form.text("reason"), EffectiveOn: workplan.Date(p.Form.text("effective_on")), DecidedAt: p.Form.Value("deciding_meeting"), Correct: correct}
	act, t := p.Form.Value("act"), c.site.Tracker
	do := func(ctx context.Context) (k workplan.CorrigendumReading, err error) {
		switch err = by.wrong.Err(); {
		case err != nil:
		case act == "issue":
			k, err = t.IssueCorrigendum(ctx, c.actor, p.Code, p.Form.known(), in)
		default:
			k, err = t.PreviewCorrigendum(ctx, c.actor, p.Code, p.Form.known(), in)
		}
		return k, placed(err, by.field)
	}
	again := c.again(p, by.data, by.form)
	switch act {
	case "edit":
		return c.show(by.form, by.data)
	case "issue":
		return write(c, &p.Form, do, func(workplan.CorrigendumReading) string { return p.Path() + "?done=corrected#corrigenda" }, again)
	}
	k, err := do(c.Request().Context())
	if err != nil {
		if other := p.Form.refuse(err); other != nil {
			return other
		}
		return again(problemOf(err).Status)
	}
	p.Preview = &k
	if p.names, err = c.register(); err != nil {
		return err
	}
	return c.show("corrigendum_preview", p)
}

// adoptionPage is the record of a meeting as it would be adopted, with the form by which it is.
type adoptionPage struct {
	meetingPage
	Form sheet
	// Adopting are the meetings that may have adopted it, the latest first.
	Adopting []option
}

// adoptable refuses a record that cannot be adopted today.
func (s *site) adoptable(m tracker.MeetingReading) error {
	_, err := m.Adopt(workplan.NewAdoption{}, "", s.today())
	return err
}

// adoption reads the record that is to be adopted, for who may adopt it.
func (c *call) adoption() (*adoptionPage, error) {
	page, err := c.meeting(c.Param("meeting"))
	if err == nil {
		err = c.actor.Must(workplan.AdoptRecords, workplan.Object{Body: page.Body.Code})
	}
	p := &adoptionPage{meetingPage: page}
	p.Adopting = c.meetingOptions(otherThan(page.Code, page.All))
	return p, err
}

// showAdoption shows what is adopted before it is.
func (s *site) showAdoption(c *call) error {
	p, err := c.adoption()
	if err == nil {
		err = s.adoptable(p.MeetingReading)
	}
	if err != nil {
		return err
	}
	p.Form = editing(p.Version)
	return c.show("adoption", p)
}

// adoptRecord makes a record final.
func (s *site) adoptRecord(c *call) error {
	p, err := c.adoption()
	if err != nil {
		return err
	}
	p.Form = c.sent()
	in := workplan.NewAdoption{On: workplan.Date(p.Form.text("adopted_on")), At: p.Form.Value("adopting_meeting"), Note: p.Form.text("note")}
	return write(c, &p.Form, func(ctx context.Context) (tracker.MeetingReading, error) {
		return s.Tracker.AdoptRecord(ctx, c.actor, p.Code, p.Form.known(), in)
	}, func(tracker.MeetingReading) string { return meetingPath(p.Code) + "?done=adopted" }, func(status int) error {
		if err := s.adoptable(p.MeetingReading); err != nil {
			return err
		}
		p.Form.caughtUp(p.Version)
		return c.page(status, "adoption", p)
	})
}
