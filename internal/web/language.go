package web

import (
	"cmp"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"strconv"
	"strings"
	"time"

	"fwptracker/internal/workplan"
)

//go:embed texts
var textFiles embed.FS

// language is how pages speak to a person: the English texts stand in templates and code and are their own keys; other languages have a catalogue, and
// English has one of what the domain says to programs otherwise than pages say it to people. What people wrote into plans stays as it was written.
type language struct {
	// Tag is as in BCP 47, Name as its speakers call it.
	Tag, Name string
	texts     map[string]string
	plural    bool // whether many is told from one
	months    [12]string
	quarter   string // of a number and a year
	thousands string
}

// languages are those in which pages speak, the first where nothing else is asked for.
var languages = []*language{
	{Tag: "en", Name: "English", texts: catalogue("en"), plural: true, thousands: ",", quarter: "Q%d %s",
		months: [12]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}},
	{Tag: "id", Name: "Bahasa Indonesia", thousands: ".", quarter: "triwulan %d %s", texts: catalogue("id"),
		months: [12]string{"Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"}},
}

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

// chosenLanguage is the one that the person has chosen here, else the first of those that their browser asks for.
func chosenLanguage(r *http.Request) *language {
	if cookie, err := r.Cookie(languageCookie); err == nil {
		if l := languageTagged(cookie.Value); l != nil {
			return l
		}
	}
	for part := range strings.SplitSeq(r.Header.Get("Accept-Language"), ",") {
		tag, _, _ := strings.Cut(strings.TrimSpace(part), ";")
		primary, _, _ := strings.Cut(strings.ToLower(tag), "-")
		if l := languageTagged(primary); l != nil {
			return l
		}
	}
	return languages[0]
}

// languageTagged finds a language by its tag; nil where there is none.
func languageTagged(tag string) *language {
	for _, l := range languages {
		if l.Tag == tag {
			return l
		}
	}
	return nil
}

// t is a text in the language, with its values filled in; numbers are written as the language does. Where one English word is two in other languages,
// what it is said of follows it after a bar, and is not shown: "State|kind of member".
func (l *language) t(english string, values ...any) string {
	text, there := l.texts[english]
	if !there {
		text, _, _ = strings.Cut(english, "|")
	}
	if len(values) == 0 {
		return text
	}
	for n, v := range values {
		if number, is := v.(int); is {
			values[n] = l.number(number)
		}
	}
	return fmt.Sprintf(strings.ReplaceAll(text, "%d", "%s"), values...)
}

// n is a text for one or many; many is also the key of a language that does not tell these apart.
func (l *language) n(one, many string, count int, more ...any) string {
	if count == 1 && l.plural {
		return l.t(one, append([]any{count}, more...)...)
	}
	return l.t(many, append([]any{count}, more...)...)
}

// number writes a whole number.
func (l *language) number(n int) string {
	if n < 0 {
		return "−" + l.number(-n)
	}
	text := strconv.Itoa(n)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + l.thousands + text[at:]
	}
	return text
}

// day writes a date: "8 November 2023"; "" where none is recorded.
func (l *language) day(d workplan.Date) string {
	at, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return ""
	}
	return fmt.Sprintf("%d %s %d", at.Day(), l.months[at.Month()-1], at.Year())
}

// period writes a partial date as exactly as it is known: "2023", "Q4 2023", "November 2023", "8 November 2023"; "" where none is recorded.
func (l *language) period(p workplan.PartialDate) string {
	switch s := string(p); {
	case s == "" || !p.Valid():
		return ""
	case len(s) == len("2023"):
		return s
	case s[5] == 'Q':
		return fmt.Sprintf(l.quarter, int(s[6]-'0'), s[:4])
	case len(s) == len("2023-11"):
		month, _ := strconv.Atoi(s[5:])
		return l.months[month-1] + " " + s[:4]
	default:
		return l.day(workplan.Date(s))
	}
}

// span writes a time from one partial date to another, without saying the month or the year twice: "7 to 9 November 2023".
func (l *language) span(from, to workplan.PartialDate) string {
	first, last := l.period(from), l.period(to)
	switch {
	case first == "" || last == "" || first == last:
		return cmp.Or(first, last)
	case len(from) == len("2023-11-08") && len(to) == len(from) && from[:7] == to[:7]:
		first, _, _ = strings.Cut(first, " ")
	case len(from) == len("2023-11-08") && len(to) == len(from) && from[:4] == to[:4]:
		first = strings.TrimSuffix(first, " "+string(from[:4]))
	}
	return l.t("%s to %s", first, last)
}

// moment writes a point in time by the clock of a zone.
func (l *language) moment(at time.Time, zone *time.Location) string {
	at = at.In(zone)
	return l.day(workplan.DateOf(at)) + ", " + at.Format("15:04 MST")
}

// list joins words as a sentence does: "a", "a and b", "a, b and c".
func (l *language) list(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " " + l.t("and") + " " + words[len(words)-1]
}
