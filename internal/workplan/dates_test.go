package workplan

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestPartialDatesCoverTheirDays(t *testing.T) {
	for _, c := range []struct{ p, first, last string }{
		{"2023", "2023-01-01", "2023-12-31"}, {"1900", "1900-01-01", "1900-12-31"}, {"2199", "2199-01-01", "2199-12-31"},
		{"2023-Q1", "2023-01-01", "2023-03-31"}, {"2023-Q2", "2023-04-01", "2023-06-30"},
		{"2023-Q3", "2023-07-01", "2023-09-30"}, {"2023-Q4", "2023-10-01", "2023-12-31"},
		{"2023-02", "2023-02-01", "2023-02-28"}, {"2024-02", "2024-02-01", "2024-02-29"}, {"1900-02", "1900-02-01", "1900-02-28"},
		{"2000-02", "2000-02-01", "2000-02-29"}, {"2100-02", "2100-02-01", "2100-02-28"}, {"2023-04", "2023-04-01", "2023-04-30"},
		{"2023-12", "2023-12-01", "2023-12-31"}, {"2024-02-29", "2024-02-29", "2024-02-29"},
	} {
		p, err := ParsePartialDate(c.p)
		if err != nil || !p.Valid() || string(p.First()) != c.first || string(p.Last()) != c.last {
			t.Errorf("%s: %s to %s (%v), want %s to %s", c.p, p.First(), p.Last(), err, c.first, c.last)
		}
	}
}

func TestBadDatesAreRefused(t *testing.T) {
	for _, s := range []string{"1899", "2200", "23", "2023-Q0", "2023-Q5", "2023-q1", "2023-Q11", "2023-00", "2023-13", "2023-1", "2023-02-29",
		"2024-02-30", "2023-11-31", "2023-11-8", "2023-11-08 ", " 2023", "2023-11-08T00:00:00Z", "2023/11/08", "08-11-2023", "2023-", "x", "２０２３"} {
		if p, err := ParsePartialDate(s); err == nil {
			t.Errorf("%q was taken as %q", s, p)
		}
		if p := PartialDate(s); p.Valid() || p.First() != "" || p.Last() != "" {
			t.Errorf("%q is valid from %q to %q", s, p.First(), p.Last())
		}
		if d, err := ParseDate(s); err == nil || Date(s).Valid() {
			t.Errorf("%q was taken as the day %q", s, d)
		}
	}
	for _, s := range []string{"", "2023", "2023-11", "2023-Q4", "1899-12-31", "2200-01-01"} {
		if _, err := ParseDate(s); err == nil {
			t.Errorf("%q was taken as a day", s)
		}
	}
	if _, err := ParsePartialDate(""); err == nil {
		t.Error("the empty text was parsed as a date")
	}
	if !Date("").Valid() || !PartialDate("").Valid() || PartialDate("").First() != "" || PartialDate("").Last() != "" {
		t.Error("a date that is not recorded must be valid and cover no day")
	}
}

func TestDaysAfter(t *testing.T) {
	for _, c := range []struct {
		d, e Date
		want int
	}{
		{"2024-01-01", "2023-12-31", 1}, {"2024-03-01", "2024-02-28", 2}, {"2023-03-01", "2023-02-28", 1}, {"2024-12-31", "2023-12-31", 366},
		{"2025-12-31", "2024-12-31", 365}, {"2024-06-01", "2024-06-01", 0}, {"2024-06-01", "2024-06-02", 0}, {"", "2024-06-02", 0},
		{"2024-06-02", "", 0}, {"2199-12-31", "1900-01-01", 109_572},
	} {
		if got := c.d.DaysAfter(c.e); got != c.want {
			t.Errorf("%s after %s: %d, want %d", c.d, c.e, got, c.want)
		}
	}
}

func TestDaysOrderAndCountAsTheCalendarDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := time.Date(1950, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 80_000).Draw(t, "from"))
		n := rapid.IntRange(1, 10_000).Draw(t, "days")
		d, e := DateOf(from.AddDate(0, 0, n)), DateOf(from)
		if d <= e || d.DaysAfter(e) != n || e.DaysAfter(d) != 0 || e.AddDays(n) != d || d.AddDays(-n) != e {
			t.Fatalf("%s is %d days after %s, want %d; adding gives %s", d, d.DaysAfter(e), e, n, e.AddDays(n))
		}
	})
}

func TestDateOfIsTheDayInTheMomentsOwnZone(t *testing.T) {
	jakarta := time.FixedZone("WIB", 7*3600)
	moment := time.Date(2024, 6, 30, 23, 30, 0, 0, time.UTC)
	if got, local := DateOf(moment), DateOf(moment.In(jakarta)); got != "2024-06-30" || local != "2024-07-01" {
		t.Errorf("got %s and %s", got, local)
	}
}
