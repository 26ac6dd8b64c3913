package api

import (
	"embed"
	"encoding/json"
	"io/fs"
	"net/http"
	"path"
	"strings"

	"github.com/labstack/echo/v4"

	"fwptracker/docs"
)

// swaggerUI is the page on which the API can be tried, with the libraries it needs (Swagger UI, Apache-2.0): it asks no other host for anything.
//
//go:embed swaggerui
var swaggerUI embed.FS

//go:embed pages.css
var pagesCSS []byte

// tryPolicy is the content security policy of the page /docs/try alone: its library styles elements inline and carries pictures as data.
const tryPolicy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; " +
	"frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

// pagePolicy is the content security policy of pages without scripts.
const pagePolicy = "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

const (
	mimeCSS    = "text/css; charset=utf-8"
	mimeScript = "text/javascript; charset=utf-8"
)

// addPages adds what stands beside the API: its descriptions, its reference, the page on which to try it, the problem types, the catalogue. They
// count against the address that asks; the styles and scripts that a page brings with it do not, since it has been counted.
func (a *API) addPages(e *echo.Echo) {
	get := func(path string, handle echo.HandlerFunc) {
		e.GET(path, handle)
		e.HEAD(path, handle)
	}
	page := func(path string, handle echo.HandlerFunc) { get(path, a.metered(handle)) }
	page("/openapi.json", document("application/vnd.oai.openapi+json;version=3.1", docs.OpenAPI))
	page("/openapi-3.0.json", document("application/vnd.oai.openapi+json;version=3.0", docs.OpenAPI30))
	page("/swagger.json", document(mimeJSON, docs.Swagger))
	page("/swagger.yaml", document("application/yaml", docs.SwaggerYAML))
	page("/.well-known/api-catalog", a.catalog)
	page("/problems", withPolicy(pagePolicy, listProblems))
	page("/problems/:slug", withPolicy(pagePolicy, showProblem))
	for path, handle := range referencePages(a.PublicURL) {
		page(path, withPolicy(pagePolicy, handle))
	}
	get("/docs/pages.css", document(mimeCSS, pagesCSS))
	page("/docs/try", withPolicy(tryPolicy, asset("index.html", mimeHTML)))
	get("/docs/try/init.js", asset("init.js", mimeScript))
	get("/docs/try/try.css", asset("try.css", mimeCSS))
	get("/docs/try/swagger-ui-bundle.js", asset("swagger-ui-bundle.js.gz", mimeScript))
	get("/docs/try/swagger-ui.css", asset("swagger-ui.css.gz", mimeCSS))
}

// Answers says whether an address is for the API or one of the pages beside it; what is not is for the pages of another edge.
func Answers(path string) bool {
	first, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	switch first {
	case "api", "docs", "problems", ".well-known", "openapi.json", "openapi-3.0.json", "swagger.json", "swagger.yaml":
		return true
	}
	return false
}

func withPolicy(policy string, handle echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.Response().Header().Set("Content-Security-Policy", policy)
		return handle(c)
	}
}

// asset serves a file of the page /docs/try.
func asset(name, contentType string) echo.HandlerFunc {
	content, err := fs.ReadFile(swaggerUI, path.Join("swaggerui", name))
	if err != nil {
		panic("an embedded file is missing: " + err.Error())
	}
	if path.Ext(name) == ".gz" {
		return packed(contentType, content)
	}
	return document(contentType, content)
}

// link is a target in the catalogue.
type link struct {
	Href string `json:"href"`
	Type string `json:"type,omitempty"`
}

// catalog answers the API catalogue (RFC 9727): where the API, its descriptions, its documentation and its state are.
func (a *API) catalog(c echo.Context) error {
	at := func(path, contentType string) link { return link{a.PublicURL + path, contentType} }
	body, err := json.Marshal(map[string]any{"linkset": []map[string]any{{
		"anchor": a.PublicURL + Base,
		"service-desc": []link{at("/openapi.json", "application/vnd.oai.openapi+json;version=3.1"),
			at("/openapi-3.0.json", "application/vnd.oai.openapi+json;version=3.0"), at("/swagger.json", mimeJSON)},
		"service-doc": []link{at("/docs", "text/html"), at("/problems", "text/html")},
		"status":      []link{at("/readyz", "text/plain")},
	}}})
	if err != nil {
		return err
	}
	c.Response().Header().Set("Cache-Control", "public, no-cache")
	return send(c, http.StatusOK, `application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"`, body)
}
