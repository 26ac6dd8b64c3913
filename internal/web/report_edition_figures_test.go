package web

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"fwptracker/internal/language"
	"fwptracker/internal/workplan"
)

func TestTheHeadlineIsReadFromWhatWasIssued(t *testing.T) {
	t.Parallel()
	full := `{"plan":{"headline":{"items":9}},"headline":{"items":3,"continuing":1,"overdue":1,"silent":2,"by_status":{"planned":2},"continuing_by_status":{"in_progress":1},"completion_rate":{"numerator":1,"denominator":2,"rule":"x"}},"rest":`
	want := &workplan.Counts{Items: 3, Continuing: 1, Overdue: 1, Silent: 2, ByStatus: map[workplan.Status]int{"planned": 2}, ContinuingByStatus: map[workplan.Status]int{"in_progress": 1},
		Rate: workplan.Rate{Numerator: 1, Denominator: 2}}
	if d := cmp.Diff(want, headlineIn([]byte(full))); d != "" { // what follows is not read
		t.Error(d)
	}
	for _, other := range []string{``, `[]`, `{}`, `{"plan":1}`, `{"headline":"none"}`, `{"plan":`} {
		if got := headlineIn([]byte(other)); got != nil {
			t.Errorf("%s: %+v", other, got)
		}
	}
}

func TestTheSizeOfAFileIsWrittenAsPeopleReadIt(t *testing.T) {
	t.Parallel()
	for size, want := range map[int64][2]string{1: {"1 byte", "1 bita"}, 850: {"850 bytes", "850 bita"}, 48_300: {"48 kB", "48 kB"}, 999_499: {"999 kB", "999 kB"}, 999_500: {"1.0 MB", "1,0 MB"}, 1_240_000: {"1.2 MB", "1,2 MB"}} {
		for n, l := range language.All {
			if got := fileSize(l, size); got != want[n] {
				t.Errorf("%d in %s: %q, want %q", size, l.Tag, got, want[n])
			}
		}
	}
}
