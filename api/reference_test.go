package api

import (
	"cmp"
	"encoding/json"
	"fmt"
	"html"
	"maps"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fwptracker/docs"
	"fwptracker/internal/store/storetest"
)

// referenceTexts are the pages of the reference as a browser gets them, by their addresses: those to which the first leads.
func referenceTexts(t *testing.T) map[string]string {
	t.Helper()
	w := newWorld(t, storetest.Open(t, "sqlite"), Config{PublicURL: "https://plans.example.int"}, false)
	texts := map[string]string{}
	for waiting := []string{"/docs"}; len(waiting) > 0; waiting = waiting[1:] {
		at := waiting[0]
		if _, seen := texts[at]; seen {
			continue
		}
		a := w.serve(httptest.NewRequest("GET", at, nil))
		if policy := a.Header.Get("Content-Security-Policy"); a.StatusCode != 200 || policy != pagePolicy || strings.Contains(policy, "unsafe") {
			t.Errorf("%s: %d under the policy %q", at, a.StatusCode, policy)
		}
		texts[at] = a.text
		for _, m := range regexp.MustCompile(` href="(/docs/[a-z-]+)["#]`).FindAllStringSubmatch(a.text, -1) {
			if m[1] != "/docs/try" {
				waiting = append(waiting, m[1])
			}
		}
	}
	return texts
}

// referenceText is all of the reference.
func referenceText(t *testing.T) string {
	t.Helper()
	return strings.Join(slices.Collect(maps.Values(referenceTexts(t))), "\n")
}

// ofOperation is the part of the page about an operation, without its markup.
func ofOperation(page, id string) string {
	_, part, _ := strings.Cut(page, `<section class="operation" id="`+id+`"`)
	part, _, _ = strings.Cut(part, "</section>")
	return unmarked(part)
}

func unmarked(markup string) string {
	return html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(markup, ""))
}

func TestReferenceSaysAllOfEveryOperation(t *testing.T) {
	t.Parallel()
	page := referenceText(t)
	for _, o := range operations() {
		text := ofOperation(page, o.OperationID)
		want := []string{o.method, Base + o.path, o.Summary, o.Description, "$FWP" + Base}
		for _, p := range o.Parameters {
			want = append(want, p.Value.Name, p.Value.Description, "In the "+p.Value.In)
		}
		if o.RequestBody != nil {
			want = append(want, o.RequestBody.Value.Description)
			for media, body := range o.RequestBody.Value.Content {
				want = append(want, media)
				want = slices.AppendSeq(want, maps.Keys(body.Schema.Value.Properties))
			}
		}
		for status, r := range o.Responses.Map() {
			want = append(want, status)
			for media, body := range r.Value.Content {
				want = append(want, media, strings.TrimPrefix(body.Schema.Ref, "#/components/schemas/"))
			}
		}
		for _, part := range want {
			if !strings.Contains(text, strings.ReplaceAll(part, "`", "")) {
				t.Errorf("%s: the page does not say %q", o.OperationID, part)
			}
		}
	}
}

func TestReferenceSaysAllOfEverySchema(t *testing.T) {
	t.Parallel()
	page := referenceText(t)
	for name, s := range contract().Components.Schemas {
		_, part, _ := strings.Cut(page, `<section class="schema" id="schema-`+name+`"`)
		part, _, _ = strings.Cut(part, "</section>")
		text := unmarked(part)
		want := []string{name, s.Value.Description}
		for property, p := range s.Value.Properties {
			want = append(want, property)
			if p.Ref == "" {
				want = append(want, p.Value.Description, p.Value.Format)
			}
		}
		for _, value := range s.Value.Enum {
			want = append(want, fmt.Sprint(value))
		}
		for _, line := range want {
			if !strings.Contains(text, line) {
				t.Errorf("%s: the page does not say %q", name, line)
			}
		}
	}
}

func TestReferenceLinksLeadSomewhereAndNeedNoScript(t *testing.T) {
	t.Parallel()
	pages, ids := referenceTexts(t), map[string]bool{}
	for at, page := range pages {
		for _, m := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(page, -1) {
			if ids[at+"#"+m[1]] {
				t.Errorf("%s: the id %s stands twice", at, m[1])
			}
			ids[at+"#"+m[1]] = true
		}
		for _, part := range []string{"<script", " style=", " onclick=", "ZgotmplZ"} {
			if strings.Contains(page, part) {
				t.Errorf("%s has %s", at, part)
			}
		}
		if len(page) > 800_000 {
			t.Errorf("%s has %d bytes, too many for a bad line", at, len(page))
		}
	}
	for at, page := range pages {
		for _, m := range regexp.MustCompile(` href="((?:/docs[^"#]*)?)#([^"]*)"`).FindAllStringSubmatch(page, -1) {
			if to := cmp.Or(m[1], at) + "#" + m[2]; !ids[to] {
				t.Errorf("%s: a link leads to %s, which is not there", at, to)
			}
		}
	}
	for slug := range problemTypes {
		if !strings.Contains(pages["/docs"], `href="/problems/`+slug+`"`) {
			t.Errorf("no link leads to /problems/%s", slug)
		}
	}
	for _, o := range operations() {
		if !ids["/docs#"+o.OperationID] {
			t.Errorf("/docs#%s leads nowhere", o.OperationID)
		}
	}
	if !strings.Contains(pages["/docs"], "export FWP=https://plans.example.int") {
		t.Error("the page does not know the address of the service")
	}
}

// spoken are the keywords of schemas that the page knows, and those that say nothing to its readers.
var spoken = strings.Fields("$ref type format pattern description enum examples anyOf items properties required default minimum maximum maxLength x-enum-varnames x-go-name")

func TestReferenceKnowsEveryKeywordOfTheDescription(t *testing.T) {
	t.Parallel()
	var raw struct {
		Components struct{ Schemas map[string]any }
		Paths      map[string]map[string]struct{ Parameters []struct{ Schema any } }
	}
	if err := json.Unmarshal(docs.OpenAPI, &raw); err != nil {
		t.Fatal(err)
	}
	for name, schema := range raw.Components.Schemas {
		checkKeywords(t, name, schema)
	}
	for path, methods := range raw.Paths {
		for method, o := range methods {
			for _, p := range o.Parameters {
				checkKeywords(t, method+" "+path, p.Schema)
			}
		}
	}
}

func checkKeywords(t *testing.T, at string, schema any) {
	t.Helper()
	for keyword, value := range schema.(map[string]any) {
		if !slices.Contains(spoken, keyword) {
			t.Errorf("%s: the reference page passes over %s", at, keyword)
		}
		switch keyword {
		case "items":
			checkKeywords(t, at+" items", value)
		case "anyOf":
			for _, one := range value.([]any) {
				checkKeywords(t, at+" anyOf", one)
			}
		case "properties":
			for name, one := range value.(map[string]any) {
				checkKeywords(t, at+"."+name, one)
			}
		}
	}
}

func TestExamplesFitTheirSchemas(t *testing.T) {
	t.Parallel()
	s := readSpec()
	for name := range contract().Components.Schemas {
		schema := &specSchema{Ref: "#/components/schemas/" + name}
		for _, text := range []string{s.answerExample(schema), s.requestExample(schema, false), s.requestExample(schema, true)} {
			var value any
			if err := json.Unmarshal([]byte(text), &value); err != nil {
				t.Errorf("%s: %v", name, err)
			} else if err := contract().Components.Schemas[name].Value.VisitJSON(value); err != nil {
				t.Errorf("%s: %v\n%s", name, err, text)
			}
		}
	}
}

func TestProse(t *testing.T) {
	t.Parallel()
	got := prose("One `a_b` and\nc_d.\n\n## Then this\n\n- first\n- second & third\n\nLast.\n")
	if len(got) != 2 || got[0].Heading != "" || got[1].Heading != "Then this" || got[1].Anchor != "then-this" || len(got[1].Blocks) != 2 ||
		!slices.Equal(got[1].Blocks[0].List, []string{"first", "second & third"}) || got[1].Blocks[1].Text != "Last." {
		t.Errorf("%+v", got)
	}
	if got := inline(got[0].Blocks[0].Text + " 1 < 2"); got != "One <code>a_b</code> and\n<code>c_d</code>. 1 &lt; 2" {
		t.Errorf("%s", got)
	}
}

// Generators of Go clients call the content of a request body, so that a path parameter of that name needs another one.
func TestNoParameterIsTakenForTheContentOfARequest(t *testing.T) {
	t.Parallel()
	var raw struct {
		Paths map[string]map[string]struct {
			Parameters []struct {
				Name, In string
				GoName   string `json:"x-go-name"`
			}
		}
	}
	if err := json.Unmarshal(docs.OpenAPI, &raw); err != nil {
		t.Fatal(err)
	}
	seen := 0
	for path, methods := range raw.Paths {
		for method, o := range methods {
			for _, p := range o.Parameters {
				if p.Name != "body" || p.In != "path" {
					continue
				}
				if seen++; p.GoName == "" {
					t.Errorf("%s %s: the path parameter body has no x-go-name", method, path)
				}
			}
		}
	}
	if seen == 0 {
		t.Error("no path has the parameter body")
	}
}
