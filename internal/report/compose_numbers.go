package report

import (
	"fmt"
	"strconv"
	"unicode"
	"unicode/utf8"

	"fwptracker/internal/workplan"
)

// summary is what somebody with one minute reads: the position in a few sentences, what needs attention, and the numbers.
func (d *document) summary(r workplan.CompletionReport) {
	d.part("summary", "Summary")
	d.say("%s", inBrief(r))
	if r.Headline.Items == 0 {
		return
	}
	d.attention(r)
	d.add(heading{Level: 2, Text: "Numbers", ID: "numbers"}, headlineTable(r.Headline))
	d.explain("Completion rate: %s%s. Rule: %s. An item counts once, however many leads it has.", rate(r.Headline.Rate), leftOut(r.Headline), workplan.RateRule)
}

// course shows how the plan went since its endorsement.
func (d *document) course(r workplan.CompletionReport) {
	if len(r.Timeline) > 1 {
		d.part("course", "Course of the plan")
		d.add(timelineFigure(r))
	}
}

// inBrief tells the position in sentences.
func inBrief(r workplan.CompletionReport) string {
	h := r.Headline
	of := "the plan"
	if scopeWords(r) != "" {
		of = "the part shown here"
	}
	if h.Items == 0 {
		return fmt.Sprintf("On %s %s had no item%s, so there is nothing to count or list.", day(r.AsOf), of, readerWords[r.Audience])
	}
	open := openOf(r.Continuing)
	text := fmt.Sprintf("On %s %s had %s%s: %s and %s. %s and %s %s open (planned, in progress or postponed). ", day(r.AsOf), of,
		count(h.Items, "item", "items"), readerWords[r.Audience], count(h.OneOff, "one-off item", "one-off items"), count(h.Continuing, "continuing item", "continuing items"),
		capital(count(len(r.Open), "one-off item", "one-off items")), count(open, "continuing item", "continuing items"), plural(len(r.Open)+open, "is", "are"))
	if h.Rate.Denominator > 0 {
		text += fmt.Sprintf("Of the %s that %s towards completion, %s completed (%s%s). ", count(h.Rate.Denominator, "one-off item", "one-off items"),
			plural(h.Rate.Denominator, "counts", "count"), are(h.Rate.Numerator), percent(h.Rate), leftOut(h))
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

// openOf counts the open ones among items.
func openOf(items []workplan.ReportItem) int {
	n := 0
	for _, i := range items {
		if i.Item.Status.Open() {
			n++
		}
	}
	return n
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
	if r.Headline.Items == 0 {
		d.objectives(r)
		return
	}
	d.part("by-objective", "By objective")
	apart := ""
	if n := len(r.ByObjective); n > 0 && r.ByObjective[n-1].Key == "" {
		apart = " The last row holds the items with which no objective is recorded: an objective is never taken from a reference, so an item 1.1 need not belong to objective 1."
	}
	d.grouped("objective", "objectives", r.ByObjective, withoutObjective, apart, objectiveLabel)
	d.part("by-lead", "By lead")
	d.grouped("lead", "leads", r.ByLead, withoutLead, " An item with several leads stands under each of them, so the rows can add up to more than the plan has.", nameLabel)
	if hasTopics(r) {
		d.part("by-topic", "By topic")
		d.grouped("topic", "topics", r.ByTopic, withoutTopic, " An item with several topics stands under each of them.", nameLabel)
	}
}

// objectives names those of a plan without items.
func (d *document) objectives(r workplan.CompletionReport) {
	d.part("by-objective", "Objectives")
	t := table{Caption: "Objectives of the plan", Empty: "No objective is recorded.", Columns: []column{{Head: "No.", Weight: 1, Kept: true}, {Head: "Objective", Weight: 14}}}
	for _, g := range r.ByObjective {
		t.Rows = append(t.Rows, []cell{say(g.Key), say(g.Name)})
	}
	d.add(t)
}

// What gathers the items for which no group is recorded is called.
const (
	withoutObjective = "No objective recorded"
	withoutLead      = "No lead recorded"
	withoutTopic     = "No topic recorded"
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

// grouped adds the table of some groups, after how it is to be read; beside it the chart, where any of them has one-off items.
func (d *document) grouped(one, many string, groups []workplan.Group, rest, note string, name func(workplan.Group) string) {
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
	if len(groups) > 0 {
		d.explain("Statuses count one-off items. Rate: %s.%s", workplan.RateRule, note)
	}
	if oneOff > 0 && len(groups) > 1 {
		d.add(figure{Title: "One-off items by " + one + " and status", Alt: barsInWords(bars), Chart: stackedBars(bars), Data: t})
	} else {
		d.add(t)
	}
}

// capital begins a text with a capital.
func capital(s string) string {
	if s == "" {
		return ""
	}
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

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
	return figure{Title: "One-off items completed, and those that count towards completion, over time", Alt: timelineInWords(r), Chart: timelineChart(r.Timeline, r.Meetings), Data: t}
}

// meetingsOn names the meetings by the day on which they were over.
func meetingsOn(r workplan.CompletionReport) map[workplan.Date]string {
	met := map[workplan.Date]string{}
	for _, m := range r.Meetings {
		met[m.LastDay()] = m.Name
	}
	return met
}
