package store_test

import (
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"fwptracker/internal/store"
	"fwptracker/internal/store/storetest"
	"fwptracker/internal/workplan"
)

// nouns are what the tables hold. A search text is the store's own and no part of a noun.
var nouns = map[string]any{
	"bodies": workplan.Body{}, "members": workplan.Member{}, "memberships": workplan.Membership{}, "meetings": workplan.Meeting{},
	"users": workplan.User{}, "role_bindings": workplan.RoleBinding{}, "api_tokens": workplan.APIToken{}, "work_plans": workplan.WorkPlan{},
	"objectives": workplan.Objective{}, "action_items": workplan.ActionItem{}, "item_roles": store.ItemRole{}, "item_predecessors": store.ItemPredecessor{},
	"report_editions": workplan.ReportEdition{}, "edition_files": workplan.EditionBytes{}, "status_updates": workplan.StatusUpdate{}, "content_changes": workplan.ContentChange{}, "audit_heads": store.AuditHead{},
	"audit_entries": workplan.AuditEntry{}, "idempotency_keys": store.IdempotencyKey{},
	"amendments": workplan.Amendment{}, "amendment_changes": workplan.AmendmentChange{},
	"deliverables": workplan.Deliverable{}, "deliverable_stages": workplan.StageEntry{}, "openings": workplan.Opening{}, "offers": workplan.Offer{}, "offer_outcomes": workplan.OfferOutcome{},
	"corrigenda": workplan.Corrigendum{}, "waivers": workplan.Waiver{}, "waiver_withdrawals": workplan.Withdrawal{},
	"reporting_rounds": workplan.ReportingRound{}, "round_reminders": workplan.RoundReminder{}, "round_mails": workplan.RoundMail{},
	"carry_overs":      workplan.CarryOver{},
	"proposal_windows": workplan.ProposalWindow{}, "proposals": workplan.Proposal{}, "supports": workplan.Support{}, "support_withdrawals": workplan.SupportWithdrawal{},
	"proposal_decisions": workplan.ProposalDecision{},
	"sign_ins":           workplan.SignIn{}, "passwords": workplan.Password{}, "sign_in_links": workplan.SignInLink{}, "sign_in_failures": workplan.SignInFailure{},
	"provider_identities": workplan.ProviderIdentity{}, "form_drafts": workplan.FormDraft{},
}

// column is a column as the database describes it, with its type as one of number, text, time and flag.
type column struct {
	TableName, Name, Kind string
	Required, HasDefault  bool
}

const sqliteColumns = `SELECT m.name AS table_name, c.name, CASE c.type WHEN 'INTEGER' THEN 'number' WHEN 'TEXT' THEN 'text' WHEN 'TIMETEXT' THEN 'time'
	WHEN 'BOOLEAN' THEN 'flag' WHEN 'BLOB' THEN 'bytes' ELSE c.type END AS kind, c."notnull" = 1 OR c.pk > 0 AS required, c.dflt_value IS NOT NULL AS has_default
	FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE '%\_search%' ESCAPE '\' AND m.name NOT LIKE 'goose%' AND m.name NOT LIKE 'sqlite%'`

const postgresColumns = `SELECT table_name, column_name AS name, CASE data_type WHEN 'bigint' THEN 'number' WHEN 'text' THEN 'text'
	WHEN 'timestamp with time zone' THEN 'time' WHEN 'boolean' THEN 'flag' WHEN 'bytea' THEN 'bytes' ELSE data_type END AS kind, is_nullable = 'NO' AS required,
	column_default IS NOT NULL AS has_default FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE 'goose%'`

func columnsOf(t *testing.T, s *store.Store) map[string]map[string]column {
	t.Helper()
	var rows []column
	must(t, s.Read(ctx).Select(&rows, map[string]string{store.SQLite: sqliteColumns, store.Postgres: postgresColumns}[s.Engine()]))
	tables := map[string]map[string]column{}
	for _, c := range rows {
		if tables[c.TableName] == nil {
			tables[c.TableName] = map[string]column{}
		}
		tables[c.TableName][c.Name] = c
	}
	return tables
}

// fieldsOf are the columns that a noun's fields ask for.
func fieldsOf(noun reflect.Type) map[string]string {
	fields := map[string]string{}
	for f := range noun.Fields() {
		if f.Anonymous {
			maps.Copy(fields, fieldsOf(f.Type))
			continue
		}
		kind := "text" // also every list, which is kept as JSON
		switch f.Type.Kind() {
		case reflect.Int, reflect.Int64:
			kind = "number"
		case reflect.Bool:
			kind = "flag"
		case reflect.Struct, reflect.Pointer:
			kind = "time"
		case reflect.Slice:
			if f.Type.Elem().Kind() == reflect.Uint8 {
				kind = "bytes"
			}
		}
		fields[snake(f.Name)] = kind
	}
	return fields
}

func snake(name string) string {
	var b strings.Builder
	runes := []rune(name)
	for i, r := range runes {
		if unicode.IsUpper(r) && i > 0 && (unicode.IsLower(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1])) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

func TestColumnsAndFieldsAreTheSame(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		tables := columnsOf(t, s)
		if diff := cmp.Diff(slices.Sorted(maps.Keys(nouns)), slices.Sorted(maps.Keys(tables))); diff != "" {
			t.Errorf("nouns (-) and tables (+) differ:\n%s", diff)
		}
		for table, noun := range nouns {
			kinds := map[string]string{}
			for name, c := range tables[table] {
				if name != "search_text" {
					kinds[name] = c.Kind
				}
			}
			if diff := cmp.Diff(fieldsOf(reflect.TypeOf(noun)), kinds); diff != "" {
				t.Errorf("%s: fields (-) and columns (+) differ:\n%s", table, diff)
			}
		}
	})
}

func TestTheTwoSchemasAreOne(t *testing.T) {
	t.Parallel()
	engines := storetest.Engines(t)
	if len(engines) == 2 {
		columns := [2]map[string]map[string]column{columnsOf(t, storetest.Open(t, engines[0])), columnsOf(t, storetest.Open(t, engines[1]))}
		for _, table := range columns[1] { // ids number themselves on PostgreSQL without a default
			for name, c := range table {
				table[name] = c
			}
		}
		if diff := cmp.Diff(columns[0], columns[1]); diff != "" {
			t.Errorf("columns on %s (-) and %s (+):\n%s", engines[0], engines[1], diff)
		}
	}
	sqlite, postgres := schemaOf(store.SQLite), schemaOf(store.Postgres)
	if len(sqlite) < 40 {
		t.Fatalf("only %d declarations found", len(sqlite))
	}
	if diff := cmp.Diff(sqlite, postgres); diff != "" {
		t.Errorf("declarations for SQLite (-) and PostgreSQL (+):\n%s", diff)
	}
}

var (
	tables  = regexp.MustCompile(`(?s)CREATE TABLE (\w+) \((.*?)\n\)`)
	indexes = regexp.MustCompile(`CREATE (UNIQUE )?INDEX [^;]+`)
	spaces  = regexp.MustCompile(`\s+`)
	dialect = strings.NewReplacer("BIGINT GENERATED BY DEFAULT AS IDENTITY", "INTEGER", "BIGINT", "INTEGER", "TIMESTAMPTZ", "TIMETEXT", "BYTEA", "BLOB", `TEXT COLLATE "C"`, "TEXT")
)

// schemaOf lists what an engine's migrations declare - keys, references, checks, defaults, indexes - in the words of one dialect.
func schemaOf(engine string) []string {
	text := dialect.Replace(store.SchemaText(engine))
	var all []string
	for _, table := range tables.FindAllStringSubmatch(text, -1) {
		for line := range strings.Lines(table[2]) {
			if line = strings.Trim(spaces.ReplaceAllString(line, " "), " ,"); line != "" {
				all = append(all, table[1]+": "+line)
			}
		}
	}
	for _, index := range indexes.FindAllString(text, -1) {
		all = append(all, spaces.ReplaceAllString(index, " "))
	}
	slices.Sort(all)
	return all
}

func TestWhatIsRecordedStays(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		i := small(t, s)
		write(t, s, func(tx *store.Tx) error {
			must(t, tx.AddChange(workplan.ContentChange{Noun: workplan.NounItem, ObjectID: i.ID, RecordedAt: noon, Fields: "{}"}))
			w := workplan.Waiver{Plan: i.Plan, MadeBy: "a", RecordedAt: noon, WaiverContent: workplan.WaiverContent{Rule: "no-lead", Ref: i.Ref, Reason: "r", EffectiveOn: "2024-01-01"}}
			must(t, tx.AddWaiver(&w))
			must(t, tx.AddWithdrawal(&workplan.Withdrawal{Plan: w.Plan, Number: w.Number, WithdrawnBy: "a", RecordedAt: noon,
				WithdrawalContent: workplan.WithdrawalContent{Reason: "r", EffectiveOn: "2024-01-01"}}))
			addProposal(t, tx)
			must(t, tx.AddAmendment(&workplan.AmendmentReading{Amendment: workplan.Amendment{Plan: i.Plan, Revision: 2, DecidedBy: "a", RecordedAt: noon,
				AmendmentContent: workplan.AmendmentContent{Reason: "r", EffectiveOn: "2024-01-01"}},
				Changes: []workplan.AmendmentChange{{Ref: i.Ref, Title: "t", Act: workplan.ActChanged, Audience: workplan.AudiencePublic}}}))
			must(t, addOutputs(tx, i, ""))
			e := workplan.AuditEntry{Chain: "ex", RecordedAt: noon, Actor: "a", Action: "b", Object: "c"}
			return tx.AddEntries([]workplan.AuditEntry{e.Sealed(0, "", "salt")})
		})
		for _, table := range []string{"status_updates", "content_changes", "audit_entries", "waivers", "waiver_withdrawals", "amendments", "amendment_changes",
			"deliverable_stages", "offers", "offer_outcomes",
			"proposal_decisions", "supports", "support_withdrawals"} {
			if n := count(t, s, "SELECT count(*) FROM "+table); n != 1 {
				t.Fatalf("%s holds %d rows", table, n)
			}
			for _, statement := range []string{"UPDATE %s SET id = id", "DELETE FROM %s", "UPDATE %s SET id = id + 1 WHERE id > 0"} {
				err := s.InTx(ctx, func(tx *store.Tx) error { return tx.Exec(fmt.Sprintf(statement, table)) })
				if err == nil || !strings.Contains(err.Error(), "append-only") {
					t.Errorf("%s on %s: %v", statement, table, err)
				}
			}
			if n := count(t, s, "SELECT count(*) FROM "+table); n != 1 {
				t.Errorf("%s holds %d rows afterwards", table, n)
			}
		}
	})
}
