package report

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"fwptracker/internal/workplan"
)

// named is an item by its title and ref, as it stands in a sentence.
func (v voice) named(i workplan.ActionItem) string {
	return v.t("%s (item %s)", inQuotes(i.Title), i.Ref)
}

// thePlan is a plan's title as it stands in a sentence.
func (v voice) thePlan(title string) string {
	if strings.HasPrefix(strings.ToLower(title), "the ") {
		return title
	}
	return v.t("the %s", title)
}

// innerQuotes makes quotation marks within a quotation single ones.
var innerQuotes = strings.NewReplacer("“", "‘", "”", "’", "\"", "'", "„", "‚", "«", "‹", "»", "›")

// inQuotes is a text as a quotation, on one line.
func inQuotes(text string) string {
	return "“" + innerQuotes.Replace(strings.Join(strings.Fields(text), " ")) + "”"
}

// quote is the first sentence of what a lead wrote, as a quotation that ends a sentence; "" where nothing is written.
func quote(text string) string {
	if text = firstSentence(text); text == "" {
		return ""
	}
	return inQuotes(text)
}

// within tells when something was or is to be done: "on 8 November 2023", "in November 2023", "in 2023", "in the fourth quarter of 2023".
func (v voice) within(p workplan.PartialDate) string {
	if len(p) == len("2023-11-08") {
		return v.t("on %s|day", v.period(p))
	}
	return v.t("in %s|time", v.spoken(p))
}

// inPlace is where something was held as it stands in a sentence: "in Jakarta", "online"; "" where it is not recorded. What names no place but a way of meeting takes no "in".
func (v voice) inPlace(place string) string {
	if place = strings.Join(strings.Fields(place), " "); place == "" {
		return ""
	}
	lower := strings.ToLower(place)
	for _, way := range []string{"online", "on-line", "on line", "virtually", "virtual meeting", "virtual"} {
		rest, is := strings.CutPrefix(lower, way)
		if next, _ := utf8.DecodeRuneInString(rest); !is || unicode.IsLetter(next) {
			continue
		}
		return v.t("online") + place[len(place)-len(rest):]
	}
	switch {
	case strings.HasPrefix(lower, "by "):
		return "by" + place[len("by"):]
	case strings.HasPrefix(lower, "at "):
		return v.t("at %s|place", place[len("at "):])
	case strings.HasPrefix(lower, "in "):
		place = place[len("in "):]
	}
	return v.t("in %s|place", place)
}

// spoken is a partial date as it stands in a sentence.
func (v voice) spoken(p workplan.PartialDate) string {
	if v.inEnglish() && strings.Contains(string(p), "Q") {
		return "the " + []string{"first", "second", "third", "fourth"}[p[6]-'1'] + " quarter of " + string(p[:4])
	}
	return v.period(p)
}

// firstSentence is the first sentence of a report, on one line and ended by a point; "" where there is none. A point counts as an end only where
// a capital follows, so that "on 7 Nov. 2023" is not taken apart.
func firstSentence(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	for n, r := range text {
		if after := strings.TrimPrefix(text[n:], string(r)+" "); strings.ContainsRune(".!?", r) && n > 3 && after != text[n:] {
			if next, _ := utf8.DecodeRuneInString(after); unicode.IsUpper(next) {
				return text[:n+1]
			}
		}
	}
	return ended(text)
}

// ended is a text with a mark at its end.
func ended(text string) string {
	switch last, _ := utf8.DecodeLastRuneInString(text); {
	case text == "" || strings.ContainsRune(".!?…", last):
		return text
	case strings.ContainsRune(",;:-–—", last):
		return strings.TrimRight(text, " ,;:-–—") + "."
	default:
		return text + "."
	}
}
