package api

import (
	"context"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// meetingFields are the members of a meeting that a reader can pick.
var meetingFields = membersOf[Meeting]()

// listMeetings answers meetings.
//
//	@ID				listMeetings
//	@Summary		List meetings
//	@Description	Meetings of all bodies as they stood, oldest first; sort=-starts turns the order round. Of each record you are shown what its audience allows.
//	@Tags			meetings
//	@Param			body							query		[]string	false	"Only of these bodies"	collectionFormat(csv)
//	@Param			member							query		[]string	false	"Only those that any of these members is recorded to have attended, where you may read the record"	collectionFormat(csv)
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Param			list							query		listQuery	false	"Search, order and page"
//	@Success		200								{object}	Page[Meeting]
//	@Success		304								"Not modified"
//	@Failure		400,401,403,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/meetings [get]
func (a *API) listMeetings(c echo.Context, actor workplan.Actor) error {
	q := parseListQuery(c, "body", "member", "q", "fields", "as_of", "known_at")
	f := workplan.MeetingFilter{Body: q.words("body"), Member: q.words("member"), Query: q.text("q")}
	page, when := q.page(workplan.MeetingSorts), q.when()
	q.pick(meetingFields)
	return list(c, q, func(ctx context.Context) (workplan.Listing[tracker.MeetingReading], error) {
		return a.Tracker.ListMeetings(ctx, actor, f, page, when)
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
	return create(c, actor, func(ctx context.Context, in NewMeeting) (tracker.MeetingReading, error) {
		return a.Tracker.CreateMeeting(ctx, actor, in.input())
	}, meetingResource)
}

// getMeeting answers one meeting.
//
//	@ID				getMeeting
//	@Summary		Read a meeting
//	@Description	One meeting of a body with its record in brief, as it stood.
//	@Tags			meetings
//	@Param			meeting							path		string		true	"Meeting code"	extensions(x-example=wg-tip-9)
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	Meeting
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/meetings/{meeting} [get]
func (a *API) getMeeting(c echo.Context, actor workplan.Actor) error {
	q := parseQuery(c, "as_of", "known_at")
	when := q.when()
	return read(c, q, func(ctx context.Context) (tracker.MeetingReading, error) {
		return a.Tracker.Meeting(ctx, actor, c.Param("meeting"), when)
	}, meetingResource)
}

// editMeeting changes a meeting.
//
//	@ID				editMeeting
//	@Summary		Edit a meeting
//	@Description	For the body's secretariat and co-chairs. Once the record was adopted, only its audience can be edited; everything else takes a corrigendum.
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
	return edit(c, func(ctx context.Context, p patch[MeetingPatch], known []int64) (tracker.MeetingReading, error) {
		return a.Tracker.EditMeeting(ctx, actor, c.Param("meeting"), known, applying(p, meetingPatch, MeetingPatch.content))
	}, meetingResource)
}
