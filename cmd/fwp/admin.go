package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/urfave/cli/v3"

	"fwptracker/internal/demo"
	"fwptracker/internal/store"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// operator is who acts at the command line.
var operator = workplan.Actor{Operator: true, Request: "command-line"}

// withTracker opens the configured database for one command.
func (p *program) withTracker(ctx context.Context, c *cli.Command, do func(*tracker.Tracker, *store.Store) error) error {
	cfg, err := p.config(c)
	if err != nil {
		return err
	}
	s, err := store.Open(ctx, cfg.DatabaseURL)
	if err != nil {
		return err
	}
	err = do(tracker.New(s, tracker.Settings{Now: time.Now, Zone: cfg.Zone}), s)
	return errors.Join(err, s.Close())
}

func (p *program) migrateCommand() *cli.Command {
	return &cli.Command{Name: "migrate", Usage: "create the database or bring its schema up to date (serve does this too)", Flags: flags(),
		Action: func(ctx context.Context, c *cli.Command) error {
			return p.withTracker(ctx, c, func(_ *tracker.Tracker, s *store.Store) error {
				at, _, err := s.SchemaVersions(ctx)
				if err == nil {
					p.say("The %s database is at schema version %d.", s.Engine(), at)
				}
				return err
			})
		}}
}

func (p *program) verifyCommand() *cli.Command {
	return &cli.Command{Name: "verify", Usage: "check that nothing recorded was edited, removed, inserted or reordered", Flags: flags(),
		Description: "Recomputes every audit chain, and holds the kept state of every item against its records. Exits with 1 where anything is wrong.",
		Action: func(ctx context.Context, c *cli.Command) error {
			return p.withTracker(ctx, c, func(t *tracker.Tracker, _ *store.Store) error { return p.verify(ctx, t) })
		}}
}

func (p *program) verify(ctx context.Context, t *tracker.Tracker) error {
	verdicts, err := t.VerifyAudit(ctx)
	if err != nil {
		return err
	}
	broken := 0
	for _, v := range verdicts {
		if v.Fault == "" {
			p.say("audit chain %-20s %6d entries, whole", v.Chain, v.Entries)
			continue
		}
		broken++
		p.say("audit chain %-20s BROKEN: %s", v.Chain, v.Fault)
	}
	checked, faults, err := t.VerifyStandings(ctx)
	if err != nil {
		return err
	}
	for _, f := range faults {
		p.say("WRONG: %s", f)
	}
	p.say("%d items held against their records, %d wrong", checked, len(faults))
	if broken+len(faults) > 0 {
		return fmt.Errorf("%d audit chains are broken and %d items are wrong", broken, len(faults))
	}
	return nil
}

func (p *program) demoCommand() *cli.Command {
	return &cli.Command{Name: "demo", Usage: "load the demonstration data into the configured, empty database and print tokens", Flags: flags(),
		Action: func(ctx context.Context, c *cli.Command) error {
			return p.withTracker(ctx, c, func(t *tracker.Tracker, s *store.Store) error {
				bodies, err := t.Bodies(ctx, workplan.Actor{Operator: true})
				if err != nil {
					return err
				}
				if len(bodies) > 0 {
					return errors.New("the database is not empty; demonstration data goes only into an empty one")
				}
				credentials, err := demo.Load(ctx, s, time.Now, time.UTC)
				for _, token := range credentials.Tokens {
					p.say("%-12s %s  %s (%s)", token.Role, token.Text, token.Says, token.Username)
				}
				return err
			})
		}}
}

func (p *program) rightsCommand() *cli.Command {
	return &cli.Command{Name: "rights", Usage: "print the table of who may do what", Action: func(context.Context, *cli.Command) error {
		fmt.Fprint(p.stdout, workplan.RightsTable())
		return nil
	}}
}

func (p *program) healthcheckCommand() *cli.Command {
	return &cli.Command{Name: "healthcheck", Usage: "ask a running service on this machine whether it is ready; exits with 1 if not", Flags: flags(),
		Action: func(ctx context.Context, c *cli.Command) error {
			cfg, err := p.config(c)
			if err != nil {
				return err
			}
			ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
			defer cancel()
			req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+local(cfg.Listen)+"/readyz", nil)
			if err != nil {
				return err
			}
			resp, err := http.DefaultClient.Do(req)
			if err != nil {
				return fmt.Errorf("the service does not answer: %w", err)
			}
			defer resp.Body.Close()
			if resp.StatusCode != http.StatusOK {
				return fmt.Errorf("the service is not ready: %s", resp.Status)
			}
			p.say("ready")
			return nil
		}}
}
