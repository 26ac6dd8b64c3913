package web

import (
	"cmp"
	"slices"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// involvement is where a person can take part beyond what their own members lead: what others seek, what their members offered and proposed, and the
// bodies on which they may propose an item today.
type involvement struct {
	Openings []soughtLine
	Made     []tracker.MyOffer
	Proposed []workplan.ProposalReading
	Proposes []proposalBody
	// Speaks says whether the person speaks for a member; who only reads makes no offers.
	Speaks bool
	memberNames
	titles map[string]string
}

// soughtLine is an opening that the person may read, and whether they may make an offer on it.
type soughtLine struct {
	workplan.OpeningReading
	MayOffer bool
}

// Path is the address of the opening.
func (o soughtLine) Path() string { return openingPath(o.Plan, o.Ref, o.Number) }

// openingsAtOnce is how many openings stand on the home page before the rest, which is folded away.
const openingsAtOnce = 5

// First are the openings that are shown at once, Rest those that follow.
func (i involvement) First() []soughtLine { return i.Openings[:min(openingsAtOnce, len(i.Openings))] }

// Rest are the openings that are folded away.
func (i involvement) Rest() []soughtLine { return i.Openings[min(openingsAtOnce, len(i.Openings)):] }

// PlanTitle is what a plan is called; its code where nothing is known.
func (i involvement) PlanTitle(code string) string { return cmp.Or(i.titles[code], code) }

// involvementOf reads where the person can take part.
func (c *call) involvementOf(page homePage, speaksFor workplan.List) (*involvement, error) {
	i := involvement{Speaks: len(speaksFor) > 0, titles: map[string]string{}}
	for _, p := range page.Portfolio.Plans {
		i.titles[p.Plan.Code] = p.Plan.Title
	}
	ctx, t := c.Request().Context(), c.site.Tracker
	if i.Speaks {
		made, err := t.MyOffers(ctx, c.actor, workplan.OfferFilter{Side: []workplan.OfferSide{workplan.OffersMade}}, workplan.Page{Limit: 200, Sort: []workplan.Sort{falling("recorded")}})
		if err != nil {
			return nil, err
		}
		proposed, err := t.ListProposals(ctx, c.actor, workplan.ProposalFilter{Proposer: speaksFor}, workplan.Page{Limit: 10, Sort: []workplan.Sort{falling("number")}}, tracker.When{})
		if err != nil {
			return nil, err
		}
		i.Made, i.Proposed = made.Rows, proposed.Rows
	}
	if err := c.soughtFor(&i); err != nil {
		return nil, err
	}
	i.Made = i.Made[:min(10, len(i.Made))]
	var leads []string
	var err error
	if c.somewhere(workplan.ReadRegister) {
		for _, o := range i.Openings {
			leads = append(leads, o.Lead)
		}
	}
	if i.memberNames, err = c.membersNamed(leads); err != nil {
		return nil, err
	}
	i.Proposes, err = c.proposableOn()
	return &i, err
}

// soughtFor lists the openings that are open: to who speaks for a member those on which a member of theirs may make an offer and has none that stands, to
// others all that they may read.
func (c *call) soughtFor(i *involvement) error {
	offered := map[string]bool{}
	for _, o := range i.Made {
		if o.Standing() != nil {
			offered[openingPath(o.Plan, o.Ref, o.Opening)+" "+o.Member] = true
		}
	}
	open, err := c.site.Tracker.ListOpenings(c.Request().Context(), c.actor, workplan.OpeningFilter{State: []workplan.OpeningPhase{workplan.OpeningOpen}},
		workplan.Page{Limit: 50, Sort: []workplan.Sort{{Word: "until"}}}, tracker.When{})
	for _, o := range open.Rows {
		line := soughtLine{OpeningReading: o}
		line.MayOffer = slices.ContainsFunc(c.actor.StandingIn(o.Item.Body), func(m string) bool { return !o.Item.Leads.Has(m) && !offered[line.Path()+" "+m] })
		if line.MayOffer || !i.Speaks {
			i.Openings = append(i.Openings, line)
		}
	}
	return err
}

// proposableOn lists the bodies that take proposals from the person today.
func (c *call) proposableOn() ([]proposalBody, error) {
	if !c.somewhere(workplan.ReadWindows) {
		return nil, nil
	}
	bodies, err := c.site.Tracker.Bodies(c.Request().Context(), c.actor)
	if err != nil {
		return nil, err
	}
	var on []proposalBody
	for _, b := range bodies {
		of, _, err := c.proposalBody(b)
		if err != nil {
			return nil, err
		}
		on = append(on, of)
	}
	return slices.DeleteFunc(on, func(b proposalBody) bool { return b.Open == nil || !b.May }), nil
}
