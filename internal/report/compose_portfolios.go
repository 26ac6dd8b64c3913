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
	d := document{voice: english, title: "Portfolio of work plans", subtitle: portfolioOf(p), about: aboutPortfolio(p)}
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
	return about{author: author, subject: briefly(p) + ", as of " + english.day(p.AsOf) + ", " + circleWords[p.Audience], keywords: "portfolio, forward work plans", made: moment(p.GeneratedAt)}
}

// portfolioOf names the bodies whose plans are listed, as long as they are few.
func portfolioOf(p workplan.Portfolio) string {
	if len(p.Bodies) == 0 {
		return "No body"
	}
	if len(p.Bodies) > bodiesNamed {
		return english.count(len(p.Bodies), "no body", "1 body", "%d bodies")
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
		return english.count(len(p.Bodies), "no body", "1 body", "%d bodies")
	}
	return portfolioOf(p)
}

// portfolioFacts say of which plans, as of when and from what knowledge, for whom, and by whom.
func portfolioFacts(p workplan.Portfolio) facts {
	f := facts{{"Plans", plansIn(p.Totals.Plans, p.Totals.Drafts)}, {"Position as of", english.day(p.AsOf)}, {"From what was recorded by", english.moment(p.KnownAt)}}
	if narrowed := portfolioScopeWords(p.Scope); narrowed != "" {
		f = append(f, fact{"Only", narrowed})
	}
	return append(f, fact{"For", readersOf(p.Audience) + mixedWords(p)}, fact{"Drawn up", english.moment(p.GeneratedAt) + " by " + p.GeneratedBy})
}

// plansIn counts plans, and beside them drafts where there are any.
func plansIn(plans, drafts int) string {
	text := strconv.Itoa(plans)
	if drafts > 0 {
		text += ", and " + english.count(drafts, "no draft", "1 draft", "%d drafts")
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
		parts = append(parts, "plans of "+english.listed(s.Bodies))
	}
	for _, status := range s.Statuses {
		statuses = append(statuses, strings.ToLower(english.word(status)))
	}
	if len(statuses) > 0 {
		parts = append(parts, "plans that are "+english.listed(statuses))
	}
	return strings.Join(parts, "; ")
}

// portfolioSummary is what somebody with one minute reads.
func (d *document) portfolioSummary(p workplan.Portfolio) {
	d.part("summary", "Summary")
	d.say("%s", portfolioInBrief(p))
	d.explain("Completion rate: %s%s. Rule: %s.", d.rate(p.Totals.Counts.Rate), d.leftOut(p.Totals.Counts), workplan.RateRule)
}

// portfolioInBrief tells the position in sentences.
func portfolioInBrief(p workplan.Portfolio) string {
	c := p.Totals.Counts
	if c.Items == 0 {
		return fmt.Sprintf("On %s the portfolio had no item that counts.", english.day(p.AsOf))
	}
	text := fmt.Sprintf("On %s, %s had %s, each piece of work counted once: %s and %s. ", english.day(p.AsOf), english.count(p.Totals.Plans, "no plan", "1 plan", "%d plans"), readableIn(p, english.count(c.Items, "no item", "1 item", "%d items")),
		english.oneOff(c.OneOff), english.continuing(c.Continuing))
	if c.Rate.Denominator > 0 {
		text += fmt.Sprintf("Of the %s that count towards completion, %s (%s%s). ", english.oneOff(c.Rate.Denominator), english.completed(c.Rate.Numerator),
			english.percent(c.Rate), english.leftOut(c))
	}
	text += fmt.Sprintf("Open: %d. Overdue: %d. Silent: %d. Completed late: %d. ", c.Open(), c.Overdue, c.Silent, c.Late)
	past := 0
	for _, l := range p.Plans {
		if l.PastPeriod {
			past++
		}
	}
	if past > 0 {
		text += fmt.Sprintf("Past their period and not closed: %s. ", english.count(past, "no plan", "1 plan", "%d plans"))
	}
	return text + fmt.Sprintf("Carried on from plan to plan: %s.", english.count(p.Carried, "no item", "1 item", "%d items"))
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

// readableIn is a number of items, as far as the readers of a portfolio may read.
func readableIn(p workplan.Portfolio, items string) string {
	if mixed(p) {
		return items
	}
	return english.readable(items, p.Audience)
}

// portfolioPlans is a line a plan, and the sums of the bodies where there are several.
func (d *document) portfolioPlans(p workplan.Portfolio) {
	d.part("plans", "Plans")
	t := table{Caption: d.t("Plans"), Empty: d.t("There is no plan to list."), Columns: d.heads([]column{{Head: "Plan", Weight: 10}, {Head: "Standing", Weight: 12}, numberColumn("Items"), numberColumn("Open"),
		numberColumn("Overdue"), numberColumn("Silent"), {Head: "Completion rate", Weight: 4, Numeric: true}, {Head: "Last reported", Weight: 4}})}
	for _, l := range p.Plans {
		c := l.Counts
		t.Rows = append(t.Rows, []cell{planCell(p, l), courseCell(l), d.number(c.Items), d.number(c.Open()), d.number(c.Overdue), d.number(c.Silent), say(d.rate(c.Rate)), lastCell(l.LastReportedOn)})
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
	d.add(d.headlineTable(p.Totals.Counts))
	t := table{Caption: d.t("Items of each plan by status"), Columns: d.heads([]column{{Head: "Plan", Weight: 10}})}
	for _, s := range workplan.Statuses {
		t.Columns = append(t.Columns, column{Head: d.word(s), Weight: 2, Numeric: true})
	}
	t.Columns = append(t.Columns, numberColumn("Continuing"), numberColumn("Late"), numberColumn("Went on"))
	var bars []bar
	oneOff := 0
	for _, l := range p.Plans {
		label := l.Plan.Title + " (" + l.Plan.Code + ")"
		row := []cell{say(label)}
		for _, s := range workplan.Statuses {
			row = append(row, d.number(l.Counts.ByStatus[s]))
		}
		t.Rows = append(t.Rows, append(row, d.number(l.Counts.Continuing), d.number(l.Counts.Late), d.number(l.WentOn)))
		bars = append(bars, bar{label: label, byStatus: l.Counts.ByStatus})
		oneOff += l.Counts.OneOff
	}
	if oneOff == 0 {
		d.add(t)
		return
	}
	d.add(figure{Title: "One-off items by plan and status", Alt: d.barsInWords(bars), Chart: d.stackedBars(bars), Data: t})
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
	standing := english.planStanding(l.Plan)
	if l.Plan.Status == workplan.PlanDraft {
		standing += ": not in the totals"
	}
	c := cell{Lines: []line{{Text: standing}, {Label: english.t("Period"), Text: english.planPeriod(l.Plan)}}}
	if l.PastPeriod {
		c.Lines = append(c.Lines, line{Text: "Past its period, not closed"})
	}
	if len(l.Successors) > 0 {
		c.Lines = append(c.Lines, line{Label: english.t("Followed by"), Text: strings.Join(l.Successors, ", ")})
	}
	if l.WentOn > 0 {
		c.Lines = append(c.Lines, line{Label: english.t("Went on in a later plan"), Text: english.count(l.WentOn, "no item", "1 item", "%d items")})
	}
	return c
}

func lastCell(on workplan.Date) cell {
	if on == "" {
		return say("never")
	}
	return say(english.day(on))
}

// bodiesTable sums up the bodies, each piece of work once.
func bodiesTable(p workplan.Portfolio) table {
	t := table{Caption: english.t("Bodies"), Total: true, Columns: english.heads([]column{{Head: "Body", Weight: 9}, {Head: "Plans", Weight: 4}, numberColumn("Items"), numberColumn("Open"), numberColumn("Overdue"),
		numberColumn("Silent"), {Head: "Completion rate", Weight: 5, Numeric: true, Kept: true}, {Head: "Told for", Weight: 5}})}
	row := func(name string, plans, drafts int, c workplan.Counts, a workplan.Audience) {
		t.Rows = append(t.Rows, []cell{say(name), say(plansIn(plans, drafts)), english.number(c.Items), english.number(c.Open()), english.number(c.Overdue), english.number(c.Silent), say(english.rate(c.Rate)), say(readersOf(a))})
	}
	for _, b := range p.Bodies {
		row(or(b.Body.Name, b.Body.Code), b.Plans, b.Drafts, b.Counts, b.Audience)
	}
	row("All", p.Totals.Plans, p.Totals.Drafts, p.Totals.Counts, p.Audience)
	return t
}
