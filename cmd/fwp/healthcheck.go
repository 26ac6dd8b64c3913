package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/urfave/cli/v3"
)

func (p *program) healthcheckCommand() *cli.Command {
	return &cli.Command{Name: "healthcheck", Usage: "ask a running service on this machine whether it is ready; exits with 1 if not", Flags: flags("listen"),
		Action: func(ctx context.Context, c *cli.Command) error {
			cfg, err := p.config(c)
			if err != nil {
				return err
			}
			if err := askReady(ctx, local(cfg.Listen)); err != nil {
				return err
			}
			p.say("ready")
			return nil
		}}
}

// askReady asks the service at address, directly and never through a proxy.
func askReady(ctx context.Context, address string) error {
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+"/readyz", nil)
	if err != nil {
		return err
	}
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	resp, err := client.Do(req)
	if err != nil {
		return fmt.Errorf("the service does not answer: %w", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("the service is not ready: %s", resp.Status)
	}
	return nil
}

// local is the address by which this machine reaches a service that listens on address.
func local(address string) string {
	host, port, err := net.SplitHostPort(address)
	if err == nil && (host == "" || host == "0.0.0.0" || host == "::") {
		return net.JoinHostPort("127.0.0.1", port)
	}
	return address
}
