package report

// style is how running text looks. Before and after are the room above and below it.
type style struct {
	size, leading, before, after float64
	bold                         bool
	colour                       colour
}

var (
	titleStyle    = style{size: 21, leading: 26, after: 3, bold: true, colour: accentColour}
	subtitleStyle = style{size: 11.5, leading: 15.5, after: 9, colour: inkColour}
	bodyStyle     = style{size: 9.5, leading: 13.5, after: 7, colour: inkColour}
	noteStyle     = style{size: 8.5, leading: 11.8, after: 7, colour: softColour}
	partStyle     = style{size: 13.5, leading: 17, before: 15, after: 9, bold: true, colour: accentColour}
	sheetStyle    = style{size: 10.5, leading: 14, before: 11, after: 4, bold: true, colour: inkColour}
	captionStyle  = style{size: 9, leading: 12, before: 3, after: 3, bold: true, colour: inkColour}
)

func (p paragraph) style() style {
	if p.Note {
		return noteStyle
	}
	return bodyStyle
}

// paragraph sets running text; no line of it stands alone at the foot of a page or at the head of the next.
func (s *pdfSheet) paragraph(text string, as style) {
	lines := s.wrap([]run{{text: text, bold: as.bold}}, as.size, s.width(), nil)
	for n, l := range lines {
		s.need(float64(together(n, len(lines))) * as.leading)
		s.draw(l, left, s.y+as.leading*0.76, as.size, as.colour)
		s.down(as.leading)
	}
	s.y += as.after
}

// together is how many lines, from the nth of so many, must stand on one page.
func together(n, lines int) int {
	switch {
	case lines <= 3 && n == 0:
		return lines
	case n == 0 || n == lines-2:
		return 2
	default:
		return 1
	}
}

// heading sets a heading, where it has room for what follows, and remembers it for the outline and the contents.
func (s *pdfSheet) heading(h heading, after []block) {
	as := headingStyle(h)
	s.need(s.headingHeight(h) + s.first(after))
	if !s.fresh {
		s.y += as.before
	}
	s.marks = append(s.marks, mark{heading: h, level: h.Level - 1, text: h.Text, page: s.pdf.PageNo(), y: max(0, s.y-4)})
	for _, l := range s.wrap([]run{{text: h.Text, bold: true}}, as.size, s.width(), nil) {
		s.draw(l, left, s.y+as.leading*0.76, as.size, as.colour)
		s.down(as.leading)
	}
	if h.Level == 1 {
		s.rule(left, s.y+2, left+s.width(), 0.75, lineColour)
	}
	s.y += as.after
}

func headingStyle(h heading) style {
	if h.Level == 1 {
		return partStyle
	}
	return sheetStyle
}

func (s *pdfSheet) headingHeight(h heading) float64 {
	as := headingStyle(h)
	return as.before + float64(len(s.wrap([]run{{text: h.Text, bold: true}}, as.size, s.width(), nil)))*as.leading + as.after
}

// factsLabel is the width of the labels of facts, factsSize the size of both.
const factsLabel, factsSize = 128.0, 9.0

// factRow is one or, on broad pages, two short facts beside each other.
type factRow struct {
	labels, values [2][]textLine
	lines          int
}

// facts sets labelled values below each other.
func (s *pdfSheet) facts(list facts) {
	rows := s.factRows(list)
	s.need(s.factsHeight(list))
	for _, r := range rows {
		s.need(min(float64(r.lines)*bodyStyle.leading, s.whole()/3))
		for n := range r.lines {
			s.need(bodyStyle.leading)
			y := s.y + bodyStyle.leading*0.76
			for m := range r.labels {
				x := left + float64(m)*s.width()/2
				if n < len(r.labels[m]) {
					s.draw(r.labels[m][n], x, y, factsSize, softColour)
				}
				if n < len(r.values[m]) {
					s.draw(r.values[m][n], x+factsLabel, y, factsSize, inkColour)
				}
			}
			s.down(bodyStyle.leading)
		}
	}
	s.y += 8
}

// factRows breaks facts into lines.
func (s *pdfSheet) factRows(list facts) []factRow {
	var rows []factRow
	half := s.width()/2 - factsLabel - 12
	short := func(n int) bool {
		return s.landscape && n < len(list) && s.measure.width(list[n].Value, regular, factsSize) <= half
	}
	for n := 0; n < len(list); n++ {
		r := factRow{}
		beside := []fact{list[n]}
		if short(n) && short(n+1) {
			n++
			beside = append(beside, list[n])
		}
		for m, f := range beside {
			r.labels[m] = s.wrap([]run{{text: f.Label}}, factsSize, factsLabel-10, nil)
			r.values[m] = s.wrap([]run{{text: f.Value}}, factsSize, s.width()-factsLabel, nil)
			r.lines = max(r.lines, len(r.labels[m]), len(r.values[m]))
		}
		rows = append(rows, r)
	}
	return rows
}

// factsHeight is what facts need to stay together, unless they are very long.
func (s *pdfSheet) factsHeight(list facts) float64 {
	lines := 0
	for _, r := range s.factRows(list) {
		lines += r.lines
	}
	return min(float64(lines)*bodyStyle.leading, s.whole()/2)
}
