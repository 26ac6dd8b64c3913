package workplan

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// drawHistory makes an append-only history of up to most updates: numbers and recording times rise, effective dates and corrections are
// anything that the database could hold. Replay takes what is recorded; whether it was legal is for Admit.
func drawHistory(t *rapid.T, most int) []StatusUpdate {
	var history []StatusUpdate
	corrected := map[int]bool{}
	for n := 1; n <= rapid.IntRange(0, most).Draw(t, "updates"); n++ {
		u := StatusUpdate{Number: n, RecordedAt: testMoment(n), UpdateContent: UpdateContent{
			Kind:        rapid.SampledFrom(UpdateKinds).Draw(t, "kind"),
			Status:      rapid.SampledFrom(append(slices.Clone(Statuses), "", "")).Draw(t, "status"),
			Health:      rapid.SampledFrom(append(slices.Clone(Healths), "")).Draw(t, "health"),
			EffectiveOn: Date("2024-02-01").AddDays(rapid.IntRange(0, 5).Draw(t, "day")),
		}}
		if u.Status == StatusCompleted {
			u.CompletedOn = rapid.SampledFrom([]PartialDate{"2023", "2024-01"}).Draw(t, "completed")
		}
		if of := rapid.IntRange(-4, n-1).Draw(t, "corrects"); of > 0 && !corrected[of] {
			u.Corrects, corrected[of] = of, true
		}
		history = append(history, u)
	}
	return history
}

func drawView(t *rapid.T, most int) View {
	v := View{AsOf: Date("2024-02-01").AddDays(rapid.IntRange(-1, 6).Draw(t, "as of"))}
	if rapid.Bool().Draw(t, "known at") {
		v.KnownAt = testMoment(rapid.IntRange(0, most).Draw(t, "hours"))
	}
	return v
}

func TestLaterRecordsNeverChangeWhatWasKnown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		history := drawHistory(t, 12)
		known := rapid.IntRange(0, len(history)).Draw(t, "known")
		v := drawView(t, 12)
		v.KnownAt = testMoment(known)
		before, after := ReplayUpdates(history[:known], v), ReplayUpdates(history, v)
		if diff := cmp.Diff(before, after); diff != "" {
			t.Fatalf("later updates changed the answer at %v:\n%s", v, diff)
		}
	})
}

func TestFoldingOneByOneIsTheReplay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		history := drawHistory(t, 12)
		slices.SortStableFunc(history, func(a, b StatusUpdate) int { return strings.Compare(string(a.EffectiveOn), string(b.EffectiveOn)) })
		standing := Unreported()
		for i := range history {
			history[i].Number, history[i].Corrects, history[i].RecordedAt = i+1, 0, testMoment(i)
			standing = standing.After(history[i])
		}
		if diff := cmp.Diff(standing, ReplayUpdates(history, View{AsOf: "2024-12-31"})); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestTheOrderOfTheInputDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		history, v := drawHistory(t, 8), drawView(t, 8)
		shuffled := rapid.Permutation(history).Draw(t, "shuffled")
		given := slices.Clone(shuffled)
		if diff := cmp.Diff(InForce(history, v), InForce(shuffled, v)); diff != "" {
			t.Fatal(diff)
		}
		if diff := cmp.Diff(given, shuffled); diff != "" {
			t.Fatalf("the input was reordered:\n%s", diff)
		}
	})
}

// One item told by hand: started 1 Feb (recorded at hour 1), completed 1 Mar (hour 2), at hour 3 corrected to 1 Apr, at hour 4 backdated report
// of 15 Feb that names a health.
func TestReplayOnBothClocks(t *testing.T) {
	completed, corrected := finished, correcting(2, report(3, "iom", "2024-04-01", StatusCompleted))
	backdated := report(4, "iom", "2024-02-15", "")
	backdated.Health, backdated.PlannedCompletion = HealthOffTrack, "2024-Q2"
	history := []StatusUpdate{started, completed, corrected, backdated}
	for _, c := range []struct {
		asOf  Date
		known int
		want  Standing
	}{
		{"2024-01-31", 4, Standing{Status: StatusPlanned}},
		{"2024-02-01", 0, Standing{Status: StatusPlanned}},
		{"2024-02-01", 1, Standing{Status: StatusInProgress, StatusSince: "2024-02-01", LastReportedOn: "2024-02-01", LatestUpdate: 1, LatestReport: 1, StatusUpdate: 1}},
		{"2024-03-01", 2, Standing{Status: StatusCompleted, StatusSince: "2024-03-01", CompletedOn: "2024-03-01", LastReportedOn: "2024-03-01", LatestUpdate: 2, LatestReport: 2, StatusUpdate: 2}},
		{"2024-03-01", 3, Standing{Status: StatusInProgress, StatusSince: "2024-02-01", LastReportedOn: "2024-02-01", LatestUpdate: 1, LatestReport: 1, StatusUpdate: 1}},
		{"2024-03-01", 4, Standing{Status: StatusInProgress, StatusSince: "2024-02-01", Health: HealthOffTrack, PlannedCompletion: "2024-Q2",
			LastReportedOn: "2024-02-15", LatestUpdate: 4, LatestReport: 4, StatusUpdate: 1}},
		{"2024-04-01", 4, Standing{Status: StatusCompleted, StatusSince: "2024-04-01", CompletedOn: "2024-04-01", LastReportedOn: "2024-04-01", LatestUpdate: 3, LatestReport: 3, StatusUpdate: 3}},
	} {
		if diff := cmp.Diff(c.want, ReplayUpdates(history, View{AsOf: c.asOf, KnownAt: testMoment(c.known)})); diff != "" {
			t.Errorf("as of %s, known at hour %d:\n%s", c.asOf, c.known, diff)
		}
	}
	if got := ReplayUpdates(history, View{AsOf: "2024-04-01"}); got.LatestUpdate != 3 {
		t.Errorf("the zero KnownAt must mean everything: %+v", got)
	}
}

func TestStandingAfterAnUpdate(t *testing.T) {
	base := Standing{Status: StatusInProgress, StatusSince: "2024-02-01", Health: HealthAtRisk, PlannedCompletion: "2024-Q4", LastReportedOn: "2024-02-01",
		LatestUpdate: 1, LatestReport: 1, StatusUpdate: 1}
	done := Standing{Status: StatusCompleted, StatusSince: "2024-03-01", CompletedOn: "2024-02", LastReportedOn: "2024-03-01", LatestUpdate: 2, LatestReport: 2, StatusUpdate: 2}
	for _, c := range []struct {
		what   string
		on     Standing
		kind   UpdateKind
		status Status
		day    PartialDate
		change func(*Standing)
	}{
		{"a nil return is heard but is no report", base, UpdateNilReturn, "", "", func(s *Standing) {}},
		{"a report without a status", base, UpdateProgress, "", "", func(s *Standing) { s.LatestReport = 9 }},
		{"the same status again", base, UpdateProgress, StatusInProgress, "", func(s *Standing) { s.LatestReport = 9 }},
		{"completion clears health and plans", base, UpdateProgress, StatusCompleted, "2024-05", func(s *Standing) {
			*s = Standing{Status: StatusCompleted, StatusSince: "2024-05-01", CompletedOn: "2024-05", LatestReport: 9, StatusUpdate: 9}
		}},
		{"postponement keeps them", base, UpdateProgress, StatusPostponed, "", func(s *Standing) {
			s.Status, s.StatusSince, s.StatusUpdate, s.LatestReport = StatusPostponed, "2024-05-01", 9, 9
		}},
		{"completion said again with another day", done, UpdateProgress, StatusCompleted, "2024-03", func(s *Standing) { s.CompletedOn, s.LatestReport = "2024-03", 9 }},
		{"reopening clears the day of completion", done, UpdateDecision, StatusInProgress, "", func(s *Standing) {
			s.Status, s.StatusSince, s.StatusUpdate, s.CompletedOn = StatusInProgress, "2024-05-01", 9, ""
		}},
	} {
		want := c.on
		c.change(&want)
		if want.LatestUpdate = 9; c.kind.Reports() {
			want.LastReportedOn = "2024-05-01"
		}
		u := StatusUpdate{Number: 9, UpdateContent: UpdateContent{Kind: c.kind, Status: c.status, CompletedOn: c.day, EffectiveOn: "2024-05-01"}}
		if diff := cmp.Diff(want, c.on.After(u)); diff != "" {
			t.Errorf("%s:\n%s", c.what, diff)
		}
	}
}

func TestViewsAndStamps(t *testing.T) {
	stamp := Stamp{ContentOn: "2024-02-01", ContentAt: testMoment(5)}
	for _, c := range []struct {
		v    View
		want bool
	}{
		{View{Current: true}, true}, {View{AsOf: "2024-02-01"}, true}, {View{AsOf: "2024-01-31"}, false},
		{View{AsOf: "2024-02-01", KnownAt: testMoment(5)}, true}, {View{AsOf: "2024-02-01", KnownAt: testMoment(5).Add(-time.Microsecond)}, false},
		{View{AsOf: "2024-01-31", KnownAt: testMoment(9)}, false},
	} {
		if got := stamp.Settled(c.v); got != c.want {
			t.Errorf("%+v: settled %v", c.v, got)
		}
	}
}
