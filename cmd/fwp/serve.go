package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/urfave/cli/v3"

	"fwptracker/internal/demo"
	"fwptracker/internal/store"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// shutdownTime is how long requests under way may take once no new ones are accepted.
const shutdownTime = 20 * time.Second

func (p *program) serveCommand() *cli.Command {
	return &cli.Command{
		Name:  "serve",
		Usage: "run the service",
		Description: "Runs until it is interrupted; then it says so on /readyz, serves for the drain delay, lets requests under way finish and closes\n" +
			"the database. With --demo it runs on a fresh database in a temporary folder, filled with demonstration data, which is removed at the end.",
		Flags: append([]cli.Flag{
			&cli.BoolFlag{Name: "demo", Usage: "run on fresh demonstration data and print tokens to try it with"},
			&cli.StringFlag{Name: "credentials-file", Usage: "with --demo: also write the address and tokens to this file, as JSON"},
		}, flags()...),
		Action: func(ctx context.Context, c *cli.Command) error {
			cfg, err := p.config(c)
			if err != nil {
				return err
			}
			if c.Bool("demo") {
				return p.serveDemo(ctx, cfg, c)
			}
			s, err := store.Open(ctx, cfg.DatabaseURL)
			if err != nil {
				return err
			}
			return p.serve(ctx, cfg, s, logger(cfg, p.stderr), func(*service, string) error { return nil })
		},
	}
}

// serveDemo serves fresh demonstration data, open to anonymous readers as far as it is public.
func (p *program) serveDemo(ctx context.Context, cfg config, c *cli.Command) error {
	dir, err := os.MkdirTemp("", "fwp-demo-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	cfg.DatabaseURL, cfg.AnonymousRead = "sqlite://"+filepath.Join(dir, "demo.db"), true
	if !c.IsSet("drain-delay") {
		cfg.DrainDelay = 0
	}
	if !c.IsSet("log-format") {
		cfg.LogFormat = "text"
	}
	p.say("Loading demonstration data into a fresh database ...")
	s, err := store.Open(ctx, cfg.DatabaseURL)
	if err != nil {
		return err
	}
	credentials, err := demo.Load(ctx, s, time.Now, cfg.Zone)
	if err != nil {
		return errors.Join(fmt.Errorf("loading the demonstration data: %w", err), s.Close())
	}
	return p.serve(ctx, cfg, s, logger(cfg, p.stderr), func(sv *service, address string) error {
		item, err := sv.tryItem(ctx, credentials)
		if err != nil {
			return err
		}
		p.sayDemo(address, item, credentials)
		return writeCredentials(c.String("credentials-file"), address, credentials)
	})
}

// serve answers requests on the configured address until ctx ends, then puts everything away in order.
func (p *program) serve(ctx context.Context, cfg config, s *store.Store, log *slog.Logger, listening func(sv *service, address string) error) error {
	sv := newService(cfg, s, log)
	listener, err := net.Listen("tcp", cfg.Listen)
	if err != nil {
		return errors.Join(fmt.Errorf("FWP_LISTEN: the address cannot be used: %w", err), s.Close())
	}
	address := "http://" + listener.Addr().String()
	server := &http.Server{
		Handler: sv.handler(), ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 15 * time.Second, WriteTimeout: 30 * time.Second,
		IdleTimeout: 60 * time.Second, MaxHeaderBytes: 32 << 10, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	log.Info("serving", "address", address, "database", s.Engine(), "version", version)
	go sv.housekeep(ctx)
	if err := listening(sv, address); err != nil {
		return errors.Join(err, server.Close(), s.Close())
	}
	select {
	case err := <-ended:
		return errors.Join(err, s.Close())
	case <-ctx.Done():
	}
	return sv.drain(server)
}

// drain stops taking requests, lets those under way finish, and closes the database.
func (sv *service) drain(server *http.Server) error {
	sv.stopping.Store(true)
	sv.log.Info("stopping", "drain", sv.cfg.DrainDelay.String())
	time.Sleep(sv.cfg.DrainDelay)
	ctx, cancel := context.WithTimeout(context.Background(), shutdownTime)
	defer cancel()
	err := server.Shutdown(ctx)
	if err != nil {
		err = fmt.Errorf("requests were still under way after %s: %w", shutdownTime, errors.Join(err, server.Close()))
	}
	err = errors.Join(err, sv.store.Close())
	sv.log.Info("stopped")
	return err
}

// housekeep forgets, every hour, the answers kept for repetition that are too old.
func (sv *service) housekeep(ctx context.Context) {
	ticker := time.NewTicker(time.Hour)
	defer ticker.Stop()
	for {
		if err := sv.tracker.ForgetOldAnswers(ctx); err != nil && ctx.Err() == nil {
			sv.log.Warn("old answers could not be forgotten", "error", err.Error())
		}
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return
		}
	}
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
		items, err := sv.tracker.ListItems(ctx, lead, workplan.ItemFilter{Lead: lead.Members(), Status: []workplan.Status{workplan.StatusInProgress}},
			workplan.Page{Limit: 1, Sort: []workplan.Sort{{Word: "updated", Desc: true}}}, tracker.When{})
		if err != nil || len(items.Rows) == 0 {
			return workplan.ActionItem{}, errors.Join(errors.New("the demonstration's lead has no item to report on"), err)
		}
		return items.Rows[0].ActionItem, nil
	}
	return workplan.ActionItem{}, errors.New("the demonstration has no lead")
}

// sayDemo prints where the demonstration runs and three things to try.
func (p *program) sayDemo(address string, try workplan.ActionItem, credentials demo.Credentials) {
	tokens := map[string]string{}
	p.say("\nForward work plan tracker on demonstration data: %s", address)
	p.say("  API reference  %s/docs\n  OpenAPI 3.1    %s/openapi.json\n", address, address)
	for _, t := range credentials.Tokens {
		tokens[t.Role] = t.Text
		p.say("  %-12s %s\n  %-12s %s (%s)", t.Role, t.Text, "", t.Says, t.Username)
	}
	p.say("\nList the open items of WG-TIP 2021-23:\n\n  curl -s '%s/api/v1/plans/wg-tip-2021-23/items?status=planned,in_progress,postponed'\n", address)
	p.say("Post a status update as a lead:\n\n  curl -s -X POST '%s/api/v1/plans/%s/items/%s/updates' \\\n    -H 'Authorization: Bearer %s' -H 'Content-Type: application/json' \\\n"+
		"    -d '{\"status\": \"in_progress\", \"done\": \"Second draft circulated.\", \"next_steps\": \"Pilot in two members.\"}'\n",
		address, try.Plan, try.Ref, tokens["lead"])
	p.say("Pull the completion report:\n\n  curl -s '%s/api/v1/plans/%s/report' -H 'Authorization: Bearer %s'\n", address, try.Plan, tokens["co_chair"])
	p.say("Stop with Ctrl-C; the demonstration data is then removed.")
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
	content, err := json.MarshalIndent(map[string]any{"url": address, "tokens": tokens}, "", "  ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(path+".part", content, 0o600); err != nil {
		return err
	}
	return os.Rename(path+".part", path)
}
