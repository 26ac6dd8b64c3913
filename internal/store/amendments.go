package store

import (
	"gorm.io/gorm"

	"fwptracker/internal/workplan"
)

// AddAmendment appends an amendment with its changes, under the next number of its plan, and gives them their ids.
func (tx *Tx) AddAmendment(a *workplan.AmendmentReading) error {
	var top int
	if err := scan(tx.db.Table("amendments").Where("plan = ?", a.Plan).Select("COALESCE(MAX(number), 0)"), &top); err != nil {
		return err
	}
	a.Number = top + 1
	if err := tx.db.Create(&a.Amendment).Error; err != nil {
		return err
	}
	for n := range a.Changes {
		a.Changes[n].Plan, a.Changes[n].Number, a.Changes[n].Place = a.Plan, a.Number, n+1
	}
	return tx.db.CreateInBatches(&a.Changes, 200).Error
}

// amendments is the query of the amendments of a plan of which the sight reaches a change, over amendments a, changes c, plan p and item i.
func (tx *Tx) amendments(s workplan.Sight, plan string) *gorm.DB {
	c := seesAmendmentChange(s)
	return tx.db.Table("amendment_changes AS c").Joins("JOIN amendments a ON a.plan = c.plan AND a.number = c.number").Joins("JOIN work_plans p ON p.code = c.plan").
		Joins("LEFT JOIN action_items i ON i.plan = c.plan AND i.ref = c.ref").Where("c.plan = ?", plan).Where(c.sql, c.args...)
}

// AmendmentsOf lists the amendments of a plan by number, each with the changes that the sight reaches; one of which it reaches none is left out.
func (tx *Tx) AmendmentsOf(s workplan.Sight, plan string) ([]workplan.AmendmentReading, error) {
	heads, err := all[workplan.Amendment](tx.db.Where("plan = ?", plan).Order("number"))
	if err != nil || len(heads) == 0 {
		return nil, err
	}
	changes, err := all[workplan.AmendmentChange](tx.amendments(s, plan).Select(columnsOf[workplan.AmendmentChange]("c")).Order("c.number, c.place"))
	return changed(heads, changes), err
}

// changed gives each amendment its changes; those without any are left out.
func changed(heads []workplan.Amendment, changes []workplan.AmendmentChange) []workplan.AmendmentReading {
	of := map[int][]workplan.AmendmentChange{}
	for _, c := range changes {
		of[c.Number] = append(of[c.Number], c)
	}
	var list []workplan.AmendmentReading
	for _, a := range heads {
		if len(of[a.Number]) > 0 {
			list = append(list, workplan.AmendmentReading{Amendment: a, Changes: of[a.Number]})
		}
	}
	return list
}
