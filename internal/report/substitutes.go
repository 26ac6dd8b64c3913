package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// leftward are the scripts that are written from right to left, whose words would stand in the wrong order.
var leftward = []*unicode.RangeTable{unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko, unicode.Samaritan, unicode.Mandaic, unicode.Adlam,
	unicode.Hanifi_Rohingya, unicode.Mende_Kikakui}

// substituted is a text with a sign in brackets for whatever of it cannot be set: the name of a script, or the code of a symbol. Of a word that
// is written from right to left no part is left, since a part would say something else.
func (p *proof) substituted(text string) string {
	var b strings.Builder
	for text != "" {
		end := strings.IndexAny(text, " \u00a0\n")
		if end < 0 {
			end = len(text)
		}
		p.substituteWord(&b, text[:end])
		_, space := utf8.DecodeRuneInString(text[end:])
		b.WriteString(text[end : end+space])
		text = text[end+space:]
	}
	return b.String()
}

// substituteWord writes a word, with one sign for all that stands together and is lacking for the same reason.
func (p *proof) substituteWord(b *strings.Builder, word string) {
	if at := strings.IndexFunc(word, func(r rune) bool { return p.lack(r) != "" && unicode.In(r, leftward...) }); at >= 0 {
		r, _ := utf8.DecodeRuneInString(word[at:])
		b.WriteString(p.bracketed(p.lack(r), []rune{r}))
		return
	}
	var run []rune
	why := ""
	flush := func() {
		if len(run) > 0 {
			b.WriteString(p.bracketed(why, run))
		}
		run = run[:0]
	}
	for _, r := range word {
		lack := p.lack(r)
		if lack != why {
			flush()
		}
		if why = lack; lack == "" {
			b.WriteRune(r)
		} else {
			run = append(run, r)
		}
	}
	flush()
}

// bracketed is the sign for some signs that are lacking for the same reason. Its words stay on one line.
func (p *proof) bracketed(why string, signs []rune) string {
	if scriptName(why) {
		return "[" + why + "]"
	}
	if len(signs) > 1 {
		text := p.t("%s and %d more", fmt.Sprintf("%U", signs[0]), len(signs)-1)
		return "[" + strings.ReplaceAll(text, " ", "\u00a0") + "]"
	}
	return fmt.Sprintf("[%U]", signs[0])
}

// scriptName says that a reason is the name of a whole script, which begins with a capital; the other reasons are of some signs.
func scriptName(why string) bool { return why[0] >= 'A' && why[0] <= 'Z' }

// note names what the document lacks, and where it can be had.
func (p *proof) note() string {
	const most = 20
	var reasons []string
	for _, why := range p.found.Scripts {
		if scriptName(why) {
			reasons = append(reasons, why)
			continue
		}
		var codes []string
		for _, r := range p.lacking[why][:min(most, len(p.lacking[why]))] {
			codes = append(codes, fmt.Sprintf("%U", r))
		}
		if more := len(p.lacking[why]) - most; more > 0 {
			codes = append(codes, p.t("%d more", more))
		}
		reasons = append(reasons, p.t(why)+" ("+strings.Join(codes, ", ")+")")
	}
	return p.t("This PDF cannot show all that the report says. What it lacks is named in square brackets where it stands: %s. "+
		"The Word file (docx) and the page (html) of the same report have all of it.", strings.Join(reasons, "; "))
}
