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
	Openings shown[soughtLine]
	Made     shown[tracker.MyOffer]
	Proposed shown[workplan.ProposalReading]
	Proposes []proposalBody
	// Speaks says whether the person speaks for a member, Joins whether they may make offers anywhere: guests and who only reads make none.
	Speaks, Joins bool
	memberNames
	titles map[string]string
}

// shown is the beginning of a list on the home page: what stands there at once, what is folded away below, and how many more there are.
type shown[T any] struct {
	First, Rest []T
	More        int
}

func fold[T any](list []T, first, rest int) shown[T] {
	var f shown[T]
	f.First, list = list[:min(first, len(list))], list[min(first, len(list)):]
	f.Rest, f.More = list[:min(rest, len(list))], max(0, len(list)-rest)
	return f
}

// soughtLine is an opening that the person may read, and whether they may make an offer on it.
type soughtLine struct {
	workplan.OpeningReading
	MayOffer bool
}

// Path is the address of the opening.
func (o soughtLine) Path() string { return openingPath(o.Plan, o.Ref, o.Number) }

// openingsAtOnce is how many openings stand on the home page before others, which are folded away, and openingsFolded how many of these; madeAtOnce is how
// many of the offers and proposals of one's own stand there.
const (
	openingsAtOnce = 5
	openingsFolded = 45
	madeAtOnce     = 10
)

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
		made, err := every(func(p workplan.Page) (workplan.Listing[tracker.MyOffer], error) {
			return t.MyOffers(ctx, c.actor, workplan.OfferFilter{Side: []workplan.OfferSide{workplan.OffersMade}}, p)
		}, falling("recorded"))
		if err != nil {
			return nil, err
		}
		proposed, err := every(func(p workplan.Page) (workplan.Listing[workplan.ProposalReading], error) {
			return t.ListProposals(ctx, c.actor, workplan.ProposalFilter{Proposer: speaksFor}, p, tracker.When{})
		}, falling("number"))
		if err != nil {
			return nil, err
		}
		i.Made, i.Proposed = fold(made, madeAtOnce, 0), fold(proposed, madeAtOnce, 0)
	}
	if err := c.soughtFor(&i, page.Bodies); err != nil {
		return nil, err
	}
	var leads []string
	var err error
	if c.somewhere(workplan.ReadRegister) {
		for _, o := range slices.Concat(i.Openings.First, i.Openings.Rest) {
			leads = append(leads, o.Lead)
		}
	}
	if i.memberNames, err = c.membersNamed(leads); err != nil {
		return nil, err
	}
	i.Proposes, err = c.proposableOn()
	return &i, err
}

// soughtFor lists the openings that are open: to who may make offers those on which they may make one and their member has none that stands, to others all
// that they may read.
func (c *call) soughtFor(i *involvement, bodies []bodyPlans) error {
	i.Joins = slices.ContainsFunc(bodies, func(b bodyPlans) bool { return c.may(workplan.OfferInvolvement, b.Body.Code) })
	open, err := every(func(p workplan.Page) (workplan.Listing[workplan.OpeningReading], error) {
		if i.Joins {
			return c.site.Tracker.OpeningsToJoin(c.Request().Context(), c.actor, p)
		}
		return c.site.Tracker.ListOpenings(c.Request().Context(), c.actor, workplan.OpeningFilter{State: []workplan.OpeningPhase{workplan.OpeningOpen}}, p, tracker.When{})
	}, workplan.Sort{Word: "until"})
	lines := make([]soughtLine, len(open))
	for n, o := range open {
		lines[n] = soughtLine{o, i.Joins}
	}
	i.Openings = fold(lines, openingsAtOnce, openingsFolded)
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
