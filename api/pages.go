package api

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"net/http"
	"path"

	"github.com/labstack/echo/v4"

	"fwptracker/docs"
)

// swaggerUI is the API reference page with the libraries it needs (Swagger UI, Apache-2.0): it asks no other host for anything.
//
//go:embed swaggerui
var swaggerUI embed.FS

//go:embed pages.css
var pagesCSS []byte

// referencePolicy is the content security policy of the reference page alone: its library styles elements inline and carries pictures as data.
const referencePolicy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; " +
	"frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

// pagePolicy is the content security policy of pages without scripts.
const pagePolicy = "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

// addPages adds what stands beside the API: its descriptions, its reference page, the problem types, the catalogue.
func (a *API) addPages(e *echo.Echo) {
	get := func(path string, handle echo.HandlerFunc) {
		e.GET(path, handle)
		e.HEAD(path, handle)
	}
	get("/", func(c echo.Context) error { return c.Redirect(http.StatusFound, "/docs") })
	get("/openapi.json", document("application/vnd.oai.openapi+json;version=3.1", docs.OpenAPI))
	get("/openapi-3.0.json", document("application/vnd.oai.openapi+json;version=3.0", docs.OpenAPI30))
	get("/swagger.json", document(mimeJSON, docs.Swagger))
	get("/swagger.yaml", document("application/yaml", docs.SwaggerYAML))
	get("/.well-known/api-catalog", a.catalog)
	get("/problems", withPolicy(pagePolicy, listProblems))
	get("/problems/:slug", withPolicy(pagePolicy, showProblem))
	get("/docs", withPolicy(referencePolicy, asset("index.html", mimeHTML)))
	get("/docs/pages.css", document("text/css; charset=utf-8", pagesCSS))
	get("/docs/init.js", asset("init.js", "text/javascript; charset=utf-8"))
	get("/docs/swagger-ui-bundle.js", asset("swagger-ui-bundle.js", "text/javascript; charset=utf-8"))
	get("/docs/swagger-ui.css", asset("swagger-ui.css", "text/css; charset=utf-8"))
}

func withPolicy(policy string, handle echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.Response().Header().Set("Content-Security-Policy", policy)
		return handle(c)
	}
}

// asset serves a file of the reference page.
func asset(name, contentType string) echo.HandlerFunc {
	content, err := fs.ReadFile(swaggerUI, path.Join("swaggerui", name))
	if err != nil {
		panic("an embedded file is missing: " + err.Error())
	}
	return document(contentType, content)
}

// document serves fixed bytes, which a reader may keep and ask about by their ETag.
func document(contentType string, content []byte) echo.HandlerFunc {
	sum := sha256.Sum256(content)
	etag := `"` + hex.EncodeToString(sum[:8]) + `"`
	return func(c echo.Context) error {
		header := c.Response().Header()
		header.Set("ETag", etag)
		header.Set("Cache-Control", "public, no-cache")
		if notModified(c, etag) {
			return c.NoContent(http.StatusNotModified)
		}
		return send(c, http.StatusOK, contentType, content)
	}
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
