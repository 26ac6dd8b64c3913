package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"os"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/urfave/cli/v3"
)

// config is what the commands run on. It is filled in one place, from [settings], and passed down as a value.
type config struct {
	DatabaseURL    string
	Listen         string
	PublicURL      string
	Zone           *time.Location
	AnonymousRead  bool
	TrustedProxies []netip.Prefix
	TokenLimit     int
	AnonymousLimit int
	DrainDelay     time.Duration
	MetricsToken   string
	LogFormat      string
	LogLevel       string
}

// setting is one line of the table of settings: its flag and environment variable, its default, and how it is read.
type setting struct {
	flag, env, byDefault, help string
	secret                     bool
	set                        func(*config, string) error
}

// settings is the table of all settings. The README's table is compared with it by a test.
var settings = []setting{
	{"database", "FWP_DATABASE_URL", "sqlite://fwp.db", "where the data is kept: sqlite://PATH or postgres://USER:PASSWORD@HOST/NAME", true,
		func(c *config, s string) error { c.DatabaseURL = s; return databaseURL(s) }},
	{"listen", "FWP_LISTEN", "127.0.0.1:8080", "address and port to listen on; port 0 takes a free one", false,
		func(c *config, s string) error { c.Listen = s; _, _, err := net.SplitHostPort(s); return err }},
	{"public-url", "FWP_PUBLIC_URL", "", "the address by which people reach the service, such as https://plans.example.org", false,
		func(c *config, s string) error { c.PublicURL = strings.TrimSuffix(s, "/"); return publicURL(s) }},
	{"time-zone", "FWP_TIME_ZONE", "UTC", "the zone whose calendar day is \"today\", such as Asia/Jakarta", false,
		func(c *config, s string) (err error) { c.Zone, err = time.LoadLocation(s); return err }},
	{"anonymous-read", "FWP_ANONYMOUS_READ", "false", "let anyone read what is marked public: true or false", false,
		func(c *config, s string) (err error) { c.AnonymousRead, err = strconv.ParseBool(s); return err }},
	{"trusted-proxies", "FWP_TRUSTED_PROXIES", "", "networks of reverse proxies whose X-Forwarded-For is believed, such as 10.0.0.0/8,::1/128", false,
		func(c *config, s string) (err error) { c.TrustedProxies, err = prefixes(s); return err }},
	{"token-limit", "FWP_TOKEN_LIMIT", "600", "requests a minute for each API token; 0 for no limit", false,
		func(c *config, s string) (err error) { c.TokenLimit, err = count(s); return err }},
	{"anonymous-limit", "FWP_ANONYMOUS_LIMIT", "60", "requests a minute for each address that sends no token; 0 for no limit", false,
		func(c *config, s string) (err error) { c.AnonymousLimit, err = count(s); return err }},
	{"drain-delay", "FWP_DRAIN_DELAY", "5s", "how long to go on serving after a stop was asked for, so that load balancers notice", false,
		func(c *config, s string) (err error) { c.DrainDelay, err = duration(s); return err }},
	{"metrics-token", "FWP_METRICS_TOKEN", "", "bearer token for /metrics; without one only this machine may read them", true,
		func(c *config, s string) error { c.MetricsToken = s; return nil }},
	{"log-format", "FWP_LOG_FORMAT", "json", "json or text", false,
		func(c *config, s string) error { c.LogFormat = s; return oneOf(s, "json", "text") }},
	{"log-level", "FWP_LOG_LEVEL", "info", "debug, info, warn or error", false,
		func(c *config, s string) error { c.LogLevel = s; return oneOf(s, "debug", "info", "warn", "error") }},
}

// flags are the settings as flags of a command.
func flags() []cli.Flag {
	list := make([]cli.Flag, len(settings))
	for i, s := range settings {
		def := s.byDefault
		if def == "" {
			def = "none"
		}
		list[i] = &cli.StringFlag{Name: s.flag, Usage: fmt.Sprintf("%s (default %s) [$%s]", s.help, def, s.env)}
	}
	return list
}

// read finds the value of a setting and where it comes from: flag, environment, secret file, default.
func (p *program) read(c *cli.Command, s setting) (value, from string, err error) {
	if c.IsSet(s.flag) {
		return c.String(s.flag), "flag --" + s.flag, nil
	}
	if value, ok := p.getenv(s.env); ok && value != "" {
		return value, "environment " + s.env, nil
	}
	if path, ok := p.getenv(s.env + "_FILE"); ok && path != "" {
		content, err := os.ReadFile(path)
		if err != nil {
			return "", "", fmt.Errorf("%s_FILE names a file that cannot be read: %w", s.env, err)
		}
		return strings.TrimSpace(string(content)), "file " + path, nil
	}
	return s.byDefault, "default", nil
}

// config reads all settings; a bad one is an error that names the variable and the fix.
func (p *program) config(c *cli.Command) (config, error) {
	var cfg config
	var errs []error
	for _, s := range settings {
		value, from, err := p.read(c, s)
		if err == nil {
			if err = s.set(&cfg, value); err != nil {
				shown := strconv.Quote(value)
				if s.secret {
					shown, err = "the value", errors.New("it is not of the form that is needed")
				}
				err = fmt.Errorf("%s (from %s): %s cannot be used: %w. It is %s", s.env, from, shown, err, s.help)
			}
		}
		errs = append(errs, err)
	}
	return cfg, errors.Join(errs...)
}

func (p *program) configCommand() *cli.Command {
	return &cli.Command{Name: "config", Usage: "show every setting, its value and where it comes from; secrets are masked", Flags: flags(),
		Action: func(_ context.Context, c *cli.Command) error {
			w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
			for _, s := range settings {
				value, from, err := p.read(c, s)
				if err != nil {
					return err
				}
				if s.secret {
					value = masked(value)
				}
				fmt.Fprintf(w, "%s\t%s\t%s\n", s.env, value, from)
			}
			if err := w.Flush(); err != nil {
				return err
			}
			_, err := p.config(c)
			return err
		}}
}

// masked hides a secret, and in an address only its password.
func masked(value string) string {
	if u, err := url.Parse(value); err == nil && u.Scheme != "" {
		return u.Redacted()
	}
	if value == "" {
		return ""
	}
	return "(set)"
}

func databaseURL(s string) error {
	scheme, rest, found := strings.Cut(s, "://")
	if !found || rest == "" || scheme != "sqlite" && scheme != "postgres" && scheme != "postgresql" {
		return errors.New("it must begin with sqlite:// or postgres://")
	}
	return nil
}

func publicURL(s string) error {
	if u, err := url.Parse(s); s != "" && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https") {
		return errors.New("it must begin with https:// (or http:// for trying)")
	}
	return nil
}

func prefixes(s string) ([]netip.Prefix, error) {
	var list []netip.Prefix
	for part := range strings.SplitSeq(s, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		prefix, err := netip.ParsePrefix(part)
		if err != nil {
			return nil, err
		}
		list = append(list, prefix)
	}
	return list, nil
}

func count(s string) (int, error) {
	n, err := strconv.Atoi(s)
	if err == nil && (n < 0 || n > 1_000_000) {
		err = errors.New("it must be from 0 to 1000000")
	}
	return n, err
}

func duration(s string) (time.Duration, error) {
	d, err := time.ParseDuration(s)
	if err == nil && (d < 0 || d > 5*time.Minute) {
		err = errors.New("it must be from 0s to 5m")
	}
	return d, err
}

func oneOf(s string, allowed ...string) error {
	for _, a := range allowed {
		if s == a {
			return nil
		}
	}
	return fmt.Errorf("it must be one of %s", strings.Join(allowed, ", "))
}
