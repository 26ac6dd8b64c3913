package web

import (
	"cmp"
	"context"
	"net/url"
	"strconv"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// windowsPage is the windows of a body in which it takes proposals, or the form in which one of them is opened or changed.
type windowsPage struct {
	Body     workplan.Body
	Windows  []tracker.WindowReading
	Plans    map[string]string
	Meetings meetingNames
	May      bool
	// Form is what is typed for Window, or for a new one where that is nil.
	Form    sheet
	Window  *tracker.WindowReading
	Choices choices
}

// windowsPath is the address of the windows of a body.
func windowsPath(body string) string { return "/bodies/" + url.PathEscape(body) + "/proposal-windows" }

// Path is the address of the page.
func (p windowsPage) Path() string { return windowsPath(p.Body.Code) }

// Begun says whether the window that is changed has been open, so that its first day stays.
func (p windowsPage) Begun() bool {
	return p.Window != nil && p.Window.State != workplan.WindowUpcoming
}

// Over says whether the window that is changed is over, so that its last day and for whom it was stay.
func (p windowsPage) Over() bool { return p.Window != nil && p.Window.State == workplan.WindowClosed }

// Closable says whether the window that is changed takes proposals today and on later days.
func (p windowsPage) Closable() bool {
	return p.Window != nil && p.Window.State == workplan.WindowOpen && p.Window.Closes > p.Window.View.AsOf
}

// listWindows shows the proposal windows of a body.
func (s *site) listWindows(c *call) error {
	page, err := c.windowsPage()
	if err != nil {
		return err
	}
	return c.show("windows", page)
}

func (c *call) windowsPage() (windowsPage, error) {
	code := c.Param("body")
	p := windowsPage{May: c.may(workplan.KeepWindows, code), Plans: map[string]string{}, Choices: choices{}}
	var err error
	if p.Body, err = c.site.Tracker.Body(c.Request().Context(), c.actor, code); err != nil {
		return p, err
	}
	if p.Windows, err = c.windowsOf(code); err != nil {
		return p, err
	}
	plans, err := c.plansIn(workplan.List{code}, tracker.When{})
	if err != nil {
		return p, err
	}
	for _, plan := range plans {
		p.Plans[plan.Code] = plan.Title
		if plan.Status == workplan.PlanDraft {
			p.Choices["plan"] = append(p.Choices["plan"], option{plan.Code, plan.Title})
		}
	}
	meetings, err := c.meetingsOf(code)
	p.Meetings, p.Choices["meeting"] = meetingNamesOf(meetings), c.meetingOptions(meetings)
	p.Choices["open_to"] = options(c.lang, workplan.ProposalCircles)
	return p, err
}

// windowForm is the page of the form, for those who may send it.
func (c *call) windowForm() (windowsPage, error) {
	p, err := c.windowsPage()
	if err == nil {
		err = c.actor.Must(workplan.KeepWindows, workplan.Object{Body: p.Body.Code})
	}
	number := c.Param("number")
	if err != nil || number == "" {
		return p, err
	}
	for n := range p.Windows {
		if strconv.Itoa(p.Windows[n].Number) == number {
			p.Window = &p.Windows[n]
			p.Choices["plan"] = including(p.Choices["plan"], func(plan string) string { return cmp.Or(p.Plans[plan], plan) }, p.Window.ForPlan) // whatever became of the plan
			return p, nil
		}
	}
	return p, workplan.Missing("proposal window %s of body %s", number, c.Param("body"))
}

// showWindowForm shows the form for a new window, or filled for one that is there.
func (s *site) showWindowForm(c *call) error {
	p, err := c.windowForm()
	if err != nil {
		return err
	}
	p.Form = blank("open_to", string(workplan.OpenToObservers), "opens", string(s.today()))
	if w := p.Window; w != nil {
		p.Form = editing(w.Version, "opens", string(w.Opens), "closes", string(w.Closes), "plan", w.ForPlan, "title", w.Title, "open_to", string(w.OpenTo), "meeting", w.Meeting, "note", w.Note)
	}
	return c.show("window_form", p)
}

// sendWindow opens a window, changes one, or makes today its last day.
func (s *site) sendWindow(c *call) error {
	p, err := c.windowForm()
	if err != nil {
		return err
	}
	p.Form = c.sent()
	form := p.Form
	return c.writeWindow(&p, func(ctx context.Context) (tracker.WindowReading, error) {
		if p.Window == nil {
			return s.Tracker.OpenWindow(ctx, c.actor, p.Body.Code, windowIn(form, workplan.ProposalWindowContent{}))
		}
		return s.Tracker.EditWindow(ctx, c.actor, p.Body.Code, p.Window.Number, form.known(), func(w *workplan.ProposalWindowContent) error {
			if *w = windowIn(form, *w); form.Value("act") == "close" {
				w.Closes = s.today()
			}
			return nil
		})
	})
}

// writeWindow does what the form asks for and goes on to the windows of the body.
func (c *call) writeWindow(p *windowsPage, do func(context.Context) (tracker.WindowReading, error)) error {
	return write(c, &p.Form, do, func(tracker.WindowReading) string {
		if p.Window == nil {
			return p.Path() + "?done=created"
		}
		return p.Path() + "?done=kept"
	}, func(status int) error {
		if p.Window != nil {
			p.Form.caughtUp(p.Window.Version)
			if p.Form.Value("opens") == "" && p.Form.Value("open_to") == "" { // closed early, by a form that has no other fields
				for field, value := range map[string]string{"opens": string(p.Window.Opens), "closes": string(p.Window.Closes), "plan": p.Window.ForPlan, "title": p.Window.Title,
					"open_to": string(p.Window.OpenTo), "meeting": p.Window.Meeting, "note": p.Window.Note} {
					p.Form.Values.Set(field, value)
				}
			}
		}
		return c.page(status, "window_form", p)
	})
}

// windowIn is a window as the form says; a field that the form does not have stays.
func windowIn(form sheet, w workplan.ProposalWindowContent) workplan.ProposalWindowContent {
	for field, to := range map[string]*string{"plan": &w.ForPlan, "title": &w.Title, "meeting": &w.Meeting, "note": &w.Note, "opens": (*string)(&w.Opens), "closes": (*string)(&w.Closes),
		"open_to": (*string)(&w.OpenTo)} {
		if form.Values.Has(field) {
			*to = form.text(field)
		}
	}
	return w
}
