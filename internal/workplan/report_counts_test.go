package workplan

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// group is one row of a grouping by hand: items, one-off, continuing, overdue, silent, late, and the rate.
type group struct {
	Key, Name                                        string
	Items, OneOff, Continuing, Overdue, Silent, Late int
	Rate                                             Rate
}

func rows(groups []Group) []group {
	var list []group
	for _, g := range groups {
		c := g.Counts
		list = append(list, group{g.Key, g.Name, c.Items, c.OneOff, c.Continuing, c.Overdue, c.Silent, c.Late, c.Rate})
	}
	return list
}

func TestTheGroupsOfTheHandPlan(t *testing.T) {
	r := BuildReport(handPlan("2024-06-30"))
	for name, c := range map[string]struct {
		got  []Group
		want []group
	}{
		"objectives": {r.ByObjective, []group{
			{"1", "Share", 3, 3, 0, 1, 0, 1, Rate{2, 3}}, // 1.1, 1.2, 1.10
			{"2", "Train", 4, 3, 1, 0, 2, 0, Rate{0, 1}}, // of 2.2, 2.3, 2.4 one is withdrawn and one carried over; 2.1 stands apart
			{"5", "Rest", 0, 0, 0, 0, 0, 0, Rate{0, 0}},
			{"", "", 1, 1, 0, 0, 1, 0, Rate{0, 1}}, // 3
		}},
		"leads": {r.ByLead, []group{
			{"aus", "Australia", 2, 2, 0, 0, 0, 1, Rate{2, 2}}, // 1.2 with idn, 1.10
			{"idn", "Indonesia", 2, 1, 1, 0, 1, 1, Rate{1, 1}}, // 1.2 with aus, 2.1
			{"iom", "iom", 2, 2, 0, 1, 0, 0, Rate{0, 1}},       // 1.1, 2.4 carried over
			{"mys", "mys", 2, 2, 0, 0, 1, 0, Rate{0, 1}},       // 2.2, 2.3 withdrawn
			{"", "", 1, 1, 0, 0, 1, 0, Rate{0, 1}},             // 3
		}},
		"topics": {r.ByTopic, []group{
			{"guides", "guides", 1, 1, 0, 0, 0, 0, Rate{1, 1}},     // 1.10
			{"training", "training", 2, 2, 0, 0, 0, 1, Rate{2, 2}}, // 1.2, 1.10
			{"", "", 6, 5, 1, 1, 3, 0, Rate{0, 3}},                 // 5 one-off, one withdrawn, one carried over
		}},
	} {
		if diff := cmp.Diff(c.want, rows(c.got)); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

func TestAnItemUnderAnUnknownObjectiveStillCounts(t *testing.T) {
	r := BuildReport(sourceOf("2024-06-30", planned{"7.1", ItemContent{Objective: 7}, nil}, planned{"1.1", ItemContent{Objective: 1}, nil}))
	sum, keys := 0, ""
	for _, g := range r.ByObjective {
		sum, keys = sum+g.Counts.Items, keys+g.Key+" "
	}
	if sum != r.Headline.Items || keys != "1 2 5 7 " {
		t.Errorf("the groups %s hold %d items of %d", keys, sum, r.Headline.Items)
	}
}

func TestTheRateWithoutADenominator(t *testing.T) {
	because := func(c *UpdateContent) { c.Reason = "funds" }
	done := func(c *UpdateContent) { c.CompletedOn = "2024" }
	for _, c := range []struct {
		what  string
		items []planned
		want  Rate
	}{
		{"no item", nil, Rate{0, 0}},
		{"only a continuing item, completed", []planned{{"1", ItemContent{Nature: NatureContinuing}, []StatusUpdate{on("2024-02-01", StatusCompleted, done)}}}, Rate{0, 0}},
		{"only a withdrawn item", []planned{{"1", ItemContent{}, []StatusUpdate{on("2024-02-01", StatusWithdrawn, because)}}}, Rate{0, 0}},
		{"withdrawn and carried over", []planned{{"1", ItemContent{}, []StatusUpdate{on("2024-02-01", StatusWithdrawn, because)}},
			{"2", ItemContent{}, []StatusUpdate{on("2024-02-01", StatusCarriedOver, nil)}}}, Rate{0, 0}},
		{"a continuing withdrawn item takes nothing from one-off ones", []planned{{"1", ItemContent{}, []StatusUpdate{on("2024-02-01", StatusCompleted, done)}},
			{"2", ItemContent{Nature: NatureContinuing}, []StatusUpdate{on("2024-02-01", StatusWithdrawn, because)}}}, Rate{1, 1}},
		{"none completed", []planned{{"1", ItemContent{}, nil}}, Rate{0, 1}},
	} {
		if got := BuildReport(sourceOf("2024-06-30", c.items...)).Headline.Rate; got != c.want {
			t.Errorf("%s: %+v, want %+v", c.what, got, c.want)
		}
	}
}

// Nobody reports to a side event: where meetings are numbered, only those count.
func TestSilenceCountsFromNumberedMeetings(t *testing.T) {
	eighth := Meeting{Code: "m-8", MeetingContent: MeetingContent{Number: 8, Starts: "2023-11-07"}}
	workshop := Meeting{Code: "workshop", MeetingContent: MeetingContent{Starts: "2024-02-01"}}
	for _, c := range []struct {
		meetings []Meeting
		want     string
	}{{[]Meeting{eighth, workshop}, "m-8"}, {[]Meeting{workshop}, "workshop"}} {
		if last, _ := SilenceSince(c.meetings, endorsedPlan(), "2024-06-30"); last == nil || last.Code != c.want {
			t.Errorf("%d meetings: %v, want %s", len(c.meetings), last, c.want)
		}
	}
}

// The last meeting before a date is one that was over the day before; a plan endorsed after it counts from its endorsement.
func TestSilenceCountsFromTheLastMeetingOver(t *testing.T) {
	meeting := func(code string, starts, ends PartialDate) Meeting {
		return Meeting{Code: code, MeetingContent: MeetingContent{Starts: starts, Ends: ends}}
	}
	meetings := []Meeting{meeting("m-9", "2024-05-14", "2024-05-15"), meeting("m-8", "2023-11-07", "2023-11-08"), meeting("m-5", "", ""), meeting("m-10", "2024-11", "")}
	for _, c := range []struct {
		asOf     Date
		endorsed PartialDate
		meeting  string
		since    Date
	}{
		{"2024-05-15", "2023-01-10", "m-8", "2023-11-08"}, // on the last day of the ninth it is not over
		{"2024-05-16", "2023-01-10", "m-9", "2024-05-15"},
		{"2024-11-30", "2023-01-10", "m-9", "2024-05-15"}, // the tenth was some time in November: over for certain in December
		{"2024-12-01", "2023-01-10", "m-10", "2024-11-30"},
		{"2023-11-08", "2023-01-10", "", "2023-01-09"},    // who reports on the day of the endorsement is heard
		{"2024-06-30", "2024-05-20", "m-9", "2024-05-19"}, // endorsed after the ninth
		{"2024-06-30", "2024-05", "m-9", "2024-05-15"},    // endorsed in May: taken from its first day
		{"2024-06-30", "2024", "m-9", "2024-05-15"},
		{"2024-06-30", "", "m-9", "2024-05-15"},
		{"2023-01-01", "", "", ""},
	} {
		plan := endorsedPlan()
		plan.EndorsedOn = c.endorsed
		last, since := SilenceSince(meetings, plan, c.asOf)
		code := ""
		if last != nil {
			code = last.Code
		}
		if code != c.meeting || since != c.since {
			t.Errorf("as of %s, endorsed %q: %q since %q, want %q since %q", c.asOf, c.endorsed, code, since, c.meeting, c.since)
		}
	}
}

func TestSilentOverdueAndLateAtTheirLimits(t *testing.T) {
	item := func(nature Nature, status Status, due, completed PartialDate, heard Date) ActionItem {
		return ActionItem{ItemContent: ItemContent{Nature: nature, Due: due}, Standing: Standing{Status: status, CompletedOn: completed, LastReportedOn: heard}}
	}
	for _, c := range []struct {
		nature Nature
		status Status
		due    PartialDate
		today  Date
		want   int
	}{
		{NatureOneOff, StatusPlanned, "2024-Q1", "2024-03-31", 0}, {NatureOneOff, StatusPlanned, "2024-Q1", "2024-04-01", 1},
		{NatureOneOff, StatusInProgress, "2023", "2024-12-31", 366}, {NatureOneOff, StatusInProgress, "", "2024-12-31", 0},
		{NatureOneOff, StatusPostponed, "2023", "2024-12-31", 0}, {NatureOneOff, StatusCompleted, "2023", "2024-12-31", 0},
		{NatureOneOff, StatusWithdrawn, "2023", "2024-12-31", 0}, {NatureOneOff, StatusCarriedOver, "2023", "2024-12-31", 0},
		{NatureContinuing, StatusInProgress, "2023", "2024-12-31", 0},
	} {
		if got := item(c.nature, c.status, c.due, "", "").Overdue(c.today); got != c.want {
			t.Errorf("%+v: overdue %d days, want %d", c, got, c.want)
		}
	}
	for _, c := range []struct {
		status                    Status
		due, periodEnd, completed PartialDate
		want                      bool
	}{
		{StatusCompleted, "2024-Q1", "2024", "2024-03-31", false}, {StatusCompleted, "2024-Q1", "2024", "2024-04-01", true},
		{StatusCompleted, "2024-03-15", "2024", "2024-03", false}, {StatusCompleted, "2024-03-15", "2024", "2024-04", true},
		{StatusCompleted, "", "2023", "2023-12-31", false}, {StatusCompleted, "", "2023", "2024-02-21", true}, {StatusCompleted, "", "", "2024-02-21", false},
		{StatusCompleted, "2023", "", "", false}, {StatusInProgress, "2023", "", "2024", false},
	} {
		if got := item(NatureOneOff, c.status, c.due, c.completed, "").Late(c.periodEnd); got != c.want {
			t.Errorf("%+v: late %v", c, got)
		}
	}
	for _, c := range []struct {
		status       Status
		heard, since Date
		want         bool
	}{
		{StatusPlanned, "", "2024-05-15", true}, {StatusInProgress, "2024-05-15", "2024-05-15", true}, {StatusInProgress, "2024-05-16", "2024-05-15", false},
		{StatusPostponed, "2024-05-14", "2024-05-15", true}, {StatusPlanned, "", "", false}, {StatusCompleted, "", "2024-05-15", false},
		{StatusWithdrawn, "", "2024-05-15", false}, {StatusCarriedOver, "", "2024-05-15", false},
	} {
		if got := item(NatureOneOff, c.status, "", "", c.heard).Silent(c.since); got != c.want {
			t.Errorf("%+v: silent %v", c, got)
		}
	}
}

// The same plan on other days. On 15 May the ninth meeting is not over, so the tally runs from the endorsement of 10 January: only 2.4 and 3 have
// said nothing; 1.1 is overdue by 30 + 15 = 45 days; 1.10 and 1.2 are completed. On 16 May all five open items but none since the meeting are silent.
func TestTheHandPlanOnOtherDays(t *testing.T) {
	for _, c := range []struct {
		asOf                  Date
		silent, overdue, days int
		rate                  Rate
	}{
		{"2024-05-15", 2, 1, 45, Rate{2, 6}}, // 2.4 is not carried over before 1 June: 7 - 1 withdrawn
		{"2024-05-16", 5, 1, 46, Rate{2, 6}}, // 1.1, 2.1, 2.2, 2.4, 3
		{"2024-03-31", 6, 1, 31, Rate{0, 7}}, // only 1.1 and 2.1 have reported; 2.2 was due in February; 1.1 is due today
		{"2024-04-01", 4, 1, 1, Rate{0, 6}},  // 2.2 postponed today, 2.3 withdrawn today
	} {
		r := BuildReport(handPlan(c.asOf))
		var days int
		for _, l := range r.Open {
			days += l.OverdueDays
		}
		if h := r.Headline; h.Silent != c.silent || h.Overdue != c.overdue || days != c.days || h.Rate != c.rate {
			t.Errorf("%s: silent %d, overdue %d by %d days, rate %v; want %+v", c.asOf, h.Silent, h.Overdue, days, h.Rate, c)
		}
	}
}

func TestNobodyIsSilentOnADraft(t *testing.T) {
	src := handPlan("2024-06-30")
	src.Plan.Status, src.Plan.EndorsedOn = PlanDraft, ""
	if r := BuildReport(src); r.Headline.Silent != 0 || r.SilentLeads != nil || r.SilentSince != "" {
		t.Errorf("%d silent items, silent leads %v since %q", r.Headline.Silent, r.SilentLeads, r.SilentSince)
	}
}

// A decision of the co-chairs is no report of the lead.
func TestADecisionDoesNotMakeALeadHeard(t *testing.T) {
	s := Unreported().After(StatusUpdate{Number: 1, UpdateContent: UpdateContent{Kind: UpdateDecision, Status: StatusWithdrawn, EffectiveOn: "2024-05-01"}}).
		After(StatusUpdate{Number: 2, UpdateContent: UpdateContent{Kind: UpdateDecision, Status: StatusPlanned, EffectiveOn: "2024-06-01"}})
	if i := (ActionItem{ItemContent: ItemContent{Nature: NatureOneOff}, Standing: s}); !i.Silent("2024-04-30") || s.LastReportedOn != "" {
		t.Errorf("reinstated without a report: silent %v, last reported %q", i.Silent("2024-04-30"), s.LastReportedOn)
	}
	a := Admission{Item: ActionItem{Standing: s}, Today: "2024-06-30"}
	if !a.NeedsHistory(NewStatusUpdate{UpdateContent: UpdateContent{EffectiveOn: "2024-05-15"}}) {
		t.Error("an update before the last decision is judged without the history")
	}
}

func TestNothingCanBeOverdueWithoutDueDates(t *testing.T) {
	line := func(s Status, due PartialDate) ReportItem {
		return ReportItem{Item: ActionItem{ItemContent: ItemContent{Due: due}, Standing: Standing{Status: s}}}
	}
	for name, c := range map[string]struct {
		lines []ReportItem
		want  bool
	}{
		"nothing open":                {[]ReportItem{line(StatusCompleted, "")}, false},
		"open without a date":         {[]ReportItem{line(StatusPlanned, ""), line(StatusCompleted, "2024")}, true},
		"one of the open with a date": {[]ReportItem{line(StatusPlanned, ""), line(StatusPostponed, "2024")}, false},
	} {
		if got := NoDueDates(c.lines); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
