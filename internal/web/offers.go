package web

import (
	"context"
	"slices"
	"strconv"

	"fwptracker/internal/workplan"
)

// offerPage is the form in which an offer is made, answered or taken back. Offer is the one that is answered or taken back, nil for a new one.
type offerPage struct {
	openingPage
	Offer *workplan.OfferReading
	Back  bool
}

// CanAnswer says whether the person may answer an offer now: one that was not taken back. A later answer takes the place of an earlier one.
func (p openingPage) CanAnswer(o workplan.OfferReading) bool {
	return p.MayAnswer && o.State != workplan.OfferTakenBack
}

// CanTakeBack says whether the person may take an offer back now.
func (p openingPage) CanTakeBack(o workplan.OfferReading) bool {
	return p.takesBack(o.Member) && o.Become(workplan.OfferTakenBack) == nil
}

// offerForm is the page of a form about the offers on the opening of the address, for those whom a right of the table lets send it.
func (c *call) offerForm(right workplan.Action) (offerPage, error) {
	of, err := c.openingPage()
	p := offerPage{openingPage: of}
	if err != nil {
		return p, err
	}
	object := workplan.Object{Body: p.Plan.Body}
	if right == workplan.AnswerOffers {
		object.Leads = p.Item.Leads
		p.Choices["lead"] = c.leadOptions(p.itemPage)
	}
	if c.Param("member") == "" {
		return p, c.actor.Must(right, object)
	}
	n := slices.IndexFunc(p.Offers, func(o workplan.OfferReading) bool {
		return o.Member == c.Param("member") && strconv.Itoa(o.Number) == c.Param("offer")
	})
	if n < 0 {
		return p, workplan.Missing("offer %s of %s on opening %s", c.Param("offer"), c.Param("member"), p.Opening.Name())
	}
	p.Offer = &p.Offers[n]
	return p, c.actor.Must(right, object)
}

// showOfferForm shows the form in which an offer is made.
func (s *site) showOfferForm(c *call) error {
	p, err := c.offerForm(workplan.OfferInvolvement)
	if err == nil {
		err = p.Opening.TakesOffers()
	}
	if err != nil {
		return err
	}
	p.Form = blank()
	p.Form.only("member", p.Choices["member"])
	return c.show("offer_form", p)
}

// makeOffer makes an offer.
func (s *site) makeOffer(c *call) error {
	p, err := c.offerForm(workplan.OfferInvolvement)
	if err != nil {
		return err
	}
	p.Form = c.sent()
	in := workplan.NewOffer{Member: p.Form.text("member"), Offered: p.Form.text("offered"), Contact: p.Form.text("contact")}
	return c.writeOffer(&p, "offered", func(ctx context.Context) (workplan.OfferReading, error) {
		return s.Tracker.MakeOffer(ctx, c.actor, p.Item.Plan, p.Item.Ref, p.Opening.Number, in)
	})
}

// showOfferAnswer shows the form in which an offer is answered.
func (s *site) showOfferAnswer(c *call) error {
	p, err := c.offerForm(workplan.AnswerOffers)
	if err != nil {
		return err
	}
	p.Form = blank("answer", c.QueryParam("answer"))
	return c.show("offer_form", p)
}

// answerOffer accepts or declines an offer.
func (s *site) answerOffer(c *call) error {
	p, err := c.offerForm(workplan.AnswerOffers)
	if err != nil {
		return err
	}
	p.Form = c.sent()
	in := workplan.NewAnswer{Lead: p.Form.text("lead"), Answer: workplan.OfferState(p.Form.text("answer")), Note: p.Form.text("note")}
	return c.writeOffer(&p, "answered", func(ctx context.Context) (workplan.OfferReading, error) {
		return s.Tracker.AnswerOffer(ctx, c.actor, p.Item.Plan, p.Item.Ref, p.Opening.Number, p.Offer.Member, p.Offer.Number, in)
	})
}

// showOfferTakingBack shows what it means to take an offer back, and asks why.
func (s *site) showOfferTakingBack(c *call) error {
	p, err := c.offerForm(workplan.OfferInvolvement)
	if err == nil {
		err = p.Offer.Become(workplan.OfferTakenBack)
	}
	if err == nil && !p.CanTakeBack(*p.Offer) {
		err = workplan.Refused("The offer was made for %s; only its focal points or the secretariat may take it back.", p.Offer.Member)
	}
	if err != nil {
		return err
	}
	p.Back, p.Form = true, blank()
	return c.show("offer_form", p)
}

// takeBackOffer takes an offer back.
func (s *site) takeBackOffer(c *call) error {
	p, err := c.offerForm(workplan.OfferInvolvement)
	if err != nil {
		return err
	}
	p.Form = c.sent()
	p.Back = true
	note := p.Form.text("note")
	return c.writeOffer(&p, "taken-back", func(ctx context.Context) (workplan.OfferReading, error) {
		return s.Tracker.TakeBackOffer(ctx, c.actor, p.Item.Plan, p.Item.Ref, p.Opening.Number, p.Offer.Member, p.Offer.Number, note)
	})
}

// writeOffer does what a form asks for and goes on to the opening.
func (c *call) writeOffer(p *offerPage, done string, do func(context.Context) (workplan.OfferReading, error)) error {
	return write(c, &p.Form, do, func(workplan.OfferReading) string { return p.Path() + "?done=" + done + "#offers" },
		func(status int) error { return c.page(status, "offer_form", p) })
}
