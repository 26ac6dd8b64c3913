package report

import (
	"fmt"
	"strconv"
	"strings"

	"fwptracker/internal/workplan"
)

// annex gives every item a sheet with its full history, on landscape pages.
func (d *document) annex(r workplan.CompletionReport) {
	if r.Annex == nil {
		return
	}
	d.add(turn{Landscape: true})
	d.part("annex", "Annex: the record of each item")
	for _, h := range r.Annex {
		d.add(heading{Level: 2, Text: h.Item.Ref + " " + h.Item.Title, ID: "item-" + h.Item.Ref}, itemFacts(r, h.Item))
		t := table{Caption: "Updates of item " + h.Item.Ref, Empty: "Nothing was reported on this item.", Columns: []column{{Head: "No.", Weight: 2, Numeric: true},
			{Head: "True from", Weight: 5}, {Head: "Recorded", Weight: 6}, {Head: "By", Weight: 6}, {Head: "Status", Weight: 5}, {Head: "What was reported", Weight: 18}}}
		for _, u := range h.Updates {
			t.Rows = append(t.Rows, []cell{number(u.Number), say(day(u.EffectiveOn)), say(moment(u.RecordedAt).String()), speakerCell(r, u), updateStatus(u), updateCell(h, u)})
		}
		d.add(t)
		d.outputsOf(r, h.Item.Ref)
	}
}

func itemFacts(r workplan.CompletionReport, i workplan.ActionItem) facts {
	f := facts{{"Status", statusWords[i.Status]}, {"Nature", natureWords[i.Nature]}, {"Leads", or(strings.Join(names(r, i.Leads), ", "), notRecorded)},
		{"Objective", objectiveOf(r, i)}}
	for _, more := range []fact{{"Supporting", strings.Join(names(r, i.Supporting), ", ")}, {"Partners", strings.Join(names(r, i.Partners), ", ")},
		{"Description", i.Description}, {"Expected output", i.ExpectedOutput}, {"Topics", strings.Join(i.Topics, ", ")}, {"Note", i.Note}, {"Source", i.Source}} {
		if more.Value != "" {
			f = append(f, more)
		}
	}
	return append(f, fact{"Start", period(i.Start)}, fact{"Due", period(i.Due)})
}

// objectiveOf names the objective that is recorded with an item; its ref says nothing of it.
func objectiveOf(r workplan.CompletionReport, i workplan.ActionItem) string {
	for _, g := range r.ByObjective {
		if g.Key != "" && g.Key == strconv.Itoa(i.Objective) {
			return objectiveLabel(g)
		}
	}
	return notRecorded
}

func speakerCell(r workplan.CompletionReport, u workplan.StatusUpdate) cell {
	c := say(capital(speaker(r, u)))
	if u.OnBehalf {
		c.Lines = append(c.Lines, line{Text: onBehalf})
	}
	return c
}

// speaker is for whom an update speaks: a lead; where it names none, the co-chairs for their decisions, and otherwise the secretariat, which entered
// what is known of an item without a recorded lead.
func speaker(r workplan.CompletionReport, u workplan.StatusUpdate) string {
	switch {
	case u.Lead != "":
		return or(r.Names[u.Lead], u.Lead)
	case u.Kind == workplan.UpdateDecision, u.Kind == workplan.UpdateCarryOver:
		return "co-chairs"
	default:
		return "secretariat, for no lead"
	}
}

// onBehalf marks what the secretariat posted for a lead, wherever it is quoted.
const onBehalf = "posted by the secretariat on the lead's behalf"

// saidIn are the lines of an update with who said it and when.
func saidIn(r workplan.CompletionReport, u workplan.StatusUpdate) []line {
	by := day(u.EffectiveOn) + ", " + speaker(r, u)
	if u.OnBehalf {
		by += " (" + onBehalf + ")"
	}
	return append([]line{{Label: by}}, reported(u)...)
}

func updateStatus(u workplan.StatusUpdate) cell {
	if u.Status == "" {
		return say("unchanged")
	}
	return statusCell(u.Status)
}

func updateCell(h workplan.ItemHistory, u workplan.StatusUpdate) cell {
	var c cell
	if by := h.CorrectedBy[u.Number]; by > 0 {
		c.Lines = append(c.Lines, line{Text: fmt.Sprintf("Corrected by update %d; no longer counts.", by)})
	}
	if u.Corrects > 0 {
		c.Lines = append(c.Lines, line{Label: fmt.Sprintf("Corrects update %d", u.Corrects), Text: u.CorrectionReason})
	}
	if u.Kind != workplan.UpdateProgress {
		c.Lines = append(c.Lines, line{Text: kindWords[u.Kind]})
	}
	c.Lines = append(c.Lines, reported(u)...)
	if u.CompletedOn != "" {
		c.Lines = append(c.Lines, line{Label: "Completed", Text: period(u.CompletedOn)})
	}
	if u.PlannedCompletion != "" {
		c.Lines = append(c.Lines, line{Label: "Planned completion", Text: period(u.PlannedCompletion)})
	}
	return c
}
