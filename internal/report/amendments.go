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
	t := table{Caption: "What was amended, and why", Empty: "What was amended is not for the readers of this report.", Columns: []column{{Head: "No.", Weight: 2, Kept: true},
		{Head: "Holds from", Weight: 4}, {Head: "What changed", Weight: 12}, {Head: "Why", Weight: 8}}}
	for _, a := range r.Amendments {
		why := cell{Lines: []line{{Text: a.Reason}}}
		if a.Meeting != "" {
			why.Lines = append(why.Lines, line{Label: "Decided at", Text: or(meetingsByCode(r)[a.Meeting], a.Meeting)})
		}
		t.Rows = append(t.Rows, []cell{say(fmt.Sprint(a.Number)), say(day(a.EffectiveOn)), {Lines: amended(r, a.Changes)}, why})
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
func amended(r workplan.CompletionReport, changes []workplan.AmendmentChange) []line {
	var lines []line
	for _, c := range changes {
		lines = append(lines, line{Label: capital(c.Subject().String()) + " (" + c.Title + ")", Text: whatWasDone(r, c)})
	}
	return lines
}

func whatWasDone(r workplan.CompletionReport, c workplan.AmendmentChange) string {
	if c.Act != workplan.ActChanged {
		return string(c.Act)
	}
	var parts []string
	for _, f := range c.Fields() {
		parts = append(parts, fieldDone(r, f))
	}
	return strings.Join(parts, "; ")
}

// longText is from how many characters on a text is not repeated in the report.
const longText = 120

// fieldDone tells how one field was changed. Long texts are only said to have been changed: the plan shows the present one.
func fieldDone(r workplan.CompletionReport, f workplan.FieldChange) string {
	name := strings.ReplaceAll(f.Field, "_", " ")
	if len(f.Was) > longText || len(f.Is) > longText {
		return name + " reworded"
	}
	return fmt.Sprintf("%s %s, before %s", name, fieldValue(r, f.Field, f.Is), fieldValue(r, f.Field, f.Was))
}

func fieldValue(r workplan.CompletionReport, field, value string) string {
	if value == "" {
		return "none"
	}
	switch field {
	case "leads", "supporting", "partners":
		return listed(names(r, strings.Split(value, ", ")))
	case "start", "due", "period_start", "period_end":
		return period(workplan.PartialDate(value))
	case "title", "description", "expected_output", "note", "notes", "origin":
		return "“" + value + "”"
	default:
		return strings.ReplaceAll(value, "_", " ")
	}
}

// amendmentSheet lists what was amended since the endorsement, a row for each thing.
func (b *book) amendmentSheet() error {
	r := b.report
	if len(r.Amendments) == 0 {
		return nil
	}
	l := layout{name: "Amendments", widths: []float64{6, 9, 13, 15, 36, 12, 60, 48, 16, 13}, cols: 1, pages: 1}
	return b.list(l, []string{"No.", "Revision", "Holds from", "Subject", "Title", "Done", "What changed", "Why", "Meeting", "Recorded"}, func(yield func([]any) bool) {
		for _, a := range r.Amendments {
			for _, c := range a.Changes {
				if !yield([]any{a.Number, a.Revision, a.EffectiveOn, capital(c.Subject().String()), c.Title, string(c.Act), whatWasDone(r, c), a.Reason, a.Meeting, workplan.DateOf(a.RecordedAt)}) {
					return
				}
			}
		}
	}, "")
}
