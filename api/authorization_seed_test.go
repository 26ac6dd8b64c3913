package api_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"fwptracker/api"
	"fwptracker/internal/auth"
	"fwptracker/internal/store"
	"fwptracker/internal/store/storetest"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// authzClock moves a little each time it is asked, so that no two records share a moment.
type authzClock struct{ at atomic.Int64 }

func newAuthzClock(start time.Time) *authzClock {
	c := &authzClock{}
	c.at.Store(start.UnixMicro())
	return c
}

func (c *authzClock) now() time.Time { return time.UnixMicro(c.at.Add(10)).UTC() }

func (c *authzClock) set(t time.Time) { c.at.Store(t.UnixMicro()) }

var (
	authzSeedTime = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	authzWalkTime = time.Date(2026, 3, 5, 9, 0, 0, 0, time.UTC)
	authzOperator = workplan.Actor{Operator: true}
)

// authzWorld is one database with the whole stack upon it, once without and once with anonymous reading.
type authzWorld struct {
	tb     testing.TB
	store  *store.Store
	clock  *authzClock
	tr     *tracker.Tracker
	closed http.Handler
	open   http.Handler
	tokens map[string]string // by "actor scope", the scope "*" being all of them
	drafts map[string]string // by body, those that take accepted proposals
	fresh  int
}

func newAuthzWorld(tb testing.TB, s *store.Store, start time.Time) *authzWorld {
	w := &authzWorld{tb: tb, store: s, clock: newAuthzClock(start), tokens: map[string]string{}, drafts: map[string]string{}}
	handler := func(public bool) http.Handler {
		tr := tracker.New(s, tracker.Settings{Now: w.clock.now})
		w.tr = tr
		return api.New(api.Config{Tracker: tr, Now: w.clock.now, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
			Auth:     &auth.Authenticator{Store: s, Now: w.clock.now, Today: tr.Today, PublicReading: public},
			ClientIP: func(*http.Request) string { return "192.0.2.1" }})
	}
	w.open, w.closed = handler(true), handler(false)
	return w
}

// authzImage is the SQLite file of the seeded world with its tokens, made once and copied for each world.
var authzImage = sync.OnceValue(func() func(testing.TB) *authzWorld {
	var image []byte
	var tokens map[string]string
	var once sync.Once
	return func(tb testing.TB) *authzWorld {
		once.Do(func() {
			url := storetest.URL(tb, store.SQLite)
			s, err := store.Open(context.Background(), url)
			authzMust(tb, err)
			w := newAuthzWorld(tb, s, authzSeedTime)
			w.seed()
			authzMust(tb, s.Close())
			image, err = os.ReadFile(strings.TrimPrefix(url, "sqlite://"))
			authzMust(tb, err)
			tokens = w.tokens
		})
		url := storetest.URL(tb, store.SQLite)
		authzMust(tb, os.WriteFile(strings.TrimPrefix(url, "sqlite://"), image, 0o600))
		s, err := store.Open(context.Background(), url)
		authzMust(tb, err)
		tb.Cleanup(func() { authzMust(tb, s.Close()) })
		w := newAuthzWorld(tb, s, authzWalkTime)
		w.tokens = tokens
		return w
	}
})

// seededWorld gives a world of its own to a test.
func seededWorld(tb testing.TB, engine string) *authzWorld {
	tb.Helper()
	if engine == store.SQLite {
		return authzImage()(tb)
	}
	w := newAuthzWorld(tb, storetest.Open(tb, engine), authzSeedTime)
	w.seed()
	w.clock.set(authzWalkTime)
	return w
}

// authzChosen says which of the cases that each need a world of their own run on an engine: all on SQLite, where a world is a copy of a file,
// some on PostgreSQL.
func authzChosen(engine string, n int) bool { return engine == store.SQLite || n%6 == 1 }

func authzMust(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

func as(name string) workplan.Actor { return workplan.Actor{Username: name} }

var authzStandings = []struct {
	body, member string
	role         workplan.MembershipRole
	to           workplan.PartialDate
}{
	{"alpha", "lead", workplan.MembershipMember, ""}, {"alpha", "support", workplan.MembershipMember, ""}, {"alpha", "plain", workplan.MembershipMember, ""},
	{"alpha", "watcher", workplan.MembershipObserver, ""}, {"alpha", "visitor", workplan.MembershipGuest, ""},
	{"alpha", "former", workplan.MembershipMember, "2024"}, {"beta", "betan", workplan.MembershipMember, ""},
	{"alpha", "dummy", workplan.MembershipMember, ""}, {"beta", "dummy", workplan.MembershipMember, ""},
}

// seed fills an empty world: by the operator what is the operator's, the rest by those whose right it is.
func (w *authzWorld) seed() {
	ctx := context.Background()
	for _, body := range []string{"alpha", "beta"} {
		w.body(ctx, body)
	}
	for _, code := range []string{"lead", "support", "plain", "watcher", "visitor", "former", "stranger", "betan", "dummy"} {
		w.member(ctx, code)
	}
	for _, m := range authzStandings {
		_, err := w.tr.CreateMembership(ctx, authzOperator, m.body, workplan.NewMembership{Member: m.member,
			MembershipContent: workplan.MembershipContent{Role: m.role, FromDate: "2020", ToDate: m.to}})
		authzMust(w.tb, err)
	}
	for _, a := range authzActors {
		if a.token != "none" && a.token != "mistyped" {
			w.user(ctx, a.name, a.bindings)
			w.mintAll(ctx, a)
		}
	}
	w.meeting(ctx, "alpha", "alpha-1")
	w.meeting(ctx, "beta", "beta-1")
	w.records(ctx, "alpha")
	w.records(ctx, "beta")
	for _, p := range authzPlans {
		w.plan(ctx, p.code, p)
		w.waivers(ctx, p)
		if p.status == "endorsed" {
			w.outputs(ctx, p.code, p, true)
		}
	}
	for _, r := range authzRounds {
		w.round(ctx, r.body, r.plans...)
	}
	w.proposals(ctx)
}

// mintAll makes the actor's tokens: one with all scopes, and one with each. Those of the refused kinds are ended as their name says.
func (w *authzWorld) mintAll(ctx context.Context, a authzActor) {
	for _, scope := range append([]workplan.Scope{"*"}, workplan.Scopes...) {
		in := workplan.NewToken{Name: string(scope), Scopes: []workplan.Scope{scope}}
		if scope == "*" {
			in.Scopes = workplan.Scopes
		}
		if a.token == "expired" {
			in.Days = 1
		}
		id := w.mint(ctx, a.name, a.name+" "+string(scope), in)
		if a.token == "revoked" {
			authzMust(w.tb, w.tr.RevokeToken(ctx, authzOperator, id))
		}
	}
	if a.token == "disabled" {
		_, err := w.tr.EditUser(ctx, authzOperator, a.name, nil, func(_ *workplan.User, disabled *bool) error { *disabled = true; return nil })
		authzMust(w.tb, err)
	}
}

// mint makes a token and keeps it under a key; it returns the token's id.
func (w *authzWorld) mint(ctx context.Context, owner, key string, in workplan.NewToken) string {
	minted := auth.Mint()
	_, err := w.tr.CreateToken(ctx, authzOperator, owner, in, tracker.NewSecret{ID: minted.ID, Hash: minted.SecretHash})
	authzMust(w.tb, err)
	w.tokens[key] = minted.Text
	return minted.ID
}
