package store

import (
	"time"

	"fwptracker/internal/workplan"
)

// userRow is a user with the text in which it is searched.
type userRow struct {
	workplan.User
	SearchText string
}

// TableName is that of the noun.
func (userRow) TableName() string { return "users" }

func userText(u workplan.User) string { return Fold(u.Username, u.Name, u.Email) }

// AddUser stores a new user and gives it its id.
func (tx *Tx) AddUser(u *workplan.User) error {
	row := userRow{User: *u, SearchText: userText(*u)}
	err := tx.db.Create(&row).Error
	u.ID = row.ID
	return err
}

// User loads a user by its name.
func (tx *Tx) User(username string) (workplan.User, error) {
	return one[workplan.User](tx.db.Where("username = ?", username))
}

// ListUsers lists users; q finds names and addresses. Bodies, where not nil, keeps those who have, or had, a role in one of these.
func (tx *Tx) ListUsers(bodies []string, q string, page workplan.Page) (workplan.Listing[workplan.User], error) {
	db := tx.matching(tx.db.Table("users AS u").Select("u.*"), "u", "", q)
	if bodies != nil {
		db = db.Where("EXISTS (SELECT 1 FROM role_bindings b WHERE b.username = u.username AND b.body IN ?)", bodies)
	}
	return listing(db, page, map[string]sortKey[workplan.User]{
		"username": {"u.username", func(u workplan.User) any { return u.Username }},
	})
}

// ChangeUser stores the name, address and state of a user whose version is still u's.
func (tx *Tx) ChangeUser(u workplan.User, at time.Time) error {
	columns := map[string]any{"name": u.Name, "email": u.Email, "disabled_at": nil, "updated_at": moment(at), "search_text": userText(u)}
	if u.DisabledAt != nil {
		columns["disabled_at"] = moment(*u.DisabledAt)
	}
	return tx.change("users", u.ID, u.Version, columns)
}

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

// Admins lists the roles of admin that count on a day, of users who are not disabled.
func (tx *Tx) Admins(on workplan.Date) ([]workplan.RoleBinding, error) {
	return all[workplan.RoleBinding](tx.db.Table("role_bindings AS b").Select("b.*").Joins("JOIN users u ON u.username = b.username").
		Where("b.role = 'admin' AND b.ended_at IS NULL AND b.from_date <= ? AND (b.to_date = '' OR b.to_date >= ?) AND u.disabled_at IS NULL", on, on).
		Order("b.id"))
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

// EndBinding ends a role binding at a moment.
func (tx *Tx) EndBinding(username string, number int, at time.Time) error {
	res := tx.db.Table("role_bindings").Where("username = ? AND number = ?", username, number).UpdateColumns(map[string]any{"ended_at": moment(at)})
	if res.Error == nil && res.RowsAffected == 0 {
		return ErrNone
	}
	return res.Error
}
