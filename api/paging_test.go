package api

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fwptracker/internal/workplan"
)

var sorts = []string{"ref", "due", "updated"}

func TestPageReadsLimitAndSort(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]workplan.Page{
		"":                        {Limit: 50, Sort: []workplan.Sort{{Word: "ref"}}},
		"limit=1&sort=-due":       {Limit: 1, Sort: []workplan.Sort{{Word: "due", Desc: true}}},
		"limit=200&sort=due,-ref": {Limit: 200, Sort: []workplan.Sort{{Word: "due"}, {Word: "ref", Desc: true}}},
	} {
		q := parsed(raw)
		if diff := cmp.Diff(want, q.page(sorts)); diff != "" || q.err() != nil {
			t.Error(raw, diff, q.err())
		}
	}
	for raw, want := range map[string]string{
		"limit=0":        "?limit out_of_range: must be a whole number from 1 to 200",
		"limit=201":      "?limit out_of_range: must be a whole number from 1 to 200",
		"sort=name":      `?sort not_allowed: "name" is not known; allowed are ref, due, updated, each with a hyphen before it to turn the order round`,
		"sort=--due":     `?sort not_allowed: "-due" is not known; allowed are ref, due, updated, each with a hyphen before it to turn the order round`,
		"sort=due,-due":  "?sort given_twice: names due twice",
		"cursor=%C3%A9":  "?cursor bad_cursor: is damaged; start again without it",
		"cursor=bnVsbA":  "?cursor bad_cursor: is damaged; start again without it",
		"cursor=e30":     "?cursor bad_cursor: is damaged; start again without it",
		"cursor=a&sort=": "?sort required: must not be empty; leave it out instead",
	} {
		q := parsed(raw)
		q.page(sorts)
		if got := q.problems(); len(got) == 0 || got[0] != want {
			t.Errorf("%s: %q, want %q", raw, got, want)
		}
	}
}

// cursorOf is the cursor of the page after a row, for a list asked for with raw.
func cursorOf(raw string, keys ...string) string {
	q := parsed(raw)
	q.page(sorts)
	return q.next(keys)
}

func TestCursorLeadsToThePageAfterItsKeys(t *testing.T) {
	t.Parallel()
	keys := []string{"2023-11-08", "é \"1.2\"", ""}
	for _, raw := range []string{"", "sort=-due", "q=a&status=planned&sort=due", "limit=7"} {
		following := strings.TrimPrefix(raw+"&limit=9&cursor="+cursorOf(raw, keys...), "&")
		following = strings.Replace(following, "limit=7&", "", 1)
		q := parsed(following)
		if diff := cmp.Diff(keys, q.page(sorts).After); diff != "" || q.err() != nil {
			t.Error(following, diff, q.err())
		}
	}
	if last := cursorOf(""); last != "" {
		t.Errorf("the end of the list has the cursor %q", last)
	}
}

func TestCursorOfOtherParametersIsRefused(t *testing.T) {
	t.Parallel()
	mine := cursorOf("q=a&sort=due", "k")
	for _, raw := range []string{"q=b&sort=due", "sort=due", "q=a&sort=-due", "q=a", "q=a&sort=due&status=planned"} {
		q := parsed(raw + "&cursor=" + mine)
		page := q.page(sorts)
		want := []string{"?cursor bad_cursor: belongs to a request with other parameters; start again without it"}
		if diff := cmp.Diff(want, q.problems()); diff != "" || page.After != nil {
			t.Error(raw, diff, page)
		}
	}
	elsewhere := parseListQuery(request("GET", "/api/v1/plans?q=a&sort=due&cursor="+mine, "", ""), "q")
	if elsewhere.page(sorts); elsewhere.err() == nil {
		t.Error("a cursor of another list is accepted")
	}
}

func TestDamagedCursorIsRefused(t *testing.T) {
	t.Parallel()
	good := cursorOf("", "2023-11-08", "1.23")
	if len(good)%4 == 0 {
		t.Fatal("choose keys whose cursor ends in unused bits, which must not differ either")
	}
	for i := range good {
		for _, bad := range []string{good[:i], good[:i] + string(good[i]^1) + good[i+1:], good[:i] + "-" + good[i+1:]} {
			q := parsed("cursor=" + bad)
			if page := q.page(sorts); bad != "" && (q.err() == nil || page.After != nil) {
				t.Errorf("%s is accepted as %v", bad, page.After)
			}
		}
	}
}

func TestForgedCursorCannotHoldWhatADatabaseChokesOn(t *testing.T) {
	t.Parallel()
	for _, key := range []string{"a\x00b", "\x1b"} {
		q := parsed("")
		q.page(sorts)
		b, _ := json.Marshal(cursor{Version: 1, Sort: q.order, Filter: q.digest([]string{key}), Keys: []string{key}})
		forged := parsed("cursor=" + base64.RawURLEncoding.EncodeToString(b))
		if page := forged.page(sorts); page.After != nil || forged.err() == nil {
			t.Errorf("%q is accepted", key)
		}
	}
}

func TestNextLinkKeepsAllParameters(t *testing.T) {
	t.Parallel()
	c := request("GET", "/api/v1/plans/a%2Fb/items?q=x+%3E&limit=5&cursor=old", "", "")
	setNextLink(c, "new_-1")
	link := c.Response().Header().Get("Link")
	target, ok := strings.CutSuffix(strings.TrimPrefix(link, "<"), `>; rel="next"`)
	u, err := url.Parse(target)
	if !ok || err != nil || u.IsAbs() || u.EscapedPath() != "/api/v1/plans/a%2Fb/items" {
		t.Fatalf("%q %v", link, err)
	}
	if diff := cmp.Diff(url.Values{"q": {"x >"}, "limit": {"5"}, "cursor": {"new_-1"}}, u.Query()); diff != "" {
		t.Error(diff)
	}
	last := request("GET", "/api/v1/items", "", "")
	if setNextLink(last, ""); last.Response().Header().Get("Link") != "" {
		t.Error("there is a link past the end")
	}
}
