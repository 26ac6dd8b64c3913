package workplan

import (
	"cmp"
	"database/sql/driver"
	"slices"
)

// MeetingReport is what the record of a meeting says of who reported there on a plan. It links no lead to an item: what each said is told by its
// updates, where there are any.
type MeetingReport struct {
	Meeting string
	Name    string
	On      Date
	Leads   List
}

// LeadReport says which leads reported at a meeting on a plan, all by their codes.
type LeadReport struct {
	Plan  string `json:"plan"`
	Leads List   `json:"leads"`
}

// LeadReports are lead reports by plan, stored as one JSON column.
type LeadReports []LeadReport

// Value stores the reports as JSON.
func (r LeadReports) Value() (driver.Value, error) { return jsonColumn(r, len(r) == 0) }

// Scan reads what Value stored.
func (r *LeadReports) Scan(src any) error { return scanJSON(src, r) }

// maxReported bounds on how many plans leads report at one meeting.
const maxReported = 20

// reported checks who reported at a meeting: each plan once, with at least one lead.
func (f *Faults) reported(list LeadReports) {
	if len(list) > maxReported {
		f.Add("/reported", "too_many", "has %d entries; at most %d are allowed", len(list), maxReported)
		return
	}
	for n, r := range list {
		at := "/reported/" + itoa(n)
		f.code(at+"/plan", r.Plan)
		if slices.ContainsFunc(list[:n], func(o LeadReport) bool { return o.Plan == r.Plan }) {
			f.Add(at+"/plan", "duplicate", "%q is given twice; name all of its leads in one entry", r.Plan)
		}
		if len(r.Leads) == 0 {
			f.Add(at+"/leads", "required", "name the leads that reported, or leave the plan out")
		}
		f.codes(at+"/leads", r.Leads, maxProtocol)
	}
}

// ReportedOn lists the leads that reported at the meeting on a plan.
func (m MeetingContent) ReportedOn(plan string) List {
	for _, r := range m.Reported {
		if r.Plan == plan {
			return r.Leads
		}
	}
	return nil
}

// ReportedAt lists, in the order of their last days, the meetings over by a day whose records name leads that reported on the plan.
func ReportedAt(meetings []Meeting, plan string, asOf Date) []MeetingReport {
	var reports []MeetingReport
	for _, m := range meetings {
		if day, leads := m.LastDay(), m.ReportedOn(plan); len(leads) > 0 && day != "" && day <= asOf {
			reports = append(reports, MeetingReport{Meeting: m.Code, Name: m.Name, On: day, Leads: leads})
		}
	}
	slices.SortFunc(reports, func(a, b MeetingReport) int {
		return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(a.Meeting, b.Meeting))
	})
	return reports
}

// reportedWithin keeps of the meetings' records what belongs to a scope: the leads asked for; and nothing where only some objectives or topics
// are, since a record tells of the plan as a whole.
func reportedWithin(reports []MeetingReport, s ReportScope) []MeetingReport {
	if len(s.Objectives)+len(s.Topics) > 0 {
		return nil
	}
	var within []MeetingReport
	for _, m := range reports {
		m.Leads = slices.DeleteFunc(slices.Clone(m.Leads), func(lead string) bool { return !among(s.Leads, lead) })
		if len(m.Leads) > 0 {
			within = append(within, m)
		}
	}
	return within
}

// heardAt says whether the record of a meeting after a day names the lead.
func heardAt(reports []MeetingReport, lead string, since Date) bool {
	return slices.ContainsFunc(reports, func(m MeetingReport) bool { return m.On > since && m.Leads.Has(lead) })
}

// MeetingAttendance is who attended the meeting at whose date a report stands, as its record says: how many of each category, which members of the
// register by capacity, and what is known without names. Delegates are in no report.
type MeetingAttendance struct {
	Meeting string
	Name    string
	On      Date
	Counts  []CategoryCount
	Members []AttendingMember
	Note    string
}

// AttendingMember is a member that attended a meeting.
type AttendingMember struct {
	Member   string
	Capacity Capacity
	Category Category
}

// AttendanceOf is the attendance of a meeting for a report, nil where nothing of it is recorded. Members are those of the register, by code.
func AttendanceOf(m Meeting, members map[string]Member) *MeetingAttendance {
	kinds := map[string]MemberKind{}
	for code, member := range members {
		kinds[code] = member.Kind
	}
	a := MeetingAttendance{Meeting: m.Code, Name: m.Name, On: m.LastDay(), Counts: m.AttendanceCounts(kinds), Note: m.AttendanceNote}
	for _, e := range m.Attendance {
		if e.Says.Member != "" {
			a.Members = append(a.Members, AttendingMember{e.Says.Member, e.Says.Capacity, e.Says.Category(kinds[e.Says.Member])})
		}
	}
	if len(a.Counts) == 0 && a.Note == "" {
		return nil
	}
	return &a
}
