package report

import (
	"fmt"
	"slices"
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
	d.portfolioStatuses(p)
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
	return about{author: author, subject: briefly(p) + ", as of " + day(p.AsOf) + ", " + circleWords[p.Audience], keywords: "portfolio, forward work plans", made: moment(p.GeneratedAt)}
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

// briefly is portfolioOf for where there is little room.
func briefly(p workplan.Portfolio) string {
	if len(p.Bodies) > 1 {
		return count(len(p.Bodies), "body", "bodies")
	}
	return portfolioOf(p)
}

// portfolioFacts say of which plans, as of when and from what knowledge, for whom, and by whom.
func portfolioFacts(p workplan.Portfolio) facts {
	f := facts{{"Plans", plansIn(p.Totals.Plans, p.Totals.Drafts)}, {"Position as of", day(p.AsOf)}, {"From what was recorded by", moment(p.KnownAt).String()}}
	if narrowed := portfolioScopeWords(p.Scope); narrowed != "" {
		f = append(f, fact{"Only", narrowed})
	}
	return append(f, fact{"For", readersOf(p.Audience) + mixedWords(p)}, fact{"Drawn up", moment(p.GeneratedAt).String() + " by " + p.GeneratedBy})
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
	d.explain("Completion rate: %s%s. Rule: %s.", rate(p.Totals.Counts.Rate), leftOut(p.Totals.Counts), workplan.RateRule)
}

// portfolioInBrief tells the position in sentences.
func portfolioInBrief(p workplan.Portfolio) string {
	c := p.Totals.Counts
	if c.Items == 0 {
		return fmt.Sprintf("On %s the portfolio had no item that counts.", day(p.AsOf))
	}
	text := fmt.Sprintf("On %s, %s had %s%s, each piece of work counted once: %s and %s. ", day(p.AsOf), count(p.Totals.Plans, "plan", "plans"), count(c.Items, "item", "items"),
		readerWordsOf(p), count(c.OneOff, "one-off item", "one-off items"), count(c.Continuing, "continuing item", "continuing items"))
	if c.Rate.Denominator > 0 {
		text += fmt.Sprintf("Of the %s that count towards completion, %s completed (%s%s). ", count(c.Rate.Denominator, "one-off item", "one-off items"), are(c.Rate.Numerator),
			percent(c.Rate), leftOut(c))
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

// mixed says that some bodies are told only as far as a wider circle than that of the whole may read.
func mixed(p workplan.Portfolio) bool {
	return slices.ContainsFunc(p.Bodies, func(b workplan.PortfolioBody) bool { return b.Audience != p.Audience })
}

func mixedWords(p workplan.Portfolio) string {
	if mixed(p) {
		return "; of some bodies only what wider circles may read, see Bodies"
	}
	return ""
}

// readerWordsOf say, after a number of items, that there may be more for narrower circles.
func readerWordsOf(p workplan.Portfolio) string {
	if mixed(p) {
		return ""
	}
	return readerWords[p.Audience]
}

// portfolioPlans is a line a plan, and the sums of the bodies where there are several.
func (d *document) portfolioPlans(p workplan.Portfolio) {
	d.part("plans", "Plans")
	t := table{Caption: "Plans", Empty: "There is no plan to list.", Columns: []column{{Head: "Plan", Weight: 10}, {Head: "Standing", Weight: 12}, numberColumn("Items"), numberColumn("Open"),
		numberColumn("Overdue"), numberColumn("Silent"), {Head: "Completion rate", Weight: 4, Numeric: true}, {Head: "Last reported", Weight: 4}}}
	for _, l := range p.Plans {
		c := l.Counts
		t.Rows = append(t.Rows, []cell{planCell(p, l), courseCell(l), number(c.Items), number(c.Open()), number(c.Overdue), number(c.Silent), say(rate(c.Rate)), lastCell(l.LastReportedOn)})
	}
	d.add(t)
	if len(p.Bodies) > 1 {
		d.part("bodies", "Bodies")
		d.add(bodiesTable(p))
	}
}

// portfolioStatuses tells how the items stand, across plans and in each.
func (d *document) portfolioStatuses(p workplan.Portfolio) {
	if len(p.Plans) == 0 {
		return
	}
	d.part("statuses", "Items by status")
	d.add(headlineTable(p.Totals.Counts))
	t := table{Caption: "Items of each plan by status", Columns: []column{{Head: "Plan", Weight: 10}}}
	for _, s := range workplan.Statuses {
		t.Columns = append(t.Columns, column{Head: statusWords[s], Weight: 2, Numeric: true})
	}
	t.Columns = append(t.Columns, numberColumn("Continuing"), numberColumn("Late"), numberColumn("Went on"))
	var bars []bar
	oneOff := 0
	for _, l := range p.Plans {
		label := l.Plan.Title + " (" + l.Plan.Code + ")"
		row := []cell{say(label)}
		for _, s := range workplan.Statuses {
			row = append(row, number(l.Counts.ByStatus[s]))
		}
		t.Rows = append(t.Rows, append(row, number(l.Counts.Continuing), number(l.Counts.Late), number(l.WentOn)))
		bars = append(bars, bar{label: label, byStatus: l.Counts.ByStatus})
		oneOff += l.Counts.OneOff
	}
	if oneOff == 0 {
		d.add(t)
		return
	}
	d.add(figure{Title: "One-off items by plan and status", Alt: barsInWords(bars), Chart: stackedBars(bars), Data: t})
}

func numberColumn(head string) column { return column{Head: head, Weight: 2, Numeric: true} }

// planCell names a plan, and of several bodies the one that owns it.
func planCell(p workplan.Portfolio, l workplan.PortfolioPlan) cell {
	code := l.Plan.Code
	for _, b := range p.Bodies {
		if len(p.Bodies) > 1 && b.Body.Code == l.Plan.Body {
			code += " · " + or(or(b.Body.ShortName, b.Body.Name), b.Body.Code)
		}
	}
	return cell{Lines: []line{{Text: l.Plan.Title}, {Text: code}}}
}

// courseCell tells where a plan is in its life, and what went on in the next.
func courseCell(l workplan.PortfolioPlan) cell {
	standing := planStanding(l.Plan)
	if l.Plan.Status == workplan.PlanDraft {
		standing += ": not in the totals"
	}
	c := cell{Lines: []line{{Text: standing}, {Label: "Period", Text: planPeriod(l.Plan)}}}
	if l.PastPeriod {
		c.Lines = append(c.Lines, line{Text: "Past its period, not closed"})
	}
	if len(l.Successors) > 0 {
		c.Lines = append(c.Lines, line{Label: "Followed by", Text: strings.Join(l.Successors, ", ")})
	}
	if l.WentOn > 0 {
		c.Lines = append(c.Lines, line{Label: "Went on in a later plan", Text: count(l.WentOn, "item", "items")})
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
