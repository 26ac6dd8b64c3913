package workplan

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAMeetingsRecordNamesWhoReported(t *testing.T) {
	note := "Attendance: 15 members.\nLeads that reported on p-1: iom, aus.\n  Leads that reported on p-2: idn\nNobody led reported on p-1: mys"
	for plan, want := range map[string]List{"p-1": {"iom", "aus"}, "p-2": {"idn"}, "p-3": nil} {
		if got := (MeetingContent{Note: note}).Reported(plan); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", plan, got, want)
		}
	}
	for line, fault := range map[string]bool{note: false, "": false, "Leads that reported on p-1: Australia, IOM.": true, "Leads that reported on the plan: aus": true,
		"Leads that reported on p-1:": true, "x\nLeads that reported on p-1 aus": true, "The leads that reported on p-1: A": false} {
		if got := (MeetingContent{Name: "m", Note: line}).Faults(); (len(got) > 0) != fault {
			t.Errorf("%q: %v", line, got)
		}
	}
}

// The hand plan with records of meetings. Silence counts from 15 May, the last day of the ninth meeting, so only who is named by the record of the
// workshop of 1 June is heard by it; mys spoke at the ninth itself.
func TestWhoReportedAtAMeetingIsHeard(t *testing.T) {
	whole := func() ReportSource {
		src := handPlan("2024-06-30")
		src.Meetings[0].Number, src.Meetings[1].Number = 8, 9
		src.Meetings[0].Note, src.Meetings[1].Note = "Leads that reported on p-1: aus.", "Leads that reported on p-1: mys, tha.\nLeads that reported on p-2: idn."
		src.Meetings = append(src.Meetings, Meeting{Code: "workshop", MeetingContent: MeetingContent{Name: "Workshop", Starts: "2024-06-01", Note: "Leads that reported on p-1: idn"}},
			Meeting{Code: "wg-10", MeetingContent: MeetingContent{Number: 10, Starts: "2024-07-01", Note: "Leads that reported on p-1: mys"}})
		src.Reported = ReportedAt(src.Meetings, "p-1", src.View.AsOf)
		return src
	}
	eighth, ninth, workshop := MeetingReport{"wg-8", "", "2023-11-08", List{"aus"}}, MeetingReport{"wg-9", "", "2024-05-15", List{"mys", "tha"}}, MeetingReport{"workshop", "Workshop", "2024-06-01", List{"idn"}}
	for _, c := range []struct {
		scope  ReportScope
		at     []MeetingReport
		silent []string
	}{
		{ReportScope{}, []MeetingReport{eighth, ninth, workshop}, []string{"mys"}},
		{ReportScope{Leads: List{"mys"}}, []MeetingReport{{"wg-9", "", "2024-05-15", List{"mys"}}}, []string{"mys"}},
		{ReportScope{Objectives: []int{2}}, nil, []string{"idn", "mys"}}, // a record tells of the plan as a whole
	} {
		src := whole()
		src.Scope = c.scope
		r := BuildReport(src)
		var silent []string
		for _, l := range r.SilentLeads {
			silent = append(silent, l.Member)
		}
		if diff := cmp.Diff(c.at, r.Reported) + cmp.Diff(c.silent, silent); diff != "" {
			t.Errorf("%+v: %s", c.scope, diff)
		}
	}
	if r := BuildReport(whole()); r.Names["tha"] != "tha" || r.Names["mys"] == "" {
		t.Errorf("who reported has no name: %v", r.Names)
	}
}
