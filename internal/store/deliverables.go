package store

import (
	"time"

	"gorm.io/gorm"

	"fwptracker/internal/workplan"
)

// AddDeliverable stores a new deliverable under the next number of its item and gives it its id.
func (tx *Tx) AddDeliverable(d *workplan.Deliverable) (err error) {
	if d.Number, err = tx.next("deliverables", "number", "plan = ? AND ref = ?", d.Plan, d.Ref); err != nil {
		return err
	}
	return tx.db.Create(d).Error
}

// next is the number after the highest of those in the rows of a table.
func (tx *Tx) next(table, column, where string, args ...any) (int, error) {
	var top int
	err := scan(tx.db.Table(table).Where(where, args...).Select("COALESCE(MAX("+column+"), 0)"), &top)
	return top + 1, err
}

// ChangeDeliverable stores the content of a deliverable whose version is still d's, from a day on.
func (tx *Tx) ChangeDeliverable(d workplan.Deliverable, at time.Time, effective workplan.Date) error {
	columns := touched(d.Stamp, at, effective)
	columns["title"], columns["kind"], columns["description"] = d.Title, d.Kind, d.Description
	columns["audience"], columns["source"], columns["removed"] = d.Audience, d.Source, d.Removed
	return tx.change("deliverables", d.ID, d.Version, columns)
}

// RecordFilter narrows what is on items to plans, bodies and an item, before it is replayed; what is empty does not narrow. TakingOffers leaves out the
// openings, with the offers on them, that take no offers on a day, which must be today: those that are closed or whose item or plan is over, and of those
// whose last day has passed the ones of earlier years. Offering narrows offers to those of some members.
type RecordFilter struct {
	Plan         workplan.List
	Body         workplan.List
	Ref          string
	TakingOffers workplan.Date
	Offering     workplan.List
}

// onItems narrows a query of rows, by their alias, of plans p.
func (f RecordFilter) onItems(db *gorm.DB, alias string) *gorm.DB {
	db = within(within(db, alias+".plan", f.Plan), "p.body", f.Body)
	if f.Ref != "" {
		db = db.Where(alias+".ref = ?", f.Ref)
	}
	return db
}

// onItems is the query of the rows of a table that the condition lets through, over their alias, item i and plan p, removed or not.
func (tx *Tx) onItems(table, alias string, c condition) *gorm.DB {
	return tx.db.Table(table+" AS "+alias).Joins("JOIN action_items i ON i.plan = "+alias+".plan AND i.ref = "+alias+".ref").
		Joins("JOIN work_plans p ON p.code = "+alias+".plan").Where(c.sql, c.args...)
}

// DeliverablesOf lists the deliverables that the sight reaches, removed ones too, by plan, item and number.
func (tx *Tx) DeliverablesOf(s workplan.Sight, f RecordFilter) ([]workplan.Deliverable, error) {
	return all[workplan.Deliverable](f.onItems(tx.onItems("deliverables", "d", seesDeliverable(s)), "d").
		Select(columnsOf[workplan.Deliverable]("d")).Order("d.plan, i.ref_key, d.number"))
}

// stageRow gives the record of a stage its table.
type stageRow struct{ workplan.StageEntry }

// TableName is that of the noun.
func (stageRow) TableName() string { return "deliverable_stages" }

// AddStage appends the record of a stage under the next number of its deliverable and gives it its id.
func (tx *Tx) AddStage(e *workplan.StageEntry) (err error) {
	if e.Number, err = tx.next("deliverable_stages", "number", "plan = ? AND ref = ? AND deliverable = ?", e.Plan, e.Ref, e.Deliverable); err != nil {
		return err
	}
	row := stageRow{*e}
	err = tx.db.Create(&row).Error
	e.ID = row.ID
	return err
}

// StagesOf lists the records of the stages of the deliverables that the sight reaches, by deliverable and number.
func (tx *Tx) StagesOf(s workplan.Sight, f RecordFilter) ([]workplan.StageEntry, error) {
	return all[workplan.StageEntry](f.onItems(tx.onItems("deliverables", "d", seesDeliverable(s)), "d").
		Joins("JOIN deliverable_stages g ON g.plan = d.plan AND g.ref = d.ref AND g.deliverable = d.number").
		Select(columnsOf[workplan.StageEntry]("g")).Order("g.plan, g.ref, g.deliverable, g.number"))
}

// MeetingsNamed loads the meetings with the given codes of which the sight may know: those of the bodies, and those of bodies of which it reaches a
// plan; all of them where the sight is more than that of the public.
func (tx *Tx) MeetingsNamed(s workplan.Sight, bodies, codes []string) ([]workplan.Meeting, error) {
	c := seesPlan(s)
	known := condition{sql: "m.body IN ?", args: []any{append([]string{""}, bodies...)}}.or(
		condition{sql: "EXISTS (SELECT 1 FROM work_plans p WHERE p.body = m.body AND NOT p.removed AND " + c.sql + ")", args: c.args})
	if s.BeyondPublic() {
		known = condition{sql: "1 = 1"}
	}
	return inParts(codes, func(part []string) ([]workplan.Meeting, error) {
		return all[workplan.Meeting](tx.db.Table("meetings AS m").Select(columnsOf[workplan.Meeting]("m")).Where("m.code IN ?", part).
			Where(known.sql, known.args...).Order("m.code"))
	})
}
