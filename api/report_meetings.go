package api

import (
	"time"

	"fwptracker/internal/workplan"
)

// ReportMeeting is a meeting in a report.
//
//	@Description	A meeting of the body as a report names it. Dates may be partial or null (not recorded); date_note says what a date stands on. number is null outside the count. A report for the public has only
//	@Description	number, name and dates.
type ReportMeeting struct {
	Code      string    `json:"code" validate:"required" example:"wg-tip-9"`                                                 // The code by which it is named, for good
	Body      string    `json:"body" validate:"required" example:"wg-tip"`                                                   // Code of the body that met
	Number    *int      `json:"number" validate:"required" extensions:"x-nullable" example:"9"`                              // Its number in the count of the body; null for a meeting outside the count
	Name      string    `json:"name" validate:"required" example:"Ninth Annual Meeting"`                                     // Its name
	Starts    *string   `json:"starts" validate:"required" extensions:"x-nullable" example:"2023-11-07"`                     // Its first day, month, quarter or year; null where not recorded
	Ends      *string   `json:"ends" validate:"required" extensions:"x-nullable" example:"2023-11-08"`                       // Its last; null where not recorded, or where it is the same as starts
	DateNote  string    `json:"date_note" validate:"required" example:""`                                                    // What the dates stand on; may be empty
	Place     string    `json:"place" validate:"required" example:"Bangkok, Thailand"`                                       // Where it was held; may be empty
	Note      string    `json:"note" validate:"required" example:"Action item leads reported on Forward Work Plan 2021-23."` // Remarks; may be empty
	Source    string    `json:"source" validate:"required" example:"Co-Chairs' Statement, Ninth Annual Meeting"`             // Where the facts come from; may be empty
	CreatedAt time.Time `json:"created_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"`            // When it was first recorded (UTC)
	UpdatedAt time.Time `json:"updated_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"`            // When it was last changed (UTC), for those who see all of its record; created_at for others
} //@name ReportMeeting

// MeetingReport is who reported at a meeting.
//
//	@Description	The leads that reported on the plan at a meeting, as its record says; on which items is told by updates, where there are any.
type MeetingReport struct {
	Meeting string   `json:"meeting" validate:"required" example:"wg-tip-9"`            // Code of the meeting
	Name    string   `json:"name" validate:"required" example:"Ninth Annual Meeting"`   // Its name
	On      string   `json:"on" validate:"required" format:"date" example:"2023-11-08"` // The day on which it was over
	Leads   []string `json:"leads" validate:"required" example:"indonesia"`             // Codes of the leads that its record names as having reported on the plan
} //@name MeetingReport

// AttendanceOfMeeting is who attended a meeting.
//
//	@Description	Who attended the meeting at whose date the report stands, as its record says: how many of each category, and which members of the register. Delegates are in no report.
type AttendanceOfMeeting struct {
	Meeting string            `json:"meeting" validate:"required" example:"wg-tip-9"`                                    // Code of the meeting
	Name    string            `json:"name" validate:"required" example:"Ninth Annual Meeting"`                           // Its name
	On      *string           `json:"on" validate:"required" format:"date" extensions:"x-nullable" example:"2023-11-08"` // The day on which it was over; null where not recorded
	Counts  []AttendingCount  `json:"counts" validate:"required"`                                                        // How many attended of each category
	Members []AttendingMember `json:"members" validate:"required"`                                                       // The members of the register that attended, whatever their standing
	Note    string            `json:"note" validate:"required" example:"15 members, seven observers, RSO"`               // What is known of the attendance in words; may be empty
} //@name AttendanceOfMeeting

// AttendingMember is a member that attended a meeting.
//
//	@Description	A member of the register that attended a meeting.
type AttendingMember struct {
	Member   string             `json:"member" validate:"required" example:"ilo"`       // Code of the member
	Capacity Capacity           `json:"capacity" validate:"required" example:"member"`  // As what it took part
	Category AttendanceCategory `json:"category" validate:"required" example:"members"` // The category in which statements count it
} //@name AttendingMember

func reportMeeting(m workplan.Meeting) ReportMeeting {
	return ReportMeeting{Code: m.Code, Body: m.Body, Number: numberOrNull(m.Number), Name: m.Name, Starts: orNull(m.Starts), Ends: orNull(m.Ends),
		DateNote: m.DateNote, Place: m.Place, Note: m.Note, Source: m.Source, CreatedAt: m.CreatedAt.UTC(), UpdatedAt: m.UpdatedAt.UTC()}
}

func meetingOrNull(m *workplan.Meeting) *ReportMeeting {
	if m == nil {
		return nil
	}
	dto := reportMeeting(*m)
	return &dto
}

func attendanceOrNull(a *workplan.MeetingAttendance) *AttendanceOfMeeting {
	if a == nil {
		return nil
	}
	return &AttendanceOfMeeting{Meeting: a.Meeting, Name: a.Name, On: orNull(a.On), Counts: each(a.Counts, attendingCount), Note: a.Note,
		Members: each(a.Members, func(m workplan.AttendingMember) AttendingMember {
			return AttendingMember{m.Member, Capacity(m.Capacity), AttendanceCategory(m.Category)}
		})}
}
