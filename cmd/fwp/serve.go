package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"github.com/urfave/cli/v3"

	"fwptracker/internal/auth"
	"fwptracker/internal/mail"
	"fwptracker/internal/store"
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
			if c.IsSet("credentials-file") {
				return wrongUse("--credentials-file goes with --demo")
			}
			return p.serve(ctx, cfg, p.settingUp())
		},
	}
}

// stages are what a demonstration does beside serving: once the database is open, and once the service listens.
type stages struct {
	opened    func(context.Context, *service) error
	listening func(address string) error
}

// settingUp prints, as long as the database has no user, the link with which the first one is made: nobody can sign in before. A further start prints
// a further link, and ends the one before.
func (p *program) settingUp() stages {
	var sv *service
	return stages{
		opened: func(_ context.Context, opened *service) error { sv = opened; return nil },
		listening: func(address string) error {
			secret, hash := auth.NewSecret()
			link, err := sv.tracker.OpenSetUp(context.Background(), hash)
			if workplan.KindOf(err) == workplan.Conflict {
				return nil
			}
			if err != nil {
				return err
			}
			p.say("There are no users yet. Open this link, once, until %s, and become the first, an admin:\n\n  %s/welcome?link=%s\n",
				link.ExpiresAt.In(sv.cfg.Zone).Format("2 January 2006, 15:04 MST"), cmp.Or(sv.cfg.PublicURL, address), secret)
			return nil
		},
	}
}

// serve answers requests on the configured address until ctx ends, then puts everything away in order. The address is taken first: where another
// program has it, the database is not touched.
func (p *program) serve(ctx context.Context, cfg config, also stages) error {
	var post *mail.Post
	if cfg.sendsMail() {
		var err error
		if post, err = cfg.post(); err != nil {
			return err
		}
	}
	signOn, err := cfg.singleSignOn()
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", cfg.Listen)
	if err != nil {
		return fmt.Errorf("FWP_LISTEN: the address cannot be used: %w", err)
	}
	defer listener.Close()
	s, err := openStore(ctx, cfg, store.OpenToServe)
	if err != nil {
		return err
	}
	sv := newService(cfg, s, logger(cfg, p.stderr))
	sv.post, sv.signOn = post, signOn
	err = sv.run(ctx, listener, also)
	if err = errors.Join(err, s.Close()); err == nil {
		sv.log.Info("stopped")
	}
	return err
}

// run serves on a listener until ctx ends and all that it began has ended too.
func (sv *service) run(ctx context.Context, listener net.Listener, also stages) error {
	if also.opened != nil {
		if err := also.opened(ctx, sv); err != nil {
			return err
		}
	}
	working, cancel := context.WithCancel(ctx)
	var workers sync.WaitGroup
	defer workers.Wait()
	defer cancel()
	workers.Go(func() { sv.housekeep(working) })
	if sv.post != nil {
		sv.log.Info("sending the mails of reporting rounds", "through", sv.post.Where())
		workers.Go(func() { newDelivery(sv.tracker, sv.post, sv.log).run(working) })
	}

	server := newServer(sv.handler(), sv.log)
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	address := "http://" + local(listener.Addr().String())
	sv.log.Info("serving", "address", address, "database", sv.store.Engine(), "version", version)
	if also.listening != nil {
		if err := also.listening(address); err != nil {
			return errors.Join(err, server.Close())
		}
	}
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
		return sv.drain(server)
	}
}

// newServer bounds what a connection may take.
func newServer(h http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler: h, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 15 * time.Second, WriteTimeout: 30 * time.Second,
		IdleTimeout: 60 * time.Second, MaxHeaderBytes: 32 << 10, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
}

// drain says on /readyz that the service stops, goes on serving for a while, then takes no more requests and lets those under way finish. A
// second signal ends the waiting at once, a third the program.
func (sv *service) drain(server *http.Server) error {
	sv.stopping.Store(true)
	hurry, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(hurry, stop)
	sv.log.Info("stopping", "drain", sv.cfg.DrainDelay.String())
	select {
	case <-time.After(sv.cfg.DrainDelay):
	case <-hurry.Done():
	}
	ctx, cancel := context.WithTimeout(hurry, shutdownTime)
	defer cancel()
	err := server.Shutdown(ctx)
	switch {
	case err == nil:
		return nil
	case hurry.Err() != nil:
		return errors.Join(errors.New("a second signal cut off the requests that were under way"), server.Close())
	default:
		return errors.Join(fmt.Errorf("requests were still under way after %s: %w", shutdownTime, err), server.Close())
	}
}

// housekeep forgets, every hour, the answers kept for repetition that are too old, failed attempts to sign in and forgotten drafts.
func (sv *service) housekeep(ctx context.Context) {
	ticker := time.NewTicker(time.Hour)
	defer ticker.Stop()
	for {
		if err := errors.Join(sv.tracker.ForgetOldAnswers(ctx), sv.tracker.ForgetAttempts(ctx)); err != nil && ctx.Err() == nil {
			sv.log.Warn("what is old could not be forgotten", "error", err.Error())
		}
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return
		}
	}
}
