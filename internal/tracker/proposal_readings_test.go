package tracker_test

import (
	"testing"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// TestProposalsAreReadWithWhatIsLikeThem: among those that the reader may see, without itself; and with what the members that they name are called.
func TestProposalsAreReadWithWhatIsLikeThem(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.nextPlan()
		w.proposes("cleo", "Common statistics of rescue at sea", func(in *workplan.NewProposal) { in.AlthoughSimilarTo = nil })
		for who, want := range map[string]string{"desk": "2", "rita": ""} {
			list, err := w.ListProposals(w.ctx(), w.as(who), workplan.ProposalFilter{}, workplan.Page{}, tracker.When{})
			must(t, err)
			alike, err := w.AlikeProposals(w.ctx(), w.as(who), list.Rows)
			must(t, err)
			got := ""
			for _, s := range alike[4] {
				got += s.Name
			}
			if got != want || len(alike[1]) > 0 {
				t.Errorf("%s is told that proposal 4 is like %q, and 1 like %v", who, got, alike[1])
			}
			names, err := w.ProposalMembers(w.ctx(), w.as(who), list.Rows)
			must(t, err)
			if _, named := names["bland"]; names["aland"] == "" || named != (who == "desk") {
				t.Errorf("%s is told of members %v", who, names)
			}
		}
	})
}
