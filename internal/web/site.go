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
	templates  map[string]*templateSet
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
	e.GET("/static/:file", s.showStatic)
	e.HEAD("/static/:file", s.showStatic)
	return e
}

// routes is every page, in the order in which people meet them.
func (s *site) routes() []route {
	return []route{
		{"GET", "/", s.showHome, false},
		{"GET", "/sign-in", s.showSignIn, true},
		{"POST", "/sign-in", s.signIn, true},
		{"GET", "/sign-in/provider", s.goToProvider, true},
		{"GET", "/sign-in/provider/back", s.comeBack, true},
		{"POST", "/sign-out", s.signOut, true},
		{"GET", "/welcome", s.showWelcome, true},
		{"POST", "/welcome", s.welcome, true},
		{"GET", "/account", s.showAccount, false},
		{"POST", "/account/password", s.changePassword, false},
		{"POST", "/account/wishes", s.changeWishes, false},
		{"POST", "/account/sign-ins/end", s.endSignIns, false},
		{"POST", "/language", s.chooseLanguage, true},
		{"GET", "/plans", s.listPlans, false},
		{"GET", "/plans/:plan", s.showPlan, false},
		{"GET", "/plans/:plan/changes", s.showChanges, false},
		{"GET", "/plans/:plan/report", s.showReport, false},
		{"GET", "/plans/:plan/statement", s.showStatement, false},
		{"GET", "/plans/:plan/editions", s.showEditions, false},
		{"POST", "/plans/:plan/editions", s.postEdition, false},
		{"GET", "/plans/:plan/editions/:number", s.showEdition, false},
		{"GET", "/plans/:plan/items/:ref", s.showItem, false},
		{"GET", "/plans/:plan/items/:ref/report", s.showUpdateForm, false},
		{"POST", "/plans/:plan/items/:ref/report", s.sendUpdate, false},
		{"POST", "/plans/:plan/items/:ref/report/draft", s.keepUpdateDraft, false},
		{"GET", "/plans/:plan/items/:ref/deliverables/new", s.showNewDeliverable, false},
		{"POST", "/plans/:plan/items/:ref/deliverables", s.listDeliverable, false},
		{"GET", "/plans/:plan/items/:ref/deliverables/:number/edit", s.showDeliverableForm, false},
		{"POST", "/plans/:plan/items/:ref/deliverables/:number", s.editDeliverable, false},
		{"GET", "/plans/:plan/items/:ref/deliverables/:number/remove", s.showDeliverableRemoval, false},
		{"POST", "/plans/:plan/items/:ref/deliverables/:number/remove", s.removeDeliverable, false},
		{"GET", "/plans/:plan/items/:ref/deliverables/:number/stages/new", s.showStageForm, false},
		{"POST", "/plans/:plan/items/:ref/deliverables/:number/stages", s.recordStage, false},
		{"GET", "/search", s.showSearch, false},
		{"GET", "/meetings", s.listMeetings, false},
		{"GET", "/meetings/:meeting", s.showMeeting, false},
		{"GET", "/rounds", s.listRounds, false},
		{"GET", "/rounds/new", s.showNewRound, false},
		{"POST", "/rounds", s.createRound, false},
		{"GET", "/rounds/:number", s.showRound, false},
		{"GET", "/rounds/:number/edit", s.showRoundForm, false},
		{"POST", "/rounds/:number", s.editRound, false},
		{"GET", "/rounds/:number/end", s.showRoundEnd, false},
		{"POST", "/rounds/:number/end", s.endRound, false},
		{"GET", "/rounds/:number/remind", s.showReminder, false},
		{"POST", "/rounds/:number/remind", s.remindLeads, false},
		{"GET", "/rounds/:number/mails", s.listMails, false},
		{"GET", "/audit", s.showAudit, false},
		{"GET", "/audit/verify", s.showVerification, false},
		{"POST", "/audit/verify", s.verify, false},
		{"GET", "/members", s.listMembers, false},
		{"GET", "/members/:member", s.showMember, false},
		{"GET", "/help", s.showHelp, true},
	}
}

// today is the day by which the pages judge dates.
func (s *site) today() workplan.Date { return s.Tracker.Today() }
