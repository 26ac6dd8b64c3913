package main

import (
	"html"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// exampleRequests are the commands that the reference page shows, with address and token in place of the variables.
func exampleRequests(t *testing.T, r *running, token string) []string {
	t.Helper()
	_, page := ask(t, "GET", r.url+"/docs", "")
	var list []string
	for _, m := range regexp.MustCompile(`(?s)<pre class="command"><code>(curl .*?)</code>`).FindAllStringSubmatch(page, -1) {
		command := html.UnescapeString(m[1])
		command = regexp.MustCompile(`"\$FWP([^"]*)"`).ReplaceAllString(command, r.url+"$1")
		list = append(list, strings.ReplaceAll(command, `"Authorization: Bearer $TOKEN"`, "'Authorization: Bearer "+token+"'"))
	}
	return list
}

// TestEveryExampleRequestIsUnderstood sends what the reference page shows to the demonstration: it may be refused for what is there, or for who
// asks, never for how it is asked.
func TestEveryExampleRequestIsUnderstood(t *testing.T) {
	t.Parallel()
	r := serving(t, env{}, "--demo")
	tokens := tokensIn(r.out.await(t, `(?s)(.*)Stop with Ctrl-C`))
	for role, token := range tokens {
		commands := exampleRequests(t, r, token)
		if len(commands) < 50 {
			t.Fatalf("the page shows only %d requests", len(commands))
		}
		for _, command := range commands {
			resp, body := curl(t, command)
			if slices.Contains([]int{400, 405, 415, 422, 428}, resp.StatusCode) || resp.StatusCode >= http.StatusInternalServerError {
				t.Errorf("as %s: %s\n%d %s", role, command, resp.StatusCode, body)
			}
		}
	}
}
