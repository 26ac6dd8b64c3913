package api

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"fwptracker/internal/auth"
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

func TestRefusedCredentialsAreCountedBeforeTheyAreLookedUp(t *testing.T) {
	eachWorldWith(t, Config{AnonymousLimit: 3}, func(w *world) {
		theGroup(w)
		w.tokens["newcomer"] = w.token("lead", 1, workplan.ScopeRead)
		w.play(scenario{as: "lead", req: "GET /me", want: 200})
		asked := func(want int, headers ...string) {
			t.Helper()
			for n := 0; n < len(headers); n += 2 {
				headers[n] = "Authorization"
			}
			a := w.sendRaw("GET", "/me", "", headers...)
			if a.StatusCode != want || want == 429 && a.Header.Get("Retry-After") == "" {
				t.Errorf("%q: %d %v, want %d", headers, a.StatusCode, a.Header, want)
			}
		}
		asked(401, "", "Basic x")
		asked(401, "", "Bearer x", "", "Bearer x")
		asked(401, "", "Bearer "+auth.Mint().Text)
		stop := w.store.Watch(func(statement string) { t.Errorf("asked the database: %s", statement) })
		asked(429, "", "Basic x")
		asked(429, "", "Bearer x", "", "Bearer x")
		asked(429, "", "Bearer "+auth.Mint().Text)
		asked(429, "", "Bearer "+w.tokens["newcomer"])
		stop()
		w.play(scenario{as: "lead", req: "GET /me", want: 200}) // who was here before is not held up
		w.later(20 * time.Second)
		w.play(scenario{as: "newcomer", req: "GET /me", want: 200})
	})
}

func TestPagesAreCountedOnce(t *testing.T) {
	eachWorldWith(t, Config{AnonymousLimit: 2}, func(w *world) {
		get := func(path string) int { return w.serve(httptest.NewRequest("GET", path, nil)).StatusCode }
		for _, page := range []string{"/docs", "/docs/try", "/problems", "/problems/stale", "/openapi.json", "/openapi-3.0.json", "/swagger.json", "/swagger.yaml",
			"/.well-known/api-catalog"} {
			for _, want := range []int{200, 200, 429} {
				if got := get(page); got != want {
					t.Errorf("%s: %d, want %d", page, got, want)
				}
			}
			for _, asset := range []string{"/docs/pages.css", "/docs/try/swagger-ui-bundle.js"} {
				if got := get(asset); got != 200 {
					t.Errorf("%s of a page that was counted: %d", asset, got)
				}
			}
			w.later(time.Minute)
		}
	})
}
