package web

import (
	"context"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// endorsementForm is the step by which a draft becomes a plan in force: what is endorsed, what the plan check finds in it, and when and where it was done.
type endorsementForm struct {
	draftPage
	Form     sheet
	Meetings []option
}

// endorsement is the step with what there is to choose from. Who may: the co-chairs.
func (c *call) endorsement(form sheet) (endorsementForm, error) {
	page := endorsementForm{Form: form}
	var err error
	if page.draftPage, err = c.draft(c.Param("plan")); err != nil {
		return page, err
	}
	if err := c.actor.Must(workplan.EndorsePlan, workplan.Object{Body: page.Plan.Body}); err != nil {
		return page, err
	}
	page.Meetings, err = c.decidingChoices(page.Plan.Body)
	return page, err
}

// showEndorsement shows what is to be endorsed.
func (s *site) showEndorsement(c *call) error {
	page, err := c.endorsement(blank("endorsed_on", string(s.today())))
	if err != nil {
		return err
	}
	page.Form.at(page.Plan.Version)
	return c.show("endorse", page)
}

// endorsePlan ends the draft.
func (s *site) endorsePlan(c *call) error {
	form := c.sent()
	in := workplan.Endorsement{On: form.period("endorsed_on"), Meeting: form.text("meeting"), Note: form.text("note")}
	return s.actOnPlan(c, &form, "endorsed", func(ctx context.Context, plan string) (workplan.WorkPlan, error) {
		return s.Tracker.EndorsePlan(ctx, c.actor, plan, form.known(), in)
	}, func(status int) error {
		page, err := c.endorsement(form)
		if err != nil {
			return err
		}
		page.Form.caughtUp(page.Plan.Version)
		return c.page(status, "endorse", page)
	})
}

// actOnPlan makes an act of a plan's life and goes on to the plan.
func (s *site) actOnPlan(c *call, form *sheet, done string, act func(ctx context.Context, plan string) (workplan.WorkPlan, error), again func(status int) error) error {
	return write(c, form, func(ctx context.Context) (workplan.WorkPlan, error) { return act(ctx, c.Param("plan")) },
		func(p workplan.WorkPlan) string { return planPath(p.Code) + "?done=" + done }, again)
}

// closingPage is the last step of a plan: what is still open in it, and the form that closes it.
type closingPage struct {
	tracker.CarryOverOptions
	Form     sheet
	Meetings []option
	MayClose bool
}

// closing reads how far a plan is from being closed. Who may: the secretariat and co-chairs.
func (c *call) closing(form sheet) (closingPage, error) {
	page := closingPage{Form: form}
	var err error
	if page.CarryOverOptions, err = c.site.Tracker.CarryOverOptions(c.Request().Context(), c.actor, c.Param("plan")); err != nil {
		return page, err
	}
	page.MayClose = c.may(workplan.ClosePlan, page.Body)
	page.Meetings, err = c.decidingChoices(page.Body)
	return page, err
}

// showClosing shows what closing a plan would mean.
func (s *site) showClosing(c *call) error {
	page, err := c.closing(blank("closed_on", string(s.today())))
	if err != nil {
		return err
	}
	if page.Status != workplan.PlanEndorsed {
		return page.Refusal
	}
	page.Form.at(page.Version)
	return c.show("close", page)
}

// closePlan closes a plan.
func (s *site) closePlan(c *call) error {
	form := c.sent()
	in := workplan.Closing{On: workplan.Date(form.text("closed_on")), Meeting: form.text("meeting"), Note: form.text("note")}
	return s.actOnPlan(c, &form, "closed", func(ctx context.Context, plan string) (workplan.WorkPlan, error) {
		return s.Tracker.ClosePlan(ctx, c.actor, plan, form.known(), in)
	}, func(status int) error {
		page, err := c.closing(form)
		if err != nil {
			return err
		}
		page.Form.caughtUp(page.Version)
		return c.page(status, "close", page)
	})
}

// reopeningPage is the form that takes a closing back.
type reopeningPage struct {
	tracker.PlanReading
	Form     sheet
	Meetings []option
}

// reopening is the form with what there is to choose from. Who may: the co-chairs.
func (c *call) reopening(form sheet) (reopeningPage, error) {
	page := reopeningPage{Form: form}
	var err error
	if page.PlanReading, err = c.site.Tracker.Plan(c.Request().Context(), c.actor, c.Param("plan"), tracker.When{}); err != nil {
		return page, err
	}
	if err := c.actor.Must(workplan.ReopenPlan, workplan.Object{Body: page.Body}); err != nil {
		return page, err
	}
	page.Meetings, err = c.decidingChoices(page.Body)
	return page, err
}

// showReopening shows what reopening a plan would mean.
func (s *site) showReopening(c *call) error {
	page, err := c.reopening(blank("reopened_on", string(s.today())))
	if err != nil {
		return err
	}
	page.Form.at(page.Version)
	return c.show("reopen", page)
}

// reopenPlan takes the closing of a plan back.
func (s *site) reopenPlan(c *call) error {
	form := c.sent()
	in := workplan.Reopening{On: workplan.Date(form.text("reopened_on")), Meeting: form.text("meeting"), Reason: form.text("reason")}
	return s.actOnPlan(c, &form, "reopened", func(ctx context.Context, plan string) (workplan.WorkPlan, error) {
		return s.Tracker.ReopenPlan(ctx, c.actor, plan, form.known(), in)
	}, func(status int) error {
		page, err := c.reopening(form)
		if err != nil {
			return err
		}
		page.Form.caughtUp(page.Version)
		return c.page(status, "reopen", page)
	})
}
