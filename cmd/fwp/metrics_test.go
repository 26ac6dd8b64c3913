package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestMetricsAreGuarded(t *testing.T) {
	t.Parallel()
	guarded := serving(t, emptyDatabase(t), "--metrics-token", "metrics-s3cret")
	for _, c := range []struct {
		authorization string
		want          int
	}{{"Bearer metrics-s3cret", 200}, {"Bearer metrics-s3cret2", 404}, {"Bearer ", 404}, {"", 404}, {"metrics-s3cret", 404}} {
		if resp, body := ask(t, "GET", guarded.url+"/metrics", "", "Authorization", c.authorization); resp.StatusCode != c.want ||
			strings.Contains(body, "fwp_http_request_seconds") && c.want != 200 {
			t.Errorf("with a token, asked with %q: %d", c.authorization, resp.StatusCode)
		}
	}
	open := serving(t, emptyDatabase(t))
	ask(t, "GET", open.url+"/api/v1/plans", "")
	for i := range 5 { // a stranger's made-up methods and paths must not make series of their own
		ask(t, fmt.Sprintf("MADEUP%d", i), fmt.Sprintf("%s/made/up/%d", open.url, i), "")
	}
	if resp, body := ask(t, "GET", open.url+"/metrics", ""); resp.StatusCode != 200 || !strings.Contains(body, `route="/api/v1/plans"`) ||
		strings.Contains(body, "MADEUP") || strings.Contains(body, "/made/up") {
		t.Errorf("from this machine: %d\n%s", resp.StatusCode, body)
	}
	for _, header := range []string{"X-Forwarded-For", "Forwarded", "X-Forwarded-Host", "X-Forwarded-Proto", "Via", "X-Real-IP"} {
		for _, value := range []string{"for=203.0.113.7", ""} {
			if resp, _ := ask(t, "GET", open.url+"/metrics", "", header, value); resp.StatusCode != 404 {
				t.Errorf("through a proxy on this machine that says %s: %q: %d", header, value, resp.StatusCode)
			}
		}
	}
	public := serving(t, emptyDatabase(t), "--public-url", "http://plans.example.org")
	if resp, _ := ask(t, "GET", public.url+"/metrics", ""); resp.StatusCode != 404 {
		t.Errorf("with a public URL and no token: %d", resp.StatusCode)
	}
}

func TestMetricsAreForThisMachineByItsOwnName(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		remote, host string
		want         int
	}{
		{"127.0.0.1:1", "127.0.0.1:8080", 200}, {"[::1]:1", "[::1]:8080", 200}, {"[::1]:1", "[::1]", 200}, {"127.0.0.1:1", "localhost", 200}, {"127.0.0.1:1", "LOCALHOST:80", 200},
		{"[::ffff:127.0.0.1]:1", "127.0.0.2", 200}, {"203.0.113.7:1", "127.0.0.1", 404}, {"127.0.0.1:1", "plans.example.org", 404}, {"127.0.0.1:1", "127.0.0.1.example.org", 404},
		{"127.0.0.1:1", "", 404}, {"@", "localhost", 404},
	} {
		r := httptest.NewRequest("GET", "/metrics", nil)
		r.RemoteAddr, r.Host = c.remote, c.host
		w := httptest.NewRecorder()
		(&service{}).guardMetrics(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, "numbers") })).ServeHTTP(w, r)
		if w.Code != c.want {
			t.Errorf("%s asks %q: %d, want %d", c.remote, c.host, w.Code, c.want)
		}
	}
}
