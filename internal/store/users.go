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

// NamesOf are the names of the people behind user names, by user name.
func (tx *Tx) NamesOf(usernames []string) (map[string]string, error) {
	rows, err := inParts(usernames, func(part []string) ([]workplan.User, error) {
		return all[workplan.User](tx.db.Select("username, name").Where("username IN ?", part))
	})
	names := make(map[string]string, len(rows))
	for _, u := range rows {
		names[u.Username] = u.Name
	}
	return names, err
}

// ListUsers lists users; a query finds names and addresses. Bodies, where not nil, keeps those who have, or had, a role in one of these.
func (tx *Tx) ListUsers(bodies []string, f workplan.UserFilter, page workplan.Page) (workplan.Listing[workplan.User], error) {
	db := tx.matching(tx.db.Table("users AS u").Select("u.*"), "u", "", f.Query)
	if len(f.Role)+len(f.Body) > 0 {
		held := tx.db.Table("role_bindings AS h").Select("1").Where("h.username = u.username AND h.ended_at IS NULL AND (h.to_date = '' OR h.to_date >= ?)", f.On)
		if len(f.Role) > 0 {
			held = held.Where("h.role IN ?", f.Role)
		}
		if len(f.Body) > 0 {
			held = held.Where("h.body IN ?", []string(f.Body))
		}
		db = db.Where("EXISTS (?)", held)
	}
	if bodies != nil {
		db = db.Where("EXISTS (SELECT 1 FROM role_bindings b WHERE b.username = u.username AND b.body IN ?)", bodies)
	}
	return listing(db, page, map[string]sortKey[workplan.User]{
		"username": {"u.username", func(u workplan.User) any { return u.Username }},
	})
}

// ChangeUser stores the name, address, wishes and state of a user whose version is still u's.
func (tx *Tx) ChangeUser(u workplan.User, at time.Time) error {
	columns := map[string]any{"name": u.Name, "email": u.Email, "disabled_at": nil, "time_zone": u.TimeZone, "digest_off": u.DigestOff,
		"updated_at": moment(at), "search_text": userText(u)}
	if u.DisabledAt != nil {
		columns["disabled_at"] = moment(*u.DisabledAt)
	}
	return tx.change("users", u.ID, u.Version, columns)
}
