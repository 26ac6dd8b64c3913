package api

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/workplan"
)

// NewAdoption asks for the adoption of a record.
//
//	@Description	The adoption of the record of a meeting. adopted_on is today unless you say otherwise, never in the future and not before the meeting was over.
type NewAdoption struct {
	AdoptedOn workplan.Date `json:"adopted_on" swaggertype:"string" format:"date" extensions:"x-nullable" example:"2024-11-19"` // The day; today if absent
	AdoptedAt string        `json:"adopting_meeting" extensions:"x-nullable" example:"wg-tip-10"`                               // Code of the meeting of the same body that adopts it; none if absent
	Note      string        `json:"note" maxLength:"20000" extensions:"x-nullable" example:""`                                  // Remarks; may be empty
} //@name NewAdoption

// adoptRecord makes a record final.
//
//	@ID				adoptRecord
//	@Summary		Adopt the record of a meeting
//	@Description	For the co-chairs. From then on name, dates, place, note, sessions, agenda, attendance, decisions and who reported change only by a corrigendum; a direct edit is answered with 409
//	@Description	record-adopted. Who reads the record can still be edited.
//	@Tags			meetings
//	@Param			meeting												path		string		true	"Meeting code"	extensions(x-example=wg-tip-9)
//	@Param			If-Match											header		string		true	"ETag of the meeting as you read it"	extensions(x-example="3-9f86d081884c7d65")
//	@Param			adoption											body		NewAdoption	true	"When and where it is adopted"
//	@Success		200													{object}	Meeting
//	@Failure		400,401,403,404,409,412,413,415,422,428,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/meetings/{meeting}/adopt [post]
func (a *API) adoptRecord(c echo.Context, actor workplan.Actor) error {
	var in NewAdoption
	if err := decode(c, &in); err != nil {
		return err
	}
	known, err := ifMatchVersion(c)
	if err != nil {
		return err
	}
	m, err := a.Tracker.AdoptRecord(c.Request().Context(), actor, c.Param("meeting"), known, workplan.NewAdoption{On: in.AdoptedOn, At: in.AdoptedAt, Note: in.Note})
	if err != nil {
		return err
	}
	r := meetingResource(m)
	return respond(c, http.StatusOK, r.version, r.body)
}

// listCorrigenda answers the corrigenda to a record.
//
//	@ID				listCorrigenda
//	@Summary		List the corrigenda to the record of a meeting
//	@Description	The corrigenda that had been issued and were in effect, by number. For whom: whoever reads what they correct.
//	@Tags			meetings
//	@Param			meeting							path		string		true	"Meeting code"	extensions(x-example=wg-tip-9)
//	@Param			list							query		pageQuery	false	"Page"
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	Page[Corrigendum]
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/meetings/{meeting}/corrigenda [get]
func (a *API) listCorrigenda(c echo.Context, actor workplan.Actor) error {
	q := parseListQuery(c, "as_of", "known_at")
	page, when := q.page(workplan.EntrySorts), q.when()
	return list(c, q, func(ctx context.Context) (workplan.Listing[workplan.CorrigendumReading], error) {
		return a.Tracker.ListCorrigenda(ctx, actor, c.Param("meeting"), page, when)
	}, corrigendumDTO)
}

// issueCorrigendum corrects an adopted record.
//
//	@ID				issueCorrigendum
//	@Summary		Issue a corrigendum to the record of a meeting
//	@Description	For the co-chairs. Corrects a record that was adopted; before and after are kept. What it corrects must all have one audience, so that a corrigendum tells nobody of what is not for them:
//	@Description	issue one for the decisions of each audience, one for delegates, one for the rest.
//	@Tags			meetings
//	@Param			meeting										path		string			true	"Meeting code"	extensions(x-example=wg-tip-9)
//	@Param			If-Match									header		string			true	"ETag of the meeting as you read it"	extensions(x-example="3-9f86d081884c7d65")
//	@Param			Idempotency-Key								header		string			false	"Makes the request safe to repeat for 24 hours"
//	@Param			corrigendum									body		NewCorrigendum	true	"The corrigendum"
//	@Success		201											{object}	Corrigendum
//	@Failure		400,401,403,404,409,412,413,415,422,428,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/meetings/{meeting}/corrigenda [post]
func (a *API) issueCorrigendum(c echo.Context, actor workplan.Actor) error {
	var in NewCorrigendum
	if err := decode(c, &in); err != nil {
		return err
	}
	corrections, err := patchWithin[RecordCorrections](c, "corrections")
	if err != nil {
		return err
	}
	known, err := ifMatchVersion(c)
	if err != nil {
		return err
	}
	return created(c, actor, func(ctx context.Context) (workplan.CorrigendumReading, error) {
		return a.Tracker.IssueCorrigendum(ctx, actor, c.Param("meeting"), known, in.input(corrections))
	}, corrigendumResource)
}

// getCorrigendum answers one corrigendum.
//
//	@ID				getCorrigendum
//	@Summary		Read a corrigendum
//	@Description	One corrigendum to the record of a meeting. For whom: as for the list.
//	@Tags			meetings
//	@Param			meeting							path		string		true	"Meeting code"	extensions(x-example=wg-tip-9)
//	@Param			number							path		int			true	"Number of the corrigendum within the meeting"
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	Corrigendum
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/meetings/{meeting}/corrigenda/{number} [get]
func (a *API) getCorrigendum(c echo.Context, actor workplan.Actor) error {
	q := parseQuery(c, "as_of", "known_at")
	when := q.when()
	return read(c, q, func(ctx context.Context) (workplan.CorrigendumReading, error) {
		return a.Tracker.Corrigendum(ctx, actor, c.Param("meeting"), number(c), when)
	}, corrigendumResource)
}
