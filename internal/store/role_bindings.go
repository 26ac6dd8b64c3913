package store

import (
	"time"

	"fwptracker/internal/workplan"
)

// Bindings lists all role bindings of a user, past ones too.
func (tx *Tx) Bindings(username string) ([]workplan.RoleBinding, error) {
	return all[workplan.RoleBinding](tx.db.Where("username = ?", username).Order("number"))
}

// BindingsOf lists all role bindings of several users, by user.
func (tx *Tx) BindingsOf(usernames []string) (map[string][]workplan.RoleBinding, error) {
	byUser := map[string][]workplan.RoleBinding{}
	rows, err := inParts(usernames, func(part []string) ([]workplan.RoleBinding, error) {
		return all[workplan.RoleBinding](tx.db.Where("username IN ?", part).Order("username, number"))
	})
	for _, b := range rows {
		byUser[b.Username] = append(byUser[b.Username], b)
	}
	return byUser, err
}

// AddBinding stores a role binding under the next number of its user.
func (tx *Tx) AddBinding(b *workplan.RoleBinding) error {
	var top int
	if err := scan(tx.db.Table("role_bindings").Where("username = ?", b.Username).Select("COALESCE(MAX(number), 0)"), &top); err != nil {
		return err
	}
	b.Number = top + 1
	return tx.db.Create(b).Error
}

// Admins lists the roles of admin that count on a day, of users who are not disabled.
func (tx *Tx) Admins(on workplan.Date) ([]workplan.RoleBinding, error) {
	return all[workplan.RoleBinding](tx.db.Table("role_bindings AS b").Select("b.*").Joins("JOIN users u ON u.username = b.username").
		Where("b.role = 'admin' AND b.ended_at IS NULL AND b.from_date <= ? AND (b.to_date = '' OR b.to_date >= ?) AND u.disabled_at IS NULL", on, on).
		Order("b.id"))
}

// EndBinding ends a role binding at a moment.
func (tx *Tx) EndBinding(username string, number int, at time.Time) error {
	res := tx.db.Table("role_bindings").Where("username = ? AND number = ?", username, number).UpdateColumns(map[string]any{"ended_at": moment(at)})
	if res.Error == nil && res.RowsAffected == 0 {
		return ErrNone
	}
	return res.Error
}
