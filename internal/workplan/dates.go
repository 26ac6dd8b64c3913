package workplan

import (
	"fmt"
	"strconv"
	"time"
)

// Date is a calendar day, "2023-11-08"; "" means not recorded. Dates compare as text.
type Date string

// PartialDate is a day, month, quarter or year as people give them: "2023-11-08", "2023-11", "2023-Q4", "2023"; "" means not recorded.
// It is kept as given; First and Last say which days it covers.
type PartialDate string

const dateLayout = "2006-01-02"

// DateOf is the calendar day of a moment in its own time zone.
func DateOf(t time.Time) Date { return Date(t.Format(dateLayout)) }

// ParseDate accepts one calendar day between the years 1900 and 2199.
func ParseDate(s string) (Date, error) {
	if t, err := time.Parse(dateLayout, s); err != nil || t.Year() < 1900 || t.Year() > 2199 {
		return "", fmt.Errorf("%q is not a date such as 2023-11-08", s)
	}
	return Date(s), nil
}

// ParsePartialDate accepts a year, quarter, month or day between the years 1900 and 2199.
func ParsePartialDate(s string) (PartialDate, error) {
	if _, _, ok := span(s); !ok {
		return "", fmt.Errorf("%q is not a date such as 2023, 2023-Q4, 2023-11 or 2023-11-08", s)
	}
	return PartialDate(s), nil
}

// Valid says whether d is a date or not recorded.
func (d Date) Valid() bool {
	_, err := ParseDate(string(d))
	return d == "" || err == nil
}

// Valid says whether p is a partial date or not recorded.
func (p PartialDate) Valid() bool {
	_, _, ok := span(string(p))
	return p == "" || ok
}

// First is the first day of the period that p names, "" when p is not recorded.
func (p PartialDate) First() Date {
	first, _, _ := span(string(p))
	return first
}

// Last is the last day of the period that p names, "" when p is not recorded. An item is overdue after the last day of its due period.
func (p PartialDate) Last() Date {
	_, last, _ := span(string(p))
	return last
}

// InWords tells a date as people write it, "8 November 2023"; "" when it is not recorded.
func (d Date) InWords() string {
	if d == "" || !d.Valid() {
		return ""
	}
	return d.time().Format("2 January 2006")
}

// InWords tells a partial date as exactly as it is known: "2023", "4th quarter of 2023", "November 2023", "8 November 2023"; "" when it is not
// recorded.
func (p PartialDate) InWords() string {
	switch s := string(p); {
	case s == "" || !p.Valid():
		return ""
	case len(s) == len("2023"):
		return s
	case s[5] == 'Q':
		return [...]string{"1st", "2nd", "3rd", "4th"}[s[6]-'1'] + " quarter of " + s[:4]
	case len(s) == len("2023-11"):
		return p.First().time().Format("January 2006")
	default:
		return Date(s).InWords()
	}
}

// Within says whether all days of p lie in the period that q names: 8 November 2023 lies within 2023-11, 2023-Q4 and 2023.
func (p PartialDate) Within(q PartialDate) bool {
	return p != "" && q != "" && q.First() <= p.First() && p.Last() <= q.Last()
}

// DaysAfter is the number of days from e to d; 0 when either is not recorded or d does not lie after e.
func (d Date) DaysAfter(e Date) int {
	if d == "" || e == "" || d <= e {
		return 0
	}
	return int((d.time().Unix() - e.time().Unix()) / (24 * 60 * 60))
}

// AddDays is the day n days after d, or before it where n is negative.
func (d Date) AddDays(n int) Date { return DateOf(d.time().AddDate(0, 0, n)) }

func (d Date) time() time.Time {
	t, err := time.Parse(dateLayout, string(d))
	if err != nil {
		return time.Time{}
	}
	return t
}

// span gives the first and last day of a partial date and whether it is one. Readings ask it for every item, so it takes no detours.
func span(s string) (first, last Date, ok bool) {
	if len(s) < 4 || s[0] != '1' && s[0] != '2' {
		return "", "", false
	}
	year, err := strconv.Atoi(s[:4])
	if err != nil || year < 1900 || year > 2199 {
		return "", "", false
	}
	switch rest := s[4:]; {
	case rest == "":
		return Date(s + "-01-01"), Date(s + "-12-31"), true
	case len(rest) == 3 && rest[:2] == "-Q" && rest[2] >= '1' && rest[2] <= '4':
		return days(year, 3*int(rest[2]-'0')-2, 3)
	case len(rest) == 3 && rest[0] == '-' && isDigit(rest[1]) && isDigit(rest[2]):
		return days(year, int(rest[1]-'0')*10+int(rest[2]-'0'), 1)
	default:
		d, err := ParseDate(s)
		return d, d, err == nil
	}
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// days spans whole months from the first of month on; false where there is no such month.
func days(year, month, months int) (first, last Date, ok bool) {
	if month < 1 || month > 12 {
		return "", "", false
	}
	start := time.Date(year, time.Month(month), 1, 0, 0, 0, 0, time.UTC)
	return DateOf(start), DateOf(start.AddDate(0, months, -1)), true
}
