package workplan

import (
	"cmp"
	"slices"
	"strings"
)

// lineage says how work went on from item to item across the plans of a portfolio. An item continues the one that it names as its predecessor; so
// each item has at most one before it, and may have several after it. Of a piece of work only the latest items count, each of several into which
// it was split; of items that were merged, those which the one after them does not name stand for themselves, as carried over.
//
// An item counts as continued only by one that counts itself: in a plan that the portfolio lists and that is no draft. The way between the two
// may lead through drafts, plans that are not listed, and items that the reader does not see.
type lineage struct {
	// before gives, by name, the item that an item continues; items without one are not there.
	before map[string]string
	// held are those of the names in before that are items of the source.
	held map[string]bool
	// continued are the refs of items that a later one continues, by plan.
	continued map[string]map[string]bool
}

// lineage follows the predecessors. Where items name each other in a circle, the first of them, in the order of plans and refs, is taken to
// continue none, so that the last still counts.
func (src PortfolioSource) lineage() lineage {
	l := lineage{before: map[string]string{}, continued: map[string]map[string]bool{}}
	named, place, counts := map[string]bool{}, map[string]int{}, map[string]bool{}
	for n, p := range src.Plans {
		place[p.Plan.Code] = n
		counts[p.Plan.Code] = p.Plan.Status != PlanDraft && src.Scope.Lists(p.Plan)
		for _, i := range p.Items {
			if i.Predecessor != "" {
				l.before[p.Plan.Code+"/"+i.Ref], named[i.Predecessor] = i.Predecessor, true
			}
		}
	}
	for name, before := range src.Links {
		if before != "" {
			l.before[name], named[before] = before, true
		}
	}
	l.breakCircles(place)
	l.held = src.holds(named)
	for name := range l.before {
		if _, unseen := src.Links[name]; !unseen && counts[planIn(name)] {
			l.mark(name, counts)
		}
	}
	return l
}

// breakCircles goes up from each item once. No item is in more than one circle.
func (l lineage) breakCircles(place map[string]int) {
	walk, n := map[string]int{}, 0
	for start := range l.before {
		n++
		for name, more := start, true; more && walk[name] == 0; name, more = l.before[name] {
			walk[name] = n
			if walk[l.before[name]] == n {
				delete(l.before, l.first(name, place))
				break
			}
		}
	}
}

// first is the first item of the circle that an item is in; one of a plan that is not in the source comes after all others.
func (l lineage) first(start string, place map[string]int) string {
	after := func(name string) (int, string) {
		if n, known := place[planIn(name)]; known {
			return n, refKeyIn(name)
		}
		return len(place), refKeyIn(name)
	}
	first := start
	for name := l.before[start]; name != start; name = l.before[name] {
		at, key := after(name)
		if firstAt, firstKey := after(first); cmp.Or(cmp.Compare(at, firstAt), cmp.Compare(key, firstKey)) < 0 {
			first = name
		}
	}
	return first
}

// mark marks the next item up that counts as continued: what lies before that, it marks itself.
func (l lineage) mark(name string, counts map[string]bool) {
	for before, more := l.before[name]; more; before, more = l.before[before] {
		if l.held[before] && counts[planIn(before)] {
			put(l.continued, before)
			return
		}
	}
}

// path lists the names from the first item of a work to this one. An item that the reader does not see stands there only under the name by which
// one that the reader sees continues it; where it came from itself is not told, but the way goes on to what the reader sees.
func (l lineage) path(i ActionItem) []string {
	if i.Predecessor == "" {
		return nil
	}
	name, seen := i.Name(), true
	path := []string{name}
	for {
		before, more := l.before[name]
		if !more {
			break
		}
		if seen || l.held[before] {
			path = append(path, before)
		}
		name, seen = before, l.held[before]
	}
	slices.Reverse(path)
	return path
}

// planIn is the plan in an item's name, "plan/ref".
func planIn(name string) string {
	plan, _, _ := strings.Cut(name, "/")
	return plan
}
