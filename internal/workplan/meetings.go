package workplan

// Meeting is a dated meeting of a body, addressed by its code ("wg-tip-9"). Number is 0 for a meeting outside the count.
type Meeting struct {
	Stamp
	Code string
	Body string
	MeetingContent
	MeetingRecord
	Adoption
}

// MeetingContent is what the keepers of a body may edit as a whole. Starts and Ends may be partial or not recorded; DateNote says what a date
// stands on. Audience says who reads the record (see [Meeting.SeenBy]); it is no part of what is adopted. AttendanceNote and Headcounts tell of
// the attendance what is known without names, Reported which leads reported on which plans.
type MeetingContent struct {
	Number         int
	Name           string
	Starts         PartialDate
	Ends           PartialDate
	DateNote       string
	Place          string
	Note           string
	Source         string
	Audience       Audience
	AttendanceNote string
	Headcounts     Headcounts
	Reported       LeadReports
}

// State is what the content log of a meeting holds.
func (m Meeting) State() MeetingState {
	return MeetingState{m.MeetingContent, m.MeetingRecord, m.Adoption}
}

// NewMeeting is a meeting to be entered for a body.
type NewMeeting struct {
	Code string
	Body string
	MeetingContent
}

// Faults lists the broken rules of a new meeting.
func (m NewMeeting) Faults() Faults {
	var f Faults
	f.newCode("/code", m.Code)
	f.code("/body", m.Body)
	return append(f, m.MeetingContent.Faults()...)
}

// Faults lists the broken rules of a meeting's content.
func (m MeetingContent) Faults() Faults {
	var f Faults
	if m.Number < 0 || m.Number > 9999 {
		f.Add("/number", "out_of_range", "must be from 1 to 9999, or null for a meeting outside the count")
	}
	f.name("/name", m.Name, true)
	f.period("/starts", m.Starts, "/ends", m.Ends)
	f.text("/date_note", m.DateNote)
	f.name("/place", m.Place, false)
	f.text("/note", m.Note)
	f.text("/source", m.Source)
	oneOf(&f, "/audience", m.Audience, false, Audiences...)
	f.text("/attendance_note", m.AttendanceNote)
	f.headcounts(m.Headcounts)
	f.reported(m.Reported)
	return f
}

// FirstDay is the day on which the meeting begins at the earliest; "" when no date is recorded.
func (m MeetingContent) FirstDay() Date { return m.Starts.First() }

// LastDay is the day on which the meeting is over for certain; "" when no date is recorded.
func (m MeetingContent) LastDay() Date {
	if m.Ends != "" {
		return m.Ends.Last()
	}
	return m.Starts.Last()
}
