package report

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// cellLimit is how many UTF-16 units a cell of a workbook can hold; longer makes Excel call the file damaged.
const cellLimit = 32_767

// cutNote ends a text that a cell could not hold.
const cutNote = "… [cut here: a cell holds no more; the other forms of the report have the whole text]"

// fitting is a text that a cell can hold.
func fitting(s string) string {
	s = clean(s)
	if len(s) <= cellLimit {
		return s
	}
	units, kept := 0, 0
	for at, r := range s {
		if units += utf16.RuneLen(r); units > cellLimit {
			return s[:kept] + cutNote
		}
		if units <= cellLimit-len(cutNote) {
			kept = at + len(string(r))
		}
	}
	return s
}

// clean leaves out what XML 1.0 cannot hold (section 2.2) and ends lines as a workbook does.
func clean(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return unfit(r) || r == utf8.RuneError }) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if unfit(r) {
			return -1
		}
		return r
	}, lineEnds.Replace(strings.ToValidUTF8(s, "\ufffd")))
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

func unfit(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' || r == '\ufffe' || r == '\uffff'
}

// linesIn is how many lines a text takes in a column of so many letters, broken between words. It is a guess that rather leaves a line free:
// how wide letters are, the file cannot know.
func linesIn(s string, width float64) int {
	room, lines := max(int(width*1.15), 1), 0
	for paragraph := range strings.SplitSeq(s, "\n") {
		at := 0
		lines++
		for word := range strings.FieldsSeq(paragraph) {
			long := lettersIn(word)
			if at > 0 && at+1+long > room {
				lines, at = lines+1, 0
			}
			if at > 0 {
				at++
			}
			at += long
			lines, at = lines+max(at-1, 0)/room, max(at-1, 0)%room+1
		}
	}
	return lines
}

// lettersIn counts letters; those of scripts that are written in squares count twice.
func lettersIn(word string) int {
	n := utf8.RuneCountInString(word)
	if n == len(word) {
		return n
	}
	for _, r := range word {
		if r >= 0x2e80 {
			n++
		}
	}
	return n
}
