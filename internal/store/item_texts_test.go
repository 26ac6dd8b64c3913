package store_test

import (
	"errors"
	"runtime"
	"testing"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// blocked waits until a transaction in the store's database waits for another.
func blocked(t *testing.T, s *store.Store) {
	t.Helper()
	for count(t, s, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") == 0 {
		runtime.Gosched()
	}
}

func TestARewrittenTextHasWhatAnEditBesideItWrote(t *testing.T) {
	onPostgres(t, func(t *testing.T, address string) {
		s, err := store.Open(ctx, address)
		must(t, err)
		defer func() { must(t, s.Close()) }()
		i := small(t, s)
		rewritten := make(chan error)
		write(t, s, func(tx *store.Tx) error {
			i.Title = "Verdania"
			must(t, tx.ChangeItem(i, nil, noon, ""))
			go func() { rewritten <- s.InTx(ctx, func(tx *store.Tx) error { return tx.RefreshItemTexts("aland") }) }()
			blocked(t, s)
			return nil
		})
		must(t, <-rewritten)
		list, err := s.Read(ctx).ListItems(all, workplan.ItemFilter{Query: "verdania"}, workplan.Page{Limit: 5, Sort: []workplan.Sort{{Word: "ref"}}})
		if err != nil || len(list.Rows) != 1 {
			t.Errorf("the new title finds %d items (%v)", len(list.Rows), err)
		}
	})
}

func TestAMemberIsNotRenamedWhileItsNameIsWrittenIntoAnItem(t *testing.T) {
	onPostgres(t, func(t *testing.T, address string) {
		s, err := store.Open(ctx, address+"&lock_timeout=100")
		must(t, err)
		defer func() { must(t, s.Close()) }()
		small(t, s)
		write(t, s, func(tx *store.Tx) error {
			held, err := tx.HoldMembers([]string{"aland"})
			must(t, err)
			m := held["aland"]
			rename := func(tx *store.Tx) error { return tx.ChangeMember(m, noon) }
			if err := s.InTx(ctx, rename); !errors.Is(err, store.ErrBusy) {
				t.Errorf("a rename beside it: %v, want ErrBusy", err)
			}
			return s.InTx(ctx, func(tx *store.Tx) error { _, err := tx.HoldMembers([]string{"aland"}); return err })
		})
	})
}
