package workplan

import (
	"fmt"
	"slices"
	"strings"
)

// Nature says whether an item can be finished.
type Nature string

// A one-off item is done once; a continuing item is reported each year and stays outside the completion rate.
const (
	NatureOneOff     Nature = "one_off"
	NatureContinuing Nature = "continuing"
)

// Natures lists the natures of an item.
var Natures = []Nature{NatureOneOff, NatureContinuing}

// ActionItem is one piece of work in a plan. Plan and Ref name it for life; a ref is never used again. Standing is the current state kept
// beside the record; RefKey and DueKey are computed from Ref and Due for sorting (see [RefKeyOf] and [DueKeyOf]);
// UpdateCount is the number of the last update recorded; AddedOn the day from which on an amendment added the item, "" for one that the plan had
// when it was endorsed.
type ActionItem struct {
	Stamp
	Plan   string
	Ref    string
	RefKey string
	DueKey Date
	ItemContent
	Removed     bool
	UpdateCount int
	AddedOn     Date
	Standing
}

// ItemContent is what may be edited while the plan is a draft. Leads answer for the item, Supporting members help, Partners take part in
// delivering; all are member codes. Predecessors are the items it continues from other plans, as "plan/ref", several
// where they were merged into it. Objective is a field of its own and
// never read from the ref: an item "1.1" whose Objective is 0 has none recorded, and stands apart from those of objective 1.
type ItemContent struct {
	Objective      int
	Title          string
	Description    string
	ExpectedOutput string
	Nature         Nature
	Start          PartialDate
	Due            PartialDate
	Audience       Audience
	Leads          List
	Supporting     List
	Partners       List
	Topics         List
	Origin         string
	Predecessors   List
	Note           string
	Source         string
}

// ItemState is what the content log replays.
type ItemState struct {
	ItemContent
	Removed bool
}

// State is the item's content as logged.
func (i ActionItem) State() ItemState { return ItemState{i.ItemContent, i.Removed} }

// NewItem is an item to be added to a draft plan. An empty Ref takes the next free number under its objective.
type NewItem struct {
	Ref string
	ItemContent
}

// Faults lists the broken rules of a new item in a plan.
func (i NewItem) Faults(plan WorkPlan) Faults {
	var f Faults
	if i.Ref != "" && !ValidRef(i.Ref) {
		f.Add("/ref", "bad_ref", "must be one to three numbers joined by points, such as 2.3")
	}
	return append(f, i.ItemContent.Faults(plan)...)
}

// Faults lists the broken rules of an item's content in a plan: dates in order, an audience no wider than the plan's, each member in one role.
func (i ItemContent) Faults(plan WorkPlan) Faults {
	var f Faults
	if i.Objective < 0 || i.Objective > 999 {
		f.Add("/objective", "out_of_range", "must be the number of an objective of the plan, or null")
	}
	f.name("/title", i.Title, true)
	f.text("/description", i.Description)
	f.text("/expected_output", i.ExpectedOutput)
	oneOf(&f, "/nature", i.Nature, true, Natures...)
	f.period("/start", i.Start, "/due", i.Due)
	oneOf(&f, "/audience", i.Audience, false, Audiences...)
	if i.Audience.WiderThan(plan.Audience) {
		f.Add("/audience", "wider_than_plan", "%s is wider than the plan's audience, %s", i.Audience, plan.Audience)
	}
	f.roles(i)
	f.words("/topics", i.Topics, maxTopics)
	f.text("/origin", i.Origin)
	f.continues(i.Predecessors, plan.Code)
	f.text("/note", i.Note)
	f.text("/source", i.Source)
	return f
}

// continues checks the items that one of a plan continues: each of another plan, none named twice.
func (f *Faults) continues(predecessors List, plan string) {
	if len(predecessors) > maxLeads {
		f.Add("/predecessors", "too_many", "has %d items; at most %d are allowed", len(predecessors), maxLeads)
		return
	}
	for n, name := range predecessors {
		at := "/predecessors/" + itoa(n)
		if of, ref, _ := strings.Cut(name, "/"); !codeForm.MatchString(of) || !refForm.MatchString(ref) || of == plan {
			f.Add(at, "bad_reference", "must name an item of an earlier plan as plan/ref, such as wg-tip-2021-23/2.3")
		}
		if slices.Contains(predecessors[:n], name) {
			f.Add(at, "duplicate", "%q is given twice", name)
		}
	}
}

// roles checks that the members named are codes and that none is named twice, in one role or across roles.
func (f *Faults) roles(i ItemContent) {
	seen := map[string]bool{}
	for _, role := range []struct {
		pointer string
		members List
	}{{"/leads", i.Leads}, {"/supporting", i.Supporting}, {"/partners", i.Partners}} {
		if len(role.members) > maxLeads {
			f.Add(role.pointer, "too_many", "has %d members; at most %d are allowed", len(role.members), maxLeads)
			continue
		}
		for n, m := range role.members {
			at := role.pointer + "/" + itoa(n)
			f.code(at, m)
			if seen[m] {
				f.Add(at, "duplicate", "%q already has a role on this item", m)
			}
			seen[m] = true
		}
	}
}

// Own says whether member is a lead or supporting member of the item: whether its focal points see what is for the chairs.
func (i ItemContent) Own(member string) bool {
	return slices.Contains(i.Leads, member) || slices.Contains(i.Supporting, member)
}

// RefKeyOf turns a ref into a text that sorts by its numbers: 2.10 after 2.9.
func RefKeyOf(ref string) string {
	parts := strings.Split(ref, ".")
	for i, p := range parts {
		parts[i] = fmt.Sprintf("%04s", p)
	}
	return strings.Join(parts, ".")
}

// DueKeyOf turns a due date into a text that sorts by its last day, items without one last.
func DueKeyOf(due PartialDate) Date {
	if due == "" {
		return "9999-12-31"
	}
	return due.Last()
}

// DueOn is the last day of the item's due period, "" where none is recorded.
func (i ActionItem) DueOn() Date { return i.Due.Last() }

// ValidRef says whether a text has the form of a ref.
func ValidRef(ref string) bool { return refForm.MatchString(ref) }

// NextRef is the ref after the highest of those ever used under an objective (0: directly under the plan).
func NextRef(objective int, used []string) string {
	prefix := ""
	if objective > 0 {
		prefix = itoa(objective) + "."
	}
	top := 0
	for _, ref := range used {
		var n int
		if rest, ok := strings.CutPrefix(ref, prefix); ok && !strings.Contains(rest, ".") {
			if _, err := fmt.Sscanf(rest, "%d", &n); err == nil {
				top = max(top, n)
			}
		}
	}
	return prefix + itoa(top+1)
}

// Name is the item's natural key across plans, such as "wg-tip-2021-23/2.3".
func (i ActionItem) Name() string { return i.Plan + "/" + i.Ref }
