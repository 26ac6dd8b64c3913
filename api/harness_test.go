package api

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"fwptracker/internal/auth"
	"fwptracker/internal/store"
	"fwptracker/internal/store/storetest"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// world is the real stack over an empty database, under a clock that stands still until it is moved.
type world struct {
	testing.TB
	store   *store.Store
	tracker *tracker.Tracker
	handler http.Handler
	tokens  map[string]string
	clock   atomic.Int64 // Unix microseconds
	asked   atomic.Int64
	logged  syncText
}

// syncText collects what is logged, from several requests at once.
type syncText struct {
	mu   sync.Mutex
	text strings.Builder
}

func (s *syncText) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(p)
}

func (s *syncText) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// eachWorld runs a test in an empty world on each engine.
func eachWorld(t *testing.T, test func(w *world)) { eachWorldWith(t, Config{}, test) }

// oneWorld runs a test of what no engine decides on one of them, by its name.
func oneWorld(t *testing.T, test func(w *world)) {
	t.Helper()
	t.Parallel()
	engine := storetest.One(t)
	t.Run(engine, func(t *testing.T) { test(newWorld(t, storetest.Open(t, engine), Config{}, false)) })
}

// eachWorldWith is eachWorld with settings of the API, such as its limits.
func eachWorldWith(t *testing.T, cfg Config, test func(w *world)) {
	t.Helper()
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) { test(newWorld(t, s, cfg, false)) })
}

// eachPublicWorld is eachWorld where anonymous readers may read public content.
func eachPublicWorld(t *testing.T, test func(w *world)) {
	t.Helper()
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) { test(newWorld(t, s, Config{}, true)) })
}

func newWorld(t testing.TB, s *store.Store, cfg Config, public bool) *world {
	w := &world{TB: t, store: s, tokens: map[string]string{}}
	w.at("2024-03-01T09:00:00Z")
	w.tracker = tracker.New(s, tracker.Settings{Now: w.now})
	cfg.Tracker, cfg.Now = w.tracker, w.now
	cfg.Auth = &auth.Authenticator{Store: s, Now: w.now, Today: w.tracker.Today, PublicReading: public}
	cfg.Log = slog.New(slog.NewTextHandler(&w.logged, nil))
	cfg.ClientIP = func(r *http.Request) string { return strings.Split(r.RemoteAddr, ":")[0] }
	inner := New(cfg)
	w.handler = http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("X-Request-Id", "request-"+strconv.FormatInt(w.asked.Add(1), 10))
		inner.ServeHTTP(rw, r)
	})
	return w
}

// stored counts the audit entries: whatever is stored adds one.
func (w *world) stored() (n int64) {
	w.Helper()
	heads, err := w.store.Read(ctx).AuditHeads()
	w.must(err)
	for _, h := range heads {
		n += h.Seq
	}
	return n
}

func (w *world) now() time.Time { return time.UnixMicro(w.clock.Load()).UTC() }

// at moves the clock to a moment, or to nine o'clock of a day.
func (w *world) at(moment string) {
	w.Helper()
	if len(moment) == len("2024-03-01") {
		moment += "T09:00:00Z"
	}
	to, err := time.Parse(time.RFC3339, moment)
	w.must(err)
	w.clock.Store(to.UnixMicro())
}

func (w *world) later(d time.Duration) { w.clock.Add(d.Microseconds()) }

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// answer is what came back, with its body read.
type answer struct {
	*http.Response
	text string
}

// send sends a request as a user ("" for nobody) and holds the answer to the published description. Headers are pairs of name and value.
func (w *world) send(as, method, path, body string, headers ...string) answer {
	w.Helper()
	if as != "" {
		token, ok := w.tokens[as]
		if !ok {
			w.Fatalf("the seed has no user %q", as)
		}
		headers = append(headers, "Authorization", "Bearer "+token)
	}
	return w.sendRaw(method, path, body, headers...)
}

// sendRaw is send with no other credentials than those among the headers.
func (w *world) sendRaw(method, path, body string, headers ...string) answer {
	w.Helper()
	var reader io.Reader
	if body != "" {
		reader = strings.NewReader(body)
	}
	r := httptest.NewRequest(method, "/", reader)
	w.must(aim(r, Base+path))
	if body != "" && !strings.Contains(strings.Join(headers, " "), "Content-Type") {
		r.Header.Set("Content-Type", mimeJSON)
	}
	for n := 0; n < len(headers); n += 2 {
		r.Header.Add(headers[n], headers[n+1])
	}
	a := w.serve(r)
	if a.StatusCode >= 500 {
		w.Errorf("%s %s: status %d\nlogged: %s", method, path, a.StatusCode, w.logged.String())
	}
	if err := conforms(r, []byte(body), a); err != nil {
		w.Errorf("%s %s: the answer %d is not as the description says: %v\n%s", method, path, a.StatusCode, err, shortened(a.text))
	}
	return a
}

// aim gives a request its address, which need not be one that httptest would take.
func aim(r *http.Request, address string) error {
	u, err := r.URL.Parse(address)
	if err != nil {
		return err
	}
	r.URL, r.RequestURI = u, address
	return nil
}

// serve answers a request without looking at the answer.
func (w *world) serve(r *http.Request) answer {
	recorder := httptest.NewRecorder()
	w.handler.ServeHTTP(recorder, r)
	return answer{recorder.Result(), recorder.Body.String()}
}

// etag is the ETag of an address as a user reads it.
func (w *world) etag(as, path string) string {
	w.Helper()
	a := w.send(as, "GET", path, "")
	if a.StatusCode != http.StatusOK || a.Header.Get("ETag") == "" {
		w.Fatalf("reading %s as %s: %d %s", path, as, a.StatusCode, a.text)
	}
	return a.Header.Get("ETag")
}

// get reads an address into into.
func (w *world) get(as, path string, into any) {
	w.Helper()
	a := w.send(as, "GET", path, "")
	if a.StatusCode != http.StatusOK {
		w.Fatalf("reading %s as %s: %d %s", path, as, a.StatusCode, a.text)
	}
	w.parse(a, into)
}

// actor is a user as a use case takes it: the rights are read from the database.
func actor(username string) workplan.Actor {
	return workplan.Actor{Username: username, Request: "seed"}
}

func shortened(text string) string {
	if len(text) > 2000 {
		return text[:2000] + "…"
	}
	return text
}
