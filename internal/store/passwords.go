package store

import (
	"time"

	"gorm.io/gorm/clause"

	"fwptracker/internal/workplan"
)

// KeepPassword stores the hash of a user's password in place of the one before; "" takes the password off.
func (tx *Tx) KeepPassword(p workplan.Password) error {
	return tx.db.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "username"}}, DoUpdates: clause.AssignmentColumns([]string{"hash", "changed_at"})}).Create(&p).Error
}

// Password loads what is kept of a user's password; ErrNone where there is none, or it was taken off.
func (tx *Tx) Password(username string) (workplan.Password, error) {
	return one[workplan.Password](tx.db.Where("username = ? AND hash <> ''", username))
}

// UserByEmail finds a user by the address under which they sign in, which is kept in lower case.
func (tx *Tx) UserByEmail(email string) (workplan.User, error) {
	return one[workplan.User](tx.db.Where("email = ?", email))
}

// AnyUser says whether there is a user at all.
func (tx *Tx) AnyUser() (bool, error) {
	users, err := all[workplan.User](tx.db.Limit(1))
	return len(users) > 0, err
}

// CountFailures counts the failed attempts of a subject since a moment.
func (tx *Tx) CountFailures(subject string, since time.Time) (int, error) {
	var n int
	err := scan(tx.db.Table("sign_in_failures").Select("COUNT(*)").Where("subject = ? AND at > ?", subject, moment(since)), &n)
	return n, err
}

// AddFailure counts an attempt against a subject.
func (tx *Tx) AddFailure(f *workplan.SignInFailure) error { return tx.db.Create(f).Error }

// ForgiveFailure takes back one attempt.
func (tx *Tx) ForgiveFailure(id int64) error {
	return tx.db.Delete(&workplan.SignInFailure{}, id).Error
}

// ForgiveFailures takes back all attempts of a subject.
func (tx *Tx) ForgiveFailures(subject string) error {
	return tx.db.Where("subject = ?", subject).Delete(&workplan.SignInFailure{}).Error
}

// ForgetFailures deletes the attempts before a moment.
func (tx *Tx) ForgetFailures(before time.Time) error {
	return tx.db.Where("at < ?", moment(before)).Delete(&workplan.SignInFailure{}).Error
}

// LinkIdentity stores which user an identity at a provider is; the same identity twice is a duplicate.
func (tx *Tx) LinkIdentity(p *workplan.ProviderIdentity) error { return tx.db.Create(p).Error }

// ProviderIdentity finds whose an identity at a provider is.
func (tx *Tx) ProviderIdentity(issuer, subject string) (workplan.ProviderIdentity, error) {
	return one[workplan.ProviderIdentity](tx.db.Where("issuer = ? AND subject = ?", issuer, subject))
}

// IdentitiesOf lists the identities of a user at providers, by issuer.
func (tx *Tx) IdentitiesOf(username string) ([]workplan.ProviderIdentity, error) {
	return all[workplan.ProviderIdentity](tx.db.Where("username = ?", username).Order("issuer"))
}

// UnlinkIdentity takes an identity at a provider off its user; from then on it is nobody's.
func (tx *Tx) UnlinkIdentity(id int64) error {
	return tx.db.Delete(&workplan.ProviderIdentity{}, id).Error
}
