package report

import (
	"io"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"fwptracker/internal/workplan"
)

// renderPDF writes the report on A4 pages.
func renderPDF(w io.Writer, r workplan.CompletionReport, o Options) error {
	return writePDF(w, compose(r, voice{o.Language}), o)
}

// writePDF writes a document on A4 pages. Text that it cannot set right is marked as such or, where that is asked for, refused with a
// [ScriptError] before anything is written.
func writePDF(w io.Writer, d document, o Options) error {
	s, err := layOut(d, o)
	if err != nil {
		return err
	}
	return s.pdf.Output(w)
}

// layOut sets a document on pages: the title with the facts and the contents, the blocks, and then what only the whole can know, which is the
// numbers of the pages.
func layOut(d document, o Options) (*pdfSheet, error) {
	measure, err := measures()
	if err != nil {
		return nil, err
	}
	if d, err = settable(d, measure, o.Strict); err != nil {
		return nil, err
	}
	s := newSheet(measure)
	s.describe(d)
	s.contents.title = d.t("Contents")
	s.newPage(false)
	blocks := s.opening(d)
	for n := range blocks {
		s.block(blocks[n:])
	}
	s.contents.draw(s)
	s.footers(d.title+": "+d.about.subject, d.about.circle)
	s.outline()
	return s, s.pdf.Error()
}

// describe fills in the properties of the file. Both of its dates are when the report was made, so that the same report gives the same bytes.
func (s *pdfSheet) describe(d document) {
	s.pdf.SetTitle(d.title+": "+d.about.subject, true)
	s.pdf.SetAuthor(d.about.author, true)
	s.pdf.SetSubject(d.about.subject, true)
	s.pdf.SetKeywords(d.about.keywords, true)
	s.pdf.SetCreator("Forward work plan tracker", true)
	s.pdf.SetLang(d.speaks().Tag)
	made := time.Time(d.about.made).UTC()
	s.pdf.SetCreationDate(made)
	s.pdf.SetModificationDate(made)
	s.pdf.SetCatalogSort(true)
}

// block sets the first of some blocks; what comes next matters, because a heading stays with what follows it.
func (s *pdfSheet) block(blocks []block) {
	switch b := blocks[0].(type) {
	case turn:
		s.newPage(b.Landscape)
	case heading:
		s.heading(b, blocks[1:])
	case paragraph:
		s.need(s.first(blocks))
		s.paragraph(b.Text, b.style())
	case facts:
		s.need(s.first(blocks))
		s.facts(b)
	case table:
		s.table(b)
	case figure:
		s.figure(b)
	}
}

// first is how much room a block needs to begin on a page: so much must not be torn from a heading above it. Facts and what explains a table stay
// with the table.
func (s *pdfSheet) first(blocks []block) float64 {
	if len(blocks) == 0 {
		return 0
	}
	switch b := blocks[0].(type) {
	case heading:
		return s.headingHeight(b) + s.first(blocks[1:])
	case paragraph:
		style := b.style()
		high := float64(min(3, len(s.wrap([]run{{text: b.Text}}, style.size, s.width(), nil))))*style.leading + style.after
		if b.Note {
			high += s.tableAfter(blocks)
		}
		return high
	case facts:
		return s.factsHeight(b) + s.tableAfter(blocks)
	case table:
		return s.tableStart(b)
	case figure:
		return s.figureHeight(b)
	default:
		return 0
	}
}

// tableAfter is the room that a table or chart needs to begin, where one follows the first block.
func (s *pdfSheet) tableAfter(blocks []block) float64 {
	if len(blocks) < 2 {
		return 0
	}
	switch b := blocks[1].(type) {
	case table:
		return s.tableStart(b)
	case figure:
		return s.figureHeight(b)
	default:
		return 0
	}
}

// opening sets the title, the first facts and the contents, and gives the blocks that are left.
func (s *pdfSheet) opening(d document) []block {
	for _, line := range []struct {
		text  string
		style style
	}{{d.title, titleStyle}, {d.subtitle, subtitleStyle}} {
		s.paragraph(line.text, line.style)
	}
	s.fill(accentColour)
	s.rect(left, s.y, s.width(), 2)
	s.y += 12
	blocks := d.blocks
	if f, ok := blocks[0].(facts); ok {
		s.facts(f)
		blocks = blocks[1:]
	}
	s.contents.reserve(s, blocks)
	return blocks
}

// footers number the pages, now that their number is known, under the name of the report; a long name is cut before the words at its end that say for
// whom it is.
func (s *pdfSheet) footers(name, circle string) {
	name = strings.TrimSuffix(name, circle)
	total := s.pdf.PageCount()
	for n := 1; n <= total; n++ {
		s.open(n)
		y := s.height - 36
		s.rule(left, y-11, left+s.width(), 0.5, lineColour)
		number := pageNumber(n, total)
		wide := s.measure.width(number, regular, 8)
		room := s.width() - wide - 24 - s.measure.width(circle, regular, 8)
		s.text(left, y, s.measure.fitted(name, regular, 8, room)+circle, regular, 8, softColour)
		s.text(left+s.width()-wide, y, number, regular, 8, softColour)
	}
}

// outline lists the headings as bookmarks. The library reckons the place of each from the height of the last page; [sheet.open] makes up for that.
func (s *pdfSheet) outline() {
	level := -1
	for _, m := range s.marks {
		s.open(m.page)
		level = min(m.level, level+1)
		s.pdf.Bookmark(m.text, level, m.y+s.shift)
	}
	s.open(s.pdf.PageCount())
}

// newSheet is a file without pages. The library writes into the fonts that it is given, so it gets copies.
func newSheet(measure *advances) *pdfSheet {
	pdf := fpdf.New("P", "pt", "A4", "")
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetMargins(0, 0, 0)
	return &pdfSheet{pdf: pdf, measure: measure}
}
