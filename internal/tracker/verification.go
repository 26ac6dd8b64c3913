package tracker

import (
	"context"
	"fmt"
	"math"
	"slices"

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
			v, err := verifyChain(tx, head)
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

func verifyChain(tx *store.Tx, head store.AuditHead) (Verdict, error) {
	v := Verdict{Chain: head.Chain}
	var last workplan.AuditEntry
	for after := int64(math.MinInt64); ; after = last.Seq {
		entries, err := tx.Entries(head.Chain, after, 1000)
		if err != nil {
			return v, err
		}
		for _, e := range entries {
			if v.Fault = e.Broken(v.Entries, last.Hash); v.Fault != "" {
				return v, nil
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
	return v, nil
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
