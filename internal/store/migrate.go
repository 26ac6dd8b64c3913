package store

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"time"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations
var migrations embed.FS

// Migrate brings the schema up to date, one starter at a time. A schema newer than this program is refused.
func (s *Store) Migrate(ctx context.Context) error {
	p, err := s.provider()
	if err != nil {
		return err
	}
	at, latest, err := p.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("the schema version cannot be read: %w", err)
	}
	if at > latest {
		return fmt.Errorf("the database has schema version %d, but this program knows only %d. Run the newer program, or restore a backup made with this one", at, latest)
	}
	if at == latest {
		return nil
	}
	if _, err := p.Up(ctx); err != nil {
		if again, _, e := p.GetVersions(ctx); e == nil && again == latest {
			return nil // another starter was quicker
		}
		return fmt.Errorf("the schema cannot be brought from version %d to %d; nothing half-done was kept: %w", at, latest, err)
	}
	return nil
}

// SchemaVersions are the version of the database's schema and the one this program knows.
func (s *Store) SchemaVersions(ctx context.Context) (at, latest int64, err error) {
	p, err := s.provider()
	if err != nil {
		return 0, 0, err
	}
	return p.GetVersions(ctx)
}

func (s *Store) provider() (*goose.Provider, error) {
	folder, err := fs.Sub(migrations, "migrations/"+s.engine)
	if err != nil {
		return nil, err
	}
	dialect, options := goose.DialectSQLite3, []goose.ProviderOption{goose.WithDisableGlobalRegistry(true)}
	if s.engine == Postgres {
		dialect = goose.DialectPostgres
		locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, uint64((2 * time.Minute).Seconds())))
		if err != nil {
			return nil, err
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	return goose.NewProvider(dialect, s.conns, folder, options...)
}
