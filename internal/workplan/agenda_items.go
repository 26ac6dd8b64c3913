package workplan

// AgendaItem is one point of a meeting's agenda. Session is the number of the session in which it was taken, 0 where none is recorded.
type AgendaItem struct {
	Title   string `json:"title"`
	Note    string `json:"note,omitempty"`
	Session int    `json:"session,omitempty"`
	Pointers
}

func (a AgendaItem) faults(f *Faults, at string, m MeetingState) {
	f.name(at+"/title", a.Title, true)
	f.text(at+"/note", a.Note)
	if a.Session != 0 && m.Sessions.At(a.Session) < 0 {
		f.Add(at+"/session", "unknown", "the meeting has no session %d", a.Session)
	}
	f.pointers(at, a.Pointers)
}
