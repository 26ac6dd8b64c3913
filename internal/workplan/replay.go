package workplan

import (
	"cmp"
	"slices"
)

// ReplayUpdates folds the updates of one item into its standing in the view. An update that has been corrected by then stands aside for
// its correction, whatever day the correction names; the rest count in the order of their effective dates, and of their numbers within a day.
func ReplayUpdates(updates []StatusUpdate, v View) Standing {
	standing := Unreported()
	for _, u := range InForce(updates, v) {
		standing = standing.After(u)
	}
	return standing
}

// InForce lists the updates that count in the view, in the order in which they take effect.
func InForce(updates []StatusUpdate, v View) []StatusUpdate {
	replaced := map[int]bool{}
	for _, u := range updates {
		if u.Corrects > 0 && v.Knows(u.RecordedAt) {
			replaced[u.Corrects] = true
		}
	}
	var counted []StatusUpdate
	for _, u := range updates {
		if v.Knows(u.RecordedAt) && v.Holds(u.EffectiveOn) && !replaced[u.Number] {
			counted = append(counted, u)
		}
	}
	return inOrder(counted, updates)
}

// inOrder sorts some of an item's updates by the day on which they take effect. Within a day they keep the order of their numbers, but a
// correction takes the place of what it corrects: mending a word in the first of two reports must not put it after the second.
func inOrder(some, all []StatusUpdate) []StatusUpdate {
	corrects := map[int]int{}
	for _, u := range all {
		if u.Corrects > 0 {
			corrects[u.Number] = u.Corrects
		}
	}
	place := func(number int) int {
		for corrects[number] > 0 && corrects[number] < number {
			number = corrects[number]
		}
		return number
	}
	slices.SortFunc(some, func(a, b StatusUpdate) int {
		return cmp.Or(cmp.Compare(a.EffectiveOn, b.EffectiveOn), cmp.Compare(place(a.Number), place(b.Number)), cmp.Compare(a.Number, b.Number))
	})
	return some
}

// legalHistory folds the updates in force into a standing, and checks that every change of status among them is in [Transitions] and was
// made by an update of the kind that may make it: a lead's report must not turn into a reopening because something else was put before it.
func legalHistory(item ActionItem, updates []StatusUpdate) (Standing, error) {
	standing := Unreported()
	for _, u := range updates {
		if u.Status != "" && u.Status != standing.Status {
			if t, ok := FindTransition(standing.Status, u.Status); !ok || !t.fits(u.Kind) {
				return standing, Clash("illegal-history", "With this, update %d of item %s (%s on %s) would follow the status %s, which is not allowed. "+
					"Correct that update first, or choose another date or status.", u.Number, item.Name(), u.Status, u.EffectiveOn, standing.Status)
			}
		}
		standing = standing.After(u)
	}
	return standing, nil
}
