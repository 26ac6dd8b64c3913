package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/store/storetest"
	"fwptracker/internal/workplan"
)

// query is a reading whose plan is looked at.
type query struct {
	name string
	do   func(*store.Tx) error
}

func sortedBy(words ...string) workplan.Page {
	page := workplan.Page{Limit: 50}
	for _, w := range words {
		word, desc := strings.CutPrefix(w, "-")
		page.Sort = append(page.Sort, workplan.Sort{Word: word, Desc: desc})
	}
	return page
}

// sights are those of a co-chair, of a focal point who reads two bodies, and of a stranger.
var sights = map[string]workplan.Sight{
	"co-chair":    {Public: true, Chairs: []string{"ex"}},
	"focal point": {Public: true, Members: []string{"ex", "wg"}, Own: []string{"m1"}},
	"anonymous":   {Public: true},
}

// readings are the lists and reports that people wait for.
func readings(s workplan.Sight) []query {
	items := func(f workplan.ItemFilter, words ...string) func(*store.Tx) error {
		return func(tx *store.Tx) error { _, err := tx.ListItems(s, f, sortedBy(words...)); return err }
	}
	after := func(page workplan.Page, keys ...string) workplan.Page { page.After = keys; return page }
	updates := func(f workplan.UpdateFilter, words ...string) func(*store.Tx) error {
		f.View.Current = true
		return func(tx *store.Tx) error { _, err := tx.ListUpdates(s, f, sortedBy(words...)); return err }
	}
	plan := workplan.List{"ex-1"}
	return []query{
		{"items of a plan", items(workplan.ItemFilter{Plan: plan}, "ref")},
		{"items of a plan by due", items(workplan.ItemFilter{Plan: plan}, "due")},
		{"items of a plan by due, falling", items(workplan.ItemFilter{Plan: plan}, "-due")},
		{"items of a plan by updated", items(workplan.ItemFilter{Plan: plan}, "-updated")},
		{"items of a plan, filtered", items(workplan.ItemFilter{Plan: plan, Status: []workplan.Status{"planned", "in_progress"}, Lead: workplan.List{"m1"}}, "due")},
		{"items by ref", items(workplan.ItemFilter{}, "ref")},
		{"items by due", items(workplan.ItemFilter{}, "due")},
		{"items by updated", items(workplan.ItemFilter{}, "-updated")},
		{"items by due, next page", func(tx *store.Tx) error {
			_, err := tx.ListItems(s, workplan.ItemFilter{}, after(sortedBy("due"), "2024-01-01", "ex-1", "0001.0007"))
			return err
		}},
		{"items by reported", items(workplan.ItemFilter{}, "reported")},
		{"one item", func(tx *store.Tx) error { _, err := tx.Item(s, "ex-1", "1.1"); return ignoreNone(err) }},
		{"items by name", func(tx *store.Tx) error { _, err := tx.ItemsNamed(s, []string{"ex-1/1.1", "ex-3/1.2"}); return err }},
		{"standings of a member", func(tx *store.Tx) error { _, err := tx.MembershipsHeldBy("m1"); return err }},
		{"mails of a day", func(tx *store.Tx) error { _, err := tx.MailsOf(1, "2024-03-01"); return err }},
		{"updates of an item", updates(workplan.UpdateFilter{Plan: plan, Ref: "1.1"}, "number")},
		{"one update", func(tx *store.Tx) error { _, err := tx.Update(s, "ex-1", "1.1", 1); return ignoreNone(err) }},
		{"feed of updates", updates(workplan.UpdateFilter{}, "-recorded")},
		{"feed of updates by effect", updates(workplan.UpdateFilter{}, "-effective")},
		{"feed of updates of a plan", updates(workplan.UpdateFilter{Plan: plan}, "-recorded")},
		{"audit", func(tx *store.Tx) error {
			_, err := tx.ListAudit(store.AuditReach{Chains: s.Chairs, Own: s.Own, OwnIn: s.OwnIn}, workplan.AuditFilter{}, sortedBy("-recorded"))
			return err
		}},
		{"audit of a plan", func(tx *store.Tx) error {
			_, err := tx.ListAudit(store.AuditReach{Chains: s.Chairs, Own: s.Own, OwnIn: s.OwnIn}, workplan.AuditFilter{Plan: "ex-1"}, sortedBy("-recorded"))
			return err
		}},
		{"plans", func(tx *store.Tx) error {
			_, err := tx.ListPlans(s, workplan.PlanFilter{}, sortedBy("code"))
			return err
		}},
		{"one plan", func(tx *store.Tx) error { _, err := tx.Plan(s, "ex-1"); return ignoreNone(err) }},
		{"report: items", func(tx *store.Tx) error { _, err := tx.ItemsOf(s, "ex-1"); return err }},
		{"report: updates", func(tx *store.Tx) error { _, err := tx.ReportsOf(s, "ex-1", false); return err }},
		{"report: all updates", func(tx *store.Tx) error { _, err := tx.ReportsOf(s, "ex-1", true); return err }},
		{"report: numbered updates", func(tx *store.Tx) error { _, err := tx.UpdatesNumbered(s, map[int64][]int{1: {1}, 2: {2}}); return err }},
		{"carry-over: targets", func(tx *store.Tx) error { _, err := tx.ObjectivesOfAll([]string{"ex-1", "ex-3"}); return err }},
		{"carry-over: last effect", func(tx *store.Tx) error { _, err := tx.LastEffect("ex-1"); return err }},
		{"carry-over: from a plan", func(tx *store.Tx) error { _, err := tx.CarriedFrom("ex-1"); return err }},
		{"carry-over: into a plan", func(tx *store.Tx) error { _, err := tx.CarriedInto("ex-1"); return err }},
		{"carry-over: by updates", func(tx *store.Tx) error {
			_, err := tx.CarriedBy([]workplan.StatusUpdate{{Plan: "ex-1", Ref: "1.1"}})
			return err
		}},
		{"report: successors", func(tx *store.Tx) error { _, err := tx.Successors(s, "ex-1"); return err }},
		{"report: leads heard", func(tx *store.Tx) error {
			_, err := tx.LeadsHeard(s, "ex-1", []string{"aldoria", "belmar"}, "2024-01-01", workplan.View{AsOf: "2024-03-01"})
			return err
		}},
		{"amendments", func(tx *store.Tx) error { _, err := tx.AmendmentsOf(s, "ex-1"); return err }},
		{"check: waivers", func(tx *store.Tx) error { _, err := tx.WaiversOf(s, "ex-1"); return err }},
		{"check: withdrawals", func(tx *store.Tx) error { _, err := tx.WithdrawalsOf(s, "ex-1"); return err }},
		{"check: memberships", func(tx *store.Tx) error { _, err := tx.MembershipsOf("ex"); return err }},
		{"report: history", func(tx *store.Tx) error {
			_, err := tx.HistoryOfPlan("ex-1", workplan.View{AsOf: "2024-03-01", KnownAt: noon})
			return err
		}},
		{"report: status changes", func(tx *store.Tx) error {
			_, err := tx.StatusChangesOf("ex-1", workplan.View{AsOf: "2024-03-01"})
			return err
		}},
		{"report: content", func(tx *store.Tx) error { _, err := tx.ChangesOfAll(workplan.NounItem, []int64{1, 2}); return err }},
		{"proposals", func(tx *store.Tx) error { _, err := tx.Proposals(s, nil); return err }},
		{"proposals: open items of a body", func(tx *store.Tx) error { _, err := tx.OpenItemsOf(s, []string{"ex"}); return err }},
		{"proposals: in an item", func(tx *store.Tx) error { _, err := tx.ProposalsIn("ex-1", "1.1"); return err }},
		{"proposals: windows", func(tx *store.Tx) error { _, err := tx.WindowsOf("ex"); return err }},
		{"history: actors", func(tx *store.Tx) error { _, err := tx.ActorsAt("ex", []time.Time{noon, noon.Add(1)}); return err }},
		{"portfolio: items of a body", func(tx *store.Tx) error { _, err := tx.BriefItems(s, []string{"ex"}); return err }},
		{"portfolio: links", func(tx *store.Tx) error { _, err := tx.Links([]string{"ex-1/1.1", "ex-3/1.2"}); return err }},
		{"portfolio: meetings", func(tx *store.Tx) error { _, err := tx.MeetingsOfAll([]string{"ex", "wg"}); return err }},
		{"portfolio: stamp", func(tx *store.Tx) error { _, err := tx.PortfolioStamp(); return err }},
		{"report: stamp", func(tx *store.Tx) error { _, err := tx.ReportStamp(s, "ex-1"); return ignoreNone(err) }},
	}
}

func ignoreNone(err error) error {
	if err == store.ErrNone {
		return nil
	}
	return err
}

// allowed is sorted as a whole: nobody asks for it often enough to pay for an index at every update.
const allowed = "items by reported"

// costly says whether a step goes through a whole large table, or sorts all that a query finds before the first row is out.
func costly(step string) bool {
	table, rest, _ := strings.Cut(strings.TrimPrefix(step, "SCAN "), " ")
	whole := strings.HasPrefix(step, "SCAN ") && slices.Contains([]string{"i", "u", "a", "action_items", "status_updates", "audit_entries", "content_changes"}, table) && rest == ""
	return whole || strings.HasPrefix(step, "USE TEMP B-TREE FOR ORDER BY")
}

// planOf is what SQLite would do for the last statement of a reading.
func planOf(t testing.TB, s *store.Store, q query) []string {
	t.Helper()
	var statement string
	stop := s.Watch(func(text string) { statement = text })
	must(t, q.do(s.Read(ctx)))
	stop()
	var steps []struct{ Detail string }
	must(t, s.Read(ctx).Select(&steps, "EXPLAIN QUERY PLAN "+statement, make([]any, strings.Count(statement, "?"))...))
	var lines []string
	for _, step := range steps {
		lines = append(lines, step.Detail)
	}
	return lines
}

func TestNoListIsScannedOrSorted(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, store.SQLite)
	seedBulk(t, s, 6, 40, 2)
	for who, sight := range sights {
		for _, q := range readings(sight) {
			plan := planOf(t, s, q)
			if slices.ContainsFunc(plan, costly) != (q.name == allowed) {
				t.Errorf("%s, for %s:\n\t%s", q.name, who, strings.Join(plan, "\n\t"))
			}
		}
	}
}

// BenchmarkReadings times each reading, for each sight, on 200 plans of 500 items of 2 updates.
func BenchmarkReadings(b *testing.B) {
	s := storetest.Open(b, store.SQLite)
	seedBulk(b, s, 200, 500, 2)
	for who, sight := range sights {
		for _, q := range readings(sight) {
			b.Run(who+"/"+q.name, func(b *testing.B) {
				for b.Loop() {
					must(b, q.do(s.Read(ctx)))
				}
			})
		}
	}
}

// seedBulk fills a SQLite store by statements that make many rows each.
func seedBulk(t testing.TB, s *store.Store, plans, items, updates int) {
	t.Helper()
	numbers := func(name string, n int) string {
		return fmt.Sprintf("%s (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM %s WHERE n < %d)", name, name, n)
	}
	at := "'2024-03-01 12:00:00+00:00'"
	run := func(statement string, args ...any) {
		write(t, s, func(tx *store.Tx) error { return tx.Exec(fmt.Sprintf(statement, args...)) })
	}
	write(t, s, func(tx *store.Tx) error { must(t, addBody(tx, "ex")); return addBody(tx, "wg") })
	run(`WITH %s INSERT INTO members (code, name, kind, version, created_at, updated_at, content_at) SELECT 'm' || n, 'Member ' || n, 'state', 1, %s, %s, %s FROM k`, numbers("k", 50), at, at, at)
	run(`WITH %s INSERT INTO work_plans (code, body, title, audience, status, version, created_at, updated_at, content_at)
		SELECT CASE n %% 2 WHEN 1 THEN 'ex-' ELSE 'wg-' END || n, CASE n %% 2 WHEN 1 THEN 'ex' ELSE 'wg' END, 'Plan ' || n, 'members', 'endorsed', 1, %s, %s, %s FROM k`, numbers("k", plans), at, at, at)
	run(`WITH %s INSERT INTO action_items (plan, ref, ref_key, due_key, objective, title, description, nature, due, leads, update_count, status, last_reported_on, latest_update,
			latest_report, status_update, search_text, version, created_at, updated_at, content_at)
		SELECT p.code, '1.' || n, printf('0001.%%04d', n), date('2024-01-01', (n * 7 %% 700) || ' days'), 1, 'Item ' || n, hex(randomblob(200)), 'one_off', date('2024-01-01', (n * 7 %% 700) || ' days'),
			'["m' || (n %% 50 + 1) || '"]', %d, 'planned', date('2024-01-01', (n %% 60) || ' days'), %d, %d, 1, 'item' || n || ' ' || lower(hex(randomblob(40))), 1, %s, datetime('2024-03-01', n || ' minutes') || '+00:00', %s
		FROM work_plans p, k`, numbers("k", items), updates, updates, updates, at, at)
	run(`INSERT INTO item_roles (item_id, member, role) SELECT id, 'm' || (id %% 50 + 1), 'lead' FROM action_items`)
	run(`INSERT INTO item_roles (item_id, member, role) SELECT id, 'm' || ((id + 7) %% 50 + 1), 'supporting' FROM action_items`)
	run(`WITH %s INSERT INTO status_updates (item_id, plan, ref, number, lead, reported_by, recorded_at, kind, done, effective_on, search_text)
		SELECT i.id, i.plan, i.ref, n, 'm1', 'lead', datetime('2024-03-01', (i.id * 3 + n) || ' minutes') || '+00:00', 'progress', hex(randomblob(100)), date('2024-01-01', n || ' days'), lower(hex(randomblob(20)))
		FROM action_items i, k`, numbers("k", updates))
	run(`INSERT INTO audit_entries (chain, seq, recorded_at, actor, action, object, plan, ref, salt, payload_hash, prev_hash, hash)
		SELECT substr(u.plan, 1, 2), u.id, u.recorded_at, 'lead', 'post status update', 'x', u.plan, u.ref, '', '', '', '' FROM status_updates u`)
}
