package store

import (
	"strings"
	"time"

	"gorm.io/gorm"

	"fwptracker/internal/workplan"
)

// itemRow is an item with the text in which it is searched.
type itemRow struct {
	workplan.ActionItem
	SearchText string
}

// TableName is that of the noun.
func (itemRow) TableName() string { return "action_items" }

// ItemRole is the part of a member in an item, kept apart from the item for looking items up by member.
type ItemRole struct {
	ItemID int64
	Member string
	Role   string
}

// RolesOf lists the parts of members in an item.
func RolesOf(i workplan.ActionItem) []ItemRole {
	var roles []ItemRole
	for role, members := range map[string]workplan.List{"lead": i.Leads, "supporting": i.Supporting, "partner": i.Partners} {
		for _, m := range members {
			roles = append(roles, ItemRole{ItemID: i.ID, Member: m, Role: role})
		}
	}
	return roles
}

// ItemPredecessor is an item of another plan that an item continues, kept apart from the item for looking successors up.
type ItemPredecessor struct {
	ItemID      int64
	Predecessor string
}

// PredecessorsOf lists what an item continues.
func PredecessorsOf(i workplan.ActionItem) []ItemPredecessor {
	var rows []ItemPredecessor
	for _, name := range i.Predecessors {
		rows = append(rows, ItemPredecessor{i.ID, name})
	}
	return rows
}

// AddItems stores new items with their roles and predecessors and gives them their ids. Members holds the register's entries of all who work on them.
func (tx *Tx) AddItems(items []workplan.ActionItem, members map[string]workplan.Member) error {
	rows := make([]itemRow, len(items))
	for n, i := range items {
		rows[n] = itemRow{ActionItem: i, SearchText: itemText(i, members)}
	}
	if err := tx.db.CreateInBatches(&rows, 200).Error; err != nil {
		return err
	}
	var roles []ItemRole
	var predecessors []ItemPredecessor
	for n := range rows {
		items[n].ID = rows[n].ID
		roles, predecessors = append(roles, RolesOf(items[n])...), append(predecessors, PredecessorsOf(items[n])...)
	}
	return tx.addLinks(roles, predecessors)
}

// addLinks stores what is kept of items for looking them up.
func (tx *Tx) addLinks(roles []ItemRole, predecessors []ItemPredecessor) error {
	if len(roles) > 0 {
		if err := tx.db.CreateInBatches(&roles, 1000).Error; err != nil {
			return err
		}
	}
	if len(predecessors) == 0 {
		return nil
	}
	return tx.db.CreateInBatches(&predecessors, 1000).Error
}

// items is the query of the items that the sight reaches, over action_items i and plan p.
func (tx *Tx) items(s workplan.Sight) *gorm.DB {
	c := seesItem(s)
	return tx.db.Table("action_items AS i").Select(itemColumns).Joins("JOIN work_plans p ON p.code = i.plan").Where(c.sql, c.args...)
}

// ItemOfPlan is an item with what of its plan a reading or a rule needs.
type ItemOfPlan struct {
	workplan.ActionItem
	PlanBody       string
	PlanAudience   workplan.Audience
	PlanStatus     workplan.PlanStatus
	PlanPeriodEnd  workplan.PartialDate
	PlanEndorsedOn workplan.PartialDate
	PlanRemoved    bool
}

// OfPlan is the item's plan as far as it was loaded.
func (i ItemOfPlan) OfPlan() workplan.WorkPlan {
	return workplan.WorkPlan{Code: i.Plan, Body: i.PlanBody,
		PlanContent: workplan.PlanContent{Audience: i.PlanAudience, PeriodEnd: i.PlanPeriodEnd},
		PlanLife:    workplan.PlanLife{Status: i.PlanStatus, EndorsedOn: i.PlanEndorsedOn, Removed: i.PlanRemoved}}
}

// itemColumns are the columns of an item, over action_items i.
var itemColumns = columnsOf[workplan.ActionItem]("i")

var withPlan = itemColumns + ", p.body AS plan_body, p.audience AS plan_audience, p.status AS plan_status, p.period_end AS plan_period_end," +
	" p.endorsed_on AS plan_endorsed_on, p.removed AS plan_removed"

// Item loads an item that the sight reaches, removed or not, with what of its plan a reading needs.
func (tx *Tx) Item(s workplan.Sight, plan, ref string) (ItemOfPlan, error) {
	c := seesItem(s)
	return one[ItemOfPlan](tx.db.Raw("SELECT "+withPlan+" FROM action_items AS i JOIN work_plans p ON p.code = i.plan WHERE i.plan = ? AND i.ref = ? AND "+c.sql,
		append([]any{plan, ref}, c.args...)...))
}

// ItemsNamed loads the items with the given names ("plan/ref") that the sight reaches, removed or not, by name.
func (tx *Tx) ItemsNamed(s workplan.Sight, names []string) (map[string]ItemOfPlan, error) {
	byName := map[string]ItemOfPlan{}
	rows, err := inParts(names, func(part []string) ([]ItemOfPlan, error) {
		marks, pairs := namePairs(part)
		return all[ItemOfPlan](tx.items(s).Select(withPlan).Where("(i.plan, i.ref) IN (VALUES "+marks+")", pairs...))
	})
	for _, i := range rows {
		byName[i.Name()] = i
	}
	return byName, err
}

// namePairs are names ("plan/ref") as pairs of parameters, with their marks.
func namePairs(names []string) (marks string, pairs []any) {
	for _, name := range names {
		plan, ref, _ := strings.Cut(name, "/")
		pairs = append(pairs, plan, ref)
	}
	return strings.TrimSuffix(strings.Repeat("(?, ?), ", len(names)), ", "), pairs
}

// ItemsOf lists the items of a plan that the sight reaches by ref, removed ones too.
func (tx *Tx) ItemsOf(s workplan.Sight, plan string) ([]workplan.ActionItem, error) {
	return all[workplan.ActionItem](tx.items(s).Where("i.plan = ?", plan).Order("i.ref_key, i.id"))
}

// RefsOf lists every ref ever used in a plan, removed items' too.
func (tx *Tx) RefsOf(plan string) ([]string, error) {
	refs := []string{}
	err := tx.db.Table("action_items").Where("plan = ?", plan).Pluck("ref", &refs).Error
	return refs, err
}

// ListItems lists the items that the sight reaches, as they stand now.
func (tx *Tx) ListItems(s workplan.Sight, f workplan.ItemFilter, page workplan.Page) (workplan.Listing[ItemOfPlan], error) {
	db := tx.filterItems(tx.items(s).Select(withPlan).Where("NOT i.removed AND NOT p.removed"), f)
	keys := map[string]sortKey[ItemOfPlan]{
		"plan":     {"i.plan", func(i ItemOfPlan) any { return i.Plan }},
		"ref":      {"i.ref_key", func(i ItemOfPlan) any { return i.RefKey }},
		"due":      {"i.due_key", func(i ItemOfPlan) any { return string(i.DueKey) }},
		"updated":  {"i.updated_at", func(i ItemOfPlan) any { return i.UpdatedAt }},
		"reported": {"i.last_reported_on", func(i ItemOfPlan) any { return string(i.LastReportedOn) }},
	}
	if len(f.Plan) != 1 && page.Sort[0].Word == "ref" {
		page.Sort = append([]workplan.Sort{{Word: "plan", Desc: page.Sort[0].Desc}}, page.Sort...)
	}
	if len(f.Plan) == 1 {
		return listing(db, page, keys, keys["ref"])
	}
	return listing(db, page, keys, keys["plan"], keys["ref"])
}

// filterItems narrows a query over items i of plans p.
func (tx *Tx) filterItems(db *gorm.DB, f workplan.ItemFilter) *gorm.DB {
	db = tx.matching(db, "i", "item_search", f.Query)
	db = within(db, "i.plan", f.Plan)
	db = within(db, "p.body", f.Body)
	db = within(db, "i.objective", f.Objective)
	db = within(db, "i.status", f.Status)
	db = within(db, "i.nature", f.Nature)
	db = within(db, "i.health", f.Health)
	db = withRole(db, "lead", f.Lead)
	db = withRole(db, "supporting", f.Supporting)
	db = withRole(db, "partner", f.Partner)
	db = withRole(db, "", f.Member)
	if len(f.Topic) > 0 {
		db = db.Where("EXISTS (SELECT 1 FROM "+tx.elements("i.topics")+" WHERE t.value IN ?)", []string(f.Topic))
	}
	if f.Overdue != nil {
		overdue := "i.due_key < ? AND i.nature = 'one_off' AND i.status IN ('planned', 'in_progress')"
		if !*f.Overdue {
			overdue = "NOT (" + overdue + ")"
		}
		db = db.Where(overdue, f.Today)
	}
	if f.DueBefore != "" {
		db = db.Where("i.due_key < ?", f.DueBefore)
	}
	if f.DueAfter != "" {
		db = db.Where("i.due_key > ? AND i.due <> ''", f.DueAfter)
	}
	if !f.UpdatedSince.IsZero() {
		db = db.Where("i.updated_at >= ?", moment(f.UpdatedSince))
	}
	return db
}

// elements is the SQL for the entries of a JSON list column as t.value.
func (tx *Tx) elements(column string) string {
	if tx.engine == Postgres {
		return "json_array_elements_text(" + column + "::json) AS t (value)"
	}
	return "json_each(" + column + ") AS t"
}

func within[T any](db *gorm.DB, column string, values []T) *gorm.DB {
	if len(values) == 0 {
		return db
	}
	return db.Where(column+" IN ?", values)
}

// withRole keeps the items in which any of the members has the role, or any role where role is empty.
func withRole(db *gorm.DB, role string, members workplan.List) *gorm.DB {
	if len(members) == 0 {
		return db
	}
	return db.Where("EXISTS (SELECT 1 FROM item_roles r WHERE r.item_id = i.id AND r.member IN ? AND (? = '' OR r.role = ?))", []string(members), role, role)
}

// ChangeItem stores the content, roles and predecessors of an item whose version is still i's.
func (tx *Tx) ChangeItem(i workplan.ActionItem, members map[string]workplan.Member, at time.Time, effective workplan.Date) error {
	columns := touched(i.Stamp, at, effective)
	columns["objective"], columns["title"], columns["description"] = i.Objective, i.Title, i.Description
	columns["expected_output"], columns["nature"], columns["start"], columns["due"] = i.ExpectedOutput, i.Nature, i.Start, i.Due
	columns["due_key"], columns["audience"], columns["topics"] = workplan.DueKeyOf(i.Due), i.Audience, i.Topics
	columns["leads"], columns["supporting"], columns["partners"] = i.Leads, i.Supporting, i.Partners
	columns["origin"], columns["predecessors"], columns["note"], columns["source"] = i.Origin, i.Predecessors, i.Note, i.Source
	columns["removed"], columns["search_text"] = i.Removed, itemText(i, members)
	if err := tx.change("action_items", i.ID, i.Version, columns); err != nil {
		return err
	}
	if err := tx.db.Where("item_id = ?", i.ID).Delete(&ItemRole{}).Error; err != nil {
		return err
	}
	if err := tx.db.Where("item_id = ?", i.ID).Delete(&ItemPredecessor{}).Error; err != nil {
		return err
	}
	return tx.addLinks(RolesOf(i), PredecessorsOf(i))
}

// ChangeStanding stores where an item whose version is still i's stands after an update.
func (tx *Tx) ChangeStanding(i workplan.ActionItem, s workplan.Standing, at time.Time) error {
	return tx.change("action_items", i.ID, i.Version, map[string]any{
		"update_count": i.UpdateCount + 1, "updated_at": moment(at),
		"status": s.Status, "status_since": s.StatusSince, "health": s.Health, "completed_on": s.CompletedOn,
		"planned_completion": s.PlannedCompletion, "last_reported_on": s.LastReportedOn,
		"latest_update": s.LatestUpdate, "latest_report": s.LatestReport, "status_update": s.StatusUpdate,
	})
}

// Successors lists the items of other plans, as far as the sight reaches, that continue items of a plan, in no order.
func (tx *Tx) Successors(s workplan.Sight, plan string) ([]workplan.ActionItem, error) {
	return all[workplan.ActionItem](tx.items(s).Where("NOT i.removed AND "+continues, plan+"/", plan+"0"))
}

// continues is the condition that item i continues one of a plan: all names of the plan's items lie between the two.
const continues = "i.id IN (SELECT c.item_id FROM item_predecessors c WHERE c.predecessor >= ? AND c.predecessor < ?)"

// SuccessorsBy lists, for a reading of the past and in no order, the items that may have continued items of a plan by a moment: those that do, removed ones
// too, and those whose content was changed since and once named the plan.
func (tx *Tx) SuccessorsBy(s workplan.Sight, plan string, known time.Time) ([]workplan.ActionItem, error) {
	where, args := continues, []any{plan + "/", plan + "0"}
	if !known.IsZero() {
		where += " OR i.updated_at > ? AND i.content_at > ? AND EXISTS (SELECT 1 FROM content_changes c" +
			" WHERE c.noun = 'item' AND c.object_id = i.id AND c.fields LIKE ?)"
		args = append(args, moment(known), moment(known), `%"predecessors":[%"`+plan+`/%`)
	}
	return all[workplan.ActionItem](tx.items(s).Where("("+where+")", args...))
}
