package report

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"fwptracker/internal/workplan"
)

// layout is how a sheet is set up: its columns' widths in letters, how many rows and columns stay in place, and how many pages it is wide in print.
type layout struct {
	name       string
	widths     []float64
	rows, cols int
	pages      int
}

// workSheet is written row by row, from the top. The first error stays, and nothing is written after it.
type workSheet struct {
	layout
	book  *book
	out   *excelize.StreamWriter
	at    int
	links int
	err   error
}

// liveLinks is how many cells of a sheet lead somewhere; those after them only show the address. Each takes longer to add than the one before, and
// Excel itself ends at 65,530.
const liveLinks = 2000

// workSheet begins the next sheet. What stands at the head of its file must be set before the first row.
func (b *book) workSheet(l layout) (*workSheet, error) {
	l.name = b.t(l.name)
	if b.sheets == 0 {
		if err := b.file.SetSheetName("Sheet1", l.name); err != nil {
			return nil, err
		}
	} else if _, err := b.file.NewSheet(l.name); err != nil {
		return nil, err
	}
	b.sheets++
	s := &workSheet{layout: l, book: b}
	if err := s.print(); err != nil {
		return nil, err
	}
	out, err := b.file.NewStreamWriter(l.name)
	if err != nil {
		return nil, err
	}
	s.out = out
	for n, w := range l.widths {
		if err := out.SetColWidth(n+1, n+1, w); err != nil {
			return nil, err
		}
	}
	return s, s.freeze()
}

// print sets the sheet up for A4 in landscape, as wide as its pages, with its frozen rows and columns repeated on each.
func (s *workSheet) print() error {
	file, cover := s.book.file, s.book.cover
	yes, size, orientation, tall, over := true, 9, "landscape", 0, "overThenDown"
	if err := file.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: &yes}); err != nil {
		return err
	}
	if err := file.SetPageLayout(s.name, &excelize.PageLayoutOptions{Size: &size, Orientation: &orientation, FitToWidth: &s.pages, FitToHeight: &tall, PageOrder: &over}); err != nil {
		return err
	}
	narrow, high, low := 0.4, 0.75, 0.3
	if err := file.SetPageMargins(s.name, &excelize.PageLayoutMarginsOptions{Left: &narrow, Right: &narrow, Top: &high, Bottom: &high, Header: &low, Footer: &low}); err != nil {
		return err
	}
	err := file.SetHeaderFooter(s.name, &excelize.HeaderFooterOptions{
		OddHeader: "&L" + printable(cover.title) + "&R&A",
		OddFooter: "&L" + printable(cover.foot) + "&R" + s.book.t("Page %s of %s", "&P", "&N")})
	if err != nil || s.rows == 0 {
		return err
	}
	repeated := fmt.Sprintf("'%s'!$1:$%d", s.name, s.rows)
	if s.cols > 0 {
		repeated = fmt.Sprintf("'%s'!$A:$%s,", s.name, columnName(s.cols)) + repeated
	}
	return file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: repeated, Scope: s.name})
}

// printable is a text for the head or foot of a page, which may hold 255 characters in all and takes & for a command.
func printable(s string) string {
	if runes := []rune(clean(s)); len(runes) > 100 {
		s = string(runes[:99]) + "…"
	}
	return strings.ReplaceAll(strings.ReplaceAll(clean(s), "\n", " "), "&", "&&")
}

func (s *workSheet) freeze() error {
	if s.rows+s.cols == 0 {
		return nil
	}
	pane := "bottomLeft"
	if s.cols > 0 {
		pane = "bottomRight"
	}
	return s.out.SetPanes(&excelize.Panes{Freeze: true, XSplit: s.cols, YSplit: s.rows, TopLeftCell: cellName(s.cols+1, s.rows+1), ActivePane: pane,
		Selection: []excelize.Selection{{SQRef: cellName(s.cols+1, s.rows+1), ActiveCell: cellName(s.cols+1, s.rows+1), Pane: pane}}})
}

// row writes the next row, as high as its texts need; a value of no style looks as its type does.
func (s *workSheet) row(values ...any) {
	s.at++
	if s.err != nil {
		return
	}
	row, lines := make([]any, len(values)), 1
	for n, v := range values {
		c, ok := v.(lookOf)
		if !ok {
			c = s.look(v, n+1)
		}
		if text, ok := c.value.(string); ok && c.cellStyle != styleTitle && c.cellStyle != styleSubtitle && c.cellStyle != styleSection {
			lines = max(lines, linesIn(text, s.room(c.cellStyle, n)))
		}
		row[n] = excelize.Cell{StyleID: s.book.styles[c.cellStyle], Value: c.value}
	}
	o := excelize.RowOpts{}
	if lines > 1 {
		o.Height = min(lineHeight*float64(lines), excelize.MaxRowHeight)
	}
	s.err = s.out.SetRow(cellName(1, s.at), row, o)
}

// lineHeight is that of a line of text, in points.
const lineHeight = 15

// room is how many letters a cell has beside each other: a fact has all the columns that are left.
func (s *workSheet) room(how cellStyle, column int) float64 {
	if how != styleFact {
		return s.widths[column]
	}
	all := 0.0
	for _, w := range s.widths[column:] {
		all += w
	}
	return all
}

// lookOf is a value ready for its cell, in a style.
type lookOf struct {
	cellStyle cellStyle
	value     any
}

func styled(how cellStyle, value any) lookOf {
	if text, ok := value.(string); ok {
		value = fitting(text)
	}
	return lookOf{how, value}
}

// look gives a value the style of its type.
func (s *workSheet) look(value any, column int) lookOf {
	switch v := value.(type) {
	case int:
		return lookOf{styleNumber, v}
	case workplan.Date:
		return dated(v)
	case time.Time:
		return lookOf{styleMoment, v.UTC().Truncate(time.Second)}
	case workplan.Rate:
		return s.rated(v)
	case workplan.Links:
		return s.linked(v, column)
	case workplan.Status:
		if v != "" {
			return lookOf{cellStyle(v), s.book.cellWords(v)}
		}
	case nil:
		return lookOf{styleText, nil}
	}
	if text, ok := s.book.cellWords(value).(string); ok && text != "" {
		return styled(styleText, text)
	}
	return lookOf{styleText, nil}
}

func dated(d workplan.Date) lookOf {
	t, err := time.Parse("2006-01-02", string(d))
	if err != nil {
		return lookOf{styleDate, nil}
	}
	return lookOf{styleDate, t}
}

// rated is a rate as a number that the sheet shows in per cent; where nothing counts, it says so and is no number.
func (s *workSheet) rated(r workplan.Rate) lookOf {
	if r.Denominator == 0 {
		return lookOf{stylePercent, s.book.t("no rate")}
	}
	return lookOf{stylePercent, float64(r.Numerator) / float64(r.Denominator)}
}

// linked lists links with their addresses, one to a line; the cell leads to the first.
func (s *workSheet) linked(links workplan.Links, column int) lookOf {
	if len(links) == 0 {
		return lookOf{styleText, nil}
	}
	list := make([]string, len(links))
	for n, l := range links {
		list[n] = l.Title + " <" + l.URL + ">"
	}
	target, err := url.Parse(links[0].URL)
	if err != nil || target.Scheme != "http" && target.Scheme != "https" || s.links == liveLinks {
		return styled(styleText, strings.Join(list, "\n"))
	}
	s.links++
	if err := s.book.file.SetCellHyperLink(s.name, cellName(column, s.at), target.String(), "External"); err != nil && s.err == nil {
		s.err = err
	}
	return styled(styleLink, strings.Join(list, "\n"))
}

func (s *workSheet) close() error {
	if s.err != nil {
		return s.err
	}
	return s.out.Flush()
}

// Columns and rows count from 1 and stay far within what a sheet can have.

func cellName(column, row int) string {
	name, _ := excelize.CoordinatesToCellName(column, row)
	return name
}

func columnName(column int) string {
	name, _ := excelize.ColumnNumberToName(column)
	return name
}
