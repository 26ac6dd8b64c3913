package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/workplan"
)

// RoundEnd ends a round.
//
//	@Description	Why a round is closed before its last day, or cancelled.
type RoundEnd struct {
	Reason string `json:"reason" validate:"required" maxLength:"20000" example:"All have answered."` // Why
} //@name RoundEnd

// closeRound closes a round early.
//
//	@ID				closeRound
//	@Summary		Close a reporting round early
//	@Description	For the body's secretariat and co-chairs. What comes in later is no return of the round, and no mail of it goes out any more.
//	@Tags			rounds
//	@Param			number										path		int			true	"Number of the round"
//	@Param			end											body		RoundEnd	true	"Why it is closed"
//	@Success		200											{object}	Round
//	@Failure		400,401,403,404,409,413,415,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/rounds/{number}/close [post]
func (a *API) closeRound(c echo.Context, actor workplan.Actor) error {
	return a.endRound(c, actor, workplan.EndedEarly)
}

// cancelRound cancels a round.
//
//	@ID				cancelRound
//	@Summary		Cancel a reporting round
//	@Description	For the body's secretariat and co-chairs, until the round is over. It then counts for nothing, and nobody owes it a return.
//	@Tags			rounds
//	@Param			number										path		int			true	"Number of the round"
//	@Param			end											body		RoundEnd	true	"Why it is cancelled"
//	@Success		200											{object}	Round
//	@Failure		400,401,403,404,409,413,415,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/rounds/{number}/cancel [post]
func (a *API) cancelRound(c echo.Context, actor workplan.Actor) error {
	return a.endRound(c, actor, workplan.Cancelled)
}

func (a *API) endRound(c echo.Context, actor workplan.Actor, ending workplan.RoundEnding) error {
	var in RoundEnd
	if err := decode(c, &in); err != nil {
		return err
	}
	r, err := a.Tracker.EndRound(c.Request().Context(), actor, number(c), workplan.EndRound{Ending: ending, Reason: in.Reason})
	if err != nil {
		return err
	}
	return respond(c, http.StatusOK, r.Version, roundDTO(r))
}
