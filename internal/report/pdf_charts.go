package report

import (
	"encoding/hex"
	"unicode/utf16"

	"codeberg.org/go-pdf/fpdf"
)

// figure sets a chart under its title, and its numbers below it. A chart that is higher than a page goes on on the next.
func (s *pdfSheet) figure(f figure) {
	s.need(s.figureHeight(f))
	k, title := s.scale(f.Chart), f.Title
	for rest := f.Chart; rest.height > 0; title = f.Title + " (continued)" {
		if title != f.Title {
			s.newPage(s.landscape)
		}
		s.paragraph(title, captionStyle)
		var part chart
		part, rest = rest.cut(s.room() / k)
		s.described(f.Alt, func() { s.chart(part, left, s.y, k) })
		s.down(part.height*k + 8)
	}
	s.table(f.Data)
}

// scale is how much smaller a chart is drawn so that it fits into the width of the page.
func (s *pdfSheet) scale(c chart) float64 { return min(0.92, s.width()/c.width) }

// figureHeight is what a figure needs on a page: all of its height, unless that is more than a page has below a heading.
func (s *pdfSheet) figureHeight(f figure) float64 {
	const aboveIt = 60.0
	high := f.Chart.height * s.scale(f.Chart)
	if high > s.whole()-aboveIt-s.captionHeight(f.Title) {
		high = s.whole() * 0.4
	}
	return s.captionHeight(f.Title) + high
}

// described marks what is drawn with words for those who do not see it.
func (s *pdfSheet) described(words string, draw func()) {
	text := []byte{0xfe, 0xff}
	for _, unit := range utf16.Encode([]rune(words)) {
		text = append(text, byte(unit>>8), byte(unit))
	}
	s.pdf.RawWriteStr("/Span <</Alt <" + hex.EncodeToString(text) + ">>> BDC")
	draw()
	s.pdf.RawWriteStr("EMC")
}

// chart draws the shapes of a chart from a corner on, so much smaller.
func (s *pdfSheet) chart(c chart, x, y, k float64) {
	for _, shape := range c.shapes {
		switch shape := shape.(type) {
		case box:
			s.fill(hexColour(shape.fill))
			s.line(hexColour(shape.stroke), 0.75*k)
			s.pdf.Rect(x+shape.x*k, y+shape.y*k+s.shift, shape.w*k, shape.h*k, "FD")
		case path:
			s.path(shape, x, y, k)
		case label:
			s.label(shape, x, y, k)
		}
	}
}

func (s *pdfSheet) path(p path, x, y, k float64) {
	points := make([]fpdf.PointType, len(p.points))
	for n, at := range p.points {
		points[n] = fpdf.PointType{X: x + at[0]*k, Y: y + at[1]*k + s.shift}
	}
	if p.fill != "" {
		s.fill(hexColour(p.fill))
		s.pdf.Polygon(points, "F")
		return
	}
	s.line(hexColour(p.stroke), p.width*k)
	if p.dashed {
		s.pdf.SetDashPattern([]float64{4 * k, 3 * k}, 0)
	}
	s.pdf.MoveTo(points[0].X, points[0].Y)
	for _, at := range points[1:] {
		s.pdf.LineTo(at.X, at.Y)
	}
	s.pdf.DrawPath("D")
	if p.dashed {
		s.pdf.SetDashPattern(nil, 0)
	}
}

func (s *pdfSheet) label(l label, x, y, k float64) {
	in := regular
	if l.bold {
		in = bold
	}
	x += l.x * k
	switch wide := s.measure.width(l.text, in, l.size*k); l.anchor {
	case "middle":
		x -= wide / 2
	case "end":
		x -= wide
	}
	s.text(x, y+l.y*k, l.text, in, l.size*k, hexColour(l.fill))
}
