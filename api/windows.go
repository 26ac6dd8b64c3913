package api

import (
	"context"
	"fmt"
	"time"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// ProposalCircle is the published form of who may propose in a window.
type ProposalCircle string //@name ProposalCircle

// The circles, each holding those before it.
const (
	OpenToMembers   ProposalCircle = "members"
	OpenToObservers ProposalCircle = "observers"
	OpenToPartners  ProposalCircle = "partners"
)

// WindowState is the published form of whether a window takes proposals.
type WindowState string //@name WindowState

// The states.
const (
	WindowUpcoming WindowState = "upcoming"
	WindowOpen     WindowState = "open"
	WindowClosed   WindowState = "closed"
)

// ProposalWindow is the published form of a proposal window.
//
//	@Description	The days on which a body takes proposals for a plan, first and last included. open_to says who may propose: members and co-chairs; also observers and readers; also partners,
//	@Description	which are guests of the body. plan is the draft for which they are meant, null where there is none yet or it is not for you; title then says it in words.
type ProposalWindow struct {
	Body      string         `json:"body" validate:"required" example:"wg-tip"`                                                              // Code of the body
	Number    int            `json:"number" validate:"required" example:"1"`                                                                 // Number within the body: 1, 2, 3
	Opens     string         `json:"opens" validate:"required" format:"date" example:"2026-03-01"`                                           // Its first day
	Closes    string         `json:"closes" validate:"required" format:"date" example:"2026-05-31"`                                          // Its last day
	State     WindowState    `json:"state" validate:"required" example:"closed"`                                                             // Whether it takes proposals on the day asked for
	Plan      *string        `json:"plan" validate:"required" extensions:"x-nullable" example:"wg-tip-2027-29"`                              // Code of the plan for which they are meant; null where there is none that you may see
	Title     string         `json:"title" validate:"required" example:"The plan after 2024-26"`                                             // For what they are meant, in words; may be empty where there is a plan
	OpenTo    ProposalCircle `json:"open_to" validate:"required" example:"partners"`                                                         // Who may propose
	Meeting   *string        `json:"meeting" validate:"required" extensions:"x-nullable" example:"wg-tip-10"`                                // Code of the meeting that decided on it; null where none is named
	Note      string         `json:"note" validate:"required" example:""`                                                                    // Remarks; may be empty
	AsOf      string         `json:"as_of" validate:"required" format:"date" example:"2026-11-23"`                                           // The day of which this tells
	KnownAt   *time.Time     `json:"known_at" validate:"required" format:"date-time" extensions:"x-nullable" example:"2026-11-23T09:30:00Z"` // Only what had been recorded by this moment counts (UTC); null for everything recorded so far
	CreatedAt time.Time      `json:"created_at" validate:"required" format:"date-time" example:"2026-02-02T09:30:00Z"`                       // When it was first recorded (UTC)
	UpdatedAt time.Time      `json:"updated_at" validate:"required" format:"date-time" example:"2026-02-02T09:30:00Z"`                       // When it was last changed (UTC); in a reading of the past, the latest record that counts there
} //@name ProposalWindow

// WindowFields are the members of a window that can be edited.
type WindowFields struct {
	Plan    string `json:"plan" extensions:"x-nullable" example:"wg-tip-2027-29"`                          // Code of the draft for which proposals are asked; null where there is none yet
	Title   string `json:"title" maxLength:"300" extensions:"x-nullable" example:"The plan after 2024-26"` // For what, in words; needed where no plan is named
	Meeting string `json:"meeting" extensions:"x-nullable" example:"wg-tip-10"`                            // Code of the meeting that decided on it; null for none
	Note    string `json:"note" maxLength:"20000" extensions:"x-nullable" example:""`                      // Remarks; may be empty
}

// NewProposalWindow asks for a proposal window.
//
//	@Description	A window to be opened: from opens to closes, both included. It may not overlap another of the body.
type NewProposalWindow struct {
	Opens  workplan.Date  `json:"opens" swaggertype:"string" format:"date" validate:"required" example:"2026-03-01"`  // Its first day
	Closes workplan.Date  `json:"closes" swaggertype:"string" format:"date" validate:"required" example:"2026-05-31"` // Its last day
	OpenTo ProposalCircle `json:"open_to" validate:"required" example:"partners"`                                     // Who may propose
	WindowFields
} //@name NewProposalWindow

// ProposalWindowPatch changes a proposal window.
//
//	@Description	What is to change in a window (JSON merge patch): what is absent stays, null clears. A later closes extends it; today's date closes it with this day. A window that is over can be extended no more, nor opened to others.
type ProposalWindowPatch struct {
	Opens  workplan.Date  `json:"opens" swaggertype:"string" format:"date" example:"2026-03-01"`  // Its first day; fixed once the window has begun
	Closes workplan.Date  `json:"closes" swaggertype:"string" format:"date" example:"2026-06-30"` // Its last day; of a window that has begun, yesterday at the earliest
	OpenTo ProposalCircle `json:"open_to" example:"partners"`                                     // Who may propose
	WindowFields
} //@name ProposalWindowPatch

func proposalWindowDTO(w tracker.WindowReading) ProposalWindow {
	return ProposalWindow{Body: w.Body, Number: w.Number, Opens: string(w.Opens), Closes: string(w.Closes), State: WindowState(w.State), Plan: orNull(w.ForPlan), Title: w.Title,
		OpenTo: ProposalCircle(w.OpenTo), Meeting: orNull(w.Meeting), Note: w.Note, AsOf: string(w.View.AsOf), KnownAt: momentOrNull(w.View.KnownAt),
		CreatedAt: w.CreatedAt.UTC(), UpdatedAt: w.UpdatedAt.UTC()}
}

func windowResource(w tracker.WindowReading) resource {
	return resource{fmt.Sprintf("%s/bodies/%s/proposal-windows/%d", Base, w.Body, w.Number), w.Version, proposalWindowDTO(w)}
}

func (d ProposalWindowPatch) content() workplan.ProposalWindowContent {
	return workplan.ProposalWindowContent{Opens: d.Opens, Closes: d.Closes, ForPlan: d.Plan, Title: d.Title, OpenTo: workplan.ProposalCircle(d.OpenTo), Meeting: d.Meeting, Note: d.Note}
}

func windowPatch(w workplan.ProposalWindowContent) ProposalWindowPatch {
	return ProposalWindowPatch{w.Opens, w.Closes, ProposalCircle(w.OpenTo), WindowFields{Plan: w.ForPlan, Title: w.Title, Meeting: w.Meeting, Note: w.Note}}
}

func (d NewProposalWindow) input() workplan.ProposalWindowContent {
	return ProposalWindowPatch(d).content()
}

// Faults lists the rules that the domain finds broken.
func (d NewProposalWindow) Faults() workplan.Faults { return d.input().Faults() }

// listProposalWindows answers the proposal windows of a body.
//
//	@ID				listProposalWindows
//	@Summary		List the proposal windows of a body
//	@Description	The windows by number, upcoming and closed ones too, as they stood. For anyone signed in with a role other than admin.
//	@Tags			proposals
//	@Param			body							path		string		true	"Body code"	extensions(x-go-name=BodyCode,x-example=wg-tip)
//	@Param			state							query		[]string	false	"Only in these states"	Enums(upcoming, open, closed)	collectionFormat(csv)
//	@Param			list							query		pageQuery	false	"Page"
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	Page[ProposalWindow]
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/bodies/{body}/proposal-windows [get]
func (a *API) listProposalWindows(c echo.Context, actor workplan.Actor) error {
	q := parseListQuery(c, "state", "as_of", "known_at")
	f := workplan.WindowFilter{State: enums(q, "state", workplan.WindowStates)}
	page, when := q.page(workplan.WindowSorts), q.when()
	return list(c, q, func(ctx context.Context) (workplan.Listing[tracker.WindowReading], error) {
		return a.Tracker.ListWindows(ctx, actor, c.Param("body"), f, page, when)
	}, proposalWindowDTO)
}

// openProposalWindow opens a window.
//
//	@ID				openProposalWindow
//	@Summary		Open a proposal window
//	@Description	For the body's secretariat and co-chairs. Proposals are taken from its first day to its last; windows of a body do not overlap. A past one can be recorded, so that what came in then can be entered.
//	@Tags			proposals
//	@Param			body										path		string				true	"Body code"	extensions(x-go-name=BodyCode,x-example=wg-tip)
//	@Param			Idempotency-Key								header		string				false	"Makes the request safe to repeat for 24 hours"
//	@Param			window										body		NewProposalWindow	true	"The window"
//	@Success		201											{object}	ProposalWindow
//	@Failure		400,401,403,404,409,413,415,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/bodies/{body}/proposal-windows [post]
func (a *API) openProposalWindow(c echo.Context, actor workplan.Actor) error {
	return create(c, actor, func(ctx context.Context, in NewProposalWindow) (tracker.WindowReading, error) {
		return a.Tracker.OpenWindow(ctx, actor, c.Param("body"), in.input())
	}, windowResource)
}

// getProposalWindow answers one window.
//
//	@ID				getProposalWindow
//	@Summary		Read a proposal window
//	@Description	One window of a body as it stood. For whom: as for the list.
//	@Tags			proposals
//	@Param			body							path		string		true	"Body code"	extensions(x-go-name=BodyCode,x-example=wg-tip)
//	@Param			number							path		int			true	"Number of the window within the body"
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	ProposalWindow
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/bodies/{body}/proposal-windows/{number} [get]
func (a *API) getProposalWindow(c echo.Context, actor workplan.Actor) error {
	q := parseQuery(c, "as_of", "known_at")
	when := q.when()
	return read(c, q, func(ctx context.Context) (tracker.WindowReading, error) {
		return a.Tracker.Window(ctx, actor, c.Param("body"), number(c), when)
	}, windowResource)
}

// editProposalWindow changes a window.
//
//	@ID				editProposalWindow
//	@Summary		Extend or close a proposal window
//	@Description	For the body's secretariat and co-chairs. Whether a window was open on a day that is past does not change: it closes today at the earliest, and once it is over its days and open_to stand.
//	@Tags			proposals
//	@Accept			json,application/merge-patch+json
//	@Param			body												path		string				true	"Body code"	extensions(x-go-name=BodyCode,x-example=wg-tip)
//	@Param			number												path		int					true	"Number of the window within the body"
//	@Param			If-Match											header		string				true	"ETag of the window as you read it"	extensions(x-example="3-9f86d081884c7d65")
//	@Param			patch												body		ProposalWindowPatch	true	"What is to change"
//	@Success		200													{object}	ProposalWindow
//	@Failure		400,401,403,404,409,412,413,415,422,428,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/bodies/{body}/proposal-windows/{number} [patch]
func (a *API) editProposalWindow(c echo.Context, actor workplan.Actor) error {
	return edit(c, func(ctx context.Context, p patch[ProposalWindowPatch], known []int64) (tracker.WindowReading, error) {
		return a.Tracker.EditWindow(ctx, actor, c.Param("body"), number(c), known, applying(p, windowPatch, ProposalWindowPatch.content))
	}, windowResource)
}
