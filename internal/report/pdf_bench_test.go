package report

import (
	"io"
	"testing"
)

// BenchmarkPDF makes the report of a large plan: 500 items with ten updates each, with the annex.
func BenchmarkPDF(b *testing.B) {
	r := pdfReport(500, 10, nil)
	b.ReportAllocs()
	for b.Loop() {
		if err := renderPDF(io.Discard, r, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
