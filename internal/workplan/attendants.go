package workplan

import (
	"database/sql/driver"
	"slices"
	"strings"
)

// Capacity is as what an attendant took part in a meeting.
type Capacity string

// The capacities. The first four are those of the register of memberships; a partner helps, a speaker was asked to speak.
const (
	CapacityCoChair  Capacity = "co_chair"
	CapacityMember   Capacity = "member"
	CapacityObserver Capacity = "observer"
	CapacityGuest    Capacity = "guest"
	CapacityPartner  Capacity = "partner"
	CapacitySpeaker  Capacity = "speaker"
)

// Capacities lists the capacities.
var Capacities = []Capacity{CapacityCoChair, CapacityMember, CapacityObserver, CapacityGuest, CapacityPartner, CapacitySpeaker}

// Category groups the attendants as statements count them.
type Category string

// The categories, in the order in which statements name them.
const (
	CategoryMembers       Category = "members"
	CategoryObservers     Category = "observers"
	CategoryPrivateSector Category = "private_sector"
	CategoryCivilSociety  Category = "civil_society"
	CategoryRegionalFora  Category = "regional_fora"
	CategorySupportOffice Category = "support_office"
	CategorySpeakers      Category = "speakers"
	CategoryOthers        Category = "others"
)

// Categories lists the categories.
var Categories = []Category{CategoryMembers, CategoryObservers, CategoryPrivateSector, CategoryCivilSociety, CategoryRegionalFora,
	CategorySupportOffice, CategorySpeakers, CategoryOthers}

// Attendant is one that attended a meeting: a member of the register by its code, or one that is not in the register by its name and kind. Note
// explains a capacity that the register does not bear out. Delegates are persons.
type Attendant struct {
	Member    string     `json:"member,omitempty"`
	Name      string     `json:"name,omitempty"`
	Kind      MemberKind `json:"kind,omitempty"`
	Capacity  Capacity   `json:"capacity"`
	Note      string     `json:"note,omitempty"`
	Delegates []Delegate `json:"delegates,omitempty"`
}

// Delegate is a person who attended a meeting for an attendant.
type Delegate struct {
	Name  string `json:"name"`
	Title string `json:"title,omitempty"`
}

// maxDelegates bounds the persons of one attendant.
const maxDelegates = 50

func (a Attendant) faults(f *Faults, at string) {
	switch {
	case a.Member == "" && a.Name == "":
		f.Add(at+"/member", "required", "name a member of the register by its code, or give the name and kind of one that is not in it")
	case a.Member != "" && a.Name != "":
		f.Add(at+"/name", "not_both", "is for one that is not in the register; leave it out, or the member")
	}
	if a.Member != "" {
		f.code(at+"/member", a.Member)
	}
	f.name(at+"/name", a.Name, false)
	oneOf(f, at+"/kind", a.Kind, a.Name != "", MemberKinds...)
	if a.Member != "" && a.Kind != "" {
		f.Add(at+"/kind", "not_both", "is that of the register for a member; leave it out")
	}
	oneOf(f, at+"/capacity", a.Capacity, true, Capacities...)
	if a.Member == "" && (a.Capacity == CapacityCoChair || a.Capacity == CapacityMember) {
		f.Add(at+"/capacity", "not_in_register", "only one that is in the register attends as %s; enter it there first", a.Capacity)
	}
	f.text(at+"/note", a.Note)
	if len(a.Delegates) > maxDelegates {
		f.Add(at+"/delegates", "too_many", "has %d entries; at most %d are allowed", len(a.Delegates), maxDelegates)
		return
	}
	for n, d := range a.Delegates {
		f.name(at+"/delegates/"+itoa(n)+"/name", d.Name, true)
		f.name(at+"/delegates/"+itoa(n)+"/title", d.Title, false)
	}
}

// attendedTwice checks that each attendant is entered once.
func (f *Faults) attendedTwice(list Entries[Attendant]) {
	seen := map[string]bool{}
	for n, a := range list {
		key, field := "m "+a.Says.Member, "/member"
		if a.Says.Member == "" {
			key, field = "n "+strings.ToLower(a.Says.Name), "/name"
		}
		if seen[key] {
			f.Add(AttendancePart.Pointer(n)+field, "duplicate", "%q attended once; put all of its delegates into one entry", strings.TrimSpace(a.Says.Member+a.Says.Name))
		}
		seen[key] = key != "n "
	}
}

// StandingAt is the highest standing that a member had in the body on any day of the meeting, by the memberships of the body; false where no date
// of the meeting is recorded, so that the register does not tell. A member without any standing then is a guest.
func (m MeetingContent) StandingAt(memberships []Membership, member string) (Capacity, bool) {
	first, last := m.FirstDay(), m.LastDay()
	if first == "" {
		return "", false
	}
	best := CapacityGuest
	for _, s := range memberships {
		if s.Member == member && s.FromDate.First() <= last && (s.ToDate == "" || s.ToDate.Last() >= first) {
			if as := Capacity(s.Role); slices.Index(Capacities, as) < slices.Index(Capacities, best) {
				best = as
			}
		}
	}
	return best, true
}

// Registered completes an attendant by the register: a capacity that was not given is the standing on the days of the meeting. One that was given
// and is another standing than that needs a note. At is the pointer of the attendant.
func (a Attendant) Registered(f *Faults, at string, m MeetingContent, memberships []Membership) Attendant {
	if a.Member == "" {
		if a.Capacity == "" {
			a.Capacity = CapacityGuest
		}
		return a
	}
	standing, known := m.StandingAt(memberships, a.Member)
	switch {
	case a.Capacity == "" && !known:
		f.Add(at+"/capacity", "required", "no date is recorded for the meeting, so that the register does not tell; give one of %s", Listed[Capacity](Capacities))
	case a.Capacity == "":
		a.Capacity = standing
	case known && a.Capacity != standing && a.Capacity != CapacityPartner && a.Capacity != CapacitySpeaker && blank(a.Note):
		f.Add(at+"/capacity", "contradicts_register", "by the register %s was %s in the body on the days of the meeting; give that, correct its memberships, or explain in the note", a.Member, standing)
	}
	return a
}

// Headcount is how many of a category attended, where that is known without names.
type Headcount struct {
	Category Category `json:"category"`
	Count    int      `json:"count"`
}

// Headcounts are headcounts by category, stored as one JSON column.
type Headcounts []Headcount

// Value stores the headcounts as JSON.
func (h Headcounts) Value() (driver.Value, error) { return jsonColumn(h, len(h) == 0) }

// Scan reads what Value stored.
func (h *Headcounts) Scan(src any) error { return scanJSON(src, h) }

// Of is the headcount of a category, 0 where none is given.
func (h Headcounts) Of(c Category) int {
	for _, count := range h {
		if count.Category == c {
			return count.Count
		}
	}
	return 0
}

func (f *Faults) headcounts(list Headcounts) {
	for n, h := range list {
		at := "/headcounts/" + itoa(n)
		oneOf(f, at+"/category", h.Category, true, Categories...)
		if slices.ContainsFunc(list[:n], func(o Headcount) bool { return o.Category == h.Category }) {
			f.Add(at+"/category", "duplicate", "%q is given twice", h.Category)
		}
		if h.Count < 1 || h.Count > 9999 {
			f.Add(at+"/count", "out_of_range", "must be from 1 to 9999")
		}
	}
}

// Category is where a statement counts an attendant of a kind.
func (a Attendant) Category(kind MemberKind) Category {
	switch a.Capacity {
	case CapacityCoChair, CapacityMember:
		return CategoryMembers
	case CapacityObserver:
		return CategoryObservers
	case CapacitySpeaker:
		return CategorySpeakers
	}
	switch kind {
	case KindPrivateSector:
		return CategoryPrivateSector
	case KindCivilSociety:
		return CategoryCivilSociety
	case KindRegionalBody:
		return CategoryRegionalFora
	case KindSupportOffice:
		return CategorySupportOffice
	default:
		return CategoryOthers
	}
}

// CategoryCount is how many of a category attended: as many as are named, or the headcount where that is more.
type CategoryCount struct {
	Category Category
	Count    int
	Named    int
}

// AttendanceCounts counts the attendance by category, in the order of [Categories] and without those of which none attended. Kinds are those of the
// members of the register, by code.
func (m Meeting) AttendanceCounts(kinds map[string]MemberKind) []CategoryCount {
	named := map[Category]int{}
	for _, a := range m.Attendance {
		kind := a.Says.Kind
		if a.Says.Member != "" {
			kind = kinds[a.Says.Member]
		}
		named[a.Says.Category(kind)]++
	}
	var counts []CategoryCount
	for _, c := range Categories {
		if n := max(named[c], m.Headcounts.Of(c)); n > 0 {
			counts = append(counts, CategoryCount{Category: c, Count: n, Named: named[c]})
		}
	}
	return counts
}

// Attended says whether any of the members is entered as having attended.
func (m Meeting) Attended(members List) bool {
	return slices.ContainsFunc(m.Attendance, func(a Entry[Attendant]) bool { return a.Says.Member != "" && members.Has(a.Says.Member) })
}
