package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/urfave/cli/v3"

	"fwptracker/internal/auth"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

func (p *program) tokenCommand() *cli.Command {
	return &cli.Command{Name: "token", Usage: "make and end API tokens", Commands: []*cli.Command{
		{Name: "create", Usage: "make a token for a user; it is shown once", Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "username", Usage: "the owner", Required: true},
			&cli.StringFlag{Name: "name", Usage: "what it is for", Required: true},
			&cli.StringFlag{Name: "scopes", Usage: "what it may do, of " + scopes(), Value: "read"},
			&cli.IntFlag{Name: "days", Usage: "how long it lasts, at most 365", Value: workplan.DefaultTokenDays}}, databaseFlags()...), Action: p.tokenCreate},
		{Name: "list", Usage: "list the tokens of a user", Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "username", Usage: "the owner", Required: true}}, databaseFlags()...), Action: p.tokenList},
		{Name: "revoke", Usage: "end a token, at once", Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "id", Usage: "the 12 characters after fwp_", Required: true}}, databaseFlags()...), Action: p.tokenRevoke},
	}}
}

func scopes() string {
	names := make([]string, len(workplan.Scopes))
	for i, s := range workplan.Scopes {
		names[i] = string(s)
	}
	return strings.Join(names, ",")
}

func (p *program) tokenCreate(ctx context.Context, c *cli.Command) error {
	return p.withTracker(ctx, c, func(t *tracker.Tracker) error {
		in := workplan.NewToken{Name: c.String("name"), Days: c.Int("days")}
		if in.Days == 0 { // which would stand for the default
			return wrongUse("--days must be from 1 to 365")
		}
		for s := range strings.SplitSeq(c.String("scopes"), ",") {
			in.Scopes = append(in.Scopes, workplan.Scope(strings.TrimSpace(s)))
		}
		minted := auth.Mint()
		token, err := t.CreateToken(ctx, operator, c.String("username"), in, tracker.NewSecret{ID: minted.ID, Hash: minted.SecretHash})
		if err == nil {
			p.say("%s", minted.Text)
			fmt.Fprintf(p.stderr, "The token above is shown this once. It lasts until %s and may: %s.\n", token.ExpiresAt.Format(time.DateOnly), strings.Join(token.Scopes, ", "))
		}
		return err
	})
}

func (p *program) tokenList(ctx context.Context, c *cli.Command) error {
	return p.reading(ctx, c, func(t *tracker.Tracker) error {
		owner, err := t.User(ctx, operator, c.String("username"))
		if err != nil {
			return err
		}
		tokens, err := t.Tokens(ctx, workplan.Actor{Username: owner.Username, Grants: []workplan.Grant{{Role: workplan.RoleReader}}})
		w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "id\tname\tscopes\tstate")
		for _, token := range tokens {
			state := "until " + token.ExpiresAt.Format(time.DateOnly)
			if token.RevokedAt != nil {
				state = "revoked " + token.RevokedAt.Format(time.DateOnly)
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", token.TokenID, token.Name, strings.Join(token.Scopes, ","), state)
		}
		return errors.Join(err, w.Flush())
	})
}

func (p *program) tokenRevoke(ctx context.Context, c *cli.Command) error {
	return p.withTracker(ctx, c, func(t *tracker.Tracker) error {
		err := t.RevokeToken(ctx, operator, c.String("id"))
		if err == nil {
			p.say("Token %s is revoked.", c.String("id"))
		}
		return err
	})
}
