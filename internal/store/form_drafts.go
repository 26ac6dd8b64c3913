package store

import (
	"time"

	"gorm.io/gorm/clause"

	"fwptracker/internal/workplan"
)

// KeepDraft stores what a user has typed into a form, in place of what they had before.
func (tx *Tx) KeepDraft(d workplan.FormDraft) error {
	return tx.db.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "username"}, {Name: "place"}},
		DoUpdates: clause.AssignmentColumns([]string{"content", "saved_at"})}).Create(&d).Error
}

// Draft loads what a user has typed into a form.
func (tx *Tx) Draft(username, place string) (workplan.FormDraft, error) {
	return one[workplan.FormDraft](tx.db.Where("username = ? AND place = ?", username, place))
}

// Drafts lists the drafts of a user, the newest first, without their content.
func (tx *Tx) Drafts(username string) ([]workplan.FormDraft, error) {
	return all[workplan.FormDraft](tx.db.Select("username", "place", "saved_at").Where("username = ?", username).Order("saved_at DESC, place"))
}

// HoldDrafts holds the drafts of a user until the transaction ends: nobody else who holds them changes one meanwhile.
func (tx *Tx) HoldDrafts(username string) error {
	if tx.engine != Postgres { // where one writes at a time
		return nil
	}
	_, err := one[workplan.User](tx.db.Clauses(clause.Locking{Strength: "NO KEY UPDATE"}).Where("username = ?", username))
	return err
}

// DropDraft deletes a draft.
func (tx *Tx) DropDraft(username, place string) error {
	return tx.db.Where("username = ? AND place = ?", username, place).Delete(&workplan.FormDraft{}).Error
}

// ForgetDrafts deletes the drafts that were saved last before a moment.
func (tx *Tx) ForgetDrafts(before time.Time) error {
	return tx.db.Where("saved_at < ?", moment(before)).Delete(&workplan.FormDraft{}).Error
}
