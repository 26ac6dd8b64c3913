package main

import (
	"fmt"
	"net/http"
	"testing"
)

// BenchmarkForms asks for the report in each form just after the plan has changed, so that none is given from memory.
func BenchmarkForms(b *testing.B) {
	eachSize(b, func(b *testing.B, n *bench, s size) {
		for _, form := range []string{"json", "html", "docx", "pdf", "xlsx", "md", "csv"} {
			for _, query := range []string{"", "?annex=true"} {
				b.Run(form+query, func(b *testing.B) {
					bytes := 0
					for b.Loop() {
						b.StopTimer()
						n.ask(b, n.lead, "POST", ownItem(0, s)+"/updates", progress, http.StatusCreated)
						b.StartTimer()
						bytes = len(n.ask(b, n.chair, "GET", "/api/v1/plans/wg-plan-001/report."+form+query, "", http.StatusOK))
					}
					b.ReportMetric(float64(bytes), "bytes")
				})
			}
		}
	})
}

// BenchmarkIssueEdition issues the report in all its forms, with the annex.
func BenchmarkIssueEdition(b *testing.B) {
	eachSize(b, func(b *testing.B, n *bench, s size) {
		issued := 0
		for b.Loop() {
			plan := issued/20%s.plans + 1 // so many can be issued of one plan on a day
			n.ask(b, n.chair, "POST", fmt.Sprintf("/api/v1/plans/wg-plan-%03d/editions", plan), `{"audience":"members"}`, http.StatusCreated)
			issued++
		}
	})
}
