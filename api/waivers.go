package api

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/workplan"
)

// WaiverState is the published form of whether a waiver counts.
type WaiverState string //@name WaiverState

// The states.
const (
	WaiverInForce   WaiverState = "in_force"
	WaiverLapsed    WaiverState = "lapsed"
	WaiverWithdrawn WaiverState = "withdrawn"
)

// Waiver is the published form of a waiver.
//
//	@Description	The decision that a finding of the plan check is to be lived with: of one rule on one subject, from effective_on on, up to the last day until where it has one. It is never
//	@Description	edited or deleted, only withdrawn. state is as of the day that was asked for.
type Waiver struct {
	Plan        string      `json:"plan" validate:"required" example:"wg-tip-2021-23"`                                    // Code of the plan
	Number      int         `json:"number" validate:"required" example:"1"`                                               // Number within the plan: 1, 2, 3
	Rule        string      `json:"rule" validate:"required" example:"open-past-period"`                                  // Id of the rule
	Subject     string      `json:"subject" validate:"required" example:"item 2.3"`                                       // What it is about: plan, an objective by number or an item by ref
	Ref         *string     `json:"ref" validate:"required" extensions:"x-nullable" example:"2.3"`                        // The item; null where it is about none
	Reason      string      `json:"reason" validate:"required" example:"Carried over at the Tenth Annual Meeting."`       // Why the finding is to be lived with
	EffectiveOn string      `json:"effective_on" validate:"required" format:"date" example:"2026-11-23"`                  // The first day on which it holds
	Until       *string     `json:"until" validate:"required" format:"date" extensions:"x-nullable" example:"2027-03-31"` // The last day on which it holds; null for no end
	MadeBy      string      `json:"made_by" validate:"required" example:"maria.santos"`                                   // Username of who waived
	RecordedAt  time.Time   `json:"recorded_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"`    // When it was recorded (UTC)
	State       WaiverState `json:"state" validate:"required" example:"in_force"`                                         // Whether it holds on the day asked for
	Withdrawal  *Withdrawal `json:"withdrawal" validate:"required" extensions:"x-nullable"`                               // How it was ended; null where it was not
} //@name Waiver

// Withdrawal is the published form of the end of a waiver.
//
//	@Description	The end of a waiver: from effective_on on it counts no more.
type Withdrawal struct {
	Reason      string    `json:"reason" validate:"required" example:"The item was completed."`                      // Why it was ended
	EffectiveOn string    `json:"effective_on" validate:"required" format:"date" example:"2026-12-01"`               // The first day on which it holds no more
	WithdrawnBy string    `json:"withdrawn_by" validate:"required" example:"maria.santos"`                           // Username of who ended it
	RecordedAt  time.Time `json:"recorded_at" validate:"required" format:"date-time" example:"2026-12-01T09:30:00Z"` // When that was recorded (UTC)
} //@name Withdrawal

// NewWaiver asks for a waiver.
//
//	@Description	A waiver to be made. subject is in the words of the finding: "item 2.3", "objective 3" or "plan". effective_on is today unless you say otherwise, never in the future; give an
//	@Description	earlier day where reports as of earlier days are to know of it. until is the last day, none if absent.
type NewWaiver struct {
	Rule        string        `json:"rule" validate:"required" example:"open-past-period"`                                              // Id of the rule whose finding is waived
	Subject     string        `json:"subject" validate:"required" example:"item 2.3"`                                                   // What the finding is about, as the plan check names it
	Reason      string        `json:"reason" validate:"required" maxLength:"20000" example:"Carried over at the Tenth Annual Meeting."` // Why it is to be lived with
	EffectiveOn workplan.Date `json:"effective_on" swaggertype:"string" format:"date" extensions:"x-nullable" example:"2026-11-23"`     // The first day on which it holds; today if absent
	Until       workplan.Date `json:"until" swaggertype:"string" format:"date" extensions:"x-nullable" example:"2027-03-31"`            // The last day on which it holds; without end if absent
} //@name NewWaiver

// NewWithdrawal ends a waiver.
//
//	@Description	The end of a waiver. effective_on is today unless you say otherwise; not before the waiver began, where it counts at no time.
type NewWithdrawal struct {
	Reason      string        `json:"reason" validate:"required" maxLength:"20000" example:"The item was completed."`               // Why it is ended
	EffectiveOn workplan.Date `json:"effective_on" swaggertype:"string" format:"date" extensions:"x-nullable" example:"2026-12-01"` // The first day on which it holds no more; today if absent
} //@name NewWithdrawal

func waiverDTO(w workplan.WaiverReading) Waiver {
	dto := Waiver{Plan: w.Plan, Number: w.Number, Rule: w.Rule, Subject: w.Subject().String(), Ref: orNull(w.Ref), Reason: w.Reason, EffectiveOn: string(w.EffectiveOn),
		Until: orNull(w.Until), MadeBy: w.MadeBy, RecordedAt: w.RecordedAt.UTC(), State: WaiverState(w.State)}
	if d := w.Withdrawal; d != nil {
		dto.Withdrawal = &Withdrawal{Reason: d.Reason, EffectiveOn: string(d.EffectiveOn), WithdrawnBy: d.WithdrawnBy, RecordedAt: d.RecordedAt.UTC()}
	}
	return dto
}

func waiverResource(w workplan.WaiverReading) resource {
	return resource{fmt.Sprintf("%s/plans/%s/waivers/%d", Base, w.Plan, w.Number), 0, waiverDTO(w)}
}

func (d NewWaiver) input() workplan.NewWaiver { return workplan.NewWaiver(d) }

func (d NewWithdrawal) input() workplan.WithdrawalContent { return workplan.WithdrawalContent(d) }

// listWaivers answers the waivers of a plan.
//
//	@ID				listWaivers
//	@Summary		List the waivers of a plan
//	@Description	The waivers of findings of the plan check by number, as they stood, lapsed and withdrawn ones too; those on an item for whoever sees the item.
//	@Tags			checks
//	@Param			plan							path		string		true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			rule							query		[]string	false	"Only of these rules"	collectionFormat(csv)
//	@Param			state							query		[]string	false	"Only in these states"	Enums(in_force, lapsed, withdrawn)	collectionFormat(csv)
//	@Param			list							query		pageQuery	false	"Page"
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	Page[Waiver]
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/waivers [get]
func (a *API) listWaivers(c echo.Context, actor workplan.Actor) error {
	q := parseListQuery(c, "rule", "state", "as_of", "known_at")
	f := workplan.WaiverFilter{Rule: enums(q, "rule", workplan.CheckRuleIDs()), State: enums(q, "state", workplan.WaiverStates)}
	page, when := q.page(workplan.WaiverSorts), q.when()
	return list(c, q, func(ctx context.Context) (workplan.Listing[workplan.WaiverReading], error) {
		return a.Tracker.ListWaivers(ctx, actor, c.Param("plan"), f, page, when)
	}, waiverDTO)
}

// waiveFinding makes a waiver.
//
//	@ID				waiveFinding
//	@Summary		Waive a finding of the plan check
//	@Description	For the secretariat and co-chairs of the plan's body. The finding leaves the counts but not the list. Whether there is such a finding now does not matter.
//	@Tags			checks
//	@Param			plan										path		string		true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			Idempotency-Key								header		string		false	"Makes the request safe to repeat for 24 hours"
//	@Param			waiver										body		NewWaiver	true	"The waiver"
//	@Success		201											{object}	Waiver
//	@Failure		400,401,403,404,409,413,415,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/waivers [post]
func (a *API) waiveFinding(c echo.Context, actor workplan.Actor) error {
	return create(c, actor, func(ctx context.Context, in NewWaiver) (workplan.WaiverReading, error) {
		return a.Tracker.WaiveFinding(ctx, actor, c.Param("plan"), in.input())
	}, waiverResource)
}

// getWaiver answers one waiver.
//
//	@ID				getWaiver
//	@Summary		Read a waiver
//	@Description	One waiver of a plan as it stood. For whom: as for the list.
//	@Tags			checks
//	@Param			plan							path		string		true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			number							path		int			true	"Number of the waiver within the plan"
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	Waiver
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/waivers/{number} [get]
func (a *API) getWaiver(c echo.Context, actor workplan.Actor) error {
	q := parseQuery(c, "as_of", "known_at")
	when := q.when()
	return read(c, q, func(ctx context.Context) (workplan.WaiverReading, error) {
		return a.Tracker.Waiver(ctx, actor, c.Param("plan"), number(c), when)
	}, waiverResource)
}

// withdrawWaiver ends a waiver.
//
//	@ID				withdrawWaiver
//	@Summary		Withdraw a waiver
//	@Description	For the secretariat and co-chairs of the plan's body. The finding counts again; the waiver stays on record. A waiver is withdrawn once.
//	@Tags			checks
//	@Param			plan										path		string			true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			number										path		int				true	"Number of the waiver within the plan"
//	@Param			withdrawal									body		NewWithdrawal	true	"Why it is withdrawn"
//	@Success		200											{object}	Waiver
//	@Failure		400,401,403,404,409,413,415,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/waivers/{number}/withdraw [post]
func (a *API) withdrawWaiver(c echo.Context, actor workplan.Actor) error {
	var in NewWithdrawal
	if err := decode(c, &in); err != nil {
		return err
	}
	w, err := a.Tracker.WithdrawWaiver(c.Request().Context(), actor, c.Param("plan"), number(c), in.input())
	if err != nil {
		return err
	}
	return respond(c, http.StatusOK, 0, waiverDTO(w))
}
