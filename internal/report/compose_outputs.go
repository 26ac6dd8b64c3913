package report

import (
	"fmt"
	"strings"

	"fwptracker/internal/workplan"
)

// stageWords name the stages as people do.
var stageWords = map[workplan.Stage]string{
	workplan.StageToBeDeveloped: "to be developed", workplan.StageWorkshop: "workshop", workplan.StageEndorsed: "endorsed", workplan.StagePublished: "published",
	workplan.StageLaunched: "launched", workplan.StageDelivered: "delivered", workplan.StageCompletionNoted: "completion noted",
}

var deliverableWords = map[workplan.DeliverableKind]string{
	workplan.KindGuide: "Guide", workplan.KindReport: "Report", workplan.KindTraining: "Training", workplan.KindEvent: "Event", workplan.KindTool: "Tool", workplan.KindOther: "Output",
}

var openingWords = map[workplan.OpeningKind]string{
	workplan.OpeningExpertise: "Expertise", workplan.OpeningHost: "Host", workplan.OpeningFunding: "Funding", workplan.OpeningParticipants: "Participants", workplan.OpeningOther: "Other",
}

// deliverables list the outputs of all items, with the stages that they have reached.
func (d *document) deliverables(r workplan.CompletionReport) {
	d.part("deliverables", "Deliverables")
	t := table{Caption: "The outputs of the items, and how far they had come by " + day(r.AsOf), Empty: "No deliverable is listed.", Columns: []column{{Head: "Ref", Weight: 2, Kept: true},
		{Head: "Item", Weight: 7}, {Head: "Deliverable", Weight: 7}, {Head: "Stages reached", Weight: 11}}}
	for _, i := range r.Items {
		for _, o := range i.Deliverables {
			t.Rows = append(t.Rows, []cell{say(i.Item.Ref), titleCell(i), outputCell(o), stagesCell(r, o)})
		}
	}
	d.add(t)
}

// outputCell names a deliverable.
func outputCell(o workplan.DeliverableReading) cell {
	c := say(o.Title)
	c.Lines = append(c.Lines, line{Text: deliverableWords[o.Kind]})
	if o.Description != "" {
		c.Lines = append(c.Lines, line{Text: o.Description})
	}
	return c
}

// stagesCell tells of the stages of a deliverable, oldest first.
func stagesCell(r workplan.CompletionReport, o workplan.DeliverableReading) cell {
	var c cell
	for _, s := range o.Stages {
		c.Lines = append(c.Lines, stageLines(r, s)...)
	}
	if len(c.Lines) == 0 {
		return say("no stage reached yet")
	}
	return c
}

// stageLines tell when and where a stage was reached, with its links.
func stageLines(r workplan.CompletionReport, s workplan.StageEntry) []line {
	lines := []line{{Label: capital(stageWords[s.Stage]), Text: reachedWords(r, s)}}
	if s.Note != "" {
		lines = append(lines, line{Text: s.Note})
	}
	if s.OnBehalf {
		lines = append(lines, line{Text: capital(onBehalf)})
	}
	for _, l := range s.Links {
		lines = append(lines, line{Label: "Link", Text: l.Title, Link: l.URL})
	}
	return lines
}

// reachedWords tell when a stage was reached, at which meeting and where.
func reachedWords(r workplan.CompletionReport, s workplan.StageEntry) string {
	words := period(s.ReachedOn)
	if m := r.StageMeetings[s.Meeting]; m.Name != "" {
		words += ", " + m.Name
	}
	if s.Place != "" {
		words += ", " + s.Place
	}
	return words
}

// outputLines tell of the deliverables of an item in brief, for a cell that says what was delivered.
func outputLines(r workplan.CompletionReport, i workplan.ReportItem) []line {
	var lines []line
	for _, o := range i.Deliverables {
		lines = append(lines, line{Label: deliverableWords[o.Kind], Text: outputInBrief(r, o)})
		for _, s := range o.Stages {
			for _, l := range s.Links {
				lines = append(lines, line{Label: "Link", Text: l.Title, Link: l.URL})
			}
		}
	}
	return lines
}

// outputInBrief is a deliverable with its stages on one line.
func outputInBrief(r workplan.CompletionReport, o workplan.DeliverableReading) string {
	var stages []string
	for _, s := range o.Stages {
		stages = append(stages, stageWords[s.Stage]+" "+reachedWords(r, s))
	}
	return o.Title + " (" + or(strings.Join(stages, "; "), "no stage reached yet") + ")"
}

// sought lists the openings that take offers.
func (d *document) sought(r workplan.CompletionReport) {
	t := table{Caption: "Open on " + day(r.AsOf), Empty: "No opening is open.", Columns: []column{{Head: "Ref", Weight: 2, Kept: true}, {Head: "Item", Weight: 7},
		{Head: "Sought by", Weight: 4}, {Head: "What is sought", Weight: 10}, {Head: "Until", Weight: 4}}}
	told := false
	for _, o := range r.Sought {
		told = told || o.Offers != nil
	}
	if told {
		t.Columns = append(t.Columns, column{Head: "Offers", Weight: 4})
	}
	for _, o := range r.Sought {
		what := cell{Lines: []line{{Label: openingWords[o.Kind], Text: o.Sought}}}
		if o.OnBehalf {
			what.Lines = append(what.Lines, line{Text: capital(onBehalf)})
		}
		row := []cell{say(o.Ref), say(o.Item.Title), say(or(or(r.Names[o.Lead], o.Lead), notRecorded)), what, say(untilWords(o))}
		if told {
			row = append(row, say(offerWords(o.Offers)))
		}
		t.Rows = append(t.Rows, row)
	}
	d.add(t)
}

func untilWords(o workplan.OpeningReading) string {
	if o.Until == "" {
		return "no end"
	}
	return period(o.Until)
}

// offerWords tell how many offers there are, where the reader may know.
func offerWords(c *workplan.OfferCounts) string {
	if c == nil {
		return "–"
	}
	var parts []string
	for _, of := range []struct {
		n    int
		what string
	}{{c.Pending, "pending"}, {c.Accepted, "accepted"}, {c.Declined, "declined"}, {c.TakenBack, "taken back"}} {
		if of.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", of.n, of.what))
		}
	}
	return or(strings.Join(parts, ", "), "none")
}

// outputsOf lists the deliverables of one item on its annex sheet.
func (d *document) outputsOf(r workplan.CompletionReport, ref string) {
	for _, i := range r.Items {
		if i.Item.Ref != ref || len(i.Deliverables) == 0 {
			continue
		}
		t := table{Caption: "Deliverables of item " + ref, Columns: []column{{Head: "No.", Weight: 2, Numeric: true}, {Head: "Deliverable", Weight: 12}, {Head: "Stages reached", Weight: 18}}}
		for _, o := range i.Deliverables {
			t.Rows = append(t.Rows, []cell{number(o.Number), outputCell(o), stagesCell(r, o)})
		}
		d.add(t)
	}
}

// stagesSince lists the stages that deliverables have reached since the earlier day.
func (d *document) stagesSince(r workplan.CompletionReport) {
	t := table{Caption: "Stages that deliverables have reached since", Empty: "No deliverable has reached a stage since.", Columns: []column{{Head: "Ref", Weight: 2, Kept: true},
		{Head: "Deliverable", Weight: 9}, {Head: "Stage", Weight: 4}, {Head: "Reached", Weight: 9}}}
	for _, s := range r.Since.Stages {
		reached := cell{Lines: []line{{Text: reachedWords(r, s.Entry)}}}
		for _, l := range s.Entry.Links {
			reached.Lines = append(reached.Lines, line{Label: "Link", Text: l.Title, Link: l.URL})
		}
		t.Rows = append(t.Rows, []cell{say(s.Ref), outputCell(workplan.DeliverableReading{Deliverable: s.Deliverable}), say(capital(stageWords[s.Entry.Stage])), reached})
	}
	d.add(t)
}
