package store_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/store/storetest"
)

// TestMain lets the tests run this program as another process that only opens a database.
func TestMain(m *testing.M) {
	if address := os.Getenv("FWP_STORE_TEST_OPEN"); address != "" {
		s, err := store.Open(context.Background(), address)
		if err == nil {
			err = s.Close()
		}
		if err != nil {
			_, _ = os.Stderr.WriteString(err.Error() + "\n")
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// opening is another process that opens the database and ends.
func opening(t *testing.T, address string) *exec.Cmd {
	t.Helper()
	program, err := os.Executable()
	must(t, err)
	cmd := exec.Command(program)
	cmd.Env = append(os.Environ(), "FWP_STORE_TEST_OPEN="+address)
	return cmd
}

// migratedOnce asserts that each migration was applied, and recorded, once.
func migratedOnce(t *testing.T, address string) {
	t.Helper()
	s, err := store.Open(ctx, address)
	must(t, err)
	defer func() { must(t, s.Close()) }()
	at, latest, err := s.SchemaVersions(ctx)
	must(t, err)
	if at != latest || latest < 1 {
		t.Errorf("the schema is at %d of %d", at, latest)
	}
	all := strings.Count(store.SchemaText(s.Engine()), "-- +goose Up")
	if n := count(t, s, "SELECT count(*) FROM goose_db_version"); n != all+1 {
		t.Errorf("%d versions are recorded, want the beginning and each of %d migrations once", n, all)
	}
	if n := count(t, s, "SELECT count(*) FROM audit_heads"); n != 1 {
		t.Errorf("%d audit heads, want that of the system", n)
	}
}

func TestEightStartersAtOnceAllStart(t *testing.T) {
	t.Parallel()
	for _, engine := range storetest.Engines(t) {
		for round := range 3 {
			address := storetest.EmptyURL(t, engine)
			failed := make(chan error, 8)
			var all sync.WaitGroup
			for n := range 8 {
				if n%2 == 0 {
					cmd := opening(t, address)
					all.Go(func() {
						if out, err := cmd.CombinedOutput(); err != nil {
							failed <- errors.New(err.Error() + ": " + string(out))
						}
					})
					continue
				}
				all.Go(func() {
					s, err := store.Open(ctx, address)
					if err == nil {
						err = s.Close()
					}
					if err != nil {
						failed <- err
					}
				})
			}
			all.Wait()
			close(failed)
			for err := range failed {
				t.Errorf("%s, round %d: %v", engine, round, err)
			}
			migratedOnce(t, address)
		}
	}
}

func TestAKillWhileStartingLeavesNothingHalfDone(t *testing.T) {
	t.Parallel()
	for _, engine := range storetest.Engines(t) {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			begun := time.Now()
			must(t, opening(t, storetest.EmptyURL(t, engine)).Run())
			whole := time.Since(begun)
			for n := range 24 {
				address := storetest.EmptyURL(t, engine)
				cmd := opening(t, address)
				must(t, cmd.Start())
				timer := time.NewTimer(whole/8 + rand.N(whole))
				ended := make(chan error, 1)
				go func() { ended <- cmd.Wait() }()
				select {
				case <-timer.C:
					_ = cmd.Process.Kill() // which may have ended just now
					<-ended
				case err := <-ended:
					must(t, err)
				}
				if n%2 == 0 {
					migratedOnce(t, address)
					continue
				}
				if out, err := opening(t, address).CombinedOutput(); err != nil {
					t.Errorf("%s: after a kill: %v: %s", engine, err, out)
				}
				migratedOnce(t, address)
			}
		})
	}
}

func TestAStarterWaitsForAnotherOnlyAsLongAsItMay(t *testing.T) {
	t.Parallel()
	for _, engine := range storetest.Engines(t) {
		address := storetest.EmptyURL(t, engine)
		held, release := make(chan struct{}), make(chan struct{})
		first, err := store.Connect(ctx, address)
		must(t, err)
		done := make(chan error)
		go func() { done <- first.HoldMigrations(held, release) }()
		<-held
		impatient, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
		_, err = store.Open(impatient, address)
		cancel()
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: the second starter did not give up: %v", engine, err)
		}
		close(release)
		must(t, <-done)
		must(t, first.Close())
		migratedOnce(t, address)
	}
}

func TestAMigrationThatFailsLeavesNothing(t *testing.T) {
	t.Parallel()
	for _, engine := range storetest.Engines(t) {
		address := storetest.EmptyURL(t, engine)
		s, err := store.Connect(ctx, address)
		must(t, err)
		write(t, s, func(tx *store.Tx) error { return tx.Exec("CREATE TABLE audit_entries (x TEXT)") }) // in the way of the migration
		if err := s.Migrate(ctx); err == nil || !strings.Contains(err.Error(), "nothing half-done was kept") {
			t.Errorf("%s: %v", engine, err)
		}
		var n int
		must(t, s.Read(ctx).Select(&n, map[string]string{
			store.SQLite:   "SELECT count(*) FROM sqlite_schema WHERE name = 'bodies'",
			store.Postgres: "SELECT count(*) FROM information_schema.tables WHERE table_name = 'bodies'"}[engine]))
		if n != 0 {
			t.Errorf("%s: the first table of the failed migration is there", engine)
		}
		write(t, s, func(tx *store.Tx) error { return tx.Exec("DROP TABLE audit_entries") })
		must(t, s.Migrate(ctx))
		must(t, s.Close())
		migratedOnce(t, address)
	}
}

func TestAFolderThatCannotBeMadeOrLockedIsExplained(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	must(t, os.WriteFile(file, nil, 0o600))
	if _, err := store.Open(ctx, filepath.Join(file, "fwp.db")); err == nil || !strings.Contains(err.Error(), "folder of the database cannot be made") {
		t.Errorf("a folder within a file: %v", err)
	}
}
