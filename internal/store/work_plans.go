package store

import (
	"time"

	"gorm.io/gorm"

	"fwptracker/internal/workplan"
)

// planRow is a plan with the text in which it is searched.
type planRow struct {
	workplan.WorkPlan
	SearchText string
}

// TableName is that of the noun.
func (planRow) TableName() string { return "work_plans" }

func planText(p workplan.WorkPlan) string { return Fold(p.Code, p.Title, p.Notes) }

// AddPlan stores a new plan and gives it its id.
func (tx *Tx) AddPlan(p *workplan.WorkPlan) error {
	row := planRow{WorkPlan: *p, SearchText: planText(*p)}
	err := tx.db.Create(&row).Error
	p.ID = row.ID
	return err
}

// planColumns are the columns of a plan, over work_plans p.
var planColumns = columnsOf[workplan.WorkPlan]("p")

// plans is the query of the plans that the sight reaches; removed drafts are among them only for readings of the past.
func (tx *Tx) plans(s workplan.Sight) *gorm.DB {
	c := seesPlan(s)
	return tx.db.Table("work_plans AS p").Select(planColumns).Where(c.sql, c.args...)
}

// Plan loads a plan that the sight reaches, removed or not.
func (tx *Tx) Plan(s workplan.Sight, code string) (workplan.WorkPlan, error) {
	return one[workplan.WorkPlan](tx.plans(s).Where("p.code = ?", code))
}

// ListPlans lists the plans that the sight reaches.
func (tx *Tx) ListPlans(s workplan.Sight, f workplan.PlanFilter, page workplan.Page) (workplan.Listing[workplan.WorkPlan], error) {
	db := tx.matching(tx.plans(s).Where("NOT p.removed"), "p", "", f.Query)
	if len(f.Body) > 0 {
		db = db.Where("p.body IN ?", []string(f.Body))
	}
	if len(f.Status) > 0 {
		db = db.Where("p.status IN ?", f.Status)
	}
	return listing(db, page, map[string]sortKey[workplan.WorkPlan]{
		"code":    {"p.code", func(p workplan.WorkPlan) any { return p.Code }},
		"updated": {"p.updated_at", func(p workplan.WorkPlan) any { return p.UpdatedAt }},
	}, sortKey[workplan.WorkPlan]{"p.code", func(p workplan.WorkPlan) any { return p.Code }})
}

// AllPlans lists every plan that the sight reaches, of the bodies where any are named, removed ones too, for readings of the past.
func (tx *Tx) AllPlans(s workplan.Sight, bodies ...string) ([]workplan.WorkPlan, error) {
	return all[workplan.WorkPlan](within(tx.plans(s), "p.body", bodies).Order("p.code"))
}

// PlansNamed lists the plans with the given codes that the sight reaches, removed ones too.
func (tx *Tx) PlansNamed(s workplan.Sight, codes []string) ([]workplan.WorkPlan, error) {
	return inParts(codes, func(part []string) ([]workplan.WorkPlan, error) {
		return all[workplan.WorkPlan](tx.plans(s).Where("p.code IN ?", part).Order("p.code"))
	})
}

// OwnPlans says which of the plans the sight reaches because one of their items is the reader's own.
func (tx *Tx) OwnPlans(s workplan.Sight, plans []string) (own []string, err error) {
	c := ownPlan(s)
	err = tx.db.Table("work_plans AS p").Where("p.code IN ?", plans).Where(c.sql, c.args...).Pluck("p.code", &own).Error
	return own, err
}

// ChangePlan stores the content and life of a plan whose version is still p's.
func (tx *Tx) ChangePlan(p workplan.WorkPlan, at time.Time, effective workplan.Date) error {
	columns := touched(p.Stamp, at, effective)
	columns["title"], columns["period_start"], columns["period_end"] = p.Title, p.PeriodStart, p.PeriodEnd
	columns["audience"], columns["predecessor"], columns["notes"], columns["source"] = p.Audience, p.Predecessor, p.Notes, p.Source
	columns["status"], columns["revision"], columns["removed"] = p.Status, p.Revision, p.Removed
	columns["endorsed_on"], columns["endorsed_meeting"], columns["endorsement_note"] = p.EndorsedOn, p.EndorsedMeeting, p.EndorsementNote
	columns["closed_on"], columns["closed_meeting"], columns["closing_note"] = p.ClosedOn, p.ClosedMeeting, p.ClosingNote
	columns["reopened_on"], columns["reopened_meeting"], columns["reopening_reason"] = p.ReopenedOn, p.ReopenedMeeting, p.ReopeningReason
	columns["search_text"] = planText(p)
	return tx.change("work_plans", p.ID, p.Version, columns)
}
