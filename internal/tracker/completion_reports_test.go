package tracker_test

import (
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// until moves the clock to the morning of a day.
func (w *world) until(day string) *world {
	w.t.Helper()
	at, err := time.Parse("2006-01-02", day)
	must(w.t, err)
	w.clock.move(at.Add(9 * time.Hour).Sub(w.clock.now()))
	return w
}

// small is the plan "p", endorsed in January and followed by the meeting wg-9 in February: aland is late with 1.1, bland begins 1.2, both keep
// 2.1 going, and cland's 2.2 is withdrawn; in April the new plan "q" takes up 1.2.
func small(w *world) *world {
	w.meeting("wg-9", "2024-02-15").plan("p").item("p", "1.1", due("2024-02")).item("p", "1.2", ledBy("bland"), due("2024-12")).
		item("p", "2.1", ledBy("aland", "bland"), func(c *workplan.ItemContent) { c.Nature, c.Objective = workplan.NatureContinuing, 2 }).
		item("p", "2.2", ledBy("cland"), due("2024-04"), func(c *workplan.ItemContent) { c.Objective = 2 }).endorsed("p", "2024-01")
	w.until("2024-03-10").posts("ana", "p", "1.1", completed("2024-03"))
	w.until("2024-03-20").posts("chair", "p", "2.2", because(workplan.StatusWithdrawn, "no money"))
	w.until("2024-04-01")
	begun := becomes(workplan.StatusInProgress, "begun")
	begun.EffectiveOn, begun.Openings = "2024-03-05", "join us"
	w.posts("ben", "p", "1.2", begun)
	return w.plan("q").item("q", "1.1", ledBy("bland"), continues("p/1.2"))
}

func TestASmallPlanAtSeveralDates(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		small(w)
		for name, c := range map[string]struct {
			when                        tracker.When
			headline, silent, carriedOn string
		}{
			"at first": {tracker.When{AsOf: "2024-03-01"}, "4 items, planned 3, continuing planned 1, 1 overdue, 4 silent, 0 late, 0 of 3", "aland 1.1 2.1; bland 1.2 2.1; cland 2.2", "p/1.2>q/1.1"},
			"as was told in March": {tracker.When{AsOf: "2024-03-15", KnownAt: time.Date(2024, 3, 15, 0, 0, 0, 0, time.UTC)},
				"4 items, planned 2, completed 1, continuing planned 1, 0 overdue, 3 silent, 1 late, 1 of 3", "bland 1.2 2.1; cland 2.2", ""},
			"as it was in March": {tracker.When{AsOf: "2024-03-15"}, "4 items, planned 1, in_progress 1, completed 1, continuing planned 1, 0 overdue, 2 silent, 1 late, 1 of 3", "cland 2.2", "p/1.2>q/1.1"},
			"at the meeting":     {tracker.When{Meeting: "wg-9"}, "4 items, planned 3, continuing planned 1, 0 overdue, 4 silent, 0 late, 0 of 3", "aland 1.1 2.1; bland 1.2 2.1; cland 2.2", "p/1.2>q/1.1"},
			"now":                {tracker.When{}, "4 items, in_progress 1, completed 1, withdrawn 1, continuing planned 1, 0 overdue, 1 silent, 1 late, 1 of 2", "", "p/1.2>q/1.1"},
		} {
			r, err := w.CompletionReport(w.ctx(), w.as("rita"), "p", tracker.ReportRequest{When: c.when, WithAnnex: true})
			must(t, err)
			if got := headline(r.Headline); got != c.headline {
				t.Errorf("%s:\n got %s\nwant %s", name, got, c.headline)
			}
			if got := silence(r); got != c.silent {
				t.Errorf("%s: silent are %s, want %s", name, got, c.silent)
			}
			if got := schedule(r.CarriedOn); got != c.carriedOn {
				t.Errorf("%s: carried on are %s, want %s", name, got, c.carriedOn)
			}
		}
		r, err := w.CompletionReport(w.ctx(), w.as("rita"), "q", tracker.ReportRequest{})
		must(t, err)
		if got := schedule(r.CarriedIn); got != "p/1.2>q/1.1" || r.CarriedOn != nil {
			t.Errorf("carried into q: %s; on: %v", got, r.CarriedOn)
		}
	})
}

func headline(c workplan.Counts) string {
	parts := []string{fmt.Sprintf("%d items", c.Items)}
	for _, s := range workplan.Statuses {
		if n := c.ByStatus[s]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", s, n))
		}
	}
	for _, s := range workplan.Statuses {
		if n := c.ContinuingByStatus[s]; n > 0 {
			parts = append(parts, fmt.Sprintf("continuing %s %d", s, n))
		}
	}
	return fmt.Sprintf("%s, %d overdue, %d silent, %d late, %d of %d", strings.Join(parts, ", "), c.Overdue, c.Silent, c.Late, c.Rate.Numerator, c.Rate.Denominator)
}

func silence(r workplan.CompletionReport) string {
	var parts []string
	for _, l := range r.SilentLeads {
		parts = append(parts, l.Member+" "+strings.Join(l.Refs, " "))
	}
	return strings.Join(parts, "; ")
}

func schedule(list []workplan.Carried) string {
	var parts []string
	for _, c := range list {
		parts = append(parts, c.From+">"+c.To)
	}
	return strings.Join(parts, " ")
}

func TestAReportTellsWhatChangedSince(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		small(w)
		r, err := w.CompletionReport(w.ctx(), w.as("rita"), "p", tracker.ReportRequest{Since: tracker.When{Meeting: "wg-9"}})
		must(t, err)
		got := []string{}
		for _, c := range r.Since.Changes {
			got = append(got, fmt.Sprintf("%s %s: %s>%s by %d", c.Ref, c.Kind, c.Was, c.Is, c.Cause.Number))
		}
		want := []string{"1.1 completed: planned>completed by 1", "1.2 moved: planned>in_progress by 1", "2.2 withdrawn: planned>withdrawn by 1"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if len(r.Openings) != 1 || r.Openings[0].Item.Ref != "1.2" {
			t.Errorf("openings: %+v", r.Openings)
		}
		_, err = w.CompletionReport(w.ctx(), w.as("rita"), "p", tracker.ReportRequest{When: tracker.When{AsOf: "2024-03-01"}, Since: tracker.When{AsOf: "2024-03-02"}})
		if diff := cmp.Diff([]string{"?since out_of_order"}, faultsOf(err)); diff != "" {
			t.Error(diff)
		}
		_, err = w.CompletionReport(w.ctx(), w.as("rita"), "p", tracker.ReportRequest{Since: tracker.When{Meeting: "none"}})
		if diff := cmp.Diff([]string{"?since unknown"}, faultsOf(err)); diff != "" {
			t.Error(diff)
		}
	})
}

// The cause of a new date is the update that set it, whatever was reported since, and whether or not the report has its annex.
func TestANewDateNamesTheUpdateThatSetIt(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.meeting("wg-9", "2024-02-15").plan("p").item("p", "1.1", due("2024-06")).item("p", "1.2", due("2024-06")).endorsed("p", "2024-01")
		plans := func(by workplan.PartialDate) workplan.NewStatusUpdate {
			u := says("later")
			u.PlannedCompletion = by
			return u
		}
		w.until("2024-03-01").posts("ana", "p", "1.1", plans("2024-09"))
		w.until("2024-03-10").posts("ana", "p", "1.1", plans("2024-12"))
		w.until("2024-03-20").posts("ana", "p", "1.1", says("all goes on"))
		for name, c := range map[string]struct {
			ask  tracker.ReportRequest
			want string
		}{
			"now":            {tracker.ReportRequest{Since: tracker.When{Meeting: "wg-9"}}, "1.1 2024-06>2024-12 by 2"},
			"with its annex": {tracker.ReportRequest{Since: tracker.When{Meeting: "wg-9"}, WithAnnex: true}, "1.1 2024-06>2024-12 by 2"},
			"as of 5 March":  {tracker.ReportRequest{When: tracker.When{AsOf: "2024-03-05"}, Since: tracker.When{Meeting: "wg-9"}}, "1.1 2024-06>2024-09 by 1"},
			"as known on 5 March": {tracker.ReportRequest{When: tracker.When{AsOf: "2024-03-15", KnownAt: time.Date(2024, 3, 5, 0, 0, 0, 0, time.UTC)}, Since: tracker.When{Meeting: "wg-9"}},
				"1.1 2024-06>2024-09 by 1"},
			"between the two": {tracker.ReportRequest{Since: tracker.When{AsOf: "2024-03-05"}}, "1.1 2024-09>2024-12 by 2"},
		} {
			r, err := w.CompletionReport(w.ctx(), w.as("rita"), "p", c.ask)
			must(t, err)
			var got []string
			for _, change := range r.Since.Changes {
				if change.Kind == workplan.ChangeReDated && change.Cause != nil && change.CausedBy == workplan.CauseUpdate {
					got = append(got, fmt.Sprintf("%s %s>%s by %d", change.Ref, change.Was, change.Is, change.Cause.Number))
				}
			}
			if strings.Join(got, "; ") != c.want {
				t.Errorf("%s: %v, want %s", name, got, c.want)
			}
		}
	})
}

// A report for the public holds no more of a meeting's record than what names the meeting and who reported on the plan, whoever asks for it.
func TestAReportForThePublicHoldsNoRecordOfMeetings(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		content := workplan.MeetingContent{Name: "Ninth", Number: 9, Starts: "2024-02-15", Place: "Room 5", Note: "Among ourselves.", Reported: workplan.LeadReports{{Plan: "p", Leads: workplan.List{"bland", "aland"}}}}
		_, err := w.CreatePlan(w.ctx(), w.as("chair"), workplan.NewPlan{Code: "p", Body: "wg", PlanContent: workplan.PlanContent{Title: "Plan p", PeriodEnd: "2026", Audience: workplan.AudiencePublic}})
		must(t, err)
		_, err = w.CreateObjective(w.ctx(), w.as("chair"), "p", workplan.NewObjective{ObjectiveContent: workplan.ObjectiveContent{Title: "Prevention"}})
		must(t, err)
		_, err = w.CreateMeeting(w.ctx(), w.as("chair"), workplan.NewMeeting{Code: "wg-9", Body: "wg", MeetingContent: content})
		must(t, err)
		w.item("p", "1.1", ledBy("bland")).endorsed("p", "2024-01")
		w.until("2024-03-01")
		for audience, want := range map[workplan.Audience]string{workplan.AudienceMembers: content.Note, "": content.Note, workplan.AudiencePublic: ""} {
			r, err := w.CompletionReport(w.ctx(), w.as("chair"), "p", tracker.ReportRequest{Scope: workplan.ReportScope{Audience: audience}})
			must(t, err)
			if r.LastMeeting == nil || r.LastMeeting.Note != want || len(r.Reported) != 1 || strings.Join(r.Reported[0].Leads, " ") != "bland aland" || r.Names["bland"] == "" {
				t.Errorf("for %q: %+v, reported %+v", audience, r.LastMeeting, r.Reported)
			}
		}
	})
}

func TestAHiddenReportGivesWayToTheLatestVisibleOne(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		small(w)
		done := becomes(workplan.StatusCompleted, "the guide is out")
		done.CompletedOn = "2024-04"
		secret := says("with the police")
		secret.Audience = workplan.AudienceChairs
		w.until("2024-04-10").posts("ben", "p", "1.2", done)
		w.posts("ben", "p", "1.2", secret)
		w.until("2024-04-20")
		for who, want := range map[string]struct {
			latest int
			sheets int
		}{"chair": {3, 3}, "ben": {3, 3}, "rita": {2, 2}, "cleo": {2, 2}} {
			for at, when := range map[string]tracker.When{"now": {}, "then": {AsOf: "2024-04-15", KnownAt: w.clock.now()}} {
				r, err := w.CompletionReport(w.ctx(), w.as(who), "p", tracker.ReportRequest{When: when})
				must(t, err)
				i := r.Completed[1]
				if i.Item.Ref != "1.2" || i.Latest == nil || i.Latest.Number != want.latest || i.StatusSetBy == nil || i.StatusSetBy.Number != 2 {
					t.Errorf("%s %s: %+v", who, at, i)
				}
				r, err = w.CompletionReport(w.ctx(), w.as(who), "p", tracker.ReportRequest{When: when, WithAnnex: true})
				must(t, err)
				if n := len(r.Annex[1].Updates); n != want.sheets {
					t.Errorf("%s %s: the annex shows %d updates, want %d", who, at, n, want.sheets)
				}
				items, err := w.ListItems(w.ctx(), w.as(who), workplan.ItemFilter{Plan: workplan.List{"p"}}, workplan.Page{}, when)
				must(t, err)
				latest, err := w.LatestReports(w.ctx(), w.as(who), items.Rows)
				must(t, err)
				if got := latest["p/1.2"].Number; got != want.latest {
					t.Errorf("%s %s: the latest report listed is %d, want %d", who, at, got, want.latest)
				}
			}
		}
	})
}

func TestAReportCountsOnlyWhatItsReaderSees(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1", forAudience(workplan.AudienceChairs)).item("p", "1.2", ledBy("bland")).endorsed("p", "2024-01")
		for who, want := range map[string]int{"chair": 2, "desk": 2, "ana": 2, "ben": 1, "rita": 1} {
			r, err := w.CompletionReport(w.ctx(), w.as(who), "p", tracker.ReportRequest{})
			must(t, err)
			if r.Headline.Items != want {
				t.Errorf("%s counts %d items, want %d", who, r.Headline.Items, want)
			}
		}
	})
}

// As long as the stamp stays, the report stays, but for when it was generated and of how fresh a record.
func TestTheStampChangesWheneverTheReportMay(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		var n atomic.Int64
		rapid.Check(t, func(rt *rapid.T) {
			h := newHistory(w, rt, int(n.Add(1)))
			reports, kept := map[string]workplan.CompletionReport{}, 0
			for range 40 {
				h.write()
				for _, plan := range h.plans {
					stamp, err := h.ReportStamp(h.ctx(), h.chair(), plan)
					must(t, err)
					r, err := h.CompletionReport(h.ctx(), h.chair(), plan, tracker.ReportRequest{WithAnnex: true, Since: tracker.When{AsOf: workplan.DateOf(h.started)}})
					if err != nil && workplan.KindOf(err) != workplan.NotFound { // a draft may have been removed
						rt.Fatalf("report of %s: %v", plan, err)
					}
					was, known := reports[plan+stamp]
					if known {
						kept++
						if diff := cmp.Diff(was, r, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(workplan.CompletionReport{}, "GeneratedAt", "KnownAt")); diff != "" {
							rt.Fatalf("%s under the stamp %s:\n%s", plan, stamp, diff)
						}
					}
					reports[plan+stamp] = r
				}
			}
			if kept == 0 {
				rt.Log("every write changed every stamp")
			}
		})
	})
}

func TestTheStampIsNotTheSameForReadersOfDifferentSight(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").endorsed("p", "2024-01")
		stamps := map[string]string{}
		for _, who := range []string{"chair", "ana", "ben", "rita"} {
			stamp, err := w.ReportStamp(w.ctx(), w.as(who), "p")
			must(t, err)
			if other, taken := stamps[stamp]; taken {
				t.Errorf("%s and %s have the stamp %s", who, other, stamp)
			}
			stamps[stamp] = who
		}
		before, err := w.ReportStamp(w.ctx(), w.as("second"), "p")
		must(t, err)
		if stamps[before] != "chair" {
			t.Errorf("two co-chairs see the same, and their stamps differ: %s", before)
		}
		w.until("2024-03-02")
		after, err := w.ReportStamp(w.ctx(), w.as("second"), "p")
		if must(t, err); after == before {
			t.Error("the day has changed and the stamp has not")
		}
	})
}
