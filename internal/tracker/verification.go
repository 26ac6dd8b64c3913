package tracker

import (
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// Verdict is what a verification of one audit chain found.
type Verdict struct {
	Chain   string
	Entries int64
	// Fault is "" where the chain is whole.
	Fault string
}

// VerifyAudit recomputes every audit chain from its first entry and holds its end against the recorded head. Who may: the operator.
func (t *Tracker) VerifyAudit(ctx context.Context) ([]Verdict, error) {
	var verdicts []Verdict
	err := t.store.Snapshot(ctx, func(tx *store.Tx) error {
		heads, err := tx.AuditHeads()
		if err != nil {
			return err
		}
		for _, head := range heads {
			v, done, err := verifyChain(ctx, tx, head)
			if err == nil && !done {
				err = ctx.Err()
			}
			if err != nil {
				return err
			}
			verdicts = append(verdicts, v)
		}
		orphans, err := chainsWithoutHead(tx, heads)
		for _, chain := range orphans {
			verdicts = append(verdicts, Verdict{Chain: chain, Fault: "the head of the chain was removed"})
		}
		return err
	})
	return verdicts, err
}

// chainsWithoutHead lists the chains that must have a head and have none: those with entries, those of bodies, and the system's.
func chainsWithoutHead(tx *store.Tx, heads []store.AuditHead) ([]string, error) {
	orphans, err := tx.ChainsWithoutHead()
	if err != nil {
		return nil, err
	}
	bodies, err := tx.Bodies()
	due := append(orphans, workplan.SystemChain)
	for _, b := range bodies {
		due = append(due, b.Code)
	}
	slices.Sort(due)
	return slices.DeleteFunc(slices.Compact(due), func(chain string) bool {
		return slices.ContainsFunc(heads, func(h store.AuditHead) bool { return h.Chain == chain })
	}), err
}

// verifyChain recomputes a chain until the time for it is spent; done says whether it came to the end or to a fault.
func verifyChain(spent context.Context, tx *store.Tx, head store.AuditHead) (v Verdict, done bool, err error) {
	v.Chain = head.Chain
	var last workplan.AuditEntry
	for after := int64(math.MinInt64); ; after = last.Seq {
		if spent.Err() != nil {
			return v, false, nil
		}
		entries, err := tx.Entries(head.Chain, after, 1000)
		if err != nil {
			return v, false, err
		}
		for _, e := range entries {
			if v.Fault = e.Broken(v.Entries, last.Hash); v.Fault != "" {
				return v, true, nil
			}
			v.Entries, last = e.Seq, e
		}
		if len(entries) == 0 {
			break
		}
	}
	switch {
	case last.Seq != head.Seq || last.Hash != head.Hash:
		v.Fault = fmt.Sprintf("the chain ends at number %d but its head says %d: entries were removed from or added to its end", last.Seq, head.Seq)
	case last.Seq > 0 && !last.RecordedAt.Equal(head.RecordedAt):
		v.Fault = "the head of the chain was edited"
	}
	return v, true, nil
}

// ChainVerdict is what [Tracker.VerifyChain] found in the time that it had. Seq, Hash and RecordedAt are what the head of the chain says of its last
// entry. Of the Plans of the body Held were held against the chain, with all of their Records, of which Wrong names those that differ. Short says that
// the time was spent before everything was looked at.
type ChainVerdict struct {
	Verdict
	Seq        int64
	Hash       string
	RecordedAt time.Time
	Plans      int
	Held       int
	Records    int
	Wrong      []string
	Short      bool
}

// Whole says whether all that was looked at is as it was recorded.
func (v ChainVerdict) Whole() bool { return v.Fault == "" && len(v.Wrong) == 0 }

// VerifyChain recomputes the audit chain of a body, or the system's, holds its end against the recorded head, and then plan by plan what is kept of the
// body's plans against it; it begins nothing new once its time is spent. What else there is, only [Tracker.VerifyRecords] holds. Who may: whoever reads
// the whole chain, so the secretariat and co-chairs of the body, and admins the system's.
func (t *Tracker) VerifyChain(ctx context.Context, actor workplan.Actor, chain string, most time.Duration) (ChainVerdict, error) {
	v := ChainVerdict{Verdict: Verdict{Chain: chain}}
	if actor.Anonymous() {
		return v, ErrSignIn
	}
	object := workplan.Object{Body: chain}
	if chain == workplan.SystemChain {
		object.Body = ""
	}
	if err := actor.Must(workplan.ReadAudit, object); err != nil {
		return v, err
	}
	spent, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	var plans []string
	err := t.store.Snapshot(ctx, func(tx *store.Tx) (err error) {
		if err = v.ofChain(spent, tx); err == nil && chain != workplan.SystemChain {
			plans, err = v.plansOf(tx)
		}
		return err
	})
	for _, code := range plans {
		if err != nil || v.Short || v.Fault != "" {
			break
		}
		if err = t.store.Snapshot(spent, func(tx *store.Tx) error { return v.hold(tx, code) }); err != nil && spent.Err() != nil && ctx.Err() == nil {
			v.Short, err = true, nil
		}
	}
	return v, err
}

// ofChain verifies the chain itself.
func (v *ChainVerdict) ofChain(spent context.Context, tx *store.Tx) error {
	heads, err := tx.AuditHeads()
	if err != nil {
		return err
	}
	n := slices.IndexFunc(heads, func(h store.AuditHead) bool { return h.Chain == v.Chain })
	if n < 0 {
		v.Fault = "the head of the chain was removed"
		return nil
	}
	v.Seq, v.Hash, v.RecordedAt = heads[n].Seq, heads[n].Hash, heads[n].RecordedAt
	found, done, err := verifyChain(spent, tx, heads[n])
	v.Verdict, v.Short = found, !done
	return err
}

// plansOf lists the plans of the chain's body, and notes those of which the chain tells and that are gone.
func (v *ChainVerdict) plansOf(tx *store.Tx) ([]string, error) {
	sight, err := everything(tx)
	if err != nil {
		return nil, err
	}
	all, err := tx.AllPlans(sight)
	if err != nil {
		return nil, err
	}
	audited, err := tx.PlansAudited()
	for _, code := range audited {
		if err != nil || slices.ContainsFunc(all, func(p workplan.WorkPlan) bool { return p.Code == code }) {
			continue
		}
		var entries []workplan.AuditEntry
		if entries, err = tx.EntriesOn(code); len(entries) > 0 && entries[0].Chain == v.Chain {
			v.Wrong = append(v.Wrong, "plan "+code+": the audit chain tells of it, but it is gone")
		}
	}
	all = slices.DeleteFunc(all, func(p workplan.WorkPlan) bool { return p.Body != v.Chain })
	v.Plans = len(all)
	return codesOf(all), err
}

// hold holds what is kept of a plan against the chain.
func (v *ChainVerdict) hold(tx *store.Tx, code string) error {
	sight, err := everything(tx)
	if err != nil {
		return err
	}
	all, err := tx.AllPlans(sight)
	if err != nil {
		return err
	}
	for _, p := range all {
		if p.Code != code {
			continue
		}
		l, err := verifyPlan(tx, sight, p)
		if err != nil {
			return err
		}
		l.close()
		v.Held, v.Records, v.Wrong = v.Held+1, v.Records+l.checked, append(v.Wrong, l.faults...)
	}
	return nil
}

// everything is a sight that reaches all content, for checks that show none of it.
func everything(tx *store.Tx) (workplan.Sight, error) {
	bodies, err := tx.Bodies()
	s := workplan.Sight{Public: true}
	for _, b := range bodies {
		s.Chairs = append(s.Chairs, b.Code)
	}
	return s, err
}
