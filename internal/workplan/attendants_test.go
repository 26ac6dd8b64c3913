package workplan

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The register of a body: ilo was an observer to the end of 2022 and is a member since 2023, as the Bali Process has it; aus chairs; tha is a member of
// whose standing no date is recorded; nob left before.
var register = []Membership{
	{Member: "ilo", MembershipContent: MembershipContent{Role: MembershipObserver, ToDate: "2022"}}, {Member: "ilo", MembershipContent: MembershipContent{Role: MembershipMember, FromDate: "2023"}},
	{Member: "aus", MembershipContent: MembershipContent{Role: MembershipMember}}, {Member: "aus", MembershipContent: MembershipContent{Role: MembershipCoChair, FromDate: "2020"}},
	{Member: "tha", MembershipContent: MembershipContent{Role: MembershipMember}}, {Member: "nob", MembershipContent: MembershipContent{Role: MembershipMember, FromDate: "2015", ToDate: "2023-11-06"}},
}

func TestTheRegisterTellsTheCapacity(t *testing.T) {
	in2021, in2023 := MeetingContent{Starts: "2021-09-21", Ends: "2021-09-23"}, MeetingContent{Starts: "2023-11-07", Ends: "2023-11-08"}
	turn, window := MeetingContent{Starts: "2022-12-31", Ends: "2023-01-01"}, MeetingContent{Starts: "2023-11"}
	for _, c := range []struct {
		member string
		m      MeetingContent
		want   Capacity
	}{
		{"ilo", in2021, CapacityObserver}, {"ilo", in2023, CapacityMember}, {"ilo", turn, CapacityMember}, {"aus", in2023, CapacityCoChair}, {"aus", MeetingContent{Starts: "2019-05"}, CapacityMember},
		{"tha", in2021, CapacityMember}, {"nob", in2023, CapacityGuest}, {"nob", window, CapacityMember}, {"new", in2023, CapacityGuest}, {"tha", MeetingContent{}, ""},
	} {
		if got, known := c.m.StandingAt(register, c.member); got != c.want || known != (c.want != "") {
			t.Errorf("%s at the meeting of %s: %s, want %s", c.member, c.m.Starts, got, c.want)
		}
	}
}

func TestACapacityAgainstTheRegisterNeedsANote(t *testing.T) {
	ninth, undated := MeetingContent{Starts: "2023-11-07", Ends: "2023-11-08"}, MeetingContent{}
	for _, c := range []struct {
		given Attendant
		m     MeetingContent
		want  Capacity
		fault string
	}{
		{Attendant{Member: "ilo"}, ninth, CapacityMember, ""},
		{Attendant{Member: "ilo", Capacity: CapacityMember}, ninth, CapacityMember, ""},
		{Attendant{Member: "ilo", Capacity: CapacityObserver}, ninth, CapacityObserver, "/x/capacity contradicts_register"},
		{Attendant{Member: "ilo", Capacity: CapacityObserver, Note: "As invited."}, ninth, CapacityObserver, ""},
		{Attendant{Member: "ilo", Capacity: CapacityGuest}, ninth, CapacityGuest, "/x/capacity contradicts_register"},
		{Attendant{Member: "aus", Capacity: CapacityMember}, ninth, CapacityMember, "/x/capacity contradicts_register"},
		{Attendant{Member: "new", Capacity: CapacityObserver}, ninth, CapacityObserver, "/x/capacity contradicts_register"},
		{Attendant{Member: "new", Capacity: CapacityGuest}, ninth, CapacityGuest, ""},
		{Attendant{Member: "new"}, ninth, CapacityGuest, ""},
		{Attendant{Member: "tha", Capacity: CapacityPartner}, ninth, CapacityPartner, ""},
		{Attendant{Member: "tha", Capacity: CapacitySpeaker}, ninth, CapacitySpeaker, ""},
		{Attendant{Member: "tha"}, undated, "", "/x/capacity required"},
		{Attendant{Member: "ilo", Capacity: CapacityCoChair}, undated, CapacityCoChair, ""},
		{Attendant{Name: "Institute"}, undated, CapacityGuest, ""},
		{Attendant{Name: "Institute", Capacity: CapacitySpeaker}, ninth, CapacitySpeaker, ""},
	} {
		var f Faults
		got, fault := c.given.Registered(&f, "/x", c.m, register), ""
		for _, each := range f {
			fault += each.Pointer + " " + each.Code
		}
		if got.Capacity != c.want || fault != c.fault {
			t.Errorf("%+v: %s %q, want %s %q", c.given, got.Capacity, fault, c.want, c.fault)
		}
	}
}

// Every capacity with every kind.
func TestCategoriesOfAttendants(t *testing.T) {
	guests := map[MemberKind]Category{KindState: CategoryOthers, KindOrganisation: CategoryOthers, KindRegionalBody: CategoryRegionalFora, KindCivilSociety: CategoryCivilSociety,
		KindPrivateSector: CategoryPrivateSector, KindSupportOffice: CategorySupportOffice}
	whatever := map[Capacity]Category{CapacityCoChair: CategoryMembers, CapacityMember: CategoryMembers, CapacityObserver: CategoryObservers, CapacitySpeaker: CategorySpeakers}
	for _, capacity := range Capacities {
		for _, kind := range MemberKinds {
			want, fixed := whatever[capacity]
			if !fixed {
				want = guests[kind]
			}
			if got := (Attendant{Capacity: capacity}).Category(kind); got != want {
				t.Errorf("%s, a %s: %s, want %s", capacity, kind, got, want)
			}
		}
	}
}

func TestAttendanceIsCountedByCategory(t *testing.T) {
	m := Meeting{Code: "wg-7", MeetingContent: MeetingContent{Name: "Seventh", Starts: "2021-09-21", AttendanceNote: "14 members", Headcounts: Headcounts{{CategoryMembers, 14}, {CategoryObservers, 1}}}}
	s := m.State()
	AttendancePart.Add(&s, Attendant{Member: "ilo", Capacity: CapacityObserver}, Attendant{Member: "sgp", Capacity: CapacityObserver}, Attendant{Member: "aus", Capacity: CapacityCoChair},
		Attendant{Member: "rso", Capacity: CapacityGuest}, Attendant{Name: "Meta", Kind: KindPrivateSector, Capacity: CapacityGuest})
	m.MeetingRecord = s.MeetingRecord
	members := map[string]Member{"rso": {MemberContent: MemberContent{Kind: KindSupportOffice}}}
	got := AttendanceOf(m, members)
	want := &MeetingAttendance{Meeting: "wg-7", Name: "Seventh", On: "2021-09-21", Note: "14 members",
		Counts:  []CategoryCount{{CategoryMembers, 14, 1}, {CategoryObservers, 2, 2}, {CategoryPrivateSector, 1, 1}, {CategorySupportOffice, 1, 1}},
		Members: []AttendingMember{{"ilo", CapacityObserver, CategoryObservers}, {"sgp", CapacityObserver, CategoryObservers}, {"aus", CapacityCoChair, CategoryMembers}, {"rso", CapacityGuest, CategorySupportOffice}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if AttendanceOf(Meeting{}, nil) != nil {
		t.Error("nothing recorded is an attendance")
	}
	for member, want := range map[string]bool{"ilo": true, "idn": false, "": false} {
		if m.Attended(List{member}) != want {
			t.Errorf("%q attended: %v", member, !want)
		}
	}
	f := AttendanceFilter{Member: List{"ilo"}, Capacity: []Capacity{CapacityObserver}, Category: []Category{CategoryObservers}}
	if !f.Keeps(Attendant{Member: "ilo", Capacity: CapacityObserver}, CategoryObservers) || f.Keeps(Attendant{Name: "ilo", Capacity: CapacityObserver}, CategoryObservers) ||
		f.Keeps(Attendant{Member: "ilo", Capacity: CapacityMember}, CategoryObservers) || f.Keeps(Attendant{Member: "ilo", Capacity: CapacityObserver}, CategoryMembers) {
		t.Error("the attendance is filtered wrongly")
	}
}
