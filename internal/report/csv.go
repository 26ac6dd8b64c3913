package report

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"fwptracker/internal/workplan"
)

// itemColumns are the columns of the table of items, for programs and spreadsheets: values as the API gives them, not words.
var itemColumns = []struct {
	name  string
	value func(r workplan.CompletionReport, i workplan.ReportItem) string
}{
	{"plan", func(r workplan.CompletionReport, _ workplan.ReportItem) string { return r.Plan.Code }},
	{"ref", func(_ workplan.CompletionReport, i workplan.ReportItem) string { return i.Item.Ref }},
	{"objective", func(_ workplan.CompletionReport, i workplan.ReportItem) string { return orEmpty(i.Item.Objective) }},
	{"title", func(_ workplan.CompletionReport, i workplan.ReportItem) string { return i.Item.Title }},
	{"nature", func(_ workplan.CompletionReport, i workplan.ReportItem) string { return string(i.Item.Nature) }},
	{"status", func(_ workplan.CompletionReport, i workplan.ReportItem) string { return string(i.Item.Status) }},
	{"status_since", func(_ workplan.CompletionReport, i workplan.ReportItem) string { return string(i.Item.StatusSince) }},
	{"health", func(_ workplan.CompletionReport, i workplan.ReportItem) string { return string(i.Item.Health) }},
	{"leads", func(r workplan.CompletionReport, i workplan.ReportItem) string {
		return strings.Join(names(r, i.Item.Leads), "; ")
	}},
	{"supporting", func(r workplan.CompletionReport, i workplan.ReportItem) string {
		return strings.Join(names(r, i.Item.Supporting), "; ")
	}},
	{"partners", func(r workplan.CompletionReport, i workplan.ReportItem) string {
		return strings.Join(names(r, i.Item.Partners), "; ")
	}},
	{"topics", func(_ workplan.CompletionReport, i workplan.ReportItem) string {
		return strings.Join(i.Item.Topics, "; ")
	}},
	{"expected_output", func(_ workplan.CompletionReport, i workplan.ReportItem) string { return i.Item.ExpectedOutput }},
	{"due", func(_ workplan.CompletionReport, i workplan.ReportItem) string { return string(i.Item.Due) }},
	{"due_on", func(_ workplan.CompletionReport, i workplan.ReportItem) string { return string(i.Item.DueOn()) }},
	{"overdue_days", func(_ workplan.CompletionReport, i workplan.ReportItem) string { return strconv.Itoa(i.OverdueDays) }},
	{"completed_on", func(_ workplan.CompletionReport, i workplan.ReportItem) string { return string(i.Item.CompletedOn) }},
	{"late", func(_ workplan.CompletionReport, i workplan.ReportItem) string { return strconv.FormatBool(i.Late) }},
	{"planned_completion", func(_ workplan.CompletionReport, i workplan.ReportItem) string {
		return string(i.Item.PlannedCompletion)
	}},
	{"last_reported_on", func(_ workplan.CompletionReport, i workplan.ReportItem) string { return string(i.Item.LastReportedOn) }},
	{"silent", func(_ workplan.CompletionReport, i workplan.ReportItem) string { return strconv.FormatBool(i.Silent) }},
	{"done", latest(func(u workplan.StatusUpdate) string { return u.Done })},
	{"next_steps", latest(func(u workplan.StatusUpdate) string { return u.NextSteps })},
	{"openings", latest(func(u workplan.StatusUpdate) string { return u.Openings })},
	{"evidence", latest(func(u workplan.StatusUpdate) string {
		var links []string
		for _, l := range u.Evidence {
			links = append(links, l.Title+" <"+l.URL+">")
		}
		return strings.Join(links, "; ")
	})},
	{"reason", func(_ workplan.CompletionReport, i workplan.ReportItem) string {
		if i.StatusSetBy == nil {
			return ""
		}
		return i.StatusSetBy.Reason
	}},
}

// latest reads from the latest report on an item, where there is one.
func latest(of func(workplan.StatusUpdate) string) func(workplan.CompletionReport, workplan.ReportItem) string {
	return func(_ workplan.CompletionReport, i workplan.ReportItem) string {
		if i.Latest == nil {
			return ""
		}
		return of(*i.Latest)
	}
}

func orEmpty(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// renderCSV writes the table of items (RFC 4180), each item once in the order of the plan.
func renderCSV(w io.Writer, r workplan.CompletionReport, o Options) error {
	if o.BOM {
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return err
		}
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	row := make([]string, len(itemColumns))
	for n, c := range itemColumns {
		row[n] = c.name
	}
	if err := out.Write(row); err != nil {
		return err
	}
	for _, i := range r.Items {
		for n, c := range itemColumns {
			row[n] = inert(c.value(r, i))
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// inert keeps a spreadsheet from taking a text for a formula: an apostrophe before it says that it is text.
func inert(s string) string {
	if s != "" && strings.ContainsAny(s[:1], "=+-@\t\r\n") {
		return "'" + s
	}
	return s
}
