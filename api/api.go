package api

import (
	"context"
	"log/slog"
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/auth"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

//go:generate go tool swag init -q -g doc.go -d . --md . -o ../docs --ot json,yaml
//go:generate go tool swag init -q -g doc.go -d . --md . -o ../docs/swagger --ot go
//go:generate go run ../cmd/openapi -in ../docs/swagger.json -out ../docs/openapi.json -version 3.1.1
//go:generate go run ../cmd/openapi -in ../docs/swagger.json -out ../docs/openapi-3.0.json -version 3.0.3

// Base is the path under which the API stands.
const Base = "/api/v1"

// Config is what the API needs. Limits are requests a minute for each caller; 0 means no limit.
type Config struct {
	Tracker        *tracker.Tracker
	Auth           *auth.Authenticator
	Log            *slog.Logger
	Now            func() time.Time
	ClientIP       func(*http.Request) string
	TokenLimit     int
	AnonymousLimit int
	// PublicURL is the address by which people reach the service; empty where it is not known.
	PublicURL string
	// As is who sends every request, where they come from no network but from a command line; nil where each request says who sends it.
	As *workplan.Actor
	// Observe is told of every request once it is answered, in the request's own context.
	Observe func(context.Context, Observation)
}

// Observation is what may be known of a request outside: its route as in the route table, never its path; who asked, as records name them, ""
// where that was not asked or the credentials were refused; and the public id of the token that was used. A request that ends in a panic
// counts as answered with 500.
type Observation struct {
	Method string
	Route  string
	Status int
	Took   time.Duration
	Actor  string
	Token  string
}

// API is the JSON edge.
type API struct {
	Config
	users     *auth.Limiter
	anonymous *auth.Limiter
	browsers  *auth.Browsers
	exports   *auth.Limiter
	known     auth.Known
	reports   *reportCache
	editions  turns
}

// handler answers a request of an actor. It decodes, calls one use case and encodes.
type handler func(c echo.Context, actor workplan.Actor) error

// route is one line of the route table.
type route struct {
	method, path string
	handle       handler
}

// New makes the API as an HTTP handler for everything under [Base], /docs, /problems and the published descriptions.
func New(cfg Config) http.Handler {
	a := &API{Config: cfg, reports: newReportCache(16), browsers: auth.NewBrowsers(cfg.PublicURL),
		editions: newTurns(1, editionWait, "Another edition is being drawn up; this one was not begun.")}
	if cfg.TokenLimit > 0 {
		a.users = auth.NewLimiter(cfg.TokenLimit, cfg.Now)
	}
	if cfg.AnonymousLimit > 0 {
		a.anonymous = auth.NewLimiter(cfg.AnonymousLimit, cfg.Now)
		a.exports = auth.NewLimiter(exportsAMinute, cfg.Now)
	}
	e := echo.New()
	e.HTTPErrorHandler = errorHandler(cfg.Log, isBusy)
	e.IPExtractor = cfg.ClientIP
	e.Use(a.observed)
	for _, r := range a.routes() {
		e.Add(r.method, Base+r.path, a.serve(r.handle))
		if r.method == http.MethodGet {
			e.HEAD(Base+r.path, a.serve(r.handle))
		}
	}
	a.addPages(e)
	return e
}

// routes is the whole API, on one screen in parts: the register, the records of meetings, the plans and what is in them, what comes of items and whom
// they need, what is proposed for the next plan, reporting rounds, and people.
func (a *API) routes() []route {
	return slices.Concat(a.registerRoutes(), a.recordRoutes(), a.planRoutes(), a.outputRoutes(), a.proposalRoutes(), a.roundRoutes(), a.peopleRoutes())
}

func (a *API) registerRoutes() []route {
	return []route{
		{"GET", "/bodies", a.listBodies},
		{"POST", "/bodies", a.createBody},
		{"GET", "/bodies/:body", a.getBody},
		{"PATCH", "/bodies/:body", a.editBody},
		{"GET", "/bodies/:body/memberships", a.listMemberships},
		{"POST", "/bodies/:body/memberships", a.createMembership},
		{"GET", "/bodies/:body/memberships/:number", a.getMembership},
		{"PATCH", "/bodies/:body/memberships/:number", a.editMembership},
		{"GET", "/bodies/:body/proposal-windows", a.listProposalWindows},
		{"POST", "/bodies/:body/proposal-windows", a.openProposalWindow},
		{"GET", "/bodies/:body/proposal-windows/:number", a.getProposalWindow},
		{"PATCH", "/bodies/:body/proposal-windows/:number", a.editProposalWindow},
		{"GET", "/members", a.listMembers},
		{"POST", "/members", a.createMember},
		{"GET", "/members/:member", a.getMember},
		{"PATCH", "/members/:member", a.editMember},
		{"GET", "/meetings", a.listMeetings},
		{"POST", "/meetings", a.createMeeting},
		{"GET", "/meetings/:meeting", a.getMeeting},
		{"PATCH", "/meetings/:meeting", a.editMeeting},
	}
}

func (a *API) recordRoutes() []route {
	return []route{
		{"GET", "/meetings/:meeting/sessions", a.listSessions},
		{"POST", "/meetings/:meeting/sessions", a.addSession},
		{"GET", "/meetings/:meeting/sessions/:number", a.getSession},
		{"PATCH", "/meetings/:meeting/sessions/:number", a.editSession},
		{"DELETE", "/meetings/:meeting/sessions/:number", a.removeSession},
		{"GET", "/meetings/:meeting/agenda", a.listAgenda},
		{"POST", "/meetings/:meeting/agenda", a.addAgendaItem},
		{"GET", "/meetings/:meeting/agenda/:number", a.getAgendaItem},
		{"PATCH", "/meetings/:meeting/agenda/:number", a.editAgendaItem},
		{"DELETE", "/meetings/:meeting/agenda/:number", a.removeAgendaItem},
		{"GET", "/meetings/:meeting/attendance", a.listAttendance},
		{"POST", "/meetings/:meeting/attendance", a.recordAttendance},
		{"GET", "/meetings/:meeting/attendance/:number", a.getAttendant},
		{"PATCH", "/meetings/:meeting/attendance/:number", a.editAttendant},
		{"DELETE", "/meetings/:meeting/attendance/:number", a.removeAttendant},
		{"GET", "/meetings/:meeting/decisions", a.listMeetingDecisions},
		{"POST", "/meetings/:meeting/decisions", a.recordDecision},
		{"GET", "/meetings/:meeting/decisions/:number", a.getDecision},
		{"PATCH", "/meetings/:meeting/decisions/:number", a.editDecision},
		{"DELETE", "/meetings/:meeting/decisions/:number", a.removeDecision},
		{"POST", "/meetings/:meeting/adopt", a.adoptRecord},
		{"GET", "/meetings/:meeting/corrigenda", a.listCorrigenda},
		{"POST", "/meetings/:meeting/corrigenda", a.issueCorrigendum},
		{"GET", "/meetings/:meeting/corrigenda/:number", a.getCorrigendum},
		{"GET", "/decisions", a.listDecisions},
	}
}

func (a *API) planRoutes() []route {
	return []route{
		{"GET", "/plans", a.listPlans},
		{"POST", "/plans", a.createPlan},
		{"GET", "/plans/:plan", a.getPlan},
		{"PATCH", "/plans/:plan", a.editPlan},
		{"DELETE", "/plans/:plan", a.removePlan},
		{"POST", "/plans/:plan/endorse", a.endorsePlan},
		{"GET", "/plans/:plan/amendments", a.listAmendments},
		{"POST", "/plans/:plan/amendments", a.amendPlan},
		{"POST", "/plans/:plan/amendments/preview", a.previewAmendment},
		{"GET", "/plans/:plan/amendments/:number", a.getAmendment},
		{"GET", "/plans/:plan/revisions", a.compareRevisions},
		{"GET", "/plans/:plan/carry-over", a.getCarryOver},
		{"POST", "/plans/:plan/carry-over", a.carryOverItems},
		{"POST", "/plans/:plan/carry-over/preview", a.previewCarryOver},
		{"POST", "/plans/:plan/close", a.closePlan},
		{"POST", "/plans/:plan/reopen", a.reopenPlan},
		{"GET", "/plans/:plan/report", a.getCompletionReport},
		{"GET", "/plans/:plan/report.:format", a.downloadCompletionReport},
		{"GET", "/plans/:plan/report/statement", a.getStatement},
		{"GET", "/plans/:plan/editions", a.listEditions},
		{"POST", "/plans/:plan/editions", a.issueEdition},
		{"GET", "/plans/:plan/editions/:number", a.getEdition},
		{"GET", "/plans/:plan/editions/:number/report.:format", a.downloadEdition},
		{"GET", "/plans/:plan/editions/:number/statement.:format", a.downloadEditionStatement},
		{"GET", "/plans/:plan/check", a.getPlanCheck},
		{"GET", "/plans/:plan/waivers", a.listWaivers},
		{"POST", "/plans/:plan/waivers", a.waiveFinding},
		{"GET", "/plans/:plan/waivers/:number", a.getWaiver},
		{"POST", "/plans/:plan/waivers/:number/withdraw", a.withdrawWaiver},
		{"GET", "/check-rules", a.listCheckRules},
		{"GET", "/plans/:plan/objectives", a.listObjectives},
		{"POST", "/plans/:plan/objectives", a.createObjective},
		{"GET", "/plans/:plan/objectives/:number", a.getObjective},
		{"PATCH", "/plans/:plan/objectives/:number", a.editObjective},
		{"DELETE", "/plans/:plan/objectives/:number", a.removeObjective},
		{"GET", "/plans/:plan/items", a.listPlanItems},
		{"POST", "/plans/:plan/items", a.createItem},
		{"POST", "/plans/:plan/items/batch", a.createItems},
		{"GET", "/plans/:plan/items/:ref", a.getItem},
		{"PATCH", "/plans/:plan/items/:ref", a.editItem},
		{"DELETE", "/plans/:plan/items/:ref", a.removeItem},
		{"GET", "/plans/:plan/items/:ref/updates", a.listItemUpdates},
		{"POST", "/plans/:plan/items/:ref/updates", a.postStatusUpdate},
		{"GET", "/plans/:plan/items/:ref/updates/:number", a.getStatusUpdate},
		{"GET", "/plans/:plan/items/:ref/history", a.listItemHistory},
		{"GET", "/items", a.listItems},
		{"GET", "/updates", a.listStatusUpdates},
		{"GET", "/portfolio", a.getPortfolio},
		{"GET", "/portfolio.:format", a.downloadPortfolio},
	}
}

func (a *API) outputRoutes() []route {
	return []route{
		{"GET", "/deliverables", a.listDeliverables},
		{"GET", "/plans/:plan/items/:ref/deliverables", a.listItemDeliverables},
		{"POST", "/plans/:plan/items/:ref/deliverables", a.postDeliverable},
		{"GET", "/plans/:plan/items/:ref/deliverables/:number", a.getDeliverable},
		{"PATCH", "/plans/:plan/items/:ref/deliverables/:number", a.editDeliverable},
		{"DELETE", "/plans/:plan/items/:ref/deliverables/:number", a.removeDeliverable},
		{"GET", "/plans/:plan/items/:ref/deliverables/:number/stages", a.listStages},
		{"POST", "/plans/:plan/items/:ref/deliverables/:number/stages", a.postStage},
		{"GET", "/plans/:plan/items/:ref/deliverables/:number/stages/:entry", a.getStage},
		{"GET", "/openings", a.listOpenings},
		{"GET", "/plans/:plan/items/:ref/openings", a.listItemOpenings},
		{"POST", "/plans/:plan/items/:ref/openings", a.postOpening},
		{"GET", "/plans/:plan/items/:ref/openings/:number", a.getOpening},
		{"PATCH", "/plans/:plan/items/:ref/openings/:number", a.editOpening},
		{"POST", "/plans/:plan/items/:ref/openings/:number/close", a.closeOpening},
		{"GET", "/plans/:plan/items/:ref/openings/:number/offers", a.listOffers},
		{"POST", "/plans/:plan/items/:ref/openings/:number/offers", a.postOffer},
		{"GET", "/plans/:plan/items/:ref/openings/:number/offers/:member/:offer", a.getOffer},
		{"POST", "/plans/:plan/items/:ref/openings/:number/offers/:member/:offer/answer", a.answerOffer},
		{"POST", "/plans/:plan/items/:ref/openings/:number/offers/:member/:offer/take-back", a.takeBackOffer},
	}
}

func (a *API) roundRoutes() []route {
	return []route{
		{"GET", "/rounds", a.listRounds},
		{"POST", "/rounds", a.createRound},
		{"GET", "/rounds/:number", a.getRound},
		{"PATCH", "/rounds/:number", a.editRound},
		{"POST", "/rounds/:number/close", a.closeRound},
		{"POST", "/rounds/:number/cancel", a.cancelRound},
		{"POST", "/rounds/:number/remind", a.remindLeads},
		{"GET", "/rounds/:number/returns", a.listReturns},
		{"GET", "/rounds/:number/digests", a.previewDigests},
		{"GET", "/rounds/:number/mails", a.listRoundMails},
	}
}

func (a *API) proposalRoutes() []route {
	return []route{
		{"GET", "/proposals", a.listProposals},
		{"POST", "/proposals", a.proposeItem},
		{"GET", "/proposals/similar", a.listSimilar},
		{"GET", "/proposals/:number", a.getProposal},
		{"PATCH", "/proposals/:number", a.editProposal},
		{"POST", "/proposals/:number/accept", a.acceptProposal},
		{"POST", "/proposals/:number/merge", a.mergeProposal},
		{"POST", "/proposals/:number/defer", a.deferProposal},
		{"POST", "/proposals/:number/decline", a.declineProposal},
		{"POST", "/proposals/:number/move", a.moveProposal},
		{"POST", "/proposals/:number/reopen", a.reopenProposal},
		{"POST", "/proposals/:number/withdraw", a.withdrawProposal},
		{"POST", "/proposals/:number/support", a.supportProposal},
		{"POST", "/proposals/:number/support/withdraw", a.withdrawSupport},
	}
}

func (a *API) peopleRoutes() []route {
	return []route{
		{"GET", "/me", a.getMe},
		{"GET", "/me/offers", a.listMyOffers},
		{"PATCH", "/me", a.editMe},
		{"GET", "/me/obligations", a.listObligations},
		{"GET", "/me/tokens", a.listTokens},
		{"POST", "/me/tokens", a.createToken},
		{"GET", "/me/tokens/:token", a.getToken},
		{"DELETE", "/me/tokens/:token", a.revokeToken},
		{"GET", "/users", a.listUsers},
		{"POST", "/users", a.createUser},
		{"GET", "/users/:user", a.getUser},
		{"PATCH", "/users/:user", a.editUser},
		{"GET", "/users/:user/bindings", a.listBindings},
		{"POST", "/users/:user/bindings", a.createBinding},
		{"DELETE", "/users/:user/bindings/:number", a.endBinding},
		{"GET", "/audit", a.listAudit},
	}
}
