package store

import (
	"context"
	"testing"

	"fwptracker/internal/workplan"
)

// Exec runs a statement in the transaction, past the methods of Tx.
func (tx *Tx) Exec(statement string, args ...any) error { return tx.db.Exec(statement, args...).Error }

// Select runs a query in the transaction, past the methods of Tx.
func (tx *Tx) Select(into any, query string, args ...any) error {
	return scan(tx.db.Raw(query, args...), into)
}

// Table lists the rows of a noun's table, search text left out.
func Table[T any](tx *Tx, order string) ([]T, error) { return all[T](tx.db.Order(order)) }

// OnWriter runs a statement on SQLite's writing connection, outside of any transaction; no transaction may be under way.
func (s *Store) OnWriter(t testing.TB, statement string) {
	t.Helper()
	if err := control(s.w, statement); err != nil {
		t.Fatal(err)
	}
}

// Pragmas reads every pragma that the store relies on from the writing connection, each snapshot connection and some of the readers.
func (s *Store) Pragmas(t testing.TB) []map[string]string {
	t.Helper()
	var found []map[string]string
	read := func(tx *Tx) {
		values := map[string]string{}
		for _, p := range append(pragmas, struct{ name, set, want string }{name: "query_only"}) {
			var v string
			if err := tx.Select(&v, "PRAGMA "+p.name); err != nil {
				t.Fatal(err)
			}
			values[p.name] = v
		}
		found = append(found, values)
	}
	if err := s.InTx(context.Background(), func(tx *Tx) error { read(tx); return nil }); err != nil {
		t.Fatal(err)
	}
	for range cap(s.snapshots) {
		if err := s.Snapshot(context.Background(), func(tx *Tx) error { read(tx); return nil }); err != nil {
			t.Fatal(err)
		}
	}
	read(s.Read(context.Background()))
	return found
}

// WantedPragmas are the pragmas as they must be.
func WantedPragmas() map[string]string {
	wanted := map[string]string{}
	for _, p := range pragmas {
		wanted[p.name] = p.want
	}
	return wanted
}

// VisibleUpdates lists the ids of the updates that the sight reaches.
func (tx *Tx) VisibleUpdates(s workplan.Sight) ([]int64, error) {
	var ids []int64
	err := tx.updates(s).Select("u.id").Scan(&ids).Error
	return ids, err
}

// Parts of the writer that the tests fill up.
const (
	WriteQueue = writeQueue
	WriteWait  = writeWait
)

// Retryable, OlderThan, Allowed and InParts are tested for what no real database does on demand.
var (
	Retryable    = retryable
	OlderThan    = olderThan
	Allowed      = allowed
	RefuseRemote = refuseRemote
)

// HoldMigrations keeps other starters off from held until release.
func (s *Store) HoldMigrations(held chan<- struct{}, release <-chan struct{}) error {
	_, done, err := s.migrateOn(context.Background())
	if err != nil {
		return err
	}
	close(held)
	<-release
	done()
	return nil
}

// Waiting is how many transactions wait for SQLite's writer.
func (s *Store) Waiting() int { return len(s.writer.jobs) }
