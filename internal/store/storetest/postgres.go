package storetest

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"net/url"
	"os"
	"sync"
	"sync/atomic"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // makes and drops the databases

	"fwptracker/internal/store"
)

// templateLock is the key under which test programs that run beside each other make the template one at a time.
const templateLock = 0x46575054

var databases atomic.Int64

// template is the name of an empty, migrated database to copy. All test programs share the one that goes with the migrations; it stays on the
// server, closed to connections, until someone drops it.
var template = sync.OnceValues(func() (string, error) {
	ctx := context.Background()
	name := "fwp_test_template_" + schemaHash()
	server, err := sql.Open("pgx", os.Getenv("FWP_TEST_POSTGRES_URL"))
	if err != nil {
		return "", err
	}
	defer server.Close()
	conn, err := server.Conn(ctx)
	if err != nil {
		return "", err
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock($1)", templateLock); err != nil {
		return "", err
	}
	var there bool
	if err := conn.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)", name).Scan(&there); err != nil || there {
		return name, err
	}
	return name, makeTemplate(ctx, conn, name)
})

// makeTemplate makes the template under a name of its own first, so that a half-made one is never taken for it.
func makeTemplate(ctx context.Context, conn *sql.Conn, name string) error {
	draft := fmt.Sprintf("fwp_test_draft_%d", os.Getpid())
	if _, err := conn.ExecContext(ctx, "CREATE DATABASE "+draft); err != nil {
		return err
	}
	s, err := store.Open(ctx, databaseURL(draft))
	if err == nil {
		err = s.Close()
	}
	if err == nil {
		_, err = conn.ExecContext(ctx, "ALTER DATABASE "+draft+" WITH ALLOW_CONNECTIONS false")
	}
	if err == nil {
		_, err = conn.ExecContext(ctx, "ALTER DATABASE "+draft+" RENAME TO "+name)
	}
	if err != nil {
		_, _ = conn.ExecContext(ctx, "DROP DATABASE IF EXISTS "+draft+" WITH (FORCE)")
	}
	return err
}

// schemaHash names the schema by what makes it.
func schemaHash() string {
	sum := sha256.Sum256([]byte(store.SchemaText(store.Postgres)))
	return hex.EncodeToString(sum[:6])
}

func postgresDatabase(t testing.TB) string {
	t.Helper()
	from, err := template()
	if err != nil {
		t.Fatalf("making a template database: %v", err)
	}
	return copyDatabase(t, " TEMPLATE "+from)
}

// copyDatabase makes a database that is dropped when the test ends.
func copyDatabase(t testing.TB, from string) string {
	t.Helper()
	name := fmt.Sprintf("fwp_test_%d_%d", os.Getpid(), databases.Add(1))
	if err := admin("CREATE DATABASE " + name + from); err != nil {
		t.Fatalf("making a test database: %v", err)
	}
	t.Cleanup(func() {
		if err := admin("DROP DATABASE " + name + " WITH (FORCE)"); err != nil {
			t.Errorf("dropping the test database: %v", err)
		}
	})
	return databaseURL(name)
}

// admin runs one statement on the server.
func admin(statement string) error {
	db, err := sql.Open("pgx", os.Getenv("FWP_TEST_POSTGRES_URL"))
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.Exec(statement)
	return err
}

func databaseURL(name string) string {
	u, err := url.Parse(os.Getenv("FWP_TEST_POSTGRES_URL"))
	if err != nil {
		panic("FWP_TEST_POSTGRES_URL is not an address: " + err.Error())
	}
	u.Path = "/" + name
	return u.String()
}
