package report

import (
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
		d.add(heading{Level: 2, Text: h.Item.Ref + " " + h.Item.Title, ID: "item-" + h.Item.Ref}, d.itemFacts(r, h.Item))
		t := table{Caption: d.t("Updates of item %s", h.Item.Ref), Empty: d.t("Nothing was reported on this item."), Columns: d.heads([]column{{Head: "No.", Weight: 2, Numeric: true},
			{Head: "True from", Weight: 5}, {Head: "Recorded", Weight: 6}, {Head: "By", Weight: 6}, {Head: "Status", Weight: 5}, {Head: "What was reported", Weight: 18}})}
		for _, u := range h.Updates {
			t.Rows = append(t.Rows, []cell{d.number(u.Number), say(d.day(u.EffectiveOn)), say(d.moment(u.RecordedAt)), d.speakerCell(r, u), d.updateStatus(u), d.updateCell(h, u)})
		}
		d.add(t)
		d.outputsOf(r, h.Item.Ref)
	}
}

func (v voice) itemFacts(r workplan.CompletionReport, i workplan.ActionItem) facts {
	f := facts{{v.t("Status"), v.word(i.Status)}, {v.t("Nature"), v.word(i.Nature)}, {v.t("Leads"), or(strings.Join(names(r, i.Leads), ", "), v.notRecorded())},
		{v.t("Objective"), v.objectiveOf(r, i)}}
	for _, more := range []fact{{v.t("Supporting"), strings.Join(names(r, i.Supporting), ", ")}, {v.t("Partners"), strings.Join(names(r, i.Partners), ", ")},
		{v.t("Description"), i.Description}, {v.t("Expected output"), i.ExpectedOutput}, {v.t("Topics"), strings.Join(i.Topics, ", ")}, {v.t("Note"), i.Note}, {v.t("Source"), i.Source}} {
		if more.Value != "" {
			f = append(f, more)
		}
	}
	return append(f, fact{v.t("Start"), v.period(i.Start)}, fact{v.t("Due"), v.period(i.Due)})
}

// objectiveOf names the objective that is recorded with an item; its ref says nothing of it.
func (v voice) objectiveOf(r workplan.CompletionReport, i workplan.ActionItem) string {
	for _, g := range r.ByObjective {
		if g.Key != "" && g.Key == strconv.Itoa(i.Objective) {
			return v.objectiveLabel(g)
		}
	}
	return v.notRecorded()
}

func (v voice) speakerCell(r workplan.CompletionReport, u workplan.StatusUpdate) cell {
	c := say(capital(v.speaker(r, u)))
	if u.OnBehalf {
		c.Lines = append(c.Lines, line{Text: v.t(onBehalf)})
	}
	return c
}

// speaker is for whom an update speaks: a lead; where it names none, the co-chairs for their decisions, and otherwise the secretariat, which entered
// what is known of an item without a recorded lead.
func (v voice) speaker(r workplan.CompletionReport, u workplan.StatusUpdate) string {
	switch {
	case u.Lead != "":
		return or(r.Names[u.Lead], u.Lead)
	case u.Kind == workplan.UpdateDecision, u.Kind == workplan.UpdateCarryOver:
		return v.t("co-chairs")
	default:
		return v.t("secretariat, for no lead")
	}
}

// onBehalf marks what the secretariat posted for a lead, wherever it is quoted.
const onBehalf = "posted by the secretariat on the lead's behalf"

// saidIn are the lines of an update with who said it and when.
func (v voice) saidIn(r workplan.CompletionReport, u workplan.StatusUpdate) []line {
	by := v.day(u.EffectiveOn) + ", " + v.speaker(r, u)
	if u.OnBehalf {
		by += " (" + v.t(onBehalf) + ")"
	}
	return append([]line{{Label: by}}, v.reported(u)...)
}

func (v voice) updateStatus(u workplan.StatusUpdate) cell {
	if u.Status == "" {
		return say(v.t("unchanged"))
	}
	return v.statusCell(u.Status)
}

func (v voice) updateCell(h workplan.ItemHistory, u workplan.StatusUpdate) cell {
	var c cell
	if by := h.CorrectedBy[u.Number]; by > 0 {
		c.Lines = append(c.Lines, line{Text: v.t("Corrected by update %d; no longer counts.", by)})
	}
	if u.Corrects > 0 {
		c.Lines = append(c.Lines, line{Label: v.t("Corrects update %d", u.Corrects), Text: u.CorrectionReason})
	}
	if u.Kind != workplan.UpdateProgress {
		c.Lines = append(c.Lines, line{Text: v.word(u.Kind)})
	}
	c.Lines = append(c.Lines, v.reported(u)...)
	if u.CompletedOn != "" {
		c.Lines = append(c.Lines, line{Label: v.t("Completed"), Text: v.period(u.CompletedOn)})
	}
	if u.PlannedCompletion != "" {
		c.Lines = append(c.Lines, line{Label: v.t("Planned completion"), Text: v.period(u.PlannedCompletion)})
	}
	return c
}
