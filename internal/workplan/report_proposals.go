package workplan

import (
	"cmp"
	"slices"
)

// ProposalsOf are the proposals for the plan after one, as far as the reader may see them. Plans are the other plans of the body, Windows its proposal
// windows and Proposals its proposals, all as they stood in the view.
type ProposalsOf struct {
	Plan      WorkPlan
	Plans     []WorkPlan
	Windows   []ProposalWindow
	Proposals []ProposalReading
}

// ForTheNextPlan lists the proposals that are for the plan which follows: by their window or, where that names no plan, by themselves they are for one
// whose predecessor this is; and where no plan is named, or none of which the reader sees a predecessor, those made since this plan was endorsed and
// before another one was. For a draft nothing is proposed by its day.
func (of ProposalsOf) ForTheNextPlan() []ProposalReading {
	from, until := of.term()
	var next []ProposalReading
	for _, p := range of.Proposals {
		target := p.ForPlan
		if n := slices.IndexFunc(of.Windows, func(w ProposalWindow) bool { return w.Body == p.Body && w.Number == p.InWindow }); n >= 0 {
			target = cmp.Or(of.Windows[n].ForPlan, target)
		}
		follows := ""
		if n := slices.IndexFunc(of.Plans, func(plan WorkPlan) bool { return plan.Code == target }); n >= 0 {
			follows = of.Plans[n].Predecessor
		}
		inTerm := target != of.Plan.Code && of.Plan.Status != PlanDraft && p.ProposedOn >= from && (until == "" || p.ProposedOn < until)
		if follows == of.Plan.Code || follows == "" && inTerm {
			next = append(next, p)
		}
	}
	return next
}

// term is from when to before when proposals without a plan are for the one after this.
func (of ProposalsOf) term() (from, until Date) {
	from = of.Plan.begins()
	for _, p := range of.Plans {
		if on := p.begins(); p.Code != of.Plan.Code && p.Status != PlanDraft && on > from && (until == "" || on < until) {
			until = on
		}
	}
	return from, until
}

// begins is the first day on which a plan counts: that of its endorsement or, where none is recorded, of its period.
func (p WorkPlan) begins() Date {
	if p.EndorsedOn != "" {
		return p.EndorsedOn.First()
	}
	return p.PeriodStart.First()
}

// keepsProposal says whether a proposal is within the scope of a report: by its proposed lead, its objective and its topics.
func (s ReportScope) keepsProposal(p ProposalReading) bool {
	return overlap(s.Leads, p.ProposedLead) && among(s.Objectives, p.Objective) && overlap(s.Topics, p.Topics)
}

// proposalsUndecided names the proposals for the next plan that are open although their window is over.
func proposalsUndecided(c *checkup) Sentence {
	var numbers Listed[string]
	var closed Date
	for _, p := range c.Proposals {
		n := slices.IndexFunc(c.Windows, func(w ProposalWindow) bool { return w.Number == p.InWindow })
		if p.State == ProposalOpen && n >= 0 && c.Windows[n].StateOn(c.View.AsOf) == WindowClosed {
			numbers, closed = append(numbers, itoa(p.Number)), max(closed, c.Windows[n].Closes)
		}
	}
	switch len(numbers) {
	case 0:
		return Sentence{}
	case 1:
		return Say("Proposal %s is open; its window closed on %s.", numbers[0], spoken(closed))
	default:
		return Say("Proposals %s are open; the last of their windows closed on %s.", numbers, spoken(closed))
	}
}
