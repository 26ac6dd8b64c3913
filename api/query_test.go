package api

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fwptracker/internal/workplan"
)

// parsed is a query that allows every parameter used in these tests.
func parsed(raw string) *query {
	return parseListQuery(request("GET", "/api/v1/items?"+raw, "", ""), "status", "overdue", "n", "numbers", "due_before", "since", "q", "lead", "fields")
}

func (q *query) problems() []string {
	p, _ := problemFor(q.err())
	var all []string
	for _, e := range p.Errors {
		all = append(all, e.Pointer+" "+e.Code+": "+e.Message)
	}
	return all
}

var statuses = []workplan.Status{"planned", "in_progress"}

func TestQueryGivesWhatWasAsked(t *testing.T) {
	t.Parallel()
	q := parsed("status=planned,in_progress&overdue=false&n=-7&numbers=1,22&due_before=2023-11-08&since=2023-11-08T09:30:00%2B07:00&q=Cafe%CC%81+x&lead=iom,fao&fields=ref")
	no := false
	q.pick([]string{"ref", "title"})
	got := []any{enums(q, "status", statuses), q.boolean("overdue"), q.integer("n", -9, 9, 1), q.integers("numbers"), q.date("due_before"), q.moment("since"),
		q.text("q"), q.words("lead"), q.picked}
	want := []any{statuses, &no, -7, []int{1, 22}, workplan.Date("2023-11-08"), time.Date(2023, 11, 8, 2, 30, 0, 0, time.UTC),
		"Café x", []string{"iom", "fao"}, []string{"ref"}}
	if diff := cmp.Diff(want, got); diff != "" || q.err() != nil {
		t.Error(diff, q.err())
	}
}

func TestQueryWithoutParametersGivesDefaults(t *testing.T) {
	t.Parallel()
	q := parsed("")
	q.pick(nil)
	got := []any{enums(q, "status", statuses), q.boolean("overdue"), q.integer("n", 1, 9, 3), q.integers("numbers"), q.date("due_before"), q.moment("since"),
		q.text("q"), q.words("lead"), q.picked}
	want := []any{[]workplan.Status(nil), (*bool)(nil), 3, []int(nil), workplan.Date(""), time.Time{}, "", []string(nil), []string(nil)}
	if diff := cmp.Diff(want, got); diff != "" || q.err() != nil {
		t.Error(diff, q.err())
	}
}

func TestQueryRefusesWhatItDoesNotUnderstand(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]string{
		"overdue=yes":               `?overdue not_allowed: "yes" is not known; allowed are true, false`,
		"overdue=TRUE":              `?overdue not_allowed: "TRUE" is not known; allowed are true, false`,
		"status=plannd":             `?status not_allowed: "plannd" is not known; allowed are planned, in_progress`,
		"status=planned,":           `?status required: has an empty value between its commas`,
		"lead=" + commas(201):       `?lead too_many: has 201 values; at most 200 are allowed`,
		"lead=" + letters(201):      `?lead too_long: has a value of more than 200 characters`,
		"q=" + letters(201):         `?q too_long: has 201 characters; at most 200 are allowed`,
		"n=10":                      `?n out_of_range: must be a whole number from 1 to 9`,
		"n=0":                       `?n out_of_range: must be a whole number from 1 to 9`,
		"n=1.5":                     `?n out_of_range: must be a whole number from 1 to 9`,
		"n=%2B5":                    `?n out_of_range: must be a whole number from 1 to 9`,
		"n=05":                      `?n out_of_range: must be a whole number from 1 to 9`,
		"numbers=1,x":               `?numbers wrong_type: "x" is not a whole number`,
		"numbers=3000000000":        `?numbers wrong_type: "3000000000" is not a whole number`,
		"due_before=2023-11":        `?due_before not_a_date: "2023-11" is not a date such as 2023-11-08`,
		"since=2023-11-08":          `?since not_a_time: "2023-11-08" is not a time such as 2023-11-08T09:30:00Z`,
		"since=2023-11-08T9:30:00Z": `?since not_a_time: "2023-11-08T9:30:00Z" is not a time such as 2023-11-08T09:30:00Z`,
		"since=2023-11-08T09:30:00+07:00": `?since not_a_time: "2023-11-08T09:30:00 07:00" is not a time such as 2023-11-08T09:30:00Z; ` +
			`write the + of the offset as %2B`,
		"fields=ref,id": `?fields not_allowed: "id" is not known; allowed are ref, title`,
		"status=":       `?status required: must not be empty; leave it out instead`,
		"q=%ff":         `?q bad_character: must be UTF-8 without control characters`,
		"q=a%EF%BF%BF":  `?q bad_character: must be UTF-8 without control characters`,
		"q=a%00":        `?q bad_character: must be UTF-8 without control characters`,
		"q=a&q=b":       `?q given_twice: is given 2 times; give it once, with commas between values where it takes several`,
		"Status=planned": `?Status unknown_parameter: is not known; allowed are status, overdue, n, numbers, due_before, since, q, lead, fields, ` +
			`limit, sort, cursor`,
	} {
		q := parsed(raw)
		enums(q, "status", statuses)
		q.boolean("overdue")
		q.integer("n", 1, 9, 3)
		q.integers("numbers")
		q.date("due_before")
		q.moment("since")
		q.text("q")
		q.words("lead")
		q.pick([]string{"ref", "title"})
		if diff := cmp.Diff([]string{want}, q.problems()); diff != "" {
			t.Errorf("%.60s: %s", raw, diff)
		}
		if p, _ := problemFor(q.err()); p.Type != "/problems/invalid" {
			t.Errorf("%.60s: %+v", raw, p)
		}
	}
}

func commas(n int) string  { return strings.TrimSuffix(strings.Repeat("x,", n), ",") }
func letters(n int) string { return strings.Repeat("é", n) }

func TestQueryFaultsComeAtOnce(t *testing.T) {
	t.Parallel()
	q := parsed("zz=1&aa=1&n=x&overdue=x")
	q.integer("n", 1, 9, 1)
	q.boolean("overdue")
	if got := q.problems(); len(got) != 4 || !strings.HasPrefix(got[0], "?aa ") || !strings.HasPrefix(got[1], "?zz ") {
		t.Errorf("%q", got)
	}
}

func TestQueryThatIsNotWellFormed(t *testing.T) {
	t.Parallel()
	for _, raw := range []string{"q=%zz", "a=1;b=2"} {
		q := parseQuery(request("GET", "/?"+raw, "", ""), "q", "a")
		if q.text("q") != "" || q.text("a") != "" {
			t.Errorf("%s is read", raw)
		}
		if p, _ := problemFor(q.err()); p.Type != "/problems/malformed" {
			t.Errorf("%s: %+v", raw, p)
		}
	}
}

func TestWithoutAllowedParametersNothingIsPassedOver(t *testing.T) {
	t.Parallel()
	if p, _ := problemFor(noQuery(request("GET", "/?as_of=2023-11-08", "", ""))); len(p.Errors) != 1 || p.Errors[0].Message != "is not known; no parameters are allowed here" {
		t.Errorf("%+v", p)
	}
	if err := noQuery(request("GET", "/", "", "")); err != nil {
		t.Error(err)
	}
}

func TestReadingAParameterThatIsNotAllowedPanics(t *testing.T) {
	t.Parallel()
	defer func() {
		if text := fmt.Sprint(recover()); !strings.Contains(text, "the parameter expand is read but not allowed") {
			t.Error(text)
		}
	}()
	parsed("").text("expand")
}
