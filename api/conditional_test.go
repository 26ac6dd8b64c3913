package api

import (
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/labstack/echo/v4"
)

const tagA, tagB = `"3-9f86d081884c7d65"`, `"14-0000000000000000"`

func TestETagNamesVersionAndBytes(t *testing.T) {
	t.Parallel()
	if got := etagOf(3, []byte("test")); got != tagA {
		t.Errorf("got %s, want %s", got, tagA)
	}
	if etagOf(3, []byte("a")) == etagOf(3, []byte("b")) || etagOf(3, nil) == etagOf(4, nil) {
		t.Error("different representations share an ETag")
	}
}

func TestIfMatch(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]struct {
		versions []int64
		slug     string
	}{
		tagA:                       {versions: []int64{3}},
		" " + tagA + " ,\t" + tagB: {versions: []int64{3, 14}},
		tagA + ", W/" + tagB:       {versions: []int64{3}},
		tagA + `,"a,b"`:            {versions: []int64{3}},
		"":                         {slug: "precondition-required"},
		"*":                        {slug: "precondition-required"},
		"W/" + tagA:                {slug: "stale"},
		`"abc"`:                    {slug: "stale"},
		`"99999999999999999999-9f86d081884c7d65"`: {slug: "stale"},
		`""`:                    {slug: "stale"},
		"3":                     {slug: "malformed"},
		strings.Trim(tagA, `"`): {slug: "malformed"},
		tagA + tagB:             {slug: "malformed"},
		tagA + ",*":             {slug: "malformed"},
		`"3-9f86`:               {slug: "malformed"},
		`"a b"`:                 {slug: "malformed"},
		",":                     {slug: "malformed"},
	} {
		c := request("PATCH", "/", "", "")
		c.Request().Header.Set("If-Match", header)
		versions, err := ifMatchVersion(c)
		if diff := cmp.Diff(want.versions, versions); diff != "" {
			t.Errorf("%s: %s", header, diff)
		}
		if p, _ := problemFor(err); (want.slug == "") != (err == nil) || err != nil && p.Type != "/problems/"+want.slug {
			t.Errorf("%s: %+v", header, p)
		}
	}
	c := request("PATCH", "/", "", "")
	c.Request().Header["If-Match"] = []string{tagA, tagB}
	if versions, _ := ifMatchVersion(c); len(versions) != 2 {
		t.Errorf("two header lines: %v", versions)
	}
	if _, err := ifMatchVersion(request("PATCH", "/", "", "")); err == nil || !strings.Contains(err.Error(), "GET the resource") {
		t.Errorf("the next step is not named: %v", err)
	}
}

func TestNotModified(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]bool{
		tagA: true, "W/" + tagA: true, tagB + " , " + tagA: true, "*": true,
		"": false, tagB: false, strings.Trim(tagA, `"`): false, tagA + " x": false,
	} {
		c := request("GET", "/", "", "")
		c.Request().Header.Set("If-None-Match", header)
		if got := notModified(c, tagA); got != want {
			t.Errorf("%s: %v", header, got)
		}
	}
	c := request("POST", "/", "", "")
	c.Request().Header.Set("If-None-Match", "*")
	if notModified(c, tagA) {
		t.Error("a POST is answered from a cache")
	}
}

func responded(t *testing.T, method, ifNoneMatch string, status int) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	r := httptest.NewRequest(method, "/", nil)
	r.Header.Set("If-None-Match", ifNoneMatch)
	if err := respond(echo.New().NewContext(r, w), status, 3, map[string]string{"a": "<&>"}); err != nil {
		t.Fatal(err)
	}
	return w
}

func TestRespond(t *testing.T) {
	t.Parallel()
	const body = `{"a":"<&>"}`
	etag := etagOf(3, []byte(body))
	for name, test := range map[string]struct {
		method, ifNoneMatch string
		status, want        int
		body, length, cache string
	}{
		"get":         {"GET", "", 200, 200, body, "11", "private, no-cache"},
		"get changed": {"GET", tagA, 200, 200, body, "11", "private, no-cache"},
		"get known":   {"GET", etag, 200, 304, "", "", "private, no-cache"},
		"head":        {"HEAD", "", 200, 200, "", "11", "private, no-cache"},
		"head known":  {"HEAD", etag, 200, 304, "", "", "private, no-cache"},
		"post":        {"POST", "", 201, 201, body, "11", "no-store"},
		"patch":       {"PATCH", etag, 200, 200, body, "11", "no-store"},
		"get not 200": {"GET", etag, 202, 202, body, "11", "private, no-cache"},
	} {
		w := responded(t, test.method, test.ifNoneMatch, test.status)
		got := []any{w.Code, w.Body.String(), w.Header().Get("Content-Length"), w.Header().Get("Cache-Control"), w.Header().Get("ETag")}
		if diff := cmp.Diff([]any{test.want, test.body, test.length, test.cache, etag}, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if w.Code != 304 && w.Header().Get("Content-Type") != mimeJSON {
			t.Errorf("%s: %v", name, w.Header())
		}
	}
}

func TestRespondSendsNothingOfWhatDoesNotEncode(t *testing.T) {
	t.Parallel()
	c := request("GET", "/", "", "")
	if err := respond(c, 200, 1, make(chan int)); err == nil || c.Response().Committed || c.Response().Header().Get("ETag") != "" {
		t.Errorf("%v %v", err, c.Response().Header())
	}
}
