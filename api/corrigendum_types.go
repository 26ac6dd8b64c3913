package api

import (
	"fmt"
	"slices"
	"time"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// Corrigendum is the published form of a corrigendum.
//
//	@Description	A correction of an adopted record. corrected names the members of the meeting that it corrects; before and after hold these as they stood and as they read since: of sessions, agenda,
//	@Description	attendance and decisions only the entries that differ. It is never edited or deleted; a further corrigendum may correct it.
type Corrigendum struct {
	Meeting     string          `json:"meeting" validate:"required" example:"wg-tip-9"`                                             // Code of the meeting
	Number      int             `json:"number" validate:"required" example:"1"`                                                     // Its number within the meeting
	Reason      string          `json:"reason" validate:"required" example:"The list of those who attended left out one observer."` // Why the record was corrected
	EffectiveOn string          `json:"effective_on" validate:"required" format:"date" example:"2024-12-02"`                        // From when on the record reads so
	DecidedAt   *string         `json:"deciding_meeting" validate:"required" extensions:"x-nullable" example:"wg-tip-10"`           // Code of the meeting that decided it; null where none is recorded
	Audience    Audience        `json:"audience" validate:"required" example:"members"`                                             // Who reads it: those who read what it corrects
	IssuedBy    string          `json:"issued_by" validate:"required" example:"maria.santos"`                                       // Username of who issued it
	RecordedAt  time.Time       `json:"recorded_at" validate:"required" format:"date-time" example:"2024-12-02T09:30:00Z"`          // When it was recorded (UTC)
	Corrected   []string        `json:"corrected" validate:"required" example:"attendance"`                                         // What it corrects, by the names of members
	Before      CorrectedRecord `json:"before" validate:"required"`                                                                 // What stood
	After       CorrectedRecord `json:"after" validate:"required"`                                                                  // What reads since
} //@name Corrigendum

// CorrectedRecord is what a corrigendum corrects, before or after.
//
//	@Description	The members of a meeting that a corrigendum corrects, on one side of it. What it does not correct is null or empty; so is what was not recorded.
type CorrectedRecord struct {
	Name           *string             `json:"name" validate:"required" extensions:"x-nullable" example:"Ninth Annual Meeting"` // Its name
	Number         *int                `json:"number" validate:"required" extensions:"x-nullable" example:"9"`                  // Its number in the count of the body
	Starts         *string             `json:"starts" validate:"required" extensions:"x-nullable" example:"2023-11-07"`         // Its first day
	Ends           *string             `json:"ends" validate:"required" extensions:"x-nullable" example:"2023-11-08"`           // Its last
	DateNote       *string             `json:"date_note" validate:"required" extensions:"x-nullable" example:""`                // What the dates stand on
	Place          *string             `json:"place" validate:"required" extensions:"x-nullable" example:"Bangkok, Thailand"`   // Where it was held
	Note           *string             `json:"note" validate:"required" extensions:"x-nullable" example:""`                     // Remarks
	Source         *string             `json:"source" validate:"required" extensions:"x-nullable" example:""`                   // Where the facts come from
	AttendanceNote *string             `json:"attendance_note" validate:"required" extensions:"x-nullable" example:""`          // What is known of the attendance in words
	Headcounts     []Headcount         `json:"headcounts" validate:"required"`                                                  // How many of a category attended
	Reported       []LeadsReported     `json:"reported" validate:"required"`                                                    // Which leads reported on which plans
	Sessions       []Session           `json:"sessions" validate:"required"`                                                    // The sessions that differ
	Agenda         []AgendaItem        `json:"agenda" validate:"required"`                                                      // The agenda items that differ
	Attendance     []AttendantOnRecord `json:"attendance" validate:"required"`                                                  // The attendants that differ
	Decisions      []MeetingDecision   `json:"decisions" validate:"required"`                                                   // The decisions that differ
} //@name CorrectedRecord

// AttendantOnRecord is an attendant as a record says.
//
//	@Description	An attendant as the record says. Delegates are shown to those who read what is for members of the body.
type AttendantOnRecord struct {
	Number    int         `json:"number" validate:"required" example:"12"`                                               // Its number within the meeting
	Member    *string     `json:"member" validate:"required" extensions:"x-nullable" example:"ilo"`                      // Code of the member; null for one that is not in the register
	Name      *string     `json:"name" validate:"required" extensions:"x-nullable" example:"Example Research Institute"` // Name of one that is not in the register; null for a member
	Kind      *MemberKind `json:"kind" validate:"required" extensions:"x-nullable" example:"civil_society"`              // Kind of one that is not in the register; null for a member
	Capacity  Capacity    `json:"capacity" validate:"required" example:"member"`                                         // As what it took part
	Note      string      `json:"note" validate:"required" example:""`                                                   // Remarks; may be empty
	Delegates []Delegate  `json:"delegates" validate:"required"`                                                         // The persons who came for it
} //@name AttendantOnRecord

// NewCorrigendum asks for a corrigendum.
//
//	@Description	A correction of an adopted record. corrections is a JSON merge patch of the meeting: what is absent stays, null clears. sessions, agenda, attendance and decisions are given whole, as they are
//	@Description	to read: an entry keeps its number, one without a number is new, one that is left out is taken out. effective_on is today unless you say otherwise.
type NewCorrigendum struct {
	Reason      string            `json:"reason" validate:"required" maxLength:"20000" example:"The list of those who attended left out one observer."` // Why the record is corrected
	EffectiveOn workplan.Date     `json:"effective_on" swaggertype:"string" format:"date" extensions:"x-nullable" example:"2024-12-02"`                 // From when on the record reads so; today if absent, not before it was adopted or last corrected
	DecidedAt   string            `json:"deciding_meeting" extensions:"x-nullable" example:"wg-tip-10"`                                                 // Code of the meeting of the same body that decided it; none if absent
	Corrections RecordCorrections `json:"corrections" validate:"required"`                                                                              // What is to read otherwise
} //@name NewCorrigendum

// RecordCorrections is what is to read otherwise in a record.
//
//	@Description	The members of a meeting that are to read otherwise (JSON merge patch); lists are replaced whole.
type RecordCorrections struct {
	Name string `json:"name" maxLength:"300" example:"Ninth Annual Meeting"` // Its name
	MeetingFields
	Sessions   []CorrectedSession    `json:"sessions" maxItems:"50" extensions:"x-nullable"`    // All of its sessions
	Agenda     []CorrectedAgendaItem `json:"agenda" maxItems:"100" extensions:"x-nullable"`     // All of its agenda
	Attendance []CorrectedAttendant  `json:"attendance" maxItems:"300" extensions:"x-nullable"` // All of its attendance
	Decisions  []CorrectedDecision   `json:"decisions" maxItems:"200" extensions:"x-nullable"`  // All of its decisions

	// kept is the record that is corrected, with what no corrigendum corrects.
	kept workplan.MeetingState
} //@name RecordCorrections

// CorrectedSession is a session as it is to read.
//
//	@Description	A session as it is to read.
type CorrectedSession struct {
	Number *int `json:"number" minimum:"1" extensions:"x-nullable" example:"1"` // Its number as it stands; leave it out for one that was missing
	SessionPatch
} //@name CorrectedSession

// CorrectedAgendaItem is an agenda item as it is to read.
//
//	@Description	An agenda item as it is to read.
type CorrectedAgendaItem struct {
	Number *int `json:"number" minimum:"1" extensions:"x-nullable" example:"1"` // Its number as it stands; leave it out for one that was missing
	AgendaItemPatch
} //@name CorrectedAgendaItem

// CorrectedAttendant is an attendant as it is to read.
//
//	@Description	An attendant as it is to read.
type CorrectedAttendant struct {
	Number *int `json:"number" minimum:"1" extensions:"x-nullable" example:"1"` // Its number as it stands; leave it out for one that was missing
	AttendantFields
} //@name CorrectedAttendant

// CorrectedDecision is a decision as it is to read.
//
//	@Description	A decision as it is to read.
type CorrectedDecision struct {
	Number *int `json:"number" minimum:"1" extensions:"x-nullable" example:"1"` // Its number as it stands; leave it out for one that was missing
	DecisionPatch
} //@name CorrectedDecision

func corrigendumDTO(k workplan.CorrigendumReading) Corrigendum {
	return Corrigendum{Meeting: k.Meeting, Number: k.Number, Reason: k.Reason, EffectiveOn: string(k.EffectiveOn), DecidedAt: orNull(k.DecidedAt), Audience: Audience(k.Audience), IssuedBy: k.IssuedBy,
		RecordedAt: k.RecordedAt.UTC(), Corrected: slices.Clone(k.Fields), Before: correctedRecord(k, k.Before), After: correctedRecord(k, k.After)}
}

func corrigendumResource(k workplan.CorrigendumReading) resource {
	return resource{fmt.Sprintf("%s/meetings/%s/corrigenda/%d", Base, k.Meeting, k.Number), 0, corrigendumDTO(k)}
}

// correctedRecord shows one side of a corrigendum; what it does not correct is empty there.
func correctedRecord(k workplan.CorrigendumReading, m workplan.MeetingState) CorrectedRecord {
	text := func(field, s string) *string {
		if !slices.Contains(k.Fields, field) {
			return nil
		}
		return &s
	}
	return CorrectedRecord{Name: text("name", m.Name), Number: numberOrNull(m.Number), Starts: orNull(m.Starts), Ends: orNull(m.Ends), DateNote: text("date_note", m.DateNote),
		Place: text("place", m.Place), Note: text("note", m.Note), Source: text("source", m.Source), AttendanceNote: text("attendance_note", m.AttendanceNote),
		Headcounts: each(m.Headcounts, headcountDTO), Reported: each(m.Reported, leadsReported),
		Sessions:   each(m.Sessions, func(e workplan.Entry[workplan.Session]) Session { return sessionDTO(onRecord(k, e)) }),
		Agenda:     each(m.Agenda, func(e workplan.Entry[workplan.AgendaItem]) AgendaItem { return agendaItemDTO(onRecord(k, e)) }),
		Attendance: each(m.Attendance, attendantOnRecord),
		Decisions:  each(m.Decisions, func(e workplan.Entry[workplan.Decision]) MeetingDecision { return meetingDecisionDTO(onRecord(k, e)) })}
}

func onRecord[C any](k workplan.CorrigendumReading, e workplan.Entry[C]) tracker.EntryReading[C] {
	return tracker.EntryReading[C]{Meeting: k.Meeting, Entry: e}
}

func attendantOnRecord(e workplan.Entry[workplan.Attendant]) AttendantOnRecord {
	a := attendantDTO(tracker.AttendantReading{EntryReading: tracker.EntryReading[workplan.Attendant]{Entry: e}})
	return AttendantOnRecord{a.Number, a.Member, a.Name, a.Kind, a.Capacity, a.Note, a.Delegates}
}

// input is the corrigendum with what corrections say of the record as it is.
func (d NewCorrigendum) input(corrections patch[RecordCorrections]) workplan.NewCorrigendum {
	return workplan.NewCorrigendum{Reason: d.Reason, EffectiveOn: d.EffectiveOn, DecidedAt: d.DecidedAt, Correct: applying(corrections, recordCorrections, RecordCorrections.state)}
}
