package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/urfave/cli/v3"
)

// walk visits every command below c with the words that call it.
func walk(c *cli.Command, words []string, visit func(c *cli.Command, words []string)) {
	for _, sub := range c.Commands {
		path := append(slices.Clone(words), sub.Name)
		visit(sub, path)
		walk(sub, path, visit)
	}
}

func TestHelpOfEveryCommandTeaches(t *testing.T) {
	t.Parallel()
	p := &program{getenv: env{}.lookup}
	visited := 0
	walk(p.root(), nil, func(c *cli.Command, words []string) {
		visited++
		help := must(t, env{}, append(slices.Clone(words), "--help")...)
		if c.Usage == "" || !strings.Contains(help, c.Usage) {
			t.Errorf("the help of %q does not say what it is for:\n%s", words, help)
		}
		for _, f := range c.Flags {
			flag := f.(cli.DocGenerationFlag)
			if flag.GetUsage() == "" || !strings.Contains(help, "--"+f.Names()[0]) {
				t.Errorf("the help of %q does not explain --%s", words, f.Names()[0])
			}
		}
		for _, sub := range c.Commands {
			if !strings.Contains(help, sub.Name) {
				t.Errorf("the help of %q does not name %q", words, sub.Name)
			}
		}
		if again := must(t, env{}, append([]string{"help"}, words...)...); again != help {
			t.Errorf("\"help %s\" and \"%s --help\" differ:\n%s\n%s", words, words, again, help)
		}
	})
	if visited < 20 {
		t.Errorf("only %d commands", visited)
	}
	for _, args := range [][]string{{}, {"--help"}, {"help"}} {
		help := must(t, env{}, args...)
		for _, want := range []string{"serve", "migrate", "user", "token", "verify", "check", "demo", "config", "rights", "healthcheck", "version", "completion", "_FILE", "Exit codes"} {
			if !strings.Contains(help, want) {
				t.Errorf("fwp %s does not mention %q", args, want)
			}
		}
	}
}

func TestWrongCallSaysInOneLineWhatThereIs(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ call, want string }{
		{"usr", `there is no command "fwp usr"; there are: serve, migrate, user, token, report, verify, check, mail, demo, plan, item, api, config, rights, healthcheck, version, help`},
		{"user bogus", `there is no command "fwp user bogus"; there are: add, list, bind, unbind, invite, disable, enable`},
		{"help user bogus", `there is no command "fwp user bogus"; there are: add, list`},
		{"serve --bogus", `there is no flag --bogus of "fwp serve"; there are: --demo, --credentials-file, --database, --listen`},
		{"migrate --listen :1", `there is no flag --listen of "fwp migrate"; there are: --database, --time-zone`},
		{"--bogus", `there is no flag --bogus of "fwp"`},
		{"serve extra", `"fwp serve" takes flags only, not the word "extra"`},
		{"rights extra", `"fwp rights" takes flags only, not the word "extra"`},
		{"user add", `"fwp user add" needs --username, --name, --email; "fwp user add --help" explains`},
		{"token revoke", `"fwp token revoke" needs --id;`},
		{"user unbind --username a --number x", `invalid value "x" for flag -number`},
		{"serve --listen", `flag needs an argument: --listen`},
		{"check a --body b", `name plans, or bodies with --body, not both`},
		{"check --rule no-leads", `there is no rule "no-leads"; there are: completed-without-evidence,`},
		{"check --fail-on worse", `--fail-on: it must be one of error, warning, advice, none`},
		{"check --format xml", `--format: it must be one of text, json`},
		{"check --as-of yesterday", `--as-of: "yesterday" is not a date such as 2023-11-08`},
		{"check --known-at noon", `--known-at: "noon" is not a moment such as`},
		{"check --quiet-days 0", `--quiet-days must be from 1 to 3650`},
		{"check --quiet", `there is no flag --quiet of "fwp check"`},
		{"serve --credentials-file x", `--credentials-file goes with --demo`},
	} {
		code, stdout, stderr := fwp(t, env{}, strings.Fields(c.call)...)
		if code != 2 || stdout != "" || strings.Count(stderr, "\n") != 1 || !strings.Contains(stderr, c.want) {
			t.Errorf("fwp %s: exit code %d, stdout %q, stderr %q; want exit code 2 and one line with %q", c.call, code, stdout, stderr, c.want)
		}
	}
}

func TestExitCodes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		args []string
		want int
	}{
		{[]string{"version"}, 0},
		{[]string{"nonsense"}, 2},
		{[]string{"verify", "--database", "sqlite://" + t.TempDir() + "/none.db"}, 1},
	} {
		if got := startProcess(t, env{}, c.args...).exit(t); got != c.want {
			t.Errorf("fwp %s: exit code %d, want %d", c.args, got, c.want)
		}
	}
}

func TestShellCompletion(t *testing.T) {
	t.Parallel()
	for _, shell := range []string{"bash", "zsh", "fish", "pwsh"} {
		if script := must(t, env{}, "completion", shell); !strings.Contains(script, "--generate-shell-completion") {
			t.Errorf("no completion for %s: %q", shell, script)
		}
	}
	if names := must(t, env{}, "user", "--generate-shell-completion"); !strings.Contains(names, "disable") {
		t.Errorf("completing \"fwp user\" gives %q", names)
	}
}

func TestVersionAndRights(t *testing.T) {
	t.Parallel()
	if a, b := must(t, env{}, "version"), must(t, env{}, "--version"); a != b || !strings.Contains(a, version) {
		t.Errorf("version: %q and %q", a, b)
	}
	if table := must(t, env{}, "rights"); !strings.Contains(table, "| post status update |") {
		t.Errorf("rights: %s", table)
	}
}

func TestReadmeHasTheRights(t *testing.T) {
	t.Parallel()
	readmeHolds(t, "rights", must(t, env{}, "rights"))
}
