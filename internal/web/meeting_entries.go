package web

import (
	"context"
	"slices"
	"strconv"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// recordPart is how the pages keep one part of a record: its form, how that is filled and read, and the use cases behind it. Where entries are added in
// another way, there is no use case to add one.
type recordPart[C, R any] struct {
	workplan.Part[C]
	form    string
	choices func(*call, *recordPage) error
	brief   func(C) string
	fill    func(sheet, C)
	read    func(s sheet, was C, f *workplan.Faults) C
	add     func(*tracker.Tracker, context.Context, workplan.Actor, string, C) (R, error)
	edit    func(*tracker.Tracker, context.Context, workplan.Actor, string, int, []int64, func(*C) error) (R, error)
	remove  func(*tracker.Tracker, context.Context, workplan.Actor, string, int, []int64) error
}

// meetingRoutes are the pages by which meetings and their records are kept.
func (s *site) meetingRoutes() []route {
	return slices.Concat([]route{
		{"GET", "/meetings/new", s.showNewMeeting, false},
		{"POST", "/meetings/new", s.createMeeting, false},
		{"GET", "/meetings/:meeting/edit", s.showMeetingForm, false},
		{"POST", "/meetings/:meeting/edit", s.editMeeting, false},
		{"GET", "/meetings/:meeting/attendance/new", s.showAttendance, false},
		{"POST", "/meetings/:meeting/attendance/new", s.recordAttendance, false},
		{"GET", "/meetings/:meeting/adopt", s.showAdoption, false},
		{"POST", "/meetings/:meeting/adopt", s.adoptRecord, false},
		{"GET", "/meetings/:meeting/corrigenda/new", s.showCorrection, false},
		{"POST", "/meetings/:meeting/corrigenda/new", s.correctMeeting, false},
	}, sessionForms.routes(), agendaForms.routes(), attendantForms.routes(), meetingDecisionForms.routes())
}

// routes are the pages of the part.
func (p recordPart[C, R]) routes() []route {
	at := "/meetings/:meeting/" + p.Field
	routes := []route{{"GET", at + "/:number/edit", p.showEdit, false}, {"POST", at + "/:number/edit", p.change, false},
		{"GET", at + "/:number/remove", p.showRemoval, false}, {"POST", at + "/:number/remove", p.takeOut, false}}
	if p.add == nil {
		return routes
	}
	return append(routes, route{"GET", at + "/new", p.showNew, false}, route{"POST", at + "/new", p.create, false})
}

// page reads what the part's forms need, and the entry that the address names, if any.
func (p recordPart[C, R]) page(c *call) (page *recordPage, says C, err error) {
	if page, err = c.record(workplan.IssueCorrigenda); err != nil {
		return page, says, err
	}
	page.Part = p.Field
	page.Number, _ = strconv.Atoi(c.Param("number")) // what is no number is that of no entry
	state := page.State()
	if at := p.List(&state).At(page.Number); at >= 0 {
		says = (*p.List(&state))[at].Says
		page.Entry = p.brief(says)
	}
	if p.choices != nil {
		err = p.choices(c, page)
	}
	return page, says, err
}

// showNew shows the form for a new entry.
func (p recordPart[C, R]) showNew(c *call) error {
	page, says, err := p.page(c)
	if err != nil {
		return err
	}
	page.Form = editing(page.Version)
	p.fill(page.Form, says)
	return c.show(p.form, page)
}

// showEdit shows the form with what an entry says.
func (p recordPart[C, R]) showEdit(c *call) error {
	page, says, err := p.page(c)
	if err == nil {
		err = p.missing(page)
	}
	if err != nil {
		return err
	}
	page.Form = editing(page.Version)
	p.fill(page.Form, says)
	return c.show(p.form, page)
}

// missing refuses a page about an entry that is not there. What is sent is refused by its use case, so that what is sent again can be told from it.
func (p recordPart[C, R]) missing(page *recordPage) error {
	state := page.State()
	_, err := p.place(&state, page)
	return err
}

// place is where the entry of a page stands in its part.
func (p recordPart[C, R]) place(m *workplan.MeetingState, page *recordPage) (int, error) {
	at := p.List(m).At(page.Number)
	if at < 0 {
		return at, workplan.Missing("%s %d of meeting %s", p.Word, page.Number, page.Code)
	}
	return at, nil
}

// create adds what the form says, and goes on to the meeting, or to a form for the next.
func (p recordPart[C, R]) create(c *call) error {
	page, says, f, err := p.sent(c)
	if err != nil {
		return err
	}
	if page.Adopted() {
		return c.correct(page, correction{page, p.form, f, fieldOf}, func(m *workplan.MeetingState) error {
			p.Add(m, says)
			return nil
		})
	}
	to := page.Path() + "?done=created#" + p.Field
	if page.Form.Value("act") == "more" {
		to = page.Path() + "/" + p.Field + "/new?done=created"
	}
	return write(c, &page.Form, func(ctx context.Context) (made R, err error) {
		if err = f.Err(); err != nil {
			return made, err
		}
		return p.add(c.site.Tracker, ctx, c.actor, page.Code, says)
	}, func(R) string { return to }, c.again(page, page, p.form))
}

// change has an entry say what the form says.
func (p recordPart[C, R]) change(c *call) error {
	page, says, f, err := p.sent(c)
	if err != nil {
		return err
	}
	if page.Adopted() {
		return c.correct(page, correction{page, p.form, f, fieldOf}, func(m *workplan.MeetingState) error {
			at, err := p.place(m, page)
			if err == nil {
				list := p.List(m)
				*list = slices.Clone(*list)
				(*list)[at].Says = says
			}
			return err
		})
	}
	return write(c, &page.Form, func(ctx context.Context) (made R, err error) {
		if err = f.Err(); err != nil {
			return made, err
		}
		return p.edit(c.site.Tracker, ctx, c.actor, page.Code, page.Number, page.Form.known(), func(now *C) error {
			*now = says
			return nil
		})
	}, func(R) string { return page.Path() + "?done=kept#" + p.Field }, c.again(page, page, p.form))
}

// showRemoval asks before an entry is taken out.
func (p recordPart[C, R]) showRemoval(c *call) error {
	page, _, err := p.page(c)
	if err == nil {
		err = p.missing(page)
	}
	if err != nil {
		return err
	}
	page.Form = editing(page.Version)
	return c.show("record_removal", page)
}

// takeOut takes an entry out of the record.
func (p recordPart[C, R]) takeOut(c *call) error {
	page, _, err := p.page(c)
	if err != nil {
		return err
	}
	page.Form = c.sent()
	if page.Adopted() {
		return c.correct(page, correction{page, "record_removal", nil, fieldOf}, func(m *workplan.MeetingState) error {
			at, err := p.place(m, page)
			if err == nil {
				list := p.List(m)
				*list = slices.Delete(slices.Clone(*list), at, at+1)
			}
			return err
		})
	}
	return write(c, &page.Form, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, p.remove(c.site.Tracker, ctx, c.actor, page.Code, page.Number, page.Form.known())
	}, func(struct{}) string { return page.Path() + "?done=removed#" + p.Field }, c.again(page, page, "record_removal"))
}

// sent is the page with the form as it was sent, what an entry is to say by it, and what is wrong with that.
func (p recordPart[C, R]) sent(c *call) (page *recordPage, says C, f workplan.Faults, err error) {
	if page, says, err = p.page(c); err == nil {
		page.Form = c.sent()
		says = p.read(page.Form, says, &f)
	}
	return page, says, f, err
}
