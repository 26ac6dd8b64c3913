package workplan

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits on text, in characters.
const (
	maxName   = 300
	maxText   = 20_000
	maxCode   = 60
	maxTopics = 20
	// maxProtocol is more than there are states.
	maxProtocol = 250
	maxLinks    = 20
	maxLeads    = 30
)

var (
	codeForm   = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	numberForm = regexp.MustCompile(`^[1-9]\d{0,2}$`)
	refForm    = regexp.MustCompile(`^[1-9]\d{0,3}(\.[1-9]\d{0,3}){0,2}$`)
	userForm   = regexp.MustCompile(`^[a-z0-9]+([._-][a-z0-9]+)*$`)
)

// name checks a short single-line text that people read aloud: titles and names. Empty is a fault when required.
func (f *Faults) name(pointer, s string, required bool) {
	if blank(s) {
		if required || s != "" {
			f.Add(pointer, "required", "must not be empty")
		}
		return
	}
	f.line(pointer, s, maxName)
}

// blank says whether a text says nothing: a required text is more than spaces.
func blank(s string) bool { return strings.TrimSpace(s) == "" }

// line checks a single line of at most max characters, without control characters or characters that reverse the reading direction.
func (f *Faults) line(pointer, s string, max int) {
	for _, r := range s {
		if IsControl(r) || unicode.In(r, unicode.Zl, unicode.Zp, unicode.Bidi_Control) {
			f.Add(pointer, "bad_character", "must be one line without control characters")
			return
		}
	}
	f.length(pointer, s, max)
}

// IsControl names what no text may hold unless it breaks lines: the control characters, and what Unicode says will never be a character, such as
// U+FFFF, which no XML file can hold.
func IsControl(r rune) bool { return unicode.In(r, unicode.Cc, unicode.Noncharacter_Code_Point) }

// text checks a longer text of paragraphs.
func (f *Faults) text(pointer, s string) {
	for _, r := range s {
		if IsControl(r) && r != '\n' && r != '\t' && r != '\r' {
			f.Add(pointer, "bad_character", "must not contain control characters other than line breaks and tabs")
			return
		}
	}
	f.length(pointer, s, maxText)
}

func (f *Faults) length(pointer, s string, max int) {
	if !utf8.ValidString(s) {
		f.Add(pointer, "bad_character", "must be valid UTF-8")
	} else if n := utf8.RuneCountInString(s); n > max {
		f.Add(pointer, "too_long", "has %d characters; at most %d are allowed", n, max)
	}
}

// code checks a natural key such as wg-tip-2021-23.
func (f *Faults) code(pointer, s string) {
	if s == "" {
		f.Add(pointer, "required", "is missing: a code of lower-case letters, digits and single hyphens, such as wg-tip-2021-23")
	} else if !codeForm.MatchString(s) || len(s) > maxCode {
		f.Add(pointer, "bad_code", "must be lower-case letters, digits and single hyphens, such as wg-tip-2021-23, at most %d characters", maxCode)
	}
}

// ReservedWords are the code of nothing new and the name of nobody new: addresses have them where such a code stands ("/plans/new" is the form of a new plan), and
// filters ask by them for what has none. What bears one from before goes on doing so; programs read it as anything else.
var ReservedWords = []string{"batch", "check", "new", "none", "preview", "similar", "verify"}

// newCode checks the code of something new.
func (f *Faults) newCode(pointer, s string) {
	f.code(pointer, s)
	f.reserved(pointer, s)
}

func (f *Faults) reserved(pointer, s string) {
	if slices.Contains(ReservedWords, s) {
		f.Add(pointer, "reserved", "%q cannot be taken, since addresses use this word themselves; take a longer one, such as %s-1", s, s)
	}
}

// codes checks a list of codes: so many at most, none twice.
func (f *Faults) codes(pointer string, list List, most int) {
	if len(list) > most {
		f.Add(pointer, "too_many", "has %d entries; at most %d are allowed", len(list), most)
		return
	}
	for i, code := range list {
		at := pointer + "/" + itoa(i)
		if f.code(at, code); slices.Contains(list[:i], code) {
			f.Add(at, "duplicate", "%q is given twice", code)
		}
	}
}

func (f *Faults) partial(pointer string, p PartialDate) {
	if !p.Valid() {
		f.Add(pointer, "not_a_date", "%q is not a date such as 2023, 2023-Q4, 2023-11 or 2023-11-08", p)
	}
}

func (f *Faults) date(pointer string, d Date) {
	if !d.Valid() {
		f.Add(pointer, "not_a_date", "%q is not a date such as 2023-11-08", d)
	}
}

// period checks that two partial dates are dates and in order.
func (f *Faults) period(fromPointer string, from PartialDate, toPointer string, to PartialDate) {
	f.partial(fromPointer, from)
	f.partial(toPointer, to)
	if from != "" && to != "" && from.Valid() && to.Valid() && to.Last() < from.First() {
		f.Add(toPointer, "out_of_order", "%s lies before %s", to, from)
	}
}

// words checks a list of short words: not too many, none empty, none twice.
func (f *Faults) words(pointer string, list List, most int) {
	if len(list) > most {
		f.Add(pointer, "too_many", "has %d entries; at most %d are allowed", len(list), most)
		return
	}
	for i, w := range list {
		at := pointer + "/" + itoa(i)
		f.name(at, w, true)
		if slices.Contains(list[:i], w) {
			f.Add(at, "duplicate", "%q is given twice", w)
		}
	}
}

// links checks evidence: at most 20 http or https addresses, each with a title.
func (f *Faults) links(pointer string, links Links) {
	if len(links) > maxLinks {
		f.Add(pointer, "too_many", "has %d links; at most %d are allowed", len(links), maxLinks)
		return
	}
	for i, l := range links {
		at := pointer + "/" + itoa(i)
		f.name(at+"/title", l.Title, true)
		u, err := url.Parse(l.URL)
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "" || u.User != nil || len(l.URL) > 2000 {
			f.Add(at+"/url", "bad_link", "must be an http or https address of at most 2000 characters")
			continue
		}
		f.line(at+"/url", l.URL, 2000)
	}
}

// oneOf checks a word against the allowed ones; empty passes unless required.
func oneOf[T ~string](f *Faults, pointer string, value T, required bool, allowed ...T) {
	if value == "" && !required || slices.Contains(allowed, value) {
		return
	}
	code := "not_allowed"
	if value == "" {
		code = "required"
	}
	f.Add(pointer, code, "must be one of %s", Listed[T](allowed))
}

func join[T ~string](words []T, sep string) string {
	texts := make([]string, len(words))
	for i, w := range words {
		texts[i] = string(w)
	}
	return strings.Join(texts, sep)
}

func itoa(i int) string { return strconv.Itoa(i) }
