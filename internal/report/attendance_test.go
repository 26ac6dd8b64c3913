package report

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fwptracker/internal/language"
	"fwptracker/internal/workplan"
)

// attendedBy is the hand report as of a meeting that these attended.
func attendedBy(a workplan.MeetingAttendance) workplan.CompletionReport {
	src := handSource()
	a.Meeting, a.Name, a.On = "wg-9", "Ninth Annual Meeting", "2024-05-15"
	src.Attendance, src.WithAnnex = &a, true
	if src.Members == nil {
		src.Members = map[string]workplan.Member{}
	}
	for code, name := range map[string]string{"aus": "Australia", "idn": "Indonesia", "vnm": "Việt Nam"} {
		src.Members[code] = workplan.Member{Code: code, MemberContent: workplan.MemberContent{Name: name}}
	}
	return workplan.BuildReport(src)
}

var fullAttendance = workplan.MeetingAttendance{
	Counts: []workplan.CategoryCount{{Category: workplan.CategoryMembers, Count: 2, Named: 2}, {Category: workplan.CategoryObservers, Count: 12, Named: 1}, {Category: workplan.CategoryRegionalFora, Count: 2},
		{Category: workplan.CategorySupportOffice, Count: 1, Named: 1}},
	Members: []workplan.AttendingMember{{Member: "idn", Capacity: workplan.CapacityCoChair, Category: workplan.CategoryMembers}, {Member: "aus", Capacity: workplan.CapacityMember, Category: workplan.CategoryMembers},
		{Member: "vnm", Capacity: workplan.CapacityObserver, Category: workplan.CategoryObservers}},
	Note: "12 observers; side events on 16 May",
}

func TestAStatementBeginsWithWhoAttended(t *testing.T) {
	s := NewStatement(attendedBy(fullAttendance), language.English)
	want := "The Ninth Annual Meeting was attended by two members (Australia and Indonesia), 12 observers, two regional fora and one support office."
	if first := s.Sentences[0]; first.Part != PartAttendance || first.Text != want || len(first.Rests) > 0 || cmp.Diff([]string{"wg-9"}, first.Meetings) != "" {
		t.Errorf("%+v", first)
	}
	for _, other := range s.Sentences[1:] {
		if other.Part == PartAttendance {
			t.Errorf("a second sentence on the attendance: %s", other.Text)
		}
	}
	if !strings.HasPrefix(s.Paragraphs()[0], want) {
		t.Errorf("the first paragraph is %q", s.Paragraphs()[0])
	}
	for name, a := range map[string]workplan.MeetingAttendance{"words alone": {Note: "65 participants"}} {
		if first := NewStatement(attendedBy(a), language.English).Sentences[0]; first.Part == PartAttendance {
			t.Errorf("%s: %s", name, first.Text)
		}
	}
	if first := NewStatement(hand(), language.English).Sentences; len(first) > 0 && first[0].Part == PartAttendance {
		t.Error("nothing is recorded, and the statement tells of it")
	}
}

func TestEveryFormShowsTheAttendance(t *testing.T) {
	for form, want := range map[string][]string{
		"md":   {"Attendance of the meeting", "Who attended Ninth Annual Meeting", "| Members | 2 | Australia and Indonesia |", "| Observers | 12 | Việt Nam; 11 are not named here |", "| Regional fora | 2 | none is named |", "As recorded: 12 observers; side events on 16 May"},
		"html": {"Attendance of the meeting", "Việt Nam; 11 are not named here"},
	} {
		text := rendered(t, form, attendedBy(fullAttendance), Options{})
		for _, part := range want {
			if !strings.Contains(text, part) {
				t.Errorf("%s lacks %q", form, part)
			}
		}
		if strings.Contains(rendered(t, form, hand(), Options{}), "Attendance of the meeting") {
			t.Errorf("%s tells of an attendance that is not recorded", form)
		}
	}
	b := book{report: attendedBy(fullAttendance)}
	found := false
	for _, f := range b.facts() {
		found = found || f.label == "Attended by" && f.value == "two members (Australia and Indonesia), 12 observers, two regional fora and one support office"
	}
	if !found {
		t.Errorf("the workbook says %v", b.facts())
	}
}
