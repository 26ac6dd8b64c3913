package store

import (
	"time"

	"fwptracker/internal/workplan"
)

// meetingRow is a meeting with the text in which it is searched.
type meetingRow struct {
	workplan.Meeting
	SearchText string
}

// TableName is that of the noun.
func (meetingRow) TableName() string { return "meetings" }

func meetingText(m workplan.Meeting) string { return Fold(m.Code, m.Name, m.Place, m.Note) }

// AddMeeting stores a new meeting and gives it its id.
func (tx *Tx) AddMeeting(m *workplan.Meeting) error {
	row := meetingRow{Meeting: *m, SearchText: meetingText(*m)}
	err := tx.db.Create(&row).Error
	m.ID = row.ID
	return err
}

// Meeting loads a meeting by its code.
func (tx *Tx) Meeting(code string) (workplan.Meeting, error) {
	return one[workplan.Meeting](tx.db.Where("code = ?", code))
}

// MeetingReached loads a meeting of a body of which the sight reaches a plan.
func (tx *Tx) MeetingReached(s workplan.Sight, code string) (workplan.Meeting, error) {
	c := seesPlan(s)
	return one[workplan.Meeting](tx.db.Table("meetings AS m").Select(columnsOf[workplan.Meeting]("m")).Where("m.code = ?", code).
		Where("EXISTS (SELECT 1 FROM work_plans p WHERE p.body = m.body AND NOT p.removed AND "+c.sql+")", c.args...))
}

// MeetingsOf lists all meetings of a body, oldest first.
func (tx *Tx) MeetingsOf(body string) ([]workplan.Meeting, error) {
	return all[workplan.Meeting](tx.db.Where("body = ?", body).Order("starts, id"))
}

// MeetingsOfAll lists all meetings of the bodies, body by body and oldest first.
func (tx *Tx) MeetingsOfAll(bodies []string) ([]workplan.Meeting, error) {
	return all[workplan.Meeting](tx.db.Where("body IN ?", bodies).Order("body, starts, code"))
}

// AllMeetings lists the meetings of any of the bodies, of all where none is named, with their records: for readers who may see meetings, who are
// shown of the records what [workplan.Meeting.SeenBy] leaves.
func (tx *Tx) AllMeetings(bodies []string) ([]workplan.Meeting, error) {
	return all[workplan.Meeting](within(tx.db.Table("meetings"), "body", bodies).Order("id"))
}

// MeetingsSeen lists the meetings, of any of the bodies or of all where none is named, whose records the sight reaches.
func (tx *Tx) MeetingsSeen(s workplan.Sight, bodies []string) ([]workplan.Meeting, error) {
	c := seesRecord(s)
	return all[workplan.Meeting](within(tx.db.Table("meetings AS m").Select(columnsOf[workplan.Meeting]("m")).Where(c.sql, c.args...), "m.body", bodies).Order("m.id"))
}

// ListMeetings lists the meetings of any of the filter's bodies, or of all where it names none; its query finds code, name, place and note.
// By start, what has no date yet counts as earliest.
func (tx *Tx) ListMeetings(f workplan.MeetingFilter, page workplan.Page) (workplan.Listing[workplan.Meeting], error) {
	db := tx.matching(tx.db.Table("meetings AS m").Select("m.*"), "m", "", f.Query)
	if len(f.Body) > 0 {
		db = db.Where("m.body IN ?", []string(f.Body))
	}
	return listing(db, page, map[string]sortKey[workplan.Meeting]{
		"starts": {"m.starts", func(m workplan.Meeting) any { return string(m.Starts) }},
		"code":   {"m.code", func(m workplan.Meeting) any { return m.Code }},
	}, sortKey[workplan.Meeting]{"m.code", func(m workplan.Meeting) any { return m.Code }})
}

// ChangeMeeting stores the content and record of a meeting whose version is still m's, as it reads from a day on.
func (tx *Tx) ChangeMeeting(m workplan.Meeting, at time.Time, effective workplan.Date) error {
	columns := touched(m.Stamp, at, effective)
	columns["number"], columns["name"], columns["starts"], columns["ends"] = m.Number, m.Name, m.Starts, m.Ends
	columns["date_note"], columns["place"], columns["note"], columns["source"] = m.DateNote, m.Place, m.Note, m.Source
	columns["audience"], columns["attendance_note"], columns["headcounts"], columns["reported"] = m.Audience, m.AttendanceNote, m.Headcounts, m.Reported
	columns["sessions"], columns["agenda"], columns["attendance"], columns["decisions"] = m.Sessions, m.Agenda, m.Attendance, m.Decisions
	columns["last_session"], columns["last_agenda_item"] = m.LastSession, m.LastAgendaItem
	columns["last_attendant"], columns["last_decision"] = m.LastAttendant, m.LastDecision
	columns["adopted_on"], columns["adopted_at"], columns["adopted_by"], columns["adoption_note"] = m.AdoptedOn, m.AdoptedAt, m.AdoptedBy, m.AdoptionNote
	columns["search_text"] = meetingText(m)
	return tx.change("meetings", m.ID, m.Version, columns)
}
