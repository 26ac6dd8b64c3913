package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite" // fills the database faster than the use cases could

	"fwptracker/internal/auth"
	"fwptracker/internal/store"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// size is how much a benchmark's database holds.
type size struct {
	name                  string
	plans, items, updates int
}

var sizes = []size{{"small", 2, 40, 5}, {"large", 200, 500, 10}}

// bench is a running service over a filled SQLite file, with tokens of a lead and a co-chair.
type bench struct {
	url         string
	lead, chair string
	service     *service
	client      *http.Client
}

// benches are made once for each size and shared by the benchmarks of a run; each holds a folder of its own until the process ends.
var benches = map[string]*bench{}

func startBench(b *testing.B, s size) *bench {
	b.Helper()
	if ready, ok := benches[s.name]; ok {
		return ready
	}
	dir := benchDir(b)
	st, err := store.Open(b.Context(), filepath.Join(dir, s.name+".db"))
	if err != nil {
		b.Fatal(err)
	}
	started := &bench{client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 128}}}
	started.people(b, st)
	if err := st.Close(); err != nil {
		b.Fatal(err)
	}
	fill(b, filepath.Join(dir, s.name+".db"), s)
	if st, err = store.Open(context.Background(), filepath.Join(dir, s.name+".db")); err != nil {
		b.Fatal(err)
	}
	cfg := config{Zone: time.UTC, LogLevel: "error", LogFormat: "json"}
	started.service = newService(cfg, st, slog.New(slog.DiscardHandler))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	started.url = "http://" + listener.Addr().String()
	go func() { _ = (&http.Server{Handler: started.service.handler()}).Serve(listener) }()
	benches[s.name] = started
	return started
}

// people adds a body with ten members, its co-chair and the focal point of the first member, through the use cases.
func (n *bench) people(b *testing.B, st *store.Store) {
	ctx, t := b.Context(), tracker.New(st, tracker.Settings{})
	check := func(err error) {
		if err != nil {
			b.Helper()
			b.Fatal(err)
		}
	}
	_, err := t.CreateBody(ctx, operator, workplan.NewBody{Code: "wg", BodyContent: workplan.BodyContent{Name: "Working group"}})
	check(err)
	for m := range 10 {
		code := fmt.Sprintf("member-%d", m)
		_, err = t.CreateMember(ctx, operator, workplan.NewMember{Code: code, MemberContent: workplan.MemberContent{Name: "Member " + code, Kind: workplan.KindState}})
		check(err)
		_, err = t.CreateMembership(ctx, operator, "wg", workplan.NewMembership{Member: code, MembershipContent: workplan.MembershipContent{Role: workplan.MembershipMember}})
		check(err)
	}
	token := func(username string, binding workplan.NewBinding) string {
		binding.FromDate = "2020-01-01"
		_, err := t.CreateUser(ctx, operator, workplan.NewUser{Username: username, Name: username, Email: username + "@example.org", Bindings: []workplan.NewBinding{binding}})
		check(err)
		minted := auth.Mint()
		_, err = t.CreateToken(ctx, operator, username, workplan.NewToken{Name: "bench", Scopes: workplan.Scopes}, tracker.NewSecret{ID: minted.ID, Hash: minted.SecretHash})
		check(err)
		return minted.Text
	}
	n.chair = token("chair", workplan.NewBinding{Role: workplan.RoleCoChair, Body: "wg"})
	n.lead = token("lead", workplan.NewBinding{Role: workplan.RoleFocalPoint, Member: "member-0"})
}

// fill writes plans, items and updates as the use cases would have left them, in a few statements.
func fill(b *testing.B, path string, s size) {
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=synchronous(OFF)&_pragma=foreign_keys(1)")
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	narrative := strings.Repeat("The working draft was circulated to members and two pilot sessions were held. ", 4)
	for _, statement := range []string{
		`CREATE TEMP TABLE n AS WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 1000) SELECT n FROM c`,
		fmt.Sprintf(`INSERT INTO work_plans (code, body, title, period_start, period_end, audience, status, revision, endorsed_on, version, created_at, updated_at, content_at)
			SELECT printf('wg-plan-%%03d', n), 'wg', 'Plan ' || n, '2024', '2026', 'members', 'endorsed', 1, '2024-01-15', 2,
			'2024-01-10 09:00:00+00:00', '2024-01-15 09:00:00+00:00', '2024-01-15 09:00:00+00:00' FROM n WHERE n <= %d`, s.plans),
		`INSERT INTO objectives (plan, number, title, version, created_at, updated_at, content_at)
			SELECT p.code, n.n, 'Objective ' || n.n, 1, p.created_at, p.created_at, p.created_at FROM work_plans p, n WHERE n.n <= 5`,
		fmt.Sprintf(`INSERT INTO action_items (plan, ref, ref_key, due_key, objective, title, nature, due, leads, topics, update_count, status, status_since, health,
			last_reported_on, latest_update, latest_report, status_update, search_text, version, created_at, updated_at, content_at)
			SELECT p.code, (n.n %% 5 + 1) || '.' || n.n, printf('%%04d.%%04d', n.n %% 5 + 1, n.n), date('2024-06-01', '+' || (n.n * 37 %% 900) || ' days'), n.n %% 5 + 1,
			'Item ' || n.n || ' of plan ' || p.code, 'one_off', date('2024-06-01', '+' || (n.n * 37 %% 900) || ' days'), '["member-' || (n.n %% 10) || '"]', '["training"]',
			%[2]d, 'in_progress', '2024-02-01', 'on_track', date('2024-02-01', '+' || (%[2]d * 30) || ' days'), %[2]d, %[2]d, 1,
			'item' || n.n || 'ofplan', 1 + %[2]d, p.created_at, '2026-01-01 09:00:00.' || printf('%%06d', n.n) || '+00:00', p.created_at
			FROM work_plans p, n WHERE n.n <= %[1]d`, s.items, s.updates),
		`INSERT INTO item_roles (item_id, member, role) SELECT id, json_extract(leads, '$[0]'), 'lead' FROM action_items`,
		fmt.Sprintf(`INSERT INTO status_updates (item_id, plan, ref, number, lead, reported_by, recorded_at, kind, status, health, done, next_steps, effective_on, search_text)
			SELECT i.id, i.plan, i.ref, n.n, json_extract(i.leads, '$[0]'), 'lead', date('2024-02-01', '+' || (n.n * 30) || ' days') || ' 10:00:00+00:00', 'progress',
			CASE WHEN n.n = 1 THEN 'in_progress' ELSE '' END, 'on_track', '%[2]s', 'Pilot in two members.', date('2024-02-01', '+' || (n.n * 30) || ' days'), 'theworkingdraftwascirculated'
			FROM action_items i, n WHERE n.n <= %[1]d ORDER BY n.n`, s.updates, narrative),
	} {
		if _, err := db.Exec(statement); err != nil {
			b.Fatalf("%v\n%s", err, statement)
		}
	}
	if err := onDisk(path); err != nil {
		b.Fatal(err)
	}
}

// onDisk waits until a file that was written without waiting for the disk is on it, so that no write that is measured does.
func onDisk(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
