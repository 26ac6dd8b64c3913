package api

import (
	"context"
	"time"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/workplan"
)

// Meeting is the published form of a meeting.
//
//	@Description	A meeting of a body. Dates may be partial or null (not recorded); date_note says what a date stands on. number is null outside the count.
type Meeting struct {
	Code      string    `json:"code" validate:"required" example:"wg-tip-9"`                                                 // The code by which it is named, for good
	Body      string    `json:"body" validate:"required" example:"wg-tip"`                                                   // Code of the body that met
	Number    *int      `json:"number" validate:"required" extensions:"x-nullable" example:"9"`                              // Its number in the count of the body; null for a meeting outside the count
	Name      string    `json:"name" validate:"required" example:"Ninth Annual Meeting"`                                     // Its name
	Starts    *string   `json:"starts" validate:"required" extensions:"x-nullable" example:"2023-11-07"`                     // Its first day, month, quarter or year; null where not recorded
	Ends      *string   `json:"ends" validate:"required" extensions:"x-nullable" example:"2023-11-08"`                       // Its last; null where not recorded, or where it is the same as starts
	DateNote  string    `json:"date_note" validate:"required" example:""`                                                    // What the dates stand on; may be empty
	Place     string    `json:"place" validate:"required" example:"Bangkok, Thailand"`                                       // Where it was held; may be empty
	Note      string    `json:"note" validate:"required" example:"Action item leads reported on Forward Work Plan 2021-23."` // Remarks; may be empty. A line such as Leads that reported on wg-tip-2021-23: australia, iom. says who reported there on a plan, by codes: its report and statement name them
	Source    string    `json:"source" validate:"required" example:"Co-Chairs' Statement, Ninth Annual Meeting"`             // Where the facts come from; may be empty
	CreatedAt time.Time `json:"created_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"`            // When it was first recorded (UTC)
	UpdatedAt time.Time `json:"updated_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"`            // When it was last changed (UTC); in a reading of the past, the latest record that counts there
} //@name Meeting

// MeetingFields are the members of a meeting that can be edited.
type MeetingFields struct {
	Number   *int                 `json:"number" minimum:"1" maximum:"9999" extensions:"x-nullable" example:"9"`                                 // Its number in the count of the body; null for a meeting outside the count
	Starts   workplan.PartialDate `json:"starts" swaggertype:"string" extensions:"x-nullable" example:"2023-11-07"`                              // Its first day, month, quarter or year; null where not recorded
	Ends     workplan.PartialDate `json:"ends" swaggertype:"string" extensions:"x-nullable" example:"2023-11-08"`                                // Its last; null where not recorded, or where it is the same as starts
	DateNote string               `json:"date_note" maxLength:"20000" extensions:"x-nullable" example:""`                                        // What the dates stand on; may be empty
	Place    string               `json:"place" maxLength:"300" extensions:"x-nullable" example:"Bangkok, Thailand"`                             // Where it was held; may be empty
	Note     string               `json:"note" maxLength:"20000" extensions:"x-nullable" example:"Action item leads reported."`                  // Remarks; may be empty. A line such as Leads that reported on wg-tip-2021-23: australia, iom. says who reported there on a plan, by codes: its report and statement name them
	Source   string               `json:"source" maxLength:"20000" extensions:"x-nullable" example:"Co-Chairs' Statement, Ninth Annual Meeting"` // Where the facts come from; may be empty
}

// NewMeeting asks for a meeting.
//
//	@Description	A meeting to be entered for a body.
type NewMeeting struct {
	Code string `json:"code" validate:"required" maxLength:"60" extensions:"x-pattern=^[a-z0-9]+(-[a-z0-9]+)*$" example:"wg-tip-9"` // The code by which it is named, for good: lower-case letters and digits, parts joined by hyphens
	Body string `json:"body" validate:"required" example:"wg-tip"`                                                                  // Code of the body that meets
	Name string `json:"name" validate:"required" maxLength:"300" example:"Ninth Annual Meeting"`                                    // Its name
	MeetingFields
} //@name NewMeeting

// MeetingPatch changes a meeting.
//
//	@Description	What is to change in a meeting (JSON merge patch): what is absent stays, null clears.
type MeetingPatch struct {
	Name string `json:"name" maxLength:"300" example:"Ninth Annual Meeting"` // Its name
	MeetingFields
} //@name MeetingPatch

func meetingDTO(m workplan.Meeting) Meeting {
	return Meeting{Code: m.Code, Body: m.Body, Number: numberOrNull(m.Number), Name: m.Name, Starts: orNull(m.Starts), Ends: orNull(m.Ends),
		DateNote: m.DateNote, Place: m.Place, Note: m.Note, Source: m.Source, CreatedAt: m.CreatedAt.UTC(), UpdatedAt: m.UpdatedAt.UTC()}
}

func meetingResource(m workplan.Meeting) resource {
	return resource{Base + "/meetings/" + m.Code, m.Version, meetingDTO(m)}
}

func (d MeetingPatch) content() workplan.MeetingContent {
	return workplan.MeetingContent{Number: given(d.Number), Name: d.Name, Starts: d.Starts, Ends: d.Ends, DateNote: d.DateNote, Place: d.Place, Note: d.Note, Source: d.Source}
}

func meetingPatch(m workplan.MeetingContent) MeetingPatch {
	return MeetingPatch{Name: m.Name, MeetingFields: MeetingFields{Number: numberOrNull(m.Number), Starts: m.Starts, Ends: m.Ends, DateNote: m.DateNote,
		Place: m.Place, Note: m.Note, Source: m.Source}}
}

func (d NewMeeting) input() workplan.NewMeeting {
	return workplan.NewMeeting{Code: d.Code, Body: d.Body, MeetingContent: MeetingPatch{d.Name, d.MeetingFields}.content()}
}

// Faults lists the rules that the domain finds broken.
func (d NewMeeting) Faults() workplan.Faults { return d.input().Faults() }

// meetingFields are the members of a meeting that a reader can pick.
var meetingFields = membersOf[Meeting]()

// listMeetings answers meetings.
//
//	@ID				listMeetings
//	@Summary		List meetings
//	@Description	Meetings of all bodies, oldest first; sort=-starts turns the order round.
//	@Tags			meetings
//	@Param			body							query		[]string	false	"Only of these bodies"	collectionFormat(csv)
//	@Param			list							query		listQuery	false	"Search, order and page"
//	@Success		200								{object}	Page[Meeting]
//	@Success		304								"Not modified"
//	@Failure		400,401,403,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/meetings [get]
func (a *API) listMeetings(c echo.Context, actor workplan.Actor) error {
	q := parseListQuery(c, "body", "q", "fields")
	f := workplan.MeetingFilter{Body: q.words("body"), Query: q.text("q")}
	page := q.page(workplan.MeetingSorts)
	q.pick(meetingFields)
	return list(c, q, func(ctx context.Context) (workplan.Listing[workplan.Meeting], error) {
		return a.Tracker.ListMeetings(ctx, actor, f, page)
	}, meetingDTO)
}

// createMeeting enters a meeting.
//
//	@ID				createMeeting
//	@Summary		Create a meeting
//	@Description	For the body's secretariat and co-chairs. The code is for life; it can be used as as_of=meeting:CODE.
//	@Tags			meetings
//	@Param			Idempotency-Key								header		string		false	"Makes the request safe to repeat for 24 hours"
//	@Param			meeting										body		NewMeeting	true	"The meeting"
//	@Success		201											{object}	Meeting
//	@Failure		400,401,403,409,413,415,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/meetings [post]
func (a *API) createMeeting(c echo.Context, actor workplan.Actor) error {
	return create(c, actor, func(ctx context.Context, in NewMeeting) (workplan.Meeting, error) {
		return a.Tracker.CreateMeeting(ctx, actor, in.input())
	}, meetingResource)
}

// getMeeting answers one meeting.
//
//	@ID				getMeeting
//	@Summary		Read a meeting
//	@Description	One meeting of a body.
//	@Tags			meetings
//	@Param			meeting							path		string	true	"Meeting code"	extensions(x-example=wg-tip-9)
//	@Success		200								{object}	Meeting
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/meetings/{meeting} [get]
func (a *API) getMeeting(c echo.Context, actor workplan.Actor) error {
	return read(c, parseQuery(c), func(ctx context.Context) (workplan.Meeting, error) {
		return a.Tracker.Meeting(ctx, actor, c.Param("meeting"))
	}, meetingResource)
}

// editMeeting changes a meeting.
//
//	@ID				editMeeting
//	@Summary		Edit a meeting
//	@Description	For the body's secretariat and co-chairs.
//	@Tags			meetings
//	@Accept			json,application/merge-patch+json
//	@Param			meeting												path		string			true	"Meeting code"	extensions(x-example=wg-tip-9)
//	@Param			If-Match											header		string			true	"ETag of the meeting as you read it"	extensions(x-example="3-9f86d081884c7d65")
//	@Param			patch												body		MeetingPatch	true	"What is to change"
//	@Success		200													{object}	Meeting
//	@Failure		400,401,403,404,409,412,413,415,422,428,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/meetings/{meeting} [patch]
func (a *API) editMeeting(c echo.Context, actor workplan.Actor) error {
	return edit(c, func(ctx context.Context, p patch[MeetingPatch], known []int64) (workplan.Meeting, error) {
		return a.Tracker.EditMeeting(ctx, actor, c.Param("meeting"), known, applying(p, meetingPatch, MeetingPatch.content))
	}, meetingResource)
}
