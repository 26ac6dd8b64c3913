package api

import (
	"context"
	"time"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/workplan"
)

// HistoryKind is the published form of what an entry of a history is.
type HistoryKind string //@name HistoryKind

// What entries of a history can be.
const (
	HistoryProposed   HistoryKind = "proposed"
	HistoryOnProposal HistoryKind = "proposal_decision"
	HistoryEntered    HistoryKind = "entered"
	HistoryContinues  HistoryKind = "continues"
	HistoryEndorsed   HistoryKind = "plan_endorsed"
	HistoryAmended    HistoryKind = "amended"
	HistoryReported   HistoryKind = "reported"
	HistoryNilReturn  HistoryKind = "nil_return"
	HistoryCorrected  HistoryKind = "corrected"
	HistoryDecided    HistoryKind = "decided"
	HistoryAtMeeting  HistoryKind = "meeting_decision"
	HistoryStage      HistoryKind = "deliverable_stage"
	HistoryOpening    HistoryKind = "opening"
	HistoryCarriedOn  HistoryKind = "carried_on"
	HistoryPlanClosed HistoryKind = "plan_closed"
	HistoryReopened   HistoryKind = "plan_reopened"
)

// HistoryEntry is the published form of one thing that happened to an item.
//
//	@Description	One thing that happened to an item, with who and when. record names what it tells of, relative to the item (or, for amendments, to its plan, for decisions, to the meeting, and for proposals, to /api/v1): read it there in full.
type HistoryEntry struct {
	Kind        HistoryKind `json:"kind" validate:"required" example:"reported"`                                                               // What happened
	On          *string     `json:"on" validate:"required" extensions:"x-nullable" example:"2023-11-07"`                                       // When it was true: a year, quarter, month or day; null for what holds from the beginning, and where no date is recorded
	RecordedAt  *time.Time  `json:"recorded_at" validate:"required" format:"date-time" extensions:"x-nullable" example:"2023-11-07T09:30:00Z"` // When it was recorded (UTC); null where another record tells that
	By          *string     `json:"by" validate:"required" extensions:"x-nullable" example:"maria.santos"`                                     // Username of who recorded it; null where that is not told here
	Lead        *string     `json:"lead" validate:"required" extensions:"x-nullable" example:"indonesia"`                                      // Code of the member for which it was recorded; null where there is none
	OnBehalf    bool        `json:"on_behalf" validate:"required" example:"false"`                                                             // Whether the secretariat recorded it for the member
	Meeting     *string     `json:"meeting" validate:"required" extensions:"x-nullable" example:"wg-tip-9"`                                    // Code of the meeting at which it happened; null where none is recorded
	Status      *ItemStatus `json:"status" validate:"required" extensions:"x-nullable" example:"in_progress"`                                  // The status that it gave the item; null where it gave none
	Text        string      `json:"text" validate:"required" example:"Two courses were held."`                                                 // What happened, in a few words; may be empty
	Record      *string     `json:"record" validate:"required" extensions:"x-nullable" example:"updates/3"`                                    // The record that it tells of; null where there is none
	CorrectedBy *int        `json:"corrected_by" validate:"required" extensions:"x-nullable" example:"4"`                                      // Number of the update that corrects it; null where none does
} //@name HistoryEntry

func historyDTO(e workplan.HistoryEntry) HistoryEntry {
	return HistoryEntry{Kind: HistoryKind(e.Kind), On: orNull(e.On), RecordedAt: momentOrNull(e.RecordedAt), By: orNull(e.By), Lead: orNull(e.Lead), OnBehalf: e.OnBehalf, Meeting: orNull(e.Meeting),
		Status: (*ItemStatus)(orNull(e.Status)), Text: e.Text.Text, Record: orNull(e.Record), CorrectedBy: numberOrNull(e.CorrectedBy)}
}

// listItemHistory answers everything that happened to an item.
//
//	@ID				listItemHistory
//	@Summary		List the history of an item
//	@Description	Everything that happened to an item that you may see, in one list, oldest first: the life of its plan, amendments, updates, corrections, deliverables, openings, decisions of meetings, the proposals that go on in it and the carry-over chain.
//	@Tags			items
//	@Param			plan							path		string		true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			ref								path		string		true	"Ref of the item within the plan"	extensions(x-example=2.3)
//	@Param			kind							query		[]string	false	"Only of these kinds"	Enums(proposed, proposal_decision, entered, continues, plan_endorsed, amended, reported, nil_return, corrected, decided, meeting_decision, deliverable_stage, opening, carried_on, plan_closed, plan_reopened)	collectionFormat(csv)
//	@Param			list							query		pageQuery	false	"Page"
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	Page[HistoryEntry]
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/items/{ref}/history [get]
func (a *API) listItemHistory(c echo.Context, actor workplan.Actor) error {
	q := parseListQuery(c, "kind", "as_of", "known_at")
	f := workplan.HistoryFilter{Kind: enums(q, "kind", workplan.HistoryKinds)}
	page, when := q.page(workplan.HistorySorts), q.when()
	return list(c, q, func(ctx context.Context) (workplan.Listing[workplan.HistoryEntry], error) {
		return a.Tracker.ItemHistory(ctx, actor, c.Param("plan"), c.Param("ref"), f, page, when)
	}, historyDTO)
}
