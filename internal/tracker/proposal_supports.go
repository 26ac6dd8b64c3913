package tracker

import (
	"cmp"
	"context"
	"fmt"

	"fwptracker/internal/workplan"
)

// SupportProposal records that a member supports another's proposal while it is open or deferred; each supports it once. Who may: the member's focal points,
// and the secretariat of the body on its behalf, marked.
func (t *Tracker) SupportProposal(ctx context.Context, actor workplan.Actor, number int, in workplan.NewSupport) (workplan.ProposalReading, error) {
	return t.withSupport(ctx, actor, number, in, func(c *change, p workplan.ProposalReading, member string, onBehalf bool) error {
		if given := supportOf(p, member); given != nil {
			return workplan.Clash("already-exists", "%s has supported proposal %d since %s.", member, number, given.EffectiveOn)
		}
		s := workplan.Support{Proposal: number, Member: member, OnBehalf: onBehalf, SupportedBy: c.actor.Label(), RecordedAt: c.at, SupportContent: in.SupportContent}
		s.EffectiveOn = cmp.Or(s.EffectiveOn, c.today)
		for _, earlier := range p.Supports {
			if w := earlier.Withdrawal; earlier.Member == member && w != nil && s.EffectiveOn < w.EffectiveOn {
				var f workplan.Faults
				f.Add("/effective_on", "out_of_order", "%s lies before the day on which %s withdrew its earlier support, %s", s.EffectiveOn, member, w.EffectiveOn)
				return f.Err()
			}
		}
		if err := c.AddSupport(&s); err != nil {
			return err
		}
		c.logSupport("support proposal", supportObject(s), p.Proposal, s, workplan.AllFields(supportTold{s.Member, s.OnBehalf, s.SupportContent}))
		return nil
	})
}

// WithdrawSupport ends the support of a member; it can be given anew. Who may: as for [Tracker.SupportProposal].
func (t *Tracker) WithdrawSupport(ctx context.Context, actor workplan.Actor, number int, in workplan.NewSupport) (workplan.ProposalReading, error) {
	return t.withSupport(ctx, actor, number, in, func(c *change, p workplan.ProposalReading, member string, onBehalf bool) error {
		given := supportOf(p, member)
		if given == nil {
			return workplan.Clash("already-ended", "%s does not support proposal %d now, so that there is nothing to withdraw.", member, number)
		}
		if in.EffectiveOn != "" && in.EffectiveOn < given.EffectiveOn {
			var f workplan.Faults
			f.Add("/effective_on", "out_of_order", "%s lies before the support began, %s", in.EffectiveOn, given.EffectiveOn)
			return f.Err()
		}
		w := workplan.SupportWithdrawal{Proposal: number, Number: given.Number, WithdrawnBy: c.actor.Label(), RecordedAt: c.at, SupportContent: in.SupportContent}
		w.EffectiveOn = cmp.Or(w.EffectiveOn, c.today)
		if err := c.AddSupportWithdrawal(&w); err != nil {
			return err
		}
		told := *given
		told.OnBehalf = onBehalf
		c.logSupport("withdraw support", supportWithdrawalObject(w), p.Proposal, told, workplan.AllFields(w.SupportContent))
		return nil
	})
}

// withSupport runs what is done about the support of a member, once it is clear for which one the actor speaks.
func (t *Tracker) withSupport(ctx context.Context, actor workplan.Actor, number int, in workplan.NewSupport,
	do func(c *change, p workplan.ProposalReading, member string, onBehalf bool) error) (workplan.ProposalReading, error) {
	return write(ctx, t, actor, ofProposal(number), func(c *change) (workplan.ProposalReading, error) {
		p, _, err := c.proposal(number)
		if err != nil {
			return p, err
		}
		member, onBehalf, f, err := c.actor.Supports(p.Proposal, in)
		if err != nil {
			return p, err
		}
		f = append(f, in.Faults(p.Proposal, c.today)...)
		if err := f.Err(); err != nil {
			return p, err
		}
		if onBehalf {
			if _, err := c.standingOf(p.Body, member, c.today); err != nil {
				return p, err
			}
		}
		if p.State != workplan.ProposalOpen && p.State != workplan.ProposalDeferred {
			return p, workplan.Clash("proposal-decided", "Proposal %d is %s; it is supported, and support withdrawn, while it is open or deferred.", number, p.State)
		}
		if err := do(c, p, member, onBehalf); err != nil {
			return p, err
		}
		return c.shown(number)
	})
}

// supportOf is the support of a member that holds, nil where there is none.
func supportOf(p workplan.ProposalReading, member string) *workplan.Support {
	for n := range p.Supports {
		if s := &p.Supports[n]; s.Member == member && s.Withdrawal == nil {
			return &s.Support
		}
	}
	return nil
}

// supportTold is what the audit tells of a support.
type supportTold struct {
	Member   string
	OnBehalf bool
	workplan.SupportContent
}

func (c *change) logSupport(action, what string, p workplan.Proposal, s workplan.Support, after workplan.Changes) {
	e := event{action: action, right: workplan.SupportProposal, object: workplan.Object{Body: p.Body, Leads: workplan.List{s.Member}}, what: what, after: after}
	if s.OnBehalf {
		e.onBehalfOf = s.Member
	}
	c.log(e)
}

func supportObject(s workplan.Support) string {
	return fmt.Sprintf("support %d of proposal %d", s.Number, s.Proposal)
}

func supportWithdrawalObject(w workplan.SupportWithdrawal) string {
	return fmt.Sprintf("withdrawal of support %d of proposal %d", w.Number, w.Proposal)
}
