package workplan

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// RevisionState is what a plan said at one of its revisions, as far as a reader may see.
type RevisionState struct {
	Revision   int
	View       View
	Plan       WorkPlan
	Objectives []Objective
	Items      []ActionItem
}

// RevisionDiff is what differs between two revisions of a plan, thing by thing: first the plan, then objectives, then items, each in order.
// Amendments are the numbers of those between the two.
type RevisionDiff struct {
	Plan       string
	From, To   int
	Changes    []RevisionChange
	Amendments []int
}

// RevisionChange is one thing that differs between two revisions. An item that was open in the one and is withdrawn in the other counts as
// withdrawn.
type RevisionChange struct {
	Subject Subject
	Title   string
	Act     AmendmentAct
	Fields  []FieldChange
}

// DiffRevisions compares two states of one plan. What was changed and changed back does not show.
func DiffRevisions(from, to RevisionState) RevisionDiff {
	d := RevisionDiff{Plan: to.Plan.Code, From: from.Revision, To: to.Revision, Changes: []RevisionChange{}}
	d.add(Subject{}, to.Plan.Title, ActChanged, contentChanges(from.Plan.PlanContent, to.Plan.PlanContent))
	was := map[int]Objective{}
	for _, o := range from.Objectives {
		was[o.Number] = o
	}
	for _, o := range to.Objectives {
		before, there := was[o.Number]
		d.add(Subject{Objective: o.Number}, o.Title, act(there), contentChanges(before.ObjectiveContent, o.ObjectiveContent))
		delete(was, o.Number)
	}
	for _, number := range slices.Sorted(maps.Keys(was)) {
		d.add(Subject{Objective: number}, was[number].Title, ActRemoved, contentChanges(was[number].ObjectiveContent, ObjectiveContent{}))
	}
	d.items(from.Items, to.Items)
	return d
}

func (d *RevisionDiff) items(from, to []ActionItem) {
	was := map[string]ActionItem{}
	for _, i := range from {
		was[i.Ref] = i
	}
	for _, i := range slices.SortedFunc(slices.Values(to), byRef) {
		before, there := was[i.Ref]
		fields, does := contentChanges(before.ItemContent, i.ItemContent), act(there)
		if there && before.Status != StatusWithdrawn && i.Status == StatusWithdrawn {
			does = ActWithdrawn
			fields = append(fields, FieldChange{"status", string(before.Status), string(i.Status)})
		}
		d.add(Subject{Ref: i.Ref}, i.Title, does, fields)
	}
}

// act is what was done to a thing that is there after, by whether it was there before.
func act(before bool) AmendmentAct {
	if before {
		return ActChanged
	}
	return ActAdded
}

func (d *RevisionDiff) add(s Subject, title string, does AmendmentAct, fields []FieldChange) {
	if len(fields) > 0 {
		d.Changes = append(d.Changes, RevisionChange{s, title, does, fields})
	}
}

func contentChanges[C any](was, is C) []FieldChange {
	fields := Diff(was, is)
	return fieldChanges(Only(was, fields), fields)
}

// fieldChanges sets two sides of a change beside each other, by field name, leaving out what says the same on both.
func fieldChanges(before, after Changes) []FieldChange {
	list := []FieldChange{}
	for _, name := range slices.Sorted(maps.Keys(after)) {
		if f := (FieldChange{name, plain(before[name]), plain(after[name])}); f.Was != f.Is {
			list = append(list, f)
		}
	}
	return list
}

// plain is a logged value as text: lists joined by commas, 0, false and what is not there as "".
func plain(value json.RawMessage) string {
	var words []string
	var text string
	var number int
	var truth bool
	switch {
	case len(value) == 0:
		return ""
	case json.Unmarshal(value, &text) == nil:
		return text
	case json.Unmarshal(value, &words) == nil:
		return strings.Join(words, ", ")
	case json.Unmarshal(value, &number) == nil && number != 0:
		return strconv.Itoa(number)
	case json.Unmarshal(value, &truth) == nil && truth:
		return "true"
	default:
		return ""
	}
}

// RevisionFaults lists the faults of two revisions that are to be compared.
func RevisionFaults(p WorkPlan, from, to int) Faults {
	var f Faults
	if p.Revision == 0 {
		f.Add("?from", "no_revisions", "the plan is a draft; its revisions begin when it is endorsed")
		return f
	}
	if from < 1 || from > p.Revision {
		f.Add("?from", "out_of_range", "must be a revision of the plan, from 1 to %d", p.Revision)
	}
	if to < 1 || to > p.Revision {
		f.Add("?to", "out_of_range", "must be a revision of the plan, from 1 to %d", p.Revision)
	}
	if len(f) == 0 && from > to {
		f.Add("?to", "out_of_order", "revision %d comes before revision %d", to, from)
	}
	return f
}

// RevisionSet is the revision that a change of a plan's content made, 0 where it made none.
func RevisionSet(c ContentChange) int {
	fields, err := ReadChanges(c.Fields)
	if err != nil {
		return 0
	}
	return revisionOf(plain(fields["revision"]))
}
