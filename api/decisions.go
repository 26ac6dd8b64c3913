package api

import (
	"context"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// DecisionKind is the published form of what a decision does.
type DecisionKind string //@name DecisionKind

// The kinds of decision.
const (
	DecisionEndorsement DecisionKind = "endorsement"
	DecisionAmendment   DecisionKind = "amendment"
	DecisionAgreed      DecisionKind = "agreed"
	DecisionNoted       DecisionKind = "noted"
	DecisionRequest     DecisionKind = "request"
)

// MeetingDecision is the published form of a decision.
//
//	@Description	One thing that a meeting decided, in its own words. It is for its audience, which is never wider than that of the record.
type MeetingDecision struct {
	Meeting    string        `json:"meeting" validate:"required" example:"wg-tip-10"`                          // Code of the meeting
	Number     int           `json:"number" validate:"required" example:"1"`                                   // Its number within the meeting, for good
	Text       string        `json:"text" validate:"required" example:"Forward Work Plan 2024-2026 endorsed."` // What was decided
	Kind       *DecisionKind `json:"kind" validate:"required" extensions:"x-nullable" example:"endorsement"`   // What it does; null where that is not recorded
	Audience   *Audience     `json:"audience" validate:"required" extensions:"x-nullable" example:"chairs"`    // Who reads it; null where everyone who reads the record does
	AgendaItem *int          `json:"agenda_item" validate:"required" extensions:"x-nullable" example:"2"`      // Number of the agenda item under which it was taken; null where none is recorded
	Plans      []string      `json:"plans" validate:"required" example:"wg-tip-2021-23"`                       // Those plans, by their codes that it is about, of those that you may see
	Items      []string      `json:"items" validate:"required" example:"wg-tip-2021-23/2.3"`                   // Those items, each as plan/ref that it is about, of those that you may see
	Proposals  []int         `json:"proposals" validate:"required" example:"4"`                                // Those proposals, by their numbers that it is about, of those that you may see
	Source     string        `json:"source" validate:"required" example:"Co-Chairs' Statement"`                // Where it is written; may be empty
} //@name MeetingDecision

// DecisionFields are the members of a decision that can be left out.
type DecisionFields struct {
	Kind       *DecisionKind `json:"kind" extensions:"x-nullable" example:"endorsement"`                              // What it does; null where that is not recorded
	Audience   *Audience     `json:"audience" extensions:"x-nullable" example:"chairs"`                               // Who reads it, not more than read the record; null for all of these
	AgendaItem *int          `json:"agenda_item" minimum:"1" extensions:"x-nullable" example:"2"`                     // Number of the agenda item under which it was taken; null where none is recorded
	Plans      []string      `json:"plans" maxItems:"50" extensions:"x-nullable" example:"wg-tip-2021-23"`            // The plans, by their codes that it is about
	Items      []string      `json:"items" maxItems:"50" extensions:"x-nullable" example:"wg-tip-2021-23/2.3"`        // The items, each as plan/ref that it is about
	Proposals  []int         `json:"proposals" maxItems:"50" extensions:"x-nullable" example:"4"`                     // The proposals, by their numbers that it is about
	Source     string        `json:"source" maxLength:"20000" extensions:"x-nullable" example:"Co-Chairs' Statement"` // Where it is written; may be empty
}

// NewDecision asks for a decision.
//
//	@Description	A decision to be added to the record of a meeting.
type NewDecision struct {
	Text string `json:"text" validate:"required" maxLength:"4000" example:"Forward Work Plan 2024-2026 endorsed."` // What was decided
	DecisionFields
} //@name NewDecision

// DecisionPatch changes a decision.
//
//	@Description	What is to change in a decision (JSON merge patch): what is absent stays, null clears; lists are replaced whole.
type DecisionPatch struct {
	Text string `json:"text" maxLength:"4000" example:"Forward Work Plan 2024-2026 endorsed."` // What was decided
	DecisionFields
} //@name DecisionPatch

func meetingDecisionDTO(e tracker.EntryReading[workplan.Decision]) MeetingDecision {
	d := e.Says
	return MeetingDecision{Meeting: e.Meeting, Number: e.Number, Text: d.Text, Kind: (*DecisionKind)(orNull(d.Kind)), Audience: (*Audience)(orNull(d.Audience)), AgendaItem: numberOrNull(d.AgendaItem),
		Plans: texts(d.Plans), Items: texts(d.Items), Proposals: numbers(d.Proposals), Source: d.Source}
}

var meetingDecisionResource = entryResource("decisions", meetingDecisionDTO)

func (d DecisionPatch) content() workplan.Decision {
	return workplan.Decision{Text: d.Text, Kind: word[workplan.DecisionKind](d.Kind), Audience: word[workplan.Audience](d.Audience), AgendaItem: given(d.AgendaItem),
		Pointers: workplan.Pointers{Plans: d.Plans, Items: d.Items, Proposals: d.Proposals}, Source: d.Source}
}

func decisionPatch(d workplan.Decision) DecisionPatch {
	return DecisionPatch{d.Text, DecisionFields{Kind: (*DecisionKind)(orNull(d.Kind)), Audience: (*Audience)(orNull(d.Audience)), AgendaItem: numberOrNull(d.AgendaItem), Plans: d.Plans, Items: d.Items,
		Proposals: d.Proposals, Source: d.Source}}
}

func (d NewDecision) input() workplan.Decision { return DecisionPatch(d).content() }

// listMeetingDecisions answers the decisions of a meeting.
//
//	@ID				listMeetingDecisions
//	@Summary		List the decisions of a meeting
//	@Description	The decisions of a meeting by number, as they stood. For whom: whoever reads the record, and is within the audience of the decision; what it is about is named to those who may see it.
//	@Tags			meetings
//	@Param			meeting							path		string		true	"Meeting code"	extensions(x-example=wg-tip-9)
//	@Param			kind							query		[]string	false	"Only of these kinds"	Enums(endorsement, amendment, agreed, noted, request)	collectionFormat(csv)
//	@Param			plan							query		[]string	false	"Only about any of these plans"	collectionFormat(csv)
//	@Param			item							query		[]string	false	"Only about any of these items, each as plan/ref"	collectionFormat(csv)
//	@Param			proposal						query		[]int		false	"Only about any of these proposals"	collectionFormat(csv)
//	@Param			list							query		pageQuery	false	"Page"
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	Page[MeetingDecision]
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/meetings/{meeting}/decisions [get]
func (a *API) listMeetingDecisions(c echo.Context, actor workplan.Actor) error {
	q := parseListQuery(c, "kind", "plan", "item", "proposal", "as_of", "known_at")
	f := q.decisions()
	page, when := q.page(workplan.EntrySorts), q.when()
	return list(c, q, func(ctx context.Context) (workplan.Listing[tracker.EntryReading[workplan.Decision]], error) {
		return a.Tracker.ListMeetingDecisions(ctx, actor, c.Param("meeting"), f, page, when)
	}, meetingDecisionDTO)
}

// recordDecision adds a decision.
//
//	@ID				recordDecision
//	@Summary		Add a decision
//	@Description	For the body's secretariat and co-chairs, until the record is adopted. It points only to what you may see yourself.
//	@Tags			meetings
//	@Param			meeting										path		string		true	"Meeting code"	extensions(x-example=wg-tip-9)
//	@Param			Idempotency-Key								header		string		false	"Makes the request safe to repeat for 24 hours"
//	@Param			entry										body		NewDecision	true	"The decision"
//	@Success		201											{object}	MeetingDecision
//	@Failure		400,401,403,404,409,413,415,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/meetings/{meeting}/decisions [post]
func (a *API) recordDecision(c echo.Context, actor workplan.Actor) error {
	return create(c, actor, func(ctx context.Context, in NewDecision) (tracker.EntryReading[workplan.Decision], error) {
		return a.Tracker.RecordDecision(ctx, actor, c.Param("meeting"), in.input())
	}, meetingDecisionResource)
}

// getDecision answers one decision.
//
//	@ID				getDecision
//	@Summary		Read a decision
//	@Description	One decision of a meeting as it stood. For whom: as for the list. The ETag is that of the whole record.
//	@Tags			meetings
//	@Param			meeting							path		string		true	"Meeting code"	extensions(x-example=wg-tip-9)
//	@Param			number							path		int			true	"Number of the decision within the meeting"
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	MeetingDecision
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/meetings/{meeting}/decisions/{number} [get]
func (a *API) getDecision(c echo.Context, actor workplan.Actor) error {
	q := parseQuery(c, "as_of", "known_at")
	when := q.when()
	return read(c, q, func(ctx context.Context) (tracker.EntryReading[workplan.Decision], error) {
		return a.Tracker.Decision(ctx, actor, c.Param("meeting"), number(c), when)
	}, meetingDecisionResource)
}

// editDecision changes a decision.
//
//	@ID				editDecision
//	@Summary		Edit a decision
//	@Description	For the body's secretariat and co-chairs, until the record is adopted. The ETag is that of the whole record: any change of the record makes it stale.
//	@Tags			meetings
//	@Accept			json,application/merge-patch+json
//	@Param			meeting												path		string			true	"Meeting code"	extensions(x-example=wg-tip-9)
//	@Param			number												path		int				true	"Number of the decision within the meeting"
//	@Param			If-Match											header		string			true	"ETag of the decision as you read it"	extensions(x-example="3-9f86d081884c7d65")
//	@Param			patch												body		DecisionPatch	true	"What is to change"
//	@Success		200													{object}	MeetingDecision
//	@Failure		400,401,403,404,409,412,413,415,422,428,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/meetings/{meeting}/decisions/{number} [patch]
func (a *API) editDecision(c echo.Context, actor workplan.Actor) error {
	return edit(c, func(ctx context.Context, p patch[DecisionPatch], known []int64) (tracker.EntryReading[workplan.Decision], error) {
		return a.Tracker.EditDecision(ctx, actor, c.Param("meeting"), number(c), known, applying(p, decisionPatch, DecisionPatch.content))
	}, meetingDecisionResource)
}

// removeDecision takes out a decision.
//
//	@ID				removeDecision
//	@Summary		Remove a decision
//	@Description	For the body's secretariat and co-chairs, until the record is adopted. Its number is not used again; readings of the past still show it.
//	@Tags			meetings
//	@Param			meeting											path	string	true	"Meeting code"	extensions(x-example=wg-tip-9)
//	@Param			number											path	int		true	"Number of the decision within the meeting"
//	@Param			If-Match										header	string	true	"ETag of the decision as you read it"	extensions(x-example="3-9f86d081884c7d65")
//	@Success		204												"Removed"
//	@Failure		400,401,403,404,409,412,422,428,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/meetings/{meeting}/decisions/{number} [delete]
func (a *API) removeDecision(c echo.Context, actor workplan.Actor) error {
	return remove(c, func(ctx context.Context, known []int64) error {
		return a.Tracker.RemoveDecision(ctx, actor, c.Param("meeting"), number(c), known)
	})
}
