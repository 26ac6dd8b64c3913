package workplan

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// shelf is a source of a portfolio as of 30 June 2024, written as lines "plan/ref status lead<predecessor+predecessor" under plans "plan body status".
func shelf(scope PortfolioScope, links map[string]List, lines ...string) PortfolioSource {
	src := PortfolioSource{View: View{AsOf: testToday}, Scope: scope, Links: links, Bodies: map[string]Body{}, Audiences: map[string]Audience{}}
	for _, line := range lines {
		words := strings.Fields(line)
		plan, ref, isItem := strings.Cut(words[0], "/")
		if !isItem {
			src.Plans = append(src.Plans, PlanItems{Plan: WorkPlan{Code: plan, Body: words[1], PlanContent: PlanContent{Title: "Plan " + plan, PeriodStart: PartialDate(words[3]), PeriodEnd: "2023"},
				PlanLife: PlanLife{Status: PlanStatus(words[2]), EndorsedOn: "2021"}}})
			continue
		}
		lead, predecessors, continues := strings.Cut(words[2], "<")
		var before List
		if continues {
			before = strings.Split(predecessors, "+")
		}
		at := slices.IndexFunc(src.Plans, func(p PlanItems) bool { return p.Plan.Code == plan })
		src.Plans[at].Items = append(src.Plans[at].Items, BriefItem{Ref: ref, Title: "Item " + words[0], Nature: NatureOneOff, Due: "2022", Leads: List(strings.Split(lead, "+")),
			Predecessors: before, Status: Status(words[1]), LastReportedOn: "2022-01-01"})
	}
	return src
}

var threePlans = []string{"p1 wg closed 2018", "p2 wg closed 2021", "p3 wg endorsed 2024"}

func TestWorkThatWentOnCountsOnceWhereItStandsLatest(t *testing.T) {
	for name, c := range map[string]struct {
		scope PortfolioScope
		links map[string]List
		lines []string
		want  string // "plan: items of which went on; …= total, leads; paths"
	}{
		"from one plan into the next": {lines: []string{"p2/1 in_progress a", "p2/2 completed b", "p3/1 planned c<p2/1"},
			want: "p1 0-0, p2 2-1, p3 1-0 = 2 | b 1, c 1 | p2/1>p3/1"},
		"carried over": {lines: []string{"p2/1 carried_over a", "p3/1 in_progress a<p2/1"}, want: "p1 0-0, p2 1-1, p3 1-0 = 1 | a 1 | p2/1>p3/1"},
		"over three plans": {lines: []string{"p1/1 carried_over a", "p2/1 carried_over a", "p3/1 in_progress a+b<p2/1", "p2/1x planned b", "p2/2 planned a<p1/2", "p1/2 planned a"},
			want: "p1 2-1, p2 3-1, p3 1-0 = 4 | a 3, b 2 | p1/2>p2/2 p2/1>p3/1"},
		"over three plans in a chain": {lines: []string{"p1/1 carried_over a", "p2/1 carried_over a<p1/1", "p3/1 in_progress a<p2/1"},
			want: "p1 1-1, p2 1-1, p3 1-0 = 1 | a 1 | p1/1>p2/1>p3/1"},
		"past a plan": {lines: []string{"p1/1 carried_over a", "p3/1 in_progress a<p1/1"}, want: "p1 1-1, p2 0-0, p3 1-0 = 1 | a 1 | p1/1>p3/1"},
		"split":       {lines: []string{"p2/1 carried_over a", "p3/1 planned a<p2/1", "p3/2 planned b<p2/1"}, want: "p1 0-0, p2 1-1, p3 2-0 = 2 | a 1, b 1 | p2/1>p3/1 p2/1>p3/2"},
		"split and carried on": {lines: []string{"p1/1 carried_over a", "p2/1 planned a<p1/1", "p2/2 planned b<p1/1", "p3/1 planned a<p2/1"},
			want: "p1 1-1, p2 2-1, p3 1-0 = 2 | a 1, b 1 | p1/1>p2/1>p3/1 p1/1>p2/2"},
		"merged":                        {lines: []string{"p2/1 carried_over a", "p2/2 carried_over b", "p3/1 planned a+b<p2/1+p2/2"}, want: "p1 0-0, p2 2-2, p3 1-0 = 1 | a 1, b 1 | p2/1>p3/1(+p2/2)"},
		"one of two merged named alone": {lines: []string{"p2/1 carried_over a", "p2/2 carried_over b", "p3/1 planned a+b<p2/1"}, want: "p1 0-0, p2 2-1, p3 1-0 = 2 | a 1, b 2 | p2/1>p3/1"},
		"merged over three plans": {lines: []string{"p1/1 carried_over a", "p2/1 carried_over a<p1/1", "p2/2 carried_over b", "p3/1 planned a+b<p2/2+p2/1"},
			want: "p1 1-1, p2 2-2, p3 1-0 = 1 | a 1, b 1 | p1/1>p2/1>p3/1(+p2/2)"},
		"split, then merged again": {lines: []string{"p1/1 carried_over a", "p2/1 carried_over a<p1/1", "p2/2 carried_over b<p1/1", "p3/1 planned a<p2/1+p2/2"},
			want: "p1 1-1, p2 2-2, p3 1-0 = 1 | a 1 | p1/1>p2/1>p3/1(+p2/2)"},
		"split in two, one part merged with another": {lines: []string{"p2/1 carried_over a", "p2/2 carried_over b", "p3/1 planned a<p2/1", "p3/2 planned b<p2/1+p2/2"},
			want: "p1 0-0, p2 2-2, p3 2-0 = 2 | a 1, b 1 | p2/1>p3/1 p2/1>p3/2(+p2/2)"},
		"merged from two plans": {lines: []string{"p1/1 carried_over a", "p2/2 carried_over b", "p3/1 planned a<p1/1+p2/2"}, want: "p1 1-1, p2 1-1, p3 1-0 = 1 | a 1 | p1/1>p3/1(+p2/2)"},
		"merged through items that the reader does not see": {links: map[string]List{"p2/9": {"x/8", "p1/2"}, "x/8": {"p1/1"}}, lines: []string{"p1/1 planned a", "p1/2 planned a", "p3/1 planned a<p2/9"},
			want: "p1 2-2, p2 0-0, p3 1-0 = 1 | a 1 | p1/1>p2/9>p3/1(+p1/2)"},
		"in two circles at one item":  {lines: []string{"p1/1 planned a<p2/1+p2/2", "p2/1 planned a<p1/1", "p2/2 planned a<p1/1"}, want: "p1 1-1, p2 2-0, p3 0-0 = 2 | a 2 | p1/1>p2/1 p1/1>p2/2"},
		"in a circle within a circle": {lines: []string{"p1/1 planned a<p3/1", "p2/1 planned a<p1/1+p3/1", "p3/1 planned a<p2/1"}, want: "p1 1-1, p2 1-1, p3 1-0 = 1 | a 1 | p1/1>p2/1>p3/1"},
		"into a circle":               {lines: []string{"p1/1 planned a", "p2/1 planned a<p3/1", "p3/1 planned a<p2/1+p1/1"}, want: "p1 1-1, p2 1-1, p3 1-0 = 1 | a 1 | p2/1>p3/1(+p1/1)"},
		"into a draft": {lines: []string{"p4 wg draft 2027", "p3/1 in_progress a", "p4/1 planned a<p3/1", "p4/2 planned b"},
			want: "p1 0-0, p2 0-0, p3 1-0, p4 2-0 = 1 | a 1 | "},
		"through a draft": {lines: []string{"p4 wg draft 2022", "p1/1 carried_over a", "p4/1 planned a<p1/1", "p3/1 planned a<p4/1"},
			want: "p1 1-1, p2 0-0, p4 1-0, p3 1-0 = 1 | a 1 | p1/1>p4/1>p3/1"},
		"through an item that the reader does not see": {links: map[string]List{"p2/9": {"p1/1"}}, lines: []string{"p1/1 in_progress a", "p3/1 in_progress a<p2/9"},
			want: "p1 1-1, p2 0-0, p3 1-0 = 1 | a 1 | p1/1>p2/9>p3/1"},
		"through two items that the reader does not see": {links: map[string]List{"p2/9": {"x/8"}, "x/8": {"p1/1"}}, lines: []string{"p1/1 in_progress a", "p3/1 in_progress a<p2/9"},
			want: "p1 1-1, p2 0-0, p3 1-0 = 1 | a 1 | p1/1>p2/9>p3/1"},
		"from an item that the reader does not see": {links: map[string]List{"p2/9": {"x/8"}, "x/8": nil}, lines: []string{"p3/1 in_progress a<p2/9"},
			want: "p1 0-0, p2 0-0, p3 1-0 = 1 | a 1 | p2/9>p3/1"},
		"into an item that the reader does not see": {links: map[string]List{"p3/9": {"p2/1"}}, lines: []string{"p2/1 carried_over a"}, want: "p1 0-0, p2 1-0, p3 0-0 = 1 | a 1 | "},
		"in a plan that is not listed": {scope: PortfolioScope{Statuses: []PlanStatus{PlanEndorsed}}, lines: []string{"p1/1 carried_over a", "p2/1 carried_over a<p1/1", "p3/1 in_progress a<p2/1", "p2/2 planned b"},
			want: "p3 1-0 = 1 | a 1 | p1/1>p2/1>p3/1"},
		"into a plan that is not listed": {scope: PortfolioScope{Statuses: []PlanStatus{PlanClosed}}, lines: []string{"p1/1 carried_over a", "p2/1 carried_over a<p1/1", "p3/1 in_progress a<p2/1"},
			want: "p1 1-1, p2 1-0 = 1 | a 1 | p1/1>p2/1"},
		"in a circle":       {lines: []string{"p1/1 planned a<p2/1", "p2/1 planned a<p1/1"}, want: "p1 1-1, p2 1-0, p3 0-0 = 1 | a 1 | p1/1>p2/1"},
		"from a circle":     {lines: []string{"p1/1 planned a<p2/1", "p2/1 planned a<p1/1", "p3/1 planned a<p2/1"}, want: "p1 1-1, p2 1-1, p3 1-0 = 1 | a 1 | p1/1>p2/1>p3/1"},
		"into another body": {lines: []string{"q other endorsed 2024", "p2/1 carried_over a", "q/1 planned a<p2/1"}, want: "q 1-0, p1 0-0, p2 1-1, p3 0-0 = 1 | a 1 | p2/1>q/1"},
		"without a lead":    {lines: []string{"p2/1 planned <p1/7", "p3/1 planned a"}, links: map[string]List{"p1/7": nil}, want: "p1 0-0, p2 1-0, p3 1-0 = 2 | a 1,  1 | p1/7>p2/1"},
	} {
		t.Run(name, func(t *testing.T) {
			src := shelf(c.scope, c.links, append(slices.Clone(threePlans), c.lines...)...)
			p := BuildPortfolio(src)
			if got := outline(p); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			bodies, lines := noCounts(), 0
			for _, b := range p.Bodies {
				bodies.Items += b.Counts.Items
			}
			for _, l := range p.Plans {
				if l.Plan.Status != PlanDraft {
					lines += l.Counts.Items - l.WentOn
				}
			}
			if bodies.Items != p.Totals.Counts.Items || lines != p.Totals.Counts.Items {
				t.Errorf("the bodies have %d items, the lines %d, the whole %d", bodies.Items, lines, p.Totals.Counts.Items)
			}
			slices.Reverse(src.Plans)
			for n := range src.Plans {
				slices.Reverse(src.Plans[n].Items)
			}
			if again := outline(BuildPortfolio(src)); again != c.want {
				t.Errorf("in another order: %s", again)
			}
		})
	}
}

// outline tells the numbers of a portfolio in one line.
func outline(p Portfolio) string {
	var plans, leads, paths []string
	for _, l := range p.Plans {
		plans = append(plans, fmt.Sprintf("%s %d-%d", l.Plan.Code, l.Counts.Items, l.WentOn))
	}
	for _, l := range p.ByLead {
		leads = append(leads, fmt.Sprintf("%s %d", l.Key, l.Counts.Items))
	}
	for _, c := range p.MostCarried {
		path := strings.Join(c.Path, ">")
		if len(c.Joined) > 0 {
			path += "(+" + strings.Join(c.Joined, "+") + ")"
		}
		paths = append(paths, path)
	}
	return fmt.Sprintf("%s = %d | %s | %s", strings.Join(plans, ", "), p.Totals.Counts.Items, strings.Join(leads, ", "), strings.Join(paths, " "))
}

func TestTheLinesOfAPortfolio(t *testing.T) {
	src := shelf(PortfolioScope{}, nil, append(slices.Clone(threePlans), "p4 wg draft 2027", "p2/1 in_progress a", "p2/2 completed a+b", "p3/1 planned a<p2/1", "p4/1 planned b")...)
	src.Plans[2].Plan.PeriodEnd, src.Plans[2].Plan.Predecessor, src.Plans[3].Plan.Predecessor, src.Plans[3].Plan.PeriodEnd = "2026", "p2", "p3", ""
	src.Plans[1].Plan.Status = PlanEndorsed
	src.Meetings = map[string][]Meeting{"wg": {{Code: "wg-1", MeetingContent: MeetingContent{Number: 1, Starts: "2024-02-01"}}}, "other": {{MeetingContent: MeetingContent{Starts: "2024-06-01"}}}}
	src.Members = map[string]Member{"a": {MemberContent: MemberContent{Name: "Kingdom of Aland", ShortName: "Aland"}}}
	p := BuildPortfolio(src)
	line := p.Plans[1]
	if !line.PastPeriod || line.SilentSince != "2024-02-01" || line.LastReportedOn != "2022-01-01" || !slices.Equal(line.Successors, []string{"p3"}) || line.Counts.Overdue != 1 ||
		line.Counts.Silent != 1 || line.Counts.Open() != 1 || line.Counts.Completed() != 1 || line.Counts.Rate != (Rate{1, 2}) {
		t.Errorf("p2: %+v", line)
	}
	if p.Plans[0].PastPeriod || p.Plans[2].PastPeriod || p.Plans[3].PastPeriod || p.Plans[3].SilentSince != "" || p.Plans[3].Counts.Items != 1 {
		t.Errorf("closed, in its period, a draft: %+v", p.Plans)
	}
	if p.Totals.Plans != 3 || p.Totals.Drafts != 1 || p.Bodies[0].Plans != 3 || p.Bodies[0].Drafts != 1 || p.Totals.Counts.Rate != (Rate{1, 2}) || p.Bodies[0].Counts.Rate != (Rate{1, 2}) {
		t.Errorf("totals: %+v %+v", p.Totals, p.Bodies)
	}
	if a := p.ByLead[0]; a.Name != "Aland" || p.Names["a"] != "Aland" || !slices.Equal(a.Plans, []string{"p2", "p3"}) || a.Counts.Rate != (Rate{1, 2}) || a.Counts.Open() != 1 {
		t.Errorf("by lead: %+v", p.ByLead)
	}
	if p.ByLead[1].Key != "b" || p.ByLead[1].Name != "b" || p.ByLead[1].Counts.Items != 1 {
		t.Errorf("by lead: %+v", p.ByLead)
	}
	if p.Carried != 1 || p.MostCarried[0].Times() != 1 || p.MostCarried[0].OverdueDays == 0 || p.MostCarried[0].Item.Title != "Item p3/1" {
		t.Errorf("carried: %+v", p.MostCarried)
	}
}

func TestOnlyTheMostCarriedAreListed(t *testing.T) {
	lines := slices.Clone(threePlans)
	for n := range 30 {
		status := []Status{StatusCompleted, StatusInProgress}[n%2]
		lines = append(lines, fmt.Sprintf("p2/%d carried_over a", n+1), fmt.Sprintf("p3/%d %s a<p2/%d", n+1, status, n+1))
	}
	lines = append(lines, "p1/99 carried_over a", "p2/99 carried_over a<p1/99", "p3/99 completed a<p2/99")
	p := BuildPortfolio(shelf(PortfolioScope{}, nil, lines...))
	if p.Carried != 31 || len(p.MostCarried) != MostCarriedShown {
		t.Fatalf("%d carried, %d listed", p.Carried, len(p.MostCarried))
	}
	var names []string
	for _, c := range p.MostCarried[:3] {
		names = append(names, c.Item.Name())
	}
	if got := strings.Join(names, " "); got != "p3/99 p3/2 p3/4" {
		t.Errorf("the first are %s", got)
	}
}

func TestAPortfolioNamesTheBodiesThatItHas(t *testing.T) {
	seen := []WorkPlan{{Code: "p", Body: "wg"}, {Code: "q", Body: "other"}, {Code: "r", Body: "wg"}}
	faults := PortfolioScope{Bodies: List{"wg", "none"}}.Faults(seen)
	wantCodes(t, faultCodes(faults), "?body unknown")
	if len(faults) != 1 || !strings.Contains(faults[0].Message.Text, "other, wg") {
		t.Errorf("%v", faults)
	}
	wantCodes(t, faultCodes(PortfolioScope{Bodies: List{"wg", "other"}}.Faults(seen)))
}

func TestALineageAsksForWhatItDoesNotHold(t *testing.T) {
	src := shelf(PortfolioScope{}, map[string]List{"x/1": {"y/1"}, "z/1": nil}, append(slices.Clone(threePlans), "p2/1 planned a<p1/1", "p1/1 planned a", "p3/1 planned a<x/1", "p3/2 planned a<z/1", "p3/3 planned a<p2/7")...)
	if got := strings.Join(src.Unlinked(), " "); got != "p2/7 y/1" {
		t.Errorf("it asks for %s", got)
	}
}

// What a brief item leaves out has no part in any number.
func TestABriefItemIsAllThatNumbersNeed(t *testing.T) {
	i := ledBy("a")
	i.Due, i.Status, i.CompletedOn, i.LastReportedOn, i.Predecessors = "2024-01", StatusCompleted, "2024-03", "2024-03-01", List{"p-0/1"}
	back := i.Brief().of(i.Plan)
	src := ReportSource{Plan: endorsedPlan(), View: View{AsOf: testToday}}
	for _, status := range Statuses {
		i.Status, back.Status = status, status
		full, brief := count([]ReportItem{reportItem(src, i, "2024-04-01")}), count([]ReportItem{reportItem(src, back, "2024-04-01")})
		if !reflect.DeepEqual(full, brief) {
			t.Errorf("%s: %+v, in brief %+v", status, full, brief)
		}
	}
	if back.Name() != i.Name() || back.Title != i.Title || !slices.Equal(back.Predecessors, i.Predecessors) {
		t.Errorf("%+v", back)
	}
}
