package store

import (
	"maps"
	"slices"
	"time"

	"gorm.io/gorm"

	"fwptracker/internal/workplan"
)

// AddRound stores a new round under the next number of all and gives it its id. Numbers run across bodies, so the caller holds the system's chain.
func (tx *Tx) AddRound(r *workplan.ReportingRound) error {
	var top int
	if err := scan(tx.db.Table("reporting_rounds").Select("COALESCE(MAX(number), 0)"), &top); err != nil {
		return err
	}
	r.Number = top + 1
	return tx.db.Create(r).Error
}

// Round loads a round by its number, whoever may see it.
func (tx *Tx) Round(number int) (workplan.ReportingRound, error) {
	return one[workplan.ReportingRound](tx.db.Where("number = ?", number))
}

// rounds is the query of the rounds that the sight reaches, over reporting_rounds r.
func (tx *Tx) rounds(s workplan.Sight) *gorm.DB {
	c := seesRound(s)
	return tx.db.Table("reporting_rounds AS r").Select("r.*").Where(c.sql, c.args...)
}

// RoundReached loads a round that the sight reaches.
func (tx *Tx) RoundReached(s workplan.Sight, number int) (workplan.ReportingRound, error) {
	return one[workplan.ReportingRound](tx.rounds(s).Where("r.number = ?", number))
}

// RoundsReached lists the rounds that the sight reaches by number.
func (tx *Tx) RoundsReached(s workplan.Sight) ([]workplan.ReportingRound, error) {
	return all[workplan.ReportingRound](tx.rounds(s).Order("r.number"))
}

// RoundsOf lists the rounds of bodies by number, whoever may see them.
func (tx *Tx) RoundsOf(bodies []string) ([]workplan.ReportingRound, error) {
	return all[workplan.ReportingRound](tx.db.Where("body IN ?", slices.Concat(bodies, []string{""})).Order("number"))
}

// RoundsClosingFrom lists the rounds that close on a day or later and have not been ended before, by number.
func (tx *Tx) RoundsClosingFrom(day workplan.Date) ([]workplan.ReportingRound, error) {
	return all[workplan.ReportingRound](tx.db.Where("closes >= ? AND ending = ''", day).Order("number"))
}

// ChangeRound stores the content and end of a round whose version is still r's.
func (tx *Tx) ChangeRound(r workplan.ReportingRound, at time.Time, effective workplan.Date) error {
	columns := touched(r.Stamp, at, effective)
	columns["meeting"], columns["opens"], columns["due"], columns["closes"] = r.Meeting, r.Opens, r.Due, r.Closes
	columns["date_reason"], columns["plans"], columns["reminders"], columns["escalation"], columns["note"] = r.DateReason, r.Plans, r.Reminders, r.Escalation, r.Note
	columns["ending"], columns["ended_at"], columns["end_reason"] = r.Ending, nil, r.EndReason
	if r.EndedAt != nil {
		columns["ended_at"] = moment(*r.EndedAt)
	}
	return tx.change("reporting_rounds", r.ID, r.Version, columns)
}

// AddReminder appends a reminder under the next number of its round and gives it its id.
func (tx *Tx) AddReminder(r *workplan.RoundReminder) error {
	var top int
	if err := scan(tx.db.Table("round_reminders").Where("round = ?", r.Round).Select("COALESCE(MAX(number), 0)"), &top); err != nil {
		return err
	}
	r.Number = top + 1
	return tx.db.Create(r).Error
}

// ItemsOfPlans lists the items of plans that the sight reaches, by plan and ref, removed ones too.
func (tx *Tx) ItemsOfPlans(s workplan.Sight, plans []string) ([]workplan.ActionItem, error) {
	return inParts(plans, func(part []string) ([]workplan.ActionItem, error) {
		return all[workplan.ActionItem](tx.items(s).Where("i.plan IN ?", part).Order("i.plan, i.ref_key, i.id"))
	})
}

// HistoryOfPlans is HistoryOfPlan for several plans.
func (tx *Tx) HistoryOfPlans(plans []string, v workplan.View) (map[int64][]workplan.StatusUpdate, error) {
	return tx.history(v, "plan IN ? AND (effective_on <= ? OR corrects > 0)", slices.Concat(plans, []string{""}), v.AsOf)
}

// HistoriesOf is HistoryOfPlan for some items, as everything stands now.
func (tx *Tx) HistoriesOf(items []int64) (map[int64][]workplan.StatusUpdate, error) {
	byItem := map[int64][]workplan.StatusUpdate{}
	for part := range slices.Chunk(items, 1000) {
		more, err := tx.history(workplan.View{}, "item_id IN ?", part)
		if err != nil {
			return nil, err
		}
		maps.Copy(byItem, more)
	}
	return byItem, nil
}

// LedItems lists, as far as the sight reaches, the open items of endorsed plans that any of the members leads, by plan and ref.
func (tx *Tx) LedItems(s workplan.Sight, members []string) ([]ItemOfPlan, error) {
	if len(members) == 0 {
		return nil, nil
	}
	db := withRole(tx.items(s).Select(withPlan).Where("NOT i.removed AND NOT p.removed AND p.status = 'endorsed'"), "lead", members)
	return all[ItemOfPlan](within(db, "i.status", workplan.OpenStatuses).Order("i.plan, i.ref_key"))
}

// CarriedItems lists, as far as the sight reaches, the items that were carried over and that any of the members led, by plan and ref.
func (tx *Tx) CarriedItems(s workplan.Sight, members []string) ([]ItemOfPlan, error) {
	if len(members) == 0 {
		return nil, nil
	}
	db := withRole(tx.items(s).Select(withPlan).Where("NOT i.removed AND NOT p.removed AND i.status = 'carried_over'"), "lead", members)
	return all[ItemOfPlan](db.Order("i.plan, i.ref_key"))
}

// UpdatesReached says which updates of plans that were recorded from a moment on the sight reaches, by item and number.
func (tx *Tx) UpdatesReached(s workplan.Sight, plans []string, from time.Time) (map[int64]map[int]bool, error) {
	rows, err := all[workplan.StatusUpdate](tx.updates(s).Select("u.item_id, u.number").Where("u.plan IN ? AND u.recorded_at >= ?", slices.Concat(plans, []string{""}), moment(from)))
	reached := map[int64]map[int]bool{}
	for _, u := range rows {
		if reached[u.ItemID] == nil {
			reached[u.ItemID] = map[int]bool{}
		}
		reached[u.ItemID][u.Number] = true
	}
	return reached, err
}

// recipientRow is a user with one of the members for which it speaks.
type recipientRow struct {
	workplan.User
	Member string
}

const heldOn = "u.disabled_at IS NULL AND b.ended_at IS NULL AND b.from_date <= ? AND (b.to_date = '' OR b.to_date >= ?)"

// FocalPoints lists who speaks on a day for any of the members in a body, with those of them for which they do, by username. Who is disabled is not
// among them.
func (tx *Tx) FocalPoints(body string, members []string, on workplan.Date) ([]workplan.Recipient, error) {
	rows, err := all[recipientRow](tx.db.Table("users AS u").Select("DISTINCT u.*, b.member").Joins("JOIN role_bindings b ON b.username = u.username").
		Where("b.role = 'focal_point' AND b.body IN ? AND b.member IN ?", []string{"", body}, slices.Concat(members, []string{""})).Where(heldOn, on, on).
		Order("u.username, b.member"))
	var list []workplan.Recipient
	for _, r := range rows {
		if len(list) == 0 || list[len(list)-1].Username != r.Username {
			list = append(list, workplan.Recipient{User: r.User})
		}
		last := &list[len(list)-1]
		last.Members = append(last.Members, r.Member)
	}
	return list, err
}

// Secretariat lists who keeps a body on a day, by username: its secretariat, or its co-chairs where it has none. Who is disabled is not among them.
func (tx *Tx) Secretariat(body string, on workplan.Date) ([]workplan.Recipient, error) {
	rows, err := all[workplan.User](tx.db.Table("users AS u").Select("DISTINCT u.*").Joins("JOIN role_bindings b ON b.username = u.username").
		Where("b.body = ? AND b.role = CASE WHEN EXISTS (SELECT 1 FROM role_bindings b JOIN users u ON u.username = b.username WHERE b.body = ? AND b.role = 'secretariat' AND "+
			heldOn+") THEN 'secretariat' ELSE 'co_chair' END", body, body, on, on).Where(heldOn, on, on).Order("u.username"))
	list := make([]workplan.Recipient, len(rows))
	for n, u := range rows {
		list[n] = workplan.Recipient{User: u}
	}
	return list, err
}
