package report

import (
	"fmt"
	"strings"

	"fwptracker/internal/workplan"
)

// amendments tell how the plan was changed since its endorsement, from when on and why.
func (d *document) amendments(r workplan.CompletionReport) {
	if r.Plan.Revision < 2 {
		return
	}
	d.part("amendments", "Amendments since the endorsement")
	t := table{Caption: d.t("What was amended, and why"), Empty: d.t("What was amended is not for the readers of this report."), Columns: d.heads([]column{{Head: "No.", Weight: 2, Kept: true},
		{Head: "Holds from", Weight: 4}, {Head: "What changed", Weight: 12}, {Head: "Why", Weight: 8}})}
	for _, a := range r.Amendments {
		why := cell{Lines: []line{{Text: a.Reason}}}
		if a.Meeting != "" {
			why.Lines = append(why.Lines, line{Label: d.t("Decided at"), Text: or(meetingsByCode(r)[a.Meeting], a.Meeting)})
		}
		t.Rows = append(t.Rows, []cell{say(fmt.Sprint(a.Number)), say(d.day(a.EffectiveOn)), {Lines: d.amended(r, a.Changes)}, why})
	}
	d.add(t)
}

func meetingsByCode(r workplan.CompletionReport) map[string]string {
	byCode := map[string]string{}
	for _, m := range r.Meetings {
		byCode[m.Code] = m.Name
	}
	return byCode
}

// amended tells each thing that an amendment changed on a line of its own.
func (v voice) amended(r workplan.CompletionReport, changes []workplan.AmendmentChange) []line {
	var lines []line
	for _, c := range changes {
		lines = append(lines, line{Label: capital(v.subject(c.Subject())) + " (" + c.Title + ")", Text: v.whatWasDone(r, c)})
	}
	return lines
}

// actWords are what was done. They are texts.
var actWords = map[workplan.AmendmentAct]string{workplan.ActChanged: "changed", workplan.ActAdded: "added", workplan.ActWithdrawn: "withdrawn", workplan.ActRemoved: "removed"}

// subject is what was amended or found, in words: "item 2.1", "objective 3", "plan".
func (v voice) subject(s workplan.Subject) string {
	switch {
	case s.Ref != "":
		return v.t("item %s", s.Ref)
	case s.Objective > 0:
		return v.t("objective %d", s.Objective)
	default:
		return v.t("plan")
	}
}

func (v voice) whatWasDone(r workplan.CompletionReport, c workplan.AmendmentChange) string {
	if c.Act != workplan.ActChanged {
		return v.t(actWords[c.Act])
	}
	var parts []string
	for _, f := range c.Fields() {
		parts = append(parts, v.fieldDone(r, f))
	}
	return strings.Join(parts, "; ")
}

// longText is from how many characters on a text is not repeated in the report.
const longText = 120

// fieldDone tells how one field was changed. Long texts are only said to have been changed: the plan shows the present one.
func (v voice) fieldDone(r workplan.CompletionReport, f workplan.FieldChange) string {
	name := v.fieldWords(f.Field)
	if v.inEnglish() {
		name = strings.ReplaceAll(f.Field, "_", " ")
	}
	if len(f.Was) > longText || len(f.Is) > longText {
		return v.t("%s reworded", name)
	}
	return v.t("%s %s, before %s", name, v.fieldValue(r, f.Field, f.Is), v.fieldValue(r, f.Field, f.Was))
}

func (v voice) fieldValue(r workplan.CompletionReport, field, value string) string {
	if value == "" {
		return v.t("none")
	}
	switch field {
	case "leads", "supporting", "partners":
		return v.listed(names(r, strings.Split(value, ", ")))
	case "start", "due", "period_start", "period_end":
		return v.period(workplan.PartialDate(value))
	case "title", "description", "expected_output", "note", "notes", "origin":
		return "“" + value + "”"
	case "nature":
		return v.small(workplan.Nature(value))
	case "audience":
		return v.small(workplan.Audience(value))
	default:
		return strings.ReplaceAll(value, "_", " ")
	}
}

// small is a word of the design as it stands within a sentence: in English its own name, with spaces.
func (v voice) small(word any) string {
	if v.inEnglish() {
		return strings.ReplaceAll(fmt.Sprint(word), "_", " ")
	}
	return v.said(workplan.Say("%s", word))
}

// amendmentSheet lists what was amended since the endorsement, a row for each thing.
func (b *book) amendmentSheet() error {
	r := b.report
	if len(r.Amendments) == 0 {
		return nil
	}
	l := layout{name: "Amendments", widths: []float64{6, 9, 13, 15, 36, 12, 60, 48, 16, 13}, cols: 1, pages: 1}
	return b.list(l, b.texts("No.", "Revision", "Holds from", "Subject", "Title", "Done", "What changed", "Why", "Meeting", "Recorded"), func(yield func([]any) bool) {
		for _, a := range r.Amendments {
			for _, c := range a.Changes {
				if !yield([]any{a.Number, a.Revision, a.EffectiveOn, capital(b.subject(c.Subject())), c.Title, b.t(actWords[c.Act]), b.whatWasDone(r, c), a.Reason, a.Meeting, workplan.DateOf(a.RecordedAt)}) {
					return
				}
			}
		}
	}, "")
}
