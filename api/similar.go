package api

import (
	"context"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/workplan"
)

// SimilarKind is the published form of what is alike.
type SimilarKind string //@name SimilarKind

// The kinds.
const (
	SimilarItem     SimilarKind = "item"
	SimilarProposal SimilarKind = "proposal"
)

// Similar is an open item or a proposal that looks alike.
//
//	@Description	An open item or a proposal that looks like what is to be proposed. name is what although_similar_to takes. From a score of 60 it must be named there.
type Similar struct {
	Kind  SimilarKind `json:"kind" validate:"required" example:"proposal"`                                           // What it is
	Name  string      `json:"name" validate:"required" example:"7"`                                                  // Number of the proposal, or the item as plan/ref
	Body  string      `json:"body" validate:"required" example:"wg-tip"`                                             // Code of its body
	Title string      `json:"title" validate:"required" example:"Reciprocal training with ASEAN SOMTC"`              // Its title
	State string      `json:"state" validate:"required" example:"open"`                                              // State of the proposal, or status of the item
	Score int         `json:"score" validate:"required" minimum:"0" maximum:"100" example:"80"`                      // How alike the two are, from 0 to 100
	Why   string      `json:"why" validate:"required" example:"4 of the 5 words of the title are in both: asean, …"` // What is alike, in words
} //@name Similar

func similarDTO(s workplan.Similar) Similar {
	return Similar{SimilarKind(s.Kind), s.Name, s.Body, s.Title, s.State, s.Score, s.Why.Text}
}

// listSimilar answers what looks like a proposal to be made.
//
//	@ID				listSimilar
//	@Summary		Find what looks like a proposal
//	@Description	The open items and the proposals, that you may see, which look like what you are about to propose: the most alike first, at most 20. Words and letters of the titles are compared, and
//	@Description	the words of the needs. With neither, nothing is alike. Of the body in which you propose, what scores 60 or more must be named in although_similar_to.
//	@Tags			proposals
//	@Param			title							query		string		false	"The title of what you are about to propose"	maxLength(300)	extensions(x-example=Reciprocal training with ASEAN)
//	@Param			need							query		string		false	"Its need; the first 2,000 characters will do"	maxLength(2000)
//	@Param			body							query		[]string	false	"Only of these bodies"	collectionFormat(csv)
//	@Success		200								{object}	Page[Similar]
//	@Success		304								"Not modified"
//	@Failure		400,401,403,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/proposals/similar [get]
func (a *API) listSimilar(c echo.Context, actor workplan.Actor) error {
	q := parseQuery(c, "title", "need", "body")
	title, need, bodies := q.textTo("title", 300), q.textTo("need", 2000), q.words("body")
	return list(c, q, func(ctx context.Context) (workplan.Listing[workplan.Similar], error) {
		return whole(a.Tracker.SimilarProposals(ctx, actor, bodies, title, need))
	}, similarDTO)
}
