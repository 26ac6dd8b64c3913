package api

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fwptracker/internal/workplan"
)

func TestMalformedBodiesAreRefused(t *testing.T) {
	t.Parallel()
	deep := func(n int) string { return strings.Repeat(`{"a":`, n-1) + "[]" + strings.Repeat("}", n-1) }
	for name, test := range map[string]struct{ body, detail, pointer string }{
		"empty":              {"", "empty", ""},
		"blank":              {" \n", "empty", ""},
		"not JSON":           {"{\n \"title\": x}", "line 2, byte 11", ""},
		"trailing value":     {`{} {}`, "after top-level value", ""},
		"trailing comma":     {`{"title":"x",}`, "not JSON", ""},
		"ends early":         {`{"title":"x"`, "unexpected end", ""},
		"array":              {`[]`, "is an array", ""},
		"string":             {`"x"`, "is a string", ""},
		"null":               {`null`, "is null", ""},
		"number":             {`1`, "is a number", ""},
		"byte order mark":    {"\uFEFF{}", "not JSON", ""},
		"invalid UTF-8":      {"{\"title\":\"\xff\"}", "not valid UTF-8", ""},
		"half a surrogate":   {`{"title":"\ud83d"}`, "surrogate", "/title"},
		"wrong half":         {`{"title":"\ude00x"}`, "surrogate", "/title"},
		"two first halves":   {`{"title":"\ud83d\ud83d"}`, "surrogate", "/title"},
		"half in a key":      {`{"\ud83d":1}`, "surrogate", "/\uFFFD"},
		"duplicate":          {`{"title":"a","title":"b"}`, "/title is given twice", "/title"},
		"duplicate escaped":  {`{"title":"a","\u0074itle":"b"}`, "/title is given twice", "/title"},
		"duplicate below":    {`{"links":[{},{"a/b~":1,"a/b~":2}]}`, "is given twice", "/links/1/a~1b~0"},
		"duplicate unknown":  {`{"x":{"y":1,"y":1}}`, "given twice", "/x/y"},
		"too deep":           {deep(33), "more than 32 levels", strings.Repeat("/a", 32)},
		"far too deep":       {strings.Repeat("[", 100_000), "not JSON", ""},
		"too deep in arrays": {`{"a":` + strings.Repeat("[", 32) + strings.Repeat("]", 32) + `}`, "more than 32", "/a" + strings.Repeat("/0", 31)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, _ := problemFor(decode(post(test.body), &testItem{}))
			if p.Type != "/problems/malformed" || !strings.Contains(p.Detail, test.detail) {
				t.Errorf("%+v", p)
			}
			if test.pointer == "" != (len(p.Errors) == 0) || test.pointer != "" && p.Errors[0].Pointer != test.pointer {
				t.Errorf("pointer %q expected: %+v", test.pointer, p.Errors)
			}
		})
	}
	if p, _ := problemFor(decode(post(deep(32)), &testItem{})); p.Status != 422 {
		t.Errorf("depth 32 is allowed: %+v", p)
	}
}

func TestEscapesAreDecoded(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`\ud83d\ude00`:           "😀",
		`\uFFFD`:                 "\uFFFD",
		`\\ud83d`:                `\ud83d`,
		`\"\\\/\b`[:6]:           `"\/`,
		`a\n\r\tb`:               "a\n\r\tb",
		"\u212b":                 "\u00c5",
		`e\u0301` + "\u0323":     "\u1eb9\u0301",
		`tab, comma ] } : { [ x`: `tab, comma ] } : { [ x`,
	} {
		var item testItem
		if err := decode(post(`{ "title" : "`+text+`" , "open":true }`), &item); err != nil || item.Title != want || !item.Open {
			t.Errorf("%s: %q %v", text, item.Title, err)
		}
	}
}

func TestFaultsOfFields(t *testing.T) {
	t.Parallel()
	const words = "title, due, on, leads, days, count, total, open, note, seen, main, spare, links, at"
	for body, want := range map[string]FieldError{
		`"x":1`:            {"/x", "unknown_member", "is not known; allowed are " + words},
		`"Secret":"x"`:     {"/Secret", "unknown_member", "is not known; allowed are " + words},
		`"private":"x"`:    {"/private", "unknown_member", "is not known; allowed are " + words},
		`"testBase":{}`:    {"/testBase", "unknown_member", "is not known; allowed are " + words},
		`"Due":"2023"`:     {"/Due", "unknown_member", "is not known; due is meant, in exactly these letters"},
		`"a/b":1`:          {"/a~1b", "unknown_member", "is not known; allowed are " + words},
		`"main":{"URL":1}`: {"/main/URL", "unknown_member", "is not known; url is meant, in exactly these letters"},

		`"due":7`:               {"/due", "wrong_type", "must be a string, not a number"},
		`"leads":"iom"`:         {"/leads", "wrong_type", "must be an array, not a string"},
		`"leads":["a","b",{}]`:  {"/leads/2", "wrong_type", "must be a string, not an object"},
		`"leads":["a",null]`:    {"/leads/1", "wrong_type", "must be a string, not null"},
		`"open":"true"`:         {"/open", "wrong_type", "must be true or false, not a string"},
		`"open":0`:              {"/open", "wrong_type", "must be true or false, not a number"},
		`"count":"1"`:           {"/count", "wrong_type", "must be a whole number, not a string"},
		`"count":true`:          {"/count", "wrong_type", "must be a whole number, not a boolean"},
		`"main":[]`:             {"/main", "wrong_type", "must be an object, not an array"},
		`"links":[{"title":1}]`: {"/links/0/title", "wrong_type", "must be a string, not a number"},
		`"spare":{"url":[]}`:    {"/spare/url", "wrong_type", "must be a string, not an array"},
		`"note":1`:              {"/note", "wrong_type", "must be a string, not a number"},
		`"at":1`:                {"/at", "wrong_type", "must be a time such as 2023-11-08T09:30:00Z, not a number"},

		`"count":1.0`:                  {"/count", "wrong_type", "must be a whole number, written without a fraction or an exponent"},
		`"count":1e2`:                  {"/count", "wrong_type", "must be a whole number, written without a fraction or an exponent"},
		`"count":128`:                  {"/count", "out_of_range", "is too large or too small a number"},
		`"total":9223372036854775808`:  {"/total", "out_of_range", "is too large or too small a number"},
		`"total":-9223372036854775809`: {"/total", "out_of_range", "is too large or too small a number"},

		`"due":"2023-13"`:             {"/due", "not_a_date", `"2023-13" is not a date such as 2023, 2023-Q4, 2023-11 or 2023-11-08`},
		`"on":"2023-11"`:              {"/on", "not_a_date", `"2023-11" is not a date such as 2023-11-08`},
		`"days":["2023-02-30"]`:       {"/days/0", "not_a_date", `"2023-02-30" is not a date such as 2023-11-08`},
		`"at":"2023-11-08"`:           {"/at", "not_a_time", `"2023-11-08" is not a time such as 2023-11-08T09:30:00Z`},
		`"at":"0001-01-01T00:00:00Z"`: {"/at", "not_a_time", `"0001-01-01T00:00:00Z" is not a time such as 2023-11-08T09:30:00Z`},

		`"note":"a\u0000b"`:                                      {"/note", "bad_character", "must not contain control characters other than line breaks and tabs"},
		`"note":"a\uffff"`:                                       {"/note", "bad_character", "must not contain control characters other than line breaks and tabs"},
		`"leads":["\u001b"]`:                                     {"/leads/0", "bad_character", "must not contain control characters other than line breaks and tabs"},
		`"note":"` + "\u0085" + `"`:                              {"/note", "bad_character", "must not contain control characters other than line breaks and tabs"},
		`"note":"` + strings.Repeat("x", maxString+1) + `"`:      {"/note", "too_long", "has 65537 bytes; at most 65536 are allowed"},
		`"leads":[` + strings.Repeat(`"",`, maxElements) + `""]`: {"/leads", "too_many", "has 10001 elements; at most 10000 are allowed"},
	} {
		p, _ := problemFor(decode(post(`{"title":"x",`+body+`}`), &testItem{}))
		if diff := cmp.Diff([]FieldError{want}, p.Errors); diff != "" || p.Type != "/problems/invalid" {
			t.Errorf("%.80s: %s %s", body, p.Type, diff)
		}
	}
	if err := decode(post(`{"note":"`+strings.Repeat("x", maxString)+`","count":-128,"total":-0}`), &testItem{}); err != nil {
		t.Errorf("at the limits: %v", err)
	}
}

func TestAllFaultsComeAtOnceInTheOrderOfTheBody(t *testing.T) {
	t.Parallel()
	p, _ := problemFor(decode(post(`{"x":1,"open":1,"leads":[1,"a",2],"on":"?","title":"t"}`), &testItem{}))
	var got []string
	for _, e := range p.Errors {
		got = append(got, e.Pointer)
	}
	if diff := cmp.Diff([]string{"/x", "/open", "/leads/0", "/leads/2", "/on"}, got); diff != "" {
		t.Error(diff)
	}
	p, _ = problemFor(decode(post(`{"leads":[1`+strings.Repeat(",1", 5000)+`]}`), &testItem{}))
	if len(p.Errors) != maxFaults || !strings.Contains(p.Detail, "only the first") {
		t.Errorf("%d faults, detail %q", len(p.Errors), p.Detail)
	}
}

type colour string

func (c *colour) Valid() bool { return *c == "red" || *c == "" }

func TestNamedStringsAnswerForThemselves(t *testing.T) {
	t.Parallel()
	var dto struct {
		Colour colour    `json:"colour"`
		More   []*colour `json:"more"`
		Empty  struct{}  `json:"empty"`
	}
	p, _ := problemFor(decode(post(`{"colour":"green","more":["red",null,"blue"],"empty":{"x":1}}`), &dto))
	want := []FieldError{{"/colour", "not_allowed", `"green" is not allowed here`}, {"/more/2", "not_allowed", `"blue" is not allowed here`},
		{"/empty/x", "unknown_member", "is not known; no members are allowed here"}}
	if diff := cmp.Diff(want, p.Errors); diff != "" {
		t.Error(diff)
	}
}

func TestMistakesInADTOShowAtOnce(t *testing.T) {
	t.Parallel()
	for name, into := range map[string]any{
		"not a pointer":  testItem{},
		"nil":            (*testItem)(nil),
		"not a struct":   new(string),
		"a float":        &struct{ F float64 }{},
		"a map":          &struct{ M map[string]string }{},
		"any":            &struct{ A any }{},
		"a hidden float": &struct{ L []struct{ F *float64 } }{},
		"two pointers":   &struct{ P **string }{},
		"a name twice": &struct {
			workplan.Link
			Other string `json:"title"`
		}{},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			defer func() {
				if text := fmt.Sprint(recover()); !strings.HasPrefix(text, "api: ") {
					t.Errorf("recovered %s", text)
				}
			}()
			_ = decode(post(`{}`), into)
			t.Error("was accepted")
		})
	}
}

func TestCutKeepsWholeCharacters(t *testing.T) {
	t.Parallel()
	if got := cut(strings.Repeat("x", 79) + "éé"); got != strings.Repeat("x", 79)+"…" {
		t.Errorf("%q", got)
	}
	if got := cut("short"); got != "short" {
		t.Errorf("%q", got)
	}
}
