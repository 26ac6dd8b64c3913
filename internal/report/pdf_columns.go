package report

// longestWhole is the width, in heights of a line, up to which a word makes its column wider; a longer one, such as an address, is broken. Numbers
// with what explains them are kept on one line up to the same width.
const longestWhole = 8

// columnWidths shares the width of the page among the columns by their weights, but so that no word is broken where that can be helped, neither
// in the names of the columns nor in the cells, and that what is kept on one line has the room.
func (s *pdfSheet) columnWidths(g grid) []float64 {
	least := make([]float64, len(g.Columns))
	for n, c := range g.Columns {
		least[n] = s.longest(c.Head, bold, g)
	}
	for _, row := range g.Rows {
		for n, c := range row {
			least[n] = max(least[n], s.leastWidth(g, n, c))
		}
	}
	for n := range least {
		least[n] += 2*g.side + 0.1
	}
	return sharedWidths(g.table, s.width(), least)
}

// leastWidth is how much a cell of the nth column needs.
func (s *pdfSheet) leastWidth(g grid, n int, of cell) float64 {
	wide := 0.0
	in := regular
	if n == 0 || g.Total {
		in = bold
	}
	for m, l := range of.Lines {
		extra := 0.0
		if m == 0 && of.Status != "" {
			extra = statusShift
		}
		if g.Columns[n].Kept || g.Columns[n].Numeric {
			if w := extra + s.measure.width(l.Text, in, g.size); w <= longestWhole*g.leading {
				wide = max(wide, w)
				continue
			}
		}
		wide = max(wide, extra+s.longest(l.Text, in, g), extra+s.longest(l.Lead(), bold, g))
	}
	return wide
}

// longest is the width of the longest word of a text, without those that are broken.
func (s *pdfSheet) longest(text string, in face, g grid) float64 {
	wide := 0.0
	for from := 0; from < len(text); {
		to := from + wordEnd(text[from:])
		if w := s.measure.width(text[from:to], in, g.size); w <= longestWhole*g.leading {
			wide = max(wide, w)
		}
		from = to + 1
	}
	return wide
}

// sharedWidths gives every column its share by weight, or what it needs at least, which the others then have less of.
func sharedWidths(t table, whole float64, least []float64) []float64 {
	widths := make([]float64, len(least))
	fixed := make([]bool, len(least))
	for again := true; again; {
		again = false
		rest, weights := whole, 0
		for n, c := range t.Columns {
			if fixed[n] {
				rest -= widths[n]
			} else {
				weights += c.Weight
			}
		}
		for n, c := range t.Columns {
			if fixed[n] {
				continue
			}
			widths[n] = rest * float64(c.Weight) / float64(weights)
			if widths[n] < least[n] {
				widths[n], fixed[n], again = least[n], true, true
			}
		}
	}
	return squeezed(widths, whole)
}

// squeezed narrows columns that need more than there is, all in the same measure.
func squeezed(widths []float64, whole float64) []float64 {
	sum := 0.0
	for _, w := range widths {
		sum += w
	}
	if sum > whole+0.1 {
		for n := range widths {
			widths[n] *= whole / sum
		}
	}
	return widths
}
