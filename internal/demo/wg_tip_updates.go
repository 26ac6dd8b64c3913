package demo

import "fwptracker/internal/workplan"

// updates tells what is known of an item's progress: an update for its status, where the facts give one. The stages that it reached are those of its
// deliverable. It is not effective before the plan was endorsed.
func (i item) updates(endorsed workplan.Date) []workplan.UpdateContent {
	if i.Status == "" {
		return nil
	}
	known, knownOn := i.statusUpdate()
	known.EffectiveOn = max(knownOn.Last(), endorsed)
	return []workplan.UpdateContent{known}
}

// statusUpdate is the update that gives the item the status of the facts, and the date on which it is known to have had it. A completion
// without a recorded day is dated by the last stage, at which it was noted, and says so. What is known of an item that was only planned is what was
// to be done, not what was done.
func (i item) statusUpdate() (workplan.UpdateContent, workplan.PartialDate) {
	u := workplan.UpdateContent{Status: i.Status, Source: source(i.Source)}
	notes := []string{}
	if i.Lead != "" {
		notes = append(notes, "Entered from public sources, not reported by the lead")
	}
	on := i.StatusAsOf
	if i.Status == workplan.StatusCompleted {
		if on = i.CompletedOn; on == "" && len(i.Stages) > 0 {
			on = i.Stages[len(i.Stages)-1].Date
			notes = append(notes, "The day of completion itself is not recorded; the date is the one on which completion was noted")
		}
		u.CompletedOn = on
		notes = append(notes, told("Basis of the date: ", i.CompletedOnBasis))
	}
	words := sentences(append([]string{i.Evidence}, notes...)...)
	if i.Status == workplan.StatusPlanned {
		u.NextSteps = words
	} else {
		u.Done = words
	}
	return u, on
}
