package report

import (
	"fmt"
	"strings"

	"fwptracker/internal/workplan"
)

// editionFacts say which edition a report is, where it was issued.
func editionFacts(r workplan.CompletionReport) facts {
	e := r.Edition
	if e == nil {
		return nil
	}
	f := facts{{"Edition", fmt.Sprint(e.Number)}}
	if e.For != nil {
		f = append(f, fact{"Issued for", meetingName(*e.For)})
	}
	if e.Note != "" {
		f = append(f, fact{"Note of the issuer", e.Note})
	}
	if e.Corrects > 0 {
		f = append(f, fact{"Corrects", fmt.Sprintf("edition %d: %s", e.Corrects, e.CorrectionReason)})
	}
	return f
}

// aboutWords name what a difference is about where it is no item.
var aboutWords = map[string]string{"edition": "The edition", "report": "What was asked for", "body": "The body", "plan": "The plan", "numbers": "Headline numbers"}

func aboutOfDifference(d workplan.Difference) string {
	if kind, name, named := strings.Cut(d.About, " "); named {
		return fieldWords(kind) + " " + name
	}
	return or(aboutWords[d.About], "Item "+d.About)
}

const nothingDiffers = "What was asked for, the plan, names, meetings, numbers and items are the same in both."

// correction tells what an edition puts right, and what it says otherwise.
func (d *document) correction(r workplan.CompletionReport) {
	e := r.Edition
	if e == nil || e.Corrects == 0 {
		return
	}
	d.part("correction", fmt.Sprintf("What differs from edition %d", e.Corrects))
	t := table{Caption: fmt.Sprintf("What this edition says otherwise than edition %d", e.Corrects), Empty: nothingDiffers,
		Columns: []column{{Head: "Of what", Weight: 4}, {Head: "What", Weight: 5}, {Head: fmt.Sprintf("In edition %d", e.Corrects), Weight: 10}, {Head: "In this edition", Weight: 10}}}
	for _, diff := range InWords(e.Differences) {
		t.Rows = append(t.Rows, []cell{say(diff.About), say(diff.Field), say(diff.Was), say(diff.Is)})
	}
	d.add(t)
}

// InWords tells the differences between two editions as their report does: of what, what of it, and what each says.
func InWords(differences workplan.Differences) workplan.Differences {
	told := make(workplan.Differences, len(differences))
	for n, d := range differences {
		told[n] = workplan.Difference{About: aboutOfDifference(d), Field: fieldWords(d.Field), Was: differing(d.Was), Is: differing(d.Is)}
	}
	return told
}

// differing tells a value as the rest of the report does: statuses by their names, dates written out.
func differing(value string) string {
	date := workplan.PartialDate(value)
	switch words := or(statusWords[workplan.Status(value)], healthWords[workplan.Health(value)]); {
	case value == "":
		return "nothing"
	case value == "true":
		return "Yes"
	case value == "false":
		return "No"
	case words != "":
		return words
	case len(value) > len("2023") && date.Valid():
		return period(date)
	default:
		return value
	}
}

// fieldWords are the words of a field's name: "completed_on" is "Completed on".
func fieldWords(field string) string {
	text := strings.ReplaceAll(field, "_", " ")
	return strings.ToUpper(text[:1]) + text[1:]
}
