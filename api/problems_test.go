package api

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/labstack/echo/v4"

	"fwptracker/internal/workplan"
)

func TestProblemTypesArePublishedWithTheirStatus(t *testing.T) {
	t.Parallel()
	want := map[int]string{
		400: "malformed",
		401: "invalid-token unauthenticated",
		403: "forbidden missing-scope",
		404: "not-found",
		405: "method-not-allowed",
		406: "not-acceptable",
		409: "already-corrected already-ended already-exists illegal-history illegal-transition in-use key-in-flight last-admin not-correctable " +
			"plan-closed plan-empty plan-endorsed plan-not-draft plan-not-endorsed too-many-tokens",
		412: "stale",
		413: "too-large",
		415: "unsupported-media-type",
		422: "invalid key-reused",
		428: "precondition-required",
		429: "rate-limited",
		500: "internal",
		503: "unavailable",
	}
	for status, slugs := range want {
		for slug := range strings.FieldsSeq(slugs) {
			if got := problemTypes[slug].Status; got != status {
				t.Errorf("%s has status %d, want %d", slug, got, status)
			}
		}
	}
	for slug, p := range problemTypes {
		if p.Title == "" || p.Meaning == "" || p.WhatToDo == "" {
			t.Errorf("%s does not explain itself: %+v", slug, p)
		}
		if p.Status == http.StatusUnauthorized && p.Header["WWW-Authenticate"] == "" {
			t.Errorf("%s lacks WWW-Authenticate, which RFC 9110 asks of every 401", slug)
		}
	}
	for status, slug := range statusSlug {
		if problemTypes[slug].Status != status {
			t.Errorf("status %d is answered as %s, which has status %d", status, slug, problemTypes[slug].Status)
		}
	}
}

// Every slug that any room writes as a literal must have a page, with the status of its kind.
func TestEverySlugInTheSourceHasAPage(t *testing.T) {
	t.Parallel()
	used := slugsIn(t, "../internal", ".")
	if len(used) < 10 {
		t.Fatalf("found only %v: the scan no longer sees the refusals", used)
	}
	for slug, status := range used {
		p, ok := problemTypes[slug]
		if !ok || status != 0 && p.Status != status {
			t.Errorf("slug %q (status %d) does not fit problemTypes: %+v", slug, status, p)
		}
	}
}

// slugsIn finds Clash("slug", …), edge("slug", …), plain("slug") and Error{Slug: "slug"}, with the status where the call tells it.
func slugsIn(t *testing.T, roots ...string) map[string]int {
	t.Helper()
	found := map[string]int{}
	note := func(e ast.Expr, status int) {
		if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			slug, _ := strconv.Unquote(lit.Value)
			found[slug] = status
		}
	}
	visit := func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			name, status := calledName(n), 0
			if name == "Clash" {
				status = http.StatusConflict
			}
			if len(n.Args) > 0 && (name == "Clash" || name == "edge" || name == "plain") {
				note(n.Args[0], status)
			}
		case *ast.KeyValueExpr:
			if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Slug" {
				note(n.Value, 0)
			}
		}
		return true
	}
	for _, root := range roots {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
				return err
			}
			if file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0); err == nil {
				ast.Inspect(file, visit)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return found
}

func calledName(call *ast.CallExpr) string {
	switch fun := call.Fun.(type) {
	case *ast.Ident:
		return fun.Name
	case *ast.SelectorExpr:
		return fun.Sel.Name
	}
	return ""
}

func TestProblemForMapsEveryError(t *testing.T) {
	t.Parallel()
	var faults workplan.Faults
	faults.Add("/title", "required", "must not be empty")
	tests := map[string]struct {
		err    error
		slug   string
		status int
		detail string
	}{
		"domain not found": {workplan.Missing("plan %s", "x"), "not-found", 404, "There is no plan x that you may see."},
		"domain forbidden": {workplan.Refused("Only a co-chair may."), "forbidden", 403, "Only a co-chair may."},
		"domain scope":     {&workplan.Error{Kind: workplan.Forbidden, Slug: "missing-scope", Detail: workplan.Say("d")}, "missing-scope", 403, "d"},
		"domain conflict":  {workplan.Clash("plan-closed", "Closed."), "plan-closed", 409, "Closed."},
		"domain stale":     {workplan.Changed("plan"), "stale", 412, ""},
		"domain invalid":   {faults.Err(), "invalid", 422, ""},
		"wrapped domain":   {fmt.Errorf("posting: %w", workplan.Clash("in-use", "Used.")), "in-use", 409, "Used."},
		"edge":             {malformed("Bad %s.", "cursor"), "malformed", 400, "Bad cursor."},
		"wrapped edge":     {fmt.Errorf("reading: %w", edge("too-large", "Long.")), "too-large", 413, "Long."},
		"edge typo":        {edge("no-such-slug", "secret"), "internal", 500, problemTypes["internal"].Meaning},
		"router 404":       {echo.ErrNotFound, "not-found", 404, problemTypes["not-found"].Meaning},
		"framework 413":    {echo.ErrStatusRequestEntityTooLarge, "too-large", 413, ""},
		"framework text":   {echo.NewHTTPError(400, "pq: secret"), "malformed", 400, problemTypes["malformed"].Meaning},
		"framework 500":    {echo.NewHTTPError(502, "secret"), "internal", 500, problemTypes["internal"].Meaning},
		"framework 503":    {echo.ErrServiceUnavailable, "unavailable", 503, ""},
		"body too long":    {&http.MaxBytesError{Limit: 7}, "too-large", 413, "The body is longer than 7 bytes."},
		"deadline":         {fmt.Errorf("query: %w", context.DeadlineExceeded), "unavailable", 503, ""},
		"unknown":          {errors.New("secret"), "internal", 500, problemTypes["internal"].Meaning},
		"unknown kind":     {&workplan.Error{Detail: workplan.Say("secret")}, "internal", 500, problemTypes["internal"].Meaning},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, header := problemFor(test.err)
			if p.Type != "/problems/"+test.slug || p.Status != test.status || p.Title != problemTypes[test.slug].Title {
				t.Errorf("got %+v", p)
			}
			if test.detail != "" && p.Detail != test.detail || p.Detail == "" {
				t.Errorf("detail %q, want %q", p.Detail, test.detail)
			}
			for key, value := range problemTypes[test.slug].Header {
				if header.Get(key) != value {
					t.Errorf("header %s is %q, want %q", key, header.Get(key), value)
				}
			}
		})
	}
}

func TestProblemForWithoutAFittingPageHasNoType(t *testing.T) {
	t.Parallel()
	p, _ := problemFor(workplan.Clash("brand-new", "Why."))
	if diff := cmp.Diff(Problem{Type: "about:blank", Title: "Conflict", Status: 409, Detail: "Why."}, p); diff != "" {
		t.Error("unknown slug", diff)
	}
	p, _ = problemFor(workplan.Clash("stale", "Why."))
	if p.Type != "about:blank" || p.Status != 409 {
		t.Errorf("the status of the kind was lost: %+v", p)
	}
	p, _ = problemFor(echo.NewHTTPError(http.StatusRequestURITooLong, "secret"))
	if diff := cmp.Diff(Problem{Type: "about:blank", Title: "Request URI Too Long", Status: 414, Detail: "The request was refused."}, p); diff != "" {
		t.Error("unlisted status", diff)
	}
}

func TestProblemListsAllFaultsUpToABound(t *testing.T) {
	t.Parallel()
	var faults workplan.Faults
	faults.Add("/a", "x", "one")
	faults.Add("?b", "y", "two")
	p, _ := problemFor(faults.Err())
	want := []FieldError{{Pointer: "/a", Code: "x", Message: "one"}, {Pointer: "?b", Code: "y", Message: "two"}}
	if diff := cmp.Diff(want, p.Errors); diff != "" {
		t.Error(diff)
	}
	for range maxFaults {
		faults.Add("/c", "z", "more")
	}
	p, _ = problemFor(faults.Err())
	if len(p.Errors) != maxFaults || !strings.Contains(p.Detail, "only the first 1000 faults") {
		t.Errorf("%d faults, detail %q", len(p.Errors), p.Detail)
	}
}

func TestEdgeHeaderReplacesThatOfTheType(t *testing.T) {
	t.Parallel()
	_, header := problemFor(edge("unavailable", "Later.").with("Retry-After", "30").with("X-Why", "shed"))
	if diff := cmp.Diff(http.Header{"Retry-After": {"30"}, "X-Why": {"shed"}}, header); diff != "" {
		t.Error(diff)
	}
	if _, again := problemFor(edge("unavailable", "Later.")); again.Get("Retry-After") != "1" {
		t.Error("the table was changed by an answer")
	}
}
