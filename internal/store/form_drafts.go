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

// OtherDrafts counts the drafts of a user at other places.
func (tx *Tx) OtherDrafts(username, place string) (int64, error) {
	var n int64
	err := tx.db.Model(&workplan.FormDraft{}).Where("username = ? AND place <> ?", username, place).Count(&n).Error
	return n, err
}

// DropDraft deletes a draft.
func (tx *Tx) DropDraft(username, place string) error {
	return tx.db.Where("username = ? AND place = ?", username, place).Delete(&workplan.FormDraft{}).Error
}

// ForgetDrafts deletes the drafts that were saved last before a moment.
func (tx *Tx) ForgetDrafts(before time.Time) error {
	return tx.db.Where("saved_at < ?", moment(before)).Delete(&workplan.FormDraft{}).Error
}
