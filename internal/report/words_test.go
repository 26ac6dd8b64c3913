package report

import (
	"testing"

	"fwptracker/internal/workplan"
)

func TestDatesAreToldAsExactlyAsTheyAreKnown(t *testing.T) {
	for given, want := range map[workplan.PartialDate]string{"": "not recorded", "2023": "2023", "2023-Q4": "4th quarter of 2023", "2023-Q1": "1st quarter of 2023",
		"2023-11": "November 2023", "2023-11-08": "8 November 2023"} {
		if got := english.period(given); got != want {
			t.Errorf("%q is told as %q, want %q", given, got, want)
		}
	}
}

func TestARateIsNeverABarePercentage(t *testing.T) {
	for _, c := range []struct {
		r    workplan.Rate
		want string
	}{{workplan.Rate{}, "0 of 0: no rate"}, {workplan.Rate{Numerator: 0, Denominator: 3}, "0 of 3 (0 %)"}, {workplan.Rate{Numerator: 1, Denominator: 3}, "1 of 3 (33 %)"},
		{workplan.Rate{Numerator: 2, Denominator: 3}, "2 of 3 (67 %)"}, {workplan.Rate{Numerator: 1, Denominator: 400}, "1 of 400 (1 %)"},
		{workplan.Rate{Numerator: 399, Denominator: 400}, "399 of 400 (99 %)"}, {workplan.Rate{Numerator: 4, Denominator: 4}, "4 of 4 (100 %)"}} {
		if got := english.rate(c.r); got != c.want {
			t.Errorf("%v: %q, want %q", c.r, got, c.want)
		}
	}
}

func TestListsReadAsSentencesDo(t *testing.T) {
	for _, c := range []struct {
		words []string
		want  string
	}{{nil, ""}, {[]string{"a"}, "a"}, {[]string{"a", "b"}, "a and b"}, {[]string{"a", "b", "c"}, "a, b and c"}} {
		if got := english.listed(c.words); got != c.want {
			t.Errorf("%v: %q", c.words, got)
		}
	}
}

func TestEveryWordOfTheDomainHasItsOwn(t *testing.T) {
	for _, s := range workplan.Statuses {
		if english.word(s) == string(s) || statusColours[s][0] == "" {
			t.Errorf("status %s has no word or colour", s)
		}
	}
	for _, h := range workplan.Healths {
		if english.word(h) == string(h) {
			t.Errorf("health %s has no word", h)
		}
	}
	for _, s := range workplan.Severities {
		if severityWords[s] == "" || severityCounted[s][1] == "" {
			t.Errorf("severity %s has no word", s)
		}
	}
	for _, a := range workplan.Audiences {
		if audienceWords[a] == "" {
			t.Errorf("audience %s has no word", a)
		}
	}
	for _, p := range workplan.PlanStatuses {
		if english.word(p) == string(p) {
			t.Errorf("plan status %s has no word", p)
		}
	}
	for _, k := range workplan.UpdateKinds {
		if english.word(k) == string(k) {
			t.Errorf("kind %s has no word", k)
		}
	}
	for _, c := range workplan.CauseKinds {
		if causeNames[c] == "" {
			t.Errorf("cause %s has no word", c)
		}
	}
	for _, c := range workplan.Concerns {
		if concernWords[c] == "" {
			t.Errorf("concern %s has no word", c)
		}
	}
	for _, k := range workplan.ChangeKinds {
		if changeWords[k] == "" {
			t.Errorf("change %s has no word", k)
		}
	}
}

func TestTextsAreInertInSpreadsheetsAndMarkdown(t *testing.T) {
	for given, want := range map[string]string{"=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@x": "'@x", "\tx": "'\tx", "\rx": "'\rx", "x=1": "x=1", "": "", "'=1": "'=1"} {
		if got := inert(given); got != want {
			t.Errorf("%q becomes %q, want %q", given, got, want)
		}
	}
	for given, want := range map[string]string{"a|b": `a\|b`, "1. x": `1\. x`, "1.1": "1.1", "- x": `\- x`, "<b>": `\<b\>`, "a\nb": "a<br>b", "# x": `\# x`, "a_b*c*": `a\_b\*c\*`, "&lt;": "&amp;lt;"} {
		if got := plainMark(given); got != want {
			t.Errorf("%q becomes %q, want %q", given, got, want)
		}
	}
}
