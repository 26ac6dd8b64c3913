package store_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"fwptracker/internal/store"
	"fwptracker/internal/store/storetest"
	"fwptracker/internal/workplan"
)

// onPostgres runs a test where there is a PostgreSQL server; [storetest.Engines] fails in CI where there is none.
func onPostgres(t *testing.T, test func(t *testing.T, address string)) {
	t.Parallel()
	for _, engine := range storetest.Engines(t) {
		if engine == store.Postgres {
			test(t, storetest.URL(t, engine))
		}
	}
}

func TestPostgresConnectionsAreBounded(t *testing.T) {
	onPostgres(t, func(t *testing.T, address string) {
		for more, want := range map[string]map[string]string{
			"":                                     {"statement_timeout": "5s", "lock_timeout": "2s", "idle_in_transaction_session_timeout": "10s"},
			"&statement_timeout=7s&lock_timeout=0": {"statement_timeout": "7s", "lock_timeout": "0", "idle_in_transaction_session_timeout": "10s"},
			"&options=-c%20statement_timeout%3D9s%20":    {"statement_timeout": "9s", "lock_timeout": "2s", "idle_in_transaction_session_timeout": "10s"},
			"&idle_in_transaction_session_timeout=60000": {"statement_timeout": "5s", "lock_timeout": "2s", "idle_in_transaction_session_timeout": "1min"},
		} {
			s, err := store.Open(ctx, address+more)
			must(t, err)
			for name, value := range want {
				var got string
				must(t, s.Read(ctx).Select(&got, "SELECT current_setting(?)", name))
				if got != value {
					t.Errorf("%q: %s is %s, want %s", more, name, got, value)
				}
			}
			must(t, s.Close())
		}
	})
}

func TestPostgresRunsWhatOnlyARaceEndedAgain(t *testing.T) {
	onPostgres(t, func(t *testing.T, address string) {
		s, err := store.Open(ctx, address)
		must(t, err)
		defer func() { must(t, s.Close()) }()
		small(t, s)
		first, second := make(chan struct{}), make(chan struct{})
		var once [2]sync.Once
		ran := make(chan int, 8)
		lock := func(n int, mine, theirs string, held, other chan struct{}) error {
			return s.InTx(ctx, func(tx *store.Tx) error {
				ran <- n
				if _, err := tx.LockChain(mine); err != nil {
					return err
				}
				once[n].Do(func() { close(held); <-other })
				_, err := tx.LockChain(theirs)
				return err
			})
		}
		var all sync.WaitGroup
		all.Go(func() {
			if err := lock(0, "ex", "wg", first, second); err != nil {
				t.Error(err)
			}
		})
		all.Go(func() {
			if err := lock(1, "wg", "ex", second, first); err != nil {
				t.Error(err)
			}
		})
		all.Wait()
		if len(ran) < 3 { // more where the two met once again
			t.Errorf("%d runs, want 3 or more: one of two deadlocked transactions once again", len(ran))
		}
		if err := s.InTx(ctx, func(*store.Tx) error { return &pgconn.PgError{Code: "40001"} }); !errors.Is(err, store.ErrBusy) {
			t.Errorf("raced for ever: %v, want ErrBusy", err)
		}
	})
}

func TestErrorsThatMeanNotNowAreBusy(t *testing.T) {
	t.Parallel()
	for err, want := range map[error]bool{
		&pgconn.PgError{Code: "55P03"}: true, &pgconn.PgError{Code: "57014"}: true, &pgconn.PgError{Code: "53300"}: true, &pgconn.PgError{Code: "08006"}: true,
		&pgconn.PgError{Code: "25P03"}: true, &pgconn.PgError{Code: "42601"}: false, &pgconn.PgError{}: false,
		context.DeadlineExceeded: true, context.Canceled: false, &net.OpError{Op: "read", Err: errors.New("reset")}: true,
		workplan.Missing("plan x"): false, store.ErrNone: false,
	} {
		s := storetest.Open(t, store.SQLite)
		got := s.InTx(ctx, func(*store.Tx) error { return fmt.Errorf("wrapped: %w", err) })
		if errors.Is(got, store.ErrBusy) != want || !errors.Is(got, err) {
			t.Errorf("%v becomes %v", err, got)
		}
	}
}

func TestAPostgresThatHoldsALockTooLongIsBusy(t *testing.T) {
	onPostgres(t, func(t *testing.T, address string) {
		s, err := store.Open(ctx, address+"&lock_timeout=100")
		must(t, err)
		defer func() { must(t, s.Close()) }()
		small(t, s)
		must(t, s.InTx(ctx, func(tx *store.Tx) error {
			_, err := tx.LockChain("ex")
			must(t, err)
			if err := s.InTx(ctx, func(tx *store.Tx) error { _, err := tx.LockChain("ex"); return err }); !errors.Is(err, store.ErrBusy) {
				t.Errorf("a locked chain: %v, want ErrBusy", err)
			}
			return nil
		}))
		quick, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
		defer cancel()
		var slept string
		if err := s.Read(quick).Select(&slept, "SELECT pg_sleep(5)::text"); !errors.Is(err, store.ErrBusy) {
			t.Errorf("a query past its deadline: %v, want ErrBusy", err)
		}
	})
}

func TestTextThatADatabaseCannotHoldIsInNoRow(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		small(t, s)
		for _, odd := range []string{"ex-1\x00", "\xff\xfe", strings.Repeat("x", 100_000)} {
			if _, err := s.Read(ctx).Plan(all, odd); !errors.Is(err, store.ErrNone) {
				t.Errorf("plan %.10q: %v, want ErrNone", odd, err)
			}
			list, err := s.Read(ctx).ListItems(all, workplan.ItemFilter{Plan: workplan.List{odd}}, workplan.Page{Limit: 5, Sort: []workplan.Sort{{Word: "due"}}})
			if err != nil || len(list.Rows) != 0 {
				t.Errorf("items of plan %.10q: %d (%v)", odd, len(list.Rows), err)
			}
		}
	})
}

func TestManyKeysTakeSeveralQueries(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		i := small(t, s)
		codes, ids := make([]string, 70_000), make([]int64, 70_000)
		wanted := map[int64][]int{}
		for n := range codes {
			codes[n], ids[n] = fmt.Sprintf("m%d", n), int64(1_000_000+n)
			wanted[ids[n]] = []int{1}
		}
		codes[69_999], ids[69_999], wanted[i.ID] = "aland", i.ID, []int{1}
		tx := s.Read(ctx)
		members, err := tx.Members(codes)
		must(t, err)
		history, err := tx.VisibleHistory(all, ids)
		must(t, err)
		numbered, err := tx.UpdatesNumbered(all, wanted)
		must(t, err)
		if len(members) != 1 || len(history) != 1 || len(numbered) != 1 {
			t.Errorf("%d members, %d histories, %d updates, want one each", len(members), len(history), len(numbered))
		}
	})
}
