package report

import (
	"fmt"
	"slices"
	"strings"

	"fwptracker/internal/workplan"
)

// completed tells of what was finished, when, and with what output.
func (s *Statement) completed() {
	for _, i := range s.Report.Completed {
		if !s.recent(i.StatusSetBy) {
			continue
		}
		u, when := *i.StatusSetBy, ""
		if i.Item.CompletedOn != "" {
			when = " " + within(i.Item.CompletedOn)
		}
		leads := names(s.Report, s.inOrder(i.Item.Leads))
		text := named(i) + " was completed" + when
		if len(leads) > 0 {
			text = listed(leads) + " completed " + named(i) + when
		}
		switch {
		case quote(u.Done) == "":
			text += "."
		case len(leads) == 1 && leads[0] == s.speaker(u):
			text += " and reported: " + quote(u.Done)
		default:
			text += "; " + s.said(u) + ": " + quote(u.Done)
		}
		s.add(PartCompleted, both(&u, s.completedBy(i.Item)), "%s", text)
		if titles := evidenceTitles(u); len(titles) > 0 {
			s.add(PartCompleted, []workplan.StatusUpdate{u}, "%s, %s, %s available.", plural(len(titles), "Its output", "Its outputs"), listed(titles), plural(len(titles), "is", "are"))
		}
	}
}

// completedBy is the update that says when a completed item was: not the one that completed it where a later one says it better.
func (s *Statement) completedBy(item workplan.ActionItem) *workplan.StatusUpdate {
	return s.lastUpdate(item, func(u workplan.StatusUpdate) bool { return u.CompletedOn != "" && u.CompletedOn == item.CompletedOn })
}

// lastUpdate is the last update in force on an item that is such.
func (s *Statement) lastUpdate(item workplan.ActionItem, such func(workplan.StatusUpdate) bool) (last *workplan.StatusUpdate) {
	h := s.history(item)
	for n, u := range h.Updates {
		if h.CorrectedBy[u.Number] == 0 && such(u) {
			last = &h.Updates[n]
		}
	}
	return last
}

// history is the annex sheet of an item.
func (s *Statement) history(item workplan.ActionItem) workplan.ItemHistory {
	at := slices.IndexFunc(s.Report.Annex, func(h workplan.ItemHistory) bool { return h.Item.Ref == item.Ref })
	if at < 0 {
		return workplan.ItemHistory{}
	}
	return s.Report.Annex[at]
}

func evidenceTitles(u workplan.StatusUpdate) []string {
	var titles []string
	for _, l := range u.Evidence {
		titles = append(titles, inQuotes(l.Title))
	}
	return titles
}

// planned tells of what is still to be done on the open items, and for when they are planned (see [workplan.ActionItem.PlannedFor]), where either was
// reported in the time of the statement.
func (s *Statement) planned() {
	for _, i := range slices.Concat(s.Report.Open, s.Report.Continuing) {
		if !i.Item.Status.Open() {
			continue
		}
		var steps, dated *workplan.StatusUpdate
		if s.recent(i.Latest) && quote(i.Latest.NextSteps) != "" {
			steps = i.Latest
		}
		dated = s.plannedBy(i.Item)
		if steps != nil || s.recent(dated) {
			s.add(PartPlanned, both(dated, steps), "%s", s.plan(i, dated, steps))
		}
	}
}

// plannedBy is the update that set the planned completion of an item, nil where none did.
func (s *Statement) plannedBy(item workplan.ActionItem) *workplan.StatusUpdate {
	number := workplan.PlannedBy(s.history(item).Updates, workplan.View{AsOf: s.Report.AsOf})
	return s.lastUpdate(item, func(u workplan.StatusUpdate) bool { return u.Number == number })
}

// both are the updates that there are, one that is both once.
func both(a, b *workplan.StatusUpdate) []workplan.StatusUpdate {
	var list []workplan.StatusUpdate
	for _, u := range []*workplan.StatusUpdate{a, b} {
		if u != nil && (len(list) == 0 || list[0].Number != u.Number) {
			list = append(list, *u)
		}
	}
	return list
}

// plan is the sentence on an open item: who plans to complete it when, by the update dated, and the next steps by the update steps; either may be nil.
func (s *Statement) plan(i workplan.ReportItem, dated, steps *workplan.StatusUpdate) string {
	if dated == nil {
		return strings.Replace(s.said(*steps), "the record", "The record", 1) + " as next steps on " + named(i) + dueWords(i, s.Report.AsOf) + ": " + quote(steps.NextSteps)
	}
	by, when := s.speaker(*dated), within(i.Item.PlannedFor())
	text := by + " plans to complete " + named(i) + " " + when
	switch {
	case i.PlanOverDays > 0 && by == "":
		text = named(i) + ", completion of which was planned for " + spoken(i.Item.PlannedFor()) + ", remains open"
	case i.PlanOverDays > 0:
		text = named(i) + ", which " + by + " had planned to complete " + when + ", remains open"
	case by == "":
		text = "Completion of " + named(i) + " is planned for " + spoken(i.Item.PlannedFor())
	}
	switch {
	case steps == nil:
		return text + "."
	case i.PlanOverDays == 0 && by != "" && by == s.speaker(*steps):
		return text + " and reported as next steps: " + quote(steps.NextSteps)
	default:
		return text + "; " + s.said(*steps) + " as next steps: " + quote(steps.NextSteps)
	}
}

// dueWords tell when an item is due, "" where that is not recorded.
func dueWords(i workplan.ReportItem, asOf workplan.Date) string {
	switch due := i.Item.PlannedFor(); {
	case due == "":
		return ""
	case due.Last() < asOf:
		return ", which was due " + within(due)
	default:
		return ", which is due " + within(due)
	}
}

// openings tells where members can join in, in the words of the leads.
func (s *Statement) openings() {
	for _, i := range s.Report.Openings {
		if s.recent(i.Latest) {
			s.add(PartOpenings, both(i.Latest, nil), "On openings for members in %s, %s: %s", named(i), s.said(*i.Latest), quote(i.Latest.Openings))
		}
	}
}

// onward is an item that goes on in another plan: what it is called, and its refs there.
type onward struct {
	title, from string
	refs        []string
	rests       []workplan.StatusUpdate
}

// inWords is the item with its ref, and with those that it has now where they are others: "“Bulletin” (item 1.1, now items 1.1 and 1.4)".
func (o onward) inWords() string {
	now := ""
	if len(o.refs) > 1 || o.refs[0] != o.from {
		now = ", now " + plural(len(o.refs), "item ", "items ") + listed(o.refs)
	}
	return fmt.Sprintf("%s (item %s%s)", inQuotes(o.title), o.from, now)
}

// carried tells what goes on in other plans, in one sentence for each; what a draft proposes is not decided.
func (s *Statement) carried() {
	into, order := map[string][]*onward{}, []string{}
	for _, c := range s.Report.CarriedOn {
		if c.Draft {
			continue
		}
		_, from, _ := strings.Cut(c.From, "/")
		to, ref, _ := strings.Cut(c.To, "/")
		plan := "the plan " + to
		if c.Into != "" {
			plan = thePlan(c.Into)
		}
		if into[plan] == nil {
			order = append(order, plan)
		}
		at := slices.IndexFunc(into[plan], func(o *onward) bool { return o.from == from })
		if at < 0 {
			into[plan], at = append(into[plan], s.goesOn(from, c.Title)), len(into[plan])
		}
		into[plan][at].refs = append(into[plan][at].refs, ref)
	}
	for _, plan := range order {
		var items []string
		var rests []workplan.StatusUpdate
		for _, o := range into[plan] {
			items, rests = append(items, o.inWords()), append(rests, o.rests...)
		}
		s.add(PartCarried, rests, "%s %s continued under %s.", listed(items), plural(len(items), "is", "are"), plan)
	}
}

// goesOn is an item of the plan that goes on, under the title that it has here where the report holds it, with the carry-over that was recorded in the time
// of the statement.
func (s *Statement) goesOn(ref, title string) *onward {
	o := &onward{title: title, from: ref}
	for _, i := range s.Report.Items {
		if i.Item.Ref != ref {
			continue
		}
		if o.title = i.Item.Title; i.Item.Status == workplan.StatusCarriedOver && s.recent(i.StatusSetBy) {
			o.rests = append(o.rests, *i.StatusSetBy)
		}
	}
	return o
}
