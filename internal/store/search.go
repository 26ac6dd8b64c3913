package store

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"gorm.io/gorm"

	"fwptracker/internal/workplan"
)

// Fold reduces text to what search compares: lower-case letters and digits without spaces, punctuation and the marks on Latin letters, so
// that "vietnam" finds "Viet Nam" and "danh gia" finds "Đánh giá". Marks of other scripts are letters of their own and stay.
func Fold(texts ...string) string {
	var b strings.Builder
	for i, t := range texts {
		if i > 0 && b.Len() > 0 {
			b.WriteByte(' ') // no word runs over from one text into the next
		}
		var f folding
		for _, r := range norm.NFD.String(t) {
			if r, stays := f.next(r); stays {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}

// folding goes through one text that is taken apart into letters and marks; latin says that the letter before was one.
type folding struct{ latin bool }

// next is what search compares of a rune; false where it is left out.
func (f *folding) next(r rune) (rune, bool) {
	r = unicode.ToLower(r)
	switch {
	case unicode.Is(unicode.Mn, r) && f.latin, !unicode.In(r, unicode.L, unicode.M, unicode.N):
		return 0, false
	case r == 'đ':
		r = 'd'
	}
	f.latin = unicode.Is(unicode.Latin, r) || f.latin && unicode.Is(unicode.Mn, r)
	return r, true
}

// Marks tells where in a text the words of q stand, in the order of the text: what a query with q compares there. Places may overlap.
func Marks(q, text string) []workplan.FoundWord {
	var folded strings.Builder
	var from, to []int // of each byte of what is folded, the letter in the text
	var f folding
	var parts norm.Iter
	parts.InitString(norm.NFD, text)
	for !parts.Done() {
		start := parts.Pos()
		part := string(parts.Next())
		for _, r := range part {
			if r, stays := f.next(r); stays {
				for range utf8.RuneLen(r) {
					from, to = append(from, start), append(to, parts.Pos())
				}
				folded.WriteRune(r)
			}
		}
	}
	var found []workplan.FoundWord
	for n, w := range words(q) {
		for at := 0; ; at++ {
			next := strings.Index(folded.String()[at:], w)
			if next < 0 {
				break
			}
			at += next
			found = append(found, workplan.FoundWord{From: from[at], To: to[at+len(w)-1], Word: n})
		}
	}
	slices.SortStableFunc(found, func(a, b workplan.FoundWord) int { return cmp.Compare(a.From, b.From) })
	return found
}

// words splits what a person searches for into folded words, all of which must be found.
func words(q string) []string {
	var folded []string
	for _, w := range strings.Fields(q) {
		if f := Fold(w); f != "" {
			folded = append(folded, f)
		}
	}
	return folded
}

// matching keeps the rows of a table whose search text holds every word of q; a q without letters or digits finds nothing. On SQLite words
// of three letters and more go through the index of trigrams.
func (tx *Tx) matching(db *gorm.DB, alias, index, q string) *gorm.DB {
	if q == "" {
		return db
	}
	found := words(q)
	if len(found) == 0 {
		return db.Where("1 = 0")
	}
	for _, w := range found {
		if index != "" && tx.engine == SQLite && len([]rune(w)) >= 3 {
			db = db.Where(alias+".id IN (SELECT rowid FROM "+index+" WHERE search_text LIKE ?)", "%"+w+"%")
		} else {
			db = db.Where(alias+".search_text LIKE ?", "%"+w+"%")
		}
	}
	return db
}

// Matches says of texts what a query with q would say of a row that holds them.
func Matches(q string, texts ...string) bool {
	if q == "" {
		return true
	}
	found, text := words(q), Fold(texts...)
	for _, w := range found {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return len(found) > 0
}
