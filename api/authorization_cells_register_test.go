package api_test

import (
	"strconv"
	"strings"
)

// authzRegisterCells: the register is read by everyone with a role, the meetings by all of them but an admin; both are kept by the secretariat and co-chairs, meetings and
// memberships each in their body; members and memberships by an admin too. Bodies are made by an admin. Bodies can be read by all.
func authzRegisterCells() []authzCell {
	anyone := func(_ authzActor, scoped bool) int { return reading(scoped, true) }
	withRole := func(a authzActor, scoped bool) int { return reading(scoped && a.columns != "", true) }
	atMeetings := func(a authzActor, scoped bool) int {
		return reading(scoped && strings.Trim(strings.ReplaceAll(a.columns, "admin", ""), " ") != "", true)
	}
	admin := func(a authzActor, scoped bool) int { return writing(true, scoped, a.in("admin", ""), true, 201) }
	keepMembers := func(done int) func(authzActor, bool) int {
		return func(a authzActor, scoped bool) int {
			return writing(true, scoped, a.in("sec chair admin", ""), true, done)
		}
	}
	cells := []authzCell{
		{op: "listBodies", on: "all", want: anyone},
		{op: "createBody", on: "new", body: named("body", `{"code":"@","name":"New"}`), want: admin},
		{op: "listMembers", on: "all", want: withRole},
		{op: "listMembers", on: "found", query: "?q=lead", want: withRole},
		{op: "getMember", on: "lead", params: []string{"member", "lead"}, want: withRole},
		{op: "createMember", on: "new", body: named("member", `{"code":"@","name":"New","kind":"state"}`), want: keepMembers(201)},
		{op: "editMember", on: "lead", params: []string{"member", "lead"}, body: says(`{"note":"edited"}`), want: keepMembers(200),
			fresh: func(w *authzWorld, _ authzActor) []string {
				code := w.name("member")
				w.member(w.tb.Context(), code)
				return []string{"member", code}
			}},
		{op: "listMeetings", on: "all", want: atMeetings},
	}
	for body, membership := range map[string]string{"alpha": "7", "beta": "2"} {
		inBody := func(columns string, done int) func(authzActor, bool) int {
			return func(a authzActor, scoped bool) int { return writing(true, scoped, a.in(columns, body), true, done) }
		}
		meeting := body + "-1"
		cells = append(cells,
			authzCell{op: "getBody", on: body, params: []string{"body", body}, want: anyone},
			authzCell{op: "editBody", on: body, params: []string{"body", body}, body: named("text", `{"description":"@"}`), want: inBody("sec chair admin", 200)},
			authzCell{op: "listMemberships", on: body, params: []string{"body", body}, want: withRole},
			authzCell{op: "getMembership", on: body, params: []string{"body", body, "number", membership}, want: withRole},
			authzCell{op: "createMembership", on: body, params: []string{"body", body}, body: says(`{"member":"dummy","role":"guest","from":"2018","to":"2019"}`),
				want: inBody("sec chair admin", 201)},
			authzCell{op: "editMembership", on: body, params: []string{"body", body, "number", membership}, body: says(`{"note":"edited"}`),
				want: inBody("sec chair admin", 200), fresh: func(w *authzWorld, _ authzActor) []string {
					return []string{"body", body, "number", strconv.Itoa(w.anotherMembership(body))}
				}},
			authzCell{op: "getMeeting", on: meeting, params: []string{"meeting", meeting}, want: atMeetings},
			authzCell{op: "createMeeting", on: "in " + body, body: named("meeting", `{"code":"@","body":"`+body+`","name":"New"}`), want: inBody("sec chair", 201)},
			authzCell{op: "editMeeting", on: meeting, params: []string{"meeting", meeting}, body: says(`{"note":"edited"}`), want: inBody("sec chair", 200),
				fresh: func(w *authzWorld, _ authzActor) []string {
					code := w.name("meeting")
					w.meeting(w.tb.Context(), body, code)
					return []string{"meeting", code}
				}})
	}
	return cells
}

// authzOwnCells: everyone keeps their own tokens, and nobody another's; without any role there is nothing for which to make one, but one's
// own tokens can always be ended. The audit is for those with something in it.
func authzOwnCells() []authzCell {
	withRole := func(done int) func(authzActor, bool) int {
		return func(a authzActor, scoped bool) int { return writing(true, scoped, a.columns != "", true, done) }
	}
	own := func(w *authzWorld, a authzActor) []string { return []string{"token", w.anotherToken(a.name)} }
	others := func(w *authzWorld, a authzActor) []string {
		owner := "sec-alpha"
		if a.name == owner {
			owner = "chair-alpha"
		}
		return []string{"token", w.tokenID(owner)}
	}
	none := []string{"token", "000000000000"}
	return []authzCell{
		{op: "getMe", on: "self", want: func(authzActor, bool) int { return 200 }},
		{op: "listTokens", on: "own", want: withRole(200)},
		{op: "createToken", on: "with the scope of tokens", body: says(`{"name":"New","scopes":["tokens"]}`), want: withRole(201)},
		{op: "getToken", on: "own", params: none, fresh: own, always: true, want: withRole(200)},
		{op: "getToken", on: "another's", params: none, fresh: others, always: true, want: func(a authzActor, scoped bool) int { return reading(scoped && a.columns != "", false) }},
		{op: "revokeToken", on: "own", params: none, fresh: own, always: true, want: func(_ authzActor, scoped bool) int { return writing(true, scoped, true, true, 204) }},
		{op: "revokeToken", on: "another's", params: none, fresh: others, always: true, want: func(authzActor, bool) int { return 404 }},
		{op: "listAudit", on: "own reach", query: "?limit=200", want: func(a authzActor, scoped bool) int {
			return reading(scoped && a.in("focal sec chair admin", ""), true)
		}},
	}
}
