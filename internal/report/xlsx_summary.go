package report

import (
	"time"

	"fwptracker/internal/workplan"
)

// summaryWidths are those of the first sheet: names, and the numbers of the groups.
var summaryWidths = []float64{40, 12, 12, 12, 12, 12, 12, 12, 9, 9, 9, 9, 12, 12, 12}

func (s *workSheet) gap() { s.row() }

// turn begins a new page with the next row.
func (s *workSheet) turn() {
	if s.err == nil {
		s.err = s.out.InsertPageBreak(cellName(1, s.at+1))
	}
}

func (s *workSheet) section(key string) { s.row(styled(styleSection, s.book.t(key))) }

// fact writes a labelled value over the whole width beside its label.
func (s *workSheet) fact(label string, value any) {
	switch v := value.(type) {
	case workplan.Date:
		value = lookOf{styleFactDay, dated(v).value}
	case time.Time:
		value = lookOf{styleFactTime, s.look(v, 2).value}
	}
	s.across(value, styled(styleLabel, label))
}

// wide writes running text over the whole width.
func (s *workSheet) wide(text string) { s.across(text) }

// across writes a value over the columns that are left.
func (s *workSheet) across(value any, before ...any) {
	if text, ok := value.(string); ok {
		value = styled(styleFact, text)
	}
	s.row(append(before, value)...)
	if s.err == nil {
		s.err = s.out.MergeCell(cellName(len(before)+1, s.at), cellName(len(s.widths), s.at))
	}
}

// heads name columns, of which the first so many hold texts and the rest numbers.
func (s *workSheet) heads(texts int, names ...string) []any {
	row := make([]any, len(names))
	for n, name := range names {
		name = s.book.t(name)
		row[n] = styled(styleHead, name)
		if n >= texts {
			row[n] = styled(styleHeadSum, name)
		}
	}
	return row
}

// headline writes the counts by status, and the numbers beside them.
func (s *workSheet) headline(c workplan.Counts) {
	s.section("Items by status")
	s.row(s.heads(1, "Status", "One-off items", "Continuing items", "All|sum")...)
	for _, status := range workplan.Statuses {
		one, more := c.ByStatus[status], c.ContinuingByStatus[status]
		s.row(status, one, more, one+more)
	}
	s.row(styled(styleTotal, s.book.t("All|sum")), lookOf{styleSum, c.OneOff}, lookOf{styleSum, c.Continuing}, lookOf{styleSum, c.Items})
	s.gap()
	s.section("Headline numbers")
	s.row(s.heads(1, "Number|figure", "Value")...)
	s.row(s.book.t("Overdue"), c.Overdue)
	s.row(s.book.t("Silent"), c.Silent)
	s.row(s.book.t("Completed late"), c.Late)
	s.row(s.book.t("Completed, counting towards the rate"), c.Rate.Numerator)
	s.row(s.book.t("Counting towards the rate"), c.Rate.Denominator)
	s.row(s.book.t("Completion rate"), c.Rate)
	s.wide(s.book.t("Completion rate: %s%s. Rule: %s.", s.book.rate(c.Rate), s.book.leftOut(c), s.book.t(workplan.RateRule)))
}

// countedBy writes the counts of some groups.
func (s *workSheet) countedBy(key, what string, groups []workplan.Group, rest string, label func(workplan.Group) string) {
	s.section(key)
	head := []string{what}
	for _, status := range workplan.Statuses {
		head = append(head, s.book.word(status))
	}
	s.row(s.heads(1, append(head, s.book.texts("Continuing", "All|sum", "Overdue", "Silent", "Late", "Completed, counting", "Counting", "Completion rate")...)...)...)
	for _, g := range groups {
		name := rest
		if g.Key != "" {
			name = label(g)
		}
		row := []any{name}
		for _, status := range workplan.Statuses {
			row = append(row, g.Counts.ByStatus[status])
		}
		c := g.Counts
		s.row(append(row, c.Continuing, c.Items, c.Overdue, c.Silent, c.Late, c.Rate.Numerator, c.Rate.Denominator, c.Rate)...)
	}
	if len(groups) == 0 {
		s.wide(s.book.t("None."))
	}
	s.gap()
}
