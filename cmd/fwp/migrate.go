package main

import (
	"context"

	"github.com/urfave/cli/v3"

	"fwptracker/internal/store"
)

func (p *program) migrateCommand() *cli.Command {
	return &cli.Command{Name: "migrate", Usage: "create the database or bring its schema up to date (serve does this too)", Flags: databaseFlags(),
		Action: func(ctx context.Context, c *cli.Command) error {
			return p.withStore(ctx, c, func(_ config, s *store.Store) error {
				at, _, err := s.SchemaVersions(ctx)
				if err == nil {
					p.say("The %s database is at schema version %d.", s.Engine(), at)
				}
				return err
			})
		}}
}
