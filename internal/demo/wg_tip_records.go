package demo

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// enterRecord enters what is known of what a meeting decided, who attended it and which leads reported there. Nothing of it is adopted here: whether
// the body adopted its records is not among the facts.
func enterRecord(ctx context.Context, t *tracker.Tracker, f facts, m meeting) error {
	for _, d := range m.Decisions {
		if _, err := t.RecordDecision(ctx, as(demoKeeper), m.code(), m.decision(f, d)); err != nil {
			return fmt.Errorf("decision %q: %w", d, err)
		}
	}
	if attended := f.attended(m); len(attended) > 0 {
		if _, err := t.RecordAttendance(ctx, as(demoKeeper), m.code(), attended); err != nil {
			return fmt.Errorf("attendance: %w", err)
		}
	}
	plan := f.reportedOn(m)
	if plan == "" {
		return nil
	}
	_, err := t.EditMeeting(ctx, as(demoKeeper), m.code(), nil, func(c *workplan.MeetingContent) error {
		c.Reported = workplan.LeadReports{{Plan: plan, Leads: f.memberCodes(m.ReportingLeads)}}
		return nil
	})
	return err
}

// decision is a decision in the words of the facts, with the plan that it names. Its kind is that of its verb, where it has one of these.
func (m meeting) decision(f facts, text string) workplan.Decision {
	d := workplan.Decision{Text: text, Source: sources(m.Source, m.DecisionSource)}
	for verb, kind := range decisionVerbs {
		if strings.HasSuffix(text, " "+verb) {
			d.Kind = kind
		}
	}
	for _, p := range f.Plans {
		if strings.Contains(text, p.Title) {
			d.Plans = append(d.Plans, endorsements[p.Title].code)
		}
	}
	return d
}

// decisionVerbs give the kind of a decision by the verb with which the facts end it.
var decisionVerbs = map[string]workplan.DecisionKind{
	"endorsed": workplan.DecisionEndorsement, "agreed": workplan.DecisionAgreed, "noted": workplan.DecisionNoted, "acknowledged": workplan.DecisionNoted, "welcomed": workplan.DecisionNoted,
}

// attended are those that the facts name as having attended a meeting: the participants whose source is that of a meeting for which an attendance is
// given, those whose role the facts date to a day of the meeting, and the observers whom the note on the attendance names.
func (f facts) attended(m meeting) []workplan.Attendant {
	if m.Attendance == "" {
		return nil
	}
	var attended []workplan.Attendant
	add := func(a workplan.Attendant) {
		if !slices.ContainsFunc(attended, func(o workplan.Attendant) bool { return o.Member == a.Member }) {
			attended = append(attended, a)
		}
	}
	for _, change := range f.RoleChanges {
		if change.Body == m.Body && change.At != "" && m.StartDate <= change.At && change.At <= m.EndDate {
			add(workplan.Attendant{Member: f.memberCode(change.Participant), Capacity: workplan.Capacity(change.Role)})
		}
	}
	for _, p := range f.Participants {
		if p.Source == m.Source {
			add(p.attendant())
		}
		if said := observersNamed.FindStringSubmatch(m.Attendance); said != nil && slices.Contains(strings.Split(said[1], ", "), p.ShortName) {
			add(workplan.Attendant{Member: p.code(), Capacity: workplan.CapacityObserver})
		}
		if p.Role == "support" && strings.Contains(m.Attendance, p.ShortName) {
			add(p.attendant())
		}
	}
	return attended
}

// observersNamed finds in a note on the attendance the observers that it names.
var observersNamed = regexp.MustCompile(`observers ([A-Z].*)$`)

// attendant is a participant as one that attended.
func (p participant) attendant() workplan.Attendant {
	a := workplan.Attendant{Member: p.code(), Capacity: workplan.Capacity(membershipRoles[p.Role])}
	if p.Role == "speaker" {
		a.Capacity, a.Note = workplan.CapacitySpeaker, source(p.Note)
	}
	return a
}

// counted finds in a note on the attendance how many of a category attended.
var counted = regexp.MustCompile(`^(\d+|one|two|three|four|five|six|seven) (members?|member countries and organisations|observers|private sector|civil society|regional fora)( |$)`)

var categoriesCounted = map[string]workplan.Category{
	"member": workplan.CategoryMembers, "members": workplan.CategoryMembers, "member countries and organisations": workplan.CategoryMembers, "observers": workplan.CategoryObservers,
	"private sector": workplan.CategoryPrivateSector, "civil society": workplan.CategoryCivilSociety, "regional fora": workplan.CategoryRegionalFora,
}

// headcounts are the numbers that the note on the attendance tells by category; a number of persons in all is told by the note alone.
func (m meeting) headcounts() workplan.Headcounts {
	var counts workplan.Headcounts
	for _, part := range regexp.MustCompile(`[,;] `).Split(m.Attendance, -1) {
		said := counted.FindStringSubmatch(part)
		if said == nil {
			continue
		}
		n, err := strconv.Atoi(said[1])
		if err != nil {
			n = 1 + slices.Index([]string{"one", "two", "three", "four", "five", "six", "seven"}, said[1])
		}
		counts = append(counts, workplan.Headcount{Category: categoriesCounted[said[2]], Count: n})
	}
	return counts
}

// reportedOn is the code of the plan on which, by a decision of the meeting, leads reported there; "" where the facts name no leads. That they
// spoke is a fact of the meeting: on which items is not recorded, so that no update says it.
func (f facts) reportedOn(m meeting) string {
	for _, p := range f.Plans {
		for _, d := range m.Decisions {
			if p.Body == m.Body && len(m.ReportingLeads) > 0 && strings.HasPrefix(d, "Action item leads reported") && strings.HasSuffix(d, p.Title) {
				return endorsements[p.Title].code
			}
		}
	}
	return ""
}
