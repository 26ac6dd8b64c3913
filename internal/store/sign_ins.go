package store

import (
	"time"

	"fwptracker/internal/workplan"
)

// AddSignIn stores a new sign-in under the next number of its user.
func (tx *Tx) AddSignIn(s *workplan.SignIn) error {
	var last int
	if err := scan(tx.db.Table("sign_ins").Select("COALESCE(MAX(number), 0)").Where("username = ?", s.Username), &last); err != nil {
		return err
	}
	s.Number = last + 1
	return tx.db.Create(s).Error
}

// SignInBySecret finds the sign-in of a secret, by its hash.
func (tx *Tx) SignInBySecret(hash string) (workplan.SignIn, error) {
	return one[workplan.SignIn](tx.db.Where("secret_hash = ?", hash))
}

// SignIns lists the sign-ins of a user, the newest first, those that have ended too.
func (tx *Tx) SignIns(username string) ([]workplan.SignIn, error) {
	return all[workplan.SignIn](tx.db.Where("username = ?", username).Order("number DESC"))
}

// TouchSignIn notes that a browser was seen.
func (tx *Tx) TouchSignIn(id int64, at time.Time) error {
	return tx.db.Table("sign_ins").Where("id = ?", id).UpdateColumns(map[string]any{"seen_at": moment(at)}).Error
}

// ConfirmSignIn notes that the person has proved again who they are.
func (tx *Tx) ConfirmSignIn(username string, number int, at time.Time) error {
	return tx.db.Table("sign_ins").Where("username = ? AND number = ?", username, number).UpdateColumns(map[string]any{"confirmed_at": moment(at)}).Error
}

// EndSignIn ends one sign-in of a user; one that has ended keeps its moment.
func (tx *Tx) EndSignIn(username string, number int, at time.Time) error {
	return tx.db.Table("sign_ins").Where("username = ? AND number = ? AND ended_at IS NULL", username, number).UpdateColumns(map[string]any{"ended_at": moment(at)}).Error
}

// EndSignIns ends all sign-ins of a user but one; 0 keeps none.
func (tx *Tx) EndSignIns(username string, but int, at time.Time) error {
	return tx.db.Table("sign_ins").Where("username = ? AND number <> ? AND ended_at IS NULL", username, but).UpdateColumns(map[string]any{"ended_at": moment(at)}).Error
}

// ForgetSignIns deletes the sign-ins that had to end before a moment. The last of each user stays, so that no number is given twice.
func (tx *Tx) ForgetSignIns(before time.Time) error {
	return tx.db.Where("ends_at < ? AND number < (SELECT MAX(l.number) FROM sign_ins l WHERE l.username = sign_ins.username)", moment(before)).Delete(&workplan.SignIn{}).Error
}
