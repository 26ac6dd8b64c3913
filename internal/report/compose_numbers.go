package report

import (
	"unicode"
	"unicode/utf8"

	"fwptracker/internal/workplan"
)

// summary is what somebody with one minute reads: the position in a few sentences, what needs attention, and the numbers.
func (d *document) summary(r workplan.CompletionReport) {
	d.part("summary", "Summary")
	d.add(paragraph{Text: d.inBrief(r)})
	if r.Headline.Items == 0 {
		return
	}
	d.attention(r)
	d.under("numbers", "Numbers")
	d.add(d.headlineTable(r.Headline))
	d.explain("Completion rate: %s%s. Rule: %s. An item counts once, however many leads it has.", d.rate(r.Headline.Rate), d.leftOut(r.Headline), d.t(workplan.RateRule))
}

// course shows how the plan went since its endorsement.
func (d *document) course(r workplan.CompletionReport) {
	if len(r.Timeline) > 1 {
		d.part("course", "Course of the plan")
		d.add(d.timelineFigure(r))
	}
}

// inBrief tells the position in sentences.
func (v voice) inBrief(r workplan.CompletionReport) string {
	h, on := r.Headline, v.day(r.AsOf)
	part := v.scopeWords(r) != ""
	items := v.readable(v.count(h.Items, "no item", "1 item", "%d items"), r.Audience)
	switch {
	case h.Items == 0 && part:
		return v.t("On %s the part shown here had %s, so there is nothing to count or list.", on, items)
	case h.Items == 0:
		return v.t("On %s the plan had %s, so there is nothing to count or list.", on, items)
	}
	text := v.t("On %s the plan had %s: %s and %s.", on, items, v.oneOff(h.OneOff), v.continuing(h.Continuing))
	if part {
		text = v.t("On %s the part shown here had %s: %s and %s.", on, items, v.oneOff(h.OneOff), v.continuing(h.Continuing))
	}
	open := openOf(r.Continuing)
	text += " " + v.n(len(r.Open)+open, "%s and %s is open (planned, in progress or postponed).", "%s and %s are open (planned, in progress or postponed).",
		capital(v.oneOff(len(r.Open))), v.continuing(open)) + " "
	if h.Rate.Denominator > 0 {
		text += v.n(h.Rate.Denominator, "Of the %s that counts towards completion, %s (%s%s).", "Of the %s that count towards completion, %s (%s%s).", v.oneOff(h.Rate.Denominator),
			v.completed(h.Rate.Numerator), v.percent(h.Rate), v.leftOut(h)) + " "
	}
	text += v.t("Overdue: %d. Completed late: %d.", h.Overdue, h.Late) + " "
	switch {
	case r.SilentSince == "":
	case r.LastMeeting != nil && r.SilentSince == r.LastMeeting.LastDay():
		text += v.t("Open items on which nothing was reported since the last meeting (%s): %d.", v.meetingName(*r.LastMeeting), h.Silent)
	default:
		text += v.t("Open items on which nothing was reported since %s: %d.", v.day(r.SilentSince), h.Silent)
	}
	return text
}

func (v voice) oneOff(n int) string {
	return v.count(n, "no one-off item", "1 one-off item", "%d one-off items")
}

func (v voice) completed(n int) string {
	return v.count(n, "none is completed", "1 is completed", "%d are completed")
}

func (v voice) continuing(n int) string {
	return v.count(n, "no continuing item", "1 continuing item", "%d continuing items")
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

// headlineTable counts the items by status.
func (v voice) headlineTable(c workplan.Counts) table {
	t := table{Caption: v.t("Items by status"), Total: true, Columns: v.heads([]column{{Head: "Status", Weight: 4}, {Head: "One-off items", Weight: 2, Numeric: true},
		{Head: "Continuing items", Weight: 2, Numeric: true}, {Head: "All|sum", Weight: 2, Numeric: true}})}
	for _, s := range workplan.Statuses {
		one, more := c.ByStatus[s], c.ContinuingByStatus[s]
		t.Rows = append(t.Rows, []cell{v.statusCell(s), v.number(one), v.number(more), v.number(one + more)})
	}
	t.Rows = append(t.Rows, []cell{say(v.t("All|sum")), v.number(c.OneOff), v.number(c.Continuing), v.number(c.Items)})
	return t
}

func (v voice) number(n int) cell { return say(v.digits(n)) }

func (v voice) statusCell(s workplan.Status) cell {
	return cell{Lines: []line{{Text: v.word(s)}}, Status: s}
}

// groups counts by objective, by lead and by topic, each with a chart where there is something to compare.
func (d *document) groups(r workplan.CompletionReport) {
	if r.Headline.Items == 0 {
		d.objectives(r)
		return
	}
	by := grouping{caption: "Items by objective", empty: "The plan has no objectives.", head: "Objective", figure: "One-off items by objective and status", rest: withoutObjective, name: d.objectiveLabel,
		note: "The last row holds the items with which no objective is recorded: an objective is never taken from a reference, so an item 1.1 need not belong to objective 1."}
	if n := len(r.ByObjective); n == 0 || r.ByObjective[n-1].Key != "" {
		by.note = "" // each has its objective
	}
	d.part("by-objective", "By objective")
	d.grouped(by, r.ByObjective)
	d.part("by-lead", "By lead")
	d.grouped(grouping{caption: "Items by lead", empty: "The plan has no leads.", head: "Lead", figure: "One-off items by lead and status", rest: withoutLead,
		note: "An item with several leads stands under each of them, so the rows can add up to more than the plan has.", name: nameLabel}, r.ByLead)
	if hasTopics(r) {
		d.part("by-topic", "By topic")
		d.grouped(grouping{caption: "Items by topic", empty: "The plan has no topics.", head: "Topic", figure: "One-off items by topic and status", rest: withoutTopic,
			note: "An item with several topics stands under each of them.", name: nameLabel}, r.ByTopic)
	}
}

// objectives names those of a plan without items.
func (d *document) objectives(r workplan.CompletionReport) {
	d.part("by-objective", "Objectives")
	t := table{Caption: d.t("Objectives of the plan"), Empty: d.t("No objective is recorded."), Columns: d.heads([]column{{Head: "No.", Weight: 1, Kept: true}, {Head: "Objective", Weight: 14}})}
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

func (v voice) objectiveLabel(g workplan.Group) string {
	if g.Name == "" {
		return v.t("Objective %s", g.Key)
	}
	return g.Key + ". " + g.Name
}

func nameLabel(g workplan.Group) string { return g.Name }

// hasTopics says whether any item has a topic.
func hasTopics(r workplan.CompletionReport) bool {
	return len(r.ByTopic) > 1 || len(r.ByTopic) == 1 && r.ByTopic[0].Key != ""
}

// grouping is by what items are counted: the texts of its table and chart, what gathers the items of no group, how to read it, and the names of groups.
type grouping struct {
	caption, empty, head, figure, rest, note string
	name                                     func(workplan.Group) string
}

// grouped adds the table of some groups, after how it is to be read; beside it the chart, where any of them has one-off items.
func (d *document) grouped(by grouping, groups []workplan.Group) {
	t := table{Caption: d.t(by.caption), Empty: d.t(by.empty), Columns: []column{{Head: by.head, Weight: 10}}}
	for _, s := range workplan.Statuses {
		t.Columns = append(t.Columns, column{Head: d.word(s), Weight: 2, Numeric: true})
	}
	t.Columns = d.heads(append(t.Columns, column{Head: "Continuing", Weight: 2, Numeric: true}, column{Head: "Overdue", Weight: 2, Numeric: true},
		column{Head: "Completion rate", Weight: 5, Numeric: true, Kept: true}))
	var bars []bar
	oneOff := 0
	for _, g := range groups {
		label := d.t(by.rest)
		if g.Key != "" {
			label = by.name(g)
		}
		row := []cell{say(label)}
		for _, s := range workplan.Statuses {
			row = append(row, d.number(g.Counts.ByStatus[s]))
		}
		t.Rows = append(t.Rows, append(row, d.number(g.Counts.Continuing), d.number(g.Counts.Overdue), say(d.rate(g.Counts.Rate))))
		bars = append(bars, bar{label: label, byStatus: g.Counts.ByStatus})
		oneOff += g.Counts.OneOff
	}
	if len(groups) > 0 {
		explained := d.t("Statuses count one-off items. Rate: %s.", d.t(workplan.RateRule))
		if by.note != "" {
			explained += " " + d.t(by.note)
		}
		d.add(paragraph{Text: explained, Note: true})
	}
	if oneOff > 0 && len(groups) > 1 {
		d.add(figure{Title: d.t(by.figure), Alt: d.barsInWords(bars), Chart: d.stackedBars(bars), Data: t})
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
func (v voice) timelineFigure(r workplan.CompletionReport) figure {
	t := table{Caption: v.t("The plan's course"), Columns: v.heads([]column{{Head: "Day", Weight: 4, Kept: true}, {Head: "Meeting", Weight: 5}})}
	for _, s := range workplan.Statuses {
		t.Columns = append(t.Columns, column{Head: v.word(s), Weight: 2, Numeric: true})
	}
	t.Columns = append(t.Columns, column{Head: v.t("Completion rate"), Weight: 5, Numeric: true, Kept: true})
	met := meetingsOn(r)
	for _, p := range r.Timeline {
		row := []cell{say(v.day(p.On)), say(met[p.On])}
		for _, s := range workplan.Statuses {
			row = append(row, v.number(p.ByStatus[s]))
		}
		t.Rows = append(t.Rows, append(row, say(v.rate(p.Rate))))
	}
	return figure{Title: v.t("One-off items completed, and those that count towards completion, over time"), Alt: v.timelineInWords(r), Chart: v.timelineChart(r.Timeline, r.Meetings), Data: t}
}

// meetingsOn names the meetings by the day on which they were over.
func meetingsOn(r workplan.CompletionReport) map[workplan.Date]string {
	met := map[workplan.Date]string{}
	for _, m := range r.Meetings {
		met[m.LastDay()] = m.Name
	}
	return met
}
