package store

import (
	"gorm.io/gorm"

	"fwptracker/internal/workplan"
)

// corrigendumRow gives a corrigendum its table.
type corrigendumRow struct{ workplan.Corrigendum }

// TableName is that of the noun.
func (corrigendumRow) TableName() string { return "corrigenda" }

// AddCorrigendum appends a corrigendum under the next number of its meeting and gives it its id.
func (tx *Tx) AddCorrigendum(c *workplan.Corrigendum) error {
	var top int
	if err := scan(tx.db.Table("corrigenda").Where("meeting = ?", c.Meeting).Select("COALESCE(MAX(number), 0)"), &top); err != nil {
		return err
	}
	c.Number = top + 1
	row := corrigendumRow{*c}
	err := tx.db.Create(&row).Error
	c.ID = row.ID
	return err
}

// corrigenda is the query of the corrigenda that the sight reaches, over corrigenda k of meetings m.
func (tx *Tx) corrigenda(s workplan.Sight) *gorm.DB {
	c := seesCorrigendum(s)
	return tx.db.Table("corrigenda AS k").Select(columnsOf[workplan.Corrigendum]("k")).Joins("JOIN meetings m ON m.code = k.meeting").Where(c.sql, c.args...)
}

// CorrigendaOf lists the corrigenda of meetings that the sight reaches, by meeting and number.
func (tx *Tx) CorrigendaOf(s workplan.Sight, meetings []string) ([]workplan.Corrigendum, error) {
	return inParts(meetings, func(part []string) ([]workplan.Corrigendum, error) {
		return all[workplan.Corrigendum](tx.corrigenda(s).Where("k.meeting IN ?", part).Order("k.meeting, k.number"))
	})
}
