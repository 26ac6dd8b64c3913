package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"fwptracker/api"
	"fwptracker/internal/auth"
	"fwptracker/internal/mail"
	"fwptracker/internal/store"
	"fwptracker/internal/tracker"
	"fwptracker/internal/web"
)

// service is the running program: its store, its use cases and its handler.
type service struct {
	cfg      config
	store    *store.Store
	tracker  *tracker.Tracker
	log      *slog.Logger
	stopping atomic.Bool
	post     *mail.Post         // nil where no mail is sent
	signOn   *auth.SingleSignOn // nil where people sign in with passwords alone
	metrics  *prometheus.Registry
	requests *prometheus.HistogramVec
}

// newService puts the rooms together over an open store.
func newService(cfg config, s *store.Store, log *slog.Logger) *service {
	sv := &service{cfg: cfg, store: s, log: log, metrics: prometheus.NewRegistry()}
	sv.tracker = tracker.New(s, tracker.Settings{Now: time.Now, Zone: cfg.Zone, Program: version, Link: cfg.PublicURL})
	sv.requests = prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "fwp_http_request_seconds", Help: "Time to answer, by route.",
		Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}}, []string{"method", "route", "status"})
	sv.metrics.MustRegister(sv.requests, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return sv
}

// handler is everything that the service answers.
func (sv *service) handler() http.Handler {
	ip := clientIP(sv.cfg.TrustedProxies)
	edge := bodiless(bounded(sv.edges(ip), edgeBounds, ip))
	probes := map[string]http.Handler{
		"/healthz": http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, "ok") }),
		"/readyz":  http.HandlerFunc(sv.ready),
		"/metrics": sv.guardMetrics(promhttp.HandlerFor(sv.metrics, promhttp.HandlerOpts{})),
	}
	// A map and no http.ServeMux, which would answer an unclean path with a redirect of its own.
	route := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if probe, ok := probes[r.URL.Path]; ok {
			readOnly(probe).ServeHTTP(w, r)
			return
		}
		edge.ServeHTTP(w, r)
	})
	h := recovered(sv.log)(hardened(sv.leaving(route), strings.HasPrefix(sv.cfg.PublicURL, "https://")))
	return identified(logged(sv.log, ip)(h))
}

// edges are the API and what stands beside it, for programs, and for everything else the pages, for people.
func (sv *service) edges(ip func(*http.Request) string) http.Handler {
	programs := api.New(api.Config{
		Tracker: sv.tracker, Auth: sv.authenticator(),
		Log: sv.log, Now: time.Now, ClientIP: ip, PublicURL: sv.cfg.PublicURL,
		TokenLimit: sv.cfg.TokenLimit, AnonymousLimit: sv.cfg.AnonymousLimit,
		Observe: sv.observe,
	})
	people := web.New(web.Config{
		Tracker: sv.tracker, Auth: sv.authenticator(), Passwords: auth.NewPasswords(), SingleSignOn: sv.signOn,
		Log: sv.log, Now: time.Now, Zone: sv.cfg.Zone, ClientIP: ip, PublicURL: sv.cfg.PublicURL,
		UserLimit: sv.cfg.TokenLimit, AnonymousLimit: sv.cfg.AnonymousLimit, SendsMail: sv.cfg.sendsMail(), SetEdition: api.SetEdition,
		Observe: func(ctx context.Context, o web.Observation) { sv.observe(ctx, api.Observation(o)) },
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if api.Answers(r.URL.Path) {
			programs.ServeHTTP(w, r)
			return
		}
		people.ServeHTTP(w, r)
	})
}

// observe counts a request, and hands on what its line in the log tells of it. What is no method of HTTP is counted together, since a stranger
// could make up any number of them.
func (sv *service) observe(ctx context.Context, o api.Observation) {
	note(ctx, o)
	switch o.Method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPatch, http.MethodPut, http.MethodDelete, http.MethodOptions:
	default:
		o.Method = "other"
	}
	sv.requests.WithLabelValues(o.Method, o.Route, strconv.Itoa(o.Status)).Observe(o.Took.Seconds())
}

// leaving asks callers, once a stop was asked for, not to send their next request on the same connection, which will soon be closed.
func (sv *service) leaving(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if sv.stopping.Load() {
			w.Header().Set("Connection", "close")
		}
		next.ServeHTTP(w, r)
	})
}

// readOnly refuses every method but GET and HEAD.
func readOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			api.WriteProblem(w, r, "method-not-allowed")
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (sv *service) authenticator() *auth.Authenticator {
	return &auth.Authenticator{Store: sv.store, Now: time.Now, Today: sv.tracker.Today, PublicReading: sv.cfg.AnonymousRead}
}

// ready says whether requests should be sent here: not while stopping, and only with a database that answers.
func (sv *service) ready(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	err := sv.tracker.Ready(ctx)
	switch {
	case sv.stopping.Load():
		plain(w, http.StatusServiceUnavailable, "stopping")
	case errors.Is(err, tracker.ErrReplaced):
		sv.log.ErrorContext(ctx, "not ready", "error", err.Error())
		plain(w, http.StatusServiceUnavailable, "the database file was replaced or removed while it was open")
	case err != nil:
		plain(w, http.StatusServiceUnavailable, "the database does not answer")
	default:
		plain(w, http.StatusOK, "ready")
	}
}

func plain(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, text+"\n")
}

// logger makes the program's log.
func logger(cfg config, w io.Writer) *slog.Logger {
	var level slog.Level
	_ = level.UnmarshalText([]byte(cfg.LogLevel)) // the setting allows only known levels
	options := &slog.HandlerOptions{Level: level, ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			a.Value = slog.TimeValue(a.Value.Time().UTC())
		}
		return a
	}}
	if cfg.LogFormat == "text" {
		return slog.New(slog.NewTextHandler(w, options))
	}
	return slog.New(slog.NewJSONHandler(w, options))
}
