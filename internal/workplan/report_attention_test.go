package workplan

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// concernsOf prints what needs attention: each item with its concerns, days overdue, days past its plan, and days unheard.
func concernsOf(r CompletionReport) string {
	var list []string
	for _, l := range r.Attention {
		list = append(list, fmt.Sprintf("%s %v %d %d %d", l.Item.Ref, l.Concerns, l.OverdueDays, l.PlanOverDays, l.UnheardDays))
	}
	return strings.Join(list, "; ")
}

// Reckoned by hand, as of 30 June 2024; the last meeting was over on 15 May. From 15 to 30 June are 15 days, from 31 May 30.
func TestWhatNeedsAttentionComesInItsOrder(t *testing.T) {
	says := func(day Date, health Health, plan PartialDate) StatusUpdate {
		return on(day, StatusInProgress, func(c *UpdateContent) { c.Health, c.PlannedCompletion = health, plan })
	}
	r := BuildReport(sourceOf("2024-06-30",
		planned{"1", ItemContent{Due: "2024-12"}, []StatusUpdate{says("2024-06-20", HealthAtRisk, "")}},
		planned{"2", ItemContent{Due: "2024-12"}, []StatusUpdate{says("2024-06-20", HealthOnTrack, "2024-05")}},        // its lead's own date is over
		planned{"3", ItemContent{Due: "2024-06-15"}, []StatusUpdate{says("2024-06-20", HealthOffTrack, "2024-06-25")}}, // 15 days overdue, 5 past its plan
		planned{"4", ItemContent{Due: "2024-05"}, []StatusUpdate{says("2024-05-01", "", "2025")}},                      // 30 days overdue, and silent
		planned{"5", ItemContent{Due: "2024-12"}, []StatusUpdate{says("2024-06-20", HealthOnTrack, "2024-11")}},        // nothing is the matter
		planned{"6", ItemContent{Nature: NatureContinuing, Due: "2023"}, nil},                                          // never overdue, never heard
		planned{"7", ItemContent{Due: "2024-02"}, []StatusUpdate{on("2024-03-01", StatusPostponed, nil)}},              // decided, so not overdue; but silent
		planned{"8", ItemContent{Due: "2023"}, []StatusUpdate{on("2024-03-01", StatusWithdrawn, nil)}},                 // no longer open
		planned{"9", ItemContent{Due: "2024-12"}, []StatusUpdate{says("2024-06-29", HealthOffTrack, "")}},
	))
	want := "4 [overdue silent] 30 0 60; 3 [overdue plan_over off_track] 15 5 10; 2 [plan_over] 0 30 10; 9 [off_track] 0 0 1; 1 [at_risk] 0 0 10; " +
		"6 [silent] 0 0 -1; 7 [silent] 0 0 121"
	if got := concernsOf(r); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	for _, l := range r.Items {
		if attended := slices.ContainsFunc(r.Attention, func(a ReportItem) bool { return a.Item.ID == l.Item.ID }); attended != (len(l.Concerns) > 0) {
			t.Errorf("item %s with %v needs attention: %v", l.Item.Ref, l.Concerns, attended)
		}
	}
}

// An item whose planned completion is past on the day of the report is past its plan only from the day after it, and only as it was known.
func TestThePlanIsOverTheDayAfterItsLastDay(t *testing.T) {
	history := []StatusUpdate{on("2024-03-01", StatusInProgress, func(c *UpdateContent) { c.PlannedCompletion = "2024-04" }), // recorded at hour 0
		on("2024-04-20", "", func(c *UpdateContent) { c.PlannedCompletion = "2024-09" })} // recorded at hour 1
	for _, c := range []struct {
		v    View
		plan PartialDate
		days int
	}{
		{View{AsOf: "2024-02-29"}, "2024-Q4", 0}, // before its first report the due date counts
		{View{AsOf: "2024-04-19"}, "2024-04", 0},
		{View{AsOf: "2024-04-30", KnownAt: testMoment(0)}, "2024-04", 0}, // the last day itself
		{View{AsOf: "2024-05-01", KnownAt: testMoment(0)}, "2024-04", 1}, // the second report was not known
		{View{AsOf: "2024-05-01"}, "2024-09", 0},
		{View{AsOf: "2024-10-02"}, "2024-09", 2},
	} {
		item := ActionItem{ItemContent: ItemContent{Due: "2024-Q4"}}
		for n := range history {
			history[n].Number, history[n].RecordedAt = n+1, testMoment(n)
		}
		item.Standing = ReplayUpdates(history, c.v)
		if got := item.PlannedFor(); got != c.plan || item.PlanOver(c.v.AsOf) != c.days {
			t.Errorf("%+v: planned for %s, over for %d days; want %s, %d", c.v, got, item.PlanOver(c.v.AsOf), c.plan, c.days)
		}
	}
	closed := ActionItem{ItemContent: ItemContent{Due: "2024-Q4"}, Standing: Standing{Status: StatusCompleted, PlannedCompletion: "2023"}}
	if closed.PlannedFor() != "" || closed.PlanOver("2024-06-30") != 0 {
		t.Error("a completed item is planned for a day")
	}
}

// Who set the planned completion, at several points of both clocks: 1 plans May, 2 (recorded late, true in between) plans July, 3 plans September
// and is corrected by 4 to October, 5 says nothing of a date.
func TestWhoSetThePlannedCompletion(t *testing.T) {
	plan := func(day Date, p PartialDate) StatusUpdate {
		return on(day, "", func(c *UpdateContent) { c.PlannedCompletion = p })
	}
	history := []StatusUpdate{plan("2024-02-01", "2024-05"), plan("2024-03-10", "2024-09"), plan("2024-02-20", "2024-07"), plan("2024-03-10", "2024-10"), on("2024-04-01", "", nil)}
	history[3].Corrects = 2
	for n := range history {
		history[n].Number, history[n].RecordedAt = n+1, testMoment(n)
	}
	for _, c := range []struct {
		v    View
		want int
	}{
		{View{AsOf: "2024-01-31"}, 0}, {View{AsOf: "2024-02-01"}, 1}, {View{AsOf: "2024-02-20"}, 3}, {View{AsOf: "2024-02-20", KnownAt: testMoment(1)}, 1},
		{View{AsOf: "2024-03-10", KnownAt: testMoment(1)}, 2}, {View{AsOf: "2024-03-10", KnownAt: testMoment(2)}, 2}, {View{AsOf: "2024-03-10"}, 4}, {View{AsOf: "2024-06-30"}, 4},
	} {
		if got := PlannedBy(history, c.v); got != c.want {
			t.Errorf("%+v: update %d, want %d", c.v, got, c.want)
		}
	}
	done := on("2024-05-01", StatusCompleted, func(c *UpdateContent) { c.CompletedOn = "2024-05" })
	done.Number = 6
	if got := PlannedBy(append(history, done), View{AsOf: "2024-06-30"}); got != 0 {
		t.Errorf("a completed item is planned by update %d", got)
	}
}

// A continuing item that is retired, postponed or withdrawn stands in the list of its status too; the rate knows nothing of it.
func TestContinuingItemsStandInTheListsOfTheirStatus(t *testing.T) {
	retired := on("2024-03-01", StatusCompleted, func(c *UpdateContent) { c.CompletedOn = "2024-03" })
	r := BuildReport(sourceOf("2024-06-30",
		planned{"1", ItemContent{Nature: NatureContinuing}, []StatusUpdate{retired}}, planned{"2", ItemContent{}, []StatusUpdate{retired}},
		planned{"3", ItemContent{Nature: NatureContinuing}, []StatusUpdate{on("2024-03-01", StatusPostponed, nil)}},
		planned{"4", ItemContent{Nature: NatureContinuing}, []StatusUpdate{on("2024-03-01", StatusWithdrawn, nil)}},
		planned{"5", ItemContent{Nature: NatureContinuing}, []StatusUpdate{on("2024-03-01", StatusCarriedOver, nil)}},
		planned{"6", ItemContent{Nature: NatureContinuing}, nil}, planned{"7", ItemContent{}, []StatusUpdate{on("2024-03-01", StatusPostponed, nil)}},
	))
	for name, c := range map[string]struct {
		lines []ReportItem
		want  string
	}{
		"completed": {r.Completed, "1 2"}, "postponed": {r.Postponed, "3 7"}, "withdrawn": {r.Withdrawn, "4"}, "carried over": {r.CarriedOver, "5"},
		"continuing": {r.Continuing, "1 3 4 5 6"}, "open": {r.Open, "7"},
	} {
		if got := refs(c.lines); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	if r.Headline.Rate != (Rate{1, 2}) || len(r.Continuing) != r.Headline.Continuing {
		t.Errorf("rate %v, %d continuing of %d", r.Headline.Rate, len(r.Continuing), r.Headline.Continuing)
	}
}
