package auth_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"fwptracker/internal/auth"
	"fwptracker/internal/store"
	"fwptracker/internal/store/storetest"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// office is an authenticator over a database with one user, rita, who reads the body "wg", and a clock.
type office struct {
	auth.Authenticator
	tracker *tracker.Tracker
	now     time.Time
}

var operator = workplan.Actor{Operator: true}

// each runs a test in an office on each engine.
func each(t *testing.T, test func(t *testing.T, o *office)) {
	t.Helper()
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := &office{now: time.Date(2024, 3, 1, 9, 30, 0, 0, time.UTC)}
		clock := func() time.Time { return o.now }
		o.tracker = tracker.New(s, tracker.Settings{Now: clock})
		o.Authenticator = auth.Authenticator{Store: s, Now: clock, Today: o.tracker.Today, PublicReading: true}
		_, err := o.tracker.CreateBody(t.Context(), operator, workplan.NewBody{Code: "wg", BodyContent: workplan.BodyContent{Name: "Group"}})
		must(t, err)
		_, err = o.tracker.CreateUser(t.Context(), operator, workplan.NewUser{Username: "rita", Name: "Rita", Email: "rita@example.org",
			Bindings: []workplan.NewBinding{{Role: workplan.RoleReader, Body: "wg", ToDate: "2024-03-31"}}})
		must(t, err)
		test(t, o)
	})
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// token makes a token of rita's that lives ten days.
func (o *office) token(t *testing.T, scopes ...workplan.Scope) auth.Minted {
	t.Helper()
	m := auth.Mint()
	_, err := o.tracker.CreateToken(t.Context(), operator, "rita", workplan.NewToken{Name: "script", Scopes: scopes, Days: 10}, tracker.NewSecret{ID: m.ID, Hash: m.SecretHash})
	must(t, err)
	return m
}

func (o *office) refuses(t *testing.T, what, text string, want error) {
	t.Helper()
	actor, err := o.Bearer(t.Context(), text)
	if !errors.Is(err, want) || err != want || actor.Username != "" || actor.Grants != nil {
		t.Errorf("%s: %+v, %v; want %v", what, actor, err, want)
	}
}

func TestABearerIsItsOwnerWithinItsScopes(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		m := o.token(t, workplan.ScopeRead, workplan.ScopeUpdates)
		actor, err := o.Bearer(t.Context(), m.Text)
		must(t, err)
		if actor.Username != "rita" || actor.Token != m.ID || !actor.PublicReading || !slices.Equal(actor.Scopes, []workplan.Scope{workplan.ScopeRead, workplan.ScopeUpdates}) ||
			!actor.Has(workplan.RoleReader, "wg") || actor.Operator {
			t.Errorf("%+v", actor)
		}
		if a := o.Anonymous(); !a.Anonymous() || !a.PublicReading {
			t.Errorf("%+v", a)
		}
	})
}

func TestRefusedTokensAreNotToldApart(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		m := o.token(t, workplan.ScopeRead)
		o.refuses(t, "mistyped", m.Text[:len(m.Text)-1]+"!", auth.ErrMistyped)
		o.refuses(t, "empty", "", auth.ErrMistyped)
		o.refuses(t, "unknown", auth.Mint().Text, auth.ErrRefused)
		other := auth.Mint().Text
		body := m.Text[:17] + other[17:60]
		o.refuses(t, "wrong secret", body+checksum(body), auth.ErrRefused)

		revoked := o.token(t, workplan.ScopeRead)
		_, err := o.Bearer(t.Context(), revoked.Text)
		must(t, err)
		must(t, o.tracker.RevokeToken(t.Context(), operator, revoked.ID))
		o.refuses(t, "revoked", revoked.Text, auth.ErrRefused)

		o.now = o.now.Add(10*24*time.Hour - time.Second)
		_, err = o.Bearer(t.Context(), m.Text)
		must(t, err)
		o.now = o.now.Add(2 * time.Second)
		o.refuses(t, "expired", m.Text, auth.ErrRefused)

		of := o.token(t, workplan.ScopeRead)
		_, err = o.tracker.EditUser(t.Context(), operator, "rita", nil, func(_ *workplan.User, disabled *bool) error { *disabled = true; return nil })
		must(t, err)
		o.refuses(t, "of a disabled user", of.Text, auth.ErrRefused)
		_, err = o.tracker.EditUser(t.Context(), operator, "rita", nil, func(_ *workplan.User, disabled *bool) error { *disabled = false; return nil })
		must(t, err)
		o.refuses(t, "of a user who was disabled", of.Text, auth.ErrRefused)
		again := o.token(t, workplan.ScopeRead)
		_, err = o.Bearer(t.Context(), again.Text)
		must(t, err)
	})
}

func TestRolesAreThoseOfTheDay(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.now = time.Date(2024, 3, 31, 23, 0, 0, 0, time.UTC)
		m := o.token(t, workplan.ScopeRead)
		for _, want := range []bool{true, false} {
			actor, err := o.Bearer(t.Context(), m.Text)
			must(t, err)
			if actor.Has(workplan.RoleReader, "wg") != want {
				t.Errorf("on %s: %+v", o.Today(), actor.Grants)
			}
			o.now = o.now.Add(time.Hour)
		}
	})
}

func TestLastUseIsKeptToTheHour(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		m := o.token(t, workplan.ScopeRead)
		used := func() string {
			t.Helper()
			tokens, err := o.Store.Read(context.Background()).Tokens("rita")
			must(t, err)
			if tokens[0].LastUsedAt == nil {
				return "never"
			}
			return tokens[0].LastUsedAt.UTC().Format(time.DateTime)
		}
		is := func(want string) {
			t.Helper()
			if got := used(); got != want {
				t.Errorf("last used %s, want %s", got, want)
			}
		}
		is("never")
		o.refuses(t, "wrong", m.Text+"x", auth.ErrMistyped)
		body := m.Text[:17] + auth.Mint().Text[17:60]
		o.refuses(t, "wrong secret", body+checksum(body), auth.ErrRefused)
		is("never")
		for _, step := range []struct {
			wait time.Duration
			want string
		}{{0, "2024-03-01 09:00:00"}, {29 * time.Minute, "2024-03-01 09:00:00"}, {time.Minute, "2024-03-01 10:00:00"}, {-2 * time.Hour, "2024-03-01 10:00:00"}} {
			o.now = o.now.Add(step.wait)
			_, err := o.Bearer(t.Context(), m.Text)
			must(t, err)
			is(step.want)
		}
	})
}
