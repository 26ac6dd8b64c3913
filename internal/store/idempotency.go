package store

import (
	"time"

	"gorm.io/gorm/clause"
)

// IdempotencyKey is a stored answer to a request that its sender may repeat. Request is a digest of method, path and
// body, Rights of what the sender was allowed then.
type IdempotencyKey struct {
	ID        int64
	Username  string
	Key       string
	Request   string
	Rights    string
	Status    int
	Location  string
	Etag      string
	Answer    string
	CreatedAt time.Time
}

// ForgetKey deletes the answer stored under a key.
func (tx *Tx) ForgetKey(username, key string) error {
	return tx.db.Where("username = ? AND key = ?", username, key).Delete(&IdempotencyKey{}).Error
}

// AddKey stores an answer under its key.
func (tx *Tx) AddKey(k IdempotencyKey) error { return tx.db.Create(&k).Error }

// ForgetKeys deletes the answers stored before a moment.
func (tx *Tx) ForgetKeys(before time.Time) error {
	return tx.db.Where("created_at < ?", moment(before)).Delete(&IdempotencyKey{}).Error
}

// forUpdateOf locks the rows of one table of a join.
func forUpdateOf(alias string) clause.Locking {
	return clause.Locking{Strength: clause.LockingStrengthUpdate, Table: clause.Table{Name: alias}}
}
