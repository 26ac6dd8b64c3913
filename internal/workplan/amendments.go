package workplan

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Amendment is one decision of the co-chairs that changed an endorsed plan: append-only, numbered within its plan. It holds from EffectiveOn
// on, so that a reading as of an earlier day still shows what stood then. Revision is the revision of the plan that it made.
type Amendment struct {
	ID         int64
	Plan       string
	Number     int
	Revision   int
	DecidedBy  string
	RecordedAt time.Time
	AmendmentContent
}

// AmendmentContent is what an amendment says of itself: why, from which day on, and at which meeting it was decided.
type AmendmentContent struct {
	Reason      string
	EffectiveOn Date
	Meeting     string
	Source      string
}

// Name is the amendment's natural key across plans, such as "wg-tip-2021-23/1".
func (a Amendment) Name() string { return fmt.Sprintf("%s/%d", a.Plan, a.Number) }

// AmendmentAct says what an amendment did to one thing.
type AmendmentAct string

// The plan, its objectives and its items are changed, objectives and items added; an item is withdrawn, which its history shows as a decision;
// an objective is removed.
const (
	ActChanged   AmendmentAct = "changed"
	ActAdded     AmendmentAct = "added"
	ActWithdrawn AmendmentAct = "withdrawn"
	ActRemoved   AmendmentAct = "removed"
)

// AmendmentActs lists what an amendment may do.
var AmendmentActs = []AmendmentAct{ActChanged, ActAdded, ActWithdrawn, ActRemoved}

// AmendmentChange is what an amendment did to one thing: the item of its Ref, the objective of its number, or the plan. Before and After hold
// the fields that differ as JSON (see [ReadChanges]). Audience is the narrowest that the thing had before or has after: who is not let in by it
// does not read of the change, whatever is widened later.
type AmendmentChange struct {
	ID         int64
	Plan       string
	Number     int
	Place      int
	Ref        string
	Objective  int
	Title      string
	Act        AmendmentAct
	Audience   Audience
	BeforeText string
	AfterText  string
}

// Subject is what was changed.
func (c AmendmentChange) Subject() Subject { return Subject{c.Ref, c.Objective} }

// FieldChange is one field that an amendment changed, in the words of the API; what is not recorded is "".
type FieldChange struct{ Field, Was, Is string }

// Fields lists the fields that differ, in the order of their names. A log that cannot be read has none.
func (c AmendmentChange) Fields() []FieldChange {
	before, errBefore := ReadChanges(cmp.Or(c.BeforeText, "{}"))
	after, errAfter := ReadChanges(cmp.Or(c.AfterText, "{}"))
	if errBefore != nil || errAfter != nil {
		return nil
	}
	return fieldChanges(before, after)
}

// Sets says whether the change gave a field a new value.
func (c AmendmentChange) Sets(field string) bool {
	return slices.ContainsFunc(c.Fields(), func(f FieldChange) bool { return f.Field == field })
}

// AmendmentReading is an amendment with what of it a reader may see.
type AmendmentReading struct {
	Amendment
	Changes []AmendmentChange
}

// AmendmentsIn keeps the amendments that had been recorded and were in effect in the view, by number.
func AmendmentsIn(amendments []AmendmentReading, v View) []AmendmentReading {
	in := slices.DeleteFunc(slices.Clone(amendments), func(a AmendmentReading) bool { return !v.Knows(a.RecordedAt) || !v.Holds(a.EffectiveOn) })
	slices.SortFunc(in, func(a, b AmendmentReading) int { return cmp.Compare(a.Number, b.Number) })
	return in
}

// Members lists the codes of the members that the changes took on or off.
func (a AmendmentReading) Members() []string {
	var codes []string
	for _, c := range a.Changes {
		for _, f := range c.Fields() {
			if f.Field == "leads" || f.Field == "supporting" || f.Field == "partners" {
				codes = append(codes, strings.FieldsFunc(f.Was+", "+f.Is, func(r rune) bool { return r == ',' || r == ' ' })...)
			}
		}
	}
	return codes
}

// amendmentsWithin narrows amendments to what they did to items and objectives within a scope. What they did to the plan itself is within all.
func amendmentsWithin(amendments []AmendmentReading, s ReportScope, keeps func(ref string) bool) []AmendmentReading {
	var within []AmendmentReading
	for _, a := range amendments {
		a.Changes = slices.DeleteFunc(slices.Clone(a.Changes), func(c AmendmentChange) bool {
			return c.Ref != "" && !keeps(c.Ref) || c.Objective > 0 && !among(s.Objectives, c.Objective)
		})
		if len(a.Changes) > 0 {
			within = append(within, a)
		}
	}
	return within
}

// amendedBy is the amendment that gave a field of an item the value that it has in the view: the last in effect that set it; nil where none did, or
// none that the reader may see.
func (src ReportSource) amendedBy(ref, field string) *Amendment {
	var by *Amendment
	for n, a := range src.Amendments {
		if (by == nil || a.EffectiveOn >= by.EffectiveOn) && slices.ContainsFunc(a.Changes, func(c AmendmentChange) bool { return c.Ref == ref && c.Sets(field) }) {
			by = &src.Amendments[n].Amendment
		}
	}
	return by
}

// NewAmendment is an amendment to be made. An edit is given what the thing says on the day from which the amendment is to hold.
type NewAmendment struct {
	AmendmentContent
	Plan             func(*PlanContent) error
	Objectives       []ObjectiveAmendment
	NewObjectives    []NewObjective
	RemoveObjectives []int
	Items            []ItemAmendment
	NewItems         []NewItem
	WithdrawItems    []ItemWithdrawal
}

// ObjectiveAmendment changes an objective.
type ObjectiveAmendment struct {
	Number int
	Edit   func(*ObjectiveContent) error
}

// ItemAmendment changes an item.
type ItemAmendment struct {
	Ref  string
	Edit func(*ItemContent) error
}

// ItemWithdrawal withdraws an item. Its reason is that of the amendment where it has none of its own.
type ItemWithdrawal struct {
	Ref    string
	Reason string
}

// maxAmended is the most things that one amendment may touch.
const maxAmended = 1000

// Faults lists the broken rules of an amendment made today, as far as they need no plan: a reason, a day that has come, and at least one change,
// each thing touched once.
func (a NewAmendment) Faults(today Date) Faults {
	var f Faults
	f.reason(a.Reason, Say("say why the plan is amended"))
	f.effective(a.EffectiveOn, today)
	if a.Meeting != "" {
		f.code("/meeting", a.Meeting)
	}
	f.text("/source", a.Source)
	n := len(a.Objectives) + len(a.NewObjectives) + len(a.RemoveObjectives) + len(a.Items) + len(a.NewItems) + len(a.WithdrawItems)
	switch {
	case n == 0 && a.Plan == nil:
		f.Add("", "required", "name at least one change: plan, objectives, new_objectives, remove_objectives, items, new_items or withdraw_items")
	case n > maxAmended:
		f.Add("", "too_many", "%d things are changed; at most %d are allowed in one amendment", n, maxAmended)
	}
	a.touchedOnce(&f)
	return f
}

func (a NewAmendment) touchedOnce(f *Faults) {
	seen := map[Subject]bool{}
	once := func(pointer string, s Subject) {
		if seen[s] {
			f.Add(pointer, "duplicate", "%s is changed already by this amendment; say all that changes in one place", s)
		}
		seen[s] = true
	}
	for n, o := range a.Objectives {
		once(fmt.Sprintf("/objectives/%d/number", n), Subject{Objective: o.Number})
	}
	for n, number := range a.RemoveObjectives {
		once(fmt.Sprintf("/remove_objectives/%d", n), Subject{Objective: number})
	}
	for n, i := range a.Items {
		once(fmt.Sprintf("/items/%d/ref", n), Subject{Ref: i.Ref})
	}
	for n, i := range a.WithdrawItems {
		once(fmt.Sprintf("/withdraw_items/%d/ref", n), Subject{Ref: i.Ref})
	}
}

// Amendable says whether the plan may be amended now; the refusal names the way that is open.
func (p WorkPlan) Amendable() error {
	switch p.Status {
	case PlanEndorsed:
		return nil
	case PlanClosed:
		return Clash("plan-closed", "Plan %s is closed; its record no longer changes.", p.Code)
	default:
		return Clash("plan-not-endorsed", "Plan %s is a draft; edit it freely until it is endorsed. Only an endorsed plan is amended.", p.Code)
	}
}

// AmendableOn lists the fault of a day on which the plan, as it stood then, was not in force.
func (p WorkPlan) AmendableOn(on Date) Faults {
	var f Faults
	if p.Status != PlanEndorsed {
		f.Add("/effective_on", "not_in_force", "the plan was not in force on %s; an amendment holds from a day on which it was endorsed and not closed", on)
	}
	return f
}

// OneAudience lists the faults of an amendment that tells readers of one thing about another that they may not see: its reason is read by whoever
// reads any of its changes. All its changes are for one audience; what is for the chairs in a plan for more is amended by itself.
func OneAudience(plan Audience, changes []AmendmentChange, pointers []string) Faults {
	var f Faults
	for n, c := range changes[min(1, len(changes)):] {
		first := changes[0]
		if c.Audience != first.Audience {
			f.Add(pointers[n+1], "other_readers", "%s is for %s, %s for %s: amend each by an amendment of its own, so that nobody reads the reason of what is not for them",
				c.Subject(), c.Audience, first.Subject(), first.Audience)
		} else if c.Audience == AudienceChairs && plan != AudienceChairs {
			f.Add(pointers[n+1], "other_readers", "%s and %s are for the chairs and the leads of each: amend each by an amendment of its own", first.Subject().said(), c.Subject().said())
		}
	}
	return f
}
