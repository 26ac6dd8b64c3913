// Package storetest gives tests real databases: an empty SQLite file always, and an empty PostgreSQL database where FWP_TEST_POSTGRES_URL
// names a server on which databases may be made. In CI (CI=true) the server must be there. FWP_TEST_ENGINE=postgres leaves SQLite out.
package storetest

import (
	"context"
	"hash/fnv"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"fwptracker/internal/store"
)

// Each runs a test on an empty, migrated store of each engine, as a subtest named after it.
func Each(t *testing.T, test func(t *testing.T, s *store.Store)) {
	t.Helper()
	for _, engine := range Engines(t) {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			test(t, Open(t, engine))
		})
	}
}

// One is the engine for a test of what lies above the store, where each test needs no more than one of them: by its name, so that of many tests each engine
// has its share.
func One(t testing.TB) string {
	t.Helper()
	engines, name := Engines(t), fnv.New32a()
	_, _ = name.Write([]byte(t.Name())) // to a hash, which takes everything
	return engines[int(name.Sum32())%len(engines)]
}

// Engines lists the engines that tests run on here.
func Engines(t testing.TB) []string {
	if os.Getenv("FWP_TEST_POSTGRES_URL") != "" {
		if os.Getenv("FWP_TEST_ENGINE") == store.Postgres {
			return []string{store.Postgres}
		}
		return []string{store.SQLite, store.Postgres}
	}
	if os.Getenv("CI") == "true" {
		t.Fatal("in CI the tests need PostgreSQL: set FWP_TEST_POSTGRES_URL")
	}
	return []string{store.SQLite}
}

// Open opens an empty, migrated store that goes with the test.
func Open(t testing.TB, engine string) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), URL(t, engine))
	if err != nil {
		t.Fatalf("opening an empty store on %s: %v", engine, err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("closing the store: %v", err)
		}
	})
	return s
}

// CountStatements counts the statements that a store sends from now on, without those that only begin and end transactions. It returns how
// many there were since the last call.
func CountStatements(t testing.TB, s *store.Store) func() int {
	t.Helper()
	var n atomic.Int64
	t.Cleanup(s.Watch(func(string) { n.Add(1) }))
	return func() int { return int(n.Swap(0)) }
}

// EmptyURL names a database without a schema that goes with the test; on SQLite the file is not there yet.
func EmptyURL(t testing.TB, engine string) string {
	t.Helper()
	if engine == store.SQLite {
		return "sqlite://" + filepath.Join(t.TempDir(), "fwp.db")
	}
	return copyDatabase(t, "")
}

// URL names an empty, migrated database that goes with the test.
func URL(t testing.TB, engine string) string {
	t.Helper()
	if engine == store.SQLite {
		return "sqlite://" + sqliteFile(t)
	}
	return postgresDatabase(t)
}

// migrated is an empty, migrated SQLite file, made once and copied for each test.
var migrated = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "fwp-storetest-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "empty.db")
	s, err := store.Open(context.Background(), path)
	if err != nil {
		return nil, err
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

func sqliteFile(t testing.TB) string {
	t.Helper()
	file, err := migrated()
	if err != nil {
		t.Fatalf("making an empty SQLite file: %v", err)
	}
	path := filepath.Join(t.TempDir(), "fwp.db")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
