package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/urfave/cli/v3"

	"fwptracker/internal/auth"
	"fwptracker/internal/store"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// binding flags are shared by "user add" and "user bind".
func bindingFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "role", Usage: "one of " + roles() + "; a focal_point needs --member, admin neither, the others --body"},
		&cli.StringFlag{Name: "body", Usage: "code of the body, such as wg-tip"},
		&cli.StringFlag{Name: "member", Usage: "code of the member, such as indonesia"},
		&cli.StringFlag{Name: "agency", Usage: "name of the focal point's agency"},
		&cli.StringFlag{Name: "from", Usage: "first day of the role (default today)"},
		&cli.StringFlag{Name: "to", Usage: "last day of the role (default without end)"},
	}
}

func bindingOf(c *cli.Command) workplan.NewBinding {
	return workplan.NewBinding{Role: workplan.Role(c.String("role")), Body: c.String("body"), Member: c.String("member"), Agency: c.String("agency"),
		FromDate: workplan.Date(c.String("from")), ToDate: workplan.Date(c.String("to"))}
}

func roles() string {
	names := make([]string, len(workplan.BindableRoles))
	for i, r := range workplan.BindableRoles {
		names[i] = string(r)
	}
	return strings.Join(names, ", ")
}

func (p *program) userCommand() *cli.Command {
	username := &cli.StringFlag{Name: "username", Usage: "such as maria.santos", Required: true}
	return &cli.Command{Name: "user", Usage: "add users and give them roles", Description: "There is no account until you add one:\n\n" +
		"  fwp user add --username maria.santos --name \"Maria Santos\" --email maria.santos@example.org --role admin\n" +
		"  fwp token create --username maria.santos --name first --scopes read,users,register",
		Commands: []*cli.Command{
			{Name: "add", Usage: "add a user, with a first role", Flags: append(append([]cli.Flag{username,
				&cli.StringFlag{Name: "name", Usage: "the person's name", Required: true},
				&cli.StringFlag{Name: "email", Usage: "the person's address", Required: true}}, bindingFlags()...), flags()...), Action: p.userAdd},
			{Name: "list", Usage: "list users and their roles", Flags: flags(), Action: p.userList},
			{Name: "bind", Usage: "give a user a role", Flags: append(append([]cli.Flag{username}, bindingFlags()...), flags()...), Action: p.userBind},
			{Name: "unbind", Usage: "end a role of a user, at once", Flags: append([]cli.Flag{username,
				&cli.IntFlag{Name: "number", Usage: "number of the role, from \"fwp user list\"", Required: true}}, flags()...), Action: p.userUnbind},
			{Name: "disable", Usage: "end all access of a user, at once", Flags: append([]cli.Flag{username}, flags()...), Action: p.userDisable(true)},
			{Name: "enable", Usage: "give a disabled user access again", Flags: append([]cli.Flag{username}, flags()...), Action: p.userDisable(false)},
		}}
}

func (p *program) userAdd(ctx context.Context, c *cli.Command) error {
	return p.withTracker(ctx, c, func(t *tracker.Tracker, _ *store.Store) error {
		in := workplan.NewUser{Username: c.String("username"), Name: c.String("name"), Email: c.String("email")}
		if c.String("role") != "" {
			in.Bindings = []workplan.NewBinding{bindingOf(c)}
		}
		u, err := t.CreateUser(ctx, operator, in)
		if err == nil {
			p.say("Added %s with %d role(s). Make a token with: fwp token create --username %s --name first --scopes read", u.Username, len(u.Bindings), u.Username)
		}
		return err
	})
}

func (p *program) userBind(ctx context.Context, c *cli.Command) error {
	return p.withTracker(ctx, c, func(t *tracker.Tracker, _ *store.Store) error {
		b, err := t.CreateBinding(ctx, operator, c.String("username"), bindingOf(c))
		if err == nil {
			p.say("Role %d of %s: %s from %s.", b.Number, b.Username, b.Role, b.FromDate)
		}
		return err
	})
}

func (p *program) userUnbind(ctx context.Context, c *cli.Command) error {
	return p.withTracker(ctx, c, func(t *tracker.Tracker, _ *store.Store) error {
		b, err := t.EndBinding(ctx, operator, c.String("username"), c.Int("number"))
		if err == nil {
			p.say("Role %d of %s (%s) has ended.", b.Number, b.Username, b.Role)
		}
		return err
	})
}

func (p *program) userDisable(disable bool) cli.ActionFunc {
	return func(ctx context.Context, c *cli.Command) error {
		return p.withTracker(ctx, c, func(t *tracker.Tracker, _ *store.Store) error {
			u, err := t.EditUser(ctx, operator, c.String("username"), nil, func(_ *workplan.User, disabled *bool) error { *disabled = disable; return nil })
			if err == nil {
				p.say("%s is %s.", u.Username, map[bool]string{true: "disabled", false: "enabled"}[u.DisabledAt != nil])
			}
			return err
		})
	}
}

func (p *program) userList(ctx context.Context, c *cli.Command) error {
	return p.withTracker(ctx, c, func(t *tracker.Tracker, _ *store.Store) error {
		w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
		page := workplan.Page{Limit: 200}
		for {
			users, err := t.ListUsers(ctx, operator, "", page)
			if err != nil {
				return err
			}
			for _, u := range users.Rows {
				state := ""
				if u.DisabledAt != nil {
					state = "disabled"
				}
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", u.Username, u.Name, u.Email, state)
				for _, b := range u.Bindings {
					fmt.Fprintf(w, "  %d\t%s\t%s%s\t%s to %s\n", b.Number, b.Role, b.Body, b.Member, b.FromDate, b.ToDate)
				}
			}
			if page.After = users.Next; page.After == nil {
				return w.Flush()
			}
		}
	})
}

func (p *program) tokenCommand() *cli.Command {
	return &cli.Command{Name: "token", Usage: "make and end API tokens", Commands: []*cli.Command{
		{Name: "create", Usage: "make a token for a user; it is shown once", Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "username", Usage: "the owner", Required: true},
			&cli.StringFlag{Name: "name", Usage: "what it is for", Required: true},
			&cli.StringFlag{Name: "scopes", Usage: "what it may do, of " + scopes(), Value: "read"},
			&cli.IntFlag{Name: "days", Usage: "how long it lasts, at most 365", Value: workplan.DefaultTokenDays}}, flags()...), Action: p.tokenCreate},
		{Name: "list", Usage: "list the tokens of a user", Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "username", Usage: "the owner", Required: true}}, flags()...), Action: p.tokenList},
		{Name: "revoke", Usage: "end a token, at once", Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "id", Usage: "the 12 characters after fwp_", Required: true}}, flags()...), Action: p.tokenRevoke},
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
	return p.withTracker(ctx, c, func(t *tracker.Tracker, _ *store.Store) error {
		in := workplan.NewToken{Name: c.String("name"), Days: c.Int("days")}
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
	return p.withTracker(ctx, c, func(t *tracker.Tracker, _ *store.Store) error {
		tokens, err := t.Tokens(ctx, workplan.Actor{Username: c.String("username"), Grants: []workplan.Grant{{Role: workplan.RoleReader}}})
		w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
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
	return p.withTracker(ctx, c, func(t *tracker.Tracker, _ *store.Store) error {
		err := t.RevokeToken(ctx, operator, c.String("id"))
		if err == nil {
			p.say("Token %s is revoked.", c.String("id"))
		}
		return err
	})
}

// local is the address by which this machine reaches a service that listens on address.
func local(address string) string {
	host, port, err := net.SplitHostPort(address)
	if err == nil && (host == "" || host == "0.0.0.0" || host == "::") {
		return net.JoinHostPort("127.0.0.1", port)
	}
	return address
}
