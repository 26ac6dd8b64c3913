package report

import "strconv"

// table sets a table below its caption, or the words that stand for one without rows. A short table stays on one page; the head of a long one
// stays with the first row, and stands again on every page.
func (w *word) table(t table) {
	if len(t.Rows) == 0 {
		w.paragraph(paragraphForm{style: "Note"}, line{Text: t.Empty})
		return
	}
	w.paragraph(paragraphForm{style: "Caption", keep: true}, line{Text: t.Caption})
	s := t.laid(w.width())
	w.put(`<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/>`)
	look := `06A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1`
	if t.Total {
		look = `06E0" w:firstRow="1" w:lastRow="1" w:firstColumn="1`
	}
	w.frame(s.widths, s.margin, look, t.Caption)
	head, high := make([]cell, len(t.Columns)), 0
	for n, c := range t.Columns {
		head[n] = say(c.Head)
	}
	for _, row := range t.Rows {
		high += s.rowHeight(row)
	}
	together := high < w.height()/4
	w.row(s, head, rowForm{head: true, keep: true})
	for n, row := range t.Rows {
		last := n == len(t.Rows)-1
		w.row(s, row, rowForm{keep: !last && together || t.Total && n == len(t.Rows)-2, strong: t.Total && last})
	}
	w.put(`</w:tbl>`)
	w.afterRow = true
}

// frame gives a table its widths, and what stands free at the sides of its cells; look says which of its rows and columns stand out, and about what it is for those who do not see it.
func (w *word) frame(widths []int, margin int, look, about string) {
	all := 0
	for _, n := range widths {
		all += n
	}
	w.put(`<w:tblW w:w="`, strconv.Itoa(all), `" w:type="dxa"/><w:tblLayout w:type="fixed"/>`,
		`<w:tblCellMar><w:left w:w="`, strconv.Itoa(margin), `" w:type="dxa"/><w:right w:w="`, strconv.Itoa(margin), `" w:type="dxa"/></w:tblCellMar><w:tblLook w:val="`, look, `" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>`)
	if about != "" {
		w.put(`<w:tblCaption w:val="`, escaped(about), `"/>`)
	}
	w.put(`</w:tblPr><w:tblGrid>`)
	for _, n := range widths {
		w.put(`<w:gridCol w:w="`, strconv.Itoa(n), `"/>`)
	}
	w.put(`</w:tblGrid>`)
}

// rowForm is how a row is set: as the head, kept with the row after it, or all in bold.
type rowForm struct{ head, keep, strong bool }

// row sets a row, which does not break across pages unless it would fill half a page.
func (w *word) row(s sheet, cells []cell, f rowForm) {
	w.put(`<w:tr><w:trPr>`)
	if s.rowHeight(cells) < w.height()/2 {
		w.put(`<w:cantSplit/>`)
	}
	if f.head {
		w.put(`<w:tblHeader/>`)
	}
	w.put(`</w:trPr>`)
	for n, c := range cells {
		w.put(`<w:tc><w:tcPr><w:tcW w:w="`, strconv.Itoa(s.widths[n]), `" w:type="dxa"/></w:tcPr>`)
		w.cell(c, paragraphForm{style: s.style, right: s.Columns[n].Numeric, keep: f.keep, strong: n == 0 || f.head || f.strong})
		w.put(`</w:tc>`)
	}
	w.put(`</w:tr>`)
}

// cell sets the lines of a cell, each as a paragraph: a cell must have one.
func (w *word) cell(c cell, f paragraphForm) {
	f.status = c.Status
	for _, l := range c.Lines {
		for _, text := range linesOf(l.Text) {
			l.Text = text
			w.paragraph(f, l)
			f.status, l.Label = "", ""
		}
	}
	if len(c.Lines) == 0 {
		w.paragraph(f, line{})
	}
}
