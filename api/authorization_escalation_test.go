package api_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"fwptracker/internal/store/storetest"
	"fwptracker/internal/workplan"
)

// authzTry is one request of an attempt. Want lists the answers that are right, as they stand for design section 3.4; none means that the
// request is only a step on the way and may be answered in any way.
type authzTry struct {
	actor, scope, method, path, body string
	want                             []int
}

// authzAttempts are ways to come by more than one has, each in a world of its own. The last request of each is what must not succeed.
var authzAttempts = []struct {
	name  string
	tries []authzTry
}{
	{"a secretariat makes itself co-chair", []authzTry{{"sec-alpha", "*", "POST", "/users/sec-alpha/bindings", `{"role":"co_chair","body":"alpha"}`, []int{403}}}},
	{"a secretariat makes itself co-chair from tomorrow", []authzTry{{"sec-alpha", "*", "POST", "/users/sec-alpha/bindings", `{"role":"co_chair","body":"alpha","from":"2026-03-06"}`, []int{403}}}},
	{"a secretariat makes itself admin", []authzTry{{"sec-alpha", "*", "POST", "/users/sec-alpha/bindings", `{"role":"admin"}`, []int{403}}}},
	{"a co-chair makes itself admin", []authzTry{{"chair-alpha", "*", "POST", "/users/chair-alpha/bindings", `{"role":"admin"}`, []int{403}}}},
	{"a secretariat takes another body", []authzTry{{"sec-beta", "*", "POST", "/users/sec-beta/bindings", `{"role":"secretariat","body":"alpha"}`, []int{403}}}},
	{"a secretariat ends its co-chair", []authzTry{{"sec-alpha", "*", "DELETE", "/users/chair-alpha/bindings/1", "", []int{403}}}},
	{"a secretariat disables its co-chair", []authzTry{{"sec-alpha", "*", "PATCH", "/users/chair-alpha", `{"disabled":true}`, []int{403}}}},
	{"a secretariat takes the address of an admin who reads in its body", []authzTry{{"sec-alpha", "*", "PATCH", "/users/boss", `{"email":"mine@example.org"}`, []int{403}}}},
	{"a secretariat enrols a lead of another body and disables its focal point", []authzTry{
		{"sec-beta", "*", "POST", "/bodies/beta/memberships", `{"member":"plain","role":"guest"}`, nil},
		{"sec-beta", "*", "PATCH", "/users/fp-plain", `{"disabled":true}`, []int{403, 404}}}},
	{"a secretariat enrols a lead of another body and ends its focal point", []authzTry{
		{"sec-beta", "*", "POST", "/bodies/beta/memberships", `{"member":"plain","role":"guest"}`, nil},
		{"sec-beta", "*", "DELETE", "/users/fp-plain/bindings/1", "", []int{403, 404}}}},
	{"a secretariat enrols a lead of another body, speaks for it and reads what is for that body's chairs", []authzTry{
		{"sec-beta", "*", "POST", "/bodies/beta/memberships", `{"member":"plain","role":"guest"}`, nil},
		{"sec-beta", "*", "POST", "/users/sec-beta/bindings", `{"role":"focal_point","member":"plain"}`, nil},
		{"sec-beta", "*", "GET", "/plans/a-bare-endorsed/items/1.1", "", []int{404}}}},
	{"a secretariat enrols a member of another body, speaks for it and reads what is for that body's members", []authzTry{
		{"sec-beta", "*", "POST", "/bodies/beta/memberships", `{"member":"watcher","role":"guest"}`, nil},
		{"sec-beta", "*", "POST", "/users/sec-beta/bindings", `{"role":"focal_point","member":"watcher"}`, nil},
		{"sec-beta", "*", "GET", "/plans/a-members-endorsed", "", []int{404}}}},
	{"a co-chair does so through a new user, who posts in the other body", []authzTry{
		{"chair-beta", "*", "POST", "/bodies/beta/memberships", `{"member":"plain","role":"guest"}`, nil},
		{"chair-beta", "*", "POST", "/users/fp-betan/bindings", `{"role":"focal_point","member":"plain"}`, nil},
		{"fp-betan", "*", "POST", "/plans/a-bare-endorsed/items/1.1/updates", `{"done":"Forged.","lead":"plain"}`, []int{404}}}},
	{"a secretariat speaks for a lead itself, so that nothing marks it", []authzTry{{"sec-alpha", "*", "POST", "/users/sec-alpha/bindings", `{"role":"focal_point","member":"lead"}`, []int{403}}}},
	{"a co-chair speaks for a lead itself, and reports", []authzTry{{"chair-alpha", "*", "POST", "/users/chair-alpha/bindings", `{"role":"focal_point","member":"lead"}`, []int{403}}}},
	{"a focal point gives itself a role", []authzTry{{"fp-lead", "*", "POST", "/users/fp-lead/bindings", `{"role":"secretariat","body":"alpha"}`, []int{403}}}},
	{"a focal point makes itself known to others as disabled no more", []authzTry{{"fp-lead", "*", "PATCH", "/users/fp-lead", `{"disabled":false}`, []int{403}}}},
	{"a token for tokens makes one for reading", []authzTry{{"chair-alpha", "tokens", "POST", "/me/tokens", `{"name":"Wider","scopes":["tokens","read"]}`, []int{422}}}},
	{"a token for users makes a token", []authzTry{{"chair-alpha", "users", "POST", "/me/tokens", `{"name":"Wider","scopes":["users"]}`, []int{403}}}},
	{"a token for updates edits a draft", []authzTry{{"chair-alpha", "updates", "PATCH", "/plans/a-members-draft", `{"notes":"x"}`, []int{403}}}},
	{"a token for plans withdraws an item", []authzTry{{"chair-alpha", "plans", "POST", authzOfP + "/items/1.1/updates", authzGone, []int{403}}}},
	{"a focal point reports for another lead", []authzTry{{"fp-lead", "*", "POST", authzOfP + "/items/1.1/updates", `{"done":"x","lead":"plain"}`, []int{403, 422}}}},
	{"a focal point reports on another lead's item as its own", []authzTry{{"fp-lead", "*", "POST", authzOfP + "/items/1.3/updates", `{"done":"x","lead":"lead"}`, []int{403}}}},
	{"a focal point of a supporting member reports", []authzTry{{"fp-support", "*", "POST", authzOfP + "/items/1.1/updates", `{"done":"x","lead":"lead"}`, []int{403}}}},
	{"a focal point says on whose behalf", []authzTry{{"fp-lead", "*", "POST", authzOfP + "/items/1.1/updates", `{"done":"x","on_behalf_of":"plain"}`, []int{422}}}},
	{"a focal point corrects another lead's report", []authzTry{{"fp-lead", "*", "POST", authzOfP + "/items/1.3/updates", `{"done":"x","corrects":1,"correction_reason":"y"}`, []int{403}}}},
	{"a focal point withdraws by a correction", []authzTry{{"fp-lead", "*", "POST", authzOfP + "/items/1.1/updates", `{"status":"withdrawn","reason":"x","corrects":1,"correction_reason":"y"}`, []int{403}}}},
	{"a focal point corrects a decision", []authzTry{
		{"chair-alpha", "*", "POST", authzOfP + "/items/1.1/updates", authzGone, []int{201}},
		{"fp-lead", "*", "POST", authzOfP + "/items/1.1/updates", `{"done":"x","corrects":3,"correction_reason":"y"}`, []int{403}}}},
	{"a focal point reopens by a correction", []authzTry{
		{"fp-lead", "*", "POST", authzOfP + "/items/1.1/updates", `{"status":"completed","completed_on":"2026-03","done":"All."}`, []int{201}},
		{"fp-lead", "*", "POST", authzOfP + "/items/1.1/updates", `{"done":"Not yet.","corrects":3,"correction_reason":"y"}`, []int{403}}}},
	{"a secretariat reopens by a correction", []authzTry{
		{"sec-alpha", "*", "POST", authzOfP + "/items/1.1/updates", `{"status":"completed","completed_on":"2026-03","done":"All."}`, []int{201}},
		{"sec-alpha", "*", "POST", authzOfP + "/items/1.1/updates", `{"done":"Not yet.","corrects":3,"correction_reason":"y"}`, []int{403}}}},
	{"an update wider than its item", []authzTry{{"fp-lead", "*", "POST", authzOfP + "/items/1.2/updates", `{"done":"x","audience":"members"}`, []int{422}}}},
	{"an item wider than its plan", []authzTry{{"sec-alpha", "*", "POST", "/plans/a-members-draft/items", `{"title":"x","audience":"public"}`, []int{422}}}},
	{"a report dated at another body's meeting", []authzTry{{"fp-lead", "*", "POST", authzOfP + "/items/1.1/updates", `{"done":"x","meeting":"beta-1"}`, []int{422}}}},
	{"an endorsement at another body's meeting", []authzTry{{"chair-alpha", "*", "POST", "/plans/a-members-draft/endorse", `{"endorsed_on":"2026","meeting":"beta-1"}`, []int{422}}}},
	{"a plan that follows a hidden one", []authzTry{{"sec-beta", "*", "POST", "/plans", `{"code":"b-x","body":"beta","title":"x","predecessor":"a-bare-endorsed"}`, []int{422}}}},
	{"an item that follows a hidden one", []authzTry{{"sec-beta", "*", "POST", "/plans/b-members-draft/items", `{"title":"x","predecessors":["a-bare-endorsed/1.1"]}`, []int{422}}}},
	{"an update carried over by hand", []authzTry{{"chair-alpha", "*", "POST", authzOfP + "/items/1.1/updates", `{"status":"carried_over","done":"x"}`, []int{409, 422}}}},
}

func TestNobodyComesByMoreThanTheyHave(t *testing.T) {
	t.Parallel()
	for _, engine := range storetest.Engines(t) {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			for m, attempt := range authzAttempts {
				if !authzChosen(engine, m) {
					continue
				}
				w := seededWorld(t, engine)
				for n, try := range attempt.tries {
					before, a := w.heads(), authzActorNamed(try.actor)
					answer := w.ask(a, try.scope, try.method, "/api/v1"+try.path, try.body)
					if try.want != nil && !slices.Contains(try.want, answer.Code) || n == len(attempt.tries)-1 && w.heads() != before {
						t.Errorf("%s: %s %s %s by %s: %d, want %v: %s", attempt.name, try.method, try.path, try.body, try.actor, answer.Code, try.want, answer.Body)
					}
				}
			}
		})
	}
}

// TestWhatTheSecretariatPostsForALeadIsMarked: on_behalf_of and reported_by are two members, and only the lead's own focal point is unmarked.
func TestWhatTheSecretariatPostsForALeadIsMarked(t *testing.T) {
	t.Parallel()
	for _, engine := range storetest.Engines(t) {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			w := seededWorld(t, engine)
			for name, want := range map[string]string{"sec-alpha": "lead", "fp-lead": ""} {
				answer := w.ask(authzActorNamed(name), "*", "POST", "/api/v1"+authzOfP+"/items/1.1/updates", authzDone)
				var u struct {
					OnBehalfOf *string `json:"on_behalf_of"`
					ReportedBy string  `json:"reported_by"`
				}
				authzMust(t, json.Unmarshal(answer.Body.Bytes(), &u))
				if got := u.OnBehalfOf; u.ReportedBy != name || (got == nil) != (want == "") || got != nil && *got != want {
					t.Errorf("%s: %s", name, answer.Body)
				}
			}
		})
	}
}

// TestABadCredentialIsNeverAnonymous: with anonymous reading allowed, whoever sends an Authorization header is held to it.
func TestABadCredentialIsNeverAnonymous(t *testing.T) {
	t.Parallel()
	w := seededWorld(t, storetest.Engines(t)[0])
	good := w.tokens["reader-alpha *"]
	other := w.tokens["sec-alpha *"]
	_, err := w.tr.CreateBinding(context.Background(), authzOperator, "unbound", workplan.NewBinding{Role: workplan.RoleReader, Body: "alpha"})
	authzMust(t, err)
	for _, headers := range [][]string{{""}, {"Bearer"}, {"Bearer "}, {"Basic " + good}, {good}, {"Bearer " + good[:len(good)-1]}, {"Bearer " + strings.ToLower(good)}, {"Bearer " + good, "Bearer " + good},
		{"Bearer " + good, ""}, {"Bearer " + good[:17] + other[17:]}, {"Bearer " + good + " " + good}, {"Bearer null"}} {
		r := httptest.NewRequest("GET", "/api/v1/plans", nil)
		r.Header = http.Header{"Authorization": headers}
		answer := httptest.NewRecorder()
		w.open.ServeHTTP(answer, r)
		if answer.Code != 401 || answer.Header().Get("WWW-Authenticate") == "" {
			t.Errorf("%q: %d", headers, answer.Code)
		}
	}
}
