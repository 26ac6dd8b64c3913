package api_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"fwptracker/internal/store"
	"fwptracker/internal/store/storetest"
)

// authzTally counts cells and gathers what was not as the design says.
type authzTally struct {
	mu     sync.Mutex
	cells  int
	groups map[string][]string
}

// count adds one cell; wrong, where not empty, says how it fails, and cell which one it is.
func (t *authzTally) count(wrong, cell string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.cells++
	if wrong != "" {
		t.groups[wrong] = append(t.groups[wrong], cell)
	}
}

func (t *authzTally) report(tb testing.TB, least int) {
	tb.Logf("%d cells walked", t.cells)
	if t.cells < least {
		tb.Errorf("%d cells are fewer than the %d promised", t.cells, least)
	}
	for _, wrong := range slices.Sorted(maps.Keys(t.groups)) {
		cells := t.groups[wrong]
		tb.Errorf("%s: %d cells, such as %s", wrong, len(cells), strings.Join(cells[:min(3, len(cells))], "; "))
	}
}

// TestAuthorizationWalk holds every operation on every object, asked with every credential of every actor, against the design's table as
// written down in the authorization_*_test.go files. A refused write must leave nothing behind, a list hold exactly what the actor sees.
func TestAuthorizationWalk(t *testing.T) {
	t.Parallel()
	for _, engine := range storetest.Engines(t) {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			tally := &authzTally{groups: map[string][]string{}}
			groups, every, least := 4, 2, 30_000
			if engine == store.Postgres || underRace {
				groups, every, least = 1, 37, 1000
			}
			t.Run("group", func(t *testing.T) {
				for n := range groups {
					t.Run(fmt.Sprint(n), func(t *testing.T) {
						t.Parallel()
						w := seededWorld(t, engine)
						for i := n; i < len(authzActors); i += groups {
							w.reads(tally, i, every)
						}
						for i := n; i < len(authzActors); i += groups {
							w.writes(tally, i, every)
						}
					})
				}
			})
			tally.report(t, least)
		})
	}
}

// credentials lists the tokens with which an actor asks: with all scopes, and with each alone.
func (a authzActor) credentials() []string {
	if a.signedIn() {
		return append([]string{"*"}, authzScopes...)
	}
	return []string{"*"}
}

func (w *authzWorld) reads(tally *authzTally, actor, every int) {
	w.walk(tally, actor, every, func(o authzOperation) bool { return o.method == "GET" })
}

func (w *authzWorld) writes(tally *authzTally, actor, every int) {
	w.walk(tally, actor, every, func(o authzOperation) bool { return o.method != "GET" })
}

// walk asks every so many of the cells of an actor with a token that has all scopes, the next actor those beside them; with one that has a single scope,
// which is judged apart from what is asked for, fewer; but in any case each operation with all scopes.
func (w *authzWorld) walk(tally *authzTally, actor, every int, these func(authzOperation) bool) {
	a := authzActors[actor]
	met := map[string]bool{}
	for n, c := range authzCells() {
		o := authzOperations[c.op]
		if !these(o) {
			continue
		}
		for m, scope := range a.credentials() {
			first, step := scope == "*" && !met[c.op], every
			switch scope {
			case "*":
			case o.scope:
				step *= 3
			default:
				step *= 24
			}
			if !first && (n*len(authzScopes)+m+actor)%step != 0 {
				continue
			}
			met[c.op] = met[c.op] || first
			tally.count(w.try(a, c, scope), a.name+" "+scope+" on "+c.on)
		}
	}
}

// expected is what the design answers to the actor with a token of a scope ("*" all).
func (a authzActor) expected(c authzCell, scope string) int {
	o := authzOperations[c.op]
	switch {
	case a.token == "none" && o.public && a.open:
		return c.want(a, true)
	case !a.signedIn():
		return http.StatusUnauthorized
	default:
		return c.want(a, scope == "*" || scope == o.scope || o.scope == "")
	}
}

// try asks one cell and says what is wrong with the answer, "" if nothing.
func (w *authzWorld) try(a authzActor, c authzCell, scope string) string {
	o, want := authzOperations[c.op], a.expected(c, scope)
	params := c.params
	if c.fresh != nil && a.signedIn() && (c.always || want < 300) {
		params = c.fresh(w, a)
	}
	body := ""
	if c.body != nil {
		body = c.body(w)
	}
	before := ""
	if o.method != "GET" {
		before = w.heads()
	}
	answer := w.ask(a, scope, o.method, authzPath(o.path, params)+c.query, body)
	if answer.Code != want {
		return fmt.Sprintf("%s: %d, want %d", c.op, answer.Code, want)
	}
	if o.method != "GET" {
		if moved := w.heads() != before; moved != (want < 300 && !strings.HasPrefix(c.op, "preview")) {
			return fmt.Sprintf("%s: answered %d, but audit heads moved: %v", c.op, answer.Code, moved)
		}
		return ""
	}
	if scope == "*" {
		if head := w.ask(a, scope, "HEAD", authzPath(o.path, params)+c.query, ""); head.Code != want || head.Body.Len() > 0 {
			return fmt.Sprintf("HEAD for %s: %d with %d bytes, want %d without", c.op, head.Code, head.Body.Len(), want)
		}
	}
	if want != http.StatusOK {
		return ""
	}
	if c.op == "listAudit" {
		return a.auditFault(answer.Body.Bytes())
	}
	if c.names != nil {
		if got, want := authzNames(c.op, answer.Body.Bytes()), c.names(a); !slices.Equal(got, slices.Sorted(slices.Values(want))) {
			return fmt.Sprintf("%s shows %v and lacks %v", c.op, authzOnly(got, want), authzOnly(want, got))
		}
	}
	return ""
}

// authzOnly lists what is in one list but not in the other.
func authzOnly(these, those []string) []string {
	return slices.DeleteFunc(slices.Clone(these), func(s string) bool { return slices.Contains(those, s) })
}

func authzPath(template string, params []string) string {
	for n := 0; n+1 < len(params); n += 2 {
		template = strings.ReplaceAll(template, "{"+params[n]+"}", params[n+1])
	}
	return "/api/v1" + template
}

// authzConditional are the acts on a thing that need its version.
var authzConditional = regexp.MustCompile(`/(endorse|close|reopen|amendments|adopt|corrigenda)$|/proposals/\d+/(accept|merge|defer|decline|move|reopen|withdraw)$`)

// authzVersions names the first versions that a thing may have, for writes whose right is at stake and not their version.
var authzVersions = func() string {
	var tags []string
	for v := range 120 {
		tags = append(tags, fmt.Sprintf(`"%d-0000000000000000"`, v+1))
	}
	return strings.Join(tags, ", ")
}()

func (w *authzWorld) ask(a authzActor, scope, method, target, body string) *httptest.ResponseRecorder {
	return w.askAs(a, w.credential(a, scope), method, target, body)
}

// askAs sends a request with a token, "" for none.
func (w *authzWorld) askAs(a authzActor, token, method, target, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if method == "PATCH" || method == "DELETE" || method == "POST" && authzConditional.MatchString(target) {
		r.Header.Set("If-Match", authzVersions)
	}
	for n := 0; n+1 < len(headers); n += 2 {
		r.Header.Set(headers[n], headers[n+1])
	}
	answer, handler := httptest.NewRecorder(), w.closed
	if a.open {
		handler = w.open
	}
	handler.ServeHTTP(answer, r)
	if answer.Code >= http.StatusInternalServerError {
		w.tb.Errorf("%s %s by %s: %d %s", method, target, a.name, answer.Code, answer.Body)
	}
	return answer
}
