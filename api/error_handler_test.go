package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
)

var errBusy = errors.New("database is locked")

// failing serves an Echo whose routes fail with err, and keeps its log.
func failing(err error, log io.Writer) *echo.Echo {
	e := echo.New()
	e.HTTPErrorHandler = errorHandler(slog.New(slog.NewJSONHandler(log, nil)), func(err error) bool { return errors.Is(err, errBusy) })
	e.Use(middleware.RequestID())
	fail := func(c echo.Context) error {
		c.Response().Header().Set("ETag", `"1"`)
		c.Response().Header().Set("Location", "/nowhere")
		return err
	}
	for _, path := range []string{"/api/v1/thing/:id", "/thing"} {
		e.GET(path, fail)
		e.HEAD(path, fail)
	}
	e.GET("/problems", listProblems)
	e.GET("/problems/:slug", showProblem)
	e.HEAD("/problems/:slug", showProblem)
	return e
}

func serve(e *echo.Echo, method, target string, header map[string]string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, nil)
	for name, value := range header {
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	e.ServeHTTP(w, r)
	return w
}

const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

func TestUnknownErrorIsLoggedOnceAndNeverShown(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	w := serve(failing(errors.New("SELECT secret"), &log), "GET", "/api/v1/thing/7?q=private", map[string]string{"X-Request-Id": "req 1"})
	want := Problem{Type: "/problems/internal", Title: problemTypes["internal"].Title, Status: 500, Detail: problemTypes["internal"].Meaning,
		Instance: "urn:request:req%201"}
	var got Problem
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" || w.Code != 500 {
		t.Error(w.Code, diff)
	}
	header := w.Header()
	if header.Get("Content-Type") != "application/problem+json" || header.Get("Cache-Control") != "no-store" || header.Get("ETag") != "" || header.Get("Location") != "" {
		t.Errorf("headers %v", header)
	}
	line := log.String()
	if strings.Count(line, "\n") != 1 || strings.Contains(line, "private") {
		t.Errorf("log %q", line)
	}
	for _, part := range []string{`"request_id":"req 1"`, `"error":"SELECT secret"`, `"route":"/api/v1/thing/:id"`, `"method":"GET"`} {
		if !strings.Contains(line, part) {
			t.Errorf("log %q lacks %s", line, part)
		}
	}
}

func TestErrorsThatAreNotFaultsOfOursAreNotLogged(t *testing.T) {
	t.Parallel()
	for name, err := range map[string]error{"busy": errBusy, "deadline": context.DeadlineExceeded, "refused": malformed("no")} {
		var log bytes.Buffer
		w := serve(failing(err, &log), "GET", "/api/v1/thing/7", nil)
		if log.Len() > 0 || w.Code == 500 {
			t.Errorf("%s: status %d, log %q", name, w.Code, log.String())
		}
		if name != "refused" && (w.Code != 503 || w.Header().Get("Retry-After") != "1") {
			t.Errorf("%s: status %d, headers %v", name, w.Code, w.Header())
		}
	}
}

func TestCancelledWorkIsAFaultUnlessTheCallerWentAway(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	e := failing(context.Canceled, &log)
	if w := serve(e, "GET", "/thing", nil); w.Code != 500 || log.Len() == 0 {
		t.Errorf("cancelled by us: status %d, log %q", w.Code, log.String())
	}
	log.Reset()
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	w := httptest.NewRecorder()
	e.ServeHTTP(w, httptest.NewRequestWithContext(gone, "GET", "/thing", nil))
	if w.Code != 503 || log.Len() != 0 {
		t.Errorf("caller gone: status %d, log %q", w.Code, log.String())
	}
}

func TestProblemOnHeadHasNoBody(t *testing.T) {
	t.Parallel()
	w := serve(failing(malformed("no"), io.Discard), "HEAD", "/api/v1/thing/7", nil)
	if w.Code != 400 || w.Body.Len() != 0 || w.Header().Get("Content-Type") != "application/problem+json" {
		t.Errorf("status %d, body %q, headers %v", w.Code, w.Body, w.Header())
	}
}

func TestMethodNotAllowedKeepsAllowAndNamesIt(t *testing.T) {
	t.Parallel()
	w := serve(failing(nil, io.Discard), "DELETE", "/api/v1/thing/7", nil)
	allow := w.Header().Get("Allow")
	if w.Code != 405 || !strings.Contains(allow, "GET") || !strings.Contains(w.Body.String(), "does not take DELETE. It takes "+allow) {
		t.Errorf("status %d, Allow %q, body %s", w.Code, allow, w.Body)
	}
}

func TestProblemIsAPageForBrowsersOutsideTheAPI(t *testing.T) {
	t.Parallel()
	e := failing(edge("invalid", "Not <good>"), io.Discard)
	w := serve(e, "GET", "/thing", map[string]string{"Accept": browser})
	for _, part := range []string{"<h1>The input breaks a rule</h1>", "Not &lt;good&gt;", "What to do", "urn:request:"} {
		if !strings.Contains(w.Body.String(), part) {
			t.Errorf("page lacks %q: %s", part, w.Body)
		}
	}
	if w.Code != 422 || w.Header().Get("Content-Type") != mimeHTML || w.Header().Get("Vary") != "Accept" {
		t.Errorf("status %d, headers %v", w.Code, w.Header())
	}
	for _, path := range []string{"/api/v1/thing/7", "/api", "/api/v1/none"} {
		if w := serve(e, "GET", path, map[string]string{"Accept": browser}); w.Header().Get("Content-Type") != mimeProblem {
			t.Errorf("%s inside the API answers %v", path, w.Header())
		}
	}
	if w := serve(e, "GET", "/apis", map[string]string{"Accept": browser}); w.Code != 404 || w.Header().Get("Content-Type") != mimeHTML {
		t.Errorf("/apis lies outside the API: %d %v", w.Code, w.Header())
	}
}

func TestPrefersHTML(t *testing.T) {
	t.Parallel()
	for accept, want := range map[string]bool{
		browser:                       true,
		"text/html":                   true,
		"application/xhtml+xml":       true,
		"":                            false,
		"*/*":                         false,
		"application/json":            false,
		"text/html, application/json": false,
		"text/html;q=0.5, application/problem+json": false,
		"application/json;q=0.5, text/html;q=0.9":   true,
		"text/html;q=0": false,
		";;;,text/html": true,
	} {
		if got := prefersHTML([]string{accept}); got != want {
			t.Errorf("prefersHTML(%q) = %v", accept, got)
		}
	}
}

func TestNothingFollowsAnAnswerThatHasBegun(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	e := failing(nil, &log)
	e.GET("/half", func(c echo.Context) error {
		_ = c.String(200, "half")
		return errors.New("broke off")
	})
	if w := serve(e, "GET", "/half", nil); w.Body.String() != "half" || strings.Count(log.String(), "broke off") != 1 {
		t.Errorf("body %q, log %q", w.Body, log.String())
	}
}

func TestProblemPages(t *testing.T) {
	t.Parallel()
	e := failing(nil, io.Discard)
	index := serve(e, "GET", "/problems", nil)
	for slug, p := range problemTypes {
		if !strings.Contains(index.Body.String(), `<a href="/problems/`+slug+`">`) {
			t.Errorf("/problems does not list %s", slug)
		}
		w := serve(e, "GET", "/problems/"+slug, nil)
		page := w.Body.String()
		if w.Code != http.StatusOK || w.Header().Get("Content-Type") != mimeHTML {
			t.Errorf("%s: %d %v", slug, w.Code, w.Header())
		}
		for _, part := range []string{"<style", "style=", "<script", "onclick"} {
			if strings.Contains(page, part) {
				t.Errorf("%s: page holds %s, which the content policy forbids", slug, part)
			}
		}
		if plainText := html.UnescapeString(page); !strings.Contains(plainText, p.Meaning) || !strings.Contains(plainText, p.WhatToDo) {
			t.Errorf("%s: page does not explain itself: %s", slug, page)
		}
	}
	if w := serve(e, "GET", "/problems/none", nil); w.Code != 404 {
		t.Errorf("unknown slug answers %d", w.Code)
	}
	if w := serve(e, "HEAD", "/problems/invalid", nil); w.Code != 200 || w.Body.Len() != 0 || w.Header().Get("Content-Length") == "" {
		t.Errorf("HEAD: %d %v %q", w.Code, w.Header(), w.Body)
	}
}
