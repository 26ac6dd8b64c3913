package main

import (
	"html"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// exampleRequests are the commands that the reference shows on its pages, with the address in place of its variable.
func exampleRequests(t *testing.T, r *running) []string {
	t.Helper()
	_, about := ask(t, "GET", r.url+"/docs", "")
	var list []string
	for _, group := range regexp.MustCompile(`class="group"><a href="(/docs/[^"]+)"`).FindAllStringSubmatch(about, -1) {
		_, page := ask(t, "GET", r.url+group[1], "")
		for _, m := range regexp.MustCompile(`(?s)<pre class="command"><code>(curl .*?)</code>`).FindAllStringSubmatch(page, -1) {
			list = append(list, regexp.MustCompile(`"\$FWP([^"]*)"`).ReplaceAllString(html.UnescapeString(m[1]), r.url+"$1"))
		}
	}
	return list
}

// TestEveryExampleRequestIsUnderstood sends what the reference page shows to the demonstration: it may be refused for what is there, or for who
// asks, never for how it is asked.
func TestEveryExampleRequestIsUnderstood(t *testing.T) {
	t.Parallel()
	r := serving(t, env{}, "--demo")
	tokens := tokensIn(r.out.await(t, `(?s)(.*)Stop with Ctrl-C`))
	commands := exampleRequests(t, r)
	if len(commands) < 150 {
		t.Fatalf("the reference shows only %d requests", len(commands))
	}
	for role, token := range tokens {
		for _, command := range commands {
			resp, body := curl(t, strings.ReplaceAll(command, `"Authorization: Bearer $TOKEN"`, "'Authorization: Bearer "+token+"'"))
			if slices.Contains([]int{400, 405, 415, 422, 428}, resp.StatusCode) || resp.StatusCode >= http.StatusInternalServerError {
				t.Errorf("as %s: %s\n%d %s", role, command, resp.StatusCode, body)
			}
		}
	}
}
