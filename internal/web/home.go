package web

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// homePage is what waits for a person: the items of the members for which they speak, the bodies that they keep, and the plans that they may read.
type homePage struct {
	plansPage
	Name    string
	Members []string
	Mine    []myItem
	// MoreMine says that more items are the person's than the first that are due, which are shown.
	MoreMine bool
	// Awaiting are the items that wait for the next plan.
	Awaiting []awaiting
	Drafts   []draftMark
	Offers   []tracker.MyOffer
	Desks    []desk
	// Begins are the bodies that the person keeps and that have no plan yet.
	Begins []workplan.Body
	Reader bool
	Public bool
	// Keeper says that the person keeps users and the register, and reads no content.
	Keeper bool
	NoBody bool
	// Involvement is where who keeps no body can take part; nil for others.
	Involvement *involvement
}

// myItem is an open item that the person's member leads.
type myItem struct {
	tracker.ItemReading
	PlanTitle string
	Owed      *workplan.Obligation
	// Late is for how many days a round has waited for it past its due day.
	Late int
	// Round is the address of the round that asks for it; "" where none does, or the person may not read it.
	Round string
}

// awaiting are items that the person's members led in a plan and that were carried over on a day into a plan that is not endorsed yet.
type awaiting struct {
	Plan, Title string
	On          workplan.Date
	Items       []tracker.ItemReading
}

// draftMark is a form that the person has begun and not sent.
type draftMark struct {
	Place string
	Name  string
	Saved string
}

// desk is what a body's co-chairs and secretariat look at first.
type desk struct {
	bodyPlans
	Overdue   []workplan.ReportItem
	Silent    []workplan.SilentLead
	Since     *workplan.Meeting
	Plan      workplan.WorkPlan
	Attention int
	Rounds    []tracker.RoundReading
	Proposals []workplan.ProposalReading
	// NoDueDates says that nothing of the plan can be overdue.
	NoDueDates bool
}

// showHome shows what waits for the person; who has not signed in sees what everyone may read.
func (s *site) showHome(c *call) error {
	page := homePage{Name: c.actor.Name, Public: c.actor.Anonymous()}
	plans, err := c.plansOf()
	if err != nil {
		return err
	}
	page.plansPage = plans
	if page.Public {
		return c.show("home", page)
	}
	if err := c.myDrafts(&page); err != nil {
		return err
	}
	sight := c.actor.Sight()
	if len(sight.Own)+len(sight.OwnIn) > 0 {
		if err := c.myItems(&page); err != nil {
			return err
		}
	}
	for _, b := range page.Bodies {
		if !slices.Contains(sight.Chairs, b.Body.Code) {
			continue
		}
		d, err := c.deskOf(b)
		if err != nil {
			return err
		}
		page.Desks = append(page.Desks, d)
	}
	if page.MayBegin {
		kept, err := c.bodiesFor(workplan.EditDraft)
		if err != nil {
			return err
		}
		page.Begins = slices.DeleteFunc(kept, func(b workplan.Body) bool {
			return slices.ContainsFunc(page.Bodies, func(of bodyPlans) bool { return of.Body.Code == b.Code })
		})
	}
	page.Keeper = c.actor.Has(workplan.RoleAdmin, "") && !sight.BeyondPublic()
	page.Reader = len(page.Members)+len(page.Desks)+len(page.Begins) == 0 && !page.Keeper
	page.NoBody = len(page.Bodies) == 0
	if !page.Keeper && len(page.Desks)+len(page.Begins) == 0 {
		if page.Involvement, err = c.involvementOf(page, c.spokenMembers()); err != nil {
			return err
		}
	}
	return c.show("home", page)
}

func (c *call) myDrafts(page *homePage) error {
	drafts, err := c.site.Tracker.Drafts(c.Request().Context(), c.actor)
	for _, d := range drafts {
		if d.Confirms() { // kept for the way to the provider and back
			continue
		}
		page.Drafts = append(page.Drafts, draftMark{d.Place, c.draftName(d.Place, page.titled), c.lang.Moment(d.SavedAt, c.site.Zone)})
	}
	return err
}

// spokenMembers are the members for which the person is a focal point, in whichever body.
func (c *call) spokenMembers() workplan.List {
	var codes workplan.List
	for _, g := range c.actor.Grants {
		if g.Role == workplan.RoleFocalPoint && !codes.Has(g.Member) {
			codes = append(codes, g.Member)
		}
	}
	return codes
}

// myItems lists the open items that the person's members lead: first what is asked for, overdue or silent, then the rest by due date.
func (c *call) myItems(page *homePage) error {
	ctx, t := c.Request().Context(), c.site.Tracker
	codes := c.spokenMembers()
	names, err := c.membersNamed(slices.Clone(codes))
	if err != nil {
		return err
	}
	page.Members = names.NamesOf(codes)
	owed, err := t.Obligations(ctx, c.actor, workplan.ObligationFilter{}, whole)
	if err != nil {
		return err
	}
	byItem := map[string]*workplan.Obligation{}
	for _, o := range owed.Rows {
		if byItem[o.Item.Name()] == nil {
			byItem[o.Item.Name()] = &o
		}
	}
	items, err := t.ListItems(ctx, c.actor, workplan.ItemFilter{Lead: codes, Status: workplan.OpenStatuses}, workplan.Page{Limit: whole.Limit, Sort: []workplan.Sort{{Word: "due"}}}, tracker.When{})
	if err != nil {
		return err
	}
	page.MoreMine = owed.Next != nil || items.Next != nil
	for _, i := range items.Rows {
		plan := page.planCalled(i.Plan)
		if plan == nil || plan.Status != workplan.PlanEndorsed || !c.mayReport(*plan, i.ActionItem) {
			continue
		}
		mine := myItem{ItemReading: i, PlanTitle: plan.Title, Owed: byItem[i.Name()]}
		if o := mine.Owed; o != nil && o.Round != nil {
			mine.Late = max(0, -o.DaysLeft())
		}
		if o := mine.Owed; o != nil && o.Round != nil && c.may(workplan.ReadRounds, o.Body) {
			mine.Round = roundPath(o.Round.Number)
		}
		page.Mine = append(page.Mine, mine)
	}
	slices.SortStableFunc(page.Mine, func(a, b myItem) int { return strings.Compare(a.urgency(), b.urgency()) })
	if err := c.awaiting(page); err != nil {
		return err
	}
	page.Offers, err = every(func(p workplan.Page) (workplan.Listing[tracker.MyOffer], error) {
		return t.MyOffers(ctx, c.actor, workplan.OfferFilter{State: []workplan.OfferState{workplan.OfferPending}, Side: []workplan.OfferSide{workplan.OffersReceived}}, p)
	})
	return err
}

// awaiting lists what left the person's list by a carry-over into a draft, which they do not see.
func (c *call) awaiting(page *homePage) error {
	items, err := c.site.Tracker.ItemsAwaitingPlan(c.Request().Context(), c.actor)
	slices.SortStableFunc(items, func(a, b tracker.ItemReading) int {
		return cmp.Or(cmp.Compare(a.Plan, b.Plan), cmp.Compare(a.StatusSince, b.StatusSince))
	})
	for _, i := range items {
		last := len(page.Awaiting) - 1
		if last < 0 || page.Awaiting[last].Plan != i.Plan || page.Awaiting[last].On != i.StatusSince {
			page.Awaiting, last = append(page.Awaiting, awaiting{Plan: i.Plan, Title: page.titled(i.Plan), On: i.StatusSince}), last+1
		}
		page.Awaiting[last].Items = append(page.Awaiting[last].Items, i)
	}
	return err
}

func (i myItem) urgency() string {
	if i.Owed == nil && i.Overdue > 0 {
		return fmt.Sprintf("2 %s", i.DueKey)
	}
	if i.Owed == nil {
		return fmt.Sprintf("3 %s", i.DueKey)
	}
	return i.Owed.Urgency()
}

// planCalled is a plan that the person may read, by its code.
func (p plansPage) planCalled(code string) *workplan.WorkPlan {
	for _, of := range p.Portfolio.Plans {
		if of.Plan.Code == code {
			return &of.Plan
		}
	}
	return nil
}

// titled is what a plan is called, its code to who may not read it.
func (p plansPage) titled(plan string) string {
	if of := p.planCalled(plan); of != nil {
		return of.Title
	}
	return plan
}

// deskOf gathers what needs the attention of a body's keepers, from the plan that is in force.
func (c *call) deskOf(b bodyPlans) (desk, error) {
	ctx, t := c.Request().Context(), c.site.Tracker
	d := desk{bodyPlans: b}
	for _, p := range b.Plans {
		if p.Plan.Status != workplan.PlanEndorsed {
			continue
		}
		r, err := c.report(ctx, p.Plan.Code, tracker.ReportRequest{})
		if err != nil {
			return d, err
		}
		d.Plan, d.Silent, d.Since, d.Attention, d.NoDueDates = r.Plan, r.SilentLeads, r.LastMeeting, len(r.Attention), workplan.NoDueDates(r.Items)
		for _, i := range r.Attention {
			if i.OverdueDays > 0 {
				d.Overdue = append(d.Overdue, i)
			}
		}
		break
	}
	var err error
	if d.Rounds, err = c.running(b.Body.Code); err != nil {
		return d, err
	}
	d.Proposals, err = every(func(p workplan.Page) (workplan.Listing[workplan.ProposalReading], error) {
		return t.ListProposals(ctx, c.actor, workplan.ProposalFilter{Body: workplan.List{b.Body.Code}, State: []workplan.ProposalState{workplan.ProposalOpen}}, p, tracker.When{})
	})
	return d, err
}
