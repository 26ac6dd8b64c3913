package tracker_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

func TestTokensAreTheirOwners(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ana := w.as("ana")
		in := workplan.NewToken{Name: "script", Scopes: []workplan.Scope{workplan.ScopeRead, workplan.ScopeTokens}}
		made, err := w.CreateToken(w.ctx(), ana, "ana", in, tracker.NewSecret{ID: "tok", Hash: "h"})
		w.tick(err)
		if made.ExpiresAt.Sub(made.CreatedAt) != 90*24*time.Hour {
			t.Errorf("expires at %s", made.ExpiresAt)
		}
		kept, err := w.Token(w.ctx(), ana, "tok")
		must(t, err)
		list, err := w.Tokens(w.ctx(), ana)
		must(t, err)
		if diff := cmp.Diff([]workplan.APIToken{made, made}, append(list, kept)); diff != "" {
			t.Error(diff)
		}
		for _, who := range []string{"root", "chair", "ben"} {
			_, err := w.CreateToken(w.ctx(), w.as(who), "ana", in, tracker.NewSecret{ID: "more", Hash: "h"})
			refused(t, err, "forbidden")
			_, theirs := w.Token(w.ctx(), w.as(who), "tok")
			_, absent := w.Token(w.ctx(), w.as(who), "none")
			if theirs == nil || absent == nil || len(theirs.Error()) != len(absent.Error())-1 {
				t.Errorf("%s: %v / %v", who, theirs, absent)
			}
			refused(t, w.RevokeToken(w.ctx(), w.as(who), "tok"), "not-found")
		}
		_, err = w.CreateToken(w.ctx(), operator, "ben", in, tracker.NewSecret{ID: "bens", Hash: "h"})
		must(t, err)
		_, err = w.CreateToken(w.ctx(), operator, "nobody", in, tracker.NewSecret{ID: "x", Hash: "h"})
		refused(t, err, "not-found")
		must(t, w.RevokeToken(w.ctx(), ana, "tok"))
		kept, err = w.Token(w.ctx(), ana, "tok")
		must(t, err)
		at := *kept.RevokedAt
		w.tick(nil)
		must(t, w.RevokeToken(w.ctx(), ana, "tok"))
		kept, err = w.Token(w.ctx(), ana, "tok")
		if must(t, err); !kept.RevokedAt.Equal(at) {
			t.Error("a token that was revoked was revoked again")
		}
	})
}

func TestATokenGivesNoMoreThanItHas(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		_, err := w.CreateToken(w.ctx(), w.as("ana"), "ana", workplan.NewToken{Name: "maker", Scopes: []workplan.Scope{workplan.ScopeRead, workplan.ScopeTokens}}, tracker.NewSecret{ID: "maker", Hash: "h"})
		must(t, err)
		_, err = w.CreateToken(w.ctx(), w.as("ana"), "ana", workplan.NewToken{Name: "reader", Scopes: []workplan.Scope{workplan.ScopeRead}}, tracker.NewSecret{ID: "reader", Hash: "h"})
		must(t, err)
		by := func(token string, scopes ...workplan.Scope) error {
			actor := w.as("ana")
			actor.Token = token
			_, err := w.CreateToken(w.ctx(), actor, "ana", workplan.NewToken{Name: "child", Scopes: scopes}, tracker.NewSecret{ID: "child", Hash: "h"})
			return err
		}
		refused(t, by("reader", workplan.ScopeRead), "missing-scope")
		if diff := cmp.Diff([]string{"/scopes/1 wider_than_token"}, faultsOf(by("maker", workplan.ScopeRead, workplan.ScopeUpdates))); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{"/scopes/0 not_allowed"}, faultsOf(by("maker", "everything"))); diff != "" {
			t.Error(diff)
		}
		must(t, by("maker", workplan.ScopeRead))
	})
}

func TestAUserHasOnlySoManyTokensInUse(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		make := func(id string, days int) error {
			_, err := w.CreateToken(w.ctx(), operator, "ana", workplan.NewToken{Name: id, Scopes: []workplan.Scope{workplan.ScopeRead}, Days: days},
				tracker.NewSecret{ID: id, Hash: "h"})
			return err
		}
		for n := range workplan.MaxLiveTokens - 1 {
			must(t, make(fmt.Sprintf("t%d", n), 1+n))
		}
		var made atomic.Int64
		var makers sync.WaitGroup
		for n := range 8 { // of those who come at the same time, one finds room
			makers.Go(func() {
				if make(fmt.Sprintf("last%d", n), 300) == nil {
					made.Add(1)
				}
			})
		}
		makers.Wait()
		if made.Load() != 1 {
			t.Errorf("%d tokens were made where there was room for one", made.Load())
		}
		refused(t, make("over", 1), "too-many-tokens")
		must(t, w.RevokeToken(w.ctx(), operator, "t18"))
		must(t, make("in place of one revoked", 30))
		refused(t, make("over", 1), "too-many-tokens")
		w.clock.move(25 * time.Hour)
		must(t, make("in place of one expired", 30))
		refused(t, make("over", 1), "too-many-tokens")
		_, err := w.CreateToken(w.ctx(), operator, "ben", workplan.NewToken{Name: "n", Scopes: workplan.Scopes}, tracker.NewSecret{ID: "bens", Hash: "h"})
		must(t, err)
	})
}
