package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	_ "modernc.org/sqlite" // the pure-Go driver behind gorm.io/driver/sqlite: no C compiler needed
)

// oldestSQLite is the first release without the corruption that a reset of the write-ahead log could cause.
const oldestSQLite = "3.51.3"

// pragma is a setting of a connection, and how it reads back.
type pragma struct{ name, set, want string }

// pragmas are set on every connection and read back when the store opens.
var pragmas = append([]pragma{{"journal_mode", "WAL", "wal"}}, pragmasToRead...)

// pragmasToRead are those of a connection that must leave the file as it is, whatever its journal.
var pragmasToRead = []pragma{
	{"synchronous", "FULL", "2"},
	{"foreign_keys", "ON", "1"},
	{"busy_timeout", "5000", "5000"},
	{"trusted_schema", "OFF", "0"},
	{"cell_size_check", "ON", "1"},
	{"temp_store", "MEMORY", "2"}, // the journals of savepoints too
	{"journal_size_limit", "67108864", "67108864"},
	{"wal_autocheckpoint", "16000", "16000"},
}

// connectSQLite opens the file for one writer and several readers, or for readers alone. Nothing is written into it before it was found sound
// and ours.
func connectSQLite(ctx context.Context, path string, reading bool) (*Store, error) {
	named := path
	if target, err := filepath.EvalSymlinks(path); err == nil && path != "" {
		path = target // beside which SQLite keeps its log
	}
	release, err := prepareFile(ctx, path, reading)
	if err != nil {
		return nil, err
	}
	defer release()
	s := &Store{engine: SQLite, file: path, watched: newWatch()}
	if s.identity, err = identify(named); err != nil {
		return nil, fmt.Errorf("the database file cannot be opened: %w", err)
	}
	connections := s.connectFile
	if reading {
		connections = s.connectToRead
	}
	if err := connections(ctx, path); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// connectFile opens the connections: to write one that is pinned and one for migrating, and those of the readers.
func (s *Store) connectFile(ctx context.Context, path string) error {
	_, writeConns, err := pool(openSQLite(path, pragmas, "&_txlock=immediate"), 2, config(false, s.watched))
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
	if err := checkPragmas(ctx, writeConns, pragmas, 2); err != nil {
		return err
	}
	if err := s.connectReaders(ctx, path, pragmas, ""); err != nil {
		return err
	}
	if s.w, err = s.pinned(ctx, writeConns); err != nil {
		return err
	}
	s.writer = newWriter(s.w, s.identity, (&checkpointer{conns: writeConns, path: path}).run)
	s.closers = append(s.closers, s.writer.stop)
	return nil
}

// connectToRead opens only readers. Where a log lies beside the file, they cannot even move it into the file as the last to close; where none
// does, there is nothing to move, and what they make beside the file they take away again.
func (s *Store) connectToRead(ctx context.Context, path string) error {
	mode := "&mode=rw"
	if _, err := os.Stat(path + "-wal"); err == nil {
		mode = "&mode=ro"
	}
	return s.connectReaders(ctx, path, pragmasToRead, mode)
}

// connectReaders opens some connections that are pinned for snapshots and as many for single statements.
func (s *Store) connectReaders(ctx context.Context, path string, set []pragma, more string) error {
	readers := min(4, max(2, runtime.NumCPU()))
	readDB, readConns, err := pool(openSQLite(path, set, more+"&_pragma=query_only(1)"), 2*readers, config(true, s.watched))
	if err != nil {
		return unreadable(path, err)
	}
	s.r, s.closers = readDB, append(s.closers, readConns.Close)
	if err := checkPragmas(ctx, readConns, set, 2*readers); err != nil {
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
func openSQLite(path string, set []pragma, more string) gorm.Dialector {
	var dsn strings.Builder
	dsn.WriteString(fileURI(path) + "?_time_format=sqlite&_timezone=UTC")
	for _, p := range set {
		fmt.Fprintf(&dsn, "&_pragma=%s(%s)", p.name, p.set)
	}
	return sqliteDialect{sqlite.New(sqlite.Config{DriverName: "sqlite", DSN: dsn.String() + more}).(*sqlite.Dialector)}
}

// checkPragmas reads every pragma back on each connection of a pool.
func checkPragmas(ctx context.Context, conns *sql.DB, set []pragma, size int) error {
	for range size {
		conn, err := conns.Conn(ctx)
		if err != nil {
			return fmt.Errorf("a connection to the database cannot be made: %w", err)
		}
		defer conn.Close() // kept until all are checked, so that each is another one
		for _, p := range set {
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
