package main

import (
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/urfave/cli/v3"
)

// samples are, for each setting, four values that can be told apart: by flag, environment and file, and what "fwp config" shows of them.
var samples = map[string]struct{ flag, env, file, shownFlag, shownEnv, shownFile string }{
	"database":        {"postgres://a:s3cret@h1/n", "sqlite:///data/b.db", "postgres://c@h2/n?password=s3cret&sslmode=disable", "postgres://a:xxxxx@h1/n", "sqlite:///data/b.db", "postgres://c@h2/n"},
	"listen":          {":1", "127.0.0.1:2", "[::1]:3", ":1", "127.0.0.1:2", "[::1]:3"},
	"public-url":      {"https://a.example", "http://b.example", "https://c.example/x/", "https://a.example", "http://b.example", "https://c.example/x/"},
	"time-zone":       {"Asia/Jakarta", "Australia/Sydney", "Asia/Bangkok", "Asia/Jakarta", "Australia/Sydney", "Asia/Bangkok"},
	"anonymous-read":  {"true", "false", "true", "true", "false", "true"},
	"trusted-proxies": {"10.0.0.0/8", "::1/128", "10.1.0.0/16, ::1/128", "10.0.0.0/8", "::1/128", "10.1.0.0/16, ::1/128"},
	"token-limit":     {"0", "1", "1000000", "0", "1", "1000000"},
	"anonymous-limit": {"0", "1", "1000000", "0", "1", "1000000"},
	"drain-delay":     {"0s", "1m", "5m", "0s", "1m", "5m"},
	"metrics-token":   {"s3cret", "prom:s3cret", "https://s3cret", "(set)", "(set)", "(set)"},
	"mail-from":       {"a@example.org", "B <b@example.org>", "c@example.org", "a@example.org", "B <b@example.org>", "c@example.org"},
	"smtp-url":        {"smtp://u:s3cret@h1", "smtps://u:s3cret@h2:99", "smtp://localhost", "smtp://u:xxxxx@h1", "smtps://u:xxxxx@h2:99", "smtp://localhost"},
	"mail-dir":        {"a", "b", "c", "a", "b", "c"},
	"oidc-issuer":     {"https://a.example", "https://b.example", "https://c.example/x", "https://a.example", "https://b.example", "https://c.example/x"},
	"oidc-client":     {"a", "b", "c", "a", "b", "c"},
	"oidc-secret":     {"s3cret", "a s3cret", "s3cret!", "(set)", "(set)", "(set)"},
	"oidc-name":       {"A", "Ministry of B", "C", "A", "Ministry of B", "C"},
	"log-format":      {"text", "json", "text", "text", "json", "text"},
	"log-level":       {"debug", "warn", "error", "debug", "warn", "error"},
}

// shown is the value and the source that "fwp config" prints for a setting.
func shownSetting(t *testing.T, e env, variable string, args ...string) (value, from string) {
	t.Helper()
	stdout := must(t, e, append([]string{"config"}, args...)...)
	if strings.Contains(stdout, "s3cret") {
		t.Errorf("fwp config shows a secret:\n%s", stdout)
	}
	for line := range strings.Lines(stdout) {
		if name, rest, _ := strings.Cut(line, " "); name == variable {
			i := strings.LastIndex(strings.TrimSpace(rest), "  ")
			rest = strings.TrimSpace(rest)
			if i < 0 {
				return "", rest
			}
			return strings.TrimSpace(rest[:i]), strings.TrimSpace(rest[i:])
		}
	}
	t.Fatalf("fwp config does not show %s:\n%s", variable, stdout)
	return "", ""
}

func TestSettingsComeFromFlagThenEnvironmentThenFileThenDefault(t *testing.T) {
	t.Parallel()
	for _, s := range settings {
		sample, ok := samples[s.flag]
		if !ok {
			t.Errorf("no sample for --%s", s.flag)
			continue
		}
		file := filepath.Join(t.TempDir(), "value")
		if err := os.WriteFile(file, []byte(sample.file+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		withFile := env{s.env + "_FILE": file}
		withBoth := env{s.env + "_FILE": file, s.env: sample.env}
		for _, c := range []struct {
			e           env
			args        []string
			value, from string
		}{
			{env{}, nil, s.byDefault, "default"},
			{env{s.env: ""}, nil, s.byDefault, "default"},
			{withFile, nil, sample.shownFile, "file " + file},
			{withBoth, nil, sample.shownEnv, "environment"},
			{withBoth, []string{"--" + s.flag, sample.flag}, sample.shownFlag, "flag --" + s.flag},
		} {
			if value, from := shownSetting(t, c.e, s.env, c.args...); value != c.value || from != c.from {
				t.Errorf("%s: got %q from %q, want %q from %q", s.env, value, from, c.value, c.from)
			}
		}
	}
}

func TestBadSettingNamesTheVariableAndTheFixAndShowsNoSecret(t *testing.T) {
	t.Parallel()
	empty := filepath.Join(t.TempDir(), "empty")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ variable, value, want string }{
		{"FWP_DATABASE_URL", "mysql://u:s3cret@h/n", "postgres://USER:PASSWORD@HOST/NAME"},
		{"FWP_DATABASE_URL", "s3cret", "sqlite://PATH"},
		{"FWP_LISTEN", "8080", "an address and a port"},
		{"FWP_PUBLIC_URL", "plans.example.org", "https://"},
		{"FWP_TIME_ZONE", "Mars/Base", "such as Asia/Jakarta"},
		{"FWP_ANONYMOUS_READ", "yes", "true, false"},
		{"FWP_TRUSTED_PROXIES", "10.0.0.1", "such as 10.0.0.0/8"},
		{"FWP_TOKEN_LIMIT", "-1", "0 to 1000000"},
		{"FWP_ANONYMOUS_LIMIT", "many", "0 to 1000000"},
		{"FWP_DRAIN_DELAY", "5", "such as 10s"},
		{"FWP_DRAIN_DELAY", "1h", "0s to 5m"},
		{"FWP_LOG_FORMAT", "xml", "json, text"},
		{"FWP_LOG_LEVEL", "loud", "debug, info, warn, error"},
		{"FWP_DATABASE_URL_FILE", "/nowhere", "names a file that cannot be read"},
		{"FWP_METRICS_TOKEN_FILE", empty, "names an empty file"},
	} {
		for _, command := range []string{"serve", "config", "migrate"} {
			code, stdout, stderr := fwp(t, env{c.variable: c.value}, command)
			if code != 1 || !strings.Contains(stderr, c.variable) || !strings.Contains(stderr, c.want) || strings.Count(stderr, "\n") != 1 {
				t.Errorf("%s=%s fwp %s: exit code %d, stderr %q; want one line with %q", c.variable, c.value, command, code, stderr, c.want)
			}
			if strings.Contains(stdout+stderr, "s3cret") {
				t.Errorf("%s: fwp %s shows the secret: %s%s", c.variable, command, stdout, stderr)
			}
		}
	}
}

func TestAllBadSettingsAreNamedAtOnce(t *testing.T) {
	t.Parallel()
	_, _, stderr := fwp(t, env{"FWP_LISTEN": "x", "FWP_LOG_LEVEL": "y"}, "serve")
	if !strings.Contains(stderr, "FWP_LISTEN") || !strings.Contains(stderr, "FWP_LOG_LEVEL") {
		t.Errorf("got %q", stderr)
	}
}

func TestSettingsReachTheProgramAsTheyWereMeant(t *testing.T) {
	t.Parallel()
	e := env{"FWP_PUBLIC_URL": "https://a.example/", "FWP_TIME_ZONE": "Asia/Jakarta", "FWP_ANONYMOUS_READ": "true", "FWP_TRUSTED_PROXIES": "10.0.0.0/8, ::1/128",
		"FWP_TOKEN_LIMIT": "7", "FWP_ANONYMOUS_LIMIT": "0", "FWP_DRAIN_DELAY": "90s", "FWP_METRICS_TOKEN": "m", "FWP_LOG_LEVEL": "warn"}
	p := &program{getenv: e.lookup}
	got, err := p.config(&cli.Command{})
	if err != nil {
		t.Fatal(err)
	}
	if got.Zone.String() != "Asia/Jakarta" {
		t.Errorf("zone %s", got.Zone)
	}
	got.Zone = nil
	want := config{DatabaseURL: "sqlite://fwp.db", Listen: "127.0.0.1:8080", PublicURL: "https://a.example", AnonymousRead: true,
		TrustedProxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("::1/128")}, TokenLimit: 7, DrainDelay: 90 * time.Second,
		MetricsToken: "m", OIDCName: "single sign-on", LogFormat: "json", LogLevel: "warn"}
	if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b netip.Prefix) bool { return a == b }), cmp.Comparer(func(a, b *time.Location) bool { return a == b })); diff != "" {
		t.Error(diff)
	}
}

// settingsTable is the README's table of settings.
func settingsTable() string {
	var b strings.Builder
	b.WriteString("| flag | variable | default | meaning |\n|---|---|---|---|\n")
	for _, s := range settings {
		byDefault := "none"
		if s.byDefault != "" {
			byDefault = "`" + s.byDefault + "`"
		}
		b.WriteString("| `--" + s.flag + "` | `" + s.env + "` | " + byDefault + " | " + s.help + " |\n")
	}
	return b.String()
}

func TestReadmeHasTheSettings(t *testing.T) {
	t.Parallel()
	readmeHolds(t, "settings", settingsTable())
}

// readmeHolds checks what stands between two markers of the README.
func readmeHolds(t *testing.T, marker, want string) {
	t.Helper()
	content, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, begun := strings.Cut(string(content), "<!-- begin "+marker+" -->\n")
	got, _, ended := strings.Cut(rest, "<!-- end "+marker+" -->")
	if diff := cmp.Diff(slices.Collect(strings.Lines(strings.TrimSpace(want)+"\n")), slices.Collect(strings.Lines(strings.TrimSpace(got)+"\n"))); !begun || !ended || diff != "" {
		t.Errorf("between the markers \"begin %s\" and \"end %s\" the README must hold:\n\n%s\n(-code +README)\n%s", marker, marker, want, diff)
	}
}
