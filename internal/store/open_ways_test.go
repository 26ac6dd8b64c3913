package store_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fwptracker/internal/store"
	"fwptracker/internal/store/storetest"
)

// folder is every file of a folder, by name.
func folder(t *testing.T, path string) map[string][]byte {
	t.Helper()
	entries, err := os.ReadDir(path)
	must(t, err)
	files := map[string][]byte{}
	for _, e := range entries {
		content, err := os.ReadFile(filepath.Join(path, e.Name()))
		must(t, err)
		files[e.Name()] = content
	}
	return files
}

// filesToRead are databases with two members in the states in which one may be found, each in a folder of its own.
func filesToRead(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, state := range []string{"closed", "left by a kill", "a backup", "in service"} {
		found[state] = filepath.Join(t.TempDir(), "fwp.db")
	}
	s, err := store.OpenToServe(ctx, found["in service"])
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	small(t, s)
	running := folder(t, filepath.Dir(found["in service"]))
	must(t, os.WriteFile(found["left by a kill"], running["fwp.db"], 0o600))
	must(t, os.WriteFile(found["left by a kill"]+"-wal", running["fwp.db-wal"], 0o600))
	s.OnWriter(t, "VACUUM INTO '"+found["a backup"]+"'")
	must(t, os.WriteFile(found["closed"], seededFile(t), 0o600))
	return found
}

func TestReadingChangesNoByte(t *testing.T) {
	t.Parallel()
	for state, path := range filesToRead(t) {
		before := folder(t, filepath.Dir(path))
		s, err := store.OpenToRead(ctx, "sqlite://"+path)
		if err != nil {
			t.Errorf("%s: %v", state, err)
			continue
		}
		must(t, s.Snapshot(ctx, func(tx *store.Tx) error { _, err := tx.Bodies(); return err }))
		if n := count(t, s, "SELECT count(*) FROM members"); n != 2 {
			t.Errorf("%s: %d members, want 2", state, n)
		}
		must(t, s.Close())
		after := folder(t, filepath.Dir(path))
		for name, content := range after {
			if was, there := before[name]; !strings.HasSuffix(name, "-shm") && (!there || !bytes.Equal(was, content)) {
				t.Errorf("%s: reading changed %s", state, name)
			}
		}
		if len(after) != len(before) && state != "left by a kill" { // whose log is indexed anew
			t.Errorf("%s: %d files became %d", state, len(before), len(after))
		}
	}
}

func TestAStoreForReadingWritesNothing(t *testing.T) {
	t.Parallel()
	for _, engine := range storetest.Engines(t) {
		s, err := store.OpenToRead(ctx, storetest.URL(t, engine))
		must(t, err)
		for what, err := range map[string]error{
			"a transaction": s.InTx(ctx, func(*store.Tx) error { return nil }),
			"a migration":   s.Migrate(ctx),
			"a reader":      s.Read(ctx).Exec("DELETE FROM audit_heads"),
		} {
			if err == nil || !strings.Contains(err.Error(), "read") {
				t.Errorf("%s: %s: %v", engine, what, err)
			}
		}
		must(t, s.Close())
	}
}

func TestReadingWantsTheSchemaOfThisProgram(t *testing.T) {
	t.Parallel()
	for _, engine := range storetest.Engines(t) {
		for want, change := range map[string]string{
			"Run the newer program": "INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, TRUE)",
			"\"fwp migrate\"":       "DELETE FROM goose_db_version WHERE version_id > 0",
			"schema version 0":      "DROP TABLE goose_db_version",
		} {
			address := storetest.URL(t, engine)
			s, err := store.Open(ctx, address)
			must(t, err)
			write(t, s, func(tx *store.Tx) error { return tx.Exec(change) })
			must(t, s.Close())
			if _, err := store.OpenToRead(ctx, address); err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("%s: after %s: %v, want %q", engine, change, err, want)
			}
			s, err = store.Connect(ctx, address)
			must(t, err)
			if at, latest, err := s.SchemaVersions(ctx); err != nil || at == latest {
				t.Errorf("%s: after %s and reading the schema is at %d of %d (%v)", engine, change, at, latest, err)
			}
			must(t, s.Close())
		}
	}
}

func TestReadingMakesNoDatabase(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, path := range []string{"fwp.db", "deep/fwp.db"} {
		if _, err := store.OpenToRead(ctx, filepath.Join(dir, path)); err == nil {
			t.Errorf("%s was read", path)
		}
	}
	if files := folder(t, dir); len(files) > 0 {
		t.Errorf("made: %v", files)
	}
}

func TestOneServiceAtATimeHasASQLiteFile(t *testing.T) {
	t.Parallel()
	address := storetest.URL(t, store.SQLite)
	path := strings.TrimPrefix(address, "sqlite://")
	alias := filepath.Join(t.TempDir(), "other.db")
	must(t, os.Symlink(path, alias))
	first, err := store.OpenToServe(ctx, address)
	must(t, err)
	for _, again := range []string{address, path, alias} {
		if _, err := store.OpenToServe(ctx, again); err == nil || !strings.Contains(err.Error(), "another service has the database "+path) {
			t.Errorf("a second service on %s: %v", again, err)
		}
	}
	for what, open := range map[string]func() (*store.Store, error){
		"to write": func() (*store.Store, error) { return store.Open(ctx, address) },
		"to read":  func() (*store.Store, error) { return store.OpenToRead(ctx, address) },
	} {
		s, err := open()
		if err != nil {
			t.Fatalf("%s beside the service: %v", what, err)
		}
		must(t, s.Close())
	}
	small(t, first)
	must(t, first.Close())
	next, err := store.OpenToServe(ctx, address)
	must(t, err)
	must(t, next.Close())
}

func TestSeveralServicesHaveAPostgreSQLDatabase(t *testing.T) {
	t.Parallel()
	for _, engine := range storetest.Engines(t) {
		if engine != store.Postgres {
			continue
		}
		address := storetest.URL(t, engine)
		for range 2 {
			s, err := store.OpenToServe(ctx, address)
			must(t, err)
			defer func() { must(t, s.Close()) }()
		}
	}
}

func TestDatabasesAreKeptOnLocalDisks(t *testing.T) {
	t.Parallel()
	for name, number := range map[string]uint32{"NFS": 0x6969, "SMB": 0xFE534D42, "CIFS": 0xFF534D42, "9p": 0x01021997, "FUSE": 0x65735546, "Ceph": 0x00C36400} {
		err := store.Allowed(number, "fwp.db")
		if err == nil || !strings.Contains(err.Error(), "("+name+")") || !strings.Contains(err.Error(), "local disk") || !strings.Contains(err.Error(), "PostgreSQL") {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, number := range map[string]uint32{"ext4": 0xEF53, "xfs": 0x58465342, "btrfs": 0x9123683E, "zfs": 0x2FC12FC1, "f2fs": 0xF2F52010,
		"tmpfs": 0x01021994, "overlayfs": 0x794C7630, "unknown": 0} {
		must(t, store.Allowed(number, name))
	}
	must(t, store.RefuseRemote(filepath.Join(t.TempDir(), "fwp.db")))
}
