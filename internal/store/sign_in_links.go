package store

import (
	"time"

	"fwptracker/internal/workplan"
)

// AddLink stores a new one-time link.
func (tx *Tx) AddLink(l *workplan.SignInLink) error { return tx.db.Create(l).Error }

// LinkBySecret finds the link of a secret, by its hash.
func (tx *Tx) LinkBySecret(hash string) (workplan.SignInLink, error) {
	return one[workplan.SignInLink](tx.db.Where("secret_hash = ?", hash))
}

// UseLink marks a link as used; ErrRaced where it was before.
func (tx *Tx) UseLink(id int64, at time.Time) error {
	res := tx.db.Table("sign_in_links").Where("id = ? AND used_at IS NULL", id).UpdateColumns(map[string]any{"used_at": moment(at)})
	if res.Error == nil && res.RowsAffected == 0 {
		return ErrRaced
	}
	return res.Error
}

// UnusedLinks lists the links of a user that nobody has used, expired ones too; those of nobody are set-up links.
func (tx *Tx) UnusedLinks(username string) ([]workplan.SignInLink, error) {
	return all[workplan.SignInLink](tx.db.Where("username = ? AND used_at IS NULL", username).Order("id"))
}
