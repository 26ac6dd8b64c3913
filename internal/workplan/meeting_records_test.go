package workplan

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// told are faults as "pointer code", sorted.
func told(f Faults) []string {
	list := []string{}
	for _, fault := range f {
		list = append(list, fault.Pointer+" "+fault.Code)
	}
	slices.Sort(list)
	return list
}

// metFor is a meeting of two days with a record: two sessions, two agenda items, an attendant, and a decision for each audience.
func metFor(audience Audience) Meeting {
	m := Meeting{Code: "wg-9", Body: "wg", MeetingContent: MeetingContent{Name: "Ninth", Starts: "2023-11-07", Ends: "2023-11-08", Audience: audience}}
	s := m.State()
	SessionPart.Add(&s, Session{Title: "First day", Day: "2023-11-07", Starts: "09:00", Ends: "12:30", Format: FormatHybrid}, Session{Title: "Second day"})
	AgendaPart.Add(&s, AgendaItem{Title: "Progress", Session: 1}, AgendaItem{Title: "Other", Pointers: Pointers{Plans: List{"p-1"}, Items: List{"p-1/2.3"}, Proposals: []int{4}}})
	AttendancePart.Add(&s, Attendant{Member: "aus", Capacity: CapacityMember, Delegates: []Delegate{{Name: "Ada"}}})
	DecisionPart.Add(&s, Decision{Text: "All."}, Decision{Text: "Members.", Audience: AudienceMembers}, Decision{Text: "Chairs.", Audience: AudienceChairs, AgendaItem: 2})
	m.MeetingContent, m.MeetingRecord = s.MeetingContent, s.MeetingRecord
	return m
}

func TestTheRulesOfARecord(t *testing.T) {
	long := strings.Repeat("x", 4001)
	for name, c := range map[string]struct {
		change func(*MeetingState)
		want   []string
	}{
		"as it should be":   {func(*MeetingState) {}, nil},
		"audience":          {func(m *MeetingState) { m.Audience = "all" }, []string{"/audience not_allowed"}},
		"a day outside":     {func(m *MeetingState) { m.Sessions[0].Says.Day = "2023-11-09" }, []string{"/sessions/0/day outside_meeting"}},
		"a day before":      {func(m *MeetingState) { m.Sessions[0].Says.Day = "2023-11-06" }, []string{"/sessions/0/day outside_meeting"}},
		"no date, any day":  {func(m *MeetingState) { m.Starts, m.Ends = "", "" }, nil},
		"no day":            {func(m *MeetingState) { m.Sessions[0].Says.Day = "2023-11" }, []string{"/sessions/0/day not_a_date"}},
		"times":             {func(m *MeetingState) { m.Sessions[0].Says.Starts, m.Sessions[0].Says.Ends = "9:00", "24:00" }, []string{"/sessions/0/ends not_a_time", "/sessions/0/starts not_a_time"}},
		"times in disorder": {func(m *MeetingState) { m.Sessions[0].Says.Ends = "09:00" }, []string{"/sessions/0/ends out_of_order"}},
		"format, no title":  {func(m *MeetingState) { m.Sessions[1].Says = Session{Format: "x"} }, []string{"/sessions/1/format not_allowed", "/sessions/1/title required"}},
		"no such session":   {func(m *MeetingState) { m.Agenda[0].Says.Session = 3 }, []string{"/agenda/0/session unknown"}},
		"agenda item":       {func(m *MeetingState) { m.Agenda[0].Says = AgendaItem{} }, []string{"/agenda/0/title required"}},
		"pointers": {func(m *MeetingState) {
			m.Agenda[1].Says.Pointers = Pointers{Plans: List{"P 1"}, Items: List{"p-1/", "p-1/1.1", "p-1/1.1"}, Proposals: []int{0, 2, 2}}
		}, []string{"/agenda/1/items/0 bad_item", "/agenda/1/items/2 duplicate", "/agenda/1/plans/0 bad_code", "/agenda/1/proposals/0 out_of_range", "/agenda/1/proposals/2 duplicate"}},
		"too many pointers": {func(m *MeetingState) {
			m.Agenda[1].Says.Pointers = Pointers{Plans: make(List, 51), Items: make(List, 51), Proposals: make([]int, 51)}
		}, []string{"/agenda/1/items too_many", "/agenda/1/plans too_many", "/agenda/1/proposals too_many"}},
		"nobody": {func(m *MeetingState) { m.Attendance[0].Says = Attendant{} }, []string{"/attendance/0/capacity required", "/attendance/0/member required"}},
		"both": {func(m *MeetingState) {
			m.Attendance[0].Says = Attendant{Member: "aus", Name: "Australia", Kind: KindState, Capacity: CapacityGuest}
		}, []string{"/attendance/0/kind not_both", "/attendance/0/name not_both"}},
		"not in register": {func(m *MeetingState) { m.Attendance[0].Says = Attendant{Name: "Institute", Capacity: CapacityMember} }, []string{"/attendance/0/capacity not_in_register", "/attendance/0/kind required"}},
		"twice": {func(m *MeetingState) {
			AttendancePart.Add(m, Attendant{Member: "aus", Capacity: CapacityGuest}, Attendant{Name: "A", Kind: KindState, Capacity: CapacityGuest}, Attendant{Name: "a", Kind: KindState, Capacity: CapacityGuest})
		}, []string{"/attendance/1/member duplicate", "/attendance/3/name duplicate"}},
		"delegates":          {func(m *MeetingState) { m.Attendance[0].Says.Delegates = []Delegate{{Title: "a\nb"}} }, []string{"/attendance/0/delegates/0/name required", "/attendance/0/delegates/0/title bad_character"}},
		"too many delegates": {func(m *MeetingState) { m.Attendance[0].Says.Delegates = make([]Delegate, 51) }, []string{"/attendance/0/delegates too_many"}},
		"decision": {func(m *MeetingState) {
			m.Decisions[0].Says = Decision{Text: " ", Kind: "x", Audience: "y", AgendaItem: 9}
		}, []string{"/decisions/0/agenda_item unknown", "/decisions/0/audience not_allowed", "/decisions/0/kind not_allowed", "/decisions/0/text required"}},
		"a long decision":    {func(m *MeetingState) { m.Decisions[0].Says.Text = long }, []string{"/decisions/0/text too_long"}},
		"a number not given": {func(m *MeetingState) { m.Decisions[0].Number = 4 }, []string{"/decisions/0/number unknown"}},
		"a number twice":     {func(m *MeetingState) { m.Decisions[1].Number = 1 }, []string{"/decisions/1/number unknown"}},
		"a number below one": {func(m *MeetingState) { m.Decisions[0].Number = -1 }, []string{"/decisions/0/number unknown"}},
		"too many":           {func(m *MeetingState) { SessionPart.Add(m, make([]Session, 49)...) }, []string{"/sessions too_many"}},
		"headcounts": {func(m *MeetingState) {
			m.Headcounts = Headcounts{{CategoryMembers, 0}, {CategoryMembers, 10000}, {"x", 1}}
		}, []string{"/headcounts/0/count out_of_range", "/headcounts/1/category duplicate", "/headcounts/1/count out_of_range", "/headcounts/2/category not_allowed"}},
	} {
		m := metFor(AudienceMembers).State()
		c.change(&m)
		if diff := cmp.Diff(append([]string{}, c.want...), told(m.Faults())); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestADecisionIsForNoMoreThanReadTheRecord(t *testing.T) {
	before := metFor(AudienceMembers).State()
	for name, c := range map[string]struct {
		change func(*MeetingState)
		want   []string
	}{
		"widened":            {func(m *MeetingState) { m.Decisions[0].Says.Audience = AudiencePublic }, []string{"/decisions/0/audience wider_than_record"}},
		"a new one":          {func(m *MeetingState) { DecisionPart.Add(m, Decision{Audience: AudiencePublic}) }, []string{"/decisions/3/audience wider_than_record"}},
		"the record is less": {func(m *MeetingState) { m.Audience = AudienceChairs }, nil},
		"changed beneath":    {func(m *MeetingState) { m.Audience, m.Decisions[1].Says.Text = AudienceChairs, "x" }, []string{"/decisions/1/audience wider_than_record"}},
	} {
		after := before
		after.Decisions = slices.Clone(before.Decisions)
		c.change(&after)
		if diff := cmp.Diff(append([]string{}, c.want...), told(after.Widened(before))); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestANumberIsNotGivenAgain(t *testing.T) {
	m := metFor(AudienceMembers).State()
	m.Decisions = slices.Delete(slices.Clone(m.Decisions), 2, 3)
	if at := DecisionPart.Add(&m, Decision{Text: "New."}); m.Decisions[at].Number != 4 || m.LastDecision != 4 {
		t.Errorf("the new decision has number %d, the last is %d", m.Decisions[at].Number, m.LastDecision)
	}
	DecisionPart.Set(&m, Entries[Decision]{{Number: 2, Says: Decision{Text: "Kept."}}, {Says: Decision{Text: "Newer."}}})
	if m.Decisions[1].Number != 5 || m.Decisions.At(3) >= 0 || len(m.Faults()) > 0 {
		t.Errorf("%+v: %v", m.Decisions, m.Faults())
	}
	if used := m.InUse("agenda", 2); len(used) > 0 {
		t.Errorf("agenda item 2 is named by %s", used)
	}
	if used := metFor("").State().InUse("sessions", 1).String() + metFor("").State().InUse("agenda", 2).String(); used != "agenda item 1decision 3" {
		t.Errorf("what is in use: %s", used)
	}
}

// Every cell: who reads what of a record of each audience, when the record is now for another.
func TestWhoReadsARecord(t *testing.T) {
	sights := map[string]Sight{"nobody": {}, "public": {Public: true}, "elsewhere": {Public: true, Members: []string{"other"}, Chairs: []string{"third"}},
		"member": {Public: true, Members: []string{"wg"}}, "chair": {Public: true, Chairs: []string{"wg"}}, "lead": {Public: true, Own: []string{"aus"}}}
	decisions := map[Audience]map[string]int{
		AudiencePublic:  {"nobody": 0, "public": 1, "elsewhere": 1, "member": 2, "chair": 3, "lead": 1},
		AudienceMembers: {"nobody": 0, "public": 0, "elsewhere": 0, "member": 2, "chair": 3, "lead": 0},
		AudienceChairs:  {"nobody": 0, "public": 0, "elsewhere": 0, "member": 0, "chair": 3, "lead": 0},
	}
	for then, seen := range decisions {
		for now, seenNow := range decisions {
			for name, sight := range sights {
				was, is := metFor(then), metFor(now)
				was.AdoptedOn, was.AttendanceNote, was.Headcounts = "2024-01-01", "15 members", Headcounts{{CategoryMembers, 15}}
				m := was.SeenBy(sight, is)
				want := min(seen[name], seenNow[name])
				if len(m.Decisions) != want {
					t.Errorf("%s, for %s then and for %s now: %d decisions, want %d", name, then, now, len(m.Decisions), want)
				}
				record := want > 0
				if (len(m.Sessions) > 0) != record || (len(m.Agenda) > 0) != record || (len(m.Attendance) > 0) != record || m.Adopted() != record || (m.AttendanceNote != "") != record || (m.Headcounts != nil) != record {
					t.Errorf("%s, for %s then and for %s now: %+v", name, then, now, m)
				}
				if m.Name != "Ninth" || m.Starts != was.Starts {
					t.Errorf("%s does not see what meeting it was: %+v", name, m.MeetingContent)
				}
				if named := record && m.Attendance[0].Says.Delegates != nil; named != (record && (name == "member" || name == "chair")) {
					t.Errorf("%s, for %s then and for %s now: delegates are named: %v", name, then, now, named)
				}
				if diff := cmp.Diff(metFor(then).MeetingRecord, was.MeetingRecord); diff != "" {
					t.Errorf("the record itself was changed: %s", diff)
				}
			}
		}
	}
	was, is := metFor(AudiencePublic), metFor(AudiencePublic)
	is.Decisions[0].Says.Audience = AudienceChairs // narrowed since
	if m := was.SeenBy(sights["member"], is); len(m.Decisions) != 1 || m.Decisions[0].Number != 2 {
		t.Errorf("a decision that was narrowed since is shown: %+v", m.Decisions)
	}
	is.Decisions = nil // taken out since
	if m := was.SeenBy(sights["member"], is); len(m.Decisions) != 2 {
		t.Errorf("decisions that were taken out since are not shown in the past: %+v", m.Decisions)
	}
}

func TestPointersAreDropped(t *testing.T) {
	p := Pointers{Plans: List{"a", "b"}, Items: List{"a/1", "b/1"}, Proposals: []int{1, 2}}
	got := p.Without(func(kind, name string) bool { return name == "b" || name == "b/1" || kind == "proposal" && name == "2" })
	if diff := cmp.Diff(Pointers{Plans: List{"a"}, Items: List{"a/1"}, Proposals: []int{1}}, got); diff != "" || len(p.Plans) != 2 {
		t.Error(diff)
	}
}

func TestDecisionsAreFiltered(t *testing.T) {
	d := DecisionReading{Meeting: "wg-9", Body: "wg", Entry: Entry[Decision]{1, Decision{Kind: DecisionNoted, Pointers: Pointers{Plans: List{"p"}, Items: List{"p/1"}, Proposals: []int{4}}}}}
	for want, filters := range map[bool][]DecisionFilter{
		true:  {{}, {Body: List{"wg", "x"}}, {Meeting: List{"wg-9"}}, {Kind: []DecisionKind{DecisionNoted}}, {Plan: List{"q", "p"}}, {Item: List{"p/1"}}, {Proposal: []int{4, 9}}},
		false: {{Body: List{"x"}}, {Meeting: List{"wg-8"}}, {Kind: []DecisionKind{DecisionAgreed}}, {Plan: List{"q"}}, {Item: List{"p/2"}}, {Proposal: []int{9}}, {Plan: List{"p"}, Item: List{"p/2"}}},
	} {
		for _, f := range filters {
			if f.Keeps(d) != want {
				t.Errorf("%+v keeps: %v", f, !want)
			}
		}
	}
}
