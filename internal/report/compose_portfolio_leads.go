package report

import (
	"strings"

	"fwptracker/internal/workplan"
)

// portfolioLeads tells who has what open and overdue.
func (d *document) portfolioLeads(p workplan.Portfolio) {
	d.part("leads", "Leads across plans")
	t := table{Caption: d.t("Leads across plans"), Empty: d.t("No item that counts has a recorded lead."), Columns: d.heads([]column{{Head: "Lead", Weight: 10}, numberColumn("Plans"), numberColumn("Items"), numberColumn("Open"),
		numberColumn("Overdue"), numberColumn("Silent"), {Head: "Completed", Weight: 3, Numeric: true}, {Head: "Completion rate", Weight: 5, Numeric: true, Kept: true}})}
	for _, l := range p.ByLead {
		c := l.Counts
		t.Rows = append(t.Rows, []cell{say(leadName(l)), d.number(len(l.Plans)), d.number(c.Items), d.number(c.Open()), d.number(c.Overdue), d.number(c.Silent), d.number(c.Completed()), say(d.rate(c.Rate))})
	}
	d.add(t)
	if len(p.ByLead) > 0 {
		d.explain("An item with several leads stands under each of them, so the rows can add up to more than the portfolio has. Completed counts continuing items too, the rate does not.")
	}
}

func leadName(l workplan.PortfolioLead) string {
	if l.Key == "" {
		return withoutLead
	}
	return l.Name
}

// mostCarried lists what went on from plan to plan most often.
func (d *document) mostCarried(p workplan.Portfolio) {
	d.part("carried", "Carried on most often")
	t := table{Caption: d.t("Items carried on from plan to plan"), Empty: d.t("No item was carried on from one plan into another."), Columns: d.heads([]column{{Head: "Item", Weight: 8},
		{Head: "Carried", Weight: 3, Kept: true}, {Head: "From first to last", Weight: 8}, {Head: "Leads", Weight: 5}, {Head: "Status", Weight: 4}, {Head: "Due", Weight: 5}})}
	for _, c := range p.MostCarried {
		var steps cell
		for _, name := range c.Path {
			steps.Lines = append(steps.Lines, line{Text: name})
		}
		if len(c.Joined) > 0 {
			steps.Lines = append(steps.Lines, line{Label: d.t("Merged with"), Text: strings.Join(c.Joined, ", ")})
		}
		t.Rows = append(t.Rows, []cell{say(c.Item.Title), say(times(c.Times())), steps, say(or(strings.Join(leadNames(p, c.Item.Leads), ", "), d.notRecorded())), d.standingCell(c.ReportItem), d.dueCell(c.ReportItem)})
	}
	d.add(t)
	if more := p.Carried - len(p.MostCarried); more > 0 {
		d.explain("The %d carried on most often are listed; %d more were carried on too.", len(p.MostCarried), more)
	}
}

// times tells how often: "once", "twice", "3 times".
func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	default:
		return english.count(n, "no time", "1 time", "%d times")
	}
}

// leadNames are the short names of members, as the portfolio has them.
func leadNames(p workplan.Portfolio, codes []string) []string {
	names := make([]string, len(codes))
	for n, code := range codes {
		names[n] = or(p.Names[code], code)
	}
	return names
}

// howCounted says what the numbers mean; it is the same for every portfolio but for what it holds.
func (d *document) howCounted(p workplan.Portfolio) {
	d.part("counting", "How this was counted")
	for _, text := range portfolioRules(p) {
		d.explain("%s", text)
	}
}

// portfolioRules say what the numbers mean.
func portfolioRules(p workplan.Portfolio) []string {
	rules := []string{
		"The line of a plan says what the plan's own completion report says. Across plans, an item that went on in a later plan counts once, where it stands latest; one that was split counts as often as it goes on. " +
			"What was carried over to where this portfolio does not reach counts as carried over.",
		"Open: planned, in progress or postponed, continuing items too. Overdue: a one-off item planned or in progress after the last day of its due period. " +
			"Silent: open, and nothing reported on it, not even that there is nothing to report, since the last meeting of the body or, where there was none, the endorsement.",
	}
	if p.Totals.Drafts > 0 {
		rules = append(rules, "Drafts are listed for those who may see them. They count in no total, neither by body nor by lead.")
	}
	return rules
}
