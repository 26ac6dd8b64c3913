package api_test

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fwptracker/docs"
)

// authzOperation is one operation of the API: the scope that a token needs for it ("" none), and whether it is a reading that anonymous
// readers are let in to where the service allows it.
type authzOperation struct {
	method, path, scope string
	public              bool
}

// authzOperations is every operation by its id. The walk has cells for each of them.
var authzOperations = map[string]authzOperation{
	"listBodies":               {"GET", "/bodies", "read", true},
	"createBody":               {"POST", "/bodies", "register", false},
	"getBody":                  {"GET", "/bodies/{body}", "read", true},
	"editBody":                 {"PATCH", "/bodies/{body}", "register", false},
	"listMemberships":          {"GET", "/bodies/{body}/memberships", "read", false},
	"createMembership":         {"POST", "/bodies/{body}/memberships", "register", false},
	"getMembership":            {"GET", "/bodies/{body}/memberships/{number}", "read", false},
	"editMembership":           {"PATCH", "/bodies/{body}/memberships/{number}", "register", false},
	"listMembers":              {"GET", "/members", "read", false},
	"createMember":             {"POST", "/members", "register", false},
	"getMember":                {"GET", "/members/{member}", "read", false},
	"editMember":               {"PATCH", "/members/{member}", "register", false},
	"listMeetings":             {"GET", "/meetings", "read", false},
	"createMeeting":            {"POST", "/meetings", "register", false},
	"getMeeting":               {"GET", "/meetings/{meeting}", "read", false},
	"editMeeting":              {"PATCH", "/meetings/{meeting}", "register", false},
	"listSessions":             {"GET", "/meetings/{meeting}/sessions", "read", false},
	"addSession":               {"POST", "/meetings/{meeting}/sessions", "register", false},
	"getSession":               {"GET", "/meetings/{meeting}/sessions/{number}", "read", false},
	"editSession":              {"PATCH", "/meetings/{meeting}/sessions/{number}", "register", false},
	"removeSession":            {"DELETE", "/meetings/{meeting}/sessions/{number}", "register", false},
	"listAgenda":               {"GET", "/meetings/{meeting}/agenda", "read", false},
	"addAgendaItem":            {"POST", "/meetings/{meeting}/agenda", "register", false},
	"getAgendaItem":            {"GET", "/meetings/{meeting}/agenda/{number}", "read", false},
	"editAgendaItem":           {"PATCH", "/meetings/{meeting}/agenda/{number}", "register", false},
	"removeAgendaItem":         {"DELETE", "/meetings/{meeting}/agenda/{number}", "register", false},
	"listAttendance":           {"GET", "/meetings/{meeting}/attendance", "read", false},
	"recordAttendance":         {"POST", "/meetings/{meeting}/attendance", "register", false},
	"getAttendant":             {"GET", "/meetings/{meeting}/attendance/{number}", "read", false},
	"editAttendant":            {"PATCH", "/meetings/{meeting}/attendance/{number}", "register", false},
	"removeAttendant":          {"DELETE", "/meetings/{meeting}/attendance/{number}", "register", false},
	"listMeetingDecisions":     {"GET", "/meetings/{meeting}/decisions", "read", false},
	"recordDecision":           {"POST", "/meetings/{meeting}/decisions", "register", false},
	"getDecision":              {"GET", "/meetings/{meeting}/decisions/{number}", "read", false},
	"editDecision":             {"PATCH", "/meetings/{meeting}/decisions/{number}", "register", false},
	"removeDecision":           {"DELETE", "/meetings/{meeting}/decisions/{number}", "register", false},
	"adoptRecord":              {"POST", "/meetings/{meeting}/adopt", "register", false},
	"listCorrigenda":           {"GET", "/meetings/{meeting}/corrigenda", "read", false},
	"issueCorrigendum":         {"POST", "/meetings/{meeting}/corrigenda", "register", false},
	"getCorrigendum":           {"GET", "/meetings/{meeting}/corrigenda/{number}", "read", false},
	"listDecisions":            {"GET", "/decisions", "read", false},
	"listPlans":                {"GET", "/plans", "read", true},
	"createPlan":               {"POST", "/plans", "plans", false},
	"getPlan":                  {"GET", "/plans/{plan}", "read", true},
	"editPlan":                 {"PATCH", "/plans/{plan}", "plans", false},
	"removePlan":               {"DELETE", "/plans/{plan}", "plans", false},
	"endorsePlan":              {"POST", "/plans/{plan}/endorse", "plans", false},
	"listAmendments":           {"GET", "/plans/{plan}/amendments", "read", true},
	"amendPlan":                {"POST", "/plans/{plan}/amendments", "plans", false},
	"previewAmendment":         {"POST", "/plans/{plan}/amendments/preview", "plans", false},
	"getAmendment":             {"GET", "/plans/{plan}/amendments/{number}", "read", true},
	"compareRevisions":         {"GET", "/plans/{plan}/revisions", "read", true},
	"getCarryOver":             {"GET", "/plans/{plan}/carry-over", "plans", false},
	"previewCarryOver":         {"POST", "/plans/{plan}/carry-over/preview", "plans", false},
	"carryOverItems":           {"POST", "/plans/{plan}/carry-over", "plans", false},
	"closePlan":                {"POST", "/plans/{plan}/close", "plans", false},
	"reopenPlan":               {"POST", "/plans/{plan}/reopen", "plans", false},
	"getCompletionReport":      {"GET", "/plans/{plan}/report", "read", true},
	"getStatement":             {"GET", "/plans/{plan}/report/statement", "read", true},
	"downloadCompletionReport": {"GET", "/plans/{plan}/report.{format}", "read", true},
	"listEditions":             {"GET", "/plans/{plan}/editions", "read", true},
	"issueEdition":             {"POST", "/plans/{plan}/editions", "plans", false},
	"getEdition":               {"GET", "/plans/{plan}/editions/{number}", "read", true},
	"downloadEdition":          {"GET", "/plans/{plan}/editions/{number}/report.{format}", "read", true},
	"downloadEditionStatement": {"GET", "/plans/{plan}/editions/{number}/statement.{format}", "read", true},
	"getPlanCheck":             {"GET", "/plans/{plan}/check", "read", true},
	"listWaivers":              {"GET", "/plans/{plan}/waivers", "read", true},
	"waiveFinding":             {"POST", "/plans/{plan}/waivers", "plans", false},
	"getWaiver":                {"GET", "/plans/{plan}/waivers/{number}", "read", true},
	"withdrawWaiver":           {"POST", "/plans/{plan}/waivers/{number}/withdraw", "plans", false},
	"listCheckRules":           {"GET", "/check-rules", "read", true},
	"listObjectives":           {"GET", "/plans/{plan}/objectives", "read", true},
	"createObjective":          {"POST", "/plans/{plan}/objectives", "plans", false},
	"getObjective":             {"GET", "/plans/{plan}/objectives/{number}", "read", true},
	"editObjective":            {"PATCH", "/plans/{plan}/objectives/{number}", "plans", false},
	"removeObjective":          {"DELETE", "/plans/{plan}/objectives/{number}", "plans", false},
	"listPlanItems":            {"GET", "/plans/{plan}/items", "read", true},
	"createItem":               {"POST", "/plans/{plan}/items", "plans", false},
	"createItems":              {"POST", "/plans/{plan}/items/batch", "plans", false},
	"getItem":                  {"GET", "/plans/{plan}/items/{ref}", "read", true},
	"editItem":                 {"PATCH", "/plans/{plan}/items/{ref}", "plans", false},
	"removeItem":               {"DELETE", "/plans/{plan}/items/{ref}", "plans", false},
	"listItemUpdates":          {"GET", "/plans/{plan}/items/{ref}/updates", "read", true},
	"postStatusUpdate":         {"POST", "/plans/{plan}/items/{ref}/updates", "updates", false},
	"getStatusUpdate":          {"GET", "/plans/{plan}/items/{ref}/updates/{number}", "read", true},
	"listItemHistory":          {"GET", "/plans/{plan}/items/{ref}/history", "read", true},
	"listItems":                {"GET", "/items", "read", true},
	"listStatusUpdates":        {"GET", "/updates", "read", true},
	"listDeliverables":         {"GET", "/deliverables", "read", true},
	"listItemDeliverables":     {"GET", "/plans/{plan}/items/{ref}/deliverables", "read", true},
	"postDeliverable":          {"POST", "/plans/{plan}/items/{ref}/deliverables", "updates", false},
	"getDeliverable":           {"GET", "/plans/{plan}/items/{ref}/deliverables/{number}", "read", true},
	"editDeliverable":          {"PATCH", "/plans/{plan}/items/{ref}/deliverables/{number}", "updates", false},
	"removeDeliverable":        {"DELETE", "/plans/{plan}/items/{ref}/deliverables/{number}", "updates", false},
	"listStages":               {"GET", "/plans/{plan}/items/{ref}/deliverables/{number}/stages", "read", true},
	"postStage":                {"POST", "/plans/{plan}/items/{ref}/deliverables/{number}/stages", "updates", false},
	"getStage":                 {"GET", "/plans/{plan}/items/{ref}/deliverables/{number}/stages/{entry}", "read", true},
	"listOpenings":             {"GET", "/openings", "read", true},
	"listItemOpenings":         {"GET", "/plans/{plan}/items/{ref}/openings", "read", true},
	"postOpening":              {"POST", "/plans/{plan}/items/{ref}/openings", "updates", false},
	"getOpening":               {"GET", "/plans/{plan}/items/{ref}/openings/{number}", "read", true},
	"editOpening":              {"PATCH", "/plans/{plan}/items/{ref}/openings/{number}", "updates", false},
	"closeOpening":             {"POST", "/plans/{plan}/items/{ref}/openings/{number}/close", "updates", false},
	"listOffers":               {"GET", "/plans/{plan}/items/{ref}/openings/{number}/offers", "read", true},
	"postOffer":                {"POST", "/plans/{plan}/items/{ref}/openings/{number}/offers", "updates", false},
	"getOffer":                 {"GET", "/plans/{plan}/items/{ref}/openings/{number}/offers/{member}/{offer}", "read", true},
	"answerOffer":              {"POST", "/plans/{plan}/items/{ref}/openings/{number}/offers/{member}/{offer}/answer", "updates", false},
	"takeBackOffer":            {"POST", "/plans/{plan}/items/{ref}/openings/{number}/offers/{member}/{offer}/take-back", "updates", false},
	"listMyOffers":             {"GET", "/me/offers", "read", false},
	"getPortfolio":             {"GET", "/portfolio", "read", true},
	"downloadPortfolio":        {"GET", "/portfolio.{format}", "read", true},
	"listRounds":               {"GET", "/rounds", "read", false},
	"createRound":              {"POST", "/rounds", "plans", false},
	"getRound":                 {"GET", "/rounds/{number}", "read", false},
	"editRound":                {"PATCH", "/rounds/{number}", "plans", false},
	"closeRound":               {"POST", "/rounds/{number}/close", "plans", false},
	"cancelRound":              {"POST", "/rounds/{number}/cancel", "plans", false},
	"remindLeads":              {"POST", "/rounds/{number}/remind", "plans", false},
	"listReturns":              {"GET", "/rounds/{number}/returns", "read", false},
	"previewDigests":           {"GET", "/rounds/{number}/digests", "read", false},
	"listRoundMails":           {"GET", "/rounds/{number}/mails", "read", false},
	"listProposalWindows":      {"GET", "/bodies/{body}/proposal-windows", "read", false},
	"openProposalWindow":       {"POST", "/bodies/{body}/proposal-windows", "plans", false},
	"getProposalWindow":        {"GET", "/bodies/{body}/proposal-windows/{number}", "read", false},
	"editProposalWindow":       {"PATCH", "/bodies/{body}/proposal-windows/{number}", "plans", false},
	"listProposals":            {"GET", "/proposals", "read", true},
	"proposeItem":              {"POST", "/proposals", "updates", false},
	"listSimilar":              {"GET", "/proposals/similar", "read", true},
	"getProposal":              {"GET", "/proposals/{number}", "read", true},
	"editProposal":             {"PATCH", "/proposals/{number}", "updates", false},
	"acceptProposal":           {"POST", "/proposals/{number}/accept", "plans", false},
	"mergeProposal":            {"POST", "/proposals/{number}/merge", "plans", false},
	"deferProposal":            {"POST", "/proposals/{number}/defer", "plans", false},
	"declineProposal":          {"POST", "/proposals/{number}/decline", "plans", false},
	"moveProposal":             {"POST", "/proposals/{number}/move", "plans", false},
	"reopenProposal":           {"POST", "/proposals/{number}/reopen", "plans", false},
	"withdrawProposal":         {"POST", "/proposals/{number}/withdraw", "updates", false},
	"supportProposal":          {"POST", "/proposals/{number}/support", "updates", false},
	"withdrawSupport":          {"POST", "/proposals/{number}/support/withdraw", "updates", false},
	"getMe":                    {"GET", "/me", "", false},
	"editMe":                   {"PATCH", "/me", "tokens", false},
	"listObligations":          {"GET", "/me/obligations", "read", false},
	"listTokens":               {"GET", "/me/tokens", "tokens", false},
	"createToken":              {"POST", "/me/tokens", "tokens", false},
	"getToken":                 {"GET", "/me/tokens/{token}", "tokens", false},
	"revokeToken":              {"DELETE", "/me/tokens/{token}", "tokens", false},
	"listUsers":                {"GET", "/users", "users", false},
	"createUser":               {"POST", "/users", "users", false},
	"getUser":                  {"GET", "/users/{user}", "users", false},
	"editUser":                 {"PATCH", "/users/{user}", "users", false},
	"listBindings":             {"GET", "/users/{user}/bindings", "users", false},
	"createBinding":            {"POST", "/users/{user}/bindings", "users", false},
	"endBinding":               {"DELETE", "/users/{user}/bindings/{number}", "users", false},
	"listAudit":                {"GET", "/audit", "audit", false},
}

// authzScopes is every scope that a token can have.
var authzScopes = []string{"read", "updates", "plans", "register", "users", "tokens", "audit"}

func TestEveryOperationOfTheDescriptionIsWalked(t *testing.T) {
	t.Parallel()
	var description struct {
		Paths map[string]map[string]struct {
			OperationID string `json:"operationId"`
		} `json:"paths"`
	}
	authzMust(t, json.Unmarshal(docs.OpenAPI, &description))
	described := map[string]bool{}
	for path, methods := range description.Paths {
		for method, operation := range methods {
			described[operation.OperationID] = true
			walked, ok := authzOperations[operation.OperationID]
			if !ok || walked.path != path || walked.method != strings.ToUpper(method) {
				t.Errorf("%s %s (%s) is described but has no cell", method, path, operation.OperationID)
			}
		}
	}
	for id := range authzOperations {
		if !described[id] {
			t.Errorf("%s is walked but not described", id)
		}
		if !slices.ContainsFunc(authzCells(), func(c authzCell) bool { return c.op == id }) {
			t.Errorf("%s has no cell", id)
		}
	}
}

// The route table is read as text, since it is not for other packages.
var authzRoute = regexp.MustCompile(`(?m)^\s*\{"([A-Z]+)", "(/[^"]*)", a\.`)

func TestEveryRouteOfTheRouterIsWalked(t *testing.T) {
	t.Parallel()
	source, err := os.ReadFile("api.go")
	authzMust(t, err)
	walked := map[string]bool{}
	for _, o := range authzOperations {
		walked[o.method+" "+o.path] = true
	}
	routes := authzRoute.FindAllStringSubmatch(string(source), -1)
	if len(routes) != len(authzOperations) {
		t.Errorf("the router has %d routes, the walk %d operations", len(routes), len(authzOperations))
	}
	parameter := regexp.MustCompile(`:(\w+)`)
	for _, r := range routes {
		if name := r[1] + " " + parameter.ReplaceAllString(r[2], "{$1}"); !walked[name] {
			t.Errorf("the route %s is not walked", name)
		}
	}
}
