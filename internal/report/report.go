// Package report renders one [workplan.CompletionReport], or one [workplan.Portfolio], in the forms people use. Nothing is reckoned here: whatever a form says, the value said
// before. What people read (a page, Word, PDF, Markdown) is set from one document of blocks, made by compose; what programs and spreadsheets read
// (CSV, XLSX) from the value itself.
package report

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"fwptracker/internal/language"
	"fwptracker/internal/workplan"
)

// Format is a form of the report: its name, which is also the extension of its files, and its media type.
type Format struct {
	Name      string
	MediaType string
	render    func(io.Writer, workplan.CompletionReport, Options) error
}

// Options of the forms. Language is that of the forms that people read, English where it is nil. BOM begins a CSV file with a byte order mark, by which some spreadsheets recognise UTF-8. Strict refuses a PDF that
// cannot show all of the report with a [ScriptError].
type Options struct {
	Language *language.Language
	BOM      bool
	Strict   bool
}

// Formats lists the forms, without JSON, which the API publishes itself.
var Formats = []Format{
	{"html", "text/html; charset=utf-8", renderHTML},
	{"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", renderDOCX},
	{"pdf", "application/pdf", renderPDF},
	{"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", renderXLSX},
	{"md", "text/markdown; charset=utf-8", renderMarkdown},
	{"csv", "text/csv; charset=utf-8", renderCSV},
}

// ErrFormat: there is no form of this name.
var ErrFormat = errors.New("no such format")

// Named finds a form by its name.
func Named(name string) (Format, error) {
	n := slices.IndexFunc(Formats, func(f Format) bool { return f.Name == name })
	if n < 0 {
		return Format{}, fmt.Errorf("%w: %q", ErrFormat, name)
	}
	return Formats[n], nil
}

// Render writes the report in the form. The same report gives the same bytes.
func (f Format) Render(w io.Writer, r workplan.CompletionReport, o Options) error {
	return f.render(w, r, o)
}

// FileName is what a file of the report is called.
func (f Format) FileName(r workplan.CompletionReport, o Options) string {
	if f.Name == "csv" || f.Name == "json" {
		o.Language = nil // they are the same in every language
	}
	return fileName(r, voice{o.Language}, "completion-report", f.Name)
}

// fileName is what a file about a report is called: plan, what it is, which edition, for whom, whether it is of a part only, the day as of which it
// stands, and its language where that is not English.
func fileName(r workplan.CompletionReport, v voice, what, form string) string {
	of := string(r.Audience)
	if r.Edition != nil {
		of = fmt.Sprintf("edition-%d-%s", r.Edition.Number, of)
	}
	if v.scopeWords(r) != "" {
		of += "-part"
	}
	name := fmt.Sprintf("%s-%s-%s-%s", r.Plan.Code, what, of, r.AsOf)
	if !v.inEnglish() {
		name += "-" + v.speaks().Tag
	}
	return name + "." + form
}
