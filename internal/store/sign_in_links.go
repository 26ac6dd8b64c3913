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

// EndLinks marks the unused links of a user as used; those of nobody are set-up links.
func (tx *Tx) EndLinks(username string, at time.Time) error {
	return tx.db.Table("sign_in_links").Where("username = ? AND used_at IS NULL", username).UpdateColumns(map[string]any{"used_at": moment(at)}).Error
}

// ForgetLinks deletes the links that ended before a moment.
func (tx *Tx) ForgetLinks(before time.Time) error {
	return tx.db.Where("expires_at < ?", moment(before)).Delete(&workplan.SignInLink{}).Error
}
