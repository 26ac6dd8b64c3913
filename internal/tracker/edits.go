package tracker

import (
	"errors"
	"maps"
	"slices"

	"fwptracker/internal/workplan"
)

// subject names what a write is about, for its rights, its audit entry and its content log.
type subject struct {
	noun      workplan.Noun
	name      string
	right     workplan.Action
	object    workplan.Object
	plan, ref string
	// onBehalfOf is the member for which the secretariat acts, where it does.
	onBehalfOf string
}

func (s subject) String() string { return string(s.noun) + " " + s.name }

// said is the subject within a sentence.
func (s subject) said() workplan.Sentence { return workplan.Say("%s %s", s.noun, s.name) }

// event is the audit entry of something done to the subject.
func (s subject) event(verb string, before, after workplan.Changes) event {
	return event{action: verb + " " + string(s.noun), right: s.right, object: s.object, what: s.String(), plan: s.plan, ref: s.ref, onBehalfOf: s.onBehalfOf, before: before, after: after}
}

// created logs a new noun and begins its content log.
func created[C any](c *change, s subject, id int64, content C) error {
	return createdOn(c, s, id, content, "")
}

// createdOn is created for what holds only from a day on.
func createdOn[C any](c *change, s subject, id int64, content C, on workplan.Date) error {
	fields := workplan.AllFields(content)
	c.log(s.event("create", nil, from(on, fields)))
	return c.record(s.noun, id, on, fields)
}

// from is what an audit entry tells of fields that hold from a day on; without one they hold from the beginning.
func from(on workplan.Date, fields workplan.Changes) workplan.Changes {
	if on == "" {
		return fields
	}
	told := maps.Clone(fields)
	maps.Copy(told, workplan.AllFields(effect{on}))
	return told
}

// editing is a change of a noun's content by someone who has read one of the known versions.
type editing[C any] struct {
	subject
	stamp   *workplan.Stamp
	content *C
	known   []int64
	edit    func(*C) error
	faults  func(C) workplan.Faults
	// effective is the day from which the edit holds; it holds from the beginning where there is none.
	effective workplan.Date
	// refers, where set, lists the references that the edit changed and that lead nowhere.
	refers func(before, after C) (workplan.Faults, error)
	save   func() error
}

// apply runs an edit: the right to it, the version, the rules, the row, the audit, the content log. An edit that changes nothing writes nothing.
// Who could not do it at all learns that first, who does not know the present version that before the faults of what was sent.
func (e editing[C]) apply(c *change) error {
	if err := c.actor.Must(e.right, e.object); err != nil {
		return err
	}
	if err := unchanged(e.stamp.Version, e.known, e.noun); err != nil {
		return err
	}
	before := *e.content
	if err := e.edit(e.content); err != nil {
		return err
	}
	if err := e.judge(before); err != nil {
		return err
	}
	fields := workplan.Diff(before, *e.content)
	if len(fields) == 0 {
		return nil
	}
	if err := e.save(); err != nil {
		return raced(err, e.noun)
	}
	c.touch(e.stamp, e.effective)
	c.log(e.event("edit", workplan.Only(before, fields), from(e.effective, fields)))
	return c.record(e.noun, e.stamp.ID, e.effective, fields)
}

// judge lists all faults of the changed content at once.
func (e editing[C]) judge(before C) error {
	f := e.faults(*e.content)
	if e.refers != nil {
		more, err := e.refers(before, *e.content)
		if err != nil {
			return err
		}
		f = append(f, more...)
	}
	return f.Err()
}

// together adds faults that were found beside a rule to the refusal of the rule: a refusal of another kind comes first, and faults are told
// all at once.
func together(refusal error, f workplan.Faults) error {
	var e *workplan.Error
	switch {
	case len(f) == 0:
		return refusal
	case refusal == nil:
		return f.Err()
	case errors.As(refusal, &e) && e.Kind == workplan.Invalid:
		return append(workplan.Faults(slices.Clone(e.Faults)), f...).Err()
	default:
		return refusal
	}
}

// unless skips the rules of a content that is being removed: it stays as it was, whatever has changed around it.
func unless(removed bool, rules func() workplan.Faults) workplan.Faults {
	if removed {
		return nil
	}
	return rules()
}
