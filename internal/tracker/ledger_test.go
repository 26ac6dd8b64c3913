package tracker_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"fwptracker/internal/store"
	"fwptracker/internal/store/storetest"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// unheld are the columns that no check holds against the audit chains: what serves search alone, and a note of use.
var unheld = map[string]bool{
	"members.search_text": true, "meetings.search_text": true, "users.search_text": true, "work_plans.search_text": true, "action_items.search_text": true,
	"status_updates.search_text": true, "api_tokens.last_used_at": true, "sign_ins.seen_at": true, "sign_ins.confirmed_at": true,
}

// recordTables are the tables whose every row is told of in the audit chains.
var recordTables = []string{"bodies", "members", "memberships", "meetings", "users", "role_bindings", "api_tokens", "work_plans", "objectives",
	"action_items", "item_roles", "item_predecessors", "status_updates", "content_changes", "report_editions", "edition_files", "waivers", "waiver_withdrawals",
	"amendments", "amendment_changes", "deliverables", "deliverable_stages", "openings", "offers", "offer_outcomes", "corrigenda", "reporting_rounds", "round_reminders",
	"carry_overs", "proposal_windows", "proposals", "supports", "support_withdrawals", "proposal_decisions",
	"passwords", "sign_ins", "sign_in_links", "provider_identities"}

// records is a world with every kind of record in it, which raw SQL may change.
func records(t *testing.T, test func(t *testing.T, w tampered)) {
	t.Helper()
	behind(t, func(t *testing.T, w tampered) {
		w.meeting("wg-9", "2024-02-15")
		w.renamed("aland", func(m *workplan.MemberContent) { m.Note = "Since 2020" })
		w.user("newt", focalPointIn("wg", "aland"), reader("wg"))
		_, err := w.EditUser(w.ctx(), w.as("root"), "newt", nil, func(_ *workplan.User, disabled *bool) error { *disabled = true; return nil })
		w.tick(err)
		must(t, w.ends(w.as("root"), "newt", 1))
		for _, id := range []string{"tok1", "tok2"} {
			_, err := w.CreateToken(w.ctx(), w.as("rita"), "rita", workplan.NewToken{Name: id, Scopes: []workplan.Scope{workplan.ScopeRead}}, tracker.NewSecret{ID: id, Hash: "hash of " + id})
			w.tick(err)
		}
		w.tick(w.RevokeToken(w.ctx(), operator, "tok1"))
		w.plan("q").item("q", "1.1", continues("p/1.1"))
		w.carries("p", true, carry("1.2", into("q", "1.1")))
		w.issued("Report", nil)
		w.issued("Report, mended", func(r *tracker.EditionRequest) { r.Corrects, r.CorrectionReason = 1, "A date was wrong" })
		w.waives("p", "no-expected-output", "item 1.1").waives("p", "no-period", "plan").withdraws("p", 1).withdraws("p", 2)
		w.brings()
		w.amends("p", amendment("", on("1.1", titled("Another title"), ledBy("bland")), adds("", "Another item")))
		w.met("wg-8", workplan.AudienceMembers).decides("wg-8", "Agreed.", "").attend("wg-8", "aland").adopts("wg-8", "2024-02-20")
		must(t, w.corrects("wg-8", "", moved("Elsewhere")))
		must(t, w.corrects("wg-8", "", moved("There")))
		w.round("due").round("due", func(r *workplan.NewRound) { r.Opens, r.Due, r.Closes = "2026-01-01", "2026-01-02", "2026-01-03" })
		w.edits(1, func(r *workplan.RoundContent) { r.Due, r.DateReason = "2024-03-25", "asked for" })
		_, err = w.RemindLeads(w.ctx(), w.as("desk"), 1, workplan.ReminderContent{})
		w.tick(err)
		_, err = w.RemindLeads(w.ctx(), w.as("desk"), 1, workplan.ReminderContent{Members: workplan.List{"aland"}})
		w.tick(err).endsRound("chair", 2, workplan.Cancelled)
		w.proposed()
		w.signedIn()
		w.open()
		test(t, w)
	})
}

// open takes off whatever keeps raw SQL from changing single cells.
func (w tampered) open() {
	w.t.Helper()
	if w.store.Engine() == store.Postgres {
		for _, table := range recordTables {
			w.exec("ALTER TABLE " + table + " DISABLE TRIGGER ALL")
		}
		return
	}
	for _, name := range w.texts("SELECT name FROM sqlite_master WHERE type = 'trigger'") {
		w.exec("DROP TRIGGER " + name)
	}
	w.db.SetMaxOpenConns(1) // the pragmas are the connection's
	w.exec("PRAGMA foreign_keys = OFF")
	w.exec("PRAGMA ignore_check_constraints = ON")
}

func (w tampered) texts(query string) (texts []string) {
	w.t.Helper()
	rows, err := w.db.Query(query)
	must(w.t, err)
	defer func() { must(w.t, rows.Close()) }()
	for rows.Next() {
		var text string
		must(w.t, rows.Scan(&text))
		texts = append(texts, text)
	}
	must(w.t, rows.Err())
	return texts
}

func (w tampered) wrong() []string {
	w.t.Helper()
	_, faults, err := w.VerifyRecords(w.ctx())
	if err != nil {
		return []string{err.Error()}
	}
	return faults
}

// forged is SQL for another value of a column of SQLite's.
func forged(column, kind string) string {
	switch kind {
	case "INTEGER":
		return column + " + 1000"
	case "BOOLEAN":
		return "NOT " + column
	case "TIMETEXT":
		return "'2001-01-01 00:00:00+00:00'"
	default:
		return "CASE WHEN " + column + " LIKE '[%' THEN '[\"forged\"]' ELSE " + column + " || 'x' END"
	}
}

func TestVerifyFindsEveryCellThatIsNotAsRecorded(t *testing.T) {
	records(t, func(t *testing.T, w tampered) {
		if w.store.Engine() != store.SQLite {
			return // the check is the same; SQLite lets each cell be forged whatever its type and its references
		}
		if diff := gocmp.Diff([]string(nil), w.wrong()); diff != "" {
			t.Fatalf("untouched: %s", diff)
		}
		tried := 0
		for _, table := range recordTables {
			key := cmp.Or(map[string]string{"item_roles": "item_id", "item_predecessors": "item_id", "edition_files": "edition_id"}[table], "id")
			w.exec("CREATE TABLE kept_table AS SELECT * FROM " + table)
			for _, column := range w.texts("SELECT name || ' ' || type FROM pragma_table_info('" + table + "')") {
				column, kind, _ := strings.Cut(column, " ")
				if column == "id" || unheld[table+"."+column] {
					continue
				}
				for _, row := range []string{"MIN", "MAX"} {
					w.exec(fmt.Sprintf("UPDATE %s SET %s = %s WHERE %s = (SELECT %s(%s) FROM %s)", table, column, forged(column, kind), key, row, key, table))
					if len(w.wrong()) == 0 {
						t.Errorf("%s.%s of the %s row: not found", table, column, row)
					}
					w.exec("DELETE FROM " + table)
					w.exec("INSERT INTO " + table + " SELECT * FROM kept_table")
					tried++
				}
			}
			w.exec("DROP TABLE kept_table")
		}
		if diff := gocmp.Diff([]string(nil), w.wrong()); diff != "" || tried < 200 {
			t.Errorf("%d cells tried; restored: %s", tried, diff)
		}
	})
}

func TestVerifyNamesWhatWasForged(t *testing.T) {
	for name, c := range map[string]struct{ forge, want []string }{
		"a report rewritten":   {[]string{"UPDATE status_updates SET done = 'REWRITTEN', reported_by = 'ben' WHERE number = 1"}, []string{"update p/1.1/1: done is not what was recorded", "update p/1.1/1: reported_by is not what was recorded"}},
		"a report opened":      {[]string{"UPDATE status_updates SET audience = 'public' WHERE number = 2"}, []string{"update p/1.1/2: audience is not what was recorded"}},
		"a report taken out":   {[]string{"DELETE FROM status_updates WHERE number = 1"}, []string{"item p/1.1: version is not what was recorded", "item p/1.1: status is not what was recorded", "update p/1.1/1: the audit chain tells of it, but it is gone"}},
		"an item taken out":    {[]string{"DELETE FROM item_roles WHERE item_id = (SELECT id FROM action_items WHERE ref = '1.2')", "DELETE FROM action_items WHERE ref = '1.2'"}, []string{"item p/1.2: the audit chain tells of it, but it is gone"}},
		"a role put in":        {[]string{"INSERT INTO role_bindings (id, username, number, role, from_date, created_at) VALUES (900, 'rita', 9, 'admin', '2024-01-01', '2024-01-01 00:00:00+00:00')"}, []string{"role 9 of user rita: no audit entry tells of it: it was put in"}},
		"a role brought back":  {[]string{"UPDATE role_bindings SET ended_at = NULL WHERE username = 'newt'"}, []string{"role 1 of user newt: ended_at is not what was recorded"}},
		"a secret exchanged":   {[]string{"UPDATE api_tokens SET secret_hash = 'mine' WHERE token_id = 'tok2'"}, []string{"token tok2 of rita: proof is not what was recorded"}},
		"a token brought back": {[]string{"UPDATE api_tokens SET revoked_at = NULL"}, []string{"token tok1 of rita: revoked_at is not what was recorded"}},
		"an endorsement moved": {[]string{"UPDATE work_plans SET endorsed_on = '2024-02'"}, []string{"plan p: endorsed_on is not what was recorded"}},
		"a member renamed":     {[]string{"UPDATE members SET name = 'Elsewhere' WHERE code = 'bland'"}, []string{"member bland: name is not what was recorded"}},
		"a lead given rights":  {[]string{"UPDATE item_roles SET role = 'lead', member = 'cland' WHERE item_id = (SELECT id FROM action_items WHERE ref = '1.2')"}, []string{"item p/1.2: who its leads, supporting members and partners are, for their rights, is not what was recorded"}},
		"a predecessor hidden": {[]string{"DELETE FROM item_predecessors"}, []string{"item q/1.1: what it continues, for finding its successors, is not what was recorded"}},
		"a waiver rewritten":   {[]string{"UPDATE waivers SET reason = 'because' WHERE number = 1"}, []string{"waiver p/1: reason is not what was recorded"}},
		"an amendment edited":  {[]string{"UPDATE amendments SET reason = 'because'"}, []string{"amendment p/1: reason is not what was recorded"}},
		"an amended value":     {[]string{"UPDATE amendment_changes SET after_text = '{}' WHERE place = 1"}, []string{"amendment p/1: changes is not what was recorded"}},
		"a withdrawal gone":    {[]string{"DELETE FROM waiver_withdrawals WHERE number = 2"}, []string{"withdrawal of waiver p/2: the audit chain tells of it, but it is gone"}},
		"a waiver put in":      {[]string{"INSERT INTO waivers (id, plan, number, made_by, recorded_at, rule, reason, effective_on) VALUES (900, 'p', 9, 'desk', '2024-01-01 00:00:00+00:00', 'no-period', 'x', '2024-01-01')"}, []string{"waiver p/9: no audit entry tells of it: it was put in"}},
		"a round moved":        {[]string{"UPDATE reporting_rounds SET due = '2024-03-31' WHERE number = 1"}, []string{"reporting round 1: due is not what was recorded"}},
		"a reminder gone":      {[]string{"DELETE FROM round_reminders WHERE number = 2"}, []string{"reminder of reporting round 1/2: the audit chain tells of it, but it is gone"}},
		"a proposal rewritten": {[]string{"UPDATE proposals SET need = 'none' WHERE number = 1"}, []string{"proposal 1: need is not what was recorded"}},
		"a proposer changed":   {[]string{"UPDATE proposals SET proposed_by = 'bland' WHERE number = 1"}, []string{"proposal 1: proposed_by is not what was recorded"}},
		"a window moved":       {[]string{"UPDATE proposal_windows SET closes = '2030-01-01'"}, []string{"proposal window wg/1: closes is not what was recorded"}},
		"a decision turned":    {[]string{"UPDATE proposal_decisions SET act = 'accept' WHERE proposal = 1 AND number = 1"}, []string{"decision 1 on proposal 1: act is not what was recorded"}},
		"a decision gone":      {[]string{"DELETE FROM proposal_decisions WHERE proposal = 1 AND number = 1"}, []string{"decision 1 on proposal 1: the audit chain tells of it, but it is gone"}},
		"a support taken over": {[]string{"UPDATE supports SET member = 'cland'"}, []string{"support 1 of proposal 1: member is not what was recorded"}},
		"support for another":  {[]string{"UPDATE supports SET on_behalf = NOT on_behalf"}, []string{"support 1 of proposal 1: on_behalf is not what was recorded"}},
		"a support put in":     {[]string{"INSERT INTO supports (id, proposal, number, member, supported_by, recorded_at, effective_on) VALUES (900, 2, 7, 'bland', 'ben', '2024-01-01 00:00:00+00:00', '2024-01-01')"}, []string{"support 7 of proposal 2: no audit entry tells of it: it was put in"}},
		"a support's end gone": {[]string{"DELETE FROM support_withdrawals"}, []string{"withdrawal of support 1 of proposal 1: the audit chain tells of it, but it is gone"}},
		"a log rewritten":      {[]string{"UPDATE content_changes SET effective_on = '2023-01-01' WHERE noun = 'item'"}, []string{"item p/1.1: its content log is not what was recorded", "item p/1.2: its content log is not what was recorded"}},
		"a carry-over astray":  {[]string{"UPDATE carry_overs SET ref = '1.1'"}, []string{"carry-over of p/1.1 into q/1.1: no audit entry tells of it: it was put in", "carry-over of p/1.2 into q/1.1: the audit chain tells of it, but it is gone"}},
	} {
		t.Run(name, func(t *testing.T) {
			records(t, func(t *testing.T, w tampered) {
				for _, statement := range c.forge {
					w.exec(statement)
				}
				wrong := w.wrong()
				for _, want := range c.want {
					if !slices.Contains(wrong, want) {
						t.Errorf("found %q, not %q", wrong, want)
					}
				}
			})
		})
	}
}

func TestVerifyNamesTheGuardsThatWereTakenOff(t *testing.T) {
	records(t, func(t *testing.T, w tampered) {
		missing, err := w.VerifyGuards(w.ctx())
		must(t, err)
		if want := map[string]int{store.SQLite: 36, store.Postgres: 18}[w.store.Engine()]; len(missing) != want {
			t.Errorf("all were taken off; missing: %v", missing)
		}
	})
}

func TestVerifyMissesNoGuardThatIsThere(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		missing, err := worldOn(t, s).VerifyGuards(t.Context())
		must(t, err)
		if len(missing) > 0 {
			t.Errorf("none was taken off; missing: %v", missing)
		}
	})
}
