package api

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/workplan"
)

// ProposalDecisionFields are what every decision on a proposal says.
type ProposalDecisionFields struct {
	Reason      string        `json:"reason" validate:"required" maxLength:"20000" example:"Agreed by all leads."`                  // Why
	EffectiveOn workplan.Date `json:"effective_on" swaggertype:"string" format:"date" extensions:"x-nullable" example:"2026-06-12"` // The day from which it counts; today if absent, never in the future, not before the last decision
	Meeting     string        `json:"meeting" extensions:"x-nullable" example:"wg-tip-11"`                                          // Code of the meeting of the body that decided; null for none
}

// NewProposalDecision decides on a proposal.
//
//	@Description	A decision on a proposal, with its reason.
type NewProposalDecision struct {
	ProposalDecisionFields
} //@name NewProposalDecision

// NewMerger merges a proposal.
//
//	@Description	Into what a proposal is merged: into_proposal, another proposal of the body that is open or accepted; or plan and ref, an item of a draft of the body.
type NewMerger struct {
	IntoProposal *int   `json:"into_proposal" minimum:"1" extensions:"x-nullable" example:"7"` // Number of the proposal into which it is merged
	Plan         string `json:"plan" extensions:"x-nullable" example:"wg-tip-2027-29"`         // Code of the draft in which the item stands
	Ref          string `json:"ref" extensions:"x-nullable" example:"2.1"`                     // The item's reference
	ProposalDecisionFields
} //@name NewMerger

// NewMove moves a proposal into another window.
//
//	@Description	Into which window of its body, open or upcoming, a proposal is moved.
type NewMove struct {
	Window int `json:"window" validate:"required" minimum:"1" example:"2"` // Number of the window within the body
	ProposalDecisionFields
} //@name NewMove

// NewAcceptance accepts a proposal.
//
//	@Description	The draft in which the item is to stand, and what of it is to read otherwise than was proposed: what is absent or null is taken from the proposal, the need as description.
type NewAcceptance struct {
	Plan           string               `json:"plan" validate:"required" example:"wg-tip-2027-29"`                            // Code of the draft
	Ref            string               `json:"ref" extensions:"x-nullable" example:"2.4"`                                    // The item's reference; the next free one under its objective if absent
	Objective      *int                 `json:"objective" minimum:"1" maximum:"999" extensions:"x-nullable" example:"2"`      // Number of the draft's objective under which it stands
	Title          string               `json:"title" maxLength:"300" extensions:"x-nullable" example:"Train consular staff"` // The item's title
	Description    string               `json:"description" maxLength:"20000" extensions:"x-nullable" example:""`             // What it is about
	ExpectedOutput string               `json:"expected_output" maxLength:"20000" extensions:"x-nullable" example:"A module"` // What it is to bring
	Nature         Nature               `json:"nature" extensions:"x-nullable" example:"one_off"`                             // Whether it can be finished; one_off if absent
	Start          workplan.PartialDate `json:"start" swaggertype:"string" extensions:"x-nullable" example:"2027"`            // When it begins
	Due            workplan.PartialDate `json:"due" swaggertype:"string" extensions:"x-nullable" example:"2028-Q2"`           // When it is due; the date needed if absent
	Leads          []string             `json:"leads" maxItems:"30" extensions:"x-nullable" example:"indonesia"`              // Codes of the members that lead it; the proposed lead if absent
	Supporting     []string             `json:"supporting" maxItems:"30" extensions:"x-nullable" example:"australia"`         // Codes of the members that support it
	Partners       []string             `json:"partners" maxItems:"30" extensions:"x-nullable" example:"rso"`                 // Codes of those that take part in delivering it
	Topics         []string             `json:"topics" maxItems:"20" extensions:"x-nullable" example:"training"`              // Its topics
	Audience       Audience             `json:"audience" extensions:"x-nullable" example:"members"`                           // Who may read it; that of the proposal, no wider than the plan's, if absent
	Note           string               `json:"note" maxLength:"20000" extensions:"x-nullable" example:""`                    // Remarks on the item
	ProposalDecisionFields
} //@name NewAcceptance

// NewSupport gives or withdraws support.
//
//	@Description	A member's support of a proposal, or its end. Who speaks for one member can leave member out.
type NewSupport struct {
	Member      string        `json:"member" extensions:"x-nullable" example:"australia"`                                           // Code of the member
	Text        string        `json:"text" maxLength:"20000" extensions:"x-nullable" example:"Would co-lead."`                      // What it says, such as that it would co-lead; may be empty
	EffectiveOn workplan.Date `json:"effective_on" swaggertype:"string" format:"date" extensions:"x-nullable" example:"2026-04-20"` // The day from which it counts; today if absent
} //@name NewSupport

func (d ProposalDecisionFields) input() workplan.ProposalDecisionContent {
	return workplan.ProposalDecisionContent{Reason: d.Reason, EffectiveOn: d.EffectiveOn, Meeting: d.Meeting}
}

func (d NewMerger) input() workplan.ProposalDecisionContent {
	in := d.ProposalDecisionFields.input()
	in.IntoProposal, in.Plan, in.Ref = given(d.IntoProposal), d.Plan, d.Ref
	return in
}

func (d NewMove) input() workplan.ProposalDecisionContent {
	in := d.ProposalDecisionFields.input()
	in.InWindow = d.Window
	return in
}

func (d NewAcceptance) input() workplan.Acceptance {
	in := d.ProposalDecisionFields.input()
	in.Plan = d.Plan
	return workplan.Acceptance{Decision: in, Item: workplan.NewItem{Ref: d.Ref, ItemContent: workplan.ItemContent{Objective: given(d.Objective), Title: d.Title, Description: d.Description,
		ExpectedOutput: d.ExpectedOutput, Nature: workplan.Nature(d.Nature), Start: d.Start, Due: d.Due, Audience: workplan.Audience(d.Audience), Leads: d.Leads,
		Supporting: d.Supporting, Partners: d.Partners, Topics: d.Topics, Note: d.Note}}}
}

func (d NewSupport) input() workplan.NewSupport {
	return workplan.NewSupport{Member: d.Member, SupportContent: workplan.SupportContent{Text: d.Text, EffectiveOn: d.EffectiveOn}}
}

// decideOn decodes a decision of type In on the proposal of the path, runs it with the versions that its sender knows and answers the proposal.
func decideOn[In any](c echo.Context, run func(ctx context.Context, number int, known []int64, in In) (workplan.ProposalReading, error)) error {
	var in In
	if err := decode(c, &in); err != nil {
		return err
	}
	known, err := ifMatchVersion(c)
	if err != nil {
		return err
	}
	return answerProposal(c, func(ctx context.Context) (workplan.ProposalReading, error) { return run(ctx, number(c), known, in) })
}

// supportOn decodes support of the proposal of the path, runs what is to be done with it and answers the proposal.
func supportOn(c echo.Context, run func(ctx context.Context, number int, in workplan.NewSupport) (workplan.ProposalReading, error)) error {
	var in NewSupport
	if err := decode(c, &in); err != nil {
		return err
	}
	return answerProposal(c, func(ctx context.Context) (workplan.ProposalReading, error) { return run(ctx, number(c), in.input()) })
}

func answerProposal(c echo.Context, run func(context.Context) (workplan.ProposalReading, error)) error {
	p, err := run(c.Request().Context())
	if err != nil {
		return err
	}
	return respond(c, http.StatusOK, p.Revision(), proposalDTO(p))
}
