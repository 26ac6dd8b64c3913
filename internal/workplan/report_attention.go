package workplan

import (
	"cmp"
	"slices"
)

// Concern says why an open item needs the attention of the co-chairs.
type Concern string

// The concerns. A plan is over where the completion that the lead last planned lies in the past and the item is still open.
const (
	ConcernOverdue  Concern = "overdue"
	ConcernPlanOver Concern = "plan_over"
	ConcernOffTrack Concern = "off_track"
	ConcernAtRisk   Concern = "at_risk"
	ConcernSilent   Concern = "silent"
)

// Concerns lists the concerns, the most pressing first.
var Concerns = []Concern{ConcernOverdue, ConcernPlanOver, ConcernOffTrack, ConcernAtRisk, ConcernSilent}

// concerns finds what is the matter with an item, the most pressing first; nothing with one that is no longer open.
func concerns(i ReportItem) []Concern {
	if !i.Item.Status.Open() {
		return nil
	}
	holds := map[Concern]bool{ConcernOverdue: i.OverdueDays > 0, ConcernPlanOver: i.PlanOverDays > 0, ConcernOffTrack: i.Item.Health == HealthOffTrack,
		ConcernAtRisk: i.Item.Health == HealthAtRisk, ConcernSilent: i.Silent}
	return slices.DeleteFunc(slices.Clone(Concerns), func(c Concern) bool { return !holds[c] })
}

// attention lists the items with a concern: by their most pressing one, within it the longer overdue or past its plan first, then in the order of
// the plan.
func attention(lines []ReportItem) []ReportItem {
	list := slices.DeleteFunc(slices.Clone(lines), func(l ReportItem) bool { return len(l.Concerns) == 0 })
	slices.SortStableFunc(list, func(a, b ReportItem) int {
		return cmp.Or(cmp.Compare(slices.Index(Concerns, a.Concerns[0]), slices.Index(Concerns, b.Concerns[0])),
			cmp.Compare(b.OverdueDays, a.OverdueDays), cmp.Compare(b.PlanOverDays, a.PlanOverDays))
	})
	return list
}
