package report

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
	"golang.org/x/text/unicode/norm"
)

// raster draws the shapes of a chart in dots, for programs that show no SVG: so many dots to a point.
type raster struct {
	img   *image.RGBA
	scale float64
	faces map[lettering]font.Face
}

// lettering is the size of a text and whether it is bold.
type lettering struct {
	size float64
	bold bool
}

// chartPNG is the chart as a picture on white, with so many dots to a point.
func chartPNG(c chart, scale float64) ([]byte, error) {
	r := raster{img: image.NewRGBA(image.Rect(0, 0, int(math.Ceil(c.width*scale)), int(math.Ceil(c.height*scale)))), scale: scale, faces: map[lettering]font.Face{}}
	draw.Draw(r.img, r.img.Bounds(), image.White, image.Point{}, draw.Src)
	for _, s := range c.shapes {
		switch s := s.(type) {
		case box:
			const half = 0.75 / 2 // of the outline
			r.fill(oblong(s.x-half, s.y-half, s.w+2*half, s.h+2*half), s.stroke)
			r.fill(oblong(s.x+half, s.y+half, s.w-2*half, s.h-2*half), s.fill)
		case path:
			switch {
			case s.fill != "":
				r.fill(s.points, s.fill)
			case s.dashed:
				for _, dash := range dashes(s.points, 4, 3) {
					r.stroke(dash, s.stroke, s.width)
				}
			default:
				r.stroke(s.points, s.stroke, s.width)
			}
		case label:
			if err := r.write(s); err != nil {
				return nil, err
			}
		}
	}
	var b bytes.Buffer
	err := png.Encode(&b, r.img)
	return b.Bytes(), err
}

func oblong(x, y, w, h float64) [][2]float64 {
	return [][2]float64{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}}
}

// fill paints a closed shape.
func (r raster) fill(points [][2]float64, colour string) { r.paint([][][2]float64{points}, colour) }

// stroke paints a line of a width through points: an oblong for each step, a little longer than the step, so that corners close.
func (r raster) stroke(points [][2]float64, colour string, width float64) {
	var steps [][][2]float64
	points = corners(points)
	for n := 1; n < len(points); n++ {
		a, b := points[n-1], points[n]
		dx, dy := b[0]-a[0], b[1]-a[1]
		long := math.Hypot(dx, dy)
		dx, dy = dx/long*width/2, dy/long*width/2
		if n > 1 {
			a[0], a[1] = a[0]-dx, a[1]-dy
		}
		if n < len(points)-1 {
			b[0], b[1] = b[0]+dx, b[1]+dy
		}
		steps = append(steps, [][2]float64{{a[0] - dy, a[1] + dx}, {b[0] - dy, b[1] + dx}, {b[0] + dy, b[1] - dx}, {a[0] + dy, a[1] - dx}})
	}
	r.paint(steps, colour)
}

// corners are the points of a line without those at which it goes straight on, or not at all.
func corners(points [][2]float64) [][2]float64 {
	var kept [][2]float64
	for _, p := range points {
		last := len(kept) - 1
		if last >= 0 && kept[last] == p {
			continue
		}
		if last >= 1 {
			a, b := kept[last-1], kept[last]
			if (b[0]-a[0])*(p[1]-b[1]) == (b[1]-a[1])*(p[0]-b[0]) && (b[0]-a[0])*(p[0]-b[0])+(b[1]-a[1])*(p[1]-b[1]) > 0 {
				kept[last] = p
				continue
			}
		}
		kept = append(kept, p)
	}
	return kept
}

// paint fills closed shapes with one colour, within the smallest part of the picture that holds them.
func (r raster) paint(closed [][][2]float64, colour string) {
	left, top, right, bottom := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, points := range closed {
		for _, p := range points {
			left, right = min(left, p[0]*r.scale), max(right, p[0]*r.scale)
			top, bottom = min(top, p[1]*r.scale), max(bottom, p[1]*r.scale)
		}
	}
	part := image.Rect(int(math.Floor(left)), int(math.Floor(top)), int(math.Ceil(right)), int(math.Ceil(bottom)))
	if len(closed) == 0 || part.Empty() {
		return
	}
	place := func(p [2]float64) (x, y float32) {
		return float32(p[0]*r.scale - float64(part.Min.X)), float32(p[1]*r.scale - float64(part.Min.Y))
	}
	v := vector.NewRasterizer(part.Dx(), part.Dy())
	for _, points := range closed {
		v.MoveTo(place(points[0]))
		for _, p := range points[1:] {
			v.LineTo(place(p))
		}
		v.ClosePath()
	}
	v.Draw(r.img, part, image.NewUniform(colourOf(colour)), image.Point{})
}

// write sets a label on its baseline.
func (r raster) write(l label) error {
	face, err := r.face(lettering{l.size, l.bold})
	if err != nil {
		return err
	}
	text := norm.NFC.String(l.text) // an accent that stands by itself would not find its letter
	d := font.Drawer{Dst: r.img, Src: image.NewUniform(colourOf(l.fill)), Face: face}
	x := l.x * r.scale
	switch wide := float64(d.MeasureString(text)) / 64; l.anchor {
	case "middle":
		x -= wide / 2
	case "end":
		x -= wide
	}
	d.Dot = fixed.Point26_6{X: fixed.Int26_6(math.Round(x * 64)), Y: fixed.Int26_6(math.Round(l.y * r.scale * 64))}
	d.DrawString(text)
	return nil
}

func (r raster) face(l lettering) (font.Face, error) {
	if face := r.faces[l]; face != nil {
		return face, nil
	}
	fonts, err := parsedFonts()
	if err != nil {
		return nil, err
	}
	f := fonts[0]
	if l.bold {
		f = fonts[1]
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: l.size, DPI: 72 * r.scale, Hinting: font.HintingNone})
	r.faces[l] = face
	return face, err
}

// parsedFonts are the regular and the bold font, read once.
var parsedFonts = sync.OnceValues(func() (fonts [2]*opentype.Font, err error) {
	for n, data := range [][]byte{notoRegular, notoBold} {
		if fonts[n], err = opentype.Parse(data); err != nil {
			return fonts, err
		}
	}
	return fonts, nil
})

// colourOf reads "#rrggbb".
func colourOf(s string) color.Color {
	c := color.RGBA{A: 0xff}
	_, _ = fmt.Sscanf(s, "#%02x%02x%02x", &c.R, &c.G, &c.B) // the colours are our own
	return c
}

// dashes cut a line into pieces of a length with gaps between them.
func dashes(points [][2]float64, piece, gap float64) [][][2]float64 {
	var list [][][2]float64
	var current [][2]float64
	on, left := true, piece
	for n := 1; n < len(points); n++ {
		a, b := points[n-1], points[n]
		long := math.Hypot(b[0]-a[0], b[1]-a[1])
		for at := 0.0; at < long; {
			step := min(left, long-at)
			from := [2]float64{a[0] + (b[0]-a[0])*at/long, a[1] + (b[1]-a[1])*at/long}
			at += step
			if on {
				to := [2]float64{a[0] + (b[0]-a[0])*at/long, a[1] + (b[1]-a[1])*at/long}
				current = append(current, from, to)
			}
			if left -= step; left > 0 {
				continue
			}
			if on {
				list, current = append(list, current), nil
			}
			on = !on
			left = piece
			if !on {
				left = gap
			}
		}
	}
	if len(current) > 0 {
		list = append(list, current)
	}
	return list
}
