package web

import (
	"context"
	"slices"

	"fwptracker/internal/language"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// itemDecisionForm is the form in which the co-chairs withdraw, reopen or reinstate an item.
type itemDecisionForm struct {
	Form     sheet
	Plan     tracker.PlanReading
	Item     tracker.ItemReading
	To       []option
	Meetings []option
}

// Path is the address of the item.
func (p itemDecisionForm) Path() string { return itemPath(p.Item.Plan, p.Item.Ref) }

// decisions are the statuses that the co-chairs can give an item, by what doing so is called. They are texts of the catalogues.
var decisions = map[workplan.Status]string{workplan.StatusWithdrawn: "Withdraw the item", workplan.StatusInProgress: "Reopen the item: it is in progress again",
	workplan.StatusPlanned: "Reinstate the item: it is planned again"}

// decidable are the decisions that can be taken on an item as it stands.
func decidable(l *language.Language, i workplan.ActionItem) []option {
	var o []option
	for _, t := range workplan.Transitions {
		if t.From == i.Status && t.By == workplan.DecideOnItem {
			o = append(o, option{string(t.To), word(l, decisions, t.To)})
		}
	}
	return o
}

// mayDecide says whether the person may decide on an item of a plan as it stands today.
func (c *call) mayDecide(plan workplan.WorkPlan, i workplan.ActionItem) bool {
	return plan.Status == workplan.PlanEndorsed && c.actor.May(workplan.DecideOnItem, workplan.Object{Body: plan.Body, Leads: i.Leads}).Allowed &&
		slices.ContainsFunc(workplan.Transitions, func(t workplan.Transition) bool { return t.From == i.Status && t.By == workplan.DecideOnItem })
}

// decision is the form with what can be decided.
func (c *call) decision(form sheet) (itemDecisionForm, error) {
	page, ctx, t := itemDecisionForm{Form: form}, c.Request().Context(), c.site.Tracker
	var err error
	if page.Item, err = t.Item(ctx, c.actor, c.Param("plan"), c.Param("ref"), tracker.When{}); err != nil {
		return page, err
	}
	if page.Plan, err = t.Plan(ctx, c.actor, page.Item.Plan, tracker.When{}); err != nil {
		return page, err
	}
	if err := c.actor.Must(workplan.DecideOnItem, workplan.Object{Body: page.Plan.Body, Leads: page.Item.Leads}); err != nil {
		return page, err
	}
	if err := page.Plan.Takes(workplan.Say("decisions")); err != nil {
		return page, err
	}
	page.To = decidable(c.lang, page.Item.ActionItem)
	page.Meetings, err = c.decidingChoices(page.Plan.Body)
	return page, err
}

// showDecision shows the form of a decision on an item.
func (s *site) showDecision(c *call) error {
	page, err := c.decision(blank())
	if err != nil {
		return err
	}
	if page.Form.at(page.Item.Version); len(page.To) == 1 {
		page.Form.Values.Set("status", page.To[0].Value)
	}
	return c.show("item_decision_form", page)
}

// decide records what the co-chairs decide on an item.
func (s *site) decide(c *call) error {
	form := c.sent()
	in := workplan.NewStatusUpdate{UpdateContent: workplan.UpdateContent{Kind: workplan.UpdateProgress, Status: workplan.Status(form.text("status")), Reason: form.text("reason"),
		EffectiveOn: workplan.Date(form.text("effective_on")), Meeting: form.text("meeting")}}
	return write(c, &form, func(ctx context.Context) (tracker.UpdateReading, error) {
		return s.Tracker.PostStatusUpdate(ctx, c.actor, c.Param("plan"), c.Param("ref"), form.known(), in)
	}, func(u tracker.UpdateReading) string { return itemPath(u.Plan, u.Ref) + "?done=decided" }, func(status int) error {
		page, err := c.decision(form)
		if err != nil {
			return err
		}
		page.Form.caughtUp(page.Item.Version)
		return c.page(status, "item_decision_form", page)
	})
}
