package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	_ "modernc.org/sqlite" // the pure-Go driver behind gorm.io/driver/sqlite: no C compiler needed
)

// applicationID marks a SQLite file as ours (bytes 68 to 71 of the file): "FWP1".
const applicationID = 0x46575031

// oldestSQLite is the first release without the corruption that a reset of the write-ahead log could cause.
const oldestSQLite = "3.51.3"

// pragmas are set on every connection and read back when the store opens.
var pragmas = []struct{ name, set, want string }{
	{"journal_mode", "WAL", "wal"},
	{"synchronous", "FULL", "2"},
	{"foreign_keys", "ON", "1"},
	{"busy_timeout", "5000", "5000"},
	{"trusted_schema", "OFF", "0"},
	{"cell_size_check", "ON", "1"},
	{"journal_size_limit", "67108864", "67108864"},
	{"wal_autocheckpoint", "16000", "16000"},
}

func connectSQLite(ctx context.Context, path string) (*Store, error) {
	if err := prepareFile(ctx, path); err != nil {
		return nil, err
	}
	readers := min(4, max(2, runtime.NumCPU()))
	_, writeConns, err := pool(openSQLite(path, "&_txlock=immediate"), 2, false)
	if err != nil {
		return nil, unreadable(path, err)
	}
	s := &Store{engine: SQLite, conns: writeConns, closers: []func() error{writeConns.Close}}
	if err := checkFile(ctx, writeConns, path); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	readDB, readConns, err := pool(openSQLite(path, "&_pragma=query_only(1)"), 2*readers, true)
	if err != nil {
		return nil, errors.Join(unreadable(path, err), s.Close())
	}
	s.r, s.closers = readDB, append(s.closers, readConns.Close)
	if err := errors.Join(checkPragmas(ctx, writeConns), checkPragmas(ctx, readConns)); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if s.w, err = s.pinned(ctx, writeConns); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	s.snapshots = make(chan *gorm.DB, readers)
	for range readers {
		db, err := s.pinned(ctx, readConns)
		if err != nil {
			return nil, errors.Join(err, s.Close())
		}
		s.snapshots <- db
	}
	s.writer = newWriter(s.w, path)
	s.closers = append(s.closers, s.writer.stop)
	return s, nil
}

// pinned takes a connection out of a pool for good and gives a handle on it. Its transactions are begun and ended by statements: that way
// the statements prepared on the connection serve every transaction, where a transaction of database/sql would prepare them anew.
func (s *Store) pinned(ctx context.Context, conns *sql.DB) (*gorm.DB, error) {
	conn, err := conns.Conn(ctx)
	if err != nil {
		return nil, err
	}
	s.closers = append(s.closers, conn.Close)
	db, err := gorm.Open(sqliteDialect{sqlite.New(sqlite.Config{DriverName: "sqlite", Conn: conn}).(*sqlite.Dialector)}, config(true))
	if err != nil {
		return nil, err
	}
	return db, useUTC(db)
}

// openSQLite names the file and its pragmas. Times are written as UTC text that sorts.
func openSQLite(path, more string) gorm.Dialector {
	var dsn strings.Builder
	dsn.WriteString("file:" + (&url.URL{Path: path}).EscapedPath() + "?_time_format=sqlite&_timezone=UTC")
	for _, p := range pragmas {
		fmt.Fprintf(&dsn, "&_pragma=%s(%s)", p.name, p.set)
	}
	return sqliteDialect{sqlite.New(sqlite.Config{DriverName: "sqlite", DSN: dsn.String() + more}).(*sqlite.Dialector)}
}

// prepareFile makes the folder and an empty file that only their owner may read, and refuses, untouched, what is not ours.
func prepareFile(ctx context.Context, path string) error {
	if path == "" || strings.ContainsAny(path, "?#") || strings.HasPrefix(path, ":") {
		return fmt.Errorf("%q is not a path to a SQLite file; set FWP_DATABASE_URL, for example to sqlite://fwp.db", path)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("the folder of the database cannot be made: %w", err)
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("the database file cannot be opened for writing: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return fmt.Errorf("%s is not a regular file; a database cannot be kept there", path)
	}
	header := make([]byte, 100)
	switch n, _ := f.ReadAt(header, 0); {
	case n == 0:
		return nil
	case n < len(header) || string(header[:16]) != "SQLite format 3\x00":
		return fmt.Errorf("%s is not a database: it is damaged or another kind of file, and was left untouched", path)
	case binary.BigEndian.Uint32(header[68:]) == applicationID:
		return nil
	default:
		return refuseForeign(ctx, path)
	}
}

// refuseForeign refuses a SQLite file without our mark, unless nothing was ever stored in it or the mark still lies in its log.
func refuseForeign(ctx context.Context, path string) error {
	conns, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?mode=ro")
	if err != nil {
		return unreadable(path, err)
	}
	defer conns.Close()
	var id, tables int
	if err := conns.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id); err != nil {
		return unreadable(path, err)
	}
	if err := conns.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables); err != nil {
		return unreadable(path, err)
	}
	if id != applicationID && (id != 0 || tables > 0) {
		return fmt.Errorf("%s is a SQLite file of another program; it was left untouched. Name another file in FWP_DATABASE_URL", path)
	}
	return nil
}

// checkFile refuses a damaged file or an unsafe SQLite, and marks a new file as ours.
func checkFile(ctx context.Context, conns *sql.DB, path string) error {
	var version, verdict string
	if err := conns.QueryRowContext(ctx, "SELECT sqlite_version()").Scan(&version); err != nil {
		return unreadable(path, err)
	}
	if olderThan(version, oldestSQLite) {
		return fmt.Errorf("SQLite %s is built in; at least %s is needed", version, oldestSQLite)
	}
	if err := conns.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&verdict); err != nil {
		return unreadable(path, err)
	}
	if verdict != "ok" {
		return fmt.Errorf("the database %s is damaged (%s); it was left untouched. Restore the latest backup to a new file and name that in FWP_DATABASE_URL",
			path, strings.ReplaceAll(verdict, "\n", "; "))
	}
	var id int
	if err := conns.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id); err != nil {
		return unreadable(path, err)
	}
	if id == applicationID {
		return nil
	}
	_, err := conns.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d; PRAGMA wal_checkpoint(TRUNCATE)", applicationID))
	return err
}

// unreadable explains a file that SQLite cannot open, in one line.
func unreadable(path string, err error) error {
	return fmt.Errorf("the database %s cannot be read: it is damaged or not a database, and was left untouched (%w)", path, err)
}

func checkPragmas(ctx context.Context, conns *sql.DB) error {
	for _, p := range pragmas {
		var got string
		if err := conns.QueryRowContext(ctx, "PRAGMA "+p.name).Scan(&got); err != nil {
			return fmt.Errorf("PRAGMA %s cannot be read back: %w", p.name, err)
		}
		if got != p.want {
			return fmt.Errorf("PRAGMA %s is %q, not %q as asked; the database is not safe to use", p.name, got, p.want)
		}
	}
	return nil
}

// olderThan compares version numbers part by part.
func olderThan(version, oldest string) bool {
	var v, o [3]int
	_, _ = fmt.Sscanf(version, "%d.%d.%d", &v[0], &v[1], &v[2])
	_, _ = fmt.Sscanf(oldest, "%d.%d.%d", &o[0], &o[1], &o[2])
	for i := range v {
		if v[i] != o[i] {
			return v[i] < o[i]
		}
	}
	return false
}
