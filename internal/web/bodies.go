package web

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"slices"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// bodiesPage lists the bodies, with the plans in force that the person may read.
type bodiesPage struct {
	Bodies    []bodyPlans
	MayCreate bool
}

// listBodies shows all bodies.
func (s *site) listBodies(c *call) error {
	bodies, err := s.Tracker.Bodies(c.Request().Context(), c.actor)
	if err != nil {
		return err
	}
	portfolio, err := c.portfolio(c.Request().Context())
	if err != nil {
		return err
	}
	page := bodiesPage{MayCreate: c.may(workplan.CreateBody, "")}
	for _, b := range bodies {
		of := bodyPlans{Body: b}
		for _, p := range portfolio.Plans {
			if p.Plan.Body == b.Code && p.Plan.Status == workplan.PlanEndorsed {
				of.Plans = append(of.Plans, p)
			}
		}
		page.Bodies = append(page.Bodies, of)
	}
	return c.show("bodies", page)
}

// bodiesFor are the bodies in which the person may do something, by name.
func (c *call) bodiesFor(action workplan.Action) ([]workplan.Body, error) {
	bodies, err := c.site.Tracker.Bodies(c.Request().Context(), c.actor)
	return slices.DeleteFunc(bodies, func(b workplan.Body) bool { return !c.may(action, b.Code) }), err
}

// bodyOptions offers bodies by their names.
func bodyOptions(bodies []workplan.Body) []option {
	o := make([]option, len(bodies))
	for n, b := range bodies {
		o[n] = option{b.Code, b.Name}
	}
	return o
}

// shortName is what a body is called for short.
func shortName(b workplan.Body) string { return cmp.Or(b.ShortName, b.Name) }

// bodyPage is what a body is and does now, as far as the person may read it, with the ways on from there.
type bodyPage struct {
	Body     workplan.Body
	Plans    []workplan.PortfolioPlan
	Standing standings
	Last     *workplan.Meeting
	Next     *workplan.Meeting
	Rounds   []tracker.RoundReading
	// Meets and Registered say whether the person may read of meetings and of members at all.
	Meets      bool
	Registered bool
	MayEdit    bool
	MayKeep    bool
	Ways       []section
}

// bodyPath is the address of a body.
func bodyPath(code string) string { return "/bodies/" + url.PathEscape(code) }

// bodyWays lead from a body to lists narrowed to it, with the action that opens each.
var bodyWays = []struct {
	path, text string
	opens      workplan.Action
}{
	{"/proposals", "Its proposals", workplan.ReadWindows}, {"/rounds", "Its reporting rounds", workplan.ReadRounds}, {"/users", "Its users", workplan.KeepUsers},
	{"/audit", "Its audit", workplan.ReadAudit},
}

// showBody shows a body.
func (s *site) showBody(c *call) error {
	ctx, code := c.Request().Context(), c.Param("body")
	b, err := s.Tracker.Body(ctx, c.actor, code)
	if err != nil {
		return err
	}
	page := bodyPage{Body: b, Meets: c.may(workplan.ReadMeetings, code), Registered: c.may(workplan.ReadRegister, code) && !c.actor.Anonymous(),
		MayEdit: c.may(workplan.EditBody, code), MayKeep: c.may(workplan.KeepMemberships, code)}
	for _, w := range bodyWays {
		if c.may(w.opens, code) {
			page.Ways = append(page.Ways, section{w.path + "?" + url.Values{"body": {code}}.Encode(), w.text})
		}
	}
	portfolio, err := c.portfolio(ctx)
	if err != nil {
		return err
	}
	for _, p := range slices.Backward(portfolio.Plans) {
		if p.Plan.Body == code {
			page.Plans = append(page.Plans, p)
		}
	}
	if page.Registered {
		if page.Standing, err = c.standingsIn(b); err != nil {
			return err
		}
	}
	if page.Meets {
		if err := c.nextAndLast(&page); err != nil {
			return err
		}
	}
	if c.may(workplan.ReadRounds, code) {
		page.Rounds, err = c.running(code)
	}
	if err != nil {
		return err
	}
	return c.show("body", page)
}

// nextAndLast finds the meeting that comes next and the one that was last. What has no date is neither.
func (c *call) nextAndLast(page *bodyPage) error {
	meetings, err := c.meetingsOf(page.Body.Code)
	for _, m := range meetings {
		switch last := m.LastDay(); {
		case last == "":
		case last >= c.site.today():
			page.Next = &m.Meeting
		case page.Last == nil:
			page.Last = &m.Meeting
		}
	}
	return err
}

// bodyForm is the form of a body: a new one where Code is empty. Members are those of the register, for the order in which the body names its own.
type bodyForm struct {
	Form    sheet
	Body    workplan.Body
	Members []workplan.Member
}

// newBody shows the form of a new body.
func (s *site) newBody(c *call) error {
	if err := c.actor.Must(workplan.CreateBody, workplan.Object{}); err != nil {
		return err
	}
	return c.showBodyForm(http.StatusOK, bodyForm{Form: blank()})
}

// createBody enters a body.
func (s *site) createBody(c *call) error {
	form := c.sent()
	return write(c, &form, func(ctx context.Context) (workplan.Body, error) {
		return s.Tracker.CreateBody(ctx, c.actor, workplan.NewBody{Code: form.text("code"), BodyContent: bodyIn(form)})
	}, func(b workplan.Body) string { return bodyPath(b.Code) + "?done=created" }, func(status int) error {
		return c.showBodyForm(status, bodyForm{Form: form})
	})
}

// showBodyEdit shows the form of a body that is there.
func (s *site) showBodyEdit(c *call) error {
	b, err := s.Tracker.Body(c.Request().Context(), c.actor, c.Param("body"))
	if err != nil {
		return err
	}
	if err := c.actor.Must(workplan.EditBody, workplan.Object{Body: b.Code}); err != nil {
		return err
	}
	form := editing(b.Version, "name", b.Name, "short_name", b.ShortName, "description", b.Description, "protocol_order", onLines(b.ProtocolOrder), "source", b.Source)
	return c.showBodyForm(http.StatusOK, bodyForm{Form: form, Body: b})
}

// editBody changes a body.
func (s *site) editBody(c *call) error {
	form := c.sent()
	code := c.Param("body")
	return write(c, &form, func(ctx context.Context) (workplan.Body, error) {
		return s.Tracker.EditBody(ctx, c.actor, code, form.known(), func(b *workplan.BodyContent) error {
			*b = bodyIn(form)
			return nil
		})
	}, func(workplan.Body) string { return bodyPath(code) + "?done=kept" }, func(status int) error {
		b, err := s.Tracker.Body(c.Request().Context(), c.actor, code)
		if err != nil {
			return err
		}
		form.caughtUp(b.Version)
		return c.showBodyForm(status, bodyForm{Form: form, Body: b})
	})
}

// bodyIn is what stands in the form of a body.
func bodyIn(form sheet) workplan.BodyContent {
	return workplan.BodyContent{Name: form.text("name"), ShortName: form.text("short_name"), Description: form.text("description"),
		ProtocolOrder: form.list("protocol_order"), Source: form.text("source")}
}

func (c *call) showBodyForm(status int, page bodyForm) (err error) {
	if page.Members, err = c.members(); err != nil {
		return err
	}
	return c.page(status, "body_form", page)
}
