package api

import (
	"context"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// AgendaItem is the published form of an agenda item.
//
//	@Description	One point of a meeting's agenda.
type AgendaItem struct {
	Meeting   string   `json:"meeting" validate:"required" example:"wg-tip-9"`                            // Code of the meeting
	Number    int      `json:"number" validate:"required" example:"2"`                                    // Its number within the meeting, for good
	Title     string   `json:"title" validate:"required" example:"Progress on Forward Work Plan 2021-23"` // What it is about
	Note      string   `json:"note" validate:"required" example:"Leads speak to each item."`              // Remarks; may be empty
	Session   *int     `json:"session" validate:"required" extensions:"x-nullable" example:"1"`           // Number of the session in which it was taken; null where none is recorded
	Plans     []string `json:"plans" validate:"required" example:"wg-tip-2021-23"`                        // Those plans, by their codes that it is about, of those that you may see
	Items     []string `json:"items" validate:"required" example:"wg-tip-2021-23/2.3"`                    // Those items, each as plan/ref that it is about, of those that you may see
	Proposals []int    `json:"proposals" validate:"required" example:"4"`                                 // Those proposals, by their numbers that it is about, of those that you may see
} //@name AgendaItem

// AgendaItemFields are the members of an agenda item that can be left out.
type AgendaItemFields struct {
	Note      string   `json:"note" maxLength:"20000" extensions:"x-nullable" example:"Leads speak to each item."` // Remarks; may be empty
	Session   *int     `json:"session" minimum:"1" extensions:"x-nullable" example:"1"`                            // Number of the session in which it is taken; null where none is recorded
	Plans     []string `json:"plans" maxItems:"50" extensions:"x-nullable" example:"wg-tip-2021-23"`               // The plans, by their codes that it is about
	Items     []string `json:"items" maxItems:"50" extensions:"x-nullable" example:"wg-tip-2021-23/2.3"`           // The items, each as plan/ref that it is about
	Proposals []int    `json:"proposals" maxItems:"50" extensions:"x-nullable" example:"4"`                        // The proposals, by their numbers that it is about
}

// NewAgendaItem asks for an agenda item.
//
//	@Description	An agenda item to be added to a meeting.
type NewAgendaItem struct {
	Title string `json:"title" validate:"required" maxLength:"300" example:"Progress on Forward Work Plan 2021-23"` // What it is about
	AgendaItemFields
} //@name NewAgendaItem

// AgendaItemPatch changes an agenda item.
//
//	@Description	What is to change in an agenda item (JSON merge patch): what is absent stays, null clears; lists are replaced whole.
type AgendaItemPatch struct {
	Title string `json:"title" maxLength:"300" example:"Progress on Forward Work Plan 2021-23"` // What it is about
	AgendaItemFields
} //@name AgendaItemPatch

func agendaItemDTO(e tracker.EntryReading[workplan.AgendaItem]) AgendaItem {
	i := e.Says
	return AgendaItem{Meeting: e.Meeting, Number: e.Number, Title: i.Title, Note: i.Note, Session: numberOrNull(i.Session), Plans: texts(i.Plans), Items: texts(i.Items), Proposals: numbers(i.Proposals)}
}

var agendaItemResource = entryResource("agenda", agendaItemDTO)

func (d AgendaItemPatch) content() workplan.AgendaItem {
	return workplan.AgendaItem{Title: d.Title, Note: d.Note, Session: given(d.Session), Pointers: workplan.Pointers{Plans: d.Plans, Items: d.Items, Proposals: d.Proposals}}
}

func agendaItemPatch(i workplan.AgendaItem) AgendaItemPatch {
	return AgendaItemPatch{i.Title, AgendaItemFields{Note: i.Note, Session: numberOrNull(i.Session), Plans: i.Plans, Items: i.Items, Proposals: i.Proposals}}
}

func (d NewAgendaItem) input() workplan.AgendaItem { return AgendaItemPatch(d).content() }

// listAgenda answers the agenda of a meeting.
//
//	@ID				listAgenda
//	@Summary		List the agenda of a meeting
//	@Description	The agenda of a meeting by number, as it stood. For whom: whoever reads the record; what it is about is named to those who may see it.
//	@Tags			meetings
//	@Param			meeting							path		string		true	"Meeting code"	extensions(x-example=wg-tip-9)
//	@Param			list							query		pageQuery	false	"Page"
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	Page[AgendaItem]
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/meetings/{meeting}/agenda [get]
func (a *API) listAgenda(c echo.Context, actor workplan.Actor) error {
	q := parseListQuery(c, "as_of", "known_at")
	page, when := q.page(workplan.EntrySorts), q.when()
	return list(c, q, func(ctx context.Context) (workplan.Listing[tracker.EntryReading[workplan.AgendaItem]], error) {
		return a.Tracker.ListAgenda(ctx, actor, c.Param("meeting"), page, when)
	}, agendaItemDTO)
}

// addAgendaItem adds an agenda item.
//
//	@ID				addAgendaItem
//	@Summary		Add an agenda item
//	@Description	For the body's secretariat and co-chairs, until the record is adopted. It points only to what you may see yourself.
//	@Tags			meetings
//	@Param			meeting										path		string		true	"Meeting code"	extensions(x-example=wg-tip-9)
//	@Param			Idempotency-Key								header		string		false	"Makes the request safe to repeat for 24 hours"
//	@Param			entry										body		NewAgendaItem	true	"The agenda item"
//	@Success		201											{object}	AgendaItem
//	@Failure		400,401,403,404,409,413,415,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/meetings/{meeting}/agenda [post]
func (a *API) addAgendaItem(c echo.Context, actor workplan.Actor) error {
	return create(c, actor, func(ctx context.Context, in NewAgendaItem) (tracker.EntryReading[workplan.AgendaItem], error) {
		return a.Tracker.AddAgendaItem(ctx, actor, c.Param("meeting"), in.input())
	}, agendaItemResource)
}

// getAgendaItem answers one agenda item.
//
//	@ID				getAgendaItem
//	@Summary		Read an agenda item
//	@Description	One agenda item of a meeting as it stood. For whom: as for the list. The ETag is that of the whole record.
//	@Tags			meetings
//	@Param			meeting							path		string		true	"Meeting code"	extensions(x-example=wg-tip-9)
//	@Param			number							path		int			true	"Number of the agenda item within the meeting"
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	AgendaItem
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/meetings/{meeting}/agenda/{number} [get]
func (a *API) getAgendaItem(c echo.Context, actor workplan.Actor) error {
	q := parseQuery(c, "as_of", "known_at")
	when := q.when()
	return read(c, q, func(ctx context.Context) (tracker.EntryReading[workplan.AgendaItem], error) {
		return a.Tracker.AgendaItem(ctx, actor, c.Param("meeting"), number(c), when)
	}, agendaItemResource)
}

// editAgendaItem changes an agenda item.
//
//	@ID				editAgendaItem
//	@Summary		Edit an agenda item
//	@Description	For the body's secretariat and co-chairs, until the record is adopted. The ETag is that of the whole record: any change of the record makes it stale.
//	@Tags			meetings
//	@Accept			json,application/merge-patch+json
//	@Param			meeting												path		string			true	"Meeting code"	extensions(x-example=wg-tip-9)
//	@Param			number												path		int				true	"Number of the agenda item within the meeting"
//	@Param			If-Match											header		string			true	"ETag of the agenda item as you read it"	extensions(x-example="3-9f86d081884c7d65")
//	@Param			patch												body		AgendaItemPatch	true	"What is to change"
//	@Success		200													{object}	AgendaItem
//	@Failure		400,401,403,404,409,412,413,415,422,428,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/meetings/{meeting}/agenda/{number} [patch]
func (a *API) editAgendaItem(c echo.Context, actor workplan.Actor) error {
	return edit(c, func(ctx context.Context, p patch[AgendaItemPatch], known []int64) (tracker.EntryReading[workplan.AgendaItem], error) {
		return a.Tracker.EditAgendaItem(ctx, actor, c.Param("meeting"), number(c), known, applying(p, agendaItemPatch, AgendaItemPatch.content))
	}, agendaItemResource)
}

// removeAgendaItem takes out an agenda item.
//
//	@ID				removeAgendaItem
//	@Summary		Remove an agenda item
//	@Description	For the body's secretariat and co-chairs, until the record is adopted. Its number is not used again; readings of the past still show it.
//	@Tags			meetings
//	@Param			meeting											path	string	true	"Meeting code"	extensions(x-example=wg-tip-9)
//	@Param			number											path	int		true	"Number of the agenda item within the meeting"
//	@Param			If-Match										header	string	true	"ETag of the agenda item as you read it"	extensions(x-example="3-9f86d081884c7d65")
//	@Success		204												"Removed"
//	@Failure		400,401,403,404,409,412,422,428,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/meetings/{meeting}/agenda/{number} [delete]
func (a *API) removeAgendaItem(c echo.Context, actor workplan.Actor) error {
	return remove(c, func(ctx context.Context, known []int64) error {
		return a.Tracker.RemoveAgendaItem(ctx, actor, c.Param("meeting"), number(c), known)
	})
}
