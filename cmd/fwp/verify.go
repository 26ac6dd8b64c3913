package main

import (
	"context"
	"fmt"

	"github.com/urfave/cli/v3"

	"fwptracker/internal/tracker"
)

func (p *program) verifyCommand() *cli.Command {
	return &cli.Command{Name: "verify", Usage: "check that nothing recorded was edited, removed, inserted or reordered", Flags: databaseFlags(),
		Description: "Recomputes every audit chain, and holds the kept state of every item against its records. Exits with 1 where anything is wrong.\n" +
			"It changes nothing, so it wants a database whose schema is of this program's version. It may run while the service runs.",
		Action: func(ctx context.Context, c *cli.Command) error {
			return p.reading(ctx, c, func(t *tracker.Tracker) error { return p.verify(ctx, t) })
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
		return fmt.Errorf("audit chains broken: %d; items wrong: %d", broken, len(faults))
	}
	return nil
}
