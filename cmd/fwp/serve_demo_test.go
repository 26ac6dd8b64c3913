package main

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
)

// words takes a shell command apart: single quotes, and what a backslash keeps or, before the end of a line, joins.
func words(command string) []string {
	var list []string
	var word strings.Builder
	quoted, escaped, begun := false, false, false
	for _, c := range strings.ReplaceAll(command, "\\\n", " ") + " " {
		switch {
		case escaped:
			word.WriteRune(c)
			escaped = false
		case c == '\'':
			quoted, begun = !quoted, true
		case c == '\\' && !quoted:
			escaped, begun = true, true
		case quoted || !unicode.IsSpace(c):
			word.WriteRune(c)
			begun = true
		case begun:
			list = append(list, word.String())
			word.Reset()
			begun = false
		}
	}
	return list
}

// curl does what a curl command of the demonstration says.
func curl(t *testing.T, command string) (*http.Response, string) {
	t.Helper()
	method, url, body, headers := "GET", "", "", []string(nil)
	args := words(command)
	for i := 1; i < len(args); i++ {
		switch args[i] {
		case "-s":
		case "-X":
			i++
			method = args[i]
		case "-d":
			i++
			body = args[i]
		case "-H":
			i++
			name, value, _ := strings.Cut(args[i], ": ")
			headers = append(headers, name, value)
		default:
			url = args[i]
		}
	}
	return ask(t, method, url, body, headers...)
}

// curlCommands finds the commands that the demonstration prints.
func curlCommands(stdout string) []string {
	var list []string
	lines := strings.Split(stdout, "\n")
	for i := 0; i < len(lines); i++ {
		if !strings.HasPrefix(strings.TrimSpace(lines[i]), "curl ") {
			continue
		}
		command := lines[i]
		for strings.HasSuffix(lines[i], "\\") {
			i++
			command += "\n" + lines[i]
		}
		list = append(list, command)
	}
	return list
}

func TestDemoPrintsWhatWorks(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "credentials.json")
	r := serving(t, env{}, "--demo", "--credentials-file", file)
	stdout := r.out.await(t, `(?s)(.*)Stop with Ctrl-C`)
	if !strings.Contains(stdout, r.url+"/docs") {
		t.Errorf("the address %s is not printed:\n%s", r.url, stdout)
	}
	tokens := tokensIn(stdout)
	for role, username := range map[string]string{"lead": "demo.lead", "co_chair": "demo.cochair", "secretariat": "demo.secretariat", "reader": "demo.reader",
		"observer": "demo.observer", "admin": "demo.admin"} {
		resp, body := ask(t, "GET", r.url+"/api/v1/me", "", "Authorization", "Bearer "+tokens[role])
		if resp.StatusCode != http.StatusOK || !strings.Contains(body, `"username":"`+username+`"`) {
			t.Errorf("the token of %s: %d %s", role, resp.StatusCode, body)
		}
	}

	commands := curlCommands(stdout)
	if len(commands) != 3 || len(tokens) != 6 {
		t.Fatalf("%d commands and %d tokens are printed:\n%s", len(commands), len(tokens), stdout)
	}
	for i, want := range []struct {
		status int
		has    string
	}{{http.StatusOK, `"plan":"wg-tip-2021-23"`}, {http.StatusCreated, `"done":"Second draft circulated."`}, {http.StatusOK, "Second draft circulated."}} {
		resp, body := curl(t, commands[i])
		if resp.StatusCode != want.status || !strings.Contains(body, want.has) {
			t.Errorf("%s\n%d %.300s\nwant %d with %s", commands[i], resp.StatusCode, body, want.status, want.has)
		}
	}
	if resp, body := curl(t, commands[1]); resp.StatusCode != http.StatusCreated {
		t.Errorf("posting once more: %d %s", resp.StatusCode, body)
	}

	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var written struct {
		URL    string
		Tokens map[string]string
	}
	if err := json.Unmarshal(content, &written); err != nil || written.URL != r.url || written.Tokens["lead"] != tokens["lead"] || len(written.Tokens) != 6 {
		t.Errorf("the credentials file holds %s, %v", content, err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the credentials file: %v, %v", info.Mode(), err)
	}
	for _, secret := range tokens {
		if strings.Contains(r.log.String(), secret) {
			t.Error("the log has a token")
		}
	}
}

func TestDemoStartsTwiceInARow(t *testing.T) {
	t.Parallel()
	for range 2 {
		r := serving(t, env{"FWP_LISTEN": "127.0.0.1:1"}, "--demo")
		if resp, body := ask(t, "GET", r.url+"/api/v1/plans", ""); resp.StatusCode != http.StatusOK || !strings.Contains(body, "wg-tip-2021-23") {
			t.Errorf("%d %s", resp.StatusCode, body)
		}
		if err := r.stop(); err != nil {
			t.Error(err)
		}
	}
}

func TestDemoRemovesItsFolder(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, until string
		stdout      bool
		code        int
	}{
		{"while serving", addressLogged, false, 0},
		{"while loading", "Loading demonstration data", true, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			p := startProcess(t, env{"TMPDIR": dir}, "serve", "--demo", "--listen", "127.0.0.1:0")
			if c.stdout {
				p.out.await(t, c.until)
			} else {
				p.log.await(t, c.until)
			}
			if entries, err := filepath.Glob(filepath.Join(dir, "fwp-demo-*")); err != nil || len(entries) != 1 {
				t.Fatalf("the folder of the demonstration: %v, %v", entries, err)
			}
			p.term(t)
			if code := p.exit(t); code != c.code {
				t.Errorf("exit code %d, want %d\n%s", code, c.code, p.log)
			}
			if entries, err := filepath.Glob(filepath.Join(dir, "fwp-*")); err != nil || len(entries) > 0 {
				t.Errorf("left behind: %v, %v", entries, err)
			}
		})
	}
}

func TestDemoThatCannotWriteItsCredentialsFails(t *testing.T) {
	t.Parallel()
	code, _, stderr := fwp(t, env{"FWP_LISTEN": "127.0.0.1:0"}, "serve", "--demo", "--credentials-file", filepath.Join(t.TempDir(), "none", "x.json"))
	if code != 1 || !strings.Contains(stderr, "the credentials file cannot be written") {
		t.Errorf("exit code %d, %s", code, stderr)
	}
}
