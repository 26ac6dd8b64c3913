package tracker

import (
	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// windows holds the proposal windows against the entries on them.
func (l *ledger) windows(tx *store.Tx) error {
	rows, err := store.Every[workplan.ProposalWindow](tx)
	if err != nil {
		return err
	}
	return holdAll(tx, l, windowLog, rows, func(w workplan.ProposalWindow) held[workplan.ProposalWindowContent] {
		return held[workplan.ProposalWindowContent]{name: windowSubject(w).String(), chains: []string{w.Body}, state: w.ProposalWindowContent}
	})
}

// proposals holds the proposals, who supports them and what was decided on them, against the entries on them.
func (l *ledger) proposals(tx *store.Tx) error {
	rows, err := store.Every[workplan.Proposal](tx)
	if err != nil {
		return err
	}
	bodies := map[int]string{}
	for _, p := range rows {
		bodies[p.Number] = p.Body
	}
	if err := holdAll(tx, l, proposalLog, rows, func(p workplan.Proposal) held[workplan.ProposalRecord] {
		return held[workplan.ProposalRecord]{name: proposalSubject(p).String(), chains: []string{p.Body}, state: p.Record()}
	}); err != nil {
		return err
	}
	decisions, err := store.Every[workplan.ProposalDecision](tx)
	if err != nil {
		return err
	}
	for _, d := range decisions {
		recorded(l, bodies[d.Proposal], decisionObject(d), d.ProposalDecisionContent, d.DecidedBy, d.RecordedAt)
	}
	supports, err := store.Every[workplan.Support](tx)
	if err != nil {
		return err
	}
	for _, s := range supports {
		recorded(l, bodies[s.Proposal], supportObject(s), supportTold{s.Member, s.OnBehalf, s.SupportContent}, s.SupportedBy, s.RecordedAt)
	}
	withdrawals, err := store.Every[workplan.SupportWithdrawal](tx)
	for _, w := range withdrawals {
		recorded(l, bodies[w.Proposal], supportWithdrawalObject(w), w.SupportContent, w.WithdrawnBy, w.RecordedAt)
	}
	return err
}
