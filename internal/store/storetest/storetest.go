// Package storetest gives tests real databases: an empty SQLite file always, and an empty PostgreSQL database where FWP_TEST_POSTGRES_URL
// names a server on which databases may be made. In CI (CI=true) the server must be there.
package storetest

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // makes and drops the databases

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

// Engines lists the engines that tests run on here.
func Engines(t testing.TB) []string {
	if os.Getenv("FWP_TEST_POSTGRES_URL") != "" {
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

// URL names an empty database that goes with the test.
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

var (
	databases atomic.Int64
	template  = sync.OnceValues(func() (string, error) {
		name := fmt.Sprintf("fwp_test_template_%d", os.Getpid())
		if err := admin("CREATE DATABASE " + name); err != nil {
			return "", err
		}
		s, err := store.Open(context.Background(), databaseURL(name))
		if err != nil {
			return "", err
		}
		return name, s.Close()
	})
)

func postgresDatabase(t testing.TB) string {
	t.Helper()
	from, err := template()
	if err != nil {
		t.Fatalf("making a template database: %v", err)
	}
	name := fmt.Sprintf("fwp_test_%d_%d", os.Getpid(), databases.Add(1))
	if err := admin("CREATE DATABASE " + name + " TEMPLATE " + from); err != nil {
		t.Fatalf("making a test database: %v", err)
	}
	t.Cleanup(func() {
		if err := admin("DROP DATABASE " + name + " WITH (FORCE)"); err != nil {
			t.Errorf("dropping the test database: %v", err)
		}
	})
	return databaseURL(name)
}

var adminLock sync.Mutex

// admin runs one statement on the server. One at a time: a template in use cannot be copied.
func admin(statement string) error {
	adminLock.Lock()
	defer adminLock.Unlock()
	db, err := sql.Open("pgx", os.Getenv("FWP_TEST_POSTGRES_URL"))
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.Exec(statement)
	return err
}

func databaseURL(name string) string {
	u, err := url.Parse(os.Getenv("FWP_TEST_POSTGRES_URL"))
	if err != nil {
		panic("FWP_TEST_POSTGRES_URL is not an address: " + err.Error())
	}
	u.Path = "/" + name
	return u.String()
}
