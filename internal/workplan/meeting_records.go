package workplan

import (
	"database/sql/driver"
	"slices"
	"strings"
)

// MeetingState is everything that the content log of a meeting holds: what it is, the numbered entries of its record, and whether that was adopted.
type MeetingState struct {
	MeetingContent
	MeetingRecord
	Adoption
}

// MeetingRecord is the numbered entries of a meeting's record. The last numbers are kept, so that the number of an entry that was removed is not
// given again.
type MeetingRecord struct {
	Sessions       Entries[Session]
	Agenda         Entries[AgendaItem]
	Attendance     Entries[Attendant]
	Decisions      Entries[Decision]
	LastSession    int
	LastAgendaItem int
	LastAttendant  int
	LastDecision   int
}

// Entry is one numbered entry of a meeting's record: the number stays with what it says, however that is corrected.
type Entry[C any] struct {
	Number int `json:"number"`
	Says   C   `json:"says"`
}

// Entries are entries by number, stored as one JSON column.
type Entries[C any] []Entry[C]

// Value stores the entries as JSON.
func (e Entries[C]) Value() (driver.Value, error) { return jsonColumn(e, len(e) == 0) }

// Scan reads what Value stored.
func (e *Entries[C]) Scan(src any) error {
	if src == any("[]") { // as in most meetings
		*e = nil
		return nil
	}
	return scanJSON(src, e)
}

// At is the place of the entry with a number, -1 where there is none.
func (e Entries[C]) At(number int) int {
	return slices.IndexFunc(e, func(entry Entry[C]) bool { return entry.Number == number })
}

// Part is one of the four parts of a meeting's record that hold numbered entries. Word is what one entry is called, Field the JSON name of the part
// in a meeting, List and Last where its entries and its last number are kept.
type Part[C any] struct {
	Word  Sentence
	Field string
	Most  int
	List  func(*MeetingState) *Entries[C]
	Last  func(*MeetingState) *int
}

// The parts of a meeting's record.
var (
	SessionPart = Part[Session]{Say("session"), "sessions", 50,
		func(m *MeetingState) *Entries[Session] { return &m.Sessions }, func(m *MeetingState) *int { return &m.LastSession }}
	AgendaPart = Part[AgendaItem]{Say("agenda item"), "agenda", 100,
		func(m *MeetingState) *Entries[AgendaItem] { return &m.Agenda }, func(m *MeetingState) *int { return &m.LastAgendaItem }}
	AttendancePart = Part[Attendant]{Say("attendant"), "attendance", 300,
		func(m *MeetingState) *Entries[Attendant] { return &m.Attendance }, func(m *MeetingState) *int { return &m.LastAttendant }}
	DecisionPart = Part[Decision]{Say("decision"), "decisions", 200,
		func(m *MeetingState) *Entries[Decision] { return &m.Decisions }, func(m *MeetingState) *int { return &m.LastDecision }}
)

// Add puts entries at the end of a part under the next numbers and gives the place of the first.
func (p Part[C]) Add(m *MeetingState, says ...C) int {
	list, first := p.List(m), len(*p.List(m))
	grown := slices.Clone(*list)
	for _, c := range says {
		grown = append(grown, Entry[C]{Says: c})
	}
	*list = grown
	p.settle(m)
	return first
}

// Set replaces all entries of a part; an entry without a number gets the next one.
func (p Part[C]) Set(m *MeetingState, entries Entries[C]) {
	*p.List(m) = slices.Clone(entries)
	p.settle(m)
}

func (p Part[C]) settle(m *MeetingState) {
	list, last := p.List(m), p.Last(m)
	for n := range *list {
		if (*list)[n].Number == 0 {
			*last++
			(*list)[n].Number = *last
		}
	}
}

// Pointer is the JSON pointer of an entry in a meeting.
func (p Part[C]) Pointer(place int) string { return "/" + p.Field + "/" + itoa(place) }

// faults checks the numbers and how many entries there are, and each entry by its own rule.
func (p Part[C]) faults(f *Faults, m MeetingState, rule func(f *Faults, at string, says C)) {
	entries := *p.List(&m)
	if len(entries) > p.Most {
		f.Add("/"+p.Field, "too_many", "a meeting has %d; at most %d are kept", len(entries), p.Most)
		return
	}
	for n, e := range entries {
		if e.Number < 0 || e.Number > *p.Last(&m) || entries.At(e.Number) < n {
			f.Add(p.Pointer(n)+"/number", "unknown", "there is no %s %d of this meeting to correct; leave the number out for a new one, and give each number once", p.Word, e.Number)
		}
		rule(f, p.Pointer(n), e.Says)
	}
}

// Faults lists the broken rules of a meeting with its record.
func (m MeetingState) Faults() Faults {
	f := m.MeetingContent.Faults()
	SessionPart.faults(&f, m, func(f *Faults, at string, s Session) { s.faults(f, at, m) })
	AgendaPart.faults(&f, m, func(f *Faults, at string, a AgendaItem) { a.faults(f, at, m) })
	AttendancePart.faults(&f, m, func(f *Faults, at string, a Attendant) { a.faults(f, at) })
	f.attendedTwice(m.Attendance)
	DecisionPart.faults(&f, m, func(f *Faults, at string, d Decision) { d.faults(f, at, m) })
	return f
}

// maxPointers bounds to how many plans, items or proposals one entry of a record may point.
const maxPointers = 50

// Pointers are the plans, items ("plan/ref") and proposals (by number) to which an entry of a record points. A reader is shown those that the
// reader may see.
type Pointers struct {
	Plans     List  `json:"plans,omitempty"`
	Items     List  `json:"items,omitempty"`
	Proposals []int `json:"proposals,omitempty"`
}

// pointers checks the form of what an entry points to; whether it is there is for the use case.
func (f *Faults) pointers(at string, p Pointers) {
	f.codes(at+"/plans", p.Plans, maxPointers)
	if len(p.Items) > maxPointers {
		f.Add(at+"/items", "too_many", "has %d entries; at most %d are allowed", len(p.Items), maxPointers)
	} else {
		for n, item := range p.Items {
			f.itemName(at+"/items/"+itoa(n), item)
			if slices.Contains(p.Items[:n], item) {
				f.Add(at+"/items/"+itoa(n), "duplicate", "%q is given twice", item)
			}
		}
	}
	if len(p.Proposals) > maxPointers {
		f.Add(at+"/proposals", "too_many", "has %d entries; at most %d are allowed", len(p.Proposals), maxPointers)
		return
	}
	for n, number := range p.Proposals {
		switch pointer := at + "/proposals/" + itoa(n); {
		case number < 1:
			f.Add(pointer, "out_of_range", "a proposal has a number from 1 on")
		case slices.Contains(p.Proposals[:n], number):
			f.Add(pointer, "duplicate", "%d is given twice", number)
		}
	}
}

// itemName checks the name of an item across plans, "plan/ref".
func (f *Faults) itemName(pointer, name string) {
	plan, ref, _ := strings.Cut(name, "/")
	if !codeForm.MatchString(plan) || len(plan) > maxCode || !ValidRef(ref) {
		f.Add(pointer, "bad_item", "must be the code of a plan, a slash and the ref of an item, such as wg-tip-2021-23/2.3")
	}
}

// Without drops what of p a reader does not see.
func (p Pointers) Without(hides func(kind, name string) bool) Pointers {
	return Pointers{
		Plans:     slices.DeleteFunc(slices.Clone(p.Plans), func(plan string) bool { return hides("plan", plan) }),
		Items:     slices.DeleteFunc(slices.Clone(p.Items), func(item string) bool { return hides("item", item) }),
		Proposals: slices.DeleteFunc(slices.Clone(p.Proposals), func(n int) bool { return hides("proposal", itoa(n)) }),
	}
}

// RecordAudience is who reads the record of a meeting.
func (m MeetingContent) RecordAudience() Audience { return m.Audience.orMembers() }

// orMembers is the audience, members where none was recorded.
func (a Audience) orMembers() Audience {
	if a == "" {
		return AudienceMembers
	}
	return a
}

// SeenBy is the meeting as far as a sight reaches it: what a meeting is and when it was held is for whoever reads meetings, its record for the
// record's audience in the body, a decision for its own audience, and the names of delegates for those who read what is for members of the body.
// Now is the meeting as it is: who reads the past must be let in by the audience of then and of now. Links are dropped elsewhere.
func (m Meeting) SeenBy(s Sight, now Meeting) Meeting {
	if !s.Sees(m.Body, m.RecordAudience(), nil) || !s.Sees(m.Body, now.RecordAudience(), nil) {
		m.MeetingRecord, m.Adoption, m.AttendanceNote, m.Headcounts = MeetingRecord{}, Adoption{}, "", nil
		return m
	}
	m.Decisions = slices.DeleteFunc(slices.Clone(m.Decisions), func(d Entry[Decision]) bool {
		at := now.Decisions.At(d.Number)
		return !s.Sees(m.Body, d.Says.Audience.Within(m.RecordAudience()), nil) ||
			at >= 0 && !s.Sees(m.Body, now.Decisions[at].Says.Audience.Within(now.RecordAudience()), nil)
	})
	if !s.Sees(m.Body, AudienceMembers, nil) {
		m.Attendance = slices.Clone(m.Attendance)
		for n := range m.Attendance {
			m.Attendance[n].Says.Delegates = nil
		}
	}
	return m
}

// InUse says which entries point to an agenda item or a session of the record, "" where none does.
func (m MeetingState) InUse(part string, number int) Several {
	var by Several
	for _, a := range m.Agenda {
		if part == SessionPart.Field && a.Says.Session == number {
			by = append(by, Say("agenda item %d", a.Number))
		}
	}
	for _, d := range m.Decisions {
		if part == AgendaPart.Field && d.Says.AgendaItem == number {
			by = append(by, Say("decision %d", d.Number))
		}
	}
	return by
}
