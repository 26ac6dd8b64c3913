package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/driver/postgres"
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
)

// sqliteDialect teaches GORM's SQLite dialect the error codes of the pure-Go driver, which it would otherwise not recognise.
type sqliteDialect struct{ *sqlite.Dialector }

// Translate turns extended result codes into GORM's errors.
func (d sqliteDialect) Translate(err error) error {
	var coded interface{ Code() int }
	if !errors.As(err, &coded) {
		return d.Dialector.Translate(err)
	}
	switch coded.Code() {
	case 1555, 2067: // SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE
		return gorm.ErrDuplicatedKey
	case 787: // SQLITE_CONSTRAINT_FOREIGNKEY
		return gorm.ErrForeignKeyViolated
	case 275: // SQLITE_CONSTRAINT_CHECK
		return gorm.ErrCheckConstraintViolated
	default:
		return err
	}
}

func connectPostgres(ctx context.Context, url string) (*Store, error) {
	db, conns, err := pool(postgres.New(postgres.Config{DSN: url}), 16, false)
	if err != nil {
		return nil, fmt.Errorf("the PostgreSQL address in FWP_DATABASE_URL cannot be used: %w", err)
	}
	s := &Store{engine: Postgres, w: db, r: db, conns: conns, closers: []func() error{conns.Close}}
	if err := conns.PingContext(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("PostgreSQL does not answer; check that it runs and that FWP_DATABASE_URL is right: %w", err), s.Close())
	}
	return s, nil
}

// unavailable marks errors that mean "not now" as ErrBusy, keeping the cause for the log.
func unavailable(err error) error {
	var coded interface{ Code() int }
	var pg *pgconn.PgError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &coded):
		switch coded.Code() & 0xff {
		case 5, 6, 8, 10, 13, 14: // busy, locked, read-only, input/output error, disk full, cannot open
			return fmt.Errorf("%w: %w", ErrBusy, err)
		}
	case errors.As(err, &pg):
		switch pg.Code[:2] {
		case "53", "55", "57", "58", "25", "08": // resources, lock not available, operator intervention, system error, state, connection
			return fmt.Errorf("%w: %w", ErrBusy, err)
		}
	case errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("%w: %w", ErrBusy, err)
	}
	var connect *pgconn.ConnectError
	if errors.As(err, &connect) {
		return fmt.Errorf("%w: %w", ErrBusy, err)
	}
	return err
}

// retryable says whether PostgreSQL gave up a transaction only because of another one running beside it.
func retryable(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == "40001" || pg.Code == "40P01")
}
