package web

import (
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// meetingDecisionForms keep the decisions of a meeting.
var meetingDecisionForms = recordPart[workplan.Decision, tracker.EntryReading[workplan.Decision]]{
	Part: workplan.DecisionPart, form: "meeting_decision_form", choices: (*call).pointable, brief: func(d workplan.Decision) string { return d.Text },
	fill: fillDecision, read: readDecision,
	add: (*tracker.Tracker).RecordDecision, edit: (*tracker.Tracker).EditDecision, remove: (*tracker.Tracker).RemoveDecision,
}

// DecisionKinds are what a decision can do.
func (p recordPage) DecisionKinds() []option {
	return options(p.lang, workplan.DecisionKinds)
}

// NarrowerAudiences are those for which a decision can be, within all who read the record.
func (p recordPage) NarrowerAudiences() []option {
	return options(p.lang, audiencesWithin(p.RecordAudience()))
}

func fillDecision(f sheet, d workplan.Decision) {
	for field, text := range map[string]string{"text": d.Text, "kind": string(d.Kind), "audience": string(d.Audience), "agenda_item": numeral(d.AgendaItem), "source": d.Source} {
		f.Values.Set(field, text)
	}
	fillPointers(f, d.Pointers)
}

func readDecision(f sheet, was workplan.Decision, faults *workplan.Faults) workplan.Decision {
	return workplan.Decision{Text: f.text("text"), Kind: workplan.DecisionKind(f.Value("kind")), Audience: workplan.Audience(f.Value("audience")),
		AgendaItem: f.number("agenda_item", faults), Source: f.text("source"), Pointers: readPointers(f, was.Pointers, faults)}
}
