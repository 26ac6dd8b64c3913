package web

import (
	"strings"
	"testing"

	"fwptracker/internal/language"
	"fwptracker/internal/workplan"
)

func TestWhatACompletionRateLeavesOutIsSaidAndDrawnApart(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		counts     workplan.Counts
		said       string
		drawn, not string
	}{
		"most were carried over": {workplan.Counts{ByStatus: map[workplan.Status]int{workplan.StatusCompleted: 4, workplan.StatusCarriedOver: 12, workplan.StatusWithdrawn: 1}, Continuing: 3,
			Rate: workplan.Rate{Numerator: 4, Denominator: 4}}, "not counted: 12 carried over, 1 withdrawn, 3 continuing",
			`viewBox="0 0 17 1" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="done" width="4" height="1"/><rect class="out" x="4" width="13" height="1"/></svg>`, ""},
		"everything counts": {workplan.Counts{ByStatus: map[workplan.Status]int{workplan.StatusCompleted: 1, workplan.StatusPlanned: 2}, Rate: workplan.Rate{Numerator: 1, Denominator: 3}}, "",
			`viewBox="0 0 3 1"`, `class="out"`},
		"nothing counts":    {workplan.Counts{ByStatus: map[workplan.Status]int{workplan.StatusCarriedOver: 2}}, "not counted: 2 carried over", `viewBox="0 0 2 1"`, "progress"},
		"there is nothing":  {workplan.Counts{}, "", "", "svg"},
		"only what goes on": {workplan.Counts{Continuing: 2}, "not counted: 2 continuing", "", "svg"},
	} {
		if got := leftOut(&language.Language{}, c.counts); got != c.said {
			t.Errorf("%s: says %q, want %q", name, got, c.said)
		}
		if got := string(rateBar(c.counts)); !strings.Contains(got, c.drawn) || c.not != "" && strings.Contains(got, c.not) {
			t.Errorf("%s: draws %s", name, got)
		}
	}
}
