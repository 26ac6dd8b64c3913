package api

import (
	"context"
	"time"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// PlanStatus is the published form of where a plan stands.
type PlanStatus string //@name PlanStatus

// The life of a plan.
const (
	PlanDraft    PlanStatus = "draft"
	PlanEndorsed PlanStatus = "endorsed"
	PlanClosed   PlanStatus = "closed"
)

// Audience is the published form of who may read.
type Audience string //@name Audience

// The audiences.
const (
	AudiencePublic  Audience = "public"
	AudienceMembers Audience = "members"
	AudienceChairs  Audience = "chairs"
)

// Plan is the published form of a work plan.
//
//	@Description	A forward work plan as it stood in a view. The title is a label; the period is recorded apart and may be null. revision is 0 in a draft.
type Plan struct {
	Code            string     `json:"code" validate:"required" example:"wg-tip-2021-23"`                                                      // The code by which it is named, for good
	Body            string     `json:"body" validate:"required" example:"wg-tip"`                                                              // Code of the body that owns it
	Title           string     `json:"title" validate:"required" example:"Forward Work Plan 2021-23"`                                          // Its title; a label, from which no dates follow
	Status          PlanStatus `json:"status" validate:"required" example:"endorsed"`                                                          // Draft, endorsed or closed
	Revision        int        `json:"revision" validate:"required" example:"1"`                                                               // Number of its revision: 0 in a draft, 1 once endorsed
	PeriodStart     *string    `json:"period_start" validate:"required" extensions:"x-nullable" example:"2021"`                                // First day, month, quarter or year of its period; null where not recorded
	PeriodEnd       *string    `json:"period_end" validate:"required" extensions:"x-nullable" example:"2023"`                                  // Last day, month, quarter or year of its period; null where not recorded
	PeriodEndsOn    *string    `json:"period_ends_on" validate:"required" format:"date" extensions:"x-nullable" example:"2023-12-31"`          // The last day of period_end; null where that is not recorded
	Audience        Audience   `json:"audience" validate:"required" example:"members"`                                                         // Who may read it; its items are never for more
	Predecessor     *string    `json:"predecessor" validate:"required" extensions:"x-nullable" example:"wg-tip-2017-19"`                       // Code of the plan on which it builds; null where there is none
	EndorsedOn      *string    `json:"endorsed_on" validate:"required" extensions:"x-nullable" example:"2021-09-23"`                           // When it was endorsed: a year, quarter, month or day as given, such as 2023-Q4; null where not recorded
	EndorsedMeeting *string    `json:"endorsed_meeting" validate:"required" extensions:"x-nullable" example:"wg-tip-7"`                        // Code of the meeting that endorsed it; null where not recorded
	EndorsementNote string     `json:"endorsement_note" validate:"required" example:""`                                                        // What else is known of the endorsement; may be empty
	ClosedOn        *string    `json:"closed_on" validate:"required" format:"date" extensions:"x-nullable" example:"2024-11-21"`               // The day on which it was closed; null while it is not
	ClosedMeeting   *string    `json:"closed_meeting" validate:"required" extensions:"x-nullable" example:"wg-tip-11"`                         // Code of the meeting that closed it; null where none did
	ClosingNote     string     `json:"closing_note" validate:"required" example:""`                                                            // What else was said of the closing; may be empty
	ReopenedOn      *string    `json:"reopened_on" validate:"required" format:"date" extensions:"x-nullable" example:"2024-12-02"`             // The day on which it was last reopened; null where it never was
	ReopenedMeeting *string    `json:"reopened_meeting" validate:"required" extensions:"x-nullable" example:"wg-tip-11"`                       // Code of the meeting that last reopened it; null where none did
	ReopeningReason string     `json:"reopening_reason" validate:"required" example:""`                                                        // Why it was last reopened; empty where it never was
	Notes           string     `json:"notes" validate:"required" example:""`                                                                   // Further remarks; may be empty
	Source          string     `json:"source" validate:"required" example:"https://www.baliprocess.net/trafficking-in-persons-working-group/"` // Where the facts come from; may be empty
	AsOf            string     `json:"as_of" validate:"required" format:"date" example:"2026-11-23"`                                           // The day of which this tells
	KnownAt         *time.Time `json:"known_at" validate:"required" format:"date-time" extensions:"x-nullable" example:"2026-11-23T09:30:00Z"` // Only what had been recorded by this moment counts (UTC); null for everything recorded so far
	CreatedAt       time.Time  `json:"created_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"`                       // When it was first recorded (UTC)
	UpdatedAt       time.Time  `json:"updated_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"`                       // When it was last changed (UTC); in a reading of the past, the latest record that counts there
} //@name Plan

// PlanFields are the members of a plan that can be edited in a draft.
type PlanFields struct {
	PeriodStart workplan.PartialDate `json:"period_start" swaggertype:"string" extensions:"x-nullable" example:"2027"` // First day, month, quarter or year of its period; null where not recorded
	PeriodEnd   workplan.PartialDate `json:"period_end" swaggertype:"string" extensions:"x-nullable" example:"2029"`   // Last day, month, quarter or year of its period; null where not recorded
	Audience    Audience             `json:"audience" example:"members"`                                               // Who may read it; its items are never for more
	Predecessor string               `json:"predecessor" extensions:"x-nullable" example:"wg-tip-2024-26"`             // Code of the plan on which it builds; null where there is none
	Notes       string               `json:"notes" maxLength:"20000" extensions:"x-nullable" example:""`               // Further remarks; may be empty
	Source      string               `json:"source" maxLength:"20000" extensions:"x-nullable" example:""`              // Where the facts come from; may be empty
}

// NewPlan asks for a plan.
//
//	@Description	A draft plan to be created in a body. Its audience is members unless you say otherwise.
type NewPlan struct {
	Code  string `json:"code" validate:"required" maxLength:"60" extensions:"x-pattern=^[a-z0-9]+(-[a-z0-9]+)*$" example:"wg-tip-2027-29"` // The code by which it is named, for good: lower-case letters and digits, parts joined by hyphens
	Body  string `json:"body" validate:"required" example:"wg-tip"`                                                                        // Code of the body that owns it
	Title string `json:"title" validate:"required" maxLength:"300" example:"Forward Work Plan 2027-29"`                                    // Its title; a label, from which no dates follow
	PlanFields
} //@name NewPlan

// PlanPatch changes a draft plan.
//
//	@Description	What is to change in a draft plan (JSON merge patch): what is absent stays, null clears.
type PlanPatch struct {
	Title string `json:"title" maxLength:"300" example:"Forward Work Plan 2027-29"` // Its title; a label, from which no dates follow
	PlanFields
} //@name PlanPatch

// Endorsement endorses a plan.
//
//	@Description	The act that ends a draft. endorsed_on may be partial; where no date is recorded anywhere, leave it out and say so in note.
type Endorsement struct {
	EndorsedOn workplan.PartialDate `json:"endorsed_on" swaggertype:"string" extensions:"x-nullable" example:"2026-11-20"` // When it was endorsed: a year, quarter, month or day; null where not recorded
	Meeting    string               `json:"meeting" extensions:"x-nullable" example:"wg-tip-11"`                           // Code of the meeting that endorsed it; null where not recorded
	Note       string               `json:"note" maxLength:"20000" extensions:"x-nullable" example:""`                     // What else is known of the endorsement
} //@name Endorsement

func planDTO(p tracker.PlanReading) Plan {
	return Plan{Code: p.Code, Body: p.Body, Title: p.Title, Status: PlanStatus(p.Status), Revision: p.Revision,
		PeriodStart: orNull(p.PeriodStart), PeriodEnd: orNull(p.PeriodEnd), PeriodEndsOn: orNull(p.PeriodEnd.Last()),
		Audience: Audience(p.Audience), Predecessor: orNull(p.Predecessor), EndorsedOn: orNull(p.EndorsedOn),
		EndorsedMeeting: orNull(p.EndorsedMeeting), EndorsementNote: p.EndorsementNote, ClosedOn: orNull(p.ClosedOn),
		ClosedMeeting: orNull(p.ClosedMeeting), ClosingNote: p.ClosingNote, ReopenedOn: orNull(p.ReopenedOn), ReopenedMeeting: orNull(p.ReopenedMeeting), ReopeningReason: p.ReopeningReason, Notes: p.Notes, Source: p.Source,
		AsOf: string(p.View.AsOf), KnownAt: momentOrNull(p.View.KnownAt), CreatedAt: p.CreatedAt.UTC(), UpdatedAt: p.UpdatedAt.UTC()}
}

func planResource(p tracker.PlanReading) resource {
	return resource{Base + "/plans/" + p.Code, p.Version, planDTO(p)}
}

// planNow is the answer about a plan as it stands now, after a write.
func (a *API) planNow(p workplan.WorkPlan) resource {
	return planResource(tracker.PlanReading{WorkPlan: p, View: workplan.View{AsOf: a.Tracker.Today(), Current: true}})
}

func (d PlanPatch) content() workplan.PlanContent {
	return workplan.PlanContent{Title: d.Title, PeriodStart: d.PeriodStart, PeriodEnd: d.PeriodEnd, Audience: workplan.Audience(d.Audience),
		Predecessor: d.Predecessor, Notes: d.Notes, Source: d.Source}
}

func planPatch(p workplan.PlanContent) PlanPatch {
	return PlanPatch{Title: p.Title, PlanFields: PlanFields{PeriodStart: p.PeriodStart, PeriodEnd: p.PeriodEnd, Audience: Audience(p.Audience),
		Predecessor: p.Predecessor, Notes: p.Notes, Source: p.Source}}
}

func (d NewPlan) input() workplan.NewPlan {
	if d.Audience == "" {
		d.Audience = AudienceMembers
	}
	return workplan.NewPlan{Code: d.Code, Body: d.Body, PlanContent: PlanPatch{d.Title, d.PlanFields}.content()}
}

// Faults lists the rules that the domain finds broken.
func (d NewPlan) Faults() workplan.Faults { return d.input().Faults() }

// planFields are the members of a plan that a reader can pick.
var planFields = membersOf[Plan]()

// listPlans answers plans.
//
//	@ID				listPlans
//	@Summary		List plans
//	@Description	The plans that you may see, by code.
//	@Tags			plans
//	@Param			body							query		[]string	false	"Only of these bodies"		collectionFormat(csv)
//	@Param			status							query		[]string	false	"Only with these statuses"	Enums(draft, endorsed, closed)	collectionFormat(csv)
//	@Param			list							query		listQuery	false	"Search, order and page"
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	Page[Plan]
//	@Success		304								"Not modified"
//	@Failure		400,401,403,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans [get]
func (a *API) listPlans(c echo.Context, actor workplan.Actor) error {
	q := parseListQuery(c, "body", "status", "q", "fields", "as_of", "known_at")
	f := workplan.PlanFilter{Body: q.words("body"), Status: enums(q, "status", workplan.PlanStatuses), Query: q.text("q")}
	page, when := q.page(workplan.PlanSorts), q.when()
	q.pick(planFields)
	return list(c, q, func(ctx context.Context) (workplan.Listing[tracker.PlanReading], error) {
		return a.Tracker.ListPlans(ctx, actor, f, page, when)
	}, planDTO)
}

// createPlan adds a draft plan.
//
//	@ID				createPlan
//	@Summary		Create a plan
//	@Description	For the secretariat and co-chairs of its body. The plan begins as a draft, edited freely until it is endorsed. The code is for life.
//	@Tags			plans
//	@Param			Idempotency-Key								header		string	false	"Makes the request safe to repeat for 24 hours"
//	@Param			plan										body		NewPlan	true	"The plan"
//	@Success		201											{object}	Plan
//	@Failure		400,401,403,409,413,415,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans [post]
func (a *API) createPlan(c echo.Context, actor workplan.Actor) error {
	return create(c, actor, func(ctx context.Context, in NewPlan) (workplan.WorkPlan, error) {
		return a.Tracker.CreatePlan(ctx, actor, in.input())
	}, a.planNow)
}

// getPlan answers one plan.
//
//	@ID				getPlan
//	@Summary		Read a plan
//	@Description	One plan as it stood. What you may not see answers 404, as if it were not there.
//	@Tags			plans
//	@Param			plan							path		string		true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			fields							query		[]string	false	"Only these members"	collectionFormat(csv)
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	Plan
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan} [get]
func (a *API) getPlan(c echo.Context, actor workplan.Actor) error {
	q := parseQuery(c, "fields", "as_of", "known_at")
	when := q.when()
	q.pick(planFields)
	return read(c, q, func(ctx context.Context) (tracker.PlanReading, error) {
		return a.Tracker.Plan(ctx, actor, c.Param("plan"), when)
	}, planResource)
}

// editPlan changes a draft plan.
//
//	@ID				editPlan
//	@Summary		Edit a draft plan
//	@Description	For the secretariat and co-chairs of its body. An endorsed plan refuses this: it changes by amendment.
//	@Tags			plans
//	@Accept			json,application/merge-patch+json
//	@Param			plan												path		string		true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			If-Match											header		string		true	"ETag of the plan as you read it"	extensions(x-example="3-9f86d081884c7d65")
//	@Param			patch												body		PlanPatch	true	"What is to change"
//	@Success		200													{object}	Plan
//	@Failure		400,401,403,404,409,412,413,415,422,428,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan} [patch]
func (a *API) editPlan(c echo.Context, actor workplan.Actor) error {
	return edit(c, func(ctx context.Context, p patch[PlanPatch], known []int64) (workplan.WorkPlan, error) {
		return a.Tracker.EditPlan(ctx, actor, c.Param("plan"), known, applying(p, planPatch, PlanPatch.content))
	}, a.planNow)
}

// removePlan takes a draft away.
//
//	@ID				removePlan
//	@Summary		Remove a draft plan
//	@Description	For the secretariat and co-chairs of its body. Its code is not used again; readings of the past still show it.
//	@Tags			plans
//	@Param			plan										path	string	true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			If-Match									header	string	true	"ETag of the plan as you read it"	extensions(x-example="3-9f86d081884c7d65")
//	@Success		204											"Removed"
//	@Failure		400,401,403,404,409,412,422,428,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan} [delete]
func (a *API) removePlan(c echo.Context, actor workplan.Actor) error {
	return remove(c, func(ctx context.Context, known []int64) error {
		return a.Tracker.RemovePlan(ctx, actor, c.Param("plan"), known)
	})
}

// endorsePlan ends a draft.
//
//	@ID				endorsePlan
//	@Summary		Endorse a plan
//	@Description	For the co-chairs. From then on the plan changes by amendment only, and its items take status updates.
//	@Tags			plans
//	@Param			plan												path		string		true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			If-Match											header		string		true	"ETag of the plan as you read it"	extensions(x-example="3-9f86d081884c7d65")
//	@Param			endorsement											body		Endorsement	true	"When and where it was endorsed"
//	@Success		200													{object}	Plan
//	@Failure		400,401,403,404,409,412,413,415,422,428,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/endorse [post]
func (a *API) endorsePlan(c echo.Context, actor workplan.Actor) error {
	return actOn(a, c, func(in Endorsement, known []int64) (workplan.WorkPlan, error) {
		return a.Tracker.EndorsePlan(c.Request().Context(), actor, c.Param("plan"), known, workplan.Endorsement{On: in.EndorsedOn, Meeting: in.Meeting, Note: in.Note})
	})
}
