package api

import (
	"fmt"
	"time"

	"fwptracker/internal/workplan"
)

// OpeningKind is the published form of what sort of involvement is sought.
type OpeningKind string //@name OpeningKind

// The kinds of opening.
const (
	OpeningExpertise    OpeningKind = "expertise"
	OpeningHost         OpeningKind = "host"
	OpeningFunding      OpeningKind = "funding"
	OpeningParticipants OpeningKind = "participants"
	OpeningOther        OpeningKind = "other"
)

// OpeningState is the published form of whether an opening takes offers.
type OpeningState string //@name OpeningState

// The states.
const (
	OpeningOpen   OpeningState = "open"
	OpeningLapsed OpeningState = "lapsed"
	OpeningClosed OpeningState = "closed"
	OpeningEnded  OpeningState = "ended"
)

// ClosingReason is the published form of why an opening was closed.
type ClosingReason string //@name ClosingReason

// The reasons.
const (
	ClosedFilled    ClosingReason = "filled"
	ClosedWithdrawn ClosingReason = "withdrawn"
)

// Opening is the published form of an opening.
//
//	@Description	What the lead of an item seeks from other members. state is as of the day that was asked for: lapsed after the last day of until, closed by the lead, ended where the item
//	@Description	or its plan is no longer open. offers counts what was offered, for those who may see offers.
type Opening struct {
	Plan        string         `json:"plan" validate:"required" example:"wg-tip-2024-26"`                                        // Code of the plan
	Ref         string         `json:"ref" validate:"required" example:"2.3"`                                                    // The item's reference within the plan
	Number      int            `json:"number" validate:"required" example:"1"`                                                   // Its number within the item, for good
	ItemTitle   string         `json:"item_title" validate:"required" example:"Training for consular staff"`                     // The item's title
	Body        string         `json:"body" validate:"required" example:"wg-tip"`                                                // Code of the body that owns the plan
	Kind        OpeningKind    `json:"kind" validate:"required" example:"host"`                                                  // What sort of involvement is sought
	Sought      string         `json:"sought" validate:"required" example:"A host for the last course."`                         // What is sought
	Until       *string        `json:"until" validate:"required" extensions:"x-nullable" example:"2027-03"`                      // Until when: a year, quarter, month or day as given; null for no end
	UntilOn     *string        `json:"until_on" validate:"required" format:"date" extensions:"x-nullable" example:"2027-03-31"`  // The last day of until; null for no end
	Audience    *Audience      `json:"audience" validate:"required" extensions:"x-nullable" example:"members"`                   // Who may read it; null for the item's own audience
	Source      string         `json:"source" validate:"required" example:""`                                                    // Where the facts come from; may be empty
	State       OpeningState   `json:"state" validate:"required" example:"open"`                                                 // Whether it takes offers on the day asked for
	Lead        *string        `json:"lead" validate:"required" extensions:"x-nullable" example:"indonesia"`                     // Code of the lead that seeks; null where the item has none
	OnBehalfOf  *string        `json:"on_behalf_of" validate:"required" extensions:"x-nullable" example:"indonesia"`             // The lead, where the secretariat wrote it on its behalf; otherwise null
	SoughtBy    string         `json:"sought_by" validate:"required" example:"maria.santos"`                                     // Username of who wrote it
	OpenedOn    string         `json:"opened_on" validate:"required" format:"date" example:"2026-11-23"`                         // The day from which it is sought
	ClosedAs    *ClosingReason `json:"closed_as" validate:"required" extensions:"x-nullable" example:"filled"`                   // Why its lead closed it; null where it did not
	ClosedOn    *string        `json:"closed_on" validate:"required" format:"date" extensions:"x-nullable" example:"2027-01-15"` // The day on which its lead closed it; null where it did not
	ClosingNote string         `json:"closing_note" validate:"required" example:""`                                              // What was said on closing it; may be empty
	Offers      *OfferCounts   `json:"offers" validate:"required" extensions:"x-nullable"`                                       // How many offers there are; null for a reader who may not know
	CreatedAt   time.Time      `json:"created_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"`         // When it was first recorded (UTC)
	UpdatedAt   time.Time      `json:"updated_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"`         // When it was last changed (UTC); in a reading of the past, the latest record that counts there
} //@name Opening

// OpeningFields are the members of an opening that can be edited.
type OpeningFields struct {
	Until    workplan.PartialDate `json:"until" swaggertype:"string" extensions:"x-nullable" example:"2027-03"` // Until when: a year, quarter, month or day; null for no end
	Audience *Audience            `json:"audience" extensions:"x-nullable" example:"members"`                   // Who may read it, never more than read the item; null for the item's own audience
	Source   string               `json:"source" maxLength:"20000" extensions:"x-nullable" example:""`          // Where the facts come from; may be empty
}

// NewOpening asks for an opening.
//
//	@Description	What a lead seeks from other members, until when, and since when where that was before today.
type NewOpening struct {
	Lead     string        `json:"lead" extensions:"x-nullable" example:"indonesia"`                                          // Code of the lead that seeks; null where you can speak for one only
	Kind     OpeningKind   `json:"kind" validate:"required" example:"host"`                                                   // What sort of involvement is sought
	Sought   string        `json:"sought" validate:"required" maxLength:"20000" example:"A host for the last course."`        // What is sought
	OpenedOn workplan.Date `json:"opened_on" swaggertype:"string" format:"date" extensions:"x-nullable" example:"2026-11-20"` // The day from which it is sought, never in the future; today if absent
	OpeningFields
} //@name NewOpening

// OpeningPatch changes an opening.
//
//	@Description	What is to change in an opening (JSON merge patch): what is absent stays, null clears. A later until opens one that has lapsed.
type OpeningPatch struct {
	Kind   OpeningKind `json:"kind" example:"host"`                                            // What sort of involvement is sought
	Sought string      `json:"sought" maxLength:"20000" example:"A host for the last course."` // What is sought
	OpeningFields
} //@name OpeningPatch

// OpeningClosing closes an opening.
//
//	@Description	Why an opening is closed: filled, or withdrawn.
type OpeningClosing struct {
	ClosedAs    ClosingReason `json:"closed_as" validate:"required" example:"filled"`                                    // Why it is closed
	ClosingNote string        `json:"closing_note" maxLength:"20000" extensions:"x-nullable" example:"A host is found."` // What else there is to say; may be empty
} //@name OpeningClosing

func openingDTO(o workplan.OpeningReading) Opening {
	dto := Opening{Plan: o.Plan, Ref: o.Ref, Number: o.Number, ItemTitle: o.Item.Title, Body: o.Item.Body, Kind: OpeningKind(o.Kind), Sought: o.Sought,
		Until: orNull(o.Until), UntilOn: orNull(o.Until.Last()), Audience: (*Audience)(orNull(o.Audience)), Source: o.Source, State: OpeningState(o.Phase),
		Lead: orNull(o.Lead), SoughtBy: o.SoughtBy, OpenedOn: string(o.OpenedOn), ClosedAs: (*ClosingReason)(orNull(o.ClosedAs)), ClosedOn: orNull(o.ClosedOn),
		ClosingNote: o.ClosingNote, CreatedAt: o.CreatedAt.UTC(), UpdatedAt: o.UpdatedAt.UTC()}
	if o.OnBehalf {
		dto.OnBehalfOf = orNull(o.Lead)
	}
	if o.Offers != nil {
		counts := OfferCounts(*o.Offers)
		dto.Offers = &counts
	}
	return dto
}

func openingResource(o workplan.OpeningReading) resource {
	return resource{fmt.Sprintf("%s/plans/%s/items/%s/openings/%d", Base, o.Plan, o.Ref, o.Number), o.Version, openingDTO(o)}
}

func (d OpeningPatch) content() workplan.OpeningContent {
	return workplan.OpeningContent{Kind: workplan.OpeningKind(d.Kind), Sought: d.Sought, Until: d.Until, Audience: word[workplan.Audience](d.Audience), Source: d.Source}
}

func openingPatch(o workplan.OpeningContent) OpeningPatch {
	return OpeningPatch{OpeningKind(o.Kind), o.Sought, OpeningFields{o.Until, (*Audience)(orNull(o.Audience)), o.Source}}
}

func (d NewOpening) input() workplan.NewOpening {
	return workplan.NewOpening{Lead: d.Lead, OpenedOn: d.OpenedOn, OpeningContent: OpeningPatch{d.Kind, d.Sought, d.OpeningFields}.content()}
}

func (d OpeningClosing) input() workplan.OpeningClosing {
	return workplan.OpeningClosing{ClosedAs: workplan.ClosingReason(d.ClosedAs), ClosingNote: d.ClosingNote}
}

// openingFields are the members of an opening that a reader can pick.
var openingFields = membersOf[Opening]()
