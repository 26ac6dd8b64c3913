package api

import (
	"context"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/workplan"
)

// ProposalFields are the members of a proposal that can be edited.
type ProposalFields struct {
	Need           string               `json:"need" maxLength:"20000" extensions:"x-nullable" example:""`                      // Why it is needed; may be empty
	ExpectedOutput string               `json:"expected_output" maxLength:"20000" extensions:"x-nullable" example:""`           // What it is to bring; may be empty
	Objective      *int                 `json:"objective" minimum:"1" maximum:"999" extensions:"x-nullable" example:"2"`        // Number of the objective under which it would stand; null for none
	ObjectiveNote  string               `json:"objective_note" maxLength:"20000" extensions:"x-nullable" example:""`            // What is to be said of the objective in words; may be empty
	ProposedLead   []string             `json:"proposed_lead" maxItems:"30" extensions:"x-nullable" example:"indonesia"`        // Codes of the members that would lead it
	Topics         []string             `json:"topics" maxItems:"20" extensions:"x-nullable" example:"training"`                // Its topics
	StrategyAreas  []string             `json:"strategy_areas" maxItems:"20" extensions:"x-nullable" example:"Law enforcement"` // The strategy areas that it serves
	Urgency        string               `json:"urgency" maxLength:"20000" extensions:"x-nullable" example:""`                   // How urgent it is, in words; may be empty
	DateNeeded     workplan.PartialDate `json:"date_needed" swaggertype:"string" extensions:"x-nullable" example:"2028"`        // By when it is needed: a year, quarter, month or day; null where not known
	Audience       Audience             `json:"audience" extensions:"x-nullable" example:"members"`                             // Who may read it; members if absent
	Source         string               `json:"source" maxLength:"20000" extensions:"x-nullable" example:""`                    // Where the facts come from; may be empty
}

// NewProposal asks for a proposal.
//
//	@Description	A proposal to be made in the window of the body that is open on its day. A focal point proposes for its member; a reader for no member; the secretariat and co-chairs for a member, marked, or, with
//	@Description	meeting and at any time, what was voiced there. What looks like it is refused with similar-found unless it is named in although_similar_to.
type NewProposal struct {
	Body              string        `json:"body" validate:"required" example:"wg-tip"`                                                              // Code of the body for whose next plan it is
	Title             string        `json:"title" validate:"required" maxLength:"300" example:"Reciprocal training opportunities with ASEAN SOMTC"` // What is proposed, in short
	ProposedBy        string        `json:"proposed_by" extensions:"x-nullable" example:"malaysia"`                                                 // Code of the member for which it is made; can be left out by who speaks for one
	Meeting           string        `json:"meeting" extensions:"x-nullable" example:"wg-tip-9"`                                                     // Code of the meeting at which it was voiced; for the keepers of the body
	Plan              string        `json:"plan" extensions:"x-nullable" example:"wg-tip-2024-26"`                                                  // Code of the plan for which it was meant, where no window says so; for the keepers of the body
	ProposedOn        workplan.Date `json:"proposed_on" swaggertype:"string" format:"date" extensions:"x-nullable" example:"2023-11-08"`            // The day on which it was voiced; today if absent; for the keepers of the body
	AlthoughSimilarTo []string      `json:"although_similar_to" maxItems:"50" extensions:"x-nullable" example:"7"`                                  // What is alike in the body and another piece of work: numbers of proposals, or items as plan/ref
	ProposalFields
} //@name NewProposal

// ProposalPatch changes a proposal.
//
//	@Description	What is to change in an open proposal (JSON merge patch): what is absent stays, null clears.
type ProposalPatch struct {
	Title string `json:"title" maxLength:"300" example:"Reciprocal training opportunities with ASEAN SOMTC"` // What is proposed, in short
	ProposalFields
} //@name ProposalPatch

func (d ProposalPatch) content() workplan.ProposalContent {
	return workplan.ProposalContent{Title: d.Title, Need: d.Need, ExpectedOutput: d.ExpectedOutput, Objective: given(d.Objective), ObjectiveNote: d.ObjectiveNote,
		ProposedLead: d.ProposedLead, Topics: d.Topics, StrategyAreas: d.StrategyAreas, Urgency: d.Urgency, DateNeeded: d.DateNeeded, Audience: workplan.Audience(d.Audience), Source: d.Source}
}

func proposalPatch(p workplan.ProposalContent) ProposalPatch {
	return ProposalPatch{Title: p.Title, ProposalFields: ProposalFields{Need: p.Need, ExpectedOutput: p.ExpectedOutput, Objective: numberOrNull(p.Objective), ObjectiveNote: p.ObjectiveNote,
		ProposedLead: p.ProposedLead, Topics: p.Topics, StrategyAreas: p.StrategyAreas, Urgency: p.Urgency, DateNeeded: p.DateNeeded, Audience: Audience(p.Audience), Source: p.Source}}
}

func (d NewProposal) input() workplan.NewProposal {
	return workplan.NewProposal{Body: d.Body, ProposedBy: d.ProposedBy, Meeting: d.Meeting, ForPlan: d.Plan, ProposedOn: d.ProposedOn, AlthoughSimilarTo: d.AlthoughSimilarTo,
		ProposalContent: ProposalPatch{d.Title, d.ProposalFields}.content()}
}

// proposalFields are the members of a proposal that a reader can pick.
var proposalFields = membersOf[Proposal]()

// proposalQuery documents the filters of a list of proposals.
//
//lint:ignore U1000 the annotations name it
type proposalQuery struct {
	Body      []string `form:"body" collectionFormat:"csv"`                                                           // Only of these bodies
	State     []string `form:"state" collectionFormat:"csv" enums:"open,withdrawn,accepted,merged,deferred,declined"` // Only in these states
	Origin    []string `form:"origin" collectionFormat:"csv" enums:"member,reader,meeting"`                           // Only of these origins
	Window    []int    `form:"window" collectionFormat:"csv"`                                                         // Only in these windows of a body
	Objective []int    `form:"objective" collectionFormat:"csv"`                                                      // Only under these objectives
	Proposer  []string `form:"proposer" collectionFormat:"csv"`                                                       // Only of any of these members
	Supporter []string `form:"supporter" collectionFormat:"csv"`                                                      // Only supported by any of these members
	Lead      []string `form:"lead" collectionFormat:"csv"`                                                           // Only with any of these members as proposed lead
	Topic     []string `form:"topic" collectionFormat:"csv"`                                                          // Only with any of these topics
	Meeting   []string `form:"meeting" collectionFormat:"csv"`                                                        // Only voiced or decided at any of these meetings
	Item      []string `form:"item" collectionFormat:"csv"`                                                           // Only gone on in any of these items, as plan/ref
}

// listProposals answers proposals.
//
//	@ID				listProposals
//	@Summary		List proposals
//	@Description	The proposals that you may see, as they stood, by number. Sorts: number, proposed, decided, supports, title. q finds number, title, need, expected output and topics.
//	@Tags			proposals
//	@Param			filter							query		proposalQuery	false	"Filters"
//	@Param			list							query		listQuery		false	"Search, order and page"
//	@Param			when							query		whenQuery		false	"Point in time"
//	@Success		200								{object}	Page[Proposal]
//	@Success		304								"Not modified"
//	@Failure		400,401,403,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/proposals [get]
func (a *API) listProposals(c echo.Context, actor workplan.Actor) error {
	q := parseListQuery(c, "body", "state", "origin", "window", "objective", "proposer", "supporter", "lead", "topic", "meeting", "item", "q", "fields", "as_of", "known_at")
	f := workplan.ProposalFilter{Body: q.words("body"), State: enums(q, "state", workplan.ProposalStates), Origin: enums(q, "origin", workplan.ProposalOrigins),
		Window: q.integers("window"), Objective: q.integers("objective"), Proposer: q.words("proposer"), Supporter: q.words("supporter"), Lead: q.words("lead"),
		Topic: q.words("topic"), Meeting: q.words("meeting"), Item: q.words("item"), Query: q.text("q")}
	page, when := q.page(workplan.ProposalSorts), q.when()
	q.pick(proposalFields)
	return list(c, q, func(ctx context.Context) (workplan.Listing[workplan.ProposalReading], error) {
		return a.Tracker.ListProposals(ctx, actor, f, page, when)
	}, proposalDTO)
}

// proposeItem makes a proposal.
//
//	@ID				proposeItem
//	@Summary		Propose an item for the next plan
//	@Description	For the readers of the body, the focal points of those that stand in it, its secretariat and co-chairs, in a window that is open on its day and takes proposals of the sender's circle. Its day is today, or the earlier proposed_on that a keeper of the body gives.
//	@Tags			proposals
//	@Param			Idempotency-Key							header		string		false	"Makes the request safe to repeat for 24 hours"
//	@Param			proposal								body		NewProposal	true	"The proposal"
//	@Success		201										{object}	Proposal
//	@Failure		400,401,403,409,413,415,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/proposals [post]
func (a *API) proposeItem(c echo.Context, actor workplan.Actor) error {
	return create(c, actor, func(ctx context.Context, in NewProposal) (workplan.ProposalReading, error) {
		return a.Tracker.ProposeItem(ctx, actor, in.input())
	}, proposalResource)
}

// getProposal answers one proposal.
//
//	@ID				getProposal
//	@Summary		Read a proposal
//	@Description	One proposal as it stood, with its support and what was decided on it. For whom: whoever its audience lets in, and the focal points of the member whose it is.
//	@Tags			proposals
//	@Param			number							path		int			true	"Number of the proposal"
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	Proposal
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/proposals/{number} [get]
func (a *API) getProposal(c echo.Context, actor workplan.Actor) error {
	q := parseQuery(c, "as_of", "known_at")
	when := q.when()
	return read(c, q, func(ctx context.Context) (workplan.ProposalReading, error) {
		return a.Tracker.Proposal(ctx, actor, number(c), when)
	}, proposalResource)
}

// editProposal changes a proposal.
//
//	@ID				editProposal
//	@Summary		Edit a proposal
//	@Description	For who made it, while it is open: the focal points of its member, the reader whose it is, and the keepers of the body where they recorded it. What it then looks like is not asked again.
//	@Tags			proposals
//	@Accept			json,application/merge-patch+json
//	@Param			number												path		int				true	"Number of the proposal"
//	@Param			If-Match											header		string			true	"ETag of the proposal as you read it"	extensions(x-example="3-9f86d081884c7d65")
//	@Param			patch												body		ProposalPatch	true	"What is to change"
//	@Success		200													{object}	Proposal
//	@Failure		400,401,403,404,409,412,413,415,422,428,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/proposals/{number} [patch]
func (a *API) editProposal(c echo.Context, actor workplan.Actor) error {
	return edit(c, func(ctx context.Context, p patch[ProposalPatch], known []int64) (workplan.ProposalReading, error) {
		return a.Tracker.EditProposal(ctx, actor, number(c), known, applying(p, proposalPatch, ProposalPatch.content))
	}, proposalResource)
}
