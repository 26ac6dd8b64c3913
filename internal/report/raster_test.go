package report

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/font/sfnt"

	"fwptracker/internal/workplan"
)

// drawnChart is a chart as a picture.
func drawnChart(t *testing.T, scale float64, shapes ...shape) image.Image {
	t.Helper()
	content, err := chartPNG(chart{width: 100, height: 50, shapes: shapes}, scale)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// inked is the smallest part of a picture outside of which it is white.
func inked(img image.Image) (found image.Rectangle) {
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			if r, g, b, _ := img.At(x, y).RGBA(); r&g&b != 0xffff {
				found = found.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return found
}

func TestShapesAreDrawnInDots(t *testing.T) {
	t.Parallel()
	img := drawnChart(t, 2, box{10, 10, 30, 20, "#1e6b3a", ink})
	if got := inked(img); got != image.Rect(19, 19, 81, 61) {
		t.Errorf("the box is at %v", got)
	}
	if got := color.RGBAModel.Convert(img.At(50, 40)); got != (color.RGBA{0x1e, 0x6b, 0x3a, 0xff}) {
		t.Errorf("the box is %v", got)
	}
	if got := inked(drawnChart(t, 2, path{points: [][2]float64{{10, 20}, {50, 20}, {50, 40}}, stroke: ink, width: 2})); got != image.Rect(20, 38, 102, 80) {
		t.Errorf("the line is at %v", got)
	}
	dashed := drawnChart(t, 1, path{points: [][2]float64{{0, 20}, {21, 20}}, stroke: ink, width: 2, dashed: true})
	var on []int
	for x := range 21 {
		if r, _, _, _ := dashed.At(x, 20).RGBA(); r < 0x8000 {
			on = append(on, x)
		}
	}
	if !slices.Equal(on, []int{0, 1, 2, 3, 7, 8, 9, 10, 14, 15, 16, 17}) {
		t.Errorf("the dashes are at %v", on)
	}
	for _, c := range []struct{ at, left, right int }{{0, 100, 184}, {1, 58, 142}, {2, 16, 100}} {
		got := inked(drawnChart(t, 2, label{x: 50, y: 30, size: 8, anchor: []string{"start", "middle", "end"}[c.at], fill: ink, text: "Completed"}))
		if got.Min.X < c.left || got.Max.X > c.right || got.Dx() < 70 || got.Max.Y > 66 || got.Min.Y < 44 {
			t.Errorf("the label is at %v", got)
		}
	}
}

// The fonts have every letter of Vietnamese, also where its accents stand by themselves.
func TestChartsAreWrittenInVietnamese(t *testing.T) {
	t.Parallel()
	fonts, err := parsedFonts()
	if err != nil {
		t.Fatal(err)
	}
	var b sfnt.Buffer
	for _, f := range fonts {
		for _, r := range "ăâđêôơưĂÂĐÊÔƠƯấầẩẫậắằẳẵặếềểễệốồổỗộớờởỡợứừửữựýỳỷỹỵíìỉĩị■" {
			if glyph, err := f.GlyphIndex(&b, r); r != '■' && (glyph == 0 || err != nil) {
				t.Errorf("no %q", r)
			}
		}
	}
	write := func(text string) []byte {
		content, err := chartPNG(chart{width: 100, height: 50, shapes: []shape{label{x: 50, y: 30, size: 12, anchor: "middle", fill: ink, text: text}}}, 2)
		if err != nil {
			t.Fatal(err)
		}
		return content
	}
	if !bytes.Equal(write("Kế hoạch"), write("Kê\u0301 hoa\u0323ch")) {
		t.Error("accents that stand by themselves are drawn in another way")
	}
}

// A chart of very many bars goes on from page to page, and nothing of it is lost or cut.
func TestHighChartsGoOnFromPageToPage(t *testing.T) {
	t.Parallel()
	var bars []bar
	for n := range 70 {
		bars = append(bars, bar{fmt.Sprintf("Lead %d", n), map[workplan.Status]int{workplan.StatusCompleted: n%3 + 1}})
	}
	c := english.stackedBars(bars)
	pieces := c.pieces(900)
	var height float64
	texts := map[string]int{}
	for _, p := range pieces {
		height += p.height
		for _, s := range p.shapes {
			if top, bottom := span(s); top < 0 || bottom > p.height {
				t.Errorf("%+v is cut at a height of %g", s, p.height)
			}
			if l, is := s.(label); is && strings.HasPrefix(l.text, "Lead ") {
				texts[l.text]++
			}
		}
		if p.height > 900 {
			t.Errorf("a piece is %g high", p.height)
		}
	}
	if len(pieces) != 3 || height != c.height || len(texts) != 70 {
		t.Errorf("%d pieces, %g of %g, %d leads", len(pieces), height, c.height, len(texts))
	}
	for text, n := range texts {
		if n != 1 {
			t.Errorf("%s stands %d times", text, n)
		}
	}
	body := bodyOf(t, wordOf(figure{Title: "By lead", Alt: "In words.", Chart: c, Data: table{Empty: "none"}}))
	var alts []string
	for _, p := range body.all("docPr") {
		alts = append(alts, p.attr("descr"))
	}
	if !slices.Equal(alts, []string{"Part 1 of 3. In words.", "Part 2 of 3. In words.", "Part 3 of 3. In words."}) {
		t.Errorf("told as %q", alts)
	}
	if small := english.stackedBars(bars[:5]); len(small.pieces(900)) != 1 {
		t.Error("a small chart is cut")
	}
}
