package web

import (
	"context"
	"strconv"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// objectiveForm is the form of an objective of a draft: of a new one, or of one that is there.
type objectiveForm struct {
	Form      sheet
	Plan      tracker.PlanReading
	Objective *workplan.Objective
	// Before are the objectives of the plan that this one follows, which it may continue.
	Before []option
	// Back and Amending are as in a form of an item.
	Back     string
	Amending bool
}

// writable reads a plan that the person may write as a draft.
func (c *call) writable(code string) (tracker.PlanReading, error) {
	plan, err := c.site.Tracker.Plan(c.Request().Context(), c.actor, code, tracker.When{})
	if err != nil {
		return plan, err
	}
	if err := c.actor.Must(workplan.EditDraft, workplan.Object{Body: plan.Body}); err != nil {
		return plan, err
	}
	return plan, plan.Editable()
}

// objectiveForm is the form with what there is to choose from; of the objective in the address where there is one.
func (c *call) objectiveForm(form sheet) (objectiveForm, error) {
	page := objectiveForm{Form: form}
	var err error
	if page.Plan, err = c.writable(c.Param("plan")); err != nil {
		return page, err
	}
	if text := c.Param("number"); text != "" {
		number, _ := strconv.Atoi(text) // what is no number is that of no objective
		o, err := c.site.Tracker.Objective(c.Request().Context(), c.actor, page.Plan.Code, number, tracker.When{})
		if err != nil {
			return page, err
		}
		page.Objective = &o
	}
	page.Back = draftPath(page.Plan.Code)
	before := form.Value("predecessor")
	if page.Objective != nil && before == "" {
		before = page.Objective.Predecessor
	}
	page.Before, err = c.objectivesBefore(page.Plan.WorkPlan, before)
	return page, err
}

// objectivesBefore are the objectives of the plan that a plan follows, as an objective names the one that it continues; and the one that it names already.
func (c *call) objectivesBefore(p workplan.WorkPlan, named string) ([]option, error) {
	if p.Predecessor == "" {
		return including(nil, nil, named), nil
	}
	objectives, err := c.site.Tracker.Objectives(c.Request().Context(), c.actor, p.Predecessor, tracker.When{})
	if workplan.KindOf(err) == workplan.NotFound {
		return including(nil, nil, named), nil
	}
	var o []option
	for _, before := range objectives {
		number := strconv.Itoa(before.Number)
		o = append(o, option{p.Predecessor + "/" + number, number + ". " + before.Title})
	}
	return including(o, nil, named), err
}

// showObjectiveForm shows the form of an objective.
func (s *site) showObjectiveForm(c *call) error {
	page, err := c.objectiveForm(blank())
	if err != nil {
		return err
	}
	if o := page.Objective; o != nil {
		page.Form = editing(o.Version, objectiveFields(o.ObjectiveContent)...)
	}
	return c.show("objective_form", page)
}

// objectiveFields are what a form shows of an objective at first, as fields and values in turn.
func objectiveFields(o workplan.ObjectiveContent) []string {
	return []string{"title", o.Title, "description", o.Description, "predecessor", o.Predecessor, "source", o.Source}
}

// objectiveContent is what a form says of an objective.
func objectiveContent(f sheet) workplan.ObjectiveContent {
	return workplan.ObjectiveContent{Title: f.text("title"), Description: f.text("description"), Predecessor: f.text("predecessor"), Source: f.text("source")}
}

// keepObjective enters an objective into a draft, or changes one.
func (s *site) keepObjective(c *call) error {
	form := c.sent()
	page, err := c.objectiveForm(form)
	if err != nil {
		return err
	}
	back := func(o workplan.Objective) string {
		done := "kept"
		if page.Objective == nil {
			done = "created"
		}
		return draftPath(o.Plan) + "?done=" + done + "#objective-" + strconv.Itoa(o.Number)
	}
	return write(c, &page.Form, func(ctx context.Context) (workplan.Objective, error) {
		if page.Objective != nil {
			return s.Tracker.EditObjective(ctx, c.actor, page.Plan.Code, page.Objective.Number, form.known(), func(o *workplan.ObjectiveContent) error { *o = objectiveContent(form); return nil })
		}
		var f workplan.Faults
		in := workplan.NewObjective{Number: form.number("number", &f), ObjectiveContent: objectiveContent(form)}
		if err := f.Err(); err != nil {
			return workplan.Objective{}, err
		}
		return s.Tracker.CreateObjective(ctx, c.actor, page.Plan.Code, in)
	}, back, func(status int) error {
		if page.Objective != nil {
			page.Form.caughtUp(page.Objective.Version)
		}
		return c.page(status, "objective_form", page)
	})
}

// showRemoveObjective asks whether an objective is to be removed.
func (s *site) showRemoveObjective(c *call) error {
	page, err := c.objectiveForm(blank())
	if err != nil {
		return err
	}
	o := page.Objective
	return c.show("confirm", confirmation{Trail: c.planTrail(page.Plan), Form: editing(o.Version), Title: c.lang.T("Remove objective %d", o.Number),
		Says:   c.lang.T("“%s” is taken out of the draft, as long as it has no items. Its number is not used again.", o.Title),
		Button: c.lang.T("Remove objective %d", o.Number), Back: draftPath(o.Plan)})
}

// removeObjective removes an objective from a draft.
func (s *site) removeObjective(c *call) error {
	form := c.sent()
	number, _ := strconv.Atoi(c.Param("number")) // what is no number is that of no objective
	return removed(c, form, draftPath(c.Param("plan"))+"?done=removed", func(ctx context.Context) error {
		return s.Tracker.RemoveObjective(ctx, c.actor, c.Param("plan"), number, form.known())
	})
}
