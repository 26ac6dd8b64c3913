package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"fwptracker/internal/mail"
	"fwptracker/internal/mail/mailtest"
	"fwptracker/internal/store"
	"fwptracker/internal/store/storetest"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

func TestMailTestSaysWhetherMailLeaves(t *testing.T) {
	t.Parallel()
	server := mailtest.Start(t, func(command string) string {
		if strings.Contains(command, "nobody@") {
			return "550 no such user"
		}
		return ""
	})
	e := env{"FWP_MAIL_FROM": "Secretariat <plans@example.org>", "FWP_SMTP_URL": server.URL, "FWP_PUBLIC_URL": "https://plans.example.org"}
	if out := must(t, e, "mail", "test", "ana@example.org"); !strings.Contains(out, "The mail for ana@example.org was taken by smtp://127.0.0.1") {
		t.Error(out)
	}
	if taken := server.Taken(); len(taken) != 1 || !strings.Contains(taken[0].Data, "https://plans.example.org") {
		t.Errorf("%+v", taken)
	}
	for call, want := range map[string]struct {
		e    env
		code int
		says string
	}{
		"mail test nobody@example.org": {e, 1, "the server refuses the recipient"},
		"mail test ana@example.org":    {env{}, 1, "FWP_SMTP_URL"},
		"mail test nobody":             {e, 2, "name one address"},
		"mail test":                    {e, 2, "name one address"},
		"mail log x":                   {e, 2, "takes the number of a round"},
		"mail preview":                 {e, 2, "takes the number of a round"},
		"mail preview 1 --kind letter": {e, 2, "--kind"},
	} {
		if code, _, stderr := fwp(t, want.e, strings.Fields(call)...); code != want.code || !strings.Contains(stderr, want.says) {
			t.Errorf("fwp %s: %d, %s; want %d, %s", call, code, stderr, want.code, want.says)
		}
	}
}

// TestMailsOfTheDemonstration: what would be sent is shown, and a folder takes what is. Nothing goes through a server, whatever is set.
func TestMailsOfTheDemonstration(t *testing.T) {
	t.Parallel()
	e, _ := demoDatabase(t)
	out := must(t, e, "mail", "preview", "2", "--user", "demo.lead")
	for _, want := range []string{"To: Demo lead <demo.lead@example.org>", "Subject: Example WG: ", "reports overdue since 10 November 2026", "example-wg-2024-26 2.3"} {
		if !strings.Contains(out, want) {
			t.Errorf("the preview lacks %q:\n%s", want, out)
		}
	}
	if out := must(t, e, "mail", "preview", "2", "--kind", "escalation"); !strings.Contains(out, "To: Demo secretariat") || !strings.Contains(out, "Focal points: ") {
		t.Error(out)
	}
	if out := must(t, e, "mail", "preview", "1"); !strings.Contains(out, "There is nobody to whom a mail would go.") {
		t.Error(out)
	}
	if out := must(t, e, "mail", "log"); !strings.Contains(out, "There is no such mail.") {
		t.Error(out)
	}
	if code, _, stderr := fwp(t, e, "mail", "log", "9"); code != 2 || !strings.Contains(stderr, "There is no reporting round 9") {
		t.Errorf("%d %s", code, stderr)
	}
}

// mailWorld is a body with three people who owe a report to a round whose first window is open, at a moment that stands still.
func mailWorld(t *testing.T, s *store.Store) (*tracker.Tracker, time.Time) {
	t.Helper()
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	tr := tracker.New(s, tracker.Settings{Now: func() time.Time { return now }})
	ok := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ctx := t.Context()
	_, err := tr.CreateBody(ctx, operator, workplan.NewBody{Code: "wg", BodyContent: workplan.BodyContent{Name: "The Group"}})
	ok(err)
	_, err = tr.CreateMember(ctx, operator, workplan.NewMember{Code: "aland", MemberContent: workplan.MemberContent{Name: "Aland", Kind: workplan.KindState}})
	ok(err)
	_, err = tr.CreateMembership(ctx, operator, "wg", workplan.NewMembership{Member: "aland", MembershipContent: workplan.MembershipContent{Role: workplan.MembershipMember}})
	ok(err)
	for _, name := range []string{"ana", "bad", "cut", "dan"} {
		_, err = tr.CreateUser(ctx, operator, workplan.NewUser{Username: name, Name: name, Email: name + "@example.org",
			Bindings: []workplan.NewBinding{{Role: workplan.RoleFocalPoint, Member: "aland", FromDate: "2020-01-01"}}})
		ok(err)
	}
	_, err = tr.CreateUser(ctx, operator, workplan.NewUser{Username: "chair", Name: "Chair", Email: "chair@example.org", Bindings: []workplan.NewBinding{{Role: workplan.RoleCoChair, Body: "wg", FromDate: "2020-01-01"}}})
	ok(err)
	chair := workplan.Actor{Username: "chair"}
	_, err = tr.CreatePlan(ctx, chair, workplan.NewPlan{Code: "p", Body: "wg", PlanContent: workplan.PlanContent{Title: "Plan", Audience: workplan.AudienceMembers}})
	ok(err)
	_, err = tr.CreateObjective(ctx, chair, "p", workplan.NewObjective{ObjectiveContent: workplan.ObjectiveContent{Title: "One"}})
	ok(err)
	_, err = tr.CreateItem(ctx, chair, "p", workplan.NewItem{Ref: "1.1", ItemContent: workplan.ItemContent{Objective: 1, Title: "Work", Nature: workplan.NatureOneOff, Leads: workplan.List{"aland"}}})
	ok(err)
	_, err = tr.EndorsePlan(ctx, chair, "p", nil, workplan.Endorsement{On: "2026-01"})
	ok(err)
	_, err = tr.CreateRound(ctx, chair, workplan.NewRound{Body: "wg", RoundContent: workplan.RoundContent{Opens: "2026-03-02", Due: "2026-03-20", Closes: "2026-03-31", Reminders: workplan.List{"opens"}}})
	ok(err)
	return tr, now
}

// TestTwoServicesSendEachMailOnceThroughAServer that refuses one address and breaks off over another: nobody else is held up, and nobody gets two.
func TestTwoServicesSendEachMailOnceThroughAServer(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		tr, now := mailWorld(t, s)
		var mu sync.Mutex
		last := "" // one dialogue at a time: the services go round one after the other
		server := mailtest.Start(t, func(command string) string {
			mu.Lock()
			defer mu.Unlock()
			switch {
			case strings.Contains(command, "bad@"):
				return "550 unknown"
			case strings.HasPrefix(command, "RCPT"):
				last = command
			case command == "." && strings.Contains(last, "cut@"):
				return "drop"
			}
			return ""
		})
		post, err := mail.Open(mail.Settings{From: "plans@example.org", Server: server.URL})
		if err != nil {
			t.Fatal(err)
		}
		quiet := slog.New(slog.NewTextHandler(io.Discard, nil))
		one := newDelivery(tr, post, quiet)
		two := newDelivery(tracker.New(s, tracker.Settings{Now: func() time.Time { return now }}), post, quiet)
		for _, d := range []*delivery{one, two, one} {
			if err := d.round(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		var got []string
		for _, m := range server.Taken() {
			got = append(got, m.To)
		}
		slices.Sort(got)
		if want := []string{"ana@example.org", "dan@example.org"}; !slices.Equal(got, want) {
			t.Errorf("taken: %v, want %v", got, want)
		}
		log, err := tr.SendLog(t.Context(), 1, workplan.MailFilter{}, 9)
		if err != nil {
			t.Fatal(err)
		}
		states := []string{}
		for _, m := range log {
			states = append(states, fmt.Sprintf("%s %s %d", m.Username, m.State, m.Attempts))
			if m.MessageID == "" || strings.Contains(m.Reason, m.Username+"@") {
				t.Errorf("%+v", m)
			}
		}
		slices.Sort(states)
		if want := []string{"ana sent 1", "bad given_up 1", "cut uncertain 1", "dan sent 1"}; !slices.Equal(states, want) {
			t.Errorf("send log: %v, want %v", states, want)
		}
	})
}

// TestServeSendsIntoAFolder runs the real program on a round that opened today.
func TestServeSendsIntoAFolder(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "mails")
	e := emptyDatabase(t)
	must(t, e, "migrate")
	s, err := store.Open(context.Background(), e["FWP_DATABASE_URL"])
	if err != nil {
		t.Fatal(err)
	}
	mailWorld(t, s)
	// The round of mailWorld is long over; one that runs now reminds at once, whatever the hour.
	now := tracker.New(s, tracker.Settings{Now: time.Now})
	today := now.Today()
	r, err := now.CreateRound(t.Context(), workplan.Actor{Username: "chair"}, workplan.NewRound{Body: "wg", RoundContent: workplan.RoundContent{Opens: today, Due: today.AddDays(9), Closes: today.AddDays(10)}})
	if err == nil {
		_, err = now.RemindLeads(t.Context(), workplan.Actor{Username: "chair"}, r.Number, workplan.ReminderContent{})
	}
	if err != nil || s.Close() != nil {
		t.Fatal(err)
	}
	e["FWP_MAIL_FROM"], e["FWP_MAIL_DIR"], e["FWP_DRAIN_DELAY"] = "plans@example.org", folder, "0s"
	p := serving(t, e)
	p.log.await(t, `(?s)(mail sent.*){4}`)
	files, err := os.ReadDir(folder)
	if err != nil || len(files) != 4 {
		t.Errorf("%d files, %v", len(files), err)
	}
	if out := must(t, env{"FWP_DATABASE_URL": e["FWP_DATABASE_URL"]}, "mail", "log", fmt.Sprint(r.Number), "--state", "sent"); strings.Count(out, "sent") < 4 {
		t.Error(out)
	}
}
