package main

import (
	"database/sql"
	"net/http"
	"os"
	"strings"
	"testing"

	"fwptracker/internal/store"
	"fwptracker/internal/store/storetest"
)

func TestASecondServiceOnASQLiteFileIsRefusedInOneLine(t *testing.T) {
	t.Parallel()
	e := emptyDatabase(t)
	p := startProcess(t, e, "serve", "--listen", "127.0.0.1:0", "--drain-delay", "0s")
	url := p.log.await(t, addressLogged)
	second := startProcess(t, e, "serve", "--listen", "127.0.0.1:0") // which could run on for ever
	code, stderr := second.exit(t), second.log.String()
	if code != 1 || strings.Count(stderr, "\n") != 1 || !strings.Contains(stderr, "another service has the database") || !strings.Contains(stderr, "PostgreSQL") {
		t.Errorf("exit code %d, stderr %q", code, stderr)
	}
	if resp, _ := ask(t, "GET", url+"/readyz", ""); resp.StatusCode != http.StatusOK {
		t.Errorf("the first service: %d", resp.StatusCode)
	}
	for _, command := range []string{"migrate", "verify", "user add --username ada --name Ada --email ada@example.org --role admin", "user list",
		"token create --username ada --name laptop", "token list --username ada"} {
		must(t, e, strings.Fields(command)...)
	}
	if err := p.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	p.exit(t)
	serving(t, e) // what a kill leaves behind is in nobody's way
}

func TestTwoServicesShareAPostgreSQLDatabase(t *testing.T) {
	t.Parallel()
	for _, engine := range storetest.Engines(t) {
		if engine == store.Postgres {
			e := env{"FWP_DATABASE_URL": storetest.URL(t, engine)}
			serving(t, e)
			serving(t, e)
		}
	}
}

func TestReadingCommandsLeaveTheDatabaseAsItIs(t *testing.T) {
	t.Parallel()
	eachDatabase(t, func(t *testing.T, engine string, e env) {
		must(t, e, "user", "add", "--username", "ada", "--name", "Ada", "--email", "ada@example.org", "--role", "admin")
		commands := []string{"verify", "user list", "token list --username ada"}
		for _, command := range commands {
			before := databaseFile(t, engine, e)
			must(t, e, strings.Fields(command)...)
			if databaseFile(t, engine, e) != before {
				t.Errorf("fwp %s changed the database", command)
			}
		}
		forgetSchema(t, engine, e)
		for _, command := range commands {
			code, stdout, stderr := fwp(t, e, strings.Fields(command)...)
			if code != 1 || stdout != "" || strings.Count(stderr, "\n") != 1 || !strings.Contains(stderr, `"fwp migrate"`) || !strings.Contains(stderr, "Run the program of that version") {
				t.Errorf("fwp %s on an older schema: exit code %d, %q, %q", command, code, stdout, stderr)
			}
		}
	})
}

// forgetSchema makes the database one whose schema no migration has made yet.
func forgetSchema(t *testing.T, engine string, e env) {
	t.Helper()
	driver, address := "pgx", e["FWP_DATABASE_URL"]
	if engine == store.SQLite {
		driver, address = "sqlite", strings.TrimPrefix(address, "sqlite://")
	}
	db, err := sql.Open(driver, address)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("DELETE FROM goose_db_version WHERE version_id > 0"); err != nil {
		t.Fatal(err)
	}
}

// databaseFile is all that a SQLite file holds, and on PostgreSQL nothing.
func databaseFile(t *testing.T, engine string, e env) string {
	t.Helper()
	if engine != store.SQLite {
		return ""
	}
	content, err := os.ReadFile(strings.TrimPrefix(e["FWP_DATABASE_URL"], "sqlite://"))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
