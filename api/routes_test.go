package api

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"fwptracker/internal/workplan"
)

var pathParam = regexp.MustCompile(`:(\w+)`)

func TestRouteTableAndDescriptionNameTheSameOperations(t *testing.T) {
	t.Parallel()
	served, described := map[string]bool{}, map[string]bool{}
	for _, r := range (&API{}).routes() {
		served[r.method+" "+pathParam.ReplaceAllString(r.path, "{$1}")] = true
	}
	for _, o := range operations() {
		described[o.method+" "+o.path] = true
	}
	for line := range served {
		if !described[line] {
			t.Errorf("%s is served but not described", line)
		}
	}
	for line := range described {
		if !served[line] {
			t.Errorf("%s is described but not served", line)
		}
	}
	if servers := contract().Servers; len(servers) != 1 || servers[0].URL != Base {
		t.Errorf("the description stands under %v, not %s", servers, Base)
	}
}

// named are the parameters that hold what people call things: no code of a thing may be a word that stands there in another address.
var named = map[string]bool{":plan": true, ":body": true, ":member": true, ":meeting": true, ":user": true}

func TestNoAddressUsesAWordThatCanBeACode(t *testing.T) {
	t.Parallel()
	routes := (&API{}).routes()
	for _, r := range routes {
		parts := strings.Split(r.path, "/")
		for n, part := range parts {
			for _, other := range routes {
				if beside := strings.Split(other.path, "/"); n < len(beside) && named[beside[n]] && slices.Equal(parts[:n], beside[:n]) && !strings.HasPrefix(part, ":") && !slices.Contains(workplan.ReservedWords, part) {
					t.Errorf("%s has %q where %s has a code; take it into workplan.ReservedWords", r.path, part, other.path)
				}
			}
		}
	}
}

func TestEveryOperationIsDescribedInFull(t *testing.T) {
	t.Parallel()
	ids, tags := map[string]string{}, map[string]bool{}
	for _, tag := range contract().Tags {
		tags[tag.Name] = tag.Description != ""
	}
	verb := regexp.MustCompile(`^(list|get|download|create|edit|remove|endorse|post|issue|revoke|end|waive|withdraw|amend|preview|compare|carry|close|reopen|answer|takeBack|add|record|adopt|cancel|remind|open|propose|support|accept|merge|defer|decline|move)[A-Z][A-Za-z]+$`)
	for _, o := range operations() {
		name := o.method + " " + o.path
		if other := ids[o.OperationID]; other != "" || !verb.MatchString(o.OperationID) {
			t.Errorf("%s: the id %q is no short verb, or that of %q too", name, o.OperationID, other)
		}
		ids[o.OperationID] = name
		if len(o.Tags) != 1 || !tags[o.Tags[0]] {
			t.Errorf("%s: tags %v; want one that is described", name, o.Tags)
		}
		if o.Summary == "" || o.Description == "" || o.Summary == o.Description {
			t.Errorf("%s lacks a summary or description", name)
		}
		if o.Security == nil || len(*o.Security) != 1 || (*o.Security)[0]["BearerAuth"] == nil {
			t.Errorf("%s: security %v; no operation is public", name, o.Security)
		}
		for _, status := range answersOf(o) {
			r := o.Responses.Map()[status]
			if r == nil {
				t.Errorf("%s does not document %s", name, status)
			} else if r.Value.Content[mimeProblem] == nil || len(r.Value.Content) != 1 {
				t.Errorf("%s: the answer %s is not a problem alone", name, status)
			}
		}
		for _, p := range o.Parameters {
			if p.Value.Description == "" || p.Value.Schema == nil {
				t.Errorf("%s: the parameter %s is not described", name, p.Value.Name)
			}
		}
	}
}

// answersOf lists the refusals that an operation must document by what it is.
func answersOf(o operation) []string {
	want := strings.Fields("400 401 422 429 500 503")
	if o.OperationID != "getMe" {
		want = append(want, "403")
	}
	if o.RequestBody != nil {
		want = append(want, "413", "415")
	}
	if p := o.Parameters.GetByInAndName("header", "If-Match"); p != nil {
		want = append(want, "412")
		if p.Required {
			want = append(want, "428")
		}
	}
	if strings.Contains(o.path, "{") {
		want = append(want, "404")
	}
	return want
}

func TestEveryMomentIsADateTimeAndEveryDayADate(t *testing.T) {
	t.Parallel()
	for name, s := range contract().Components.Schemas {
		for property, p := range s.Value.Properties {
			switch format := p.Value.Format; {
			case strings.HasSuffix(property, "_at") && format != "date-time":
				t.Errorf("%s.%s has the format %q", name, property, format)
			case (property == "as_of" || property == "due_on" || property == "effective_on") && format != "date":
				t.Errorf("%s.%s has the format %q", name, property, format)
			}
			if p.Ref == "" && len(p.Value.AllOf) == 0 && p.Value.Type == nil && p.Value.AnyOf == nil {
				t.Errorf("%s.%s has no type", name, property)
			}
		}
	}
}

func TestDescribedQueryParametersAreThoseThatAreTaken(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		for _, o := range operations() {
			described := []string{}
			for _, p := range o.Parameters {
				if p.Value.In == openapi3.ParameterInQuery {
					described = append(described, p.Value.Name)
				}
			}
			slices.Sort(described)
			if got := w.parametersOf(o); !slices.Equal(got, described) {
				t.Errorf("%s takes %v, but the description says %v", o.OperationID, got, described)
			}
		}
	})
}

// parametersOf asks an operation for its query parameters: what it does not know it refuses, and names those that it knows.
func (w *world) parametersOf(o operation) []string {
	w.Helper()
	body := ""
	if o.RequestBody != nil {
		body = "{}"
	}
	a := w.send("admin", o.method, present(o)+"?surely_unknown=1", body, "If-Match", `"1-0000000000000000"`)
	var p Problem
	w.parse(a, &p)
	if a.StatusCode != 422 || len(p.Errors) == 0 || p.Errors[0].Pointer != "?surely_unknown" {
		w.Errorf("%s takes an unknown parameter: %d %s", o.OperationID, a.StatusCode, a.text)
		return nil
	}
	_, names, _ := strings.Cut(p.Errors[0].Message, "allowed are ")
	known := []string{}
	for name := range strings.SplitSeq(names, ", ") {
		if name != "" {
			known = append(known, name)
		}
	}
	slices.Sort(known)
	return known
}

// present is an address of the operation at which theGroup has something.
func present(o operation) string {
	path := strings.Replace(o.path, "/offers/{member}", "/offers/bland", 1)
	for name, value := range map[string]string{"body": "wg", "member": "aland", "meeting": "wg-1", "plan": "wg-2024", "ref": "1.1", "number": "1",
		"user": "lead", "token": "none", "format": "json", "entry": "1", "offer": "1"} {
		path = strings.ReplaceAll(path, "{"+name+"}", value)
	}
	return path
}

func TestEveryAddressAnswersHeadAndOptionsAndNamesItsMethods(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		w.tokens["lead"] = w.token("lead", 0, "read", "tokens", "audit", "users")
		methods := map[string][]string{}
		for _, o := range operations() {
			methods[present(o)] = append(methods[present(o)], o.method)
		}
		for _, path := range slices.Sorted(maps.Keys(methods)) {
			offered := methods[path]
			if slices.Contains(offered, "GET") {
				got, head := w.send("chair", "GET", path, ""), w.send("chair", "HEAD", path, "")
				if head.StatusCode != got.StatusCode || head.Header.Get("Etag") != got.Header.Get("Etag") || head.Header.Get("Content-Length") != fmt.Sprint(len(got.text)) &&
					got.StatusCode == 200 {
					t.Errorf("HEAD %s: %d %v, GET: %d %v", path, head.StatusCode, head.Header, got.StatusCode, got.Header)
				}
			}
			options, put := w.send("chair", "OPTIONS", path, ""), w.send("chair", "PUT", path, "{}")
			if options.StatusCode != 204 || put.StatusCode != 405 {
				t.Errorf("%s: OPTIONS %d, PUT %d", path, options.StatusCode, put.StatusCode)
			}
			for _, method := range offered {
				if !strings.Contains(options.Header.Get("Allow"), method) || !strings.Contains(put.Header.Get("Allow"), method) || !strings.Contains(put.text, method) {
					t.Errorf("%s: Allow is %q and %q, without %s", path, options.Header.Get("Allow"), put.Header.Get("Allow"), method)
				}
			}
		}
		w.play(scenario{as: "chair", req: "GET /nothing", want: 404, problem: "not-found"},
			scenario{as: "chair", req: "GET /plans/%00", want: 404},
			scenario{as: "chair", req: "GET /plans/%ff", want: 404},
			scenario{as: "chair", req: "GET /plans/wg-2024/", want: 404})
	})
}
