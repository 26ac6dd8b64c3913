package report

import (
	_ "embed"
	"fmt"
	"sync"
	"unicode/utf8"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Arrows, ticks and signs of mathematics, which people write in updates and Noto Sans lacks. Their licence is that of Noto Sans.
var (
	//go:embed fonts/NotoSansSymbols2-Regular.ttf
	notoSymbols []byte
	//go:embed fonts/NotoSansMath-Regular.ttf
	notoMath []byte
)

// face is one of the fonts; the later ones stand in for signs that Regular and Bold lack.
type face int

const (
	regular face = iota
	bold
	symbols
	mathematics
)

// typefaces are the fonts with the names under which a file knows them.
var typefaces = [...]struct {
	family, style string
	content       *[]byte
}{regular: {"noto", "", &notoRegular}, bold: {"noto", "B", &notoBold}, symbols: {"symbols", "", &notoSymbols}, mathematics: {"math", "", &notoMath}}

// advances are how far each sign of the basic plane moves the pen, in thousandths of the size, by face; 0 means that the face lacks it.
type advances [len(typefaces)][1 << 16]uint16

// measures reads the advances out of the fonts, once.
var measures = sync.OnceValues(func() (*advances, error) {
	a := new(advances)
	for f, t := range typefaces {
		read, err := sfnt.Parse(*t.content)
		if err != nil {
			return nil, fmt.Errorf("reading the font %s%s: %w", t.family, t.style, err)
		}
		var buffer sfnt.Buffer
		for r := range rune(len(a[f])) {
			glyph, err := read.GlyphIndex(&buffer, r)
			if err != nil || glyph == 0 {
				continue
			}
			wide, err := read.GlyphAdvance(&buffer, glyph, fixed.I(1000), font.HintingNone)
			if err != nil {
				return nil, fmt.Errorf("measuring %q in the font %s%s: %w", r, t.family, t.style, err)
			}
			a[f][r] = uint16(wide.Round())
		}
	}
	return a, nil
})

// faceOf is the face that a sign is set in where the text is set in another; ok is false where none has it.
func (a *advances) faceOf(r rune, in face) (f face, ok bool) {
	if r >= 1<<16 {
		return in, false
	}
	for _, f := range [...]face{in, symbols, mathematics} {
		if a[f][r] > 0 {
			return f, true
		}
	}
	return in, false
}

// width is how wide a text is at a size.
func (a *advances) width(s string, in face, size float64) float64 {
	sum := 0
	for _, r := range s {
		if r < 1<<16 && a[in][r] > 0 {
			sum += int(a[in][r])
		} else if f, ok := a.faceOf(r, in); ok {
			sum += int(a[f][r])
		}
	}
	return float64(sum) * size / 1000
}

// fitted cuts a text that is wider than there is room, with an ellipsis.
func (a *advances) fitted(s string, in face, size, width float64) string {
	if a.width(s, in, size) <= width {
		return s
	}
	for s != "" && a.width(s+"…", in, size) > width {
		_, last := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-last]
	}
	return s + "…"
}
