package demo

import (
	"context"
	"fmt"
	"strings"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// enterProposals enters what was proposed for a plan. The sources tell neither who voiced an idea nor what was decided on it: no proposer is named, and
// each stays open.
func enterProposals(ctx context.Context, t *tracker.Tracker, f facts, p plan) error {
	for _, idea := range p.Proposals {
		in := idea.entry(f, p)
		if _, err := t.ProposeItem(ctx, as(demoKeeper), in); err != nil {
			return fmt.Errorf("proposal %q: %w", idea.Title, err)
		}
	}
	return nil
}

// entry is the proposal, recorded at the meeting that the body held in the month which the evidence names.
func (i proposal) entry(f facts, p plan) workplan.NewProposal {
	in := workplan.NewProposal{Body: f.bodyCode(p.Body), ForPlan: endorsements[p.Title].code, ProposalContent: workplan.ProposalContent{
		Title: i.Title, Audience: workplan.AudiencePublic, Source: sources(i.Source)}}
	for _, m := range f.Meetings {
		if len(m.StartDate) >= 7 && m.Body == p.Body && strings.Contains(i.Evidence, m.StartDate[:7].InWords()) {
			entry := m.entry(f)
			in.Meeting, in.ProposedOn = entry.Code, entry.LastDay()
			in.Source = sentences(i.Evidence, "The day is the last of the meeting of that month; the source gives the month", "No proposer and no decision is recorded", sources(i.Source))
		}
	}
	return in
}
