package main

import (
	"context"
	"errors"
	"fmt"
	netmail "net/mail"
	"strconv"
	"text/tabwriter"
	"time"

	"github.com/urfave/cli/v3"

	"fwptracker/internal/mail"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

func (p *program) mailCommand() *cli.Command {
	return &cli.Command{Name: "mail", Usage: "try the mail of reporting rounds, see what would be sent, and what was",
		Description: "fwp serve sends the mails of reporting rounds once FWP_MAIL_FROM and FWP_SMTP_URL are set (or FWP_MAIL_DIR, for trying).\n" +
			"Set them, run \"fwp mail test\", and start the service. Nobody gets a mail before a round is prepared.",
		Commands: []*cli.Command{p.mailTest(), p.mailPreview(), p.mailLog()}}
}

// post opens the configured way out.
func (c config) post() (*mail.Post, error) {
	return mail.Open(mail.Settings{From: c.MailFrom, Server: c.SMTPURL, Folder: c.MailDir})
}

// sendsMail says whether any of the settings of mail is there.
func (c config) sendsMail() bool {
	return c.MailFrom != "" || c.SMTPURL != "" || c.MailDir != ""
}

func (p *program) mailTest() *cli.Command {
	return &cli.Command{Name: "test", Usage: "send a mail to an address, to see that mail leaves", ArgsUsage: "ADDRESS", Flags: flags("public-url", "mail-from", "smtp-url", "mail-dir"),
		Description: "Sends one short mail and says what the server answered. It opens no database and leaves nothing in the send log:\n\n" +
			"  fwp mail test maria.santos@example.org --mail-from plans@example.org --smtp-url smtp://user:password@mail.example.org:587\n" +
			"  fwp mail test maria.santos@example.org --mail-from plans@example.org --mail-dir ./mails\n\n" +
			"Exit codes: 0 the server took the mail, 1 it did not, 2 called wrongly.",
		Action: func(ctx context.Context, c *cli.Command) error {
			to, err := netmail.ParseAddress(c.Args().First())
			if c.Args().Len() != 1 || err != nil {
				return wrongUse("name one address, such as: fwp mail test maria.santos@example.org")
			}
			cfg, err := p.config(c)
			if err != nil {
				return err
			}
			post, err := cfg.post()
			if err != nil {
				return err
			}
			text := "This mail was sent by \"fwp mail test\". It shows that the mails of reporting rounds can leave.\n"
			if cfg.PublicURL != "" {
				text += "\nThe service is at " + cfg.PublicURL + "\n"
			}
			outcome := post.Send(ctx, mail.Message{ID: post.NewID(), To: *to, Subject: "Forward work plan tracker: mail works", Text: text, At: time.Now()})
			if outcome.State != workplan.MailSent {
				return fmt.Errorf("the mail was not taken by %s: %s", post.Where(), outcome.Reason)
			}
			p.say("The mail for %s was taken by %s.", to.Address, post.Where())
			return nil
		}}
}

func (p *program) mailPreview() *cli.Command {
	return &cli.Command{Name: "preview", Usage: "print the mails of a round as they would be sent now; sends nothing", ArgsUsage: "ROUND",
		Flags: append([]cli.Flag{&cli.StringFlag{Name: "kind", Usage: "digest (to the leads) or escalation (to the secretariat)", Value: string(workplan.MailDigest)},
			&cli.StringFlag{Name: "user", Usage: "only the mail to this user"}}, flags("database", "time-zone", "public-url")...),
		Description: "Prints to whom a mail would go, its subject and its text:\n\n" +
			"  fwp mail preview 3                     what each focal point would be told\n" +
			"  fwp mail preview 3 --kind escalation   what the secretariat would be told\n\n" +
			"It changes nothing, and may run while the service runs.",
		Action: func(ctx context.Context, c *cli.Command) error {
			number, err := roundNumber(c)
			if err != nil {
				return err
			}
			if err := oneOf(c.String("kind"), string(workplan.MailDigest), string(workplan.MailEscalation)); err != nil {
				return wrongUse("--kind: %v", err)
			}
			return p.reading(ctx, c, func(t *tracker.Tracker) error {
				list, err := t.PreviewDigests(ctx, operator, number, workplan.MailKind(c.String("kind")), workplan.Page{Limit: 10_000})
				if err != nil {
					return notThere(err)
				}
				shown := 0
				for _, d := range list.Rows {
					if user := c.String("user"); user == "" || user == d.Username {
						p.sayPreview(d)
						shown++
					}
				}
				if shown == 0 {
					p.say("There is nobody to whom a mail would go.")
				}
				return nil
			})
		}}
}

func (p *program) sayPreview(d tracker.DigestPreview) {
	p.say("To: %s <%s>", d.Name, d.Email)
	if d.HeldBack != "" {
		p.say("Not sent: %s", d.HeldBack)
	}
	p.say("Subject: %s\n\n%s", d.Subject(), d.Text())
}

func (p *program) mailLog() *cli.Command {
	return &cli.Command{Name: "log", Usage: "print what was sent, what waits, and what went wrong", ArgsUsage: "[ROUND]",
		Flags: append([]cli.Flag{&cli.StringFlag{Name: "state", Usage: "only mails in this state: queued, sending, sent, failed, given_up, dropped or uncertain"},
			&cli.IntFlag{Name: "last", Usage: "how many mails to print at most, the latest first", Value: 50}}, databaseFlags()...),
		Description: "Prints the send log, of one round or of all. A failed mail is tried again, one that was given up is not. A mail is uncertain where the program\n" +
			"died, or the connection broke, while it was being sent: it may have arrived, so it is not sent again. Ask the person, or remind the leads\n" +
			"on another day (POST /rounds/ROUND/remind in the API).\nIt changes nothing, and may run while the service runs.",
		Action: func(ctx context.Context, c *cli.Command) error {
			number := 0
			if c.Args().Present() {
				var err error
				if number, err = roundNumber(c); err != nil {
					return err
				}
			}
			f := workplan.MailFilter{}
			if state := c.String("state"); state != "" {
				allowed := make([]string, len(workplan.MailStates))
				for n, s := range workplan.MailStates {
					allowed[n] = string(s)
				}
				if err := oneOf(state, allowed...); err != nil {
					return wrongUse("--state: %v", err)
				}
				f.State = []workplan.MailState{workplan.MailState(state)}
			}
			if c.Int("last") < 1 {
				return wrongUse("--last must be a number from 1 on")
			}
			return p.reading(ctx, c, func(t *tracker.Tracker) error { return p.sayLog(ctx, t, number, c.Int("last"), f) })
		}}
}

func (p *program) sayLog(ctx context.Context, t *tracker.Tracker, number, last int, f workplan.MailFilter) error {
	mails, err := t.SendLog(ctx, number, f, last)
	if err != nil {
		return notThere(err)
	}
	if len(mails) == 0 {
		p.say("There is no such mail.")
		return nil
	}
	w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ROUND\tDAY\tKIND\tUSER\tSTATE\tATTEMPTS\tLAST CHANGE (UTC)\tWHY")
	for _, m := range mails {
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%d\t%s\t%s\n", m.Round, m.WindowOn, m.Kind, m.Username, m.State, m.Attempts, m.UpdatedAt.UTC().Format("2006-01-02 15:04"), m.Reason)
	}
	return w.Flush()
}

// roundNumber reads the number of a round from the command line.
func roundNumber(c *cli.Command) (int, error) {
	n, err := strconv.Atoi(c.Args().First())
	if c.Args().Len() != 1 || err != nil || n < 1 {
		return 0, wrongUse("%q takes the number of a round, such as 3", c.FullName())
	}
	return n, nil
}

// notThere makes a wrong call of a refusal that something is not there.
func notThere(err error) error {
	var refusal *workplan.Error
	if errors.As(err, &refusal) && refusal.Kind == workplan.NotFound {
		return wrongUse("%v", oneLine{err})
	}
	return err
}
