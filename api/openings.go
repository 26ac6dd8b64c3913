package api

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/workplan"
)

// listOpenings answers openings across plans.
//
//	@ID				listOpenings
//	@Summary		List openings for involvement across plans
//	@Description	What leads seek from other members, as far as you may see it, the first to end first. Sorts: until, item, opened. For what takes offers now give state=open.
//	@Tags			openings
//	@Param			plan						query		[]string	false	"Only of these plans"	collectionFormat(csv)
//	@Param			body						query		[]string	false	"Only of these bodies"	collectionFormat(csv)
//	@Param			lead						query		[]string	false	"Only of these leads"	collectionFormat(csv)
//	@Param			kind						query		[]string	false	"Only of these kinds"	Enums(expertise, host, funding, participants, other)	collectionFormat(csv)
//	@Param			state						query		[]string	false	"Only in these states"	Enums(open, lapsed, closed, ended)	collectionFormat(csv)
//	@Param			until_before				query		string		false	"Only whose last day lies before this day"	Format(date)
//	@Param			list						query		listQuery	false	"Search, order and page"
//	@Param			when						query		whenQuery	false	"Point in time"
//	@Success		200							{object}	Page[Opening]
//	@Success		304							"Not modified"
//	@Failure		400,401,403,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/openings [get]
func (a *API) listOpenings(c echo.Context, actor workplan.Actor) error {
	q := parseListQuery(c, "plan", "body", "lead", "kind", "state", "until_before", "q", "fields", "as_of", "known_at")
	f := workplan.OpeningFilter{Plan: q.words("plan"), Body: q.words("body"), Lead: q.words("lead"), Kind: enums(q, "kind", workplan.OpeningKinds),
		State: enums(q, "state", workplan.OpeningPhases), UntilBefore: q.date("until_before"), Query: q.text("q")}
	page, when := q.page(workplan.OpeningSorts), q.when()
	q.pick(openingFields)
	return list(c, q, func(ctx context.Context) (workplan.Listing[workplan.OpeningReading], error) {
		return a.Tracker.ListOpenings(ctx, actor, f, page, when)
	}, openingDTO)
}

// listItemOpenings answers the openings of an item.
//
//	@ID				listItemOpenings
//	@Summary		List the openings of an item
//	@Description	What the leads of an item seek from other members, by number, as it stood. Sorts: number, until.
//	@Tags			openings
//	@Param			plan							path		string		true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			ref								path		string		true	"Ref of the item within its plan"	extensions(x-example=2.3)
//	@Param			state							query		[]string	false	"Only in these states"	Enums(open, lapsed, closed, ended)	collectionFormat(csv)
//	@Param			list							query		listQuery	false	"Search, order and page"
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	Page[Opening]
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/items/{ref}/openings [get]
func (a *API) listItemOpenings(c echo.Context, actor workplan.Actor) error {
	q := parseListQuery(c, "state", "q", "fields", "as_of", "known_at")
	f := workplan.OpeningFilter{State: enums(q, "state", workplan.OpeningPhases), Query: q.text("q")}
	page, when := q.page(workplan.ItemOpeningSorts), q.when()
	q.pick(openingFields)
	return list(c, q, func(ctx context.Context) (workplan.Listing[workplan.OpeningReading], error) {
		return a.Tracker.ListItemOpenings(ctx, actor, c.Param("plan"), c.Param("ref"), f, page, when)
	}, openingDTO)
}

// postOpening posts an opening.
//
//	@ID				postOpening
//	@Summary		Seek involvement in an item
//	@Description	For the focal points of the item's leads, and the secretariat on a lead's behalf. Only on an open item of an endorsed plan.
//	@Tags			openings
//	@Param			plan										path		string		true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			ref											path		string		true	"Ref of the item within its plan"	extensions(x-example=2.3)
//	@Param			Idempotency-Key								header		string		false	"Makes the request safe to repeat for 24 hours"
//	@Param			opening										body		NewOpening	true	"The opening"
//	@Success		201											{object}	Opening
//	@Failure		400,401,403,404,409,413,415,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/items/{ref}/openings [post]
func (a *API) postOpening(c echo.Context, actor workplan.Actor) error {
	return create(c, actor, func(ctx context.Context, in NewOpening) (workplan.OpeningReading, error) {
		return a.Tracker.SeekInvolvement(ctx, actor, c.Param("plan"), c.Param("ref"), in.input())
	}, openingResource)
}

// getOpening answers one opening.
//
//	@ID				getOpening
//	@Summary		Read an opening
//	@Description	One opening of an item, as it stood.
//	@Tags			openings
//	@Param			plan							path		string		true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			ref								path		string		true	"Ref of the item within its plan"	extensions(x-example=2.3)
//	@Param			number							path		int			true	"Number of the opening within the item"
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	Opening
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/items/{ref}/openings/{number} [get]
func (a *API) getOpening(c echo.Context, actor workplan.Actor) error {
	q := parseQuery(c, "as_of", "known_at")
	when := q.when()
	return read(c, q, func(ctx context.Context) (workplan.OpeningReading, error) {
		return a.Tracker.Opening(ctx, actor, c.Param("plan"), c.Param("ref"), number(c), when)
	}, openingResource)
}

// editOpening changes an opening.
//
//	@ID				editOpening
//	@Summary		Edit an opening
//	@Description	For the focal points of the item's leads, and the secretariat on a lead's behalf, while the opening is not closed. The change holds from today on.
//	@Tags			openings
//	@Accept			json,application/merge-patch+json
//	@Param			plan												path		string			true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			ref													path		string			true	"Ref of the item within its plan"	extensions(x-example=2.3)
//	@Param			number												path		int				true	"Number of the opening within the item"
//	@Param			If-Match											header		string			true	"ETag of the opening as you read it"	extensions(x-example="3-9f86d081884c7d65")
//	@Param			opening												body		OpeningPatch	true	"What is to change"
//	@Success		200													{object}	Opening
//	@Failure		400,401,403,404,409,412,413,415,422,428,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/items/{ref}/openings/{number} [patch]
func (a *API) editOpening(c echo.Context, actor workplan.Actor) error {
	return edit(c, func(ctx context.Context, p patch[OpeningPatch], known []int64) (workplan.OpeningReading, error) {
		return a.Tracker.EditOpening(ctx, actor, c.Param("plan"), c.Param("ref"), number(c), known, applying(p, openingPatch, OpeningPatch.content))
	}, openingResource)
}

// closeOpening closes an opening.
//
//	@ID				closeOpening
//	@Summary		Close an opening
//	@Description	For the focal points of the item's leads, and the secretariat on a lead's behalf. It takes no more offers, for good; those that were made can still be answered.
//	@Tags			openings
//	@Param			plan											path		string			true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			ref												path		string			true	"Ref of the item within its plan"	extensions(x-example=2.3)
//	@Param			number											path		int				true	"Number of the opening within the item"
//	@Param			closing											body		OpeningClosing	true	"Why it is closed"
//	@Success		200												{object}	Opening
//	@Failure		400,401,403,404,409,413,415,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/items/{ref}/openings/{number}/close [post]
func (a *API) closeOpening(c echo.Context, actor workplan.Actor) error {
	var in OpeningClosing
	if err := decode(c, &in); err != nil {
		return err
	}
	o, err := a.Tracker.CloseOpening(c.Request().Context(), actor, c.Param("plan"), c.Param("ref"), number(c), nil, in.input())
	if err != nil {
		return err
	}
	return respond(c, http.StatusOK, o.Version, openingDTO(o))
}
