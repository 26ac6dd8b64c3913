package tracker

import (
	"context"
	"fmt"
	"slices"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// MakeOffer makes an offer on an opening that is open. Who may: the focal points of members and observers of the body, each for its own member, and
// the secretariat on such a member's behalf, which is marked.
func (t *Tracker) MakeOffer(ctx context.Context, actor workplan.Actor, plan, ref string, opening int, in workplan.NewOffer) (workplan.OfferReading, error) {
	return write(ctx, t, actor, ofItem(plan, ref), func(c *change) (workplan.OfferReading, error) {
		var none workplan.OfferReading
		i, r, err := c.opening(plan, ref, opening, workplan.OfferInvolvement)
		if err == nil {
			err = r.TakesOffers()
		}
		if err != nil {
			return none, err
		}
		f := in.Faults()
		member, onBehalf := c.actor.Offers(&f, i.plan.Body, i.mark(), in.Member)
		if onBehalf && member != "" {
			if err := c.mayBeOffered(&f, i, r.Audience, member); err != nil {
				return none, err
			}
		}
		if err := f.Err(); err != nil {
			return none, err
		}
		made, err := offersAt(c.Tx, c.sight, onItem(plan, ref), c.now())
		for _, o := range made {
			if err == nil && o.Opening == opening && o.Member == member {
				err = o.Standing()
			}
		}
		if err != nil {
			return none, err
		}
		o := workplan.Offer{Plan: plan, Ref: ref, Opening: opening, Member: member, OnBehalf: onBehalf, MadeBy: c.actor.Label(), RecordedAt: c.at,
			OfferContent: workplan.OfferContent{Offered: in.Offered, Contact: in.Contact, EffectiveOn: c.today}}
		if err := c.AddOffer(&o); err != nil {
			return none, err
		}
		s := c.onItem("offer", o.Name(), workplan.OfferInvolvement, i, "").onBehalf(onBehalf, member)
		c.log(s.event("make", nil, workplan.AllFields(o.OfferContent)))
		return workplan.OfferReading{Offer: o, Item: i.mark(), State: workplan.OfferPending}, nil
	})
}

// mayBeOffered lists the fault of a member for which the secretariat cannot make an offer: it must stand in the body as more than a guest, and its own
// focal points must be able to read the opening.
func (c *change) mayBeOffered(f *workplan.Faults, i itemThen, opening workplan.Audience, member string) error {
	standings, err := c.MembershipsOf(i.plan.Body)
	stands := slices.ContainsFunc(standings, func(m workplan.Membership) bool {
		return m.Member == member && m.Role != workplan.MembershipGuest && m.FirstDay <= c.today && (m.LastDay == "" || m.LastDay >= c.today)
	})
	switch {
	case err != nil:
		return err
	case !stands:
		f.Add("/member", "not_standing", "%q is no member or observer of %s today", member, i.plan.Body)
	case opening.Within(i.mark().Audience) == workplan.AudienceChairs && !i.Own(member):
		f.Add("/member", "not_shown", "the opening is not for %s to read", member)
	}
	return nil
}

// AnswerOffer accepts or declines an offer; a later answer takes the place of an earlier one. Who may: the focal points of the item's leads, and the
// secretariat on a lead's behalf, which is marked.
func (t *Tracker) AnswerOffer(ctx context.Context, actor workplan.Actor, plan, ref string, opening int, member string, number int, in workplan.NewAnswer) (workplan.OfferReading, error) {
	return write(ctx, t, actor, ofItem(plan, ref), func(c *change) (workplan.OfferReading, error) {
		i, o, err := c.offer(plan, ref, opening, member, number, workplan.AnswerOffers)
		if err != nil {
			return o, err
		}
		f := in.Faults()
		lead, onBehalf := c.actor.SpeaksFor(&f, workplan.AnswerOffers, i.plan.Body, i.Leads, in.Lead)
		if err := f.Err(); err != nil {
			return o, err
		}
		return c.settle(i, o, workplan.AnswerOffers, workplan.OfferOutcome{ForMember: lead, OnBehalf: onBehalf,
			OutcomeContent: workplan.OutcomeContent{State: in.Answer, Note: in.Note}})
	})
}

// TakeBackOffer takes back an offer that is pending or was accepted. Who may: the focal points of the member that made it, and the secretariat on its
// behalf, which is marked.
func (t *Tracker) TakeBackOffer(ctx context.Context, actor workplan.Actor, plan, ref string, opening int, member string, number int, note string) (workplan.OfferReading, error) {
	return write(ctx, t, actor, ofItem(plan, ref), func(c *change) (workplan.OfferReading, error) {
		i, o, err := c.offer(plan, ref, opening, member, number, workplan.OfferInvolvement)
		if err != nil {
			return o, err
		}
		may, onBehalf := c.actor.TakesBackFor(i.plan.Body, member)
		if !may {
			return o, workplan.Refused("The offer was made for %s; only its focal points or the secretariat may take it back.", member)
		}
		if err := workplan.TakingBackFaults(note).Err(); err != nil {
			return o, err
		}
		return c.settle(i, o, workplan.OfferInvolvement, workplan.OfferOutcome{ForMember: member, OnBehalf: onBehalf,
			OutcomeContent: workplan.OutcomeContent{State: workplan.OfferTakenBack, Note: note}})
	})
}

// settle records what becomes of an offer.
func (c *change) settle(i itemThen, o workplan.OfferReading, right workplan.Action, out workplan.OfferOutcome) (workplan.OfferReading, error) {
	if err := o.Become(out.State); err != nil {
		return o, err
	}
	out.Plan, out.Ref, out.Opening, out.Member, out.Offer = o.Plan, o.Ref, o.Opening, o.Member, o.Number
	out.SettledBy, out.RecordedAt, out.EffectiveOn = c.actor.Label(), c.at, c.today
	if err := c.AddOutcome(&out); err != nil {
		return o, err
	}
	s := c.onItem("offer", "", right, i, "").onBehalf(out.OnBehalf, out.ForMember)
	e := s.event("settle", nil, workplan.AllFields(outcomeTold{out.ForMember, out.OutcomeContent}))
	e.what = outcomeObject(out)
	c.log(e)
	o.State, o.Outcomes = out.State, append(slices.Clone(o.Outcomes), out)
	return o, nil
}

func outcomeObject(o workplan.OfferOutcome) string { return "outcome of offer " + o.Name() }

// outcomeTold is what the audit tells of what became of an offer, beside who recorded it and when.
type outcomeTold struct {
	ForMember string
	workplan.OutcomeContent
}

// offer loads an offer on which the actor may use a right, with its item.
func (c *change) offer(plan, ref string, opening int, member string, number int, right workplan.Action) (itemThen, workplan.OfferReading, error) {
	var o workplan.OfferReading
	i, err := c.item(plan, ref)
	if err == nil {
		_, err = openingAt(c.Tx, c.sight, plan, ref, opening, c.now())
	}
	if err == nil {
		o, err = offerAt(c.Tx, c.sight, plan, ref, opening, member, number, c.now())
	}
	if err == nil {
		i, err = c.recordable(plan, ref, right, workplan.Say("openings"))
	}
	o.Item = i.mark()
	return i, o, err
}

// offersAt lists offers in a view, as far as the sight is told of them.
func offersAt(tx *store.Tx, s workplan.Sight, f store.RecordFilter, v workplan.View) ([]workplan.OfferReading, error) {
	offers, err := tx.OffersOf(s, f)
	if err != nil || len(offers) == 0 {
		return nil, err
	}
	outcomes, err := tx.OutcomesOf(s, f)
	return workplan.ReplayOffers(offers, outcomes, v), err
}

// offerAt reads one offer in a view.
func offerAt(tx *store.Tx, s workplan.Sight, plan, ref string, opening int, member string, number int, v workplan.View) (workplan.OfferReading, error) {
	rows, err := offersAt(tx, s, onItem(plan, ref), v)
	n := slices.IndexFunc(rows, func(o workplan.OfferReading) bool {
		return o.Opening == opening && o.Member == member && o.Number == number
	})
	if err == nil && n < 0 {
		err = workplan.Missing("offer %d of %s on opening %s/%s/%d", number, member, plan, ref, opening)
	}
	if err != nil {
		return workplan.OfferReading{}, err
	}
	return rows[n], nil
}

// ListOffers lists the offers on an opening, as they stood, of which the actor is told: all of them to the focal points of the item's leads and
// supporting members and to the chairs, those of their own member to its focal points, and none to anybody else.
func (t *Tracker) ListOffers(ctx context.Context, actor workplan.Actor, plan, ref string, opening int, f workplan.OfferFilter, page workplan.Page, when When) (workplan.Listing[workplan.OfferReading], error) {
	var list workplan.Listing[workplan.OfferReading]
	err := t.onItemAt(ctx, actor, plan, ref, when, func(tx *store.Tx, v workplan.View) error {
		o, err := openingAt(tx, actor.Sight(), plan, ref, opening, v)
		if err != nil {
			return err
		}
		rows, err := offersAt(tx, actor.Sight(), onItem(plan, ref), v)
		if err != nil {
			return err
		}
		for n := range rows {
			rows[n].Item = o.Item
		}
		rows = slices.DeleteFunc(rows, func(r workplan.OfferReading) bool { return r.Opening != opening || !f.Keeps(r, "") })
		list, err = pageOf(rows, sorted(page, workplan.OfferSorts), map[string]func(workplan.OfferReading) string{
			"member": func(o workplan.OfferReading) string { return fmt.Sprintf("%s/%010d", o.Member, o.Number) },
		}, "member")
		return err
	})
	return badCursor(list, err)
}

// Offer reads one offer, as it stood. Who may: see [Tracker.ListOffers].
func (t *Tracker) Offer(ctx context.Context, actor workplan.Actor, plan, ref string, opening int, member string, number int, when When) (workplan.OfferReading, error) {
	var r workplan.OfferReading
	err := t.onItemAt(ctx, actor, plan, ref, when, func(tx *store.Tx, v workplan.View) error {
		o, err := openingAt(tx, actor.Sight(), plan, ref, opening, v)
		if err == nil {
			r, err = offerAt(tx, actor.Sight(), plan, ref, opening, member, number, v)
		}
		r.Item = o.Item
		return err
	})
	return r, err
}

// MyOffer is an offer with the side on which the actor stands.
type MyOffer struct {
	workplan.OfferReading
	Side workplan.OfferSide
}

// MyOffers lists the offers that the actor's members made, and those that are for the actor to answer, on openings that it sees today. Who may: anyone
// signed in, for themselves.
func (t *Tracker) MyOffers(ctx context.Context, actor workplan.Actor, f workplan.OfferFilter, page workplan.Page) (workplan.Listing[MyOffer], error) {
	var list workplan.Listing[MyOffer]
	if actor.Anonymous() {
		return list, ErrSignIn
	}
	if err := mayBrowse(actor); err != nil {
		return list, err
	}
	err := t.snapshot(ctx, When{}.KnownAt, func(tx *store.Tx) error {
		v := workplan.View{AsOf: t.Today(), Current: true}
		narrow := store.RecordFilter{Plan: f.Plan, Body: f.Body}
		openings, err := openingsAt(tx, actor.Sight(), narrow, v)
		if err != nil {
			return err
		}
		rows, err := offersAt(tx, actor.Sight(), narrow, v)
		if err != nil {
			return err
		}
		list, err = pageOf(mine(actor, openings, rows, f), sorted(page, workplan.MyOfferSorts), map[string]func(MyOffer) string{
			"recorded": func(o MyOffer) string { return store.TimeKey(o.RecordedAt) },
			"name":     func(o MyOffer) string { return o.Name() },
		}, "name")
		return err
	})
	return badCursor(list, err)
}

// mine are the offers on openings on whose one or other side the actor stands.
func mine(actor workplan.Actor, openings []workplan.OpeningReading, offers []workplan.OfferReading, f workplan.OfferFilter) []MyOffer {
	on := map[string]workplan.OpeningReading{}
	for _, o := range openings {
		on[recordKey(o.Plan, o.Ref, o.Number)] = o
	}
	var rows []MyOffer
	for _, r := range offers {
		o, seen := on[recordKey(r.Plan, r.Ref, r.Opening)]
		if !seen {
			continue
		}
		r.Item = o.Item
		for _, side := range actor.OfferSides(o.Item, r.Member) {
			if f.Keeps(r, side) {
				rows = append(rows, MyOffer{r, side})
				break
			}
		}
	}
	return rows
}
