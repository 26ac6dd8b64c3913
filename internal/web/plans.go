package web

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// plansPage lists the plans that a person may read, by body.
type plansPage struct {
	Portfolio workplan.Portfolio
	Bodies    []bodyPlans
	// MayBegin says whether the person may begin a plan in any body.
	MayBegin bool
}

// bodyPlans are the plans of a body, the latest first.
type bodyPlans struct {
	Body  workplan.Body
	Plans []workplan.PortfolioPlan
}

// plansOf are the plans of all bodies that the person may read.
func (c *call) plansOf() (plansPage, error) {
	p, err := c.portfolio(c.Request().Context())
	if err != nil {
		return plansPage{}, err
	}
	page := plansPage{Portfolio: p, MayBegin: c.somewhere(workplan.EditDraft)}
	for _, b := range p.Bodies {
		of := bodyPlans{Body: b.Body}
		for _, plan := range slices.Backward(p.Plans) {
			if plan.Plan.Body == b.Body.Code {
				of.Plans = append(of.Plans, plan)
			}
		}
		page.Bodies = append(page.Bodies, of)
	}
	return page, nil
}

// listPlans shows the plans that a person may read.
func (s *site) listPlans(c *call) error {
	page, err := c.plansOf()
	if err != nil {
		return err
	}
	return c.show("plans", page)
}

// planPage is a plan at a glance: its numbers, its items as the address filters and sorts them, and when they are due.
type planPage struct {
	Report    workplan.CompletionReport
	Moment    moment
	Filter    planFilter
	Choices   planChoices
	Groups    []itemGroup
	Found     int
	Page      int
	Pages     int
	First     int
	Last      int
	Timeline  *timeline
	MayReport map[string]bool
	// Follows is what the plan before is called; its code for who may not read it.
	Follows string
	// Acts lead to what the person may do with the plan as a whole.
	Acts []act
}

// OpenContinuing is how many of the open items are continuing ones, which the completion rate does not count.
func (p planPage) OpenContinuing() (n int) {
	for _, s := range workplan.OpenStatuses {
		n += p.Report.Headline.ContinuingByStatus[s]
	}
	return n
}

// Onward is where the work of the plan's items goes on, by their refs.
func (p planPage) Onward() map[string][]carried {
	onward := map[string][]carried{}
	for _, c := range p.Report.CarriedOn {
		_, ref, _ := strings.Cut(c.From, "/")
		onward[ref] = append(onward[ref], carried{Name: c.To, Title: c.Title, In: cmp.Or(c.Into, strings.Split(c.To, "/")[0])})
	}
	return onward
}

// act is a link to something that the person may do, the one that is done most being Main.
type act struct {
	Path, Text string
	Main       bool
}

// planActs are what the person may do with a plan as it stands today. They are texts of the catalogues.
var planActs = map[workplan.PlanStatus][]struct {
	right      workplan.Action
	path, text string
}{
	workplan.PlanDraft: {{workplan.EditDraft, "/draft", "Write the draft"}, {workplan.EndorsePlan, "/endorse", "Endorse …"}},
	workplan.PlanEndorsed: {{workplan.PreviewAmendment, "/amend", "Amend the plan"}, {workplan.IssueEditions, "/editions", "Issue an edition"},
		{workplan.PrepareClosing, "/carry-over", "Carry over and close …"}},
	workplan.PlanClosed: {{workplan.ReopenPlan, "/reopen", "Reopen …"}},
}

// actsOn are the links to what the person may do with a plan as a whole.
func (c *call) actsOn(p workplan.WorkPlan) []act {
	var acts []act
	for _, a := range planActs[p.Status] {
		if c.may(a.right, p.Body) {
			acts = append(acts, act{planPath(p.Code) + a.path, c.lang.T(a.text), a.path == "/draft"})
		}
	}
	return acts
}

// CarriedOver counts the items that were carried over, and Withdrawn those that were withdrawn: neither is in the completion rate.
func (p planPage) CarriedOver() int { return len(p.Report.CarriedOver) }

// Withdrawn counts the items that were withdrawn.
func (p planPage) Withdrawn() int { return len(p.Report.Withdrawn) }

// NoDueDates says that nothing of the plan can be overdue, because no open item has a due date.
func (p planPage) NoDueDates() bool { return workplan.NoDueDates(p.Report.Items) }

// planPath is the address of a plan.
func planPath(plan string) string { return "/plans/" + url.PathEscape(plan) }

// showPlan shows a plan.
func (s *site) showPlan(c *call) error {
	ctx, plan := c.Request().Context(), c.Param("plan")
	m, err := c.momentOf(plan)
	if err != nil {
		return err
	}
	r, err := c.report(ctx, plan, tracker.ReportRequest{When: m.when})
	if err != nil {
		return err
	}
	page := planPage{Report: r, Moment: m, Filter: planFilterOf(c.QueryParams())}
	items, err := c.filtered(page.Filter, r)
	if err != nil {
		return err
	}
	if page.Choices = choicesOf(r); !m.Past() {
		page.Acts = c.actsOn(r.Plan)
	}
	if page.Follows, err = c.planTitle(r.Plan.Predecessor, m.when); err != nil {
		return err
	}
	page.Found = len(items)
	items = page.cut(items)
	page.Groups = page.grouped(items)
	page.Timeline = timelineOf(c.lang, r, items)
	page.MayReport = map[string]bool{}
	for _, i := range items {
		page.MayReport[i.Item.Ref] = !m.Past() && r.Plan.Status == workplan.PlanEndorsed && i.Item.Status.Open() && c.mayReport(r.Plan, i.Item)
	}
	return c.show("plan", page)
}

// planTitle is what a plan was called at a moment; its code where the person may not read it, "" for no plan.
func (c *call) planTitle(code string, when tracker.When) (string, error) {
	if code == "" {
		return "", nil
	}
	p, err := c.site.Tracker.Plan(c.Request().Context(), c.actor, code, when)
	if workplan.KindOf(err) == workplan.NotFound {
		return code, nil
	}
	return p.Title, err
}

// mayReport says whether the person may report on an item: as its lead, or on a lead's behalf.
func (c *call) mayReport(plan workplan.WorkPlan, item workplan.ActionItem) bool {
	return c.actor.May(workplan.PostStatusUpdate, workplan.Object{Body: plan.Body, Leads: item.Leads}).Allowed
}

// itemsAPage is how many items one page of a plan shows.
const itemsAPage = 50

// cut keeps the items of the page that the address asks for, and says which these are.
func (p *planPage) cut(items []workplan.ReportItem) []workplan.ReportItem {
	p.Pages = max(1, (len(items)+itemsAPage-1)/itemsAPage)
	p.Page = min(max(1, p.Filter.Page), p.Pages)
	from := (p.Page - 1) * itemsAPage
	to := min(len(items), from+itemsAPage)
	p.First, p.Last = min(from+1, to), to
	return items[from:to]
}

// itemGroup is what stands together in the table: the items of one objective, or all of them where they are sorted by something else.
type itemGroup struct {
	Heading workplan.Group
	Grouped bool
	Items   []workplan.ReportItem
}

// grouped puts items that are in the order of the plan under their objectives.
func (p *planPage) grouped(items []workplan.ReportItem) []itemGroup {
	if p.Filter.Sort != "" && p.Filter.Sort != "ref" || len(p.Report.ByObjective) == 0 {
		return []itemGroup{{Items: items}}
	}
	var groups []itemGroup
	for _, o := range p.Report.ByObjective {
		g := itemGroup{Heading: o, Grouped: true}
		for _, i := range items {
			if keyOfObjective(i.Item.Objective) == o.Key {
				g.Items = append(g.Items, i)
			}
		}
		if len(g.Items) > 0 {
			groups = append(groups, g)
		}
	}
	return groups
}
