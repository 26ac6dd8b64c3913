package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"fwptracker/internal/store"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// operator is who acts at the command line.
var operator = workplan.Actor{Operator: true, Request: "command-line"}

// databaseFlags are the settings of the commands that work on the database and serve nothing.
func databaseFlags() []cli.Flag { return flags("database", "time-zone") }

// opener opens a database in one of the ways of package store.
type opener func(ctx context.Context, url string) (*store.Store, error)

// withStore opens the configured database for one command, and makes it where it does not exist.
func (p *program) withStore(ctx context.Context, c *cli.Command, do func(config, *store.Store) error) error {
	cfg, err := p.config(c)
	if err != nil {
		return err
	}
	s, err := openStore(ctx, cfg, store.Open)
	if err != nil {
		return err
	}
	return errors.Join(do(cfg, s), s.Close())
}

// openStore opens the configured database; what hinders it fits on one line.
func openStore(ctx context.Context, cfg config, open opener) (*store.Store, error) {
	s, err := open(ctx, cfg.DatabaseURL)
	if err != nil {
		return nil, oneLine{err}
	}
	return s, nil
}

// oneLine is an error without line breaks in its text.
type oneLine struct{ error }

func (e oneLine) Error() string { return strings.Join(strings.Fields(e.error.Error()), " ") }

// Unwrap gives the error itself.
func (e oneLine) Unwrap() error { return e.error }

// withTracker opens the configured database for one command that may write.
func (p *program) withTracker(ctx context.Context, c *cli.Command, do func(*tracker.Tracker) error) error {
	return p.onExisting(ctx, c, store.Open, do)
}

// reading opens the configured database for one command that only reads: it changes neither the schema nor anything else.
func (p *program) reading(ctx context.Context, c *cli.Command, do func(*tracker.Tracker) error) error {
	return p.onExisting(ctx, c, store.OpenToRead, do)
}

// onExisting opens the configured database, which must exist: a mistyped path must not make an empty one.
func (p *program) onExisting(ctx context.Context, c *cli.Command, open opener, do func(*tracker.Tracker) error) error {
	cfg, err := p.config(c)
	if err != nil {
		return err
	}
	if path, isFile := strings.CutPrefix(cfg.DatabaseURL, "sqlite://"); isFile {
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("FWP_DATABASE_URL: there is no database at %s; \"fwp migrate\" makes one", path)
		}
	}
	s, err := openStore(ctx, cfg, open)
	if err != nil {
		return err
	}
	return errors.Join(do(tracker.New(s, tracker.Settings{Now: time.Now, Zone: cfg.Zone, Program: version, Link: cfg.PublicURL})), s.Close())
}
