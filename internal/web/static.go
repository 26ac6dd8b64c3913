package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/labstack/echo/v4"
)

//go:embed static
var staticFiles embed.FS

// asset is a file that pages bring with them: its address holds a digest of its content, so that browsers keep it for good.
type asset struct {
	address     string
	contentType string
	plain       []byte
	packed      []byte
}

// loadStatic reads the built-in files, by the name that templates use.
func loadStatic() map[string]asset {
	entries, err := staticFiles.ReadDir("static")
	if err != nil {
		panic("the pages' files are missing: " + err.Error())
	}
	files := map[string]asset{}
	for _, entry := range entries {
		content, err := staticFiles.ReadFile(path.Join("static", entry.Name()))
		if err != nil {
			panic("one of the pages' files is missing: " + err.Error())
		}
		sum := sha256.Sum256(content)
		ext := path.Ext(entry.Name())
		name := strings.TrimSuffix(entry.Name(), ext) + "." + hex.EncodeToString(sum[:6]) + ext
		var packed bytes.Buffer
		w, _ := gzip.NewWriterLevel(&packed, gzip.BestCompression) // a level that there is
		_, _ = w.Write(content)
		_ = w.Close() // into memory
		files[entry.Name()] = asset{"/static/" + name, mime.TypeByExtension(ext), content, packed.Bytes()}
	}
	return files
}

// showStatic serves one of the pages' files under the address that holds its digest.
func (s *site) showStatic(c echo.Context) error {
	for _, a := range s.static {
		if a.address != c.Request().URL.Path {
			continue
		}
		h := c.Response().Header()
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
		h.Set("Vary", "Accept-Encoding")
		body := a.plain
		if strings.Contains(c.Request().Header.Get("Accept-Encoding"), "gzip") {
			h.Set("Content-Encoding", "gzip")
			body = a.packed
		}
		return c.Blob(http.StatusOK, a.contentType, body)
	}
	return echo.ErrNotFound
}
