package workplan

import (
	"cmp"
	"slices"
	"strings"
)

// lineage says how work went on from item to item across the plans of a portfolio. An item continues those that it names as its predecessors, and
// may itself be continued by several. Of a piece of work only the latest items count: each of several into which it was split, and of several
// that were merged the one that they became.
//
// An item counts as continued only by one that counts itself: in a plan that the portfolio lists and that is no draft. The way between the two
// may lead through drafts, plans that are not listed, and items that the reader does not see.
type lineage struct {
	// before gives, by name, the items that an item continues; items that continue none are not there.
	before map[string]List
	// held are those of the names in before that are items of the source.
	held map[string]bool
	// continued are the refs of items that a later one continues, by plan.
	continued map[string]map[string]bool
	// ways are the longest ways up from items, as far as they were asked for.
	ways map[string]way
}

// way is the first step of the longest way up from an item, and how many of the items on it the reader is told of.
type way struct {
	step  string
	shown int
}

// lineage follows the predecessors. Where items name each other in a circle, the first of them, in the order of plans and refs, is taken to
// continue none of the others, so that the last still counts.
func (src PortfolioSource) lineage() lineage {
	l := lineage{before: map[string]List{}, continued: map[string]map[string]bool{}, ways: map[string]way{}}
	named, place, counts := map[string]bool{}, map[string]int{}, map[string]bool{}
	follow := func(name string, predecessors List) {
		if len(predecessors) > 0 {
			l.before[name] = predecessors
		}
		for _, before := range predecessors {
			named[before] = true
		}
	}
	for n, p := range src.Plans {
		place[p.Plan.Code] = n
		counts[p.Plan.Code] = p.Plan.Status != PlanDraft && src.Scope.Lists(p.Plan)
		for _, i := range p.Items {
			if len(i.Predecessors) > 0 {
				follow(p.Plan.Code+"/"+i.Ref, i.Predecessors)
			}
		}
	}
	for name, predecessors := range src.Links {
		follow(name, predecessors)
	}
	l.breakCircles(place)
	l.held = src.holds(named)
	passed := map[string]bool{}
	for name := range l.before {
		if _, unseen := src.Links[name]; !unseen && counts[planIn(name)] {
			l.mark(name, counts, passed)
		}
	}
	return l
}

// breakCircles takes the first item of each circle out of what follows it, until there is no circle left.
func (l lineage) breakCircles(place map[string]int) {
	names := make([]string, 0, len(l.before))
	for name := range l.before {
		names = append(names, name)
	}
	open := circles(names, func(name string) List { return l.before[name] })
	for len(open) > 0 {
		circle := open[0]
		open = open[1:]
		within := map[string]bool{}
		for _, name := range circle {
			within[name] = true
		}
		first := slices.MinFunc(circle, inLineageOrder(place))
		l.before[first] = slices.DeleteFunc(slices.Clone(l.before[first]), func(before string) bool { return within[before] })
		open = append(open, circles(circle, func(name string) List {
			return slices.DeleteFunc(slices.Clone(l.before[name]), func(before string) bool { return !within[before] })
		})...)
	}
}

// inLineageOrder puts names by plan and ref; one of a plan that is not in the source comes after all others.
func inLineageOrder(place map[string]int) func(a, b string) int {
	at := func(name string) int {
		if n, known := place[planIn(name)]; known {
			return n
		}
		return len(place)
	}
	return func(a, b string) int {
		return cmp.Or(cmp.Compare(at(a), at(b)), cmp.Compare(refKeyIn(a), refKeyIn(b)))
	}
}

// circles lists the sets of names that lead to each other, each of two or more. It goes up from each name once (Tarjan's strongly connected
// components).
func circles(names []string, before func(string) List) (found [][]string) {
	type mark struct {
		index, low int
		open       bool
	}
	marks := map[string]*mark{}
	var path []string
	var visit func(name string) *mark
	visit = func(name string) *mark {
		m := &mark{index: len(marks), low: len(marks), open: true}
		marks[name] = m
		from := len(path)
		path = append(path, name)
		for _, b := range before(name) {
			if next := marks[b]; next == nil {
				m.low = min(m.low, visit(b).low)
			} else if next.open {
				m.low = min(m.low, next.index)
			}
		}
		if m.low == m.index {
			for _, closed := range path[from:] {
				marks[closed].open = false
			}
			if len(path)-from > 1 {
				found = append(found, slices.Clone(path[from:]))
			}
			path = path[:from]
		}
		return m
	}
	for _, name := range names {
		if marks[name] == nil {
			visit(name)
		}
	}
	return found
}

// mark marks the next items up that count as continued: what lies before those, they mark themselves. Passed are the items that do not count and
// of which this was done.
func (l lineage) mark(name string, counts, passed map[string]bool) {
	for _, before := range l.before[name] {
		switch {
		case l.held[before] && counts[planIn(before)]:
			put(l.continued, before)
		case !passed[before]:
			passed[before] = true
			l.mark(before, counts, passed)
		}
	}
}

// path lists the names from the first item of a work to this one, the longest way where items were merged. An item that the reader does not see
// stands there only under the name by which one that the reader sees continues it; where it came from itself is not told, but the way goes on to
// what the reader sees.
func (l lineage) path(i ActionItem) []string {
	if len(i.Predecessors) == 0 {
		return nil
	}
	name, seen := i.Name(), true
	path := []string{name}
	for w := l.longest(name, true); w.step != ""; w = l.longest(name, seen) {
		if seen || l.held[w.step] {
			path = append(path, w.step)
		}
		name, seen = w.step, l.held[w.step]
	}
	slices.Reverse(path)
	return path
}

// longest is the longest way up from an item, the first that it names of several.
func (l lineage) longest(name string, seen bool) way {
	if w, known := l.ways[name]; known {
		return w
	}
	var w way
	for _, before := range l.before[name] {
		shown := l.longest(before, l.held[before]).shown
		if seen || l.held[before] {
			shown++
		}
		if w.step == "" || shown > w.shown {
			w = way{before, shown}
		}
	}
	l.ways[name] = w
	return w
}

// joined lists the names of the items that went into the same work besides those of its path, in order: it was merged from all of them.
func (l lineage) joined(path []string) []string {
	if len(path) == 0 {
		return nil
	}
	told, joined := map[string]bool{}, []string{}
	for _, name := range path {
		told[name] = true
	}
	walked := map[string]bool{}
	var walk func(name string, seen bool)
	walk = func(name string, seen bool) {
		walked[name] = true
		for _, before := range l.before[name] {
			if (seen || l.held[before]) && !told[before] {
				told[before], joined = true, append(joined, before)
			}
			if !walked[before] {
				walk(before, l.held[before])
			}
		}
	}
	walk(path[len(path)-1], true)
	slices.SortFunc(joined, func(a, b string) int { return cmp.Compare(refKeyIn(a), refKeyIn(b)) })
	return joined
}

// planIn is the plan in an item's name, "plan/ref".
func planIn(name string) string {
	plan, _, _ := strings.Cut(name, "/")
	return plan
}
