package workplan

import "fmt"

// OpeningKind says what sort of involvement a lead seeks.
type OpeningKind string

// The kinds of opening.
const (
	OpeningExpertise    OpeningKind = "expertise"
	OpeningHost         OpeningKind = "host"
	OpeningFunding      OpeningKind = "funding"
	OpeningParticipants OpeningKind = "participants"
	OpeningOther        OpeningKind = "other"
)

// OpeningKinds lists the kinds of opening.
var OpeningKinds = []OpeningKind{OpeningExpertise, OpeningHost, OpeningFunding, OpeningParticipants, OpeningOther}

// Opening is what the lead of an item seeks from other members, numbered within the item for good. Lead is the member that seeks, SoughtBy the
// person who wrote it, OpenedOn the day from which it is sought; OnBehalf marks that the secretariat wrote it for the lead.
type Opening struct {
	Stamp
	Plan     string
	Ref      string
	Number   int
	Lead     string
	OnBehalf bool
	SoughtBy string
	OpenedOn Date
	OpeningContent
	OpeningClosing
}

// OpeningContent is what may be edited while an opening is not closed. Until is the last day for offers, or a period of which the last day counts;
// without it there is none. An empty Audience is that of the item.
type OpeningContent struct {
	Kind     OpeningKind
	Sought   string
	Until    PartialDate
	Audience Audience
	Source   string
}

// ClosingReason says why a lead closed an opening.
type ClosingReason string

// The reasons: what was sought is found, or it is sought no more.
const (
	ClosedFilled    ClosingReason = "filled"
	ClosedWithdrawn ClosingReason = "withdrawn"
)

// ClosingReasons lists the reasons for closing an opening.
var ClosingReasons = []ClosingReason{ClosedFilled, ClosedWithdrawn}

// OpeningClosing is how an opening was closed; it is empty while it is not.
type OpeningClosing struct {
	ClosedAs    ClosingReason
	ClosedOn    Date
	ClosingNote string
}

// Faults lists the broken rules of a closing.
func (c OpeningClosing) Faults() Faults {
	var f Faults
	oneOf(&f, "/closed_as", c.ClosedAs, true, ClosingReasons...)
	f.text("/closing_note", c.ClosingNote)
	return f
}

// OpeningState is what the content log replays.
type OpeningState struct {
	OpeningContent
	OpeningClosing
	Lead     string
	OpenedOn Date
}

// State is the opening's content as logged.
func (o Opening) State() OpeningState {
	return OpeningState{o.OpeningContent, o.OpeningClosing, o.Lead, o.OpenedOn}
}

// Name is the opening's natural key across plans, such as "wg-tip-2024-26/2.3/1".
func (o Opening) Name() string { return fmt.Sprintf("%s/%s/%d", o.Plan, o.Ref, o.Number) }

// NewOpening is an opening to be posted. Lead names the member that seeks, where the sender could speak for several; OpenedOn is today where it is
// not given, and earlier where it was sought before it was recorded.
type NewOpening struct {
	Lead     string
	OpenedOn Date
	OpeningContent
}

// Faults lists the broken rules of an opening posted today on an item of a plan, which is for an audience.
func (o NewOpening) Faults(plan WorkPlan, item Audience, today Date) Faults {
	f := o.OpeningContent.Faults(item)
	if f.date("/opened_on", o.OpenedOn); o.OpenedOn > today {
		f.Add("/opened_on", "in_future", "%s lies in the future; today is %s", o.OpenedOn, today)
	}
	if first := plan.EndorsedOn.First(); o.OpenedOn != "" && o.OpenedOn.Valid() && o.OpenedOn < first {
		f.Add("/opened_on", "before_endorsement", "%s lies before the plan was endorsed, %s", o.OpenedOn, plan.EndorsedOn)
	}
	if o.Until != "" && o.Until.Valid() && o.Until.Last() < today {
		f.Add("/until", "over", "%s is over; today is %s", o.Until, today)
	}
	return f
}

// Faults lists the broken rules of an opening's content on an item that is for an audience.
func (o OpeningContent) Faults(item Audience) Faults {
	var f Faults
	oneOf(&f, "/kind", o.Kind, true, OpeningKinds...)
	if blank(o.Sought) {
		f.Add("/sought", "required", "say what is sought")
	}
	f.text("/sought", o.Sought)
	f.partial("/until", o.Until)
	f.within(o.Audience, item)
	f.text("/source", o.Source)
	return f
}

// OpeningPhase says whether an opening takes offers.
type OpeningPhase string

// An opening takes offers while it is open: not once its lead has closed it, nor once its item or plan is no longer open (ended), nor after its last
// day (lapsed).
const (
	OpeningOpen   OpeningPhase = "open"
	OpeningLapsed OpeningPhase = "lapsed"
	OpeningClosed OpeningPhase = "closed"
	OpeningEnded  OpeningPhase = "ended"
)

// OpeningPhases lists the states of an opening.
var OpeningPhases = []OpeningPhase{OpeningOpen, OpeningLapsed, OpeningClosed, OpeningEnded}

// OpeningReading is an opening as it stood in a view. Offers are the numbers of offers on it, nil for a reader who may not know of them.
type OpeningReading struct {
	Opening
	Item   ItemMark
	Phase  OpeningPhase
	Offers *OfferCounts
}

// ReadOpening tells what state an opening, which stands as in the view, had in it, on an item of a plan as they stood then.
func ReadOpening(o Opening, item ItemMark, plan PlanStatus, v View) OpeningReading {
	r := OpeningReading{Opening: o, Item: item, Phase: OpeningOpen}
	switch {
	case o.ClosedAs != "":
		r.Phase = OpeningClosed
	case !item.Status.Open() || plan != PlanEndorsed:
		r.Phase = OpeningEnded
	case o.Until != "" && o.Until.Last() < v.AsOf:
		r.Phase = OpeningLapsed
	}
	return r
}

// TakesOffers refuses where the opening takes no offers, and says why.
func (r OpeningReading) TakesOffers() error {
	switch r.Phase {
	case OpeningClosed:
		return Clash("opening-not-open", "Opening %s was closed as %s on %s; it takes no more offers.", r.Name(), r.ClosedAs, r.ClosedOn)
	case OpeningEnded:
		return Clash("opening-not-open", "Item %s/%s is %s, so its openings take no more offers.", r.Plan, r.Ref, r.Item.Status)
	case OpeningLapsed:
		return Clash("opening-not-open", "Opening %s was open until %s. The lead may move that day.", r.Name(), r.Until.Last())
	default:
		return nil
	}
}

// Closed refuses where the opening has been closed: what is sought again is a new opening.
func (o Opening) Closed() error {
	if o.ClosedAs == "" {
		return nil
	}
	return Clash("opening-not-open", "Opening %s was closed as %s on %s. Post a new one where it is sought again.", o.Name(), o.ClosedAs, o.ClosedOn)
}

// OpeningFilter narrows a list of openings; what is empty does not narrow. Lead is who seeks. UntilBefore keeps those whose last day lies before it.
type OpeningFilter struct {
	Plan        List
	Body        List
	Ref         string
	Lead        List
	Kind        []OpeningKind
	State       []OpeningPhase
	UntilBefore Date
	Query       string
}

// Keeps says whether an opening passes every part of the filter but Query.
func (f OpeningFilter) Keeps(o OpeningReading) bool {
	return among(f.Plan, o.Plan) && among(f.Body, o.Item.Body) && (f.Ref == "" || f.Ref == o.Ref) && among(f.Lead, o.Lead) && among(f.Kind, o.Kind) &&
		among(f.State, o.Phase) && (f.UntilBefore == "" || o.Until != "" && o.Until.Last() < f.UntilBefore)
}

// Sought lists the openings that were open, in the order of the plan.
func Sought(openings []OpeningReading) []OpeningReading {
	var open []OpeningReading
	for _, o := range openings {
		if o.Phase == OpeningOpen {
			open = append(open, o)
		}
	}
	return open
}
