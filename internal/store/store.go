// Package store keeps the nouns of package workplan in SQLite or PostgreSQL. It is the only package that knows GORM and SQL.
//
// A [Store] is opened once. Writing goes through [Store.InTx], reading through [Store.Read] (one statement) or [Store.Snapshot] (several that
// must agree). All three hand out a [Tx], whose methods are the queries, one file per noun. Who may see what is applied in one place,
// audiences.go, to every query that returns content.
package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"time"

	"gorm.io/gorm"
)

// Store is an open database. SQLite has the writer and connections kept for snapshots, PostgreSQL the slots, which bound how many write.
// MigrateOn gives connections for migrating, and holds other starters off until release. A store opened for reading has no w.
type Store struct {
	w, r      *gorm.DB
	writer    *writer
	snapshots chan *gorm.DB
	slots     chan struct{}
	closers   []func() error
	engine    string
	file      string // of SQLite
	identity  fileIdentity
	migrateOn func(context.Context) (conns *sql.DB, release func(), err error)
	watched   *watch
}

// Engines of a Store.
const (
	SQLite   = "sqlite"
	Postgres = "postgres"
)

var (
	// ErrBusy: the database cannot take the request now; the same request may succeed shortly.
	ErrBusy = errors.New("the database is busy")
	// ErrDuplicate: a row with the same natural key exists.
	ErrDuplicate = gorm.ErrDuplicatedKey
	// ErrNone: no such row, or none that the actor may see.
	ErrNone = gorm.ErrRecordNotFound
	// ErrRaced: the row has changed since its version was read.
	ErrRaced = errors.New("the row has changed")
)

// Engine is [SQLite] or [Postgres].
func (s *Store) Engine() string { return s.engine }

// Close ends all work and closes the database. On SQLite the write-ahead log is first written into the file.
func (s *Store) Close() error {
	var errs []error
	for i := len(s.closers) - 1; i >= 0; i-- {
		errs = append(errs, s.closers[i]())
	}
	return errors.Join(errs...)
}

// Ping says whether the database answers and can be read; [ErrReplaced] where its file is no longer the one that was opened.
func (s *Store) Ping(ctx context.Context) error {
	if err := s.identity.inPlace(); err != nil {
		return err
	}
	var one int
	return scan(s.r.WithContext(ctx).Raw("SELECT 1 FROM bodies UNION ALL SELECT 1 LIMIT 1"), &one)
}

// Tx is a handle on the database, in a transaction or, from [Store.Read], outside of one.
type Tx struct {
	db     *gorm.DB
	engine string
}

// Read gives a handle for one statement.
func (s *Store) Read(ctx context.Context) *Tx { return &Tx{db: s.r.WithContext(ctx), engine: s.engine} }

// Snapshot runs fn on a handle whose statements all see the same state of the database.
func (s *Store) Snapshot(ctx context.Context, fn func(*Tx) error) error {
	if s.snapshots != nil {
		return unavailable(s.onSnapshot(ctx, fn))
	}
	err := s.r.WithContext(ctx).Transaction(func(db *gorm.DB) error { return fn(&Tx{db: db, engine: s.engine}) },
		&sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	return unavailable(err)
}

// onSnapshot runs fn in a reading transaction on one of the connections kept for it.
func (s *Store) onSnapshot(ctx context.Context, fn func(*Tx) error) error {
	var db *gorm.DB
	select {
	case db = <-s.snapshots:
		defer func() { s.snapshots <- db }()
	case <-ctx.Done():
		return ctx.Err()
	}
	if err := control(db, "BEGIN"); err != nil {
		_ = control(db, "ROLLBACK") // so that the next one finds no transaction open
		return err
	}
	defer func() { _ = control(db, "ROLLBACK") }()
	return fn(&Tx{db: db.WithContext(ctx), engine: s.engine})
}

// control begins and ends transactions and savepoints on a pinned connection, which no watcher is told of.
func control(db *gorm.DB, statement string) error {
	_, err := db.Statement.ConnPool.ExecContext(context.Background(), statement)
	return err
}

// forEver is the age at which GORM forgets a prepared statement where it keeps no clock, and no goroutine, for forgetting.
const forEver = 10 * 365 * 24 * time.Hour

// config is how GORM is used everywhere: no hidden transactions, no hidden times, parameters never logged.
//
// Statements are prepared once for each connection. On PostgreSQL the driver does that itself; GORM's own way would prepare them anew in
// every transaction.
func config(prepared bool, watched *watch) *gorm.Config {
	return &gorm.Config{
		SkipDefaultTransaction: true,
		TranslateError:         true,
		PrepareStmt:            prepared,
		PrepareStmtMaxSize:     1000,
		PrepareStmtTTL:         forEver,
		Logger:                 watched,
		NowFunc:                func() time.Time { return time.Now().UTC() },
		DisableAutomaticPing:   true,
		QueryFields:            true,
	}
}

// pool opens GORM on a dialector with a bounded number of connections, all of which are kept.
func pool(d gorm.Dialector, size int, c *gorm.Config) (*gorm.DB, *sql.DB, error) {
	db, err := gorm.Open(d, c)
	if err != nil {
		return nil, nil, err
	}
	conns, err := db.DB()
	if err != nil {
		return nil, nil, err
	}
	conns.SetMaxOpenConns(size)
	conns.SetMaxIdleConns(size)
	return db, conns, errors.Join(useUTC(db), readFast(db))
}

// change updates one row by its id and version, naming its columns, and raises the version; the row having another version is ErrRaced.
func (tx *Tx) change(table string, id, version int64, columns map[string]any) error {
	columns["version"] = version + 1
	res := tx.db.Table(table).Where("id = ? AND version = ?", id, version).UpdateColumns(columns)
	if res.Error == nil && res.RowsAffected == 0 {
		return ErrRaced
	}
	return res.Error
}

// one loads the row that the query finds, or ErrNone.
func one[T any](db *gorm.DB) (T, error) {
	var row T
	res := db.Limit(1).Find(&row)
	if res.Error == nil && res.RowsAffected == 0 {
		return row, ErrNone
	}
	return row, res.Error
}

// all loads the rows that the query finds.
func all[T any](db *gorm.DB) ([]T, error) {
	rows := []T{}
	err := db.Find(&rows).Error
	if errors.Is(err, ErrNone) {
		return rows, nil // asked for a text that no row can hold
	}
	return rows, err
}

// scan reads what the query finds into a value of another shape than a row.
func scan(db *gorm.DB, into any) error { return db.Find(into).Error }

// inParts loads the rows for many keys in several queries, since one takes only so many parameters.
func inParts[K, T any](keys []K, load func(part []K) ([]T, error)) ([]T, error) {
	rows := []T{}
	for part := range slices.Chunk(keys, 1000) {
		more, err := load(part)
		if err != nil {
			return nil, err
		}
		rows = append(rows, more...)
	}
	return rows, nil
}
