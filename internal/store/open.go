package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// Open opens the database at url, brings its schema up to date and checks that it can be trusted: "postgres://…", or
// "sqlite://PATH" (three slashes for an absolute path), or a bare path to a SQLite file, which is created where it does not exist.
func Open(ctx context.Context, url string) (*Store, error) {
	return open(ctx, url, false, (*Store).Migrate)
}

// OpenToServe is [Open] for a service. One service at a time has a SQLite file: another is refused before it changes anything, while commands
// still open the file beside it. A service that was killed is in nobody's way. PostgreSQL takes any number of services.
func OpenToServe(ctx context.Context, url string) (*Store, error) {
	return open(ctx, url, false, (*Store).serveAlone, (*Store).Migrate)
}

// OpenToRead opens a database that is there, for reading only: neither its schema nor a byte of its file changes. A schema of another version
// than this program's is refused. It may be opened while a service has it.
func OpenToRead(ctx context.Context, url string) (*Store, error) {
	return open(ctx, url, true, (*Store).knowsSchema)
}

// Connect opens the database at url without touching its schema.
func Connect(ctx context.Context, url string) (*Store, error) { return open(ctx, url, false) }

// ErrReading answers whoever would write into a store that was opened for reading.
var ErrReading = errors.New("the database was opened for reading only")

// open connects and takes the steps that make the store ready; where one fails, the store is closed again.
func open(ctx context.Context, url string, reading bool, steps ...func(*Store, context.Context) error) (*Store, error) {
	s, err := connect(ctx, url, reading)
	if err != nil {
		return nil, err
	}
	for _, step := range steps {
		if err := step(s, ctx); err != nil {
			return nil, errors.Join(err, s.Close())
		}
	}
	return s, nil
}

func connect(ctx context.Context, url string, reading bool) (*Store, error) {
	switch scheme, rest, found := strings.Cut(url, "://"); {
	case url == "":
		return nil, errors.New("no database is named; set FWP_DATABASE_URL, for example to sqlite://fwp.db")
	case !found:
		return connectSQLite(ctx, url, reading)
	case scheme == "sqlite":
		return connectSQLite(ctx, rest, reading)
	case scheme == "postgres", scheme == "postgresql":
		return connectPostgres(ctx, url, reading)
	default:
		return nil, fmt.Errorf("the database address begins with %q; it must begin with sqlite:// or postgres://", scheme+"://")
	}
}

// serveAlone takes a SQLite file for one service until the store is closed.
func (s *Store) serveAlone(context.Context) error {
	if s.engine != SQLite {
		return nil
	}
	release, err := lockService(s.file)
	if err == nil {
		s.closers = append([]func() error{release}, s.closers...) // given up last, once the file is closed
	}
	return err
}
