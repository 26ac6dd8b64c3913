package report

import (
	"strings"

	"fwptracker/internal/workplan"
)

// stageWords name the stages as people do.
var stageWords = map[workplan.Stage]string{
	workplan.StageToBeDeveloped: "to be developed", workplan.StageWorkshop: "workshop", workplan.StageEndorsed: "endorsed", workplan.StagePublished: "published",
	workplan.StageLaunched: "launched", workplan.StageDelivered: "delivered", workplan.StageCompletionNoted: "completion noted",
}

var deliverableWords = map[workplan.DeliverableKind]string{
	workplan.KindGuide: "Guide", workplan.KindReport: "Report|deliverable", workplan.KindTraining: "Training", workplan.KindEvent: "Event", workplan.KindTool: "Tool", workplan.KindOther: "Output",
}

var openingWords = map[workplan.OpeningKind]string{
	workplan.OpeningExpertise: "Expertise", workplan.OpeningHost: "Host", workplan.OpeningFunding: "Funding", workplan.OpeningParticipants: "Participants", workplan.OpeningOther: "Other",
}

// deliverables list the outputs of all items, with the stages that they have reached.
func (d *document) deliverables(r workplan.CompletionReport) {
	d.part("deliverables", "Deliverables")
	t := table{Caption: d.t("The outputs of the items, and how far they had come by %s", d.day(r.AsOf)), Empty: d.t("No deliverable is listed."), Columns: d.heads([]column{{Head: "Ref", Weight: 2, Kept: true},
		{Head: "Item", Weight: 7}, {Head: "Deliverable", Weight: 7}, {Head: "Stages reached", Weight: 11}})}
	for _, i := range r.Items {
		for _, o := range i.Deliverables {
			t.Rows = append(t.Rows, []cell{say(i.Item.Ref), d.titleCell(i), d.outputCell(o), d.stagesCell(r, o)})
		}
	}
	d.add(t)
}

// outputCell names a deliverable.
func (v voice) outputCell(o workplan.DeliverableReading) cell {
	c := say(o.Title)
	c.Lines = append(c.Lines, line{Text: v.t(deliverableWords[o.Kind])})
	if o.Description != "" {
		c.Lines = append(c.Lines, line{Text: o.Description})
	}
	return c
}

// stagesCell tells of the stages of a deliverable, oldest first.
func (v voice) stagesCell(r workplan.CompletionReport, o workplan.DeliverableReading) cell {
	var c cell
	for _, s := range o.Stages {
		c.Lines = append(c.Lines, v.stageLines(r, s)...)
	}
	if len(c.Lines) == 0 {
		return say(v.t("no stage reached yet"))
	}
	return c
}

// stageLines tell when and where a stage was reached, with its links.
func (v voice) stageLines(r workplan.CompletionReport, s workplan.StageEntry) []line {
	lines := []line{{Label: capital(v.t(stageWords[s.Stage])), Text: v.reachedWords(r, s)}}
	if s.Note != "" {
		lines = append(lines, line{Text: s.Note})
	}
	if s.OnBehalf {
		lines = append(lines, line{Text: capital(v.t(onBehalf))})
	}
	for _, l := range s.Links {
		lines = append(lines, line{Label: v.t("Link"), Text: l.Title, Link: l.URL})
	}
	return lines
}

// reachedWords tell when a stage was reached, at which meeting and where.
func (v voice) reachedWords(r workplan.CompletionReport, s workplan.StageEntry) string {
	words := v.period(s.ReachedOn)
	if m := r.StageMeetings[s.Meeting]; m.Name != "" {
		words += ", " + m.Name
	}
	if s.Place != "" {
		words += ", " + s.Place
	}
	return words
}

// outputLines tell of the deliverables of an item in brief, for a cell that says what was delivered.
func (v voice) outputLines(r workplan.CompletionReport, i workplan.ReportItem) []line {
	var lines []line
	for _, o := range i.Deliverables {
		lines = append(lines, line{Label: v.t(deliverableWords[o.Kind]), Text: v.outputInBrief(r, o)})
		for _, s := range o.Stages {
			for _, l := range s.Links {
				lines = append(lines, line{Label: v.t("Link"), Text: l.Title, Link: l.URL})
			}
		}
	}
	return lines
}

// outputInBrief is a deliverable with its stages on one line.
func (v voice) outputInBrief(r workplan.CompletionReport, o workplan.DeliverableReading) string {
	var stages []string
	for _, s := range o.Stages {
		stages = append(stages, v.t(stageWords[s.Stage])+" "+v.reachedWords(r, s))
	}
	return o.Title + " (" + or(strings.Join(stages, "; "), v.t("no stage reached yet")) + ")"
}

// sought lists the openings that take offers.
func (d *document) sought(r workplan.CompletionReport) {
	t := table{Caption: d.t("Open on %s", d.day(r.AsOf)), Empty: d.t("No opening is open."), Columns: d.heads([]column{{Head: "Ref", Weight: 2, Kept: true}, {Head: "Item", Weight: 7},
		{Head: "Sought by", Weight: 4}, {Head: "What is sought", Weight: 10}, {Head: "Until", Weight: 4}})}
	told := false
	for _, o := range r.Sought {
		told = told || o.Offers != nil
	}
	if told {
		t.Columns = append(t.Columns, column{Head: d.t("Offers"), Weight: 4})
	}
	for _, o := range r.Sought {
		what := cell{Lines: []line{{Label: d.t(openingWords[o.Kind]), Text: o.Sought}}}
		if o.OnBehalf {
			what.Lines = append(what.Lines, line{Text: capital(d.t(onBehalf))})
		}
		row := []cell{say(o.Ref), say(o.Item.Title), say(or(or(r.Names[o.Lead], o.Lead), d.notRecorded())), what, say(d.untilWords(o))}
		if told {
			row = append(row, say(d.offerWords(o.Offers)))
		}
		t.Rows = append(t.Rows, row)
	}
	d.add(t)
}

func (v voice) untilWords(o workplan.OpeningReading) string {
	if o.Until == "" {
		return v.t("no end")
	}
	return v.period(o.Until)
}

// offerTexts tell how many offers are pending, accepted, declined and taken back.
var offerTexts = [...]string{"%d pending", "%d accepted", "%d declined", "%d taken back"}

// offerWords tell how many offers there are, where the reader may know.
func (v voice) offerWords(c *workplan.OfferCounts) string {
	if c == nil {
		return "–"
	}
	var parts []string
	for n, of := range []int{c.Pending, c.Accepted, c.Declined, c.TakenBack} {
		if of > 0 {
			parts = append(parts, v.t(offerTexts[n], of))
		}
	}
	return or(strings.Join(parts, ", "), v.t("none"))
}

// outputsOf lists the deliverables of one item on its annex sheet.
func (d *document) outputsOf(r workplan.CompletionReport, ref string) {
	for _, i := range r.Items {
		if i.Item.Ref != ref || len(i.Deliverables) == 0 {
			continue
		}
		t := table{Caption: d.t("Deliverables of item %s", ref), Columns: d.heads([]column{{Head: "No.", Weight: 2, Numeric: true}, {Head: "Deliverable", Weight: 12}, {Head: "Stages reached", Weight: 18}})}
		for _, o := range i.Deliverables {
			t.Rows = append(t.Rows, []cell{d.number(o.Number), d.outputCell(o), d.stagesCell(r, o)})
		}
		d.add(t)
	}
}

// stagesSince lists the stages that deliverables have reached since the earlier day.
func (d *document) stagesSince(r workplan.CompletionReport) {
	t := table{Caption: d.t("Stages that deliverables have reached since"), Empty: d.t("No deliverable has reached a stage since."), Columns: d.heads([]column{{Head: "Ref", Weight: 2, Kept: true},
		{Head: "Deliverable", Weight: 9}, {Head: "Stage", Weight: 4}, {Head: "Reached", Weight: 9}})}
	for _, s := range r.Since.Stages {
		reached := cell{Lines: []line{{Text: d.reachedWords(r, s.Entry)}}}
		for _, l := range s.Entry.Links {
			reached.Lines = append(reached.Lines, line{Label: d.t("Link"), Text: l.Title, Link: l.URL})
		}
		t.Rows = append(t.Rows, []cell{say(s.Ref), d.outputCell(workplan.DeliverableReading{Deliverable: s.Deliverable}), say(capital(d.t(stageWords[s.Entry.Stage]))), reached})
	}
	d.add(t)
}
