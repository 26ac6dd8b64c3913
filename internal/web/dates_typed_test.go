package web

import (
	"net/url"
	"testing"

	"fwptracker/internal/language"
)

func TestDatesAreReadAsPagesWriteThem(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{"2027": "2027", "2027-03": "2027-03", "20 November 2026": "2026-11-20", " 1  maret 2027": "2027-03-01", "March 2027": "2027-03", "Mar, 2027": "2027-03",
		"Agustus 2027": "2027-08", "Q1 2027": "2027-Q1", "triwulan 4 2027": "2027-Q4", "31. May 2027": "2027-05-31", "in spring": "in spring", "Ma 2027": "Ma 2027", "31 Foo 2027": "31 Foo 2027", "": ""} {
		if got := (sheet{Values: url.Values{"due": {typed}}}).period("due"); string(got) != want {
			t.Errorf("%q is read as %q, not %q", typed, got, want)
		}
	}
	for _, l := range language.All {
		for _, written := range []string{"2027", "2027-Q3", "2027-11", "2027-11-08"} {
			typed := l.Period(sheet{Values: url.Values{"due": {written}}}.period("due"))
			if got := (sheet{Values: url.Values{"due": {typed}}}).period("due"); string(got) != written {
				t.Errorf("%s: %q, written %q, is read as %q", l.Tag, written, typed, got)
			}
		}
	}
}
