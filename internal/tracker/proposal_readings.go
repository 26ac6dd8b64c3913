package tracker

import (
	"context"
	"slices"
	"strconv"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// ProposalMembers reads what the members that proposals name are called: who made them, would lead them and supports them. Who may: whoever may read the
// proposals.
func (t *Tracker) ProposalMembers(ctx context.Context, actor workplan.Actor, proposals []workplan.ProposalReading) (map[string]string, error) {
	names := map[string]string{}
	if err := mayBrowse(actor); err != nil || len(proposals) == 0 {
		return names, err
	}
	var codes []string
	for _, p := range proposals {
		codes = append(append(codes, p.ProposedBy), p.ProposedLead...)
		for _, s := range p.Supports {
			codes = append(codes, s.Member)
		}
	}
	v := proposals[0].View
	err := t.snapshot(ctx, v.KnownAt, func(tx *store.Tx) error {
		members, err := membersAt(tx, distinct(codes), v)
		for code, m := range members {
			names[code] = m.Label()
		}
		return err
	})
	return names, err
}

// AlikeProposals lists, by their numbers, what looks like each of some proposals among the other proposals of its body, the most alike first. Who may: as
// for [Tracker.SimilarProposals].
func (t *Tracker) AlikeProposals(ctx context.Context, actor workplan.Actor, proposals []workplan.ProposalReading) (map[int][]workplan.Similar, error) {
	alike := map[int][]workplan.Similar{}
	if err := mayBrowse(actor); err != nil || len(proposals) == 0 {
		return alike, err
	}
	var bodies []string
	for _, p := range proposals {
		bodies = append(bodies, p.Body)
	}
	err := t.store.Snapshot(ctx, func(tx *store.Tx) error {
		sight := actor.Sight()
		known, err := proposalsAt(tx, sight, sight, distinct(bodies), workplan.View{AsOf: t.Today(), Current: true})
		texts := proposalTexts(known, nil, nil)
		for _, p := range proposals {
			others := slices.DeleteFunc(slices.Clone(texts), func(o workplan.ComparedText) bool { return o.Body != p.Body || o.Name == strconv.Itoa(p.Number) })
			found := workplan.SimilarTo(p.Title, p.Need, others, workplan.SimilarShown, store.Fold)
			alike[p.Number] = found[:min(len(found), workplan.MaxSimilar)]
		}
		return err
	})
	return alike, err
}
