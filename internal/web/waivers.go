package web

import (
	"context"
	"slices"
	"strconv"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// waiverForm is the form by which a finding of the plan check is waived, or a waiver withdrawn: Waiver is then the one. Found is the finding, nil where
// there is none now.
type waiverForm struct {
	Form   sheet
	Plan   tracker.PlanReading
	Rule   workplan.CheckRule
	About  workplan.Subject
	Found  *workplan.Finding
	Waiver *checkWaiver
}

// Back is the address of the check.
func (p waiverForm) Back() string { return checkPath(p.Plan.Code) }

// waivable reads a plan whose findings the person may waive.
func (c *call) waivable() (tracker.PlanReading, error) {
	plan, err := c.site.Tracker.Plan(c.Request().Context(), c.actor, c.Param("plan"), tracker.When{})
	if err != nil {
		return plan, err
	}
	if err := c.actor.Must(workplan.WaiveFindings, workplan.Object{Body: plan.Body}); err != nil {
		return plan, err
	}
	if plan.Status == workplan.PlanClosed {
		return plan, plan.Editable()
	}
	return plan, nil
}

// waiver is the form of a waiver with the finding that it would waive.
func (c *call) waiver(form sheet) (waiverForm, error) {
	page, known := waiverForm{Form: form}, false
	var err error
	if page.Plan, err = c.waivable(); err != nil {
		return page, err
	}
	if page.Rule, known = workplan.RuleOfCheck(form.Value("rule")); !known {
		return page, workplan.Missing("rule %s of the plan check", form.Value("rule"))
	}
	if page.About, known = workplan.ParseSubject(form.Value("subject")); !known {
		return page, workplan.Missing("%s in plan %s", form.Value("subject"), page.Plan.Code)
	}
	check, err := c.check(page.Plan.Code)
	for _, f := range check.Check.Of(page.Rule.ID, false) {
		if f.Subject == page.About {
			page.Found = &f
		}
	}
	return page, err
}

// showWaiver shows the form by which a finding is waived.
func (s *site) showWaiver(c *call) error {
	page, err := c.waiver(blank("rule", c.QueryParam("rule"), "subject", c.QueryParam("subject")))
	if err != nil {
		return err
	}
	return c.show("waiver_form", page)
}

// waive waives a finding.
func (s *site) waive(c *call) error {
	form := c.sent()
	in := workplan.NewWaiver{Rule: form.text("rule"), Subject: form.text("subject"), Reason: form.text("reason"), Until: workplan.Date(form.text("until"))}
	return write(c, &form, func(ctx context.Context) (workplan.WaiverReading, error) {
		return s.Tracker.WaiveFinding(ctx, c.actor, c.Param("plan"), in)
	}, func(w workplan.WaiverReading) string { return checkPath(w.Plan) + "?done=waived#waivers" }, func(status int) error {
		page, err := c.waiver(form)
		if err != nil {
			return err
		}
		return c.page(status, "waiver_form", page)
	})
}

// withdrawal is the form that withdraws a waiver.
func (c *call) withdrawal(form sheet) (waiverForm, error) {
	page := waiverForm{Form: form}
	var err error
	if page.Plan, err = c.waivable(); err != nil {
		return page, err
	}
	check, err := c.check(page.Plan.Code)
	if err != nil {
		return page, err
	}
	n := slices.IndexFunc(check.Waivers, func(w checkWaiver) bool { return strconv.Itoa(w.Number) == c.Param("number") })
	if n < 0 {
		return page, workplan.Missing("waiver %s in plan %s", c.Param("number"), page.Plan.Code)
	}
	page.Waiver = &check.Waivers[n]
	page.Rule, page.About, page.Found = page.Waiver.Rule, page.Waiver.Subject(), page.Waiver.Found
	return page, nil
}

// showWithdrawal shows the form by which a waiver is withdrawn.
func (s *site) showWithdrawal(c *call) error {
	page, err := c.withdrawal(blank())
	if err != nil {
		return err
	}
	return c.show("waiver_form", page)
}

// withdrawWaiver withdraws a waiver, so that its finding counts again.
func (s *site) withdrawWaiver(c *call) error {
	form := c.sent()
	page, err := c.withdrawal(form)
	if err != nil {
		return err
	}
	return write(c, &page.Form, func(ctx context.Context) (workplan.WaiverReading, error) {
		return s.Tracker.WithdrawWaiver(ctx, c.actor, page.Plan.Code, page.Waiver.Number, workplan.WithdrawalContent{Reason: form.text("reason")})
	}, func(w workplan.WaiverReading) string { return checkPath(w.Plan) + "?done=unwaived#waivers" }, func(status int) error {
		return c.page(status, "waiver_form", page)
	})
}
