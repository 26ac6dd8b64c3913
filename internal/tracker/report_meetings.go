package tracker

import (
	"slices"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// loadMeetings loads the meetings of the body, and what their records say of the plan. Who reported on a plan is told to whoever reads the plan, who
// attended the meeting for which the report is to whoever reads its record; the rest of it is in no report.
func loadMeetings(tx *store.Tx, sight, today workplan.Sight, meeting string, src *workplan.ReportSource) (err error) {
	if src.Meetings, err = meetingsAt(tx, src.Plan.Body, src.View); err != nil {
		return err
	}
	src.Reported = workplan.ReportedAt(src.Meetings, src.Plan.Code, src.View.AsOf)
	if err := loadAttendance(tx, sight, today, meeting, src); err != nil {
		return err
	}
	src.Meetings = bare(src.Meetings, sight, src.Audience)
	src.Meeting = named(src.Meetings, meeting)
	return nil
}

// loadAttendance finds who attended the meeting at whose date a report stands, as far as the reader was let in to its record then and is today.
func loadAttendance(tx *store.Tx, sight, today workplan.Sight, code string, src *workplan.ReportSource) error {
	m := named(src.Meetings, code)
	if m == nil {
		return nil
	}
	now, err := tx.Meeting(code)
	if err != nil || !today.Sees(now.Body, now.RecordAudience(), nil) {
		return err
	}
	met := m.SeenBy(sight, *m)
	codes := []string{}
	for _, a := range met.Attendance {
		if a.Says.Member != "" {
			codes = append(codes, a.Says.Member)
		}
	}
	members, err := membersAt(tx, distinct(codes), src.View)
	src.Attendance = workplan.AttendanceOf(met, members)
	return err
}

// bare leaves of meetings what a report needs: to the public only what names them, since the register of meetings itself is not public, and to nobody
// their records. When a meeting was last changed is told to those who see all of its record, since the change may be one of what is not for others.
func bare(meetings []workplan.Meeting, s workplan.Sight, to workplan.Audience) []workplan.Meeting {
	for n, m := range meetings {
		if !slices.Contains(s.Chairs, m.Body) {
			meetings[n].UpdatedAt = m.CreatedAt
		}
		meetings[n].MeetingRecord, meetings[n].Adoption, meetings[n].AttendanceNote, meetings[n].Headcounts = workplan.MeetingRecord{}, workplan.Adoption{}, "", nil
		if to == workplan.AudiencePublic {
			meetings[n].MeetingContent = workplan.MeetingContent{Number: m.Number, Name: m.Name, Starts: m.Starts, Ends: m.Ends}
		}
	}
	return meetings
}

func named(meetings []workplan.Meeting, code string) *workplan.Meeting {
	for n := range meetings {
		if code != "" && meetings[n].Code == code {
			return &meetings[n]
		}
	}
	return nil
}
