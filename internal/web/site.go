package web

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/auth"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// Config is what the pages need. Limits are requests a minute for each caller; 0 means no limit.
type Config struct {
	Tracker   *tracker.Tracker
	Auth      *auth.Authenticator
	Passwords *auth.Passwords
	// SingleSignOn is nil where people sign in with passwords alone.
	SingleSignOn *auth.SingleSignOn
	Log          *slog.Logger
	Now          func() time.Time
	Zone         *time.Location
	ClientIP     func(*http.Request) string
	UserLimit    int
	// AnonymousLimit is for each address from which nobody has signed in.
	AnonymousLimit int
	// SendsMail says whether mails leave the service.
	SendsMail bool
	// PublicURL is the address by which people reach the service; empty where it is not known. Where it is https, cookies are sent over it alone.
	PublicURL string
	// SetEdition sets a report in every form of an edition, the same for pages and programs.
	SetEdition tracker.SetReport
	// Observe is told of every request once it is answered, in the request's own context.
	Observe func(context.Context, Observation)
}

// Observation is what may be known of a request outside: its route as in the route table, and who asked, as records name them.
type Observation struct {
	Method string
	Route  string
	Status int
	Took   time.Duration
	Actor  string
	Token  string
}

// site is the edge: its settings, its templates in each language, its files, and the reports made last.
type site struct {
	Config
	templates  map[string]templateSet
	static     map[string]asset
	users      *auth.Limiter
	anonymous  *auth.Limiter
	reports    *lately[workplan.CompletionReport]
	portfolios *lately[workplan.Portfolio]
	browsers   *auth.Browsers
	issuing    turn
	verifying  turn
}

// handler answers a request of a person. It decodes, asks the tracker and shows a page.
type handler func(c *call) error

// route is one line of the route table. An open route is shown to those who have not signed in, whatever may be read without.
type route struct {
	method, path string
	handle       handler
	open         bool
}

// New makes the pages as an HTTP handler for everything that is not the API's. It panics where a template or text that is built in is broken.
func New(cfg Config) http.Handler {
	s := &site{Config: cfg, static: loadStatic(), reports: newLately[workplan.CompletionReport](32), portfolios: newLately[workplan.Portfolio](16), browsers: auth.NewBrowsers(cfg.PublicURL), issuing: make(turn, 1),
		verifying: make(turn, 1)}
	s.templates = loadTemplates(s.static)
	if cfg.UserLimit > 0 {
		s.users = auth.NewLimiter(cfg.UserLimit, cfg.Now)
	}
	if cfg.AnonymousLimit > 0 {
		s.anonymous = auth.NewLimiter(cfg.AnonymousLimit, cfg.Now)
	}
	e := echo.New()
	e.IPExtractor = cfg.ClientIP
	e.HTTPErrorHandler = s.fail
	e.Use(s.observed, packed)
	for _, r := range s.routes() {
		e.Add(r.method, r.path, s.serve(r))
		if r.method == http.MethodGet {
			e.HEAD(r.path, s.serve(r))
		}
	}
	for _, r := range waysBack(s.routes()) {
		e.Add(r.method, r.path, s.serve(r)).Name = wayBack
	}
	e.GET("/static/:file", s.showStatic)
	e.HEAD("/static/:file", s.showStatic)
	return e
}

// today is the day by which the pages judge dates.
func (s *site) today() workplan.Date { return s.Tracker.Today() }
