package tracker

import (
	"context"
	"errors"
	"slices"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// ListMails lists the mails of a round, the latest window first: to whom, when, and what became of each. Who may: as for [Tracker.PreviewDigests].
func (t *Tracker) ListMails(ctx context.Context, actor workplan.Actor, number int, f workplan.MailFilter, page workplan.Page) (workplan.Listing[workplan.RoundMail], error) {
	var list workplan.Listing[workplan.RoundMail]
	err := t.readRound(ctx, actor, number, When{}, func(tx *store.Tx, _ workplan.Sight, r RoundReading) error {
		if err := mayReadMails(actor, r.Body); err != nil {
			return err
		}
		rows, err := tx.MailsOf(number, f.WindowOn)
		if err != nil {
			return err
		}
		rows = slices.DeleteFunc(rows, func(m workplan.RoundMail) bool { return !f.Keeps(m) })
		if len(page.Sort) == 0 {
			page.Sort = []workplan.Sort{{Word: workplan.MailSorts[0], Desc: true}}
		}
		list, err = pageOf(rows, sorted(page, workplan.MailSorts), map[string]func(workplan.RoundMail) string{
			"window":   func(m workplan.RoundMail) string { return string(m.WindowOn) },
			"kind":     func(m workplan.RoundMail) string { return string(m.Kind) },
			"username": func(m workplan.RoundMail) string { return m.Username },
		}, "kind", "username")
		return err
	})
	return badCursor(list, err)
}

// SendLog lists the latest mails that pass a filter, the latest first: of one round, of all where its number is 0. Who may: the operator.
func (t *Tracker) SendLog(ctx context.Context, number int, f workplan.MailFilter, limit int) ([]workplan.RoundMail, error) {
	var mails []workplan.RoundMail
	err := t.store.Snapshot(ctx, func(tx *store.Tx) error {
		if number > 0 {
			r, err := tx.Round(number)
			if _, err = found(r, err, "reporting round %d", number); err != nil {
				return err
			}
		}
		rows, err := tx.LatestMails(number)
		mails = slices.DeleteFunc(rows, func(m workplan.RoundMail) bool { return !f.Keeps(m) })
		mails = mails[:min(limit, len(mails))]
		return err
	})
	return mails, err
}

// escalationLasts is for how many days after its last day a round may still have an escalation to send.
const escalationLasts = workplan.LongestEscalation + 7

// QueueMails queues the mails whose windows have opened, and says how many; of those that another instance queues at the same time there is one
// still. For the service itself, every minute.
func (t *Tracker) QueueMails(ctx context.Context) (queued int, err error) {
	var due []workplan.RoundMail
	find := func(tx *store.Tx) (err error) {
		due, err = t.dueMails(tx)
		return err
	}
	if err := t.store.Snapshot(ctx, find); err != nil || len(due) == 0 {
		return 0, err
	}
	err = t.store.InTx(ctx, func(tx *store.Tx) (err error) {
		if err = find(tx); err == nil {
			queued, err = tx.AddMails(due)
		}
		return err
	})
	return queued, err
}

// dueMails lists the mails whose windows have opened for their readers and that are not queued yet.
func (t *Tracker) dueMails(tx *store.Tx) ([]workplan.RoundMail, error) {
	rounds, err := tx.RoundsClosingFrom(t.Today().AddDays(-escalationLasts))
	if err != nil {
		return nil, err
	}
	var due []workplan.RoundMail
	for _, r := range rounds {
		for _, kind := range workplan.MailKinds {
			if !r.MayMail(kind, t.now()) || r.State(t.Today()) == workplan.RoundPlanned {
				continue
			}
			there, err := tx.MailsOf(r.Number, "")
			if err != nil {
				return nil, err
			}
			m, err := t.mailing(tx, r, kind)
			if err != nil {
				return nil, err
			}
			owing := slices.DeleteFunc(slices.Clone(m.people), func(p workplan.Recipient) bool { return m.to(p).Owed() == 0 })
			due = append(due, workplan.DueMails(r, owing, kind, there, t.now(), t.zone)...)
		}
	}
	return due, nil
}

// Letter is a mail that a worker has taken to send, as it is to be sent now.
type Letter struct {
	workplan.RoundMail
	Name   string
	Email  string
	Digest workplan.Digest
	worker string
}

// LeaseTime is for how long a worker has a mail to itself. Sending one takes far less.
const LeaseTime = 5 * time.Minute

// TakeMail gives a worker the next mail that is to be sent; nil where there is none now. It is written as its reader's roles, and what is still owed,
// are at this moment; where nothing is to be sent any more the mail is dropped, and the next one given. For the service itself.
func (t *Tracker) TakeMail(ctx context.Context, worker string) (*Letter, error) {
	now := t.now()
	if waiting, err := t.store.Read(ctx).WaitingMails(now); err != nil || !waiting {
		return nil, err
	}
	for {
		letter, err := t.lease(ctx, worker, now)
		if err != nil || letter == nil {
			return nil, err
		}
		var why string
		if err := t.store.Snapshot(ctx, func(tx *store.Tx) (err error) {
			why, err = t.compose(tx, letter)
			return err
		}); err != nil {
			return nil, err // the lease runs out, and the mail is taken again
		}
		if why == "" {
			return letter, nil
		}
		if err := t.FinishMail(ctx, letter, workplan.MailOutcome{State: workplan.MailDropped, Reason: why}); err != nil && !errors.Is(err, ErrMailTaken) {
			return nil, err
		}
	}
}

// lease takes the next mail for a worker; nil where there is none.
func (t *Tracker) lease(ctx context.Context, worker string, now time.Time) (*Letter, error) {
	var letter *Letter
	err := t.store.InTx(ctx, func(tx *store.Tx) error {
		letter = nil
		if err := abandon(tx, now); err != nil {
			return err
		}
		m, err := tx.LeaseMail(worker, now, now.Add(LeaseTime))
		if errors.Is(err, store.ErrNone) {
			return nil
		}
		letter = &Letter{RoundMail: m, worker: worker}
		return err
	})
	return letter, err
}

// abandon marks the mails that were being sent by workers that are gone. Whether they were taken nobody knows, so they are not sent again.
func abandon(tx *store.Tx, now time.Time) error {
	mails, err := tx.AbandonedMails(now)
	for _, m := range mails {
		m.State, m.Reason, m.UpdatedAt = workplan.MailUncertain, "the program ended while it was sending; nobody knows whether the mail arrived", now
		if err := tx.ChangeMail(m, m.Leased); err != nil && !errors.Is(err, store.ErrRaced) {
			return err
		}
	}
	return err
}

// compose writes the mail as it is to be sent now, or says why it is not.
func (t *Tracker) compose(tx *store.Tx, l *Letter) (why string, err error) {
	r, err := tx.Round(l.Round)
	if err != nil {
		return "", err
	}
	m, err := t.mailing(tx, r, l.Kind)
	if err != nil {
		return "", err
	}
	n := slices.IndexFunc(m.people, func(p workplan.Recipient) bool { return p.Username == l.Username })
	switch {
	case r.Ending != "":
		return "the round was ended meanwhile", nil
	case l.Kind == workplan.MailDigest && r.State(t.Today()) == workplan.RoundClosed:
		return "the round is over", nil
	case t.now().Sub(l.CreatedAt) > workplan.MailLife:
		return "its day has long passed", nil
	case n < 0:
		return "the role for which it was meant has ended", nil
	case m.people[n].HeldBack(l.Kind) != "":
		return m.people[n].HeldBack(l.Kind), nil
	}
	if l.Digest = m.to(m.people[n]); l.Digest.Owed() == 0 {
		return "answered meanwhile", nil
	}
	l.Name, l.Email, l.Subject = m.people[n].Name, m.people[n].Email, l.Digest.Subject()
	return "", nil
}

// ErrMailTaken: the mail is no longer the worker's; it took too long, and another has it.
var ErrMailTaken = errors.New("another worker has taken the mail")

// StartMail writes down that a mail is now being sent under a Message-ID, before any server hears of it. For the service itself.
func (t *Tracker) StartMail(ctx context.Context, l *Letter, messageID string) error {
	now := t.now()
	until := now.Add(LeaseTime)
	next := l.RoundMail
	next.State, next.MessageID, next.UpdatedAt, next.LeasedUntil, next.Reason = workplan.MailSending, messageID, now, &until, ""
	next.Attempts++
	return t.changeMail(ctx, l, next)
}

// FinishMail writes down what came of it. For the service itself.
func (t *Tracker) FinishMail(ctx context.Context, l *Letter, o workplan.MailOutcome) error {
	return t.changeMail(ctx, l, l.After(o, t.now()))
}

func (t *Tracker) changeMail(ctx context.Context, l *Letter, next workplan.RoundMail) error {
	err := t.store.InTx(ctx, func(tx *store.Tx) error { return tx.ChangeMail(next, l.worker) })
	if errors.Is(err, store.ErrRaced) {
		return ErrMailTaken
	}
	if err == nil {
		l.RoundMail = next
	}
	return err
}
