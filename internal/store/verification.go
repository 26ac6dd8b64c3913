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

// EveryStage lists the records of the stages of all deliverables of a plan.
func (tx *Tx) EveryStage(plan string) ([]workplan.StageEntry, error) {
	return all[workplan.StageEntry](tx.db.Table("deliverable_stages").Where("plan = ?", plan).Order("id"))
}

// EveryOffer lists all offers on openings of a plan, and what became of them.
func (tx *Tx) EveryOffer(plan string) ([]workplan.Offer, []workplan.OfferOutcome, error) {
	offers, err := all[workplan.Offer](tx.db.Where("plan = ?", plan).Order("id"))
	if err != nil {
		return nil, nil, err
	}
	outcomes, err := all[workplan.OfferOutcome](tx.db.Where("plan = ?", plan).Order("id"))
	return offers, outcomes, err
}

// EveryCorrigendum lists all corrigenda in the order in which they were issued.
func (tx *Tx) EveryCorrigendum() ([]workplan.Corrigendum, error) {
	return all[workplan.Corrigendum](tx.db.Table("corrigenda").Order("id"))
}

// EveryEdition lists all editions of a plan's report in the order in which they were issued.
func (tx *Tx) EveryEdition(plan string) ([]workplan.ReportEdition, error) {
	return all[workplan.ReportEdition](tx.db.Where("plan = ?", plan).Order("number"))
}

// EveryAmendment lists the amendments of a plan with all their changes, by number.
func (tx *Tx) EveryAmendment(plan string) ([]workplan.AmendmentReading, error) {
	heads, err := all[workplan.Amendment](tx.db.Where("plan = ?", plan).Order("number"))
	if err != nil {
		return nil, err
	}
	changes, err := all[workplan.AmendmentChange](tx.db.Where("plan = ?", plan).Order("number, place"))
	return changed(heads, changes), err
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

// PredecessorsIn lists what the items of a plan continue, by item.
func (tx *Tx) PredecessorsIn(plan string) (map[int64][]ItemPredecessor, error) {
	rows, err := all[ItemPredecessor](tx.db.Table("item_predecessors AS c").Select("c.*").Joins("JOIN action_items i ON i.id = c.item_id").Where("i.plan = ?", plan))
	byItem := map[int64][]ItemPredecessor{}
	for _, r := range rows {
		byItem[r.ItemID] = append(byItem[r.ItemID], r)
	}
	return byItem, err
}

// kept are the tables whose rows are never changed or taken out: each has triggers that refuse it.
var kept = []string{"amendment_changes", "amendments", "audit_entries", "carry_overs", "content_changes", "corrigenda", "deliverable_stages", "edition_files", "offer_outcomes", "offers",
	"proposal_decisions", "report_editions", "round_reminders", "status_updates", "support_withdrawals", "supports", "waiver_withdrawals", "waivers"}

// guards are the triggers by which a database keeps its records from being changed: their names for one of the tables kept, and the query that
// lists those that do.
var guards = map[string]struct {
	suffixes []string
	query    string
}{
	SQLite: {[]string{"_last", "_stay"}, "SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE(ABORT,%' AND sql NOT LIKE '% WHEN %' AND tbl_name IN ?"},
	Postgres: {[]string{"_stay"}, "SELECT t.tgname AS name FROM pg_trigger t JOIN pg_proc f ON f.oid = t.tgfoid JOIN pg_class c ON c.oid = t.tgrelid" +
		" WHERE t.tgenabled = 'O' AND t.tgqual IS NULL AND f.prosrc LIKE '%RAISE EXCEPTION%' AND c.relnamespace = current_schema()::regnamespace AND c.relname IN ?"},
}

// MissingGuards names the guards that were dropped or disabled.
func (tx *Tx) MissingGuards() ([]string, error) {
	var there, missing []string
	of := guards[tx.engine]
	err := tx.db.Raw(of.query, kept).Scan(&there).Error
	for _, table := range kept {
		for _, suffix := range of.suffixes {
			if !slices.Contains(there, table+suffix) {
				missing = append(missing, table+suffix)
			}
		}
	}
	return missing, err
}
