package main

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

// TestACookieReadsTheAPIAndOnlyOurPagesWriteWithIt: a link on a page fetches a report, and another site's page makes nobody's browser write.
func TestACookieReadsTheAPIAndOnlyOurPagesWriteWithIt(t *testing.T) {
	t.Parallel()
	e, tokens := demoDatabase(t)
	r := serving(t, e, "--anonymous-limit", "0")
	client := signedIn(t, r.url, "lead")
	for _, c := range []struct {
		method, path, body string
		headers            []string
		status             int
		has                string
	}{
		{"GET", "/me", "", nil, http.StatusOK, `"username":"demo.lead"`},
		{"GET", "/plans/example-wg-2024-26/report.docx", "", nil, http.StatusOK, ""},
		{"GET", "/me", "", []string{"Authorization", "Bearer " + tokens["reader"]}, http.StatusOK, `"username":"demo.reader"`},
		{"GET", "/me", "", []string{"Authorization", "Bearer wrong"}, http.StatusUnauthorized, "invalid-token"},
		{"POST", "/plans/example-wg-2024-26/items/2.1/updates", progress, []string{"Sec-Fetch-Site", "cross-site"}, http.StatusForbidden, "own pages"},
		{"POST", "/plans/example-wg-2024-26/items/2.1/updates", progress, nil, http.StatusForbidden, "own pages"},
		{"POST", "/plans/example-wg-2024-26/items/2.1/updates", progress, []string{"Sec-Fetch-Site", "same-origin"}, http.StatusCreated, `"reported_by":"demo.lead"`},
	} {
		if c.body != "" {
			c.headers = append(c.headers, "Content-Type", "application/json")
		}
		resp, err := client.Do(request(t, c.method, r.url+"/api/v1"+c.path, c.body, c.headers...))
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		if resp.Body.Close(); err != nil || resp.StatusCode != c.status || !strings.Contains(string(body), c.has) {
			t.Errorf("%s %s %q: %d %.300s, %v; want %d with %q", c.method, c.path, c.headers, resp.StatusCode, body, err, c.status, c.has)
		}
	}
}
