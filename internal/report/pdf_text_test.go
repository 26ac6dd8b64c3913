package report

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestLinesHoldAllOfATextAndKeepToTheirWidth breaks all kinds of text into lines of all widths.
func TestLinesHoldAllOfATextAndKeepToTheirWidth(t *testing.T) {
	t.Parallel()
	s := newSheet(advancesOf(t))
	rapid.Check(t, func(t *rapid.T) {
		size, width := 8.0, rapid.Float64Range(12, 400).Draw(t, "width")
		var runs []run
		var want strings.Builder
		for range rapid.IntRange(0, 3).Draw(t, "runs") {
			text := settled(rapid.StringOfN(rapid.RuneFrom([]rune("aaaeeomWệĐя→%/-. \u00a0\n  ")), 0, 80, -1).Draw(t, "text"))
			runs = append(runs, run{text: text, bold: rapid.Bool().Draw(t, "bold")})
			want.WriteString(dense(text))
		}
		var got strings.Builder
		for _, l := range s.wrap(runs, size, width, nil) {
			if l.width() > width+0.1 {
				t.Fatalf("a line of %g points for a width of %g: %+v", l.width(), width, l)
			}
			for _, p := range l {
				if wide := s.measure.width(p.text, p.face(), size); wide > p.wide+0.1 || wide < p.wide-0.1 {
					t.Fatalf("%q is %g wide and not %g", p.text, wide, p.wide)
				}
				got.WriteString(dense(p.text))
			}
		}
		if got.String() != want.String() {
			t.Fatalf("the lines say %q, want %q", got.String(), want.String())
		}
	})
}
