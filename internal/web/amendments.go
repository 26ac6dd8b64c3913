package web

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"fwptracker/internal/language"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// amendmentPage is an amendment while it is put together: what changes so far, what else could, and why, from when and where it was decided.
type amendmentPage struct {
	Form       sheet
	Plan       tracker.PlanReading
	Objectives []workplan.Objective
	Items      []workplan.ReportItem
	Names      memberNames
	Meetings   []option
	Changes    []amendmentChange
	Blocks     []workplan.Sentence
	MayAmend   bool
	// Left is why the plan cannot be amended any more, "" where it can; Readable says that the person may still read the plan.
	Left     workplan.Sentence
	Readable bool
	Preview  *workplan.AmendmentReading
	// Seen stands for what the preview shows, so that nothing else is recorded.
	Seen string
}

// amendmentChange is one thing that changes, field by field, with what stands against it.
type amendmentChange struct {
	amendedThing
	Title  string
	Fields []fieldChange
	Faults []workplan.Sentence
}

// fieldChange is a field by its label, with what it was and what it is to be.
type fieldChange struct{ Label, Was, Is string }

// Path is where what changes in the thing is edited; "" where there is nothing to edit but to leave it as it is.
func (a amendmentChange) Path(plan string) string {
	switch a.Kind {
	case "plan":
		return amendPath(plan) + "/plan"
	case "objective", "new_objective":
		return amendPath(plan) + "/objectives/" + strings.TrimSuffix(a.Kind, "objective") + a.ID
	case "item", "new_item":
		return amendPath(plan) + "/items/" + strings.TrimSuffix(a.Kind, "item") + a.ID
	case "withdraw":
		return amendPath(plan) + "/withdraw/" + a.ID
	default:
		return ""
	}
}

// Touched says whether a thing is among those that change already.
func (p amendmentPage) Touched(kind, id string) bool {
	return slices.ContainsFunc(p.Changes, func(a amendmentChange) bool {
		return a.ID == id && (a.Kind == kind || kind == "item" && a.Kind == "withdraw" || kind == "objective" && a.Kind == "remove")
	})
}

// amendmentPage is the amendment as it stands in the draft. Who may: the secretariat and co-chairs.
func (c *call) amendmentPage(d amendmentDraft) (amendmentPage, error) {
	page := amendmentPage{}
	var err error
	if page.Plan, err = c.amendable(c.Param("plan")); err != nil {
		return page, err
	}
	return page, c.putTogether(&page, d)
}

// putTogether reads what the page of an amendment shows of the plan, and what the draft changes in it.
func (c *call) putTogether(page *amendmentPage, d amendmentDraft) error {
	ctx, t := c.Request().Context(), c.site.Tracker
	page.MayAmend = c.may(workplan.AmendPlan, page.Plan.Body)
	page.Form = editing(page.Plan.Version)
	for _, field := range amendmentHead {
		page.Form.Values.Set(field, d.Get(field))
	}
	if page.Form.Value("effective_on") == "" {
		page.Form.Values.Set("effective_on", string(c.site.today()))
	}
	report, err := c.report(ctx, page.Plan.Code, tracker.ReportRequest{})
	if err != nil {
		return err
	}
	page.Items = report.Items
	if page.Names, err = c.register(); err != nil {
		return err
	}
	if page.Objectives, err = t.Objectives(ctx, c.actor, page.Plan.Code, tracker.When{}); err != nil {
		return err
	}
	if page.Meetings, err = c.decidingChoices(page.Plan.Body); err != nil {
		return err
	}
	for _, thing := range d.things() {
		page.Changes = append(page.Changes, page.changeOf(c.lang, thing))
	}
	return nil
}

// amendmentHead are the fields that say why, from when and where an amendment was decided.
var amendmentHead = []string{"reason", "effective_on", "meeting", "source"}

// changeOf is a thing that changes, as the page shows it.
func (p amendmentPage) changeOf(l *language.Language, t amendedThing) amendmentChange {
	a, before := amendmentChange{amendedThing: t, Title: t.ID}, sheet{}
	switch t.Kind {
	case "plan":
		a.Title, before = l.T("The plan's own text"), blank(planFields(p.Plan.PlanContent)...)
	case "new_objective":
		a.Title = l.T("A new objective: %s", t.Fields.Get("title"))
	case "new_item":
		a.Title = l.T("A new item: %s", t.Fields.Get("title"))
	case "objective", "remove":
		for _, o := range p.Objectives {
			if strconv.Itoa(o.Number) == t.ID {
				a.Title, before = l.T("Objective %d: %s", o.Number, o.Title), blank(objectiveFields(o.ObjectiveContent)...)
			}
		}
		if t.Kind == "remove" {
			a.Title = l.T("Taken out: %s", a.Title)
			return a
		}
	default:
		for _, i := range p.Items {
			if i.Item.Ref == t.ID {
				a.Title, before = i.Item.Ref+" "+i.Item.Title, filledIn(blank(), i.Item.ItemContent)
			}
		}
		if t.Kind == "withdraw" {
			a.Title = l.T("Withdrawn: %s", a.Title)
		}
	}
	for _, field := range slices.Sorted(maps.Keys(t.Fields)) {
		if is := t.Fields[field]; t.Kind == "item" || t.Kind == "objective" || t.Kind == "plan" || strings.Join(is, "") != "" && field != "title" {
			a.Fields = append(a.Fields, fieldChange{l.Label(field), p.Names.said(l, field, before.Values[field]), p.Names.said(l, field, is)})
		}
	}
	return a
}

// showAmendment shows the amendment that the person is putting together. What they had put together and can no longer record can be read and thrown away.
func (s *site) showAmendment(c *call) error {
	d, err := c.amendmentDraft(c.Param("plan"))
	if err != nil {
		return err
	}
	page, err := c.amendmentPage(d)
	if len(d.Values) > 0 && lost(err) {
		return c.showLeftAmendment(page, d, err)
	}
	if err != nil {
		return err
	}
	return c.show("amend", page)
}

// sendAmendment keeps what was typed, shows what the amendment would do, or makes it.
func (s *site) sendAmendment(c *call) error {
	form := c.sent()
	plan := c.Param("plan")
	d, err := c.amendmentDraft(plan)
	if err != nil {
		return err
	}
	if form.Value("act") == "record" {
		return s.recordAmendment(c, form, d)
	}
	_, refused := c.amendable(plan)
	if form.Value("act") == "drop" {
		to := amendPath(plan)
		switch {
		case workplan.KindOf(refused) == workplan.NotFound:
			to = "/"
		case refused != nil: // nothing can be begun again
			to = planPath(plan)
		}
		return c.seeAfter(to, s.Tracker.DropDraft(c.Request().Context(), c.actor, amendPath(plan)))
	}
	if refused != nil {
		return refused
	}
	if d, err = c.editAmendmentDraft(plan, func(d amendmentDraft) {
		for _, field := range amendmentHead {
			if d.Del(field); form.text(field) != "" {
				d.Set(field, form.text(field))
			}
		}
		if kind, id, is := strings.Cut(form.Value("leave"), "/"); is {
			d.drop(kind, id)
		}
	}); err != nil {
		return err
	}
	if form.Value("act") != "preview" {
		return c.see(amendPath(plan))
	}
	return s.previewAmendment(c, d)
}

// previewAmendment shows what the amendment would do, or what stands in its way beside each thing.
func (s *site) previewAmendment(c *call, d amendmentDraft) error {
	page, err := c.amendmentPage(d)
	if err != nil {
		return err
	}
	in, at := d.amendment()
	preview, err := s.Tracker.PreviewAmendment(c.Request().Context(), c.actor, page.Plan.Code, in)
	if err != nil {
		return page.again(c, err, at)
	}
	page.Preview, page.Seen = &preview, d.seen()
	return c.show("amendment_preview", page)
}

// place puts what stands in the way of an amendment beside the thing that it is about.
func (p *amendmentPage) place(err error, at map[string]amendedThing) {
	var refused *workplan.Error
	if !errors.As(err, &refused) {
		return
	}
	if len(refused.Faults) == 0 {
		p.Blocks = append(p.Blocks, refused.Detail)
	}
	for _, f := range refused.Faults {
		parts := strings.SplitN(f.Pointer, "/", 4)
		thing, known := at[strings.Join(parts[:min(len(parts), 3)], "/")]
		if !known && len(parts) > 1 {
			thing, known = at["/"+parts[1]]
		}
		n := slices.IndexFunc(p.Changes, func(a amendmentChange) bool { return known && a.Kind == thing.Kind && a.ID == thing.ID })
		if n >= 0 {
			p.Changes[n].Faults = append(p.Changes[n].Faults, f.Message)
		} else if len(parts) == 2 && parts[1] != "" {
			p.Form.Errors = p.Form.Errors.with(parts[1], f.Message)
		} else {
			p.Blocks = append(p.Blocks, f.Message)
		}
	}
}

// again shows the amendment with what stands in its way.
func (p amendmentPage) again(c *call, err error, at map[string]amendedThing) error {
	if other := p.Form.refuse(err); other != nil {
		return other
	}
	p.Form.Errors = formErrors{}
	p.place(err, at)
	return c.page(problemOf(err).Status, "amend", p)
}

// recordAmendment makes the amendment that was shown, once, and goes on to it.
func (s *site) recordAmendment(c *call, form sheet, d amendmentDraft) error {
	plan := c.Param("plan")
	in, at := d.amendment()
	var refused error
	return write(c, &form, func(ctx context.Context) (workplan.AmendmentReading, error) {
		if len(d.things()) > 0 && form.Value("seen") != d.seen() { // what was put together is no longer what was shown
			refused = workplan.Changed("amendment")
			return workplan.AmendmentReading{}, refused
		}
		made, err := s.Tracker.AmendPlan(ctx, c.actor, plan, form.known(), in)
		if refused = err; err == nil {
			_, err = c.editAmendmentDraft(plan, func(now amendmentDraft) { now.without(d) })
		}
		return made, err
	}, func(a workplan.AmendmentReading) string {
		return planPath(a.Plan) + "/amendments?done=amended#amendment-" + strconv.Itoa(a.Number)
	}, func(int) error {
		page, err := c.amendmentPage(d)
		if err != nil {
			return err
		}
		return page.again(c, refused, at)
	})
}
