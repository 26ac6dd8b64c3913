package web

import (
	"net/url"
	"slices"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// returnsAPage is how many returns stand on a page.
const returnsAPage = 50

// roundPage is a round with what is owed to it and what came in: what is missing first.
type roundPage struct {
	roundHead
	Only, Lead, Plan string
	Plans            []option
	Returns          []returnRow
	paging
}

// returnRow is what one lead owes on one item. Path is where the person can answer for that lead; "" where nothing is missing, or they cannot.
type returnRow struct {
	tracker.ReturnReading
	Path string
}

// onlyReturns are the conditions that the filter of returns offers, with what each keeps.
var onlyReturns = []struct {
	choice
	kinds []workplan.ReturnKind
	late  bool
}{
	{choice{"outstanding", "not answered"}, []workplan.ReturnKind{workplan.ReturnNone}, false},
	{choice{"answered", "answered"}, []workplan.ReturnKind{workplan.ReturnUpdate, workplan.ReturnNil}, false},
	{choice{"late", "answered late"}, nil, true},
	{choice{"nil", "nothing to report"}, []workplan.ReturnKind{workplan.ReturnNil}, false},
	{choice{"lapsed", "no longer owed"}, []workplan.ReturnKind{workplan.ReturnLapsed}, false},
}

// Onlys are the conditions that the filter offers, in its order.
func (p roundPage) Onlys() []choice {
	list := make([]choice, len(onlyReturns))
	for n, o := range onlyReturns {
		list[n] = o.choice
	}
	return list
}

// Narrows says whether anything is left out.
func (p roundPage) Narrows() bool { return p.Only+p.Lead+p.Plan != "" }

// address is that of the returns as they are narrowed, after a row where one is given.
func (p roundPage) address(after string) string {
	return p.Path() + string(queried("?", given("only", p.Only, "lead", p.Lead, "plan", p.Plan, "after", after)))
}

// OnlyPath is the address of the returns that keep to one condition.
func (p roundPage) OnlyPath(word string) string { return p.Path() + "?only=" + url.QueryEscape(word) }

// filter is what the address asks of the returns. A lead of whom nothing is asked narrows to nothing.
func (p roundPage) filter() workplan.ReturnFilter {
	var f workplan.ReturnFilter
	if p.Plan != "" {
		f.Plan = workplan.List{p.Plan}
	}
	if p.Lead != "" {
		f.Lead = workplan.List{p.Lead}
	}
	if p.Only == "" {
		return f
	}
	for _, o := range onlyReturns {
		if o.Word == p.Only {
			f.Kind = o.kinds
			if o.late {
				f.Late = &o.late
			}
		}
	}
	return f
}

// showRound shows who has answered a round, and who has not.
func (s *site) showRound(c *call) error {
	head, err := c.round()
	if err != nil {
		return err
	}
	page := roundPage{roundHead: head, Only: c.QueryParam("only"), Lead: c.QueryParam("lead"), Plan: c.QueryParam("plan")}
	plans, err := c.plansIn(workplan.List{head.RoundReading.Body}, tracker.When{})
	if err != nil {
		return err
	}
	for _, p := range plans {
		if head.AsksAbout(p.WorkPlan) {
			page.Plans = append(page.Plans, option{p.Code, p.Title})
		}
	}
	if err := c.returns(&page); err != nil {
		return err
	}
	return c.show("round", page)
}

// returns reads a part of the returns.
func (c *call) returns(page *roundPage) error {
	key := []string{"returns", c.Param("number"), page.Only, page.Lead, page.Plan}
	after, err := c.after("after", key...)
	if err != nil {
		return err
	}
	list, err := c.site.Tracker.ListReturns(c.Request().Context(), c.actor, page.Number, page.filter(),
		workplan.Page{Limit: returnsAPage, Sort: []workplan.Sort{falling("answered"), {Word: "item"}, {Word: "lead"}}, After: after}, tracker.When{})
	if err != nil {
		return err
	}
	for _, r := range list.Rows {
		row := returnRow{ReturnReading: r}
		if r.Kind == workplan.ReturnNone && page.State.Running() && r.Item.Status.Open() && c.reportsFor(page.RoundReading.Body, r.Lead) {
			row.Path = itemPath(r.Item.Plan, r.Item.Ref) + "/report"
		}
		page.Returns = append(page.Returns, row)
	}
	page.paging = pagingOf(after, list.Next, page.address, key...)
	return nil
}

// reportsFor says whether the person may report for a lead in a body: as its focal point, or on its behalf.
func (c *call) reportsFor(body, lead string) bool {
	may := c.actor.May(workplan.PostStatusUpdate, workplan.Object{Body: body, Leads: workplan.List{lead}})
	return may.Allowed && (slices.Contains(c.actor.MembersIn(body), lead) || c.actor.OnBehalf(workplan.PostStatusUpdate, body))
}

// TitleOf is a plan's title; its code where nothing is known.
func (p roundPage) TitleOf(code string) string {
	for _, o := range p.Plans {
		if o.Value == code {
			return o.Text
		}
	}
	return code
}
