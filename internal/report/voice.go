package report

import (
	"strconv"
	"time"

	"fwptracker/internal/language"
	"fwptracker/internal/workplan"
)

// voice is how a report speaks to people: in English in forms of its own, in which editions were issued, and in other languages as pages do. What people
// wrote is told as they wrote it. The zero voice speaks English.
type voice struct{ lang *language.Language }

var english = voice{language.English}

// speaks is the language itself.
func (v voice) speaks() *language.Language {
	if v.lang == nil {
		return language.English
	}
	return v.lang
}

// inEnglish says whether the forms of English reports apply.
func (v voice) inEnglish() bool { return v.speaks() == language.English }

// t is the text of an English one, which is its key, with its values filled in. Where one English text is two in other languages, what it is said of follows it after a bar, and is not shown.
func (v voice) t(key string, values ...any) string {
	for n, value := range values {
		if number, is := value.(int); is {
			values[n] = v.digits(number)
		}
	}
	return v.speaks().T(key, values...)
}

// n is the text for one or that for many, whatever values they take.
func (v voice) n(n int, one, many string, values ...any) string {
	if n == 1 && v.speaks().Plural {
		return v.t(one, values...)
	}
	return v.t(many, values...)
}

// count tells a number of things: "no item", "1 item", "12 items".
func (v voice) count(n int, none, one, many string) string {
	switch {
	case n == 0:
		return v.t(none)
	case n == 1 && v.speaks().Plural:
		return v.t(one)
	default:
		return v.t(many, n)
	}
}

// word is a word of the design, such as a status: "In progress".
func (v voice) word(value any) string { return v.speaks().Word(value) }

// said is a sentence of the domain.
func (v voice) said(s workplan.Sentence) string {
	if v.inEnglish() {
		return s.Text
	}
	return v.speaks().Said(s)
}

// listed joins words as a sentence does: "a", "a and b", "a, b and c".
func (v voice) listed(words []string) string { return v.speaks().List(words) }

// digits writes a number; English reports have no separators in them.
func (v voice) digits(n int) string {
	if v.inEnglish() {
		return strconv.Itoa(n)
	}
	return v.speaks().Number(n)
}

// notRecorded stands where nothing is known: an empty place could be an oversight.
func (v voice) notRecorded() string { return v.t("not recorded") }

// day tells a date: "8 November 2023".
func (v voice) day(d workplan.Date) string { return or(v.speaks().Day(d), v.notRecorded()) }

// period tells a partial date as exactly as it is known: "2023", "4th quarter of 2023", "November 2023", "8 November 2023".
func (v voice) period(p workplan.PartialDate) string {
	if v.inEnglish() {
		return or(p.InWords(), v.notRecorded())
	}
	return or(v.speaks().Period(p), v.notRecorded())
}

// moment tells a point in time, in UTC.
func (v voice) moment(at time.Time) string { return v.speaks().Moment(at, time.UTC) }

// month is the short name of the month of a day: "Nov".
func (v voice) month(at time.Time) string {
	return string([]rune(v.speaks().Months[at.Month()-1])[:3])
}

// texts are several texts without values.
func (v voice) texts(keys ...string) []string {
	said := make([]string, len(keys))
	for n, key := range keys {
		said[n] = v.t(key)
	}
	return said
}

// heads says the heads of columns, which are texts or dates.
func (v voice) heads(columns []column) []column {
	for n := range columns {
		columns[n].Head = v.t(columns[n].Head)
	}
	return columns
}
