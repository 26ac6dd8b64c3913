package store

import "fwptracker/internal/workplan"

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

// EndBinding sets the last day of a role binding.
func (tx *Tx) EndBinding(username string, number int, last workplan.Date) error {
	res := tx.db.Table("role_bindings").Where("username = ? AND number = ?", username, number).UpdateColumns(map[string]any{"to_date": last})
	if res.Error == nil && res.RowsAffected == 0 {
		return ErrNone
	}
	return res.Error
}
