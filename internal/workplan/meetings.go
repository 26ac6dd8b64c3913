package workplan

// Meeting is a dated meeting of a body, addressed by its code ("wg-tip-9"). Number is 0 for a meeting outside the count.
type Meeting struct {
	Stamp
	Code string
	Body string
	MeetingContent
}

// MeetingContent is what the keepers of a body may edit. Starts and Ends may be partial or not recorded; DateNote says what a date stands on.
// Lines of the Note may name the leads that reported on a plan (see [MeetingContent.Reported]).
type MeetingContent struct {
	Number   int
	Name     string
	Starts   PartialDate
	Ends     PartialDate
	DateNote string
	Place    string
	Note     string
	Source   string
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
	f.code("/code", m.Code)
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
	f.reportedLines(m.Note)
	f.text("/source", m.Source)
	return f
}

// LastDay is the day on which the meeting is over for certain; "" when no date is recorded.
func (m MeetingContent) LastDay() Date {
	if m.Ends != "" {
		return m.Ends.Last()
	}
	return m.Starts.Last()
}
