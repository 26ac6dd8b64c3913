package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// What one thing of an amendment is to say is entered in the form in which a draft is written; what is sent is kept with the rest of the amendment.

// newThing is the number of a new thing that the last part of an address names, as "new" or "new_2"; false where it names one that is there.
func newThing(part string, d amendmentDraft, kind string) (id string, is bool) {
	if part == "new" {
		return d.free(kind), true
	}
	return strings.CutPrefix(part, "new_")
}

// part is what an amendment says of one thing: the form of that thing with the draft's values in it, and the values that it has without. At is what the
// address calls it.
type part struct {
	plan   tracker.PlanReading
	draft  amendmentDraft
	kind   string
	at, id string
	before url.Values
}

// partOf opens a thing of the amendment of the plan in the address.
func (c *call) partOf(kind, at string) (part, error) {
	p := part{kind: kind, at: at, id: at}
	var err error
	if p.plan, err = c.amendable(c.Param("plan")); err != nil {
		return p, err
	}
	if p.draft, err = c.amendmentDraft(p.plan.Code); err != nil {
		return p, err
	}
	if id, is := newThing(at, p.draft, "new_"+kind); is {
		p.kind, p.id = "new_"+kind, id
	}
	return p, nil
}

// form is the thing's form: as it stands, with what the amendment says of it.
func (p *part) form(as sheet) sheet {
	p.before = content(as)
	if strings.HasPrefix(p.kind, "new_") {
		p.before = url.Values{}
	}
	f := blank()
	for field, values := range content(as) {
		f.Values[field] = values
	}
	return p.draft.thing(p.kind, p.id).over(f)
}

// collect changes the amendment, and goes back to it.
func (p part) collect(c *call, change func(amendmentDraft)) error {
	_, err := c.editAmendmentDraft(p.plan.Code, change)
	return c.seeAfter(amendPath(p.plan.Code)+"?done=collected", err)
}

// keep keeps what was sent with the rest of the amendment, and goes back to it.
func (p part) keep(c *call, sent sheet, fields []string) error {
	after := url.Values{}
	for _, field := range fields {
		if list, is := sent.Values[field]; is {
			if after[field] = []string{sent.text(field)}; severalOf[field] {
				after[field] = inOrderOf(p.before[field], list)
			}
		} else if len(p.before[field]) > 0 {
			after[field] = []string{""} // nothing of the list is chosen any more
		}
	}
	return p.collect(c, func(d amendmentDraft) {
		kind, isNew := strings.CutPrefix(p.kind, "new_")
		if !isNew {
			d.set(kind, p.id, p.before, after)
			return
		}
		key := sent.Value("key")
		if slices.Contains(d.Values[sentKeys], key) { // sent twice, entered once
			return
		}
		d.Add(sentKeys, key)
		id, _ := newThing(p.at, d, p.kind) // which another page may have made another since this one was opened
		if d.set(p.kind, id, p.before, after); sent.text("title") == "" {
			d.Values[p.kind+"/"+id+"/title"] = []string{""} // refused when it is previewed, and not lost until then
		}
	})
}

// sentKeys is where a draft keeps the keys of the forms by which new things came into it.
const sentKeys = "sent"

// The fields of each form.
var (
	planFieldNames      = []string{"title", "period_start", "period_end", "audience", "predecessor", "notes", "source"}
	objectiveFieldNames = []string{"number", "title", "description", "predecessor", "source"}
	itemFieldNames      = []string{"ref", "objective", "title", "description", "expected_output", "nature", "start", "due", "audience", "leads", "supporting", "partners", "topics", "origin",
		"predecessors", "note", "source"}
)

// severalOf are the fields of an item in which several are chosen.
var severalOf = map[string]bool{"leads": true, "supporting": true, "partners": true, "predecessors": true}

// planPart is the plan's own text in an amendment.
func (c *call) planPart() (part, planForm, error) {
	p, err := c.partOf("plan", "")
	if err != nil {
		return p, planForm{}, err
	}
	page, err := c.planForm(p.form(blank(planFields(p.plan.PlanContent)...)), &p.plan)
	page.Back, page.Amending = amendPath(p.plan.Code), true
	return p, page, err
}

// showAmendPlan shows the form of the plan's own text in an amendment.
func (s *site) showAmendPlan(c *call) error {
	_, page, err := c.planPart()
	if err != nil {
		return err
	}
	return c.show("plan_form", page)
}

// amendPlanText takes what the amendment is to say of the plan's own text.
func (s *site) amendPlanText(c *call) error {
	p, _, err := c.planPart()
	if err != nil {
		return err
	}
	return p.keep(c, c.sent(), planFieldNames)
}

// objectivePart is an objective in an amendment.
func (c *call) objectivePart() (part, objectiveForm, error) {
	p, err := c.partOf("objective", c.Param("number"))
	if err != nil {
		return p, objectiveForm{}, err
	}
	page, as := objectiveForm{Plan: p.plan, Back: amendPath(p.plan.Code), Amending: true}, blank()
	if p.kind == "objective" {
		number, _ := strconv.Atoi(p.id) // what is no number is that of no objective
		o, err := c.site.Tracker.Objective(c.Request().Context(), c.actor, p.plan.Code, number, tracker.When{})
		if err != nil {
			return p, page, err
		}
		page.Objective, as = &o, blank(objectiveFields(o.ObjectiveContent)...)
	}
	page.Form = p.form(as)
	page.Before, err = c.objectivesBefore(p.plan.WorkPlan, page.Form.Value("predecessor"))
	return p, page, err
}

// showAmendObjective shows the form of an objective in an amendment.
func (s *site) showAmendObjective(c *call) error {
	_, page, err := c.objectivePart()
	if err != nil {
		return err
	}
	return c.show("objective_form", page)
}

// amendObjective takes what the amendment is to say of an objective, or that it takes it out of the plan.
func (s *site) amendObjective(c *call) error {
	p, page, err := c.objectivePart()
	if err != nil {
		return err
	}
	form := c.sent()
	if form.Value("act") == "remove" && page.Objective != nil {
		return p.collect(c, func(d amendmentDraft) {
			d.drop("objective", p.id)
			d.Set("remove/"+p.id+"/", "1")
		})
	}
	var f workplan.Faults
	if form.number("number", &f); len(f) > 0 {
		page.Form = form
		page.Form.Errors = errorsOf(f.Err())
		return c.page(http.StatusUnprocessableEntity, "objective_form", page)
	}
	return p.keep(c, form, objectiveFieldNames)
}

// itemPart is an item in an amendment.
func (c *call) itemPart() (part, itemForm, error) {
	p, err := c.partOf("item", c.Param("ref"))
	if err != nil {
		return p, itemForm{}, err
	}
	page, as := itemForm{Plan: p.plan, Back: amendPath(p.plan.Code), Amending: true}, blank("nature", string(workplan.NatureOneOff), "audience", string(p.plan.Audience))
	if p.kind == "item" {
		i, err := c.site.Tracker.Item(c.Request().Context(), c.actor, p.plan.Code, p.id, tracker.When{})
		if err != nil {
			return p, page, err
		}
		page.Item, as = &i, filledIn(blank(), i.ItemContent)
	}
	page.Form = p.form(as)
	page.itemChoices, err = c.itemChoices(p.plan.WorkPlan)
	page.keeps(page.Form.list("predecessors"))
	return p, page, err
}

// showAmendItem shows the form of an item in an amendment.
func (s *site) showAmendItem(c *call) error {
	_, page, err := c.itemPart()
	if err != nil {
		return err
	}
	return c.show("item_form", page)
}

// amendItem takes what the amendment is to say of an item.
func (s *site) amendItem(c *call) error {
	p, page, err := c.itemPart()
	if err != nil {
		return err
	}
	form := c.sent()
	var f workplan.Faults
	before := workplan.ItemContent{}
	if page.Item != nil {
		before = page.Item.ItemContent
	}
	content := itemContent(form, before, &f)
	if f = append(f, content.Faults(p.plan.WorkPlan)...); len(f) > 0 {
		page.keeps(form.list("predecessors"))
		page.Form = form
		page.Form.Errors = errorsOf(f.Err())
		return c.page(http.StatusUnprocessableEntity, "item_form", page)
	}
	return p.keep(c, form, itemFieldNames)
}

// withdrawalPage is the form in which an amendment takes an item out of the plan.
type withdrawalPage struct {
	Form sheet
	Item tracker.ItemReading
	Back string
}

// withdrawalPart is the withdrawal of an item in an amendment.
func (c *call) withdrawalPart() (part, withdrawalPage, error) {
	p, err := c.partOf("item", c.Param("ref"))
	page := withdrawalPage{Back: amendPath(p.plan.Code)}
	if err != nil {
		return p, page, err
	}
	p.kind = "withdraw"
	if page.Item, err = c.site.Tracker.Item(c.Request().Context(), c.actor, p.plan.Code, p.id, tracker.When{}); err != nil {
		return p, page, err
	}
	page.Form = p.form(blank())
	return p, page, nil
}

// showAmendWithdrawal shows the form in which an amendment withdraws an item.
func (s *site) showAmendWithdrawal(c *call) error {
	_, page, err := c.withdrawalPart()
	if err != nil {
		return err
	}
	return c.show("withdraw", page)
}

// amendWithdrawal takes that the amendment withdraws an item, and why.
func (s *site) amendWithdrawal(c *call) error {
	p, _, err := c.withdrawalPart()
	if err != nil {
		return err
	}
	reason := c.sent().text("reason")
	return p.collect(c, func(d amendmentDraft) {
		d.drop("item", p.id)
		d.Set("withdraw/"+p.id+"/reason", reason)
	})
}
