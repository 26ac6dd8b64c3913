package api

import (
	"context"
	"fmt"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/workplan"
)

// ObligationReason is the published form of why there is something to report.
type ObligationReason string //@name ObligationReason

// The reasons.
const (
	OwedToRound ObligationReason = "round"
	OwedOverdue ObligationReason = "overdue"
	OwedSilence ObligationReason = "unreported"
)

// Obligation is the published form of an item on which a member of yours has something to report.
//
//	@Description	An item on which a member for which you speak has something to report. wanted_by is the day on which a running round wants its return, else the last day of when the item was to be
//	@Description	done. POST your update to the address in post.
type Obligation struct {
	Member          string             `json:"member" validate:"required" example:"iom"`                                                        // Code of the member that is to report
	Body            string             `json:"body" validate:"required" example:"wg-tip"`                                                       // Code of the body
	Plan            string             `json:"plan" validate:"required" example:"wg-tip-2024-26"`                                               // Code of the plan
	Ref             string             `json:"ref" validate:"required" example:"2.3"`                                                           // Ref of the item
	Title           string             `json:"title" validate:"required" example:"Peer review of screening forms"`                              // Title of the item
	Status          ItemStatus         `json:"status" validate:"required" example:"in_progress"`                                                // Where the item stands
	Due             *string            `json:"due" validate:"required" extensions:"x-nullable" example:"2026-Q4"`                               // When the item is due; null where not recorded
	ItemDaysOverdue int                `json:"item_days_overdue" validate:"required" example:"0"`                                               // Days since the item was due; 0 where it is not overdue
	LastReportedOn  *string            `json:"last_reported_on" validate:"required" format:"date" extensions:"x-nullable" example:"2026-05-12"` // The day of the last report on the item by any lead; null for none
	Reasons         []ObligationReason `json:"reasons" validate:"required" example:"round,overdue"`                                             // Why it is here: a running round asks for it; the item is overdue and no later date is planned; nothing was reported on it since the last meeting or round
	Round           *int               `json:"round" validate:"required" extensions:"x-nullable" example:"3"`                                   // Number of the round that asks; null for none
	RoundState      *RoundState        `json:"round_state" validate:"required" extensions:"x-nullable" example:"open"`                          // Where the round stands: open, or overdue
	WantedBy        *string            `json:"wanted_by" validate:"required" format:"date" extensions:"x-nullable" example:"2026-10-15"`        // The day by which it is wanted; null where none is known
	DaysLeft        *int               `json:"days_left" validate:"required" extensions:"x-nullable" example:"12"`                              // Days until then, negative once it has passed; null where no day is known
	Post            string             `json:"post" validate:"required" example:"/api/v1/plans/wg-tip-2024-26/items/2.3/updates"`               // Where to POST the update
} //@name Obligation

func obligationDTO(o workplan.Obligation) Obligation {
	i := o.Item
	dto := Obligation{Member: o.Member, Body: o.Body, Plan: i.Plan, Ref: i.Ref, Title: i.Title, Status: ItemStatus(i.Status), Due: orNull(i.Due), ItemDaysOverdue: i.Overdue(o.Today),
		LastReportedOn: orNull(i.LastReportedOn), Reasons: each(o.Reasons, func(r workplan.ObligationReason) ObligationReason { return ObligationReason(r) }),
		WantedBy: orNull(o.WantedBy), Post: fmt.Sprintf("%s/plans/%s/items/%s/updates", Base, i.Plan, i.Ref)}
	if o.Round != nil {
		state := RoundState(o.State)
		dto.Round, dto.RoundState = &o.Round.Number, &state
	}
	if days := o.DaysLeft(); o.WantedBy != "" {
		dto.DaysLeft = &days
	}
	return dto
}

// listObligations answers what the asker has to report.
//
//	@ID				listObligations
//	@Summary		List what you have to report
//	@Description	What the members for which you speak have to report today, the most urgent first: what running rounds ask for and has not come, then what is overdue or unreported outside of
//	@Description	them, each by the day on which it is wanted. Whoever speaks for no member has nothing to report.
//	@Tags			me
//	@Param			member						query		[]string	false	"Only of these members"	collectionFormat(csv)
//	@Param			body						query		[]string	false	"Only in these bodies"	collectionFormat(csv)
//	@Param			round						query		[]int		false	"Only what these rounds ask for"	collectionFormat(csv)
//	@Param			reason						query		[]string	false	"Only for these reasons"	Enums(round, overdue, unreported)	collectionFormat(csv)
//	@Param			list						query		pageQuery	false	"Page"
//	@Success		200							{object}	Page[Obligation]
//	@Success		304							"Not modified"
//	@Failure		400,401,403,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/me/obligations [get]
func (a *API) listObligations(c echo.Context, actor workplan.Actor) error {
	q := parseListQuery(c, "member", "body", "round", "reason")
	f := workplan.ObligationFilter{Member: q.words("member"), Body: q.words("body"), Round: q.integers("round"), Reason: enums(q, "reason", workplan.ObligationReasons)}
	page := q.page(workplan.ObligationSorts)
	return list(c, q, func(ctx context.Context) (workplan.Listing[workplan.Obligation], error) {
		return a.Tracker.Obligations(ctx, actor, f, page)
	}, obligationDTO)
}
