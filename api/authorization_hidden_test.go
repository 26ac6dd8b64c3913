package api_test

import (
	"fmt"
	"maps"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/store/storetest"
)

// authzPair is a thing that some actors must not see, and the name of one that does not exist, of the same length.
type authzPair struct {
	what           string
	hidden, absent []string // of the path: name, value, …
	actors         []string
}

// Plan a-bare-endorsed is for the chairs of alpha and the member plain; item 1.6 of a-public-endorsed too; update 2 of its item 1.4 is for the
// chairs and plain. Nothing of the register is for anonymous readers.
var authzPairs = []authzPair{
	{"plan", []string{"plan", "a-bare-endorsed"}, []string{"plan", "a-none-endorsed"}, []string{"anonymous", "anonymous-open", "unbound", "reader-alpha", "reader-beta", "fp-lead", "sec-beta", "chair-beta", "admin"}},
	{"draft plan", []string{"plan", "a-bare-draft"}, []string{"plan", "a-none-draft"}, []string{"anonymous", "anonymous-open", "reader-alpha", "fp-lead", "sec-beta"}},
	{"item of a hidden plan", []string{"plan", "a-bare-endorsed", "ref", "1.1"}, []string{"plan", "a-none-endorsed", "ref", "1.1"}, []string{"anonymous", "anonymous-open", "reader-alpha", "fp-lead", "sec-beta", "chair-beta", "admin"}},
	{"item of a hidden draft", []string{"plan", "a-bare-draft", "ref", "1.1"}, []string{"plan", "a-none-draft", "ref", "1.1"}, []string{"reader-alpha", "fp-lead", "sec-beta"}},
	{"item of a plan in sight", []string{"plan", "a-public-endorsed", "ref", "1.6"}, []string{"plan", "a-public-endorsed", "ref", "1.9"}, []string{"anonymous", "anonymous-open", "reader-alpha", "fp-lead", "sec-beta"}},
	{"item of a draft in sight", []string{"plan", "a-public-draft", "ref", "1.6"}, []string{"plan", "a-public-draft", "ref", "1.9"}, []string{"anonymous-open", "reader-alpha", "fp-lead", "sec-beta"}},
	{"update", []string{"plan", "a-public-endorsed", "ref", "1.4", "number", "2"}, []string{"plan", "a-public-endorsed", "ref", "1.4", "number", "7"}, []string{"anonymous", "anonymous-open", "reader-alpha", "fp-lead", "sec-beta"}},
	{"edition", []string{"plan", "a-public-endorsed", "number", "2"}, []string{"plan", "a-public-endorsed", "number", "7"}, []string{"anonymous", "anonymous-open", "reader-alpha", "fp-lead", "sec-beta"}},
	{"file of an edition", []string{"plan", "a-public-endorsed", "number", "2", "format", "md"}, []string{"plan", "a-public-endorsed", "number", "7", "format", "md"}, []string{"anonymous", "anonymous-open", "reader-alpha", "fp-lead", "sec-beta"}},
	{"waiver", []string{"plan", "a-public-endorsed", "number", "7"}, []string{"plan", "a-public-endorsed", "number", "9"}, []string{"anonymous", "anonymous-open", "reader-alpha", "fp-lead", "sec-beta"}},
	{"waiver in a hidden plan", []string{"plan", "a-bare-endorsed", "number", "1"}, []string{"plan", "a-none-endorsed", "number", "1"}, []string{"anonymous", "anonymous-open", "reader-alpha", "fp-lead", "sec-beta"}},
	{"stage of a hidden deliverable", []string{"plan", "a-public-endorsed", "ref", "1.4", "number", "2", "entry", "1"}, []string{"plan", "a-public-endorsed", "ref", "1.4", "number", "7", "entry", "1"}, []string{"anonymous", "anonymous-open", "reader-alpha", "fp-lead", "sec-beta"}},
	{"offer", []string{"plan", "a-public-endorsed", "ref", "1.4", "number", "1", "member", "watcher", "offer", "1"}, []string{"plan", "a-public-endorsed", "ref", "1.4", "number", "1", "member", "watcher", "offer", "9"}, []string{"anonymous", "anonymous-open", "reader-alpha", "fp-lead", "fp-visitor", "sec-beta"}},
	{"reporting round", []string{"number", "1"}, []string{"number", "9"}, []string{"anonymous", "anonymous-open", "unbound", "reader-beta", "fp-visitor", "fp-stranger", "sec-beta", "chair-beta", "admin"}},
	{"proposal", []string{"number", "10"}, []string{"number", "99"}, []string{"anonymous", "anonymous-open", "reader-alpha", "fp-lead", "sec-alpha", "chair-alpha"}},
	{"binding", []string{"user", "reader-beta", "number", "1"}, []string{"user", "reader-zeta", "number", "1"}, []string{"anonymous", "reader-alpha", "fp-lead", "sec-alpha", "chair-alpha"}},
	{"user", []string{"user", "reader-beta"}, []string{"user", "reader-zeta"}, []string{"anonymous", "reader-alpha", "fp-lead", "sec-alpha", "chair-alpha"}},
	{"body", []string{"body", "alpha"}, []string{"body", "omega"}, []string{"anonymous"}},
	{"membership", []string{"body", "alpha", "number", "1"}, []string{"body", "alpha", "number", "9"}, []string{"anonymous", "anonymous-open"}},
	{"member", []string{"member", "lead"}, []string{"member", "leaf"}, []string{"anonymous", "anonymous-open"}},
	{"record of a meeting", []string{"meeting", "alpha-chairs", "number", "1"}, []string{"meeting", "alpha-chairs", "number", "9"}, []string{"anonymous", "anonymous-open", "reader-alpha", "fp-lead", "sec-beta", "admin"}},
	{"decision of a record", []string{"meeting", "alpha-public", "number", "2"}, []string{"meeting", "alpha-public", "number", "9"}, []string{"anonymous", "anonymous-open", "reader-alpha", "fp-lead", "sec-beta", "admin"}},
	{"corrigendum of a record", []string{"meeting", "alpha-members", "number", "2"}, []string{"meeting", "alpha-members", "number", "9"}, []string{"anonymous", "anonymous-open", "reader-alpha", "fp-lead", "sec-beta", "admin"}},
	{"meeting", []string{"meeting", "alpha-1"}, []string{"meeting", "alpha-9"}, []string{"anonymous", "anonymous-open"}},
}

// authzNumbered tells of what the number in a path is one, where other operations have paths with the same parameters.
var authzNumbered = [][2]string{{"edition", "/editions"}, {"file of an edition", "/editions"}, {"waiver", "/waivers"}, {"decision", "/decisions"}, {"corrigendum", "/corrigenda"},
	{"reporting round", "/rounds"}, {"proposal", "/proposals"}}

// operations lists those whose path has exactly the parameters of the pair, giving a role last: it would make a user visible.
func (p authzPair) operations() (ids []string) {
	for id, o := range authzOperations {
		if slices.ContainsFunc(authzNumbered, func(n [2]string) bool { return strings.HasPrefix(p.what, n[0]) && !strings.Contains(o.path, n[1]) }) {
			continue
		}
		if path := authzPath(o.path, p.hidden); strings.Count(o.path, "{") == len(p.hidden)/2 && !strings.Contains(path, "{") {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	slices.Reverse(ids)
	return ids
}

// authzBodyOf is a valid body for an operation.
func (w *authzWorld) bodyOf(op string) string {
	cells := authzCells()
	if c := cells[slices.IndexFunc(cells, func(c authzCell) bool { return c.op == op })]; c.body != nil {
		return c.body(w)
	}
	return ""
}

// authzSame is what of an answer must be the same for hidden and absent: all of it, but for the name that was asked for, which is called as.
func authzSame(r *httptest.ResponseRecorder, asked, as []string) string {
	var b strings.Builder
	fmt.Fprintln(&b, r.Code)
	for _, name := range slices.Sorted(maps.Keys(r.Header())) {
		fmt.Fprintln(&b, name, r.Header()[name])
	}
	text := r.Body.String()
	for n := range asked {
		text = strings.ReplaceAll(text, asked[n], as[n])
	}
	return b.String() + text
}

func TestWhatIsHiddenAnswersAsIfItWereAbsent(t *testing.T) {
	t.Parallel()
	for _, engine := range storetest.Engines(t) {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			w := seededWorld(t, engine)
			// Each way of asking is a scope of the token and headers; without If-Match, with one that no version has, with a key.
			ways := []struct {
				name, scope string
				headers     []string
			}{
				{"plainly", "*", nil}, {"with a stale If-Match", "*", []string{"If-Match", `"999-0000000000000000"`}}, {"without If-Match", "*", []string{"If-Match", ""}},
				{"with a key", "*", []string{"Idempotency-Key", "hidden-or-absent"}}, {"with a token for updates", "updates", nil}, {"with a token for plans", "plans", nil},
			}
			asked, told := 0, map[string]string{}
			for _, p := range authzPairs {
				for _, op := range p.operations() {
					for _, name := range p.actors {
						for _, way := range ways {
							a, o, body := authzActorNamed(name), authzOperations[op], w.bodyOf(op)
							token := w.credential(a, way.scope)
							hidden := authzSame(w.askAs(a, token, o.method, authzPath(o.path, p.hidden), body, way.headers...), p.hidden, p.hidden)
							absent := authzSame(w.askAs(a, token, o.method, authzPath(o.path, p.absent), body, way.headers...), p.absent, p.hidden)
							if asked++; hidden != absent {
								told[op+" on "+p.what+" tells "+name] = fmt.Sprintf("%s, hidden: %s\nabsent: %s", way.name, hidden, absent)
							}
						}
					}
				}
			}
			for _, what := range slices.Sorted(maps.Keys(told)) {
				t.Errorf("%s: %s", what, told[what])
			}
			t.Logf("%d pairs of answers compared", asked)
		})
	}
}

// TestHiddenAndAbsentTakeTheSameTime compares medians of calls made in turn.
func TestHiddenAndAbsentTakeTheSameTime(t *testing.T) {
	w, a := seededWorld(t, store.SQLite), authzActorNamed("reader-alpha")
	for _, op := range []string{"getPlan", "getItem", "editItem", "postStatusUpdate"} {
		o, body := authzOperations[op], w.bodyOf(op)
		pair := authzPairs[2]
		var took [2][]time.Duration
		for range 250 {
			for n, params := range [][]string{pair.hidden, pair.absent} {
				start := time.Now()
				w.ask(a, "*", o.method, authzPath(o.path, params), body)
				took[n] = append(took[n], time.Since(start))
			}
		}
		for n := range took {
			slices.Sort(took[n])
		}
		if apart := (took[0][125] - took[1][125]).Abs(); apart > 5*time.Millisecond {
			t.Errorf("%s: hidden and absent are %s apart in the median", op, apart)
		}
	}
}

// TestPagesOfOneRowHoldWhatOneLongPageHolds walks lists row by row: what is hidden makes no empty page and ends no list early.
func TestPagesOfOneRowHoldWhatOneLongPageHolds(t *testing.T) {
	t.Parallel()
	for _, engine := range storetest.Engines(t) {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			w := seededWorld(t, engine)
			for _, name := range []string{"anonymous-open", "unbound", "reader-alpha", "fp-lead", "fp-betan", "sec-beta", "both"} {
				a := authzActorNamed(name)
				for op, want := range map[string][]string{"listPlans": a.plans(), "listItems": a.items(""), "listStatusUpdates": a.updates("")} {
					for _, query := range []string{"?limit=1", "?limit=1&as_of=2026-03-04", "?limit=1&sort=-updated", "?limit=1&q=@"} {
						query = replaceMark(query, map[string]string{"listPlans": "plan", "listItems": "item", "listStatusUpdates": "report"}[op])
						if op == "listStatusUpdates" {
							query = strings.Replace(query, "updated", "effective", 1)
						}
						got := w.walkPages(a, op, query)
						if !slices.Equal(got, slices.Sorted(slices.Values(want))) {
							t.Errorf("%s%s by %s holds %v and lacks %v", op, query, name, authzOnly(got, want), authzOnly(want, got))
						}
					}
				}
			}
		})
	}
}
