package tracker

import (
	"slices"
	"strconv"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// join adds to pointers all those of a meeting: of its agenda, its decisions, and the plans on which leads reported.
func join(p workplan.Pointers, m workplan.MeetingState) workplan.Pointers {
	add := func(q workplan.Pointers) {
		p.Plans, p.Items, p.Proposals = append(p.Plans, q.Plans...), append(p.Items, q.Items...), append(p.Proposals, q.Proposals...)
	}
	for _, a := range m.Agenda {
		add(a.Says.Pointers)
	}
	for _, d := range m.Decisions {
		add(d.Says.Pointers)
	}
	for _, r := range m.Reported {
		p.Plans = append(p.Plans, r.Plan)
	}
	return p
}

// hidden says which of the plans, items and proposals that are pointed to the sight does not reach, today or in the view.
func hidden(tx *store.Tx, s workplan.Sight, p workplan.Pointers, v workplan.View) (func(kind, name string) bool, error) {
	codes := slices.Clone(p.Plans)
	for _, item := range p.Items {
		codes = append(codes, planOf(item))
	}
	rows, err := tx.PlansNamed(s, distinct(codes))
	if err != nil {
		return nil, err
	}
	plans, err := plansIn(tx, s, rows, v)
	if err != nil {
		return nil, err
	}
	named, err := tx.ItemsNamed(s, distinct(p.Items))
	if err != nil {
		return nil, err
	}
	var items []workplan.ActionItem
	for _, i := range named {
		items = append(items, i.ActionItem)
	}
	if items, err = itemsIn(tx, s, items, plans, nil, v); err != nil {
		return nil, err
	}
	there := map[string]bool{}
	for _, p := range plans {
		there["plan "+p.Code] = true
	}
	for _, i := range items {
		there["item "+i.Name()] = true
	}
	if len(p.Proposals) > 0 {
		proposals, err := proposalsReplayed(tx, s, s, nil, v)
		if err != nil {
			return nil, err
		}
		for _, p := range proposals {
			there["proposal "+strconv.Itoa(p.Number)] = true
		}
	}
	return func(kind, name string) bool { return !there[kind+" "+name] }, nil
}

// planOf is the plan in the name of an item, "plan/ref".
func planOf(item string) string {
	for n := range item {
		if item[n] == '/' {
			return item[:n]
		}
	}
	return item
}

// dropPointers takes out of meetings what they point to and the sight does not reach, and the reports of leads on plans that it does not reach.
func dropPointers(tx *store.Tx, s workplan.Sight, meetings []workplan.Meeting, v workplan.View) error {
	all := workplan.Pointers{}
	for _, m := range meetings {
		all = join(all, m.State())
	}
	hides, err := hidden(tx, s, all, v)
	if err != nil {
		return err
	}
	for n := range meetings {
		state := meetings[n].State()
		pointless(&state, hides)
		meetings[n].MeetingContent, meetings[n].MeetingRecord = state.MeetingContent, state.MeetingRecord
	}
	return nil
}

// pointless drops of a meeting what it points to and is hidden; what it was made from is left as it was.
func pointless(m *workplan.MeetingState, hides func(kind, name string) bool) {
	m.Agenda, m.Decisions = slices.Clone(m.Agenda), slices.Clone(m.Decisions)
	for n := range m.Agenda {
		m.Agenda[n].Says.Pointers = m.Agenda[n].Says.Without(hides)
	}
	for n := range m.Decisions {
		m.Decisions[n].Says.Pointers = m.Decisions[n].Says.Without(hides)
	}
	m.Reported = slices.DeleteFunc(slices.Clone(m.Reported), func(r workplan.LeadReport) bool { return hides("plan", r.Plan) })
}

// attendance completes the attendants that an edit changed by the register of the body, and lists the faults of those it names.
func (c *change) attendance(m workplan.Meeting, before workplan.MeetingState, after *workplan.MeetingState) (workplan.Faults, error) {
	var f workplan.Faults
	var changed []int
	var codes []string
	for n, e := range after.Attendance {
		if at := before.Attendance.At(e.Number); at < 0 || len(workplan.Diff(before.Attendance[at].Says, e.Says)) > 0 {
			changed = append(changed, n)
			codes = append(codes, e.Says.Member)
		}
	}
	if len(changed) == 0 {
		return nil, nil
	}
	members, err := c.HoldMembers(distinct(codes))
	if err != nil {
		return nil, err
	}
	memberships, err := c.MembershipsOf(m.Body)
	after.Attendance = slices.Clone(after.Attendance)
	for _, n := range changed {
		at, says := workplan.AttendancePart.Pointer(n), after.Attendance[n].Says
		if _, there := members[says.Member]; says.Member != "" && !there {
			f.Add(at+"/member", "unknown", "the register has no member %q; give the name and kind of one that is not in it", says.Member)
		}
		after.Attendance[n].Says = says.Registered(&f, at, after.MeetingContent, memberships)
	}
	return f, err
}

// reporting lists what an edit newly says of the leads that reported and that is not there: plans that the actor does not see, members that are not in
// the register.
func (c *change) reporting(f *workplan.Faults, before, after workplan.MeetingState, hides func(kind, name string) bool) error {
	var codes []string
	for _, r := range after.Reported {
		codes = append(codes, r.Leads...)
	}
	members, err := c.HoldMembers(distinct(codes))
	for n, r := range after.Reported {
		at := "/reported/" + strconv.Itoa(n)
		if hides("plan", r.Plan) && len(before.ReportedOn(r.Plan)) == 0 {
			f.Add(at+"/plan", "unknown", "there is no plan %q that you may see", r.Plan)
		}
		for l, lead := range r.Leads {
			if _, there := members[lead]; !there && !before.ReportedOn(r.Plan).Has(lead) {
				f.Add(at+"/leads/"+strconv.Itoa(l), "unknown", "the register has no member %q", lead)
			}
		}
	}
	return err
}
