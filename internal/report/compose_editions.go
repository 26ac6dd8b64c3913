package report

import (
	"fmt"
	"strings"

	"fwptracker/internal/language"
	"fwptracker/internal/workplan"
)

// editionFacts say which edition a report is, where it was issued.
func (v voice) editionFacts(r workplan.CompletionReport) facts {
	e := r.Edition
	if e == nil {
		return nil
	}
	f := facts{{v.t("Edition"), fmt.Sprint(e.Number)}}
	if e.For != nil {
		f = append(f, fact{v.t("Issued for"), v.meetingName(*e.For)})
	}
	if e.Note != "" {
		f = append(f, fact{v.t("Note of the issuer"), e.Note})
	}
	if e.Corrects > 0 {
		f = append(f, fact{v.t("Corrects"), v.t("edition %d: %s", e.Corrects, e.CorrectionReason)})
	}
	return f
}

// aboutWords name what a difference is about where it is no item.
var aboutWords = map[string]string{"edition": "The edition", "report": "What was asked for", "body": "The body", "plan": "The plan", "numbers": "Headline numbers"}

func (v voice) aboutOfDifference(d workplan.Difference) string {
	if kind, name, named := strings.Cut(d.About, " "); named {
		return v.fieldWords(kind) + " " + name
	}
	if aboutWords[d.About] != "" {
		return v.t(aboutWords[d.About])
	}
	return v.t("Item %s", d.About)
}

const nothingDiffers = "What was asked for, the plan, names, meetings, numbers and items are the same in both."

// correction tells what an edition puts right, and what it says otherwise.
func (d *document) correction(r workplan.CompletionReport) {
	e := r.Edition
	if e == nil || e.Corrects == 0 {
		return
	}
	d.part("correction", "What differs from edition %d", e.Corrects)
	t := table{Caption: d.t("What this edition says otherwise than edition %d", e.Corrects), Empty: d.t(nothingDiffers),
		Columns: d.heads([]column{{Head: "Of what", Weight: 4}, {Head: "What", Weight: 5}, {Head: d.t("In edition %d", e.Corrects), Weight: 10}, {Head: "In this edition", Weight: 10}})}
	for _, diff := range d.inWordsOf(e.Differences) {
		t.Rows = append(t.Rows, []cell{say(diff.About), say(diff.Field), say(diff.Was), say(diff.Is)})
	}
	d.add(t)
}

// InWords tells the differences between two editions as their report does, in a language: of what, what of it, and what each says.
func InWords(l *language.Language, differences workplan.Differences) workplan.Differences {
	return voice{l}.inWordsOf(differences)
}

func (v voice) inWordsOf(differences workplan.Differences) workplan.Differences {
	told := make(workplan.Differences, len(differences))
	for n, d := range differences {
		told[n] = workplan.Difference{About: v.aboutOfDifference(d), Field: v.fieldWords(d.Field), Was: v.differing(d.Was), Is: v.differing(d.Is)}
	}
	return told
}

// differing tells a value as the rest of the report does: statuses by their names, dates written out.
func (v voice) differing(value string) string {
	date := workplan.PartialDate(value)
	words := v.word(workplan.Status(value))
	if words == value {
		words = v.word(workplan.Health(value))
	}
	switch {
	case value == "":
		return v.t("nothing")
	case value == "true":
		return v.t("Yes")
	case value == "false":
		return v.t("No")
	case words != value:
		return words
	case len(value) > len("2023") && date.Valid():
		return v.period(date)
	default:
		return value
	}
}

// fieldTexts are the fields of differences that no form has.
var fieldTexts = map[string]string{"annex": "Annex", "as_of": "As of", "since": "Compared with", "leads": "Leads", "objectives": "Objectives", "topics": "Topics", "silent_leads": "Silent leads",
	"carried_in": "Carried over from", "carried_on": "Carried on to", "reported_at_meetings": "Reported at meetings", "attendance": "Attendance", "changes_since": "Changes", "open_openings": "Openings",
	"items": "Items", "planned": "Planned", "in_progress": "In progress", "completed": "Completed", "postponed": "Postponed", "withdrawn": "Withdrawn", "carried_over": "Carried over",
	"continuing": "Continuing", "overdue": "Overdue", "silent": "Silent", "late": "Late", "completion_rate": "Completion rate", "status_since": "Status since", "last_reported_on": "Last reported on",
	"overdue_days": "Days overdue", "latest_report": "Latest report", "status_set_by": "Status set by", "deliverables": "Deliverables", "history": "History", "item": "Item", "revision": "Revision"}

// fieldWords are the words of a field's name: in English "completed_on" is "Completed on", and in other languages it is what forms and reports call it.
func (v voice) fieldWords(field string) string {
	switch {
	case v.inEnglish():
		return capital(strings.ReplaceAll(field, "_", " "))
	case fieldTexts[field] != "":
		return v.t(fieldTexts[field])
	default:
		return v.t(or(language.Labels[field], capital(strings.ReplaceAll(field, "_", " "))))
	}
}
