package language

import (
	"cmp"
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"fwptracker/internal/workplan"
)

// verb is a place for a value in a sentence, which is a text in any language once it is said.
var verb = regexp.MustCompile(`%(\[\d+\])?[dsv]`)

// Said tells a sentence of the domain in the language: what it has no text for, all of it, in English. In English it is said as pages say it, with
// their words and dates; programs get the sentence's own text.
func (l *Language) Said(s workplan.Sentence) string {
	if s.Format == "" {
		return s.Text
	}
	format, there := l.texts[s.Format]
	switch {
	case !there && l != English && strings.ContainsFunc(verb.ReplaceAllString(s.Format, ""), unicode.IsLetter):
		return English.Said(s)
	case !there:
		format = s.Format
	}
	args := make([]any, len(s.Args))
	for n, a := range s.Args {
		args[n] = l.argument(a)
	}
	text := fmt.Sprintf(verb.ReplaceAllString(format, "%${1}s"), args...)
	if begins, _ := utf8.DecodeRuneInString(s.Text); unicode.IsUpper(begins) {
		first, size := utf8.DecodeRuneInString(text)
		text = string(unicode.ToUpper(first)) + text[size:]
	}
	return text
}

// argument is a value within a sentence: dates, numbers, lists and the words of the design as the language writes them, and anything else, which is a
// name or what a person wrote, as it is.
func (l *Language) argument(value any) string {
	switch v := value.(type) {
	case workplan.Sentence:
		return l.Said(v)
	case workplan.Alternatives:
		return strings.Join(l.allSaid(v), ", "+l.T("or")+" ")
	case workplan.Several:
		return l.List(l.allSaid(v))
	case workplan.Series:
		return strings.Join(l.allSaid(v), "; ")
	case workplan.Date:
		return l.dateOrText(workplan.PartialDate(v))
	case workplan.PartialDate:
		return l.dateOrText(v)
	case workplan.Spoken:
		return l.dateOrText(workplan.PartialDate(v))
	case int:
		return l.Number(v)
	case interface{ Plain() any }:
		return l.argument(v.Plain())
	}
	switch v := reflect.ValueOf(value); {
	case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.String:
		words := make([]string, v.Len())
		for n := range words {
			words[n] = l.argument(v.Index(n).Interface())
		}
		return l.List(words)
	case v.Kind() == reflect.String && v.Type() != reflect.TypeFor[string]():
		return l.wordWithin(value, v.String())
	default:
		return fmt.Sprint(value)
	}
}

func (l *Language) allSaid(sentences []workplan.Sentence) []string {
	all := make([]string, len(sentences))
	for n, s := range sentences {
		all[n] = l.Said(s)
	}
	return all
}

// dateOrText writes a date as exactly as it is known, and what is none as it was typed.
func (l *Language) dateOrText(p workplan.PartialDate) string {
	if text := l.Period(p); text != "" {
		return text
	}
	return string(p)
}

// wordWithin is a word of the design within a sentence: what pages call it, but small; where they call it nothing that fits there, its own text.
func (l *Language) wordWithin(value any, plain string) string {
	var text string
	if _, is := value.(workplan.FieldName); is {
		text = l.T(cmp.Or(Labels[strings.ReplaceAll(plain, " ", "_")], plain))
	} else {
		text = l.Word(value)
	}
	if text == "" {
		text = l.T(strings.ReplaceAll(plain, "_", " "))
	}
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToLower(first)) + text[size:]
}
