package workplan

import (
	"cmp"
	"slices"
)

// checkup is a plan under check: the whole source, and what several rules ask of it. Subjects are those of which the reader is told; told is
// what was reported on each item and counts, whoever may read it.
type checkup struct {
	ReportSource
	*CheckSource
	periodStart, periodEnd Date
	subjects               map[Subject]bool
	carriedOn              map[string][]string
	twins                  map[int64]Sentence
	told                   map[int64][]StatusUpdate
}

func newCheckup(src ReportSource) *checkup {
	c := &checkup{ReportSource: src, CheckSource: src.Check, periodStart: src.Plan.PeriodStart.First(), periodEnd: src.Plan.PeriodEnd.Last(),
		subjects: map[Subject]bool{}, carriedOn: map[string][]string{}, told: map[int64][]StatusUpdate{}}
	c.Items = slices.SortedFunc(slices.Values(src.Items), byRef)
	c.Objectives = slices.SortedFunc(slices.Values(src.Objectives), func(a, b Objective) int { return cmp.Compare(a.Number, b.Number) })
	if src.Scope.Whole() {
		c.subjects[Subject{}] = true
	}
	if len(src.Scope.Leads)+len(src.Scope.Topics) == 0 {
		for _, o := range c.Objectives {
			if among(src.Scope.Objectives, o.Number) {
				c.subjects[Subject{Objective: o.Number}] = true
			}
		}
	}
	for _, i := range c.Items {
		if src.Scope.Keeps(i) {
			c.subjects[Subject{Ref: i.Ref}] = true
		}
		c.told[i.ID] = InForce(src.Check.History[i.ID], src.View)
	}
	for _, s := range carriedOn(src.Successors) {
		c.carriedOn[s.From] = append(c.carriedOn[s.From], s.To)
	}
	c.twins = twins(c.Items, src.Check.Fold)
	return c
}

// within says whether the reader is told of a subject.
func (c *checkup) within(s Subject) bool { return c.subjects[s] }

// unchecked says why the rule cannot be applied, nothing where it can.
func (r CheckRule) unchecked(c *checkup) Sentence {
	if r.needs == nil {
		return Sentence{}
	}
	return r.needs(c)
}

// find applies the rule to everything that it is about.
func (r CheckRule) find(c *checkup) []Finding {
	var found []Finding
	add := func(s Subject, title string, detail Sentence) {
		if detail.Text != "" && c.within(s) {
			found = append(found, Finding{Subject: s, Title: title, Detail: detail})
		}
	}
	switch {
	case r.plan != nil:
		add(Subject{}, c.Plan.Title, r.plan(c))
	case r.objective != nil:
		for _, o := range c.Objectives {
			add(Subject{Objective: o.Number}, o.Title, r.objective(c, o))
		}
	default:
		for _, i := range c.Items {
			add(Subject{Ref: i.Ref}, i.Title, r.item(c, i))
		}
	}
	return found
}

func needsRegister(c *checkup) Sentence {
	switch {
	case !c.Register:
		return Say("Who stands in the body is not told to this audience.")
	case len(c.Memberships) == 0:
		return Say("No standing in the body is recorded.")
	default:
		return Sentence{}
	}
}

func needsWhole(c *checkup) Sentence {
	if c.Whole {
		return Sentence{}
	}
	return Say("This takes sight of every item, and there may be some for others only.")
}

// completedWithoutEvidence and completedWithoutLink leave alone what was also reported for others only: the output may stand there.
func completedWithoutEvidence(c *checkup, i ActionItem) Sentence {
	note, link, all := c.evidence(i)
	if i.Status != StatusCompleted || note || link || !all {
		return Sentence{}
	}
	return Say("Neither a note of the output nor a link or a deliverable is recorded.")
}

func completedWithoutLink(c *checkup, i ActionItem) Sentence {
	note, link, all := c.evidence(i)
	if i.Status != StatusCompleted || !note || link || !all {
		return Sentence{}
	}
	return Say("No link to the output is recorded.")
}

// evidence says whether, from the completion on, a note tells of an output, or a deliverable is there to show, whether there is a link in any
// report or stage of a deliverable, and whether the reader reads all of these.
func (c *checkup) evidence(i ActionItem) (note, link, all bool) {
	all = !c.MoreDeliverables[i.Ref]
	for _, d := range c.Deliverables[i.Ref] {
		for _, s := range d.Stages {
			note, link = note || s.Stage.IsOutput(), link || len(s.Links) > 0
		}
	}
	completed := false
	for _, u := range c.told[i.ID] {
		completed = completed || u.Number == i.StatusUpdate
		read := c.update(i, u.Number)
		if read == nil {
			all = false
			continue
		}
		note, link = note || completed && !blank(read.Done), link || len(read.Evidence) > 0
	}
	return note, link, all
}

func completedBeforeStart(_ *checkup, i ActionItem) Sentence {
	if i.Status != StatusCompleted || i.CompletedOn == "" || i.CompletedOn.Last() >= i.Start.First() {
		return Sentence{}
	}
	return Say("Completed %s, but starting %s.", spoken(i.CompletedOn), spoken(i.Start))
}

func dueBeforeStart(_ *checkup, i ActionItem) Sentence {
	if i.Due == "" || i.Due.Last() >= i.Start.First() {
		return Sentence{}
	}
	return Say("Due %s, but starting %s.", spoken(i.Due), spoken(i.Start))
}

// leadNotMember judges those who answer for an item now: an item that was decided had the leads that it had.
func leadNotMember(c *checkup, i ActionItem) Sentence {
	if !i.Status.Open() {
		return Sentence{}
	}
	var strangers Series
	for _, lead := range i.Leads {
		if standing := c.standingOf(lead); standing.Text != "" {
			strangers = append(strangers, Say("%s %s", c.label(lead), standing))
		}
	}
	if len(strangers) == 0 {
		return Sentence{}
	}
	return Say("On %s %s.", spoken(c.View.AsOf), strangers)
}

// standingOf says in words what a member is in the body instead of a member of it, nothing where it is one.
func (c *checkup) standingOf(member string) Sentence {
	var now, before, after []Membership
	for _, m := range c.Memberships {
		switch {
		case m.Member != member:
		case m.HoldsOn(c.View.AsOf):
			now = append(now, m)
		case m.ToDate != "" && m.ToDate.Last() < c.View.AsOf:
			before = append(before, m)
		default:
			after = append(after, m)
		}
	}
	if slices.ContainsFunc(now, func(m Membership) bool { return m.Role == MembershipMember || m.Role == MembershipCoChair }) {
		return Sentence{}
	}
	byDate := func(a, b Membership) int {
		return cmp.Or(cmp.Compare(a.ToDate.Last(), b.ToDate.Last()), cmp.Compare(a.Number, b.Number))
	}
	switch {
	case len(now) > 0:
		return Say("was %s in the body", roleWords(slices.MaxFunc(now, byDate).Role))
	case len(before) > 0:
		last := slices.MaxFunc(before, byDate)
		return Say("had no standing in the body; it was %s until %s", roleWords(last.Role), spoken(last.ToDate))
	case len(after) > 0:
		next := slices.MinFunc(after, func(a, b Membership) int {
			return cmp.Or(cmp.Compare(a.FromDate.First(), b.FromDate.First()), cmp.Compare(a.Number, b.Number))
		})
		return Say("had no standing in the body yet; it is %s from %s", roleWords(next.Role), spoken(next.FromDate))
	default:
		return Say("had no standing in the body, and none at another time is recorded")
	}
}

func roleWords(r MembershipRole) Sentence {
	switch r {
	case MembershipCoChair:
		return Say("a co-chair")
	case MembershipMember:
		return Say("a member")
	case MembershipObserver:
		return Say("an observer")
	default:
		return Say("a guest")
	}
}

// label is the member's short name, its code where the register does not hold it.
func (c *checkup) label(code string) string {
	if m, ok := c.Members[code]; ok {
		return m.Label()
	}
	return code
}

func noLead(_ *checkup, i ActionItem) Sentence {
	if len(i.Leads) > 0 || i.Status == StatusWithdrawn || i.Status == StatusCarriedOver {
		return Sentence{}
	}
	return Say("No lead is recorded.")
}

func itemWithoutObjective(c *checkup, i ActionItem) Sentence {
	if len(c.Objectives) == 0 || i.Objective > 0 || i.Status == StatusWithdrawn || i.Status == StatusCarriedOver {
		return Sentence{}
	}
	return Say("No objective is recorded.")
}

func planWithoutItems(c *checkup) Sentence {
	if len(c.Items) > 0 {
		return Sentence{}
	}
	return Say("No item is recorded.")
}

// objectiveWithoutItems is sure only where the objective of every item is recorded.
func objectiveWithoutItems(c *checkup, o Objective) Sentence {
	if len(c.Items) == 0 || slices.ContainsFunc(c.Items, func(i ActionItem) bool { return i.Objective == o.Number || i.Objective == 0 }) {
		return Sentence{}
	}
	return Say("No item stands under it.")
}

func noExpectedOutput(c *checkup, i ActionItem) Sentence {
	if !i.Status.Open() || !blank(i.ExpectedOutput) || c.decideFirst(i) {
		return Sentence{}
	}
	return Say("No expected output is recorded.")
}

func duplicateTitle(c *checkup, i ActionItem) Sentence { return c.twins[i.ID] }

func noPeriod(c *checkup) Sentence {
	if c.periodEnd != "" {
		return Sentence{}
	}
	return Say("No end of the plan's period is recorded.")
}

func endorsementUndated(c *checkup) Sentence {
	if c.Plan.Status == PlanDraft || c.Plan.EndorsedOn != "" {
		return Sentence{}
	}
	return Say("The plan is endorsed, and no date of it is recorded.")
}
