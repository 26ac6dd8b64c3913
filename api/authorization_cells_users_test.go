package api_test

import (
	"net/http"

	"fwptracker/internal/workplan"
)

// mayGive: an admin any role; a co-chair those of its body, focal points bound to it too; a secretariat the same but co-chairs. Only an admin
// makes admins and focal points that are bound to no body.
func (a authzActor) mayGive(b workplan.NewBinding) bool {
	switch {
	case a.in("admin", ""):
		return true
	case b.Role == workplan.RoleAdmin:
		return false
	case b.Role == workplan.RoleCoChair:
		return a.in("chair", b.Body)
	default:
		return b.Body != "" && a.keepsBody(b.Body)
	}
}

// mayEdit: every role of the user, today's or to come, is one that the actor could give.
func (a authzActor) mayEdit(u authzActor) bool {
	for _, b := range u.bindings {
		if (b.ToDate == "" || b.ToDate >= authzToday) && !a.mayGive(b) {
			return false
		}
	}
	return true
}

// keepingUsers is the answer on users: first whether the actor keeps users at all, then whether it sees this one, then the right to it.
func (a authzActor) keepingUsers(scoped bool, u authzActor, right, fits bool, done int) int {
	if !scoped || !a.in("sec chair admin", "") {
		return http.StatusForbidden
	}
	return writing(a.seesUser(u), true, right, fits, done)
}

// authzKept are the users on whom the walk acts.
var authzKept = []string{"reader-alpha", "reader-beta", "fp-lead", "fp-betan", "fp-stranger", "fp-former", "fp-ended", "sec-alpha", "sec-beta", "chair-alpha", "chair-beta",
	"admin", "unbound", "both", "boss", "disabled"}

func authzUserCells() []authzCell {
	cells := []authzCell{{op: "listUsers", on: "all", query: "?limit=200", names: authzActor.users,
		want: func(a authzActor, scoped bool) int { return reading(scoped && a.in("sec chair admin", ""), true) }}}
	for _, name := range authzKept {
		u := authzActorNamed(name)
		see := func(a authzActor, scoped bool) int {
			if a.name == u.name {
				return http.StatusOK
			}
			return a.keepingUsers(scoped, u, true, true, http.StatusOK)
		}
		at := []string{"user", name}
		cells = append(cells,
			authzCell{op: "getUser", on: name, params: at, want: see},
			authzCell{op: "listBindings", on: name, params: at, want: see},
			authzCell{op: "editUser", on: name, params: at, body: says(`{"name":"Renamed","disabled":true}`),
				want: func(a authzActor, scoped bool) int {
					return a.keepingUsers(scoped, u, a.mayEdit(u), true, http.StatusOK)
				},
				fresh: func(w *authzWorld, _ authzActor) []string { return []string{"user", w.anotherUser(u)} }})
		if len(u.bindings) == 0 {
			continue
		}
		cells = append(cells, authzCell{op: "endBinding", on: name + "/1", params: append([]string{"number", "1"}, at...),
			want: func(a authzActor, scoped bool) int {
				return a.keepingUsers(scoped, u, a.mayGive(u.bindings[0]), u.bindings[0].ToDate == "", http.StatusNoContent)
			},
			fresh: func(w *authzWorld, _ authzActor) []string { return []string{"user", w.anotherUser(u), "number", "1"} }})
	}
	return cells
}

// authzGifts are the roles that the walk tries to give.
var authzGifts = []struct {
	body    string
	binding workplan.NewBinding
}{
	{`{"role":"reader","body":"alpha"}`, workplan.NewBinding{Role: workplan.RoleReader, Body: "alpha"}},
	{`{"role":"secretariat","body":"alpha"}`, workplan.NewBinding{Role: workplan.RoleSecretariat, Body: "alpha"}},
	{`{"role":"co_chair","body":"alpha"}`, workplan.NewBinding{Role: workplan.RoleCoChair, Body: "alpha"}},
	{`{"role":"co_chair","body":"alpha","from":"2027-01-01"}`, workplan.NewBinding{Role: workplan.RoleCoChair, Body: "alpha"}},
	{`{"role":"reader","body":"beta"}`, workplan.NewBinding{Role: workplan.RoleReader, Body: "beta"}},
	{`{"role":"co_chair","body":"beta"}`, workplan.NewBinding{Role: workplan.RoleCoChair, Body: "beta"}},
	{`{"role":"admin"}`, workplan.NewBinding{Role: workplan.RoleAdmin}},
	{`{"role":"focal_point","member":"lead"}`, workplan.NewBinding{Role: workplan.RoleFocalPoint, Member: "lead"}},
	{`{"role":"focal_point","member":"lead","body":"alpha"}`, workplan.NewBinding{Role: workplan.RoleFocalPoint, Member: "lead", Body: "alpha"}},
	{`{"role":"focal_point","member":"lead","body":"beta"}`, workplan.NewBinding{Role: workplan.RoleFocalPoint, Member: "lead", Body: "beta"}},
	{`{"role":"focal_point","member":"betan"}`, workplan.NewBinding{Role: workplan.RoleFocalPoint, Member: "betan"}},
	{`{"role":"focal_point","member":"former"}`, workplan.NewBinding{Role: workplan.RoleFocalPoint, Member: "former"}},
	{`{"role":"focal_point","member":"stranger"}`, workplan.NewBinding{Role: workplan.RoleFocalPoint, Member: "stranger"}},
}

// authzBindingCells gives roles to users of the own body, of the other and of none, and to new users.
func authzBindingCells() []authzCell {
	var cells []authzCell
	for _, gift := range authzGifts {
		for _, name := range []string{"reader-alpha", "reader-beta", "unbound"} {
			u := authzActorNamed(name)
			cells = append(cells, authzCell{op: "createBinding", on: gift.body + " to " + name, params: []string{"user", name}, body: says(gift.body),
				want: func(a authzActor, scoped bool) int {
					return a.keepingUsers(scoped, u, a.mayGive(gift.binding), true, http.StatusCreated)
				},
				fresh: func(w *authzWorld, _ authzActor) []string { return []string{"user", w.anotherUser(u)} }})
		}
		create := func(bindings string, right func(authzActor) bool) authzCell {
			return authzCell{op: "createUser", on: bindings, body: named("user", `{"username":"@","name":"New","email":"@%example.org","bindings":[`+bindings+`]}`),
				want: func(a authzActor, scoped bool) int {
					return writing(true, scoped, a.in("sec chair admin", "") && right(a), true, http.StatusCreated)
				}}
		}
		reader := workplan.NewBinding{Role: workplan.RoleReader, Body: "alpha"}
		cells = append(cells,
			create(gift.body, func(a authzActor) bool { return a.mayGive(gift.binding) }),
			create(`{"role":"reader","body":"alpha"},`+gift.body, func(a authzActor) bool { return a.mayGive(reader) && a.mayGive(gift.binding) }))
	}
	return cells
}
