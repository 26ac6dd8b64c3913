package store

import (
	"time"

	"fwptracker/internal/workplan"
)

// AddToken stores a new token.
func (tx *Tx) AddToken(t *workplan.APIToken) error { return tx.db.Create(t).Error }

// Tokens lists the tokens of a user, oldest first, ended ones too.
func (tx *Tx) Tokens(username string) ([]workplan.APIToken, error) {
	return all[workplan.APIToken](tx.db.Where("username = ?", username).Order("id"))
}

// Token loads a token by its public id.
func (tx *Tx) Token(tokenID string) (workplan.APIToken, error) {
	return one[workplan.APIToken](tx.db.Where("token_id = ?", tokenID))
}

// RevokeToken ends a token; one that has ended already keeps its moment.
func (tx *Tx) RevokeToken(tokenID string, at time.Time) error {
	return tx.db.Table("api_tokens").Where("token_id = ? AND revoked_at IS NULL", tokenID).UpdateColumns(map[string]any{"revoked_at": moment(at)}).Error
}

// TouchToken notes that a token was used, to the hour.
func (tx *Tx) TouchToken(tokenID string, hour time.Time) error {
	return tx.db.Table("api_tokens").Where("token_id = ?", tokenID).UpdateColumns(map[string]any{"last_used_at": moment(hour)}).Error
}
