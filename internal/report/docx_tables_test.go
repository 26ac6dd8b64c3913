package report

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fwptracker/internal/workplan"
)

// wordOf are blocks as a document.
func wordOf(blocks ...block) document {
	return document{title: "Title", subtitle: "Subtitle", blocks: blocks}
}

func TestTablesOfAWordFileRepeatTheirHeads(t *testing.T) {
	t.Parallel()
	body := bodyOf(t, compose(wordReport(40, 4), english))
	tables := 0
	for _, tbl := range body.all("tbl") {
		if tbl.all("tblStyle")[0].attr("val") != "ReportTable" {
			if len(tbl.all("tblHeader")) > 0 {
				t.Error("facts have a head")
			}
			continue
		}
		tables++
		grid, sum := tbl.all("gridCol"), 0
		for _, c := range grid {
			n, _ := strconv.Atoi(c.attr("w"))
			sum += n
			if n < 400 {
				t.Errorf("a column of %q is %d wide", tbl.words()[:40], n)
			}
		}
		if all, _ := strconv.Atoi(tbl.all("tblW")[0].attr("w")); all != sum || sum > wideWidth || sum < uprightWidth-20 {
			t.Errorf("a table is %d wide, its columns %d", all, sum)
		}
		if tbl.all("tblLayout")[0].attr("type") != "fixed" || tbl.all("tblCaption")[0].attr("val") == "" {
			t.Error("a table is not fixed, or says nothing to those who do not see it")
		}
		for n, row := range tbl.all("tr") {
			if head := len(row.all("tblHeader")) == 1; head != (n == 0) {
				t.Errorf("row %d: head %v", n, head)
			}
			if len(row.all("cantSplit")) != 1 || len(row.all("tc")) != len(grid) {
				t.Errorf("row %d can break, or has %d cells in %d columns", n, len(row.all("tc")), len(grid))
			}
		}
	}
	if tables < 40 {
		t.Errorf("only %d tables", tables)
	}
}

// styleOf is the style of the first run of a text, "" where it has none; bold is what "Strong" is.
func styleOf(e xmlElement, text string) string {
	for _, r := range e.all("r") {
		for _, s := range r.all("t") {
			if s.Text == text {
				for _, style := range r.all("rStyle") {
					return style.attr("val")
				}
				return ""
			}
		}
	}
	return "missing"
}

func TestHowTheCellsOfAWordFileAreSet(t *testing.T) {
	t.Parallel()
	tb := table{Caption: "Numbers", Total: true, Columns: []column{{Head: "Name", Weight: 3}, {Head: "Count", Weight: 1, Numeric: true}, {Head: "Standing", Weight: 1}},
		Rows: [][]cell{{say("first"), say("11"), {Lines: []line{{Text: "Completed"}, {Text: "Silent"}}, Status: workplan.StatusCompleted}},
			{say("second"), say("22"), {Lines: []line{{Label: "Evidence", Text: "a film", Link: "https://example.org/a b?q=ü|"}, {Text: "one\r\ntwo\n\nthree"}, {Label: "Alone"}}}},
			{say("all"), say("33"), {}}}}
	body := bodyOf(t, wordOf(tb))
	for text, want := range map[string]string{"Name": "Strong", "Count": "Strong", "first": "Strong", "11": "", "Completed": "", "Evidence: ": "Strong", "Alone": "Strong", "a film": "Hyperlink", "one": "",
		"all": "Strong", "33": "Strong"} {
		if got := styleOf(body, text); got != want {
			t.Errorf("%q is set in %q, want %q", text, got, want)
		}
	}
	if want := "first\n11\n■\u00a0Completed\nSilent\nsecond\n22\nEvidence: a film\none\ntwo\nthree\nAlone\nall\n33\n\n"; !strings.HasSuffix(body.words(), want+"\n") {
		t.Errorf("%q", body.words())
	}
	for _, p := range body.all("tbl")[0].all("p") {
		text, right := strings.TrimSpace(xmlElement{Elements: []xmlElement{p}}.words()), len(p.all("jc")) == 1
		if right != slices.Contains([]string{"Count", "11", "22", "33"}, text) {
			t.Errorf("%q to the right: %v", text, right)
		}
	}
	if colours := body.all("color"); len(colours) != 1 || colours[0].attr("val") != "155a34" {
		t.Errorf("the status has the colours %v", colours)
	}
}

func TestLinksOfAWordFile(t *testing.T) {
	t.Parallel()
	w := word{linked: map[string]string{}}
	for link, want := range map[string]string{"https://example.org/a b?q=ü|<": "https://example.org/a%20b?q=ü%7C%3C", "http://example.org/ü": "http://example.org/%C3%BC", "javascript:alert(1)": "",
		"https://example.org/" + strings.Repeat("ü", 1000): "", "": "", "ftp://example.org": "", "https://exa mple.org": ""} {
		id, ok := w.link(link)
		got := ""
		if ok {
			got = w.links[len(w.links)-1].target
		}
		if got != want {
			t.Errorf("%q leads to %q, want %q", link, got, want)
		}
		if again, _ := w.link(link); again != id {
			t.Errorf("%q has two relations", link)
		}
	}
	var b bytes.Buffer
	if err := writeDOCX(&b, wordOf(table{Caption: "x", Columns: []column{{Head: "x", Weight: 1}}, Rows: [][]cell{{{Lines: []line{{Text: "Notes", Link: "ftp://example.org/x"}}}}}})); err != nil {
		t.Fatal(err)
	}
	if text := string(unpackedWord(t, b.Bytes())["word/document.xml"]); !strings.Contains(text, "Notes &lt;ftp://example.org/x&gt;") {
		t.Error("a link that Word would not take is lost")
	}
}

func TestAWordFileSaysWhatItHasNothingOf(t *testing.T) {
	t.Parallel()
	body := bodyOf(t, wordOf(heading{1, "Silent items", "silent"}, table{Caption: "Silent items", Columns: []column{{Head: "x", Weight: 1}}, Empty: "No item is silent."}))
	if len(body.all("tbl")) > 0 || !strings.Contains(body.words(), "No item is silent.") {
		t.Errorf("%q", body.words())
	}
}

func TestTheSectionsOfAWordFile(t *testing.T) {
	t.Parallel()
	sizes := func(r workplan.CompletionReport) (list []string) {
		for _, s := range bodyOf(t, compose(r, english)).all("sectPr") {
			size := s.all("pgSz")[0]
			list = append(list, size.attr("w")+"x"+size.attr("h")+size.attr("orient")+s.all("footerReference")[0].attr("id"))
		}
		return list
	}
	r := wordReport(5, 2)
	if got := sizes(r); !slices.Equal(got, []string{"11906x16838rIdUpright", "16838x11906landscaperIdWide"}) {
		t.Errorf("sections with an annex: %q", got)
	}
	r.Annex = nil
	if got := sizes(r); !slices.Equal(got, []string{"11906x16838rIdUpright"}) {
		t.Errorf("sections without an annex: %q", got)
	}
}

func TestTheHeadingsOfAWordFileAreItsContents(t *testing.T) {
	t.Parallel()
	body := bodyOf(t, wordOf(facts{{"Body", "WG"}}, heading{1, "One", "one"}, heading{2, "Under one", "under"}, heading{1, "Two", "two"}))
	marks := map[string]string{}
	for _, p := range body.all("p") {
		for _, m := range p.all("bookmarkStart") {
			marks[m.attr("name")] = p.all("pStyle")[0].attr("val") + " " + xmlElement{Elements: []xmlElement{p}}.words()
		}
	}
	var contents []string
	for _, h := range body.all("hyperlink") {
		contents = append(contents, marks[h.attr("anchor")])
	}
	if !slices.Equal(contents, []string{"Heading1 One\n", "Heading1 Two\n"}) || len(marks) != 3 {
		t.Errorf("contents %q of %q", contents, marks)
	}
	if got := body.words(); got != "Title\nSubtitle\nBody\nWG\nContents\nOne\nTwo\nOne\nUnder one\nTwo\n" {
		t.Errorf("%q", got)
	}
	if kinds := body.all("fldChar"); len(kinds) != 3 || kinds[0].attr("fldCharType") != "begin" || kinds[2].attr("fldCharType") != "end" {
		t.Errorf("the field of the contents: %v", kinds)
	}
}

func TestWhatXMLCannotHoldIsLeftOut(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"a\x00b\x08c\x1fd": "abcd", "<b> & \"c\"": "&lt;b&gt; &amp; &quot;c&quot;", "x\ufffe\uffffy": "xy", "tab\there": "tab here", "bad \xff byte": "bad \ufffd byte",
		"Kế hoạch": "Kế hoạch", "التقرير": "التقرير", "🙂": "🙂", "'": "'"} {
		if got := escaped(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	body := bodyOf(t, document{title: "a\x01<b>", blocks: []block{paragraph{Text: "one\ntwo \x0c three"}, paragraph{}, figure{Title: "t", Alt: "\"x\"\n\x02", Chart: chart{width: 10, height: 10}}}})
	if got := body.words(); !strings.HasPrefix(got, "a<b>\n\none\ntwo \n three\n") || body.all("docPr")[0].attr("descr") != "\"x\" " {
		t.Errorf("%q, %q", got, body.all("docPr")[0].attr("descr"))
	}
}

// wordOrder is the order in which the schema wants what Word files of ours hold; Word takes a file in another order for damaged.
var wordOrder = map[string][]string{
	"pPr":    {"pStyle", "keepNext", "keepLines", "pBdr", "tabs", "spacing", "jc", "outlineLvl", "sectPr"},
	"rPr":    {"rStyle", "rFonts", "b", "bCs", "color", "sz", "szCs", "u", "lang", "textOutline"},
	"tblPr":  {"tblStyle", "tblW", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook", "tblCaption"},
	"tcPr":   {"tcW", "gridSpan", "tcBorders", "shd", "vAlign"},
	"sectPr": {"footerReference", "type", "pgSz", "pgMar"},
	"style":  {"name", "basedOn", "next", "uiPriority", "semiHidden", "unhideWhenUsed", "qFormat", "pPr", "rPr", "tblPr", "tblStylePr"},
}

func TestTheElementsOfAWordFileStandInTheirOrder(t *testing.T) {
	t.Parallel()
	parts := unpackedWord(t, renderedWord(t, wordReport(20, 3)))
	for _, name := range []string{"word/document.xml", "word/styles.xml", "word/footer1.xml"} {
		root := parsedXML(t, name, parts[name])
		for parent, order := range wordOrder {
			for _, e := range root.all(parent) {
				last := 0
				for _, c := range e.Elements {
					at := slices.Index(order, c.XMLName.Local)
					if at < last {
						t.Fatalf("%s: in %s, %s stands out of order", name, parent, c.XMLName.Local)
					}
					last = at
				}
			}
		}
	}
}

// How the numbers of a chart are to be read stays on the page of the chart, and a status that is only planned has an empty square, which any
// program shows.
func TestWhatExplainsAChartStaysWithIt(t *testing.T) {
	t.Parallel()
	body := bodyOf(t, compose(wordReport(12, 2), english))
	notes, squares := 0, 0
	for _, p := range body.all("p") {
		text := xmlElement{Elements: []xmlElement{p}}.words()
		if strings.HasPrefix(text, "Statuses count one-off items.") {
			if notes++; len(p.all("keepNext")) != 1 {
				t.Errorf("%q may stand alone at the foot of a page", text)
			}
		}
		if strings.Contains(text, "■\u00a0Planned") {
			t.Error("a planned item has a square in a colour next to white")
		}
		squares += strings.Count(text, "□\u00a0Planned")
	}
	if notes < 2 || squares == 0 {
		t.Errorf("%d notes and %d empty squares were looked at", notes, squares)
	}
}
