package api

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"
)

// etagOf is the strong ETag of a representation: its version, for If-Match, and a hash of its bytes, since the same version looks
// different to readers with different rights or fields.
func etagOf(version int64, body []byte) string {
	sum := sha256.Sum256(body)
	return `"` + strconv.FormatInt(version, 10) + "-" + hex.EncodeToString(sum[:8]) + `"`
}

// ourTag is an ETag as etagOf makes it.
var ourTag = regexp.MustCompile(`^"(\d{1,18})-[0-9a-f]{16}"$`)

// entityTag is one entry of a list of ETags (RFC 9110, section 8.8.3).
type entityTag struct {
	text string // with its quotes
	weak bool
}

// ifMatchVersion says which versions the caller holds; there is at least one where err is nil. Without the header, or with *, the request is
// refused with 428; with a header that is no list of ETags, with 400; where no entry can match a version of ours, with 412.
func ifMatchVersion(c echo.Context) (versions []int64, err error) {
	header := strings.TrimSpace(strings.Join(c.Request().Header.Values("If-Match"), ","))
	if header == "" || header == "*" {
		return nil, edge("precondition-required", "GET the resource, then send its ETag in the If-Match header, so that nobody else's change is overwritten unseen.")
	}
	tags, ok := parseTags(header)
	if !ok {
		return nil, malformed(`The If-Match header is not an ETag in its quotation marks, such as "3-9f86d081884c7d65".`)
	}
	weak := false
	for _, tag := range tags {
		weak = weak || tag.weak
		if m := ourTag.FindStringSubmatch(tag.text); m != nil && !tag.weak {
			version, _ := strconv.ParseInt(m[1], 10, 64) // 18 digits always fit
			versions = append(versions, version)
		}
	}
	switch {
	case len(versions) > 0:
		return versions, nil
	case weak:
		return nil, edge("stale", "If-Match holds only a weak ETag (W/), which never matches. Send the ETag without W/; a proxy that compresses may have weakened it.")
	}
	return nil, edge("stale", "The ETag in If-Match is not one that was given here. GET the resource and send its present ETag.")
}

// notModified says whether the caller of a GET or HEAD already holds the representation with this ETag (If-None-Match, weak comparison).
// A header that cannot be read counts as absent.
func notModified(c echo.Context, etag string) bool {
	header := strings.TrimSpace(strings.Join(c.Request().Header.Values("If-None-Match"), ","))
	if header == "" || !isRead(c) {
		return false
	}
	if header == "*" {
		return true
	}
	tags, ok := parseTags(header)
	for _, tag := range tags {
		if ok && tag.text == strings.TrimPrefix(etag, "W/") {
			return true
		}
	}
	return false
}

func isRead(c echo.Context) bool {
	return c.Request().Method == http.MethodGet || c.Request().Method == http.MethodHead
}

// parseTags reads a list of ETags. A tag may hold a comma, so that the list cannot just be split.
func parseTags(header string) (tags []entityTag, ok bool) {
	for rest := header; ; {
		rest = strings.TrimLeft(rest, " \t,")
		if rest == "" {
			return tags, len(tags) > 0
		}
		text, weak := strings.CutPrefix(rest, "W/")
		if !strings.HasPrefix(text, `"`) {
			return nil, false
		}
		end := strings.IndexByte(text[1:], '"')
		if end < 0 || strings.ContainsAny(text[1:end+1], " \t") {
			return nil, false
		}
		tags = append(tags, entityTag{text: text[:end+2], weak: weak})
		rest = strings.TrimLeft(text[end+2:], " \t")
		if rest != "" && rest[0] != ',' {
			return nil, false
		}
	}
}

// respond sends body as JSON with its ETag and length: 304 without a body where a GET asks for what it already holds, and no body for HEAD.
// A read may be kept by the reader's own cache and is asked about each time; nothing else is kept.
func respond(c echo.Context, status int, version int64, body any) error {
	b, err := encode(body)
	if err != nil {
		return err
	}
	return respondBytes(c, status, etagOf(version, b), mimeJSON, b)
}

// respondBytes is respond for a body that is encoded already.
func respondBytes(c echo.Context, status int, etag, mediaType string, body []byte) error {
	header := c.Response().Header()
	header.Set("ETag", etag)
	header.Set("Cache-Control", "no-store")
	if isRead(c) {
		header.Set("Cache-Control", "private, no-cache")
	}
	if status == http.StatusOK && notModified(c, etag) {
		return c.NoContent(http.StatusNotModified)
	}
	return send(c, status, mediaType, body)
}
