package web

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// piece is part of a text: Found where a search found it. Templates escape it like every text.
type piece struct {
	Text  string
	Found bool
}

// said is a text of a hit; Label says what it is where that is not plain.
type said struct{ Label, Text string }

// quote is a part of a text with what was found in it.
type quote struct {
	Label  string
	Pieces []piece
}

// About how long an excerpt is, and how much of it stands before the first word that was found, in bytes.
const (
	excerptLength = 220
	excerptBefore = 70
)

// marked takes a text apart into what a query found in it and the rest.
func marked(query, text string) []piece { return pieces(text, tracker.FoundWords(query, text)) }

// pieces takes a text apart at the places that were found; places that overlap are one.
func pieces(text string, found []workplan.FoundWord) []piece {
	var parts []piece
	at := 0
	for n := 0; n < len(found); {
		from, to := found[n].From, found[n].To
		for n++; n < len(found) && found[n].From <= to; n++ {
			to = max(to, found[n].To)
		}
		if from > at {
			parts = append(parts, piece{Text: text[at:from]})
		}
		parts, at = append(parts, piece{text[from:to], true}), to
	}
	if at < len(text) {
		parts = append(parts, piece{Text: text[at:]})
	}
	return parts
}

// excerpts are short parts of those texts, at most two, that hold words which neither the name of a hit nor the part before holds; where all of them stand
// in the name, the beginning of the first text.
func excerpts(query, name string, texts []said) []quote {
	known := wordsIn(tracker.FoundWords(query, name))
	var parts []quote
	for len(parts) < 2 {
		best, most := -1, 0
		for n, text := range texts {
			if fresh := without(wordsIn(tracker.FoundWords(query, text.Text)), known); len(fresh) > most {
				best, most = n, len(fresh)
			}
		}
		if best < 0 {
			break
		}
		parts = append(parts, quote{texts[best].Label, excerpt(query, texts[best].Text, known)})
		known = append(known, wordsIn(tracker.FoundWords(query, texts[best].Text))...)
	}
	if first := slices.IndexFunc(texts, func(t said) bool { return strings.TrimSpace(t.Text) != "" }); len(parts) == 0 && first >= 0 {
		parts = append(parts, quote{texts[first].Label, excerpt(query, texts[first].Text, nil)})
	}
	return parts
}

// excerpt is a part of a text around the first of the words that are not known yet.
func excerpt(query, text string, known []int) []piece {
	text = strings.Join(strings.Fields(text), " ")
	found := tracker.FoundWords(query, text)
	first := slices.IndexFunc(found, func(w workplan.FoundWord) bool { return !slices.Contains(known, w.Word) })
	from, to := 0, len(text)
	if first >= 0 && len(text) > excerptLength {
		from = gap(text, found[first].From-excerptBefore)
	}
	if to > from+excerptLength {
		to = gap(text, from+excerptLength)
	}
	if first >= 0 {
		to = max(to, found[first].To)
	}
	var within []workplan.FoundWord
	for _, w := range found {
		if w.From >= from && w.To <= to {
			within = append(within, workplan.FoundWord{From: w.From - from, To: w.To - from, Word: w.Word})
		}
	}
	parts := pieces(text[from:to], within)
	if from > 0 {
		parts = append([]piece{{Text: "… "}}, parts...)
	}
	if to < len(text) {
		parts = append(parts, piece{Text: " …"})
	}
	return parts
}

// gap is the place at or before one in a text at which a word begins; where no space is near, as in scripts without any, one at which a letter does.
func gap(text string, at int) int {
	if at <= 0 {
		return 0
	}
	if space := strings.LastIndexByte(text[:at], ' '); space >= at-40 && space >= 0 {
		return space + 1
	}
	for at > 0 && (!utf8.RuneStart(text[at]) || unicode.In(firstRune(text[at:]), unicode.M)) {
		at--
	}
	return at
}

func firstRune(text string) rune {
	r, _ := utf8.DecodeRuneInString(text)
	return r
}

// wordsIn are the words that were found, each once.
func wordsIn(found []workplan.FoundWord) []int {
	var words []int
	for _, w := range found {
		if !slices.Contains(words, w.Word) {
			words = append(words, w.Word)
		}
	}
	return words
}

func without(words, known []int) []int {
	return slices.DeleteFunc(slices.Clone(words), func(w int) bool { return slices.Contains(known, w) })
}
