package workplan

import (
	"fmt"
	"testing"
)

func TestWhichProposalsAreForTheNextPlan(t *testing.T) {
	plan := func(code, predecessor string, status PlanStatus, endorsed PartialDate) WorkPlan {
		return WorkPlan{Code: code, Body: "wg", PlanContent: PlanContent{Predecessor: predecessor, PeriodStart: "2018"}, PlanLife: PlanLife{Status: status, EndorsedOn: endorsed}}
	}
	windows := []ProposalWindow{window(1, "2022-01-01", "2022-02-28"), window(2, "2025-01-01", "2025-02-28")}
	windows[1].ForPlan = "third"
	in := func(number int) func(*Proposal) { return func(p *Proposal) { p.InWindow = number } }
	meant := func(code string) func(*Proposal) { return func(p *Proposal) { p.InWindow, p.ForPlan = 0, code } }
	var all []ProposalReading
	for n, p := range []Proposal{
		made(1, "2019-05-01", in(0)), made(2, "2022-01-10", in(1)), made(3, "2021-01-01", in(0)), made(4, "2025-01-10", in(2)), made(5, "2025-01-10", meant("third")),
		made(6, "2022-01-10", meant("second")), made(7, "2025-01-10", meant("hidden")), made(8, "2017-01-01", in(0)),
		made(9, "2022-01-10", meant("loose")), made(10, "2019-05-01", meant("third"), in(1)),
	} {
		all = append(all, ProposalReading{Proposal: p, State: ProposalStates[n%2]})
	}
	plans := []WorkPlan{plan("first", "", PlanEndorsed, ""), plan("second", "first", PlanEndorsed, "2021"), plan("third", "second", PlanDraft, ""), plan("loose", "", PlanDraft, "")}
	for n, want := range []string{"1 6 ", "2 3 4 5 7 9 10 ", "", ""} {
		got := ""
		for _, p := range (ProposalsOf{Plan: plans[n], Plans: plans, Windows: windows, Proposals: all}).ForTheNextPlan() {
			got += fmt.Sprintf("%d ", p.Number)
		}
		if got != want {
			t.Errorf("after %s: %q, want %q", plans[n].Code, got, want)
		}
	}
}

// proposed adds a proposal in a window that closes on a day.
func (src *ReportSource) proposed(closes Date, state ProposalState) {
	w := window(len(src.Windows)+1, "2024-03-01", closes)
	src.Windows = append(src.Windows, w)
	src.Proposals = append(src.Proposals, ProposalReading{State: state, Proposal: Proposal{Number: len(src.Proposals) + 4, ProposalMaking: ProposalMaking{InWindow: w.Number}}})
}

func TestProposalsLeftUndecidedAreToldTogether(t *testing.T) {
	src := soundPlan()
	src.proposed("2024-03-10", ProposalOpen)
	src.proposed("2024-03-20", ProposalDeferred)
	src.proposed("2024-03-31", ProposalOpen)
	want := "Proposals 4, 6 are open; the last of their windows closed on 31 March 2024."
	if of := CheckPlan(src).Of("proposals-undecided", false); len(of) != 1 || of[0].Detail.Text != want {
		t.Errorf("%+v", of)
	}
}
