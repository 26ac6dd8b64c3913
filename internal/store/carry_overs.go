package store

import (
	"cmp"
	"slices"

	"fwptracker/internal/workplan"
)

// AddCarryOvers appends carry-overs and gives them their ids.
func (tx *Tx) AddCarryOvers(rows []workplan.CarryOver) error {
	if len(rows) == 0 {
		return nil
	}
	return tx.db.CreateInBatches(&rows, 500).Error
}

// CarriedFrom lists the carry-overs of items of a plan, in the order in which they were made: for the rules, not for readers.
func (tx *Tx) CarriedFrom(plan string) ([]workplan.CarryOver, error) {
	return asMade(all[workplan.CarryOver](tx.db.Where("plan = ?", plan)))
}

// CarriedInto lists the carry-overs into items of a plan, in the order in which they were made: for the rules, not for readers.
func (tx *Tx) CarriedInto(plan string) ([]workplan.CarryOver, error) {
	return asMade(all[workplan.CarryOver](tx.db.Where("into_plan = ?", plan)))
}

// CarriedBy lists the carry-overs of the items of updates; whoever may see the items in which they
// go on.
func (tx *Tx) CarriedBy(updates []workplan.StatusUpdate) ([]workplan.CarryOver, error) {
	pairs := make([]string, 0, len(updates))
	for _, u := range updates {
		pairs = append(pairs, u.Plan+"/"+u.Ref)
	}
	return asMade(inParts(pairs, func(part []string) ([]workplan.CarryOver, error) {
		marks, names := namePairs(part)
		return all[workplan.CarryOver](tx.db.Where("(plan, ref) IN (VALUES "+marks+")", names...))
	}))
}

// asMade puts carry-overs in the order in which they were made. There are few at a time, and no index has that order within a plan.
func asMade(rows []workplan.CarryOver, err error) ([]workplan.CarryOver, error) {
	slices.SortFunc(rows, func(a, b workplan.CarryOver) int { return cmp.Compare(a.ID, b.ID) })
	return rows, err
}

// LastEffect is the last day on which an update of a plan took effect, "" where there is none.
func (tx *Tx) LastEffect(plan string) (workplan.Date, error) {
	type last struct{ Day workplan.Date }
	of, err := one[last](tx.db.Raw("SELECT COALESCE(MAX(effective_on), '') AS day FROM status_updates WHERE plan = ?", plan))
	return of.Day, err
}
