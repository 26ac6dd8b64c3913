package web

import (
	"net/http"
	"path"
	"slices"
)

// routes is every page, with what is sent from it.
func (s *site) routes() []route {
	return slices.Concat(s.ownRoutes(), s.readingRoutes(), s.reportingRoutes(), s.roundRoutes(), s.auditRoutes(), s.planRoutes(), s.meetingRoutes(), s.involvementRoutes(), s.keeperRoutes())
}

// wayBack names the routes that lead from an address to which something is only sent.
const wayBack = "way back"

// waysBack lead who opens an address to which something is only sent, from the list of what they visited, say, to the page from which it is sent.
func waysBack(routes []route) []route {
	shown := func(at string) bool {
		return slices.ContainsFunc(routes, func(r route) bool { return r.method == http.MethodGet && r.path == at })
	}
	var ways []route
	for _, r := range routes {
		up := 0
		for at := r.path; !shown(at); at = path.Dir(at) {
			up++
		}
		if up > 0 {
			ways = append(ways, route{http.MethodGet, r.path, func(c *call) error {
				at := c.Request().URL.EscapedPath()
				for range up {
					at = path.Dir(at)
				}
				return c.see(at)
			}, r.open})
		}
	}
	return ways
}

// ownRoutes are of what a person does for themselves: signing in and out, their account, their language.
func (s *site) ownRoutes() []route {
	return []route{
		{"GET", "/sign-in", s.showSignIn, true},
		{"POST", "/sign-in", s.signIn, true},
		{"GET", "/sign-in/provider", s.goToProvider, true},
		{"GET", "/sign-in/provider/back", s.comeBack, true},
		{"POST", "/sign-in/provider/join", s.joinIdentity, true},
		{"POST", "/sign-out", s.signOut, true},
		{"GET", "/welcome", s.showWelcome, true},
		{"POST", "/welcome", s.welcome, true},
		{"GET", "/account", s.showAccount, false},
		{"GET", "/account/confirm", s.showConfirmed, false},
		{"POST", "/account/confirm", s.confirming(s.confirm), false},
		{"POST", "/account/password", s.changePassword, false},
		{"POST", "/account/wishes", s.changeWishes, false},
		{"POST", "/account/sign-ins/end", s.endSignIns, false},
		{"POST", "/account/tokens", s.confirming(s.createToken), false},
		{"POST", "/account/tokens/revoke", s.revokeTokens, false},
		{"POST", "/account/tokens/:token/revoke", s.revokeToken, false},
		{"POST", "/account/identities/unlink", s.confirming(s.unlinkIdentity), false},
		{"POST", "/language", s.chooseLanguage, true},
	}
}

// readingRoutes are of what is read, and of the editions issued from it.
func (s *site) readingRoutes() []route {
	return []route{
		{"GET", "/", s.showHome, false},
		{"GET", "/plans", s.listPlans, false},
		{"GET", "/plans/:plan", s.showPlan, false},
		{"GET", "/plans/:plan/amendments", s.showAmendments, false},
		{"GET", "/plans/:plan/changes", s.showChanges, false},
		{"GET", "/plans/:plan/check", s.showCheck, false},
		{"GET", "/plans/:plan/report", s.showReport, false},
		{"GET", "/plans/:plan/statement", s.showStatement, false},
		{"GET", "/plans/:plan/editions", s.showEditions, false},
		{"POST", "/plans/:plan/editions", s.postEdition, false},
		{"GET", "/plans/:plan/editions/:number", s.showEdition, false},
		{"GET", "/plans/:plan/items/:ref", s.showItem, false},
		{"GET", "/search", s.showSearch, false},
		{"GET", "/meetings", s.listMeetings, false},
		{"GET", "/meetings/:meeting", s.showMeeting, false},
		{"GET", "/help", s.showHelp, true},
	}
}

// reportingRoutes are of what leads report on items, and of what comes out of these.
func (s *site) reportingRoutes() []route {
	return []route{
		{"GET", "/plans/:plan/items/:ref/report", s.showUpdateForm, false},
		{"POST", "/plans/:plan/items/:ref/report", s.sendUpdate, false},
		{"POST", "/plans/:plan/items/:ref/report/draft", s.keepUpdateDraft, false},
		{"GET", "/plans/:plan/items/:ref/deliverables/new", s.showNewDeliverable, false},
		{"POST", "/plans/:plan/items/:ref/deliverables/new", s.listDeliverable, false},
		{"GET", "/plans/:plan/items/:ref/deliverables/:number/edit", s.showDeliverableForm, false},
		{"POST", "/plans/:plan/items/:ref/deliverables/:number/edit", s.editDeliverable, false},
		{"GET", "/plans/:plan/items/:ref/deliverables/:number/remove", s.showDeliverableRemoval, false},
		{"POST", "/plans/:plan/items/:ref/deliverables/:number/remove", s.removeDeliverable, false},
		{"GET", "/plans/:plan/items/:ref/deliverables/:number/stages/new", s.showStageForm, false},
		{"POST", "/plans/:plan/items/:ref/deliverables/:number/stages/new", s.recordStage, false},
	}
}

// roundRoutes are of reporting rounds: who has answered, and keeping them.
func (s *site) roundRoutes() []route {
	return []route{
		{"GET", "/rounds", s.listRounds, false},
		{"GET", "/rounds/new", s.showNewRound, false},
		{"POST", "/rounds/new", s.createRound, false},
		{"GET", "/rounds/:number", s.showRound, false},
		{"GET", "/rounds/:number/edit", s.showRoundForm, false},
		{"POST", "/rounds/:number/edit", s.editRound, false},
		{"GET", "/rounds/:number/end", s.showRoundEnd, false},
		{"POST", "/rounds/:number/end", s.endRound, false},
		{"GET", "/rounds/:number/remind", s.showReminder, false},
		{"POST", "/rounds/:number/remind", s.remindLeads, false},
		{"GET", "/rounds/:number/mails", s.listMails, false},
	}
}

// auditRoutes are of what was recorded by whom, and whether it still holds.
func (s *site) auditRoutes() []route {
	return []route{
		{"GET", "/audit", s.showAudit, false},
		{"GET", "/audit/verify", s.showVerification, false},
		{"POST", "/audit/verify", s.verify, false},
	}
}

// planRoutes are of keeping a plan: writing and endorsing it, deciding on its items, amending, carrying over and closing it.
func (s *site) planRoutes() []route {
	return []route{
		{"GET", "/plans/new", s.showNewPlan, false},
		{"POST", "/plans/new", s.createPlan, false},
		{"GET", "/plans/:plan/draft", s.showDraft, false},
		{"GET", "/plans/:plan/edit", s.showPlanForm, false},
		{"POST", "/plans/:plan/edit", s.editPlan, false},
		{"GET", "/plans/:plan/remove", s.showRemovePlan, false},
		{"POST", "/plans/:plan/remove", s.removePlan, false},
		{"GET", "/plans/:plan/objectives/new", s.showObjectiveForm, false},
		{"POST", "/plans/:plan/objectives/new", s.keepObjective, false},
		{"GET", "/plans/:plan/objectives/:number/edit", s.showObjectiveForm, false},
		{"POST", "/plans/:plan/objectives/:number/edit", s.keepObjective, false},
		{"GET", "/plans/:plan/objectives/:number/remove", s.showRemoveObjective, false},
		{"POST", "/plans/:plan/objectives/:number/remove", s.removeObjective, false},
		{"GET", "/plans/:plan/items/new", s.showItemForm, false},
		{"POST", "/plans/:plan/items/new", s.keepItem, false},
		{"GET", "/plans/:plan/items/:ref/edit", s.showItemForm, false},
		{"POST", "/plans/:plan/items/:ref/edit", s.keepItem, false},
		{"GET", "/plans/:plan/items/:ref/remove", s.showRemoveItem, false},
		{"POST", "/plans/:plan/items/:ref/remove", s.removeItem, false},
		{"GET", "/plans/:plan/endorse", s.showEndorsement, false},
		{"POST", "/plans/:plan/endorse", s.endorsePlan, false},
		{"GET", "/plans/:plan/amend", s.showAmendment, false},
		{"POST", "/plans/:plan/amend", s.sendAmendment, false},
		{"GET", "/plans/:plan/amend/plan", s.showAmendPlan, false},
		{"POST", "/plans/:plan/amend/plan", s.amendPlanText, false},
		{"GET", "/plans/:plan/amend/objectives/:number", s.showAmendObjective, false},
		{"POST", "/plans/:plan/amend/objectives/:number", s.amendObjective, false},
		{"GET", "/plans/:plan/amend/items/:ref", s.showAmendItem, false},
		{"POST", "/plans/:plan/amend/items/:ref", s.amendItem, false},
		{"GET", "/plans/:plan/amend/withdraw/:ref", s.showAmendWithdrawal, false},
		{"POST", "/plans/:plan/amend/withdraw/:ref", s.amendWithdrawal, false},
		{"GET", "/plans/:plan/check/waive", s.showWaiver, false},
		{"POST", "/plans/:plan/check/waive", s.waive, false},
		{"GET", "/plans/:plan/check/waivers/:number/withdraw", s.showWithdrawal, false},
		{"POST", "/plans/:plan/check/waivers/:number/withdraw", s.withdrawWaiver, false},
		{"GET", "/plans/:plan/carry-over", s.showCarryOver, false},
		{"POST", "/plans/:plan/carry-over", s.sendCarryOver, false},
		{"GET", "/plans/:plan/close", s.showClosing, false},
		{"POST", "/plans/:plan/close", s.closePlan, false},
		{"GET", "/plans/:plan/reopen", s.showReopening, false},
		{"POST", "/plans/:plan/reopen", s.reopenPlan, false},
		{"GET", "/plans/:plan/items/:ref/decide", s.showDecision, false},
		{"POST", "/plans/:plan/items/:ref/decide", s.decide, false},
	}
}

// keeperRoutes are the pages of those who keep the register of members, the bodies and the users.
func (s *site) keeperRoutes() []route {
	return []route{
		{"GET", "/members", s.listMembers, false},
		{"GET", "/members/new", s.newMember, false},
		{"POST", "/members/new", s.createMember, false},
		{"GET", "/members/:member", s.showMember, false},
		{"GET", "/members/:member/edit", s.showMemberEdit, false},
		{"POST", "/members/:member/edit", s.editMember, false},
		{"GET", "/bodies", s.listBodies, false},
		{"GET", "/bodies/new", s.newBody, false},
		{"POST", "/bodies/new", s.createBody, false},
		{"GET", "/bodies/:body", s.showBody, false},
		{"GET", "/bodies/:body/edit", s.showBodyEdit, false},
		{"POST", "/bodies/:body/edit", s.editBody, false},
		{"GET", "/bodies/:body/memberships/new", s.newMembership, false},
		{"POST", "/bodies/:body/memberships/new", s.createMembership, false},
		{"GET", "/bodies/:body/memberships/:number/edit", s.showMembershipEdit, false},
		{"POST", "/bodies/:body/memberships/:number/edit", s.editMembership, false},
		{"GET", "/users", s.listUsers, false},
		{"GET", "/users/new", s.newUser, false},
		{"POST", "/users/new", s.confirming(s.createUser), false},
		{"GET", "/users/:user", s.showUser, false},
		{"POST", "/users/:user", s.confirming(s.createBinding), false},
		{"GET", "/users/:user/edit", s.showUserEdit, false},
		{"POST", "/users/:user/edit", s.confirming(s.editUser), false},
		{"POST", "/users/:user/disable", s.confirming(s.disableUser), false},
		{"POST", "/users/:user/enable", s.confirming(s.enableUser), false},
		{"POST", "/users/:user/link", s.confirming(s.makeLink), false},
		{"POST", "/users/:user/identities/unlink", s.confirming(s.unlinkIdentityOf), false},
		{"GET", "/users/:user/roles/:number/end", s.showEndBinding, false},
		{"POST", "/users/:user/roles/:number/end", s.confirming(s.endBinding), false},
	}
}
