package api

import (
	"context"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// SessionFormat is the published form of how a session is held.
type SessionFormat string //@name SessionFormat

// The formats.
const (
	FormatInPerson SessionFormat = "in_person"
	FormatVirtual  SessionFormat = "virtual"
	FormatHybrid   SessionFormat = "hybrid"
)

// Session is the published form of a session.
//
//	@Description	One sitting of a meeting. Times are of the day at the place; what is not recorded is null.
type Session struct {
	Meeting string         `json:"meeting" validate:"required" example:"wg-tip-9"`                                     // Code of the meeting
	Number  int            `json:"number" validate:"required" example:"1"`                                             // Its number within the meeting, for good
	Title   string         `json:"title" validate:"required" example:"Annual meeting, first day"`                      // What it is called
	Day     *string        `json:"day" validate:"required" format:"date" extensions:"x-nullable" example:"2023-11-07"` // The day; null where not recorded
	Starts  *string        `json:"starts" validate:"required" extensions:"x-nullable" example:"09:30"`                 // When it begins; null where not recorded
	Ends    *string        `json:"ends" validate:"required" extensions:"x-nullable" example:"12:30"`                   // When it ends; null where not recorded
	Place   string         `json:"place" validate:"required" example:"Bangkok, Thailand"`                              // Where it is held; may be empty
	Format  *SessionFormat `json:"format" validate:"required" extensions:"x-nullable" example:"in_person"`             // How it is held; null where not recorded
	Note    string         `json:"note" validate:"required" example:""`                                                // Remarks; may be empty
} //@name Session

// SessionFields are the members of a session that can be left out.
type SessionFields struct {
	Day    workplan.Date  `json:"day" swaggertype:"string" format:"date" extensions:"x-nullable" example:"2023-11-07"`      // The day, one of the meeting's; null where not recorded
	Starts string         `json:"starts" extensions:"x-nullable,x-pattern=^([01][0-9]|2[0-3]):[0-5][0-9]$" example:"09:30"` // When it begins; null where not recorded
	Ends   string         `json:"ends" extensions:"x-nullable,x-pattern=^([01][0-9]|2[0-3]):[0-5][0-9]$" example:"12:30"`   // When it ends; null where not recorded
	Place  string         `json:"place" maxLength:"300" extensions:"x-nullable" example:"Bangkok, Thailand"`                // Where it is held; may be empty
	Format *SessionFormat `json:"format" extensions:"x-nullable" example:"in_person"`                                       // How it is held; null where not recorded
	Note   string         `json:"note" maxLength:"20000" extensions:"x-nullable" example:""`                                // Remarks; may be empty
}

// NewSession asks for a session.
//
//	@Description	A session to be added to a meeting.
type NewSession struct {
	Title string `json:"title" validate:"required" maxLength:"300" example:"Annual meeting, first day"` // What it is called
	SessionFields
} //@name NewSession

// SessionPatch changes a session.
//
//	@Description	What is to change in a session (JSON merge patch): what is absent stays, null clears.
type SessionPatch struct {
	Title string `json:"title" maxLength:"300" example:"Annual meeting, first day"` // What it is called
	SessionFields
} //@name SessionPatch

func sessionDTO(e tracker.EntryReading[workplan.Session]) Session {
	s := e.Says
	return Session{Meeting: e.Meeting, Number: e.Number, Title: s.Title, Day: orNull(s.Day), Starts: orNull(s.Starts), Ends: orNull(s.Ends), Place: s.Place,
		Format: (*SessionFormat)(orNull(s.Format)), Note: s.Note}
}

var sessionResource = entryResource("sessions", sessionDTO)

func (d SessionPatch) content() workplan.Session {
	return workplan.Session{Title: d.Title, Day: d.Day, Starts: d.Starts, Ends: d.Ends, Place: d.Place, Format: word[workplan.SessionFormat](d.Format), Note: d.Note}
}

func sessionPatch(s workplan.Session) SessionPatch {
	return SessionPatch{s.Title, SessionFields{Day: s.Day, Starts: s.Starts, Ends: s.Ends, Place: s.Place, Format: (*SessionFormat)(orNull(s.Format)), Note: s.Note}}
}

func (d NewSession) input() workplan.Session { return SessionPatch(d).content() }

// listSessions answers the sessions of a meeting.
//
//	@ID				listSessions
//	@Summary		List the sessions of a meeting
//	@Description	The sessions of a meeting by number, as they stood. For whom: whoever reads the record.
//	@Tags			meetings
//	@Param			meeting							path		string		true	"Meeting code"	extensions(x-example=wg-tip-9)
//	@Param			list							query		pageQuery	false	"Page"
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	Page[Session]
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/meetings/{meeting}/sessions [get]
func (a *API) listSessions(c echo.Context, actor workplan.Actor) error {
	q := parseListQuery(c, "as_of", "known_at")
	page, when := q.page(workplan.EntrySorts), q.when()
	return list(c, q, func(ctx context.Context) (workplan.Listing[tracker.EntryReading[workplan.Session]], error) {
		return a.Tracker.ListSessions(ctx, actor, c.Param("meeting"), page, when)
	}, sessionDTO)
}

// addSession adds a session.
//
//	@ID				addSession
//	@Summary		Add a session
//	@Description	For the body's secretariat and co-chairs, until the record is adopted.
//	@Tags			meetings
//	@Param			meeting										path		string		true	"Meeting code"	extensions(x-example=wg-tip-9)
//	@Param			Idempotency-Key								header		string		false	"Makes the request safe to repeat for 24 hours"
//	@Param			entry										body		NewSession	true	"The session"
//	@Success		201											{object}	Session
//	@Failure		400,401,403,404,409,413,415,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/meetings/{meeting}/sessions [post]
func (a *API) addSession(c echo.Context, actor workplan.Actor) error {
	return create(c, actor, func(ctx context.Context, in NewSession) (tracker.EntryReading[workplan.Session], error) {
		return a.Tracker.AddSession(ctx, actor, c.Param("meeting"), in.input())
	}, sessionResource)
}

// getSession answers one session.
//
//	@ID				getSession
//	@Summary		Read a session
//	@Description	One session of a meeting as it stood. For whom: as for the list. The ETag is that of the whole record.
//	@Tags			meetings
//	@Param			meeting							path		string		true	"Meeting code"	extensions(x-example=wg-tip-9)
//	@Param			number							path		int			true	"Number of the session within the meeting"
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	Session
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/meetings/{meeting}/sessions/{number} [get]
func (a *API) getSession(c echo.Context, actor workplan.Actor) error {
	q := parseQuery(c, "as_of", "known_at")
	when := q.when()
	return read(c, q, func(ctx context.Context) (tracker.EntryReading[workplan.Session], error) {
		return a.Tracker.Session(ctx, actor, c.Param("meeting"), number(c), when)
	}, sessionResource)
}

// editSession changes a session.
//
//	@ID				editSession
//	@Summary		Edit a session
//	@Description	For the body's secretariat and co-chairs, until the record is adopted. The ETag is that of the whole record: any change of the record makes it stale.
//	@Tags			meetings
//	@Accept			json,application/merge-patch+json
//	@Param			meeting												path		string			true	"Meeting code"	extensions(x-example=wg-tip-9)
//	@Param			number												path		int				true	"Number of the session within the meeting"
//	@Param			If-Match											header		string			true	"ETag of the session as you read it"	extensions(x-example="3-9f86d081884c7d65")
//	@Param			patch												body		SessionPatch	true	"What is to change"
//	@Success		200													{object}	Session
//	@Failure		400,401,403,404,409,412,413,415,422,428,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/meetings/{meeting}/sessions/{number} [patch]
func (a *API) editSession(c echo.Context, actor workplan.Actor) error {
	return edit(c, func(ctx context.Context, p patch[SessionPatch], known []int64) (tracker.EntryReading[workplan.Session], error) {
		return a.Tracker.EditSession(ctx, actor, c.Param("meeting"), number(c), known, applying(p, sessionPatch, SessionPatch.content))
	}, sessionResource)
}

// removeSession takes out a session.
//
//	@ID				removeSession
//	@Summary		Remove a session
//	@Description	For the body's secretariat and co-chairs, until the record is adopted. Its number is not used again; readings of the past still show it.
//	@Tags			meetings
//	@Param			meeting											path	string	true	"Meeting code"	extensions(x-example=wg-tip-9)
//	@Param			number											path	int		true	"Number of the session within the meeting"
//	@Param			If-Match										header	string	true	"ETag of the session as you read it"	extensions(x-example="3-9f86d081884c7d65")
//	@Success		204												"Removed"
//	@Failure		400,401,403,404,409,412,422,428,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/meetings/{meeting}/sessions/{number} [delete]
func (a *API) removeSession(c echo.Context, actor workplan.Actor) error {
	return remove(c, func(ctx context.Context, known []int64) error {
		return a.Tracker.RemoveSession(ctx, actor, c.Param("meeting"), number(c), known)
	})
}
