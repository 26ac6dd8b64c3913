package store

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"gorm.io/gorm"
)

// Fold reduces text to what search compares: lower-case letters and digits without spaces, punctuation and the marks on Latin letters, so
// that "vietnam" finds "Viet Nam" and "danh gia" finds "Đánh giá". Marks of other scripts are letters of their own and stay.
func Fold(texts ...string) string {
	var b strings.Builder
	for i, t := range texts {
		if i > 0 && b.Len() > 0 {
			b.WriteByte(' ') // no word runs over from one text into the next
		}
		latin := false
		for _, r := range norm.NFD.String(t) {
			r = unicode.ToLower(r)
			switch {
			case unicode.Is(unicode.Mn, r) && latin, !unicode.In(r, unicode.L, unicode.M, unicode.N):
				continue
			case r == 'đ':
				r = 'd'
			}
			latin = unicode.Is(unicode.Latin, r) || latin && unicode.Is(unicode.Mn, r)
			b.WriteRune(r)
		}
	}
	return b.String()
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
