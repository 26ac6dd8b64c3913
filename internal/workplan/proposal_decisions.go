package workplan

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// ProposalState says what became of a proposal.
type ProposalState string

// A proposal is open until it is withdrawn by its proposer or decided on.
const (
	ProposalOpen      ProposalState = "open"
	ProposalWithdrawn ProposalState = "withdrawn"
	ProposalAccepted  ProposalState = "accepted"
	ProposalMerged    ProposalState = "merged"
	ProposalDeferred  ProposalState = "deferred"
	ProposalDeclined  ProposalState = "declined"
)

// ProposalStates lists the states of a proposal.
var ProposalStates = []ProposalState{ProposalOpen, ProposalWithdrawn, ProposalAccepted, ProposalMerged, ProposalDeferred, ProposalDeclined}

// ProposalAct is what can be done about a proposal.
type ProposalAct string

// The acts. Accept makes an item of a draft of it, merge lets it go on in another proposal or item, move puts it into another window, reopen takes a
// refusal back, withdraw is the proposer's. Release follows of itself where the item in which the proposal went on is taken out of the draft.
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

// ProposalActs lists the acts.
var ProposalActs = []ProposalAct{ActAccept, ActMerge, ActDefer, ActDecline, ActMove, ActReopen, ActWithdraw, ActRelease}

// ProposalMoves is the table of what can be done about a proposal in a state, and the state that it then has. What is not in it is refused.
var ProposalMoves = map[ProposalState]map[ProposalAct]ProposalState{
	ProposalOpen: {ActAccept: ProposalAccepted, ActMerge: ProposalMerged, ActDefer: ProposalDeferred, ActDecline: ProposalDeclined,
		ActMove: ProposalOpen, ActWithdraw: ProposalWithdrawn},
	ProposalDeferred: {ActAccept: ProposalAccepted, ActMerge: ProposalMerged, ActDefer: ProposalDeferred, ActDecline: ProposalDeclined,
		ActMove: ProposalOpen, ActWithdraw: ProposalWithdrawn},
	ProposalDeclined:  {ActReopen: ProposalOpen},
	ProposalAccepted:  {ActRelease: ProposalOpen},
	ProposalMerged:    {ActRelease: ProposalOpen},
	ProposalWithdrawn: {},
}

// ProposalDecision is one act about a proposal, numbered within it: append-only. Its act tells which of Plan and Ref (the item that was made, or into
// which it went on), IntoProposal (the one into which it was merged) and InWindow it has.
type ProposalDecision struct {
	ID         int64
	Proposal   int
	Number     int
	DecidedBy  string
	RecordedAt time.Time
	ProposalDecisionContent
}

// ProposalDecisionContent is what a decision says, from EffectiveOn on.
type ProposalDecisionContent struct {
	Act          ProposalAct
	Reason       string
	EffectiveOn  Date
	Meeting      string
	Plan         string
	Ref          string
	IntoProposal int
	InWindow     int
}

// Item is the name of the item that the decision names, "" for none.
func (d ProposalDecisionContent) Item() string {
	if d.Ref == "" {
		return ""
	}
	return d.Plan + "/" + d.Ref
}

// Faults lists the broken rules of a decision made today on a proposal that reads as it does now.
func (d ProposalDecisionContent) Faults(p ProposalReading, today Date) Faults {
	var f Faults
	f.reason(d.Reason, map[ProposalAct]Sentence{ActAccept: Say("say why the proposal is accepted"), ActMerge: Say("say why it goes on elsewhere"), ActDefer: Say("say why it is put off"),
		ActDecline: Say("say why it is declined"), ActMove: Say("say why it is moved"), ActReopen: Say("say why it is taken up again"), ActWithdraw: Say("say why it is withdrawn")}[d.Act])
	f.effective(d.EffectiveOn, today)
	first, what := p.ProposedOn, Say("the proposal was made")
	if n := len(p.Decisions); n > 0 {
		first, what = p.Decisions[n-1].EffectiveOn, Say("the decision before it")
	}
	if d.EffectiveOn != "" && d.EffectiveOn.Valid() && d.EffectiveOn < first {
		f.Add("/effective_on", "out_of_order", "%s lies before %s, %s", d.EffectiveOn, what, first)
	}
	if d.Meeting != "" {
		f.code("/meeting", d.Meeting)
	}
	return f
}

// EditFaults lists the broken rules of what an edit makes of the proposal: its maker, and those who support it, must see it afterwards.
func (p ProposalReading) EditFaults(after ProposalContent) Faults {
	f := append(after.Faults(), after.unseenBy(p.Origin)...)
	if others := p.Supporting(); after.Audience == AudienceChairs && p.Audience != AudienceChairs && len(others) > 0 {
		f.Add("/audience", "supported", "%s support the proposal as members, who would not see it any more; leave its audience as it is", Listed[string](others))
	}
	return f
}

// Allows says whether the act is in [ProposalMoves]; the refusal names what can be done instead.
func (p ProposalReading) Allows(act ProposalAct) error {
	if _, ok := ProposalMoves[p.State][act]; ok {
		return nil
	}
	return Clash("proposal-decided", "Proposal %d is %s, so that it cannot be %s. %s", p.Number, p.State, doneWords[act], p.whatNext())
}

// doneWords say what an act does to a proposal.
var doneWords = map[ProposalAct]Sentence{ActAccept: Say("accepted"), ActMerge: Say("merged"), ActDefer: Say("deferred"), ActDecline: Say("declined"), ActMove: Say("moved to another window"),
	ActReopen: Say("reopened"), ActWithdraw: Say("withdrawn"), ActRelease: Say("released")}

func (p ProposalReading) whatNext() Sentence {
	switch p.State {
	case ProposalAccepted:
		return Say("The decision stands. While the plan is a draft, edit the item that came of it; taken out of the draft, the proposal is open again.")
	case ProposalMerged:
		return Say("The decision stands. What is to be said further belongs to that into which it was merged.")
	case ProposalDeclined:
		return Say("A co-chair can reopen it, with a reason.")
	case ProposalWithdrawn:
		return Say("It can be proposed anew in an open window.")
	default:
		return Say("Possible are: %s.", Listed[ProposalAct](p.acts()))
	}
}

// Acts lists what can be done about the proposal as it stands, but for what follows of itself.
func (p ProposalReading) Acts() []string {
	acts := []string{}
	for _, act := range p.acts() {
		acts = append(acts, string(act))
	}
	return acts
}

func (p ProposalReading) acts() (acts []ProposalAct) {
	for _, act := range ProposalActs {
		if _, ok := ProposalMoves[p.State][act]; ok && act != ActRelease {
			acts = append(acts, act)
		}
	}
	return acts
}

// Editable says whether the proposer may still edit the proposal.
func (p ProposalReading) Editable() error {
	if p.State == ProposalOpen {
		return nil
	}
	return Clash("proposal-decided", "Proposal %d is %s; it is edited only while it is open. %s", p.Number, p.State, p.whatNext())
}

// SupportReading is a support as it stood in a view, with its withdrawal where that counted by then.
type SupportReading struct {
	Support
	Withdrawal *SupportWithdrawal
}

// ProposalReading is a proposal as it stood in a view: its state, the window in which it then was, all decisions and supports of then. Ends is where a
// chain of mergers ends.
type ProposalReading struct {
	Proposal
	View      View
	State     ProposalState
	Decisions []ProposalDecision
	Supports  []SupportReading
	Ends      ProposalEnd
}

// ProposalEnd is where a proposal went on: the last proposal of a chain of mergers, itself where it was not merged into one, with its state, and the
// item that came of that, "" for none.
type ProposalEnd struct {
	Proposal int
	State    ProposalState
	Item     string
}

// Decided is the last decision, nil where there is none.
func (p ProposalReading) Decided() *ProposalDecision {
	if len(p.Decisions) == 0 {
		return nil
	}
	return &p.Decisions[len(p.Decisions)-1]
}

// Revision is the version by which those who act on a proposal know it: each edit and each decision raises it.
func (p ProposalReading) Revision() int64 { return p.Version + int64(len(p.Decisions)) }

// Supporting lists the members that support the proposal, in the order in which they did.
func (p ProposalReading) Supporting() List {
	members := List{}
	for _, s := range p.Supports {
		if s.Withdrawal == nil && !members.Has(s.Member) {
			members = append(members, s.Member)
		}
	}
	return members
}

// ProposalSource is what proposals are read from: proposals as their content stood in the view, and all records about them.
type ProposalSource struct {
	Proposals   []Proposal
	Decisions   []ProposalDecision
	Supports    []Support
	Withdrawals []SupportWithdrawal
}

// ReplayProposals gives the proposals that had been made by the day of the view, as they stood in it, by number. Chains of mergers are followed as far as
// the source has the proposals in them.
func ReplayProposals(src ProposalSource, v View) []ProposalReading {
	byNumber := map[int]*ProposalReading{}
	for _, p := range src.Proposals {
		if v.Holds(p.ProposedOn) {
			byNumber[p.Number] = &ProposalReading{Proposal: p, View: v, State: ProposalOpen}
		}
	}
	for _, d := range slices.SortedFunc(slices.Values(src.Decisions), func(a, b ProposalDecision) int { return cmp.Compare(a.Number, b.Number) }) {
		p := byNumber[d.Proposal]
		if p == nil || !v.Knows(d.RecordedAt) || !v.Holds(d.EffectiveOn) {
			continue
		}
		p.Decisions = append(p.Decisions, d)
		if next, ok := ProposalMoves[p.State][d.Act]; ok {
			p.State = next
		}
		if d.Act == ActMove {
			p.InWindow = d.InWindow
		}
	}
	supports(byNumber, src, v)
	readings := make([]ProposalReading, 0, len(byNumber))
	for _, p := range byNumber {
		p.Ends = endOf(p, byNumber)
		readings = append(readings, *p)
	}
	slices.SortFunc(readings, func(a, b ProposalReading) int { return cmp.Compare(a.Number, b.Number) })
	return readings
}

// supports adds to the proposals the supports of the view.
func supports(byNumber map[int]*ProposalReading, src ProposalSource, v View) {
	ended := map[string]*SupportWithdrawal{}
	for n, w := range src.Withdrawals {
		if v.Knows(w.RecordedAt) && v.Holds(w.EffectiveOn) {
			ended[fmt.Sprintf("%d/%d", w.Proposal, w.Number)] = &src.Withdrawals[n]
		}
	}
	for _, s := range slices.SortedFunc(slices.Values(src.Supports), func(a, b Support) int { return cmp.Compare(a.Number, b.Number) }) {
		if p := byNumber[s.Proposal]; p != nil && v.Knows(s.RecordedAt) && v.Holds(s.EffectiveOn) {
			p.Supports = append(p.Supports, SupportReading{s, ended[s.Name()]})
		}
	}
}
