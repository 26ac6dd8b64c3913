package report

import (
	"archive/zip"
	"bytes"
	paths "path"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestEveryPartOfAWordFileIsWellFormedAndFound(t *testing.T) {
	t.Parallel()
	parts := unpackedWord(t, renderedWord(t, wordReport(12, 3)))
	types := parsedXML(t, "[Content_Types].xml", parts["[Content_Types].xml"])
	known := map[string]bool{}
	for _, e := range types.Elements {
		known[e.attr("Extension")], known[e.attr("PartName")] = true, true
	}
	for name, content := range parts {
		extension := strings.TrimPrefix(paths.Ext(name), ".")
		if !known["/"+name] && (extension == "xml" && name != "[Content_Types].xml" || !known[extension]) {
			t.Errorf("%s has no content type", name)
		}
		if extension != "png" {
			parsedXML(t, name, content)
		}
	}
	for name := range known {
		if part, is := strings.CutPrefix(name, "/"); is && parts[part] == nil {
			t.Errorf("there is no %s", part)
		}
	}
	ids := map[string]bool{}
	for _, rels := range []string{"_rels/.rels", "word/_rels/document.xml.rels"} {
		for _, e := range parsedXML(t, rels, parts[rels]).Elements {
			target := paths.Join(paths.Dir(paths.Dir(rels)), e.attr("Target"))
			if e.attr("TargetMode") == "" && parts[target] == nil {
				t.Errorf("%s names %s, which is not there", rels, target)
			}
			if e.attr("TargetMode") == "External" && !strings.HasPrefix(e.attr("Target"), "https://example.org/programme?a=1&b=") {
				t.Errorf("a link leads to %q", e.attr("Target"))
			}
			if ids[rels+e.attr("Id")] {
				t.Errorf("%s has %s twice", rels, e.attr("Id"))
			}
			ids[rels+e.attr("Id")] = true
		}
	}
	styles := map[string]bool{}
	for _, s := range parsedXML(t, "word/styles.xml", parts["word/styles.xml"]).all("style") {
		styles[s.attr("styleId")] = true
	}
	body := parsedXML(t, "word/document.xml", parts["word/document.xml"])
	for _, name := range []string{"pStyle", "rStyle", "tblStyle"} {
		for _, e := range body.all(name) {
			if !styles[e.attr("val")] {
				t.Errorf("there is no style %q", e.attr("val"))
			}
		}
	}
	for _, name := range []string{"hyperlink", "blip", "svgBlip", "footerReference"} {
		for _, e := range body.all(name) {
			for _, a := range e.Attrs {
				if strings.HasSuffix(a.Name.Space, "/relationships") && !ids["word/_rels/document.xml.rels"+a.Value] {
					t.Errorf("%s names %s, which is no relation", name, a.Value)
				}
			}
		}
	}
}

func TestAWordFileTellsOfItself(t *testing.T) {
	t.Parallel()
	parts := unpackedWord(t, renderedWord(t, wordReport(3, 1)))
	core := string(parts["docProps/core.xml"])
	for _, want := range []string{"<dc:title>Completion report: Kế hoạch &lt;2024&gt;, as of 1 March 2025, for co-chairs, secretariat and leads only</dc:title>", "<dc:creator>Working Group on Trial &amp; Error</dc:creator>",
		"<dc:subject>Kế hoạch &lt;2024&gt;, as of 1 March 2025, for co-chairs, secretariat and leads only</dc:subject>", "<cp:keywords>wg-2024, completion report</cp:keywords>", ">2025-03-01T09:30:00Z</dcterms:created>", "<dc:language>en-GB</dc:language>"} {
		if !strings.Contains(core, want) {
			t.Errorf("the properties do not say %s:\n%s", want, core)
		}
	}
	for _, name := range []string{"word/footer1.xml", "word/footer2.xml"} {
		foot := string(parts[name])
		if !strings.Contains(foot, "Completion report: Kế hoạch &lt;2024&gt;, as of 1 March 2025") || !strings.Contains(foot, " PAGE ") || !strings.Contains(foot, " NUMPAGES ") {
			t.Errorf("%s: %s", name, foot)
		}
	}
}

// Every text of the document stands in the file, and its charts are told in words.
func TestAWordFileSaysAllThatTheDocumentSays(t *testing.T) {
	t.Parallel()
	d := compose(wordReport(40, 4), english)
	body := bodyOf(t, d)
	said := body.words()
	wants := []string{d.title, d.subtitle}
	var alts, got []string
	cells := func(tb table) {
		if len(tb.Rows) == 0 {
			wants = append(wants, tb.Empty)
			return
		}
		wants = append(wants, tb.Caption)
		for _, c := range tb.Columns {
			wants = append(wants, c.Head)
		}
		for _, row := range tb.Rows {
			for _, c := range row {
				for _, l := range c.Lines {
					wants = append(wants, l.Label, l.Text)
				}
			}
		}
	}
	for _, b := range d.blocks {
		switch b := b.(type) {
		case heading:
			wants = append(wants, b.Text)
		case paragraph:
			wants = append(wants, strings.Split(b.Text, "\n")...)
		case facts:
			for _, f := range b {
				wants = append(wants, f.Label, f.Value)
			}
		case table:
			cells(b)
		case figure:
			wants, alts = append(wants, b.Title), append(alts, b.Alt)
			cells(b.Data)
		}
	}
	for _, want := range wants {
		if !strings.Contains(said, strings.TrimSpace(want)) {
			t.Errorf("not in the file: %q", want)
		}
	}
	for _, p := range body.all("docPr") {
		got = append(got, p.attr("descr"))
	}
	if !slices.Equal(got, alts) || len(alts) < 3 {
		t.Errorf("the charts are told as %q, want %q", got, alts)
	}
}

func TestAWordFileIsTheSameEveryTime(t *testing.T) {
	t.Parallel()
	first := renderedWord(t, wordReport(20, 3))
	for range 3 {
		if !bytes.Equal(first, renderedWord(t, wordReport(20, 3))) {
			t.Fatal("the same report gives other bytes")
		}
	}
	archive, err := zip.NewReader(bytes.NewReader(first), int64(len(first)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.File {
		if !f.Modified.Equal(time.Date(2025, 3, 1, 9, 30, 0, 0, time.UTC)) {
			t.Errorf("%s is of %s", f.Name, f.Modified)
		}
	}
}

func BenchmarkWordFile(b *testing.B) {
	r := wordReport(500, 10)
	b.ReportAllocs()
	for b.Loop() {
		b.ReportMetric(float64(len(renderedWord(b, r))), "bytes")
	}
}
