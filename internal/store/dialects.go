package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"

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
		return unavailable(err)
	}
	switch coded.Code() {
	case 1555, 2067: // SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE
		return gorm.ErrDuplicatedKey
	case 787: // SQLITE_CONSTRAINT_FOREIGNKEY
		return gorm.ErrForeignKeyViolated
	case 275: // SQLITE_CONSTRAINT_CHECK
		return gorm.ErrCheckConstraintViolated
	default:
		return unavailable(err)
	}
}

// postgresDialect marks, beside what GORM's dialect recognises, what only means "not now".
type postgresDialect struct{ *postgres.Dialector }

// Translate turns error codes into GORM's errors.
func (d postgresDialect) Translate(err error) error {
	var pg *pgconn.PgError
	if errors.As(err, &pg) && pg.Code == "22021" {
		return ErrNone // a text that PostgreSQL cannot hold, such as one with a zero byte, is in no row
	}
	return unavailable(d.Dialector.Translate(err))
}

// unavailable marks errors that mean "not now" as ErrBusy, keeping the cause for the log.
func unavailable(err error) error {
	var coded interface{ Code() int }
	var pg *pgconn.PgError
	var connect *pgconn.ConnectError
	var network net.Error
	busy := false
	switch {
	case err == nil || errors.Is(err, ErrBusy):
		return err
	case errors.As(err, &coded):
		// busy, locked, read-only, input/output error, disk full, cannot open
		busy = slices.Contains([]int{5, 6, 8, 10, 13, 14}, coded.Code()&0xff)
	case errors.As(err, &pg):
		// resources, lock not available, operator intervention, system error, transaction state, connection
		busy = len(pg.Code) == 5 && slices.Contains([]string{"53", "55", "57", "58", "25", "08"}, pg.Code[:2])
	default:
		busy = errors.Is(err, context.DeadlineExceeded) || errors.Is(err, driver.ErrBadConn) || errors.Is(err, io.ErrUnexpectedEOF) ||
			errors.As(err, &connect) || errors.As(err, &network)
	}
	if busy {
		return fmt.Errorf("%w: %w", ErrBusy, err)
	}
	return err
}

// retryable says whether PostgreSQL gave up a transaction only because of another one running beside it.
func retryable(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == "40001" || pg.Code == "40P01")
}
