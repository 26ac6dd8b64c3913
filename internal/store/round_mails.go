package store

import (
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"fwptracker/internal/workplan"
)

// AddMails stores mails that are to be sent, and says how many of them there were none of before: where there is one for the round, kind, day and
// person, it stays.
func (tx *Tx) AddMails(mails []workplan.RoundMail) (int, error) {
	if len(mails) == 0 {
		return 0, nil
	}
	res := tx.db.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "round"}, {Name: "kind"}, {Name: "window_on"}, {Name: "username"}}, DoNothing: true}).
		CreateInBatches(&mails, 200)
	return int(res.RowsAffected), res.Error
}

// MailsOf lists the mails of a round, the latest window first; of one window where a day is given.
func (tx *Tx) MailsOf(round int, on workplan.Date) ([]workplan.RoundMail, error) {
	db := tx.db.Where("round = ?", round).Order("window_on DESC, kind, username")
	if on != "" {
		db = db.Where("window_on = ?", on)
	}
	return all[workplan.RoundMail](db)
}

// LatestMails lists the mails of a round, of all rounds where its number is 0, the latest first.
func (tx *Tx) LatestMails(round int) ([]workplan.RoundMail, error) {
	db := tx.db.Order("created_at DESC, id DESC")
	if round > 0 {
		db = db.Where("round = ?", round)
	}
	return all[workplan.RoundMail](db)
}

// LeaseMail takes the next mail whose time has come and that nobody works on, and leases it to a worker until a moment; ErrNone where there is none.
// Others that look at the same time get another.
func (tx *Tx) LeaseMail(worker string, now, until time.Time) (workplan.RoundMail, error) {
	m, err := one[workplan.RoundMail](tx.unclaimed(tx.db.Where("state IN ('queued', 'failed') AND not_before <= ? AND (leased_until IS NULL OR leased_until <= ?)",
		moment(now), moment(now)).Order("not_before, id")))
	if err != nil {
		return m, err
	}
	until = moment(until)
	m.Leased, m.LeasedUntil = worker, &until
	return m, tx.db.Table("round_mails").Where("id = ?", m.ID).UpdateColumns(map[string]any{"leased": worker, "leased_until": until}).Error
}

// unclaimed passes over the rows that others are taking at this moment; SQLite's one writer needs no such thing.
func (tx *Tx) unclaimed(db *gorm.DB) *gorm.DB {
	if tx.engine == Postgres {
		return db.Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate, Options: clause.LockingOptionsSkipLocked})
	}
	return db
}

// ChangeMail stores what became of a mail that the worker still holds; ErrRaced where the lease has passed to another.
func (tx *Tx) ChangeMail(m workplan.RoundMail, worker string) error {
	columns := map[string]any{"state": m.State, "not_before": moment(m.NotBefore), "attempts": m.Attempts, "leased": m.Leased, "leased_until": nil,
		"message_id": m.MessageID, "subject": m.Subject, "reason": m.Reason, "updated_at": moment(m.UpdatedAt)}
	if m.LeasedUntil != nil {
		columns["leased_until"] = moment(*m.LeasedUntil)
	}
	res := tx.db.Table("round_mails").Where("id = ? AND leased = ?", m.ID, worker).UpdateColumns(columns)
	if res.Error == nil && res.RowsAffected == 0 {
		return ErrRaced
	}
	return res.Error
}

// AbandonedMails lists the mails that were being sent when their lease ran out: whoever sent them is gone, and nobody knows how far it came.
func (tx *Tx) AbandonedMails(now time.Time) ([]workplan.RoundMail, error) {
	return all[workplan.RoundMail](tx.db.Where("state = 'sending' AND leased_until <= ?", moment(now)).Order("id"))
}

// WaitingMails says whether any mail waits for its time or for its end.
func (tx *Tx) WaitingMails(now time.Time) (bool, error) {
	rows, err := all[workplan.RoundMail](tx.db.Where("state IN ('queued', 'failed', 'sending') AND not_before <= ?", moment(now)).Limit(1))
	return len(rows) > 0, err
}
