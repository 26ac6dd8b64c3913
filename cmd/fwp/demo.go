package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/urfave/cli/v3"

	"fwptracker/internal/demo"
	"fwptracker/internal/store"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

func (p *program) demoCommand() *cli.Command {
	return &cli.Command{Name: "demo", Usage: "load the demonstration data into the configured, empty database and print tokens", Flags: databaseFlags(),
		Action: func(ctx context.Context, c *cli.Command) error {
			return p.withStore(ctx, c, func(cfg config, s *store.Store) error { return p.loadDemo(ctx, cfg, s) })
		}}
}

func (p *program) loadDemo(ctx context.Context, cfg config, s *store.Store) error {
	t := tracker.New(s, tracker.Settings{})
	bodies, err := t.Bodies(ctx, operator)
	if err != nil {
		return err
	}
	users, err := t.ListUsers(ctx, operator, workplan.UserFilter{}, workplan.Page{Limit: 1})
	if err != nil {
		return err
	}
	if len(bodies)+len(users.Rows) > 0 {
		return errors.New("the database is not empty; demonstration data goes only into an empty one")
	}
	credentials, err := demo.Load(ctx, s, time.Now, cfg.Zone)
	if err != nil {
		return fmt.Errorf("loading the demonstration data: %w", err)
	}
	p.sayTokens(credentials)
	p.say("\nOn the pages each signs in as USERNAME@example.org with the password %s.", credentials.Password)
	p.say("Serve it: fwp serve --anonymous-read true, with the same --database. Or act at the command line: \"fwp plan --help\", with --as %s.", username(credentials, "co_chair"))
	return nil
}

// sayTokens prints the tokens of a demonstration and what each may do.
func (p *program) sayTokens(credentials demo.Credentials) {
	for _, t := range credentials.Tokens {
		p.say("  %-12s %s\n  %-12s %s (%s)", t.Role, t.Text, "", t.Says, t.Username)
	}
}
