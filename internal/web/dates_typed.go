package web

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"fwptracker/internal/language"
	"fwptracker/internal/workplan"
)

// The forms in which people type the dates that pages show: "20 November 2026", "November 2026", "Q1 2027", "triwulan 1 2027".
var (
	typedDay     = regexp.MustCompile(`^(\d{1,2})\.? (\pL+),? (\d{4})$`)
	typedMonth   = regexp.MustCompile(`^(\pL+),? (\d{4})$`)
	typedQuarter = regexp.MustCompile(`(?i)^(?:q|triwulan )([1-4]),? (\d{4})$`)
)

// period is the partial date that was typed into a field, in the way of records or as pages write dates in any language; what is neither stays as it was
// typed, and is refused as that.
func (s sheet) period(field string) workplan.PartialDate {
	text := strings.Join(strings.Fields(s.text(field)), " ")
	if m := typedQuarter.FindStringSubmatch(text); m != nil {
		return workplan.PartialDate(m[2] + "-Q" + m[1])
	}
	if m := typedDay.FindStringSubmatch(text); m != nil {
		if month := monthNamed(m[2]); month > 0 {
			day, _ := strconv.Atoi(m[1]) // two digits at most
			return workplan.PartialDate(fmt.Sprintf("%s-%02d-%02d", m[3], month, day))
		}
	}
	if m := typedMonth.FindStringSubmatch(text); m != nil {
		if month := monthNamed(m[1]); month > 0 {
			return workplan.PartialDate(fmt.Sprintf("%s-%02d", m[2], month))
		}
	}
	return workplan.PartialDate(text)
}

// monthNamed is a month by its name in any language of the pages, or by the first three letters of one; 0 where it is none.
func monthNamed(name string) time.Month {
	name = strings.ToLower(name)
	for _, l := range language.All {
		for n, month := range l.Months {
			if month = strings.ToLower(month); name == month || len(name) >= 3 && strings.HasPrefix(month, name) {
				return time.Month(n + 1)
			}
		}
	}
	return 0
}
