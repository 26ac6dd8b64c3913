package report

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"fwptracker/internal/workplan"
)

// shelf is a portfolio of two bodies as of 30 June 2024, of which every number can be reckoned by hand: of the first plan one item went on in the
// second, one is completed and one withdrawn; the third is a draft; the other body has an item without a lead, carried on from the first body.
func shelf() workplan.Portfolio {
	return workplan.BuildPortfolio(shelfSource())
}

func shelfSource() workplan.PortfolioSource {
	plan := func(code, body string, status workplan.PlanStatus, from, to workplan.PartialDate, before string, items ...workplan.BriefItem) workplan.PlanItems {
		p := workplan.WorkPlan{Code: code, Body: body, PlanContent: workplan.PlanContent{Title: "Plan | " + code, PeriodStart: from, PeriodEnd: to, Predecessor: before}, PlanLife: workplan.PlanLife{Status: status}}
		if status != workplan.PlanDraft {
			p.Revision, p.EndorsedOn = 1, from
		}
		return workplan.PlanItems{Plan: p, Items: items}
	}
	item := func(ref, lead string, status workplan.Status, due workplan.PartialDate, before ...string) workplan.BriefItem {
		i := workplan.BriefItem{Ref: ref, Title: "=Item " + ref, Nature: workplan.NatureOneOff, Due: due, Status: status, Predecessors: before, LastReportedOn: "2024-02-01"}
		if lead != "" {
			i.Leads = strings.Split(lead, "+")
		}
		return i
	}
	made := time.Date(2024, 7, 1, 9, 0, 0, 0, time.UTC)
	return workplan.PortfolioSource{
		Plans: []workplan.PlanItems{
			plan("wg-2021", "wg", workplan.PlanEndorsed, "2021", "2023", "", item("1.1", "aland", workplan.StatusInProgress, "2023"), item("1.2", "aland+bland", workplan.StatusCompleted, "2023"),
				item("1.3", "bland", workplan.StatusWithdrawn, "")),
			plan("wg-2024", "wg", workplan.PlanEndorsed, "2024", "2026", "wg-2021", item("1.1", "aland", workplan.StatusInProgress, "2024-03", "wg-2021/1.1"), item("1.2", "bland", workplan.StatusPlanned, "2025")),
			plan("wg-2027", "wg", workplan.PlanDraft, "2027", "", "wg-2024", item("1.1", "cland", workplan.StatusPlanned, "")),
			plan("oth-2024", "oth", workplan.PlanClosed, "2022", "2024", "", item("3", "", workplan.StatusPlanned, "", "wg-2020/7")),
		},
		Bodies:    map[string]workplan.Body{"wg": {Code: "wg", BodyContent: workplan.BodyContent{Name: "Working Group on <Examples>", ShortName: "WG"}}, "oth": {Code: "oth", BodyContent: workplan.BodyContent{Name: "Others & more"}}},
		Audiences: map[string]workplan.Audience{"wg": workplan.AudienceMembers, "oth": workplan.AudiencePublic}, Audience: workplan.AudienceMembers,
		Members: map[string]workplan.Member{"aland": {MemberContent: workplan.MemberContent{Name: "Kingdom of Åland", ShortName: "Åland"}}, "bland": {MemberContent: workplan.MemberContent{Name: "Việt Bland"}}},
		View:    workplan.View{AsOf: "2024-06-30", KnownAt: made}, GeneratedAt: made, GeneratedBy: "chair",
	}
}

func portfolioAs(t testing.TB, form string, p workplan.Portfolio) string {
	t.Helper()
	f, err := Named(form)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.RenderPortfolio(&b, p, Options{}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// The golden files were read and reckoned by hand; they are the portfolio as a person gets it.
func TestThePortfolioInItsForms(t *testing.T) {
	for _, form := range []string{"md", "csv"} {
		golden(t, "portfolio."+form, portfolioAs(t, form, shelf()))
	}
}

func TestEveryFormatWritesPortfoliosAndTheSameBytesEachTime(t *testing.T) {
	for _, f := range Formats {
		if portfolioForms[f.Name] == nil {
			t.Errorf("no portfolio comes as %s", f.Name)
			continue
		}
		first, second := portfolioAs(t, f.Name, shelf()), portfolioAs(t, f.Name, shelf())
		if first != second {
			t.Errorf("%s differs from one time to the next", f.Name)
		}
	}
}

func TestAPortfolioOfNothingSaysSo(t *testing.T) {
	p := workplan.BuildPortfolio(workplan.PortfolioSource{View: workplan.View{AsOf: "2024-06-30"}, Audience: workplan.AudiencePublic})
	for _, f := range Formats {
		portfolioAs(t, f.Name, p)
	}
	page := portfolioAs(t, "html", p)
	for _, want := range []string{"No body", "On 30 June 2024 the portfolio had no item that counts.", "There is no plan to list.", "No item was carried on from one plan into another."} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.Contains(page, "<svg") {
		t.Error("there is a chart of nothing")
	}
}

func TestPortfolioFilesAreNamedAfterBodiesReadersAndDay(t *testing.T) {
	f, _ := Named("pdf")
	p := shelf()
	for _, c := range []struct {
		scope workplan.PortfolioScope
		want  string
	}{
		{workplan.PortfolioScope{}, "portfolio-all-members-2024-06-30.pdf"}, {workplan.PortfolioScope{Bodies: workplan.List{"wg", "oth"}}, "portfolio-wg-oth-members-2024-06-30.pdf"},
		{workplan.PortfolioScope{Bodies: workplan.List{"a", "b", "c", "d"}, Statuses: []workplan.PlanStatus{workplan.PlanClosed}}, "portfolio-4-bodies-members-part-2024-06-30.pdf"},
	} {
		p.Scope = c.scope
		if got := f.PortfolioFileName(p); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
}

// What the tables of the forms say of plans, leads and bodies: of each its name, items, open, overdue and silent ones, and the rate.
func TestAllFormsAgreeOnThePortfolio(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := workplan.BuildPortfolio(drawnShelf(t))
		want := shelfNumbers(p)
		for form, read := range map[string]func([]byte) told{
			"md": func(b []byte) told { return readMarkdown(string(b)) }, "html": func(b []byte) told { return readHTML(t, b) }, "docx": func(b []byte) told { return readDOCX(t, b) },
		} {
			var b bytes.Buffer
			f, _ := Named(form)
			if err := f.RenderPortfolio(&b, p, Options{}); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, toldNumbers(t, read(b.Bytes()))); diff != "" {
				t.Errorf("%s differs from the portfolio:\n%s", form, diff)
			}
		}
		sheetsAgree(t, p)
	})
}

// shelfNumbers are the numbers of the portfolio itself, by the table and row in which forms tell them.
func shelfNumbers(p workplan.Portfolio) map[string][]int {
	all := map[string][]int{}
	add := func(table string, row int, c workplan.Counts) {
		all[table+" "+strconv.Itoa(row)] = []int{c.Items, c.Open(), c.Overdue, c.Silent, c.Rate.Numerator, c.Rate.Denominator}
	}
	for n, l := range p.Plans {
		add("Plan", n, l.Counts)
	}
	for n, l := range p.ByLead {
		add("Lead", n, l.Counts)
	}
	if len(p.Bodies) > 1 {
		for n, b := range p.Bodies {
			add("Body", n, b.Counts)
		}
		add("Body", len(p.Bodies), p.Totals.Counts)
	}
	return all
}

func toldNumbers(t *rapid.T, d told) map[string][]int {
	all := map[string][]int{}
	for _, table := range d.tables {
		head := table[0]
		items, rates := slices.Index(head, "Items"), slices.Index(head, "Completion rate")
		if items < 0 || rates < 0 || head[items+1] != "Open" {
			continue
		}
		for n, row := range table[1:] {
			numerator, denominator := rateIn(t, row[rates])
			all[head[0]+" "+strconv.Itoa(n)] = []int{integer(t, row[items]), integer(t, row[items+1]), integer(t, row[items+2]), integer(t, row[items+3]), numerator, denominator}
		}
	}
	return all
}

// sheetsAgree holds the workbook and the CSV against the lines of the plans.
func sheetsAgree(t *rapid.T, p workplan.Portfolio) {
	var b, c bytes.Buffer
	if err := portfolioXLSX(&b, p, Options{}); err != nil {
		t.Fatal(err)
	}
	if err := portfolioCSV(&c, p, Options{}); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := f.GetRows("Plans")
	if err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(&c).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Plans) > 0 && len(sheet) != len(p.Plans)+1 || len(lines) != len(p.Plans)+1 {
		t.Fatalf("%d and %d rows of %d plans", len(sheet), len(lines), len(p.Plans))
	}
	for n, l := range p.Plans {
		for name, want := range map[string]int{"items": l.Counts.Items, "open": l.Counts.Open(), "overdue": l.Counts.Overdue, "silent": l.Counts.Silent, "went_on": l.WentOn, "rate_denominator": l.Counts.Rate.Denominator} {
			at := slices.IndexFunc(planColumns, func(c planColumn) bool { return c.name == name })
			if got := integer(t, sheet[n+1][at]); got != want {
				t.Errorf("the workbook has %d %s of %s, want %d", got, name, l.Plan.Code, want)
			}
			if got := integer(t, lines[n+1][at]); got != want {
				t.Errorf("the CSV has %d %s of %s, want %d", got, name, l.Plan.Code, want)
			}
		}
	}
}

// drawnShelf is a source of a few plans whose items go on in each other.
func drawnShelf(t *rapid.T) workplan.PortfolioSource {
	src := shelfSource()
	src.Plans = nil
	for n := range rapid.IntRange(0, 4).Draw(t, "plans") {
		p := workplan.WorkPlan{Code: "p" + strconv.Itoa(n), Body: rapid.SampledFrom([]string{"wg", "oth"}).Draw(t, "body")}
		p.Title, p.PeriodStart = rapid.SampledFrom(hostile).Draw(t, "title")+" title", rapid.SampledFrom([]workplan.PartialDate{"", "2021", "2024"}).Draw(t, "from")
		p.Status, p.EndorsedOn = rapid.SampledFrom(workplan.PlanStatuses).Draw(t, "standing"), "2023"
		var items []workplan.BriefItem
		for k := range rapid.IntRange(0, 5).Draw(t, "items") {
			i := workplan.BriefItem{Ref: strconv.Itoa(k + 1), Title: rapid.SampledFrom(hostile).Draw(t, "item") + " item", Nature: rapid.SampledFrom(workplan.Natures).Draw(t, "nature"),
				Status: rapid.SampledFrom(workplan.Statuses).Draw(t, "status"), Due: rapid.SampledFrom([]workplan.PartialDate{"", "2023", "2024-06-30"}).Draw(t, "due"),
				Leads: rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"aland", "bland", "x"}), 0, 2, rapid.ID[string]).Draw(t, "leads")}
			for range rapid.IntRange(0, min(n, 1)*3).Draw(t, "goes on") {
				i.Predecessors = append(i.Predecessors, "p"+strconv.Itoa(rapid.IntRange(0, n-1).Draw(t, "from plan"))+"/"+strconv.Itoa(rapid.IntRange(1, 6).Draw(t, "from item")))
			}
			items = append(items, i)
		}
		src.Plans = append(src.Plans, workplan.PlanItems{Plan: p, Items: items})
	}
	return src
}

// LibreOffice opens the Word file, and prints what the portfolio says and for whom it is at the foot of each page.
func TestLibreOfficeOpensThePortfolio(t *testing.T) {
	program, there := soffice(t)
	if !there {
		return
	}
	text, _ := readByOffice(t, program, []byte(portfolioAs(t, "docx", shelf())))
	for _, want := range []string{"Portfolio of work plans", "Åland", "Việt Bland", "Went on in a later plan", "25 %", "2 bodies, as of 30 June 2024, for members and observers"} {
		if !strings.Contains(text, want) {
			t.Errorf("LibreOffice does not show %q", want)
		}
	}
}
