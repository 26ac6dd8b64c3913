package api

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/labstack/echo/v4"

	"fwptracker/internal/workplan"
)

type testLink struct {
	Title string `json:"title"`
	URL   string `json:"url"`
}

type testBase struct {
	Title string               `json:"title"`
	Due   workplan.PartialDate `json:"due"`
}

// testItem has a field of every kind that a request can hold.
type testItem struct {
	testBase
	On      workplan.Date   `json:"on"`
	Leads   []string        `json:"leads"`
	Days    []workplan.Date `json:"days"`
	Count   int8            `json:"count"`
	Total   int64           `json:"total"`
	Open    bool            `json:"open"`
	Note    *string         `json:"note"`
	Seen    *bool           `json:"seen,omitempty"`
	Main    testLink        `json:"main"`
	Spare   *testLink       `json:"spare"`
	Links   []testLink      `json:"links"`
	At      time.Time       `json:"at,omitzero"`
	Secret  string          `json:"-"`
	private string
}

func (i testItem) Faults() workplan.Faults {
	var f workplan.Faults
	if i.Title == "" {
		f.Add("/title", "required", "must not be empty")
	}
	for n, l := range i.Links {
		if l.Title == "" {
			f.Add("/links/"+string(rune('0'+n))+"/title", "required", "must not be empty")
		}
	}
	if i.Title == "forbidden" {
		f.Add("/title", "taken", "is forbidden")
	}
	return f
}

func request(method, target, contentType, body string) echo.Context {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	return echo.New().NewContext(r, httptest.NewRecorder())
}

func post(body string) echo.Context { return request("POST", "/", mimeJSON, body) }

func TestDecodeFillsEveryKindOfField(t *testing.T) {
	t.Parallel()
	body := `{"title":"Caf\u0065\u0301 \"x\"","due":"2023-Q4","on":"2023-11-08","leads":["iom","fao"],"days":["2023-01-02"],"count":-3,"total":9007199254740993,
		"open":true,"note":"","seen":false,"main":{"title":"t","url":"u"},"spare":{"title":"s"},"links":[{"title":"a"},{"title":"b","url":"c"}],
		"at":"2023-11-08T09:30:00+07:00"}`
	note, seen := "", false
	want := testItem{testBase: testBase{Title: `Café "x"`, Due: "2023-Q4"}, On: "2023-11-08", Leads: []string{"iom", "fao"}, Days: []workplan.Date{"2023-01-02"},
		Count: -3, Total: 9007199254740993, Open: true, Note: &note, Seen: &seen, Main: testLink{"t", "u"}, Spare: &testLink{Title: "s"},
		Links: []testLink{{Title: "a"}, {"b", "c"}}, At: time.Date(2023, 11, 8, 2, 30, 0, 0, time.UTC)}
	var got testItem
	c := post(body)
	if err := decode(c, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(testItem{})); diff != "" {
		t.Error(diff)
	}
	if got.At.Location() != time.UTC {
		t.Errorf("the time is kept in %v", got.At.Location())
	}
	if got.private != "" || string(rawBody(c)) != body {
		t.Errorf("rawBody is %q", rawBody(c))
	}
	if err := decode(post(`{"title":null,"leads":null,"note":null,"main":null,"at":null,"count":null}`), &testItem{}); err != nil {
		t.Errorf("null does not mean the zero value: %v", err)
	}
}

func TestDecodeRefusesWhatIsNotAcceptedJSON(t *testing.T) {
	t.Parallel()
	for contentType, ok := range map[string]bool{
		"application/json":                       true,
		"Application/JSON":                       true,
		"application/json; charset=utf-8":        true,
		`application/json;charset="UTF-8"`:       true,
		"":                                       false,
		"text/plain":                             false,
		"application/json; charset=latin1":       false,
		"application/json; profile=x":            false,
		"application/json; charset=utf-8; a=b":   false,
		"application/merge-patch+json":           false,
		"application/x-www-form-urlencoded":      false,
		"application/json, text/plain":           false,
		"application/vnd.api+json":               false,
		"application/problem+json;charset=utf-8": false,
	} {
		err := decode(request("POST", "/", contentType, `{"title":"x"}`), &testItem{})
		if ok != (err == nil) {
			t.Errorf("%q: %v", contentType, err)
		}
		if p, header := problemFor(err); !ok && (p.Status != 415 || header.Get("Accept-Post") != mimeJSON || !strings.Contains(p.Detail, mimeJSON)) {
			t.Errorf("%q: %+v %v", contentType, p, header)
		}
	}
	two := post(`{}`)
	two.Request().Header.Add("Content-Type", "text/plain")
	packed := post(`{}`)
	packed.Request().Header.Set("Content-Encoding", "gzip")
	for name, c := range map[string]echo.Context{"two types": two, "compressed": packed} {
		if p, _ := problemFor(decode(c, &testItem{})); p.Status != 415 {
			t.Errorf("%s: %+v", name, p)
		}
	}
	if _, header := problemFor(decode(request("PUT", "/", "", "{}"), &testItem{})); header.Get("Accept") != mimeJSON {
		t.Errorf("PUT: %v", header)
	}
}

func TestDecodeRefusesLongBodies(t *testing.T) {
	t.Parallel()
	fits := `{"title":"x"}` + strings.Repeat(" ", maxBody-13)
	if err := decode(post(fits), &testItem{}); err != nil {
		t.Error(err)
	}
	streamed := post(fits + " ")
	streamed.Request().ContentLength = -1
	for name, c := range map[string]echo.Context{"announced": post(fits + " "), "streamed": streamed} {
		if p, _ := problemFor(decode(c, &testItem{})); p.Status != 413 || !strings.Contains(p.Detail, "262144") {
			t.Errorf("%s: %+v", name, p)
		}
	}
	unread := post(fits + " ")
	unread.Request().Body = broken{errors.New("was read")}
	if p, _ := problemFor(decode(unread, &testItem{})); p.Status != 413 {
		t.Errorf("an announced length is not believed: %+v", p)
	}
	if err := decodeUpTo(post(fits+" "), &testItem{}, maxBatchBody); err != nil {
		t.Error(err)
	}
	values := `{"leads":[` + strings.Repeat(`"",`, maxValues) + `""]}`
	if p, _ := problemFor(decodeUpTo(post(values), &testItem{}, maxBatchBody)); p.Status != 413 {
		t.Errorf("too many values: %+v", p)
	}
}

type broken struct{ err error }

func (b broken) Read([]byte) (int, error) { return 0, b.err }
func (b broken) Close() error             { return nil }

func TestDecodeOfABodyThatBreaksOff(t *testing.T) {
	t.Parallel()
	for status, err := range map[int]error{
		400: io.ErrUnexpectedEOF,
		413: echo.ErrStatusRequestEntityTooLarge,
	} {
		c := post("")
		c.Request().Body, c.Request().ContentLength = broken{err}, -1
		if p, _ := problemFor(decode(c, &testItem{})); p.Status != status {
			t.Errorf("%v: %+v", err, p)
		}
	}
	c := post("")
	c.Request().Body, c.Request().ContentLength = broken{&http.MaxBytesError{Limit: 5}}, -1
	if p, _ := problemFor(decode(c, &testItem{})); p.Status != 413 {
		t.Errorf("%+v", p)
	}
}

func TestBodyIsReadOnce(t *testing.T) {
	t.Parallel()
	c := post(`{"title":"x"}`)
	if rawBody(c) != nil {
		t.Error("there is a body before it was read")
	}
	if _, err := readBody(c, maxBody); err != nil {
		t.Fatal(err)
	}
	c.Request().Body = broken{errors.New("read twice")}
	var item testItem
	if err := decode(c, &item); err != nil || item.Title != "x" {
		t.Errorf("%v %+v", err, item)
	}
	if p, _ := problemFor(decodeUpTo(c, &item, 5)); p.Status != 413 {
		t.Errorf("a kept body escapes the limit: %+v", p)
	}
}

func TestDomainFaultsJoinThoseOfTheEdge(t *testing.T) {
	t.Parallel()
	codes := func(body string) []string {
		p, _ := problemFor(decode(post(body), &testItem{}))
		var all []string
		for _, e := range p.Errors {
			all = append(all, e.Pointer+" "+e.Code)
		}
		return all
	}
	for body, want := range map[string][]string{
		`{}`:                                    nil,
		`{"titel":"x"}`:                         {"/titel unknown_member", "/title required"},
		`{"title":7}`:                           {"/title wrong_type"},
		`{"count":"1","title":"forbidden"}`:     {"/count wrong_type", "/title taken"},
		`{"title":"x","links":[7,{"url":"u"}]}`: {"/links/0 wrong_type", "/links/1/title required"},
	} {
		if diff := cmp.Diff(want, codes(body)); diff != "" {
			t.Errorf("%s: %s", body, diff)
		}
	}
}

func patchRequest(contentType, body string) echo.Context {
	return request("PATCH", "/", contentType, body)
}

func TestPatchTouchesOnlyWhatIsPresent(t *testing.T) {
	t.Parallel()
	c := patchRequest(mimePatch, `{"title":"","leads":["b"],"main":{"url":"new"},"note":null,"open":false,"count":0,"days":[],"spare":null}`)
	p, err := decodePatch[testItem](c)
	if err != nil {
		t.Fatal(err)
	}
	note := "old"
	got := testItem{testBase: testBase{Title: "old", Due: "2023"}, On: "2023-11-08", Leads: []string{"a", "c"}, Days: []workplan.Date{"2023-01-01"}, Count: 5, Total: 6,
		Open: true, Note: &note, Main: testLink{"keep?", "old"}, Spare: &testLink{Title: "s"}, Links: []testLink{{Title: "l"}}}
	if err := p.apply(&got); err != nil {
		t.Fatal(err)
	}
	want := testItem{testBase: testBase{Due: "2023"}, On: "2023-11-08", Leads: []string{"b"}, Days: []workplan.Date{}, Total: 6, Main: testLink{URL: "new"},
		Links: []testLink{{Title: "l"}}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(testItem{})); diff != "" {
		t.Error(diff)
	}
	if string(p.raw) != string(rawBody(c)) || len(p.raw) == 0 {
		t.Errorf("raw %q, rawBody %q", p.raw, rawBody(c))
	}
}

func TestPatchIsCheckedBeforeAnythingIsLoaded(t *testing.T) {
	t.Parallel()
	p, _ := problemFor(second(decodePatch[testItem](patchRequest(mimeJSON, `{"leads":[1],"x":1}`))))
	want := []FieldError{{Pointer: "/leads/0", Code: "wrong_type", Message: "must be a string, not a number"}}
	if len(p.Errors) != 2 || p.Errors[0] != want[0] || p.Errors[1].Pointer != "/x" {
		t.Errorf("the domain is not asked about an absent title, and all faults are listed: %+v", p.Errors)
	}
	p, header := problemFor(second(decodePatch[testItem](patchRequest("text/plain", `{}`))))
	if p.Status != 415 || header.Get("Accept-Patch") != mimePatch+", "+mimeJSON {
		t.Errorf("%+v %v", p, header)
	}
}

func second[T any](_ T, err error) error { return err }
