package store

import (
	"slices"
	"time"

	"gorm.io/gorm"

	"fwptracker/internal/workplan"
)

// AuditHead is the last entry of an audit chain. Holding its row is what puts the writes of a chain in one order.
type AuditHead struct {
	Chain      string
	Seq        int64
	Hash       string
	RecordedAt time.Time
}

// AddChain begins the audit chain of a new body.
func (tx *Tx) AddChain(chain string, at time.Time) error {
	return tx.db.Create(&AuditHead{Chain: chain, RecordedAt: at}).Error
}

// LockChain takes the head of a chain for the rest of the transaction.
func (tx *Tx) LockChain(chain string) (AuditHead, error) {
	return one[AuditHead](tx.locked(tx.db.Table("audit_heads AS h").Select("h.*").Where("h.chain = ?", chain)))
}

// LockChainOfPlan takes the head of the chain of a plan's body for the rest of the transaction; ErrNone where there is no such plan.
func (tx *Tx) LockChainOfPlan(plan string) (AuditHead, error) {
	return one[AuditHead](tx.locked(tx.db.Table("audit_heads AS h").Select("h.*").Joins("JOIN work_plans p ON p.body = h.chain").Where("p.code = ?", plan)))
}

// locked makes the query hold its audit head against others; SQLite's one writer needs no such lock.
func (tx *Tx) locked(db *gorm.DB) *gorm.DB {
	if tx.engine == Postgres {
		return db.Clauses(forUpdateOf("h"))
	}
	return db
}

// AddEntries appends entries to the chain whose head is held and moves the head to the last of them.
func (tx *Tx) AddEntries(entries []workplan.AuditEntry) error {
	if len(entries) == 0 {
		return nil
	}
	if err := tx.db.CreateInBatches(&entries, 200).Error; err != nil {
		return err
	}
	last := entries[len(entries)-1]
	return tx.db.Table("audit_heads").Where("chain = ?", last.Chain).
		UpdateColumns(map[string]any{"seq": last.Seq, "hash": last.Hash, "recorded_at": moment(last.RecordedAt)}).Error
}

// AuditHeads lists the heads of all chains.
func (tx *Tx) AuditHeads() ([]AuditHead, error) { return all[AuditHead](tx.db.Order("chain")) }

// ChainsWithoutHead lists the chains that have entries but no head.
func (tx *Tx) ChainsWithoutHead() ([]string, error) {
	chains := []string{}
	err := tx.db.Table("audit_entries AS a").Where("NOT EXISTS (SELECT 1 FROM audit_heads h WHERE h.chain = a.chain)").Distinct().Pluck("a.chain", &chains).Error
	return chains, err
}

// Entries loads up to limit entries of a chain after a number, in order.
func (tx *Tx) Entries(chain string, after int64, limit int) ([]workplan.AuditEntry, error) {
	return all[workplan.AuditEntry](tx.db.Where("chain = ? AND seq > ?", chain, after).Order("seq").Limit(limit))
}

// AuditReach is whose entries an actor may read: whole chains, and the entries on items that any of the members leads.
type AuditReach struct {
	Chains  []string
	Members []string
}

// ListAudit lists entries within the reach.
func (tx *Tx) ListAudit(reach AuditReach, f workplan.AuditFilter, page workplan.Page) (workplan.Listing[workplan.AuditEntry], error) {
	db := tx.db.Table("audit_entries AS a").Select("a.*").Where("(a.chain IN ? OR a.ref <> '' AND EXISTS (SELECT 1 FROM action_items i"+
		" JOIN item_roles r ON r.item_id = i.id WHERE i.plan = a.plan AND i.ref = a.ref AND r.role = 'lead' AND r.member IN ?))",
		slices.Concat(reach.Chains, []string{""}), slices.Concat(reach.Members, []string{""}))
	db = within(db, "a.chain", f.Chain)
	for column, value := range map[string]string{"a.plan": f.Plan, "a.ref": f.Ref, "a.actor": f.Actor, "a.action": f.Action} {
		if value != "" {
			db = db.Where(column+" = ?", value)
		}
	}
	if !f.Since.IsZero() {
		db = db.Where("a.recorded_at >= ?", moment(f.Since))
	}
	if !f.Until.IsZero() {
		db = db.Where("a.recorded_at < ?", moment(f.Until))
	}
	return listing(db, page, map[string]sortKey[workplan.AuditEntry]{
		"recorded": {"a.recorded_at", func(e workplan.AuditEntry) any { return e.RecordedAt }},
	}, sortKey[workplan.AuditEntry]{"a.id", func(e workplan.AuditEntry) any { return e.ID }})
}

// ReportStamp is a number that rises whenever anything changes on which a report of the plan may rest: an update of the plan, or content
// anywhere (another plan may continue its items; a member may be renamed).
func (tx *Tx) ReportStamp(plan string) (int64, error) {
	var stamp int64
	err := scan(tx.db.Raw("SELECT COALESCE(MAX(s.id), 0) FROM (SELECT MAX(id) AS id FROM audit_entries WHERE plan = ?"+
		" UNION ALL SELECT MAX(id) AS id FROM audit_entries WHERE action <> 'post status update') AS s", plan), &stamp)
	return stamp, err
}

// LastRecorded is the moment of the last record of a body or of the shared register.
func (tx *Tx) LastRecorded(body string) (time.Time, error) {
	heads, err := all[AuditHead](tx.db.Where("chain IN ?", []string{body, workplan.SystemChain}))
	var last time.Time
	for _, h := range heads {
		if h.RecordedAt.After(last) {
			last = h.RecordedAt
		}
	}
	return last, err
}
