package store

import (
	"time"

	"fwptracker/internal/workplan"
)

// AddBody stores a new body and gives it its id.
func (tx *Tx) AddBody(b *workplan.Body) error { return tx.db.Create(b).Error }

// Body loads a body by its code.
func (tx *Tx) Body(code string) (workplan.Body, error) {
	return one[workplan.Body](tx.db.Where("code = ?", code))
}

// Bodies lists all bodies by code; there are few.
func (tx *Tx) Bodies() ([]workplan.Body, error) { return all[workplan.Body](tx.db.Order("code")) }

// ChangeBody stores the content of a body whose version is still b's.
func (tx *Tx) ChangeBody(b workplan.Body, at time.Time) error {
	columns := touched(b.Stamp, at, "")
	columns["name"], columns["short_name"] = b.Name, b.ShortName
	columns["description"], columns["protocol_order"], columns["source"] = b.Description, b.ProtocolOrder, b.Source
	return tx.change("bodies", b.ID, b.Version, columns)
}
