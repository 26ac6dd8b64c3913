package store

import (
	"slices"
	"strings"

	"gorm.io/gorm"

	"fwptracker/internal/workplan"
)

// updateRow is an update with the text in which it is searched.
type updateRow struct {
	workplan.StatusUpdate
	SearchText string
}

// TableName is that of the noun.
func (updateRow) TableName() string { return "status_updates" }

func updateText(u workplan.StatusUpdate) string {
	texts := []string{u.Done, u.NextSteps, u.Openings, u.Reason, u.CorrectionReason}
	for _, l := range u.Evidence {
		texts = append(texts, l.Title)
	}
	return Fold(texts...)
}

// AddUpdate appends a status update and gives it its id.
func (tx *Tx) AddUpdate(u *workplan.StatusUpdate) error {
	row := updateRow{StatusUpdate: *u, SearchText: updateText(*u)}
	err := tx.db.Create(&row).Error
	u.ID, u.RecordedAt = row.ID, row.RecordedAt
	return err
}

// History loads all updates of an item by number, whoever may see them: for the rules, not for readers.
func (tx *Tx) History(itemID int64) ([]workplan.StatusUpdate, error) {
	return all[workplan.StatusUpdate](tx.db.Where("item_id = ?", itemID).Order("number"))
}

// HistoryOfPlan loads what the standing of a plan's items rests on in a view, without the narrative: by item, for the rules, not for readers.
// A correction counts against what it corrects from when it was recorded, whatever the day on which it takes effect itself.
func (tx *Tx) HistoryOfPlan(plan string, v workplan.View) (map[int64][]workplan.StatusUpdate, error) {
	return tx.history(v, "plan = ? AND (effective_on <= ? OR corrects > 0)", plan, v.AsOf)
}

// StatusChangesOf is HistoryOfPlan with only the updates that set a status or correct another.
func (tx *Tx) StatusChangesOf(plan string, v workplan.View) (map[int64][]workplan.StatusUpdate, error) {
	return tx.history(v, "plan = ? AND (status <> '' OR corrects > 0)", plan)
}

func (tx *Tx) history(v workplan.View, where string, args ...any) (map[int64][]workplan.StatusUpdate, error) {
	db := tx.db.Select("item_id, number, lead, recorded_at, kind, status, health, completed_on, planned_completion, corrects, effective_on").Where(where, args...)
	if !v.KnownAt.IsZero() {
		db = db.Where("recorded_at <= ?", moment(v.KnownAt))
	}
	rows, err := all[workplan.StatusUpdate](db)
	byItem := map[int64][]workplan.StatusUpdate{}
	for _, u := range rows {
		byItem[u.ItemID] = append(byItem[u.ItemID], u)
	}
	return byItem, err
}

// updateColumns are the columns of an update, over status_updates u.
var updateColumns = columnsOf[workplan.StatusUpdate]("u")

// updates is the query of the updates that the sight reaches, over status_updates u, item i and plan p.
func (tx *Tx) updates(s workplan.Sight) *gorm.DB {
	c := seesUpdate(s)
	return tx.db.Table("status_updates AS u").Select(updateColumns).
		Joins("JOIN action_items i ON i.id = u.item_id").Joins("JOIN work_plans p ON p.code = u.plan").Where(c.sql, c.args...)
}

// Update loads an update that the sight reaches.
func (tx *Tx) Update(s workplan.Sight, plan, ref string, number int) (workplan.StatusUpdate, error) {
	return one[workplan.StatusUpdate](tx.updates(s).Where("i.plan = ? AND i.ref = ? AND u.number = ?", plan, ref, number))
}

// ReportsOf loads, as far as the sight reaches, the updates of a plan that a report quotes: the latest report of each item and the update
// that set its status, by item and number. With whole, all updates.
func (tx *Tx) ReportsOf(s workplan.Sight, plan string, whole bool) (map[int64]map[int]workplan.StatusUpdate, error) {
	db := tx.updates(s).Where("i.plan = ?", plan)
	if !whole {
		db = db.Where("u.number IN (i.latest_report, i.status_update)")
	}
	return byNumber(all[workplan.StatusUpdate](db))
}

// UpdatesNumbered loads, as far as the sight reaches, updates of a plan by item and number.
func (tx *Tx) UpdatesNumbered(s workplan.Sight, wanted map[int64][]int) (map[int64]map[int]workplan.StatusUpdate, error) {
	var pairs [][]any
	for id, numbers := range wanted {
		for _, n := range numbers {
			pairs = append(pairs, []any{id, n})
		}
	}
	return byNumber(inParts(pairs, func(part [][]any) ([]workplan.StatusUpdate, error) {
		marks := strings.TrimSuffix(strings.Repeat("(CAST(? AS BIGINT), CAST(? AS BIGINT)), ", len(part)), ", ")
		return all[workplan.StatusUpdate](tx.updates(s).Where("(u.item_id, u.number) IN (VALUES "+marks+")", slices.Concat(part...)...))
	}))
}

// LeadsHeard says which of the leads were heard on a plan after a day, within the view: those for which a report in force, on an item that the
// sight reaches, speaks. That they were is a fact of the item, whoever may read the report. One report of a lead is enough, so that the plan's
// history is not gone through.
func (tx *Tx) LeadsHeard(s workplan.Sight, plan string, leads []string, since workplan.Date, v workplan.View) (map[string]bool, error) {
	c, known, by := seesItem(s), "", []any(nil)
	if !v.KnownAt.IsZero() {
		known, by = " AND %s.recorded_at <= ?", []any{moment(v.KnownAt)}
	}
	of := func(alias string) string { return strings.Replace(known, "%s", alias, 1) }
	where := "m.code IN ? AND EXISTS (SELECT 1 FROM status_updates u JOIN action_items i ON i.id = u.item_id JOIN work_plans p ON p.code = u.plan" +
		" WHERE u.lead = m.code AND u.plan = ? AND u.effective_on > ? AND u.effective_on <= ? AND u.kind IN ('progress', 'nil_return')" + of("u") +
		" AND NOT EXISTS (SELECT 1 FROM status_updates c WHERE c.item_id = u.item_id AND c.corrects = u.number AND c.corrects > 0" + of("c") + ") AND " + c.sql + ")"
	args := slices.Concat([]any{plan, since, v.AsOf}, by, by, c.args)
	codes, err := inParts(leads, func(part []string) ([]string, error) {
		heard := []string{}
		err := tx.db.Table("members AS m").Where(where, append([]any{part}, args...)...).Pluck("m.code", &heard).Error
		return heard, err
	})
	heard := map[string]bool{}
	for _, code := range codes {
		heard[code] = true
	}
	return heard, err
}

// ListUpdates lists the updates that the sight reaches and that had been recorded, and were in effect, in the view.
func (tx *Tx) ListUpdates(s workplan.Sight, f workplan.UpdateFilter, page workplan.Page) (workplan.Listing[workplan.StatusUpdate], error) {
	db := tx.matching(tx.updates(s).Where("NOT p.removed"), "u", "update_search", f.Query)
	if f.Ref == "" {
		db = within(db, "u.plan", f.Plan)
	} else {
		db = within(db, "i.plan", f.Plan).Where("i.ref = ?", f.Ref)
	}
	db = within(db, "p.body", f.Body)
	db = within(db, "u.lead", f.Lead)
	db = within(db, "u.kind", f.Kind)
	db = within(db, "u.status", f.Status)
	db = within(db, "u.meeting", f.Meeting)
	if !f.RecordedSince.IsZero() {
		db = db.Where("u.recorded_at >= ?", moment(f.RecordedSince))
	}
	if !f.View.Current {
		db = db.Where("u.effective_on <= ?", f.View.AsOf)
		if !f.View.KnownAt.IsZero() {
			db = db.Where("u.recorded_at <= ?", moment(f.View.KnownAt))
		}
	}
	return listing(db, page, map[string]sortKey[workplan.StatusUpdate]{
		"recorded":  {"u.recorded_at", func(u workplan.StatusUpdate) any { return u.RecordedAt }},
		"effective": {"u.effective_on", func(u workplan.StatusUpdate) any { return string(u.EffectiveOn) }},
		"number":    {"u.number", func(u workplan.StatusUpdate) any { return int64(u.Number) }},
	}, sortKey[workplan.StatusUpdate]{"u.plan", func(u workplan.StatusUpdate) any { return u.Plan }},
		sortKey[workplan.StatusUpdate]{"u.ref", func(u workplan.StatusUpdate) any { return u.Ref }},
		sortKey[workplan.StatusUpdate]{"u.number", func(u workplan.StatusUpdate) any { return int64(u.Number) }})
}

func byNumber(rows []workplan.StatusUpdate, err error) (map[int64]map[int]workplan.StatusUpdate, error) {
	found := map[int64]map[int]workplan.StatusUpdate{}
	for _, u := range rows {
		if found[u.ItemID] == nil {
			found[u.ItemID] = map[int]workplan.StatusUpdate{}
		}
		found[u.ItemID][u.Number] = u
	}
	return found, err
}

// CorrectionsOf finds, within the view and as far as the sight reaches, the number of the update that corrects each of the given ones, by item and corrected number.
func (tx *Tx) CorrectionsOf(s workplan.Sight, updates []workplan.StatusUpdate, v workplan.View) (map[int64]map[int]int, error) {
	by := map[int64]map[int]int{}
	items := make([]int64, 0, len(updates))
	for _, u := range updates {
		items = append(items, u.ItemID)
	}
	rows, err := inParts(items, func(part []int64) ([]workplan.StatusUpdate, error) {
		return all[workplan.StatusUpdate](tx.updates(s).Select("u.item_id, u.number, u.corrects, u.recorded_at").Where("u.item_id IN ? AND u.corrects > 0", part))
	})
	for _, u := range rows {
		if !v.Knows(u.RecordedAt) {
			continue
		}
		if by[u.ItemID] == nil {
			by[u.ItemID] = map[int]int{}
		}
		by[u.ItemID][u.Corrects] = u.Number
	}
	return by, err
}

// VisibleHistory loads, as far as the sight reaches, all updates of items, by item.
func (tx *Tx) VisibleHistory(s workplan.Sight, items []int64) (map[int64][]workplan.StatusUpdate, error) {
	rows, err := inParts(items, func(part []int64) ([]workplan.StatusUpdate, error) {
		return all[workplan.StatusUpdate](tx.updates(s).Where("u.item_id IN ?", part).Order("u.item_id, u.number"))
	})
	byItem := map[int64][]workplan.StatusUpdate{}
	for _, u := range rows {
		byItem[u.ItemID] = append(byItem[u.ItemID], u)
	}
	return byItem, err
}
