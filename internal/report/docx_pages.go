package report

import "strconv"

// Measures of A4 in twentieths of a point, with margins of 20 mm.
const (
	pageShort, pageLong, pageMargin = 11906, 16838, 1134
	uprightWidth                    = pageShort - 2*pageMargin
	wideWidth                       = pageLong - 2*pageMargin
)

// width and height of the text on the pages of the section that is open.
func (w *word) width() int {
	if w.wide {
		return wideWidth
	}
	return uprightWidth
}

func (w *word) height() int {
	if w.wide {
		return uprightWidth
	}
	return wideWidth
}

// section closes the section that is open: its paper, margins and foot.
func (w *word) section() string {
	foot, size := "rIdUpright", `w:w="`+strconv.Itoa(pageShort)+`" w:h="`+strconv.Itoa(pageLong)+`"`
	if w.wide {
		foot, size = "rIdWide", `w:w="`+strconv.Itoa(pageLong)+`" w:h="`+strconv.Itoa(pageShort)+`" w:orient="landscape"`
	}
	margin := strconv.Itoa(pageMargin)
	return `<w:sectPr><w:footerReference w:type="default" r:id="` + foot + `"/><w:type w:val="nextPage"/><w:pgSz ` + size + `/>` +
		`<w:pgMar w:top="` + margin + `" w:right="` + margin + `" w:bottom="` + margin + `" w:left="` + margin + `" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>`
}

// gap is a paragraph that takes next to no room: two tables need one between them, and a section ends in one.
func (w *word) gap(section string) {
	w.put(`<w:p><w:pPr><w:pStyle w:val="Gap"/>`, section, `</w:pPr></w:p>`)
	w.afterRow = false
}

// footer names the document, and numbers the page.
func (w *word) footer(width int) string {
	field := func(name string) string {
		return `<w:fldSimple w:instr=" ` + name + ` "><w:r><w:t>1</w:t></w:r></w:fldSimple>`
	}
	return xmlHead + `<w:ftr ` + wordSpaces + `><w:p><w:pPr><w:pStyle w:val="Footer"/><w:tabs><w:tab w:val="right" w:pos="` + strconv.Itoa(width) + `"/></w:tabs></w:pPr>` +
		`<w:r><w:t xml:space="preserve">` + escaped(w.name()) + `</w:t></w:r><w:r><w:tab/></w:r>` +
		field("PAGE") + `<w:r><w:t xml:space="preserve"> / </w:t></w:r>` + field("NUMPAGES") + `</w:p></w:ftr>`
}
