package store_test

import (
	"bytes"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fwptracker/internal/store"
	"fwptracker/internal/store/storetest"
)

func TestANewDatabaseIsForItsOwnerOnly(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "deep", "er", "fwp.db")
	s, err := store.Open(ctx, "sqlite://"+path)
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	small(t, s)
	for name, want := range map[string]os.FileMode{path: 0o600, path + "-wal": 0o600, path + "-shm": 0o600, filepath.Dir(path): 0o700, filepath.Dir(filepath.Dir(path)): 0o700} {
		info, err := os.Stat(name)
		must(t, err)
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%s has mode %o, want %o", name, got, want)
		}
	}
	files, err := os.ReadDir(filepath.Dir(path))
	must(t, err)
	if len(files) != 3 {
		t.Errorf("beside the database lie %v", files)
	}
}

func TestWrongAddressesAreExplained(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for address, want := range map[string]string{
		"":                               "set FWP_DATABASE_URL",
		"mysql://localhost/fwp":          "must begin with sqlite:// or postgres://",
		"sqlite://":                      "is not a path to a SQLite file",
		":memory:":                       "is not a path to a SQLite file",
		"sqlite://x.db?mode=ro":          "is not a path to a SQLite file",
		"sqlite://" + dir:                "is not a regular file",
		"sqlite:///proc/nowhere/fwp.db":  "folder of the database cannot be made",
		"postgres://127.0.0.1:1/fwp":     "PostgreSQL does not answer",
		"postgres://127.0.0.1:port/fwp":  "PostgreSQL address in FWP_DATABASE_URL cannot be used",
		"postgresql://127.0.0.1:1/a?x=y": "PostgreSQL does not answer",
	} {
		_, err := store.Open(ctx, address)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", address, err, want)
		}
	}
}

func TestEveryConnectionHasEveryPragma(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, store.SQLite)
	for n, got := range s.Pragmas(t) {
		want := store.WantedPragmas()
		want["query_only"] = "1"
		if n == 0 {
			want["query_only"] = "0"
		}
		for name := range want {
			if got[name] != want[name] {
				t.Errorf("connection %d: PRAGMA %s is %q, want %q", n, name, got[name], want[name])
			}
		}
	}
}

func TestReadersCannotWrite(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		small(t, s)
		remove := func(tx *store.Tx) error { return tx.Exec("DELETE FROM members") }
		if err := s.Snapshot(ctx, remove); err == nil {
			t.Error("a snapshot wrote")
		}
		if s.Engine() == store.SQLite && remove(s.Read(ctx)) == nil {
			t.Error("a reader wrote")
		}
		if n := count(t, s, "SELECT count(*) FROM members"); n != 2 {
			t.Errorf("%d members are left of 2", n)
		}
	})
}

func TestFilesOfOthersAreLeftAlone(t *testing.T) {
	t.Parallel()
	foreign := func(mode string, statements ...string) []byte {
		path := filepath.Join(t.TempDir(), "their.db")
		db, err := sql.Open("sqlite", path)
		must(t, err)
		_, err = db.Exec("PRAGMA journal_mode = " + mode + "; " + strings.Join(statements, ";"))
		must(t, err)
		must(t, db.Close())
		file, err := os.ReadFile(path)
		must(t, err)
		return file
	}
	for name, file := range map[string][]byte{
		"a SQLite file in rollback mode":   foreign("DELETE", "CREATE TABLE t (x)", "INSERT INTO t VALUES (1)"),
		"a SQLite file in WAL mode":        foreign("WAL", "CREATE TABLE t (x)", "INSERT INTO t VALUES (1)"),
		"an empty file of another program": foreign("DELETE", "PRAGMA application_id = 7"),
		"a text":                           []byte("Dear secretariat,\nplease find attached the work plan.\n"),
		"a long text":                      bytes.Repeat([]byte("minutes of the ninth meeting\n"), 400),
		"one byte":                         {0},
	} {
		path := filepath.Join(t.TempDir(), "fwp.db")
		must(t, os.WriteFile(path, file, 0o644))
		refused(t, name, path, file)
	}
}

// refused asserts that a file is refused in one clear line and left as it was.
func refused(t *testing.T, what, path string, file []byte) {
	t.Helper()
	s, err := store.Open(ctx, "sqlite://"+path)
	if err == nil {
		t.Errorf("%s was opened", what)
		must(t, s.Close())
		return
	}
	if text := err.Error(); strings.Contains(text, "\n") || !strings.Contains(text, path) || !strings.Contains(text, "untouched") {
		t.Errorf("%s: the refusal is %q", what, text)
	}
	left, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(left, file) {
		t.Errorf("%s was changed (%v)", what, err)
	}
	if beside, _ := filepath.Glob(path + "-*"); beside != nil {
		t.Errorf("%s: beside it lie %v", what, beside)
	}
}

func TestANewerSchemaIsRefused(t *testing.T) {
	t.Parallel()
	for _, engine := range storetest.Engines(t) {
		address := storetest.URL(t, engine)
		s, err := store.Open(ctx, address)
		must(t, err)
		write(t, s, func(tx *store.Tx) error {
			return tx.Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, TRUE)")
		})
		must(t, s.Close())
		if s, err = store.Open(ctx, address); err == nil {
			t.Fatal("a newer schema was opened", s.Close())
		}
		if !strings.Contains(err.Error(), "schema version 999, but this program knows only") {
			t.Errorf("%s: %v", engine, err)
		}
	}
}

func TestAClosedFileIsWholeByItself(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "fwp.db")
	s, err := store.Open(ctx, path)
	must(t, err)
	small(t, s)
	must(t, s.Snapshot(ctx, func(tx *store.Tx) error { _, err := tx.Bodies(); return err }))
	must(t, s.Close())
	if beside, _ := filepath.Glob(path + "-*"); beside != nil {
		t.Errorf("after Close there lie beside the database: %v", beside)
	}
	handles, err := filepath.Glob("/proc/self/fd/*")
	must(t, err)
	for _, handle := range handles {
		if file, _ := os.Readlink(handle); strings.HasPrefix(file, path) {
			t.Errorf("after Close %s is still open", file)
		}
	}
}

func TestACloseThatIsRepeatedDoesNoHarm(t *testing.T) {
	t.Parallel()
	for _, engine := range storetest.Engines(t) {
		s, err := store.Open(ctx, storetest.URL(t, engine))
		must(t, err)
		must(t, s.Close())
		_ = s.Close()
		if err := s.InTx(ctx, func(*store.Tx) error { return errors.New("ran") }); err == nil || err.Error() == "ran" {
			t.Errorf("%s: a closed store ran a transaction: %v", engine, err)
		}
	}
}

func TestSQLiteVersionsCompareByNumber(t *testing.T) {
	t.Parallel()
	for v, want := range map[string]bool{"3.51.2": true, "3.9.0": true, "2.99.99": true, "3.51.3": false, "3.54.1": false, "4.0.0": false} {
		if store.OlderThan(v, "3.51.3") != want {
			t.Errorf("%s older than 3.51.3: %v", v, !want)
		}
	}
}
