package tracker_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"fwptracker/internal/store/storetest"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// The round of these tests runs from 1 to 31 March 2024, wants returns by the 20th and asks aland about two items and bland about one.
func (w *world) asked(reminders string) *world {
	w.t.Helper()
	return w.plan("p").item("p", "1.1").item("p", "1.2").item("p", "1.3", ledBy("bland")).endorsed("p", "2024-01").round(reminders)
}

// queues queues what is due, and says to whom and for which day the mails of round 1 are, and how each stands.
func (w *world) queues() string {
	w.t.Helper()
	_, err := w.QueueMails(w.ctx())
	must(w.t, err)
	return w.mails()
}

func (w *world) mails() string {
	w.t.Helper()
	mails, err := w.SendLog(w.ctx(), 1, workplan.MailFilter{}, 100)
	must(w.t, err)
	var told []string
	for _, m := range mails {
		told = append(told, fmt.Sprintf("%s %s %s %s", m.Username, m.WindowOn[5:], m.Kind, m.State))
	}
	slices.Sort(told)
	return strings.Join(told, ", ")
}

// sendsAll sends everything that is to be sent, as a worker whose mails all arrive, and gives the letters.
func (w *world) sendsAll(worker string) []*tracker.Letter {
	w.t.Helper()
	var sent []*tracker.Letter
	for {
		l, err := w.TakeMail(w.ctx(), worker)
		must(w.t, err)
		if l == nil {
			return sent
		}
		must(w.t, w.StartMail(w.ctx(), l, l.Username+"@test"))
		must(w.t, w.FinishMail(w.ctx(), l, workplan.MailOutcome{State: workplan.MailSent}))
		sent = append(sent, l)
	}
}

func (w *world) wishes(who, zone string, off bool) *world {
	w.t.Helper()
	_, err := w.EditUser(w.ctx(), w.as("root"), who, nil, func(u *workplan.User, _ *bool) error { u.TimeZone, u.DigestOff = zone, off; return nil })
	return w.tick(err)
}

func (w *world) at(moment string) *world {
	w.t.Helper()
	to, err := time.Parse(time.RFC3339, moment)
	must(w.t, err)
	w.clock.move(to.Sub(w.clock.now()))
	return w
}

func TestADigestGoesOutInTheMorningOfItsReader(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.user("ada", focalPoint("aland")).user("all", focalPoint("aland"), focalPoint("bland")).user("not", focalPoint("bland"))
		w.asked("due-3d due").wishes("ana", "Asia/Jakarta", false).wishes("ada", "America/Los_Angeles", false).wishes("not", "", true)
		for _, c := range []struct{ at, want string }{
			{"2024-03-17T00:59:59Z", ""},
			{"2024-03-17T01:00:00Z", "ana 03-17 digest queued"},
			{"2024-03-17T08:00:00Z", "all 03-17 digest queued, ana 03-17 digest queued, ben 03-17 digest queued"},
			{"2024-03-17T14:59:00Z", "all 03-17 digest queued, ana 03-17 digest queued, ben 03-17 digest queued"},
			{"2024-03-17T15:00:00Z", "ada 03-17 digest queued, all 03-17 digest queued, ana 03-17 digest queued, ben 03-17 digest queued"},
		} {
			if got := w.at(c.at).queues(); got != c.want {
				t.Errorf("at %s: %s, want %s", c.at, got, c.want)
			}
		}
		letters := w.sendsAll("one")
		if len(letters) != 4 {
			t.Fatalf("%d letters", len(letters))
		}
		for _, l := range letters {
			if l.Username == "all" && (l.Digest.Owed() != 3 || len(l.Digest.Members) != 2 || l.Email != "all@example.org" || !strings.Contains(l.Subject, "3 reports due by 20 March 2024")) {
				t.Errorf("one mail for all of one's members: %+v", l)
			}
		}
		if more := w.sendsAll("two"); len(more) > 0 || strings.Contains(w.queues(), "queued") {
			t.Errorf("sent again: %d", len(more))
		}
		w.posts("ana", "p", "1.1", says("x"))
		w.posts("ana", "p", "1.2", says("x"))
		if got := w.at("2024-03-20T15:00:00Z").queues(); strings.Contains(got, "ana 03-20") || strings.Contains(got, "ada 03-20") || !strings.Contains(got, "all 03-20 digest queued") || !strings.Contains(got, "ben 03-20 digest queued") {
			t.Errorf("who owes nothing any more: %s", got)
		}
	})
}

func TestTheSecretariatIsToldOnceWhoHasNotAnswered(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.user("aide", secretariat("wg")).asked("due").wishes("aide", "", true)
		if got := w.at("2024-03-27T09:00:00Z").queues(); got != "aide 03-27 escalation queued, desk 03-27 escalation queued" {
			t.Errorf("a week after: %s", got)
		}
		letters := w.sendsAll("one")
		if len(letters) != 2 || letters[0].Digest.Owed() != 3 || !strings.Contains(letters[0].Digest.Text(), "Focal points: ana") {
			t.Errorf("%d letters", len(letters))
		}
		w.at("2024-03-27T10:00:00Z")
		if got := w.queues(); strings.Contains(got, "queued") {
			t.Errorf("again: %s", got)
		}
	})
}

// TestTwoInstancesSendEachMailOnce: two trackers over one database queue and take at the same time.
func TestTwoInstancesSendEachMailOnce(t *testing.T) {
	t.Parallel()
	for _, engine := range storetest.Engines(t) {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			w := settled(t, storetest.Open(t, engine))
			for n := range 12 {
				w.user(fmt.Sprintf("p%02d", n), focalPoint("aland"))
			}
			w.asked("due").at("2024-03-20T08:00:00Z")
			other := &world{Tracker: tracker.New(w.store, tracker.Settings{Now: w.clock.now}), t: t, store: w.store, clock: w.clock}
			sent := make(chan string, 100)
			var both sync.WaitGroup
			for n, instance := range []*world{w, other} {
				both.Go(func() {
					if _, err := instance.QueueMails(instance.ctx()); err != nil {
						t.Error(err)
					}
					for {
						l, err := instance.TakeMail(instance.ctx(), fmt.Sprint("worker ", n))
						if err != nil || l == nil {
							if err != nil {
								t.Error(err)
							}
							return
						}
						if err := instance.StartMail(instance.ctx(), l, "x@y"); err != nil {
							t.Error(err)
							return
						}
						sent <- l.Username
						if err := instance.FinishMail(instance.ctx(), l, workplan.MailOutcome{State: workplan.MailSent}); err != nil {
							t.Error(err)
						}
					}
				})
			}
			both.Wait()
			close(sent)
			var got []string
			for name := range sent {
				got = append(got, name)
			}
			slices.Sort(got)
			if len(got) != 14 || len(slices.Compact(slices.Clone(got))) != 14 {
				t.Errorf("sent to %v", got)
			}
		})
	}
}

// TestAMailWhoseWorkerDies is sent by another where it was not begun, and never again where it was.
func TestAMailWhoseWorkerDies(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.asked("due").at("2024-03-20T08:00:00Z").queues()
		first, err := w.TakeMail(w.ctx(), "dies") // between taking and sending
		must(t, err)
		second, err := w.TakeMail(w.ctx(), "dies too") // while sending
		must(t, err)
		must(t, w.StartMail(w.ctx(), second, "id@test"))
		if l, err := w.TakeMail(w.ctx(), "lives"); l != nil || err != nil {
			t.Fatalf("a mail that another has: %v, %v", l, err)
		}
		w.clock.move(tracker.LeaseTime)
		again, err := w.TakeMail(w.ctx(), "lives")
		must(t, err)
		if again == nil || again.Username != first.Username {
			t.Fatalf("the mail that was not begun is not given to another: %+v", again)
		}
		if err := w.StartMail(w.ctx(), first, "late@test"); err != tracker.ErrMailTaken {
			t.Errorf("the first worker comes back: %v", err)
		}
		must(t, w.StartMail(w.ctx(), again, "id2@test"))
		must(t, w.FinishMail(w.ctx(), again, workplan.MailOutcome{State: workplan.MailSent}))
		w.clock.move(time.Hour)
		if l, err := w.TakeMail(w.ctx(), "lives"); l != nil || err != nil {
			t.Errorf("a mail whose sending was begun is sent again: %+v, %v", l, err)
		}
		want := fmt.Sprintf("%s 03-20 digest sent", again.Username)
		if got := w.mails(); !strings.Contains(got, want) || !strings.Contains(got, second.Username+" 03-20 digest uncertain") {
			t.Errorf("%s", got)
		}
		must(t, w.FinishMail(w.ctx(), second, workplan.MailOutcome{State: workplan.MailSent})) // it was only slow, and knows
		if got := w.mails(); strings.Contains(got, "uncertain") {
			t.Errorf("what the slow one knows: %s", got)
		}
		must(t, w.verified())
	})
}

func TestAMailIsWrittenForTheMomentAtWhichItIsSent(t *testing.T) {
	for name, c := range map[string]struct {
		meanwhile func(w *world)
		want      string
	}{
		"all was answered":     {func(w *world) { w.posts("ben", "p", "1.3", says("x")) }, "answered meanwhile"},
		"the role ended":       {func(w *world) { must(w.t, w.ends(w.as("root"), "ben", 1)) }, "the role for which it was meant has ended"},
		"digests were refused": {func(w *world) { w.wishes("ben", "", true) }, "the person wants no digests"},
		"the round was closed": {func(w *world) { w.endsRound("desk", 1, workplan.EndedEarly) }, "the round was ended meanwhile"},
		"the round is over": {func(w *world) {
			w.edits(1, func(r *workplan.RoundContent) { r.Closes, r.DateReason = "2024-03-20", "x" }).at("2024-03-21T00:00:00Z")
		}, "the round is over"},
		"its day passed": {func(w *world) { w.at("2024-03-23T08:00:01Z") }, "its day has long passed"},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(t *testing.T, w *world) {
				w.asked("due").at("2024-03-20T08:00:00Z").queues()
				c.meanwhile(w)
				for _, l := range w.sendsAll("one") {
					if l.Username == "ben" {
						t.Errorf("sent: %+v", l)
					}
				}
				mails, err := w.SendLog(w.ctx(), 1, workplan.MailFilter{Username: workplan.List{"ben"}}, 9)
				if must(t, err); len(mails) != 1 || mails[0].State != workplan.MailDropped || mails[0].Reason != c.want {
					t.Errorf("%+v", mails)
				}
			})
		})
	}
}

// TestOneBadAddressStopsNobodyElse and is tried again only where that may help.
func TestOneBadAddressStopsNobodyElse(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.asked("due").at("2024-03-20T08:00:00Z").queues()
		fail := func(who string, o workplan.MailOutcome) {
			l, err := w.TakeMail(w.ctx(), "one")
			must(t, err)
			if l == nil || l.Username != who {
				t.Fatalf("took %+v, want that of %s", l, who)
			}
			must(t, w.StartMail(w.ctx(), l, "x@y"))
			must(t, w.FinishMail(w.ctx(), l, o))
		}
		fail("ana", workplan.MailOutcome{State: workplan.MailFailed, Reason: "greylisted"})
		fail("ben", workplan.MailOutcome{State: workplan.MailGivenUp, Reason: "no such user"})
		if l, err := w.TakeMail(w.ctx(), "one"); l != nil || err != nil {
			t.Errorf("tried again at once: %+v, %v", l, err)
		}
		w.clock.move(time.Minute)
		if sent := w.sendsAll("one"); len(sent) != 1 || sent[0].Username != "ana" || sent[0].Attempts != 2 {
			t.Errorf("after a minute: %+v", sent)
		}
		if got := w.mails(); got != "ana 03-20 digest sent, ben 03-20 digest given_up" {
			t.Error(got)
		}
	})
}

func TestRemindingAndPreviewing(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.member("dland", "wg", workplan.MembershipMember).plan("p").item("p", "1.1").item("p", "1.2", ledBy("dland")).item("p", "1.3", forChairs, ledBy("bland")).endorsed("p", "2024-01").round("due")
		w.user("not", focalPoint("bland")).wishes("not", "", true)
		preview := func(as string, kind workplan.MailKind) (told []string) {
			list, err := w.PreviewDigests(w.ctx(), w.as(as), 1, kind, workplan.Page{})
			must(t, err)
			for _, d := range list.Rows {
				told = append(told, strings.TrimSpace(fmt.Sprintf("%s %d %s", d.Username, d.Owed(), d.HeldBack)))
			}
			return told
		}
		if got := preview("desk", workplan.MailDigest); !slices.Equal(got, []string{"ana 1", "ben 1", "not 1 the person wants no digests"}) {
			t.Errorf("preview: %v", got)
		}
		if got := preview("chair", workplan.MailEscalation); !slices.Equal(got, []string{"desk 3"}) {
			t.Errorf("preview of the escalation: %v", got)
		}
		_, err := w.PreviewDigests(w.ctx(), w.as("ana"), 1, workplan.MailDigest, workplan.Page{})
		refused(t, err, "forbidden")
		_, err = w.ListMails(w.ctx(), w.as("rita"), 1, workplan.MailFilter{}, workplan.Page{})
		refused(t, err, "forbidden")
		r, err := w.RemindLeads(w.ctx(), w.as("desk"), 1, workplan.ReminderContent{})
		w.tick(err)
		if fmt.Sprint(r.Queued, r.HeldBack, r.Unreached) != "[ana ben] [{not the person wants no digests}] [dland]" {
			t.Errorf("the first reminder: %v %v %v", r.Queued, r.HeldBack, r.Unreached)
		}
		if r, err = w.RemindLeads(w.ctx(), w.as("desk"), 1, workplan.ReminderContent{Members: workplan.List{"aland"}}); err != nil || len(r.Queued) > 0 || len(r.HeldBack) != 1 || r.Number != 2 {
			t.Errorf("a second on the same day: %+v, %v", r, err)
		}
		if sent := w.sendsAll("one"); len(sent) != 2 {
			t.Errorf("%d sent", len(sent))
		}
		for day, want := range map[workplan.Date]bool{"": true, w.Today(): true, w.Today().AddDays(-1): false} {
			if of, err := w.ListMails(w.ctx(), w.as("chair"), 1, workplan.MailFilter{WindowOn: day}, workplan.Page{}); err != nil || (len(of.Rows) > 0) != want {
				t.Errorf("of the window of %q: %d mails, %v", day, len(of.Rows), err)
			}
		}
		log, err := w.ListMails(w.ctx(), w.as("chair"), 1, workplan.MailFilter{State: []workplan.MailState{workplan.MailSent}}, workplan.Page{})
		if must(t, err); len(log.Rows) != 2 || log.Rows[0].Username != "ben" || log.Rows[0].MessageID != "ben@test" || log.Rows[0].Subject == "" {
			t.Errorf("the send log: %+v", log.Rows)
		}
		must(t, w.verified())
	})
}
