// Package language is how pages and reports speak to people: texts, dates, numbers and the words of the design in each language. English texts stand in
// the code that says them; those in other languages stand in texts/.
package language

import (
	"cmp"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"strconv"
	"strings"
	"time"

	"fwptracker/internal/workplan"
)

//go:embed texts
var textFiles embed.FS

// Language is how pages speak to a person: the English texts stand in templates and code and are their own keys; other languages have a catalogue, and
// English has one of what the domain says to programs otherwise than pages say it to people. What people wrote into plans stays as it was written.
type Language struct {
	// Tag is as in BCP 47, Name as its speakers call it.
	Tag, Name string
	// Months are their names, Plural says whether many is told from one.
	Months    [12]string
	Plural    bool
	texts     map[string]string
	quarter   string // of a number and a year
	thousands string
}

// All are the languages that pages speak.
var All = []*Language{
	{Tag: "en", Name: "English", texts: catalogue("en"), Plural: true, thousands: ",", quarter: "Q%d %s",
		Months: [12]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}},
	{Tag: "id", Name: "Bahasa Indonesia", thousands: ".", quarter: "triwulan %d %s", texts: catalogue("id"),
		Months: [12]string{"Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"}},
}

// English is the one in which pages speak where nothing else is asked for.
var English = All[0]

// catalogue reads the texts of a language, by their English, from all files of its directory.
func catalogue(tag string) map[string]string {
	names, err := fs.Glob(textFiles, "texts/"+tag+"/*.json")
	texts := map[string]string{}
	for _, name := range names {
		content, unread := textFiles.ReadFile(name)
		err = cmp.Or(err, unread, json.Unmarshal(content, &texts))
	}
	if err != nil || len(texts) == 0 {
		panic(fmt.Sprintf("the texts in %s are broken: %v", tag, err))
	}
	return texts
}

// Tagged finds a language by its tag; nil where there is none.
func Tagged(tag string) *Language {
	for _, l := range All {
		if l.Tag == tag {
			return l
		}
	}
	return nil
}

// Tags lists the tags of all languages.
func Tags() []string {
	tags := make([]string, len(All))
	for n, l := range All {
		tags[n] = l.Tag
	}
	return tags
}

// T is a text in the language, with its values filled in; numbers are written as the language does. Where one English word is two in other languages,
// what it is said of follows it after a bar, and is not shown: "State|kind of member".
func (l *Language) T(english string, values ...any) string {
	text, there := l.texts[english]
	if !there {
		text, _, _ = strings.Cut(english, "|")
	}
	if len(values) == 0 {
		return text
	}
	for n, v := range values {
		if number, is := v.(int); is {
			values[n] = l.Number(number)
		}
	}
	return fmt.Sprintf(strings.ReplaceAll(text, "%d", "%s"), values...)
}

// N is a text for one or many; many is also the key of a language that does not tell these apart.
func (l *Language) N(one, many string, count int, more ...any) string {
	if count == 1 && l.Plural {
		return l.T(one, append([]any{count}, more...)...)
	}
	return l.T(many, append([]any{count}, more...)...)
}

// Number writes a whole number.
func (l *Language) Number(n int) string {
	if n < 0 {
		return "−" + l.Number(-n)
	}
	text := strconv.Itoa(n)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + l.thousands + text[at:]
	}
	return text
}

// Tenths writes a number that is told in tenths: "1.2".
func (l *Language) Tenths(n int) string {
	point := map[string]string{",": ".", ".": ","}[l.thousands]
	return l.Number(n/10) + point + strconv.Itoa(n%10)
}

// Texts are what the language has of its own, by the English: tests find by it what is missing, and what nobody says.
func (l *Language) Texts() map[string]string { return maps.Clone(l.texts) }

// Day writes a date: "8 November 2023"; "" where none is recorded.
func (l *Language) Day(d workplan.Date) string {
	at, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return ""
	}
	return fmt.Sprintf("%d %s %d", at.Day(), l.Months[at.Month()-1], at.Year())
}

// Period writes a partial date as exactly as it is known: "2023", "Q4 2023", "November 2023", "8 November 2023"; "" where none is recorded.
func (l *Language) Period(p workplan.PartialDate) string {
	switch s := string(p); {
	case s == "" || !p.Valid():
		return ""
	case len(s) == len("2023"):
		return s
	case s[5] == 'Q':
		return fmt.Sprintf(l.quarter, int(s[6]-'0'), s[:4])
	case len(s) == len("2023-11"):
		month, _ := strconv.Atoi(s[5:])
		return l.Months[month-1] + " " + s[:4]
	default:
		return l.Day(workplan.Date(s))
	}
}

// Span writes a time from one partial date to another, without saying the month or the year twice: "7 to 9 November 2023".
func (l *Language) Span(from, to workplan.PartialDate) string {
	first, last := l.Period(from), l.Period(to)
	switch {
	case first == "" || last == "" || first == last:
		return cmp.Or(first, last)
	case len(from) == len("2023-11-08") && len(to) == len(from) && from[:7] == to[:7]:
		first, _, _ = strings.Cut(first, " ")
	case len(from) == len("2023-11-08") && len(to) == len(from) && from[:4] == to[:4]:
		first = strings.TrimSuffix(first, " "+string(from[:4]))
	}
	return l.T("%s to %s", first, last)
}

// Moment writes a point in time by the clock of a zone.
func (l *Language) Moment(at time.Time, zone *time.Location) string {
	at = at.In(zone)
	return l.Day(workplan.DateOf(at)) + ", " + at.Format("15:04 MST")
}

// List joins words as a sentence does: "a", "a and b", "a, b and c".
func (l *Language) List(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " " + l.T("and") + " " + words[len(words)-1]
}
