package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/tracker"
)

const mimeProblem = "application/problem+json"

// errorHandler answers every error that a handler or the router returns. isBusy says which unknown errors only mean that the store had no
// time; those are 503. Any other unknown error is logged once, with the request id, and answered 500 without its text. What only tells that the
// caller went away, or that the store had no time, is for those who look for it: at the level of debugging.
func errorHandler(log *slog.Logger, isBusy func(error) bool) echo.HTTPErrorHandler {
	return func(err error, c echo.Context) {
		p, header := problemFor(err)
		if p.Status == http.StatusInternalServerError {
			level := slog.LevelError
			if passing(err, c, isBusy) {
				if !errors.Is(err, tracker.ErrReplaced) { // which does not pass by itself
					level = slog.LevelDebug
				}
				p, header = plain("unavailable")
			}
			log.Log(c.Request().Context(), level, "request failed", "request_id", requestID(c),
				"method", c.Request().Method, "route", c.Path(), "error", err.Error())
		}
		if c.Response().Committed {
			return
		}
		p.Instance = "urn:request:" + url.PathEscape(requestID(c))
		if allowed := c.Response().Header().Get("Allow"); p.Status == http.StatusMethodNotAllowed && allowed != "" {
			p.Detail = "This address does not take " + c.Request().Method + ". It takes " + allowed + "."
		}
		writeProblem(c, p, header)
	}
}

// errUndelivered marks that an answer could not be written to the caller.
var errUndelivered = errors.New("the caller took no answer")

// passing says that an unknown error is none of ours: the store was busy, or the caller went away, so that the answer was not taken or the work
// was cancelled.
func passing(err error, c echo.Context, isBusy func(error) bool) bool {
	gone := errors.Is(err, errUndelivered) || errors.Is(err, context.Canceled) && c.Request().Context().Err() != nil
	return gone || isBusy != nil && isBusy(err)
}

func requestID(c echo.Context) string { return c.Response().Header().Get(echo.HeaderXRequestID) }

// WriteProblem answers a request outside of the API's own handlers, such as in the middleware around it, with the problem of a type.
func WriteProblem(w http.ResponseWriter, r *http.Request, slug string) {
	p, header := plain(slug)
	c := echo.New().NewContext(r, w)
	p.Instance = "urn:request:" + url.PathEscape(requestID(c))
	writeProblem(c, p, header)
}

// writeProblem sends p as JSON, or outside /api as a page for those who prefer one. What the handler had said about its own answer is
// taken back. A failed write means that the caller went away, which nobody needs to know.
func writeProblem(c echo.Context, p Problem, header http.Header) {
	out := c.Response().Header()
	for _, name := range []string{"Content-Length", "Content-Disposition", "ETag", "Last-Modified", "Link", "Location"} {
		out.Del(name)
	}
	for name := range header {
		out.Set(name, header.Get(name))
	}
	out.Set("Cache-Control", "no-store")
	contentType, body := mimeProblem, []byte(nil)
	if !inAPI(c.Request().URL.Path) {
		out.Add("Vary", "Accept")
		if prefersHTML(c.Request().Header.Values("Accept")) {
			contentType, body = mimeHTML, renderPage(pageOfProblem(p))
		}
	}
	if body == nil {
		body, _ = json.Marshal(p) // plain strings and numbers always encode
	}
	_ = send(c, p.Status, contentType, body)
}

// send writes a complete answer with its length, and for HEAD all of it but the body.
func send(c echo.Context, status int, contentType string, body []byte) error {
	out := c.Response().Header()
	out.Set("Content-Type", contentType)
	out.Set("Content-Length", strconv.Itoa(len(body)))
	c.Response().WriteHeader(status)
	if c.Request().Method == http.MethodHead {
		return nil
	}
	_, err := c.Response().Write(body)
	if err == nil || errors.Is(err, http.ErrContentLength) || errors.Is(err, http.ErrBodyNotAllowed) {
		return err // nil, or a mistake of ours
	}
	return fmt.Errorf("%w: %w", errUndelivered, err)
}

func inAPI(path string) bool { return path == "/api" || strings.HasPrefix(path, "/api/") }

// prefersHTML says whether an Accept header names HTML and weighs it above JSON. Programs that accept anything get JSON.
func prefersHTML(accept []string) bool {
	var page, data float64
	for part := range strings.SplitSeq(strings.Join(accept, ","), ",") {
		media, params, err := mime.ParseMediaType(part)
		if err != nil {
			continue
		}
		weight, err := strconv.ParseFloat(params["q"], 64)
		if err != nil {
			weight = 1
		}
		switch media {
		case "text/html", "application/xhtml+xml":
			page = max(page, weight)
		case "application/json", mimeProblem:
			data = max(data, weight)
		}
	}
	return page > data
}
