package web

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"fwptracker/internal/language"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// sheet is a form by which a person enters or changes something: what stands in its fields, and what is wrong with them.
type sheet struct {
	Values url.Values
	Errors formErrors
	// Stale says that somebody else has changed what the form is about since it was opened.
	Stale bool
}

// blank is a form that nobody has typed into. Values are what stands in it at first, by name, one after another.
func blank(values ...string) sheet {
	s := sheet{Values: url.Values{"key": {rand.Text()}}}
	for n := 0; n+1 < len(values); n += 2 {
		s.Values.Set(values[n], values[n+1])
	}
	return s
}

// editing is a form for something that is there, in the version that the person has before them.
func editing(version int64, values ...string) sheet {
	return blank(append(values, "version", strconv.FormatInt(version, 10))...)
}

// sent is a form as it was sent.
func (c *call) sent() sheet {
	s := sheet{Values: c.Request().PostForm} // which was read before the handler runs
	if key := s.Value("key"); key == "" || len(key) > 100 || unclean(key) {
		s.Values.Set("key", rand.Text())
	}
	return s
}

// Value is what stands in a field.
func (s sheet) Value(field string) string { return s.Values.Get(field) }

// Has says whether a value is among those of a field.
func (s sheet) Has(field, value string) bool { return slices.Contains(s.Values[field], value) }

// text is what was typed into a field, without white space around it.
func (s sheet) text(field string) string {
	return strings.TrimSpace(strings.ReplaceAll(s.Values.Get(field), "\r\n", "\n"))
}

// list is what was chosen from a list of several, or typed with commas or on lines of their own; never nil.
func (s sheet) list(field string) workplan.List {
	list, seen := workplan.List{}, map[string]bool{}
	for _, value := range s.Values[field] {
		for part := range strings.FieldsFuncSeq(value, func(r rune) bool { return r == ',' || r == '\n' }) {
			if part = strings.TrimSpace(part); part != "" && !seen[part] && len(list) < mostListed {
				list, seen[part] = append(list, part), true
			}
		}
	}
	return list
}

// mostListed is how many of a list are read: more than any list may have.
const mostListed = 2000

// number is the whole number in a field; 0 where it is empty. What is no number is a fault.
func (s sheet) number(field string, f *workplan.Faults) int {
	text := s.text(field)
	if text == "" {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		f.Add("/"+field, "not_a_number", "%q is not a whole number", text)
	}
	return n
}

// known is the version that the person had before them; nothing is known where the form does not say.
func (s sheet) known() []int64 {
	version, err := strconv.ParseInt(s.Value("version"), 10, 64)
	if err != nil {
		return []int64{}
	}
	return []int64{version}
}

// at has the form speak of a version.
func (s sheet) at(version int64) { s.Values.Set("version", strconv.FormatInt(version, 10)) }

// caughtUp has a form that was refused as stale speak of the version that is there now, so that sending it once more is done knowing of it.
func (s sheet) caughtUp(version int64) {
	if s.Stale {
		s.at(version)
	}
}

// digest is of all that the form says, at its address.
func (s sheet) digest(path string) string {
	sum := sha256.Sum256([]byte(path + "?" + s.Values.Encode()))
	return hex.EncodeToString(sum[:])
}

// Same are the fields of the form to be sent once more, as they were, but for which button was pressed.
func (s sheet) Same() url.Values {
	same := maps.Clone(s.Values)
	same.Del("act")
	return same
}

// refuse takes what is wrong with the form, so that it can be shown again; other errors it gives back.
func (s *sheet) refuse(err error) error {
	switch workplan.KindOf(err) {
	case workplan.Invalid, workplan.Conflict:
		s.Errors = errorsOf(err)
	case workplan.Stale:
		s.Stale = true
	default:
		return err
	}
	s.Values.Set("key", rand.Text())
	return nil
}

// once has what a form asks for done once, however often it is sent: each time it leads on to the same address, which to tells of what was done.
func (c *call) once(form sheet, to func(result any) (string, error)) context.Context {
	return tracker.WithOnce(c.Request().Context(), tracker.Once{Key: "form " + form.Value("key"), Request: form.digest(c.Request().URL.Path),
		Answer: func(result any) (tracker.Answer, error) {
			address, err := to(result)
			return tracker.Answer{Status: http.StatusSeeOther, Location: address}, err
		}})
}

// write does once what a form asks for, however often it is sent, and goes on to the address of what it made. Where it is refused for what
// stands in the form, or for what was changed meanwhile, again shows the form as it was typed.
func write[R any](c *call, form *sheet, do func(context.Context) (R, error), to func(R) string, again func(status int) error) error {
	address := ""
	made, err := do(c.once(*form, func(result any) (string, error) {
		made, is := result.(R)
		if !is {
			return "", fmt.Errorf("a form at %s was answered by %T", c.Path(), result)
		}
		address = to(made)
		return address, nil
	}))
	var replay *tracker.Replay
	switch {
	case errors.As(err, &replay):
		return c.see(replay.Location)
	case err == nil:
		return c.see(cmp.Or(address, to(made)))
	}
	if other := form.refuse(err); other != nil {
		return other
	}
	return again(problemOf(err).Status)
}

// removed does what leaves nothing behind, once however often the form is sent, and goes on; what cannot be done is told of on a page of its own.
func removed(c *call, form sheet, to string, do func(context.Context) error) error {
	err := do(c.once(form, func(any) (string, error) { return to, nil }))
	var replay *tracker.Replay
	if errors.As(err, &replay) {
		return c.see(replay.Location)
	}
	return c.seeAfter(to, err)
}

// confirmation asks before something is done that cannot be taken back: what it is about, what will happen, and the button that does it.
type confirmation struct {
	Form               sheet
	Trail              []section
	Title, About, Says string
	Button, Back       string
}

// option is one of the values among which a field offers to choose.
type option struct{ Value, Text string }

// optionGroup is a part of a long list of options, with what its options have in common.
type optionGroup struct {
	Name    string
	Options []option
}

// including has values among options that these do not offer, or not any more, by what they are called, or as they stand where nothing says.
func including(o []option, called func(value string) string, values ...string) []option {
	for _, value := range values {
		if value == "" || slices.ContainsFunc(o, func(one option) bool { return one.Value == value }) {
			continue
		}
		text := value
		if called != nil {
			text = called(value)
		}
		o = append(o, option{value, text})
	}
	return o
}

// inOrderOf is a list with what was in another one first, in its order.
func inOrderOf(before, now workplan.List) workplan.List {
	list := slices.DeleteFunc(append(workplan.List{}, before...), func(one string) bool { return !now.Has(one) })
	return append(list, slices.DeleteFunc(slices.Clone(now), list.Has)...)
}

// options are the words of a list, as the language calls them.
func options[W ~string](l *language.Language, list []W) []option {
	var o []option
	for _, w := range list {
		o = append(o, option{string(w), called(l, w)})
	}
	return o
}
