package web

import (
	"fmt"
	"html/template"
	"strings"

	"fwptracker/internal/language"
	"fwptracker/internal/workplan"
)

// leftOut says what a completion rate does not count: "not counted: 12 carried over, 1 withdrawn, 3 continuing". It stands beside every rate, and is "" where
// everything is counted.
func leftOut(l *language.Language, c workplan.Counts) string {
	carried, withdrawn, continuing := c.LeftOut()
	var parts []string
	if carried > 0 {
		parts = append(parts, l.T("%d carried over", carried))
	}
	if withdrawn > 0 {
		parts = append(parts, l.T("%d withdrawn", withdrawn))
	}
	if continuing > 0 {
		parts = append(parts, l.T("%d continuing", continuing))
	}
	if len(parts) == 0 {
		return ""
	}
	return l.T("not counted: %s", strings.Join(parts, ", "))
}

// rateBar draws the one-off items of which a rate tells: what is completed, what is open, and last, apart, what was carried over or withdrawn and is not
// counted, so that the bar is full only where everything was achieved. Words beside it say the same.
func rateBar(c workplan.Counts) template.HTML {
	carried, withdrawn, _ := c.LeftOut()
	out := carried + withdrawn
	all := c.Rate.Denominator + out
	if all == 0 {
		return ""
	}
	bar := fmt.Sprintf(`<svg class="completion" viewBox="0 0 %d 1" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="done" width="%d" height="1"/>`, all, c.Rate.Numerator)
	if out > 0 {
		bar += fmt.Sprintf(`<rect class="out" x="%d" width="%d" height="1"/>`, c.Rate.Denominator, out)
	}
	return template.HTML(bar + "</svg>")
}
