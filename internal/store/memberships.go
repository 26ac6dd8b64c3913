package store

import (
	"time"

	"fwptracker/internal/workplan"
)

// AddMembership stores a new membership under the next number of its body and gives it its id.
func (tx *Tx) AddMembership(m *workplan.Membership) error {
	var top int
	if err := scan(tx.db.Table("memberships").Where("body = ?", m.Body).Select("COALESCE(MAX(number), 0)"), &top); err != nil {
		return err
	}
	m.Number = top + 1
	m.FirstDay, m.LastDay = m.FromDate.First(), m.ToDate.Last()
	return tx.db.Create(m).Error
}

// Membership loads a membership by its number within a body.
func (tx *Tx) Membership(body string, number int) (workplan.Membership, error) {
	return one[workplan.Membership](tx.db.Where("body = ? AND number = ?", body, number))
}

// ListMemberships lists the memberships of a body by number, past ones too; on, where given, keeps those in force that day.
func (tx *Tx) ListMemberships(body string, on workplan.Date, page workplan.Page) (workplan.Listing[workplan.Membership], error) {
	db := tx.db.Table("memberships").Where("body = ?", body)
	if on != "" {
		db = db.Where("first_day <= ? AND (last_day = '' OR last_day >= ?)", on, on)
	}
	return listing(db, page, map[string]sortKey[workplan.Membership]{
		"number": {"number", func(m workplan.Membership) any { return int64(m.Number) }},
	})
}

// ChangeMembership stores the content of a membership whose version is still m's.
func (tx *Tx) ChangeMembership(m workplan.Membership, at time.Time) error {
	columns := touched(m.Stamp, at, "")
	columns["role"], columns["from_date"], columns["to_date"] = m.Role, m.FromDate, m.ToDate
	columns["first_day"], columns["last_day"] = m.FromDate.First(), m.ToDate.Last()
	columns["note"], columns["source"] = m.Note, m.Source
	return tx.change("memberships", m.ID, m.Version, columns)
}

// MembershipsHeldBy lists all memberships of a member in all bodies, past ones too, in no order.
func (tx *Tx) MembershipsHeldBy(member string) ([]workplan.Membership, error) {
	return all[workplan.Membership](tx.db.Where("member = ?", member))
}

// MembershipsOf lists all memberships of a body, past ones too, by number.
func (tx *Tx) MembershipsOf(body string) ([]workplan.Membership, error) {
	return all[workplan.Membership](tx.db.Where("body = ?", body).Order("number"))
}
