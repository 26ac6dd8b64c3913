package main

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"time"

	"fwptracker/api"
)

// edgeBounds hold what the edges answer; each edge has narrower limits of its own for bodies.
var edgeBounds = bounds{inFlight: 256, nameless: 32, named: 128, deadline: 10 * time.Second, issuing: 100 * time.Second, body: 11 << 20}

// bounds of the requests under way: how many in all, how many of one address that name nobody, and how many that do. An edition, which comes in
// every form, may be issued for longer than others are answered.
type bounds struct {
	inFlight, nameless, named int
	deadline, issuing         time.Duration
	body                      int64
}

// until is how long a request may take; for one that may take long, the times of its connection are made longer too.
func (b bounds) until(w http.ResponseWriter, r *http.Request) time.Duration {
	if r.Method != http.MethodPost || !strings.HasSuffix(r.URL.Path, "/editions") {
		return b.deadline
	}
	end, conn := time.Now().Add(b.issuing+10*time.Second), http.NewResponseController(w)
	_, _ = conn.SetReadDeadline(end), conn.SetWriteDeadline(end) // a recorder in a test has none
	return b.issuing
}

// bounded holds a request to a deadline and a body size, and refuses it at once where too many are under way, of its own address or in all: a
// caller who reads slowly, or sends slowly, takes nobody else's place.
func bounded(next http.Handler, b bounds, clientIP func(*http.Request) string) http.Handler {
	slots, callers := make(chan struct{}, b.inFlight), tally{under: map[caller]int{}}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		from, most := caller{clientIP(r), false}, b.nameless
		if namesSomebody(r) {
			from.named, most = true, b.named
		}
		if !callers.enter(from, most) {
			w.Header().Set("Retry-After", "1")
			api.WriteProblem(w, r, "rate-limited")
			return
		}
		defer callers.leave(from)
		select {
		case slots <- struct{}{}:
			defer func() { <-slots }()
		default:
			api.WriteProblem(w, r, "unavailable")
			return
		}
		ctx, cancel := context.WithTimeout(r.Context(), b.until(w, r))
		defer cancel()
		r.Body = http.MaxBytesReader(w, r.Body, b.body)
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// namesSomebody says whether a request brings credentials to where they are looked at. Made-up ones are refused, by a short answer and before the
// body is read, so they hold no place for long.
func namesSomebody(r *http.Request) bool {
	return r.Header.Get("Authorization") != "" && strings.HasPrefix(r.URL.Path, api.Base+"/")
}

// caller is who has requests under way: an address, and apart from the others there those who name themselves.
type caller struct {
	address string
	named   bool
}

// tally counts the requests under way by caller, and knows only those who have some.
type tally struct {
	mu    sync.Mutex
	under map[caller]int
}

// enter counts a request, or says that the caller has the most already.
func (t *tally) enter(c caller, most int) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.under[c] >= most {
		return false
	}
	t.under[c]++
	return true
}

// leave takes a request back that was counted.
func (t *tally) leave(c caller) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.under[c]--; t.under[c] == 0 {
		delete(t.under, c)
	}
}

// afterRefusal is how long the connection of a refused request stays open, so that a caller who still sends can read the answer.
const afterRefusal = time.Second

// bodiless refuses requests that announce a body where none means anything, and closes their connection: the server would wait in the handler
// for a body that may never come before it sends a long answer.
func bodiless(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.Method {
		case http.MethodGet, http.MethodHead, http.MethodOptions, http.MethodDelete:
			if r.ContentLength != 0 {
				w.Header().Set("Connection", "close")
				_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(afterRefusal)) // a recorder in a test has none
				api.WriteProblem(w, r, "malformed")
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}
