package demo

import (
	"testing"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// exampleHasRounds: one that is over, one that is overdue, each with answers in time, late and missing; and none of the real group.
func exampleHasRounds(t *testing.T, l loaded) {
	rounds, err := l.ListRounds(t.Context(), l.reader, workplan.RoundFilter{}, workplan.Page{}, tracker.When{})
	if err != nil || len(rounds.Rows) != 2 {
		t.Fatalf("%d rounds, %v", len(rounds.Rows), err)
	}
	for n, want := range []workplan.RoundState{workplan.RoundClosed, workplan.RoundOverdue} {
		r, err := l.Round(t.Context(), l.reader, n+1, tracker.When{})
		if err != nil {
			t.Fatal(err)
		}
		if r.Body != ExampleWG || r.State != want || r.Counts.Late == 0 || r.Counts.Answered <= r.Counts.Late || r.Counts.Outstanding == 0 {
			t.Errorf("round %d is %s: %+v", r.Number, r.State, *r.Counts)
		}
	}
	for _, k := range l.credentials.Tokens {
		if k.Role != "lead" {
			continue
		}
		lead, err := l.auth.Bearer(t.Context(), k.Text)
		if err != nil {
			t.Fatal(err)
		}
		owed, err := l.Obligations(t.Context(), lead, workplan.ObligationFilter{}, workplan.Page{})
		if err != nil || len(owed.Rows) == 0 || owed.Rows[0].Round == nil {
			t.Errorf("the demo lead has nothing to report: %+v, %v", owed.Rows, err)
		}
	}
}
