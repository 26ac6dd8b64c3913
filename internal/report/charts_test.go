package report

import (
	"encoding/xml"
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"fwptracker/internal/workplan"
)

// figures are the charts of a report.
func figures(r workplan.CompletionReport) []figure {
	var list []figure
	for _, b := range compose(r, english).blocks {
		if f, ok := b.(figure); ok {
			list = append(list, f)
		}
	}
	return list
}

func TestChartsStayWithinTheirFrame(t *testing.T) {
	for _, f := range figures(hand()) {
		inside := func(x, y float64) {
			if x < 0 || y < 0 || x > f.Chart.width || y > f.Chart.height {
				t.Errorf("%s: a point at %g, %g of %g × %g", f.Title, x, y, f.Chart.width, f.Chart.height)
			}
		}
		for _, s := range f.Chart.shapes {
			switch s := s.(type) {
			case box:
				inside(s.x, s.y)
				inside(s.x+s.w, s.y+s.h)
			case path:
				for _, p := range s.points {
					inside(p[0], p[1])
				}
			case label:
				wide := textWidth(s.text, s.size)
				left := map[string]float64{"start": s.x, "middle": s.x - wide/2, "end": s.x - wide}[s.anchor]
				inside(left, s.y)
				inside(left+wide, s.y)
			}
		}
	}
}

func TestBarsAddUp(t *testing.T) {
	c := english.stackedBars([]bar{{"First", map[workplan.Status]int{workplan.StatusPlanned: 2, workplan.StatusCompleted: 6}}, {"Second", map[workplan.Status]int{workplan.StatusPlanned: 4}}})
	wide := map[float64]float64{}
	for _, s := range c.shapes {
		if b, ok := s.(box); ok && b.h == 18 {
			wide[b.y] += b.w
		}
	}
	var sums []float64
	for _, w := range wide {
		sums = append(sums, w)
	}
	if len(sums) != 2 || max(sums[0], sums[1]) != 2*min(sums[0], sums[1]) {
		t.Errorf("eight items and four are drawn %v wide", sums)
	}
}

func TestASVGIsWellFormedAndSaysWhatItShows(t *testing.T) {
	for n, f := range figures(hand()) {
		text := svg(f, fmt.Sprintf("f%d", n))
		d := xml.NewDecoder(strings.NewReader(text))
		for {
			if _, err := d.Token(); err != nil {
				if err.Error() != "EOF" {
					t.Errorf("%s: %v", f.Title, err)
				}
				break
			}
		}
		if f.Alt == "" || !strings.Contains(text, `role="img"`) || !strings.Contains(text, "<title ") || !strings.Contains(text, "<desc ") {
			t.Errorf("%s is not described: %.200s", f.Title, text)
		}
	}
}

func TestStepsAreRoundAndFew(t *testing.T) {
	for _, most := range []int{1, 2, 5, 6, 7, 16, 99, 100, 501, 4999} {
		list := steps(most)
		if last := list[len(list)-1]; list[0] != 0 || last < most || len(list) > 6 {
			t.Errorf("up to %d: %v", most, list)
		}
	}
}

func TestLongLabelsAreBrokenAndCut(t *testing.T) {
	lines := wrapped("Promoting and fostering practical cooperation between members to combat trafficking and related forms of exploitation", 11, 240, 2)
	if len(lines) != 2 || !strings.HasSuffix(lines[1], "…") {
		t.Errorf("%q", lines)
	}
	for _, l := range append(lines, wrapped(strings.Repeat("x", 200), 11, 240, 3)...) {
		if textWidth(l, 11) > 245 {
			t.Errorf("%q is %g wide", l, textWidth(l, 11))
		}
	}
}

// In a print without colours only lightness is left: every two statuses must keep apart by it, and the ink on each must be readable.
func TestStatusesAreToldApartInAGreyPrint(t *testing.T) {
	t.Parallel()
	lightness := func(colour string) float64 {
		n, err := strconv.ParseUint(colour[1:], 16, 32)
		if err != nil || len(colour) != len("#rrggbb") {
			t.Fatalf("%q is no colour: %v", colour, err)
		}
		return 0.299*float64(n>>16) + 0.587*float64(n>>8&255) + 0.114*float64(n&255) // ITU-R BT.601, of 255
	}
	for n, a := range workplan.Statuses {
		fill, on := lightness(statusColours[a][0]), lightness(statusColours[a][1])
		if math.Abs(fill-on) < 105 {
			t.Errorf("the ink on %s, %.0f on %.0f of 255, is hard to read", a, on, fill)
		}
		for _, b := range workplan.Statuses[n+1:] {
			if other := lightness(statusColours[b][0]); math.Abs(fill-other) < 30 {
				t.Errorf("%s (%.0f of 255) and %s (%.0f) look alike in grey", a, fill, b, other)
			}
		}
	}
	for _, s := range workplan.Statuses {
		if !strings.Contains(pageStyle, "background: "+statusColours[s][0]) {
			t.Errorf("the page shows %s in another colour than the charts", s)
		}
	}
}
