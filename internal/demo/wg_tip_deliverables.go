package demo

import (
	"context"
	"fmt"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// stageNames gives the stage for each name in the facts. Where a name says more than its stage, the name is kept as a note.
var stageNames = map[string]struct {
	stage workplan.Stage
	note  bool
}{
	"to be developed": {stage: workplan.StageToBeDeveloped}, "workshop": {stage: workplan.StageWorkshop}, "consultation workshop": {workplan.StageWorkshop, true},
	"endorsed": {stage: workplan.StageEndorsed}, "published": {stage: workplan.StagePublished}, "launched": {stage: workplan.StageLaunched},
	"completion noted": {stage: workplan.StageCompletionNoted},
}

// outputKinds gives the kind of the deliverables that the facts name; what the sources do not call by a kind is an output of another.
var outputKinds = map[string]workplan.DeliverableKind{
	"Policy Guide on Following the Money in Trafficking in Persons Cases and training module": workplan.KindGuide,
}

// enterDeliverable lists what an item brought, where the facts tell of its stages, and records these.
func enterDeliverable(ctx context.Context, t *tracker.Tracker, f facts, plan, ref string, i item) error {
	if len(i.Stages) == 0 {
		return nil
	}
	kind, known := outputKinds[i.Title]
	if !known {
		kind = workplan.KindOther
	}
	d, err := t.PostDeliverable(ctx, as(demoKeeper), plan, ref, workplan.NewDeliverable{DeliverableContent: workplan.DeliverableContent{Title: i.Title, Kind: kind, Source: source(i.Source)}})
	if err != nil {
		return err
	}
	for _, s := range i.Stages {
		named := stageNames[s.Name]
		in := workplan.StageContent{Stage: named.stage, ReachedOn: s.Date, Meeting: f.meetingAt(s), Source: source(s.Source)}
		if named.note {
			in.Note = sentences(s.Name)
		}
		if _, err := t.RecordStage(ctx, as(demoKeeper), plan, ref, d.Number, workplan.NewStage{StageContent: in}); err != nil {
			return fmt.Errorf("stage %q: %w", s.Name, err)
		}
	}
	return nil
}

// meetingAt is the meeting at which a stage was reached: that of which the same source tells, on the same days. "" where there is none.
func (f facts) meetingAt(s stage) string {
	for _, m := range f.Meetings {
		if m.Source == s.Source && m.StartDate != "" && m.StartDate.First() <= s.Date.Last() && s.Date.First() <= m.EndDate.Last() {
			return m.code()
		}
	}
	return ""
}
