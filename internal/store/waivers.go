package store

import (
	"gorm.io/gorm"

	"fwptracker/internal/workplan"
)

// withdrawalRow gives a withdrawal its table.
type withdrawalRow struct{ workplan.Withdrawal }

// TableName is that of the noun.
func (withdrawalRow) TableName() string { return "waiver_withdrawals" }

// AddWaiver appends a waiver under the next number of its plan and gives it its id.
func (tx *Tx) AddWaiver(w *workplan.Waiver) error {
	var top int
	if err := scan(tx.db.Table("waivers").Where("plan = ?", w.Plan).Select("COALESCE(MAX(number), 0)"), &top); err != nil {
		return err
	}
	w.Number = top + 1
	return tx.db.Create(w).Error
}

// AddWithdrawal appends the withdrawal of a waiver and gives it its id.
func (tx *Tx) AddWithdrawal(w *workplan.Withdrawal) error {
	row := withdrawalRow{*w}
	err := tx.db.Create(&row).Error
	w.ID = row.ID
	return err
}

// waivers is the query of the waivers of a plan that the sight reaches, over waivers w, plan p and item i.
func (tx *Tx) waivers(s workplan.Sight, plan string) *gorm.DB {
	c := seesWaiver(s)
	return tx.db.Table("waivers AS w").Joins("JOIN work_plans p ON p.code = w.plan").
		Joins("LEFT JOIN action_items i ON i.plan = w.plan AND i.ref = w.ref").Where("w.plan = ?", plan).Where(c.sql, c.args...)
}

// WaiversOf lists the waivers of a plan that the sight reaches, by number.
func (tx *Tx) WaiversOf(s workplan.Sight, plan string) ([]workplan.Waiver, error) {
	return all[workplan.Waiver](tx.waivers(s, plan).Select(columnsOf[workplan.Waiver]("w")).Order("w.number"))
}

// WithdrawalsOf lists the withdrawals of the waivers of a plan that the sight reaches, by number.
func (tx *Tx) WithdrawalsOf(s workplan.Sight, plan string) ([]workplan.Withdrawal, error) {
	return all[workplan.Withdrawal](tx.waivers(s, plan).Select(columnsOf[workplan.Withdrawal]("d")).
		Joins("JOIN waiver_withdrawals d ON d.plan = w.plan AND d.number = w.number").Order("w.number"))
}
