package api

import (
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// Disposition is the published form of what becomes of an open item.
type Disposition string //@name Disposition

// What may become of an open item.
const (
	DisposeCarry    Disposition = "carry"
	DisposeComplete Disposition = "complete"
	DisposeWithdraw Disposition = "withdraw"
)

// CarryOverOptions is what can be done about the open items of a plan.
//
//	@Description	The open items of a plan with what may be done about each, the plans into which they can be carried (those that follow this one first), and what stands in the way of closing it.
type CarryOverOptions struct {
	Plan    string            `json:"plan" validate:"required" example:"wg-tip-2021-23"`            // Code of the plan
	Status  PlanStatus        `json:"status" validate:"required" example:"endorsed"`                // Draft, endorsed or closed
	AsOf    string            `json:"as_of" validate:"required" format:"date" example:"2026-11-23"` // The day of which this tells: today
	Closing ClosingState      `json:"closing" validate:"required"`                                  // Whether the plan could be closed
	Items   []OpenItem        `json:"items" validate:"required"`                                    // The open items, in the order of the plan
	Targets []CarryOverTarget `json:"targets" validate:"required"`                                  // The plans into which items can be carried
} //@name CarryOverOptions

// ClosingState says whether a plan could be closed.
//
//	@Description	Whether a plan could be closed now, and otherwise why not.
type ClosingState struct {
	Possible bool    `json:"possible" validate:"required" example:"false"`                                                                                 // Whether the co-chairs could close it now
	Reason   *string `json:"reason" validate:"required" extensions:"x-nullable" example:"Plan wg-tip-2021-23 cannot be closed while items are open: 2.3."` // What stands in the way; null for nothing
	Earliest *string `json:"earliest" validate:"required" format:"date" extensions:"x-nullable" example:"2024-02-23"`                                      // The first day of which it could be closed: the last on which anything in it took effect; null unless it is endorsed
} //@name ClosingState

// OpenItem is an open item of a plan.
//
//	@Description	An open item with the statuses by which it stops being open, the items of other plans that name it as their predecessor, and what is suggested.
type OpenItem struct {
	Ref               string       `json:"ref" validate:"required" example:"2.3"`                                                             // Its reference within the plan
	Title             string       `json:"title" validate:"required" example:"Training for consular staff"`                                   // Its title
	Nature            Nature       `json:"nature" validate:"required" example:"one_off"`                                                      // Whether it can be finished (one_off) or is reported each year (continuing)
	Status            ItemStatus   `json:"status" validate:"required" example:"in_progress"`                                                  // Planned, in progress or postponed
	Objective         *int         `json:"objective" validate:"required" extensions:"x-nullable" example:"2"`                                 // Number of its objective; null where none is recorded
	Leads             []string     `json:"leads" validate:"required" example:"indonesia"`                                                     // Codes of the members that lead it
	Due               *string      `json:"due" validate:"required" extensions:"x-nullable" example:"2023-Q4"`                                 // When it is due: a year, quarter, month or day as given; null where not recorded
	OverdueDays       int          `json:"overdue_days" validate:"required" example:"30"`                                                     // Days since it was due, for a one-off item that is planned or in progress; otherwise 0
	PlannedCompletion *string      `json:"planned_completion" validate:"required" extensions:"x-nullable" example:"2024-Q1"`                  // When its lead last planned to complete it; null where none holds
	LastReportedOn    *string      `json:"last_reported_on" validate:"required" format:"date" extensions:"x-nullable" example:"2023-11-08"`   // The day of the last report on it; null where there was none
	NextStatuses      []ItemStatus `json:"next_statuses" validate:"required" example:"carried_over"`                                          // The statuses by which it stops being open
	WhatToDo          string       `json:"what_to_do" validate:"required" example:"in progress: carry it over into a later plan (co-chairs)"` // The same in words, with who may
	ContinuedBy       []string     `json:"continued_by" validate:"required" example:"wg-tip-2024-26/1.4"`                                     // The items of other plans that name it as their predecessor, as plan/ref
	Suggestion        Suggestion   `json:"suggestion" validate:"required"`                                                                    // What is suggested; nothing is decided by it
} //@name OpenItem

// Suggestion is a suggested disposition.
//
//	@Description	A suggested disposition of an open item. disposition is null where nothing can be suggested; into is there for one that is carried.
type Suggestion struct {
	Disposition *Disposition   `json:"disposition" validate:"required" extensions:"x-nullable" example:"carry"`       // What to do with it; null where nothing can be suggested
	Into        *SuggestedInto `json:"into" validate:"required" extensions:"x-nullable"`                              // Where it would go on; null unless it is carried
	Why         string         `json:"why" validate:"required" example:"It is not done, and work on it is to go on."` // Why
} //@name Suggestion

// SuggestedInto is where an item would go on.
//
//	@Description	Where an open item would go on: in an item that names it as its predecessor already, or in a new one under an objective.
type SuggestedInto struct {
	Plan      string  `json:"plan" validate:"required" example:"wg-tip-2024-26"`                 // Code of the plan
	Item      *string `json:"item" validate:"required" extensions:"x-nullable" example:"1.4"`    // The item there in which it would go on; null for a new one
	Objective *int    `json:"objective" validate:"required" extensions:"x-nullable" example:"2"` // The objective of a new item; null where none there continues the item's own
} //@name SuggestedInto

// CarryOverTarget is a plan into which items can be carried.
//
//	@Description	A plan of the same body into which items can be carried. Into a draft items are added freely; into an endorsed plan by an amendment, which raises its revision.
type CarryOverTarget struct {
	Plan       string            `json:"plan" validate:"required" example:"wg-tip-2024-26"`             // Code of the plan
	Title      string            `json:"title" validate:"required" example:"Forward Work Plan 2024-26"` // Its title
	Status     PlanStatus        `json:"status" validate:"required" example:"draft"`                    // Draft or endorsed
	Follows    bool              `json:"follows" validate:"required" example:"true"`                    // Whether it names this plan as the one on which it builds
	Objectives []TargetObjective `json:"objectives" validate:"required"`                                // Its objectives, by number
} //@name CarryOverTarget

// TargetObjective is an objective of a plan into which items can be carried.
//
//	@Description	An objective under which a carried item can stand.
type TargetObjective struct {
	Number      int     `json:"number" validate:"required" example:"2"`                                             // Its number within the plan
	Title       string  `json:"title" validate:"required" example:"Protection of victims"`                          // Its title
	Predecessor *string `json:"predecessor" validate:"required" extensions:"x-nullable" example:"wg-tip-2021-23/2"` // The objective that it continues, as plan/number; null where none
} //@name TargetObjective

// NewCarryOver asks for dispositions of open items.
//
//	@Description	What is to become of the open items of a plan: all of them, unless partial is true. All of it holds from effective_on on, today unless you say otherwise. reason is that of each item that
//	@Description	gives none of its own.
type NewCarryOver struct {
	Dispositions []NewDisposition `json:"dispositions" validate:"required" minItems:"1" maxItems:"1000"`                                     // What is to become of each item
	Partial      bool             `json:"partial" example:"false"`                                                                           // Whether open items may be left out, and stay open
	EffectiveOn  workplan.Date    `json:"effective_on" swaggertype:"string" format:"date" extensions:"x-nullable" example:"2026-11-20"`      // The day from which it holds; null for today
	Meeting      string           `json:"meeting" extensions:"x-nullable" example:"wg-tip-11"`                                               // Code of the meeting that decided it; null where none did
	Reason       string           `json:"reason" maxLength:"20000" extensions:"x-nullable" example:"Agreed at the Eleventh Annual Meeting."` // Why
} //@name NewCarryOver

// NewDisposition is what is to become of an open item.
//
//	@Description	What is to become of one open item. carry needs into, with several destinations where it is split; complete needs completed_on, and done or evidence; withdraw needs a reason.
type NewDisposition struct {
	Ref         string               `json:"ref" validate:"required" example:"2.3"`                                                               // The item's reference within its plan
	Disposition Disposition          `json:"disposition" validate:"required" example:"carry"`                                                     // What is to become of it
	Into        []Destination        `json:"into" maxItems:"30" extensions:"x-nullable"`                                                          // Where a carried item goes on; several split it
	CompletedOn workplan.PartialDate `json:"completed_on" swaggertype:"string" extensions:"x-nullable" example:""`                                // When the work was completed: a year, quarter, month or day; null unless it is completed
	Done        string               `json:"done" maxLength:"20000" extensions:"x-nullable" example:""`                                           // What was delivered
	Evidence    []Link               `json:"evidence" maxItems:"20" extensions:"x-nullable"`                                                      // Links to what was delivered
	Reason      string               `json:"reason" maxLength:"20000" extensions:"x-nullable" example:"The last courses are to be held in 2025."` // Why; needed to withdraw it
} //@name NewDisposition

// Destination is where a carried item goes on.
//
//	@Description	Where a carried item goes on: in the item that item names, or in a new one. Destinations of several items with the same together make one new item of them, to which the first may give
//	@Description	details. What is not said of a new item is copied: title, description, expected output, nature, members, topics and audience; its dates and status begin anew.
type Destination struct {
	Plan      string               `json:"plan" validate:"required" example:"wg-tip-2024-26"`                       // Code of the later plan
	Item      string               `json:"item" extensions:"x-nullable" example:""`                                 // Ref of an item of that plan in which it goes on; null for a new one
	Together  string               `json:"together" maxLength:"300" extensions:"x-nullable" example:"training"`     // A word of your own: items with the same one are merged into one new item; null for one of its own
	Ref       string               `json:"ref" extensions:"x-nullable" example:"1.4"`                               // Ref of the new item; null for the next free one under its objective
	Objective *int                 `json:"objective" minimum:"1" maximum:"999" extensions:"x-nullable" example:"1"` // Objective of the new item; null for the one that continues the item's own, if there is one
	Title     string               `json:"title" maxLength:"300" extensions:"x-nullable" example:""`                // Title of the new item; null to copy it
	Leads     []string             `json:"leads" maxItems:"30" extensions:"x-nullable" example:"indonesia"`         // Leads of the new item; null to copy them
	Start     workplan.PartialDate `json:"start" swaggertype:"string" extensions:"x-nullable" example:"2024"`       // When the new item begins: a year, quarter, month or day; null where not recorded
	Due       workplan.PartialDate `json:"due" swaggertype:"string" extensions:"x-nullable" example:"2025-Q4"`      // When the new item is due: a year, quarter, month or day; null where not recorded
} //@name Destination

// CarryOver is the published form of what a carry-over did.
//
//	@Description	What a carry-over did, an outcome for each disposition in their order, and the refs of the items that stay open.
type CarryOver struct {
	Plan        string             `json:"plan" validate:"required" example:"wg-tip-2021-23"`                   // Code of the plan
	EffectiveOn string             `json:"effective_on" validate:"required" format:"date" example:"2026-11-20"` // The day from which it holds
	Outcomes    []CarryOverOutcome `json:"outcomes" validate:"required"`                                        // What became of each item
	Open        []string           `json:"open" validate:"required" example:"3.1"`                              // The refs of the items that stay open
} //@name CarryOver

// CarryOverPreview is the published form of what a carry-over would do.
//
//	@Description	What a carry-over would do if it were made now, and what stands in its way: where errors is not empty, it would be refused, and outcomes tell how far it was understood.
type CarryOverPreview struct {
	CarryOver
	Possible bool         `json:"possible" validate:"required" example:"true"` // Whether it could be made now
	Errors   []FieldError `json:"errors" validate:"required"`                  // What stands in the way, each with where in the request
} //@name CarryOverPreview

// CarryOverOutcome is what became of an item.
//
//	@Description	What became of an item. already says that it had been so before, so that nothing was done; update is the number of the update that records it.
type CarryOverOutcome struct {
	Ref         string      `json:"ref" validate:"required" example:"2.3"`                           // The item's reference within its plan
	Title       string      `json:"title" validate:"required" example:"Training for consular staff"` // The item's title
	Disposition Disposition `json:"disposition" validate:"required" example:"carry"`                 // What was asked for
	Was         ItemStatus  `json:"was" validate:"required" example:"in_progress"`                   // Its status before
	Status      ItemStatus  `json:"status" validate:"required" example:"carried_over"`               // Its status after
	Already     bool        `json:"already" validate:"required" example:"false"`                     // Whether it had been so before, so that nothing was done
	Update      *int        `json:"update" validate:"required" extensions:"x-nullable" example:"4"`  // Number of the update that records it; null where there is none
	Into        []Successor `json:"into" validate:"required"`                                        // The items in which a carried one goes on
} //@name CarryOverOutcome

// Successor is an item in which work goes on.
//
//	@Description	An item of a later plan in which the work goes on. new says that the carry-over made it.
type Successor struct {
	Plan  string `json:"plan" validate:"required" example:"wg-tip-2024-26"`               // Code of its plan
	Ref   string `json:"ref" validate:"required" example:"1.4"`                           // Its reference within that plan
	Title string `json:"title" validate:"required" example:"Training for consular staff"` // Its title
	New   bool   `json:"new" validate:"required" example:"true"`                          // Whether the carry-over made it
} //@name Successor

func carryOverOptionsDTO(o tracker.CarryOverOptions) CarryOverOptions {
	dto := CarryOverOptions{Plan: o.Code, Status: PlanStatus(o.Status), AsOf: string(o.View.AsOf), Items: each(o.Items, openItemDTO), Targets: each(o.Targets, targetDTO),
		Closing: ClosingState{Possible: o.Refusal == nil, Earliest: orNull(o.EarliestClosing)}}
	if o.Refusal != nil {
		dto.Closing.Reason = &o.Refusal.Detail.Text
	}
	return dto
}

func openItemDTO(i tracker.OpenItem) OpenItem {
	dto := OpenItem{Ref: i.Ref, Title: i.Title, Nature: Nature(i.Nature), Status: ItemStatus(i.Status), Objective: numberOrNull(i.Objective), Leads: texts(i.Leads), Due: orNull(i.Due),
		OverdueDays: i.Overdue, PlannedCompletion: orNull(i.PlannedCompletion), LastReportedOn: orNull(i.LastReportedOn), NextStatuses: []ItemStatus{}, WhatToDo: i.WayOut().Text,
		ContinuedBy: texts(i.GoesOn), Suggestion: Suggestion{Disposition: (*Disposition)(orNull(i.Suggestion.Kind)), Why: i.Suggestion.Why.Text}}
	for _, s := range i.Ways {
		dto.NextStatuses = append(dto.NextStatuses, ItemStatus(s))
	}
	if to := i.Suggestion.Into; to != nil {
		dto.Suggestion.Into = &SuggestedInto{Plan: to.Plan, Item: orNull(to.Item), Objective: numberOrNull(to.Objective)}
	}
	return dto
}

func targetDTO(t workplan.CarryTarget) CarryOverTarget {
	return CarryOverTarget{Plan: t.Plan.Code, Title: t.Plan.Title, Status: PlanStatus(t.Plan.Status), Follows: t.Follows,
		Objectives: each(t.Objectives, func(o workplan.Objective) TargetObjective {
			return TargetObjective{Number: o.Number, Title: o.Title, Predecessor: orNull(o.Predecessor)}
		})}
}

func carryOverDTO(r tracker.CarryOverReading) CarryOver {
	return CarryOver{Plan: r.Plan.Code, EffectiveOn: string(r.EffectiveOn), Open: texts(r.Open), Outcomes: each(r.Outcomes, func(o tracker.CarryOverOutcome) CarryOverOutcome {
		return CarryOverOutcome{Ref: o.Ref, Title: o.Title, Disposition: Disposition(o.Kind), Was: ItemStatus(o.Was), Status: ItemStatus(o.Is), Already: o.Already, Update: numberOrNull(o.Update),
			Into: each(o.Into, func(s tracker.Successor) Successor { return Successor(s) })}
	})}
}

func carryOverPreviewDTO(r tracker.CarryOverReading) CarryOverPreview {
	return CarryOverPreview{CarryOver: carryOverDTO(r), Possible: len(r.Faults) == 0, Errors: each(r.Faults, fieldErrorDTO)}
}

func (d NewCarryOver) input() workplan.NewCarryOver {
	return workplan.NewCarryOver{Partial: d.Partial, EffectiveOn: d.EffectiveOn, Meeting: d.Meeting, Reason: d.Reason, Dispositions: each(d.Dispositions, NewDisposition.input)}
}

func (d NewDisposition) input() workplan.Disposition {
	return workplan.Disposition{Ref: d.Ref, Kind: workplan.DispositionKind(d.Disposition), CompletedOn: d.CompletedOn, Done: d.Done, Reason: d.Reason,
		Evidence: each(d.Evidence, func(l Link) workplan.Link { return workplan.Link(l) }), Into: each(d.Into, Destination.input)}
}

func (d Destination) input() workplan.Destination {
	return workplan.Destination{Plan: d.Plan, Item: d.Item, Together: d.Together,
		Fresh: workplan.Fresh{Ref: d.Ref, Objective: given(d.Objective), Title: d.Title, Leads: d.Leads, Start: d.Start, Due: d.Due}}
}
