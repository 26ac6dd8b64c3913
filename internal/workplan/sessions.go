package workplan

import "regexp"

// SessionFormat says how those who attend a session meet.
type SessionFormat string

// The formats.
const (
	FormatInPerson SessionFormat = "in_person"
	FormatVirtual  SessionFormat = "virtual"
	FormatHybrid   SessionFormat = "hybrid"
)

// SessionFormats lists the formats.
var SessionFormats = []SessionFormat{FormatInPerson, FormatVirtual, FormatHybrid}

// Session is one sitting of a meeting. Day lies within the meeting; Starts and Ends are times of that day at the place, such as 09:30. What is not
// recorded is empty.
type Session struct {
	Title  string        `json:"title"`
	Day    Date          `json:"day,omitempty"`
	Starts string        `json:"starts,omitempty"`
	Ends   string        `json:"ends,omitempty"`
	Place  string        `json:"place,omitempty"`
	Format SessionFormat `json:"format,omitempty"`
	Note   string        `json:"note,omitempty"`
}

// timeForm is a time of the day on a clock of 24 hours.
var timeForm = regexp.MustCompile(`^([01]\d|2[0-3]):[0-5]\d$`)

func (s Session) faults(f *Faults, at string, m MeetingState) {
	f.name(at+"/title", s.Title, true)
	f.date(at+"/day", s.Day)
	if first, last := m.FirstDay(), m.LastDay(); s.Day != "" && s.Day.Valid() && (first != "" && s.Day < first || last != "" && s.Day > last) {
		f.Add(at+"/day", "outside_meeting", "%s is no day of the meeting, which is held from %s to %s", s.Day, first, last)
	}
	for _, clock := range []struct{ field, time string }{{"/starts", s.Starts}, {"/ends", s.Ends}} {
		if clock.time != "" && !timeForm.MatchString(clock.time) {
			f.Add(at+clock.field, "not_a_time", "%q is not a time of the day such as 09:30", clock.time)
		}
	}
	if timeForm.MatchString(s.Starts) && timeForm.MatchString(s.Ends) && s.Ends <= s.Starts {
		f.Add(at+"/ends", "out_of_order", "%s is not after %s", s.Ends, s.Starts)
	}
	f.name(at+"/place", s.Place, false)
	oneOf(f, at+"/format", s.Format, false, SessionFormats...)
	f.text(at+"/note", s.Note)
}
