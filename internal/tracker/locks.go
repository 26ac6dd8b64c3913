package tracker

import (
	"slices"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// lock takes the audit chain to which a write belongs, and with it its place in the order of the chain's writes. Where there is no such
// chain it refuses in the words in which the use case would refuse what the actor may not see.
type lock func(*store.Tx) (store.AuditHead, error)

func ofSystem(tx *store.Tx) (store.AuditHead, error) { return tx.LockChain(workplan.SystemChain) }

func ofBody(body string) lock {
	return func(tx *store.Tx) (store.AuditHead, error) {
		if body == workplan.SystemChain {
			return store.AuditHead{}, workplan.Missing("body %s", body)
		}
		head, err := tx.LockChain(body)
		return found(head, err, "body %s", body)
	}
}

// inBody is ofBody for a body that the request names in a field: its fault joins the others of the request.
func inBody(body string, f workplan.Faults) lock {
	return func(tx *store.Tx) (store.AuditHead, error) {
		head, err := ofBody(body)(tx)
		if workplan.KindOf(err) != workplan.NotFound {
			return head, err
		}
		if !slices.ContainsFunc(f, func(fault workplan.Fault) bool { return fault.Pointer == "/body" }) {
			f.Add("/body", "unknown", "there is no body %q", body)
		}
		return head, f.Err()
	}
}

func ofPlan(plan string) lock {
	return func(tx *store.Tx) (store.AuditHead, error) {
		head, err := tx.LockChainOfPlan(plan)
		return found(head, err, "plan %s", plan)
	}
}

func ofItem(plan, ref string) lock {
	return func(tx *store.Tx) (store.AuditHead, error) {
		head, err := tx.LockChainOfPlan(plan)
		return found(head, err, "item %s/%s", plan, ref)
	}
}

func ofMeeting(code string) lock {
	return func(tx *store.Tx) (store.AuditHead, error) {
		m, err := tx.Meeting(code)
		if m, err = found(m, err, "meeting %s", code); err != nil {
			return store.AuditHead{}, err
		}
		return tx.LockChain(m.Body)
	}
}

func ofRound(number int) lock {
	return func(tx *store.Tx) (store.AuditHead, error) {
		r, err := tx.Round(number)
		if r, err = found(r, err, "reporting round %d", number); err != nil {
			return store.AuditHead{}, err
		}
		return tx.LockChain(r.Body)
	}
}
