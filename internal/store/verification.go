package store

import (
	"slices"

	"fwptracker/internal/workplan"
)

// This file loads whole tables for checks that hold them against the audit chains; nobody is shown what it loads.

// Every lists all rows of a noun, oldest first.
func Every[T any](tx *Tx) ([]T, error) { return all[T](tx.db.Order("id")) }

// EntriesOn lists all audit entries on a plan and what is in it, oldest first; those on what is in no plan where it is "".
func (tx *Tx) EntriesOn(plan string) ([]workplan.AuditEntry, error) {
	return all[workplan.AuditEntry](tx.db.Where("plan = ?", plan).Order("recorded_at, chain, seq"))
}

// PlansAudited lists the plans on which there are audit entries.
func (tx *Tx) PlansAudited() ([]string, error) {
	var plans []string
	err := tx.db.Table("audit_entries").Where("plan <> ''").Distinct().Order("plan").Pluck("plan", &plans).Error
	return plans, err
}

// EveryUpdate lists all updates of a plan in the order in which they were recorded.
func (tx *Tx) EveryUpdate(plan string) ([]workplan.StatusUpdate, error) {
	return all[workplan.StatusUpdate](tx.db.Where("plan = ?", plan).Order("item_id, number"))
}

// EveryWaiver lists all waivers of a plan, and their withdrawals, by number.
func (tx *Tx) EveryWaiver(plan string) ([]workplan.Waiver, []workplan.Withdrawal, error) {
	waivers, err := all[workplan.Waiver](tx.db.Where("plan = ?", plan).Order("number"))
	if err != nil {
		return nil, nil, err
	}
	withdrawals, err := all[workplan.Withdrawal](tx.db.Table("waiver_withdrawals").Where("plan = ?", plan).Order("number"))
	return waivers, withdrawals, err
}

// EveryEdition lists all editions of a plan's report in the order in which they were issued.
func (tx *Tx) EveryEdition(plan string) ([]workplan.ReportEdition, error) {
	return all[workplan.ReportEdition](tx.db.Where("plan = ?", plan).Order("number"))
}

// RolesIn lists the roles in the items of a plan, by item.
func (tx *Tx) RolesIn(plan string) (map[int64][]ItemRole, error) {
	rows, err := all[ItemRole](tx.db.Table("item_roles AS r").Select("r.*").Joins("JOIN action_items i ON i.id = r.item_id").Where("i.plan = ?", plan))
	byItem := map[int64][]ItemRole{}
	for _, r := range rows {
		byItem[r.ItemID] = append(byItem[r.ItemID], r)
	}
	return byItem, err
}

// guards are the triggers by which a database keeps its records from being changed, and the query that lists those that do.
var guards = map[string]struct {
	names []string
	query string
}{
	SQLite: {[]string{"audit_entries_last", "audit_entries_stay", "content_changes_last", "content_changes_stay", "edition_files_last", "edition_files_stay",
		"proposal_decisions_last", "proposal_decisions_stay", "report_editions_last", "report_editions_stay", "status_updates_last", "status_updates_stay",
		"support_withdrawals_last", "support_withdrawals_stay", "supports_last", "supports_stay", "waiver_withdrawals_last", "waiver_withdrawals_stay", "waivers_last", "waivers_stay"},
		"SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE(ABORT,%' AND sql NOT LIKE '% WHEN %'"},
	Postgres: {[]string{"audit_entries_stay", "content_changes_stay", "edition_files_stay", "proposal_decisions_stay", "report_editions_stay", "status_updates_stay",
		"support_withdrawals_stay", "supports_stay", "waiver_withdrawals_stay", "waivers_stay"},
		"SELECT t.tgname AS name FROM pg_trigger t JOIN pg_proc f ON f.oid = t.tgfoid WHERE t.tgenabled = 'O' AND t.tgqual IS NULL AND f.prosrc LIKE '%RAISE EXCEPTION%'" +
			" AND t.tgrelid IN ('audit_entries'::regclass, 'content_changes'::regclass, 'edition_files'::regclass, 'report_editions'::regclass, 'status_updates'::regclass," +
			" 'waiver_withdrawals'::regclass, 'waivers'::regclass, 'proposal_decisions'::regclass, 'supports'::regclass, 'support_withdrawals'::regclass)"},
}

// MissingGuards names the guards that were dropped or disabled.
func (tx *Tx) MissingGuards() ([]string, error) {
	var there []string
	of := guards[tx.engine]
	err := tx.db.Raw(of.query).Scan(&there).Error
	return slices.DeleteFunc(slices.Clone(of.names), func(name string) bool { return slices.Contains(there, name) }), err
}
