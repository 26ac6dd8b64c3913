package api

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/workplan"
)

// listAmendments answers the amendments of a plan.
//
//	@ID				listAmendments
//	@Summary		List the amendments of a plan
//	@Description	The amendments of a plan since its endorsement, by number, with what of each you may see.
//	@Tags			plans
//	@Param			plan							path		string		true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			ref								query		[]string	false	"Only those that touched any of these items"	collectionFormat(csv)
//	@Param			objective						query		[]int		false	"Only those that touched any of these objectives"	collectionFormat(csv)
//	@Param			act								query		[]string	false	"Only those that did any of these"	Enums(changed, added, withdrawn, removed)	collectionFormat(csv)
//	@Param			meeting							query		[]string	false	"Only those decided at any of these meetings"	collectionFormat(csv)
//	@Param			list							query		pageQuery	false	"Page"
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	Page[Amendment]
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/amendments [get]
func (a *API) listAmendments(c echo.Context, actor workplan.Actor) error {
	q := parseListQuery(c, "ref", "objective", "act", "meeting", "as_of", "known_at")
	f := workplan.AmendmentFilter{Ref: q.words("ref"), Objective: q.integers("objective"), Act: enums(q, "act", workplan.AmendmentActs), Meeting: q.words("meeting")}
	page, when := q.page(workplan.AmendmentSorts), q.when()
	return list(c, q, func(ctx context.Context) (workplan.Listing[workplan.AmendmentReading], error) {
		return a.Tracker.ListAmendments(ctx, actor, c.Param("plan"), f, page, when)
	}, amendmentDTO)
}

// getAmendment answers one amendment.
//
//	@ID				getAmendment
//	@Summary		Read an amendment
//	@Description	One amendment of a plan, with what of it you may see.
//	@Tags			plans
//	@Param			plan							path		string		true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			number							path		int			true	"Number of the amendment within the plan"
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	Amendment
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/amendments/{number} [get]
func (a *API) getAmendment(c echo.Context, actor workplan.Actor) error {
	q := parseQuery(c, "as_of", "known_at")
	when := q.when()
	return read(c, q, func(ctx context.Context) (workplan.AmendmentReading, error) {
		return a.Tracker.Amendment(ctx, actor, c.Param("plan"), number(c), when)
	}, amendmentResource)
}

// amendPlan amends a plan.
//
//	@ID				amendPlan
//	@Summary		Amend an endorsed plan
//	@Description	For the co-chairs. All changes are made together or none, and the plan's revision rises by one.
//	@Tags			plans
//	@Param			plan												path		string			true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			If-Match											header		string			true	"ETag of the plan as you read it"	extensions(x-example="3-9f86d081884c7d65")
//	@Param			Idempotency-Key										header		string			false	"Makes the request safe to repeat for 24 hours"
//	@Param			amendment											body		NewAmendment	true	"What changes, and why"
//	@Success		201													{object}	Amendment
//	@Failure		400,401,403,404,409,412,413,415,422,428,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/amendments [post]
func (a *API) amendPlan(c echo.Context, actor workplan.Actor) error {
	var in NewAmendment
	if err := decode(c, &in); err != nil {
		return err
	}
	known, err := ifMatchVersion(c)
	if err != nil {
		return err
	}
	return created(c, actor, func(ctx context.Context) (workplan.AmendmentReading, error) {
		return a.Tracker.AmendPlan(ctx, actor, c.Param("plan"), known, in.input())
	}, amendmentResource)
}

// previewAmendment shows what an amendment would do.
//
//	@ID				previewAmendment
//	@Summary		Preview an amendment
//	@Description	For the secretariat and co-chairs. Answers the amendment that the same request would make now, or its refusal, and writes nothing.
//	@Tags			plans
//	@Param			plan									path		string			true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			amendment								body		NewAmendment	true	"What would change, and why"
//	@Success		200										{object}	Amendment
//	@Failure		400,401,403,404,409,413,415,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/amendments/preview [post]
func (a *API) previewAmendment(c echo.Context, actor workplan.Actor) error {
	var in NewAmendment
	if err := decode(c, &in); err != nil {
		return err
	}
	made, err := a.Tracker.PreviewAmendment(c.Request().Context(), actor, c.Param("plan"), in.input())
	if err != nil {
		return err
	}
	return respond(c, http.StatusOK, 0, amendmentDTO(made))
}

// mostRevisions bounds the number of a revision that can be asked for.
const mostRevisions = 1_000_000

// compareRevisions compares two revisions.
//
//	@ID				compareRevisions
//	@Summary		Compare two revisions of a plan
//	@Description	What differs between two revisions of an endorsed plan, as far as you may see. A revision is what had been recorded when its amendment was; revision 1 is the plan as it was endorsed.
//	@Tags			plans
//	@Param			plan							path		string	true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			from							query		int		false	"The earlier revision; the first if absent"	minimum(1)
//	@Param			to								query		int		false	"The later revision; the present one if absent"	minimum(1)
//	@Success		200								{object}	RevisionDiff
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/revisions [get]
func (a *API) compareRevisions(c echo.Context, actor workplan.Actor) error {
	q := parseQuery(c, "from", "to")
	from, to := q.integer("from", 1, mostRevisions, 1), q.integer("to", 1, mostRevisions, 0)
	return read(c, q, func(ctx context.Context) (workplan.RevisionDiff, error) {
		return a.Tracker.CompareRevisions(ctx, actor, c.Param("plan"), from, to)
	}, func(d workplan.RevisionDiff) resource { return resource{body: revisionDiffDTO(d)} })
}
