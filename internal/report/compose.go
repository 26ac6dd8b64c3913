package report

import (
	"fmt"
	"strconv"
	"strings"

	"fwptracker/internal/workplan"
)

// compose puts a report into words and tables, as a voice speaks, in the order in which a meeting reads it: where the plan stands, then what is done, what is open,
// what needs a decision, and last what each item's record says.
func compose(r workplan.CompletionReport, v voice) document {
	d := document{voice: v, title: v.titleOf(r), subtitle: r.Plan.Title + " · " + r.Body.Name, about: v.aboutOf(r)}
	d.add(d.headerFacts(r))
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

func (v voice) titleOf(r workplan.CompletionReport) string {
	if r.Edition == nil {
		return v.t("Completion report")
	}
	return v.t("Completion report, edition %d", r.Edition.Number)
}

// aboutOf is what every file of the report tells of itself.
func (v voice) aboutOf(r workplan.CompletionReport) about {
	circle := ", " + v.t(circleWords[r.Audience])
	return about{author: r.Body.Name, subject: v.t("%s, as of %s", r.Plan.Title, v.day(r.AsOf)) + circle, circle: circle, keywords: r.Plan.Code + ", " + v.t("completion report"), made: moment(r.GeneratedAt)}
}

func (d *document) add(blocks ...block) { d.blocks = append(d.blocks, blocks...) }

// part opens a part of the report.
func (d *document) part(id, key string, values ...any) {
	d.add(heading{Level: 1, Text: d.t(key, values...), ID: id})
}

// under opens a part of a part.
func (d *document) under(id, key string) { d.add(heading{Level: 2, Text: d.t(key), ID: id}) }

func (d *document) say(key string, values ...any) {
	d.add(paragraph{Text: d.t(key, values...)})
}

func (d *document) explain(key string, values ...any) {
	d.add(paragraph{Text: d.t(key, values...), Note: true})
}

// headerFacts say which plan, as of when and from what knowledge, for whom, and by whom.
func (v voice) headerFacts(r workplan.CompletionReport) facts {
	f := facts{
		{v.t("Body"), r.Body.Name},
		{v.t("Plan"), fmt.Sprintf("%s (%s)", r.Plan.Title, r.Plan.Code)},
		{v.t("Standing of the plan"), v.planStanding(r.Plan)},
		{v.t("Period"), v.planPeriod(r.Plan)},
		{v.t("Position as of"), v.day(r.AsOf)},
		{v.t("From what was recorded by"), v.moment(r.KnownAt)},
	}
	if r.Settled {
		f = append(f, fact{v.t("Settled"), v.t("The plan is closed: what is recorded later changes nothing in this report")})
	}
	if r.Meeting != nil {
		f = append(f, fact{v.t("Meeting"), v.meetingName(*r.Meeting)})
	}
	f = append(f, v.editionFacts(r)...)
	if r.Since != nil {
		f = append(f, fact{v.t("Compared with"), v.day(r.Since.Since)})
	}
	if narrowed := v.scopeWords(r); narrowed != "" {
		f = append(f, fact{v.t("Only"), narrowed})
	}
	return append(f, fact{v.t("For|audience"), v.t(audienceWords[r.Audience])}, fact{v.t("Drawn up"), v.drawnUp(r)})
}

// drawnUp says when the report was, and names who asked for it, where that is somebody in particular.
func (v voice) drawnUp(r workplan.CompletionReport) string {
	if r.GeneratedBy == (workplan.Actor{}).Label() {
		return v.moment(r.GeneratedAt)
	}
	return v.t("%s by %s", v.moment(r.GeneratedAt), r.GeneratedBy)
}

func (v voice) planStanding(p workplan.WorkPlan) string {
	if p.Status == workplan.PlanDraft {
		return v.word(p.Status)
	}
	standing := v.t("Endorsed, date not recorded; revision %d", p.Revision)
	if p.EndorsedOn != "" {
		standing = v.t("Endorsed %s; revision %d", v.period(p.EndorsedOn), p.Revision)
	}
	return standing + v.closedWords(p)
}

func (v voice) closedWords(p workplan.WorkPlan) string {
	if p.Status != workplan.PlanClosed {
		return ""
	}
	return "; " + v.t("closed %s", v.day(p.ClosedOn))
}

func (v voice) planPeriod(p workplan.WorkPlan) string {
	if p.PeriodStart == "" && p.PeriodEnd == "" {
		return v.notRecorded()
	}
	return v.t("%s to %s", v.period(p.PeriodStart), v.period(p.PeriodEnd))
}

func (v voice) meetingName(m workplan.Meeting) string {
	if last := m.LastDay(); last != "" {
		return m.Name + ", " + v.day(last)
	}
	return m.Name
}

// scopeWords say to what the report was narrowed.
func (v voice) scopeWords(r workplan.CompletionReport) string {
	var parts []string
	if len(r.Scope.Leads) > 0 {
		parts = append(parts, v.t("items led by %s", v.listed(names(r, r.Scope.Leads))))
	}
	if len(r.Scope.Objectives) > 0 {
		var numbers []string
		for _, n := range r.Scope.Objectives {
			numbers = append(numbers, strconv.Itoa(n))
		}
		parts = append(parts, v.t("items under objective %s", v.listed(numbers)))
	}
	if len(r.Scope.Topics) > 0 {
		parts = append(parts, v.t("items on %s", v.listed(r.Scope.Topics)))
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
