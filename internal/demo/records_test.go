package demo

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// recordsAreThere holds the records of the real meetings against the facts: every decision in their words and with its source, the attendance of the
// Ninth as the Co-Chairs' Statement counts it, the ILO as an observer in 2021 and 2022 and as a member in 2023, no delegate and no adoption.
func recordsAreThere(t *testing.T, l loaded) {
	for _, m := range l.facts.Meetings {
		list, err := l.ListMeetingDecisions(t.Context(), l.reader, m.code(), workplan.DecisionFilter{}, workplan.Page{Limit: 100}, tracker.When{})
		var kept []string
		for _, d := range list.Rows {
			if kept = append(kept, d.Says.Text); d.Says.Source == "" {
				t.Errorf("meeting %s: %q has no source", m.code(), d.Says.Text)
			}
		}
		if err != nil || !slices.Equal(kept, m.Decisions) {
			t.Errorf("meeting %s decided %q, want %q; %v", m.code(), kept, m.Decisions, err)
		}
		kept2, err := l.Meeting(t.Context(), l.reader, m.code(), tracker.When{})
		if err != nil || kept2.AttendanceNote != m.Attendance || kept2.Adopted() || kept2.Audience != workplan.AudiencePublic {
			t.Errorf("meeting %s: %+v, %v", m.code(), kept2, err)
		}
	}
	for code, want := range map[string]string{
		"wg-tip-3": "members 18/0", "wg-tip-4": "members 19/0", "wg-tip-6": "", "wg-tip-7": "members 14/0, observers 3/3",
		"wg-tip-8": "members 15/1, observers 6/1, private_sector 2/1, civil_society 3/1, support_office 1/1",
		"wg-tip-9": "members 15/15, observers 7/7, private_sector 1/1, civil_society 3/3, regional_fora 2/2, support_office 1/1, speakers 1/1",
	} {
		m, err := l.Meeting(t.Context(), l.reader, code, tracker.When{})
		var got []string
		for _, c := range m.Counts {
			got = append(got, fmt.Sprintf("%s %d/%d", c.Category, c.Count, c.Named))
		}
		if strings.Join(got, ", ") != want || err != nil {
			t.Errorf("%s was attended by %s, want %s; %v", code, strings.Join(got, ", "), want, err)
		}
		if strings.Contains(fmt.Sprint(m.Attendance), "Delegate") {
			t.Errorf("%s names delegates", code)
		}
	}
	met, err := l.ListMeetings(t.Context(), l.reader, workplan.MeetingFilter{Member: list{"ilo"}}, workplan.Page{}, tracker.When{})
	var ilo []string
	for _, m := range met.Rows {
		for _, a := range m.Attendance {
			if a.Says.Member == "ilo" {
				ilo = append(ilo, m.Code+" "+string(a.Says.Capacity))
			}
		}
	}
	if !slices.Equal(ilo, []string{"wg-tip-7 observer", "wg-tip-8 observer", "wg-tip-9 member"}) || err != nil {
		t.Errorf("the ILO attended %v, %v", ilo, err)
	}
	second, err := l.Meeting(t.Context(), l.reader, ExampleWG+"-2", tracker.When{})
	if err != nil || !second.Adopted() || second.Corrigenda != 1 || len(second.Attendance) != 12 {
		t.Errorf("the fictional second meeting: adopted on %q, %d corrigenda, %d attended; %v", second.AdoptedOn, second.Corrigenda, len(second.Attendance), err)
	}
}
