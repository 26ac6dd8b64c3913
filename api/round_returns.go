package api

import (
	"context"
	"time"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// ReturnKind is the published form of what a lead sent for an item in a round.
type ReturnKind string //@name ReturnKind

// The kinds.
const (
	ReturnUpdate ReturnKind = "update"
	ReturnNil    ReturnKind = "nil_return"
	ReturnNone   ReturnKind = "none"
	ReturnLapsed ReturnKind = "lapsed"
)

// Return is the published form of what one lead owes a round on one item.
//
//	@Description	What one lead owes a round on one item, and what came of it: an update, a nil return, or none; or it lapsed, since its item was completed, withdrawn or carried over within the round before the lead had answered. It is found among the updates of the lead that were recorded within the round.
//	@Description	update is null where there is none, or where it is for fewer than you: then only that, when and how the lead answered is told.
type Return struct {
	Round          int        `json:"round" validate:"required" example:"3"`                                                                     // Number of the round
	Lead           string     `json:"lead" validate:"required" example:"iom"`                                                                    // Code of the member that owes it
	Plan           string     `json:"plan" validate:"required" example:"wg-tip-2024-26"`                                                         // Code of the plan
	Ref            string     `json:"ref" validate:"required" example:"2.3"`                                                                     // Ref of the item
	Title          string     `json:"title" validate:"required" example:"Peer review of screening forms"`                                        // Title of the item
	Status         ItemStatus `json:"status" validate:"required" example:"in_progress"`                                                          // Where the item stands
	Due            *string    `json:"due" validate:"required" extensions:"x-nullable" example:"2026-Q4"`                                         // When the item is due; null where not recorded
	LastReportedOn *string    `json:"last_reported_on" validate:"required" format:"date" extensions:"x-nullable" example:"2026-05-12"`           // The day of the last report on the item by any lead; null for none
	Kind           ReturnKind `json:"kind" validate:"required" example:"update"`                                                                 // What came: update, nil_return or none; lapsed where it is owed no longer
	Update         *int       `json:"update" validate:"required" extensions:"x-nullable" example:"4"`                                            // Number of the update, the last that counts where there are several
	AnsweredAt     *time.Time `json:"answered_at" validate:"required" format:"date-time" extensions:"x-nullable" example:"2026-10-12T09:30:00Z"` // When the first was recorded (UTC); null for none
	Late           bool       `json:"late" validate:"required" example:"false"`                                                                  // Whether it came after the due day
	LapsedOn       *string    `json:"lapsed_on" validate:"required" format:"date" extensions:"x-nullable" example:"2026-10-01"`                  // The day from which a lapsed return was owed no longer: that on which its item was completed, withdrawn or carried over; null for the others
} //@name Return

func returnDTO(r tracker.ReturnReading) Return {
	return Return{Round: r.Round, Lead: r.Lead, Plan: r.Item.Plan, Ref: r.Item.Ref, Title: r.Item.Title, Status: ItemStatus(r.Item.Status), Due: orNull(r.Item.Due),
		LastReportedOn: orNull(r.Item.LastReportedOn), Kind: ReturnKind(r.Kind), Update: numberOrNull(r.Update), AnsweredAt: momentOrNull(r.AnsweredAt), Late: r.Late, LapsedOn: orNull(r.LapsedOn)}
}

// listReturns answers the returns of a round.
//
//	@ID				listReturns
//	@Summary		List the returns of a reporting round
//	@Description	Who owes a return on which item, and who answered, when, late or not. Each lead of an open item owes one, of a continuing item too; who leads is judged on the day asked for,
//	@Description	at last on the day on which the round ended. What was owed and is owed no longer, for its item was closed within the round, stays on the list as lapsed. You see those on items that you may read. For whom: as for the round.
//	@Tags			rounds
//	@Param			number							path		int			true	"Number of the round"
//	@Param			lead							query		[]string	false	"Only of these leads"	collectionFormat(csv)
//	@Param			kind							query		[]string	false	"Only of these kinds"	Enums(update, nil_return, none, lapsed)	collectionFormat(csv)
//	@Param			late							query		bool		false	"Only late ones, or only those in time"
//	@Param			item							query		[]string	false	"Only on these items, as plan/ref"	collectionFormat(csv)
//	@Param			list							query		pageQuery	false	"Page"
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	Page[Return]
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/rounds/{number}/returns [get]
func (a *API) listReturns(c echo.Context, actor workplan.Actor) error {
	q := parseListQuery(c, "lead", "kind", "late", "item", "as_of", "known_at")
	f := workplan.ReturnFilter{Lead: q.words("lead"), Kind: enums(q, "kind", workplan.ReturnKinds), Late: q.boolean("late"), Item: q.words("item")}
	page, when := q.page(workplan.ReturnSorts), q.when()
	return list(c, q, func(ctx context.Context) (workplan.Listing[tracker.ReturnReading], error) {
		return a.Tracker.ListReturns(ctx, actor, number(c), f, page, when)
	}, returnDTO)
}
