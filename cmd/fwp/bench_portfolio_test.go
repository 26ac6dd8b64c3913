package main

import (
	"fmt"
	"net/http"
	"testing"
	"time"
)

// BenchmarkPortfolio asks for the portfolio of all plans. An update that changes no number leaves a kept file as it is: "just changed" is the reading and
// counting. Of the large database a past reading is refused: it would go through 100,000 records.
func BenchmarkPortfolio(b *testing.B) {
	eachSize(b, func(b *testing.B, n *bench, s size) {
		const path = "/api/v1/portfolio"
		b.Run("unchanged", func(b *testing.B) {
			defer cpuOf(b)()
			for b.Loop() {
				n.ask(b, n.chair, "GET", path, "", http.StatusOK)
			}
		})
		for reader, token := range map[string]string{"chair": n.chair, "lead": n.lead} {
			b.Run("just changed/"+reader, func(b *testing.B) {
				for b.Loop() {
					b.StopTimer()
					n.ask(b, n.lead, "POST", ownItem(0, s)+"/updates", progress, http.StatusCreated)
					b.StartTimer()
					n.ask(b, token, "GET", path, "", http.StatusOK)
				}
			})
		}
		for _, form := range []string{"html", "docx", "pdf", "xlsx", "csv"} {
			b.Run("just changed/"+form, func(b *testing.B) {
				for b.Loop() {
					b.StopTimer()
					n.ask(b, n.lead, "POST", ownItem(0, s)+"/updates", progress, http.StatusCreated)
					b.StartTimer()
					n.ask(b, n.chair, "GET", path+"."+form, "", http.StatusOK)
				}
			})
		}
		b.Run("as of a past date", func(b *testing.B) {
			want := http.StatusOK
			if s.plans*s.items > 20_000 {
				want = http.StatusUnprocessableEntity
			}
			for i := 0; b.Loop(); i++ {
				n.ask(b, n.chair, "GET", fmt.Sprintf("%s?as_of=2024-05-%02d&known_at=%s", path, i%28+1, time.Now().UTC().Add(-time.Hour).Format("2006-01-02T15:04:05.000000Z")), "", want)
			}
		})
	})
}
