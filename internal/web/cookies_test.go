package web

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"fwptracker/api"
	"fwptracker/internal/auth"
)

// TestACookieChangesAccessThroughTheAPIOnlyLately: as on the pages, a browser that was left open makes no token and no admin.
func TestACookieChangesAccessThroughTheAPIOnlyLately(t *testing.T) {
	inReportWorld(t, map[string]func(*testing.T, *reportWorld){"as an admin": func(t *testing.T, w *reportWorld) {
		for after, want := range map[time.Duration]int{time.Minute: http.StatusCreated, 20 * time.Minute: http.StatusForbidden} {
			now := func() time.Time { return reportDay.Add(after) }
			programs := api.New(api.Config{Tracker: w.tracker, Auth: &auth.Authenticator{Store: w.auth.Store, Now: now, Today: w.tracker.Today}, Log: slog.New(slog.DiscardHandler), Now: now,
				ClientIP: func(*http.Request) string { return "192.0.2.1" }})
			for path, body := range map[string]string{"/api/v1/me/tokens": `{"name":"n","scopes":["read"],"days":9}`, "/api/v1/users/demo.reader/bindings": `{"role":"reader","body":"example-wg"}`} {
				r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, path, strings.NewReader(body))
				r.Header.Set("Content-Type", "application/json")
				r.Header.Set("Sec-Fetch-Site", "same-origin")
				r.AddCookie(&http.Cookie{Name: "fwp_session", Value: w.cookies["admin"]})
				answer := httptest.NewRecorder()
				if programs.ServeHTTP(answer, r); answer.Code != want {
					t.Errorf("%s after %s: %d %s", path, after, answer.Code, answer.Body)
				}
			}
		}
	}})
}
