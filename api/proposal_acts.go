package api

import (
	"context"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/workplan"
)

// acceptProposal makes an item of a proposal.
//
//	@ID				acceptProposal
//	@Summary		Accept a proposal
//	@Description	For the secretariat and co-chairs of the body. Makes the item in the draft, by the rules of creating one, in the same transaction. An endorsed plan takes no items: it is amended.
//	@Tags			proposals
//	@Param			number												path		int				true	"Number of the proposal"
//	@Param			If-Match											header		string			true	"ETag of the proposal as you read it"	extensions(x-example="3-9f86d081884c7d65")
//	@Param			decision											body		NewAcceptance	true	"The decision"
//	@Success		200													{object}	Proposal
//	@Failure		400,401,403,404,409,412,413,415,422,428,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/proposals/{number}/accept [post]
func (a *API) acceptProposal(c echo.Context, actor workplan.Actor) error {
	return decideOn(c, func(ctx context.Context, number int, known []int64, in NewAcceptance) (workplan.ProposalReading, error) {
		return a.Tracker.AcceptProposal(ctx, actor, number, known, in.input())
	})
}

// mergeProposal lets a proposal go on elsewhere.
//
//	@ID				mergeProposal
//	@Summary		Merge a proposal
//	@Description	For the secretariat and co-chairs of the body. The proposal goes on in another one of the body, that is open or accepted, or in an item of a draft.
//	@Tags			proposals
//	@Param			number												path		int				true	"Number of the proposal"
//	@Param			If-Match											header		string			true	"ETag of the proposal as you read it"	extensions(x-example="3-9f86d081884c7d65")
//	@Param			decision											body		NewMerger	true	"The decision"
//	@Success		200													{object}	Proposal
//	@Failure		400,401,403,404,409,412,413,415,422,428,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/proposals/{number}/merge [post]
func (a *API) mergeProposal(c echo.Context, actor workplan.Actor) error {
	return decideOn(c, func(ctx context.Context, number int, known []int64, in NewMerger) (workplan.ProposalReading, error) {
		return a.Tracker.MergeProposal(ctx, actor, number, known, in.input())
	})
}

// deferProposal puts a decision off.
//
//	@ID				deferProposal
//	@Summary		Defer a proposal
//	@Description	For the secretariat and co-chairs of the body. A deferred proposal can be decided on again, or moved to a later window.
//	@Tags			proposals
//	@Param			number												path		int				true	"Number of the proposal"
//	@Param			If-Match											header		string			true	"ETag of the proposal as you read it"	extensions(x-example="3-9f86d081884c7d65")
//	@Param			decision											body		NewProposalDecision	true	"The decision"
//	@Success		200													{object}	Proposal
//	@Failure		400,401,403,404,409,412,413,415,422,428,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/proposals/{number}/defer [post]
func (a *API) deferProposal(c echo.Context, actor workplan.Actor) error {
	return decideOn(c, func(ctx context.Context, number int, known []int64, in NewProposalDecision) (workplan.ProposalReading, error) {
		return a.Tracker.DeferProposal(ctx, actor, number, known, in.input())
	})
}

// declineProposal refuses a proposal.
//
//	@ID				declineProposal
//	@Summary		Decline a proposal
//	@Description	For the secretariat and co-chairs of the body. A co-chair can reopen it, with a reason.
//	@Tags			proposals
//	@Param			number												path		int				true	"Number of the proposal"
//	@Param			If-Match											header		string			true	"ETag of the proposal as you read it"	extensions(x-example="3-9f86d081884c7d65")
//	@Param			decision											body		NewProposalDecision	true	"The decision"
//	@Success		200													{object}	Proposal
//	@Failure		400,401,403,404,409,412,413,415,422,428,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/proposals/{number}/decline [post]
func (a *API) declineProposal(c echo.Context, actor workplan.Actor) error {
	return decideOn(c, func(ctx context.Context, number int, known []int64, in NewProposalDecision) (workplan.ProposalReading, error) {
		return a.Tracker.DeclineProposal(ctx, actor, number, known, in.input())
	})
}

// moveProposal puts a proposal into another window.
//
//	@ID				moveProposal
//	@Summary		Move a proposal to another window
//	@Description	For the secretariat and co-chairs of the body. The proposal, open or deferred, is then open in that window.
//	@Tags			proposals
//	@Param			number												path		int				true	"Number of the proposal"
//	@Param			If-Match											header		string			true	"ETag of the proposal as you read it"	extensions(x-example="3-9f86d081884c7d65")
//	@Param			decision											body		NewMove	true	"The decision"
//	@Success		200													{object}	Proposal
//	@Failure		400,401,403,404,409,412,413,415,422,428,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/proposals/{number}/move [post]
func (a *API) moveProposal(c echo.Context, actor workplan.Actor) error {
	return decideOn(c, func(ctx context.Context, number int, known []int64, in NewMove) (workplan.ProposalReading, error) {
		return a.Tracker.MoveProposal(ctx, actor, number, known, in.input())
	})
}

// reopenProposal takes a refusal back.
//
//	@ID				reopenProposal
//	@Summary		Reopen a declined proposal
//	@Description	For the co-chairs of the body. The proposal is open again.
//	@Tags			proposals
//	@Param			number												path		int				true	"Number of the proposal"
//	@Param			If-Match											header		string			true	"ETag of the proposal as you read it"	extensions(x-example="3-9f86d081884c7d65")
//	@Param			decision											body		NewProposalDecision	true	"The decision"
//	@Success		200													{object}	Proposal
//	@Failure		400,401,403,404,409,412,413,415,422,428,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/proposals/{number}/reopen [post]
func (a *API) reopenProposal(c echo.Context, actor workplan.Actor) error {
	return decideOn(c, func(ctx context.Context, number int, known []int64, in NewProposalDecision) (workplan.ProposalReading, error) {
		return a.Tracker.ReopenProposal(ctx, actor, number, known, in.input())
	})
}

// withdrawProposal takes a proposal back.
//
//	@ID				withdrawProposal
//	@Summary		Withdraw a proposal
//	@Description	For who made it, while it is open or deferred: the focal points of its member, the reader whose it is, and the keepers of the body where they recorded it.
//	@Tags			proposals
//	@Param			number												path		int				true	"Number of the proposal"
//	@Param			If-Match											header		string			true	"ETag of the proposal as you read it"	extensions(x-example="3-9f86d081884c7d65")
//	@Param			decision											body		NewProposalDecision	true	"The decision"
//	@Success		200													{object}	Proposal
//	@Failure		400,401,403,404,409,412,413,415,422,428,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/proposals/{number}/withdraw [post]
func (a *API) withdrawProposal(c echo.Context, actor workplan.Actor) error {
	return decideOn(c, func(ctx context.Context, number int, known []int64, in NewProposalDecision) (workplan.ProposalReading, error) {
		return a.Tracker.WithdrawProposal(ctx, actor, number, known, in.input())
	})
}

// supportProposal gives support.
//
//	@ID				supportProposal
//	@Summary		Support a proposal
//	@Description	For the focal points of a member that stands in the body, and its secretariat on a member's behalf, marked. A member supports a proposal once, and not its own.
//	@Tags			proposals
//	@Param			number										path		int			true	"Number of the proposal"
//	@Param			support										body		NewSupport	true	"The support"
//	@Success		200											{object}	Proposal
//	@Failure		400,401,403,404,409,413,415,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/proposals/{number}/support [post]
func (a *API) supportProposal(c echo.Context, actor workplan.Actor) error {
	return supportOn(c, func(ctx context.Context, number int, in workplan.NewSupport) (workplan.ProposalReading, error) {
		return a.Tracker.SupportProposal(ctx, actor, number, in)
	})
}

// withdrawSupport ends a support.
//
//	@ID				withdrawSupport
//	@Summary		Withdraw support
//	@Description	For whom: as for giving it. The support stays on record, and can be given anew.
//	@Tags			proposals
//	@Param			number										path		int			true	"Number of the proposal"
//	@Param			support										body		NewSupport	true	"The support"
//	@Success		200											{object}	Proposal
//	@Failure		400,401,403,404,409,413,415,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/proposals/{number}/support/withdraw [post]
func (a *API) withdrawSupport(c echo.Context, actor workplan.Actor) error {
	return supportOn(c, func(ctx context.Context, number int, in workplan.NewSupport) (workplan.ProposalReading, error) {
		return a.Tracker.WithdrawSupport(ctx, actor, number, in)
	})
}
