package report

import (
	"bytes"
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"golang.org/x/text/unicode/norm"

	"fwptracker/internal/workplan"
)

// finished is the PDF of a report.
func finished(t testing.TB, r workplan.CompletionReport) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := renderPDF(&b, r, Options{}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// saying is a report in which the first update says something.
func saying(text string) workplan.CompletionReport {
	return pdfReport(1, 1, func(src *workplan.ReportSource) {
		u := src.Updates[1][1]
		u.Done = text
		src.Updates[1][1] = u
	})
}

func TestTheSameReportGivesTheSamePDF(t *testing.T) {
	t.Parallel()
	r := saying("One → two ✓")
	files := make([][]byte, 4)
	var group sync.WaitGroup
	for n := range files {
		group.Go(func() { files[n] = finished(t, r) })
	}
	group.Wait()
	for _, f := range files {
		if !bytes.Equal(f, files[0]) {
			t.Error("two PDFs of one report differ")
		}
	}
}

func TestAPDFTellsOfItself(t *testing.T) {
	t.Parallel()
	file := plainFile(t, compose(pdfReport(3, 1, nil), english))
	if !bytes.Contains(file, []byte("/CreationDate (D:20240701093000)")) || !bytes.Contains(file, []byte("/ModDate (D:20240701093000)")) {
		t.Error("the dates are not those of the report")
	}
	for property, want := range map[string]string{"Title": "Completion report: Forward Work Plan 2024-26, as of 30 June 2024, for members and observers", "Author": "Working Group on Trafficking in Persons",
		"Subject": "Forward Work Plan 2024-26, as of 30 June 2024, for members and observers", "Keywords": "wg-2024-26, completion report"} {
		m := regexp.MustCompile(`(?s)/`+property+` \(\xfe\xff(.*?[^\\])\)\n`).FindAllSubmatch(latin(file), -1) // the last is not a bookmark's
		if m == nil || unicodeOf(pdfEscaped.Replace(string(unlatin(m[len(m)-1][1])))) != want {
			t.Errorf("%s is %q, want %q", property, m, want)
		}
	}
	if !bytes.Contains(file, []byte("/Lang (en)")) || !bytes.Contains(file, []byte("/S /URI /URI (https://example.org/courses/0/0)")) {
		t.Error("the file lacks its language or a link")
	}
	if alt := "/Span <</Alt <feff" + "00460072006f006d"; !bytes.Contains(file, []byte(alt)) {
		t.Error("a chart lacks its words")
	}
}

// latin gives every byte as a letter of its own, so that an expression can look for bytes; unlatin is the way back.
func latin(b []byte) []byte {
	runes := make([]rune, len(b))
	for n, c := range b {
		runes[n] = rune(c)
	}
	return []byte(string(runes))
}

func unlatin(b []byte) []byte {
	var out []byte
	for _, r := range string(b) {
		out = append(out, byte(r))
	}
	return out
}

// TestBookmarksLeadToTheirHeadings reads where the bookmarks lead, on upright pages and in landscape.
func TestBookmarksLeadToTheirHeadings(t *testing.T) {
	t.Parallel()
	d := compose(pdfReport(8, 2, nil), english)
	file := plainFile(t, d)
	pages := pagesOf(t, file)
	marks := regexp.MustCompile(`(?s)/Title \(\xfe\xff(.{0,400}?[^\\])\)\n/Parent .{0,200}?/Dest \[(\d+) 0 R /XYZ 0 ([0-9.]+) null\]`).FindAllSubmatch(latin(file), -1)
	var headings []string
	for _, b := range d.blocks {
		if h, ok := b.(heading); ok {
			headings = append(headings, h.Text)
		}
	}
	if len(marks) != len(headings) {
		t.Fatalf("%d bookmarks for %d headings", len(marks), len(headings))
	}
	for n, m := range marks {
		object, _ := strconv.Atoi(string(m[2]))
		y, p := number64(t, string(m[3])), pages[(object-1)/2-1]
		if got := unicodeOf(pdfEscaped.Replace(string(unlatin(m[1])))); got != headings[n] {
			t.Errorf("bookmark %d is %q, want %q", n, got, headings[n])
		}
		if at := slices.IndexFunc(p.texts, func(s string) bool { return s == headings[n] }); !slices.ContainsFunc(p.at, func(at [2]float64) bool { return at[1] < y && at[1] > y-25 }) || at < 0 {
			t.Errorf("bookmark %q leads to height %v of a page where it does not stand", headings[n], y)
		}
	}
}

// settableTexts are set right, letter by letter.
var settableTexts = map[string]string{
	"Vietnamese":             "Trưởng nhóm: Cộng hòa xã hội chủ nghĩa Việt Nam đã tổ chức khóa tập huấn ở Thừa Thiên Huế, Đắk Lắk và Bà Rịa – Vũng Tàu",
	"Vietnamese, decomposed": norm.NFD.String("Nguyễn Thị Ngọc Ánh, Bộ Công an, đường Phạm Văn Đồng"),
	"Greek":                  "Ελληνική Δημοκρατία, Υπουργείο",
	"Cyrillic":               "Республика Узбекистан, Министерство внутренних дел; Қазақстан",
	"signs":                  "≥ 50 % → done ✓ – € 1,000 ≠ £ 5 − ½ • “quoted” ☐ ☑ ★ №",
	"brackets":               `a (b) c \ d \( e`,
}

func TestLettersAndSignsComeOutAsTheyWereWritten(t *testing.T) {
	t.Parallel()
	for name, text := range settableTexts {
		var all strings.Builder
		for _, p := range pagesOf(t, plainFile(t, compose(saying(text), english))) {
			all.WriteString(p.String())
		}
		if !strings.Contains(all.String(), dense(norm.NFC.String(text))) {
			t.Errorf("%s does not come out: %q", name, text)
		}
	}
}

func TestWhatSteersOtherProgramsIsLeftOut(t *testing.T) {
	t.Parallel()
	for from, want := range map[string]string{"a\u200bb\u00adc\ufeff\u200e": "abc", "✅ done ❌ \u2714\ufe0f": "✔ done ✘ ✔", " two\t\u2009words \r\n next\u2028last ": "two words\nnext\nlast",
		"10\u00a0%": "10\u00a0%", "plain": "plain"} {
		if got := settled(from); got != want {
			t.Errorf("%q is set as %q, want %q", from, got, want)
		}
	}
}

func TestAScriptThatCannotBeSetIsNamed(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		"تدريب المحققين":            {"Arabic"},
		"การฝึกอบรม":                {"Thai"},
		"প্রশিক্ষণ":                 {"Bangla"},
		"ការបណ្តុះបណ្តាល":           {"Khmer"},
		"သင်တန်း":                   {"Burmese"},
		"प्रशिक्षण":                 {"Devanagari (Hindi, Nepali)"},
		"培训":                        {"Chinese (Han)"},
		"ການຝຶກອົບຮົມ":              {"Lao"},
		"පුහුණුව":                   {"Sinhala"},
		"பயிற்சி":                   {"Tamil"},
		"トレニング":                     {"Japanese (Katakana)"},
		"훈련":                        {"Korean (Hangul)"},
		"הדרכה":                     {"Hebrew"},
		"ኣማርኛ":                      {"Ethiopic"},
		"done 😀":                    {"symbols that its fonts lack"},
		"e\u0323\u0301 and x\u0302": {"letters with accents that Unicode has not composed"},
		"\U00010280":                {"Lycian"},
		"\ue000":                    {"signs that Unicode does not know"},
		"Đào tạo, 培训, ການ, 培, تدريب": {"Chinese (Han)", "Lao", "Arabic"},
	} {
		var b bytes.Buffer
		err := renderPDF(&b, saying(text), Options{Strict: true})
		var refused *ScriptError
		if !errors.As(err, &refused) || b.Len() > 0 {
			t.Errorf("%q gives %v and %d bytes", text, err, b.Len())
			continue
		}
		if !slices.Equal(refused.Scripts, want) || refused.Place != "Annex: the record of each item, Updates of item 1.1, row 1, What was reported" && refused.Place != "Completed items, Completed by 30 June 2024, row 1.1, What was delivered" {
			t.Errorf("%q is refused for %q in %s, want %q", text, refused.Scripts, refused.Place, want)
		}
		for _, said := range want {
			if !strings.Contains(err.Error(), said) {
				t.Errorf("%q is refused with %q, which does not say %s", text, err, said)
			}
		}
	}
}

func TestEveryPartOfADocumentIsReadBeforeItIsSet(t *testing.T) {
	t.Parallel()
	thai := "ก"
	one := []column{{Head: "Column", Weight: 1}}
	for where, d := range map[string]document{
		"a heading":   aDocument(heading{Level: 1, Text: thai, ID: "x"}),
		"a paragraph": aDocument(paragraph{Text: thai}),
		"a fact":      aDocument(facts{{"Label", thai}}),
		"a label":     aDocument(facts{{thai, "Value"}}),
		"a caption":   aDocument(table{Caption: thai, Columns: one, Rows: [][]cell{{say("x")}}}),
		"a column":    aDocument(table{Columns: []column{{Head: thai, Weight: 1}}, Rows: [][]cell{{say("x")}}}),
		"no rows":     aDocument(table{Columns: one, Empty: thai}),
		"a cell":      aDocument(table{Columns: one, Rows: [][]cell{{say(thai)}}}),
		"a line":      aDocument(table{Columns: one, Rows: [][]cell{{{Lines: []line{{Label: thai, Text: "x"}}}}}}),
		"a chart":     aDocument(figure{Title: "x", Chart: chart{width: 10, height: 10, shapes: []shape{label{text: thai}}}, Data: table{Columns: one, Empty: "x"}}),
		"chart words": aDocument(figure{Title: "x", Alt: thai, Data: table{Columns: one, Empty: "x"}}),
		"the author":  {title: "x", about: about{author: thai}},
		"the title":   {title: thai},
	} {
		var refused *ScriptError
		if _, err := settable(d, advancesOf(t), true); !errors.As(err, &refused) || refused.Scripts[0] != "Thai" {
			t.Errorf("Thai in %s gives %v", where, err)
		}
	}
}
