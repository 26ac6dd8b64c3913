package api

import (
	"fmt"
	"time"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// Meeting is the published form of a meeting.
//
//	@Description	A meeting of a body, with its record in brief. Dates may be partial or null (not recorded); date_note says what a date stands on. number is null outside the count. The
//	@Description	record - sessions, agenda, attendance, decisions, adoption - is for its audience in the body: to others it is as if nothing were recorded.
type Meeting struct {
	Code       string          `json:"code" validate:"required" example:"wg-tip-9"`                                                 // The code by which it is named, for good
	Body       string          `json:"body" validate:"required" example:"wg-tip"`                                                   // Code of the body that met
	Number     *int            `json:"number" validate:"required" extensions:"x-nullable" example:"9"`                              // Its number in the count of the body; null for a meeting outside the count, by which no report is due where others are counted
	Name       string          `json:"name" validate:"required" example:"Ninth Annual Meeting"`                                     // Its name
	Starts     *string         `json:"starts" validate:"required" extensions:"x-nullable" example:"2023-11-07"`                     // Its first day, month, quarter or year; null where not recorded
	Ends       *string         `json:"ends" validate:"required" extensions:"x-nullable" example:"2023-11-08"`                       // Its last; null where not recorded, or where it is the same as starts
	DateNote   string          `json:"date_note" validate:"required" example:""`                                                    // What the dates stand on; may be empty
	Place      string          `json:"place" validate:"required" example:"Bangkok, Thailand"`                                       // Where it was held; may be empty
	Note       string          `json:"note" validate:"required" example:"Action item leads reported on Forward Work Plan 2021-23."` // Remarks; may be empty
	Source     string          `json:"source" validate:"required" example:"Co-Chairs' Statement, Ninth Annual Meeting"`             // Where the facts come from; may be empty
	Reported   []LeadsReported `json:"reported" validate:"required"`                                                                // Which leads reported there, on plans that you may see: the plans' reports and statements name them
	Audience   Audience        `json:"audience" validate:"required" example:"members"`                                              // Who reads the record
	Sessions   []Session       `json:"sessions" validate:"required"`                                                                // Its sessions, by number
	Agenda     []AgendaLine    `json:"agenda" validate:"required"`                                                                  // Its agenda in brief, by number
	Attendance AttendanceBrief `json:"attendance" validate:"required"`                                                              // Who attended, in numbers
	Decisions  []DecisionLine  `json:"decisions" validate:"required"`                                                               // Its decisions in brief, by number; those that you may see
	Adoption   *Adoption       `json:"adoption" validate:"required" extensions:"x-nullable"`                                        // How the record became final; null while it can be edited
	Corrigenda int             `json:"corrigenda" validate:"required" example:"1"`                                                  // How many corrigenda there are to the record, of those that you may see
	CreatedAt  time.Time       `json:"created_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"`            // When it was first recorded (UTC)
	UpdatedAt  time.Time       `json:"updated_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"`            // When it was last changed (UTC); in a reading of the past, the latest record that counts there
} //@name Meeting

// LeadsReported is which leads reported at a meeting on a plan.
//
//	@Description	The leads that reported at a meeting on a plan. It says nothing of single items: what was reported on these is in their updates.
type LeadsReported struct {
	Plan  string   `json:"plan" validate:"required" example:"wg-tip-2021-23"` // Code of the plan
	Leads []string `json:"leads" validate:"required" example:"australia,iom"` // Codes of the leads
} //@name LeadsReported

// AgendaLine is an agenda item in brief.
//
//	@Description	An agenda item in brief.
type AgendaLine struct {
	Number int    `json:"number" validate:"required" example:"2"`                                    // Its number within the meeting
	Title  string `json:"title" validate:"required" example:"Progress on Forward Work Plan 2021-23"` // What it is about
} //@name AgendaLine

// DecisionLine is a decision in brief.
//
//	@Description	A decision in brief.
type DecisionLine struct {
	Number int           `json:"number" validate:"required" example:"1"`                                   // Its number within the meeting
	Kind   *DecisionKind `json:"kind" validate:"required" extensions:"x-nullable" example:"endorsement"`   // What it does; null where that is not recorded
	Text   string        `json:"text" validate:"required" example:"Forward Work Plan 2024-2026 endorsed."` // What was decided
} //@name DecisionLine

// AttendanceBrief is the attendance of a meeting in numbers.
//
//	@Description	The attendance in numbers: how many of each category, and what is known without names.
type AttendanceBrief struct {
	Entered    int              `json:"entered" validate:"required" example:"29"`                            // How many are entered by name
	Counts     []AttendingCount `json:"counts" validate:"required"`                                          // How many attended of each category: as many as are named, or the headcount where that is more
	Headcounts []Headcount      `json:"headcounts" validate:"required"`                                      // What is known of the numbers without names
	Note       string           `json:"note" validate:"required" example:"15 members, seven observers, RSO"` // What is known of the attendance in words; may be empty
} //@name AttendanceBrief

// AttendingCount is how many of a category attended.
//
//	@Description	How many of a category attended.
type AttendingCount struct {
	Category AttendanceCategory `json:"category" validate:"required" example:"members"` // The category in which statements count them
	Count    int                `json:"count" validate:"required" example:"15"`         // How many attended
	Named    int                `json:"named" validate:"required" example:"15"`         // How many of these are entered by name
} //@name AttendingCount

// Headcount is how many of a category attended, where that is known without names.
//
//	@Description	How many of a category attended, where that is known without names.
type Headcount struct {
	Category AttendanceCategory `json:"category" validate:"required" example:"observers"`                 // The category in which statements count them
	Count    int                `json:"count" validate:"required" minimum:"1" maximum:"9999" example:"6"` // How many
} //@name Headcount

// Adoption is how the record of a meeting became final.
//
//	@Description	The adoption of a record by the co-chairs. From then on it changes only by a corrigendum.
type Adoption struct {
	AdoptedOn string  `json:"adopted_on" validate:"required" format:"date" example:"2024-11-19"`                // The day
	AdoptedAt *string `json:"adopting_meeting" validate:"required" extensions:"x-nullable" example:"wg-tip-10"` // Code of the meeting that adopted it; null where none is recorded
	AdoptedBy string  `json:"adopted_by" validate:"required" example:"maria.santos"`                            // Username of who recorded the adoption
	Note      string  `json:"note" validate:"required" example:""`                                              // Remarks; may be empty
} //@name Adoption

// MeetingFields are the members of a meeting that can be edited.
type MeetingFields struct {
	Number         *int                 `json:"number" minimum:"1" maximum:"9999" extensions:"x-nullable" example:"9"`                                 // Its number in the count of the body; null for a meeting outside the count, by which no report is due where others are counted
	Starts         workplan.PartialDate `json:"starts" swaggertype:"string" extensions:"x-nullable" example:"2023-11-07"`                              // Its first day, month, quarter or year; null where not recorded
	Ends           workplan.PartialDate `json:"ends" swaggertype:"string" extensions:"x-nullable" example:"2023-11-08"`                                // Its last; null where not recorded, or where it is the same as starts
	DateNote       string               `json:"date_note" maxLength:"20000" extensions:"x-nullable" example:""`                                        // What the dates stand on; may be empty
	Place          string               `json:"place" maxLength:"300" extensions:"x-nullable" example:"Bangkok, Thailand"`                             // Where it was held; may be empty
	Note           string               `json:"note" maxLength:"20000" extensions:"x-nullable" example:"Action item leads reported."`                  // Remarks; may be empty
	Source         string               `json:"source" maxLength:"20000" extensions:"x-nullable" example:"Co-Chairs' Statement, Ninth Annual Meeting"` // Where the facts come from; may be empty
	AttendanceNote string               `json:"attendance_note" maxLength:"20000" extensions:"x-nullable" example:"15 members, seven observers, RSO"`  // What is known of the attendance in words; may be empty
	Headcounts     []Headcount          `json:"headcounts" maxItems:"8" extensions:"x-nullable"`                                                       // How many of a category attended, where that is known without names; each category once
	Reported       []LeadsReported      `json:"reported" maxItems:"20" extensions:"x-nullable"`                                                        // Which leads reported there on which plans; each plan once
}

// NewMeeting asks for a meeting.
//
//	@Description	A meeting to be entered for a body.
type NewMeeting struct {
	Code     string    `json:"code" validate:"required" maxLength:"60" extensions:"x-pattern=^[a-z0-9]+(-[a-z0-9]+)*$" example:"wg-tip-9"` // The code by which it is named, for good: lower-case letters and digits, parts joined by hyphens
	Body     string    `json:"body" validate:"required" example:"wg-tip"`                                                                  // Code of the body that meets
	Name     string    `json:"name" validate:"required" maxLength:"300" example:"Ninth Annual Meeting"`                                    // Its name
	Audience *Audience `json:"audience" extensions:"x-nullable" example:"members"`                                                         // Who reads the record; members if absent
	MeetingFields
} //@name NewMeeting

// MeetingPatch changes a meeting.
//
//	@Description	What is to change in a meeting (JSON merge patch): what is absent stays, null clears.
type MeetingPatch struct {
	Name     string   `json:"name" maxLength:"300" example:"Ninth Annual Meeting"` // Its name
	Audience Audience `json:"audience" example:"members"`                          // Who reads the record: the one thing that can still be edited once it was adopted
	MeetingFields
} //@name MeetingPatch

func meetingDTO(m tracker.MeetingReading) Meeting {
	dto := Meeting{Code: m.Code, Body: m.Body, Number: numberOrNull(m.Number), Name: m.Name, Starts: orNull(m.Starts), Ends: orNull(m.Ends),
		DateNote: m.DateNote, Place: m.Place, Note: m.Note, Source: m.Source, Reported: each(m.Reported, leadsReported), Audience: Audience(m.RecordAudience()),
		Sessions:   each(m.Sessions, func(e workplan.Entry[workplan.Session]) Session { return sessionDTO(entryOf(m, e)) }),
		Agenda:     each(m.Agenda, func(e workplan.Entry[workplan.AgendaItem]) AgendaLine { return AgendaLine{e.Number, e.Says.Title} }),
		Attendance: AttendanceBrief{len(m.Attendance), each(m.Counts, attendingCount), each(m.Headcounts, headcountDTO), m.AttendanceNote},
		Decisions: each(m.Decisions, func(e workplan.Entry[workplan.Decision]) DecisionLine {
			return DecisionLine{e.Number, (*DecisionKind)(orNull(e.Says.Kind)), e.Says.Text}
		}),
		Corrigenda: m.Corrigenda, CreatedAt: m.CreatedAt.UTC(), UpdatedAt: m.UpdatedAt.UTC()}
	if m.Adopted() {
		dto.Adoption = &Adoption{string(m.AdoptedOn), orNull(m.AdoptedAt), m.AdoptedBy, m.AdoptionNote}
	}
	return dto
}

func leadsReported(r workplan.LeadReport) LeadsReported { return LeadsReported{r.Plan, texts(r.Leads)} }

func attendingCount(c workplan.CategoryCount) AttendingCount {
	return AttendingCount{AttendanceCategory(c.Category), c.Count, c.Named}
}

func headcountDTO(h workplan.Headcount) Headcount {
	return Headcount{AttendanceCategory(h.Category), h.Count}
}

// entryOf is an entry of the record of a meeting that was read as a whole.
func entryOf[C any](m tracker.MeetingReading, e workplan.Entry[C]) tracker.EntryReading[C] {
	return tracker.EntryReading[C]{Meeting: m.Code, Version: m.Version, Entry: e}
}

// entryResource makes the answer about an entry, which stands under a part of its meeting; its version is that of the whole record.
func entryResource[C, D any](part string, dto func(tracker.EntryReading[C]) D) func(tracker.EntryReading[C]) resource {
	return func(e tracker.EntryReading[C]) resource {
		return resource{fmt.Sprintf("%s/meetings/%s/%s/%d", Base, e.Meeting, part, e.Number), e.Version, dto(e)}
	}
}

func meetingResource(m tracker.MeetingReading) resource {
	return resource{Base + "/meetings/" + m.Code, m.Version, meetingDTO(m)}
}

func (d MeetingFields) content() workplan.MeetingContent {
	m := workplan.MeetingContent{Number: given(d.Number), Starts: d.Starts, Ends: d.Ends, DateNote: d.DateNote, Place: d.Place, Note: d.Note, Source: d.Source,
		AttendanceNote: d.AttendanceNote}
	for _, h := range d.Headcounts {
		m.Headcounts = append(m.Headcounts, workplan.Headcount{Category: workplan.Category(h.Category), Count: h.Count})
	}
	for _, r := range d.Reported {
		m.Reported = append(m.Reported, workplan.LeadReport{Plan: r.Plan, Leads: r.Leads})
	}
	return m
}

func meetingFieldsOf(m workplan.MeetingContent) MeetingFields {
	return MeetingFields{Number: numberOrNull(m.Number), Starts: m.Starts, Ends: m.Ends, DateNote: m.DateNote, Place: m.Place, Note: m.Note, Source: m.Source,
		AttendanceNote: m.AttendanceNote, Headcounts: each(m.Headcounts, headcountDTO), Reported: each(m.Reported, leadsReported)}
}

func (d MeetingPatch) content() workplan.MeetingContent {
	m := d.MeetingFields.content()
	m.Name, m.Audience = d.Name, workplan.Audience(d.Audience)
	return m
}

func meetingPatch(m workplan.MeetingContent) MeetingPatch {
	return MeetingPatch{Name: m.Name, Audience: Audience(m.Audience), MeetingFields: meetingFieldsOf(m)}
}

func (d NewMeeting) input() workplan.NewMeeting {
	m := d.MeetingFields.content()
	m.Name, m.Audience = d.Name, word[workplan.Audience](d.Audience)
	return workplan.NewMeeting{Code: d.Code, Body: d.Body, MeetingContent: m}
}

// Faults lists the rules that the domain finds broken.
func (d NewMeeting) Faults() workplan.Faults { return d.input().Faults() }
