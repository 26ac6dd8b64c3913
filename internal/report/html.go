package report

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"

	"fwptracker/internal/language"
	"fwptracker/internal/workplan"
)

//go:embed report.html
var pageText string

//go:embed report.css
var pageStyle string

// PagePolicy is the content security policy of the page: it needs nothing but its own style.
var PagePolicy = policyFor(pageStyle)

func policyFor(style string) string {
	return "default-src 'none'; style-src '" + hashOf(style) + "'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
}

// PolicyOf is the content security policy of a page that was written before, by whatever version of the program: it lets in the one style that
// the page begins with.
func PolicyOf(page []byte) string {
	_, rest, _ := strings.Cut(string(page), "<style>")
	style, _, _ := strings.Cut(rest, "</style>")
	return policyFor(style)
}

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

var pageTemplate = template.Must(template.New("report").Funcs(template.FuncMap{
	"kind":  func(b block) string { return strings.TrimPrefix(fmt.Sprintf("%T", b), "report.") },
	"style": func() template.CSS { return template.CSS(pageStyle) },
	"svg":   func(f figure, id string) template.HTML { return template.HTML(svg(f, id)) },
}).Parse(pageText))

// page is a document as the template takes it: sections, each upright or landscape.
type page struct {
	document
	Sections []section
}

type section struct {
	Landscape bool
	Blocks    []block
}

// renderHTML writes the report as a page.
func renderHTML(w io.Writer, r workplan.CompletionReport, o Options) error {
	return writeHTML(w, compose(r, voice{o.Language}))
}

// WriteFragment writes the report in a language as part of a page that has a frame, a style and a first heading of its own: its contents, then its sections, headed from the
// second level down. Nothing in it is set inline, but for the colours of charts.
func WriteFragment(w io.Writer, r workplan.CompletionReport, l *language.Language) error {
	return pageTemplate.ExecuteTemplate(w, "fragment", paged(compose(r, voice{l})))
}

// writeHTML writes a document as a page that needs no other file and prints well on A4.
func writeHTML(w io.Writer, d document) error {
	return pageTemplate.Execute(w, paged(d))
}

// paged parts a document into its sections.
func paged(d document) page {
	p := page{document: d, Sections: []section{{}}}
	for _, b := range d.blocks {
		if t, ok := b.(turn); ok {
			p.Sections = append(p.Sections, section{Landscape: t.Landscape})
			continue
		}
		last := &p.Sections[len(p.Sections)-1]
		last.Blocks = append(last.Blocks, b)
	}
	return p
}

// The template asks for these.

// Said is a text of the page.
func (p page) Said(key string) string { return p.t(key) }

// Tag is the language of the document as in BCP 47.
func (p page) Tag() string { return p.speaks().Tag }

// Title is the document's own, Name that of the browser's tab.
func (p page) Title() string { return p.title }

// Subtitle names the plan and body.
func (p page) Subtitle() string { return p.subtitle }

// Name is what the browser's tab and the printed file are called.
func (p page) Name() string { return p.title + ": " + p.about.subject }

// Contents are the headings of the first level.
func (p page) Contents() []heading {
	var list []heading
	for _, b := range p.blocks {
		if h, ok := b.(heading); ok && h.Level == 1 {
			list = append(list, h)
		}
	}
	return list
}
