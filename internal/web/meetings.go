package web

import (
	"cmp"
	"maps"
	"slices"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// meetingPage is a meeting with its record as far as the person sees it.
type meetingPage struct {
	tracker.MeetingReading
	Body      workplan.Body
	Groups    []attendance
	Corrected []workplan.CorrigendumReading
	Life      []planEvent
	Then      []tracker.PlanReading
	// Papers are the editions that were tabled at the meeting.
	Papers  []tracker.EditionReading
	Names   memberNames
	Over    bool
	Earlier *workplan.Meeting
	Later   *workplan.Meeting
	// All are the meetings of the body, the latest first.
	All []tracker.MeetingReading
	// What the person may do now: keep the record, adopt it, correct it once it was adopted, say who reads it.
	Keeps, Adopts, Corrects, Opens bool
	ItemTitles                     map[string]string
	PlanTitles                     map[string]string
	Meetings                       meetingNames
}

// attendance is who attended in one category: as many as Count, of whom the entries are named.
type attendance struct {
	workplan.CategoryCount
	Entries []tracker.AttendantReading
}

// Nameless are how many of them are counted and not named.
func (a attendance) Nameless() int { return a.Count - a.Named }

// planEvent is what became of a plan at the meeting: it was endorsed, closed or reopened.
type planEvent struct {
	tracker.PlanReading
	What string
}

// Path is the address of the meeting.
func (p meetingPage) Path() string { return meetingPath(p.Code) }

// Recorded says whether there is any record that the person may read.
func (p meetingPage) Recorded() bool {
	return len(p.Sessions)+len(p.Agenda)+len(p.Attendance)+len(p.Decisions)+len(p.Groups) > 0 || p.Adopted() || p.AttendanceNote != ""
}

// AgendaTitle is an agenda item by its number; "" where there is none.
func (p meetingPage) AgendaTitle(number int) string {
	if at := p.Agenda.At(number); at >= 0 {
		return p.Agenda[at].Says.Title
	}
	return ""
}

// SessionTitle is a session by its number; "" where there is none.
func (p meetingPage) SessionTitle(number int) string {
	if at := p.Sessions.At(number); at >= 0 {
		return p.Sessions[at].Says.Title
	}
	return ""
}

// FieldsOf are what a corrigendum corrects, each once.
func (p meetingPage) FieldsOf(k workplan.CorrigendumReading) []string {
	var texts []string
	for _, field := range k.Fields {
		if text := cmp.Or(fieldWords[field], field); !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
	}
	return texts
}

// showMeeting shows a meeting.
func (s *site) showMeeting(c *call) error {
	page, err := c.meeting(c.Param("meeting"))
	if err != nil {
		return err
	}
	return c.show("meeting", page)
}

// meeting reads a meeting with all that its page shows.
func (c *call) meeting(code string) (meetingPage, error) {
	ctx, s := c.Request().Context(), c.site
	m, err := s.Tracker.Meeting(ctx, c.actor, code, tracker.When{})
	if err != nil {
		return meetingPage{}, err
	}
	page := meetingPage{MeetingReading: m, ItemTitles: map[string]string{}, PlanTitles: map[string]string{}}
	page.Over = m.LastDay() != "" && m.LastDay() < s.today()
	if page.Body, err = s.Tracker.Body(ctx, c.actor, m.Body); err != nil {
		return page, err
	}
	if page.Corrected, err = every(func(p workplan.Page) (workplan.Listing[workplan.CorrigendumReading], error) {
		return s.Tracker.ListCorrigenda(ctx, c.actor, code, p, tracker.When{})
	}); err != nil {
		return page, err
	}
	for _, read := range []func(*meetingPage) error{c.attendance, c.planLife, c.papers, c.beside, c.pointedTo} {
		if err := read(&page); err != nil {
			return page, err
		}
	}
	may := func(action workplan.Action) bool { return c.may(action, m.Body) }
	page.Opens = may(workplan.KeepMeetings)
	page.Keeps = page.Opens && !m.Adopted()
	page.Adopts = may(workplan.AdoptRecords) && s.adoptable(m) == nil
	page.Corrects = may(workplan.IssueCorrigenda) && m.Adopted()
	return page, nil
}

// attendance reads who attended, by category.
func (c *call) attendance(page *meetingPage) error {
	attendants, err := every(func(rows workplan.Page) (workplan.Listing[tracker.AttendantReading], error) {
		return c.site.Tracker.ListAttendance(c.Request().Context(), c.actor, page.Code, workplan.AttendanceFilter{}, rows, tracker.When{})
	})
	if err != nil {
		return err
	}
	of := map[workplan.Category][]tracker.AttendantReading{}
	for _, a := range attendants {
		of[a.Category] = append(of[a.Category], a)
	}
	for _, count := range page.Counts {
		page.Groups = append(page.Groups, attendance{count, of[count.Category]})
	}
	var codes []string
	for _, a := range attendants {
		codes = append(codes, a.Says.Member)
	}
	for _, r := range page.Reported {
		codes = append(codes, r.Leads...)
	}
	page.Names, err = c.membersNamed(codes)
	return err
}

// planLife finds which plans were endorsed, closed or reopened at the meeting, and which had been endorsed by then.
func (c *call) planLife(page *meetingPage) error {
	now, err := c.plansIn(workplan.List{page.MeetingReading.Meeting.Body}, tracker.When{})
	if err != nil {
		return err
	}
	for _, p := range now {
		page.PlanTitles[p.Code] = p.Title
		for _, e := range []struct{ at, what string }{{p.EndorsedMeeting, "endorsed"}, {p.ClosedMeeting, "closed"}, {p.ReopenedMeeting, "reopened"}} {
			if e.at == page.Code {
				page.Life = append(page.Life, planEvent{p, e.what})
			}
		}
	}
	if !page.Over {
		return nil
	}
	then, err := c.plansIn(workplan.List{page.MeetingReading.Meeting.Body}, tracker.When{Meeting: page.Code})
	if workplan.KindOf(err) == workplan.NotFound || workplan.KindOf(err) == workplan.Invalid { // of a body of which the person reads no plan
		return nil
	}
	page.Then = slices.DeleteFunc(then, func(p tracker.PlanReading) bool { return p.Status == workplan.PlanDraft })
	return err
}

// papers finds the editions of the body's plans that were tabled at the meeting, as far as the person may read them.
func (c *call) papers(page *meetingPage) error {
	for _, plan := range slices.Sorted(maps.Keys(page.PlanTitles)) {
		editions, err := every(func(rows workplan.Page) (workplan.Listing[tracker.EditionReading], error) {
			return c.site.Tracker.ListEditions(c.Request().Context(), c.actor, plan, rows)
		})
		if err != nil {
			return err
		}
		for _, e := range editions {
			if e.Meeting == page.Code {
				page.Papers = append(page.Papers, e)
			}
		}
	}
	return nil
}

// plansIn are all plans of some bodies, or of all, that the person may read, the latest code first.
func (c *call) plansIn(bodies workplan.List, when tracker.When) ([]tracker.PlanReading, error) {
	return every(func(p workplan.Page) (workplan.Listing[tracker.PlanReading], error) {
		return c.site.Tracker.ListPlans(c.Request().Context(), c.actor, workplan.PlanFilter{Body: bodies}, p, when)
	}, falling("code"))
}

// beside finds the meetings of the body before and after this one, and what all of them are called.
func (c *call) beside(page *meetingPage) error {
	all, err := c.meetingsOf(page.MeetingReading.Meeting.Body)
	page.All, page.Meetings = all, meetingNamesOf(all)
	for n, m := range all {
		if m.Code == page.Code && n > 0 {
			page.Later = &all[n-1].Meeting
		}
		if m.Code == page.Code && n+1 < len(all) {
			page.Earlier = &all[n+1].Meeting
		}
	}
	return err
}

// pointedTo reads the titles of the items to which the record points. It points to what the person may see.
func (c *call) pointedTo(page *meetingPage) error {
	var names workplan.List
	for _, a := range page.Agenda {
		names = append(names, a.Says.Items...)
	}
	for _, d := range page.Decisions {
		names = append(names, d.Says.Items...)
	}
	var err error
	page.ItemTitles, err = c.site.Tracker.ItemTitles(c.Request().Context(), c.actor, names)
	return err
}
