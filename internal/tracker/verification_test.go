package tracker_test

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"testing"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/store/storetest"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// tampered is the database of a world as an operator with raw SQL holds it, its triggers dropped.
type tampered struct {
	*world
	db *sql.DB
}

// behind runs a test on a world of each engine and on raw SQL behind its back. What the test does is undone by restore.
func behind(t *testing.T, test func(t *testing.T, w tampered)) {
	t.Helper()
	t.Parallel()
	for _, engine := range storetest.Engines(t) {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			url := storetest.URL(t, engine)
			w := settled(t, opened(t, url))
			w.plan("p").item("p", "1.1").item("p", "1.2").endorsed("p", "2024-01")
			w.posts("ana", "p", "1.1", becomes(workplan.StatusInProgress, "begun"))
			w.posts("desk", "p", "1.1", says("for them"))
			driver, dsn := "pgx", url
			if engine == store.SQLite {
				driver, dsn = "sqlite", "file:"+strings.TrimPrefix(url, "sqlite://")+"?_time_format=sqlite&_timezone=UTC&_pragma=busy_timeout(5000)"
			}
			db, err := sql.Open(driver, dsn)
			must(t, err)
			t.Cleanup(func() { must(t, db.Close()) })
			tw := tampered{w, db}
			for _, trigger := range []string{"audit_entries_stay", "audit_entries_last"} {
				if engine == store.Postgres {
					trigger += " ON audit_entries"
				}
				tw.exec("DROP TRIGGER IF EXISTS " + trigger)
			}
			tw.exec("CREATE TABLE kept_entries AS SELECT * FROM audit_entries")
			tw.exec("CREATE TABLE kept_heads AS SELECT * FROM audit_heads")
			test(t, tw)
		})
	}
}

func opened(t testing.TB, url string) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), url)
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	return s
}

func (w tampered) exec(statement string, args ...any) {
	w.t.Helper()
	if w.store.Engine() == store.Postgres {
		for n := range args {
			statement = strings.Replace(statement, "?", fmt.Sprintf("$%d", n+1), 1)
		}
	}
	if _, err := w.db.Exec(statement, args...); err != nil {
		w.t.Fatalf("%s: %v", statement, err)
	}
}

func (w tampered) restore() {
	w.t.Helper()
	for _, table := range []string{"entries", "heads"} {
		w.exec("DELETE FROM audit_" + table)
		w.exec("INSERT INTO audit_" + table + " SELECT * FROM kept_" + table)
	}
}

// found says whether verification found anything, and restores what was.
func (w tampered) found(what string) {
	w.t.Helper()
	if len(w.faults()) == 0 {
		w.t.Errorf("%s: not found", what)
	}
	w.restore()
}

func (w tampered) faults() []tracker.Verdict {
	w.t.Helper()
	verdicts, err := w.VerifyAudit(w.ctx())
	must(w.t, err)
	var faults []tracker.Verdict
	for _, v := range verdicts {
		if v.Fault != "" {
			faults = append(faults, v)
		}
	}
	return faults
}

func TestVerifyAuditFindsEverySingleRowMutation(t *testing.T) {
	behind(t, func(t *testing.T, w tampered) {
		if f := w.faults(); f != nil {
			t.Fatalf("untouched: %v", f)
		}
		texts := []string{"chain", "actor", "on_behalf_of", "authority", "action", "object", "plan", "ref", "request_id", "before_text",
			"after_text", "salt", "payload_hash", "prev_hash", "hash"}
		for seq := 1; seq <= 10; seq++ {
			of := fmt.Sprintf(" WHERE chain = 'wg' AND seq = %d", seq)
			for _, column := range texts {
				w.exec("UPDATE audit_entries SET " + column + " = " + column + " || 'x'" + of)
				w.found(fmt.Sprintf("%s of number %d edited", column, seq))
			}
			w.exec("UPDATE audit_entries SET recorded_at = ?"+of, time.Date(2024, 2, 1, 0, 0, 0, 0, time.UTC))
			w.found(fmt.Sprintf("time of number %d edited", seq))
			w.exec("UPDATE audit_entries SET seq = seq + 1000" + of)
			w.found(fmt.Sprintf("number %d renumbered", seq))
			w.exec("DELETE FROM audit_entries" + of)
			w.found(fmt.Sprintf("number %d deleted", seq))
			for other := 1; other < seq; other++ {
				w.swap(other, seq)
				w.found(fmt.Sprintf("numbers %d and %d swapped", other, seq))
			}
		}
	})
}

// swap gives two entries of the chain "wg" each other's number.
func (w tampered) swap(a, b int) {
	w.t.Helper()
	for _, move := range [][2]int{{a, -1}, {b, a}, {-1, b}} {
		w.exec("UPDATE audit_entries SET seq = ? WHERE chain = 'wg' AND seq = ?", move[1], move[0])
	}
}

func TestVerifyAuditFindsTheLastEntryGoneAndRowsPutIn(t *testing.T) {
	behind(t, func(t *testing.T, w tampered) {
		for _, chain := range []string{"wg", "system"} {
			w.exec("DELETE FROM audit_entries WHERE chain = ? AND seq = (SELECT MAX(seq) FROM kept_entries WHERE chain = '"+chain+"')", chain)
			w.found("the last entry of " + chain + " deleted")
			w.exec("DELETE FROM audit_heads WHERE chain = ?", chain)
			w.found("the head of " + chain + " deleted")
			for _, column := range []string{"seq = seq - 1", "seq = seq + 1", "hash = hash || 'x'", "chain = 'other'"} {
				w.exec("UPDATE audit_heads SET "+column+" WHERE chain = ?", chain)
				w.found("head of " + chain + ": " + column)
			}
			w.exec("UPDATE audit_heads SET recorded_at = ? WHERE chain = '"+chain+"'", w.clock.now().Add(-240*time.Hour))
			w.found("the head's time edited")
			for _, place := range []string{"0", "-7", "(SELECT MAX(seq) + 1 FROM kept_entries)"} {
				w.insert(chain, place)
				w.found("an entry put in at " + place)
			}
		}
		w.insert("ghost", "1")
		w.found("a chain put in")
	})
}

// insert puts a copy of the first entry of "wg" into a chain.
func (w tampered) insert(chain, seq string) {
	w.t.Helper()
	columns := "recorded_at, actor, on_behalf_of, authority, action, object, plan, ref, request_id, before_text, after_text, salt, payload_hash, prev_hash, hash"
	w.exec("INSERT INTO audit_entries (id, chain, seq, " + columns + ") SELECT 90000, '" + chain + "', " + seq + ", " + columns +
		" FROM kept_entries WHERE chain = 'wg' AND seq = 1")
}

func TestRecordedTimesRiseWhateverTheClockDoes(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p")
		for _, back := range []time.Duration{0, 0, -48 * time.Hour, 0, -time.Nanosecond} {
			w.clock.move(back)
			_, err := w.EditPlan(w.ctx(), w.as("chair"), "p", nil, func(c *workplan.PlanContent) error { c.Notes += "more "; return nil })
			must(t, err)
		}
		list, err := w.ListAudit(w.ctx(), w.as("chair"), workplan.AuditFilter{Plan: "p"}, workplan.Page{})
		must(t, err)
		for n := 1; n < len(list.Rows); n++ {
			if newer, older := list.Rows[n-1], list.Rows[n]; !newer.RecordedAt.After(older.RecordedAt) || newer.Seq != older.Seq+1 {
				t.Errorf("entry %d at %s follows entry %d at %s", newer.Seq, newer.RecordedAt, older.Seq, older.RecordedAt)
			}
		}
		if len(list.Rows) != 3+5 {
			t.Errorf("%d entries, want 8", len(list.Rows))
		}
	})
}
