package main

import (
	"database/sql"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"fwptracker/internal/store"
	"fwptracker/internal/store/storetest"
)

func TestMigrateMakesTheDatabaseOnceAndSaysItsVersion(t *testing.T) {
	t.Parallel()
	for _, engine := range storetest.Engines(t) {
		e := env{"FWP_DATABASE_URL": storetest.EmptyURL(t, engine)}
		first, second := must(t, e, "migrate"), must(t, e, "migrate")
		if first != second || !strings.Contains(first, "The "+engine+" database is at schema version ") {
			t.Errorf("%s: first %q, then %q", engine, first, second)
		}
	}
}

func TestMistypedPathMakesNoDatabase(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "typo.db")
	for _, command := range []string{"verify", "user list", "check", "token list --username a", "token revoke --id a"} {
		code, stdout, stderr := fwp(t, env{}, append(strings.Fields(command), "--database", "sqlite://"+path)...)
		if code != 1 || stdout != "" || !strings.Contains(stderr, "there is no database at "+path+`; "fwp migrate" makes one`) {
			t.Errorf("fwp %s: exit code %d, %q, %q", command, code, stdout, stderr)
		}
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("a database was made")
	}
}

func TestUsersAtTheCommandLine(t *testing.T) {
	t.Parallel()
	eachDatabase(t, func(t *testing.T, _ string, e env) {
		if out := must(t, e, "user", "list"); strings.Count(out, "\n") != 2 {
			t.Errorf("there are users nobody added: %s", out)
		}
		out := must(t, e, "user", "add", "--username", "ada", "--name", "Ada L", "--email", "ada@example.org", "--role", "admin")
		if !strings.Contains(out, "Added ada with 1 role(s).") || !strings.Contains(out, "fwp user invite --username ada") {
			t.Errorf("add: %s", out)
		}
		must(t, e, "user", "add", "--username", "bo", "--name", "Bo", "--email", "bo@example.org")
		if out := must(t, e, "user", "bind", "--username", "bo", "--role", "admin", "--from", "2024-01-01", "--to", "2024-12-31"); !strings.Contains(out, "Role 1 of bo: admin from 2024-01-01.") {
			t.Errorf("bind: %s", out)
		}
		if out := must(t, e, "user", "unbind", "--username", "ada", "--number", "1"); !strings.Contains(out, "Role 1 of ada (admin) has ended.") {
			t.Errorf("unbind: %s", out)
		}
		if out := must(t, e, "user", "invite", "--username", "bo", "--public-url", "https://plans.example.org"); !regexp.MustCompile(`^https://plans\.example\.org/welcome\?link=[0-9A-Za-z]{43}\n$`).MatchString(out) {
			t.Errorf("invite: %q", out)
		}
		if out := must(t, e, "user", "disable", "--username", "bo"); out != "bo is disabled.\n" {
			t.Errorf("disable: %s", out)
		}
		list := must(t, e, "user", "list")
		for _, want := range []string{"ada", "Ada L", "bo@example.org", "disabled", "from 2024-01-01 to 2024-12-31"} {
			if !strings.Contains(list, want) {
				t.Errorf("the list lacks %q:\n%s", want, list)
			}
		}
		if out := must(t, e, "user", "enable", "--username", "bo"); out != "bo is enabled.\n" || strings.Contains(must(t, e, "user", "list"), "disabled") {
			t.Errorf("enable: %s", out)
		}
		for call, want := range map[string]string{
			"user add --username ada --name A --email a@example.org":              "ada",
			"user add --username A! --name A --email none":                        "--username ",
			"user add --username cy --name C --email c@example.org --role wizard": "--role ",
			"user bind --username nobody --role admin":                            "nobody",
			"user bind --username bo --role reader --body none":                   "none",
			"user unbind --username ada --number 9":                               "9",
			"user disable --username nobody":                                      "nobody",
		} {
			if code, stdout, stderr := fwp(t, e, strings.Fields(call)...); code != 1 || stdout != "" || strings.Count(stderr, "\n") != 1 || !strings.Contains(stderr, want) {
				t.Errorf("fwp %s: exit code %d, %q, %q; want one line with %q", call, code, stdout, stderr, want)
			}
		}
		must(t, e, "verify")
	})
}

func TestTokensAtTheCommandLine(t *testing.T) {
	t.Parallel()
	eachDatabase(t, func(t *testing.T, _ string, e env) {
		must(t, e, "user", "add", "--username", "ada", "--name", "Ada", "--email", "ada@example.org", "--role", "admin")
		code, stdout, stderr := fwp(t, e, "token", "create", "--username", "ada", "--name", "laptop", "--scopes", "read, users", "--days", "3")
		token := strings.TrimSuffix(stdout, "\n")
		if code != 0 || strings.ContainsAny(token, " \n") || !strings.HasPrefix(token, "fwp_") || strings.Contains(stderr, token) || !strings.Contains(stderr, "read, users") {
			t.Fatalf("create: exit code %d, stdout %q, stderr %q", code, stdout, stderr)
		}
		id := token[4:16]
		r := serving(t, e)
		me := func() int {
			resp, _ := ask(t, "GET", r.url+"/api/v1/me", "", "Authorization", "Bearer "+token)
			return resp.StatusCode
		}
		if me() != http.StatusOK {
			t.Errorf("the new token is refused")
		}
		if list := must(t, e, "token", "list", "--username", "ada"); !strings.Contains(list, id) || !strings.Contains(list, "until ") || strings.Contains(list, token) {
			t.Errorf("list: %s", list)
		}
		must(t, e, "user", "disable", "--username", "ada") // while the service runs
		if me() != http.StatusUnauthorized {
			t.Error("the token of a disabled user is taken")
		}
		must(t, e, "user", "enable", "--username", "ada")
		if out := must(t, e, "token", "revoke", "--id", id); out != "Token "+id+" is revoked.\n" {
			t.Errorf("revoke: %s", out)
		}
		if me() != http.StatusUnauthorized {
			t.Error("a revoked token is taken")
		}
		if list := must(t, e, "token", "list", "--username", "ada"); !strings.Contains(list, "revoked ") {
			t.Errorf("list: %s", list)
		}
		for call, want := range map[string]string{
			"token create --username nobody --name x":            "nobody",
			"token create --username ada --name x --scopes all":  "--scopes ",
			"token create --username ada --name x --days 0":      "--days must be from 1 to 365",
			"token create --username ada --name x --days 366":    "--days ",
			"token list --username nobody":                       "nobody",
			"token revoke --id nothing":                          "nothing",
			"token create --username ada --name x --days thirty": "thirty",
		} {
			if code, stdout, stderr := fwp(t, e, strings.Fields(call)...); code == 0 || stdout != "" || strings.Count(stderr, "\n") != 1 || !strings.Contains(stderr, want) {
				t.Errorf("fwp %s: exit code %d, %q, %q; want one line with %q", call, code, stdout, stderr, want)
			}
		}
	})
}

func TestDemoGoesOnlyIntoAnEmptyDatabase(t *testing.T) {
	t.Parallel()
	e := emptyDatabase(t)
	if tokens := tokensIn(must(t, e, "demo")); len(tokens) != 6 {
		t.Errorf("%d tokens", len(tokens))
	}
	if code, stdout, stderr := fwp(t, e, "demo"); code != 1 || stdout != "" || !strings.Contains(stderr, "the database is not empty") {
		t.Errorf("a second time: exit code %d, %q, %q", code, stdout, stderr)
	}
	e = emptyDatabase(t)
	must(t, e, "user", "add", "--username", "ada", "--name", "Ada", "--email", "ada@example.org", "--role", "admin")
	if code, stdout, stderr := fwp(t, e, "demo"); code != 1 || stdout != "" || !strings.Contains(stderr, "the database is not empty") {
		t.Errorf("beside a user: exit code %d, %q, %q", code, stdout, stderr)
	}
}

func TestVerifyNamesWhatWasEdited(t *testing.T) {
	t.Parallel()
	e, _ := demoDatabase(t)
	if out := must(t, e, "verify"); !strings.Contains(out, "entries, whole") || strings.Contains(out, "BROKEN") || !strings.Contains(out, " 0 wrong") {
		t.Fatalf("verify: %s", out)
	}
	for _, c := range []struct{ edit, want string }{
		{"UPDATE action_items SET status = 'withdrawn' WHERE plan = 'example-wg-2024-26' AND ref = '2.1'", "WRONG: "},
		{"UPDATE audit_entries SET object = 'something else' WHERE chain = 'example-wg' AND seq = 5", "example-wg"},
	} {
		tamper(t, e, c.edit)
		code, stdout, stderr := fwp(t, e, "verify")
		if code != 1 || !strings.Contains(stdout, c.want) || strings.Count(stderr, "\n") != 1 {
			t.Errorf("after %s: exit code %d, %q, %q; want %q", c.edit, code, stdout, stderr, c.want)
		}
	}
	if _, stdout, _ := fwp(t, e, "verify"); !strings.Contains(stdout, "BROKEN") || !strings.Contains(stdout, "5") {
		t.Errorf("the broken entry is not named:\n%s", stdout)
	}
}

// tamper changes the database as somebody would who has the file, past all protection inside it.
func tamper(t *testing.T, e env, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite", strings.TrimPrefix(e["FWP_DATABASE_URL"], "sqlite://"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
	if err != nil {
		t.Fatal(err)
	}
	var triggers []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		triggers = append(triggers, name)
	}
	_ = rows.Close()
	for _, name := range triggers {
		if _, err := db.Exec("DROP TRIGGER " + name); err != nil {
			t.Fatal(err)
		}
	}
	if res, err := db.Exec(statement); err != nil {
		t.Fatal(err)
	} else if n, _ := res.RowsAffected(); n != 1 {
		t.Fatalf("%s changed %d rows", statement, n)
	}
}

func TestHealthcheckUpAndDown(t *testing.T) {
	t.Parallel()
	r := serving(t, emptyDatabase(t))
	_, port, _ := net.SplitHostPort(strings.TrimPrefix(r.url, "http://"))
	for _, listen := range []string{"127.0.0.1:" + port, "0.0.0.0:" + port, ":" + port, "[::]:" + port} {
		if out := must(t, env{"FWP_LISTEN": listen}, "healthcheck"); out != "ready\n" {
			t.Errorf("%s: %s", listen, out)
		}
	}
	if err := r.stop(); err != nil {
		t.Fatal(err)
	}
	busy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) }))
	defer busy.Close()
	for listen, want := range map[string]string{"127.0.0.1:" + port: "does not answer", strings.TrimPrefix(busy.URL, "http://"): "not ready"} {
		if code, stdout, stderr := fwp(t, env{"FWP_LISTEN": listen}, "healthcheck"); code != 1 || stdout != "" || !strings.Contains(stderr, want) {
			t.Errorf("%s: exit code %d, %q, %q", listen, code, stdout, stderr)
		}
	}
}

func TestReadyzSaysWhenTheDatabaseIsGone(t *testing.T) {
	t.Parallel()
	e := emptyDatabase(t)
	s, err := store.Open(t.Context(), e["FWP_DATABASE_URL"])
	if err != nil {
		t.Fatal(err)
	}
	sv := newService(config{DatabaseURL: e["FWP_DATABASE_URL"], LogLevel: "error"}, s, logger(config{LogLevel: "error"}, newOutput()))
	server := httptest.NewServer(sv.handler())
	defer server.Close()
	if resp, _ := ask(t, "GET", server.URL+"/readyz", ""); resp.StatusCode != http.StatusOK {
		t.Errorf("with a database: %d", resp.StatusCode)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if resp, body := ask(t, "GET", server.URL+"/readyz", ""); resp.StatusCode != http.StatusServiceUnavailable || body != "the database does not answer\n" {
		t.Errorf("without a database: %d %s", resp.StatusCode, body)
	}
	if resp, _ := ask(t, "GET", server.URL+"/healthz", ""); resp.StatusCode != http.StatusOK {
		t.Errorf("/healthz: %d", resp.StatusCode)
	}
}
