package workplan

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// Offer is what a member offers in answer to an opening: append-only, numbered within the opening and member, so that its number tells nothing of
// what others offered. MadeBy is the person who sent it; OnBehalf marks that the secretariat did so for the member. It is for the item's leads and
// supporting members, the chairs, and the member itself; nobody else is told that there is one.
type Offer struct {
	ID         int64
	Plan       string
	Ref        string
	Opening    int
	Member     string
	Number     int
	OnBehalf   bool
	MadeBy     string
	RecordedAt time.Time
	OfferContent
}

// OfferContent is what an offer says. Contact is how to reach who offers.
type OfferContent struct {
	Offered     string
	Contact     string
	EffectiveOn Date
}

// Name is the offer's natural key across plans, such as "wg-tip-2024-26/2.3/1/malaysia/1".
func (o Offer) Name() string {
	return fmt.Sprintf("%s/%s/%d/%s/%d", o.Plan, o.Ref, o.Opening, o.Member, o.Number)
}

// NewOffer is an offer to be made. Member is who offers, where the sender could speak for several.
type NewOffer struct {
	Member  string
	Offered string
	Contact string
}

// Faults lists the broken rules of an offer.
func (o NewOffer) Faults() Faults {
	var f Faults
	if o.Member != "" {
		f.code("/member", o.Member)
	}
	if blank(o.Offered) {
		f.Add("/offered", "required", "say what your member offers")
	}
	f.text("/offered", o.Offered)
	f.name("/contact", o.Contact, false)
	return f
}

// OfferState says what became of an offer.
type OfferState string

// An offer is pending until it is answered, and ends when it is taken back.
const (
	OfferPending   OfferState = "pending"
	OfferAccepted  OfferState = "accepted"
	OfferDeclined  OfferState = "declined"
	OfferTakenBack OfferState = "taken_back"
)

// OfferStates lists the states of an offer.
var OfferStates = []OfferState{OfferPending, OfferAccepted, OfferDeclined, OfferTakenBack}

// OfferAnswers lists the answers to an offer.
var OfferAnswers = []OfferState{OfferAccepted, OfferDeclined}

// OfferOutcome is what became of an offer: an answer, or that it was taken back. It is append-only and numbered within the offer; the last one
// counts. SettledBy is the person who recorded it; Member is the one that offered, ForMember the lead that answered, or the member that took back.
type OfferOutcome struct {
	ID         int64
	Plan       string
	Ref        string
	Opening    int
	Member     string
	Offer      int
	Number     int
	ForMember  string
	OnBehalf   bool
	SettledBy  string
	RecordedAt time.Time
	OutcomeContent
}

// OutcomeContent is what an outcome says.
type OutcomeContent struct {
	State       OfferState
	Note        string
	EffectiveOn Date
}

// Name is the outcome's natural key across plans.
func (o OfferOutcome) Name() string {
	return fmt.Sprintf("%s/%s/%d/%s/%d/%d", o.Plan, o.Ref, o.Opening, o.Member, o.Offer, o.Number)
}

// NewAnswer is the answer to an offer. Lead is who answers, where the sender could speak for several.
type NewAnswer struct {
	Lead   string
	Answer OfferState
	Note   string
}

// Faults lists the broken rules of an answer.
func (a NewAnswer) Faults() Faults {
	var f Faults
	oneOf(&f, "/answer", a.Answer, true, OfferAnswers...)
	f.text("/note", a.Note)
	return f
}

// TakingBackFaults lists the broken rules of the note with which an offer is taken back.
func TakingBackFaults(note string) Faults {
	var f Faults
	f.text("/note", note)
	return f
}

// OfferReading is an offer as it stood in a view, with what had become of it by then, and all outcomes by number.
type OfferReading struct {
	Offer
	Item     ItemMark
	State    OfferState
	Outcomes []OfferOutcome
}

// Outcome is what counts of the outcomes, nil while the offer is pending.
func (r OfferReading) Outcome() *OfferOutcome {
	if len(r.Outcomes) == 0 {
		return nil
	}
	return &r.Outcomes[len(r.Outcomes)-1]
}

// offerKey names an offer among many.
type offerKey struct {
	plan, ref string
	opening   int
	member    string
	number    int
}

// ReplayOffers gives the offers that had been made in the view with what had become of them by then, by item, opening, member and number.
func ReplayOffers(offers []Offer, outcomes []OfferOutcome, v View) []OfferReading {
	by := map[offerKey][]OfferOutcome{}
	for _, o := range outcomes {
		if key := (offerKey{o.Plan, o.Ref, o.Opening, o.Member, o.Offer}); v.Knows(o.RecordedAt) && v.Holds(o.EffectiveOn) {
			by[key] = append(by[key], o)
		}
	}
	readings := []OfferReading{}
	for _, o := range offers {
		if !v.Knows(o.RecordedAt) || !v.Holds(o.EffectiveOn) {
			continue
		}
		r := OfferReading{Offer: o, State: OfferPending, Outcomes: by[offerKey{o.Plan, o.Ref, o.Opening, o.Member, o.Number}]}
		slices.SortFunc(r.Outcomes, func(a, b OfferOutcome) int { return cmp.Compare(a.Number, b.Number) })
		if last := r.Outcome(); last != nil {
			r.State = last.State
		}
		readings = append(readings, r)
	}
	slices.SortFunc(readings, func(a, b OfferReading) int {
		return cmp.Or(byItem(a.Plan, a.Ref, a.Opening, b.Plan, b.Ref, b.Opening), cmp.Compare(a.Member, b.Member), cmp.Compare(a.Number, b.Number))
	})
	return readings
}

// Become refuses a state that the offer cannot take now: what was taken back stays so, what was declined cannot be taken back, and an answer that
// was given is not given again.
func (r OfferReading) Become(s OfferState) error {
	switch {
	case r.State == OfferTakenBack:
		return Clash("offer-settled", "Offer %d of %s was taken back on %s. A new offer may be made.", r.Number, r.Member, r.Outcome().EffectiveOn)
	case r.State == s:
		return Clash("offer-settled", "Offer %d of %s was %s on %s already.", r.Number, r.Member, s, r.Outcome().EffectiveOn)
	case s == OfferTakenBack && r.State == OfferDeclined:
		return Clash("offer-settled", "Offer %d of %s was declined on %s; there is nothing to take back.", r.Number, r.Member, r.Outcome().EffectiveOn)
	default:
		return nil
	}
}

// Standing refuses a further offer of a member on an opening on which one of its offers is pending or accepted.
func (r OfferReading) Standing() error {
	if r.State != OfferPending && r.State != OfferAccepted {
		return nil
	}
	return Clash("already-exists", "Offer %d of %s on this opening is %s. Take it back before you make another.", r.Number, r.Member, r.State)
}

// OfferCounts are the numbers of offers on an opening.
type OfferCounts struct {
	Pending   int
	Accepted  int
	Declined  int
	TakenBack int
}

// CountOffers counts offers by what became of them.
func CountOffers(offers []OfferReading) OfferCounts {
	var c OfferCounts
	for _, o := range offers {
		switch o.State {
		case OfferPending:
			c.Pending++
		case OfferAccepted:
			c.Accepted++
		case OfferDeclined:
			c.Declined++
		case OfferTakenBack:
			c.TakenBack++
		}
	}
	return c
}

// OfferSide says on which side of offers a reader stands: it made them, or they are for it to answer.
type OfferSide string

// The sides.
const (
	OffersMade     OfferSide = "made"
	OffersReceived OfferSide = "received"
)

// OfferSides lists the sides.
var OfferSides = []OfferSide{OffersMade, OffersReceived}

// OfferFilter narrows a list of offers; what is empty does not narrow.
type OfferFilter struct {
	Plan  List
	Body  List
	State []OfferState
	Side  []OfferSide
}

// Keeps says whether an offer passes every part of the filter, read from a side.
func (f OfferFilter) Keeps(o OfferReading, side OfferSide) bool {
	return among(f.Plan, o.Plan) && among(f.Body, o.Item.Body) && among(f.State, o.State) && among(f.Side, side)
}
