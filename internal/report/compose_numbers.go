package report

import (
	"fmt"
	"strconv"

	"fwptracker/internal/workplan"
)

// summary is what somebody with one minute reads: the position in a few sentences, the numbers, and the plan's course.
func (d *document) summary(r workplan.CompletionReport) {
	d.part("summary", "Summary")
	d.say("%s", inBrief(r))
	d.add(headlineTable(r.Headline))
	d.explain("Completion rate: %s. Rule: %s. An item counts once, however many leads it has.", rate(r.Headline.Rate), workplan.RateRule)
	if len(r.Timeline) > 1 {
		d.add(timelineFigure(r))
	}
}

// inBrief tells the position in sentences.
func inBrief(r workplan.CompletionReport) string {
	h := r.Headline
	if h.Items == 0 {
		return "The report has no items."
	}
	of := "the plan"
	if scopeWords(r) != "" {
		of = "the part shown here"
	}
	text := fmt.Sprintf("On %s %s had %s%s: %s and %s. ", day(r.AsOf), of, count(h.Items, "item", "items"), readerWords[r.Audience],
		count(h.OneOff, "one-off item", "one-off items"), count(h.Continuing, "continuing item", "continuing items"))
	if h.Rate.Denominator > 0 {
		text += fmt.Sprintf("Of the %s that count towards completion, %s completed (%s). ", count(h.Rate.Denominator, "one-off item", "one-off items"),
			are(h.Rate.Numerator), percent(h.Rate))
	}
	text += fmt.Sprintf("Overdue: %d. Completed late: %d. ", h.Overdue, h.Late)
	switch {
	case r.SilentSince == "":
	case r.LastMeeting != nil && r.SilentSince == r.LastMeeting.LastDay():
		text += fmt.Sprintf("Open items on which nothing was reported since the last meeting (%s): %d.", meetingName(*r.LastMeeting), h.Silent)
	default:
		text += fmt.Sprintf("Open items on which nothing was reported since %s: %d.", day(r.SilentSince), h.Silent)
	}
	return text
}

func are(n int) string {
	switch n {
	case 0:
		return "none is"
	case 1:
		return "1 is"
	default:
		return strconv.Itoa(n) + " are"
	}
}

// headlineTable counts the items by status.
func headlineTable(c workplan.Counts) table {
	t := table{Caption: "Items by status", Total: true, Columns: []column{{Head: "Status", Weight: 4}, {Head: "One-off items", Weight: 2, Numeric: true},
		{Head: "Continuing items", Weight: 2, Numeric: true}, {Head: "All", Weight: 2, Numeric: true}}}
	for _, s := range workplan.Statuses {
		one, more := c.ByStatus[s], c.ContinuingByStatus[s]
		t.Rows = append(t.Rows, []cell{statusCell(s), number(one), number(more), number(one + more)})
	}
	t.Rows = append(t.Rows, []cell{say("All"), number(c.OneOff), number(c.Continuing), number(c.Items)})
	return t
}

func number(n int) cell { return say(strconv.Itoa(n)) }

func statusCell(s workplan.Status) cell {
	return cell{Lines: []line{{Text: statusWords[s]}}, Status: s}
}

// groups counts by objective, by lead and by topic, each with a chart where there is something to compare.
func (d *document) groups(r workplan.CompletionReport) {
	d.part("by-objective", "By objective")
	d.grouped("objective", "objectives", r.ByObjective, withoutObjective, objectiveLabel)
	d.part("by-lead", "By lead")
	d.grouped("lead", "leads", r.ByLead, withoutLead, nameLabel)
	if len(r.ByLead) > 0 {
		d.explain("An item with several leads stands under each of them, so the rows can add up to more than the plan has.")
	}
	if hasTopics(r) {
		d.part("by-topic", "By topic")
		d.grouped("topic", "topics", r.ByTopic, withoutTopic, nameLabel)
		d.explain("An item with several topics stands under each of them.")
	}
}

// What gathers the items for which no group is recorded is called.
const (
	withoutObjective = "Without a recorded objective"
	withoutLead      = "Without a recorded lead"
	withoutTopic     = "Without a topic"
)

func objectiveLabel(g workplan.Group) string {
	if g.Name == "" {
		return "Objective " + g.Key
	}
	return g.Key + ". " + g.Name
}

func nameLabel(g workplan.Group) string { return g.Name }

// hasTopics says whether any item has a topic.
func hasTopics(r workplan.CompletionReport) bool {
	return len(r.ByTopic) > 1 || len(r.ByTopic) == 1 && r.ByTopic[0].Key != ""
}

// grouped adds the table of some groups; beside it the chart, where any of them has one-off items.
func (d *document) grouped(one, many string, groups []workplan.Group, rest string, name func(workplan.Group) string) {
	t := table{Caption: "Items by " + one, Empty: "The plan has no " + many + ".", Columns: []column{{Head: capital(one), Weight: 10}}}
	for _, s := range workplan.Statuses {
		t.Columns = append(t.Columns, column{Head: statusWords[s], Weight: 2, Numeric: true})
	}
	t.Columns = append(t.Columns, column{Head: "Continuing", Weight: 2, Numeric: true}, column{Head: "Overdue", Weight: 2, Numeric: true},
		column{Head: "Completion rate", Weight: 5, Numeric: true, Kept: true})
	var bars []bar
	oneOff := 0
	for _, g := range groups {
		label := rest
		if g.Key != "" {
			label = name(g)
		}
		row := []cell{say(label)}
		for _, s := range workplan.Statuses {
			row = append(row, number(g.Counts.ByStatus[s]))
		}
		t.Rows = append(t.Rows, append(row, number(g.Counts.Continuing), number(g.Counts.Overdue), say(rate(g.Counts.Rate))))
		bars = append(bars, bar{label: label, byStatus: g.Counts.ByStatus})
		oneOff += g.Counts.OneOff
	}
	if oneOff > 0 && len(groups) > 1 {
		d.add(figure{Title: "One-off items by " + one + " and status", Alt: barsInWords(bars), Chart: stackedBars(bars), Data: t})
		return
	}
	d.add(t)
}

func capital(s string) string { return string(s[0]-'a'+'A') + s[1:] }

// timelineFigure shows how the numbers of completed and open items went since the endorsement, with the meetings marked.
func timelineFigure(r workplan.CompletionReport) figure {
	t := table{Caption: "The plan's course", Columns: []column{{Head: "Day", Weight: 4, Kept: true}, {Head: "Meeting", Weight: 5}}}
	for _, s := range workplan.Statuses {
		t.Columns = append(t.Columns, column{Head: statusWords[s], Weight: 2, Numeric: true})
	}
	t.Columns = append(t.Columns, column{Head: "Completion rate", Weight: 5, Numeric: true, Kept: true})
	met := meetingsOn(r)
	for _, p := range r.Timeline {
		row := []cell{say(day(p.On)), say(met[p.On])}
		for _, s := range workplan.Statuses {
			row = append(row, number(p.ByStatus[s]))
		}
		t.Rows = append(t.Rows, append(row, say(rate(p.Rate))))
	}
	return figure{Title: "One-off items completed and open over time", Alt: timelineInWords(r), Chart: timelineChart(r.Timeline, r.Meetings), Data: t}
}

// meetingsOn names the meetings by the day on which they were over.
func meetingsOn(r workplan.CompletionReport) map[workplan.Date]string {
	met := map[workplan.Date]string{}
	for _, m := range r.Meetings {
		met[m.LastDay()] = m.Name
	}
	return met
}
