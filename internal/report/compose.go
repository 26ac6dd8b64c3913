package report

import (
	"fmt"
	"strconv"
	"strings"

	"fwptracker/internal/workplan"
)

// compose puts a report into words and tables, in the order in which a meeting reads it: where the plan stands, then what is done, what is open,
// what needs a decision, and last what each item's record says.
func compose(r workplan.CompletionReport) document {
	d := document{
		title: titleOf(r), subtitle: r.Plan.Title + " · " + r.Body.Name,
		about: aboutOf(r),
	}
	d.add(headerFacts(r))
	d.correction(r)
	d.summary(r)
	d.groups(r)
	d.course(r)
	d.attendance(r)
	if r.Headline.Items > 0 {
		d.lists(r)
		d.deliverables(r)
		d.silence(r)
		d.openings(r)
		d.decided(r)
		d.carried(r)
	}
	d.amendments(r)
	d.proposals(r)
	d.changes(r)
	d.howToRead(r)
	d.sources(r)
	d.annex(r)
	d.check(r)
	return d
}

func titleOf(r workplan.CompletionReport) string {
	if r.Edition == nil {
		return "Completion report"
	}
	return fmt.Sprintf("Completion report, edition %d", r.Edition.Number)
}

// aboutOf is what every file of the report tells of itself.
func aboutOf(r workplan.CompletionReport) about {
	circle := ", " + circleWords[r.Audience]
	return about{author: r.Body.Name, subject: r.Plan.Title + ", as of " + day(r.AsOf) + circle, circle: circle, keywords: r.Plan.Code + ", completion report", made: moment(r.GeneratedAt)}
}

func (d *document) add(blocks ...block) { d.blocks = append(d.blocks, blocks...) }

// part opens a part of the report.
func (d *document) part(id, text string) { d.add(heading{Level: 1, Text: text, ID: id}) }

func (d *document) say(format string, args ...any) {
	d.add(paragraph{Text: fmt.Sprintf(format, args...)})
}

func (d *document) explain(format string, args ...any) {
	d.add(paragraph{Text: fmt.Sprintf(format, args...), Note: true})
}

// headerFacts say which plan, as of when and from what knowledge, for whom, and by whom.
func headerFacts(r workplan.CompletionReport) facts {
	f := facts{
		{"Body", r.Body.Name},
		{"Plan", fmt.Sprintf("%s (%s)", r.Plan.Title, r.Plan.Code)},
		{"Standing of the plan", planStanding(r.Plan)},
		{"Period", planPeriod(r.Plan)},
		{"Position as of", day(r.AsOf)},
		{"From what was recorded by", moment(r.KnownAt).String()},
	}
	if r.Settled {
		f = append(f, fact{"Settled", "The plan is closed: what is recorded later changes nothing in this report"})
	}
	if r.Meeting != nil {
		f = append(f, fact{"Meeting", meetingName(*r.Meeting)})
	}
	f = append(f, editionFacts(r)...)
	if r.Since != nil {
		f = append(f, fact{"Compared with", day(r.Since.Since)})
	}
	if narrowed := scopeWords(r); narrowed != "" {
		f = append(f, fact{"Only", narrowed})
	}
	return append(f, fact{"For", audienceWords[r.Audience]}, fact{"Drawn up", moment(r.GeneratedAt).String() + drawnUpBy(r)})
}

// drawnUpBy names who asked for the report, where that is somebody in particular.
func drawnUpBy(r workplan.CompletionReport) string {
	if r.GeneratedBy == (workplan.Actor{}).Label() {
		return ""
	}
	return " by " + r.GeneratedBy
}

func planStanding(p workplan.WorkPlan) string {
	words := planWords[p.Status]
	if p.Status == workplan.PlanDraft {
		return words
	}
	on := ", date not recorded"
	if p.EndorsedOn != "" {
		on = " " + period(p.EndorsedOn)
	}
	return fmt.Sprintf("Endorsed%s; revision %d%s", on, p.Revision, closedWords(p))
}

func closedWords(p workplan.WorkPlan) string {
	if p.Status != workplan.PlanClosed {
		return ""
	}
	return "; closed " + day(p.ClosedOn)
}

func planPeriod(p workplan.WorkPlan) string {
	if p.PeriodStart == "" && p.PeriodEnd == "" {
		return notRecorded
	}
	return period(p.PeriodStart) + " to " + period(p.PeriodEnd)
}

func meetingName(m workplan.Meeting) string {
	if last := m.LastDay(); last != "" {
		return m.Name + ", " + day(last)
	}
	return m.Name
}

// scopeWords say to what the report was narrowed.
func scopeWords(r workplan.CompletionReport) string {
	var parts []string
	if len(r.Scope.Leads) > 0 {
		parts = append(parts, "items led by "+listed(names(r, r.Scope.Leads)))
	}
	if len(r.Scope.Objectives) > 0 {
		var numbers []string
		for _, n := range r.Scope.Objectives {
			numbers = append(numbers, strconv.Itoa(n))
		}
		parts = append(parts, "items under objective "+listed(numbers))
	}
	if len(r.Scope.Topics) > 0 {
		parts = append(parts, "items on "+listed(r.Scope.Topics))
	}
	return strings.Join(parts, "; ")
}

// names prints members, in the order in which the item names them.
func names(r workplan.CompletionReport, codes []string) []string {
	printed := make([]string, len(codes))
	for n, code := range codes {
		printed[n] = or(r.Names[code], code)
	}
	return printed
}

// sources says on what the report rests, where that is recorded.
func (d *document) sources(r workplan.CompletionReport) {
	if r.Plan.Notes+r.Plan.EndorsementNote+r.Plan.Source == "" {
		return
	}
	d.part("notes", "Notes on the plan")
	for _, text := range []string{r.Plan.EndorsementNote, r.Plan.Notes} {
		if text != "" {
			d.say("%s", text)
		}
	}
	if r.Plan.Source != "" {
		d.explain("Source: %s", r.Plan.Source)
	}
}
