package workplan

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAMeetingsRecordNamesWhoReported(t *testing.T) {
	reported := LeadReports{{"p-1", List{"iom", "aus"}}, {"p-2", List{"idn"}}}
	for plan, want := range map[string]List{"p-1": {"iom", "aus"}, "p-2": {"idn"}, "p-3": nil} {
		if got := (MeetingContent{Reported: reported}).ReportedOn(plan); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", plan, got, want)
		}
	}
	many := make(LeadReports, 21)
	for want, reported := range map[string]LeadReports{
		"": reported, "/reported/0/plan bad_code": {{"The plan", List{"aus"}}}, "/reported/0/leads required": {{"p-1", nil}}, "/reported/0/leads/0 bad_code": {{"p-1", List{"Australia"}}},
		"/reported/1/plan duplicate": {{"p-1", List{"aus"}}, {"p-1", List{"iom"}}}, "/reported/0/leads/1 duplicate": {{"p-1", List{"aus", "aus"}}}, "/reported too_many": many,
	} {
		got := ""
		for _, f := range (MeetingContent{Name: "m", Reported: reported}).Faults() {
			got += f.Pointer + " " + f.Code
		}
		if got != want {
			t.Errorf("%v: %q, want %q", reported, got, want)
		}
	}
}

// The hand plan with records of meetings. Silence counts from 15 May, the last day of the ninth meeting, so only who is named by the record of the
// workshop of 1 June is heard by it; mys spoke at the ninth itself.
func TestWhoReportedAtAMeetingIsHeard(t *testing.T) {
	whole := func() ReportSource {
		src := handPlan("2024-06-30")
		src.Meetings[0].Number, src.Meetings[1].Number = 8, 9
		src.Meetings[0].Reported, src.Meetings[1].Reported = LeadReports{{"p-1", List{"aus"}}}, LeadReports{{"p-1", List{"mys", "tha"}}, {"p-2", List{"idn"}}}
		src.Meetings = append(src.Meetings, Meeting{Code: "workshop", MeetingContent: MeetingContent{Name: "Workshop", Starts: "2024-06-01", Reported: LeadReports{{"p-1", List{"idn"}}}}},
			Meeting{Code: "wg-10", MeetingContent: MeetingContent{Number: 10, Starts: "2024-07-01", Reported: LeadReports{{"p-1", List{"mys"}}}}})
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
