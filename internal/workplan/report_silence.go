package workplan

import (
	"cmp"
	"slices"
)

// SilenceSince finds the meeting that counts for silence: the last one over before the date, and its last day. In a body that numbers its
// meetings only the numbered ones count, since nobody reports to a joint or side event. Where the body has had none since the endorsement,
// the day before the endorsement counts: updates are taken from its first day on. A draft takes none, so nobody is silent on it: "".
func SilenceSince(meetings []Meeting, plan WorkPlan, asOf Date) (*Meeting, Date) {
	if plan.Status == PlanDraft {
		return nil, ""
	}
	var last *Meeting
	numbered := slices.ContainsFunc(meetings, func(m Meeting) bool { return m.Number > 0 })
	for _, m := range meetings {
		if day := m.LastDay(); day == "" || day >= asOf || numbered && m.Number == 0 {
			continue
		}
		if last == nil || cmp.Or(cmp.Compare(m.LastDay(), last.LastDay()), cmp.Compare(m.Code, last.Code)) > 0 {
			last = &m
		}
	}
	endorsed := plan.EndorsedOn.First()
	switch {
	case last != nil && last.LastDay() >= endorsed:
		return last, last.LastDay()
	case endorsed == "":
		return last, ""
	default:
		return last, endorsed.AddDays(-1)
	}
}

// silentLeads lists the leads with open items for which no update has spoken since the day that counts. A lead is heard through any update
// made for it on any item of the plan, and where the record of a meeting says that it reported.
func silentLeads(src ReportSource, since Date) []SilentLead {
	open := map[string][]string{}
	for _, item := range src.Items {
		for _, lead := range item.Leads {
			if item.Status.Open() && item.AddedOn <= since && !src.Heard[lead] && !heardAt(src.Reported, lead, since) && among(src.Scope.Leads, lead) {
				open[lead] = append(open[lead], item.Ref)
			}
		}
	}
	silent := make([]SilentLead, 0, len(open))
	for lead, refs := range open {
		silent = append(silent, SilentLead{Member: lead, Name: src.name(lead), Refs: refs})
	}
	slices.SortFunc(silent, func(a, b SilentLead) int { return src.Body.InProtocolOrder(a.Member, a.Name, b.Member, b.Name) })
	return silent
}
