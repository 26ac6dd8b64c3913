package web

import (
	"context"
	"slices"
	"strconv"

	"fwptracker/internal/workplan"
)

// deliverableForm is a form about a deliverable of an item: what it is, how far it has come, or whether it is to be removed. Deliverable is nil for one
// that is not listed yet.
type deliverableForm struct {
	itemPage
	sheet
	Deliverable *workplan.DeliverableReading
	Kinds       []option
	Audiences   []option
	Leads       []option // for which the person can speak, where there are several
}

// Back is where the item tells of its deliverables.
func (f deliverableForm) Back() string { return f.Path() + "#deliverables" }

// mayList says whether the person may list deliverables of an item, or change them: as its lead, or on a lead's behalf.
func (c *call) mayList(page itemPage) bool {
	return !page.Moment.Past() && page.Plan.Status == workplan.PlanEndorsed &&
		c.actor.May(workplan.PostDeliverable, workplan.Object{Body: page.Plan.Body, Leads: page.Item.Leads}).Allowed
}

// deliverable reads the item of the address, and its deliverable where the address names one, for who may change it.
func (c *call) deliverable(form sheet) (deliverableForm, error) {
	if c.actor.Anonymous() {
		return deliverableForm{}, errSignIn
	}
	page, err := c.item(c.Param("plan"), c.Param("ref"))
	if err != nil {
		return deliverableForm{}, err
	}
	f := deliverableForm{itemPage: page, sheet: form, Kinds: options(c.lang, workplan.DeliverableKinds)}
	if named := c.Param("number"); named != "" {
		number, err := strconv.Atoi(named)
		n := slices.IndexFunc(page.Deliverables, func(d workplan.DeliverableReading) bool { return d.Number == number })
		if err != nil || n < 0 {
			return f, workplan.Missing("deliverable %s/%s", page.Item.Name(), named)
		}
		f.Deliverable = &page.Deliverables[n]
	}
	if err := c.actor.Must(workplan.PostDeliverable, workplan.Object{Body: page.Plan.Body, Leads: page.Item.Leads}); err != nil {
		return f, err
	}
	f.Audiences = options(c.lang, audiencesWithin(page.Item.Audience))
	if leads := c.leadOptions(page); len(leads) > 1 {
		f.Leads = leads
	}
	return f, page.Plan.Takes(workplan.Say("deliverables"))
}

// content is what the form says of the deliverable.
func (f deliverableForm) content() workplan.DeliverableContent {
	return workplan.DeliverableContent{Title: f.text("title"), Kind: workplan.DeliverableKind(f.text("kind")), Description: f.text("description"),
		Audience: workplan.Audience(f.text("audience")), Source: f.text("source")}
}

// showNewDeliverable shows the form in which a deliverable is listed.
func (s *site) showNewDeliverable(c *call) error {
	f, err := c.deliverable(blank())
	if err != nil {
		return err
	}
	return c.show("deliverable_form", f)
}

// listDeliverable lists a deliverable of an item.
func (s *site) listDeliverable(c *call) error {
	f, err := c.deliverable(c.sent())
	if err != nil {
		return err
	}
	return write(c, &f.sheet, func(ctx context.Context) (workplan.DeliverableReading, error) {
		return s.Tracker.PostDeliverable(ctx, c.actor, f.Item.Plan, f.Item.Ref, workplan.NewDeliverable{Lead: f.text("lead"), DeliverableContent: f.content()})
	}, func(workplan.DeliverableReading) string { return f.Path() + "?done=created" },
		func(status int) error { return c.page(status, "deliverable_form", f) })
}

// showDeliverableForm shows the form in which a deliverable is edited.
func (s *site) showDeliverableForm(c *call) error {
	f, err := c.deliverable(blank())
	if err != nil {
		return err
	}
	d := f.Deliverable
	f.sheet = editing(d.Version, "title", d.Title, "kind", string(d.Kind), "description", d.Description, "audience", string(d.Audience), "source", d.Source)
	return c.show("deliverable_form", f)
}

// editDeliverable keeps what was typed of a deliverable.
func (s *site) editDeliverable(c *call) error {
	f, err := c.deliverable(c.sent())
	if err != nil {
		return err
	}
	return write(c, &f.sheet, func(ctx context.Context) (workplan.DeliverableReading, error) {
		return s.Tracker.EditDeliverable(ctx, c.actor, f.Item.Plan, f.Item.Ref, f.Deliverable.Number, f.known(), func(d *workplan.DeliverableContent) error {
			*d = f.content()
			return nil
		})
	}, func(workplan.DeliverableReading) string { return f.Path() + "?done=kept" }, func(status int) error {
		f.caughtUp(f.Deliverable.Version)
		return c.page(status, "deliverable_form", f)
	})
}

// showDeliverableRemoval asks whether a deliverable is to be removed.
func (s *site) showDeliverableRemoval(c *call) error {
	f, err := c.deliverable(blank())
	if err != nil {
		return err
	}
	d := f.Deliverable
	return c.show("confirm", confirmation{Form: editing(d.Version), Trail: append(c.planTrail(f.Plan), section{f.Back(), f.Item.Ref + " " + f.Item.Title}),
		Title: c.lang.T("Remove deliverable %d of %s", d.Number, d.Ref), About: d.Title, Button: c.lang.T("Remove it"), Back: f.Back(),
		Says: c.lang.T("From today on the item has this deliverable no more, nor the stages that it has reached; reports of today do not tell of it.") + " " +
			c.lang.N("It has %d stage.", "It has %d stages.", len(d.Stages)) + " " +
			c.lang.T("Readings of the past keep it, and its number is not used again. This cannot be taken back; it can be listed anew.")})
}

// removeDeliverable takes a deliverable out of its item.
func (s *site) removeDeliverable(c *call) error {
	f, err := c.deliverable(c.sent())
	if err != nil {
		return err
	}
	return removed(c, f.sheet, f.Path()+"?done=removed", func(ctx context.Context) error {
		return s.Tracker.RemoveDeliverable(ctx, c.actor, f.Item.Plan, f.Item.Ref, f.Deliverable.Number, f.known())
	})
}
