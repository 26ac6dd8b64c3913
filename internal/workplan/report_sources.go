package workplan

import (
	"slices"
	"time"
)

// ReportSource is everything a report is made from, as it stood in the report's view and as far as the reader may see it, without what was
// removed by then. Updates holds, by item and number, at least the latest report and the update that set the status (all of them
// WithAnnex), and in a comparison all updates of an item that was re-planned (see [RePlanned]); StatusChanges, by item, those that set a status or correct another; Heard the leads for which anything was reported after the
// day that [SilenceSince] gives.
type ReportSource struct {
	Body       Body
	Plan       WorkPlan
	Objectives []Objective
	Items      []ActionItem
	Members    map[string]Member
	Meetings   []Meeting
	Updates    map[int64]map[int]StatusUpdate
	Heard      map[string]bool
	Successors []Carried
	// Settled says that the plan stands closed and that this is its final report: see [WorkPlan.Settled].
	Settled bool
	// Reported is who reported at meetings up to the day of the report, by the meetings' own records.
	Reported []MeetingReport
	// Amendments are those in effect in the view, with what of them the reader may see.
	Amendments []AmendmentReading
	// Attendance is who attended the meeting at whose date the report stands, where the reader may know.
	Attendance *MeetingAttendance
	// Proposals are those for the next plan (see [ProposalsOf]), Windows the proposal windows of the body.
	Proposals   []ProposalReading
	Windows     []ProposalWindow
	View        View
	Meeting     *Meeting
	GeneratedAt time.Time
	GeneratedBy string
	Audience    Audience
	Scope       ReportScope
	Earlier     *EarlierState
	WithAnnex   bool
	// Check, where it is there, asks for the plan check.
	Check *CheckSource
	// Deliverables are those of the items, by ref; Openings those on the items, whatever their state; StageMeetings the meetings at
	// which stages were reached and that the reader may know of, by code.
	Deliverables  map[string][]DeliverableReading
	Openings      []OpeningReading
	StageMeetings map[string]Meeting

	StatusChanges map[int64][]StatusUpdate
}

// DropOutside takes out of the source the updates that the view does not know or that are not yet in effect in it.
func (src *ReportSource) DropOutside() {
	if src.View.Current {
		return
	}
	for _, updates := range src.Updates {
		for number, u := range updates {
			if !src.View.Knows(u.RecordedAt) || !src.View.Holds(u.EffectiveOn) {
				delete(updates, number)
			}
		}
	}
}

// names are the short names of every member that works on an item or for which an update speaks.
func (src ReportSource) names() map[string]string {
	names := map[string]string{}
	for _, m := range src.Reported {
		for _, code := range m.Leads {
			names[code] = src.name(code)
		}
	}
	for _, a := range src.Amendments {
		for _, code := range a.Members() {
			names[code] = src.name(code)
		}
	}
	src.outputNames(names)
	if src.Attendance != nil {
		for _, a := range src.Attendance.Members {
			names[a.Member] = src.name(a.Member)
		}
	}
	for _, p := range src.Proposals {
		for _, code := range append(append(p.Supporting(), p.ProposedLead...), p.ProposedBy) {
			if code != "" {
				names[code] = src.name(code)
			}
		}
	}
	for _, i := range src.Items {
		for _, code := range slices.Concat(i.Leads, i.Supporting, i.Partners) {
			names[code] = src.name(code)
		}
		for _, u := range src.Updates[i.ID] {
			if u.Lead != "" {
				names[u.Lead] = src.name(u.Lead)
			}
		}
	}
	return names
}

// scoped is the source with only the items, and what belongs to them, that are within its scope.
func (src ReportSource) scoped() ReportSource {
	if src.Scope.Whole() {
		return src
	}
	outside := func(i ActionItem) bool { return !src.Scope.Keeps(i) }
	src.Items = slices.DeleteFunc(slices.Clone(src.Items), outside)
	kept, ids := map[string]bool{}, map[int64]bool{}
	for _, i := range src.Items {
		kept[i.Name()], ids[i.ID] = true, true
	}
	src.Successors = slices.DeleteFunc(slices.Clone(src.Successors), func(c Carried) bool { return !kept[c.From] })
	src.Reported, src.Attendance = reportedWithin(src.Reported, src.Scope), nil
	src.Amendments = amendmentsWithin(src.Amendments, src.Scope, func(ref string) bool { return kept[src.Plan.Code+"/"+ref] })
	src.Proposals = slices.DeleteFunc(slices.Clone(src.Proposals), func(p ProposalReading) bool { return !src.Scope.keepsProposal(p) })
	src.Objectives = slices.DeleteFunc(slices.Clone(src.Objectives), func(o Objective) bool { return !among(src.Scope.Objectives, o.Number) })
	if src.Earlier != nil {
		earlier := *src.Earlier
		earlier.Items = slices.DeleteFunc(slices.Clone(earlier.Items), func(i ActionItem) bool { return outside(i) && !ids[i.ID] })
		src.Earlier = &earlier
	}
	return src
}
