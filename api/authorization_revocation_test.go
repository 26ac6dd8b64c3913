package api_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"fwptracker/internal/store/storetest"
	"fwptracker/internal/workplan"
)

// authzEnding takes something away from an actor; before it the request is answered with had, from then on with left.
type authzEnding struct {
	what, actor, method, path, body string
	had, left                       int
	end                             func(ctx context.Context, w *authzWorld) error
}

func endBinding(user string) func(context.Context, *authzWorld) error {
	return func(ctx context.Context, w *authzWorld) error {
		_, err := w.tr.EndBinding(ctx, authzOperator, user, 1)
		return err
	}
}

func disableUser(user string) func(context.Context, *authzWorld) error {
	return func(ctx context.Context, w *authzWorld) error {
		_, err := w.tr.EditUser(ctx, authzOperator, user, nil, func(_ *workplan.User, disabled *bool) error { *disabled = true; return nil })
		return err
	}
}

func revokeToken(user string) func(context.Context, *authzWorld) error {
	return func(ctx context.Context, w *authzWorld) error {
		return w.tr.RevokeToken(ctx, authzOperator, w.tokenID(user))
	}
}

func endStanding(number int) func(context.Context, *authzWorld) error {
	return func(ctx context.Context, w *authzWorld) error {
		_, err := w.tr.EditMembership(ctx, authzOperator, "alpha", number, nil, func(m *workplan.MembershipContent) error { m.ToDate = authzYesterday; return nil })
		return err
	}
}

func changeItem(plan, ref string, edit func(*workplan.ItemContent)) func(context.Context, *authzWorld) error {
	return func(ctx context.Context, w *authzWorld) error {
		_, err := w.tr.EditItem(ctx, as("sec-alpha"), plan, ref, nil, func(i *workplan.ItemContent) error { edit(i); return nil })
		return err
	}
}

const (
	authzDone  = `{"done":"Done."}`
	authzGone  = `{"status":"withdrawn","reason":"Overtaken."}`
	authzOfP   = "/plans/a-members-endorsed"
	authzDrawn = "/plans/a-members-draft"
)

// Standing 1 is lead's, 3 plain's, 4 watcher's (see authzStandings).
var authzEndings = []authzEnding{
	{"a disabled reader reads", "reader-alpha", "GET", authzOfP, "", 200, 401, disableUser("reader-alpha")},
	{"a disabled lead posts", "fp-lead", "POST", authzOfP + "/items/1.1/updates", authzDone, 201, 401, disableUser("fp-lead")},
	{"a revoked token reads", "reader-alpha", "GET", authzOfP, "", 200, 401, revokeToken("reader-alpha")},
	{"a revoked token posts", "fp-lead", "POST", authzOfP + "/items/1.1/updates", authzDone, 201, 401, revokeToken("fp-lead")},
	{"a revoked token makes a token", "fp-lead", "POST", "/me/tokens", `{"name":"New","scopes":["read"]}`, 201, 401, revokeToken("fp-lead")},
	{"a former reader reads", "reader-alpha", "GET", authzOfP, "", 200, 404, endBinding("reader-alpha")},
	{"a former reader lists", "reader-alpha", "GET", "/members", "", 200, 403, endBinding("reader-alpha")},
	{"a former focal point reads its own item", "fp-lead", "GET", authzOfP + "/items/1.2", "", 200, 404, endBinding("fp-lead")},
	{"a former focal point posts", "fp-lead", "POST", authzOfP + "/items/1.1/updates", authzDone, 201, 404, endBinding("fp-lead")},
	{"a former focal point posts on what is public", "fp-lead", "POST", "/plans/a-public-endorsed/items/1.1/updates", authzDone, 201, 404, endBinding("fp-lead")},
	{"a former focal point reads the audit", "fp-lead", "GET", "/audit", "", 200, 403, endBinding("fp-lead")},
	{"a former secretariat drafts", "sec-alpha", "POST", authzDrawn + "/objectives", `{"title":"New"}`, 201, 404, endBinding("sec-alpha")},
	{"a former secretariat keeps users", "sec-alpha", "GET", "/users", "", 200, 403, endBinding("sec-alpha")},
	{"a former co-chair decides", "chair-alpha", "POST", authzOfP + "/items/1.1/updates", authzGone, 201, 404, endBinding("chair-alpha")},
	{"a former co-chair gives roles", "chair-alpha", "POST", "/users/reader-alpha/bindings", `{"role":"reader","body":"alpha"}`, 201, 403, endBinding("chair-alpha")},
	{"a former admin makes admins", "admin", "POST", "/users/unbound/bindings", `{"role":"admin"}`, 201, 403, endBinding("admin")},
	{"the focal point of a former observer reads", "fp-watcher", "GET", authzOfP, "", 200, 404, endStanding(4)},
	{"the focal point of a former member reads others' items", "fp-lead", "GET", authzOfP + "/items/1.3", "", 200, 404, endStanding(1)},
	{"the focal point of a former lead reads a hidden item", "fp-lead", "GET", authzDrawn + "/items/1.2", "", 200, 404,
		changeItem("a-members-draft", "1.2", func(i *workplan.ItemContent) { i.Leads = workplan.List{"plain"}; i.Supporting = nil })},
	{"a reader of an item that was narrowed", "reader-alpha", "GET", authzDrawn + "/items/1.3", "", 200, 404,
		changeItem("a-members-draft", "1.3", func(i *workplan.ItemContent) { i.Audience = workplan.AudienceChairs })},
	{"a reader of a plan that was narrowed, whose items were not", "reader-alpha", "GET", "/plans/a-public-draft/items/1.5", "", 200, 404,
		func(ctx context.Context, w *authzWorld) error {
			_, err := w.tr.EditPlan(ctx, as("sec-alpha"), "a-public-draft", nil, func(p *workplan.PlanContent) error { p.Audience = workplan.AudienceChairs; return nil })
			return err
		}},
}

func TestWhatWasTakenAwayIsGoneAtTheNextRequest(t *testing.T) {
	t.Parallel()
	for _, engine := range storetest.Engines(t) {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			for n, e := range authzEndings {
				if !authzChosen(engine, n) {
					continue
				}
				w, a := seededWorld(t, engine), authzActorNamed(e.actor)
				if got := w.ask(a, "*", e.method, "/api/v1"+e.path, e.body).Code; got != e.had {
					t.Errorf("%s: at first %d, want %d", e.what, got, e.had)
				}
				authzMust(t, e.end(context.Background(), w))
				before := w.heads()
				if got := w.ask(a, "*", e.method, "/api/v1"+e.path, e.body); got.Code != e.left || w.heads() != before {
					t.Errorf("%s: afterwards %d, want %d: %s", e.what, got.Code, e.left, got.Body)
				}
			}
		})
	}
}

// interruptedBody is a request body that does something when it is first read: after the token was judged, before the use case runs.
type interruptedBody struct {
	io.Reader
	first func()
}

func (b *interruptedBody) Read(p []byte) (int, error) {
	if b.first != nil {
		b.first()
		b.first = nil
	}
	return b.Reader.Read(p)
}

// TestWhatIsTakenAwayDuringAWriteStopsIt takes it away between the judging of the token and the transaction of the write.
func TestWhatIsTakenAwayDuringAWriteStopsIt(t *testing.T) {
	t.Parallel()
	for _, engine := range storetest.Engines(t) {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			for n, e := range authzEndings {
				if e.body == "" || !authzChosen(engine, n) {
					continue
				}
				w, before := seededWorld(t, engine), ""
				body := &interruptedBody{Reader: strings.NewReader(e.body), first: func() {
					authzMust(t, e.end(context.Background(), w))
					before = w.heads()
				}}
				r := httptest.NewRequest(e.method, "/api/v1"+e.path, body)
				r.Header = http.Header{"Authorization": {"Bearer " + w.tokens[e.actor+" *"]}, "Content-Type": {"application/json"}}
				answer := httptest.NewRecorder()
				w.closed.ServeHTTP(answer, r)
				if answer.Code != e.left || w.heads() != before {
					t.Errorf("%s: taken away on the way, answered %d, want %d: %s", e.what, answer.Code, e.left, answer.Body)
				}
			}
		})
	}
}

// TestAStoredAnswerIsForWhoMayStillHaveIt repeats a request with its key: by another user it is a request of its own; with a token that lacks
// the scope, or once the right has ended, it is refused like any other.
func TestAStoredAnswerIsForWhoMayStillHaveIt(t *testing.T) {
	t.Parallel()
	path, key := "/api/v1/plans/a-members-endorsed/items/1.2/updates", []string{"Idempotency-Key", "the-same-key"}
	body := `{"done":"For the chairs."}`
	for _, engine := range storetest.Engines(t) {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			w, lead := seededWorld(t, engine), authzActorNamed("fp-lead")
			if got := w.askAs(lead, w.tokens["fp-lead *"], "POST", path, body, key...); got.Code != 201 {
				t.Fatalf("the first: %d %s", got.Code, got.Body)
			}
			for name, want := range map[string]int{"reader-alpha": 404, "fp-support": 403, "fp-plain": 404, "sec-beta": 404, "anonymous": 401} {
				if got := w.askAs(authzActorNamed(name), w.tokens[name+" *"], "POST", path, body, key...); got.Code != want || got.Header().Get("Idempotency-Replayed") != "" {
					t.Errorf("%s with the lead's key: %d, want %d: %s", name, got.Code, want, got.Body)
				}
			}
			if got := w.askAs(lead, w.tokens["fp-lead updates"], "POST", path, body, key...); got.Code != 201 || got.Header().Get("Idempotency-Replayed") != "true" {
				t.Errorf("the lead again with another token that has the scope: %d", got.Code)
			}
			if got := w.askAs(lead, w.tokens["fp-lead read"], "POST", path, body, key...); got.Code != 403 {
				t.Errorf("the lead with a token that lacks the scope: %d, want 403: %s", got.Code, got.Body)
			}
			authzMust(t, endBinding("fp-lead")(context.Background(), w))
			if got := w.askAs(lead, w.tokens["fp-lead *"], "POST", path, body, key...); got.Code != 403 || got.Header().Get("Idempotency-Replayed") != "" {
				t.Errorf("the former lead: %d, want 403: %s", got.Code, got.Body)
			}
		})
	}
}
