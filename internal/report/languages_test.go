package report

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"fwptracker/internal/language"
	"fwptracker/internal/language/languagetest"
	"fwptracker/internal/workplan"
)

var inIndonesian = Options{Language: language.Tagged("id")}

// reportsOfAll are reports that between them say nearly all that reports say.
func reportsOfAll() map[string]workplan.CompletionReport {
	src := fullSource()
	src.WithAnnex = true
	amended := hand()
	amended.Plan.Revision = 2
	amended.Amendments = []workplan.AmendmentReading{{Amendment: workplan.Amendment{Number: 1, Revision: 2, AmendmentContent: workplan.AmendmentContent{Reason: "Agreed.", EffectiveOn: "2024-04-01"}}, Changes: []workplan.AmendmentChange{
		{Ref: "1.2", Title: "Course", Act: workplan.ActChanged, BeforeText: `{"due":"2024-03","nature":"one_off"}`, AfterText: `{"due":"2024-04","nature":"continuing"}`},
		{Objective: 3, Title: "New", Act: workplan.ActAdded}, {Title: "Study", Ref: "2.2", Act: workplan.ActWithdrawn}}}}
	corrected := hand()
	corrected.Edition = &workplan.EditionMark{Number: 3, Corrects: 2, CorrectionReason: "Wrong.", Differences: workplan.DifferencesBetween(fullReport(), hand())}
	return map[string]workplan.CompletionReport{"amended": amended, "corrected": corrected, "with proposals": proposing(), "full": fullReport(),
		"checked": workplan.BuildReport(checkOf(handSource(), [2]string{"no-lead", "item 2.3"}, [2]string{"no-due-date", "item 2.3"}, [2]string{"no-period", "plan"})),
		"by hand": hand(), "with its annex": workplan.BuildReport(src), "with outputs": outputsReport(), "with attendance": attendedBy(fullAttendance),
		"on behalf": behalf(), "without items": workplan.BuildReport(sourceOf())}
}

// content are the strings in a report that people wrote, and names and codes, the longest first.
func content(r workplan.CompletionReport) []string {
	all := append(languagetest.Written(r), "Status")
	slices.SortFunc(all, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	return slices.DeleteFunc(all, func(text string) bool { return len(text) < 3 })
}

var (
	longWords = regexp.MustCompile(`\pL{3,}`)
	daysSaid  = regexp.MustCompile(`(\d{1,2} )?\pL+ \d{4}(, \d\d:\d\d UTC)?`) // April is April in both languages
)

// TestAFormSaysNothingInTwoLanguagesAlikeButWhatPeopleWrote compares the texts of both documents, and the cells of both workbooks, place by place.
func TestAFormSaysNothingInTwoLanguagesAlikeButWhatPeopleWrote(t *testing.T) {
	t.Parallel()
	for name, r := range reportsOfAll() {
		wrote := content(r)
		alike := func(where, a, b string) {
			if a != b || daysSaid.FindString(a) == a {
				return
			}
			for _, text := range wrote {
				a = strings.ReplaceAll(a, text, "")
			}
			if longWords.MatchString(daysSaid.ReplaceAllString(a, "")) {
				t.Errorf("%s, %s: in both languages %q", name, where, b)
			}
		}
		there, here := textsIn(compose(r, english)), textsIn(compose(r, voice{inIndonesian.Language}))
		if len(there) != len(here) || len(there) < 20 {
			t.Fatalf("%s: %d texts in English, %d in Indonesian", name, len(there), len(here))
		}
		for n := range there {
			alike("document", there[n], here[n])
		}
		english, indonesian := bookIn(t, r, Options{}), bookIn(t, r, inIndonesian)
		for n, sheet := range english.GetSheetList() {
			other := indonesian.GetSheetList()[n]
			alike("name of a sheet", sheet, other)
			rows, err := english.GetRows(sheet)
			if err != nil {
				t.Fatal(err)
			}
			if heads, err := indonesian.GetRows(other); err != nil || n > 0 && len(heads[0]) != len(setOf(heads[0])) {
				t.Errorf("%s: a table of %s has two columns of one name: %q %v", name, other, heads[0], err)
			}
			for y, row := range rows {
				for x, cell := range row {
					at := cellName(x+1, y+1)
					value, err := indonesian.GetCellValue(other, at)
					if err != nil {
						t.Fatal(err)
					}
					alike(sheet+" "+at, cell, value)
				}
			}
		}
	}
}

func setOf(texts []string) map[string]bool {
	set := map[string]bool{}
	for _, text := range texts {
		set[text] = true
	}
	return set
}

// textsIn are all texts of a document in their order.
func textsIn(d document) []string {
	list := []string{d.title, d.about.subject, d.about.keywords}
	rows := func(t table) {
		list = append(list, t.Caption, t.Empty)
		for _, c := range t.Columns {
			list = append(list, c.Head)
		}
		for _, row := range t.Rows {
			for _, c := range row {
				for _, l := range c.Lines {
					list = append(list, l.Label, l.Text)
				}
			}
		}
	}
	for _, b := range d.blocks {
		switch b := b.(type) {
		case heading:
			list = append(list, b.Text)
		case paragraph:
			list = append(list, b.Text)
		case facts:
			for _, f := range b {
				list = append(list, f.Label, f.Value)
			}
		case table:
			rows(b)
		case figure:
			list = append(list, b.Title, b.Alt)
			rows(b.Data)
		}
	}
	return list
}

func TestWhatDiffersIsCalledAsInTheRestOfTheReport(t *testing.T) {
	t.Parallel()
	for _, d := range slices.Concat(workplan.DifferencesBetween(fullReport(), hand()), workplan.DifferencesBetween(proposing(), outputsReport())) {
		if english, indonesian := english.fieldWords(d.Field), (voice{inIndonesian.Language}).fieldWords(d.Field); english == indonesian && english != "Status" {
			t.Errorf("%s is called %q in Indonesian too", d.Field, indonesian)
		}
	}
}

func bookIn(t *testing.T, r workplan.CompletionReport, o Options) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader([]byte(rendered(t, "xlsx", r, o))), excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestAFileTellsItsLanguage(t *testing.T) {
	t.Parallel()
	r := hand()
	for form, want := range map[string][]string{"html": {`<html lang="id">`, `aria-label="Daftar isi"`, ">Ke laporan<", "<h1>Laporan penyelesaian</h1>"}, "md": {"# Laporan penyelesaian"}, "pdf": {"/Lang (id)"}} {
		for _, text := range want {
			if file := rendered(t, form, r, inIndonesian); !strings.Contains(file, text) {
				t.Errorf("the %s has no %q", form, text)
			}
		}
	}
	parts := unpackedWord(t, []byte(rendered(t, "docx", r, inIndonesian)))
	for part, want := range map[string]string{"docProps/core.xml": "<dc:language>id</dc:language>", "word/styles.xml": `<w:lang w:val="id"`, "word/document.xml": ">Daftar isi<"} {
		if !strings.Contains(string(parts[part]), want) {
			t.Errorf("%s of the Word file has no %s", part, want)
		}
	}
	for form, want := range map[string]string{"pdf": "wg-2024-completion-report-members-2024-06-30-id.pdf", "csv": "wg-2024-completion-report-members-2024-06-30.csv"} {
		if got := (Format{Name: form}).FileName(r, inIndonesian); got != want {
			t.Errorf("the file is called %s", got)
		}
	}
	if rendered(t, "csv", r, inIndonesian) != rendered(t, "csv", r, Options{}) {
		t.Error("CSV is not the same in every language")
	}
}
