package api

import (
	"bytes"
	"cmp"
	_ "embed"
	"html/template"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/labstack/echo/v4"
)

//go:embed reference.html
var referenceHTML string

var referenceTemplate = template.Must(template.New("reference").Funcs(template.FuncMap{"inline": inline, "breakable": breakable}).Parse(referenceHTML))

// reference is what the reference says, all of it from the published OpenAPI document, but for the list of problem types, which is that of their pages. It
// is a page about the API as a whole, a page for the operations of each tag, and one for the schemas, so that none is too large for a bad line.
type reference struct {
	Title, Version, Address, Base string
	Prose                         []proseSection
	Refusals                      []referenceRefusal
	Groups                        []referenceGroup
	Schemas                       []referenceSchema
}

// referenceRefusal is a status with the problem types that have it.
type referenceRefusal struct {
	Status int
	Types  []pageType
}

// referenceGroup holds the operations of a tag.
type referenceGroup struct {
	Name, Anchor, Path, Description string
	Operations                      []referenceOperation
}

type referenceOperation struct {
	ID, Method, Path, Summary, Description string
	Places                                 []referencePlace
	Body                                   *referenceBody
	Answers                                []referenceAnswer
	Refusals                               []referenceAnswer
	Curl                                   string
}

// referencePlace holds the parameters of one place: path, query or header.
type referencePlace struct {
	Name   string
	Fields []referenceField
}

type referenceBody struct {
	Description string
	Required    bool
	Media       []string
	Type        []typePart
	Schema      referenceSchema
}

// referenceAnswer is what a status says, with the members of the answer and of its rows, if it has a body. Files are the media types in which
// the same comes as a file.
type referenceAnswer struct {
	Status, Description, Media string
	Files                      []string
	Type                       []typePart
	Schemas                    []referenceSchema
	Example                    string
}

// referencePage is one page of the reference: of the operations of a group, of the schemas, or else of the API as a whole.
type referencePage struct {
	reference
	Group   *referenceGroup
	OfTypes bool
}

// referencePages are the addresses of the reference with what each serves. The pages are made once, when one is first asked for; address is that of the
// service, "" where it is not known.
func referencePages(address string) map[string]echo.HandlerFunc {
	made := sync.OnceValue(func() map[string]echo.HandlerFunc {
		r, pages := readSpec().reference(cmp.Or(address, "https://plans.example.org")), map[string]echo.HandlerFunc{}
		pages["/docs"] = document(mimeHTML, referencePage{reference: r}.render())
		pages["/docs/schemas"] = document(mimeHTML, referencePage{reference: r, OfTypes: true}.render())
		for n := range r.Groups {
			pages[r.Groups[n].Path] = document(mimeHTML, referencePage{reference: r, Group: &r.Groups[n]}.render())
		}
		return pages
	})
	paths := []string{"/docs", "/docs/schemas"}
	for _, tag := range readSpec().Tags {
		paths = append(paths, groupPath(tag.Name))
	}
	handlers := map[string]echo.HandlerFunc{}
	for _, at := range paths {
		handlers[at] = func(c echo.Context) error { return made()[at](c) }
	}
	return handlers
}

// groupPath is the address of the operations of a tag.
func groupPath(tag string) string { return "/docs/" + strings.ReplaceAll(tag, " ", "-") }

// render panics only when the embedded template does not fit the page, which every test of it would show.
func (p referencePage) render() []byte {
	var b bytes.Buffer
	if err := referenceTemplate.Execute(&b, p); err != nil {
		panic("reference.html: " + err.Error())
	}
	return b.Bytes()
}

// base is the path under which the operations stand.
func (s *spec) base() string { return s.Servers[0].URL }

func (s *spec) reference(address string) reference {
	r := reference{Title: s.Info.Title, Version: s.Info.Version, Address: address, Base: s.base(), Prose: prose(s.Info.Description), Refusals: refusals()}
	for _, tag := range s.Tags {
		r.Groups = append(r.Groups, referenceGroup{strings.ToUpper(tag.Name[:1]) + tag.Name[1:], "tag-" + tag.Name, groupPath(tag.Name), tag.Description, s.operationsOf(tag.Name)})
	}
	for _, name := range slices.Sorted(maps.Keys(s.Components.Schemas)) {
		r.Schemas = append(r.Schemas, s.schemaOf(name))
	}
	return r
}

// refusals lists the problem types by status.
func refusals() []referenceRefusal {
	var list []referenceRefusal
	for _, t := range sortedProblemTypes() {
		if n := len(list); n == 0 || list[n-1].Status != t.Status {
			list = append(list, referenceRefusal{Status: t.Status})
		}
		list[len(list)-1].Types = append(list[len(list)-1].Types, t)
	}
	return list
}

// methodOrder is the order in which the operations of an address are shown.
var methodOrder = []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete}

// operationsOf describes the operations of a tag by address.
func (s *spec) operationsOf(tag string) []referenceOperation {
	var list []referenceOperation
	for _, path := range slices.Sorted(maps.Keys(s.Paths)) {
		for _, method := range methodOrder {
			if o, ok := s.Paths[path][strings.ToLower(method)]; ok && slices.Contains(o.Tags, tag) {
				list = append(list, s.operation(method, path, o))
			}
		}
	}
	return list
}

func (s *spec) operation(method, path string, o specOperation) referenceOperation {
	out := referenceOperation{ID: o.OperationID, Method: method, Path: s.base() + path, Summary: o.Summary, Description: o.Description, Curl: s.curl(method, path, o)}
	for _, place := range []string{"path", "query", "header"} {
		if fields := s.parametersIn(place, o); len(fields) > 0 {
			out.Places = append(out.Places, referencePlace{place, fields})
		}
	}
	if b := o.RequestBody; b != nil {
		schema := b.Content[b.preferred()].Schema
		out.Body = &referenceBody{b.Description, b.Required, slices.Sorted(maps.Keys(b.Content)), s.typeOf(&schema), s.schemaOf(schema.named())}
	}
	for _, status := range slices.Sorted(maps.Keys(o.Responses)) {
		if answer := s.answer(status, o.Responses[status]); status < "400" {
			out.Answers = append(out.Answers, answer)
		} else {
			out.Refusals = append(out.Refusals, answer)
		}
	}
	return out
}

// parametersIn describes the parameters of a place. A list is sent as one text.
func (s *spec) parametersIn(place string, o specOperation) []referenceField {
	var fields []referenceField
	for _, p := range o.Parameters {
		if p.In != place {
			continue
		}
		f := s.field(p.Name, mark(true, p.Required), &p.Schema, p.Description, p.Example)
		if f.Several {
			f.Limits = append(f.Limits, "separated by commas")
		}
		fields = append(fields, f)
	}
	return fields
}

// answer describes an answer. Where it is a page of rows, the members of a row follow those of the page.
func (s *spec) answer(status string, b specBody) referenceAnswer {
	out := referenceAnswer{Status: status, Description: b.Description}
	for _, media := range slices.Sorted(maps.Keys(b.Content)) {
		schema := b.Content[media].Schema
		if schema.Format == "binary" {
			out.Files = append(out.Files, media)
			continue
		}
		if out.Media, out.Type = media, s.typeOf(&schema); media != mimeJSON {
			continue
		}
		out.Example = s.answerExample(&schema)
		out.Schemas = []referenceSchema{s.schemaOf(schema.named())}
		if rows := s.resolve(&schema).Properties["data"]; rows != nil && rows.Items != nil && rows.Items.named() != "" {
			out.Schemas = append(out.Schemas, s.schemaOf(rows.Items.named()))
		}
	}
	return out
}
