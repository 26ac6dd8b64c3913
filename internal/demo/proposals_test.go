package demo

import (
	"fmt"
	"strings"
	"testing"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// proposalsAreTold holds the five ideas of 2023 against the facts, which name neither who voiced them nor what became of them, and the fictional group's
// proposals against its story.
func proposalsAreTold(t *testing.T, l loaded) {
	ideas, err := l.ListProposals(t.Context(), workplan.Actor{PublicReading: true}, workplan.ProposalFilter{Meeting: list{"wg-tip-9"}}, workplan.Page{}, tracker.When{AsOf: "2023-11-08"})
	if err != nil || len(ideas.Rows) != 5 {
		t.Fatalf("%d ideas at the Ninth Annual Meeting, %v", len(ideas.Rows), err)
	}
	for n, p := range ideas.Rows {
		if p.Title != l.facts.Plans[3].Proposals[n].Title || p.State != workplan.ProposalOpen || p.Origin != workplan.ProposedAtMeeting || p.ProposedBy != "" ||
			p.ForPlan != "wg-tip-2024-26" || len(p.ProposedLead)+len(p.Supports)+len(p.Decisions)+len(p.AlthoughSimilarTo) > 0 || !strings.Contains(p.Source, "November 2023") {
			t.Errorf("idea %d: %+v", n, p)
		}
	}
	told := ""
	story, err := l.ListProposals(t.Context(), l.reader, workplan.ProposalFilter{Body: list{ExampleWG}}, workplan.Page{}, tracker.When{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range story.Rows {
		told += fmt.Sprintf("%d %s>%d %s%v; ", p.Number, p.State, p.Ends.Proposal, p.Ends.Item, p.Supporting())
	}
	const want = "1 open>1 []; 2 accepted>2 example-wg-2027-29/2.1[caldreth example-crime-prevention-agency]; 3 open>3 [aldoria delmara]; 4 deferred>4 []; " +
		"5 merged>2 example-wg-2027-29/2.1[]; 6 declined>6 []; 7 open>7 [aldoria]; "
	if told != want {
		t.Errorf("the story:\n got %s\nwant %s", told, want)
	}
}
