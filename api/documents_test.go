package api

import (
	"bytes"
	"net/http/httptest"
	"testing"

	"fwptracker/docs"
)

func TestDocumentsComePlainAndCompressed(t *testing.T) {
	eachWorld(t, func(w *world) {
		for _, path := range []string{"/openapi.json", "/docs", "/docs/pages.css", "/docs/try", "/docs/try/init.js", "/docs/try/try.css", "/docs/try/swagger-ui-bundle.js",
			"/docs/try/swagger-ui.css"} {
			var forms []answer
			for _, accept := range []string{"", "gzip"} {
				r := httptest.NewRequest("GET", path, nil)
				r.Header.Set("Accept-Encoding", accept)
				a := w.serve(r)
				if a.StatusCode != 200 || a.Header.Get("Content-Encoding") != accept || a.Header.Get("Vary") != "Accept-Encoding" || a.Header.Get("ETag") == "" {
					t.Errorf("%s, accepting %q: %d %v", path, accept, a.StatusCode, a.Header)
				}
				forms = append(forms, a)
				r.Header.Set("If-None-Match", a.Header.Get("ETag"))
				if again := w.serve(r); again.StatusCode != 304 || again.text != "" || again.Header.Get("ETag") != a.Header.Get("ETag") {
					t.Errorf("%s, accepting %q, once more: %d %v", path, accept, again.StatusCode, again.Header)
				}
			}
			if string(unpacked([]byte(forms[1].text))) != forms[0].text {
				t.Errorf("%s: the two forms differ", path)
			}
			if forms[0].Header.Get("ETag") == forms[1].Header.Get("ETag") {
				t.Errorf("%s: the two forms have one ETag", path)
			}
		}
		r := httptest.NewRequest("HEAD", "/openapi.json", nil)
		if a := w.serve(r); a.text != "" || a.ContentLength != int64(len(docs.OpenAPI)) {
			t.Errorf("HEAD: %d bytes, Content-Length %d", len(a.text), a.ContentLength)
		}
	})
}

func TestWhoAcceptsGzip(t *testing.T) {
	t.Parallel()
	for accept, want := range map[string]bool{"": false, "gzip": true, "GZIP": true, "br, gzip;q=0.5": true, "gzip;q=0": false, "gzip; q=0.0, *": false, "*": true, "*;q=0": false,
		"br": false, "identity": false, "x-gzip": false, "deflate, gzip, br, zstd": true, ";;": false} {
		if got := acceptsGzip([]string{accept}); got != want {
			t.Errorf("%q: %v", accept, got)
		}
	}
	if !acceptsGzip([]string{"br", "gzip"}) {
		t.Error("two headers are not read as one")
	}
}

func TestCompressionIsReproducible(t *testing.T) {
	t.Parallel()
	if !bytes.Equal(compressed(docs.OpenAPI), compressed(docs.OpenAPI)) {
		t.Error("the same document is compressed in two ways")
	}
}
