package report

import (
	"archive/zip"
	"bytes"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"fwptracker/internal/workplan"
)

// hostile are texts that a spreadsheet could take for a formula or command, or that a file format could stumble over.
var hostile = []string{"", "plain", "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", `=HYPERLINK("https://evil.example","x")`, `=cmd|' /C calc'!A0`, "DDE(\"cmd\";\"/C calc\";\"x\")",
	"_x0041_", "a & b < c > \"d\"", "]]>", "two\nlines", "| pipe | *star* `tick`", "Tiếng Việt ẵ", "ไทย", "1. list", "# head", " spaces "}

// opened is the workbook of a report, with the values of its cells as stored.
func opened(t testing.TB, r workplan.CompletionReport) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(renderedAs(t, "xlsx", r)), excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// fullSource has an item of each kind: reported, corrected, continuing, withdrawn, and one whose dates are only partly known.
func fullSource() workplan.ReportSource {
	links := workplan.Links{{Title: "Guide", URL: "https://example.org/a b?x=1&y='2'"}, {Title: "Annex", URL: "https://example.org/annex"}}
	src := sourceOf(
		sourceItem{"1.2", workplan.ItemContent{Objective: 1, Title: "Guide", Leads: workplan.List{"aus", "vnm"}, Supporting: workplan.List{"idn"}, Due: "2024-Q1", Start: "2023",
			Topics: workplan.List{"training"}, ExpectedOutput: "A guide", Predecessors: workplan.List{"p-0/4"}},
			[]workplan.StatusUpdate{saidBy("2024-02-01", workplan.StatusInProgress, workplan.UpdateContent{Done: "Begun"}),
				saidBy("2024-05-20", workplan.StatusCompleted, workplan.UpdateContent{Done: "Adopted", CompletedOn: "2024-05", Evidence: links}),
				saidBy("2024-02-02", workplan.StatusInProgress, workplan.UpdateContent{Done: "Begun in February", Corrects: 1, CorrectionReason: "Month"})}},
		sourceItem{"1.10", workplan.ItemContent{Objective: 1, Leads: workplan.List{"idn"}, Due: "2024"},
			[]workplan.StatusUpdate{saidBy("2024-03-01", workplan.StatusInProgress, workplan.UpdateContent{NextSteps: "Go on", Openings: "Join", PlannedCompletion: "2025-Q1", Health: workplan.HealthAtRisk})}},
		sourceItem{"2.1", workplan.ItemContent{Objective: 2, Nature: workplan.NatureContinuing, Leads: workplan.List{"iom"}}, nil},
		sourceItem{"2.2", workplan.ItemContent{Objective: 2}, []workplan.StatusUpdate{saidBy("2024-04-01", workplan.StatusWithdrawn, workplan.UpdateContent{Reason: "funds"})}},
		sourceItem{"3", workplan.ItemContent{Due: "2024-03-31"}, nil})
	src.Successors = []workplan.Carried{{From: "p-1/1.10", To: "p-2/1.1", Title: "Next"}}
	src.Updates[2] = map[int]workplan.StatusUpdate{1: src.Updates[2][1]}
	return src
}

func fullReport() workplan.CompletionReport {
	src := fullSource()
	src.WithAnnex = true
	var before []workplan.ActionItem
	for _, i := range src.Items[:4] {
		i.Standing = workplan.ReplayUpdates(src.StatusChanges[i.ID], workplan.View{AsOf: "2024-03-15"})
		before = append(before, i)
	}
	src.Earlier = &workplan.EarlierState{AsOf: "2024-03-15", Plan: src.Plan, Items: before}
	return workplan.BuildReport(src)
}

func TestTheSheetsOfTheWorkbook(t *testing.T) {
	t.Parallel()
	for what, c := range map[string]struct {
		r    workplan.CompletionReport
		want []string
	}{
		"compared":     {fullReport(), []string{"Summary", "Attention", "Items", "Updates", "Then and now", "Changes", "Course"}},
		"not compared": {workplan.BuildReport(fullSource()), []string{"Summary", "Attention", "Items", "Updates", "Course"}},
		"empty":        {workplan.BuildReport(sourceOf()), []string{"Summary", "Items", "Updates"}},
	} {
		if diff := cmp.Diff(c.want, opened(t, c.r).GetSheetList()); diff != "" {
			t.Errorf("%s: %s", what, diff)
		}
	}
	empty := opened(t, workplan.BuildReport(sourceOf()))
	if v, _ := empty.GetCellValue("Items", "A2"); v != "The report has no items." {
		t.Errorf("the sheet of items of an empty plan says %q", v)
	}
	if note := valueAt(t, opened(t, workplan.BuildReport(fullSource())), "Summary", "Completion report", "Sheet Changes"); !strings.HasPrefix(note, "left out") {
		t.Errorf("that there is no comparison reads %q", note)
	}
}

// valueAt finds the value beside a label, or under a head in the row of a ref.
func valueAt(t *testing.T, f *excelize.File, workSheet, head, ref string) string {
	t.Helper()
	rows, err := f.GetRows(workSheet)
	if err != nil {
		t.Fatal(err)
	}
	at := max(slices.Index(rows[0], head), 0)
	if workSheet == "Summary" {
		at = 1
	}
	for _, row := range rows {
		if len(row) > at && row[0] == ref {
			return row[at]
		}
	}
	t.Fatalf("%s has no %s with a %s", workSheet, ref, head)
	return ""
}

// serial is how a workbook stores a day.
func serial(day string) string {
	d, _ := time.Parse("2006-01-02", day)
	return strconv.Itoa(int(d.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24))
}

func TestCellsAreOfTheirType(t *testing.T) {
	t.Parallel()
	f := opened(t, fullReport())
	for _, c := range []struct{ workSheet, head, ref, want string }{
		{"Items", "Item", "1.2", "Guide"}, {"Items", "Objective", "1.2", "Share | know"}, {"Items", "Leads", "1.2", "Australia; Việt Nam"}, {"Items", "Supporting", "1.2", "Indonesia"},
		{"Items", "Start (as given)", "1.2", "2023"}, {"Items", "Due (as given)", "1.2", "2024-Q1"}, {"Items", "Due, last day", "1.2", serial("2024-03-31")},
		{"Items", "Due, last day", "1.10", serial("2024-12-31")}, {"Items", "Due, last day", "2.2", ""}, {"Items", "Completed (as given)", "1.2", "2024-05"},
		{"Items", "Completed, last day", "1.2", serial("2024-05-31")}, {"Items", "Late", "1.2", "Yes"}, {"Items", "Late", "1.10", "No"}, {"Items", "Days overdue", "3", "91"},
		{"Items", "Status", "1.10", "In progress"}, {"Items", "Health", "1.10", "At risk"}, {"Items", "Nature", "2.1", "Continuing"}, {"Items", "Reason for the status", "2.2", "funds"},
		{"Items", "Carried over from", "1.2", "p-0/4"}, {"Items", "Carried on to", "1.10", "p-2/1.1"}, {"Items", "Plan", "1.2", "p-1"},
		{"Updates", "Recorded at (UTC)", "1.10", "45444.395833333336"}, {"Updates", "True from", "1.10", serial("2024-03-01")}, {"Updates", "Posted on its behalf", "1.10", "No"},
		{"Updates", "Planned completion, last day", "1.10", serial("2025-03-31")}, {"Updates", "Corrected by No.", "1.2", "3"},
		{"Changes", "Change", "1.2", "Completed"}, {"Changes", "Update No.", "1.2", "2"}, {"Changes", "Caused by", "1.2", "An update"}, {"Changes", "Change", "3", "Added"},
		{"Changes", "Caused by", "3", "An amendment of the plan"}, {"Items", "Needs attention", "3", "Overdue; Silent"}, {"Items", "To be done by (planned, else due)", "1.10", "2025-Q1"},
		{"Items", "Latest report by", "1.10", "Australia"}, {"Items", "Posted on its behalf", "1.10", "No"}, {"Attention", "What is the matter", "3", "Overdue; Silent"}, {"Attention", "Days overdue", "3", "91"},
		{"Then and now", "15 March 2024", "Completed, one-off", "0"}, {"Then and now", "30 June 2024", "Completed, one-off", "1"},
		{"Summary", "", "Position as of", serial("2024-06-30")}, {"Summary", "", "Drawn up at (UTC)", "45474.34409722222"}, {"Summary", "", "Completion rate", "0.333333333333333"},
	} {
		if got := valueAt(t, f, c.workSheet, c.head, c.ref); got != c.want {
			t.Errorf("%s, %s of %s: %q, want %q", c.workSheet, c.head, c.ref, got, c.want)
		}
	}
	for _, c := range []struct{ workSheet, cell, shown string }{{"Items", "P2", "31 Mar 2024"}, {"Updates", "E2", "1 Jun 2024 09:30"}, {"Course", "A2", "10 Jan 2024"}} {
		if got, err := f.GetCellValue(c.workSheet, c.cell, excelize.Options{RawCellValue: false}); got != c.shown {
			t.Errorf("%s %s is shown as %q, want %q: %v", c.workSheet, c.cell, got, c.shown, err)
		}
	}
	if linked, target, err := f.GetCellHyperLink("Items", "AG2"); !linked || target != "https://example.org/a%20b?x=1&y='2'" {
		t.Errorf("the evidence leads to %q: %v", target, err)
	}
}

func TestSheetsAreReadyForWork(t *testing.T) {
	t.Parallel()
	f := opened(t, fullReport())
	for workSheet, frozen := range map[string]string{"Items": "D2", "Updates": "D2", "Changes": "C2", "Course": "B2", "Then and now": "A2"} {
		if p, err := f.GetPanes(workSheet); err != nil || !p.Freeze || p.TopLeftCell != frozen || p.YSplit != 1 {
			t.Errorf("%s keeps %+v in place, want up to %s: %v", workSheet, p, frozen, err)
		}
	}
	for workSheet, table := range map[string]string{"Items": "A1:AL6", "Updates": "A1:V6", "Changes": "A1:L4"} {
		if list, err := f.GetTables(workSheet); err != nil || len(list) != 1 || list[0].Range != table || list[0].Name != workSheet {
			t.Errorf("%s has the tables %+v, want %s: %v", workSheet, list, table, err)
		}
	}
	for _, workSheet := range f.GetSheetList() {
		page, err := f.GetPageLayout(workSheet)
		if err != nil || *page.Size != 9 || *page.Orientation != "landscape" || *page.FitToWidth < 1 || *page.FitToHeight != 0 {
			t.Errorf("%s prints as %+v: %v", workSheet, page, err)
		}
		edges, err := f.GetHeaderFooter(workSheet)
		if err != nil || edges.OddHeader != "&LCompletion report: Plan && <one>&R&A" || !strings.HasSuffix(edges.OddFooter, "&RPage &P of &N") {
			t.Errorf("%s has the head %q and foot %q: %v", workSheet, edges.OddHeader, edges.OddFooter, err)
		}
	}
	if names := f.GetDefinedName(); len(names) != 6 || names[1].RefersTo != "'Items'!$A:$C,'Items'!$1:$1" {
		t.Errorf("repeated in print: %+v", names)
	}
	got, err := f.GetDocProps()
	if err != nil || got.Title != "Completion report: Plan & <one>" || got.Creator != "Working Group" || got.Created != "2024-07-01T08:15:30Z" || got.Modified != got.Created {
		t.Errorf("the file tells of itself %+v: %v", got, err)
	}
}

// partsOf are the files within a workbook.
func partsOf(t *testing.T, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r) // which also compares the checksum
		if err != nil {
			t.Fatal(err)
		}
		all[f.Name] = string(b)
	}
	return all
}

func TestNoTextBecomesAFormula(t *testing.T) {
	t.Parallel()
	var items []sourceItem
	for n, s := range hostile {
		items = append(items, sourceItem{strconv.Itoa(n + 1), workplan.ItemContent{Title: s, ExpectedOutput: s, Topics: workplan.List{s}, Predecessors: workplan.List{s}}, []workplan.StatusUpdate{
			saidBy("2024-03-01", workplan.StatusPostponed, workplan.UpdateContent{Done: s, NextSteps: s, Openings: s, Reason: s, Evidence: workplan.Links{{Title: s, URL: "javascript:" + s}}})}})
	}
	src := sourceOf(items...)
	src.WithAnnex, src.Plan.Title, src.Body.Name, src.GeneratedBy = true, hostile[8], hostile[9], hostile[2]
	r := workplan.BuildReport(src)
	for name, text := range partsOf(t, renderedAs(t, "xlsx", r)) {
		if strings.HasPrefix(name, "xl/worksheets/sheet") && (strings.Contains(text, "<f>") || strings.Contains(text, "<f ") || strings.Contains(text, "<hyperlink ")) {
			t.Errorf("%s has a formula or link", name)
		}
	}
	f := opened(t, r)
	for n, s := range hostile {
		if got := valueAt(t, f, "Items", "Done (latest report)", strconv.Itoa(n+1)); got != strings.ReplaceAll(s, "\r", "\n") {
			t.Errorf("%q comes back as %q", s, got)
		}
	}
}

func TestTheSameReportGivesTheSameWorkbook(t *testing.T) {
	t.Parallel()
	first := renderedAs(t, "xlsx", fullReport())
	for range 5 {
		again := renderedAs(t, "xlsx", fullReport())
		if diff := cmp.Diff(partsOf(t, first), partsOf(t, again)); diff != "" || !bytes.Equal(first, again) {
			t.Fatalf("two workbooks of one report differ: %s", diff)
		}
	}
	for name, text := range partsOf(t, first) {
		if strings.Contains(text, "relationships:id") || strings.Contains(text, "<keywords>") || strings.Contains(text, time.Now().Format("2006-01-02")) {
			t.Errorf("%s was not mended, or tells of the time of its making", name)
		}
	}
}

func TestANarrowedWorkbookHoldsNoMore(t *testing.T) {
	t.Parallel()
	src := fullSource()
	src.WithAnnex, src.Scope.Leads = true, workplan.List{"idn"}
	for name, text := range partsOf(t, renderedAs(t, "xlsx", workplan.BuildReport(src))) {
		if strings.Contains(text, "Adopted") || strings.Contains(text, "funds") {
			t.Errorf("%s tells of an item outside the scope", name)
		}
	}
}
