package web

import (
	"context"
	"maps"
	"net/url"
	"slices"
	"strconv"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// itemForm is the form of an item's text, dates and roles: of a new item of a draft, or of one that is there.
type itemForm struct {
	Form sheet
	Plan tracker.PlanReading
	Item *tracker.ItemReading
	itemChoices
	// Back is the page from which the form is opened. Amending says that the plan is in force, so that what is sent is one of the changes of an
	// amendment.
	Back     string
	Amending bool
}

// itemChoices are what there is to choose from in a form of an item. Members are those of the register, those with a standing in the body first.
type itemChoices struct {
	Objectives []option
	Natures    []option
	Audiences  []option
	Members    []option
	Before     []option
}

// Chosen are those of some options that stand in a field, as they are called.
func (p itemChoices) Chosen(form sheet, field string) []string {
	var texts []string
	for _, code := range form.list(field) {
		if n := slices.IndexFunc(p.Members, func(o option) bool { return o.Value == code }); n >= 0 {
			texts = append(texts, p.Members[n].Text)
		}
	}
	return texts
}

// keeps has the items among the choices that an item continues already, whether they would be offered or not.
func (p *itemChoices) keeps(predecessors workplan.List) {
	p.Before = including(p.Before, nil, predecessors...)
}

// itemForm is the form with what there is to choose from; of the item in the address where there is one.
func (c *call) itemForm(form sheet) (itemForm, error) {
	page := itemForm{Form: form}
	var err error
	if page.Plan, err = c.writable(c.Param("plan")); err != nil {
		return page, err
	}
	if ref := c.Param("ref"); ref != "" {
		i, err := c.site.Tracker.Item(c.Request().Context(), c.actor, page.Plan.Code, ref, tracker.When{})
		if err != nil {
			return page, err
		}
		page.Item = &i
	}
	page.Back = draftPath(page.Plan.Code)
	page.itemChoices, err = c.itemChoices(page.Plan.WorkPlan)
	page.keeps(form.list("predecessors"))
	return page, err
}

// itemChoices reads what can be chosen for an item of a plan.
func (c *call) itemChoices(p workplan.WorkPlan) (itemChoices, error) {
	ctx, t := c.Request().Context(), c.site.Tracker
	o := itemChoices{Natures: options(c.lang, workplan.Natures), Audiences: options(c.lang, audiencesWithin(p.Audience))}
	objectives, err := t.Objectives(ctx, c.actor, p.Code, tracker.When{})
	if err != nil {
		return o, err
	}
	for _, objective := range objectives {
		number := strconv.Itoa(objective.Number)
		o.Objectives = append(o.Objectives, option{number, number + ". " + objective.Title})
	}
	if o.Members, err = c.membersFirstOf(p.Body); err != nil || p.Predecessor == "" {
		return o, err
	}
	before, err := every(func(page workplan.Page) (workplan.Listing[tracker.ItemReading], error) {
		return t.ListItems(ctx, c.actor, workplan.ItemFilter{Plan: workplan.List{p.Predecessor}}, page, tracker.When{})
	}, workplan.Sort{Word: "ref"})
	for _, i := range before {
		o.Before = append(o.Before, option{i.Name(), i.Ref + " " + i.Title})
	}
	return o, err
}

// membersFirstOf are the members of the register by what they are called, those with a standing in a body today first.
func (c *call) membersFirstOf(body string) ([]option, error) {
	names, err := c.register()
	if err != nil {
		return nil, err
	}
	memberships, err := c.membershipsOf(body, c.site.today())
	elsewhere := func(o option) int {
		if slices.ContainsFunc(memberships, func(m workplan.Membership) bool { return m.Member == o.Value }) {
			return 0
		}
		return 1
	}
	o := memberOptions(names, maps.Keys(names))
	slices.SortStableFunc(o, func(a, b option) int { return elsewhere(a) - elsewhere(b) })
	return o, err
}

// showItemForm shows the form of an item.
func (s *site) showItemForm(c *call) error {
	page, err := c.itemForm(blank("objective", c.QueryParam("objective"), "nature", string(workplan.NatureOneOff)))
	if err != nil {
		return err
	}
	if i := page.Item; i != nil {
		page.Form = filledIn(editing(i.Version), i.ItemContent)
		page.keeps(i.Predecessors)
	} else {
		page.Form.Values.Set("audience", string(page.Plan.Audience))
	}
	return c.show("item_form", page)
}

// filledIn is a form with what stands in an item.
func filledIn(f sheet, i workplan.ItemContent) sheet {
	for name, value := range map[string]string{"title": i.Title, "description": i.Description, "expected_output": i.ExpectedOutput, "nature": string(i.Nature), "start": string(i.Start),
		"due": string(i.Due), "audience": string(i.Audience), "topics": onLines(i.Topics), "origin": i.Origin, "note": i.Note, "source": i.Source} {
		f.Values.Set(name, value)
	}
	if i.Objective > 0 {
		f.Values.Set("objective", strconv.Itoa(i.Objective))
	}
	for name, list := range map[string]workplan.List{"leads": i.Leads, "supporting": i.Supporting, "partners": i.Partners, "predecessors": i.Predecessors} {
		f.Values[name] = slices.Clone(list)
	}
	return f
}

// itemContent is what a form says of an item. Members keep the order in which they stood before; new ones follow.
func itemContent(f sheet, before workplan.ItemContent, faults *workplan.Faults) workplan.ItemContent {
	return workplan.ItemContent{Objective: f.number("objective", faults), Title: f.text("title"), Description: f.text("description"), ExpectedOutput: f.text("expected_output"),
		Nature: workplan.Nature(f.text("nature")), Start: f.period("start"), Due: f.period("due"), Audience: workplan.Audience(f.text("audience")),
		Leads: inOrderOf(before.Leads, f.list("leads")), Supporting: inOrderOf(before.Supporting, f.list("supporting")), Partners: inOrderOf(before.Partners, f.list("partners")),
		Topics: f.rows("topics"), Origin: f.text("origin"), Predecessors: inOrderOf(before.Predecessors, f.list("predecessors")), Note: f.text("note"), Source: f.text("source")}
}

// keepItem enters an item into a draft, or changes one. Who asks for more goes on to the form of the next.
func (s *site) keepItem(c *call) error {
	form := c.sent()
	page, err := c.itemForm(form)
	if err != nil {
		return err
	}
	to := func(i tracker.ItemReading) string {
		if page.Item != nil {
			return draftPath(i.Plan) + "?done=kept#item-" + i.Ref
		}
		if form.Value("act") == "more" {
			return planPath(i.Plan) + "/items/new?" + url.Values{"objective": {form.Value("objective")}, "done": {"created"}}.Encode()
		}
		return draftPath(i.Plan) + "?done=created#item-" + i.Ref
	}
	return write(c, &page.Form, func(ctx context.Context) (tracker.ItemReading, error) {
		var f workplan.Faults
		if page.Item != nil {
			content := itemContent(form, page.Item.ItemContent, &f)
			if err := f.Err(); err != nil {
				return tracker.ItemReading{}, err
			}
			return s.Tracker.EditItem(ctx, c.actor, page.Plan.Code, page.Item.Ref, form.known(), func(i *workplan.ItemContent) error { *i = content; return nil })
		}
		in := workplan.NewItem{Ref: form.text("ref"), ItemContent: itemContent(form, workplan.ItemContent{}, &f)}
		if err := f.Err(); err != nil {
			return tracker.ItemReading{}, err
		}
		return s.Tracker.CreateItem(ctx, c.actor, page.Plan.Code, in)
	}, to, func(status int) error {
		if page.Item != nil {
			page.Form.caughtUp(page.Item.Version)
		}
		return c.page(status, "item_form", page)
	})
}

// showRemoveItem asks whether an item is to be removed from a draft.
func (s *site) showRemoveItem(c *call) error {
	page, err := c.itemForm(blank())
	if err != nil {
		return err
	}
	i := page.Item
	return c.show("confirm", confirmation{Trail: c.planTrail(page.Plan), Form: editing(i.Version), Title: c.lang.T("Remove item %s", i.Ref),
		Says:   c.lang.T("“%s” is taken out of the draft. Its number is not used again.", i.Title),
		Button: c.lang.T("Remove item %s", i.Ref), Back: draftPath(i.Plan)})
}

// removeItem removes an item from a draft.
func (s *site) removeItem(c *call) error {
	form := c.sent()
	return removed(c, form, draftPath(c.Param("plan"))+"?done=removed", func(ctx context.Context) error {
		return s.Tracker.RemoveItem(ctx, c.actor, c.Param("plan"), c.Param("ref"), form.known())
	})
}
