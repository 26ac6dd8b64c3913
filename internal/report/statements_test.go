package report

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fwptracker/internal/workplan"
)

func texts(s Statement) []string {
	var list []string
	for _, sentence := range s.Sentences {
		list = append(list, string(sentence.Part)+": "+sentence.Text)
	}
	return list
}

func TestTheStatementOfTheHandReport(t *testing.T) {
	want := []string{
		"reporting: Action item lead Bland reported on progress under the Plan 2024 | draft & final.",
		"completed: Bland and Åland completed “Course” (item 1.2) on 10 May 2024.",
		"completed: Two courses were held.",
		"completed: This output is available: “Report (final)”.",
		"carried_over: Item 2.3, “Logo”, is continued in the plan wg-2027 as item 1.1.",
	}
	src := handSource()
	src.Earlier.AsOf = "2024-02-05" // after the report on 1.1, before those on 2.1 and 1.2
	got := texts(NewStatement(workplan.BuildReport(src)))
	if !slices.Equal(got, want) {
		t.Errorf("since 5 February: %s", cmp.Diff(want, got))
	}
	src.Earlier.AsOf = "2024-01-15"
	got = texts(NewStatement(workplan.BuildReport(src)))
	for _, more := range []string{"reporting: Action item leads Bland and Åland reported on progress under the Plan 2024 | draft & final.",
		"planned: Next steps on “Bulletin <b>” (item 1.1), led by Åland: Publish *it*; completion is planned for the 3rd quarter of 2024.",
		"openings: Members are invited to take part in “Bulletin <b>” (item 1.1), led by Åland: Editors are welcome."} {
		if !slices.Contains(got, more) {
			t.Errorf("since January it does not say %q but\n%s", more, strings.Join(got, "\n"))
		}
	}
	src.Body.ProtocolOrder = workplan.List{"aland", "bland"}
	if got := texts(NewStatement(workplan.BuildReport(src)))[0]; !strings.Contains(got, "Åland and Bland") {
		t.Errorf("in protocol order: %s", got)
	}
}

// Taking an update away takes away the sentences that rest on it, and no other.
func TestASentenceGoesWithItsUpdate(t *testing.T) {
	whole := handSource()
	whole.Earlier.AsOf = "2024-01-15"
	before := NewStatement(workplan.BuildReport(whole))
	for _, gone := range []workplan.StatusUpdate{whole.Updates[1][1], whole.Updates[2][1]} {
		src := handSource()
		src.Earlier.AsOf = "2024-01-15"
		delete(src.Updates[gone.ItemID], gone.Number)
		src.StatusChanges[gone.ItemID] = nil
		for n := range src.Items {
			if src.Items[n].ID == gone.ItemID {
				src.Items[n].Standing = workplan.Unreported()
			}
		}
		after := texts(NewStatement(workplan.BuildReport(src)))
		for n, s := range before.Sentences {
			if s.Part == PartReporting {
				continue // it says less, where the lead made other reports it says the same
			}
			rests := slices.ContainsFunc(s.Rests, func(u workplan.StatusUpdate) bool { return u.Name() == gone.Name() })
			if there := slices.Contains(after, texts(before)[n]); there == rests {
				t.Errorf("without update %s: %q rests on it: %v, is there: %v", gone.Name(), s.Text, rests, there)
			}
		}
	}
}

func TestANilReturnIsSaid(t *testing.T) {
	src := handSource()
	src.Earlier.AsOf = "2024-05-01"
	u := workplan.StatusUpdate{ItemID: 1, Plan: "wg-2024", Ref: "1.1", Number: 2, Lead: "aland", UpdateContent: workplan.UpdateContent{Kind: workplan.UpdateNilReturn, EffectiveOn: "2024-06-01"}}
	src.Updates[1][2] = u
	if got := texts(NewStatement(workplan.BuildReport(src))); !slices.Contains(got, "reporting: Åland had nothing to report on its items.") {
		t.Errorf("%q", got)
	}
}

// The facts of the Ninth Annual Meeting, 7 and 8 November 2023, as the co-chairs' statement tells them: six leads reported on the Forward Work Plan
// 2021-23. What of their items is not recorded stays unsaid.
func TestTheNinthAnnualMeeting(t *testing.T) {
	src := workplan.ReportSource{
		Body: workplan.Body{Code: "wg-tip", BodyContent: workplan.BodyContent{Name: "Working Group on Trafficking in Persons"}},
		Plan: workplan.WorkPlan{Code: "wg-tip-2021-23", PlanContent: workplan.PlanContent{Title: "Forward Work Plan 2021-23"}, PlanLife: workplan.PlanLife{Status: workplan.PlanEndorsed}},
		Meetings: []workplan.Meeting{{Code: "wg-tip-8", MeetingContent: workplan.MeetingContent{Number: 8, Name: "Eighth Annual Meeting", Starts: "2022-08-29", Ends: "2022-08-30"}},
			{Code: "wg-tip-9", MeetingContent: workplan.MeetingContent{Number: 9, Name: "Ninth Annual Meeting", Starts: "2023-11-07", Ends: "2023-11-08"}}},
		Members: map[string]workplan.Member{"iom": {MemberContent: workplan.MemberContent{Name: "International Organization for Migration", ShortName: "IOM"}},
			"unodc":     {MemberContent: workplan.MemberContent{Name: "United Nations Office on Drugs and Crime", ShortName: "UNODC"}},
			"australia": {MemberContent: workplan.MemberContent{Name: "Australia"}}, "indonesia": {MemberContent: workplan.MemberContent{Name: "Indonesia"}},
			"malaysia": {MemberContent: workplan.MemberContent{Name: "Malaysia"}}, "vietnam": {MemberContent: workplan.MemberContent{Name: "Vietnam"}}},
		View: workplan.View{AsOf: "2023-11-08"}, GeneratedAt: time.Date(2023, 11, 8, 12, 0, 0, 0, time.UTC), Updates: map[int64]map[int]workplan.StatusUpdate{}, WithAnnex: true,
	}
	for n, lead := range []string{"vietnam", "unodc", "malaysia", "iom", "indonesia", "australia"} {
		id := int64(n + 1)
		src.Items = append(src.Items, workplan.ActionItem{Stamp: workplan.Stamp{ID: id}, Plan: src.Plan.Code, Ref: "x", ItemContent: workplan.ItemContent{Leads: workplan.List{lead}, Nature: workplan.NatureOneOff},
			Standing: workplan.Standing{Status: workplan.StatusPlanned, LatestReport: 2, LatestUpdate: 2}})
		reported := workplan.UpdateContent{Kind: workplan.UpdateProgress, Done: "Reported at the meeting.", EffectiveOn: "2023-11-08"}
		earlier := workplan.UpdateContent{Kind: workplan.UpdateProgress, Done: "Reported at the meeting.", EffectiveOn: "2022-08-30"}
		src.Updates[id] = map[int]workplan.StatusUpdate{1: {ItemID: id, Number: 1, Lead: lead, UpdateContent: earlier}, 2: {ItemID: id, Number: 2, Lead: lead, UpdateContent: reported}}
	}
	s := NewStatement(workplan.BuildReport(src))
	want := []string{"reporting: Action item leads Australia, Indonesia, IOM, Malaysia, UNODC and Vietnam reported on progress under the Forward Work Plan 2021-23."}
	if diff := cmp.Diff(want, texts(s)); diff != "" || s.After != "2022-08-30" || len(s.Sentences[0].Rests) != 6 {
		t.Errorf("after %s, resting on %d updates: %s", s.After, len(s.Sentences[0].Rests), diff)
	}
}

func TestSentencesEndWhereTheyEnd(t *testing.T) {
	for given, want := range map[string]string{"": "", "One": "One.", "First. Second.": "First.", "On 7 Nov. 2023 it met. Then": "On 7 Nov. 2023 it met.", "Really? Yes": "Really?",
		"a\n b": "a b.", "Two courses; more": "Two courses; more."} {
		if got := firstSentence(given); got != want {
			t.Errorf("%q gives %q, want %q", given, got, want)
		}
	}
	for given, want := range map[workplan.PartialDate]string{"2023": "in 2023", "2023-Q4": "in the 4th quarter of 2023", "2023-11": "in November 2023", "2023-11-08": "on 8 November 2023"} {
		if got := within(given); got != want {
			t.Errorf("%q: %q", given, got)
		}
	}
}
