package main

import (
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	outgoing "fwptracker/internal/mail"
)

// setting is one line of the table of settings: its flag and environment variable, its default, and how it is read.
type setting struct {
	flag, env, byDefault, help string
	secret                     func(string) string // hides what must not be shown; nil where nothing is secret
	set                        func(*config, string) error
}

// settings is the table of all settings. The README's table is compared with it by a test.
var settings = []setting{
	{"database", "FWP_DATABASE_URL", "sqlite://fwp.db", "where the data is kept: sqlite://PATH or postgres://USER:PASSWORD@HOST/NAME", withoutPassword,
		func(c *config, s string) error { c.DatabaseURL = s; return databaseURL(s) }},
	{"listen", "FWP_LISTEN", "127.0.0.1:8080", "address and port to listen on; port 0 takes a free one", nil,
		func(c *config, s string) error { c.Listen = s; return listenAddress(s) }},
	{"public-url", "FWP_PUBLIC_URL", "", "the address by which people reach the service, such as https://plans.example.org", nil,
		func(c *config, s string) error { c.PublicURL = strings.TrimSuffix(s, "/"); return publicURL(s) }},
	{"time-zone", "FWP_TIME_ZONE", "UTC", "the zone whose calendar day is \"today\", such as Asia/Jakarta", nil,
		func(c *config, s string) (err error) { c.Zone, err = time.LoadLocation(s); return err }},
	{"anonymous-read", "FWP_ANONYMOUS_READ", "false", "let anyone read what is marked public: true or false", nil,
		func(c *config, s string) (err error) { c.AnonymousRead, err = truth(s); return err }},
	{"trusted-proxies", "FWP_TRUSTED_PROXIES", "", "networks of reverse proxies whose X-Forwarded-For is believed, such as 10.0.0.0/8,::1/128", nil,
		func(c *config, s string) (err error) { c.TrustedProxies, err = prefixes(s); return err }},
	{"token-limit", "FWP_TOKEN_LIMIT", "600", "requests a minute for each user, whatever their number of API tokens; 0 for no limit", nil,
		func(c *config, s string) (err error) { c.TokenLimit, err = count(s); return err }},
	{"anonymous-limit", "FWP_ANONYMOUS_LIMIT", "60", "requests a minute for each address without a good token, pages too; 0 for no limit", nil,
		func(c *config, s string) (err error) { c.AnonymousLimit, err = count(s); return err }},
	{"drain-delay", "FWP_DRAIN_DELAY", "5s", "how long to go on serving after a stop was asked for, so that load balancers notice", nil,
		func(c *config, s string) (err error) { c.DrainDelay, err = duration(s); return err }},
	{"metrics-token", "FWP_METRICS_TOKEN", "", "bearer token for /metrics; without one only this machine may read them, past no proxy, and nobody where the public URL is set", hidden,
		func(c *config, s string) error { c.MetricsToken = s; return nil }},
	{"mail-from", "FWP_MAIL_FROM", "", "the sender of the mails of reporting rounds, an address such as plans@example.org, with or without a name", nil,
		func(c *config, s string) error { c.MailFrom = s; return mailAddress(s) }},
	{"smtp-url", "FWP_SMTP_URL", "", "the server that takes mails: smtp://USER:PASSWORD@HOST:587, which must offer STARTTLS unless it is on this machine or the address ends in ?starttls=never, or smtps://HOST", withoutPassword,
		func(c *config, s string) error { c.SMTPURL = s; return smtpURL(s) }},
	{"mail-dir", "FWP_MAIL_DIR", "", "for trying: a folder into which mails are written as files, in place of a server", nil,
		func(c *config, s string) error { c.MailDir = s; return nil }},
	{"oidc-issuer", "FWP_OIDC_ISSUER", "", "for single sign-on: the address of an OpenID Connect provider; it must know PUBLIC_URL/sign-in/provider/back", nil,
		func(c *config, s string) error { c.OIDCIssuer = s; return nil }},
	{"oidc-client", "FWP_OIDC_CLIENT", "", "the id by which the provider knows this service", nil,
		func(c *config, s string) error { c.OIDCClient = s; return nil }},
	{"oidc-secret", "FWP_OIDC_SECRET", "", "the secret that goes with the id; none for a public client", hidden,
		func(c *config, s string) error { c.OIDCSecret = s; return nil }},
	{"oidc-name", "FWP_OIDC_NAME", "single sign-on", "what people read on the button of single sign-on, such as the name of the ministry", nil,
		func(c *config, s string) error { c.OIDCName = s; return nil }},
	{"log-format", "FWP_LOG_FORMAT", "json", "json or text", nil,
		func(c *config, s string) error { c.LogFormat = s; return oneOf(s, "json", "text") }},
	{"log-level", "FWP_LOG_LEVEL", "info", "debug, info, warn or error", nil,
		func(c *config, s string) error { c.LogLevel = s; return oneOf(s, "debug", "info", "warn", "error") }},
}

// withoutPassword is a database address that can be shown: passwords may also stand in its query.
func withoutPassword(s string) string {
	if strings.HasPrefix(s, "sqlite://") {
		return s
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" {
		return hidden(s)
	}
	u.RawQuery, u.Fragment = "", ""
	return u.Redacted()
}

func hidden(s string) string {
	if s == "" {
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

func listenAddress(s string) error {
	if _, _, err := net.SplitHostPort(s); err != nil {
		return errors.New("it must be an address and a port, or a colon and a port")
	}
	return nil
}

func publicURL(s string) error {
	if u, err := url.Parse(s); s != "" && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https") {
		return errors.New("it must begin with https:// (or http:// for trying)")
	}
	return nil
}

func mailAddress(s string) error {
	if _, err := mail.ParseAddress(s); s != "" && err != nil {
		return errors.New("it is no e-mail address")
	}
	return nil
}

func smtpURL(s string) error {
	if s == "" {
		return nil
	}
	_, err := outgoing.ParseServer(s)
	return err
}

func prefixes(s string) ([]netip.Prefix, error) {
	var list []netip.Prefix
	for part := range strings.SplitSeq(s, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		prefix, err := netip.ParsePrefix(part)
		if err != nil {
			return nil, fmt.Errorf("%q is not a network", part)
		}
		list = append(list, prefix)
	}
	return list, nil
}

func truth(s string) (bool, error) {
	return s == "true", oneOf(s, "true", "false")
}

func count(s string) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > 1_000_000 {
		err = errors.New("it must be a whole number from 0 to 1000000")
	}
	return n, err
}

func duration(s string) (time.Duration, error) {
	d, err := time.ParseDuration(s)
	if err != nil || d < 0 || d > 5*time.Minute {
		err = errors.New("it must be a time from 0s to 5m, such as 10s")
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
