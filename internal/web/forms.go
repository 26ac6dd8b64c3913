package web

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"fwptracker/internal/workplan"
)

// formErrors are the faults of what was sent, by the name of the form's field; those that belong to no field stand under "". Detail is what holds for the
// whole.
type formErrors struct {
	Detail  workplan.Sentence
	ByField map[string][]workplan.Sentence
	order   []string
}

// errorsOf takes a refusal apart: "/planned_completion" is the field planned_completion, "/evidence/0/url" is evidence.
func errorsOf(err error) formErrors {
	var refused *workplan.Error
	if !errors.As(err, &refused) {
		return formErrors{}
	}
	e := formErrors{Detail: refused.Detail, ByField: map[string][]workplan.Sentence{}}
	for _, f := range refused.Faults {
		field := fieldIn(f.Pointer)
		if _, there := e.ByField[field]; !there {
			e.order = append(e.order, field)
		}
		e.ByField[field] = append(e.ByField[field], f.Message)
	}
	return e
}

// fieldIn is the field of a form that a pointer names.
func fieldIn(pointer string) string {
	field, _, _ := strings.Cut(strings.TrimLeft(pointer, "/?"), "/")
	return field
}

// placed has faults stand where at says.
func placed(err error, at func(workplan.Fault) workplan.Fault) error {
	var refused *workplan.Error
	if !errors.As(err, &refused) {
		return err
	}
	now := *refused
	now.Faults = make([]workplan.Fault, len(refused.Faults))
	for n, f := range refused.Faults {
		now.Faults[n] = at(f)
	}
	return &now
}

// renamed has the faults of some fields stand at others, which ask for the same in the form.
func renamed(names map[string]string) func(workplan.Fault) workplan.Fault {
	return func(f workplan.Fault) workplan.Fault {
		if to, other := names[fieldIn(f.Pointer)]; other {
			f.Pointer = "/" + to
		}
		return f
	}
}

// with has one more fault of a field.
func (e formErrors) with(field string, message workplan.Sentence) formErrors {
	if !e.Any() {
		e.Detail = message
	}
	more := formErrors{Detail: e.Detail, ByField: maps.Clone(e.ByField), order: slices.Clone(e.order)}
	if more.ByField == nil {
		more.ByField = map[string][]workplan.Sentence{}
	}
	if _, there := more.ByField[field]; !there {
		more.order = append(more.order, field)
	}
	more.ByField[field] = append(slices.Clone(more.ByField[field]), message)
	return more
}

// Any says whether there is anything wrong.
func (e formErrors) Any() bool { return e.Detail.Text != "" }

// Of are the faults of a field.
func (e formErrors) Of(field string) []workplan.Sentence { return e.ByField[field] }

// Fields lists the fields that have faults, in the order in which they were found.
func (e formErrors) Fields() []string { return e.order }
