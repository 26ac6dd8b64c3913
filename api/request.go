package api

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"reflect"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/workplan"
)

const (
	maxBody      = 256 << 10 // bytes of an ordinary request
	maxBatchBody = 4 << 20   // bytes of a request that creates many things at once

	mimeJSON  = "application/json"
	mimePatch = "application/merge-patch+json"

	rawBodyKey = "api.rawBody"
)

// decode fills the fresh DTO that into points to from a JSON body of at most 256 KiB. It refuses what is not application/json (415), what is
// too long (413), what cannot be read (400), and with all faults at once what does not fit the DTO (422). Where there are such faults and
// the DTO has a method Faults() workplan.Faults, the domain's faults elsewhere in the same body are listed with them; a body without faults
// of the edge is left to the use case to judge. A member that is absent or null leaves the zero value. A request with a body takes no query
// parameters.
func decode(c echo.Context, into any) error { return decodeUpTo(c, into, maxBody) }

// decodeUpTo is decode for a body of at most limit bytes.
func decodeUpTo(c echo.Context, into any, limit int64) error {
	if err := noQuery(c); err != nil {
		return err
	}
	root, err := readObject(c, limit, mimeJSON)
	if err != nil {
		return err
	}
	var b binder
	b.object(root, target(into), "")
	b.addDomain(into)
	return b.err()
}

// patch is the body of a PATCH (RFC 7396) that fits the DTO D.
type patch[D any] struct {
	raw  []byte
	root node
}

// decodePatch reads a merge patch of a D. It is tried on a zero value, so that its faults of type are found before anything is loaded. The
// domain's rules are not asked, since what is absent from a patch is not zero.
func decodePatch[D any](c echo.Context) (patch[D], error) {
	root, err := readObject(c, maxBody, mimePatch, mimeJSON)
	if err != nil {
		return patch[D]{}, err
	}
	p := patch[D]{raw: rawBody(c), root: root}
	return p, p.apply(new(D))
}

// apply sets the fields whose members are present in the patch and touches no other. null clears a field to its zero value; arrays and
// objects replace what was there whole. It finds the same faults in whatever it is applied to, so that a patch that was decoded has none.
func (p patch[D]) apply(into *D) error {
	var b binder
	b.object(p.root, target(into), "")
	return b.err()
}

// partOf is the merge patch of a D that stands within a decoded request, under the member "set".
func partOf[D any](n node) patch[D] {
	for i, key := range n.keys {
		if key == "set" {
			return patch[D]{root: n.items[i]}
		}
	}
	return patch[D]{}
}

// patchWithin is the merge patch that a request holds in one of its members, which was decoded with the rest of it: unlike there, what is absent is told
// from what is null.
func patchWithin[D any](c echo.Context, name string) (patch[D], error) {
	root, err := parseObject(rawBody(c))
	p := patch[D]{root: node{kind: jsonObject}}
	if at := slices.Index(root.keys, name); err == nil && at >= 0 && root.items[at].kind == jsonObject {
		p.root = root.items[at]
	}
	return p, err
}

// rawBody is the body as it was sent, for a digest; nil before it was read.
func rawBody(c echo.Context) []byte {
	raw, _ := c.Get(rawBodyKey).([]byte)
	return raw
}

// readBody reads the body once, at most limit bytes of it, and keeps it for rawBody and for later calls.
func readBody(c echo.Context, limit int64) ([]byte, error) {
	raw, known := c.Get(rawBodyKey).([]byte)
	tooLarge := edge("too-large", fmt.Sprintf("The body is longer than the %d bytes that are accepted here.", limit))
	if !known {
		r := c.Request()
		if r.ContentLength > limit {
			return nil, tooLarge
		}
		var err error
		if raw, err = io.ReadAll(io.LimitReader(r.Body, limit+1)); err != nil {
			return nil, unread(err)
		}
		c.Set(rawBodyKey, raw)
	}
	if int64(len(raw)) > limit {
		return nil, tooLarge
	}
	return raw, nil
}

// unread tells a body that a limit elsewhere cut short from one that the sender did not finish.
func unread(err error) error {
	var limited *http.MaxBytesError
	var framework *echo.HTTPError
	if errors.As(err, &limited) || errors.As(err, &framework) {
		return err
	}
	return malformed("The body ended before it was complete.")
}

// readObject reads the body as one JSON object of one of the accepted media types.
func readObject(c echo.Context, limit int64, accepted ...string) (node, error) {
	if err := checkMedia(c.Request(), accepted); err != nil {
		return node{}, err
	}
	raw, err := readBody(c, limit)
	if err != nil {
		return node{}, err
	}
	return parseObject(raw)
}

// checkMedia refuses any other media type, charset or content coding, and says which are accepted.
func checkMedia(r *http.Request, accepted []string) error {
	if coding := r.Header.Get("Content-Encoding"); coding != "" && !strings.EqualFold(coding, "identity") {
		return edge("unsupported-media-type", "Compressed bodies are not accepted; send the body as it is.").with("Accept-Encoding", "identity")
	}
	types := r.Header.Values("Content-Type")
	if len(types) == 1 {
		media, params, err := mime.ParseMediaType(types[0])
		charset, named := params["charset"]
		foreign := named && !strings.EqualFold(charset, "utf-8") || len(params) > 1 || len(params) == 1 && !named
		if err == nil && slices.Contains(accepted, media) && !foreign {
			return nil
		}
	}
	names := strings.Join(accepted, ", ")
	detail := "Send the body as " + strings.Join(accepted, " or ") + " in UTF-8, named in one Content-Type header."
	return edge("unsupported-media-type", detail).with(acceptHeader(r.Method), names)
}

// acceptHeader is the header that names the accepted media types of a method (W3C LDP for POST, RFC 5789 for PATCH, else RFC 9110).
func acceptHeader(method string) string {
	switch method {
	case http.MethodPost:
		return "Accept-Post"
	case http.MethodPatch:
		return "Accept-Patch"
	}
	return "Accept"
}

// target is the struct behind a pointer to a DTO. Anything else is a mistake in a handler, and its first request shows it.
func target(into any) reflect.Value {
	v := reflect.ValueOf(into)
	if v.Kind() != reflect.Pointer || v.IsNil() || v.Elem().Kind() != reflect.Struct {
		panic(fmt.Sprintf("api: a body is decoded into a pointer to a struct, not %T", into))
	}
	return v.Elem()
}

// addDomain adds the faults that the domain finds in a DTO to those of the edge, if there are any. A pointer that has a fault already, or
// lies below one, is passed over: its value did not reach the DTO.
func (b *binder) addDomain(dto any) {
	rules, ok := dto.(interface{ Faults() workplan.Faults })
	if !ok || len(b.faults) == 0 {
		return
	}
	known := map[string]bool{}
	for _, f := range b.faults {
		known[f.Pointer] = true
	}
	for _, f := range rules.Faults() {
		if !covered(known, f.Pointer) {
			b.fault(f.Pointer, f.Code, "%s", f.Message)
		}
	}
}

// covered says whether pointer or any pointer above it is known.
func covered(known map[string]bool, pointer string) bool {
	for ; pointer != ""; pointer = pointer[:max(0, strings.LastIndexByte(pointer, '/'))] {
		if known[pointer] {
			return true
		}
	}
	return known[""]
}
