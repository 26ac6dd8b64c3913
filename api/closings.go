package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/workplan"
)

// Closing closes a plan.
//
//	@Description	The act that ends a plan. closed_on is today unless you say otherwise; not in the future, nor before the last day on which anything in the plan took effect.
type Closing struct {
	ClosedOn workplan.Date `json:"closed_on" swaggertype:"string" format:"date" extensions:"x-nullable" example:"2026-11-20"` // The day on which it was closed; null for today
	Meeting  string        `json:"meeting" extensions:"x-nullable" example:"wg-tip-11"`                                       // Code of the meeting that closed it; null where none did
	Note     string        `json:"note" maxLength:"20000" extensions:"x-nullable" example:""`                                 // What else is to be said of it
} //@name Closing

// Reopening reopens a plan.
//
//	@Description	The act that takes a closing back. effective_on is today unless you say otherwise; not in the future, nor before the closing.
type Reopening struct {
	Reason      string        `json:"reason" validate:"required" maxLength:"20000" example:"Item 2.3 was completed before the closing, and the report had come late."` // Why it is reopened
	EffectiveOn workplan.Date `json:"effective_on" swaggertype:"string" format:"date" extensions:"x-nullable" example:"2026-11-23"`                                    // The day from which it is endorsed again; null for today
	Meeting     string        `json:"meeting" extensions:"x-nullable" example:"wg-tip-11"`                                                                             // Code of the meeting that decided it; null where none did
} //@name Reopening

// closePlan closes a plan.
//
//	@ID				closePlan
//	@Summary		Close a plan
//	@Description	For the co-chairs. While an item is planned, in progress or postponed it is refused: errors names each with what may be done about it. Nothing in a closed plan changes, and its report as of
//	@Description	the closing or later, asked for without known_at, is settled: it comes in the same bytes whatever is recorded later.
//	@Tags			carry-over
//	@Param			plan												path		string	true	"Plan code"	extensions(x-example=wg-tip-2021-23)
//	@Param			If-Match											header		string	true	"ETag of the plan as you read it"	extensions(x-example="3-9f86d081884c7d65")
//	@Param			closing												body		Closing	true	"When and where it was closed"
//	@Success		200													{object}	Plan
//	@Failure		400,401,403,404,409,412,413,415,422,428,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/close [post]
func (a *API) closePlan(c echo.Context, actor workplan.Actor) error {
	return actOn(a, c, func(in Closing, known []int64) (workplan.WorkPlan, error) {
		return a.Tracker.ClosePlan(c.Request().Context(), actor, c.Param("plan"), known, workplan.Closing{On: in.ClosedOn, Meeting: in.Meeting, Note: in.Note})
	})
}

// reopenPlan reopens a closed plan.
//
//	@ID				reopenPlan
//	@Summary		Reopen a closed plan
//	@Description	For the co-chairs, with a reason. The plan is endorsed again and can be closed again; what was carried over stays carried over. Its settled report is unsettled: it is reckoned anew until the
//	@Description	plan is closed again.
//	@Tags			carry-over
//	@Param			plan												path		string		true	"Plan code"	extensions(x-example=wg-tip-2021-23)
//	@Param			If-Match											header		string		true	"ETag of the plan as you read it"	extensions(x-example="3-9f86d081884c7d65")
//	@Param			reopening											body		Reopening	true	"Why it is reopened"
//	@Success		200													{object}	Plan
//	@Failure		400,401,403,404,409,412,413,415,422,428,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/reopen [post]
func (a *API) reopenPlan(c echo.Context, actor workplan.Actor) error {
	return actOn(a, c, func(in Reopening, known []int64) (workplan.WorkPlan, error) {
		return a.Tracker.ReopenPlan(c.Request().Context(), actor, c.Param("plan"), known, workplan.Reopening{On: in.EffectiveOn, Meeting: in.Meeting, Reason: in.Reason})
	})
}

// actOn decodes an act of a plan's life and the versions that its sender knows, runs it and answers the plan as it then stands.
func actOn[In any](a *API, c echo.Context, run func(in In, known []int64) (workplan.WorkPlan, error)) error {
	var in In
	if err := decode(c, &in); err != nil {
		return err
	}
	known, err := ifMatchVersion(c)
	if err != nil {
		return err
	}
	p, err := run(in, known)
	if err != nil {
		return err
	}
	r := a.planNow(p)
	return respond(c, http.StatusOK, r.version, r.body)
}
