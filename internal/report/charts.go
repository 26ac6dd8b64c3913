package report

import (
	"math"
	"strings"
	"unicode/utf8"

	"fwptracker/internal/workplan"
)

// chart is a picture made of few kinds of shape, in points from the upper left corner, so that each form can draw it in its own way.
type chart struct {
	voice
	width, height float64
	shapes        []shape
}

// shape is a box, path or label.
type shape any

// box is a filled rectangle with an outline.
type box struct {
	x, y, w, h   float64
	fill, stroke string
}

// path is a line through points; a closed one is filled.
type path struct {
	points       [][2]float64
	stroke, fill string
	width        float64
	dashed       bool
}

// label is one line of text whose baseline is at y; anchor says which of its ends is at x: start, middle or end.
type label struct {
	x, y, size float64
	anchor     string
	bold       bool
	fill, text string
}

// Colours of the charts. Every area has an outline and says its number, so that nothing hangs on telling colours apart.
const (
	ink   = "#1f2933"
	faint = "#9aa5b1"
	paper = "#ffffff"
	shade = "#c7dfcf" // below the line of what is completed
)

// statusColours are the fill of a status and the ink that can be read on it. Their lightnesses keep apart, so that a print in grey tells them too.
var statusColours = map[workplan.Status][2]string{
	workplan.StatusPlanned: {"#eceff1", ink}, workplan.StatusInProgress: {"#6aa5dc", ink}, workplan.StatusCompleted: {"#155a34", paper},
	workplan.StatusPostponed: {"#f4c04e", ink}, workplan.StatusWithdrawn: {"#6b6f76", paper}, workplan.StatusCarriedOver: {"#2a1144", paper},
}

// letter is about how wide a letter is, as a part of the size of the text.
const letter = 0.56

func textWidth(s string, size float64) float64 {
	return float64(utf8.RuneCountInString(s)) * size * letter
}

// wrapped breaks a text into at most so many lines of a width; what does not fit is cut with an ellipsis.
func wrapped(s string, size, width float64, most int) []string {
	letters := int(width / (size * letter))
	var lines []string
	current := ""
	for _, word := range strings.Fields(s) {
		switch {
		case current == "":
			current = word
		case utf8.RuneCountInString(current)+1+utf8.RuneCountInString(word) <= letters:
			current += " " + word
		default:
			lines, current = append(lines, current), word
		}
	}
	lines = append(lines, current)
	if len(lines) > most {
		lines = lines[:most]
		lines[most-1] += " …"
	}
	for n, l := range lines {
		if runes := []rune(l); len(runes) > letters {
			lines[n] = string(runes[:letters-1]) + "…"
		}
	}
	return lines
}

// steps are at most six round numbers from 0 to at least most.
func steps(most int) []int {
	size := 1
	for _, s := range []int{1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000} {
		if size = s; (most+s-1)/s <= 5 {
			break
		}
	}
	var list []int
	for n := 0; ; n += size {
		list = append(list, n)
		if n >= most && n > 0 {
			return list
		}
	}
}

// legend names the statuses with their colours, from x on in rows of a width, and gives the height it takes.
func (c *chart) legend(x, y, width float64, statuses []workplan.Status) float64 {
	const size, swatch, rowHeight = 11, 11, 18
	left, top := x, y
	for _, s := range statuses {
		wide := swatch + 6 + textWidth(c.word(s), size) + 16
		if left > x && left+wide > x+width {
			left, top = x, top+rowHeight
		}
		c.shapes = append(c.shapes, box{left, top, swatch, swatch, statusColours[s][0], ink},
			label{x: left + swatch + 6, y: top + 10, size: size, anchor: "start", fill: ink, text: c.word(s)})
		left += wide
	}
	return top + rowHeight - y
}

// bar is one row of a bar chart.
type bar struct {
	label    string
	byStatus map[workplan.Status]int
}

func (b bar) total() (n int) {
	for _, m := range b.byStatus {
		n += m
	}
	return n
}

// stackedBars shows for each row how many of its items have each status.
func (v voice) stackedBars(bars []bar) chart {
	const width, labels, right, size, lineHeight = 720.0, 250.0, 40.0, 11.0, 14.0
	c := chart{voice: v, width: width}
	used, most := usedStatuses(bars), 1
	for _, b := range bars {
		most = max(most, b.total())
	}
	ticks := steps(most)
	unit := (width - labels - right) / float64(ticks[len(ticks)-1])
	y := 4 + c.legend(labels, 4, width-labels, used) + 8
	top := y
	for _, b := range bars {
		lines := wrapped(b.label, size, labels-12, 3)
		high := max(22, float64(len(lines))*lineHeight+4)
		for n, l := range lines {
			c.shapes = append(c.shapes, label{x: labels - 10, y: y + high/2 + lineHeight*(float64(n)-float64(len(lines))/2) + 11, size: size, anchor: "end", fill: ink, text: l})
		}
		c.row(b, used, labels, y+high/2-9, unit)
		y += high + 6
	}
	for _, t := range ticks {
		x := labels + float64(t)*unit
		c.shapes = append([]shape{path{points: [][2]float64{{x, top - 4}, {x, y}}, stroke: faint, width: 0.5}}, c.shapes...)
		c.shapes = append(c.shapes, label{x: x, y: y + 14, size: size, anchor: "middle", fill: ink, text: v.digits(t)})
	}
	c.height = y + 22
	return c
}

// row draws the segments of one bar, each with its number where there is room, and the sum behind it.
func (c *chart) row(b bar, used []workplan.Status, x, y, unit float64) {
	for _, s := range used {
		n := b.byStatus[s]
		if n == 0 {
			continue
		}
		wide := float64(n) * unit
		c.shapes = append(c.shapes, box{x, y, wide, 18, statusColours[s][0], ink})
		if text := c.digits(n); textWidth(text, 11)+4 <= wide {
			c.shapes = append(c.shapes, label{x: x + wide/2, y: y + 13, size: 11, anchor: "middle", bold: true, fill: statusColours[s][1], text: text})
		}
		x += wide
	}
	c.shapes = append(c.shapes, label{x: x + 6, y: y + 13, size: 11, anchor: "start", fill: ink, text: c.digits(b.total())})
}

// usedStatuses lists the statuses that any of the rows has.
func usedStatuses(bars []bar) []workplan.Status {
	var used []workplan.Status
	for _, s := range workplan.Statuses {
		for _, b := range bars {
			if b.byStatus[s] > 0 {
				used = append(used, s)
				break
			}
		}
	}
	return used
}

// barsInWords tells what a bar chart shows.
func (v voice) barsInWords(bars []bar) string {
	var rows []string
	for _, b := range bars {
		var parts []string
		for _, s := range workplan.Statuses {
			if n := b.byStatus[s]; n > 0 {
				parts = append(parts, v.digits(n)+" "+strings.ToLower(v.word(s)))
			}
		}
		rows = append(rows, b.label+": "+or(strings.Join(parts, ", "), v.t("no one-off item")))
	}
	return strings.Join(rows, ". ") + "."
}

func round(f float64) float64 { return math.Round(f*100) / 100 }
