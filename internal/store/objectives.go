package store

import (
	"time"

	"fwptracker/internal/workplan"
)

// AddObjective stores a new objective and gives it its id.
func (tx *Tx) AddObjective(o *workplan.Objective) error { return tx.db.Create(o).Error }

// Objectives lists the objectives of a plan by number, removed ones too.
func (tx *Tx) Objectives(plan string) ([]workplan.Objective, error) {
	return all[workplan.Objective](tx.db.Where("plan = ?", plan).Order("number"))
}

// ObjectivesOfAll lists the objectives of plans by number, without those that were removed.
func (tx *Tx) ObjectivesOfAll(plans []string) ([]workplan.Objective, error) {
	return all[workplan.Objective](tx.db.Where("plan IN ? AND NOT removed", plans).Order("plan, number"))
}

// Objective loads an objective of a plan by its number, removed or not.
func (tx *Tx) Objective(plan string, number int) (workplan.Objective, error) {
	return one[workplan.Objective](tx.db.Where("plan = ? AND number = ?", plan, number))
}

// ChangeObjective stores the content of an objective whose version is still o's.
func (tx *Tx) ChangeObjective(o workplan.Objective, at time.Time, effective workplan.Date) error {
	columns := touched(o.Stamp, at, effective)
	columns["title"], columns["description"], columns["predecessor"] = o.Title, o.Description, o.Predecessor
	columns["source"], columns["removed"] = o.Source, o.Removed
	return tx.change("objectives", o.ID, o.Version, columns)
}
