package workplan

import (
	"slices"
	"time"
)

// DispositionKind is what becomes of an open item when its plan ends.
type DispositionKind string

// An open item is carried over into a later plan, completed late, or withdrawn with a reason. A continuing item is carried over or retired, which is
// to say withdrawn.
const (
	DisposeCarry    DispositionKind = "carry"
	DisposeComplete DispositionKind = "complete"
	DisposeWithdraw DispositionKind = "withdraw"
)

// DispositionKinds lists what may become of an open item.
var DispositionKinds = []DispositionKind{DisposeCarry, DisposeComplete, DisposeWithdraw}

// Gives is the status that an item has after the disposition.
func (k DispositionKind) Gives() Status {
	switch k {
	case DisposeCarry:
		return StatusCarriedOver
	case DisposeComplete:
		return StatusCompleted
	default:
		return StatusWithdrawn
	}
}

// NewCarryOver asks for dispositions of open items of a plan, all of which hold from EffectiveOn on: today where it is not given. All open items
// must be disposed of unless it is Partial. Reason is that of each carried item which gives none of its own.
type NewCarryOver struct {
	Dispositions []Disposition
	Partial      bool
	EffectiveOn  Date
	Meeting      string
	Reason       string
}

// Disposition is what is to become of one open item. Into are the items in which a carried one goes on: several where it is split. CompletedOn,
// Done and Evidence are of a late completion.
type Disposition struct {
	Ref         string
	Kind        DispositionKind
	Into        []Destination
	CompletedOn PartialDate
	Done        string
	Evidence    Links
	Reason      string
}

// Destination is where a carried item goes on, in a later plan of the body: in the item there that Item names by its ref; or in a new one. Items
// whose destinations bear the same Together are merged into one new item; what is said of that stands in the first of them. What is not said of a
// new item is copied.
type Destination struct {
	Plan     string
	Item     string
	Together string
	Fresh
}

// Fresh is what may be said of a new item. Objective 0 stands for the one that continues the objective of the carried item, Leads nil for its leads.
type Fresh struct {
	Ref       string
	Objective int
	Title     string
	Leads     List
	Start     PartialDate
	Due       PartialDate
}

func (d Fresh) empty() bool {
	return d.Ref == "" && d.Objective == 0 && d.Title == "" && d.Leads == nil && d.Start == "" && d.Due == ""
}

// CarryOver is the record that the work of an item, by its plan and ref, goes on in another: append-only. The update of that number on the item says
// when, by whom and why.
type CarryOver struct {
	ID         int64
	MadeBy     string
	RecordedAt time.Time
	CarryOverContent
}

// CarryOverContent is what a carry-over says.
type CarryOverContent struct {
	Plan     string
	Ref      string
	Number   int
	IntoPlan string
	IntoRef  string
}

// From is the carried item's natural key across plans, Into that of the one in which it goes on.
func (c CarryOverContent) From() string { return c.Plan + "/" + c.Ref }

// Into is the natural key of the item in which the work goes on.
func (c CarryOverContent) Into() string { return c.IntoPlan + "/" + c.IntoRef }

// maxDispositions bounds one carry-over.
const maxDispositions = 1000

// Faults lists the broken rules of a carry-over made today, as far as they need nothing but itself and its plan.
func (n NewCarryOver) Faults(p WorkPlan, today Date) Faults {
	var f Faults
	f.effective(n.EffectiveOn, today)
	if n.EffectiveOn != "" && n.EffectiveOn < p.EndorsedOn.First() {
		f.Add("/effective_on", "before_endorsement", "%s lies before the plan was endorsed, %s", n.EffectiveOn, p.EndorsedOn)
	}
	if n.Meeting != "" {
		f.code("/meeting", n.Meeting)
	}
	f.text("/reason", n.Reason)
	if len(n.Dispositions) == 0 || len(n.Dispositions) > maxDispositions {
		f.Add("/dispositions", "out_of_range", "must hold from 1 to %d dispositions", maxDispositions)
		return f
	}
	seen, together := map[string]bool{}, map[[2]string]bool{}
	for at, d := range n.Dispositions {
		pointer := "/dispositions/" + itoa(at)
		switch {
		case !ValidRef(d.Ref):
			f.Add(pointer+"/ref", "bad_ref", "must be the ref of an open item of the plan, such as 2.3")
		case seen[d.Ref]:
			f.Add(pointer+"/ref", "duplicate", "item %s has a disposition already; to split it, give several destinations in one", d.Ref)
		}
		seen[d.Ref] = true
		f.disposition(pointer, d, p.Code, together)
	}
	return f
}

// disposition checks that a disposition says what its kind needs, and nothing else. Together marks the new items of which something was said.
func (f *Faults) disposition(at string, d Disposition, plan string, together map[[2]string]bool) {
	oneOf(f, at+"/disposition", d.Kind, true, DispositionKinds...)
	f.text(at+"/reason", d.Reason)
	if d.Kind != DisposeComplete {
		for field, said := range map[string]bool{"completed_on": d.CompletedOn != "", "done": d.Done != "", "evidence": len(d.Evidence) > 0} {
			if said {
				f.Add(at+"/"+field, "not_completed", "is only for an item that is disposed of as completed")
			}
		}
	}
	switch {
	case d.Kind != DisposeCarry && len(d.Into) > 0:
		f.Add(at+"/into", "not_carried", "is only for an item that is carried over")
	case d.Kind == DisposeCarry && (len(d.Into) == 0 || len(d.Into) > maxLeads):
		f.Add(at+"/into", "required", "say into which plan the item is carried; from 1 to %d destinations", maxLeads)
	case d.Kind == DisposeCarry:
		for n, to := range d.Into {
			f.destination(at+"/into/"+itoa(n), to, d.Into[:n], plan, together)
		}
	}
}

func (f *Faults) destination(at string, to Destination, before []Destination, plan string, together map[[2]string]bool) {
	if f.code(at+"/plan", to.Plan); to.Plan == plan {
		f.Add(at+"/plan", "same_plan", "an item is carried into another plan")
	}
	if to.Item != "" && !ValidRef(to.Item) {
		f.Add(at+"/item", "bad_ref", "must be the ref of an item of plan %s, such as 2.3", to.Plan)
	}
	if to.Item != "" && (to.Together != "" || !to.empty()) {
		f.Add(at+"/item", "not_new", "names an item that is there; leave out what is for a new one")
	}
	if slices.ContainsFunc(before, func(b Destination) bool {
		return b.Plan == to.Plan && (to.Item != "" && b.Item == to.Item || to.Together != "" && b.Together == to.Together || to.Ref != "" && b.Ref == to.Ref)
	}) {
		f.Add(at, "duplicate", "the item is carried there already")
	}
	f.name(at+"/together", to.Together, false)
	key := [2]string{to.Plan, to.Together}
	if to.Together != "" && together[key] && !to.empty() {
		f.Add(at+"/together", "said_before", "what is said of the new item %q stands in the first destination that names it", to.Together)
	}
	together[key] = to.Together != ""
}

// Content is the new item in which items, all of them open ones of a plan, go on in another: what is not said of it is copied from the first of
// them. Of several the members and topics are put together, and it is for no more readers than any of them is. Its dates and its status begin
// anew.
func (d Destination) Content(from, into WorkPlan, items []ActionItem, objectives []Objective) NewItem {
	first := items[0]
	c := ItemContent{Objective: d.Objective, Title: d.Title, Description: first.Description, ExpectedOutput: first.ExpectedOutput, Nature: first.Nature,
		Start: d.Start, Due: d.Due, Origin: first.Origin}
	if c.Objective == 0 {
		c.Objective = Continuing(first, objectives)
	}
	if c.Title == "" {
		c.Title = first.Title
	}
	audience := into.Audience
	for _, i := range items {
		c.Predecessors = append(c.Predecessors, i.Name())
		audience = i.Audience.Within(from.Audience).Within(audience)
		c.Topics = c.Topics.with(i.Topics)
	}
	if audience != into.Audience {
		c.Audience = audience
	}
	if c.Origin == "" {
		c.Origin = "Carried over from " + join(c.Predecessors, ", ")
	}
	c.takeRoles(d.Leads, items)
	return NewItem{Ref: d.Ref, ItemContent: c}
}

// takeRoles gives a member the first of lead, supporting member and partner that it has on any of the items; of the leads only those named, where any are.
func (c *ItemContent) takeRoles(leads List, items []ActionItem) {
	had := map[string]bool{}
	add := func(to *List, members List) {
		for _, m := range members {
			if !had[m] {
				had[m], *to = true, append(*to, m)
			}
		}
	}
	add(&c.Leads, leads)
	for _, i := range items {
		if leads == nil {
			add(&c.Leads, i.Leads)
		}
	}
	for _, i := range items {
		add(&c.Supporting, i.Supporting)
	}
	for _, i := range items {
		add(&c.Partners, i.Partners)
	}
}

// with adds words that the list does not hold.
func (l List) with(words List) List {
	for _, w := range words {
		if !l.Has(w) && len(l) < maxTopics {
			l = append(l, w)
		}
	}
	return l
}

// Continuing is the number of the objective that names the item's objective as its predecessor, 0 where none does.
func Continuing(i ActionItem, objectives []Objective) int {
	for _, o := range objectives {
		if !o.Removed && i.Objective > 0 && o.Predecessor == i.Plan+"/"+itoa(i.Objective) {
			return o.Number
		}
	}
	return 0
}

// Dispose judges what the co-chairs decide on an open item when its plan ends, and returns it as it is to be recorded, with the standing that the item
// then has. Who may is for the caller to ask. It refuses as [Admission.Admit] does; to complete an item late it needs what a lead's report needs.
func (a Admission) Dispose(d Disposition, all NewCarryOver) (StatusUpdate, Standing, error) {
	if err := a.open(); err != nil {
		return StatusUpdate{}, Standing{}, err
	}
	in := a.completed(NewStatusUpdate{UpdateContent: UpdateContent{Status: d.Kind.Gives(), Done: d.Done, Evidence: d.Evidence, CompletedOn: d.CompletedOn,
		Reason: d.Reason, Meeting: all.Meeting, EffectiveOn: all.EffectiveOn}}, nil)
	if blank(in.Reason) {
		in.Reason = all.Reason
	}
	u := StatusUpdate{ItemID: a.Item.ID, Plan: a.Item.Plan, Ref: a.Item.Ref, Number: a.Item.UpdateCount + 1, ReportedBy: a.Actor.Label(), UpdateContent: in.UpdateContent}
	u.Kind = UpdateDecision
	if d.Kind == DisposeCarry {
		u.Kind = UpdateCarryOver
	}
	from := a.before(u).Status
	t, listed := FindTransition(from, u.Status)
	faults := in.Faults(a.Plan, a.Item, a.Today, a.OutputSince)
	if t.Needs == NeedsReason && blank(in.Reason) {
		faults.Add("/reason", "required", "say why the item becomes %s", in.Status)
	}
	if err := faults.Err(); err != nil {
		return StatusUpdate{}, Standing{}, err
	}
	if !listed {
		return StatusUpdate{}, Standing{}, illegalDisposition(a.Item, from, u.Status)
	}
	after, err := a.settle(u)
	return u, after, err
}

func illegalDisposition(item ActionItem, from, to Status) error {
	ways := from.WaysOut()
	if len(ways) == 0 {
		return Clash("illegal-transition", "Item %s was %s then, so it cannot become %s.", item.Name(), spaced[Status]{from}, spaced[Status]{to})
	}
	return Clash("illegal-transition", "Item %s was %s then and cannot become %s at once; it can become %s, or be taken up again first.", item.Name(), spaced[Status]{from}, spaced[Status]{to}, Listed[Status](ways))
}
