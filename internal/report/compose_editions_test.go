package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"fwptracker/internal/workplan"
)

func TestACorrectionTellsWhatDiffersInTheWordsOfTheReport(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{"": "nothing", "in_progress": "In progress", "off_track": "Off track", "true": "Yes", "false": "No", "2025-10": "October 2025",
		"2026-11-01": "1 November 2026", "2025": "2025", "3 of 13": "3 of 13", "update 2 of 2026-11-01: Held": "update 2 of 2026-11-01: Held"} {
		if got := english.differing(value); got != want {
			t.Errorf("%q is told as %q, want %q", value, got, want)
		}
	}
	r := workplan.CompletionReport{Edition: &workplan.EditionMark{Number: 3, For: &workplan.Meeting{MeetingContent: workplan.MeetingContent{Name: "Ninth Annual Meeting"}}, Note: "As circulated",
		Corrects: 2, CorrectionReason: "A date was wrong", Differences: workplan.Differences{{About: "2.3", Field: "completed_on", Is: "2025-10"}, {About: "numbers", Field: "late", Was: "0", Is: "1"}}}}
	var text strings.Builder
	if err := compose(r, english).markdown(&text); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"# Completion report, edition 3", "Ninth Annual Meeting", "As circulated", "What differs from edition 2", "edition 2: A date was wrong",
		"| Item 2.3 | Completed on | nothing | October 2025 |", "| Headline numbers | Late | 0 | 1 |"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("it lacks %q:\n%.1500s", want, text.String())
		}
	}
	if name := (Format{Name: "pdf"}).FileName(r, Options{}); !strings.Contains(name, "-edition-3-") {
		t.Errorf("called %s", name)
	}
	var book bytes.Buffer
	if err := renderXLSX(&book, r, Options{}); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&book)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := f.GetRows("Correction")
	if want := [][]string{{"Of what", "What", "In edition 2", "In this edition"}, {"Item 2.3", "Completed on", "nothing", "October 2025"}, {"Headline numbers", "Late", "0", "1"}}; err != nil || !cmp.Equal(rows, want) {
		t.Errorf("the workbook's correction: %q, %v", rows, err)
	}
}
