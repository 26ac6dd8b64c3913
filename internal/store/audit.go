package store

import (
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"fwptracker/internal/workplan"
)

// AuditHead is the last entry of an audit chain. Holding its row is what puts the writes of a chain in one order. Up to SettledAt a reader has
// been told what was known: nothing may be recorded then any more.
type AuditHead struct {
	Chain      string
	Seq        int64
	Hash       string
	RecordedAt time.Time
	SettledAt  time.Time
}

// AddChain begins the audit chain of a new body.
func (tx *Tx) AddChain(chain string, at time.Time) error {
	return tx.db.Create(&AuditHead{Chain: chain, RecordedAt: at, SettledAt: at}).Error
}

// LockChain takes the head of a chain for the rest of the transaction.
func (tx *Tx) LockChain(chain string) (AuditHead, error) {
	return one[AuditHead](tx.locked(tx.db.Table("audit_heads AS h").Select("h.*").Where("h.chain = ?", chain)))
}

// LockChainOfPlan takes the head of the chain of a plan's body for the rest of the transaction; ErrNone where there is no such plan.
func (tx *Tx) LockChainOfPlan(plan string) (AuditHead, error) {
	return one[AuditHead](tx.locked(tx.db.Table("audit_heads AS h").Select("h.*").Joins("JOIN work_plans p ON p.body = h.chain").Where("p.code = ?", plan)))
}

// Settle makes a moment final in every chain: the writes that hold a chain are waited for, and later ones are recorded after it, by whichever
// program they come.
func (tx *Tx) Settle(at time.Time) error {
	return tx.db.Table("audit_heads").Where("settled_at < ?", moment(at)).UpdateColumn("settled_at", moment(at)).Error
}

// SettledBy says whether a moment is final in every chain.
func (tx *Tx) SettledBy(at time.Time) (bool, error) {
	var open int64
	err := tx.db.Table("audit_heads").Where("settled_at < ?", moment(at)).Count(&open).Error
	return open == 0, err
}

// ActorsAt tells by whom a chain's changes of the given moments were recorded; those of one moment are of one write.
func (tx *Tx) ActorsAt(chain string, moments []time.Time) (map[time.Time]string, error) {
	at := make([]any, len(moments))
	for n, m := range moments {
		at[n] = moment(m)
	}
	by := map[time.Time]string{}
	entries, err := all[workplan.AuditEntry](tx.db.Select("recorded_at, actor").Where("chain = ? AND recorded_at IN ?", chain, at))
	for _, e := range entries {
		by[e.RecordedAt.UTC()] = e.Actor
	}
	return by, err
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

// LatestRecord is the moment at which anything was recorded last. It can lie ahead of the clock, where the clock has gone back.
func (tx *Tx) LatestRecord() (time.Time, error) {
	type latest struct{ At *time.Time }
	row, err := one[latest](tx.db.Raw("SELECT MAX(recorded_at) AS at FROM audit_heads"))
	if err != nil || row.At == nil {
		return time.Time{}, err
	}
	return *row.At, nil
}

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

// AuditReach is whose entries an actor may read: whole chains, and the entries on items that any of its own members leads.
type AuditReach struct {
	Chains []string
	Own    []string
	OwnIn  []workplan.OwnIn
}

// ListAudit lists entries within the reach.
func (tx *Tx) ListAudit(reach AuditReach, f workplan.AuditFilter, page workplan.Page) (workplan.Listing[workplan.AuditEntry], error) {
	led := condition{sql: "r.member IN ?", args: []any{slices.Concat(reach.Own, []string{""})}}
	for _, o := range reach.OwnIn {
		led = led.or(condition{sql: "r.member = ? AND a.chain = ?", args: []any{o.Member, o.Body}})
	}
	db := tx.db.Table("audit_entries AS a").Select("a.*").Where("(a.chain IN ? OR a.ref <> '' AND EXISTS (SELECT 1 FROM action_items i"+
		" JOIN item_roles r ON r.item_id = i.id WHERE i.plan = a.plan AND i.ref = a.ref AND r.role = 'lead' AND ("+led.sql+")))",
		append([]any{slices.Concat(reach.Chains, []string{""})}, led.args...)...)
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
	}, sortKey[workplan.AuditEntry]{"a.chain", func(e workplan.AuditEntry) any { return e.Chain }},
		sortKey[workplan.AuditEntry]{"a.seq", func(e workplan.AuditEntry) any { return e.Seq }})
}

// ReportStamp changes whenever anything changes on which a report of the plan may rest: an update of the plan, or content anywhere (another
// plan may continue its items; a member may be renamed). It is made of numbers that rise with each commit of their own chain, so that no
// order of commits across chains can hide a change. A plan that the sight does not reach is ErrNone.
func (tx *Tx) ReportStamp(s workplan.Sight, plan string) (string, error) {
	type stamp struct{ OfPlan, OfContent int64 }
	c := seesPlan(s)
	of, err := one[stamp](tx.db.Raw(`SELECT
	COALESCE((SELECT seq FROM audit_entries WHERE plan = p.code ORDER BY recorded_at DESC, chain DESC, seq DESC LIMIT 1), 0) AS of_plan,
	(SELECT CAST(COALESCE(SUM((SELECT MAX(e.seq) FROM audit_entries e WHERE e.chain = h.chain AND e.action <> 'post status update')), 0) AS BIGINT)
		FROM audit_heads h) AS of_content
FROM work_plans p WHERE p.code = ? AND `+c.sql, append([]any{plan}, c.args...)...))
	return fmt.Sprintf("%d-%d", of.OfPlan, of.OfContent), err
}
