package workplan

import (
	"cmp"
	"maps"
	"slices"
)

// count reckons the numbers of a set of lines.
func count(lines []ReportItem) Counts {
	c := noCounts()
	for _, l := range lines {
		c.add(l)
	}
	c.Rate = rateOf(c.ByStatus)
	return c
}

// noCounts are counts of nothing, to which lines can be added.
func noCounts() Counts {
	return Counts{ByStatus: map[Status]int{}, ContinuingByStatus: map[Status]int{}}
}

func (c *Counts) add(l ReportItem) {
	c.Items++
	if l.Item.Nature == NatureContinuing {
		c.Continuing++
		c.ContinuingByStatus[l.Item.Status]++
	} else {
		c.OneOff++
		c.ByStatus[l.Item.Status]++
	}
	if l.OverdueDays > 0 {
		c.Overdue++
	}
	if l.Silent {
		c.Silent++
	}
	if l.Late {
		c.Late++
	}
}

// LeftOut are the items that the completion rate does not count: one-off items carried over and withdrawn, and all continuing ones. A rate without them
// reads as if all had been achieved where most was put off.
func (c Counts) LeftOut() (carriedOver, withdrawn, continuing int) {
	return c.ByStatus[StatusCarriedOver], c.ByStatus[StatusWithdrawn], c.Continuing
}

// NoDueDates says whether there are open items among some lines and none of them has a due date: then nothing can be overdue, and a count of 0 would read
// as if all of it were in time.
func NoDueDates(lines []ReportItem) bool {
	open := false
	for _, l := range lines {
		if !l.Item.Status.Open() {
			continue
		}
		if l.Item.Due != "" {
			return false
		}
		open = true
	}
	return open
}

// groupByObjective lists every objective of the plan in order, those without items too, and last the items without a recorded objective.
// An item under an objective that the source does not hold still counts, under its number: the groups add up to the headline.
func groupByObjective(src ReportSource, lines []ReportItem) []Group {
	titles, byNumber := map[int]string{}, map[int][]ReportItem{}
	for _, o := range src.Objectives {
		titles[o.Number], byNumber[o.Number] = o.Title, nil
	}
	for _, l := range lines {
		byNumber[l.Item.Objective] = append(byNumber[l.Item.Objective], l)
	}
	var groups []Group
	for _, number := range slices.Sorted(maps.Keys(byNumber)) {
		if number > 0 {
			groups = append(groups, Group{Key: itoa(number), Name: titles[number], Counts: count(byNumber[number])})
		}
	}
	if rest := byNumber[0]; len(rest) > 0 {
		groups = append(groups, Group{Counts: count(rest)})
	}
	return groups
}

// groupByLead lists an item under each of its leads, which stand in the body's protocol order, so these counts can add up to more than the total. Of a lead that was not asked for, only
// some items are there: its numbers would be wrong.
func groupByLead(src ReportSource, lines []ReportItem) []Group {
	groups := groupByWords(lines, src.Scope.Leads, func(l ReportItem) List { return l.Item.Leads })
	for i := range groups {
		groups[i].Name = src.name(groups[i].Key)
	}
	slices.SortStableFunc(groups, func(a, b Group) int {
		if (a.Key == "") != (b.Key == "") {
			return -cmp.Compare(a.Key, b.Key)
		}
		return src.Body.InProtocolOrder(a.Key, a.Name, b.Key, b.Name)
	})
	return groups
}

func groupByTopic(src ReportSource, lines []ReportItem) []Group {
	groups := groupByWords(lines, src.Scope.Topics, func(l ReportItem) List { return l.Item.Topics })
	for i := range groups {
		groups[i].Name = groups[i].Key
	}
	return groups
}

// groupByWords groups lines under each of their words, or those asked for, in alphabetical order, the lines without any last.
func groupByWords(lines []ReportItem, asked List, words func(ReportItem) List) []Group {
	byWord := map[string][]ReportItem{}
	for _, l := range lines {
		list := words(l)
		if len(list) == 0 {
			list = List{""}
		}
		for _, w := range list {
			if among(asked, w) {
				byWord[w] = append(byWord[w], l)
			}
		}
	}
	groups := make([]Group, 0, len(byWord))
	for w, lines := range byWord {
		groups = append(groups, Group{Key: w, Counts: count(lines)})
	}
	slices.SortFunc(groups, byKey)
	return groups
}

// byKey puts groups in alphabetical order, that of what has no key last.
func byKey(a, b Group) int {
	if (a.Key == "") != (b.Key == "") {
		return -cmp.Compare(a.Key, b.Key)
	}
	return cmp.Compare(a.Key, b.Key)
}

// name is what a report calls a member throughout: its label, or its code where the register does not hold it.
func (src ReportSource) name(code string) string {
	if m, ok := src.Members[code]; ok {
		return m.Label()
	}
	return code
}
