package api

import (
	"context"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// RoundState is the published form of where a round stands.
type RoundState string //@name RoundState

// The states.
const (
	RoundPlanned   RoundState = "planned"
	RoundOpen      RoundState = "open"
	RoundOverdue   RoundState = "overdue"
	RoundClosed    RoundState = "closed"
	RoundCancelled RoundState = "cancelled"
)

// MailKind is the published form of what a mail is for.
type MailKind string //@name MailKind

// The kinds.
const (
	MailDigest     MailKind = "digest"
	MailEscalation MailKind = "escalation"
)

// Round is the published form of a reporting round.
//
//	@Description	A time in which the leads of a body are asked to report: it opens, returns are due by the end of a day, and it closes. state is as of the day that was asked for. counts and by_lead
//	@Description	are there where one round is read, as far as you see the items, and null in lists.
type Round struct {
	Number     int          `json:"number" validate:"required" example:"3"`                                                                 // Number of the round, across bodies
	Body       string       `json:"body" validate:"required" example:"wg-tip"`                                                              // Code of the body that asks
	Meeting    *string      `json:"meeting" validate:"required" extensions:"x-nullable" example:"wg-tip-10"`                                // Code of the meeting for which it asks; null for none
	State      RoundState   `json:"state" validate:"required" example:"open"`                                                               // planned before it opens, open until it is due, overdue until it closes, then closed; or cancelled
	Opens      string       `json:"opens" validate:"required" format:"date" example:"2026-09-01"`                                           // Its first day
	Due        string       `json:"due" validate:"required" format:"date" example:"2026-10-15"`                                             // The last day on which a return is in time
	Closes     string       `json:"closes" validate:"required" format:"date" example:"2026-10-31"`                                          // The last day on which a return is taken
	DateReason string       `json:"date_reason" validate:"required" example:"The meeting was moved."`                                       // Why the dates were moved last; empty where they were not
	AllPlans   bool         `json:"all_plans" validate:"required" example:"true"`                                                           // Whether it asks about all endorsed plans of the body
	Plans      []string     `json:"plans" validate:"required" example:"wg-tip-2024-26"`                                                     // Otherwise the codes of those that it asks about, as far as you see them
	Reminders  []string     `json:"reminders" validate:"required" example:"opens,due-14d,due"`                                              // On which days those who owe a return get a digest: opens, due or closes, with days (d), weeks (w) or months (m) before or after
	Escalation *string      `json:"escalation" validate:"required" extensions:"x-nullable" example:"due+7d"`                                // On which day the secretariat gets the list of who has not answered; null for none
	Windows    []MailWindow `json:"windows" validate:"required"`                                                                            // The days on which mails go out, in order
	Note       string       `json:"note" validate:"required" example:"Please name openings for others."`                                    // What the leads are told; may be empty
	EndReason  *string      `json:"end_reason" validate:"required" extensions:"x-nullable" example:"All have answered."`                    // Why it was closed early or cancelled; null where it was not
	EndedAt    *time.Time   `json:"ended_at" validate:"required" format:"date-time" extensions:"x-nullable" example:"2026-10-20T09:30:00Z"` // When it was closed early or cancelled (UTC); null where it was not
	Counts     *RoundCounts `json:"counts" validate:"required" extensions:"x-nullable"`                                                     // Its numbers; null in lists
	ByLead     []LeadCounts `json:"by_lead" validate:"required"`                                                                            // The numbers of each lead, by code; empty in lists
	CreatedAt  time.Time    `json:"created_at" validate:"required" format:"date-time" example:"2026-08-20T09:30:00Z"`                       // When it was first recorded (UTC)
	UpdatedAt  time.Time    `json:"updated_at" validate:"required" format:"date-time" example:"2026-08-20T09:30:00Z"`                       // When it was last changed (UTC); in a reading of the past, the latest record that counts there
} //@name Round

// MailWindow is the published form of a day on which mails go out.
//
//	@Description	A day on which mails of a round go out, at eight in the morning where their reader is. Of one round, nobody gets two mails of a kind on a day.
type MailWindow struct {
	On   string   `json:"on" validate:"required" format:"date" example:"2026-10-01"` // The day
	Kind MailKind `json:"kind" validate:"required" example:"digest"`                 // digest, to those who owe a return, or escalation, to the secretariat
} //@name MailWindow

// RoundCounts are the published numbers of a round.
//
//	@Description	owed = answered + outstanding; late and nil_returns are among the answered. lapsed stands beside them: what was owed and is owed no longer.
type RoundCounts struct {
	Owed        int `json:"owed" validate:"required" example:"14"`       // Returns that are owed
	Answered    int `json:"answered" validate:"required" example:"9"`    // Of these, those that were made
	Late        int `json:"late" validate:"required" example:"2"`        // Of the answered, those made after the due day
	NilReturns  int `json:"nil_returns" validate:"required" example:"1"` // Of the answered, those that say that there is nothing to report
	Outstanding int `json:"outstanding" validate:"required" example:"5"` // Of the owed, those that were not made
	Lapsed      int `json:"lapsed" validate:"required" example:"1"`      // Beside the owed, those that are owed no longer: the item was completed, withdrawn or carried over within the round before an answer came
} //@name RoundCounts

// LeadCounts are the published numbers of a lead in a round.
type LeadCounts struct {
	Lead string `json:"lead" validate:"required" example:"iom"` // Code of the member
	RoundCounts
} //@name LeadCounts

// RoundFields are the members of a round that can be edited.
type RoundFields struct {
	Meeting    string        `json:"meeting" extensions:"x-nullable" example:"wg-tip-10"`                                             // Code of the meeting for which it asks; null for none
	DateReason string        `json:"date_reason" maxLength:"20000" extensions:"x-nullable" example:"The meeting was moved."`          // Why the dates are moved; required with each move once the round has opened
	Plans      workplan.List `json:"plans" swaggertype:"array,string" maxItems:"50" extensions:"x-nullable" example:"wg-tip-2024-26"` // Codes of the endorsed plans that it asks about; none for all of the body
	Note       string        `json:"note" maxLength:"20000" extensions:"x-nullable" example:"Please name openings for others."`       // What the leads are told
}

// NewRound asks for a reporting round.
//
//	@Description	A round to be prepared for a body, ahead of time or from today. Where reminders or escalation are absent or null, they are opens, due-14d, due-3d, due, due+3d and due+7d;
//	@Description	an empty list, or an empty text, asks for none.
type NewRound struct {
	Body       string        `json:"body" validate:"required" example:"wg-tip"`                                                              // Code of the body that asks
	Opens      workplan.Date `json:"opens" validate:"required" swaggertype:"string" format:"date" example:"2026-09-01"`                      // Its first day
	Due        workplan.Date `json:"due" validate:"required" swaggertype:"string" format:"date" example:"2026-10-15"`                        // The last day on which a return is in time
	Closes     workplan.Date `json:"closes" validate:"required" swaggertype:"string" format:"date" example:"2026-10-31"`                     // The last day on which a return is taken
	Reminders  workplan.List `json:"reminders" swaggertype:"array,string" maxItems:"12" extensions:"x-nullable" example:"opens,due-14d,due"` // Days on which those who owe a return get a digest
	Escalation *string       `json:"escalation" maxLength:"20" extensions:"x-nullable" example:"due+7d"`                                     // Day on which the secretariat gets the list of who has not answered
	RoundFields
} //@name NewRound

// RoundPatch changes a reporting round.
//
//	@Description	What is to change in a round (JSON merge patch): what is absent stays, null clears. A round that has opened keeps its first day; one that is over does not change.
type RoundPatch struct {
	Opens      workplan.Date `json:"opens" swaggertype:"string" format:"date" example:"2026-09-01"`                                          // Its first day
	Due        workplan.Date `json:"due" swaggertype:"string" format:"date" example:"2026-10-15"`                                            // The last day on which a return is in time
	Closes     workplan.Date `json:"closes" swaggertype:"string" format:"date" example:"2026-10-31"`                                         // The last day on which a return is taken
	Reminders  workplan.List `json:"reminders" swaggertype:"array,string" maxItems:"12" extensions:"x-nullable" example:"opens,due-14d,due"` // Days on which those who owe a return get a digest; null for none
	Escalation string        `json:"escalation" maxLength:"20" extensions:"x-nullable" example:"due+7d"`                                     // Day on which the secretariat gets the list of who has not answered; null for none
	RoundFields
} //@name RoundPatch

func roundDTO(r tracker.RoundReading) Round {
	dto := Round{Number: r.Number, Body: r.Body, Meeting: orNull(r.Meeting), State: RoundState(r.State), Opens: string(r.Opens), Due: string(r.Due), Closes: string(r.Closes),
		DateReason: r.DateReason, AllPlans: !r.Named, Plans: texts(r.Plans), Reminders: texts(r.Reminders), Escalation: orNull(r.Escalation),
		Windows: each(r.ReportingRound.Windows(), windowDTO), Note: r.Note, EndReason: orNull(r.EndReason), ByLead: each(r.ByLead, leadCountsDTO),
		CreatedAt: r.CreatedAt.UTC(), UpdatedAt: r.UpdatedAt.UTC()}
	if r.EndedAt != nil {
		dto.EndedAt = momentOrNull(*r.EndedAt)
	}
	if r.Counts != nil {
		counts := countsOfRound(*r.Counts)
		dto.Counts = &counts
	}
	return dto
}

func windowDTO(w workplan.Window) MailWindow { return MailWindow{string(w.On), MailKind(w.Kind)} }

func countsOfRound(c workplan.RoundCounts) RoundCounts {
	return RoundCounts{Owed: c.Owed, Answered: c.Answered, Late: c.Late, NilReturns: c.Nil, Outstanding: c.Outstanding, Lapsed: c.Lapsed}
}

func leadCountsDTO(l workplan.LeadCounts) LeadCounts {
	return LeadCounts{l.Lead, countsOfRound(l.RoundCounts)}
}

func roundResource(r tracker.RoundReading) resource {
	return resource{Base + "/rounds/" + strconv.Itoa(r.Number), r.Version, roundDTO(r)}
}

func (d RoundPatch) content() workplan.RoundContent {
	return workplan.RoundContent{Meeting: d.Meeting, Opens: d.Opens, Due: d.Due, Closes: d.Closes, DateReason: d.DateReason, Plans: d.Plans, Reminders: d.Reminders,
		Escalation: d.Escalation, Note: d.Note}
}

func roundPatch(r workplan.RoundContent) RoundPatch {
	return RoundPatch{Opens: r.Opens, Due: r.Due, Closes: r.Closes, Reminders: r.Reminders, Escalation: r.Escalation,
		RoundFields: RoundFields{Meeting: r.Meeting, DateReason: r.DateReason, Plans: r.Plans, Note: r.Note}}
}

func (d NewRound) input() workplan.NewRound {
	patch := RoundPatch{Opens: d.Opens, Due: d.Due, Closes: d.Closes, Reminders: d.Reminders, Escalation: workplan.DefaultEscalation, RoundFields: d.RoundFields}
	if d.Reminders == nil {
		patch.Reminders = workplan.DefaultReminders
	}
	if d.Escalation != nil {
		patch.Escalation = *d.Escalation
	}
	return workplan.NewRound{Body: d.Body, RoundContent: patch.content()}
}

// listRounds answers reporting rounds.
//
//	@ID				listRounds
//	@Summary		List reporting rounds
//	@Description	The rounds of the bodies in which you read what is for members, by number; state is as of the day asked for.
//	@Tags			rounds
//	@Param			body							query		[]string	false	"Only of these bodies"	collectionFormat(csv)
//	@Param			meeting							query		[]string	false	"Only for these meetings"	collectionFormat(csv)
//	@Param			state							query		[]string	false	"Only in these states"	Enums(planned, open, overdue, closed, cancelled)	collectionFormat(csv)
//	@Param			list							query		pageQuery	false	"Page"
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	Page[Round]
//	@Success		304								"Not modified"
//	@Failure		400,401,403,422,429,500,503		{object}	Problem
//	@Security		BearerAuth
//	@Router			/rounds [get]
func (a *API) listRounds(c echo.Context, actor workplan.Actor) error {
	q := parseListQuery(c, "body", "meeting", "state", "as_of", "known_at")
	f := workplan.RoundFilter{Body: q.words("body"), Meeting: q.words("meeting"), State: enums(q, "state", workplan.RoundStates)}
	page, when := q.page(workplan.RoundSorts), q.when()
	return list(c, q, func(ctx context.Context) (workplan.Listing[tracker.RoundReading], error) {
		return a.Tracker.ListRounds(ctx, actor, f, page, when)
	}, roundDTO)
}

// createRound prepares a round.
//
//	@ID				createRound
//	@Summary		Prepare a reporting round
//	@Description	For the body's secretariat and co-chairs. It may open today or later. Two rounds of a body may not ask about the same plan on the same day.
//	@Tags			rounds
//	@Param			Idempotency-Key								header		string		false	"Makes the request safe to repeat for 24 hours"
//	@Param			round										body		NewRound	true	"The round"
//	@Success		201											{object}	Round
//	@Failure		400,401,403,409,413,415,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/rounds [post]
func (a *API) createRound(c echo.Context, actor workplan.Actor) error {
	return create(c, actor, func(ctx context.Context, in NewRound) (tracker.RoundReading, error) {
		return a.Tracker.CreateRound(ctx, actor, in.input())
	}, roundResource)
}

// getRound answers one round.
//
//	@ID				getRound
//	@Summary		Read a reporting round
//	@Description	One round with its numbers, in all and by lead, as far as you see the items. A round that is over is counted as it was known when it ended. For whom: as for the list.
//	@Tags			rounds
//	@Param			number							path		int			true	"Number of the round"
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	Round
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/rounds/{number} [get]
func (a *API) getRound(c echo.Context, actor workplan.Actor) error {
	q := parseQuery(c, "as_of", "known_at")
	when := q.when()
	return read(c, q, func(ctx context.Context) (tracker.RoundReading, error) {
		return a.Tracker.Round(ctx, actor, number(c), when)
	}, roundResource)
}

// editRound changes a round.
//
//	@ID				editRound
//	@Summary		Edit or extend a reporting round
//	@Description	For the body's secretariat and co-chairs, until the round is over. Once it has opened, moving its dates needs a date_reason.
//	@Tags			rounds
//	@Accept			json,application/merge-patch+json
//	@Param			number												path		int			true	"Number of the round"
//	@Param			If-Match											header		string		true	"ETag of the round as you read it"	extensions(x-example="3-9f86d081884c7d65")
//	@Param			patch												body		RoundPatch	true	"What is to change"
//	@Success		200													{object}	Round
//	@Failure		400,401,403,404,409,412,413,415,422,428,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/rounds/{number} [patch]
func (a *API) editRound(c echo.Context, actor workplan.Actor) error {
	return edit(c, func(ctx context.Context, p patch[RoundPatch], known []int64) (tracker.RoundReading, error) {
		return a.Tracker.EditRound(ctx, actor, number(c), known, applying(p, roundPatch, RoundPatch.content))
	}, roundResource)
}
