package demo

import (
	"testing"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// exampleIsAmended: before the fourth meeting the course was due in June, and the amendment of that meeting says why no longer.
func exampleIsAmended(t *testing.T, l loaded) {
	for day, want := range map[workplan.Date]workplan.PartialDate{"2025-11-04": "2026-06-30", "2025-11-05": "2026-12-15"} {
		i, err := l.Item(t.Context(), l.reader, planOf2024, "2.3", tracker.When{AsOf: day})
		if err != nil || i.Due != want {
			t.Errorf("on %s item 2.3 was due %s, want %s (%v)", day, i.Due, want, err)
		}
	}
	a, err := l.Amendment(t.Context(), l.reader, planOf2024, 1, tracker.When{})
	if err != nil || a.Revision != 2 || a.Meeting != ExampleWG+"-4" || len(a.Changes) != 1 || a.Changes[0].Ref != "2.3" {
		t.Errorf("the amendment: %+v, %v", a, err)
	}
}
