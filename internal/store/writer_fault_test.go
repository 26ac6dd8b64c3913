package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/store/storetest"
	"fwptracker/internal/workplan"
)

func TestAFullDiskIsBusyAndPasses(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, store.SQLite)
	small(t, s)
	big := func(code string) func(*store.Tx) error {
		return func(tx *store.Tx) error {
			return tx.AddBody(&workplan.Body{Stamp: stamp(noon), Code: code, BodyContent: workplan.BodyContent{Name: code, Description: strings.Repeat("x", 1<<20)}})
		}
	}
	s.OnWriter(t, fmt.Sprintf("PRAGMA max_page_count = %d", count(t, s, "PRAGMA page_count")+2))
	errs := together(t, s, func(tx *store.Tx) error { return addBody(tx, "before") }, big("full"),
		func(tx *store.Tx) error { return addBody(tx, "after") },
		func(tx *store.Tx) error { _ = big("swallowed")(tx); return nil })
	for n, err := range errs { // the others fit, or leave nothing
		if errors.Is(err, store.ErrBusy) != (n == 1) || err != nil && n != 1 {
			t.Errorf("transaction %d on a full disk: %v", n, err)
		}
	}
	if b, err := s.Read(ctx).Body("ex"); err != nil || b.Code != "ex" {
		t.Errorf("reading while the disk is full: %v", err)
	}
	if n := count(t, s, "SELECT count(*) FROM bodies"); n != 4 {
		t.Errorf("%d bodies, want 4: what went well, and nothing of what did not fit", n)
	}
	s.OnWriter(t, "PRAGMA max_page_count = 1000000")
	write(t, s, big("later"))
}

func TestAReadOnlyFileIsBusyAndPasses(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, store.SQLite)
	s.OnWriter(t, "PRAGMA query_only = ON")
	err := s.InTx(ctx, func(tx *store.Tx) error { return addBody(tx, "a") })
	if !errors.Is(err, store.ErrBusy) {
		t.Errorf("writing to a read-only file: %v, want ErrBusy", err)
	}
	if _, err := s.Read(ctx).Bodies(); err != nil {
		t.Errorf("reading: %v", err)
	}
	s.OnWriter(t, "PRAGMA query_only = OFF")
	write(t, s, func(tx *store.Tx) error { return addBody(tx, "a") })
}

func TestTheLogStaysSmallUnderSteadyWritingAndReading(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "fwp.db")
	s, err := store.Open(ctx, path)
	must(t, err)
	small(t, s)
	ended, end := context.WithCancel(ctx)
	var readers sync.WaitGroup
	for range 4 { // so that one snapshot always begins before another ends
		readers.Go(func() {
			for ended.Err() == nil {
				must(t, s.Snapshot(ctx, func(tx *store.Tx) error {
					_, err := tx.Bodies()
					for range 5 {
						runtime.Gosched()
						if _, err = tx.ItemsOf(all, "ex-1"); err != nil {
							return err
						}
					}
					return err
				}))
			}
		})
	}
	text := strings.Repeat("progress ", 24_000)
	var most int64
	for n := range 400 { // some 85 MB in all
		write(t, s, func(tx *store.Tx) error {
			return tx.AddChange(workplan.ContentChange{Noun: "item", ObjectID: int64(n), RecordedAt: noon, Fields: text})
		})
		info, err := os.Stat(path + "-wal")
		must(t, err)
		most = max(most, info.Size())
	}
	end()
	readers.Wait()
	t.Logf("the log held at most %d MiB", most>>20)
	if most > 64<<20 {
		t.Errorf("the log grew to %d MiB", most>>20)
	}
	must(t, s.Close())
	if _, err := os.Stat(path + "-wal"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a log is left after Close: %v", err)
	}
}

// TestNothingRunsAfterClose does not run beside others: it looks at all goroutines of the program.
func TestNothingRunsAfterClose(t *testing.T) {
	for _, engine := range storetest.Engines(t) {
		address := storetest.URL(t, engine)
		before := runtime.NumGoroutine()
		for range 3 {
			s, err := store.Open(ctx, address)
			must(t, err)
			write(t, s, func(tx *store.Tx) error { _, err := tx.Bodies(); return err })
			must(t, s.Snapshot(ctx, func(tx *store.Tx) error { _, err := tx.Bodies(); return err }))
			must(t, s.Close())
		}
		deadline := time.Now().Add(5 * time.Second)
		for runtime.NumGoroutine() > before && time.Now().Before(deadline) {
			runtime.Gosched()
		}
		if left := runtime.NumGoroutine(); left > before {
			stacks := make([]byte, 1<<16)
			t.Errorf("%s: %d goroutines before, %d after:\n%s", engine, before, left, stacks[:runtime.Stack(stacks, true)])
		}
	}
}

func TestASnapshotThatIsCutShortLeavesItsConnectionFit(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		small(t, s)
		for range 20 {
			cut, cancel := context.WithCancel(ctx)
			err := s.Snapshot(cut, func(tx *store.Tx) error {
				cancel()
				_, err := tx.Bodies()
				return err
			})
			if !errors.Is(err, context.Canceled) {
				t.Fatalf("cut short: %v", err)
			}
			func() {
				defer func() { _ = recover() }()
				_ = s.Snapshot(ctx, func(*store.Tx) error { panic("out of order") })
			}()
			must(t, s.Snapshot(ctx, func(tx *store.Tx) error { _, err := tx.Bodies(); return err }))
		}
	})
}

func TestASnapshotSeesOneState(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		must(t, s.Snapshot(ctx, func(tx *store.Tx) error {
			first, err := tx.Bodies()
			must(t, err)
			write(t, s, func(tx *store.Tx) error { return addBody(tx, "new") })
			second, err := tx.Bodies()
			if len(first) != len(second) {
				t.Errorf("%d bodies, then %d", len(first), len(second))
			}
			return err
		}))
	})
}
