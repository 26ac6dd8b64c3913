package workplan

import "slices"

// SpeaksFor finds the lead of an item for which the actor does something, and whether that is on its behalf. A focal point speaks for its own
// member, the secretariat for any lead, or for nobody where there is none. It is for an action that the table of rights gives to the focal points of
// leads, and to the secretariat on their behalf.
func (a Actor) SpeaksFor(f *Faults, action Action, body string, leads List, named string) (lead string, onBehalf bool) {
	var own, others List
	for _, l := range leads {
		if slices.Contains(a.MembersIn(body), l) {
			own = append(own, l)
		} else if a.OnBehalf(action, body) {
			others = append(others, l)
		}
	}
	switch {
	case own.Has(named), others.Has(named):
		return named, others.Has(named)
	case named != "":
		f.Add("/lead", "not_a_lead", "must be a lead of the item for which you may speak: %s", orNobody(append(own, others...)...))
	case len(own) == 1:
		return own[0], false
	case len(own) == 0 && len(others) == 1:
		return others[0], true
	case len(own)+len(others) > 1:
		f.Add("/lead", "required", "say for which lead you report: %s", Listed[string](append(own, others...)))
	}
	return "", false
}

// OnBehalf says whether the actor may do this in the body on behalf of those for whom it is no focal point.
func (a Actor) OnBehalf(action Action, body string) bool {
	right := RightTo(action)
	for role, reach := range right.Reach {
		if (reach == OnBehalf || reach == OnMembersBehalf) && a.scoped(right.Scope) && a.reaches(role, reach, Object{Body: body}) {
			return true
		}
	}
	return false
}

// OffersFor lists the members of their own for which the actor may make an offer on an item of a body today, and says whether they may for any other that
// stands in the body, on its behalf. A lead of the item has nothing to offer to itself.
func (a Actor) OffersFor(body string, leads List) (own []string, onBehalf bool) {
	if !a.May(OfferInvolvement, Object{Body: body}).Allowed {
		return nil, false
	}
	return slices.DeleteFunc(a.StandingIn(body), leads.Has), a.OnBehalf(OfferInvolvement, body)
}

// MayOffer says whether there is any member for which the actor may make an offer on an item of a body today.
func (a Actor) MayOffer(body string, leads List) bool {
	own, onBehalf := a.OffersFor(body, leads)
	return len(own) > 0 || onBehalf
}

// MayOfferFor says whether the actor may make an offer on an item for a member that stands in its body as more than a guest.
func (a Actor) MayOfferFor(body string, leads List, member string) bool {
	own, onBehalf := a.OffersFor(body, leads)
	return !leads.Has(member) && (onBehalf || slices.Contains(own, member))
}

// TakesBackFor says whether the actor may take back what a member has offered, and whether that is on its behalf. That it leads the item by now does not
// matter.
func (a Actor) TakesBackFor(body, member string) (may, onBehalf bool) {
	if !a.May(OfferInvolvement, Object{Body: body}).Allowed {
		return false, false
	}
	if slices.Contains(a.StandingIn(body), member) {
		return true, false
	}
	onBehalf = a.OnBehalf(OfferInvolvement, body)
	return onBehalf, onBehalf
}

// Offers finds the member for which the actor makes an offer on an item, and whether that is on its behalf. A focal point speaks for a member or
// observer of the body, the secretariat for any of them; a lead of the item has nothing to offer to itself.
func (a Actor) Offers(f *Faults, body string, item ItemMark, named string) (member string, onBehalf bool) {
	own, others := a.OffersFor(body, item.Leads)
	switch {
	case named != "" && item.Leads.Has(named):
		f.Add("/member", "leads_item", "%s leads the item; offers are for other members", named)
	case slices.Contains(own, named):
		return named, false
	case named != "" && others:
		return named, true
	case named != "":
		f.Add("/member", "not_yours", "must be a member or observer of %s for which you may speak: %s", body, orNobody(own...))
	case len(own) == 1:
		return own[0], false
	case len(own) > 1:
		f.Add("/member", "required", "say for which member you offer: %s", Listed[string](own))
	case others:
		f.Add("/member", "required", "say for which member you offer")
	default:
		f.Add("/member", "leads_item", "your member leads the item; offers are for other members")
	}
	return "", false
}

// StandingIn lists the members for which the actor is a focal point in a body and which stand in it today, as more than a guest.
func (a Actor) StandingIn(body string) []string {
	var members []string
	for _, g := range a.standingsIn(body) {
		if g.Standing[body] != MembershipGuest {
			members = append(members, g.Member)
		}
	}
	return members
}

// standingsIn lists the focal point's grants for members that have a standing in a body today, one for each member.
func (a Actor) standingsIn(body string) []Grant {
	var own []Grant
	for _, g := range a.Grants {
		if g.Role == RoleFocalPoint && (g.Body == "" || g.Body == body) && g.Standing[body] != "" &&
			!slices.ContainsFunc(own, func(o Grant) bool { return o.Member == g.Member }) {
			own = append(own, g)
		}
	}
	return own
}

// OfferSides tells on which sides of a member's offer on an item the actor stands: its member made it, or it is for the actor to answer.
func (a Actor) OfferSides(item ItemMark, member string) []OfferSide {
	var sides []OfferSide
	if slices.Contains(a.MembersIn(item.Body), member) {
		sides = append(sides, OffersMade)
	}
	if a.May(AnswerOffers, Object{Body: item.Body, Leads: item.Leads}).Allowed {
		sides = append(sides, OffersReceived)
	}
	return sides
}
