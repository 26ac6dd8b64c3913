package tracker

import (
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// verifyRegister holds what stands outside plans against the audit chains: bodies, members, memberships, meetings, reporting rounds
// with their reminders, proposals with their windows, users, their roles, tokens, and how they sign in.
func verifyRegister(tx *store.Tx) (*ledger, error) {
	entries, err := tx.EntriesOn("")
	if err != nil {
		return nil, err
	}
	l := newLedger(entries)
	for _, hold := range []func(*store.Tx) error{l.bodies, l.members, l.memberships, l.meetings, l.rounds, l.windows, l.proposals, l.users, l.bindings, l.tokens,
		l.passwords, l.signIns, l.links, l.identities} {
		if err := hold(tx); err != nil {
			return nil, err
		}
	}
	return l, nil
}

func (l *ledger) bodies(tx *store.Tx) error {
	rows, err := tx.Bodies()
	if err != nil {
		return err
	}
	return holdAll(tx, l, bodyLog, rows, func(b workplan.Body) held[workplan.BodyContent] {
		return held[workplan.BodyContent]{name: bodySubject(b.Code, "").String(), chains: []string{workplan.SystemChain, b.Code}, state: b.BodyContent}
	})
}

func (l *ledger) members(tx *store.Tx) error {
	rows, err := store.Every[workplan.Member](tx)
	if err != nil {
		return err
	}
	return holdAll(tx, l, memberLog, rows, func(m workplan.Member) held[workplan.MemberContent] {
		return held[workplan.MemberContent]{name: memberSubject(m.Code).String(), chains: []string{workplan.SystemChain}, state: m.MemberContent}
	})
}

func (l *ledger) memberships(tx *store.Tx) error {
	rows, err := store.Every[workplan.Membership](tx)
	if err != nil {
		return err
	}
	for _, m := range rows {
		name := membershipSubject(m).String()
		l.differs(name, "first_day", m.FirstDay != m.FromDate.First())
		l.differs(name, "last_day", m.LastDay != m.ToDate.Last())
	}
	return holdAll(tx, l, membershipLog, rows, func(m workplan.Membership) held[workplan.MembershipContent] {
		return held[workplan.MembershipContent]{name: membershipSubject(m).String(), chains: []string{m.Body}, state: m.MembershipContent}
	})
}

func (l *ledger) meetings(tx *store.Tx) error {
	rows, err := store.Every[workplan.Meeting](tx)
	if err != nil {
		return err
	}
	if err := holdAll(tx, l, meetingLog, rows, func(m workplan.Meeting) held[workplan.MeetingState] {
		return held[workplan.MeetingState]{name: meetingSubject(m, "").String(), chains: []string{m.Body}, state: m.State()}
	}); err != nil {
		return err
	}
	issued, err := tx.EveryCorrigendum()
	for _, k := range issued {
		var body string
		for _, m := range rows {
			if m.Code == k.Meeting {
				body = m.Body
			}
		}
		recorded(l, body, k.Object(), k.CorrigendumContent, k.IssuedBy, k.RecordedAt)
	}
	return err
}

// rounds holds the reporting rounds and the reminders of them. Their mails are a log of sending and not held: see [workplan.RoundMail].
func (l *ledger) rounds(tx *store.Tx) error {
	rows, err := store.Every[workplan.ReportingRound](tx)
	if err != nil {
		return err
	}
	bodies := map[int]string{}
	for _, r := range rows {
		bodies[r.Number] = r.Body
	}
	if err := holdAll(tx, l, roundLog, rows, func(r workplan.ReportingRound) held[workplan.RoundInFull] {
		return held[workplan.RoundInFull]{name: roundSubject(r).String(), chains: []string{r.Body}, state: r.InFull()}
	}); err != nil {
		return err
	}
	reminders, err := store.Every[workplan.RoundReminder](tx)
	for _, r := range reminders {
		recorded(l, bodies[r.Round], reminderObject(r), r.ReminderContent, r.RemindedBy, r.RecordedAt)
	}
	return err
}

func (l *ledger) users(tx *store.Tx) error {
	rows, err := store.Every[workplan.User](tx)
	for _, u := range rows {
		name := userObject(u.Username)
		entries := l.take(name, workplan.SystemChain)
		if len(entries) == 0 {
			continue
		}
		var told person
		var disabledAt *time.Time
		for _, e := range entries {
			was := told.Disabled
			tell(l, name, e, &told)
			if told.Disabled != was {
				disabledAt = nil
				if told.Disabled {
					disabledAt = &e.RecordedAt
				}
			}
		}
		l.fields(name, workplan.Diff(told, personOf(u)))
		l.differs(name, "disabled_at", !sameMoment(u.DisabledAt, disabledAt))
		l.differs(name, "created_at", !u.CreatedAt.Equal(entries[0].RecordedAt))
		l.differs(name, "updated_at", !u.UpdatedAt.Equal(entries[len(entries)-1].RecordedAt))
		l.differs(name, "version", u.Version != int64(len(entries)))
	}
	return err
}

func (l *ledger) bindings(tx *store.Tx) error {
	rows, err := store.Every[workplan.RoleBinding](tx)
	for _, b := range rows {
		name := bindingObject(b)
		told := struct {
			workplan.NewBinding
			ending
		}{}
		entries := l.take(name, workplan.SystemChain)
		for _, e := range entries {
			tell(l, name, e, &told)
		}
		if len(entries) > 0 {
			l.fields(name, workplan.Diff(told.NewBinding, b.NewBinding))
			l.differs(name, "ended_at", !sameMoment(told.EndedAt, b.EndedAt))
			l.differs(name, "created_at", !b.CreatedAt.Equal(entries[0].RecordedAt))
		}
	}
	return err
}

func (l *ledger) tokens(tx *store.Tx) error {
	rows, err := store.Every[workplan.APIToken](tx)
	for _, token := range rows {
		name := tokenObject(token)
		entries := l.take(name, workplan.SystemChain)
		if len(entries) == 0 {
			continue
		}
		var told tokenTold
		tell(l, name, entries[0], &told)
		l.fields(name, workplan.Diff(told, tellToken(token)))
		var revokedAt *time.Time
		if len(entries) > 1 {
			revokedAt = &entries[1].RecordedAt
		}
		l.differs(name, "revoked_at", !sameMoment(token.RevokedAt, revokedAt))
		l.differs(name, "created_at", !token.CreatedAt.Equal(entries[0].RecordedAt))
	}
	return err
}

// tell adds what an entry tells to what was told before.
func tell[T any](l *ledger, name string, e workplan.AuditEntry, told *T) {
	fields, err := workplan.ReadChanges(e.AfterText)
	if err == nil {
		err = workplan.Apply(told, fields)
	}
	if err != nil {
		l.wrong(name, "its audit entry cannot be read")
	}
}

// sameMoment compares moments that may be missing.
func sameMoment(a, b *time.Time) bool {
	return a == nil && b == nil || a != nil && b != nil && a.Equal(*b)
}
