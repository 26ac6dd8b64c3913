package workplan

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Noun names the kind of thing that a record is about.
type Noun string

// The nouns whose content is logged change by change.
const (
	NounBody       Noun = "body"
	NounMember     Noun = "member"
	NounMembership Noun = "membership"
	NounMeeting    Noun = "meeting"
	NounPlan       Noun = "plan"
	NounObjective  Noun = "objective"
	NounItem       Noun = "item"

	NounDeliverable Noun = "deliverable"
	NounOpening     Noun = "opening"
	NounRound       Noun = "reporting round"
	NounWindow      Noun = "proposal window"
	NounProposal    Noun = "proposal"
)

// Stamp is kept with every noun that can change. Version rises with every write and is what an ETag names; ContentOn and ContentAt
// are the latest effective date and recording time among its content changes, so that a reading knows when no replay is needed.
type Stamp struct {
	ID        int64
	Version   int64
	CreatedAt time.Time
	UpdatedAt time.Time
	ContentOn Date
	ContentAt time.Time
}

// Changes are the fields of a content that differ, by their snake_case names, with their new values.
type Changes map[string]json.RawMessage

// ContentChange is one append-only record of what a noun said from a day on: all fields at first, then only those that changed.
// What was written into a draft holds from the beginning and has no EffectiveOn; an amendment holds from its effective date.
type ContentChange struct {
	ID          int64
	Noun        Noun
	ObjectID    int64
	EffectiveOn Date
	RecordedAt  time.Time
	Fields      string
}

// View names the state that a reading asks for. The zero KnownAt means everything recorded so far; Current marks the present state,
// which is kept and needs no replay.
type View struct {
	AsOf    Date
	KnownAt time.Time
	Current bool
}

// Knows says whether the view may use what was recorded at t; the present may use all there is.
func (v View) Knows(t time.Time) bool { return v.Current || v.KnownAt.IsZero() || !t.After(v.KnownAt) }

// Holds says whether a record that is effective from d is true in the view.
func (v View) Holds(d Date) bool { return d <= v.AsOf }

// Settled says that nothing recorded of this noun's content lies outside the view, so that its kept content is the answer.
func (s Stamp) Settled(v View) bool { return v.Current || v.Holds(s.ContentOn) && v.Knows(s.ContentAt) }

// ReplayContent folds the changes of one object into its content in the view. Each field has the value of the latest change by
// (effective date, recording), but a revision only ever rises: an amendment that was decided later and holds from an earlier day does not take it
// back. False means that the object was not yet recorded, or not yet in force, then.
func ReplayContent[T any](changes []ContentChange, v View) (T, bool) {
	var content T
	visible := make([]ContentChange, 0, len(changes))
	for _, c := range changes {
		if v.Knows(c.RecordedAt) && v.Holds(c.EffectiveOn) {
			visible = append(visible, c)
		}
	}
	slices.SortFunc(visible, func(a, b ContentChange) int {
		return cmp.Or(cmp.Compare(a.EffectiveOn, b.EffectiveOn), cmp.Compare(a.ID, b.ID))
	})
	latest := Changes{}
	for _, c := range visible {
		fields, err := ReadChanges(c.Fields)
		if err != nil {
			return content, false
		}
		top := plain(latest["revision"])
		maps.Copy(latest, fields)
		if was, is := revisionOf(top), revisionOf(plain(latest["revision"])); was > is {
			latest["revision"] = json.RawMessage(top)
		}
	}
	return content, Apply(&content, latest) == nil && len(visible) > 0
}

func revisionOf(text string) int {
	n, _ := strconv.Atoi(text) // 0 where there is none
	return n
}

// Then makes the stamp that of a reading of the past: it names no version to write against, and shows when what counted was last recorded.
func (s *Stamp) Then(recorded time.Time) {
	s.Version, s.UpdatedAt = 0, recorded
}

// Diff lists the fields of after that differ from before. Embedded structs count as their fields.
func Diff[T any](before, after T) Changes {
	changes := Changes{}
	a, b := contentFields(reflect.ValueOf(&before).Elem()), contentFields(reflect.ValueOf(&after).Elem())
	for name, field := range b {
		was, is := mustJSON(a[name]), mustJSON(field)
		if !bytes.Equal(was, is) {
			changes[name] = is
		}
	}
	return changes
}

// AllFields lists every field of a content with its value: the first change of a new object.
func AllFields[T any](content T) Changes {
	changes := Changes{}
	for name, field := range contentFields(reflect.ValueOf(&content).Elem()) {
		changes[name] = mustJSON(field)
	}
	return changes
}

// Only picks the named fields of a content: what stood before a change.
func Only[T any](content T, names Changes) Changes {
	all, picked := AllFields(content), Changes{}
	for name := range names {
		picked[name] = all[name]
	}
	return picked
}

// Apply sets the fields that changes name. A field that T no longer has is an error: a log must stay readable.
func Apply[T any](content *T, changes Changes) error {
	fields := contentFields(reflect.ValueOf(content).Elem())
	for name, value := range changes {
		field, ok := fields[name]
		if !ok {
			return fmt.Errorf("content log names the unknown field %q", name)
		}
		field.SetZero()
		if err := json.Unmarshal(value, field.Addr().Interface()); err != nil {
			return fmt.Errorf("content log, field %q: %w", name, err)
		}
	}
	return nil
}

// ReadChanges reads back what [Changes.Text] has written.
func ReadChanges(text string) (Changes, error) {
	var fields Changes
	err := json.Unmarshal([]byte(text), &fields)
	return fields, err
}

// Text is the changes as stable JSON.
func (c Changes) Text() string { return string(mustJSON(reflect.ValueOf(c))) }

func contentFields(v reflect.Value) map[string]reflect.Value {
	fields := map[string]reflect.Value{}
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if f.Anonymous {
			for name, inner := range contentFields(v.Field(i)) {
				fields[name] = inner
			}
			continue
		}
		fields[snake(f.Name)] = v.Field(i)
	}
	return fields
}

func mustJSON(v reflect.Value) json.RawMessage {
	if v.Kind() == reflect.Slice && v.IsNil() {
		return json.RawMessage("[]")
	}
	b, err := json.Marshal(v.Interface())
	if err != nil {
		panic("content holds only plain fields: " + err.Error())
	}
	return b
}

// snake turns a Go field name into the word used in JSON and SQL.
func snake(name string) string {
	var b strings.Builder
	for i, r := range name {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
