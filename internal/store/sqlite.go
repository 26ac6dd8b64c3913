package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"

	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	_ "modernc.org/sqlite" // the pure-Go driver behind gorm.io/driver/sqlite: no C compiler needed
)

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
	{"temp_store", "MEMORY", "2"}, // the journals of savepoints too
	{"journal_size_limit", "67108864", "67108864"},
	{"wal_autocheckpoint", "16000", "16000"},
}

// connectSQLite opens the file for one writer and several readers. Nothing is written into it before it was found sound and ours.
func connectSQLite(ctx context.Context, path string) (*Store, error) {
	release, err := prepareFile(ctx, path)
	if err != nil {
		return nil, err
	}
	defer release()
	s := &Store{engine: SQLite, watched: newWatch()}
	if err := s.connectFile(ctx, path); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// connectFile opens the connections: to write one that is pinned and one for migrating, to read some that are pinned for snapshots and as
// many for single statements.
func (s *Store) connectFile(ctx context.Context, path string) error {
	_, writeConns, err := pool(openSQLite(path, "&_txlock=immediate"), 2, config(false, s.watched))
	if err != nil {
		return unreadable(path, err)
	}
	s.closers = append(s.closers, writeConns.Close)
	s.migrateOn = func(ctx context.Context) (*sql.DB, func(), error) {
		release, err := lockFolder(ctx, filepath.Dir(path))
		return writeConns, release, err
	}
	if err := markFile(ctx, writeConns, path); err != nil {
		return err
	}
	readers := min(4, max(2, runtime.NumCPU()))
	readDB, readConns, err := pool(openSQLite(path, "&_pragma=query_only(1)"), 2*readers, config(true, s.watched))
	if err != nil {
		return unreadable(path, err)
	}
	s.r, s.closers = readDB, append(s.closers, readConns.Close)
	if err := errors.Join(checkPragmas(ctx, writeConns, 2), checkPragmas(ctx, readConns, 2*readers)); err != nil {
		return err
	}
	if s.w, err = s.pinned(ctx, writeConns); err != nil {
		return err
	}
	s.snapshots = make(chan *gorm.DB, readers)
	for range readers {
		db, err := s.pinned(ctx, readConns)
		if err != nil {
			return err
		}
		s.snapshots <- db
	}
	s.writer = newWriter(s.w, (&checkpointer{conns: writeConns, path: path}).run)
	s.closers = append(s.closers, s.writer.stop)
	return nil
}

// pinned takes a connection out of a pool for good and gives a handle on it. Its transactions are begun and ended by statements: that way
// the statements prepared on the connection serve every transaction, where a transaction of database/sql would prepare them anew.
func (s *Store) pinned(ctx context.Context, conns *sql.DB) (*gorm.DB, error) {
	conn, err := conns.Conn(ctx)
	if err != nil {
		return nil, err
	}
	db, err := gorm.Open(sqliteDialect{sqlite.New(sqlite.Config{DriverName: "sqlite", Conn: conn}).(*sqlite.Dialector)}, config(true, s.watched))
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	s.closers = append(s.closers, func() error {
		forget(db)
		return conn.Close()
	})
	return db, errors.Join(useUTC(db), readFast(db))
}

// forget closes the statements prepared on a pinned connection, which neither database/sql nor GORM does in time: SQLite would keep the
// connection, its files and their locks until then.
func forget(db *gorm.DB) {
	if prepared, ok := db.ConnPool.(*gorm.PreparedStmtDB); ok {
		for _, key := range prepared.Stmts.Keys() {
			if stmt, ok := prepared.Stmts.Get(key); ok {
				_ = stmt.Close()
			}
		}
	}
}

// openSQLite names the file and its pragmas. Times are written as UTC text that sorts.
func openSQLite(path, more string) gorm.Dialector {
	var dsn strings.Builder
	dsn.WriteString(fileURI(path) + "?_time_format=sqlite&_timezone=UTC")
	for _, p := range pragmas {
		fmt.Fprintf(&dsn, "&_pragma=%s(%s)", p.name, p.set)
	}
	return sqliteDialect{sqlite.New(sqlite.Config{DriverName: "sqlite", DSN: dsn.String() + more}).(*sqlite.Dialector)}
}

// checkPragmas reads every pragma back on each connection of a pool.
func checkPragmas(ctx context.Context, conns *sql.DB, size int) error {
	for range size {
		conn, err := conns.Conn(ctx)
		if err != nil {
			return fmt.Errorf("a connection to the database cannot be made: %w", err)
		}
		defer conn.Close() // kept until all are checked, so that each is another one
		for _, p := range pragmas {
			var got string
			if err := conn.QueryRowContext(ctx, "PRAGMA "+p.name).Scan(&got); err != nil {
				return fmt.Errorf("PRAGMA %s cannot be read back: %w", p.name, err)
			}
			if got != p.want {
				return fmt.Errorf("PRAGMA %s is %q, not %q as asked; the database is not safe to use", p.name, got, p.want)
			}
		}
	}
	return nil
}
