package tracker

import (
	"context"
	"slices"
	"strconv"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// AttendantReading is an attendant as the reader sees it, with the category in which statements count it.
type AttendantReading struct {
	EntryReading[workplan.Attendant]
	Category workplan.Category
}

// ListAttendance lists who attended a meeting, by number. Who may: as for [Tracker.ListSessions]; delegates are named to those who read what is for
// members of the body.
func (t *Tracker) ListAttendance(ctx context.Context, actor workplan.Actor, meeting string, f workplan.AttendanceFilter, page workplan.Page, when When) (workplan.Listing[AttendantReading], error) {
	var list workplan.Listing[AttendantReading]
	err := t.readMeeting(ctx, actor, meeting, when, func(tx *store.Tx, m workplan.Meeting, v workplan.View) error {
		rows, err := attendantReadings(tx, entryReadings(m, m.Attendance), v)
		if err != nil {
			return err
		}
		rows = slices.DeleteFunc(rows, func(a AttendantReading) bool { return !f.Keeps(a.Says, a.Category) })
		list, err = badCursor(pageOf(rows, sorted(page, workplan.EntrySorts), map[string]func(AttendantReading) string{
			"number": func(a AttendantReading) string { return numberKey(a.Number) },
		}, "number"))
		return err
	})
	return list, err
}

// Attendant reads one attendant of a meeting. Who may: as for [Tracker.ListAttendance].
func (t *Tracker) Attendant(ctx context.Context, actor workplan.Actor, meeting string, number int, when When) (AttendantReading, error) {
	var r AttendantReading
	err := t.readMeeting(ctx, actor, meeting, when, func(tx *store.Tx, m workplan.Meeting, v workplan.View) error {
		at := m.Attendance.At(number)
		if at < 0 {
			return missingEntry(workplan.AttendancePart, meeting, number)
		}
		rows, err := attendantReadings(tx, entryReadings(m, m.Attendance[at:at+1]), v)
		if err == nil {
			r = rows[0]
		}
		return err
	})
	return r, err
}

// attendantReadings finds the category of each attendant by the kind that its member had in the view.
func attendantReadings(tx *store.Tx, rows []EntryReading[workplan.Attendant], v workplan.View) ([]AttendantReading, error) {
	var codes []string
	for _, e := range rows {
		codes = append(codes, e.Says.Member)
	}
	members, err := membersAt(tx, distinct(codes), v)
	readings := make([]AttendantReading, len(rows))
	for n, e := range rows {
		kind := e.Says.Kind
		if e.Says.Member != "" {
			kind = members[e.Says.Member].Kind
		}
		readings[n] = AttendantReading{e, e.Says.Category(kind)}
	}
	return readings, err
}

// RecordAttendance enters who attended a meeting whose record was not adopted, all or none. A capacity that is not given is the standing that the
// register knows for the days of the meeting. Who may: as for [Tracker.AddSession].
func (t *Tracker) RecordAttendance(ctx context.Context, actor workplan.Actor, meeting string, in []workplan.Attendant) ([]AttendantReading, error) {
	return write(ctx, t, actor, ofMeeting(meeting), func(c *change) ([]AttendantReading, error) {
		rows, err := addEntries(c, workplan.AttendancePart, meeting, in, func(n int) string { return "/attendants/" + strconv.Itoa(n) })
		if err != nil {
			return nil, err
		}
		return attendantReadings(c.Tx, rows, workplan.View{AsOf: c.today, Current: true})
	})
}

// EditAttendant changes an attendant. Who may: as for [Tracker.AddSession].
func (t *Tracker) EditAttendant(ctx context.Context, actor workplan.Actor, meeting string, number int, known []int64, edit func(*workplan.Attendant) error) (AttendantReading, error) {
	return write(ctx, t, actor, ofMeeting(meeting), func(c *change) (AttendantReading, error) {
		e, err := changeEntry(c, workplan.AttendancePart, meeting, number, known, edit)
		if err != nil {
			return AttendantReading{}, err
		}
		rows, err := attendantReadings(c.Tx, []EntryReading[workplan.Attendant]{e}, workplan.View{AsOf: c.today, Current: true})
		if err != nil {
			return AttendantReading{}, err
		}
		return rows[0], nil
	})
}

// RemoveAttendant takes out an attendant. Who may: as for [Tracker.AddSession].
func (t *Tracker) RemoveAttendant(ctx context.Context, actor workplan.Actor, meeting string, number int, known []int64) error {
	return removeEntry(ctx, t, actor, workplan.AttendancePart, meeting, number, known)
}

// numberKey orders numbers as texts.
func numberKey(n int) string { return strconv.Itoa(1_000_000_000 + n) }
