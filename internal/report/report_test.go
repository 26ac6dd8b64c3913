package report

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fwptracker/internal/language"
	"fwptracker/internal/workplan"
)

var update = flag.Bool("update", false, "write the golden files anew")

// hand is the report on a plan of five items as of 30 June 2024, compared with the end of March, of which every number can be reckoned by hand:
//
//	1.1   one-off, Aland, due March      in progress since February: overdue since 1 April, 91 days
//	1.2   one-off, Aland and Bland, due 30 April   completed 10 May: late
//	2.1   continuing, Bland              in progress
//	2.2   one-off, Cland                 withdrawn in April: does not count
//	2.3   one-off, no lead               planned, never reported
//
// Its words hold what a form must not take for markup, formulas or lists.
func hand() workplan.CompletionReport {
	return workplan.BuildReport(handSource())
}

func handSource() workplan.ReportSource {
	at := func(day string) time.Time {
		t, err := time.Parse("2006-01-02", day)
		if err != nil {
			panic(err)
		}
		return t.Add(9 * time.Hour)
	}
	src := workplan.ReportSource{
		Body: workplan.Body{Code: "wg", BodyContent: workplan.BodyContent{Name: "Working Group on <Examples>"}},
		Plan: workplan.WorkPlan{Code: "wg-2024", Body: "wg", PlanContent: workplan.PlanContent{Title: "Plan 2024 | draft & final", PeriodStart: "2024", PeriodEnd: "2024-Q4", Notes: "# No heading", Source: "https://example.org/plan"},
			PlanLife: workplan.PlanLife{Status: workplan.PlanEndorsed, Revision: 1, EndorsedOn: "2024-01"}},
		Objectives: []workplan.Objective{{Number: 1, ObjectiveContent: workplan.ObjectiveContent{Title: "Share what is known"}}, {Number: 2, ObjectiveContent: workplan.ObjectiveContent{Title: "Train"}}},
		Members:    map[string]workplan.Member{"aland": {MemberContent: workplan.MemberContent{Name: "Åland"}}, "bland": {MemberContent: workplan.MemberContent{Name: "Bland"}}, "cland": {MemberContent: workplan.MemberContent{Name: "Việt Cland"}}},
		Meetings:   []workplan.Meeting{{Code: "wg-3", MeetingContent: workplan.MeetingContent{Number: 3, Name: "Third Annual Meeting", Starts: "2024-05-14", Ends: "2024-05-15"}}},
		View:       workplan.View{AsOf: "2024-06-30", KnownAt: at("2024-07-01")}, GeneratedAt: at("2024-07-01"), GeneratedBy: "chair", Audience: workplan.AudienceMembers,
		Updates: map[int64]map[int]workplan.StatusUpdate{}, StatusChanges: map[int64][]workplan.StatusUpdate{}, Heard: map[string]bool{"bland": true},
		Successors: []workplan.Carried{{From: "wg-2024/2.3", To: "wg-2027/1.1", Title: "Logo", Into: "Plan 2027"}}, WithAnnex: true,
	}
	for n, i := range handItems() {
		item := workplan.ActionItem{Stamp: workplan.Stamp{ID: int64(n + 1)}, Plan: "wg-2024", Ref: i.ref, RefKey: workplan.RefKeyOf(i.ref), DueKey: workplan.DueKeyOf(i.content.Due), ItemContent: i.content}
		src.Updates[item.ID] = map[int]workplan.StatusUpdate{}
		for k, c := range i.updates {
			u := workplan.StatusUpdate{ItemID: item.ID, Plan: "wg-2024", Ref: i.ref, Number: k + 1, Lead: i.lead, ReportedBy: "lena", RecordedAt: at(string(c.EffectiveOn)), UpdateContent: c}
			src.Updates[item.ID][u.Number] = u
			src.StatusChanges[item.ID] = append(src.StatusChanges[item.ID], u)
		}
		item.Standing = workplan.ReplayUpdates(src.StatusChanges[item.ID], src.View)
		src.Items = append(src.Items, item)
	}
	src.Earlier = &workplan.EarlierState{AsOf: "2024-03-31", Plan: src.Plan}
	for _, item := range src.Items {
		item.Standing = workplan.ReplayUpdates(src.StatusChanges[item.ID], workplan.View{AsOf: "2024-03-31"})
		src.Earlier.Items = append(src.Earlier.Items, item)
	}
	return src
}

type handItem struct {
	ref, lead string
	content   workplan.ItemContent
	updates   []workplan.UpdateContent
}

func handItems() []handItem {
	progress := func(day workplan.Date, status workplan.Status, done string) workplan.UpdateContent {
		return workplan.UpdateContent{Kind: workplan.UpdateProgress, EffectiveOn: day, Status: status, Done: done}
	}
	begun := progress("2024-02-01", workplan.StatusInProgress, "=1+1 is no formula.\n- nor a list")
	begun.NextSteps, begun.Openings, begun.PlannedCompletion, begun.Health = "Publish *it*.", "Editors are welcome.", "2024-Q3", workplan.HealthAtRisk
	finished := progress("2024-05-10", workplan.StatusCompleted, "Two courses were held.")
	finished.CompletedOn, finished.Evidence = "2024-05-10", workplan.Links{{Title: "Report (final)", URL: "https://example.org/a_(b)?c=d&e=f"}}
	withdrawn := workplan.UpdateContent{Kind: workplan.UpdateDecision, EffectiveOn: "2024-04-01", Status: workplan.StatusWithdrawn, Reason: "No funds."}
	corrected := progress("2024-02-10", workplan.StatusInProgress, "Three issues.")
	correction := progress("2024-02-10", workplan.StatusInProgress, "Two issues.")
	correction.Corrects, correction.CorrectionReason = 1, "Miscounted."
	return []handItem{
		{"1.1", "aland", workplan.ItemContent{Objective: 1, Title: "Bulletin <b>", Nature: workplan.NatureOneOff, Due: "2024-03", Leads: workplan.List{"aland"}, Topics: workplan.List{"data"}}, []workplan.UpdateContent{begun}},
		{"1.2", "bland", workplan.ItemContent{Objective: 1, Title: "Course", Nature: workplan.NatureOneOff, Due: "2024-04-30", Leads: workplan.List{"aland", "bland"}, ExpectedOutput: "Two courses"}, []workplan.UpdateContent{finished}},
		{"2.1", "bland", workplan.ItemContent{Objective: 2, Title: "Newsletter", Nature: workplan.NatureContinuing, Leads: workplan.List{"bland"}}, []workplan.UpdateContent{corrected, correction}},
		{"2.2", "", workplan.ItemContent{Objective: 2, Title: "Study", Nature: workplan.NatureOneOff, Leads: workplan.List{"cland"}}, []workplan.UpdateContent{withdrawn}},
		{"2.3", "", workplan.ItemContent{Objective: 2, Title: "Logo", Nature: workplan.NatureOneOff}, nil},
	}
}

func rendered(t testing.TB, form string, r workplan.CompletionReport, o Options) string {
	t.Helper()
	f, err := Named(form)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Render(&b, r, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// The golden files were read and reckoned by hand; they are the report as a person gets it.
func TestTheHandReportInItsForms(t *testing.T) {
	for _, form := range []string{"md", "csv", "html"} {
		golden(t, "hand."+form, rendered(t, form, hand(), Options{}))
	}
}

// golden holds what was made against the file that was read and found right; -update writes it anew.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s; if the change is meant, run the test with -update:\n%s", file, diff)
	}
}

func TestTheSameReportGivesTheSameBytes(t *testing.T) {
	for _, f := range Formats {
		if a, b := rendered(t, f.Name, hand(), Options{}), rendered(t, f.Name, hand(), Options{}); a != b {
			t.Errorf("%s differs from one time to the next", f.Name)
		}
	}
}

func TestAReportOfNothingSaysSo(t *testing.T) {
	src := handSource()
	src.Items, src.Objectives, src.Earlier, src.Successors = nil, nil, nil, nil
	r := workplan.BuildReport(src)
	for _, f := range Formats {
		rendered(t, f.Name, r, Options{})
	}
	page := rendered(t, "html", r, Options{})
	for _, want := range []string{"the plan had no item that members and observers may read, so there is nothing to count or list.", "No objective is recorded."} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	for _, nothing := range []string{"<svg", "Completed items", "Silent items", "What needs attention"} {
		if strings.Contains(page, nothing) {
			t.Errorf("there is a %s of nothing", nothing)
		}
	}
}

func TestFilesAreNamedAfterPlanAndDay(t *testing.T) {
	f, _ := Named("csv")
	if got := f.FileName(hand(), Options{}); got != "wg-2024-completion-report-members-2024-06-30.csv" {
		t.Error(got)
	}
	if _, err := Named("odt"); err == nil {
		t.Error("there is a form odt")
	}
}

// TestAPartOfAPageIsThePageWithoutItsFrame sets one report both ways: what another page takes in is the page's own contents and sections, and nothing else.
func TestAPartOfAPageIsThePageWithoutItsFrame(t *testing.T) {
	t.Parallel()
	var part strings.Builder
	if err := WriteFragment(&part, hand(), language.English); err != nil {
		t.Fatal(err)
	}
	page := rendered(t, "html", hand(), Options{})
	contents, sections, found := strings.Cut(part.String(), "</nav>\n")
	if !found || !strings.Contains(page, contents+"</nav>\n<main id=\"report\">\n"+sections+"</main>") {
		t.Error("the page and the part of a page say different things")
	}
	for _, frame := range []string{"<h1", "<style", " style=", "<html", "<main", "<header"} {
		if strings.Contains(part.String(), frame) {
			t.Errorf("the part of a page has %s", frame)
		}
	}
}
