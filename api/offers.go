package api

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// listOffers answers the offers on an opening.
//
//	@ID				listOffers
//	@Summary		List the offers on an opening
//	@Description	The offers on an opening of which you may know, by member, as they stood: all for the item's leads and supporting members and the chairs, else those of your own member.
//	@Tags			openings
//	@Param			plan							path		string		true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			ref								path		string		true	"Ref of the item within its plan"	extensions(x-example=2.3)
//	@Param			number							path		int			true	"Number of the opening within the item"
//	@Param			state							query		[]string	false	"Only in these states"	Enums(pending, accepted, declined, taken_back)	collectionFormat(csv)
//	@Param			list							query		pageQuery	false	"Page"
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	Page[Offer]
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/items/{ref}/openings/{number}/offers [get]
func (a *API) listOffers(c echo.Context, actor workplan.Actor) error {
	q := parseListQuery(c, "state", "as_of", "known_at")
	f := workplan.OfferFilter{State: enums(q, "state", workplan.OfferStates)}
	page, when := q.page(workplan.OfferSorts), q.when()
	return list(c, q, func(ctx context.Context) (workplan.Listing[workplan.OfferReading], error) {
		return a.Tracker.ListOffers(ctx, actor, c.Param("plan"), c.Param("ref"), number(c), f, page, when)
	}, offerDTO)
}

// postOffer makes an offer.
//
//	@ID				postOffer
//	@Summary		Offer involvement
//	@Description	For the focal points of members and observers of the body, and the secretariat on a member's behalf. Only while the opening is open.
//	@Tags			openings
//	@Param			plan										path		string		true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			ref											path		string		true	"Ref of the item within its plan"	extensions(x-example=2.3)
//	@Param			number										path		int			true	"Number of the opening within the item"
//	@Param			Idempotency-Key								header		string		false	"Makes the request safe to repeat for 24 hours"
//	@Param			offer										body		NewOffer	true	"The offer"
//	@Success		201											{object}	Offer
//	@Failure		400,401,403,404,409,413,415,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/items/{ref}/openings/{number}/offers [post]
func (a *API) postOffer(c echo.Context, actor workplan.Actor) error {
	return create(c, actor, func(ctx context.Context, in NewOffer) (workplan.OfferReading, error) {
		return a.Tracker.MakeOffer(ctx, actor, c.Param("plan"), c.Param("ref"), number(c), in.input())
	}, offerResource)
}

// getOffer answers one offer.
//
//	@ID				getOffer
//	@Summary		Read an offer
//	@Description	One offer as it stood. For whom: as for the list.
//	@Tags			openings
//	@Param			plan							path		string		true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			ref								path		string		true	"Ref of the item within its plan"	extensions(x-example=2.3)
//	@Param			number							path		int			true	"Number of the opening within the item"
//	@Param			member							path		string		true	"Code of the member that offers"	extensions(x-example=malaysia)
//	@Param			offer							path		int			true	"Number of the offer among those of the member"
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	Offer
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/items/{ref}/openings/{number}/offers/{member}/{offer} [get]
func (a *API) getOffer(c echo.Context, actor workplan.Actor) error {
	q := parseQuery(c, "as_of", "known_at")
	when := q.when()
	return read(c, q, func(ctx context.Context) (workplan.OfferReading, error) {
		return a.Tracker.Offer(ctx, actor, c.Param("plan"), c.Param("ref"), number(c), c.Param("member"), numberIn(c, "offer"), when)
	}, offerResource)
}

// answerOffer answers an offer.
//
//	@ID				answerOffer
//	@Summary		Accept or decline an offer
//	@Description	For the focal points of the item's leads, and the secretariat on a lead's behalf.
//	@Tags			openings
//	@Param			plan										path		string		true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			ref											path		string		true	"Ref of the item within its plan"	extensions(x-example=2.3)
//	@Param			number										path		int			true	"Number of the opening within the item"
//	@Param			member										path		string		true	"Code of the member that offers"	extensions(x-example=malaysia)
//	@Param			offer										path		int			true	"Number of the offer among those of the member"
//	@Param			answer										body		OfferAnswer	true	"The answer"
//	@Success		200											{object}	Offer
//	@Failure		400,401,403,404,409,413,415,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/items/{ref}/openings/{number}/offers/{member}/{offer}/answer [post]
func (a *API) answerOffer(c echo.Context, actor workplan.Actor) error {
	var in OfferAnswer
	if err := decode(c, &in); err != nil {
		return err
	}
	o, err := a.Tracker.AnswerOffer(c.Request().Context(), actor, c.Param("plan"), c.Param("ref"), number(c), c.Param("member"), numberIn(c, "offer"), in.input())
	if err != nil {
		return err
	}
	return respond(c, http.StatusOK, 0, offerDTO(o))
}

// takeBackOffer takes back an offer.
//
//	@ID				takeBackOffer
//	@Summary		Take back an offer
//	@Description	For the focal points of the member that made it, and the secretariat on its behalf. An offer that was declined is not taken back.
//	@Tags			openings
//	@Param			plan										path		string			true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			ref											path		string			true	"Ref of the item within its plan"	extensions(x-example=2.3)
//	@Param			number										path		int				true	"Number of the opening within the item"
//	@Param			member										path		string			true	"Code of the member that offers"	extensions(x-example=malaysia)
//	@Param			offer										path		int				true	"Number of the offer among those of the member"
//	@Param			note										body		OfferTakingBack	true	"Why"
//	@Success		200											{object}	Offer
//	@Failure		400,401,403,404,409,413,415,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/items/{ref}/openings/{number}/offers/{member}/{offer}/take-back [post]
func (a *API) takeBackOffer(c echo.Context, actor workplan.Actor) error {
	var in OfferTakingBack
	if err := decode(c, &in); err != nil {
		return err
	}
	o, err := a.Tracker.TakeBackOffer(c.Request().Context(), actor, c.Param("plan"), c.Param("ref"), number(c), c.Param("member"), numberIn(c, "offer"), in.Note)
	if err != nil {
		return err
	}
	return respond(c, http.StatusOK, 0, offerDTO(o))
}

// listMyOffers answers the caller's offers.
//
//	@ID				listMyOffers
//	@Summary		List the offers of your members, and those for you to answer
//	@Description	What your own members offered, and what others offered on items on which you answer, newest first; today. For what waits for your answer give side=received and state=pending.
//	@Tags			openings
//	@Param			plan						query		[]string	false	"Only of these plans"	collectionFormat(csv)
//	@Param			body						query		[]string	false	"Only of these bodies"	collectionFormat(csv)
//	@Param			state						query		[]string	false	"Only in these states"	Enums(pending, accepted, declined, taken_back)	collectionFormat(csv)
//	@Param			side						query		[]string	false	"Only on this side"	Enums(made, received)	collectionFormat(csv)
//	@Param			list						query		pageQuery	false	"Page"
//	@Success		200							{object}	Page[MyOffer]
//	@Success		304							"Not modified"
//	@Failure		400,401,403,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/me/offers [get]
func (a *API) listMyOffers(c echo.Context, actor workplan.Actor) error {
	q := parseListQuery(c, "plan", "body", "state", "side")
	f := workplan.OfferFilter{Plan: q.words("plan"), Body: q.words("body"), State: enums(q, "state", workplan.OfferStates), Side: enums(q, "side", workplan.OfferSides)}
	page := q.feed(workplan.MyOfferSorts)
	return list(c, q, func(ctx context.Context) (workplan.Listing[tracker.MyOffer], error) {
		return a.Tracker.MyOffers(ctx, actor, f, page)
	}, myOfferDTO)
}
