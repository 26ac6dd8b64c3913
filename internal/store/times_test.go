package store_test

import (
	"testing"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/store/storetest"
	"fwptracker/internal/workplan"
)

func TestTimesComeBackAndSortWhateverTheirZone(t *testing.T) {
	t.Parallel()
	east, west := time.FixedZone("east", 11*3600), time.FixedZone("west", -9*3600)
	base := time.Date(2024, 2, 29, 23, 59, 59, 0, time.UTC)
	times := []time.Time{ // in order, each in a zone in which its text would sort elsewhere
		base.In(east), base.Add(time.Nanosecond * 1999).In(west), base.Add(10 * time.Microsecond), base.Add(499_999_999).In(east),
		base.Add(500 * time.Millisecond).In(west), base.Add(500_001_000), base.Add(time.Second).In(west), base.Add(time.Hour).In(east), base.Add(2 * time.Hour),
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		i := small(t, s)
		write(t, s, func(tx *store.Tx) error {
			for n := range times {
				u := update(i, len(times)-n+1, workplan.UpdateContent{Done: "x"}) // recorded last, numbered first
				u.RecordedAt = times[n]
				must(t, tx.AddUpdate(&u))
				if !u.RecordedAt.Equal(times[n].Truncate(time.Microsecond)) {
					t.Errorf("given back as %v", u.RecordedAt)
				}
			}
			return nil
		})
		page := workplan.Page{Limit: 50, Sort: []workplan.Sort{{Word: "recorded"}}}
		list, err := s.Read(ctx).ListUpdates(all, workplan.UpdateFilter{View: workplan.View{Current: true}}, page)
		must(t, err)
		if len(list.Rows) != len(times)+1 {
			t.Fatalf("%d updates", len(list.Rows))
		}
		for n, want := range times {
			got := list.Rows[n].RecordedAt
			if !got.Equal(want.Truncate(time.Microsecond)) {
				t.Errorf("place %d: %v, want %v to the microsecond", n, got, want)
			}
			since, err := s.Read(ctx).ListUpdates(all, workplan.UpdateFilter{RecordedSince: want, View: workplan.View{Current: true}}, page)
			if err != nil || len(since.Rows) != len(times)+1-n {
				t.Errorf("since %v: %d updates, want %d (%v)", want, len(since.Rows), len(times)+1-n, err)
			}
			known, err := s.Read(ctx).HistoryOfPlan("ex-1", workplan.View{AsOf: "2030-01-01", KnownAt: want})
			if err != nil || len(known[i.ID]) != n+1 {
				t.Errorf("known at %v: %d updates, want %d (%v)", want, len(known[i.ID]), n+1, err)
			}
		}
	})
}

func TestTimesThatAreChangedAreKeptTheSameWay(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		at := time.Date(2024, 3, 1, 9, 0, 0, 123456789, time.FixedZone("east", 11*3600))
		var u workplan.User
		write(t, s, func(tx *store.Tx) error {
			u = workplan.User{Version: 1, CreatedAt: at, UpdatedAt: at, Username: "ann", Name: "Ann", Email: "ann@example.org", DisabledAt: &at}
			must(t, tx.AddUser(&u))
			u.Name = "Anne"
			must(t, tx.ChangeUser(u, at))
			token := workplan.APIToken{TokenID: "t", Username: "ann", CreatedAt: at, ExpiresAt: at}
			must(t, tx.AddToken(&token))
			must(t, tx.TouchToken("t", at))
			return tx.RevokeToken("t", at)
		})
		got, err := s.Read(ctx).User("ann")
		must(t, err)
		token, err := s.Read(ctx).Token("t")
		must(t, err)
		for name, kept := range map[string]*time.Time{"updated": &got.UpdatedAt, "disabled": got.DisabledAt, "created": &token.CreatedAt,
			"expires": &token.ExpiresAt, "used": token.LastUsedAt, "revoked": token.RevokedAt} {
			if kept == nil || !kept.Equal(at.Truncate(time.Microsecond)) {
				t.Errorf("%s: %v, want %v to the microsecond", name, kept, at)
			}
		}
		if err := s.InTx(ctx, func(tx *store.Tx) error { return tx.ChangeUser(u, at) }); err != store.ErrRaced {
			t.Errorf("a change of version 1 when 2 is there: %v", err)
		}
	})
}
