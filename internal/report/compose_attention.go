package report

import (
	"fwptracker/internal/workplan"
)

// mostInAttention is how many items the list of what needs attention names: more would not be read. The tables below it mark the rest.
const mostInAttention = 25

// attention lists what a co-chair must act on, the most pressing first.
func (d *document) attention(r workplan.CompletionReport) {
	d.add(heading{Level: 2, Text: "What needs attention", ID: "attention"})
	t := table{Caption: "Open items with a concern on " + day(r.AsOf) + ", the most pressing first", Empty: "No open item is overdue, past its lead's own planned date, off track, at risk or silent.",
		Columns: []column{{Head: "Ref", Weight: 2, Kept: true}, {Head: "Item", Weight: 8}, {Head: "Leads", Weight: 5}, {Head: "What is the matter", Weight: 10}, {Head: "Last heard", Weight: 5}}}
	for n, i := range r.Attention {
		if n == mostInAttention {
			break
		}
		t.Rows = append(t.Rows, []cell{say(i.Item.Ref), titleCell(i), namesCell(r, i.Item.Leads), concernCell(i), heardCell(i)})
	}
	d.add(t)
	if more := len(r.Attention) - mostInAttention; more > 0 {
		d.explain("%s more: the tables of open, continuing and silent items mark them.", capital(count(more, "item", "items")))
	}
}

// concernCell tells what is the matter with an item, with its days.
func concernCell(i workplan.ReportItem) cell {
	var c cell
	for _, concern := range i.Concerns {
		text := capital(concernWords[concern])
		switch concern {
		case workplan.ConcernOverdue:
			text = "Overdue by " + count(i.OverdueDays, "day", "days") + " (due " + period(i.Item.Due) + ")"
		case workplan.ConcernPlanOver:
			text = planWordsOf(i).Text
		}
		c.Lines = append(c.Lines, line{Text: text})
	}
	return c
}

// heardCell tells when an item was last reported on, and how long ago that was.
func heardCell(i workplan.ReportItem) cell {
	switch {
	case i.UnheardDays < 0:
		return say("never")
	case i.UnheardDays == 0:
		return cell{Lines: []line{{Text: day(i.Item.LastReportedOn)}, {Text: "the day of this report"}}}
	default:
		return cell{Lines: []line{{Text: day(i.Item.LastReportedOn)}, {Text: count(i.UnheardDays, "day", "days") + " before"}}}
	}
}

// howToRead defines, once, the words that the report uses.
func (d *document) howToRead(r workplan.CompletionReport) {
	d.part("how-to-read", "How to read this report")
	d.add(definitions(r))
}

// definitions say what the words of a report mean.
func definitions(r workplan.CompletionReport) facts {
	silent := "An open item on which nothing was reported, not even that there is nothing to report. No day is recorded from which silence could be counted."
	if r.SilentSince != "" {
		silent = "An open item on which nothing, not even that there is nothing to report, was reported after " + silentFrom(r) + "; and a lead with open items that was not heard since. " +
			"A decision of the co-chairs is no report."
	}
	words := facts{
		{"Open", "Planned, in progress or postponed: the item still waits to be finished or decided."},
		{"Continuing", "An item that is reported each year. Continuing items stand apart from the completion rate; one that was completed, postponed or withdrawn is listed there too."},
		{"Overdue", "A one-off item, planned or in progress, after the last day of its due period. A postponed item is not overdue: it was decided."},
		{"Late", "An item completed after its due period, or after the plan's period where it has no due date."},
		{"Silent", silent},
		{"On track, at risk, off track", "The lead's own view of an open item."},
		{"Now planned for", "The completion that the lead last planned. Where none was given, an item is to be done by its due date."},
		{"Completion rate", capital(workplan.RateRule) + "."},
		{"Dates", "As exactly as they are recorded; a month, quarter or year counts to its last day. An update counts from the day on which it was true."},
	}
	if r.Audience == workplan.AudiencePublic {
		words = append(words, fact{"What is not shown", "The report counts and shows what everyone may read; the plan may hold more."})
	}
	return words
}
