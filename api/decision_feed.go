package api

import (
	"context"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// DecisionTaken is the published form of a decision in the list of all meetings.
//
//	@Description	A decision with the meeting that took it.
type DecisionTaken struct {
	Body        string          `json:"body" validate:"required" example:"wg-tip"`                                              // Code of the body that met
	Meeting     string          `json:"meeting" validate:"required" example:"wg-tip-10"`                                        // Code of the meeting
	MeetingName string          `json:"meeting_name" validate:"required" example:"Tenth Annual Meeting"`                        // Its name
	HeldOn      *string         `json:"held_on" validate:"required" format:"date" extensions:"x-nullable" example:"2024-11-21"` // Its last day; null where no date is recorded
	Adopted     bool            `json:"adopted" validate:"required" example:"true"`                                             // Whether the record in which the decision stands had been adopted
	Decision    MeetingDecision `json:"decision" validate:"required"`                                                           // The decision
} //@name DecisionTaken

func decisionTakenDTO(d workplan.DecisionReading) DecisionTaken {
	return DecisionTaken{Body: d.Body, Meeting: d.Meeting, MeetingName: d.MeetingName, HeldOn: orNull(d.On), Adopted: d.Adopted,
		Decision: meetingDecisionDTO(tracker.EntryReading[workplan.Decision]{Meeting: d.Meeting, Entry: d.Entry})}
}

// decisions reads what a list of decisions is narrowed by within its meetings.
func (q *query) decisions() workplan.DecisionFilter {
	return workplan.DecisionFilter{Kind: enums(q, "kind", workplan.DecisionKinds), Plan: q.words("plan"), Item: q.words("item"), Proposal: q.integers("proposal")}
}

// listDecisions answers the decisions of all meetings.
//
//	@ID				listDecisions
//	@Summary		List decisions across meetings
//	@Description	The decisions of all meetings as they stood, by when the meetings were over: sort=-held gives the latest first. With item=plan/ref, all that was decided on an item. For whom: as for the
//	@Description	decisions of one meeting.
//	@Tags			meetings
//	@Param			body							query		[]string	false	"Only of these bodies"	collectionFormat(csv)
//	@Param			meeting							query		[]string	false	"Only of these meetings"	collectionFormat(csv)
//	@Param			kind							query		[]string	false	"Only of these kinds"	Enums(endorsement, amendment, agreed, noted, request)	collectionFormat(csv)
//	@Param			plan							query		[]string	false	"Only about any of these plans"	collectionFormat(csv)
//	@Param			item							query		[]string	false	"Only about any of these items, each as plan/ref"	collectionFormat(csv)
//	@Param			proposal						query		[]int		false	"Only about any of these proposals"	collectionFormat(csv)
//	@Param			list							query		pageQuery	false	"Page"
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	Page[DecisionTaken]
//	@Success		304								"Not modified"
//	@Failure		400,401,403,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/decisions [get]
func (a *API) listDecisions(c echo.Context, actor workplan.Actor) error {
	q := parseListQuery(c, "body", "meeting", "kind", "plan", "item", "proposal", "as_of", "known_at")
	f := q.decisions()
	f.Body, f.Meeting = q.words("body"), q.words("meeting")
	page, when := q.page(workplan.DecisionSorts), q.when()
	return list(c, q, func(ctx context.Context) (workplan.Listing[workplan.DecisionReading], error) {
		return a.Tracker.ListDecisions(ctx, actor, f, page, when)
	}, decisionTakenDTO)
}
