package api

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// getCarryOver answers what can be done about the open items of a plan.
//
//	@ID				getCarryOver
//	@Summary		See what is open and where it can be carried
//	@Description	For the secretariat and co-chairs of the plan's body: each open item with what may be done about it and what is suggested, the plans into which one can carry, and whether the plan
//	@Description	could be closed. It is about today; how items stood on another day is in the list of items and in the report.
//	@Tags			carry-over
//	@Param			plan							path		string	true	"Plan code"	extensions(x-example=wg-tip-2021-23)
//	@Success		200								{object}	CarryOverOptions
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/carry-over [get]
func (a *API) getCarryOver(c echo.Context, actor workplan.Actor) error {
	return read(c, parseQuery(c), func(ctx context.Context) (tracker.CarryOverOptions, error) {
		return a.Tracker.CarryOverOptions(ctx, actor, c.Param("plan"))
	}, func(o tracker.CarryOverOptions) resource { return resource{"", 0, carryOverOptionsDTO(o)} })
}

// previewCarryOver answers what a carry-over would do.
//
//	@ID				previewCarryOver
//	@Summary		Preview a carry-over
//	@Description	For the secretariat and co-chairs of the plan's body. The same request as for the carry-over itself; the answer says what would become of each item, under which refs, and what stands in
//	@Description	the way. Nothing is stored; refs are free until the carry-over is made.
//	@Tags			carry-over
//	@Param			plan									path		string			true	"Plan code"	extensions(x-example=wg-tip-2021-23)
//	@Param			carry_over								body		NewCarryOver	true	"What is to become of the open items"
//	@Success		200										{object}	CarryOverPreview
//	@Failure		400,401,403,404,413,415,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/carry-over/preview [post]
func (a *API) previewCarryOver(c echo.Context, actor workplan.Actor) error {
	var in NewCarryOver
	if err := decodeUpTo(c, &in, maxBatchBody); err != nil {
		return err
	}
	r, err := a.Tracker.PreviewCarryOver(c.Request().Context(), actor, c.Param("plan"), in.input())
	if err != nil {
		return err
	}
	return respond(c, http.StatusOK, 0, carryOverPreviewDTO(r))
}

// carryOverItems disposes of the open items of a plan.
//
//	@ID				carryOverItems
//	@Summary		Carry open items over
//	@Description	For the co-chairs, all or none: each item is carried into later plans, completed late or withdrawn. Every open item needs a disposition, unless partial is true. What is so already is
//	@Description	left as it is, so that the same request can be repeated; another for an item that was carried is refused with where it went. A carried item goes on in a draft, or in an
//	@Description	endorsed plan, which is then amended.
//	@Tags			carry-over
//	@Param			plan										path		string			true	"Plan code"	extensions(x-example=wg-tip-2021-23)
//	@Param			Idempotency-Key								header		string			false	"Makes the request safe to repeat for 24 hours"
//	@Param			carry_over									body		NewCarryOver	true	"What is to become of the open items"
//	@Success		200											{object}	CarryOver
//	@Failure		400,401,403,404,409,413,415,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/carry-over [post]
func (a *API) carryOverItems(c echo.Context, actor workplan.Actor) error {
	var in NewCarryOver
	if err := decodeUpTo(c, &in, maxBatchBody); err != nil {
		return err
	}
	return answered(c, actor, http.StatusOK, func(ctx context.Context) (tracker.CarryOverReading, error) {
		return a.Tracker.CarryOverItems(ctx, actor, c.Param("plan"), in.input())
	}, func(r tracker.CarryOverReading) resource { return resource{"", 0, carryOverDTO(r)} })
}

// tellSuccessors says in the updates of a report that record a carry-over where the work goes on, as far as the report's schedule tells it.
func (d *CompletionReport) tellSuccessors() {
	into := map[string][]string{}
	for _, c := range d.CarriedOn {
		into[c.From] = append(into[c.From], c.To)
	}
	tell := func(u *StatusUpdate) {
		if u != nil && u.Kind == UpdateCarryOver {
			u.Successors = texts(into[u.Plan+"/"+u.Ref])
		}
	}
	for _, list := range [][]ReportItem{d.CarriedOver, d.Continuing} {
		for _, i := range list {
			tell(i.StatusSetBy)
		}
	}
	if d.Since != nil {
		for _, i := range d.Since.Changes {
			tell(i.Cause)
		}
	}
	for _, h := range d.Annex {
		tell(h.Item.StatusSetBy)
		for n := range h.Updates {
			tell(&h.Updates[n])
		}
	}
}
