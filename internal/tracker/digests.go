package tracker

import (
	"context"
	"slices"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// DigestPreview is a mail of a round as it would be sent now. HeldBack says why it would not be, "" where it would.
type DigestPreview struct {
	workplan.Recipient
	workplan.Digest
	HeldBack string
}

// PreviewDigests says what the mails of a round of one kind would be, were they sent now, and sends nothing. Who may: the secretariat and co-chairs of
// the body; the operator.
func (t *Tracker) PreviewDigests(ctx context.Context, actor workplan.Actor, number int, kind workplan.MailKind, page workplan.Page) (workplan.Listing[DigestPreview], error) {
	var list workplan.Listing[DigestPreview]
	err := t.readRound(ctx, actor, number, When{}, func(tx *store.Tx, s workplan.Sight, r RoundReading) error {
		if err := mayReadMails(actor, r.Body); err != nil {
			return err
		}
		mailing, err := t.mailing(tx, r.ReportingRound, kind)
		if err != nil {
			return err
		}
		var rows []DigestPreview
		for _, p := range mailing.people {
			if d := mailing.to(p); d.Owed() > 0 {
				rows = append(rows, DigestPreview{p, d, p.HeldBack(kind)})
			}
		}
		list, err = pageOf(rows, sorted(page, workplan.UserSorts), map[string]func(DigestPreview) string{
			"username": func(d DigestPreview) string { return d.Username },
		}, "username")
		return err
	})
	return badCursor(list, err)
}

func mayReadMails(actor workplan.Actor, body string) error {
	if actor.Operator {
		return nil
	}
	return actor.Must(workplan.ReadRoundMails, workplan.Object{Body: body})
}

// mailing is what the mails of a round of one kind rest on at one moment. All who speak for a lead of the round are among its people, whether they
// still owe something or not.
type mailing struct {
	base        workplan.Digest
	outstanding []workplan.Return
	people      []workplan.Recipient
	names       map[string]string
	focal       map[string][]string
}

// to is the mail to a person; it owes nothing where there is nothing to tell. A digest tells of the items of the person's own members, which these see
// whatever their audience; an escalation goes to those who see everything in the body.
func (m mailing) to(p workplan.Recipient) workplan.Digest {
	d := m.base
	d.To = p.Name
	focal := m.focal
	if d.Kind == workplan.MailDigest {
		focal = nil
	}
	return workplan.NewDigest(d, m.outstanding, p.Members, m.names, focal)
}

// mailing loads what the mails of a round rest on now. A round that takes no returns any more has no digests, and one that was ended no mails at all.
func (t *Tracker) mailing(tx *store.Tx, r workplan.ReportingRound, kind workplan.MailKind) (mailing, error) {
	today := t.Today()
	m := mailing{base: workplan.Digest{Kind: kind, Round: r, Today: today, Link: t.link}, names: map[string]string{}, focal: map[string][]string{}}
	state := r.State(today)
	if r.Ending != "" || kind == workplan.MailDigest && state == workplan.RoundClosed {
		return m, nil
	}
	all, err := everything(tx)
	if err != nil {
		return m, err
	}
	src, err := t.roundSource(tx, all, r, workplan.View{AsOf: today, Current: true})
	if err != nil {
		return m, err
	}
	returns := src.Returns()
	m.outstanding = workplan.Outstanding(returns)
	leads := leadsOf(returns)
	focal, err := tx.FocalPoints(r.Body, leads, today)
	if err != nil {
		return m, err
	}
	for _, p := range focal {
		for _, member := range p.Members {
			m.focal[member] = append(m.focal[member], p.Name)
		}
	}
	if m.people = focal; kind == workplan.MailEscalation {
		if m.people, err = tx.Secretariat(r.Body, today); err != nil {
			return m, err
		}
	}
	return m, m.name(tx, r, leads)
}

// name fills in what the mails call the body, the meeting and the members.
func (m *mailing) name(tx *store.Tx, r workplan.ReportingRound, leads []string) error {
	body, err := tx.Body(r.Body)
	if err != nil {
		return err
	}
	m.base.Body = body.Name
	if body.ShortName != "" {
		m.base.Body = body.ShortName
	}
	meetings, err := tx.MeetingsOf(r.Body)
	if n := slices.IndexFunc(meetings, func(of workplan.Meeting) bool { return of.Code == r.Meeting }); n >= 0 {
		m.base.Meeting = "the " + meetings[n].Name
	}
	if err != nil {
		return err
	}
	members, err := tx.Members(leads)
	for code, member := range members {
		m.names[code] = member.Label()
	}
	return err
}
