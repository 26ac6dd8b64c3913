package api

import (
	"fmt"
	"time"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// OfferState is the published form of what became of an offer.
type OfferState string //@name OfferState

// The states.
const (
	OfferPending   OfferState = "pending"
	OfferAccepted  OfferState = "accepted"
	OfferDeclined  OfferState = "declined"
	OfferTakenBack OfferState = "taken_back"
)

// OfferSide is the published form of the side on which one stands of an offer.
type OfferSide string //@name OfferSide

// The sides.
const (
	OffersMade     OfferSide = "made"
	OffersReceived OfferSide = "received"
)

// OfferCounts is the published form of how many offers there are.
//
//	@Description	How many offers there are on an opening, by what became of them.
type OfferCounts struct {
	Pending   int `json:"pending" validate:"required" example:"1"`    // Not yet answered
	Accepted  int `json:"accepted" validate:"required" example:"1"`   // Accepted
	Declined  int `json:"declined" validate:"required" example:"0"`   // Declined
	TakenBack int `json:"taken_back" validate:"required" example:"0"` // Taken back by who made them
} //@name OfferCounts

// Offer is the published form of an offer.
//
//	@Description	What a member offers in answer to an opening, numbered within opening and member. It is for the focal points of the item's leads and supporting members, for the chairs, and for
//	@Description	those of the member itself. outcomes is what became of it, the last of which counts.
type Offer struct {
	Plan       string         `json:"plan" validate:"required" example:"wg-tip-2024-26"`                                 // Code of the plan
	Ref        string         `json:"ref" validate:"required" example:"2.3"`                                             // The item's reference within the plan
	Opening    int            `json:"opening" validate:"required" example:"1"`                                           // Number of the opening within the item
	Member     string         `json:"member" validate:"required" example:"malaysia"`                                     // Code of the member that offers
	Number     int            `json:"number" validate:"required" example:"1"`                                            // Its number among the offers of the member on the opening: 1, 2, 3
	ItemTitle  string         `json:"item_title" validate:"required" example:"Training for consular staff"`              // The item's title
	Offered    string         `json:"offered" validate:"required" example:"We can host the course in June."`             // What is offered
	Contact    string         `json:"contact" validate:"required" example:"Training division, +60 3 5550 0100"`          // How to reach who offers; may be empty
	State      OfferState     `json:"state" validate:"required" example:"accepted"`                                      // What had become of it by the day asked for
	Outcomes   []OfferOutcome `json:"outcomes" validate:"required"`                                                      // What became of it, in order; empty while it is pending
	OnBehalfOf *string        `json:"on_behalf_of" validate:"required" extensions:"x-nullable" example:"malaysia"`       // The member, where the secretariat made the offer on its behalf; otherwise null
	MadeBy     string         `json:"made_by" validate:"required" example:"maria.santos"`                                // Username of who made it
	MadeOn     string         `json:"made_on" validate:"required" format:"date" example:"2026-11-23"`                    // The day on which it was made
	RecordedAt time.Time      `json:"recorded_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"` // When it was recorded (UTC)
} //@name Offer

// OfferOutcome is the published form of what became of an offer.
//
//	@Description	An answer to an offer, or that it was taken back.
type OfferOutcome struct {
	State      OfferState `json:"state" validate:"required" example:"accepted"`                                          // What the offer became
	Note       string     `json:"note" validate:"required" example:"Thank you; our training division will be in touch."` // What was said; may be empty
	By         *string    `json:"by" validate:"required" extensions:"x-nullable" example:"indonesia"`                    // Code of the lead that answered, or of the member that took it back; null where the item has no lead
	OnBehalfOf *string    `json:"on_behalf_of" validate:"required" extensions:"x-nullable" example:"indonesia"`          // That member, where the secretariat acted on its behalf; otherwise null
	SettledBy  string     `json:"settled_by" validate:"required" example:"maria.santos"`                                 // Username of who recorded it
	SettledOn  string     `json:"settled_on" validate:"required" format:"date" example:"2026-12-01"`                     // The day on which it was recorded
	RecordedAt time.Time  `json:"recorded_at" validate:"required" format:"date-time" example:"2026-12-01T09:30:00Z"`     // When that was (UTC)
} //@name OfferOutcome

// MyOffer is an offer with the side on which its reader stands.
//
//	@Description	An offer with the side on which you stand: your member made it, or it is for you to answer.
type MyOffer struct {
	Side  OfferSide `json:"side" validate:"required" example:"received"` // Whether you made it or are to answer it
	Offer Offer     `json:"offer" validate:"required"`                   // The offer
} //@name MyOffer

// NewOffer asks for an offer.
//
//	@Description	What your member offers in answer to an opening. The contact is shown to those alone who see the offer.
type NewOffer struct {
	Member  string `json:"member" extensions:"x-nullable" example:"malaysia"`                                            // Code of the member that offers; null where you can speak for one only
	Offered string `json:"offered" validate:"required" maxLength:"20000" example:"We can host the course in June."`      // What is offered
	Contact string `json:"contact" maxLength:"300" extensions:"x-nullable" example:"Training division, +60 3 5550 0100"` // How to reach who offers; may be empty
} //@name NewOffer

// OfferAnswer answers an offer.
//
//	@Description	The answer to an offer. A later answer takes the place of an earlier one.
type OfferAnswer struct {
	Lead   string     `json:"lead" extensions:"x-nullable" example:"indonesia"`                                                            // Code of the lead that answers; null where you can speak for one only
	Answer OfferState `json:"answer" validate:"required" enums:"accepted,declined" example:"accepted"`                                     // accepted or declined
	Note   string     `json:"note" maxLength:"20000" extensions:"x-nullable" example:"Thank you; our training division will be in touch."` // What else there is to say; may be empty
} //@name OfferAnswer

// OfferTakingBack takes back an offer.
//
//	@Description	Takes back an offer.
type OfferTakingBack struct {
	Note string `json:"note" maxLength:"20000" extensions:"x-nullable" example:"The hall is no longer free."` // Why; may be empty
} //@name OfferTakingBack

func offerDTO(o workplan.OfferReading) Offer {
	dto := Offer{Plan: o.Plan, Ref: o.Ref, Opening: o.Opening, Member: o.Member, Number: o.Number, ItemTitle: o.Item.Title, Offered: o.Offered, Contact: o.Contact,
		State: OfferState(o.State), Outcomes: each(o.Outcomes, outcomeDTO), MadeBy: o.MadeBy, MadeOn: string(o.EffectiveOn), RecordedAt: o.RecordedAt.UTC()}
	if o.OnBehalf {
		dto.OnBehalfOf = orNull(o.Member)
	}
	return dto
}

func outcomeDTO(o workplan.OfferOutcome) OfferOutcome {
	dto := OfferOutcome{State: OfferState(o.State), Note: o.Note, By: orNull(o.ForMember), SettledBy: o.SettledBy, SettledOn: string(o.EffectiveOn), RecordedAt: o.RecordedAt.UTC()}
	if o.OnBehalf {
		dto.OnBehalfOf = orNull(o.ForMember)
	}
	return dto
}

func myOfferDTO(o tracker.MyOffer) MyOffer {
	return MyOffer{OfferSide(o.Side), offerDTO(o.OfferReading)}
}

func offerResource(o workplan.OfferReading) resource {
	return resource{fmt.Sprintf("%s/plans/%s/items/%s/openings/%d/offers/%s/%d", Base, o.Plan, o.Ref, o.Opening, o.Member, o.Number), 0, offerDTO(o)}
}

func (d NewOffer) input() workplan.NewOffer { return workplan.NewOffer(d) }

func (d OfferAnswer) input() workplan.NewAnswer {
	return workplan.NewAnswer{Lead: d.Lead, Answer: workplan.OfferState(d.Answer), Note: d.Note}
}
