package api

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/labstack/echo/v4"
	"golang.org/x/text/unicode/norm"

	"fwptracker/internal/workplan"
)

const (
	maxQueryText  = 200 // characters of one word or text
	maxQueryWords = 200 // words of one parameter
)

// query reads the parameters of a request strictly: what is not understood is refused, never passed over. It collects faults from its making
// on, so that a handler reads all it needs, and err() is asked once before anything is done; read and list do so.
type query struct {
	path    string
	values  url.Values
	allowed []string
	order   string   // the sort of the page that was asked for, as text
	picked  []string // the members that were asked for, nil for all
	broken  error    // why nothing could be read
	faults  workplan.Faults
}

// parseQuery takes the parameters that allowed names. An unknown parameter, one that is given twice, is empty or is not UTF-8 is a fault that
// err() reports together with those of the accessors. A query string that is not well formed holds no parameters, and err() refuses it as
// malformed.
func parseQuery(c echo.Context, allowed ...string) *query {
	u := c.Request().URL
	values, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return &query{allowed: allowed, broken: malformed("The query string is not well formed; escape values as URLs need it.")}
	}
	q := &query{path: u.Path, values: values, allowed: allowed}
	q.check()
	return q
}

// parseListQuery is parseQuery for a list that comes in pages: it allows limit, sort and cursor too.
func parseListQuery(c echo.Context, allowed ...string) *query {
	return parseQuery(c, append(slices.Clone(allowed), "limit", "sort", "cursor")...)
}

func (q *query) check() {
	names := make([]string, 0, len(q.values))
	for name := range q.values {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		value := q.values.Get(name)
		switch {
		case !slices.Contains(q.allowed, name):
			q.unknown(name)
		case len(q.values[name]) > 1:
			q.fault(name, "given_twice", "is given %d times; give it once, with commas between values where it takes several", len(q.values[name]))
		case value == "":
			q.fault(name, "required", "must not be empty; leave it out instead")
		case !utf8.ValidString(value) || strings.ContainsFunc(value, workplan.IsControl):
			q.fault(name, "bad_character", "must be UTF-8 without control characters")
		}
	}
}

func (q *query) unknown(name string) {
	shown := strings.ToValidUTF8(cut(name), "\uFFFD")
	if len(q.allowed) == 0 {
		q.fault(shown, "unknown_parameter", "is not known; no parameters are allowed here")
		return
	}
	q.fault(shown, "unknown_parameter", "is not known; allowed are %s", strings.Join(q.allowed, ", "))
}

func (q *query) fault(name, code, format string, args ...any) {
	q.faults.Add("?"+name, code, format, args...)
}

// err is the refusal that lists all faults found so far, or nil.
func (q *query) err() error {
	if q.broken != nil || len(q.faults) == 0 {
		return q.broken
	}
	return edge("invalid", "The query breaks a rule; nothing was read", q.faults...)
}

// get is the value of a parameter in its composed form, "" when it is not given. Asking for one that is not allowed is a mistake in a handler.
func (q *query) get(name string) string {
	if !slices.Contains(q.allowed, name) {
		panic("api: the parameter " + name + " is read but not allowed")
	}
	return norm.NFC.String(q.values.Get(name))
}

// text is a search text of at most 200 characters.
func (q *query) text(name string) string { return q.textTo(name, maxQueryText) }

// textTo is a text of at most so many characters.
func (q *query) textTo(name string, most int) string {
	s := q.get(name)
	if n := utf8.RuneCountInString(s); n > most {
		q.fault(name, "too_long", "has %d characters; at most %d are allowed", n, most)
	}
	return s
}

// words are the values between commas; none may be empty.
func (q *query) words(name string) []string {
	s := q.get(name)
	if s == "" {
		return nil
	}
	words := strings.Split(s, ",")
	if len(words) > maxQueryWords {
		q.fault(name, "too_many", "has %d values; at most %d are allowed", len(words), maxQueryWords)
		return nil
	}
	for _, w := range words {
		if w == "" {
			q.fault(name, "required", "has an empty value between its commas")
			return nil
		}
		if utf8.RuneCountInString(w) > maxQueryText {
			q.fault(name, "too_long", "has a value of more than %d characters", maxQueryText)
			return nil
		}
	}
	return words
}

// enum is a word that must be one of allowed, "" when it is not given.
func enum[T ~string](q *query, name string, allowed []T) T {
	picked := enums(q, name, allowed)
	if len(picked) > 1 {
		q.fault(name, "too_many", "takes one value")
	}
	return slices.Concat(picked, []T{""})[0]
}

// enums are words that must each be one of allowed.
func enums[T ~string](q *query, name string, allowed []T) []T {
	var picked []T
	for _, w := range q.words(name) {
		if !slices.Contains(allowed, T(w)) {
			q.fault(name, "not_allowed", "%q is not known; allowed are %s", cut(w), joined(allowed))
			continue
		}
		picked = append(picked, T(w))
	}
	return picked
}

func joined[T ~string](words []T) string {
	texts := make([]string, len(words))
	for i, w := range words {
		texts[i] = string(w)
	}
	return strings.Join(texts, ", ")
}

// pick reads which members the reader asks for; the answer then holds no others.
func (q *query) pick(allowed []string) { q.picked = enums(q, "fields", allowed) }

// boolean is nil when the parameter is not given.
func (q *query) boolean(name string) *bool {
	s := q.get(name)
	value := s == "true"
	switch s {
	case "":
		return nil
	case "true", "false":
		return &value
	}
	q.fault(name, "not_allowed", "%q is not known; allowed are true, false", cut(s))
	return nil
}

// is says that a parameter is given and true.
func (q *query) is(name string) bool {
	b := q.boolean(name)
	return b != nil && *b
}

// integer is a whole number from least to most, byDefault when it is not given.
func (q *query) integer(name string, least, most, byDefault int) int {
	s := q.get(name)
	if s == "" {
		return byDefault
	}
	n, err := parseInteger(s)
	if err != nil || n < least || n > most {
		q.fault(name, "out_of_range", "must be a whole number from %d to %d", least, most)
		return byDefault
	}
	return n
}

// integers are the numbers of things, between commas.
func (q *query) integers(name string) []int {
	var numbers []int
	for _, w := range q.words(name) {
		n, err := parseInteger(w)
		switch {
		case err != nil:
			q.fault(name, "wrong_type", "%q is not a whole number", cut(w))
			continue
		case n < 1:
			q.fault(name, "out_of_range", "%d is the number of nothing; numbers begin with 1", n)
			continue
		}
		numbers = append(numbers, n)
	}
	return numbers
}

// parseInteger accepts a number of 32 bits, which is as far as the columns of counts and numbers reach, written in the one usual way.
func parseInteger(s string) (int, error) {
	n, err := strconv.ParseInt(s, 10, 32)
	if err == nil && strconv.FormatInt(n, 10) != s {
		err = errors.New("not the usual way to write it")
	}
	return int(n), err
}

func (q *query) date(name string) workplan.Date {
	s := q.get(name)
	if s == "" {
		return ""
	}
	d, err := workplan.ParseDate(s)
	if err != nil {
		q.fault(name, "not_a_date", "%q is not a date such as 2023-11-08", cut(s))
	}
	return d
}

// moment is a point in time in UTC, zero when it is not given.
func (q *query) moment(name string) time.Time {
	s := q.get(name)
	if s == "" {
		return time.Time{}
	}
	t, err := parseMoment(s)
	if err != nil {
		q.fault(name, "not_a_time", "%s", momentHint(err, s))
	}
	return t
}

// momentHint helps with the usual accident: a plus sign that was not escaped arrives as a space.
func momentHint(err error, s string) string {
	if _, plusErr := parseMoment(strings.Replace(s, " ", "+", 1)); plusErr == nil {
		return fmt.Sprintf("%s; write the + of the offset as %%2B", err)
	}
	return err.Error()
}
