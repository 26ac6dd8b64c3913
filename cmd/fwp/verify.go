package main

import (
	"context"
	"fmt"

	"github.com/urfave/cli/v3"

	"fwptracker/internal/tracker"
)

func (p *program) verifyCommand() *cli.Command {
	return &cli.Command{Name: "verify", Usage: "check that nothing recorded was edited, removed, inserted or reordered", Flags: databaseFlags(),
		Description: "Recomputes every audit chain, then holds everything that is kept against what the chains tell: plans, objectives, items, updates, deliverables, openings, offers, waivers, proposals, members,\n" +
			"meetings, users, roles, tokens and the editions of reports with the bytes of their forms, field by field, both ways. Exits with 1 where anything is wrong.\n" +
			"Not held: search texts, stored answers to repeated requests, when a token was last used. Who can rewrite a whole chain with its head\n" +
			"leaves no trace here: note the chain's last number and hash elsewhere, and compare.\n" +
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
	checked, faults, err := t.VerifyRecords(ctx)
	if err != nil {
		return err
	}
	missing, err := t.VerifyGuards(ctx)
	if err != nil {
		return err
	}
	for _, guard := range missing {
		faults = append(faults, "the database's guard "+guard+", which keeps records from being changed, was taken off")
	}
	for _, f := range faults {
		p.say("WRONG: %s", f)
	}
	p.say("%d records held against the audit chains, %d wrong", checked, len(faults))
	if broken+len(faults) > 0 {
		return fmt.Errorf("audit chains broken: %d; records wrong: %d", broken, len(faults))
	}
	return nil
}
