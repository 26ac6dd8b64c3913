package workplan

import (
	"cmp"
	"maps"
	"slices"
)

// TimelinePoint is how many one-off items had each status at the end of a day, and the completion rate then.
type TimelinePoint struct {
	On       Date
	ByStatus map[Status]int
	Rate     Rate
}

// timeline reckons the numbers of the report for every day on which one of them changed or a meeting was over, from the endorsement to the day of
// the report: each point says what a report as of that day, from what is known now, would say of the same items, as far as the plan had them then.
func timeline(src ReportSource) []TimelinePoint {
	type move struct {
		on       Date
		from, to Status
	}
	var moves []move
	now := map[Status]int{}
	first := src.Plan.EndorsedOn.First()
	for _, item := range src.Items {
		if item.Nature != NatureOneOff {
			continue
		}
		standing := Unreported()
		if item.AddedOn > first {
			moves = append(moves, move{item.AddedOn, "", standing.Status})
		} else {
			now[standing.Status]++
		}
		for _, u := range InForce(src.StatusChanges[item.ID], src.View) {
			after := standing.After(u)
			if after.Status != standing.Status {
				moves = append(moves, move{u.EffectiveOn, standing.Status, after.Status})
			}
			standing = after
		}
	}
	slices.SortStableFunc(moves, func(a, b move) int { return cmp.Compare(a.on, b.on) })
	if len(moves) > 0 && (first == "" || moves[0].on < first) {
		first = moves[0].on
	}
	if first == "" || first > src.View.AsOf || len(now)+len(moves) == 0 {
		return nil
	}
	days := []Date{first, src.View.AsOf}
	for _, m := range moves {
		days = append(days, m.on)
	}
	for _, m := range meetingsWithin(src.Meetings, first, src.View.AsOf) {
		days = append(days, m.LastDay())
	}
	slices.Sort(days)
	var points []TimelinePoint
	for _, day := range slices.Compact(days) {
		for len(moves) > 0 && moves[0].on <= day {
			if moves[0].from != "" {
				now[moves[0].from]--
			}
			now[moves[0].to]++
			moves = moves[1:]
		}
		points = append(points, TimelinePoint{On: day, ByStatus: maps.Clone(now), Rate: rateOf(now)})
	}
	return points
}

// rateOf is the completion rate of one-off items by status.
func rateOf(byStatus map[Status]int) Rate {
	all := 0
	for _, n := range byStatus {
		all += n
	}
	return Rate{Numerator: byStatus[StatusCompleted], Denominator: all - byStatus[StatusWithdrawn] - byStatus[StatusCarriedOver]}
}

// meetingsWithin lists the dated meetings that were over between two days, in order.
func meetingsWithin(meetings []Meeting, first, last Date) []Meeting {
	within := []Meeting{}
	for _, m := range meetings {
		if day := m.LastDay(); day != "" && first <= day && day <= last {
			within = append(within, m)
		}
	}
	slices.SortFunc(within, func(a, b Meeting) int {
		return cmp.Or(cmp.Compare(a.LastDay(), b.LastDay()), cmp.Compare(a.Code, b.Code))
	})
	return within
}
