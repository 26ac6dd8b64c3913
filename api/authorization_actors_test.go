package api_test

import (
	"slices"
	"strings"

	"fwptracker/internal/workplan"
)

// This file says who walks through the API in TestAuthorizationWalk and what each of them sees and may do: design section 3.4 by hand. It
// shares no code with what it judges. Bodies are alpha and beta; lead, support, plain, watcher (observer), visitor (guest) and former (whose
// standing ended) stand in alpha, betan in beta, stranger nowhere.

// authzActor is one who asks. Alpha and beta are the widest audience that the actor's standing opens in each body ("" none); own is the member
// whose items it sees whatever their audience. Columns name the actor's columns of the table of rights, with the body where that counts.
// Kept lists whose keepers of users see the actor: of alpha, of beta.
type authzActor struct {
	name        string
	token       string // "none", "mistyped", "revoked", "expired", "disabled"; "" is a token that works
	open        bool   // the service allows anonymous reading of public content
	alpha, beta string
	own         string
	columns     string
	kept        string
	bindings    []workplan.NewBinding
}

func authzIn(role workplan.Role, body string) workplan.NewBinding {
	return workplan.NewBinding{Role: role, Body: body, FromDate: "2020-01-01"}
}

// authzFor binds a focal point to a member in a body; without a body it speaks for the member everywhere.
func authzFor(member, body string) workplan.NewBinding {
	return workplan.NewBinding{Role: workplan.RoleFocalPoint, Member: member, Body: body, FromDate: "2020-01-01"}
}

// The day of the walk and its neighbours.
const (
	authzToday     = "2026-03-05"
	authzYesterday = "2026-03-04"
	authzTomorrow  = "2026-03-06"
)

var authzActors = []authzActor{
	{name: "anonymous", token: "none"},
	{name: "anonymous-open", token: "none", open: true, alpha: "public", beta: "public"},
	{name: "mistyped", token: "mistyped", open: true},
	{name: "revoked", token: "revoked", open: true, bindings: []workplan.NewBinding{authzIn(workplan.RoleCoChair, "alpha")}, kept: "alpha"},
	{name: "expired", token: "expired", open: true, bindings: []workplan.NewBinding{authzIn(workplan.RoleCoChair, "alpha")}, kept: "alpha"},
	{name: "disabled", token: "disabled", open: true, bindings: []workplan.NewBinding{authzIn(workplan.RoleCoChair, "alpha")}, kept: "alpha"},
	{name: "unbound"},
	{name: "unbound-open", open: true, alpha: "public", beta: "public"},
	{name: "reader-alpha", alpha: "members", beta: "public", columns: "reader", kept: "alpha", bindings: []workplan.NewBinding{authzIn(workplan.RoleReader, "alpha")}},
	{name: "reader-beta", alpha: "public", beta: "members", columns: "reader", kept: "beta", bindings: []workplan.NewBinding{authzIn(workplan.RoleReader, "beta")}},
	{name: "fp-lead", alpha: "members", beta: "public", own: "lead", columns: "focal", bindings: []workplan.NewBinding{authzFor("lead", "")}},
	{name: "fp-support", alpha: "members", beta: "public", own: "support", columns: "focal", bindings: []workplan.NewBinding{authzFor("support", "")}},
	{name: "fp-plain", alpha: "members", beta: "public", own: "plain", columns: "focal", bindings: []workplan.NewBinding{authzFor("plain", "")}},
	{name: "fp-watcher", alpha: "members", beta: "public", own: "watcher", columns: "focal", kept: "alpha", bindings: []workplan.NewBinding{authzFor("watcher", "alpha")}},
	{name: "fp-visitor", alpha: "public", beta: "public", own: "visitor", columns: "focal", kept: "alpha", bindings: []workplan.NewBinding{authzFor("visitor", "alpha")}},
	{name: "fp-stranger", alpha: "public", beta: "public", own: "stranger", columns: "focal", bindings: []workplan.NewBinding{authzFor("stranger", "")}},
	{name: "fp-former", alpha: "public", beta: "public", own: "former", columns: "focal", bindings: []workplan.NewBinding{authzFor("former", "")}},
	{name: "fp-betan", alpha: "public", beta: "members", own: "betan", columns: "focal", kept: "beta", bindings: []workplan.NewBinding{authzFor("betan", "beta")}},
	{name: "fp-ended", kept: "alpha", bindings: []workplan.NewBinding{{Role: workplan.RoleFocalPoint, Member: "lead", Body: "alpha", FromDate: "2020-01-01", ToDate: authzYesterday}}},
	{name: "fp-tomorrow", kept: "alpha", bindings: []workplan.NewBinding{{Role: workplan.RoleFocalPoint, Member: "lead", Body: "alpha", FromDate: authzTomorrow}}},
	{name: "sec-alpha", alpha: "chairs", beta: "public", columns: "sec:alpha", kept: "alpha", bindings: []workplan.NewBinding{authzIn(workplan.RoleSecretariat, "alpha")}},
	{name: "sec-beta", alpha: "public", beta: "chairs", columns: "sec:beta", kept: "beta", bindings: []workplan.NewBinding{authzIn(workplan.RoleSecretariat, "beta")}},
	{name: "chair-alpha", alpha: "chairs", beta: "public", columns: "chair:alpha", kept: "alpha", bindings: []workplan.NewBinding{authzIn(workplan.RoleCoChair, "alpha")}},
	{name: "chair-beta", alpha: "public", beta: "chairs", columns: "chair:beta", kept: "beta", bindings: []workplan.NewBinding{authzIn(workplan.RoleCoChair, "beta")}},
	{name: "admin", columns: "admin", bindings: []workplan.NewBinding{{Role: workplan.RoleAdmin, FromDate: "2020-01-01"}}},
	{name: "admin-open", open: true, alpha: "public", beta: "public", columns: "admin", bindings: []workplan.NewBinding{{Role: workplan.RoleAdmin, FromDate: "2020-01-01"}}},
	{name: "both", alpha: "members", beta: "chairs", columns: "reader sec:beta", kept: "alpha beta",
		bindings: []workplan.NewBinding{authzIn(workplan.RoleReader, "alpha"), authzIn(workplan.RoleSecretariat, "beta")}},
	{name: "boss", alpha: "members", beta: "public", columns: "reader admin", kept: "alpha",
		bindings: []workplan.NewBinding{authzIn(workplan.RoleReader, "alpha"), {Role: workplan.RoleAdmin, FromDate: "2020-01-01"}}},
}

func authzActorNamed(name string) authzActor {
	return authzActors[slices.IndexFunc(authzActors, func(a authzActor) bool { return a.name == name })]
}

// signedIn says whether the credential of the actor works.
func (a authzActor) signedIn() bool { return a.token == "" }

// in says whether the actor has one of the columns, such as "sec chair", for a body; columns without a body count everywhere.
func (a authzActor) in(columns, body string) bool {
	for _, has := range strings.Fields(a.columns) {
		column, of, bound := strings.Cut(has, ":")
		if slices.Contains(strings.Fields(columns), column) && (!bound || body == "" || of == body) {
			return true
		}
	}
	return false
}

// keepsBody says whether the actor is secretariat or co-chair of the body.
func (a authzActor) keepsBody(body string) bool { return a.in("sec chair", body) }

var authzWidth = map[string]int{"": 0, "public": 1, "members": 2, "chairs": 3}

// narrower is the audience in effect of a child within its parent; a child without one has its parent's.
func authzNarrower(parent, child string) string {
	if authzWidth[child] > authzWidth[parent] {
		return child
	}
	return parent
}

func (a authzActor) reach(body string) string {
	if body == "alpha" {
		return a.alpha
	}
	return a.beta
}

// sees says whether content of an audience in a body is for the actor; working are the leads and supporting members of the item.
func (a authzActor) sees(body, audience string, working ...string) bool {
	return authzWidth[audience] <= authzWidth[a.reach(body)] || a.own != "" && slices.Contains(working, a.own)
}
