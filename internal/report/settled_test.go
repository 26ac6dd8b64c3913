package report

import (
	"strings"
	"testing"

	"fwptracker/internal/workplan"
)

// The report of a closed plan says in each form for readers that it is settled, and no other does.
func TestASettledReportSaysThatItIs(t *testing.T) {
	t.Parallel()
	const words = "The plan is closed: what is recorded later changes nothing in this report"
	src := handSource()
	open := workplan.BuildReport(src)
	src.Settled = true
	settled := workplan.BuildReport(src)
	for _, form := range []string{"html", "md"} {
		if strings.Contains(rendered(t, form, open, Options{}), words) || !strings.Contains(rendered(t, form, settled, Options{}), words) {
			t.Errorf("%s does not say whether it is settled", form)
		}
	}
	told := func(r workplan.CompletionReport) bool {
		for _, f := range (&book{report: r}).facts() {
			if f.value == words {
				return true
			}
		}
		return false
	}
	if told(open) || !told(settled) {
		t.Error("the workbook does not say whether it is settled")
	}
}
