package report

// grid is a table made ready for the page: how its text looks, how wide its columns are, and its head.
type grid struct {
	table
	size, leading float64
	side          float64
	columns       []float64
	head          setRow
	landscape     bool
}

const (
	// cellAbove is the room above and below the text of a cell.
	cellAbove = 3.2
	// statusSquare is the side of the square that marks a status, statusShift how far the word stands from the square's left.
	statusSquare, statusShift = 6.2, 10.0
)

// setRow is a row with its cells broken into lines for their columns, and its height.
type setRow struct {
	cells []setCell
	high  float64
}

type setCell struct {
	lines   []textLine
	of      cell
	numeric bool
}

// grid makes a table with rows ready. Many columns are set in smaller type. The last one is kept: a heading asks for it before the table is set.
func (s *pdfSheet) grid(t table) grid {
	if len(s.ready.Rows) > 0 && &s.ready.Rows[0] == &t.Rows[0] && s.ready.landscape == s.landscape {
		return s.ready
	}
	g := grid{table: t, size: 8, leading: 10.8, side: 4, landscape: s.landscape}
	if len(t.Columns) > 8 {
		g.size, g.leading, g.side = 7, 9.6, 2.6
	}
	g.columns = s.columnWidths(g)
	for n, c := range t.Columns {
		g.head.cells = append(g.head.cells, setCell{lines: s.wrap([]run{{text: c.Head, bold: true}}, g.size, g.columns[n]-2*g.side, nil), numeric: c.Numeric})
	}
	g.head.high = g.height(g.head.lines())
	s.ready = g
	return g
}

func (g grid) height(lines int) float64 { return float64(lines)*g.leading + 2*cellAbove }

// table sets a table under its caption; one without rows says so. A row stands whole on one page unless it is higher than a page; the head of
// the table stands on every page.
func (s *pdfSheet) table(t table) {
	if len(t.Rows) == 0 {
		s.paragraph(t.Empty, noteStyle)
		return
	}
	g := s.grid(t)
	s.need(s.begin(g))
	s.tableHead(g, t.Caption)
	for n := range t.Rows {
		set := s.setRow(g, n)
		if need := set.high + s.last(g, n); n > 0 && need > s.room() && s.fits(g, need) {
			s.continued(g)
		}
		if t.Total && n == len(t.Rows)-1 {
			s.rule(left, s.y, left+s.width(), 1, inkColour)
		}
		s.row(g, set)
	}
	s.y += 10
}

// last is the height of the last row where the nth is the one before: the last never stands alone on a page, least of all a total.
func (s *pdfSheet) last(g grid, n int) float64 {
	if n != len(g.Rows)-2 {
		return 0
	}
	return s.setRow(g, n+1).high
}

// fits says that a row of such a height has room on a page of its own.
func (s *pdfSheet) fits(g grid, high float64) bool {
	return high <= s.whole()-s.captionHeight(g.Caption)-g.head.high
}

// continued goes on with a table on a new page.
func (s *pdfSheet) continued(g grid) {
	s.newPage(s.landscape)
	s.tableHead(g, g.Caption+" (continued)")
}

// tableStart is the room that a table needs to begin on a page.
func (s *pdfSheet) tableStart(t table) float64 {
	if len(t.Rows) == 0 {
		return noteStyle.leading + noteStyle.after
	}
	return s.begin(s.grid(t))
}

// begin is the room for a caption, the head and the first row, or the beginning of a row that is very high; for the whole of a short table, which
// stays on one page. The sheets of the annex, one after the other, may be torn.
func (s *pdfSheet) begin(g grid) float64 {
	const few = 14 // rows of a table that may be short
	if len(g.Rows) <= few && !g.landscape {
		whole := s.captionHeight(g.Caption) + g.head.high
		for n := range g.Rows {
			whole += s.setRow(g, n).high
		}
		if whole <= s.whole()/3 {
			return whole
		}
	}
	return s.captionHeight(g.Caption) + g.head.high + min(s.setRow(g, 0).high+s.last(g, 0), s.whole()/3)
}

func (s *pdfSheet) captionHeight(caption string) float64 {
	lines := len(s.wrap([]run{{text: caption, bold: true}}, captionStyle.size, s.width(), nil))
	return captionStyle.before + float64(lines)*captionStyle.leading + captionStyle.after
}

// tableHead sets the caption and the names of the columns.
func (s *pdfSheet) tableHead(g grid, caption string) {
	s.y += captionStyle.before
	for _, l := range s.wrap([]run{{text: caption, bold: true}}, captionStyle.size, s.width(), nil) {
		s.draw(l, left, s.y+captionStyle.leading*0.76, captionStyle.size, captionStyle.colour)
		s.down(captionStyle.leading)
	}
	s.y += captionStyle.after
	s.fill(bandColour)
	s.rect(left, s.y, s.width(), g.head.high)
	s.cells(g, g.head, 0, g.head.lines())
	s.down(g.head.high)
	s.rule(left, s.y, left+s.width(), 1, inkColour)
}

// row sets a row; what does not fit on the page goes on on the next.
func (s *pdfSheet) row(g grid, set setRow) {
	const fewest = 4 // lines that are worth beginning a row on a page
	lines := set.lines()
	for from := 0; from < lines; {
		fit := s.fitting(g)
		if fit < lines-from && fit < fewest {
			s.continued(g)
			fit = s.fitting(g)
		}
		to := min(lines, from+max(1, fit))
		s.cells(g, set, from, to)
		s.down(g.height(to - from))
		s.rule(left, s.y, left+s.width(), 0.4, lineColour)
		if from = to; from < lines {
			s.continued(g)
		}
	}
}

// fitting is how many lines of a row fit on what is left of the page.
func (s *pdfSheet) fitting(g grid) int { return int((s.room() - 2*cellAbove) / g.leading) }

func (r setRow) lines() int {
	most := 1
	for _, c := range r.cells {
		most = max(most, len(c.lines))
	}
	return most
}

// cells writes some of the lines of every cell of a row; where a row goes on on a page, its name is written again.
func (s *pdfSheet) cells(g grid, r setRow, begin, end int) {
	x := left
	for n, c := range r.cells {
		from, to := begin, end
		if n == 0 && begin > 0 {
			from, to = 0, end-begin
		}
		for m := from; m < min(to, len(c.lines)); m++ {
			y := s.y + cellAbove + g.leading*(float64(m-from)+0.76)
			at := x + g.side
			if c.numeric {
				at = x + g.columns[n] - g.side - c.lines[m].width()
			}
			if m == 0 && c.of.Status != "" {
				s.square(at, y-statusSquare+0.4, c.of)
			}
			s.draw(c.lines[m], at, y, g.size, inkColour)
		}
		x += g.columns[n]
	}
}

// square marks a status with its colour; the word stands beside it.
func (s *pdfSheet) square(x, y float64, c cell) {
	s.fill(hexColour(statusColours[c.Status][0]))
	s.line(inkColour, 0.5)
	s.pdf.Rect(x, y+s.shift, statusSquare, statusSquare, "FD")
}

// setRow breaks the cells of the nth row into lines. The first cell, which names the row, and all of a row of totals are bold.
func (s *pdfSheet) setRow(g grid, n int) setRow {
	total := g.Total && n == len(g.Rows)-1
	r := setRow{cells: make([]setCell, len(g.Rows[n]))}
	for m, c := range g.Rows[n] {
		set := setCell{of: c, numeric: g.Columns[m].Numeric}
		for k, l := range c.Lines {
			before, width := len(set.lines), g.columns[m]-2*g.side
			if k == 0 && c.Status != "" {
				width -= statusShift
			}
			runs := make([]run, 0, 2)
			if l.Label != "" {
				runs = append(runs, run{text: l.Lead(), bold: true})
			}
			if l.Text != "" {
				runs = append(runs, run{text: l.Text, bold: m == 0 || total, link: l.Link})
			}
			set.lines = s.wrap(runs, g.size, width, set.lines)
			if k == 0 && c.Status != "" {
				indent(set.lines[before:], statusShift)
			}
		}
		r.cells[m] = set
	}
	r.high = g.height(r.lines())
	return r
}

// indent moves lines to the right.
func indent(lines []textLine, by float64) {
	for _, l := range lines {
		for n := range l {
			l[n].x += by
		}
	}
}
