package store_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/store/storetest"
)

var errOwn = errors.New("my own refusal")

func TestConcurrentTransactionsAreDurableAndApart(t *testing.T) {
	t.Parallel()
	for _, engine := range storetest.Engines(t) {
		address := storetest.URL(t, engine)
		s, err := store.Open(ctx, address)
		must(t, err)
		var all sync.WaitGroup
		for n := range 48 {
			all.Go(func() {
				code := fmt.Sprintf("b%02d", n)
				err := s.InTx(ctx, func(tx *store.Tx) error {
					if err := addBody(tx, code); err != nil {
						return err
					}
					if n%3 == 0 {
						return errOwn
					}
					if b, err := tx.Body(code); err != nil || b.Code != code {
						return fmt.Errorf("a transaction does not see its own write: %v", err)
					}
					return nil
				})
				if want := n%3 == 0; errors.Is(err, errOwn) != want || err != nil && !want {
					t.Errorf("%s, %d: %v", engine, n, err)
				}
				if _, err := s.Read(ctx).Body(code); n%3 != 0 && err != nil {
					t.Errorf("%s: body %d is not to be read after its commit: %v", engine, n, err)
				}
			})
		}
		all.Wait()
		must(t, s.Close())
		s, err = store.Open(ctx, address)
		must(t, err)
		if n := count(t, s, "SELECT count(*) FROM bodies"); n != 32 {
			t.Errorf("%s: %d bodies, want the 32 whose transactions did not fail", engine, n)
		}
		must(t, s.Close())
	}
}

// together holds SQLite's writer until all of the given transactions wait, so that they share one commit, and returns their outcomes, a panic
// as an error.
func together(t *testing.T, s *store.Store, jobs ...func(*store.Tx) error) []error {
	t.Helper()
	held, release := make(chan struct{}), make(chan struct{})
	var all sync.WaitGroup
	all.Go(func() { must(t, s.InTx(ctx, func(*store.Tx) error { close(held); <-release; return nil })) })
	<-held
	errs := make([]error, len(jobs))
	for n, job := range jobs {
		all.Go(func() {
			defer func() {
				if p := recover(); p != nil {
					errs[n] = fmt.Errorf("panic: %v", p)
				}
			}()
			errs[n] = s.InTx(ctx, job)
		})
	}
	for s.Waiting() < len(jobs) {
		runtime.Gosched()
	}
	close(release)
	all.Wait()
	return errs
}

func TestAFailedTransactionUndoesOnlyItselfAndReachesOnlyItsCaller(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, store.SQLite)
	add := func(code string) func(*store.Tx) error {
		return func(tx *store.Tx) error { return addBody(tx, code) }
	}
	errs := together(t, s, add("a"),
		func(tx *store.Tx) error { must(t, addBody(tx, "b")); return errOwn }, add("c"),
		func(tx *store.Tx) error { must(t, addBody(tx, "d")); panic("out of order") }, add("e"),
		func(tx *store.Tx) error { must(t, addBody(tx, "f")); runtime.Goexit(); return nil }, add("g"),
		func(tx *store.Tx) error { must(t, addBody(tx, "h")); return addBody(tx, "h") }, add("i"))
	for n, want := range []string{"", "my own refusal", "", "panic: out of order", "", "was not finished", "", store.ErrDuplicate.Error(), ""} {
		if got := errs[n]; (got == nil) != (want == "") || got != nil && !strings.Contains(got.Error(), want) {
			t.Errorf("transaction %d: %v, want %q", n, got, want)
		}
	}
	bodies, err := s.Read(ctx).Bodies()
	must(t, err)
	var codes string
	for _, b := range bodies {
		codes += b.Code
	}
	if codes != "acegi" {
		t.Errorf("the bodies are %q, want those of the transactions that went well", codes)
	}
	write(t, s, add("z"))
}

func TestAPanicOnPostgresUndoesAndReachesItsCaller(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		func() {
			defer func() {
				if p := recover(); p != "out of order" {
					t.Errorf("recovered %v", p)
				}
			}()
			_ = s.InTx(ctx, func(tx *store.Tx) error { must(t, addBody(tx, "a")); panic("out of order") })
		}()
		if n := count(t, s, "SELECT count(*) FROM bodies"); n != 0 {
			t.Error("something of the transaction remains")
		}
		write(t, s, func(tx *store.Tx) error { return addBody(tx, "a") })
	})
}

func TestACommitThatFailsFailsAllThatShareIt(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, store.SQLite)
	small(t, s)
	add := func(code string) func(*store.Tx) error {
		return func(tx *store.Tx) error { return addBody(tx, code) }
	}
	errs := together(t, s, add("a"), func(*store.Tx) error { return errOwn }, func(tx *store.Tx) error {
		must(t, tx.Exec("PRAGMA defer_foreign_keys = ON"))
		return tx.Exec("UPDATE work_plans SET body = 'nowhere'") // comes to light only at the commit
	}, add("c"))
	for n, err := range errs {
		if n == 1 && (!errors.Is(err, errOwn) || errors.Is(err, store.ErrBusy)) {
			t.Errorf("the one that failed by itself: %v", err)
		}
		if n != 1 && !errors.Is(err, store.ErrBusy) {
			t.Errorf("transaction %d: %v, want ErrBusy", n, err)
		}
	}
	if n := count(t, s, "SELECT count(*) FROM bodies"); n != 2 {
		t.Errorf("%d bodies, want 2: something of a failed commit remains", n)
	}
	write(t, s, add("a"))
}

func TestATransactionGivenUpBeforeItsTurnDoesNothing(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, store.SQLite)
	late, cancel := context.WithCancel(ctx)
	ended, stop := context.WithCancel(ctx)
	stop()
	var all sync.WaitGroup
	ran := make(chan string, 2)
	held, release := make(chan struct{}), make(chan struct{})
	all.Go(func() { must(t, s.InTx(ctx, func(*store.Tx) error { close(held); <-release; return nil })) })
	<-held
	given := make(chan error)
	go func() { given <- s.InTx(late, func(*store.Tx) error { ran <- "late"; return nil }) }()
	for s.Waiting() < 1 {
		runtime.Gosched()
	}
	cancel()
	if err := <-given; !errors.Is(err, context.Canceled) {
		t.Errorf("given up: %v", err)
	}
	if err := s.InTx(ended, func(*store.Tx) error { ran <- "ended"; return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("begun with an ended context: %v", err)
	}
	close(release)
	all.Wait()
	write(t, s, func(*store.Tx) error { return nil })
	select {
	case which := <-ran:
		t.Errorf("the transaction %q ran", which)
	default:
	}
}

func TestAFullQueueIsBusyWithinASecond(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, store.SQLite)
	held, release := make(chan struct{}), make(chan struct{})
	var all sync.WaitGroup
	all.Go(func() { must(t, s.InTx(ctx, func(*store.Tx) error { close(held); <-release; return nil })) })
	<-held
	begun := time.Now()
	outcomes := make(chan error, 2*store.WriteQueue)
	for range cap(outcomes) {
		go func() { outcomes <- s.InTx(ctx, func(tx *store.Tx) error { return addBody(tx, "never") }) }()
	}
	for range cap(outcomes) {
		if err := <-outcomes; !errors.Is(err, store.ErrBusy) {
			t.Errorf("outcome %v, want ErrBusy", err)
		}
	}
	if took := time.Since(begun); took < store.WriteWait || took > 3*store.WriteWait {
		t.Errorf("refused after %v, want about %v", took, store.WriteWait)
	}
	close(release)
	all.Wait()
	write(t, s, func(tx *store.Tx) error { return addBody(tx, "a") })
	if n := count(t, s, "SELECT count(*) FROM bodies"); n != 1 {
		t.Errorf("%d bodies: a refused transaction ran", n)
	}
}
