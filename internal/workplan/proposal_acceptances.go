package workplan

import (
	"cmp"
	"fmt"
)

// Acceptance makes an item of a draft of a proposal. What it leaves empty is taken from the proposal; a list that is nil too.
type Acceptance struct {
	Decision ProposalDecisionContent
	Item     NewItem
}

// ItemOf is the item that comes of a proposal in a plan: what the acceptance says, and else what was proposed. Its audience is the proposal's, unless
// the plan's is narrower. Its origin names the proposal where all who read the item may read the proposal.
func (a Acceptance) ItemOf(p Proposal, plan WorkPlan) NewItem {
	i := a.Item
	i.Title, i.Description = cmp.Or(i.Title, p.Title), cmp.Or(i.Description, p.Need)
	i.ExpectedOutput, i.Objective = cmp.Or(i.ExpectedOutput, p.ExpectedOutput), cmp.Or(i.Objective, p.Objective)
	i.Nature, i.Due, i.Source = cmp.Or(i.Nature, NatureOneOff), cmp.Or(i.Due, p.DateNeeded), cmp.Or(i.Source, p.Source)
	if i.Leads == nil {
		i.Leads = p.ProposedLead
	}
	if i.Topics == nil {
		i.Topics = p.Topics
	}
	if i.Audience == "" && p.Audience != AudiencePublic { // or the item would follow the plan, when that is opened to more
		i.Audience = p.Audience.Within(plan.Audience)
	}
	if i.Origin == "" && p.Audience.OpenTo(i.Audience.Within(plan.Audience), true) {
		i.Origin = fmt.Sprintf("Proposal %d", p.Number)
	}
	return i
}
