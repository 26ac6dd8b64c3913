package report

import (
	"strconv"

	"github.com/xuri/excelize/v2"

	"fwptracker/internal/workplan"
)

// correction lists what an edition says otherwise than the one that it corrects.
func (b *book) correction() error {
	e := b.report.Edition
	if e == nil || e.Corrects == 0 {
		return nil
	}
	l := layout{name: "Correction", widths: []float64{18, 24, 48, 48}, cols: 2, pages: 1}
	edition := b.t("In edition %d", e.Corrects)
	return b.list(l, b.texts("Of what", "What", edition, "In this edition"), func(yield func([]any) bool) {
		for _, d := range e.Differences {
			if !yield([]any{b.aboutOfDifference(d), b.fieldWords(d.Field), b.differing(d.Was), b.differing(d.Is)}) {
				return
			}
		}
	}, b.t(nothingDiffers))
}

// thenAndNow sets the headline numbers beside those of the earlier date, where the report is compared with one.
func (b *book) thenAndNow() error {
	r := b.report
	if r.Since == nil {
		return nil
	}
	s, err := b.workSheet(layout{name: "Then and now", widths: []float64{40, 18, 18}, rows: 1, pages: 1})
	if err != nil {
		return err
	}
	then, now := r.Since.Headline, r.Headline
	s.row(s.heads(1, "Number|figure", b.day(r.Since.Since), b.day(r.AsOf))...)
	s.row(b.t("Items"), then.Items, now.Items)
	for _, status := range workplan.Statuses {
		s.row(b.t("%s, one-off", b.word(status)), then.ByStatus[status], now.ByStatus[status])
	}
	s.row(b.t("One-off"), then.OneOff, now.OneOff)
	s.row(b.t("Continuing"), then.Continuing, now.Continuing)
	s.row(b.t("Overdue"), then.Overdue, now.Overdue)
	s.row(b.t("Silent"), then.Silent, now.Silent)
	s.row(b.t("Completed late"), then.Late, now.Late)
	s.row(b.t("Completed, counting towards the rate"), then.Rate.Numerator, now.Rate.Numerator)
	s.row(b.t("Counting towards the rate"), then.Rate.Denominator, now.Rate.Denominator)
	s.row(b.t("Completion rate"), then.Rate, now.Rate)
	s.wide(b.t("Rule: %s.", b.t(workplan.RateRule)))
	return s.close()
}

// changes lists what changed since the earlier date, where the report is compared with one.
func (b *book) changes() error {
	r := b.report
	if r.Since == nil {
		return nil
	}
	l := layout{name: "Changes", widths: []float64{7, 36, 15, 22, 22, 16, 9, 18, 12, 40, 32, 32}, cols: 2, pages: 1}
	names := b.texts("Ref|item", "Item", "Change", "From|before", "To|after", "Caused by", "Update No.", "Made by", "True from", "What it reports", "Reason", "Evidence")
	return b.list(l, names, func(yield func([]any) bool) {
		for _, c := range r.Since.Changes {
			row := []any{c.Ref, c.Title, b.changeName(c), b.changed(r, c, c.Was), b.changed(r, c, c.Is), c.CausedBy, nil, nil, nil, nil, nil, nil}
			if u := c.Cause; u != nil {
				by := capital(b.speaker(r, *u))
				if u.OnBehalf {
					by += " (" + b.t(onBehalf) + ")"
				}
				copy(row[6:], []any{u.Number, by, u.EffectiveOn, u.Done, u.Reason, u.Evidence})
			}
			if a := c.Amended; a != nil {
				copy(row[6:], []any{nil, nil, a.EffectiveOn, nil, b.t("Amendment %d: %s", a.Number, a.Reason)})
			}
			if !yield(row) {
				return
			}
		}
	}, b.t("Nothing changed."))
}

// course gives the numbers of one-off items on each day on which one of them changed or a meeting was over, with a chart beside them.
func (b *book) course() error {
	r := b.report
	if len(r.Timeline) == 0 {
		return nil
	}
	l := layout{name: "Course", widths: []float64{13, 34, 12, 12, 12, 12, 12, 12, 12, 12, 12, 24}, rows: 1, cols: 1, pages: 1}
	s, err := b.workSheet(l)
	if err != nil {
		return err
	}
	names := b.texts("Day", "Meeting over")
	for _, status := range workplan.Statuses {
		names = append(names, b.word(status))
	}
	s.row(append(s.heads(2, append(names, b.texts("Completed, counting", "Counting", "Completion rate")...)...), styled(styleHead, b.t("In the chart")))...)
	met := meetingsOn(r)
	for _, p := range r.Timeline {
		row := []any{p.On, met[p.On]}
		for _, status := range workplan.Statuses {
			row = append(row, p.ByStatus[status])
		}
		s.row(append(row, p.Rate.Numerator, p.Rate.Denominator, p.Rate, b.inChart(p.On))...)
	}
	if s.err == nil {
		s.err = s.courseChart()
	}
	return s.close()
}

// inChart tells a day in few words, with the meeting that was over then.
func (b *book) inChart(on workplan.Date) string {
	at := timeOf(on)
	text := strconv.Itoa(at.Day()) + " " + b.month(at) + at.Format(" 2006")
	for _, m := range b.report.Meetings {
		if m.LastDay() == on && m.Number > 0 {
			return text + ", " + b.t("meeting %d", m.Number)
		}
		if m.LastDay() == on {
			return text + ", " + b.t("meeting")
		}
	}
	return text
}

// onePage is about how many rows of the course stand on a printed page.
const onePage = 40

// courseChart stacks the statuses at each day of the table. It is a chart of bars, not of lines: between two days nothing changed, and a line
// would tell of a change a little every day.
func (s *workSheet) courseChart() error {
	last := s.at
	chart := excelize.Chart{Type: excelize.ColStacked, Dimension: excelize.ChartDimension{Width: 1100, Height: 420}, Legend: excelize.ChartLegend{Position: "bottom"},
		Title:  excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: s.book.t("One-off items by status at the end of each day on which something changed")}}},
		Format: excelize.GraphicOptions{AltText: s.book.timelineInWords(s.book.report), Name: s.book.t("Course of the plan")},
		XAxis:  excelize.ChartAxis{Font: excelize.Font{Color: ink, Size: 9}}, YAxis: excelize.ChartAxis{Font: excelize.Font{Color: ink, Size: 9}, MajorGridLines: true}}
	label := columnName(len(s.widths))
	for n, status := range workplan.Statuses {
		column := columnName(n + 3)
		chart.Series = append(chart.Series, excelize.ChartSeries{Name: s.name + "!$" + column + "$1", Fill: filled(statusColours[status][0]),
			Categories: s.name + "!$" + label + "$2:$" + label + "$" + strconv.Itoa(last), Values: s.name + "!$" + column + "$2:$" + column + "$" + strconv.Itoa(last)})
	}
	if last > onePage/2 {
		s.gap()
		s.turn()
	}
	return s.book.file.AddChart(s.name, cellName(1, last+2), &chart)
}
