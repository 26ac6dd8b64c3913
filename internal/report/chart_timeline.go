package report

import (
	"time"

	"fwptracker/internal/workplan"
)

// frame is where the lines of a timeline are drawn, and how days and numbers turn into places.
type frame struct {
	left, right, top, bottom float64
	first, last              time.Time
	most                     int
}

func (f frame) x(d workplan.Date) float64 {
	whole := f.last.Sub(f.first)
	if whole <= 0 {
		return f.left
	}
	return f.left + (f.right-f.left)*float64(timeOf(d).Sub(f.first))/float64(whole)
}

func (f frame) y(n int) float64 {
	return f.bottom - (f.bottom-f.top)*float64(n)/float64(f.most)
}

func timeOf(d workplan.Date) time.Time {
	t, _ := time.Parse("2006-01-02", string(d)) // the dates of a report are dates
	return t
}

// timelineChart shows the number of completed one-off items, below that of all that count towards completion, with the meetings marked.
func (v voice) timelineChart(points []workplan.TimelinePoint, meetings []workplan.Meeting) chart {
	c := chart{voice: v, width: 720, height: 300}
	f := frame{left: 44, right: 610, top: 62, bottom: 256, first: timeOf(points[0].On), last: timeOf(points[len(points)-1].On)}
	most := 1
	for _, p := range points {
		most = max(most, p.Rate.Denominator)
	}
	ticks := steps(most)
	f.most = ticks[len(ticks)-1]
	for _, t := range ticks {
		c.shapes = append(c.shapes, path{points: [][2]float64{{f.left, f.y(t)}, {f.right, f.y(t)}}, stroke: faint, width: 0.5},
			label{x: f.left - 8, y: f.y(t) + 4, size: 11, anchor: "end", fill: ink, text: v.digits(t)})
	}
	c.dates(f)
	completed := c.stairs(f, points, func(r workplan.Rate) int { return r.Numerator })
	counting := c.stairs(f, points, func(r workplan.Rate) int { return r.Denominator })
	area := append(append([][2]float64{{f.left, f.bottom}}, completed...), [2]float64{f.right, f.bottom})
	c.shapes = append(c.shapes, path{points: area, fill: shade},
		path{points: counting, stroke: ink, width: 1.5, dashed: true}, path{points: completed, stroke: statusColours[workplan.StatusCompleted][0], width: 2})
	c.ends(f, points[len(points)-1].Rate)
	c.meetings(f, meetings)
	return c
}

// stairs is the line of a number that stays as it is until the day of the next point.
func (c *chart) stairs(f frame, points []workplan.TimelinePoint, of func(workplan.Rate) int) [][2]float64 {
	var line [][2]float64
	for n, p := range points {
		x, y := f.x(p.On), f.y(of(p.Rate))
		if n > 0 {
			line = append(line, [2]float64{x, line[len(line)-1][1]})
		}
		line = append(line, [2]float64{x, y})
	}
	return line
}

// ends names the two lines where they end; where they end close to each other, the names keep apart.
func (c *chart) ends(f frame, last workplan.Rate) {
	counting, completed := f.y(last.Denominator)+4, f.y(last.Numerator)+4
	if completed-counting < 28 {
		counting = completed - 28
	}
	for _, end := range []struct {
		y          float64
		text, fill string
	}{{counting, c.t("Counting: %d", last.Denominator), ink}, {completed, c.t("Completed: %d", last.Numerator), statusColours[workplan.StatusCompleted][0]}} {
		c.shapes = append(c.shapes, label{x: f.right + 8, y: end.y, size: 11, anchor: "start", bold: true, fill: end.fill, text: end.text})
	}
}

// dates marks the first day of each year, or of each quarter where the time is short.
func (c *chart) dates(f frame) {
	c.shapes = append(c.shapes, path{points: [][2]float64{{f.left, f.bottom}, {f.right, f.bottom}}, stroke: ink, width: 1})
	months := 12
	if f.last.Sub(f.first) < 3*365*24*time.Hour {
		months = 3
	}
	for t := time.Date(f.first.Year(), 1, 1, 0, 0, 0, 0, time.UTC); !t.After(f.last); t = t.AddDate(0, months, 0) {
		if t.Before(f.first) {
			continue
		}
		x := f.x(workplan.DateOf(t))
		c.shapes = append(c.shapes, path{points: [][2]float64{{x, f.bottom}, {x, f.bottom + 5}}, stroke: ink, width: 1})
		text := t.Format("2006")
		if months < 12 {
			text = c.month(t) + " " + text
		}
		if months == 12 || t.Month() == time.January || t.Month() == time.July {
			c.shapes = append(c.shapes, label{x: x, y: f.bottom + 18, size: 11, anchor: "middle", fill: ink, text: text})
		}
	}
}

// meetings marks them with lines; a name that would run into the one before stands a row lower.
func (c *chart) meetings(f frame, meetings []workplan.Meeting) {
	var ends [3]float64
	for _, m := range meetings {
		x, name := f.x(m.LastDay()), c.t("Meeting")
		if m.Number > 0 {
			name = c.t("Meeting %d", m.Number)
		}
		row := 0
		for row < len(ends)-1 && x-textWidth(name, 10)/2 < ends[row]+4 {
			row++
		}
		ends[row] = x + textWidth(name, 10)/2
		y := 12 + 14*float64(row)
		c.shapes = append(c.shapes, path{points: [][2]float64{{x, y + 4}, {x, f.bottom}}, stroke: "#7b3f98", width: 1, dashed: true},
			label{x: x, y: y, size: 10, anchor: "middle", fill: ink, text: name})
	}
}

// timelineInWords tells what the timeline shows.
func (v voice) timelineInWords(r workplan.CompletionReport) string {
	first, last := r.Timeline[0], r.Timeline[len(r.Timeline)-1]
	return v.t("From %s to %s the number of completed one-off items went from %d of %d to %d of %d; %s.",
		v.day(first.On), v.day(last.On), first.Rate.Numerator, first.Rate.Denominator, last.Rate.Numerator, last.Rate.Denominator,
		v.count(len(r.Meetings), "no meeting is marked", "1 meeting is marked", "%d meetings are marked"))
}
