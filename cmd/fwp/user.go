package main

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/urfave/cli/v3"

	"fwptracker/internal/auth"
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
		"  fwp user invite --username maria.santos      prints a link with which she chooses a password\n" +
		"  fwp token create --username maria.santos --name first --scopes read,users,register",
		Commands: []*cli.Command{
			{Name: "add", Usage: "add a user, with a first role", Flags: append(append([]cli.Flag{username,
				&cli.StringFlag{Name: "name", Usage: "the person's name", Required: true},
				&cli.StringFlag{Name: "email", Usage: "the person's address", Required: true}}, bindingFlags()...), databaseFlags()...), Action: p.userAdd},
			{Name: "list", Usage: "list users and their roles", Flags: databaseFlags(), Action: p.userList},
			{Name: "bind", Usage: "give a user a role", Flags: append(append([]cli.Flag{username}, bindingFlags()...), databaseFlags()...), Action: p.userBind},
			{Name: "unbind", Usage: "end a role of a user, at once", Flags: append([]cli.Flag{username,
				&cli.IntFlag{Name: "number", Usage: "number of the role, from \"fwp user list\"", Required: true}}, databaseFlags()...), Action: p.userUnbind},
			{Name: "invite", Usage: "print a one-time link with which a user chooses a password: the first, or a new one",
				Flags: append([]cli.Flag{username}, flags("database", "time-zone", "public-url")...), Action: p.userInvite},
			{Name: "disable", Usage: "end all access of a user, at once", Flags: append([]cli.Flag{username}, databaseFlags()...), Action: p.userDisable(true)},
			{Name: "enable", Usage: "give a disabled user access again", Flags: append([]cli.Flag{username}, databaseFlags()...), Action: p.userDisable(false)},
		}}
}

func (p *program) userAdd(ctx context.Context, c *cli.Command) error {
	return p.withTracker(ctx, c, func(t *tracker.Tracker) error {
		in := workplan.NewUser{Username: c.String("username"), Name: c.String("name"), Email: c.String("email")}
		if c.String("role") != "" {
			in.Bindings = []workplan.NewBinding{bindingOf(c)}
		}
		u, err := t.CreateUser(ctx, operator, in)
		if err == nil {
			p.say("Added %s with %d role(s). Let them sign in: fwp user invite --username %s", u.Username, len(u.Bindings), u.Username)
		}
		return err
	})
}

func (p *program) userInvite(ctx context.Context, c *cli.Command) error {
	cfg, err := p.config(c)
	if err != nil {
		return err
	}
	return p.withTracker(ctx, c, func(t *tracker.Tracker) error {
		secret, hash := auth.NewSecret()
		link, err := t.MakeLink(ctx, operator, c.String("username"), hash)
		if err == nil {
			p.say("%s/welcome?link=%s", cmp.Or(cfg.PublicURL, "http://"+cfg.Listen), secret)
			fmt.Fprintf(p.stderr, "The link above is shown this once. It can be used once, until %s; links made before no longer work.\n", link.ExpiresAt.In(cfg.Zone).Format("2 January 2006, 15:04 MST"))
		}
		return err
	})
}

func (p *program) userBind(ctx context.Context, c *cli.Command) error {
	return p.withTracker(ctx, c, func(t *tracker.Tracker) error {
		b, err := t.CreateBinding(ctx, operator, c.String("username"), bindingOf(c))
		if err == nil {
			p.say("Role %d of %s: %s from %s.", b.Number, b.Username, b.Role, b.FromDate)
		}
		return err
	})
}

func (p *program) userUnbind(ctx context.Context, c *cli.Command) error {
	return p.withTracker(ctx, c, func(t *tracker.Tracker) error {
		b, err := t.EndBinding(ctx, operator, c.String("username"), c.Int("number"))
		if err == nil {
			p.say("Role %d of %s (%s) has ended.", b.Number, b.Username, b.Role)
		}
		return err
	})
}

func (p *program) userDisable(disable bool) cli.ActionFunc {
	return func(ctx context.Context, c *cli.Command) error {
		return p.withTracker(ctx, c, func(t *tracker.Tracker) error {
			u, err := t.EditUser(ctx, operator, c.String("username"), nil, func(_ *workplan.User, disabled *bool) error { *disabled = disable; return nil })
			if err == nil {
				p.say("%s is %s.", u.Username, map[bool]string{true: "disabled", false: "enabled"}[u.DisabledAt != nil])
			}
			return err
		})
	}
}

func (p *program) userList(ctx context.Context, c *cli.Command) error {
	return p.reading(ctx, c, func(t *tracker.Tracker) error {
		w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
		fmt.Fprint(w, "username\tname\temail\tstate\n  role no.\trole\tof\tfrom, to\n")
		page := workplan.Page{Limit: 200}
		for {
			users, err := t.ListUsers(ctx, operator, workplan.UserFilter{}, page)
			if err != nil {
				return err
			}
			for _, u := range users.Rows {
				state := "enabled"
				if u.DisabledAt != nil {
					state = "disabled"
				}
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", u.Username, u.Name, u.Email, state)
				for _, b := range u.Bindings {
					fmt.Fprintf(w, "  %d\t%s\t%s\t%s\n", b.Number, b.Role, held(b), period(b))
				}
			}
			if page.After = users.Next; page.After == nil {
				return w.Flush()
			}
		}
	})
}

// held says of what a role is held: a body, a member, or a member in one body.
func held(b workplan.RoleBinding) string {
	switch {
	case b.Body == "" && b.Member == "":
		return "the system"
	case b.Body == "" || b.Member == "":
		return b.Body + b.Member
	default:
		return b.Member + " in " + b.Body
	}
}

// period says from when to when a role is held.
func period(b workplan.RoleBinding) string {
	words := "from " + string(b.FromDate)
	if b.ToDate != "" {
		words += " to " + string(b.ToDate)
	}
	if b.EndedAt != nil {
		words += ", ended at " + b.EndedAt.UTC().Format(time.RFC3339)
	}
	return words
}
