package api

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fwptracker/internal/workplan"
)

func TestRateLimits(t *testing.T) {
	eachWorldWith(t, Config{TokenLimit: 5, AnonymousLimit: 2}, func(w *world) {
		theGroup(w)
		w.tokens["lead again"] = w.token("lead", 1, workplan.ScopeRead)
		for left := 4; left >= 0; left-- {
			w.play(scenario{as: "lead", req: "GET /me", want: 200, header: all(`RateLimit-Policy: "default";q=5;w=60`, fmt.Sprintf(`RateLimit: "default";r=%d;t=`, left))})
		}
		w.play(
			scenario{as: "lead", req: "GET /me", want: 429, problem: "rate-limited", header: all("Retry-After: 12", `RateLimit: "default";r=0;t=60`)},
			scenario{as: "lead again", req: "GET /me", want: 429, problem: "rate-limited"}, // another token of the same user
			scenario{as: "reader", req: "GET /me", want: 200},
			scenario{req: "GET /me", want: 401, header: all(`RateLimit: "default";r=1`)},
		)
		if a := w.sendRaw("GET", "/me", "", "Authorization", "Bearer guess"); a.StatusCode != 401 {
			t.Errorf("a wrong token: %d", a.StatusCode)
		}
		if a := w.sendRaw("GET", "/me", "", "Authorization", "Bearer guess"); a.StatusCode != 429 || a.Header.Get("Retry-After") == "" {
			t.Errorf("guessing on: %d %v", a.StatusCode, a.Header)
		}
		w.play(scenario{req: "GET /me", want: 429})
		w.later(12 * time.Second)
		w.play(scenario{as: "lead", req: "GET /me", want: 200}, scenario{as: "lead", req: "GET /me", want: 429})
	})
}

func TestEveryOperationIsCounted(t *testing.T) {
	eachWorldWith(t, Config{TokenLimit: 1}, func(w *world) {
		theGroup(w)
		w.play(scenario{as: "chair", req: "GET /me", want: 200})
		w.theFrame(func(o operation, path, body string, version []string) {
			w.play(scenario{as: "chair", req: o.method + " " + path, body: body, headers: version, want: 429, problem: "rate-limited", header: all("Retry-After: ")})
		})
		if strings.Contains(w.logged.String(), "level") {
			t.Errorf("logged: %s", w.logged.String())
		}
	})
}
