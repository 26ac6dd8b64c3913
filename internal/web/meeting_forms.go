package web

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// Audiences are those for whom the record can be.
func (p recordPage) Audiences() []option {
	return options(p.lang, workplan.Audiences)
}

// readMeeting has a meeting say what the form says of what it is and when it is held.
func readMeeting(s sheet, m *workplan.MeetingContent, f *workplan.Faults) {
	m.Name, m.Number = s.text("name"), s.number("number", f)
	m.Starts, m.Ends = s.period("starts"), s.period("ends")
	m.DateNote, m.Place, m.Note, m.Source = s.text("date_note"), s.text("place"), s.text("note"), s.text("source")
	if audience := s.Value("audience"); audience != "" {
		m.Audience = workplan.Audience(audience)
	}
}

// meetingForm is the form in which a meeting is changed.
type meetingForm struct {
	*recordPage
	// Reports are the plans on which leads may have reported at the meeting.
	Reports []planLeads
	// Correcting says that what is sent makes a corrigendum; otherwise of an adopted record only the audience is offered.
	Correcting bool
}

// planLeads is a plan with those who may have reported on it.
type planLeads struct {
	Code, Title string
	Leads       []option
}

// Field is the name of the plan's field.
func (p planLeads) Field() string { return "reported-" + p.Code }

// headcountLine is a category with the field of its headcount.
type headcountLine struct{ Name, Text string }

// HeadcountLines are the categories in which those who attended are counted.
func (p meetingForm) HeadcountLines() []headcountLine {
	lines := make([]headcountLine, len(workplan.Categories))
	for n, category := range workplan.Categories {
		lines[n] = headcountLine{headcountField(category), p.lang.Word(category)}
	}
	return lines
}

func headcountField(c workplan.Category) string { return "headcount-" + string(c) }

// meetingForm reads the meeting of the form, for who may do what is done with it once the record was adopted.
func (c *call) meetingForm(adopted workplan.Action) (*meetingForm, error) {
	record, err := c.record(adopted)
	if err != nil {
		return nil, err
	}
	p := &meetingForm{recordPage: record, Correcting: record.Adopted() && adopted == workplan.IssueCorrigenda}
	if record.Adopted() && !p.Correcting {
		return p, nil
	}
	return p, c.reporters(p)
}

// reporters finds who leads items of which plans of the body, and who is recorded to have reported.
func (c *call) reporters(p *meetingForm) error {
	names, err := c.register()
	if err != nil {
		return err
	}
	plans, err := c.plansIn(workplan.List{p.Body.Code}, tracker.When{})
	if err != nil {
		return err
	}
	for _, plan := range plans {
		if plan.Status == workplan.PlanDraft {
			continue
		}
		leads := slices.Clone(p.ReportedOn(plan.Code))
		report, err := c.report(c.Request().Context(), plan.Code, tracker.ReportRequest{})
		if err != nil {
			return err
		}
		for _, lead := range report.ByLead {
			if lead.Key != "" && !leads.Has(lead.Key) {
				leads = append(leads, lead.Key)
			}
		}
		if len(leads) > 0 {
			p.Reports = append(p.Reports, planLeads{plan.Code, plan.Title, memberOptions(names, slices.Values(leads))})
		}
	}
	return nil
}

// fill puts the meeting into the form.
func (p *meetingForm) fill() {
	m := p.MeetingContent
	p.Form = editing(p.Version, "name", m.Name, "number", numeral(m.Number), "starts", string(m.Starts), "ends", string(m.Ends), "date_note", m.DateNote, "place", m.Place,
		"note", m.Note, "source", m.Source, "audience", string(m.RecordAudience()), "attendance_note", m.AttendanceNote)
	for _, h := range m.Headcounts {
		p.Form.Values.Set(headcountField(h.Category), strconv.Itoa(h.Count))
	}
	for _, r := range m.Reported {
		p.Form.Values["reported-"+r.Plan] = slices.Clone(r.Leads)
	}
}

// read has the meeting say what the form says. On which plans the form does not ask, who reported stays.
func (p *meetingForm) read(m *workplan.MeetingContent, f *workplan.Faults) {
	readMeeting(p.Form, m, f)
	m.AttendanceNote, m.Headcounts = p.Form.text("attendance_note"), nil
	for _, category := range workplan.Categories {
		field := headcountField(category)
		var wrong workplan.Faults
		count := p.Form.number(field, &wrong)
		if count != 0 || len(wrong) > 0 {
			m.Headcounts = append(m.Headcounts, workplan.Headcount{Category: category, Count: count})
		}
		for _, fault := range wrong {
			f.Add("/headcounts", fault.Code, "%s", fault.Message)
		}
	}
	reported := slices.DeleteFunc(slices.Clone(m.Reported), func(r workplan.LeadReport) bool {
		return slices.ContainsFunc(p.Reports, func(of planLeads) bool { return of.Code == r.Plan })
	})
	for _, of := range p.Reports {
		if leads := p.Form.list(of.Field()); len(leads) > 0 {
			reported = append(reported, workplan.LeadReport{Plan: of.Code, Leads: leads})
		}
	}
	slices.SortFunc(reported, func(a, b workplan.LeadReport) int { return strings.Compare(a.Plan, b.Plan) })
	m.Reported = reported
}

// showMeetingForm shows the form in which a meeting is changed; once its record was adopted, who reads it.
func (s *site) showMeetingForm(c *call) error {
	p, err := c.meetingForm(workplan.KeepMeetings)
	if err != nil {
		return err
	}
	p.fill()
	return c.show("meeting_form", p)
}

// editMeeting changes a meeting.
func (s *site) editMeeting(c *call) error {
	p, err := c.meetingForm(workplan.KeepMeetings)
	if err != nil {
		return err
	}
	p.Form = c.sent()
	return write(c, &p.Form, func(ctx context.Context) (tracker.MeetingReading, error) {
		return s.Tracker.EditMeeting(ctx, c.actor, p.Code, p.Form.known(), func(m *workplan.MeetingContent) error {
			if p.Adopted() {
				m.Audience = workplan.Audience(p.Form.Value("audience"))
				return nil
			}
			var f workplan.Faults
			p.read(m, &f)
			return f.Err()
		})
	}, func(tracker.MeetingReading) string { return p.Path() + "?done=kept" }, c.again(p.recordPage, p, "meeting_form"))
}

// showCorrection shows the form in which the facts of a meeting are corrected whose record was adopted.
func (s *site) showCorrection(c *call) error {
	p, err := c.meetingForm(workplan.IssueCorrigenda)
	if err != nil {
		return err
	}
	if !p.Adopted() {
		return c.see(p.Path() + "/edit")
	}
	p.fill()
	return c.show("meeting_form", p)
}

// correctMeeting issues a corrigendum to the facts of a meeting.
func (s *site) correctMeeting(c *call) error {
	p, err := c.meetingForm(workplan.IssueCorrigenda)
	if err != nil {
		return err
	}
	p.Form = c.sent()
	return c.correct(p.recordPage, correction{p, "meeting_form", nil, fieldOf}, func(m *workplan.MeetingState) error {
		var f workplan.Faults
		p.read(&m.MeetingContent, &f)
		return f.Err()
	})
}
