package web

import (
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// sessionForms keep the sessions of a meeting.
var sessionForms = recordPart[workplan.Session, tracker.EntryReading[workplan.Session]]{
	Part: workplan.SessionPart, form: "session_form", brief: func(s workplan.Session) string { return s.Title },
	fill: fillSession, read: readSession,
	add: (*tracker.Tracker).AddSession, edit: (*tracker.Tracker).EditSession, remove: (*tracker.Tracker).RemoveSession,
}

// Formats are those in which a session is held.
func (p recordPage) Formats() []option {
	return options(p.lang, workplan.SessionFormats)
}

// SessionChoices are the sessions in which an agenda item can have been taken.
func (p recordPage) SessionChoices() []option {
	return entryOptions(p.Sessions, sessionForms.brief)
}

func fillSession(f sheet, s workplan.Session) {
	for field, text := range map[string]string{"title": s.Title, "day": string(s.Day), "starts": s.Starts, "ends": s.Ends, "place": s.Place, "format": string(s.Format), "note": s.Note} {
		f.Values.Set(field, text)
	}
}

func readSession(f sheet, _ workplan.Session, _ *workplan.Faults) workplan.Session {
	return workplan.Session{Title: f.text("title"), Day: workplan.Date(f.text("day")), Starts: f.text("starts"), Ends: f.text("ends"), Place: f.text("place"),
		Format: workplan.SessionFormat(f.Value("format")), Note: f.text("note")}
}
