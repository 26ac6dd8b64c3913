package demo

import (
	"context"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// amend tells how the plan of 2024-26 was amended: at the fourth meeting the course was given half a year more.
func (s *story) amend() {
	s.then("2025-11-12", "amend "+planOf2024, func(ctx context.Context, t *tracker.Tracker) error {
		_, err := t.AmendPlan(ctx, as(demoCoChair), planOf2024, nil, workplan.NewAmendment{
			AmendmentContent: workplan.AmendmentContent{Reason: "Three of six lessons were recorded; the meeting gave the course half a year more.",
				EffectiveOn: "2025-11-05", Meeting: ExampleWG + "-4"},
			Items: []workplan.ItemAmendment{{Ref: "2.3", Edit: func(i *workplan.ItemContent) error { i.Due = "2026-12-15"; return nil }}},
		})
		return err
	})
}
