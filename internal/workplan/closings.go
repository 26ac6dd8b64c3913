package workplan

import (
	"cmp"
	"slices"
)

// Closing is the act that ends a plan. On is today where it is not given.
type Closing struct {
	On      Date
	Meeting string
	Note    string
}

// Reopening is the act that takes a closing back, from On on; today where it is not given.
type Reopening struct {
	On      Date
	Meeting string
	Reason  string
}

// PlanActivity is what of a plan's items and of its course bears on its closing: the items that are still open, and the last day on which
// anything in the plan took effect.
type PlanActivity struct {
	Open []ActionItem
	Last Date
}

// ActivityOf finds what of a plan bears on its closing. Reported is the last day on which any update of the plan took effect, "" for none.
func ActivityOf(p WorkPlan, objectives []Objective, items []ActionItem, reported Date) PlanActivity {
	a := PlanActivity{Last: max(p.ContentOn, reported)}
	for _, o := range objectives {
		a.Last = max(a.Last, o.ContentOn)
	}
	for _, i := range items {
		a.Last = max(a.Last, i.ContentOn)
		if !i.Removed && i.Status.Open() {
			a.Open = append(a.Open, i)
		}
	}
	slices.SortFunc(a.Open, byRef)
	return a
}

// Closable says whether the plan can be closed: it is endorsed, and none of its items is open. The refusal names each open item with what may be
// done about it.
func (p WorkPlan) Closable(a PlanActivity) error {
	switch p.Status {
	case PlanDraft:
		return Clash("plan-not-endorsed", "Plan %s is a draft; only an endorsed plan is closed. Endorse it, or remove it.", p.Code)
	case PlanClosed:
		return Clash("plan-closed", "Plan %s was closed on %s. The co-chairs may reopen it, with a reason.", p.Code, p.ClosedOn)
	}
	if len(a.Open) == 0 {
		return nil
	}
	refs := make(List, len(a.Open))
	faults := make([]Fault, len(a.Open))
	for n, i := range a.Open {
		refs[n] = i.Ref
		faults[n] = Fault{Pointer: "/items/" + i.Ref, Code: string(i.Status), Message: i.WayOut()}
	}
	return &Error{Kind: Conflict, Slug: "plan-has-open-items", Faults: faults, Detail: Say("Plan %s cannot be closed while items are open: %s. "+
		"Complete, withdraw or carry over each of them; the carry-over takes a disposition for all of them at once.", p.Code, Listed[string](refs))}
}

// WaysOut lists the statuses by which an open item stops being open.
func (s Status) WaysOut() []Status {
	ways := []Status{}
	for _, t := range Transitions {
		if t.From == s && s.Open() && !t.To.Open() {
			ways = append(ways, t.To)
		}
	}
	return ways
}

// wayOutOf says in words who may bring an item into a status in which it is no longer open.
var wayOutOf = map[Status]Sentence{
	StatusCompleted:   Say("report it completed (its leads, or the secretariat on their behalf)"),
	StatusWithdrawn:   Say("withdraw it with a reason (co-chairs)"),
	StatusCarriedOver: Say("carry it over into a later plan (co-chairs)"),
}

// WayOut says in words what may be done so that the item is no longer open. Of a continuing item nobody expects completion: it is carried over or
// retired.
func (i ActionItem) WayOut() Sentence {
	var ways Alternatives
	if i.Nature != NatureContinuing && !slices.Contains(i.Status.WaysOut(), StatusCompleted) {
		ways = append(ways, Say("take it up again and report it completed (its leads, or the secretariat on their behalf)"))
	}
	for _, s := range i.Status.WaysOut() {
		if s != StatusCompleted || i.Nature != NatureContinuing {
			ways = append(ways, wayOutOf[s])
		}
	}
	if i.Nature == NatureContinuing {
		return Say("%s and continuing: %s", spaced[Status]{i.Status}, ways)
	}
	return Say("%s: %s", spaced[Status]{i.Status}, ways)
}

// Close is the life of the plan after it was closed, and the day from which it counts. Nothing in the plan may have taken effect after that day:
// what was reported must stand in the plan that was closed.
func (p WorkPlan) Close(c Closing, a PlanActivity, today Date) (PlanLife, Date, error) {
	if err := p.Closable(a); err != nil {
		return p.PlanLife, "", err
	}
	on := cmp.Or(c.On, today)
	var f Faults
	f.actOn("/closed_on", on, a.Last, today, Say("something in the plan took effect"))
	if c.Meeting != "" {
		f.code("/meeting", c.Meeting)
	}
	if f.text("/note", c.Note); len(f) > 0 {
		return p.PlanLife, "", f.Err()
	}
	life := p.PlanLife
	life.Status, life.ClosedOn, life.ClosedMeeting, life.ClosingNote = PlanClosed, on, c.Meeting, c.Note
	return life, on, nil
}

// Reopen is the life of a closed plan after it was reopened, and the day from which that counts. It is endorsed again, as of that day and later;
// as of the days between it stays closed.
func (p WorkPlan) Reopen(r Reopening, today Date) (PlanLife, Date, error) {
	if p.Status != PlanClosed {
		return p.PlanLife, "", Clash("plan-not-closed", "Plan %s is %s; only a closed plan is reopened.", p.Code, p.Status)
	}
	on := cmp.Or(r.On, today)
	var f Faults
	f.actOn("/effective_on", on, p.ClosedOn, today, Say("the plan was closed"))
	f.reason(r.Reason, Say("say why the plan is reopened"))
	if r.Meeting != "" {
		f.code("/meeting", r.Meeting)
	}
	if len(f) > 0 {
		return p.PlanLife, "", f.Err()
	}
	life := p.PlanLife
	life.Status, life.ClosedOn, life.ClosedMeeting, life.ClosingNote = PlanEndorsed, "", "", ""
	life.ReopenedOn, life.ReopenedMeeting, life.ReopeningReason = on, r.Meeting, r.Reason
	return life, on, nil
}

// actOn checks the day of an act: a day, not in the future, and not before what it follows.
func (f *Faults) actOn(pointer string, on, after, today Date, what Sentence) {
	f.date(pointer, on)
	switch {
	case !on.Valid():
	case on > today:
		f.Add(pointer, "in_future", "%s lies in the future; today is %s", on, today)
	case on < after:
		f.Add(pointer, "out_of_order", "%s lies before %s, when %s", on, after, what)
	}
}

// Settled says whether a report of the plan as of a day, asked for without a known_at, is final: the plan stands closed, and the day is that of
// its closing or later. An empty day stands for that of the closing. Such a report knows what had been recorded when the closing was, so that
// nothing that is recorded later changes it.
func (p WorkPlan) Settled(asOf Date) bool {
	return p.Status == PlanClosed && (asOf == "" || asOf >= p.ClosedOn)
}
