package workplan

import (
	"cmp"
	"slices"
	"time"
)

// Portfolio is the plans of one or more bodies as they stood at a date, side by side: the one value from which every form of it is made. Each
// plan's line says what the plan's own [CompletionReport] says of the same moment. Across plans, a piece of work that went on from one plan into
// the next counts once, where it stands latest (see [lineage]). A draft has a line where the reader may see it, and counts nowhere else.
type Portfolio struct {
	AsOf        Date
	KnownAt     time.Time
	GeneratedAt time.Time
	GeneratedBy string
	// Audience is the narrowest circle for which any body's part is fit: what holds for the whole.
	Audience Audience
	Scope    PortfolioScope
	// Names are the short names of the members that the portfolio names, by code.
	Names map[string]string

	Plans  []PortfolioPlan
	Bodies []PortfolioBody
	Totals PortfolioTotals
	ByLead []PortfolioLead
	// Carried is how many of the pieces of work went on from one plan into another at least once; MostCarried are those that did so most often,
	// at most [MostCarriedShown].
	Carried     int
	MostCarried []CarriedWork
}

// MostCarriedShown is how many of the items carried most often a portfolio lists.
const MostCarriedShown = 20

// PortfolioScope narrows a portfolio: to what an audience may see, to the plans of any of the bodies, and to those of any of the statuses. What
// is empty does not narrow.
type PortfolioScope struct {
	Audience Audience
	Bodies   List
	Statuses []PlanStatus
}

// PortfolioPlan is the line of a plan. PastPeriod: its period is over and it was not closed. LastReportedOn is the latest day on which a lead
// reported on any of its items; Successors are the plans that follow it; WentOn is how many of its items count in a later plan of the portfolio.
type PortfolioPlan struct {
	Plan           WorkPlan
	Counts         Counts
	PastPeriod     bool
	SilentSince    Date
	LastReportedOn Date
	Successors     []string
	WentOn         int
	// NoDueDates is [NoDueDates] of the plan's items.
	NoDueDates bool
}

// PortfolioBody is what of a body the portfolio holds, and for whom that part is fit. The counts of all bodies add up to the totals.
type PortfolioBody struct {
	Body     Body
	Audience Audience
	Plans    int
	Drafts   int
	Counts   Counts
}

// PortfolioTotals are the numbers across plans; drafts are listed and do not count.
type PortfolioTotals struct {
	Plans  int
	Drafts int
	Counts Counts
}

// PortfolioLead is the numbers of the work that a member leads, each piece once under each of its leads, and the plans in which it stands. An
// empty Key gathers what has no recorded lead.
type PortfolioLead struct {
	Group
	Plans []string
}

// CarriedWork is a piece of work that went on from plan to plan: its latest item, and the names ("plan/ref") from the first to that item, along the
// longest way where items were merged. Joined are the other items that went into it.
type CarriedWork struct {
	ReportItem
	Path   []string
	Joined []string
}

// Times is how often the work was carried from one plan into another, as far as the reader sees.
func (c CarriedWork) Times() int { return len(c.Path) - 1 }

// Open is how many items wait to be finished or decided: planned, in progress or postponed, continuing ones among them.
func (c Counts) Open() (n int) {
	for _, s := range OpenStatuses {
		n += c.ByStatus[s] + c.ContinuingByStatus[s]
	}
	return n
}

// Completed is how many items are completed, continuing ones among them.
func (c Counts) Completed() int {
	return c.ByStatus[StatusCompleted] + c.ContinuingByStatus[StatusCompleted]
}

// BuildPortfolio reckons the portfolio. It is a pure function: the same source gives the same portfolio, in whatever order its lists come, and is
// left as it was.
func BuildPortfolio(src PortfolioSource) Portfolio {
	p := Portfolio{AsOf: src.View.AsOf, KnownAt: src.View.KnownAt, GeneratedAt: src.GeneratedAt, GeneratedBy: src.GeneratedBy,
		Audience: src.Audience, Scope: src.Scope, Names: map[string]string{}}
	src.Plans = slices.SortedFunc(slices.Values(src.Plans), func(a, b PlanItems) int { return inPortfolioOrder(a.Plan, b.Plan) })
	b := portfolioBuilder{src: src, lineage: src.lineage(), portfolio: &p, leads: map[string]*PortfolioLead{}}
	p.Totals.Counts = noCounts()
	for _, plan := range src.Plans {
		if src.Scope.Lists(plan.Plan) {
			b.plan(plan)
		}
	}
	b.finish()
	return p
}

// Lists says whether a plan is within the scope. The audience is a matter of [Sight.Narrowed].
func (s PortfolioScope) Lists(p WorkPlan) bool {
	return among(s.Bodies, p.Body) && among(s.Statuses, p.Status)
}

// Faults lists the bodies that the scope names and of which the reader sees no plan: a mistyped body must not read as one without plans.
func (s PortfolioScope) Faults(seen []WorkPlan) Faults {
	var f Faults
	var bodies List
	for _, p := range seen {
		bodies = append(bodies, p.Body)
	}
	f.named("?body", Say("body"), s.Bodies, bodies)
	return f
}

// inPortfolioOrder puts plans by body, and a body's plans by when they begin; what has no recorded period begins with its endorsement.
func inPortfolioOrder(a, b WorkPlan) int {
	begins := func(p WorkPlan) Date { return cmp.Or(p.PeriodStart.First(), p.EndorsedOn.First(), "9999-12-31") }
	return cmp.Or(cmp.Compare(a.Body, b.Body), cmp.Compare(begins(a), begins(b)), cmp.Compare(a.Code, b.Code))
}

// portfolioBuilder adds up a portfolio plan by plan.
type portfolioBuilder struct {
	src       PortfolioSource
	lineage   lineage
	portfolio *Portfolio
	leads     map[string]*PortfolioLead
}

// plan adds the line of a plan and, unless it is a draft, those of its items that count to the numbers across plans.
func (b *portfolioBuilder) plan(p PlanItems) {
	of := ReportSource{Plan: p.Plan, View: b.src.View}
	line := PortfolioPlan{Plan: p.Plan, Counts: noCounts(), Successors: b.src.successors(p.Plan.Code)}
	line.PastPeriod = p.Plan.Status != PlanClosed && p.Plan.PeriodEnd != "" && p.Plan.PeriodEnd.Last() < b.src.View.AsOf
	_, line.SilentSince = SilenceSince(b.src.Meetings[p.Plan.Body], p.Plan, b.src.View.AsOf)
	body, draft := b.body(p.Plan.Body), p.Plan.Status == PlanDraft
	if draft {
		b.portfolio.Totals.Drafts++
		body.Drafts++
	} else {
		b.portfolio.Totals.Plans++
		body.Plans++
	}
	continued := b.lineage.continued[p.Plan.Code]
	lines := make([]ReportItem, 0, len(p.Items))
	for _, i := range p.Items {
		l := reportItem(of, i.of(p.Plan.Code), line.SilentSince)
		lines = append(lines, l)
		line.Counts.add(l)
		line.LastReportedOn = max(line.LastReportedOn, i.LastReportedOn)
		switch {
		case draft:
		case continued[i.Ref]:
			line.WentOn++
		default:
			b.count(l, body)
		}
	}
	line.Counts.Rate, line.NoDueDates = rateOf(line.Counts.ByStatus), NoDueDates(lines)
	b.portfolio.Plans = append(b.portfolio.Plans, line)
}

// body is the part of the body whose plans are being added.
func (b *portfolioBuilder) body(code string) *PortfolioBody {
	list := b.portfolio.Bodies
	if len(list) == 0 || list[len(list)-1].Body.Code != code {
		body := b.src.Bodies[code]
		body.Code = code
		list = append(list, PortfolioBody{Body: body, Audience: b.src.Audiences[code], Counts: noCounts()})
	}
	b.portfolio.Bodies = list
	return &list[len(list)-1]
}

// count adds an item, the latest of its work, to the numbers across plans.
func (b *portfolioBuilder) count(l ReportItem, body *PortfolioBody) {
	b.portfolio.Totals.Counts.add(l)
	body.Counts.add(l)
	leads := l.Item.Leads
	if len(leads) == 0 {
		leads = List{""}
	}
	for _, code := range leads {
		lead := b.leads[code]
		if lead == nil {
			lead = &PortfolioLead{Group: Group{Key: code, Counts: noCounts()}}
			b.leads[code] = lead
		}
		lead.Counts.add(l)
		if n := len(lead.Plans); n == 0 || lead.Plans[n-1] != l.Item.Plan {
			lead.Plans = append(lead.Plans, l.Item.Plan)
		}
	}
	if path := b.lineage.path(l.Item); len(path) > 1 {
		b.portfolio.Carried++
		l.Item.RefKey = RefKeyOf(l.Item.Ref)
		b.portfolio.MostCarried = append(b.portfolio.MostCarried, CarriedWork{ReportItem: l, Path: path})
	}
}

// finish puts rates and names to the numbers, and the lists in order.
func (b *portfolioBuilder) finish() {
	p := b.portfolio
	p.Totals.Counts.Rate = rateOf(p.Totals.Counts.ByStatus)
	for n := range p.Bodies {
		p.Bodies[n].Counts.Rate = rateOf(p.Bodies[n].Counts.ByStatus)
	}
	for code, lead := range b.leads {
		lead.Counts.Rate = rateOf(lead.Counts.ByStatus)
		if code != "" {
			lead.Name = ReportSource{Members: b.src.Members}.name(code)
			p.Names[code] = b.src.label(code)
		}
		p.ByLead = append(p.ByLead, *lead)
	}
	slices.SortFunc(p.ByLead, func(x, y PortfolioLead) int { return byKey(x.Group, y.Group) })
	slices.SortFunc(p.MostCarried, func(x, y CarriedWork) int {
		return cmp.Or(cmp.Compare(y.Times(), x.Times()), openFirst(x.Item.Status, y.Item.Status), cmp.Compare(x.Item.Plan, y.Item.Plan), byRef(x.Item, y.Item))
	})
	if len(p.MostCarried) > MostCarriedShown {
		p.MostCarried = slices.Clone(p.MostCarried[:MostCarriedShown])
	}
	for n, c := range p.MostCarried {
		p.MostCarried[n].Joined = b.lineage.joined(c.Path)
	}
}

func openFirst(a, b Status) int {
	switch {
	case a.Open() == b.Open():
		return 0
	case a.Open():
		return -1
	default:
		return 1
	}
}
