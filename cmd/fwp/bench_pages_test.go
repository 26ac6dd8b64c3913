package main

import (
	"context"
	"io"
	"net/http"
	"testing"

	"fwptracker/internal/auth"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// BenchmarkPages asks for the pages that people open most, as a lead and as a co-chair, and tells how many bytes come over the line. "changed" has a
// report posted before each page, so that nothing of it was kept.
func BenchmarkPages(b *testing.B) {
	eachSize(b, func(b *testing.B, n *bench, s size) {
		lead, chair := n.visits(b, "lead"), n.visits(b, "chair")
		for _, page := range []struct{ name, path, secret string }{
			{"home of a lead", "/", lead}, {"home of a co-chair", "/", chair}, {"plan", "/plans/wg-plan-001", lead}, {"item", "/plans/wg-plan-001/items/1.10", lead},
			{"form", "/plans/wg-plan-001/items/1.10/report", lead}, {"report", "/plans/wg-plan-001/report", chair},
		} {
			for _, changed := range []bool{false, true} {
				name := page.name
				if changed {
					name += ", changed"
				}
				b.Run(name, func(b *testing.B) {
					size := 0
					for i := 0; b.Loop(); i++ {
						if changed {
							b.StopTimer()
							n.ask(b, n.lead, "POST", "/api/v1/plans/wg-plan-001/items/1.10/updates", progress, http.StatusCreated)
							b.StartTimer()
						}
						size = n.open(b, page.secret, page.path)
					}
					b.ReportMetric(float64(size), "bytes")
				})
			}
		}
	})
}

// visits signs a user in and gives the secret of the browser.
func (n *bench) visits(b *testing.B, username string) string {
	secret, hash := auth.NewSecret()
	if _, err := n.service.tracker.SignIn(context.Background(), username, tracker.NewSignIn{SecretHash: hash, Way: workplan.ByPassword}); err != nil {
		b.Fatal(err)
	}
	return secret
}

// open asks for a page as a browser does, compressed, and gives its size on the line.
func (n *bench) open(b *testing.B, secret, path string) int {
	req, err := http.NewRequest("GET", n.url+path, nil)
	if err != nil {
		b.Fatal(err)
	}
	req.AddCookie(&http.Cookie{Name: "fwp_session", Value: secret})
	req.Header.Set("Accept-Encoding", "gzip")
	resp, err := n.client.Do(req)
	if err != nil {
		b.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		b.Fatalf("%s: %d, %v", path, resp.StatusCode, err)
	}
	return len(body)
}
