package report

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// ScriptError refuses to make a strict PDF of a report that has text which it cannot set right. A wrong letter in a paper of a meeting is worse
// than none: the other forms leave the setting to Word and to the browser, which know every script.
type ScriptError struct {
	// Scripts names what cannot be set, as people call it, in the order in which it occurs.
	Scripts []string
	// Place is where the first of it stands, and Text what stands there.
	Place, Text string
}

func (e *ScriptError) Error() string {
	return fmt.Sprintf("the PDF cannot show %s; this stands first in %s: %q", english.listed(e.Scripts), e.Place, e.Text)
}

// scriptWords name the scripts of which the standard has another name than most people.
var scriptWords = map[string]string{"Han": "Chinese (Han)", "Devanagari": "Devanagari (Hindi, Nepali)", "Bengali": "Bangla", "Myanmar": "Burmese",
	"Hangul": "Korean (Hangul)", "Hiragana": "Japanese (Hiragana)", "Katakana": "Japanese (Katakana)"}

// lacks are the reasons why a sign cannot be set that are no names of scripts, the last three by their scripts. They are texts.
var lacks = []string{"signs that Unicode does not know", "letters with accents that Unicode has not composed", "symbols that its fonts lack",
	"rare letters of the Latin script", "rare letters of the Greek script", "rare letters of the Cyrillic script"}

var rare = map[string]string{"Latin": lacks[3], "Greek": lacks[4], "Cyrillic": lacks[5]}

// settled is a text as it is set: letters composed with their accents, one space between words, nothing that cannot be seen. Line breaks stay.
func settled(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	for n, text := range strings.Split(strings.Map(visible, norm.NFC.String(s)), "\n") {
		if n > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == ' ' }), " "))
	}
	return strings.Trim(b.String(), "\n ")
}

// plain says that a text is of printable ASCII with single spaces inside.
func plain(s string) bool {
	for n := range len(s) {
		if c := s[n]; c < ' ' || c > '~' || c == ' ' && (n == 0 || n == len(s)-1 || s[n-1] == ' ') {
			return false
		}
	}
	return true
}

// visible maps every kind of break to one, and every space to one unless it holds words together; it drops what only steers other programs, such
// as marks of direction, and gives pictures that come in colour elsewhere their plain likeness.
func visible(r rune) rune {
	switch {
	case r == '\n', r == '\u2028', r == '\u2029':
		return '\n'
	case r == '\u00a0', r == '\u202f':
		return '\u00a0'
	case r == '\t', unicode.Is(unicode.Zs, r):
		return ' '
	case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Variation_Selector):
		return -1
	case r == '✅':
		return '✔'
	case r == '❌':
		return '✘'
	default:
		return r
	}
}

// unsettable names what makes a sign impossible to set; it is empty for one that can be. Marks that have not been composed with their letter would
// stand beside it.
func (a *advances) unsettable(r rune) string {
	name := scriptOf(r)
	switch {
	case name == "":
		return lacks[0]
	case name == "Inherited", unicode.Is(unicode.M, r) && unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic):
		return lacks[1]
	case name == "Common":
		_, there := a.faceOf(r, regular)
		_, inBold := a.faceOf(r, bold)
		if there && inBold {
			return ""
		}
		return lacks[2]
	case unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic):
		if r < 1<<16 && a[regular][r] > 0 && a[bold][r] > 0 {
			return ""
		}
		return rare[name]
	default:
		return or(scriptWords[name], strings.ReplaceAll(name, "_", " "))
	}
}

// scriptOf is the script of a sign, as Unicode names it.
func scriptOf(r rune) string {
	for _, usual := range []string{"Latin", "Common"} {
		if unicode.Is(unicode.Scripts[usual], r) {
			return usual
		}
	}
	for name, table := range unicode.Scripts { // a sign has only one
		if unicode.Is(table, r) {
			return name
		}
	}
	return ""
}

// proof reads a document before it is set.
type proof struct {
	voice
	measure *advances
	known   map[rune]string
	found   ScriptError
	lacking map[string][]rune
	part    string
	table   string
	row     string
	column  string
}

// settable gives the document as it is set, with signs for what cannot be and a note on them at its end; a strict one is refused with a [ScriptError].
func settable(d document, a *advances, strict bool) (document, error) {
	p := proof{voice: d.voice, measure: a, known: map[rune]string{}, lacking: map[string][]rune{}, part: "the title"}
	for _, text := range []*string{&d.title, &d.subtitle, &d.about.author, &d.about.subject, &d.about.keywords} {
		p.read(text)
	}
	d.blocks = slices.Clone(d.blocks)
	for n, b := range d.blocks {
		d.blocks[n] = p.block(b)
	}
	if len(p.found.Scripts) == 0 {
		return d, nil
	}
	if strict {
		return d, &p.found
	}
	d.add(paragraph{Text: p.note(), Note: true})
	return d, nil
}

// read settles a text, notes what of it cannot be set, and puts signs in its place.
func (p *proof) read(text *string) {
	*text = settled(*text)
	lacks := false
	for _, r := range *text {
		why := p.lack(r)
		if why == "" {
			continue
		}
		lacks = true
		if len(p.found.Scripts) == 0 {
			p.found.Place, p.found.Text = p.place(), excerpt(*text, r)
		}
		if !slices.Contains(p.found.Scripts, why) {
			p.found.Scripts = append(p.found.Scripts, why)
		}
	}
	if lacks {
		*text = p.substituted(*text)
	}
}

// lack says why a sign cannot be set; it is empty for one that can be.
func (p *proof) lack(r rune) string {
	if r < unicode.MaxASCII {
		return ""
	}
	why, known := p.known[r]
	if !known {
		why = p.measure.unsettable(r)
		if p.known[r] = why; why != "" {
			p.lacking[why] = append(p.lacking[why], r)
		}
	}
	return why
}

// place says where the reading is.
func (p *proof) place() string {
	words := p.part
	if p.table != "" && p.table != p.part {
		words += ", " + p.table
	}
	if p.row != "" {
		words += ", row " + p.row
	}
	if p.column != "" {
		words += ", " + p.column
	}
	return words
}

// excerpt is a text from a sign on, so that it can be found.
func excerpt(text string, from rune) string {
	const most = 40
	runes := []rune(text[strings.IndexRune(text, from):])
	if len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return string(runes)
}
