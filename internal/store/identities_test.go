package store_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fwptracker/internal/store"
	"fwptracker/internal/store/storetest"
	"fwptracker/internal/workplan"
)

// seedPeople stores a focal point of aland who was first a reader of ex, and whose member stands twice in ex and once, formerly, in wg.
func seedPeople(t *testing.T, s *store.Store) {
	t.Helper()
	small(t, s)
	write(t, s, func(tx *store.Tx) error {
		for _, name := range []string{"ann", "bob"} {
			must(t, tx.AddUser(&workplan.User{Username: name, Name: name, Email: name + "@example.org", Version: 1, CreatedAt: noon, UpdatedAt: noon}))
		}
		for _, b := range []workplan.RoleBinding{
			{Username: "ann", NewBinding: workplan.NewBinding{Role: workplan.RoleReader, Body: "ex", FromDate: "2020-01-01", ToDate: "2022-12-31"}},
			{Username: "ann", NewBinding: workplan.NewBinding{Role: workplan.RoleFocalPoint, Member: "aland", Agency: "Police", FromDate: "2023-01-01"}},
		} {
			b.CreatedAt = noon
			must(t, tx.AddBinding(&b))
		}
		for _, m := range []workplan.Membership{
			{Body: "ex", Member: "aland", MembershipContent: workplan.MembershipContent{Role: workplan.MembershipMember, FromDate: "2023-06"}},
			{Body: "ex", Member: "aland", MembershipContent: workplan.MembershipContent{Role: workplan.MembershipGuest, FromDate: "2020"}},
			{Body: "wg", Member: "aland", MembershipContent: workplan.MembershipContent{Role: workplan.MembershipObserver, FromDate: "2020", ToDate: "2023"}},
		} {
			m.Stamp = stamp(noon)
			must(t, tx.AddMembership(&m))
		}
		must(t, tx.AddToken(&workplan.APIToken{TokenID: "tok", Username: "ann", Name: "bot", SecretHash: "hash", Scopes: workplan.List{"read"},
			CreatedAt: noon, ExpiresAt: noon.Add(time.Hour)}))
		return tx.AddKey(store.IdempotencyKey{Username: "ann", Key: "once", Request: "digest", Status: 201, Location: "/x", Etag: `"1"`, Answer: "{}", CreatedAt: noon})
	})
}

func TestRolesAndStandingsAreThoseOfTheDay(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		seedPeople(t, s)
		focal := func(standing map[string]workplan.MembershipRole) []workplan.Grant {
			return []workplan.Grant{{Role: workplan.RoleFocalPoint, Member: "aland", Agency: "Police", Standing: standing}}
		}
		reader := []workplan.Grant{{Role: workplan.RoleReader, Body: "ex", Standing: map[string]workplan.MembershipRole{}}}
		for day, want := range map[workplan.Date][]workplan.Grant{
			"2019-12-31": nil,
			"2020-01-01": reader,
			"2022-12-31": reader,
			"2023-01-01": focal(map[string]workplan.MembershipRole{"ex": "guest", "wg": "observer"}),
			"2023-05-31": focal(map[string]workplan.MembershipRole{"ex": "guest", "wg": "observer"}),
			"2023-06-01": focal(map[string]workplan.MembershipRole{"ex": "member", "wg": "observer"}),
			"2023-12-31": focal(map[string]workplan.MembershipRole{"ex": "member", "wg": "observer"}),
			"2024-01-01": focal(map[string]workplan.MembershipRole{"ex": "member"}),
		} {
			id, err := s.Read(ctx).IdentityOf("ann", "", day, "")
			must(t, err)
			if diff := cmp.Diff(want, id.Grants); diff != "" {
				t.Errorf("on %s: want (-), got (+):\n%s", day, diff)
			}
		}
	})
}

func TestTokensAndKeysAreReadWithTheirOwner(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		seedPeople(t, s)
		tx := s.Read(ctx)
		id, err := tx.IdentityByToken("tok", today)
		must(t, err)
		if id.User.Username != "ann" || id.Token.SecretHash != "hash" || !id.Token.ExpiresAt.Equal(noon.Add(time.Hour)) || id.Replay != nil || len(id.Grants) != 1 {
			t.Errorf("by token: %+v", id)
		}
		if _, err := tx.IdentityByToken("no", today); !errors.Is(err, store.ErrNone) {
			t.Errorf("by an unknown token: %v", err)
		}
		if _, err := tx.IdentityOf("nobody", "", today, ""); !errors.Is(err, store.ErrNone) {
			t.Errorf("an unknown user: %v", err)
		}
		if id, err = tx.IdentityOf("bob", "tok", today, "once"); err != nil || id.Token.TokenID != "" || id.Replay != nil {
			t.Errorf("another's token and key are read for bob: %+v (%v)", id, err)
		}
		if _, err := id.Actor(noon, true); !errors.Is(err, store.ErrEnded) {
			t.Errorf("bob acts with another's token: %v", err)
		}
		if id, err = tx.IdentityOf("ann", "tok", today, "once"); err != nil || id.Replay == nil || id.Replay.Status != 201 || id.Replay.Answer != "{}" ||
			!id.Replay.CreatedAt.Equal(noon) || id.Replay.Request != "digest" || id.Replay.Etag != `"1"` {
			t.Errorf("ann's key: %+v (%v)", id.Replay, err)
		}
		if a, err := id.Actor(noon, true); err != nil || a.Token != "tok" || len(a.Scopes) != 1 {
			t.Errorf("acting in time: %+v (%v)", a, err)
		}
		if _, err := id.Actor(noon.Add(2*time.Hour), true); !errors.Is(err, store.ErrEnded) {
			t.Errorf("acting with an expired token: %v", err)
		}
		write(t, s, func(tx *store.Tx) error {
			must(t, tx.ForgetKeys(noon.Add(time.Second)))
			u, err := tx.User("ann")
			must(t, err)
			u.DisabledAt = &noon
			must(t, tx.ChangeUser(u, noon))
			return tx.RevokeToken("tok", noon)
		})
		if id, err = tx.IdentityOf("ann", "tok", today, "once"); err != nil || id.Replay != nil || id.Token.RevokedAt == nil {
			t.Errorf("after all ended: %+v (%v)", id, err)
		}
		if _, err := id.Actor(noon, false); !errors.Is(err, store.ErrEnded) {
			t.Errorf("a disabled user acts: %v", err)
		}
	})
}

func TestAKeyIsStoredOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		seedPeople(t, s)
		key := store.IdempotencyKey{Username: "ann", Key: "once", Request: "other", Status: 201, Answer: "{}", CreatedAt: noon}
		if err := s.InTx(ctx, func(tx *store.Tx) error { return tx.AddKey(key) }); !errors.Is(err, store.ErrDuplicate) {
			t.Errorf("a key stored twice: %v", err)
		}
		write(t, s, func(tx *store.Tx) error { must(t, tx.ForgetKey("ann", "once")); return tx.AddKey(key) })
	})
}
