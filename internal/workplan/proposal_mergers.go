package workplan

// This file is about proposals that go on in others.

// MergerFaults lists what is wrong with that into which a proposal is to be merged: it is either another proposal, or an item.
func (d ProposalDecisionContent) MergerFaults() Faults {
	var f Faults
	switch {
	case d.IntoProposal < 0:
		f.Add("/into_proposal", "out_of_range", "proposals are numbered from 1")
	case (d.IntoProposal > 0) == (d.Ref != ""):
		f.Add("/into_proposal", "required", "name the proposal into which this one is merged, or an item by its plan and ref, and not both")
	case d.IntoProposal > 0 && d.Plan != "":
		f.Add("/plan", "not_allowed", "goes with ref; a proposal that is merged into another one goes on wherever that one does")
	}
	return f
}

// endOf follows the mergers of a proposal. What the source does not have ends the chain before it.
func endOf(p *ProposalReading, all map[int]*ProposalReading) ProposalEnd {
	for range len(all) {
		next := (*ProposalReading)(nil)
		if d := p.Decided(); p.State == ProposalMerged && d != nil {
			next = all[d.IntoProposal]
		}
		if next == nil {
			break
		}
		p = next
	}
	end := ProposalEnd{Proposal: p.Number, State: p.State}
	if d := p.Decided(); d != nil && (p.State == ProposalAccepted || p.State == ProposalMerged) {
		end.Item = d.Item()
	}
	return end
}

// Mergeable says whether another proposal may be merged into this one: while it is open, or once it was accepted.
func (p ProposalReading) Mergeable(from Proposal) error {
	switch {
	case p.Number == from.Number:
		return Clash("not-mergeable", "A proposal cannot be merged into itself; name another one, or an item of a draft.")
	case p.Body != from.Body:
		return Clash("not-mergeable", "Proposal %d is one of %s, and proposal %d one of %s; only proposals of one body are merged.", p.Number, p.Body, from.Number, from.Body)
	case p.State == ProposalMerged && p.Ends.Proposal != p.Number:
		return Clash("not-mergeable", "Proposal %d was itself merged; name proposal %d, in which it went on.", p.Number, p.Ends.Proposal)
	case p.State == ProposalMerged:
		return Clash("not-mergeable", "Proposal %d was itself merged; name that in which it went on.", p.Number)
	case p.State != ProposalOpen && p.State != ProposalAccepted:
		return Clash("not-mergeable", "Proposal %d is %s; a proposal is merged only into one that is open or accepted.", p.Number, p.State)
	}
	return nil
}
