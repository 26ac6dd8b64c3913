package main

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net/http"
	"regexp"
	"runtime/debug"
	"strings"
	"time"

	"fwptracker/api"
)

// idForm is what a client's own request id may look like; anything else is replaced.
var idForm = regexp.MustCompile(`^[A-Za-z0-9_-]{8,64}$`)

// identified gives every request an id, which its answer, its log lines and its audit entries carry.
func identified(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := r.Header.Get("X-Request-Id")
		if !idForm.MatchString(id) {
			id = rand.Text()
		}
		w.Header().Set("X-Request-Id", id)
		next.ServeHTTP(w, r)
	})
}

// notedKey is where the context of a request keeps the observation that its log line waits for.
type notedKey struct{}

// note hands an observation to the log line of the request.
func note(ctx context.Context, o api.Observation) {
	if noted, ok := ctx.Value(notedKey{}).(*api.Observation); ok {
		*noted = o
	}
}

// logged writes one line a request: no bodies, no query values, and of a token only its public id. Route, actor and token are there where the
// API found them out.
func logged(log *slog.Logger, clientIP func(*http.Request) string) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			start, noted := time.Now(), &api.Observation{}
			rec := &recorder{ResponseWriter: w, status: http.StatusOK}
			defer func() { // also where the handler gave up with a panic
				line := []slog.Attr{slog.String("request_id", w.Header().Get("X-Request-Id")),
					slog.String("method", cut(r.Method, 16)), slog.String("path", shown(r.URL.Path)), slog.Int("status", rec.status),
					slog.Int64("bytes", rec.bytes), slog.Float64("ms", float64(time.Since(start).Microseconds())/1000), slog.String("client", clientIP(r))}
				log.LogAttrs(r.Context(), slog.LevelInfo, "request", append(line, known(noted)...)...)
			}()
			next.ServeHTTP(rec, r.WithContext(context.WithValue(r.Context(), notedKey{}, noted)))
		})
	}
}

// known is what was observed of a request, as far as it is there.
func known(o *api.Observation) []slog.Attr {
	var attrs []slog.Attr
	for _, a := range []slog.Attr{slog.String("route", o.Route), slog.String("actor", o.Actor), slog.String("token", o.Token)} {
		if a.Value.String() != "" {
			attrs = append(attrs, a)
		}
	}
	return attrs
}

// secretForm finds API tokens in what is logged: somebody may put one where only its id belongs.
var secretForm = regexp.MustCompile(`(fwp_[0-9A-Za-z]{12})_[0-9A-Za-z]+`)

// shown is a path as it may be logged: of a token only its public id, and no more than a line.
func shown(path string) string { return cut(secretForm.ReplaceAllString(path, "${1}_…"), 256) }

func cut(s string, limit int) string {
	if len(s) > limit {
		return strings.ToValidUTF8(s[:limit], "") + "…"
	}
	return s
}

// recorder remembers what was answered.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int64
	begun  bool
}

// WriteHeader remembers the status.
func (r *recorder) WriteHeader(status int) {
	if !r.begun {
		r.status, r.begun = status, true
	}
	r.ResponseWriter.WriteHeader(status)
}

// Write counts the bytes.
func (r *recorder) Write(b []byte) (int, error) {
	r.begun = true
	n, err := r.ResponseWriter.Write(b)
	r.bytes += int64(n)
	return n, err
}

// Unwrap gives http.ResponseController what it looks for.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// recovered turns a panic into a 500 that says nothing of the inside, and logs it with its stack. An answer that has begun is broken off, so
// that nobody takes it for whole.
func recovered(log *slog.Logger) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			rec := &recorder{ResponseWriter: w}
			defer func() {
				v := recover()
				if v == nil {
					return
				}
				if v == http.ErrAbortHandler {
					panic(v)
				}
				log.ErrorContext(r.Context(), "panic", "request_id", w.Header().Get("X-Request-Id"), "path", shown(r.URL.Path), "panic", v, "stack", string(debug.Stack()))
				if rec.begun {
					panic(http.ErrAbortHandler)
				}
				api.WriteProblem(w, r, "internal")
			}()
			next.ServeHTTP(rec, r)
		})
	}
}

// hardened sets the headers that every answer carries, and that pages may loosen for themselves. Where people reach the service by https, browsers
// are told to stay with it.
func hardened(next http.Handler, https bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
		h.Set("Cache-Control", "no-store")
		if https {
			h.Set("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
		}
		next.ServeHTTP(w, r)
	})
}
