package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/urfave/cli/v3"

	"fwptracker/internal/demo"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// serveDemo serves fresh demonstration data, open to anonymous readers as far as it is public. Whatever ends it, the data is removed.
func (p *program) serveDemo(ctx context.Context, cfg config, c *cli.Command) error {
	dir, err := os.MkdirTemp("", "fwp-demo-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	cfg.DatabaseURL, cfg.AnonymousRead = "sqlite://"+filepath.Join(dir, "demo.db"), true
	cfg.SMTPURL = "" // nobody in the demonstration is to get real mail; a folder shows what would be sent
	if cfg.MailFrom = "Example WG (fictional) <demo@example.org>"; cfg.MailDir == "" {
		cfg.MailFrom = ""
	}
	if p.isDefault(c, "drain-delay") {
		cfg.DrainDelay = 0
	}
	if p.isDefault(c, "log-format") {
		cfg.LogFormat = "text"
	}
	var credentials demo.Credentials
	var try workplan.ActionItem
	return p.serve(ctx, cfg, stages{
		opened: func(ctx context.Context, sv *service) (err error) {
			p.say("Loading demonstration data into a fresh database ...")
			if credentials, err = demo.Load(ctx, sv.store, time.Now, cfg.Zone); err != nil {
				return fmt.Errorf("loading the demonstration data: %w", err)
			}
			try, err = sv.tryItem(ctx, credentials)
			return err
		},
		listening: func(address string) error {
			p.sayDemo(address, cfg.DatabaseURL, try, credentials)
			return writeCredentials(c.String("credentials-file"), address, credentials)
		},
	})
}

// tryItem finds an open item that the demonstration's lead can report on.
func (sv *service) tryItem(ctx context.Context, credentials demo.Credentials) (workplan.ActionItem, error) {
	for _, t := range credentials.Tokens {
		if t.Role != "lead" {
			continue
		}
		lead, err := sv.authenticator().Bearer(ctx, t.Text)
		if err != nil {
			return workplan.ActionItem{}, err
		}
		items, err := sv.tracker.ListItems(ctx, lead, workplan.ItemFilter{Lead: lead.MembersIn(demo.ExampleWG), Status: []workplan.Status{workplan.StatusInProgress}},
			workplan.Page{Limit: 1, Sort: []workplan.Sort{{Word: "updated", Desc: true}}}, tracker.When{})
		if err != nil || len(items.Rows) == 0 {
			return workplan.ActionItem{}, errors.Join(errors.New("the demonstration's lead has no item to report on"), err)
		}
		return items.Rows[0].ActionItem, nil
	}
	return workplan.ActionItem{}, errors.New("the demonstration has no lead")
}

// sayDemo prints where the demonstration runs and three things to try.
func (p *program) sayDemo(address, database string, try workplan.ActionItem, credentials demo.Credentials) {
	tokens := map[string]string{}
	p.say("\nForward work plan tracker on demonstration data: %s", address)
	p.say("  Pages to sign in on  %s/sign-in  with the password %s", address, credentials.Password)
	for _, t := range credentials.Tokens {
		p.say("    %-12s %s", t.Role, t.Email())
	}
	p.say("  A report to read     %s/api/v1/plans/%s/report.html  (also .docx, .pdf, .xlsx, .md, .csv)", address, try.Plan)
	p.say("  API reference        %s/docs\n  OpenAPI 3.1          %s/openapi.json\n", address, address)
	for _, t := range credentials.Tokens {
		tokens[t.Role] = t.Text
	}
	p.sayTokens(credentials)
	p.say("\nList the open items of WG-TIP 2021-23:\n\n  curl -s '%s/api/v1/plans/wg-tip-2021-23/items?status=planned,in_progress,postponed'\n", address)
	p.say("Post a status update as a lead:\n\n  curl -s -X POST '%s/api/v1/plans/%s/items/%s/updates' \\\n    -H 'Authorization: Bearer %s' -H 'Content-Type: application/json' \\\n"+
		"    -d '{\"status\": \"in_progress\", \"done\": \"Second draft circulated.\", \"next_steps\": \"Pilot in two members.\"}'\n",
		address, try.Plan, try.Ref, tokens["lead"])
	p.say("Pull the completion report:\n\n  curl -s '%s/api/v1/plans/%s/report' -H 'Authorization: Bearer %s'\n", address, try.Plan, tokens["co_chair"])
	p.say("Act at the command line, beside the service:\n\n  fwp plan carry-over %s --as %s --database %s\n", try.Plan, username(credentials, "co_chair"), database)
	p.say("Stop with Ctrl-C; the demonstration data is then removed.")
}

// username is that of the user who holds a role in the demonstration.
func username(credentials demo.Credentials, role string) string {
	n := slices.IndexFunc(credentials.Tokens, func(t demo.Token) bool { return t.Role == role })
	return credentials.Tokens[n].Username
}

// writeCredentials writes the address and tokens of a demonstration where a script can read them, once they are complete.
func writeCredentials(path, address string, credentials demo.Credentials) error {
	if path == "" {
		return nil
	}
	tokens := map[string]string{}
	for _, t := range credentials.Tokens {
		tokens[t.Role] = t.Text
	}
	emails := map[string]string{}
	for _, t := range credentials.Tokens {
		emails[t.Role] = t.Email()
	}
	content, err := json.MarshalIndent(map[string]any{"url": address, "tokens": tokens, "password": credentials.Password, "emails": emails}, "", "  ")
	if err != nil {
		return err
	}
	part, err := os.CreateTemp(filepath.Dir(path), ".fwp-credentials-") // only its owner may read it
	if err != nil {
		return fmt.Errorf("the credentials file cannot be written: %w", err)
	}
	defer os.Remove(part.Name())
	_, err = part.Write(append(content, '\n'))
	if err = errors.Join(err, part.Close()); err == nil {
		err = os.Rename(part.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("the credentials file cannot be written: %w", err)
	}
	return nil
}
