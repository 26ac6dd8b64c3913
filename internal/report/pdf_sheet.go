package report

import (
	"bytes"
	"fmt"
	"strings"

	"codeberg.org/go-pdf/fpdf"
)

// The page, in points: A4, with margins.
const (
	shortSide, longSide = 595.28, 841.89
	left, top, bottom   = 43.0, 46.0, 58.0
)

// colour is red, green and blue.
type colour [3]int

var (
	inkColour    = hexColour(ink)
	softColour   = hexColour("#52606d")
	lineColour   = hexColour("#c3ccd5")
	bandColour   = hexColour("#f3f6f8")
	accentColour = hexColour("#17406d")
)

// hexColour reads a colour as the charts write it.
func hexColour(s string) (c colour) {
	_, _ = fmt.Sscanf(s, "#%02x%02x%02x", &c[0], &c[1], &c[2]) // they are constants
	return c
}

// pdfSheet sets text and lines on the pages of a file, from the top of a page down to where y is.
type pdfSheet struct {
	pdf     *fpdf.Fpdf
	measure *advances
	// landscape, height and fresh tell of the page that is being set.
	landscape bool
	height    float64
	fresh     bool
	y         float64
	// shift makes up for the library's taking every page for as high as the last one.
	shift    float64
	pen      pen
	added    [len(typefaces)]bool
	sizes    []bool
	marks    []mark
	contents contents
	// words and ready are kept from one use to the next.
	words []pdfWord
	ready grid
}

// pen is what the library was last told to write with, so that it is told of changes alone.
type pen struct {
	face       face
	size       float64
	fill, line colour
	width      float64
	set        bool
}

// mark is a heading, with where it stands.
type mark struct {
	heading heading
	level   int
	text    string
	page    int
	y       float64
}

// newPage begins a page.
func (s *pdfSheet) newPage(landscape bool) {
	way := "P"
	if landscape {
		way = "L"
	}
	s.pdf.AddPageFormat(way, fpdf.SizeType{Wd: shortSide, Ht: longSide})
	s.sizes = append(s.sizes, landscape)
	s.landscape, s.height = landscape, heightOf(landscape)
	s.y, s.shift, s.pen, s.fresh = top, 0, pen{}, true
}

func heightOf(landscape bool) float64 {
	if landscape {
		return shortSide
	}
	return longSide
}

// open goes to a page that has been set, to add to it.
func (s *pdfSheet) open(page int) {
	s.landscape, s.pen = s.sizes[page-1], pen{}
	s.height = heightOf(s.landscape)
	s.shift = heightOf(s.sizes[len(s.sizes)-1]) - s.height
	s.pdf.SetPage(page)
}

// width is that of the text on the page.
func (s *pdfSheet) width() float64 {
	if s.landscape {
		return longSide - 2*left
	}
	return shortSide - 2*left
}

// room is how much of the page is left, and whole how much an empty page has.
func (s *pdfSheet) room() float64  { return s.height - bottom - s.y }
func (s *pdfSheet) whole() float64 { return s.height - bottom - top }

// need goes on to a new page where so much does not fit on this one, but would on an empty one.
func (s *pdfSheet) need(high float64) {
	if high > s.room() && !s.fresh {
		s.newPage(s.landscape)
	}
}

// down leaves room below what was set.
func (s *pdfSheet) down(by float64) {
	s.y += by
	s.fresh = false
}

// text writes on a baseline, sign by sign in the face that has it.
func (s *pdfSheet) text(x, y float64, text string, in face, size float64, c colour) {
	s.fill(c)
	for text != "" {
		f, n := s.sameFace(text, in)
		s.use(f, size)
		s.pdf.Text(x, y+s.shift, text[:n])
		if n < len(text) {
			x += s.measure.width(text[:n], in, size)
		}
		text = text[n:]
	}
}

// sameFace is the face of the first sign of a text, and how far it reaches.
func (s *pdfSheet) sameFace(text string, in face) (face, int) {
	first := in
	for n, r := range text {
		f := in
		if s.measure[in][r] == 0 {
			f, _ = s.measure.faceOf(r, in)
		}
		if n == 0 {
			first = f
		} else if f != first {
			return first, n
		}
	}
	return first, len(text)
}

// use chooses a face, which comes into the file when it is first used. The library writes into the fonts that it is given, so it gets copies.
func (s *pdfSheet) use(f face, size float64) {
	t := typefaces[f]
	if !s.added[f] {
		s.pdf.AddUTF8FontFromBytes(t.family, t.style, bytes.Clone(*t.content))
		s.added[f] = true
	}
	if s.pen.size != size || s.pen.face != f {
		s.pdf.SetFont(t.family, t.style, size)
		s.pen.face, s.pen.size = f, size
	}
}

// fill chooses the colour of areas and of text.
func (s *pdfSheet) fill(c colour) {
	if s.pen.set && s.pen.fill == c {
		return
	}
	s.pdf.SetFillColor(c[0], c[1], c[2])
	s.pdf.SetTextColor(c[0], c[1], c[2])
	s.pen.fill, s.pen.set = c, true
}

// line chooses the colour and width of lines.
func (s *pdfSheet) line(c colour, width float64) {
	if s.pen.width == width && s.pen.line == c {
		return
	}
	s.pdf.SetDrawColor(c[0], c[1], c[2])
	s.pdf.SetLineWidth(width)
	s.pen.line, s.pen.width = c, width
}

// rect is an area of the colour that was chosen, rule a line from side to side.
func (s *pdfSheet) rect(x, y, w, h float64) { s.pdf.Rect(x, y+s.shift, w, h, "F") }

func (s *pdfSheet) rule(x, y, to, width float64, c colour) {
	s.line(c, width)
	s.pdf.Line(x, y+s.shift, to, y+s.shift)
}

// link makes an area lead to an address of the web or of mail. Such addresses are in ASCII.
func (s *pdfSheet) link(x, y, w, h float64, address string) {
	scheme, _, _ := strings.Cut(strings.ToLower(address), ":")
	if scheme != "http" && scheme != "https" && scheme != "mailto" {
		return
	}
	var b strings.Builder
	for _, c := range []byte(address) {
		if c <= ' ' || c >= 0x7f {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	s.pdf.LinkString(x, y+s.shift, w, h, b.String())
}
