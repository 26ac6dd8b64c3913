package report

import (
	"fmt"
	"strconv"
)

// figure sets a chart as a picture with what it shows in words, and its numbers as a table. One too high for a page goes on on the next.
func (w *word) figure(f figure) {
	w.paragraph(paragraphForm{style: "Caption", keep: true}, line{Text: f.Title})
	const above = 1700 // what a heading and the caption take, in twentieths of a point
	room := float64(w.height()-above) / float64(w.width()) * f.Chart.width
	pieces := f.Chart.pieces(room)
	for n, piece := range pieces {
		alt := f.Alt
		if len(pieces) > 1 {
			alt = w.t("Part %d of %d. %s", n+1, len(pieces), f.Alt)
		}
		if err := w.picture(piece, alt, n == len(pieces)-1 && len(f.Data.Rows) <= 12); err != nil {
			w.faults = err
			return
		}
	}
	w.table(f.Data)
}

// dotsPerPoint of the pictures: they are printed at two thirds of their size, with about 215 dots to an inch.
const dotsPerPoint = 2

// picture sets a chart over the width of the text: as SVG, and in dots for programs that do not draw SVG.
func (w *word) picture(c chart, alt string, keep bool) error {
	dots, err := chartPNG(c, dotsPerPoint)
	if err != nil {
		return err
	}
	w.figures++
	n := strconv.Itoa(w.figures)
	w.media = append(w.media, part{"word/media/chart" + n + ".png", dots}, part{"word/media/chart" + n + ".svg", []byte(xmlHead + wordSVG(c))})
	png, drawn := w.relate("image", "media/chart"+n+".png", false), w.relate("image", "media/chart"+n+".svg", false)
	const perTwip = 635 // English Metric Units
	wide := w.width() * perTwip
	cx, cy := strconv.Itoa(wide), strconv.Itoa(int(float64(wide)*c.height/c.width))
	w.open(paragraphForm{style: "Figure", keep: keep})
	w.put(`<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">`,
		`<wp:extent cx="`, cx, `" cy="`, cy, `"/><wp:docPr id="`, n, `" name="Chart `, n, `" descr="`, escaped(alt), `"/>`,
		`<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" noChangeAspect="1"/></wp:cNvGraphicFramePr>`,
		`<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">`,
		`<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="`, n, `" name="chart`, n, `.png" descr="`, escaped(alt), `"/><pic:cNvPicPr/></pic:nvPicPr>`,
		`<pic:blipFill><a:blip r:embed="`, png, `"><a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}">`,
		`<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="`, drawn, `"/></a:ext></a:extLst></a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill>`,
		`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="`, cx, `" cy="`, cy, `"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>`,
		`</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`)
	return nil
}

// wordSVG is a chart as Word takes it: with a size, and first of all with a font that every Word has.
func wordSVG(c chart) string {
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="%[1]g" height="%[2]g" viewBox="0 0 %[1]g %[2]g" font-family="Calibri, Carlito, 'Noto Sans', sans-serif">%[3]s</svg>`,
		round(c.width), round(c.height), svgShapes(c))
}

// span is where a shape begins and ends from top to bottom.
func span(s shape) (top, bottom float64) {
	switch s := s.(type) {
	case box:
		return s.y, s.y + s.h
	case label:
		return s.y - s.size, s.y + s.size/4
	case path:
		top, bottom = s.points[0][1], s.points[0][1]
		for _, p := range s.points {
			top, bottom = min(top, p[1]), max(bottom, p[1])
		}
	}
	return top, bottom
}

// pieces cuts a chart that is higher than most into several, between its boxes and labels; lines run on through all of them.
func (c chart) pieces(most float64) []chart {
	var list []chart
	from := 0.0
	for c.height-from > most {
		to := from + most
		for moved := true; moved; {
			moved = false
			for _, s := range c.shapes {
				if _, line := s.(path); line {
					continue
				}
				if top, bottom := span(s); top < to && bottom > to && top > from {
					to, moved = top-1, true
				}
			}
		}
		list = append(list, c.piece(from, to))
		from = to
	}
	return append(list, c.piece(from, c.height))
}

// piece is what stands of a chart between two heights.
func (c chart) piece(from, to float64) chart {
	if from == 0 && to == c.height {
		return c
	}
	cut := chart{width: c.width, height: to - from}
	for _, s := range c.shapes {
		if top, bottom := span(s); bottom <= from || top >= to {
			continue
		}
		switch s := s.(type) {
		case box:
			s.y -= from
			cut.shapes = append(cut.shapes, s)
		case label:
			s.y -= from
			cut.shapes = append(cut.shapes, s)
		case path:
			var points [][2]float64
			for _, p := range s.points {
				points = append(points, [2]float64{p[0], min(max(p[1], from), to) - from})
			}
			s.points = points
			cut.shapes = append(cut.shapes, s)
		}
	}
	return cut
}
