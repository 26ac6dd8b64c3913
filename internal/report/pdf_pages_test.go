package report

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"fwptracker/internal/workplan"
)

// printed is a page as it can be read out of a file: what is written, from left and bottom, in the order of writing.
type printed struct {
	landscape bool
	height    float64
	texts     []string
	at        [][2]float64
}

// String is all that is written on the page, without spaces: lines are broken where they are full.
func (p printed) String() string { return dense(strings.Join(p.texts, "")) }

func dense(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\n' || r == '\u00a0' }), "")
}

var (
	writing    = regexp.MustCompile(`(?s)BT ([0-9.-]+) ([0-9.-]+) Td \((.*?[^\\]|)\) Tj ET`)
	mediaBox   = regexp.MustCompile(`/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]`)
	pdfEscaped = strings.NewReplacer(`\\`, `\`, `\(`, `(`, `\)`, `)`, `\r`, "\r")
)

// plainFile is a document as a file whose pages are not compressed.
func plainFile(t testing.TB, d document) []byte {
	t.Helper()
	s, err := layOut(d, Options{})
	if err != nil {
		t.Fatal(err)
	}
	s.pdf.SetCompression(false)
	var b bytes.Buffer
	if err := s.pdf.Output(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// pagesOf reads the pages out of a file that is not compressed.
func pagesOf(t testing.TB, file []byte) []printed {
	t.Helper()
	var pages []printed
	for part := range strings.SplitSeq(string(file), "<</Type /Page\n") {
		head, rest, found := strings.Cut(part, "stream\n")
		content, _, ended := strings.Cut(rest, "\nendstream")
		if !found || !ended || !strings.Contains(head, "/Parent 1 0 R") {
			continue
		}
		p := printed{height: longSide}
		if m := mediaBox.FindStringSubmatch(head); m != nil {
			p.height = number64(t, m[2])
			p.landscape = number64(t, m[1]) > p.height
		}
		for _, m := range writing.FindAllStringSubmatch(content, -1) {
			p.texts = append(p.texts, unicodeOf(pdfEscaped.Replace(m[3])))
			p.at = append(p.at, [2]float64{number64(t, m[1]), number64(t, m[2])})
		}
		pages = append(pages, p)
	}
	return pages
}

func unicodeOf(s string) string {
	units := make([]uint16, len(s)/2)
	for n := range units {
		units[n] = binary.BigEndian.Uint16([]byte(s[2*n : 2*n+2]))
	}
	return string(utf16.Decode(units))
}

func number64(t testing.TB, s string) float64 {
	t.Helper()
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// said lists all that a document says, the words of its charts too.
func said(d document) []string {
	list := []string{d.title, d.subtitle}
	inTable := func(t table) {
		if len(t.Rows) == 0 {
			list = append(list, t.Empty)
			return
		}
		list = append(list, t.Caption)
		for _, c := range t.Columns {
			list = append(list, c.Head)
		}
		for _, row := range t.Rows {
			for _, c := range row {
				for _, l := range c.Lines {
					list = append(list, l.Lead()+l.Text)
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
			inTable(b)
		case figure:
			list = append(list, b.Title)
			for _, s := range b.Chart.shapes {
				if l, ok := s.(label); ok {
					list = append(list, l.text)
				}
			}
			inTable(b.Data)
		}
	}
	return list
}

func TestAPDFSaysAllThatTheDocumentSays(t *testing.T) {
	t.Parallel()
	d := compose(pdfReport(12, 3, nil), english)
	pages := pagesOf(t, plainFile(t, d))
	var all strings.Builder
	for _, p := range pages {
		all.WriteString(p.String())
	}
	for _, text := range said(d) {
		if !strings.Contains(all.String(), dense(text)) {
			t.Errorf("the pages lack %q", text)
		}
	}
}

func TestPagesAreNumberedAndNothingLeavesThem(t *testing.T) {
	t.Parallel()
	pages := pagesOf(t, plainFile(t, compose(pdfReport(40, 4, nil), english)))
	if len(pages) < 10 || pages[0].landscape || !pages[len(pages)-1].landscape {
		t.Fatalf("%d pages, the first landscape: %v, the last: %v", len(pages), pages[0].landscape, pages[len(pages)-1].landscape)
	}
	for n, p := range pages {
		if number := dense(pageNumber(n+1, len(pages))); !strings.Contains(p.String(), number) {
			t.Errorf("page %d does not say %s", n+1, number)
		}
		right := shortSide - left
		if p.landscape {
			right = longSide - left
		}
		for m, at := range p.at {
			wide := advancesOf(t).width(p.texts[m], regular, 7)
			if at[0] < left-0.1 || at[0]+wide > right+1 || at[1] < 30 || at[1] > p.height-top+0.1 {
				t.Errorf("page %d: %q stands at %v", n+1, p.texts[m], at)
			}
		}
	}
}

func advancesOf(t testing.TB) *advances {
	t.Helper()
	a, err := measures()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestATableGoesOnUnderItsHead(t *testing.T) {
	t.Parallel()
	pages := pagesOf(t, plainFile(t, compose(pdfReport(60, 2, func(src *workplan.ReportSource) { src.WithAnnex = false }), english)))
	continued := 0
	for n, p := range pages {
		text := p.String()
		if !strings.Contains(text, dense("One-off items open on 30 June 2024 (continued)")) {
			continue
		}
		continued++
		if !strings.Contains(text, dense("One-off items open on 30 June 2024 (continued)Ref Item Leads Status Due Latest report and next steps")) {
			t.Errorf("page %d goes on with the table without its head", n+1)
		}
	}
	if continued < 3 {
		t.Errorf("the table goes on on %d pages only", continued)
	}
}

// aDocument is a document of some blocks.
func aDocument(blocks ...block) document {
	return document{title: "Title", subtitle: "Subtitle", about: about{author: "Author", subject: "Subject", keywords: "Words", made: moment(pdfMoment)}, blocks: append([]block{facts{{"Plan", "A"}}}, blocks...)}
}

// A short table that would begin near the foot of a page begins on the next.
func TestAShortTableStaysWhole(t *testing.T) {
	t.Parallel()
	short := table{Caption: "Then and now", Columns: []column{{Head: "Number", Weight: 1}}}
	for n := range 8 {
		short.Rows = append(short.Rows, []cell{say(fmt.Sprintf("short %d", n))})
	}
	for filler := 20; filler < 46; filler += 2 {
		d := aDocument()
		for range filler {
			d.add(paragraph{Text: "filler"})
		}
		d.add(heading{Level: 1, Text: "Changes", ID: "changes"}, short)
		for n, p := range pagesOf(t, plainFile(t, d)) {
			if text := p.String(); strings.Contains(text, dense("short 0")) != strings.Contains(text, dense("short 7")) || strings.Contains(text, dense("Then and now (continued)")) {
				t.Errorf("after %d lines the table is torn on page %d", filler, n+1)
			}
		}
	}
}

// However long the name of a plan, the foot of a page says for whom the report is.
func TestTheFootAlwaysSaysForWhom(t *testing.T) {
	t.Parallel()
	pages := pagesOf(t, plainFile(t, compose(pdfReport(3, 1, func(src *workplan.ReportSource) {
		src.Plan.Title, src.Audience = strings.Repeat("Forward Work Plan ", 12), workplan.AudienceChairs
	}), english)))
	for n, p := range pages {
		if !strings.Contains(p.String(), dense("…, for co-chairs, secretariat and leads only")) {
			t.Errorf("page %d does not say for whom it is", n+1)
		}
	}
}

func TestARowIsTornOnlyWhenItIsHigherThanAPage(t *testing.T) {
	t.Parallel()
	rows := func(lines ...int) table {
		tab := table{Caption: "Rows", Columns: []column{{Head: "Row", Weight: 1}, {Head: "Lines", Weight: 4}}}
		for n, many := range lines {
			c := cell{}
			for m := range many {
				c.Lines = append(c.Lines, line{Text: "line" + strconv.Itoa(n) + "-" + strconv.Itoa(m) + "."})
			}
			tab.Rows = append(tab.Rows, []cell{say("row" + strconv.Itoa(n)), c})
		}
		return tab
	}
	on := func(pages []printed, text string) (list []int) {
		for n, p := range pages {
			if strings.Contains(p.String(), text) {
				list = append(list, n+1)
			}
		}
		return list
	}
	pages := pagesOf(t, plainFile(t, aDocument(rows(30, 40, 20, 150, 5, 1))))
	for row, most := range []int{30, 40, 20, 150, 5, 1} {
		first, last := on(pages, "line"+strconv.Itoa(row)+"-0."), on(pages, "line"+strconv.Itoa(row)+"-"+strconv.Itoa(most-1)+".")
		if len(first) != 1 || len(last) != 1 {
			t.Fatalf("row %d begins on pages %v and ends on %v", row, first, last)
		}
		if torn := first[0] != last[0]; torn != (most == 150) {
			t.Errorf("row %d of %d lines begins on page %d and ends on page %d", row, most, first[0], last[0])
		}
	}
}

func TestHeadingsStayWithWhatFollowsAndTheLastRowIsNotAlone(t *testing.T) {
	t.Parallel()
	for lines := 1; lines < 60; lines++ {
		var before []block
		for n := range lines {
			before = append(before, paragraph{Text: "Paragraph " + strconv.Itoa(n)})
		}
		tab := table{Caption: "Caption", Total: true, Columns: []column{{Head: "Column", Weight: 1}}, Rows: [][]cell{{say("first row")}, {say("second row")}, {say("last row")}}}
		for n, p := range pagesOf(t, plainFile(t, aDocument(append(before, heading{Level: 1, Text: "Heading", ID: "h"}, tab)...))) {
			text := strings.ReplaceAll(p.String(), "ContentsHeading", "")
			if strings.Contains(text, "Heading") && !strings.Contains(text, "HeadingCaptionColumnfirstrow") {
				t.Errorf("after %d paragraphs the heading stands alone on page %d", lines, n+1)
			}
			if strings.Contains(text, "lastrow") && !strings.Contains(text, "secondrow") {
				t.Errorf("after %d paragraphs the total stands alone on page %d", lines, n+1)
			}
		}
	}
}

func TestAChartHigherThanAPageGoesOnOnTheNext(t *testing.T) {
	t.Parallel()
	var bars []bar
	for n := range 90 {
		bars = append(bars, bar{label: "Member " + strconv.Itoa(n) + ", a name that takes two lines of its room", byStatus: map[workplan.Status]int{workplan.StatusPlanned: n % 5, workplan.StatusCompleted: 1}})
	}
	f := figure{Title: "Chart", Alt: "Bars", Chart: english.stackedBars(bars), Data: table{Caption: "Data", Columns: []column{{Head: "Column", Weight: 1}}, Rows: [][]cell{{say("row")}}}}
	pages := pagesOf(t, plainFile(t, aDocument(heading{Level: 1, Text: "Heading", ID: "h"}, f)))
	if len(pages) < 3 || !strings.Contains(pages[0].String(), "HeadingChart") {
		t.Fatalf("%d pages, the first of which says %s", len(pages), pages[0])
	}
	var all []string
	for n, p := range pages {
		all = append(all, p.texts...)
		for m, at := range p.at {
			if at[1] < 30 || at[1] > p.height-top+0.1 {
				t.Errorf("page %d: %q stands at %v", n+1, p.texts[m], at)
			}
		}
	}
	for _, s := range f.Chart.shapes {
		if l, ok := s.(label); ok && !slices.Contains(all, l.text) {
			t.Errorf("the pages lack %q", l.text)
		}
	}
	for n := range bars {
		if got := strings.Count(strings.Join(all, ""), "Member "+strconv.Itoa(n)+","); got != 1 {
			t.Errorf("member %d is named %d times", n, got)
		}
	}
}
