package store_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"fwptracker/internal/store"
	"fwptracker/internal/store/storetest"
	"fwptracker/internal/workplan"
)

// addProposal adds a proposal of the body "ex" that a member of it supported for a while and on which was decided.
func addProposal(t *testing.T, tx *store.Tx) {
	t.Helper()
	must(t, tx.AddMember(&workplan.Member{Code: "supporter", Stamp: workplan.Stamp{Version: 1, CreatedAt: noon, UpdatedAt: noon, ContentAt: noon},
		MemberContent: workplan.MemberContent{Name: "Supporter", Kind: workplan.KindState}}))
	p := proposalBy("ex", "supporter", workplan.AudienceMembers)
	must(t, tx.AddProposal(&p))
	s := workplan.Support{Proposal: p.Number, Member: "supporter", SupportedBy: "b", RecordedAt: noon, SupportContent: workplan.SupportContent{EffectiveOn: "2024-01-02"}}
	must(t, tx.AddSupport(&s))
	must(t, tx.AddSupportWithdrawal(&workplan.SupportWithdrawal{Proposal: p.Number, Number: s.Number, WithdrawnBy: "b", RecordedAt: noon, SupportContent: s.SupportContent}))
	must(t, tx.AddDecision(&workplan.ProposalDecision{Proposal: p.Number, DecidedBy: "c", RecordedAt: noon,
		ProposalDecisionContent: workplan.ProposalDecisionContent{Act: workplan.ActDefer, Reason: "r", EffectiveOn: "2024-01-03"}}))
}

func proposalBy(body, member string, audience workplan.Audience) workplan.Proposal {
	p := workplan.Proposal{Stamp: workplan.Stamp{Version: 1, CreatedAt: noon, UpdatedAt: noon, ContentAt: noon}, Body: body,
		ProposalMaking:  workplan.ProposalMaking{Origin: workplan.ProposedAtMeeting, EnteredBy: "a", ProposedOn: "2024-01-01"},
		ProposalContent: workplan.ProposalContent{Title: "x", Audience: audience}}
	if member != "" {
		p.Origin, p.ProposedBy = workplan.ProposedByMember, member
	}
	return p
}

// TestASightReachesTheProposalsThatItSees holds the query, for every sight, against [workplan.Sight.SeesProposal].
func TestASightReachesTheProposalsThatItSees(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var all []workplan.Proposal
		write(t, s, func(tx *store.Tx) error {
			for _, body := range []string{"ex", "wg"} {
				must(t, tx.AddBody(&workplan.Body{Code: body, Stamp: workplan.Stamp{Version: 1, CreatedAt: noon, UpdatedAt: noon, ContentAt: noon}, BodyContent: workplan.BodyContent{Name: body}}))
				for _, member := range append([]string{""}, someMembers...) {
					for _, audience := range workplan.Audiences {
						p := proposalBy(body, member, audience)
						must(t, tx.AddProposal(&p))
						all = append(all, p)
					}
				}
			}
			return nil
		})
		rapid.Check(t, func(t *rapid.T) {
			sight := someSight(t)
			var want, got []string
			for _, p := range all {
				if sight.SeesProposal(p.Body, p.Audience, p.ProposedBy) {
					want = append(want, fmt.Sprint(p.Number))
				}
			}
			src, err := s.Read(ctx).Proposals(sight, nil)
			must2(t, err)
			for _, p := range src.Proposals {
				got = append(got, fmt.Sprint(p.Number))
				if body, err := s.Read(ctx).BodyOfProposal(sight, p.Number); err != nil || body != p.Body {
					t.Fatalf("the body of proposal %d is %q, %v", p.Number, body, err)
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("%+v: seen (-), listed (+):\n%s", sight, diff)
			}
			for _, p := range all {
				if _, err := s.Read(ctx).BodyOfProposal(sight, p.Number); (err == nil) != slices.Contains(want, fmt.Sprint(p.Number)) {
					t.Fatalf("%+v: the body of proposal %d: %v", sight, p.Number, err)
				}
			}
		})
	})
}
