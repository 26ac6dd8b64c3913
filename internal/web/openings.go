package web

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"fwptracker/internal/workplan"
)

// openingPage is what a lead seeks from other members on an item, with the offers of which the person is told, or the form in which it is sought.
type openingPage struct {
	itemPage
	Opening *workplan.OpeningReading
	Offers  []workplan.OfferReading
	Form    sheet
	Choices choices
	// takesBack says whether the person may take back what a member has offered.
	takesBack func(member string) bool
}

// openingPath is the address of an opening.
func openingPath(plan, ref string, number int) string {
	return fmt.Sprintf("%s/openings/%d", itemPath(plan, ref), number)
}

// Path is the address of the opening; of the item where there is none yet.
func (p openingPage) Path() string {
	if p.Opening == nil {
		return p.itemPage.Path()
	}
	return openingPath(p.Item.Plan, p.Item.Ref, p.Opening.Number)
}

// ItemPath is the address of the item.
func (p openingPage) ItemPath() string { return p.itemPage.Path() }

// Edits says whether the person may edit or close the opening now.
func (p openingPage) Edits() bool {
	return p.MaySeek && p.Opening.Closed() == nil && p.Opening.Phase != workplan.OpeningEnded
}

// CanOffer says whether the person may make an offer now: while it is open, and for a member that has none there that stands.
func (p openingPage) CanOffer() bool {
	return p.MayOffer && p.Opening.TakesOffers() == nil && len(p.Choices["member"]) > 0
}

// openingPage reads the item of the address and its opening, where one is named.
func (c *call) openingPage() (openingPage, error) {
	of, err := c.item(c.Param("plan"), c.Param("ref"))
	p := openingPage{itemPage: of, Choices: choices{}}
	if err != nil {
		return p, err
	}
	c.mayInvolve(&p.itemPage)
	p.takesBack = func(member string) bool {
		may, _ := c.actor.TakesBackFor(p.Plan.Body, member)
		return may && c.involves(p.itemPage)
	}
	text := c.Param("opening")
	if text == "" {
		return p, nil
	}
	number, err := strconv.Atoi(text)
	n := slices.IndexFunc(p.Openings, func(o workplan.OpeningReading) bool { return o.Number == number })
	if err != nil || n < 0 {
		return p, workplan.Missing("opening %s/%s", p.Item.Name(), text)
	}
	p.Opening = &p.Openings[n]
	return p, c.offersOn(&p)
}

// involves says whether anything can be done about the openings of an item as the page shows it.
func (c *call) involves(p itemPage) bool {
	return !p.Moment.Past() && p.Plan.Status == workplan.PlanEndorsed
}

// mayInvolve finds what the person may do about the openings of an item today.
func (c *call) mayInvolve(p *itemPage) {
	if !c.involves(*p) {
		return
	}
	object := workplan.Object{Body: p.Plan.Body, Leads: p.Item.Leads}
	p.MaySeek = p.Item.Status.Open() && c.actor.May(workplan.SeekInvolvement, object).Allowed
	p.MayAnswer, p.MayOffer = c.actor.May(workplan.AnswerOffers, object).Allowed, c.actor.MayOffer(object.Body, object.Leads)
}

// offersOn reads the offers on the opening, and for whom the person may make one.
func (c *call) offersOn(p *openingPage) error {
	var err error
	p.Offers, err = every(func(page workplan.Page) (workplan.Listing[workplan.OfferReading], error) {
		return c.site.Tracker.ListOffers(c.Request().Context(), c.actor, p.Item.Plan, p.Item.Ref, p.Opening.Number, workplan.OfferFilter{}, page, p.Moment.when)
	})
	if err != nil || !p.MayOffer && len(p.Offers) == 0 {
		return err
	}
	members, guests, err := c.standersAndGuests(p.Plan.Body)
	for _, m := range members {
		p.memberNames[m.Value] = m.Text
		stands := slices.ContainsFunc(p.Offers, func(o workplan.OfferReading) bool { return o.Member == m.Value && o.Standing() != nil })
		if !stands && !guests[m.Value] && c.actor.MayOfferFor(p.Plan.Body, p.Item.Leads, m.Value) {
			p.Choices["member"] = append(p.Choices["member"], m)
		}
	}
	return err
}

// showOpening shows an opening with its offers.
func (s *site) showOpening(c *call) error {
	p, err := c.openingPage()
	if err != nil {
		return err
	}
	return c.show("opening", p)
}

// openingForm is the page of the form, for those who may seek involvement for a lead of the item.
func (c *call) openingForm() (openingPage, error) {
	p, err := c.openingPage()
	if err == nil {
		err = c.actor.Must(workplan.SeekInvolvement, workplan.Object{Body: p.Plan.Body, Leads: p.Item.Leads})
	}
	if err != nil {
		return p, err
	}
	p.Choices["kind"] = options(c.lang, workplan.OpeningKinds)
	p.Choices["audience"] = options(c.lang, audiencesWithin(p.Item.Audience))
	p.Choices["lead"] = c.leadOptions(p.itemPage)
	p.Choices["closed_as"] = options(c.lang, workplan.ClosingReasons)
	return p, nil
}

// showOpeningForm shows the form for a new opening, or filled for one that is there.
func (s *site) showOpeningForm(c *call) error {
	p, err := c.openingForm()
	if err != nil {
		return err
	}
	p.Form = blank("kind", string(workplan.OpeningExpertise))
	if o := p.Opening; o != nil {
		if err := o.Closed(); err != nil {
			return err
		}
		p.Form = editing(o.Version, "kind", string(o.Kind), "sought", o.Sought, "until", string(o.Until), "audience", string(o.Audience), "source", o.Source)
	} else if err := p.Plan.Takes(workplan.Say("openings")); err != nil {
		return err
	}
	return c.show("opening_form", p)
}

// sendOpening posts an opening or changes one.
func (s *site) sendOpening(c *call) error {
	p, err := c.openingForm()
	if err != nil {
		return err
	}
	p.Form = c.sent()
	form := p.Form
	content := workplan.OpeningContent{Kind: workplan.OpeningKind(form.text("kind")), Sought: form.text("sought"), Until: form.period("until"),
		Audience: workplan.Audience(form.text("audience")), Source: form.text("source")}
	return c.writeOpening(&p, "opening_form", func(ctx context.Context) (workplan.OpeningReading, error) {
		if p.Opening == nil {
			return s.Tracker.SeekInvolvement(ctx, c.actor, p.Item.Plan, p.Item.Ref, workplan.NewOpening{Lead: form.text("lead"), OpenedOn: workplan.Date(form.text("opened_on")), OpeningContent: content})
		}
		return s.Tracker.EditOpening(ctx, c.actor, p.Item.Plan, p.Item.Ref, p.Opening.Number, form.known(), func(o *workplan.OpeningContent) error {
			*o = content
			return nil
		})
	})
}

// writeOpening does what a form asks for and goes on to the opening.
func (c *call) writeOpening(p *openingPage, name string, do func(context.Context) (workplan.OpeningReading, error)) error {
	done := "kept"
	if p.Opening == nil {
		done = "sought"
	}
	return write(c, &p.Form, do, func(o workplan.OpeningReading) string {
		return openingPath(o.Plan, o.Ref, o.Number) + "?done=" + done
	}, func(status int) error {
		if p.Opening != nil {
			p.Form.caughtUp(p.Opening.Version)
		}
		return c.page(status, name, p)
	})
}

// showOpeningClosing shows what closing an opening means, and asks why.
func (s *site) showOpeningClosing(c *call) error {
	p, err := c.openingForm()
	if err == nil {
		err = p.Opening.Closed()
	}
	if err != nil {
		return err
	}
	p.Form = editing(p.Opening.Version)
	return c.show("opening_closing", p)
}

// closeOpening closes an opening for good.
func (s *site) closeOpening(c *call) error {
	p, err := c.openingForm()
	if err != nil {
		return err
	}
	p.Form = c.sent()
	form := p.Form
	in := workplan.OpeningClosing{ClosedAs: workplan.ClosingReason(form.text("closed_as")), ClosingNote: form.text("closing_note")}
	return c.writeOpening(&p, "opening_closing", func(ctx context.Context) (workplan.OpeningReading, error) {
		return s.Tracker.CloseOpening(ctx, c.actor, p.Item.Plan, p.Item.Ref, p.Opening.Number, form.known(), in)
	})
}
