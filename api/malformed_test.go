package api

import (
	"encoding/json"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"fwptracker/internal/store/storetest"
)

// odd values stand where something sensible is expected: as JSON, and as text in addresses, queries and headers.
var (
	oddJSON = []string{`null`, `true`, `0`, `-1`, `-0`, `1.5`, `1e400`, `1E2`, `9223372036854775808`, `2147483648`, `""`, `" "`, `"\u0000"`, `"\ud800"`, `"\u202e"`, `"a\nb"`, `"' OR 1=1 --"`, `"%"`, `"_"`,
		`"\\"`, `"../../etc/passwd"`, `"2024-02-30"`, `"0000-00-00"`, `"9999-12-31"`, `"2024-Q5"`, `"2024-13"`, `"1899"`, `[]`, `[null]`, `[[]]`, `[{}]`, `[""]`, `["a","a"]`, `{}`, `{"a":{}}`, `"system"`, `"wg"`,
		`"wg-2024"`, `"wg-2024/1.1"`, `"planned"`, `"public"`, `"` + strings.Repeat("x", 70_000) + `"`, strings.Repeat("[", 40) + strings.Repeat("]", 40), `"` + strings.Repeat("é", 301) + `"`, `"😀"`, `"ก\u0e33"`}
	oddText = []string{"", " ", "0", "-1", "01", "+1", "1.5", "99999999999999999999", "2147483648", "null", "true", "'", "\"", "' OR 1=1 --", "%", "_", "\\", "*", "a*b", "NEAR(a b)", "a OR b", "(", "\x00", "\x7f",
		"\xff\xfe", "\u202e", "é", "😀", "..", "../..", ".", ",", ",,", "a,,b", "-", "--", "-ref", "ref,-ref", "2024-02-30", "2024", "2024-01-01", "2999-01-01", "0001-01-01", "2024-01-01T00:00:00Z",
		"2024-01-01T25:00:00Z", "2024-01-01 00:00:00", "meeting:", "meeting:wg-1", "meeting:'", "W/\"1\"", "\"1-0000000000000000\"", "\"", "\"a b\"", "\"1-x\", *", "*", "eyJ2IjoxfQ", "e30", "bnVsbA", "application/xml",
		"application/json; charset=latin1", "application/json, text/html", ";", "text/html;q=x", "Bearer", "Basic Og==", strings.Repeat("a", 300), strings.Repeat("a,", 201), strings.Repeat("(", 200)}
	// inside names what an answer must never tell: SQL, the database, the source, the machine.
	inside = regexp.MustCompile(`(?i)sqlstate|sqlite|postgres|pgx|gorm|syntax error at|near "|\.go:\d|goroutine|panic|/root/|/work/|/tmp/|select .* from|insert into|no such table|no such column|constraint|violates|reflect\.|interface conversion|strconv\.|runtime error|\bEOF\b`)
)

// rawRequest is a request as it is thrown at the API, whether or not it can be read.
type rawRequest struct {
	as, method, path, query, body string
	header                        http.Header
}

// perhapsBroken makes a request for an operation in which one or two things are odd.
func perhapsBroken(o operation, r *rand.Rand) rawRequest {
	pick := func(list []string) string { return list[r.IntN(len(list))] }
	out := rawRequest{as: pick(all("chair", "lead")), method: o.method, path: present(o), header: http.Header{}}
	if o.method != "GET" && r.IntN(3) > 0 {
		out.path = strings.Replace(out.path, "wg-2024", "draft-2027", 1)
	}
	if o.RequestBody != nil {
		out.body = oddBody(example(o), r)
		out.header.Set("Content-Type", "application/json")
	}
	if o.Parameters.GetByInAndName("header", "If-Match") != nil {
		out.header.Set("If-Match", pick(all(`"1-0000000000000000"`, `"2-0000000000000000"`, pick(oddText))))
	}
	for range r.IntN(3) {
		switch r.IntN(4) {
		case 0:
			name := pick(all("Content-Type", "Content-Encoding", "Authorization", "If-Match", "If-None-Match", "Idempotency-Key", "Accept", "Range", "X-Forwarded-For"))
			out.header.Set(name, pick(oddText))
		case 1:
			steps := strings.Split(out.path, "/")
			steps[1+r.IntN(len(steps)-1)] = url.PathEscape(pick(oddText))
			out.path = strings.Join(steps, "/")
		default:
			values := url.Values{}
			for _, p := range o.Parameters {
				if p.Value.In == openapi3.ParameterInQuery && r.IntN(len(o.Parameters)) < 2 {
					values.Add(p.Value.Name, pick(oddText))
				}
			}
			out.query = values.Encode() + pick(all("", "", "", "&x=1", "&%", ";", "&sort=ref&sort=due"))
		}
	}
	return out
}

// oddBody puts something odd into a body, or cuts it.
func oddBody(members map[string]any, r *rand.Rand) string {
	names := sortedNames(members)
	texts := make([]string, 0, len(names))
	for _, name := range names {
		value, _ := json.Marshal(members[name]) // an example of the description always encodes
		if r.IntN(len(names)+1) == 0 {
			value = []byte(oddJSON[r.IntN(len(oddJSON))])
		}
		if r.IntN(100) == 0 {
			name = strings.ToUpper(name)
		}
		for range 1 + r.IntN(100)/99 {
			texts = append(texts, `"`+name+`":`+string(value))
		}
	}
	body := "{" + strings.Join(texts, ",") + "}"
	switch r.IntN(12) {
	case 0:
		body = body[:r.IntN(len(body))]
	case 1:
		at := r.IntN(len(body))
		body = body[:at] + string([]byte{byte(r.IntN(256))}) + body[at:]
	case 2:
		body += oddJSON[r.IntN(len(oddJSON))]
	case 3:
		body = oddJSON[r.IntN(len(oddJSON))]
	}
	return body
}

func sortedNames(members map[string]any) []string {
	names := make([]string, 0, len(members))
	for name := range members {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// example is a body of the operation made from the examples of its description.
func example(o operation) map[string]any {
	members := map[string]any{}
	for _, name := range all(mimeJSON, mimePatch) {
		if m := o.RequestBody.Value.Content[name]; m != nil {
			collect(m.Schema.Value, members)
		}
	}
	for name, value := range map[string]any{"body": "wg", "member": "aland", "lead": "aland", "leads": all("aland"), "supporting": all("vnm"), "partners": all("gland"), "predecessor": nil,
		"meeting": "wg-1", "objective": 1, "number": nil, "ref": nil, "corrects": nil, "completed_on": nil, "effective_on": "2024-02-28", "endorsed_on": "2024-02", "audience": "members",
		"bindings": []any{}, "evidence": []any{}, "items": []any{map[string]any{"title": "One of many"}}} {
		if _, ok := members[name]; ok {
			members[name] = value
		}
	}
	return members
}

func collect(s *openapi3.Schema, into map[string]any) {
	for _, part := range s.AllOf {
		collect(part.Value, into)
	}
	for name, p := range s.Properties {
		into[name] = "x"
		if len(p.Value.Examples) > 0 {
			into[name] = p.Value.Examples[0]
		}
	}
}

// throw sends a request and holds the answer to what every answer must be: never of our fault, a problem where it refuses, and then nothing stored.
func (w *world) throw(in rawRequest) (status int) {
	w.Helper()
	r := httptest.NewRequest(in.method, "/", strings.NewReader(in.body))
	address := Base + in.path
	if in.query != "" {
		address += "?" + in.query
	}
	if aim(r, address) != nil {
		return 0 // no server would hand this on
	}
	r.Header = in.header.Clone()
	if r.Header.Get("Authorization") == "" {
		r.Header.Set("Authorization", "Bearer "+w.tokens[in.as])
	}
	before := w.stored()
	a := w.serve(r)
	switch {
	case a.StatusCode >= 500:
		w.Errorf("%s %s %v %q: %d\nlogged: %s", in.method, address, in.header, shortened(in.body), a.StatusCode, w.logged.String())
	case a.StatusCode >= 400:
		if err := isProblem(a); err != nil {
			w.Errorf("%s %s %v %q: %v\n%s", in.method, address, in.header, shortened(in.body), err, shortened(a.text))
		}
		if leak := inside.FindString(a.text); leak != "" {
			w.Errorf("%s %s %q: the answer tells of the inside (%s): %s", in.method, address, shortened(in.body), leak, shortened(a.text))
		}
		if after := w.stored(); after != before {
			w.Errorf("%s %s %q: refused with %d, but something was stored", in.method, address, shortened(in.body), a.StatusCode)
		}
	}
	return a.StatusCode
}

func TestMalformedRequestsAreRefusedAndNothingElse(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		r := rand.New(rand.NewPCG(2024, 3))
		list, seen := operations(), map[int]int{}
		for n := range 5200 {
			seen[w.throw(perhapsBroken(list[n%len(list)], r))]++
		}
		for _, status := range []int{200, 201, 400, 401, 403, 404, 409, 412, 415, 422, 428} {
			if seen[status] == 0 {
				t.Errorf("the corpus misses its mark: no answer %d among %v", status, seen)
			}
		}
		w.auditHead() // every chain is whole
	})
}

// FuzzRequests throws anything at all. Each worker has a world of its own and runs one request at a time.
func FuzzRequests(f *testing.F) {
	w := newWorld(f, storetest.Open(f, "sqlite"), Config{}, false)
	theGroup(w)
	list := operations()
	for n := range list {
		f.Add(uint8(n), "/plans/wg-2024/items/1.1", "status=planned&sort=-due", `{"title":"x"}`, `"1-0000000000000000"`)
	}
	f.Add(uint8(0), "/%2e%2e/%ff", "q=%00&as_of=meeting:", "{\"a\":\"\xff\"}", "W/\"")
	f.Fuzz(func(t *testing.T, n uint8, path, query, body, header string) {
		o := list[int(n)%len(list)]
		in := rawRequest{as: "chair", method: o.method, path: path, query: query, body: body, header: http.Header{"Content-Type": {mimeJSON}, "If-Match": {header}, "Idempotency-Key": {header}}}
		if !strings.HasPrefix(path, "/") {
			in.path = present(o)
		}
		w.TB = t
		w.throw(in)
	})
}
