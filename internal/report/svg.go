package report

import (
	"fmt"
	"html"
	"strings"
)

// svg draws a figure's chart; its title and description are read out to those who do not see it. Id is unique in the page.
func svg(f figure, id string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %g %g" role="img" aria-labelledby="%[3]s-title %[3]s-desc" font-family="system-ui, 'Segoe UI', 'Noto Sans', sans-serif">`,
		round(f.Chart.width), round(f.Chart.height), id)
	fmt.Fprintf(&b, `<title id="%s-title">%s</title><desc id="%s-desc">%s</desc>`, id, html.EscapeString(f.Title), id, html.EscapeString(f.Alt))
	b.WriteString(svgShapes(f.Chart) + "</svg>")
	return b.String()
}

// svgShapes are the shapes of a chart as SVG.
func svgShapes(c chart) string {
	var b strings.Builder
	for _, s := range c.shapes {
		switch s := s.(type) {
		case box:
			fmt.Fprintf(&b, `<rect x="%g" y="%g" width="%g" height="%g" fill="%s" stroke="%s" stroke-width="0.75"/>`, round(s.x), round(s.y), round(s.w), round(s.h), s.fill, s.stroke)
		case path:
			b.WriteString(svgPath(s))
		case label:
			weight := ""
			if s.bold {
				weight = ` font-weight="600"`
			}
			fmt.Fprintf(&b, `<text x="%g" y="%g" font-size="%g" text-anchor="%s" fill="%s"%s>%s</text>`, round(s.x), round(s.y), s.size, s.anchor, s.fill, weight, html.EscapeString(s.text))
		}
	}
	return b.String()
}

func svgPath(p path) string {
	points := make([]string, len(p.points))
	for n, at := range p.points {
		points[n] = fmt.Sprintf("%g,%g", round(at[0]), round(at[1]))
	}
	if p.fill != "" {
		return fmt.Sprintf(`<polygon points="%s" fill="%s"/>`, strings.Join(points, " "), p.fill)
	}
	dash := ""
	if p.dashed {
		dash = ` stroke-dasharray="4 3"`
	}
	return fmt.Sprintf(`<polyline points="%s" fill="none" stroke="%s" stroke-width="%g"%s/>`, strings.Join(points, " "), p.stroke, p.width, dash)
}
