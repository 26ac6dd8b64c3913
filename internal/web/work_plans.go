package web

import (
	"cmp"
	"context"
	"slices"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// planForm is the form of a plan's own text: of a new plan, or of a draft. Before are the plans that it may follow.
type planForm struct {
	Form      sheet
	Plan      *tracker.PlanReading
	Bodies    []option
	Before    []option
	Audiences []option
	// Back and Amending are as in a form of an item.
	Back     string
	Amending bool
}

// draftPath is the address at which a draft is written.
func draftPath(plan string) string { return planPath(plan) + "/draft" }

// planForm is the form with what there is to choose from. A new plan is refused to who may write drafts in no body.
func (c *call) planForm(form sheet, plan *tracker.PlanReading) (planForm, error) {
	page := planForm{Form: form, Plan: plan, Back: "/plans", Audiences: options(c.lang, workplan.Audiences)}
	var of workplan.List
	if plan != nil {
		page.Back = draftPath(plan.Code)
		of = workplan.List{plan.Body}
	} else {
		bodies, err := c.bodiesFor(workplan.EditDraft)
		if err != nil {
			return page, err
		}
		if len(bodies) == 0 {
			return page, c.actor.Must(workplan.EditDraft, workplan.Object{})
		}
		page.Bodies = bodyOptions(bodies)
		for _, b := range bodies {
			of = append(of, b.Code)
		}
	}
	plans, err := c.plansIn(of, tracker.When{})
	for _, p := range plans {
		if plan == nil || p.Code != plan.Code {
			page.Before = append(page.Before, option{p.Code, p.Title})
		}
	}
	page.Before = including(page.Before, nil, form.Value("predecessor"))
	return page, err
}

// showNewPlan shows the form of a new plan. Where it is opened from the plan that it follows, that is chosen already.
func (s *site) showNewPlan(c *call) error {
	page, err := c.planForm(blank("audience", string(workplan.AudienceMembers), "body", c.QueryParam("body"), "predecessor", c.QueryParam("predecessor")), nil)
	if err != nil {
		return err
	}
	return c.show("plan_form", page)
}

// createPlan begins a draft.
func (s *site) createPlan(c *call) error {
	form := c.sent()
	page, err := c.planForm(form, nil)
	if err != nil {
		return err
	}
	if page.Form.Value("body") == "" && len(page.Bodies) == 1 {
		page.Form.Values.Set("body", page.Bodies[0].Value)
	}
	in := workplan.NewPlan{Code: form.text("code"), Body: form.text("body"), PlanContent: planContent(form)}
	return write(c, &page.Form, func(ctx context.Context) (workplan.WorkPlan, error) { return s.Tracker.CreatePlan(ctx, c.actor, in) },
		func(p workplan.WorkPlan) string { return draftPath(p.Code) + "?done=created" },
		func(status int) error { return c.page(status, "plan_form", page) })
}

// planContent is what a form says of a plan.
func planContent(f sheet) workplan.PlanContent {
	return workplan.PlanContent{Title: f.text("title"), PeriodStart: f.period("period_start"), PeriodEnd: f.period("period_end"),
		Audience: workplan.Audience(f.text("audience")), Predecessor: f.text("predecessor"), Notes: f.text("notes"), Source: f.text("source")}
}

// planFields are what a form shows of a plan at first, as fields and values in turn.
func planFields(p workplan.PlanContent) []string {
	return []string{"title", p.Title, "period_start", string(p.PeriodStart), "period_end", string(p.PeriodEnd), "audience", string(p.Audience), "predecessor", p.Predecessor,
		"notes", p.Notes, "source", p.Source}
}

// showPlanForm shows the form of a draft's own text.
func (s *site) showPlanForm(c *call) error {
	plan, err := c.writable(c.Param("plan"))
	if err != nil {
		return err
	}
	page, err := c.planForm(editing(plan.Version, planFields(plan.PlanContent)...), &plan)
	if err != nil {
		return err
	}
	return c.show("plan_form", page)
}

// editPlan changes a draft's own text.
func (s *site) editPlan(c *call) error {
	form := c.sent()
	plan, err := c.writable(c.Param("plan"))
	if err != nil {
		return err
	}
	page, err := c.planForm(form, &plan)
	if err != nil {
		return err
	}
	return write(c, &page.Form, func(ctx context.Context) (workplan.WorkPlan, error) {
		return s.Tracker.EditPlan(ctx, c.actor, plan.Code, form.known(), func(p *workplan.PlanContent) error { *p = planContent(form); return nil })
	}, func(p workplan.WorkPlan) string { return draftPath(p.Code) + "?done=kept" },
		func(status int) error {
			page.Form.caughtUp(plan.Version)
			return c.page(status, "plan_form", page)
		})
}

// draftPage is a draft as its keepers write it: its text, its objectives with their items, and what the plan check finds.
type draftPage struct {
	Plan       tracker.PlanReading
	Body       workplan.Body
	Objectives []draftObjective
	Loose      []workplan.ReportItem
	memberNames
	Check      workplan.PlanCheck
	MayEndorse bool
}

// draftObjective is an objective of a draft with its items.
type draftObjective struct {
	workplan.Objective
	Items []workplan.ReportItem
}

// Empty says whether there is nothing in the draft yet.
func (p draftPage) Empty() bool { return len(p.Objectives)+len(p.Loose) == 0 }

// Items counts the items of the draft.
func (p draftPage) Items() int {
	n := len(p.Loose)
	for _, o := range p.Objectives {
		n += len(o.Items)
	}
	return n
}

// Finding is what the plan check finds that is not waived, worst first.
func (p draftPage) Finding() []workplan.Finding {
	standing := slices.DeleteFunc(slices.Clone(p.Check.Findings), func(f workplan.Finding) bool { return f.Waiver != nil })
	slices.SortStableFunc(standing, func(a, b workplan.Finding) int {
		return cmp.Compare(slices.Index(workplan.Severities, a.Severity), slices.Index(workplan.Severities, b.Severity))
	})
	return standing
}

// draft reads a draft for its keepers. It is refused to others, and where the plan is no draft.
func (c *call) draft(code string) (draftPage, error) {
	ctx, t := c.Request().Context(), c.site.Tracker
	page := draftPage{}
	var err error
	if page.Plan, err = t.Plan(ctx, c.actor, code, tracker.When{}); err != nil {
		return page, err
	}
	if err := c.actor.Must(workplan.EditDraft, workplan.Object{Body: page.Plan.Body}); err != nil {
		return page, err
	}
	if err := page.Plan.Editable(); err != nil {
		return page, err
	}
	report, err := c.report(ctx, code, tracker.ReportRequest{WithCheck: true})
	if err != nil {
		return page, err
	}
	objectives, err := t.Objectives(ctx, c.actor, code, tracker.When{})
	page.MayEndorse, page.memberNames, page.Body = c.may(workplan.EndorsePlan, page.Plan.Body), report.Names, report.Body
	if report.Check != nil {
		page.Check = *report.Check
	}
	for _, o := range objectives {
		page.Objectives = append(page.Objectives, draftObjective{o, itemsUnder(report, o.Number)})
	}
	page.Loose = itemsUnder(report, 0)
	return page, err
}

// itemsUnder are the items of a report under an objective, or under none for 0.
func itemsUnder(r workplan.CompletionReport, objective int) []workplan.ReportItem {
	return slices.DeleteFunc(slices.Clone(r.Items), func(i workplan.ReportItem) bool { return i.Item.Objective != objective })
}

// showDraft shows a draft to those who write it.
func (s *site) showDraft(c *call) error {
	page, err := c.draft(c.Param("plan"))
	if err != nil {
		return err
	}
	return c.show("draft", page)
}

// showRemovePlan asks whether a draft is to be removed.
func (s *site) showRemovePlan(c *call) error {
	page, err := c.draft(c.Param("plan"))
	if err != nil {
		return err
	}
	return c.show("confirm", confirmation{Trail: c.planTrail(page.Plan), Form: editing(page.Plan.Version), Title: c.lang.T("Remove the draft %s", page.Plan.Title),
		Says:   c.lang.T("The draft goes, with its objectives (%d) and its items (%d). Its code is not used again; readings of the past still show it. Proposals that went on in it are open again.", len(page.Objectives), page.Items()),
		Button: c.lang.T("Remove the draft"), Back: draftPath(page.Plan.Code)})
}

// removePlan removes a draft.
func (s *site) removePlan(c *call) error {
	form := c.sent()
	return removed(c, form, "/plans?done=removed", func(ctx context.Context) error {
		return s.Tracker.RemovePlan(ctx, c.actor, c.Param("plan"), form.known())
	})
}

// planTrail leads from a page of a plan up to it.
func (c *call) planTrail(p tracker.PlanReading) []section {
	return trail("/plans", c.lang.T("Plans"), planPath(p.Code), p.Title)
}
