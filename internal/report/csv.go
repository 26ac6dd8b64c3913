package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"fwptracker/internal/workplan"
)

// renderCSV writes the table of items (RFC 4180), each item once in the order of the plan, for programs and spreadsheets: values as the API gives
// them, not words.
func renderCSV(w io.Writer, r workplan.CompletionReport, o Options) error {
	columns := slices.DeleteFunc(slices.Clone(itemColumns), func(c itemColumn) bool { return c.name == "" })
	names := make([]string, len(columns))
	for n, c := range columns {
		names[n] = c.name
	}
	return writeCSV(w, o, names, func(yield func([]any) bool) {
		row := make([]any, len(columns))
		for _, i := range r.Items {
			for n, c := range columns {
				row[n] = c.value(english, r, i)
			}
			if !yield(row) {
				return
			}
		}
	})
}

// writeCSV writes a table under the names of its columns, values as the API gives them.
func writeCSV(w io.Writer, o Options, names []string, rows iter.Seq[[]any]) error {
	if o.BOM {
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return err
		}
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if err := out.Write(names); err != nil {
		return err
	}
	row := make([]string, len(names))
	for values := range rows {
		for n, v := range values {
			row[n] = inert(plainValue(v))
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// plainValue prints a value as the API gives it; of several, each stands after a semicolon.
func plainValue(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case []string:
		return strings.Join(v, "; ")
	case []workplan.Concern:
		codes := make([]string, len(v))
		for n, c := range v {
			codes[n] = string(c)
		}
		return strings.Join(codes, "; ")
	case workplan.Links:
		links := make([]string, len(v))
		for n, l := range v {
			links[n] = l.Title + " <" + l.URL + ">"
		}
		return strings.Join(links, "; ")
	default:
		return fmt.Sprint(v)
	}
}

// inert keeps a spreadsheet from taking a text for a formula: an apostrophe before it says that it is text.
func inert(s string) string {
	if s != "" && strings.ContainsAny(s[:1], "=+-@\t\r\n") {
		return "'" + s
	}
	return s
}
