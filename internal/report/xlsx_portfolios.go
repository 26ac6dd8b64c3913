package report

import (
	"io"
	"strings"

	"fwptracker/internal/workplan"
)

// portfolioXLSX writes a workbook: the numbers across plans, then a sheet each of plans, of leads, and of what was carried on most often.
func portfolioXLSX(w io.Writer, p workplan.Portfolio, _ Options) error {
	b := book{voice: english, cover: cover{about: aboutPortfolio(p), title: "Portfolio of work plans: " + briefly(p), foot: briefly(p) + ", as of " + english.day(p.AsOf) + ", " + circleWords[p.Audience], by: p.GeneratedBy}}
	return b.write(w, func() error { return b.portfolioSummary(p) }, func() error { return b.portfolioPlans(p) }, func() error { return b.portfolioLeads(p) }, func() error { return b.mostCarried(p) })
}

// portfolioSummary is the first sheet.
func (b *book) portfolioSummary(p workplan.Portfolio) error {
	s, err := b.workSheet(layout{name: "Summary", widths: summaryWidths, pages: 1})
	if err != nil {
		return err
	}
	s.row(styled(styleTitle, "Portfolio of work plans"))
	s.row(styled(styleSubtitle, portfolioOf(p)))
	for _, f := range []factOf{{"Plans", plansIn(p.Totals.Plans, p.Totals.Drafts)}, {"Position as of", p.AsOf}, {"From what was recorded by (UTC)", p.KnownAt}, {"Drawn up at (UTC)", p.GeneratedAt},
		{"Drawn up by", p.GeneratedBy}, {"Scope", or(portfolioScopeWords(p.Scope), "all plans")}, {"For", readersOf(p.Audience)}} {
		s.fact(f.label, f.value)
	}
	s.gap()
	s.section("In brief")
	s.wide(portfolioInBrief(p))
	s.gap()
	s.headline(p.Totals.Counts)
	s.gap()
	s.turn()
	var bodies []workplan.Group
	for _, body := range p.Bodies {
		bodies = append(bodies, workplan.Group{Key: body.Body.Code, Name: or(body.Body.Name, body.Body.Code), Counts: body.Counts})
	}
	s.countedBy("By body", "Body", bodies, "", nameLabel)
	s.section("For whom each body is told")
	for _, body := range p.Bodies {
		s.fact(or(body.Body.Name, body.Body.Code), readersOf(body.Audience))
	}
	s.gap()
	for _, text := range portfolioRules(p) {
		s.wide(text)
	}
	return s.close()
}

// portfolioPlans is a line a plan.
func (b *book) portfolioPlans(p workplan.Portfolio) error {
	l := layout{name: "Plans", cols: 3, pages: 2}
	var names []string
	for _, c := range planColumns {
		names, l.widths = append(names, c.head), append(l.widths, c.width)
	}
	return b.list(l, names, planRows(p), "There is no plan to list.")
}

// portfolioLeads is a line a lead.
func (b *book) portfolioLeads(p workplan.Portfolio) error {
	l := layout{name: "Leads", cols: 1, pages: 1, widths: []float64{38, 9, 9, 9, 9, 9, 11, 9, 12, 12, 12, 40}}
	names := []string{"Lead", "Plans", "Items", "Open", "Overdue", "Silent", "Completed", "Late", "Completed, counting", "Counting towards the rate", "Completion rate", "In plans"}
	return b.list(l, names, func(yield func([]any) bool) {
		for _, lead := range p.ByLead {
			c := lead.Counts
			if !yield([]any{leadName(lead), len(lead.Plans), c.Items, c.Open(), c.Overdue, c.Silent, c.Completed(), c.Late, c.Rate.Numerator, c.Rate.Denominator, c.Rate, lead.Plans}) {
				return
			}
		}
	}, "No item that counts has a recorded lead.")
}

// mostCarried lists what went on from plan to plan most often.
func (b *book) mostCarried(p workplan.Portfolio) error {
	l := layout{name: "Most carried", cols: 2, pages: 1, widths: []float64{24, 40, 9, 60, 30, 30, 13, 14, 9}}
	names := []string{"Item", "Title", "Times", "From first to last", "Merged with", "Leads", "Status", "Due, last day", "Days overdue"}
	return b.list(l, names, func(yield func([]any) bool) {
		for _, c := range p.MostCarried {
			if !yield([]any{c.Item.Name(), c.Item.Title, c.Times(), strings.Join(c.Path, " → "), c.Joined, leadNames(p, c.Item.Leads), c.Item.Status, c.Item.DueOn(), c.OverdueDays}) {
				return
			}
		}
	}, "No item was carried on from one plan into another.")
}
