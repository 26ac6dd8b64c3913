package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// itemPage is everything about one item on one page.
type itemPage struct {
	tracker.ItemDossier
	memberNames
	meetingNames
	Moment    moment
	Before    []carried
	After     []carried
	MayReport bool
	MayAudit  bool
	MayList   bool
	MayDecide bool
	// MaySeek, MayAnswer and MayOffer say what the person may do about the openings of the item today.
	MaySeek, MayAnswer, MayOffer bool
	Correctable                  map[int]bool
	Posted                       int
	Draft                        bool
}

// carried is an item of another plan in which this one's work was before, or goes on. Title is empty for one that the person may not see; In is what its
// plan is called.
type carried struct {
	Name, Title, In string
}

// Ref is the number of the item within its plan.
func (c carried) Ref() string {
	_, ref, _ := strings.Cut(c.Name, "/")
	return ref
}

// Path is the address of the item.
func (c carried) Path() string {
	plan, ref, _ := strings.Cut(c.Name, "/")
	return itemPath(plan, ref)
}

// IsItem says whether the name is that of an item, and not the number of a proposal.
func (c carried) IsItem() bool { return strings.Contains(c.Name, "/") }

// itemPath is the address of an item.
func itemPath(plan, ref string) string {
	return planPath(plan) + "/items/" + url.PathEscape(ref)
}

// Path is the address of the item.
func (p itemPage) Path() string { return itemPath(p.Item.Plan, p.Item.Ref) }

// OriginPath is the address of the proposal of which the item was made; "" where its origin names none.
func (p itemPage) OriginPath() string {
	text, is := strings.CutPrefix(p.Item.Origin, "Proposal ")
	number, err := strconv.Atoi(text)
	if !is || err != nil {
		return ""
	}
	return proposalPath(number)
}

// event is one entry of the item's history; of an update, the update itself.
type event struct {
	workplan.HistoryEntry
	Update *tracker.UpdateReading
}

// ProposalPath is the address of the proposal of which the entry tells; "" where it tells of none.
func (e event) ProposalPath() string {
	if strings.HasPrefix(e.Record, "proposals/") {
		return "/" + e.Record
	}
	return ""
}

// Events are the item's history, the latest first, with its updates in full.
func (p itemPage) Events() []event {
	events := make([]event, len(p.History))
	for n, e := range p.History {
		events[n] = event{HistoryEntry: e}
		for at, u := range p.Updates {
			if e.Record == "updates/"+strconv.Itoa(u.Number) {
				events[n].Update = &p.Updates[at]
			}
		}
	}
	return events
}

// Latest is the last report that stands; nil where there is none.
func (p itemPage) Latest() *tracker.UpdateReading {
	n := slices.IndexFunc(p.Updates, func(u tracker.UpdateReading) bool { return u.CorrectedBy == 0 && u.Number == p.Item.LatestReport })
	if n < 0 {
		return nil
	}
	return &p.Updates[n]
}

// posted is the update whose number an address says; 0 where there is none.
func (p itemPage) posted(number string) int {
	for _, u := range p.Updates {
		if number == strconv.Itoa(u.Number) {
			return u.Number
		}
	}
	return 0
}

// showItem shows an item.
func (s *site) showItem(c *call) error {
	page, err := c.item(c.Param("plan"), c.Param("ref"))
	if err != nil {
		return err
	}
	mine := c.speaksFor(page)
	for _, u := range page.Updates {
		page.Correctable[u.Number] = page.MayReport && u.CorrectedBy == 0 && u.Kind.Reports() && slices.Contains(mine, u.Lead)
	}
	if page.MayReport {
		draft, err := c.draftOf(page.Path() + "/report")
		if err != nil {
			return err
		}
		page.Draft = draft != nil
	}
	c.mayInvolve(&page)
	page.Posted = page.posted(c.QueryParam("posted"))
	return c.show("item", page)
}

// item reads everything about an item as it stood at the moment of the page.
func (c *call) item(plan, ref string) (itemPage, error) {
	page := itemPage{Correctable: map[int]bool{}}
	m, err := c.momentOf(plan)
	if err != nil {
		return page, err
	}
	page.Moment = m
	if page.ItemDossier, err = c.site.Tracker.ItemDossier(c.Request().Context(), c.actor, plan, ref, m.when); err != nil {
		return page, err
	}
	page.memberNames, page.meetingNames = page.Names, meetingNames{}
	for _, of := range page.Meetings {
		page.meetingNames[of.Code] = of.Name
	}
	page.Before, page.After = carriedAs(page.Continues), carriedAs(page.GoesOn)
	page.MayReport = !m.Past() && page.Plan.Status == workplan.PlanEndorsed && c.mayReport(page.Plan.WorkPlan, page.Item.ActionItem)
	page.MayList = c.mayList(page)
	page.MayAudit = c.actor.May(workplan.ReadAudit, workplan.Object{Body: page.Plan.Body, Leads: page.Item.Leads}).Allowed
	page.MayDecide = !m.Past() && c.mayDecide(page.Plan.WorkPlan, page.Item.ActionItem)
	return page, nil
}

// carriedAs are links of an item's chain as pages show them.
func carriedAs(links []tracker.ChainLink) []carried {
	list := make([]carried, len(links))
	for n, l := range links {
		list[n] = carried{l.Name, l.Title, l.PlanTitle}
	}
	return list
}

// Day is the day to which the page is turned, where it is turned to a day.
func (p itemPage) Day() string { return dayIn(p.Moment.AsOf) }
