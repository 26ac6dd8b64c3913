package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"github.com/pressly/goose/v3"
)

//go:embed migrations
var migrations embed.FS

// migrateWait is how long a starter waits for others that migrate the same database.
const migrateWait = 2 * time.Minute

// Migrate brings the schema up to date, one starter at a time; each migration is kept whole or not at all. A schema newer than this program
// is refused.
func (s *Store) Migrate(ctx context.Context) error {
	return s.migrating(ctx, func(p *goose.Provider) error {
		at, latest, err := p.GetVersions(ctx)
		switch {
		case err != nil:
			return fmt.Errorf("the schema version cannot be read: %w", err)
		case at > latest:
			return newer(at, latest)
		case at == latest:
			return nil
		}
		if _, err := p.Up(ctx); err != nil {
			return fmt.Errorf("the schema cannot be brought from version %d to %d; nothing half-done was kept: %w", at, latest, err)
		}
		return nil
	})
}

// SchemaText is what makes the schema of an engine, all migrations in order.
func SchemaText(engine string) string {
	var text strings.Builder
	_ = fs.WalkDir(migrations, "migrations/"+engine, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			part, _ := migrations.ReadFile(path) // an embedded file is there
			text.Write(part)
		}
		return err
	})
	return text.String()
}

// versionTable counts the tables in which the schema's version is kept: one, or none before the first migration.
var versionTable = map[string]string{
	SQLite:   "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'goose_db_version'",
	Postgres: "SELECT count(to_regclass('goose_db_version'))",
}

// SchemaVersions are the version of the database's schema, 0 where it has none, and the one this program knows. Nothing is changed to find out.
func (s *Store) SchemaVersions(ctx context.Context) (at, latest int64, err error) {
	files, err := fs.Glob(migrations, "migrations/"+s.engine+"/*.sql") // in the order of their numbers
	if err != nil {
		return 0, 0, err
	}
	if latest, err = goose.NumericComponent(files[len(files)-1]); err != nil {
		return 0, 0, err
	}
	var there int
	db := s.r.WithContext(ctx)
	if err := scan(db.Raw(versionTable[s.engine]), &there); err != nil || there == 0 {
		return 0, latest, err
	}
	err = scan(db.Raw("SELECT max(version_id) FROM goose_db_version"), &at)
	return at, latest, err
}

// knowsSchema refuses a schema of another version than this program's.
func (s *Store) knowsSchema(ctx context.Context) error {
	at, latest, err := s.SchemaVersions(ctx)
	switch {
	case err != nil:
		return fmt.Errorf("the schema version cannot be read: %w", err)
	case at > latest:
		return newer(at, latest)
	case at < latest:
		return fmt.Errorf("the database has schema version %d, but this program reads only %d; nothing was changed. Run the program of that version, or first bring the database up to date with \"fwp migrate\"", at, latest)
	default:
		return nil
	}
}

// newer refuses a schema that this program does not know yet.
func newer(at, latest int64) error {
	return fmt.Errorf("the database has schema version %d, but this program knows only %d. Run the newer program, or restore a backup made with this one", at, latest)
}

// migrating hands fn the migrations of the engine while no other starter is at work on them.
func (s *Store) migrating(ctx context.Context, fn func(*goose.Provider) error) error {
	if s.w == nil {
		return ErrReading
	}
	wait, cancel := context.WithTimeout(ctx, migrateWait)
	defer cancel()
	conns, release, err := s.migrateOn(wait)
	if err != nil {
		return err
	}
	defer release()
	p, err := provider(s.engine, conns)
	if err != nil {
		return err
	}
	return fn(p)
}

func provider(engine string, conns *sql.DB) (*goose.Provider, error) {
	folder, err := fs.Sub(migrations, "migrations/"+engine)
	if err != nil {
		return nil, err
	}
	dialect := goose.DialectSQLite3
	if engine == Postgres {
		dialect = goose.DialectPostgres
	}
	return goose.NewProvider(dialect, conns, folder, goose.WithDisableGlobalRegistry(true))
}
