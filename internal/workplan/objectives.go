package workplan

import "strings"

// Objective is a numbered heading of a plan. Its number is fixed for life and never used again.
type Objective struct {
	Stamp
	Plan   string
	Number int
	ObjectiveContent
	Removed bool
}

// ObjectiveContent is what may be edited while the plan is a draft. Predecessor names the objective it continues, as "plan/number".
type ObjectiveContent struct {
	Title       string
	Description string
	Predecessor string
	Source      string
}

// ObjectiveState is what the content log replays.
type ObjectiveState struct {
	ObjectiveContent
	Removed bool
}

// State is the objective's content as logged.
func (o Objective) State() ObjectiveState { return ObjectiveState{o.ObjectiveContent, o.Removed} }

// NewObjective is an objective to be added to a draft plan. Number 0 takes the next free one.
type NewObjective struct {
	Number int
	ObjectiveContent
}

// Faults lists the broken rules of a new objective.
func (o NewObjective) Faults() Faults {
	var f Faults
	if o.Number < 0 || o.Number > 999 {
		f.Add("/number", "out_of_range", "must be from 1 to 999")
	}
	return append(f, o.ObjectiveContent.Faults()...)
}

// Faults lists the broken rules of an objective's content.
func (o ObjectiveContent) Faults() Faults {
	var f Faults
	f.name("/title", o.Title, true)
	f.text("/description", o.Description)
	if of, number, _ := strings.Cut(o.Predecessor, "/"); o.Predecessor != "" && (!codeForm.MatchString(of) || !numberForm.MatchString(number)) {
		f.Add("/predecessor", "bad_reference", "must name an objective of an earlier plan as plan/number, such as wg-tip-2021-23/1")
	}
	f.text("/source", o.Source)
	return f
}
