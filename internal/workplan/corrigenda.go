package workplan

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"
)

// Adoption is the act by which a meeting's record became final. AdoptedOn is "" while it was not adopted. AdoptedAt is the code of the meeting that
// adopted it, "" where none is recorded.
type Adoption struct {
	AdoptedOn    Date
	AdoptedAt    string
	AdoptedBy    string
	AdoptionNote string
}

// Adopted says whether the record was adopted.
func (a Adoption) Adopted() bool { return a.AdoptedOn != "" }

// NewAdoption adopts the record of a meeting. On is today where it is not given; At names the meeting that adopts.
type NewAdoption struct {
	On   Date
	At   string
	Note string
}

// Adopt is the meeting's adoption by a person, made today. A record is adopted once, and not before the meeting is over: where a date of the meeting
// is recorded, not before the first day on which it may have ended.
func (m Meeting) Adopt(in NewAdoption, by string, today Date) (Adoption, error) {
	if m.Adopted() {
		return m.Adoption, Clash("record-adopted", "The record of meeting %s was adopted on %s. It is corrected by a corrigendum: POST /meetings/%s/corrigenda.", m.Code, m.AdoptedOn, m.Code)
	}
	ended := cmp.Or(m.Ends, m.Starts).First()
	if ended > today {
		return m.Adoption, Clash("meeting-not-over", "Meeting %s ends on %s at the earliest; its record is adopted when it is over.", m.Code, ended)
	}
	var f Faults
	on := cmp.Or(in.On, today)
	f.date("/adopted_on", in.On)
	switch {
	case in.On > today:
		f.Add("/adopted_on", "in_future", "%s lies in the future; today is %s", in.On, today)
	case in.On.Valid() && on < ended:
		f.Add("/adopted_on", "out_of_order", "%s lies before the end of the meeting, %s", on, ended)
	}
	if in.At != "" {
		f.code("/adopting_meeting", in.At)
	}
	f.text("/note", in.Note)
	return Adoption{AdoptedOn: on, AdoptedAt: in.At, AdoptedBy: by, AdoptionNote: in.Note}, f.Err()
}

// Locked refuses an edit of an adopted record. Who may read it is no part of what was adopted.
func (m MeetingState) Locked(code string, after MeetingState) error {
	changed := Diff(m, after)
	delete(changed, "audience")
	if !m.Adopted() || len(changed) == 0 {
		return nil
	}
	return Clash("record-adopted", "The record of meeting %s was adopted on %s and no longer changes by an edit. Correct it by a corrigendum, which the co-chairs decide: POST /meetings/%s/corrigenda.",
		code, m.AdoptedOn, code)
}

// Corrigendum is a correction of an adopted record: append-only, numbered within its meeting.
type Corrigendum struct {
	ID         int64
	Meeting    string
	Number     int
	IssuedBy   string
	RecordedAt time.Time
	CorrigendumContent
}

// CorrigendumContent is what a corrigendum says. From EffectiveOn on the record reads as corrected; DecidedAt is the code of the meeting that decided
// it, "" where none is recorded. Audience is who reads it: those who read what it corrects. BeforeText and AfterText are the corrected fields.
type CorrigendumContent struct {
	Reason      string
	EffectiveOn Date
	DecidedAt   string
	Audience    Audience
	BeforeText  string
	AfterText   string
}

// NewCorrigendum is a corrigendum to be issued. Correct changes the record as it is to read; EffectiveOn is today where it is not given.
type NewCorrigendum struct {
	Reason      string
	EffectiveOn Date
	DecidedAt   string
	Correct     func(*MeetingState) error
}

// Correct judges a corrigendum issued today to the record of the meeting, which reads after as it is to read then. It refuses, in this order: a record
// that was not adopted, and, all at once, the faults of what was sent.
func (m Meeting) Correct(in NewCorrigendum, after MeetingState, today Date) (CorrigendumContent, Faults, error) {
	if !m.Adopted() {
		return CorrigendumContent{}, nil, Clash("record-not-adopted", "The record of meeting %s was not adopted yet; edit it directly.", m.Code)
	}
	var f Faults
	f.reason(in.Reason, Say("say why the record is corrected"))
	f.effective(in.EffectiveOn, today)
	on := cmp.Or(in.EffectiveOn, today)
	if in.EffectiveOn.Valid() && on < m.ContentOn {
		f.Add("/effective_on", "out_of_order", "%s lies before the record was adopted or last corrected, %s", on, m.ContentOn)
	}
	if in.DecidedAt != "" {
		f.code("/deciding_meeting", in.DecidedAt)
	}
	before := m.State()
	fields := Diff(before, after)
	if len(fields) == 0 {
		f.Add("/corrections", "required", "say what is to read otherwise; with this, the record stays as it is")
	}
	for _, fault := range after.Faults() {
		fault.Pointer = "/corrections" + fault.Pointer
		f = append(f, fault)
	}
	audience, one := correctedFor(before, after, fields)
	if !one {
		f.Add("/corrections", "mixed_audiences", "what is corrected has several audiences (decisions for fewer than read the record, or delegates beside what all of its readers see);"+
			" issue one corrigendum for each audience, so that nobody learns of what is not for them")
	}
	return CorrigendumContent{Reason: in.Reason, EffectiveOn: on, DecidedAt: in.DecidedAt, Audience: audience,
		BeforeText: Only(before, fields).Text(), AfterText: fields.Text()}, f, nil
}

// correctedFor is the one audience of all that differs between two states of a record; false where there are several. What is not an entry of the
// record, such as its place, is for whoever reads the record.
func correctedFor(before, after MeetingState, fields Changes) (Audience, bool) {
	record := before.RecordAudience()
	found := map[Audience]bool{}
	for field := range fields {
		switch {
		case strings.HasPrefix(field, "last_"):
		case field == DecisionPart.Field:
			for _, audience := range decisionsFor(before, after) {
				found[audience] = true
			}
		case field == AttendancePart.Field:
			found[attendanceFor(before, after)] = true
		default:
			found[record] = true
		}
	}
	audiences := slices.Collect(maps.Keys(found))
	if len(audiences) != 1 {
		return record, len(audiences) == 0
	}
	return audiences[0], true
}

// decisionsFor is, by number, who reads each decision that differs: where its audience does, the narrower of the two.
func decisionsFor(before, after MeetingState) map[int]Audience {
	record, readers := before.RecordAudience(), map[int]Audience{}
	for _, side := range []MeetingState{before, after} {
		for _, d := range differing(side.Decisions, before.Decisions, after.Decisions) {
			readers[d.Number] = d.Says.Audience.Within(record).Within(cmp.Or(readers[d.Number], AudiencePublic))
		}
	}
	return readers
}

// attendanceFor is who reads a correction of the attendance: those who read delegates where nothing but these differs.
func attendanceFor(before, after MeetingState) Audience {
	nameless := func(list Entries[Attendant]) Entries[Attendant] {
		list = slices.Clone(list)
		for n := range list {
			list[n].Says.Delegates = nil
		}
		return list
	}
	a, b := MeetingRecord{Attendance: nameless(before.Attendance)}, MeetingRecord{Attendance: nameless(after.Attendance)}
	if len(Diff(a, b)) == 0 {
		return AudienceMembers.Within(before.RecordAudience())
	}
	return before.RecordAudience()
}

// differing keeps of some entries those that are not the same on both sides.
func differing[C any](entries, before, after Entries[C]) Entries[C] {
	var kept Entries[C]
	for _, e := range entries {
		a, b := before.At(e.Number), after.At(e.Number)
		if a < 0 || b < 0 || len(Diff(before[a], after[b])) > 0 {
			kept = append(kept, e)
		}
	}
	return kept
}

// CorrigendumReading is a corrigendum as a reader sees it: the corrected fields, and the record before and after as far as these go; of its entries
// only those that differ.
type CorrigendumReading struct {
	Corrigendum
	Fields        []string
	Before, After MeetingState
}

// Read is the corrigendum with its corrections. An error means that what was kept cannot be read.
func (c Corrigendum) Read() (CorrigendumReading, error) {
	r := CorrigendumReading{Corrigendum: c}
	for text, into := range map[string]*MeetingState{c.BeforeText: &r.Before, c.AfterText: &r.After} {
		fields, err := ReadChanges(text)
		if err == nil {
			err = Apply(into, fields)
		}
		if err != nil {
			return r, err
		}
		for field := range fields {
			if !strings.HasPrefix(field, "last_") && !slices.Contains(r.Fields, field) {
				r.Fields = append(r.Fields, field)
			}
		}
	}
	slices.Sort(r.Fields)
	before, after := r.Before.MeetingRecord, r.After.MeetingRecord
	for _, side := range []*MeetingState{&r.Before, &r.After} {
		side.Sessions = differing(side.Sessions, before.Sessions, after.Sessions)
		side.Agenda = differing(side.Agenda, before.Agenda, after.Agenda)
		side.Attendance = differing(side.Attendance, before.Attendance, after.Attendance)
		side.Decisions = differing(side.Decisions, before.Decisions, after.Decisions)
	}
	return r, nil
}

// Object is what an audit entry calls the corrigendum.
func (c Corrigendum) Object() string { return "corrigendum " + c.Meeting + "/" + itoa(c.Number) }

// CorrigendaIn keeps of corrigenda those that had been recorded and were in effect in a view.
func CorrigendaIn(rows []Corrigendum, v View) []Corrigendum {
	return slices.DeleteFunc(slices.Clone(rows), func(c Corrigendum) bool { return !v.Knows(c.RecordedAt) || !v.Holds(c.EffectiveOn) })
}
