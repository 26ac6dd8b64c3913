package report

import (
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
		u := *i.StatusSetBy
		leads := names(s.Report, s.inOrder(i.Item.Leads))
		text, done := s.completion(i.Item, leads), quote(u.Done)
		switch by := s.speaker(u); {
		case done == "":
			text += "."
		case len(leads) == 1 && leads[0] == by:
			text = s.t("%s and reported: %s", text, done)
		case by == "":
			text = s.t("%s; the record states: %s", text, done)
		default:
			text = s.t("%s; %s reported: %s", text, by, done)
		}
		s.add(PartCompleted, both(&u, s.completedBy(i.Item)), text)
		if titles := evidenceTitles(u); len(titles) > 0 {
			s.add(PartCompleted, []workplan.StatusUpdate{u}, s.n(len(titles), "Its output, %s, is available.", "Its outputs, %s, are available.", s.listed(titles)))
		}
	}
}

// completion says who completed an item and when, as far as that is recorded, without a point.
func (s *Statement) completion(item workplan.ActionItem, leads []string) string {
	what, when := s.named(item), s.within(item.CompletedOn)
	switch {
	case len(leads) > 0 && item.CompletedOn != "":
		return s.t("%s completed %s %s", s.listed(leads), what, when)
	case len(leads) > 0:
		return s.t("%s completed %s", s.listed(leads), what)
	case item.CompletedOn != "":
		return s.t("%s was completed %s", what, when)
	default:
		return s.t("%s was completed", what)
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
			s.add(PartPlanned, both(dated, steps), s.plan(i, dated, steps))
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
		if by := s.speaker(*steps); by != "" {
			return s.t("%s reported as next steps on %s: %s", by, s.due(i), quote(steps.NextSteps))
		}
		return s.t("The record states as next steps on %s: %s", s.due(i), quote(steps.NextSteps))
	}
	by := s.speaker(*dated)
	text := s.planning(i, by)
	if steps == nil {
		return text + "."
	}
	switch said := s.speaker(*steps); {
	case i.PlanOverDays == 0 && by != "" && by == said:
		return s.t("%s and reported as next steps: %s", text, quote(steps.NextSteps))
	case said == "":
		return s.t("%s; the record states as next steps: %s", text, quote(steps.NextSteps))
	default:
		return s.t("%s; %s reported as next steps: %s", text, said, quote(steps.NextSteps))
	}
}

// planning says for when a lead, "" where none is named, plans to complete an item, or had planned to, without a point.
func (s *Statement) planning(i workplan.ReportItem, by string) string {
	what, day := s.named(i.Item), i.Item.PlannedFor()
	switch {
	case i.PlanOverDays > 0 && by == "":
		return s.t("%s, completion of which was planned for %s, remains open", what, s.spoken(day))
	case i.PlanOverDays > 0:
		return s.t("%s, which %s had planned to complete %s, remains open", what, by, s.within(day))
	case by == "":
		return s.t("Completion of %s is planned for %s", what, s.spoken(day))
	default:
		return s.t("%s plans to complete %s %s", by, what, s.within(day))
	}
}

// due names an item, with when it is due where that is recorded.
func (s *Statement) due(i workplan.ReportItem) string {
	switch due := i.Item.PlannedFor(); {
	case due == "":
		return s.named(i.Item)
	case due.Last() < s.Report.AsOf:
		return s.t("%s, which was due %s", s.named(i.Item), s.within(due))
	default:
		return s.t("%s, which is due %s", s.named(i.Item), s.within(due))
	}
}

// openings tells where members can join in, in the words of the leads.
func (s *Statement) openings() {
	for _, i := range s.Report.Openings {
		if !s.recent(i.Latest) {
			continue
		}
		text := s.t("On openings for members in %s, the record states: %s", s.named(i.Item), quote(i.Latest.Openings))
		if by := s.speaker(*i.Latest); by != "" {
			text = s.t("On openings for members in %s, %s reported: %s", s.named(i.Item), by, quote(i.Latest.Openings))
		}
		s.add(PartOpenings, both(i.Latest, nil), text)
	}
}

// onward is an item that goes on in another plan: what it is called, and its refs there.
type onward struct {
	title, from string
	refs        []string
	rests       []workplan.StatusUpdate
}

// onwardNamed is the item with its ref, and with those that it has now where they are others: "“Bulletin” (item 1.1, now items 1.1 and 1.4)".
func (s *Statement) onwardNamed(o onward) string {
	if len(o.refs) == 1 && o.refs[0] == o.from {
		return s.t("%s (item %s)", inQuotes(o.title), o.from)
	}
	return s.n(len(o.refs), "%s (item %s, now item %s)", "%s (item %s, now items %s)", inQuotes(o.title), o.from, s.listed(o.refs))
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
		plan := s.t("the plan %s", to)
		if c.Into != "" {
			plan = s.thePlan(c.Into)
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
			items, rests = append(items, s.onwardNamed(*o)), append(rests, o.rests...)
		}
		s.add(PartCarried, rests, s.n(len(items), "%s is continued under %s.", "%s are continued under %s.", s.listed(items), plan))
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
