package report

import (
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// sheet is a table as it is laid out: the widths of its columns and what stands free at the sides of its cells, in twentieths of a point, and the
// style and size of its text.
type sheet struct {
	table
	widths []int
	margin int
	style  string
	size   float64
}

// manyColumns make a table whose text is set small.
const manyColumns = 8

// laid lays a table out in a width.
func (t table) laid(width int) sheet {
	s := sheet{table: t, style: "TableText", size: 9, margin: 70}
	if len(t.Columns) >= manyColumns {
		s.style, s.size, s.margin = "TableSmall", 7.5, 45
	}
	s.widths = shared(width, t.Columns, s.needs(width))
	return s
}

// needs are the widths below which the columns would break words of their heads and cells, or cells that should stay whole: numbers, statuses and
// what is kept on one line. What is very long may break.
func (s sheet) needs(width int) []int {
	const longest, whole = 9, 8 // times the size of the text
	need := make([]int, len(s.Columns))
	for n, c := range s.Columns {
		wide := longestWord(c.Head)
		for _, row := range s.Rows {
			for _, l := range row[n].Lines {
				if word := max(longestWord(l.Lead()), longestWord(l.Text)); word <= longest {
					wide = max(wide, word)
				}
			}
			text := row[n].text()
			if row[n].Status != "" {
				text = "■ " + text
			}
			if c.Kept || row[n].Status != "" || c.Numeric && ems(text) <= whole {
				wide = max(wide, ems(text))
			}
		}
		need[n] = min(int(wide*s.size*20), width/3) + 2*s.margin
	}
	return need
}

// shared shares a width out by the weights of the columns; none is narrower than it needs, unless all together need too much.
func shared(width int, columns []column, need []int) []int {
	taken := 0
	for _, n := range need {
		taken += n
	}
	widths := make([]int, len(columns))
	if taken >= width {
		for n := range need {
			widths[n] = need[n] * width / taken
		}
		return widths
	}
	for again := true; again; {
		again = false
		free, weight := width, 0
		for n, c := range columns {
			if free -= widths[n]; widths[n] == 0 {
				weight += c.Weight
			}
		}
		for n, c := range columns {
			if widths[n] == 0 && free*c.Weight < need[n]*weight {
				widths[n], again = need[n], true
			}
		}
		if !again {
			for n, c := range columns {
				if widths[n] == 0 {
					widths[n] = free * c.Weight / weight
				}
			}
		}
	}
	return widths
}

// text is all that the first line of a cell says.
func (c cell) text() string {
	if len(c.Lines) == 0 {
		return ""
	}
	return strings.TrimSpace(c.Lines[0].Lead() + " " + c.Lines[0].Text)
}

// longestWord is the width of the longest word of a text.
func longestWord(s string) (wide float64) {
	for word := range strings.FieldsSeq(s) {
		wide = max(wide, ems(word))
	}
	return wide
}

// ems is about how wide a text is in bold, as a multiple of its size.
func ems(s string) (wide float64) {
	widths := letterWidths()
	for _, r := range s {
		if int(r) < len(widths) {
			wide += widths[r]
		} else {
			wide++
		}
	}
	return wide
}

// letterWidths are those of the letters of the bold font, which is wider than the fonts that Word is asked to use.
var letterWidths = sync.OnceValue(func() []float64 {
	widths := make([]float64, 0x2000)
	fonts, err := parsedFonts()
	var b sfnt.Buffer
	for r := range widths {
		widths[r] = 1
		if err != nil {
			continue
		}
		glyph, err := fonts[1].GlyphIndex(&b, rune(r))
		if err != nil {
			continue
		}
		if wide, err := fonts[1].GlyphAdvance(&b, glyph, fixed.I(1000), font.HintingNone); err == nil {
			widths[r] = float64(wide) / 64 / 1000
		}
	}
	return widths
})

// rowHeight is about how high a row will be, in twentieths of a point.
func (s sheet) rowHeight(row []cell) int {
	most := 0
	for n, c := range row {
		letters, lines := int(float64(s.widths[n]-2*s.margin)/(s.size*20*0.5)), 0
		for _, l := range c.Lines {
			lines += 1 + (utf8.RuneCountInString(l.Lead())+utf8.RuneCountInString(l.Text))/max(1, letters) + strings.Count(l.Text, "\n")
		}
		most = max(most, lines)
	}
	return int(float64(most)*s.size*20*1.25) + 80
}
