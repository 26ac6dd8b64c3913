package api

import (
	"fmt"
	"time"

	"fwptracker/internal/workplan"
)

// ProposalState is the published form of what became of a proposal.
type ProposalState string //@name ProposalState

// The states.
const (
	ProposalOpen      ProposalState = "open"
	ProposalWithdrawn ProposalState = "withdrawn"
	ProposalAccepted  ProposalState = "accepted"
	ProposalMerged    ProposalState = "merged"
	ProposalDeferred  ProposalState = "deferred"
	ProposalDeclined  ProposalState = "declined"
)

// ProposalOrigin is the published form of for whom a proposal was made.
type ProposalOrigin string //@name ProposalOrigin

// The origins.
const (
	ProposedByMember  ProposalOrigin = "member"
	ProposedByReader  ProposalOrigin = "reader"
	ProposedAtMeeting ProposalOrigin = "meeting"
)

// ProposalAct is the published form of what was done about a proposal.
type ProposalAct string //@name ProposalAct

// The acts.
const (
	ActAccept   ProposalAct = "accept"
	ActMerge    ProposalAct = "merge"
	ActDefer    ProposalAct = "defer"
	ActDecline  ProposalAct = "decline"
	ActMove     ProposalAct = "move"
	ActReopen   ProposalAct = "reopen"
	ActWithdraw ProposalAct = "withdraw"
	ActRelease  ProposalAct = "release"
)

// Proposal is the published form of a proposal.
//
//	@Description	What is proposed for the next plan of a body, as it stood in a view. origin says for whom: for the member proposed_by; by a reader, for no member; or voiced at a meeting and recorded.
//	@Description	What it names and you may not see is null or left out. Numbers run across all bodies; one that is missing may be of what is for others.
type Proposal struct {
	Number            int                `json:"number" validate:"required" example:"12"`                                                                // Its number
	Body              string             `json:"body" validate:"required" example:"wg-tip"`                                                              // Code of the body for whose plan it is
	State             ProposalState      `json:"state" validate:"required" example:"open"`                                                               // What became of it by as_of
	Title             string             `json:"title" validate:"required" example:"Reciprocal training opportunities with ASEAN SOMTC"`                 // What is proposed, in short
	Need              string             `json:"need" validate:"required" example:""`                                                                    // Why it is needed; may be empty
	ExpectedOutput    string             `json:"expected_output" validate:"required" example:""`                                                         // What it is to bring; may be empty
	Objective         *int               `json:"objective" validate:"required" extensions:"x-nullable" example:"2"`                                      // Number of the objective under which it would stand; null where none is named
	ObjectiveNote     string             `json:"objective_note" validate:"required" example:""`                                                          // What is said of the objective in words; may be empty
	ProposedLead      []string           `json:"proposed_lead" validate:"required" example:"indonesia"`                                                  // Codes of the members that would lead it
	Topics            []string           `json:"topics" validate:"required" example:"training"`                                                          // Its topics
	StrategyAreas     []string           `json:"strategy_areas" validate:"required" example:"Law enforcement"`                                           // The strategy areas that it serves
	Urgency           string             `json:"urgency" validate:"required" example:""`                                                                 // How urgent it is, in words; may be empty
	DateNeeded        *string            `json:"date_needed" validate:"required" extensions:"x-nullable" example:"2028"`                                 // By when it is needed: a year, quarter, month or day as given; null where not recorded
	Audience          Audience           `json:"audience" validate:"required" example:"members"`                                                         // Who may read it
	Source            string             `json:"source" validate:"required" example:""`                                                                  // Where the facts come from; may be empty
	Origin            ProposalOrigin     `json:"origin" validate:"required" example:"member"`                                                            // For whom it was made
	ProposedBy        *string            `json:"proposed_by" validate:"required" extensions:"x-nullable" example:"malaysia"`                             // Code of the member for which it was made; null where it is of none
	OnBehalf          bool               `json:"on_behalf" validate:"required" example:"false"`                                                          // Whether the keepers of the body sent it for the member
	EnteredBy         string             `json:"entered_by" validate:"required" example:"maria.santos"`                                                  // Username of who sent it
	ProposedOn        string             `json:"proposed_on" validate:"required" format:"date" example:"2026-04-02"`                                     // The day on which it was made or voiced
	Meeting           *string            `json:"meeting" validate:"required" extensions:"x-nullable" example:"wg-tip-9"`                                 // Code of the meeting at which it was voiced; null where it was not
	Window            *int               `json:"window" validate:"required" extensions:"x-nullable" example:"1"`                                         // Number of the body's proposal window in which it stands; null for none
	Plan              *string            `json:"plan" validate:"required" extensions:"x-nullable" example:"wg-tip-2024-26"`                              // Code of the plan for which it was meant, where no window says so; null where none is recorded that you may see
	AlthoughSimilarTo []string           `json:"although_similar_to" validate:"required" example:"7"`                                                    // What its sender knew to be alike: numbers of proposals, names of items
	Supporting        []string           `json:"supporting" validate:"required" example:"australia"`                                                     // Codes of the members that support it, in the order in which they did
	Supports          []Support          `json:"supports" validate:"required"`                                                                           // All support that was given, withdrawn ones too
	Decisions         []ProposalDecision `json:"decisions" validate:"required"`                                                                          // What was done about it, in order
	Ends              ProposalEnd        `json:"ends" validate:"required"`                                                                               // Where it went on
	Possible          []ProposalAct      `json:"possible" validate:"required" example:"accept"`                                                          // What can be done about it as it stands, by those who may
	AsOf              string             `json:"as_of" validate:"required" format:"date" example:"2026-11-23"`                                           // The day of which this tells
	KnownAt           *time.Time         `json:"known_at" validate:"required" format:"date-time" extensions:"x-nullable" example:"2026-11-23T09:30:00Z"` // Only what had been recorded by this moment counts (UTC); null for everything recorded so far
	CreatedAt         time.Time          `json:"created_at" validate:"required" format:"date-time" example:"2026-04-02T09:30:00Z"`                       // When it was first recorded (UTC)
	UpdatedAt         time.Time          `json:"updated_at" validate:"required" format:"date-time" example:"2026-04-02T09:30:00Z"`                       // When its text was last changed (UTC); in a reading of the past, the latest record that counts there
} //@name Proposal

// ProposalEnd is where a proposal went on.
//
//	@Description	Where a chain of mergers ends, as far as you may see it: the last proposal, itself where it was not merged into another, and the item that came of that.
type ProposalEnd struct {
	Proposal int           `json:"proposal" validate:"required" example:"12"`                                     // Number of the last proposal of the chain
	State    ProposalState `json:"state" validate:"required" example:"accepted"`                                  // Its state
	Item     *string       `json:"item" validate:"required" extensions:"x-nullable" example:"wg-tip-2027-29/2.1"` // The item that came of it, as plan/ref; null for none
} //@name ProposalEnd

// ProposalDecision is the published form of a decision on a proposal.
//
//	@Description	One act about a proposal: never edited or deleted. A release follows of itself where the item in which a proposal went on is taken out of its draft: the proposal is open again.
type ProposalDecision struct {
	Number       int         `json:"number" validate:"required" example:"1"`                                            // Number within the proposal: 1, 2, 3
	Act          ProposalAct `json:"act" validate:"required" example:"accept"`                                          // What was done
	Reason       string      `json:"reason" validate:"required" example:"Agreed by all leads."`                         // Why
	EffectiveOn  string      `json:"effective_on" validate:"required" format:"date" example:"2026-06-12"`               // The day from which it counts
	Meeting      *string     `json:"meeting" validate:"required" extensions:"x-nullable" example:"wg-tip-11"`           // Code of the meeting that decided; null where none is named
	Plan         *string     `json:"plan" validate:"required" extensions:"x-nullable" example:"wg-tip-2027-29"`         // Code of the plan of the item that came of it, or in which it went on; null for none
	Ref          *string     `json:"ref" validate:"required" extensions:"x-nullable" example:"2.1"`                     // The item's reference; null for none
	IntoProposal *int        `json:"into_proposal" validate:"required" extensions:"x-nullable" example:"7"`             // Number of the proposal into which it was merged; null for none
	Window       *int        `json:"window" validate:"required" extensions:"x-nullable" example:"2"`                    // Number of the window into which it was moved; null for none
	DecidedBy    string      `json:"decided_by" validate:"required" example:"maria.santos"`                             // Username of who recorded it
	RecordedAt   time.Time   `json:"recorded_at" validate:"required" format:"date-time" example:"2026-06-12T09:30:00Z"` // When that was (UTC)
} //@name ProposalDecision

// Support is the published form of a member's support.
//
//	@Description	A member's word for another's proposal, from effective_on on. It is never edited or deleted, only withdrawn.
type Support struct {
	Number      int                `json:"number" validate:"required" example:"1"`                                            // Number within the proposal: 1, 2, 3
	Member      string             `json:"member" validate:"required" example:"australia"`                                    // Code of the member
	Text        string             `json:"text" validate:"required" example:"Would co-lead."`                                 // What it says; may be empty
	EffectiveOn string             `json:"effective_on" validate:"required" format:"date" example:"2026-04-20"`               // The day from which it counts
	OnBehalf    bool               `json:"on_behalf" validate:"required" example:"false"`                                     // Whether the secretariat entered it for the member
	SupportedBy string             `json:"supported_by" validate:"required" example:"li.wei"`                                 // Username of who entered it
	RecordedAt  time.Time          `json:"recorded_at" validate:"required" format:"date-time" example:"2026-04-20T09:30:00Z"` // When it was recorded (UTC)
	Withdrawal  *SupportWithdrawal `json:"withdrawal" validate:"required" extensions:"x-nullable"`                            // How it was ended; null where it was not
} //@name Support

// SupportWithdrawal is the published form of the end of a support.
//
//	@Description	The end of a support: from effective_on on it counts no more.
type SupportWithdrawal struct {
	Text        string    `json:"text" validate:"required" example:""`                                               // What is said of it; may be empty
	EffectiveOn string    `json:"effective_on" validate:"required" format:"date" example:"2026-05-02"`               // The first day on which it counts no more
	WithdrawnBy string    `json:"withdrawn_by" validate:"required" example:"li.wei"`                                 // Username of who ended it
	RecordedAt  time.Time `json:"recorded_at" validate:"required" format:"date-time" example:"2026-05-02T09:30:00Z"` // When that was recorded (UTC)
} //@name SupportWithdrawal

// ItemProposal is a proposal that went on in an item.
//
//	@Description	A proposal that was accepted as the item, or went on in it by a merger.
type ItemProposal struct {
	Number     int           `json:"number" validate:"required" example:"12"`                                                // Its number
	Title      string        `json:"title" validate:"required" example:"Reciprocal training opportunities with ASEAN SOMTC"` // What was proposed, in short
	State      ProposalState `json:"state" validate:"required" example:"accepted"`                                           // Accepted, or merged
	ProposedBy *string       `json:"proposed_by" validate:"required" extensions:"x-nullable" example:"malaysia"`             // Code of the member for which it was made; null where it is of none
} //@name ItemProposal

func itemProposalDTO(p workplan.ProposalReading) ItemProposal {
	return ItemProposal{p.Number, p.Title, ProposalState(p.State), orNull(p.ProposedBy)}
}

func proposalDTO(p workplan.ProposalReading) Proposal {
	return Proposal{Number: p.Number, Body: p.Body, State: ProposalState(p.State), Title: p.Title, Need: p.Need, ExpectedOutput: p.ExpectedOutput,
		Objective: numberOrNull(p.Objective), ObjectiveNote: p.ObjectiveNote, ProposedLead: texts(p.ProposedLead), Topics: texts(p.Topics), StrategyAreas: texts(p.StrategyAreas),
		Urgency: p.Urgency, DateNeeded: orNull(p.DateNeeded), Audience: Audience(p.Audience), Source: p.Source, Origin: ProposalOrigin(p.Origin), ProposedBy: orNull(p.ProposedBy),
		OnBehalf: p.OnBehalf, EnteredBy: p.EnteredBy, ProposedOn: string(p.ProposedOn), Meeting: orNull(p.Meeting), Window: numberOrNull(p.InWindow), Plan: orNull(p.ForPlan),
		AlthoughSimilarTo: texts(p.AlthoughSimilarTo), Supporting: texts(p.Supporting()), Supports: each(p.Supports, supportDTO), Decisions: each(p.Decisions, decisionDTO),
		Ends:     ProposalEnd{p.Ends.Proposal, ProposalState(p.Ends.State), orNull(p.Ends.Item)},
		Possible: each(p.Acts(), func(act string) ProposalAct { return ProposalAct(act) }),
		AsOf:     string(p.View.AsOf), KnownAt: momentOrNull(p.View.KnownAt), CreatedAt: p.CreatedAt.UTC(), UpdatedAt: p.UpdatedAt.UTC()}
}

func proposalResource(p workplan.ProposalReading) resource {
	return resource{fmt.Sprintf("%s/proposals/%d", Base, p.Number), p.Revision(), proposalDTO(p)}
}

func decisionDTO(d workplan.ProposalDecision) ProposalDecision {
	return ProposalDecision{Number: d.Number, Act: ProposalAct(d.Act), Reason: d.Reason, EffectiveOn: string(d.EffectiveOn), Meeting: orNull(d.Meeting), Plan: orNull(d.Plan),
		Ref: orNull(d.Ref), IntoProposal: numberOrNull(d.IntoProposal), Window: numberOrNull(d.InWindow), DecidedBy: d.DecidedBy, RecordedAt: d.RecordedAt.UTC()}
}

func supportDTO(s workplan.SupportReading) Support {
	dto := Support{Number: s.Number, Member: s.Member, Text: s.Text, EffectiveOn: string(s.EffectiveOn), OnBehalf: s.OnBehalf, SupportedBy: s.SupportedBy, RecordedAt: s.RecordedAt.UTC()}
	if w := s.Withdrawal; w != nil {
		dto.Withdrawal = &SupportWithdrawal{Text: w.Text, EffectiveOn: string(w.EffectiveOn), WithdrawnBy: w.WithdrawnBy, RecordedAt: w.RecordedAt.UTC()}
	}
	return dto
}
