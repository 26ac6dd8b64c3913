package tracker

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"fwptracker/internal/workplan"
)

// deciding is one act about a proposal: what it says, the right to it, and what it does beside being recorded.
type deciding struct {
	workplan.ProposalDecisionContent
	right   workplan.Action
	may     func(workplan.Actor, workplan.Proposal) error
	prepare func(c *change, p workplan.ProposalReading, all []workplan.ProposalReading, d *workplan.ProposalDecisionContent) error
}

// AcceptProposal makes an item of a draft of a proposal, in one transaction and by the rules of [Tracker.CreateItem]; an endorsed plan takes none. The
// sender knows one of the versions of the proposal. Who may: the secretariat and co-chairs of its body.
func (t *Tracker) AcceptProposal(ctx context.Context, actor workplan.Actor, number int, known []int64, in workplan.Acceptance) (workplan.ProposalReading, error) {
	d := deciding{ProposalDecisionContent: in.Decision, right: workplan.DecideProposals}
	d.Act = workplan.ActAccept
	d.prepare = func(c *change, p workplan.ProposalReading, _ []workplan.ProposalReading, d *workplan.ProposalDecisionContent) error {
		plan, err := c.planFor(p.Proposal, d.Plan)
		if err != nil {
			return err
		}
		items, err := c.addItems(plan.Code, []workplan.NewItem{in.ItemOf(p.Proposal, plan)})
		if err != nil {
			return withoutRow(err)
		}
		d.Ref = items[0].Ref
		return nil
	}
	return t.decide(ctx, actor, number, known, d)
}

// planFor loads the plan of the proposal's body in which it is to go on.
func (c *change) planFor(p workplan.Proposal, code string) (workplan.WorkPlan, error) {
	var f workplan.Faults
	if code == "" {
		f.Add("/plan", "required", "name the draft in which the item is to stand")
		return workplan.WorkPlan{}, f.Err()
	}
	plan, err := c.plan(code)
	if workplan.KindOf(err) == workplan.NotFound || err == nil && plan.Body != p.Body {
		f.Add("/plan", "unknown", "%s has no plan %q that you may see", p.Body, code)
		return plan, f.Err()
	}
	if err != nil {
		return plan, err
	}
	return plan, plan.Editable()
}

// MergeProposal lets a proposal go on in another one of its body, that is open or accepted, or in an item of a draft. Who may: as for
// [Tracker.AcceptProposal].
func (t *Tracker) MergeProposal(ctx context.Context, actor workplan.Actor, number int, known []int64, in workplan.ProposalDecisionContent) (workplan.ProposalReading, error) {
	in.Act = workplan.ActMerge
	return t.decide(ctx, actor, number, known, deciding{ProposalDecisionContent: in, right: workplan.DecideProposals, prepare: mergeable})
}

func mergeable(c *change, p workplan.ProposalReading, all []workplan.ProposalReading, d *workplan.ProposalDecisionContent) error {
	f := d.MergerFaults()
	if len(f) > 0 {
		return f.Err()
	}
	if d.IntoProposal > 0 {
		into, err := proposalNumbered(all, d.IntoProposal)
		if err != nil {
			f.Add("/into_proposal", "unknown", "%s has no proposal %d that you may see", p.Body, d.IntoProposal)
			return f.Err()
		}
		if d.EffectiveOn < into.ProposedOn {
			f.Add("/effective_on", "out_of_order", "%s lies before proposal %d was made, %s", d.EffectiveOn, into.Number, into.ProposedOn)
			return f.Err()
		}
		return into.Mergeable(p.Proposal)
	}
	plan, err := c.planFor(p.Proposal, d.Plan)
	if err != nil {
		return err
	}
	seen, err := itemsNamedAt(c.Tx, c.sight, c.sight, []string{d.Item()}, c.now())
	if err == nil && !has(seen, d.Item()) {
		f.Add("/ref", "unknown", "plan %s has no item %s that you may see", plan.Code, d.Ref)
		return f.Err()
	}
	return err
}

// DeferProposal puts the decision on a proposal off. Who may: as for [Tracker.AcceptProposal].
func (t *Tracker) DeferProposal(ctx context.Context, actor workplan.Actor, number int, known []int64, in workplan.ProposalDecisionContent) (workplan.ProposalReading, error) {
	in.Act = workplan.ActDefer
	return t.decide(ctx, actor, number, known, deciding{ProposalDecisionContent: in, right: workplan.DecideProposals})
}

// DeclineProposal refuses a proposal. Who may: as for [Tracker.AcceptProposal].
func (t *Tracker) DeclineProposal(ctx context.Context, actor workplan.Actor, number int, known []int64, in workplan.ProposalDecisionContent) (workplan.ProposalReading, error) {
	in.Act = workplan.ActDecline
	return t.decide(ctx, actor, number, known, deciding{ProposalDecisionContent: in, right: workplan.DecideProposals})
}

// MoveProposal puts an open or deferred proposal into a window of its body that is not over, where it is open. Who may: as for [Tracker.AcceptProposal].
func (t *Tracker) MoveProposal(ctx context.Context, actor workplan.Actor, number int, known []int64, in workplan.ProposalDecisionContent) (workplan.ProposalReading, error) {
	in.Act = workplan.ActMove
	return t.decide(ctx, actor, number, known, deciding{ProposalDecisionContent: in, right: workplan.DecideProposals,
		prepare: func(c *change, p workplan.ProposalReading, _ []workplan.ProposalReading, d *workplan.ProposalDecisionContent) error {
			windows, err := c.WindowsOf(p.Body)
			if err != nil {
				return err
			}
			return workplan.MovableTo(p, d.InWindow, windows, c.today)
		}})
}

// ReopenProposal takes up a declined proposal again. Who may: the co-chairs of its body.
func (t *Tracker) ReopenProposal(ctx context.Context, actor workplan.Actor, number int, known []int64, in workplan.ProposalDecisionContent) (workplan.ProposalReading, error) {
	in.Act = workplan.ActReopen
	return t.decide(ctx, actor, number, known, deciding{ProposalDecisionContent: in, right: workplan.ReopenProposal})
}

// WithdrawProposal takes back a proposal that is open or deferred; those that were merged into it are open again. Who may: see [workplan.Actor.Keeps].
func (t *Tracker) WithdrawProposal(ctx context.Context, actor workplan.Actor, number int, known []int64, in workplan.ProposalDecisionContent) (workplan.ProposalReading, error) {
	in.Act = workplan.ActWithdraw
	return t.decide(ctx, actor, number, known, deciding{ProposalDecisionContent: in, right: workplan.ProposeItem, may: workplan.Actor.Keeps,
		prepare: func(c *change, p workplan.ProposalReading, _ []workplan.ProposalReading, d *workplan.ProposalDecisionContent) error {
			return c.releaseAll(p.Body, workplan.ProposeItem, d.EffectiveOn, "The proposal into which it was merged was withdrawn.",
				func(d workplan.ProposalDecision) bool { return d.IntoProposal == p.Number })
		}})
}

// decide records one act about a proposal of which the sender knows one of the versions: first the right, then the version, the faults, whether the state
// allows it, and what it does beside.
func (t *Tracker) decide(ctx context.Context, actor workplan.Actor, number int, known []int64, in deciding) (workplan.ProposalReading, error) {
	return write(ctx, t, actor, ofProposal(number), func(c *change) (workplan.ProposalReading, error) {
		p, all, err := c.proposal(number)
		if err != nil {
			return p, err
		}
		object := proposalSubject(p.Proposal).object
		if in.may != nil {
			err = in.may(c.actor, p.Proposal)
		} else {
			err = c.actor.Must(in.right, object)
		}
		if err != nil {
			return p, err
		}
		if err := unchanged(p.Revision(), known, "proposal"); err != nil {
			return p, err
		}
		f, err := c.meetingOf(p.Body, "/meeting", in.Meeting)
		if err != nil {
			return p, err
		}
		if err := append(in.Faults(p, c.today), f...).Err(); err != nil {
			return p, err
		}
		if err := p.Allows(in.Act); err != nil {
			return p, err
		}
		d := in.ProposalDecisionContent
		d.EffectiveOn = cmp.Or(d.EffectiveOn, c.today)
		if in.prepare != nil {
			if err := in.prepare(c, p, all, &d); err != nil {
				return p, err
			}
		}
		if err := c.decides(p.Proposal, in.right, d); err != nil {
			return p, err
		}
		return c.shown(number)
	})
}

// decides records a decision and its audit entry.
func (c *change) decides(p workplan.Proposal, right workplan.Action, content workplan.ProposalDecisionContent) error {
	d := workplan.ProposalDecision{Proposal: p.Number, DecidedBy: c.actor.Label(), RecordedAt: c.at, ProposalDecisionContent: content}
	if err := c.AddDecision(&d); err != nil {
		return err
	}
	c.log(event{action: string(content.Act) + " proposal", right: right, object: proposalSubject(p).object, what: decisionObject(d), after: workplan.AllFields(content)})
	return nil
}

func decisionObject(d workplan.ProposalDecision) string {
	return fmt.Sprintf("decision %d on proposal %d", d.Number, d.Proposal)
}

// release opens again the proposals that went on in an item which is taken out of a draft, or in any of a draft that is taken away (ref "").
func (c *change) release(plan workplan.WorkPlan, ref string) error {
	numbers, err := c.ProposalsIn(plan.Code, ref)
	if err != nil || len(numbers) == 0 {
		return err
	}
	return c.releaseAll(plan.Body, workplan.EditDraft, c.today, "The item in which it went on was taken out of the draft.", func(d workplan.ProposalDecision) bool {
		return slices.Contains(numbers, d.Proposal) && d.Plan == plan.Code && d.Ref != "" && (ref == "" || d.Ref == ref)
	})
}

// releaseAll opens again, from a day on but not before that decision, all proposals of a body of which the last decision is one of those named,
// whoever may see them.
func (c *change) releaseAll(body string, right workplan.Action, from workplan.Date, reason string, named func(workplan.ProposalDecision) bool) error {
	sight, err := everything(c.Tx)
	if err != nil {
		return err
	}
	all, err := proposalsReplayed(c.Tx, sight, sight, []string{body}, c.now())
	for _, p := range all {
		if p.Allows(workplan.ActRelease) != nil || !named(*p.Decided()) {
			continue
		}
		on := max(from, p.Decided().EffectiveOn)
		if err := c.decides(p.Proposal, right, workplan.ProposalDecisionContent{Act: workplan.ActRelease, EffectiveOn: on, Reason: reason}); err != nil {
			return err
		}
	}
	return err
}
