package main

import (
	"net/http"
	"os"
	"strings"
	"testing"
)

func TestAReplacedDatabaseFileIsNoticedAndNothingIsAcknowledged(t *testing.T) {
	t.Parallel()
	e, tokens := demoDatabase(t)
	other, _ := demoDatabase(t)
	r := serving(t, e)
	post := func() (*http.Response, string) {
		return ask(t, "POST", r.url+"/api/v1/plans/example-wg-2024-26/items/2.1/updates", `{"done":"Noted."}`,
			"Authorization", "Bearer "+tokens["lead"], "Content-Type", "application/json")
	}
	if resp, body := post(); resp.StatusCode != http.StatusCreated {
		t.Fatalf("before: %d %s", resp.StatusCode, body)
	}
	path := strings.TrimPrefix(e["FWP_DATABASE_URL"], "sqlite://")
	if err := os.Rename(strings.TrimPrefix(other["FWP_DATABASE_URL"], "sqlite://"), path); err != nil {
		t.Fatal(err)
	}
	resp, body := post()
	isProblem(t, resp, body, http.StatusServiceUnavailable, "unavailable")
	r.log.await(t, `"level":"ERROR","msg":"request failed".*the database file was replaced`)
	if resp, body := ask(t, "GET", r.url+"/readyz", ""); resp.StatusCode != http.StatusServiceUnavailable || !strings.Contains(body, "database file was replaced") {
		t.Errorf("/readyz: %d %q", resp.StatusCode, body)
	}
	r.log.await(t, `"level":"ERROR","msg":"not ready"`)
	if resp, body := ask(t, "GET", r.url+"/healthz", ""); resp.StatusCode != http.StatusOK {
		t.Errorf("/healthz: %d %q", resp.StatusCode, body)
	}
}
