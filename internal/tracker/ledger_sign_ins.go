package tracker

import (
	"strings"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// passwords holds the kept hashes of passwords against the audit: one that was put in another's place would let a stranger in.
func (l *ledger) passwords(tx *store.Tx) error {
	rows, err := store.Every[workplan.Password](tx)
	for _, p := range rows {
		name := passwordObject(p.Username)
		entries := l.take(name, workplan.SystemChain)
		if len(entries) == 0 {
			continue
		}
		last := entries[len(entries)-1]
		var told passwordTold
		tell(l, name, last, &told)
		l.fields(name, workplan.Diff(told, tellPassword(p)))
		l.differs(name, "changed_at", !p.ChangedAt.Equal(last.RecordedAt))
	}
	return err
}

// signIns holds the browsers that are, or were, signed in. When one was seen last, and confirmed, is not held.
func (l *ledger) signIns(tx *store.Tx) error {
	rows, err := store.Every[workplan.SignIn](tx)
	for _, s := range rows {
		name := signInObject(s)
		entries := l.take(name, workplan.SystemChain)
		if len(entries) == 0 {
			continue
		}
		var told signInTold
		tell(l, name, entries[0], &told)
		l.fields(name, workplan.Diff(told, tellSignIn(s)))
		l.differs(name, "created_at", !s.CreatedAt.Equal(entries[0].RecordedAt))
		l.differs(name, "ended_at", !sameMoment(s.EndedAt, second(entries)))
	}
	return err
}

// links holds the one-time links: one that was put in would let its maker become anyone.
func (l *ledger) links(tx *store.Tx) error {
	rows, err := store.Every[workplan.SignInLink](tx)
	for _, link := range rows {
		name := linkObject(link)
		entries := l.take(name, workplan.SystemChain)
		if len(entries) == 0 {
			continue
		}
		var told linkTold
		tell(l, name, entries[0], &told)
		l.fields(name, workplan.Diff(told, tellLink(link)))
		l.differs(name, "made_by", link.MadeBy != entries[0].Actor)
		l.differs(name, "created_at", !link.CreatedAt.Equal(entries[0].RecordedAt))
		l.differs(name, "used_at", !sameMoment(link.UsedAt, second(entries)))
	}
	return err
}

// identities holds whose the identities at providers of single sign-on are. One that was taken off is gone: its last entry says so.
func (l *ledger) identities(tx *store.Tx) error {
	rows, err := store.Every[workplan.ProviderIdentity](tx)
	for _, p := range rows {
		name := identityObject(p)
		entries := l.take(name, workplan.SystemChain)
		if len(entries) == 0 {
			continue
		}
		last := entries[len(entries)-1]
		var told identityTold
		tell(l, name, last, &told)
		l.fields(name, workplan.Diff(told, tellIdentity(p)))
		l.differs(name, "linked_at", !p.LinkedAt.Equal(last.RecordedAt))
	}
	for name, entries := range l.entries {
		var told identityTold
		if strings.HasPrefix(name, identityPrefix) {
			if tell(l, name, entries[len(entries)-1], &told); told.Subject == "" {
				l.take(name, workplan.SystemChain)
			}
		}
	}
	return err
}

// second is the moment of the entry that ended a thing; nil where it has not ended.
func second(entries []workplan.AuditEntry) *time.Time {
	if len(entries) < 2 {
		return nil
	}
	return &entries[1].RecordedAt
}
