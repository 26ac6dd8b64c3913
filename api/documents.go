package api

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/labstack/echo/v4"
)

// document serves fixed bytes, which a reader may keep and ask about by their ETag. Readers who accept it get them compressed; that is done
// once, when the first of them asks.
func document(contentType string, content []byte) echo.HandlerFunc {
	return fixed(contentType, func() []byte { return content }, sync.OnceValue(func() []byte { return compressed(content) }))
}

// packed is document for bytes that come compressed. The few readers who do not accept that get them unpacked.
func packed(contentType string, content []byte) echo.HandlerFunc {
	return fixed(contentType, sync.OnceValue(func() []byte { return unpacked(content) }), func() []byte { return content })
}

// fixed serves the one or the other form of fixed bytes. Each form has an ETag of its own, since the bytes differ.
func fixed(contentType string, plain, small func() []byte) echo.HandlerFunc {
	plainTag, smallTag := sync.OnceValue(func() string { return hashTag(plain()) }), sync.OnceValue(func() string { return hashTag(small()) })
	return func(c echo.Context) error {
		header := c.Response().Header()
		header.Set("Cache-Control", "public, no-cache")
		header.Add("Vary", "Accept-Encoding")
		content, tag := plain, plainTag
		if acceptsGzip(c.Request().Header.Values("Accept-Encoding")) {
			content, tag = small, smallTag
			header.Set("Content-Encoding", "gzip")
		}
		header.Set("ETag", tag())
		if notModified(c, tag()) {
			header.Del("Content-Encoding")
			return c.NoContent(http.StatusNotModified)
		}
		return send(c, http.StatusOK, contentType, content())
	}
}

func hashTag(content []byte) string {
	sum := sha256.Sum256(content)
	return `"` + hex.EncodeToString(sum[:8]) + `"`
}

// acceptsGzip says whether an Accept-Encoding header names gzip, or anything, with a weight above 0 (RFC 9110, section 12.5.3).
func acceptsGzip(accept []string) bool {
	weights := map[string]float64{}
	for part := range strings.SplitSeq(strings.Join(accept, ","), ",") {
		coding, params, err := mime.ParseMediaType(strings.TrimSpace(part))
		if err != nil {
			continue
		}
		weight, err := strconv.ParseFloat(params["q"], 64)
		if err != nil {
			weight = 1
		}
		weights[coding] = weight
	}
	if weight, named := weights["gzip"]; named {
		return weight > 0
	}
	return weights["*"] > 0
}

// compressed panics only where memory cannot be written to.
func compressed(content []byte) []byte {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err == nil {
		_, err = w.Write(content)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		panic("compressing a document: " + err.Error())
	}
	return b.Bytes()
}

// unpacked panics where an embedded file is damaged, which the tests of its page would show.
func unpacked(content []byte) []byte {
	r, err := gzip.NewReader(bytes.NewReader(content))
	if err == nil {
		content, err = io.ReadAll(r)
	}
	if err != nil {
		panic("an embedded file cannot be unpacked: " + err.Error())
	}
	return content
}
