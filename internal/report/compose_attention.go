package report

import (
	"fwptracker/internal/workplan"
)

// mostInAttention is how many items the list of what needs attention names: more would not be read. The tables below it mark the rest.
const mostInAttention = 25

// attention lists what a co-chair must act on, the most pressing first.
func (d *document) attention(r workplan.CompletionReport) {
	d.under("attention", "What needs attention")
	t := table{Caption: d.t("Open items with a concern on %s, the most pressing first", d.day(r.AsOf)), Empty: d.t("No open item is overdue, past its lead's own planned date, off track, at risk or silent."),
		Columns: d.heads([]column{{Head: "Ref", Weight: 2, Kept: true}, {Head: "Item", Weight: 8}, {Head: "Leads", Weight: 5}, {Head: "What is the matter", Weight: 10}, {Head: "Last heard", Weight: 5}})}
	for n, i := range r.Attention {
		if n == mostInAttention {
			break
		}
		t.Rows = append(t.Rows, []cell{say(i.Item.Ref), d.titleCell(i), d.namesCell(r, i.Item.Leads), d.concernCell(i), d.heardCell(i)})
	}
	d.add(t)
	if more := len(r.Attention) - mostInAttention; more > 0 {
		d.explain("%s more: the tables of open, continuing and silent items mark them.", capital(d.count(more, "no item", "1 item", "%d items")))
	}
}

// concernCell tells what is the matter with an item, with its days.
func (v voice) concernCell(i workplan.ReportItem) cell {
	var c cell
	for _, concern := range i.Concerns {
		text := capital(v.t(concernWords[concern]))
		switch concern {
		case workplan.ConcernOverdue:
			text = v.t("Overdue by %s (due %s)", v.count(i.OverdueDays, "no day", "1 day", "%d days"), v.period(i.Item.Due))
		case workplan.ConcernPlanOver:
			text = v.planWordsOf(i).Text
		}
		c.Lines = append(c.Lines, line{Text: text})
	}
	return c
}

// heardCell tells when an item was last reported on, and how long ago that was.
func (v voice) heardCell(i workplan.ReportItem) cell {
	switch {
	case i.UnheardDays < 0:
		return say(v.t("never"))
	case i.UnheardDays == 0:
		return cell{Lines: []line{{Text: v.day(i.Item.LastReportedOn)}, {Text: v.t("the day of this report")}}}
	default:
		return cell{Lines: []line{{Text: v.day(i.Item.LastReportedOn)}, {Text: v.t("%s before", v.count(i.UnheardDays, "no day", "1 day", "%d days"))}}}
	}
}

// howToRead defines, once, the words that the report uses.
func (d *document) howToRead(r workplan.CompletionReport) {
	d.part("how-to-read", "How to read this report")
	d.add(d.definitions(r))
}

// definitions say what the words of a report mean.
func (v voice) definitions(r workplan.CompletionReport) facts {
	silent := v.t("An open item on which nothing was reported, not even that there is nothing to report. No day is recorded from which silence could be counted.")
	if r.SilentSince != "" {
		silent = v.t("An open item on which nothing, not even that there is nothing to report, was reported after %s; and a lead with open items that was not heard since. "+
			"A decision of the co-chairs is no report.", v.silentFrom(r))
	}
	words := facts{
		{v.t("Open"), v.t("Planned, in progress or postponed: the item still waits to be finished or decided.")},
		{v.t("Continuing"), v.t("An item that is reported each year. Continuing items stand apart from the completion rate; one that was completed, postponed or withdrawn is listed there too.")},
		{v.t("Overdue"), v.t("A one-off item, planned or in progress, after the last day of its due period. A postponed item is not overdue: it was decided.")},
		{v.t("Late"), v.t("An item completed after its due period, or after the plan's period where it has no due date.")},
		{v.t("Silent"), silent},
		{v.t("On track, at risk, off track"), v.t("The lead's own view of an open item.")},
		{v.t("Now planned for"), v.t("The completion that the lead last planned. Where none was given, an item is to be done by its due date.")},
		{v.t("Completion rate"), capital(v.t(workplan.RateRule)) + "."},
		{v.t("Dates"), v.t("As exactly as they are recorded; a month, quarter or year counts to its last day. An update counts from the day on which it was true.")},
	}
	if r.Audience == workplan.AudiencePublic {
		words = append(words, fact{v.t("What is not shown"), v.t("The report counts and shows what everyone may read; the plan may hold more.")})
	}
	return words
}
