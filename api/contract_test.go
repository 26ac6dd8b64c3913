package api

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"

	"fwptracker/docs"
)

// contract is the published description, read once.
var contract = sync.OnceValue(func() *openapi3.T {
	doc, err := openapi3.NewLoader().LoadFromData(docs.OpenAPI)
	if err != nil {
		panic("docs/openapi.json cannot be read: " + err.Error())
	}
	return doc
})

// provoked notes which documented answers the tests have seen: "operation status".
var provoked sync.Map

// TestMain also asks, when the whole suite has run, whether every documented answer was seen in it.
func TestMain(m *testing.M) {
	code := m.Run()
	whole := true
	for _, name := range []string{"test.run", "test.skip", "test.fuzz", "test.list", "test.bench"} {
		whole = whole && flag.Lookup(name).Value.String() == ""
	}
	if code == 0 && whole {
		for _, missing := range unprovoked() {
			fmt.Println("FAIL: documented but never seen in a test:", missing)
			code = 1
		}
	}
	os.Exit(code)
}

// unprovoked lists the documented answers that no test has seen. 500 and 503 are provoked below the router, in error_handler_test.go.
func unprovoked() []string {
	var missing []string
	for _, o := range operations() {
		for status := range o.Responses.Map() {
			if _, seen := provoked.Load(o.OperationID + " " + status); !seen && status != "500" && status != "503" {
				missing = append(missing, o.OperationID+" "+status)
			}
		}
	}
	slices.Sort(missing)
	return missing
}

// operation is one operation of the description with its address.
type operation struct {
	*openapi3.Operation
	method, path string
}

// operations lists the described operations by address.
func operations() []operation {
	var list []operation
	for path, item := range contract().Paths.Map() {
		for method, o := range item.Operations() {
			list = append(list, operation{o, method, path})
		}
	}
	slices.SortFunc(list, func(a, b operation) int { return strings.Compare(a.path+a.method, b.path+b.method) })
	return list
}

// operationAt finds the operation behind a request, with its path parameters. A literal step wins over a parameter.
func operationAt(method, path string) (found operation, params map[string]string) {
	path, ok := strings.CutPrefix(path, Base)
	if !ok {
		return found, nil
	}
	steps := strings.Split(path, "/")
	for _, o := range operations() {
		values, fits := match(strings.Split(o.path, "/"), steps)
		if o.method == method && fits && (found.Operation == nil || len(values) < len(params)) {
			found, params = o, values
		}
	}
	return found, params
}

func match(pattern, steps []string) (map[string]string, bool) {
	values := map[string]string{}
	if len(pattern) != len(steps) {
		return nil, false
	}
	for n, p := range pattern {
		literal, name, _ := strings.Cut(p, "{")
		value, fits := strings.CutPrefix(steps[n], literal)
		switch {
		case !fits || name == "" && value != "":
			return nil, false
		case name != "":
			values[strings.TrimSuffix(name, "}")] = value
		}
	}
	return values, true
}

// conforms holds an answer, and a request that was accepted, to the description.
func conforms(r *http.Request, body []byte, a answer) error {
	if r.Method == http.MethodHead || r.Method == http.MethodOptions {
		return bodiless(r, a)
	}
	o, params := operationAt(r.Method, r.URL.Path)
	if a.StatusCode >= 400 {
		if err := isProblem(a); err != nil {
			return err
		}
	}
	if o.Operation == nil {
		if a.StatusCode == http.StatusNotFound || a.StatusCode == http.StatusMethodNotAllowed {
			return nil
		}
		return fmt.Errorf("an address that is not described answers %d", a.StatusCode)
	}
	if o.Responses.Status(a.StatusCode) == nil {
		return fmt.Errorf("%s does not document %d", o.OperationID, a.StatusCode)
	}
	provoked.Store(o.OperationID+" "+strconv.Itoa(a.StatusCode), true)
	options := &openapi3filter.Options{IncludeResponseStatus: true, AuthenticationFunc: openapi3filter.NoopAuthenticationFunc}
	sent := r.Clone(context.Background())
	sent.Body = http.NoBody
	if body != nil {
		sent.Body = readCloser{bytes.NewReader(body)}
	}
	in := &openapi3filter.RequestValidationInput{Request: sent, PathParams: params, Options: options,
		Route: &routers.Route{Spec: contract(), PathItem: contract().Paths.Find(o.path), Method: o.method, Operation: o.Operation}}
	if a.StatusCode < 400 {
		if err := openapi3filter.ValidateRequest(context.Background(), in); err != nil {
			return fmt.Errorf("the request was accepted, but the description says: %w", err)
		}
	}
	out := &openapi3filter.ResponseValidationInput{RequestValidationInput: in, Status: a.StatusCode, Header: a.Header, Options: options}
	out.SetBodyBytes([]byte(a.text))
	if picked(r) && a.StatusCode == http.StatusOK {
		return nil // the description cannot say that fields= leaves out required members
	}
	return openapi3filter.ValidateResponse(context.Background(), out)
}

type readCloser struct{ *bytes.Reader }

func (readCloser) Close() error { return nil }

func picked(r *http.Request) bool { return r.URL.Query().Has("fields") }

// bodiless holds an answer to HEAD or OPTIONS to having no body.
func bodiless(r *http.Request, a answer) error {
	if a.text != "" {
		return fmt.Errorf("an answer to %s has a body", r.Method)
	}
	return nil
}

// isProblem holds a refusal to RFC 9457, to the published shape and to a published type.
func isProblem(a answer) error {
	if got := a.Header.Get("Content-Type"); got != mimeProblem {
		return fmt.Errorf("a refusal has the media type %q", got)
	}
	var p Problem
	strict := json.NewDecoder(strings.NewReader(a.text))
	strict.DisallowUnknownFields()
	if err := strict.Decode(&p); err != nil {
		return fmt.Errorf("a refusal is no problem: %w", err)
	}
	slug, typed := strings.CutPrefix(p.Type, problemPath(""))
	switch {
	case !typed || problemTypes[slug].Status != a.StatusCode || p.Status != a.StatusCode:
		return fmt.Errorf("the type %q of a problem does not go with the status %d", p.Type, a.StatusCode)
	case p.Title == "" || p.Detail == "" || !strings.HasPrefix(p.Instance, "urn:request:request-"):
		return fmt.Errorf("a problem lacks its title, detail or instance")
	case a.Header.Get("Cache-Control") != "no-store" || a.Header.Get("ETag") != "":
		return fmt.Errorf("a refusal may be kept")
	}
	for _, f := range p.Errors {
		if f.Pointer != "" && f.Pointer[0] != '/' && f.Pointer[0] != '?' || f.Code == "" || f.Message == "" {
			return fmt.Errorf("a fault does not say where or what: %+v", f)
		}
	}
	return nil
}
