package report

import (
	"fmt"
	"strconv"
	"strings"

	"fwptracker/internal/workplan"
)

// composePortfolio puts a portfolio into words and tables: where all the work stands, a line a plan, who has what open, and what was carried on most
// often.
func composePortfolio(p workplan.Portfolio) document {
	d := document{title: "Portfolio of work plans", subtitle: portfolioOf(p), about: aboutPortfolio(p)}
	d.add(portfolioFacts(p))
	d.portfolioSummary(p)
	d.portfolioPlans(p)
	d.portfolioLeads(p)
	d.mostCarried(p)
	d.howCounted(p)
	return d
}

// aboutPortfolio is what every file of the portfolio tells of itself.
func aboutPortfolio(p workplan.Portfolio) about {
	author := p.GeneratedBy
	if len(p.Bodies) == 1 {
		author = portfolioOf(p)
	}
	return about{author: author, subject: portfolioOf(p) + ", as of " + day(p.AsOf) + ", " + circleWords[p.Audience], keywords: "portfolio, forward work plans", made: moment(p.GeneratedAt)}
}

// portfolioOf names the bodies whose plans are listed, as long as they are few.
func portfolioOf(p workplan.Portfolio) string {
	if len(p.Bodies) == 0 {
		return "No body"
	}
	if len(p.Bodies) > bodiesNamed {
		return count(len(p.Bodies), "body", "bodies")
	}
	var names []string
	for _, b := range p.Bodies {
		names = append(names, or(b.Body.Name, b.Body.Code))
	}
	return strings.Join(names, " · ")
}

// portfolioFacts say of which plans, as of when and from what knowledge, for whom, and by whom.
func portfolioFacts(p workplan.Portfolio) facts {
	f := facts{{"Plans", plansIn(p.Totals.Plans, p.Totals.Drafts)}, {"Position as of", day(p.AsOf)}, {"From what was recorded by", moment(p.KnownAt).String()}}
	if narrowed := portfolioScopeWords(p.Scope); narrowed != "" {
		f = append(f, fact{"Only", narrowed})
	}
	return append(f, fact{"For", readersOf(p.Audience)}, fact{"Drawn up", moment(p.GeneratedAt).String() + " by " + p.GeneratedBy})
}

// plansIn counts plans, and beside them drafts where there are any.
func plansIn(plans, drafts int) string {
	text := strconv.Itoa(plans)
	if drafts > 0 {
		text += ", and " + count(drafts, "draft", "drafts")
	}
	return text
}

// readersOf names the circle of an audience, whatever the number of bodies.
func readersOf(a workplan.Audience) string {
	words := strings.TrimPrefix(circleWords[a], "for ")
	if words == "" {
		return words
	}
	return capital(words)
}

// portfolioScopeWords say to what the portfolio was narrowed.
func portfolioScopeWords(s workplan.PortfolioScope) string {
	var parts, statuses []string
	if len(s.Bodies) > 0 {
		parts = append(parts, "plans of "+listed(s.Bodies))
	}
	for _, status := range s.Statuses {
		statuses = append(statuses, strings.ToLower(planWords[status]))
	}
	if len(statuses) > 0 {
		parts = append(parts, "plans that are "+listed(statuses))
	}
	return strings.Join(parts, "; ")
}

// portfolioSummary is what somebody with one minute reads.
func (d *document) portfolioSummary(p workplan.Portfolio) {
	d.part("summary", "Summary")
	d.say("%s", portfolioInBrief(p))
	if p.Totals.Counts.Items == 0 {
		return
	}
	d.add(headlineTable(p.Totals.Counts))
	d.explain("Completion rate: %s. Rule: %s.", rate(p.Totals.Counts.Rate), workplan.RateRule)
}

// portfolioInBrief tells the position in sentences.
func portfolioInBrief(p workplan.Portfolio) string {
	c := p.Totals.Counts
	if c.Items == 0 {
		return "The portfolio has no items that count."
	}
	text := fmt.Sprintf("On %s %s had %s%s, each piece of work counted once: %s and %s. ", day(p.AsOf), count(p.Totals.Plans, "plan", "plans"), count(c.Items, "item", "items"),
		readerWords[p.Audience], count(c.OneOff, "one-off item", "one-off items"), count(c.Continuing, "continuing item", "continuing items"))
	if c.Rate.Denominator > 0 {
		text += fmt.Sprintf("Of the %s that count towards completion, %s completed (%s). ", count(c.Rate.Denominator, "one-off item", "one-off items"), are(c.Rate.Numerator), percent(c.Rate))
	}
	text += fmt.Sprintf("Open: %d. Overdue: %d. Silent: %d. Completed late: %d. ", c.Open(), c.Overdue, c.Silent, c.Late)
	past := 0
	for _, l := range p.Plans {
		if l.PastPeriod {
			past++
		}
	}
	if past > 0 {
		text += fmt.Sprintf("Past their period and not closed: %s. ", count(past, "plan", "plans"))
	}
	return text + fmt.Sprintf("Carried on from plan to plan: %s.", count(p.Carried, "item", "items"))
}

// portfolioPlans is a line a plan, then how the items of each stand, and the sums of the bodies where there are several.
func (d *document) portfolioPlans(p workplan.Portfolio) {
	d.part("plans", "Plans")
	t := table{Caption: "Plans", Empty: "There is no plan to list.", Columns: []column{{Head: "Plan", Weight: 11}, {Head: "Period", Weight: 5}, numberColumn("Items"), numberColumn("Open"),
		numberColumn("Overdue"), numberColumn("Silent"), {Head: "Completion rate", Weight: 5, Numeric: true, Kept: true}, {Head: "Last reported", Weight: 4}}}
	state := table{Caption: "Items of each plan by status", Columns: []column{{Head: "Plan", Weight: 10}}}
	for _, s := range workplan.Statuses {
		state.Columns = append(state.Columns, column{Head: statusWords[s], Weight: 2, Numeric: true})
	}
	state.Columns = append(state.Columns, column{Head: "Continuing", Weight: 2, Numeric: true}, column{Head: "Late", Weight: 2, Numeric: true}, column{Head: "Went on", Weight: 2, Numeric: true})
	var bars []bar
	oneOff := 0
	for _, l := range p.Plans {
		c := l.Counts
		t.Rows = append(t.Rows, []cell{planCell(l), periodCell(l), number(c.Items), number(c.Open()), number(c.Overdue), number(c.Silent), say(rate(c.Rate)), lastCell(l.LastReportedOn)})
		row := []cell{say(l.Plan.Title + " (" + l.Plan.Code + ")")}
		for _, s := range workplan.Statuses {
			row = append(row, number(c.ByStatus[s]))
		}
		state.Rows = append(state.Rows, append(row, number(c.Continuing), number(c.Late), number(l.WentOn)))
		bars = append(bars, bar{label: l.Plan.Title + " (" + l.Plan.Code + ")", byStatus: c.ByStatus})
		oneOff += c.OneOff
	}
	d.add(t)
	if oneOff > 0 {
		d.add(figure{Title: "One-off items by plan and status", Alt: barsInWords(bars), Chart: stackedBars(bars), Data: state})
	}
	if len(p.Bodies) > 1 {
		d.part("bodies", "Bodies")
		d.add(bodiesTable(p))
	}
}

func numberColumn(head string) column { return column{Head: head, Weight: 2, Numeric: true} }

// planCell names a plan, and says what is to be known of it at a glance.
func planCell(l workplan.PortfolioPlan) cell {
	c := say(l.Plan.Title)
	c.Lines = append(c.Lines, line{Text: l.Plan.Code})
	standing := planStanding(l.Plan)
	if l.Plan.Status == workplan.PlanDraft {
		standing += ": not in the totals"
	}
	return cell{Lines: append(c.Lines, line{Text: standing})}
}

// periodCell tells a plan's period, whether it is over, and which plan follows.
func periodCell(l workplan.PortfolioPlan) cell {
	c := say(planPeriod(l.Plan))
	if l.PastPeriod {
		c.Lines = append(c.Lines, line{Text: "Past its period, not closed"})
	}
	if len(l.Successors) > 0 {
		c.Lines = append(c.Lines, line{Label: "Followed by", Text: strings.Join(l.Successors, ", ")})
	}
	return c
}

func lastCell(on workplan.Date) cell {
	if on == "" {
		return say("never")
	}
	return say(day(on))
}

// bodiesTable sums up the bodies, each piece of work once.
func bodiesTable(p workplan.Portfolio) table {
	t := table{Caption: "Bodies", Total: true, Columns: []column{{Head: "Body", Weight: 9}, {Head: "Plans", Weight: 4}, numberColumn("Items"), numberColumn("Open"), numberColumn("Overdue"),
		numberColumn("Silent"), {Head: "Completion rate", Weight: 5, Numeric: true, Kept: true}, {Head: "Told for", Weight: 5}}}
	row := func(name string, plans, drafts int, c workplan.Counts, a workplan.Audience) {
		t.Rows = append(t.Rows, []cell{say(name), say(plansIn(plans, drafts)), number(c.Items), number(c.Open()), number(c.Overdue), number(c.Silent), say(rate(c.Rate)), say(readersOf(a))})
	}
	for _, b := range p.Bodies {
		row(or(b.Body.Name, b.Body.Code), b.Plans, b.Drafts, b.Counts, b.Audience)
	}
	row("All", p.Totals.Plans, p.Totals.Drafts, p.Totals.Counts, p.Audience)
	return t
}

// portfolioLeads tells who has what open and overdue.
func (d *document) portfolioLeads(p workplan.Portfolio) {
	d.part("leads", "Leads across plans")
	t := table{Caption: "Leads across plans", Empty: "No item that counts has a recorded lead.", Columns: []column{{Head: "Lead", Weight: 10}, numberColumn("Plans"), numberColumn("Items"), numberColumn("Open"),
		numberColumn("Overdue"), numberColumn("Silent"), {Head: "Completed", Weight: 3, Numeric: true}, {Head: "Completion rate", Weight: 5, Numeric: true, Kept: true}}}
	for _, l := range p.ByLead {
		c := l.Counts
		t.Rows = append(t.Rows, []cell{say(leadName(l)), number(len(l.Plans)), number(c.Items), number(c.Open()), number(c.Overdue), number(c.Silent), number(c.Completed()), say(rate(c.Rate))})
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
	t := table{Caption: "Items carried on from plan to plan", Empty: "No item was carried on from one plan into another.", Columns: []column{{Head: "Item", Weight: 8},
		{Head: "Carried", Weight: 3, Kept: true}, {Head: "From first to last", Weight: 8}, {Head: "Leads", Weight: 5}, {Head: "Status", Weight: 4}, {Head: "Due", Weight: 5}}}
	for _, c := range p.MostCarried {
		var steps cell
		for _, name := range c.Path {
			steps.Lines = append(steps.Lines, line{Text: name})
		}
		t.Rows = append(t.Rows, []cell{say(c.Item.Title), say(count(c.Times(), "time", "times")), steps, say(or(strings.Join(leadNames(p, c.Item.Leads), ", "), notRecorded)), standingCell(c.ReportItem), dueCell(c.ReportItem)})
	}
	d.add(t)
	if more := p.Carried - len(p.MostCarried); more > 0 {
		d.explain("The %d carried on most often are listed; %d more were carried on too.", len(p.MostCarried), more)
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
