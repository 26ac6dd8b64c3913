package report

import (
	"strconv"
	"unicode/utf8"
)

// Widths in facts, in twentieths of a point, and how many letters a value may have that shares its row with another.
const (
	labelWidth   = 2600
	shortLetters = 75
)

// facts are a table without lines: labels, and what they name. On landscape pages two short ones stand side by side. Keep holds all of them on
// the page of what follows.
func (w *word) facts(list facts, keep bool) {
	if w.afterRow {
		w.gap("")
	}
	widths := []int{labelWidth, w.width() - labelWidth}
	if w.wide {
		half := w.width() / 2
		widths = []int{labelWidth * 3 / 4, half - labelWidth*3/4, labelWidth * 3 / 4, half - labelWidth*3/4}
	}
	w.put(`<w:tbl><w:tblPr><w:tblStyle w:val="FactsTable"/>`)
	w.frame(widths, 0, `0680" w:firstRow="0" w:lastRow="0" w:firstColumn="1`, "")
	for n := 0; n < len(list); n++ {
		last := n == len(list)-1
		w.put(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
		if w.wide && !last && short(list[n]) && short(list[n+1]) {
			w.fact(list[n], widths[:2], 1, keep || n+1 < len(list)-1)
			n++
			w.fact(list[n], widths[2:], 1, keep || n < len(list)-1)
		} else {
			w.fact(list[n], []int{widths[0], w.width() - widths[0]}, len(widths)-1, keep || !last)
		}
		w.put(`</w:tr>`)
	}
	w.put(`</w:tbl>`)
	w.afterRow = true
}

func short(f fact) bool {
	return utf8.RuneCountInString(f.Value) <= shortLetters && len(linesOf(f.Value)) == 1
}

// fact sets a label and its value, which reaches over so many columns.
func (w *word) fact(f fact, widths []int, columns int, keep bool) {
	w.put(`<w:tc><w:tcPr><w:tcW w:w="`, strconv.Itoa(widths[0]), `" w:type="dxa"/></w:tcPr>`)
	w.paragraph(paragraphForm{style: "FactLabel", keep: keep}, line{Text: f.Label})
	w.put(`</w:tc><w:tc><w:tcPr><w:tcW w:w="`, strconv.Itoa(widths[1]), `" w:type="dxa"/>`)
	if columns > 1 {
		w.put(`<w:gridSpan w:val="`, strconv.Itoa(columns), `"/>`)
	}
	w.put(`</w:tcPr>`)
	w.cell(say(f.Value), paragraphForm{style: "FactValue", keep: keep})
	w.put(`</w:tc>`)
}
