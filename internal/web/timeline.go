package web

import (
	"strconv"
	"time"

	"fwptracker/internal/language"
	"fwptracker/internal/workplan"
)

// timeline is a picture of when items are due: a row each, between the first and the last day that anything on the page names. Positions are in
// the units of its drawing, which is 1180 wide. The table above it holds the same dates.
type timeline struct {
	Rows     []timelineRow
	Years    []timelineMark
	Meetings []timelineMark
	Now      timelineMark
	Height   int
}

// timelineRow is one item: its bar from the start of its work to its due day, and where it was completed or its lead plans that.
type timelineRow struct {
	Y       int
	Ref     string
	Title   string
	Status  workplan.Status
	Bar     bool
	X, W    int
	Says    string
	Done    int // -1 where it is not completed or no day is known
	Planned int // -1 where the lead has planned no other day
	Late    bool
}

// timelineMark is a day across all rows.
type timelineMark struct {
	X    int
	Text string
}

// The measures of the picture: the names of the rows, the days, the height of a row, and what stands above the rows.
const (
	timelineNames     = 270
	timelineDays      = 890
	timelineRowHeight = 26
	timelineTop       = 44
)

// NearEnd says whether there is more room for a text on the left of a mark than on the right.
func (m timelineMark) NearEnd() bool { return m.X > timelineNames+timelineDays*2/3 }

// TextX is where the text beside a mark begins, or ends.
func (m timelineMark) TextX() int {
	if m.NearEnd() {
		return m.X - 6
	}
	return m.X + 6
}

// TextY, BarY and MidY are where the text, the top and the middle of a row's bar stand.
func (r timelineRow) TextY() int { return r.Y + 16 }
func (r timelineRow) BarY() int  { return r.Y + 5 }
func (r timelineRow) MidY() int  { return r.Y + 12 }

// Short is as much of a row's title as there is room for.
func (r timelineRow) Short() string {
	const most = 31
	if runes := []rune(r.Title); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return r.Title
}

// timelineOf draws the items of a page; nil where no item has a due day.
func timelineOf(l *language.Language, r workplan.CompletionReport, items []workplan.ReportItem) *timeline {
	span := spanOf(r, items)
	if span == nil {
		return nil
	}
	t := &timeline{Now: timelineMark{span.at(r.AsOf), l.Day(r.AsOf)}}
	for n, i := range items {
		t.Rows = append(t.Rows, span.row(l, r, n, i))
	}
	t.Height = timelineTop + len(items)*timelineRowHeight + 8
	for year := span.first.Year(); year <= span.last.Year(); year++ {
		if on := workplan.Date(strconv.Itoa(year) + "-01-01"); span.holds(on) {
			t.Years = append(t.Years, timelineMark{span.at(on), strconv.Itoa(year)})
		}
	}
	for _, m := range r.Meetings {
		if span.holds(m.LastDay()) {
			t.Meetings = append(t.Meetings, timelineMark{span.at(m.LastDay()), m.Name + ", " + l.Day(m.LastDay())})
		}
	}
	return t
}

// daySpan is the time that a timeline shows.
type daySpan struct{ first, last time.Time }

// spanOf is from the first to the last day that the plan or its items name, and the day of the reading.
func spanOf(r workplan.CompletionReport, items []workplan.ReportItem) *daySpan {
	first, last, any := r.AsOf, r.AsOf, false
	widen := func(from, to workplan.Date) {
		if from != "" {
			first = min(first, from)
		}
		last = max(last, to)
	}
	widen(r.Plan.PeriodStart.First(), r.Plan.PeriodEnd.Last())
	widen(r.Plan.EndorsedOn.First(), "")
	for _, i := range items {
		any = any || i.Item.Due != ""
		widen(i.Item.Start.First(), max(i.Item.DueOn(), i.Item.CompletedOn.Last(), i.Item.PlannedCompletion.Last()))
		widen(i.Item.Due.First(), "")
	}
	if !any {
		return nil
	}
	from, err1 := time.Parse(time.DateOnly, string(first))
	to, err2 := time.Parse(time.DateOnly, string(last))
	if err1 != nil || err2 != nil || !from.Before(to) {
		return nil
	}
	return &daySpan{from, to}
}

func (s daySpan) holds(d workplan.Date) bool {
	at, err := time.Parse(time.DateOnly, string(d))
	return err == nil && !at.Before(s.first) && !at.After(s.last)
}

// at is where a day lies, -1 for none.
func (s daySpan) at(d workplan.Date) int {
	day, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return -1
	}
	return timelineNames + int(timelineDays*int64(day.Sub(s.first)/(24*time.Hour))/int64(s.last.Sub(s.first)/(24*time.Hour)))
}

func (s daySpan) row(l *language.Language, r workplan.CompletionReport, n int, i workplan.ReportItem) timelineRow {
	row := timelineRow{Y: timelineTop + n*timelineRowHeight, Ref: i.Item.Ref, Title: i.Item.Title, Status: i.Item.Status, Late: i.Late || i.OverdueDays > 0,
		Done: s.at(i.Item.CompletedOn.Last()), Planned: s.at(i.Item.PlannedCompletion.Last())}
	row.Says = l.Word(i.Item.Status)
	if i.Item.Due == "" {
		row.Says += ", " + l.T("no due date recorded")
		return row
	}
	from := i.Item.Start.First()
	if from == "" {
		from = r.Plan.PeriodStart.First()
	}
	if from == "" || from > i.Item.DueOn() {
		from = i.Item.Due.First()
	}
	row.Bar, row.X = true, s.at(from)
	row.W = max(6, s.at(i.Item.DueOn())-row.X)
	row.Says += ", " + l.T("due %s", l.Period(i.Item.Due))
	if i.OverdueDays > 0 {
		row.Says += ", " + l.N("overdue by %d day", "overdue by %d days", i.OverdueDays)
	}
	return row
}
