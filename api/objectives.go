package api

import (
	"context"
	"fmt"
	"time"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/workplan"
)

// Objective is the published form of an objective.
//
//	@Description	A numbered heading of a plan. Its number is for life.
type Objective struct {
	Plan        string    `json:"plan" validate:"required" example:"wg-tip-2021-23"`                                                      // Code of the plan
	Number      int       `json:"number" validate:"required" example:"1"`                                                                 // Its number within the plan
	Title       string    `json:"title" validate:"required" example:"Enhancing information sharing on trends, issues, and initiatives"`   // Its title
	Description string    `json:"description" validate:"required" example:""`                                                             // What it is about; may be empty
	Predecessor *string   `json:"predecessor" validate:"required" extensions:"x-nullable" example:"wg-tip-2017-19/1"`                     // The objective of the last plan that it continues, as plan/number; null where none
	Source      string    `json:"source" validate:"required" example:"https://www.baliprocess.net/trafficking-in-persons-working-group/"` // Where the facts come from; may be empty
	CreatedAt   time.Time `json:"created_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"`                       // When it was first recorded (UTC)
	UpdatedAt   time.Time `json:"updated_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"`                       // When it was last changed (UTC); in a reading of the past, the latest record that counts there
} //@name Objective

// ObjectiveFields are the members of an objective that can be edited in a draft.
type ObjectiveFields struct {
	Description string `json:"description" maxLength:"20000" extensions:"x-nullable" example:""` // What it is about; may be empty
	Predecessor string `json:"predecessor" extensions:"x-nullable" example:"wg-tip-2021-23/1"`   // The objective of the last plan that it continues, as plan/number; null where none
	Source      string `json:"source" maxLength:"20000" extensions:"x-nullable" example:""`      // Where the facts come from; may be empty
}

// NewObjective asks for an objective.
//
//	@Description	An objective to be added to a draft plan. Without a number it takes the next free one.
type NewObjective struct {
	Number *int   `json:"number" minimum:"1" maximum:"999" extensions:"x-nullable" example:"1"`              // Its number within the plan; null for the next free one
	Title  string `json:"title" validate:"required" maxLength:"300" example:"Enhancing information sharing"` // Its title
	ObjectiveFields
} //@name NewObjective

// ObjectivePatch changes an objective.
//
//	@Description	What is to change in an objective of a draft plan (JSON merge patch): what is absent stays, null clears.
type ObjectivePatch struct {
	Title string `json:"title" maxLength:"300" example:"Enhancing information sharing"` // Its title
	ObjectiveFields
} //@name ObjectivePatch

func objectiveDTO(o workplan.Objective) Objective {
	return Objective{Plan: o.Plan, Number: o.Number, Title: o.Title, Description: o.Description, Predecessor: orNull(o.Predecessor), Source: o.Source,
		CreatedAt: o.CreatedAt.UTC(), UpdatedAt: o.UpdatedAt.UTC()}
}

func objectiveResource(o workplan.Objective) resource {
	return resource{fmt.Sprintf("%s/plans/%s/objectives/%d", Base, o.Plan, o.Number), o.Version, objectiveDTO(o)}
}

func (d ObjectivePatch) content() workplan.ObjectiveContent {
	return workplan.ObjectiveContent{Title: d.Title, Description: d.Description, Predecessor: d.Predecessor, Source: d.Source}
}

func objectivePatch(o workplan.ObjectiveContent) ObjectivePatch {
	return ObjectivePatch{Title: o.Title, ObjectiveFields: ObjectiveFields{Description: o.Description, Predecessor: o.Predecessor, Source: o.Source}}
}

func (d NewObjective) input() workplan.NewObjective {
	return workplan.NewObjective{Number: given(d.Number), ObjectiveContent: ObjectivePatch{d.Title, d.ObjectiveFields}.content()}
}

// Faults lists the rules that the domain finds broken.
func (d NewObjective) Faults() workplan.Faults { return d.input().Faults() }

// listObjectives answers the objectives of a plan.
//
//	@ID				listObjectives
//	@Summary		List objectives
//	@Description	The objectives of a plan by number, as they stood. There are few; they come in one page.
//	@Tags			plans
//	@Param			plan							path		string		true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	Page[Objective]
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/objectives [get]
func (a *API) listObjectives(c echo.Context, actor workplan.Actor) error {
	q := parseQuery(c, "as_of", "known_at")
	when := q.when()
	return list(c, q, func(ctx context.Context) (workplan.Listing[workplan.Objective], error) {
		return whole(a.Tracker.Objectives(ctx, actor, c.Param("plan"), when))
	}, objectiveDTO)
}

// createObjective adds an objective.
//
//	@ID				createObjective
//	@Summary		Create an objective
//	@Description	For the secretariat and co-chairs of the plan's body, while the plan is a draft.
//	@Tags			plans
//	@Param			plan										path		string			true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			Idempotency-Key								header		string			false	"Makes the request safe to repeat for 24 hours"
//	@Param			objective									body		NewObjective	true	"The objective"
//	@Success		201											{object}	Objective
//	@Failure		400,401,403,404,409,413,415,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/objectives [post]
func (a *API) createObjective(c echo.Context, actor workplan.Actor) error {
	return create(c, actor, func(ctx context.Context, in NewObjective) (workplan.Objective, error) {
		return a.Tracker.CreateObjective(ctx, actor, c.Param("plan"), in.input())
	}, objectiveResource)
}

// getObjective answers one objective.
//
//	@ID				getObjective
//	@Summary		Read an objective
//	@Description	One objective of a plan as it stood.
//	@Tags			plans
//	@Param			plan							path		string		true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			number							path		int			true	"Number of the objective"
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	Objective
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/objectives/{number} [get]
func (a *API) getObjective(c echo.Context, actor workplan.Actor) error {
	q := parseQuery(c, "as_of", "known_at")
	when := q.when()
	return read(c, q, func(ctx context.Context) (workplan.Objective, error) {
		return a.Tracker.Objective(ctx, actor, c.Param("plan"), number(c), when)
	}, objectiveResource)
}

// editObjective changes an objective.
//
//	@ID				editObjective
//	@Summary		Edit an objective
//	@Description	For the secretariat and co-chairs of the plan's body, while the plan is a draft.
//	@Tags			plans
//	@Accept			json,application/merge-patch+json
//	@Param			plan												path		string			true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			number												path		int				true	"Number of the objective"
//	@Param			If-Match											header		string			true	"ETag of the objective as you read it"	extensions(x-example="3-9f86d081884c7d65")
//	@Param			patch												body		ObjectivePatch	true	"What is to change"
//	@Success		200													{object}	Objective
//	@Failure		400,401,403,404,409,412,413,415,422,428,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/objectives/{number} [patch]
func (a *API) editObjective(c echo.Context, actor workplan.Actor) error {
	return edit(c, func(ctx context.Context, p patch[ObjectivePatch], known []int64) (workplan.Objective, error) {
		return a.Tracker.EditObjective(ctx, actor, c.Param("plan"), number(c), known, applying(p, objectivePatch, ObjectivePatch.content))
	}, objectiveResource)
}

// removeObjective takes an objective away.
//
//	@ID				removeObjective
//	@Summary		Remove an objective
//	@Description	For the secretariat and co-chairs of the plan's body, while the plan is a draft and the objective has no items.
//	@Tags			plans
//	@Param			plan										path	string	true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			number										path	int		true	"Number of the objective"
//	@Param			If-Match									header	string	true	"ETag of the objective as you read it"	extensions(x-example="3-9f86d081884c7d65")
//	@Success		204											"Removed"
//	@Failure		400,401,403,404,409,412,422,428,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/objectives/{number} [delete]
func (a *API) removeObjective(c echo.Context, actor workplan.Actor) error {
	return remove(c, func(ctx context.Context, known []int64) error {
		return a.Tracker.RemoveObjective(ctx, actor, c.Param("plan"), number(c), known)
	})
}
