package workplan

import (
	"fmt"
	"strings"
)

// Sentence is something that is said to people about the records: Text in English, as programs get it, made from Format and Args, from which whoever
// speaks another language, or has other words for the same things, makes it anew. Where Format is "", Text is what a person wrote and is said as it
// stands. An argument is best given as what it is - a date, a status, another sentence - and not as its English.
type Sentence struct {
	Text   string
	Format string
	Args   []any
}

// Say makes a sentence.
func Say(format string, args ...any) Sentence {
	return Sentence{Text: fmt.Sprintf(format, args...), Format: format, Args: args}
}

// Wrote is what a person wrote, where sentences stand.
func Wrote(text string) Sentence { return Sentence{Text: text} }

// String is the sentence in English.
func (s Sentence) String() string { return s.Text }

// Listed is a list within a sentence: in English its words divided by commas.
type Listed[T ~string] []T

// String has the words divided by commas.
func (l Listed[T]) String() string { return join(l, ", ") }

// Joined is a list within a sentence of which all holds: in English its words joined by "and".
type Joined []string

// String has "and" between all of them.
func (j Joined) String() string { return join(j, " and ") }

// Alternatives are things of which one may be chosen, within a sentence.
type Alternatives []Sentence

// String has "or" between them.
func (a Alternatives) String() string { return join(texts(a), ", or ") }

// Several are things within a sentence, each of which says what it is.
type Several []Sentence

// String has commas between them.
func (s Several) String() string { return join(texts(s), ", ") }

// Series are things that are told one after the other within a sentence, each of which may hold commas.
type Series []Sentence

// String has semicolons between them.
func (s Series) String() string { return join(texts(s), "; ") }

func texts(sentences []Sentence) []string {
	all := make([]string, len(sentences))
	for n, s := range sentences {
		all[n] = s.Text
	}
	return all
}

// Spoken is a date within a sentence that people read, which says "8 November 2023" rather than "2023-11-08".
type Spoken PartialDate

// String is the date in English words.
func (s Spoken) String() string { return PartialDate(s).InWords() }

// spoken has a date of a day be said as people do.
func spoken[D ~string](d D) Spoken { return Spoken(d) }

// FieldName is what a field is called within a sentence, in the words of the API with spaces: "expected output".
type FieldName string

// spaced is a word of the API within a sentence, such as in_progress, with spaces; pages have a word of their own for it.
type spaced[T ~string] struct{ Word T }

// String is the word with spaces.
func (s spaced[T]) String() string { return strings.ReplaceAll(string(s.Word), "_", " ") }

// Plain is the word itself.
func (s spaced[T]) Plain() any { return s.Word }
