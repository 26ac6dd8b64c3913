package workplan

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// DifferencesOfEditions lists what two editions of a plan's report say otherwise of themselves.
func DifferencesOfEditions(was, is ReportEdition) Differences {
	type itself struct {
		Annex         bool
		Meeting, Note string
	}
	of := func(e ReportEdition) itself { return itself{e.Annex, e.Meeting, e.Note} }
	return differencesIn("edition", of(was), of(is))
}

// DifferencesBetween lists what a report says otherwise than an earlier one of the same plan: first how it was asked for, what the body and the
// plan say of themselves and how members and meetings are called, then the numbers, what is compared and carried, and then item by item in the
// order of the plan. When the reports were drawn up makes no difference.
func DifferencesBetween(was, is CompletionReport) Differences {
	d := differencesIn("report", asked(was), asked(is))
	d = append(d, differencesIn("body", was.Body.BodyContent, is.Body.BodyContent)...)
	d = append(d, differencesIn("plan", was.Plan.State(), is.Plan.State())...)
	d = append(d, listed(was.Names, is.Names, "name", func(code string) string { return "member " + code })...)
	d = append(d, listed(objectiveNames(was), objectiveNames(is), "title", func(number string) string { return "objective " + number })...)
	d = append(d, listed(meetingNames(was), meetingNames(is), "meeting", func(code string) string { return "meeting " + code })...)
	d = append(d, differencesIn("numbers", numbers(was.Headline), numbers(is.Headline))...)
	d = append(d, differencesIn("plan", course(was), course(is))...)
	return append(d, itemDifferences(was, is)...)
}

// listed lists what is called otherwise, or is in one list only, by key.
func listed(was, is map[string]string, field string, about func(key string) string) Differences {
	all := maps.Clone(was)
	if all == nil {
		all = map[string]string{}
	}
	maps.Copy(all, is)
	var d Differences
	for _, key := range slices.Sorted(maps.Keys(all)) {
		if was[key] != is[key] {
			d = append(d, Difference{About: about(key), Field: field, Was: was[key], Is: is[key]})
		}
	}
	return d
}

func objectiveNames(r CompletionReport) map[string]string {
	names := map[string]string{}
	for _, g := range r.ByObjective {
		names[g.Key] = g.Name
	}
	return names
}

// meetingNames are the meetings that a report names, each with its days.
func meetingNames(r CompletionReport) map[string]string {
	names := map[string]string{}
	all := slices.Clone(r.Meetings)
	for _, m := range []*Meeting{r.Meeting, r.LastMeeting} {
		if m != nil {
			all = append(all, *m)
		}
	}
	for _, m := range all {
		names[m.Code] = strings.TrimSuffix(m.Name+", "+m.Starts.InWords()+" to "+m.Ends.InWords(), " to ")
	}
	return names
}

// planCourse is what a report says of the plan's course beside its items.
type planCourse struct {
	SilentLeads, CarriedIn, CarriedOn, ReportedAtMeetings, Attendance, Proposals, ChangesSince, OpenOpenings List
}

func course(r CompletionReport) planCourse {
	c := planCourse{OpenOpenings: soughtSaid(r.Sought)}
	for _, l := range r.SilentLeads {
		c.SilentLeads = append(c.SilentLeads, l.Name+": "+strings.Join(l.Refs, ", "))
	}
	for _, line := range r.CarriedIn {
		c.CarriedIn = append(c.CarriedIn, line.From+" to "+line.To)
	}
	for _, line := range r.CarriedOn {
		c.CarriedOn = append(c.CarriedOn, line.From+" to "+line.To+" ("+line.Title+")")
	}
	for _, m := range r.Reported {
		c.ReportedAtMeetings = append(c.ReportedAtMeetings, m.Name+": "+strings.Join(m.Leads, ", "))
	}
	if r.Attendance != nil {
		for _, count := range r.Attendance.Counts {
			c.Attendance = append(c.Attendance, string(count.Category)+": "+itoa(count.Count))
		}
	}
	for _, p := range r.Proposals {
		c.Proposals = append(c.Proposals, itoa(p.Number)+" "+p.Title+" ("+string(p.State)+")")
	}
	if r.Since != nil {
		for _, change := range r.Since.Changes {
			c.ChangesSince = append(c.ChangesSince, change.Ref+" "+string(change.Kind)+" "+change.Was+" "+change.Is)
		}
	}
	return c
}

// askedFor is how a report was asked for.
type askedFor struct {
	AsOf  Date
	Since Date
	ReportScope
}

func asked(r CompletionReport) askedFor {
	a := askedFor{AsOf: r.AsOf, ReportScope: r.Scope}
	a.Audience = r.Audience
	if r.Since != nil {
		a.Since = r.Since.Since
	}
	return a
}

// printedNumbers are the numbers of a headline under the names by which they are read.
type printedNumbers struct {
	Items, Planned, InProgress, Completed, Postponed, Withdrawn, CarriedOver, Continuing, Overdue, Silent, Late int
	CompletionRate                                                                                              string
}

func numbers(c Counts) printedNumbers {
	n := printedNumbers{
		Items: c.Items, Planned: c.ByStatus[StatusPlanned], InProgress: c.ByStatus[StatusInProgress], Completed: c.ByStatus[StatusCompleted],
		Postponed: c.ByStatus[StatusPostponed], Withdrawn: c.ByStatus[StatusWithdrawn], CarriedOver: c.ByStatus[StatusCarriedOver],
		Continuing: c.Continuing, Overdue: c.Overdue, Silent: c.Silent, Late: c.Late,
	}
	if c.Rate.Denominator > 0 {
		n.CompletionRate = strconv.Itoa(c.Rate.Numerator) + " of " + strconv.Itoa(c.Rate.Denominator)
	}
	return n
}

// itemSaid is what a report says of one item: its content, where it stands, and the reports that are quoted.
type itemSaid struct {
	ItemContent
	Status            Status
	StatusSince       Date
	Health            Health
	CompletedOn       PartialDate
	PlannedCompletion PartialDate
	LastReportedOn    Date
	OverdueDays       int
	Late, Silent      bool
	LatestReport      string
	StatusSetBy       string
	Deliverables      List
	History           string
}

func said(l ReportItem, history ItemHistory) itemSaid {
	i := l.Item
	s := itemSaid{
		ItemContent: i.ItemContent, Status: i.Status, StatusSince: i.StatusSince, Health: i.Health, CompletedOn: i.CompletedOn,
		PlannedCompletion: i.PlannedCompletion, LastReportedOn: i.LastReportedOn, OverdueDays: l.OverdueDays, Late: l.Late, Silent: l.Silent,
		LatestReport: quoted(l.Latest), StatusSetBy: quoted(l.StatusSetBy),
		Deliverables: outputsSaid(l.Deliverables),
	}
	var updates []string
	for _, u := range history.Updates {
		said := "update " + strconv.Itoa(u.Number)
		if by := history.CorrectedBy[u.Number]; by > 0 {
			said += " (corrected by update " + strconv.Itoa(by) + ")"
		}
		updates = append(updates, said)
	}
	s.History = strings.Join(updates, ", ")
	return s
}

// quoted is a report as a difference shows it.
func quoted(u *StatusUpdate) string {
	if u == nil {
		return ""
	}
	parts := []string{"update " + strconv.Itoa(u.Number) + " of " + string(u.EffectiveOn)}
	for _, text := range []string{u.Done, u.NextSteps, u.Openings, u.Reason} {
		if text != "" {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, ": ")
}

// itemDifferences goes through the items of both reports.
func itemDifferences(was, is CompletionReport) Differences {
	type line struct {
		ReportItem
		history ItemHistory
	}
	lines := func(r CompletionReport) map[string]line {
		byRef := map[string]line{}
		for _, l := range r.Items {
			byRef[l.Item.Ref] = line{ReportItem: l}
		}
		for _, h := range r.Annex {
			l := byRef[h.Item.Ref]
			l.history = h
			byRef[h.Item.Ref] = l
		}
		return byRef
	}
	before, after := lines(was), lines(is)
	all := maps.Clone(before)
	maps.Copy(all, after)
	refs := slices.SortedFunc(maps.Keys(all), func(a, b string) int { return strings.Compare(RefKeyOf(a), RefKeyOf(b)) })
	var d Differences
	for _, ref := range refs {
		a, inBefore := before[ref]
		b, inAfter := after[ref]
		switch {
		case !inBefore:
			d = append(d, Difference{About: ref, Field: "item", Is: b.Item.Title})
		case !inAfter:
			d = append(d, Difference{About: ref, Field: "item", Was: a.Item.Title})
		default:
			d = append(d, differencesIn(ref, said(a.ReportItem, a.history), said(b.ReportItem, b.history))...)
		}
	}
	return d
}

// differencesIn lists the fields in which two values differ, in alphabetical order.
func differencesIn[T any](about string, was, is T) Differences {
	changed := Diff(was, is)
	before := Only(was, changed)
	var d Differences
	for _, field := range slices.Sorted(maps.Keys(changed)) {
		d = append(d, Difference{About: about, Field: field, Was: printed(before[field]), Is: printed(changed[field])})
	}
	return d
}

// printed is a value as people read it: text without quotation marks, a list with commas.
func printed(value json.RawMessage) string {
	var text string
	var list []any
	switch {
	case json.Unmarshal(value, &text) == nil:
		return text
	case json.Unmarshal(value, &list) == nil:
		words := make([]string, len(list))
		for n, v := range list {
			b, _ := json.Marshal(v) // it was just read
			words[n] = strings.Trim(string(b), `"`)
		}
		return strings.Join(words, ", ")
	default:
		return string(value)
	}
}
