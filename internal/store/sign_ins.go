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

// LiveSignIns lists the sign-ins of a user that have not been ended and need not have by a moment, the newest first.
func (tx *Tx) LiveSignIns(username string, at time.Time) ([]workplan.SignIn, error) {
	return all[workplan.SignIn](tx.db.Where("username = ? AND ended_at IS NULL AND ends_at > ?", username, moment(at)).Order("number DESC"))
}

// TouchSignIn notes that a browser was seen.
func (tx *Tx) TouchSignIn(id int64, at time.Time) error {
	return tx.db.Table("sign_ins").Where("id = ?", id).UpdateColumns(map[string]any{"seen_at": moment(at)}).Error
}

// ConfirmSignIn notes that the person has proved again who they are.
func (tx *Tx) ConfirmSignIn(username string, number int, at time.Time) error {
	return tx.db.Table("sign_ins").Where("username = ? AND number = ?", username, number).UpdateColumns(map[string]any{"confirmed_at": moment(at)}).Error
}

// EndSignIn notes when a sign-in was ended; whoever holds its secret is refused from then on.
func (tx *Tx) EndSignIn(id int64, at time.Time) error {
	return tx.db.Table("sign_ins").Where("id = ?", id).UpdateColumns(map[string]any{"ended_at": moment(at)}).Error
}

// LatestSignIns loads, of each of some users, the sign-in whose browser was seen last.
func (tx *Tx) LatestSignIns(usernames []string) ([]workplan.SignIn, error) {
	return inParts(usernames, func(part []string) ([]workplan.SignIn, error) {
		return all[workplan.SignIn](tx.db.Table("users AS u").Select("s.*").Joins(`JOIN sign_ins s ON s.username = u.username AND s.number =
			(SELECT n.number FROM sign_ins n WHERE n.username = u.username ORDER BY n.seen_at DESC, n.number DESC LIMIT 1)`).Where("u.username IN ?", part))
	})
}

// LatestSignInBy is when a user last signed in by one of the ways there are; zero for never.
func (tx *Tx) LatestSignInBy(username string, way workplan.SignInWay) (time.Time, error) {
	found, err := all[workplan.SignIn](tx.db.Where("username = ? AND way = ?", username, way).Order("number DESC").Limit(1))
	if len(found) == 0 {
		return time.Time{}, err
	}
	return found[0].CreatedAt, err
}
