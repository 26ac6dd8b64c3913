package web

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// flat writes pieces with what was found in brackets.
func flat(parts []piece) string {
	var b strings.Builder
	for _, p := range parts {
		if p.Found {
			b.WriteString("[" + p.Text + "]")
		} else {
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

func TestExcerptsShowWhatTheNameDoesNot(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("before it ", 40) + "Réunion à Genève" + strings.Repeat(" after it", 40)
	for _, c := range []struct{ query, name, want string }{
		{"geneve", "A meeting", "it before it before it before it before it before it Réunion à [Genève] after it"},
		{"meeting", "A meeting", "before it before it"},
		{"meeting guide", "A meeting", "A [guide] for all"},
		{"geneve guide", "", "[Genève] after it|A [guide] for all"},
		{"", "A meeting", "before it before it"},
	} {
		var got []string
		for _, q := range excerpts(c.query, c.name, []said{{"", long}, {"", "A guide for all"}, {"", ""}}) {
			got = append(got, flat(q.Pieces))
		}
		for n, want := range strings.Split(c.want, "|") {
			if len(got) != strings.Count(c.want, "|")+1 || !strings.Contains(got[n], want) {
				t.Errorf("%q: %q", c.query, got)
			}
		}
	}
}

func TestExcerptsAreShortAndCutBetweenLetters(t *testing.T) {
	t.Parallel()
	thai := strings.Repeat("การประชุมคณะทำงานครั้งที่เก้า", 20)
	for _, text := range []string{thai, strings.Repeat("é", 500) + "x", strings.Repeat("e\u0301", 500), strings.Repeat("word ", 500)} {
		for _, query := range []string{"ที่เก้า", "x", "e", "word", "é"} {
			got := flat(excerpt(query, text, nil))
			if !utf8.ValidString(got) || len(got) > excerptLength*4 {
				t.Errorf("%q in %.20q: %q", query, text, got)
			}
		}
	}
	if got := flat(marked("aa", "aaab")); got != "[aaa]b" {
		t.Errorf("marks that overlap: %q", got)
	}
	if got := flat(excerpt("x", strings.Repeat("word ", 100)+"x", nil)); !strings.HasPrefix(got, "… word ") || !strings.HasSuffix(got, " [x]") {
		t.Errorf("the end of a text: %q", got)
	}
}
