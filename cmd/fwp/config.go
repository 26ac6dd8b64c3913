package main

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"slices"
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
	MailFrom       string
	SMTPURL        string
	MailDir        string
	OIDCIssuer     string
	OIDCClient     string
	OIDCSecret     string
	OIDCName       string
	LogFormat      string
	LogLevel       string
}

// flags are the settings as flags of a command: the named ones, or all.
func flags(names ...string) []cli.Flag {
	var list []cli.Flag
	for _, s := range settings {
		if len(names) > 0 && !slices.Contains(names, s.flag) {
			continue
		}
		def := s.byDefault
		if def == "" {
			def = "none"
		}
		list = append(list, &cli.StringFlag{Name: s.flag, Usage: fmt.Sprintf("%s (default %s) [$%s]", s.help, def, s.env)})
	}
	return list
}

// read finds the value of a setting and where it comes from: flag, environment, secret file, default.
func (p *program) read(c *cli.Command, s setting) (value, from string, err error) {
	if c.IsSet(s.flag) {
		return c.String(s.flag), "flag --" + s.flag, nil
	}
	if value, ok := p.getenv(s.env); ok && value != "" {
		return value, "environment", nil
	}
	if path, ok := p.getenv(s.env + "_FILE"); ok && path != "" {
		content, err := os.ReadFile(path)
		if err != nil {
			return "", "", fmt.Errorf("%s_FILE names a file that cannot be read: %w", s.env, err)
		}
		if value = strings.TrimSpace(string(content)); value == "" {
			return "", "", fmt.Errorf("%s_FILE names an empty file: %s. Write the value into it, or leave the variable out", s.env, path)
		}
		return value, "file " + path, nil
	}
	return s.byDefault, "default", nil
}

// isDefault says that nobody has set a setting.
func (p *program) isDefault(c *cli.Command, flag string) bool {
	i := slices.IndexFunc(settings, func(s setting) bool { return s.flag == flag })
	_, from, err := p.read(c, settings[i])
	return err == nil && from == "default"
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
				if s.secret != nil {
					shown = "the value" // its form is unknown, so no part of it is safe to show
				}
				err = fmt.Errorf("%s (%s): %s cannot be used: %w. It is %s", s.env, from, shown, err, s.help)
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
					from = "cannot be read"
				}
				if s.secret != nil {
					value = s.secret(value)
				}
				fmt.Fprintf(w, "%s\t%s\t%s\n", s.env, value, from)
			}
			_, err := p.config(c)
			return errors.Join(w.Flush(), err)
		}}
}
