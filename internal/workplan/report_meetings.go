package workplan

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// MeetingReport is what the record of a meeting says of who reported there on a plan. It links no lead to an item: what each said is told by its
// updates, where there are any.
type MeetingReport struct {
	Meeting string
	Name    string
	On      Date
	Leads   List
}

// reportedLine is a line of a meeting's note that names the leads that reported there on a plan, all by their codes.
var reportedLine = regexp.MustCompile(`^` + reportedWords + `([a-z0-9-]+): ([a-z0-9-]+(?:, [a-z0-9-]+)*)\.?$`)

const reportedWords = "Leads that reported on "

// Reported lists the leads that the meeting's note names as having reported on a plan, in a line such as "Leads that reported on wg-tip-2021-23:
// australia, iom."
func (m MeetingContent) Reported(plan string) List {
	var leads List
	for line := range strings.Lines(m.Note) {
		if said := reportedLine.FindStringSubmatch(strings.TrimSpace(line)); said != nil && said[1] == plan {
			leads = append(leads, strings.Split(said[2], ", ")...)
		}
	}
	return leads
}

// reportedLines checks that every line of a meeting's note that means to name who reported can be read as such.
func (f *Faults) reportedLines(note string) {
	for line := range strings.Lines(note) {
		if line = strings.TrimSpace(line); strings.HasPrefix(line, reportedWords) && !reportedLine.MatchString(line) {
			f.Add("/note", "bad_form", "a line that begins %s… names a plan and its leads by their codes: %swg-tip-2021-23: australia, iom", reportedWords, reportedWords)
		}
	}
}

// ReportedAt lists, in the order of their last days, the meetings over by a day whose records name leads that reported on the plan.
func ReportedAt(meetings []Meeting, plan string, asOf Date) []MeetingReport {
	var reports []MeetingReport
	for _, m := range meetings {
		if day, leads := m.LastDay(), m.Reported(plan); len(leads) > 0 && day != "" && day <= asOf {
			reports = append(reports, MeetingReport{Meeting: m.Code, Name: m.Name, On: day, Leads: leads})
		}
	}
	slices.SortFunc(reports, func(a, b MeetingReport) int {
		return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(a.Meeting, b.Meeting))
	})
	return reports
}

// reportedWithin keeps of the meetings' records what belongs to a scope: the leads asked for; and nothing where only some objectives or topics
// are, since a record tells of the plan as a whole.
func reportedWithin(reports []MeetingReport, s ReportScope) []MeetingReport {
	if len(s.Objectives)+len(s.Topics) > 0 {
		return nil
	}
	var within []MeetingReport
	for _, m := range reports {
		m.Leads = slices.DeleteFunc(slices.Clone(m.Leads), func(lead string) bool { return !among(s.Leads, lead) })
		if len(m.Leads) > 0 {
			within = append(within, m)
		}
	}
	return within
}

// heardAt says whether the record of a meeting after a day names the lead.
func heardAt(reports []MeetingReport, lead string, since Date) bool {
	return slices.ContainsFunc(reports, func(m MeetingReport) bool { return m.On > since && m.Leads.Has(lead) })
}
