package tracker

import (
	"context"
	"fmt"
	"strconv"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// ListAudit lists audit entries, newest first. Who may: secretariat and co-chairs, those of their bodies; focal points, those on items that
// their members lead; an admin, those on users and settings.
func (t *Tracker) ListAudit(ctx context.Context, actor workplan.Actor, f workplan.AuditFilter, page workplan.Page) (workplan.Listing[workplan.AuditEntry], error) {
	var none workplan.Listing[workplan.AuditEntry]
	if actor.Anonymous() {
		return none, ErrSignIn
	}
	if err := actor.MustHave(workplan.ScopeAudit); err != nil {
		return none, err
	}
	sight := actor.Sight()
	reach := store.AuditReach{Chains: sight.Chairs, Own: sight.Own, OwnIn: sight.OwnIn}
	if actor.Has(workplan.RoleAdmin, "") {
		reach.Chains = append(reach.Chains, workplan.SystemChain)
	}
	if len(reach.Chains)+len(reach.Own)+len(reach.OwnIn) == 0 {
		return none, actor.Must(workplan.ReadAudit, workplan.Object{})
	}
	if len(page.Sort) == 0 {
		page.Sort = []workplan.Sort{{Word: "recorded", Desc: true}}
	}
	return badCursor(t.store.Read(ctx).ListAudit(reach, f, sorted(page, workplan.AuditSorts)))
}

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
		orphans, err := tx.ChainsWithoutHead()
		for _, chain := range orphans {
			verdicts = append(verdicts, Verdict{Chain: chain, Fault: "the head of the chain was removed"})
		}
		return err
	})
	return verdicts, err
}

func verifyChain(tx *store.Tx, head store.AuditHead) (Verdict, error) {
	v := Verdict{Chain: head.Chain}
	prev := ""
	for {
		entries, err := tx.Entries(head.Chain, v.Entries, 1000)
		if err != nil {
			return v, err
		}
		for _, e := range entries {
			if v.Fault = e.Broken(v.Entries, prev); v.Fault != "" {
				return v, nil
			}
			v.Entries, prev = e.Seq, e.Hash
		}
		if len(entries) == 0 {
			break
		}
	}
	if v.Entries != head.Seq || prev != head.Hash {
		v.Fault = fmt.Sprintf("the chain ends at number %d but its head says %d: entries were removed from or added to its end", v.Entries, head.Seq)
	}
	return v, nil
}

// VerifyStandings holds the kept standing and content of every item against the replay of its records, and names those that differ.
// Who may: the operator.
func (t *Tracker) VerifyStandings(ctx context.Context) (checked int, faults []string, err error) {
	err = t.store.Snapshot(ctx, func(tx *store.Tx) error {
		sight, err := everything(tx)
		if err != nil {
			return err
		}
		plans, err := tx.AllPlans(sight)
		if err != nil {
			return err
		}
		now := workplan.View{AsOf: t.Today()}
		for _, p := range plans {
			rows, err := tx.ItemsOf(sight, p.Code)
			if err != nil {
				return err
			}
			history, err := tx.HistoryOfPlan(p.Code, now)
			if err != nil {
				return err
			}
			for _, i := range rows {
				checked++
				if replayed := workplan.ReplayUpdates(history[i.ID], now); replayed != i.Standing {
					faults = append(faults, fmt.Sprintf("item %s: its kept standing is not what its updates say", i.Name()))
				}
			}
			more, err := verifyContents(tx, rows, now)
			faults = append(faults, more...)
			if err != nil {
				return err
			}
		}
		return nil
	})
	return checked, faults, err
}

// verifyContents holds the kept content of items against their content logs.
func verifyContents(tx *store.Tx, rows []workplan.ActionItem, v workplan.View) ([]string, error) {
	ids := make([]int64, len(rows))
	for n, i := range rows {
		ids[n] = i.ID
	}
	changes, err := tx.ChangesOfAll(workplan.NounItem, ids)
	var faults []string
	for _, i := range rows {
		state, ok := workplan.ReplayContent[workplan.ItemState](changes[i.ID], v)
		if !ok || len(workplan.Diff(state, i.State())) > 0 {
			faults = append(faults, fmt.Sprintf("item %s: its kept content is not what its log says", i.Name()))
		}
	}
	return faults, err
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

func itoa(n int) string { return strconv.Itoa(n) }

// yesterday is the day before d.
func yesterday(d workplan.Date) workplan.Date { return d.AddDays(-1) }
