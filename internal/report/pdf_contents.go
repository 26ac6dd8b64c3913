package report

import (
	"strconv"
)

// contents lists the parts of the report on its first page, in two columns, each with its page and leading there.
type contents struct {
	title string
	page  int
	y     float64
	parts int
}

const contentsLeading = 14.0

func pageNumber(n, of int) string { return strconv.Itoa(n) + " / " + strconv.Itoa(of) }

// reserve leaves room for the contents: which pages the parts are on is known at the end.
func (c *contents) reserve(s *pdfSheet, blocks []block) {
	for _, b := range blocks {
		if h, ok := b.(heading); ok && h.Level == 1 {
			c.parts++
		}
	}
	high := float64(c.rows())*contentsLeading + 34
	s.need(high)
	c.page, c.y = s.pdf.PageNo(), s.y
	s.down(high)
}

func (c *contents) rows() int { return (c.parts + 1) / 2 }

// draw fills in what was left open.
func (c *contents) draw(s *pdfSheet) {
	s.open(c.page)
	s.text(left, c.y+13, s.contents.title, bold, 10, accentColour)
	column := (s.width() - 28) / 2
	n := 0
	for _, m := range s.marks {
		if m.level != 0 {
			continue
		}
		x := left + float64(n/c.rows())*(column+28)
		y := c.y + 31 + float64(n%c.rows())*contentsLeading
		number := strconv.Itoa(m.page)
		wide := s.measure.width(number, regular, 9)
		name := s.measure.fitted(m.text, regular, 9, column-40)
		s.text(x, y, name, regular, 9, inkColour)
		s.dots(x+s.measure.width(name, regular, 9)+5, x+column-wide-5, y)
		s.text(x+column-wide, y, number, regular, 9, inkColour)
		to := s.pdf.AddLink()
		s.pdf.SetLink(to, m.y, m.page)
		s.pdf.Link(x, y-10+s.shift, column, contentsLeading, to)
		n++
	}
}

// dots lead the eye from a name to its page; those of all lines stand below each other.
func (s *pdfSheet) dots(from, to, y float64) {
	const step = 4.0
	s.pdf.SetDashPattern([]float64{0.7, step - 0.7}, 0)
	if first := step * float64(int(from/step)+1); first < to {
		s.rule(first, y, to, 0.7, softColour)
	}
	s.pdf.SetDashPattern(nil, 0)
}
