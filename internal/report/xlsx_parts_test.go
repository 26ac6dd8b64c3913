package report

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fwptracker/internal/workplan"
)

func TestWhatACellCannotHoldIsCutOrLeftOut(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{"a\x00b\x0bc\ufffed": "abcd", "bad \xff byte": "bad \ufffd byte", "one\r\ntwo\rthree": "one\ntwo\nthree"} {
		if got := fitting(in); got != want {
			t.Errorf("%q fits as %q, want %q", in, got, want)
		}
	}
	for _, letter := range []string{"a", "ế", "𝄞"} {
		long := strings.Repeat(letter, 33_000)
		r := workplan.BuildReport(sourceOf(sourceItem{"1", workplan.ItemContent{ExpectedOutput: long}, nil}))
		got := valueAt(t, opened(t, r), "Items", "Expected output", "1")
		if kept, ok := strings.CutSuffix(got, cutNote); !ok || !strings.HasPrefix(long, kept) || len(kept) < 16_000 {
			t.Errorf("33,000 times %s are cut to %d bytes, which end %q", letter, len(got), got[len(got)-20:])
		}
		if just := strings.Repeat(letter, cellLimit/2); fitting(just) != just {
			t.Errorf("what just fits is cut")
		}
	}
}

func TestPartsAreMendedHoweverTheyCome(t *testing.T) {
	t.Parallel()
	text := strings.Repeat("x", 300) + mended[0][0] + `id="rId1"` + strings.Repeat("y", 300) + mended[0][0]
	var out bytes.Buffer
	p := parts{out: &out}
	for name, size := range map[string]int{"whole": len(text), "bits": 7, "[first]": 100} {
		w, err := p.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		for chunk := range slices.Chunk([]byte(text), size) {
			if _, err := w.Write(chunk); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	want := strings.Repeat("x", 300) + `r:id="rId1"` + strings.Repeat("y", 300) + "r:"
	if diff := cmp.Diff(map[string]string{"whole": want, "bits": want, "[first]": want}, partsOf(t, out.Bytes())); diff != "" {
		t.Error(diff)
	}
	for _, m := range mended {
		if len(m[0]) > longestMended {
			t.Errorf("%q is longer than what is held back", m[0])
		}
	}
}

func TestLinesAreGuessed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		want int
	}{{"", 1}, {"one word", 1}, {"eleven more words than can stand on one line", 4}, {"a\nb\n", 3}, {strings.Repeat("x", 25), 3}, {"漢字漢字漢字漢字", 2}} {
		if got := linesIn(c.text, 10); got != c.want {
			t.Errorf("%q takes %d lines, want %d", c.text, got, c.want)
		}
	}
}

func BenchmarkXLSX(b *testing.B) {
	for _, items := range []int{40, 500, 5000} {
		r := largeReport(items, 1)
		b.Run(strconv.Itoa(items)+" items", func(b *testing.B) { renderOften(b, r) })
	}
	r := largeReport(500, 10)
	b.Run("500 items with 10 updates", func(b *testing.B) { renderOften(b, r) })
}

func renderOften(b *testing.B, r workplan.CompletionReport) {
	b.ReportAllocs()
	for b.Loop() {
		b.ReportMetric(float64(len(renderedAs(b, "xlsx", r))), "bytes")
	}
}
