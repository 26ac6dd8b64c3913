package api

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fwptracker/internal/workplan"
)

func TestTokens(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		made := w.created("lead", "/me/tokens", `{"name":"Dashboard","scopes":["read","tokens"],"days":10}`)
		var token TokenMade
		w.parse(made, &token)
		w.tokens["dashboard"] = token.Secret
		path := "/me/tokens/" + token.ID
		if made.Header.Get("Location") != Base+path || made.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("headers of a new token: %v", made.Header)
		}
		w.play(
			scenario{as: "lead", req: "GET " + path, want: 200, has: all(`"name":"Dashboard"`, `"last_used_at":null`, `"expires_at":"2024-03-11T09:00:00`, `"revoked_at":null`), hasNot: all("secret", token.Secret)},
			scenario{as: "lead", req: "GET /me/tokens", want: 200, has: all(token.ID), hasNot: all("secret", token.Secret)},
			scenario{as: "dashboard", req: "GET /me", want: 200, has: all(`"username":"lead"`)},
			scenario{as: "lead", req: "GET " + path, want: 200, has: all(`"last_used_at":"2024-03-01T09:00:00Z"`)},
			scenario{as: "chair", req: "GET " + path, want: 404},
			scenario{as: "chair", req: "DELETE " + path, want: 404},
			scenario{as: "lead", req: "GET /me/tokens/none", want: 404},
			scenario{as: "lead", req: "GET /me/tokens?limit=1", want: 422},
			scenario{as: "lead", req: "GET " + path + "?x=1", want: 422},
			scenario{as: "dashboard", req: "POST /me/tokens", body: `{"name":"Wider","scopes":["read","updates"]}`, want: 422, has: all(`"/scopes/1"`, "wider_than_token")},
			scenario{as: "dashboard", req: "POST /me/tokens", body: `{"name":"Same","scopes":["read"]}`, want: 201, has: all(`"expires_at":"2024-03-11T09:00:00`)}, // it does not outlive the token it was made with
			scenario{as: "lead", req: "POST /me/tokens", body: `{"name":"Same","scopes":["read"]}`, want: 201, has: all(`"expires_at":"2024-05-30T09:00:00`)},
			scenario{as: "lead", req: "POST /me/tokens", body: `{"name":"","scopes":["read","read","all"],"days":366}`, want: 422, has: all(`"/name"`, `"/scopes/1"`, `"/scopes/2"`, `"/days"`)},
			scenario{as: "lead", req: "POST /me/tokens", body: `{"name":"x","scopes":[],"days":0,"owner":"chair"}`, want: 422, has: all(`"/scopes"`, `"/days"`, `"/owner"`)},
			scenario{as: "lead", req: "POST /me/tokens", body: `{"name":"x","scopes":["read"]}`, headers: all("Idempotency-Key", "12345678"), want: 400, problem: "malformed"},
			scenario{as: "lead", req: "DELETE " + path + "?x=1", want: 422},
			scenario{as: "lead", req: "DELETE " + path, want: 204},
			scenario{as: "dashboard", req: "GET /me", want: 401, problem: "invalid-token", header: all(`WWW-Authenticate: error="invalid_token"`)},
			scenario{as: "lead", req: "GET " + path, want: 200, has: all(`"revoked_at":"2024-03-01T09:00:00`)},
			scenario{as: "lead", req: "DELETE " + path, want: 204},
		)
	})
}

func TestATokenEnds(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		w.tokens["short"] = w.token("lead", 1, workplan.ScopeRead)
		w.play(scenario{as: "short", req: "GET /plans", want: 200})
		w.later(24*time.Hour - time.Microsecond*500)
		w.play(scenario{as: "short", req: "GET /plans", want: 200})
		w.later(time.Millisecond)
		w.play(scenario{as: "short", req: "GET /plans", want: 401, problem: "invalid-token"})
		good := w.tokens["lead"]
		mistyped := strings.Replace(good, good[10:11], map[bool]string{true: "b", false: "a"}[good[10] == 'a'], 1)
		for name, header := range map[string][]string{
			"mistyped":     {"Authorization", "Bearer " + mistyped},
			"cut":          {"Authorization", "Bearer " + good[:40]},
			"empty":        {"Authorization", "Bearer "},
			"basic":        {"Authorization", "Basic bGVhZDpsZWFk"},
			"bare":         {"Authorization", good},
			"twice":        {"Authorization", "Bearer " + good, "Authorization", "Bearer " + good},
			"unknown":      {"Authorization", "Bearer " + "fwp_000000000000_0000000000000000000000000000000000000000000" + "000000"},
			"empty header": {"Authorization", ""},
		} {
			a := w.sendRaw("GET", "/plans", "", header...)
			if a.StatusCode != 401 || !strings.Contains(a.text, "/problems/invalid-token") || a.Header.Get("WWW-Authenticate") == "" {
				t.Errorf("%s: %d %s", name, a.StatusCode, a.text)
			}
			if strings.Contains(a.text, good) {
				t.Errorf("%s: the token is repeated", name)
			}
		}
		if a := w.sendRaw("GET", "/plans", "", "Authorization", "bearer  "+good); a.StatusCode != 200 {
			t.Errorf("a scheme in other letters: %d %s", a.StatusCode, a.text)
		}
	})
}

func TestScopesBoundATokenAndNothingWidensIt(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		requests := map[workplan.Scope][]scenario{
			workplan.ScopeRead:     {{req: "GET /plans", want: 200}, {req: "GET /items", want: 200}, {req: "GET /plans/wg-2024/report", want: 200}, {req: "GET /members", want: 200}, {req: "GET /meetings", want: 200}, {req: "GET /bodies", want: 200}, {req: "GET /updates", want: 200}},
			workplan.ScopeUpdates:  {{req: "POST /plans/wg-2024/items/2.1/updates", body: `{"status":"withdrawn","reason":"r"}`, want: 201}},
			workplan.ScopePlans:    {{req: "POST /plans/draft-2027/items", body: `{"title":"T"}`, want: 201}, {req: "POST /plans", body: `{"code":"np","body":"wg","title":"T"}`, want: 201}},
			workplan.ScopeRegister: {{req: "POST /members", body: `{"code":"nm","name":"N","kind":"state"}`, want: 201}, {req: "POST /meetings", body: `{"code":"nn","body":"wg","name":"N"}`, want: 201}},
			workplan.ScopeUsers:    {{req: "GET /users", want: 200}, {req: "POST /users/reader/bindings", body: `{"role":"reader","body":"wg"}`, want: 201}},
			workplan.ScopeTokens:   {{req: "GET /me/tokens", want: 200}, {req: "POST /me/tokens", body: `{"name":"n","scopes":["tokens"]}`, want: 201}},
			workplan.ScopeAudit:    {{req: "GET /audit", want: 200}},
		}
		for _, scope := range workplan.Scopes {
			w.tokens["only "+string(scope)] = w.token("chair", 0, scope)
			others := []workplan.Scope{}
			for _, s := range workplan.Scopes {
				if s != scope {
					others = append(others, s)
				}
			}
			w.tokens["all but "+string(scope)] = w.token("chair", 0, others...)
			for _, s := range requests[scope] {
				lacking := s
				s.as, lacking.as = "only "+string(scope), "all but "+string(scope)
				lacking.want, lacking.problem, lacking.has = 403, "missing-scope", all(fmt.Sprintf(`\"%s\"`, scope))
				w.play(lacking, s)
			}
		}
		w.tokens["reader with all"] = w.token("reader", 0, workplan.Scopes...)
		w.play(scenario{as: "reader with all", req: "POST /members", body: `{"code":"z","name":"Z","kind":"state"}`, want: 403, problem: "forbidden"})
	})
}

func TestAUserRevokesATokenToMakeTheTwentyFirst(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		var made TokenMade
		w.parse(w.created("lead", "/me/tokens", `{"name":"First","scopes":["read"]}`), &made)
		for range workplan.MaxLiveTokens - 2 { // and the one to ask with
			w.token("lead", 1, workplan.ScopeRead)
		}
		more := scenario{as: "lead", req: "POST /me/tokens", body: `{"name":"One more","scopes":["read"]}`}
		full := more
		full.want, full.problem, full.has = 409, "too-many-tokens", all("Revoke one", "20 tokens")
		more.want = 201
		w.play(full, scenario{as: "lead", req: "DELETE /me/tokens/" + made.ID, want: 204}, more, full)
	})
}
