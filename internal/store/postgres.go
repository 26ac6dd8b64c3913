package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
)

// Connections to PostgreSQL; writing takes at most so many of them that reading always finds some.
const (
	postgresConns   = 16
	postgresWriters = 12
)

// postgresLimits bound what one statement or transaction may take, where the address says nothing else.
var postgresLimits = map[string]string{
	"statement_timeout":                   "5s",
	"lock_timeout":                        "2s",
	"idle_in_transaction_session_timeout": "10s",
}

// migrationLock is the key under which starters on one database wait for each other.
const migrationLock = 0x46575031

func connectPostgres(ctx context.Context, url string, reading bool) (*Store, error) {
	conf, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("the PostgreSQL address in FWP_DATABASE_URL cannot be used: %w", err)
	}
	unbounded := conf.Copy()
	for name, limit := range postgresLimits {
		if conf.RuntimeParams[name] == "" && !strings.Contains(conf.RuntimeParams["options"], name) {
			conf.RuntimeParams[name] = limit
		}
	}
	if reading {
		conf.RuntimeParams["default_transaction_read_only"] = "on"
	}
	watched := newWatch()
	dialect := postgresDialect{postgres.New(postgres.Config{Conn: stdlib.OpenDB(*conf)}).(*postgres.Dialector)}
	db, conns, err := pool(dialect, postgresConns, config(false, watched))
	if err != nil {
		return nil, fmt.Errorf("PostgreSQL cannot be used: %w", err)
	}
	s := &Store{engine: Postgres, w: db, r: db, slots: make(chan struct{}, postgresWriters), closers: []func() error{conns.Close}, watched: watched,
		migrateOn: func(ctx context.Context) (*sql.DB, func(), error) { return aloneOnPostgres(ctx, unbounded) }}
	if reading {
		s.w = nil
	}
	if err := conns.PingContext(ctx); err != nil {
		err = fmt.Errorf("PostgreSQL does not answer; check that it runs and that FWP_DATABASE_URL is right: %w", errors.Join(err, ctx.Err()))
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// aloneOnPostgres gives connections without time limits, of which one holds the lock of migrations; it waits until the lock is free.
func aloneOnPostgres(ctx context.Context, conf *pgx.ConnConfig) (*sql.DB, func(), error) {
	conf = conf.Copy()
	for name := range postgresLimits {
		conf.RuntimeParams[name] = "0"
	}
	conns := stdlib.OpenDB(*conf)
	holder, err := conns.Conn(ctx)
	if err == nil {
		_, err = holder.ExecContext(ctx, "SELECT pg_advisory_lock($1)", migrationLock)
	}
	if err != nil {
		// What the driver says of a connection that the deadline cut off depends on where it was; the deadline itself is added.
		err = fmt.Errorf("the lock that lets one starter at a time migrate cannot be had: %w", errors.Join(err, ctx.Err()))
		return nil, nil, errors.Join(err, conns.Close())
	}
	return conns, func() {
		_ = holder.Close()
		_ = conns.Close() // ends the session, and with it the lock
	}, nil
}

// inPostgres runs fn in a transaction, once one of the bounded number of writers is free.
func (s *Store) inPostgres(ctx context.Context, fn func(*Tx) error) error {
	timer := time.NewTimer(writeWait)
	defer timer.Stop()
	select {
	case s.slots <- struct{}{}:
		defer func() { <-s.slots }()
	case <-timer.C:
		return ErrBusy
	case <-ctx.Done():
		return ctx.Err()
	}
	var err error
	for range 4 {
		err = s.w.WithContext(ctx).Transaction(func(db *gorm.DB) error { return fn(&Tx{db: db, engine: s.engine}) })
		if !retryable(err) {
			return err
		}
	}
	return fmt.Errorf("%w: %w", ErrBusy, err)
}
