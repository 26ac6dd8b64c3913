package workplan

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// planned is an item with its history; the updates get their numbers in the order given.
type planned struct {
	ref     string
	content ItemContent
	history []StatusUpdate
}

func on(day Date, status Status, say func(*UpdateContent)) StatusUpdate {
	u := StatusUpdate{UpdateContent: UpdateContent{Kind: UpdateProgress, Status: status, Done: "x", EffectiveOn: day}}
	if say != nil {
		say(&u.UpdateContent)
	}
	return u
}

// sourceOf is the source of a report on a plan of wg, endorsed 10 January 2024 for the period to the end of 2024, as of a day.
func sourceOf(asOf Date, items ...planned) ReportSource {
	src := ReportSource{
		Body: Body{Code: "wg"}, Plan: endorsedPlan(), View: View{AsOf: asOf}, Updates: map[int64]map[int]StatusUpdate{}, StatusChanges: map[int64][]StatusUpdate{},
		Objectives: []Objective{{Number: 1, ObjectiveContent: ObjectiveContent{Title: "Share"}}, {Number: 2, ObjectiveContent: ObjectiveContent{Title: "Train"}},
			{Number: 5, ObjectiveContent: ObjectiveContent{Title: "Rest"}}},
		Members: map[string]Member{"aus": {MemberContent: MemberContent{Name: "Australia"}}, "idn": {MemberContent: MemberContent{Name: "Indonesia"}}},
		Meetings: []Meeting{{Code: "wg-8", MeetingContent: MeetingContent{Starts: "2023-11-07", Ends: "2023-11-08"}},
			{Code: "wg-9", MeetingContent: MeetingContent{Starts: "2024-05-14", Ends: "2024-05-15"}}},
	}
	for i, p := range items {
		item := ActionItem{Stamp: Stamp{ID: int64(i + 1)}, Plan: "p-1", Ref: p.ref, RefKey: RefKeyOf(p.ref), ItemContent: p.content}
		if item.Nature == "" {
			item.Nature = NatureOneOff
		}
		byNumber := map[int]StatusUpdate{}
		for n := range p.history {
			u := p.history[n]
			u.ItemID, u.Number, u.RecordedAt = item.ID, n+1, testMoment(n)
			byNumber[u.Number], p.history[n] = u, u
		}
		item.Standing = ReplayUpdates(p.history, src.View)
		src.Items, src.Updates[item.ID], src.StatusChanges[item.ID] = append(src.Items, item), byNumber, p.history
	}
	return src
}

// handPlan is the plan of eight items on which the numbers below are reckoned by hand, as of 30 June 2024:
//
//	1.1   one-off, iom, due March      in progress, heard 20 May; overdue since 1 April: 30 + 31 + 30 = 91 days
//	1.2   one-off, aus and idn, due 30 April   completed 10 May: late
//	1.10  one-off, aus, due Q2         completed in April: in time
//	2.1   continuing, idn, due 2023    in progress, last heard 1 March: silent since the meeting of 14-15 May; never overdue
//	2.2   one-off, mys, due February   postponed, last heard 1 April: silent; decided, so not overdue
//	2.3   one-off, mys                 withdrawn
//	2.4   one-off, iom                 carried over
//	3     one-off, no lead, no objective   planned, never reported: silent
func handPlan(asOf Date) ReportSource {
	because := func(c *UpdateContent) { c.Reason = "funds" }
	completed := func(day PartialDate) func(*UpdateContent) {
		return func(c *UpdateContent) { c.CompletedOn, c.Openings = day, "none now" }
	}
	src := sourceOf(asOf,
		planned{"1.10", ItemContent{Objective: 1, Leads: List{"aus"}, Due: "2024-Q2", Topics: List{"training", "guides"}, Title: "Guide"},
			[]StatusUpdate{on("2024-05-02", StatusCompleted, completed("2024-04"))}},
		planned{"1.1", ItemContent{Objective: 1, Leads: List{"iom"}, Due: "2024-03", Predecessors: List{"p-0/4"}, Title: "Webinar"},
			[]StatusUpdate{on("2024-02-01", StatusInProgress, nil), on("2024-05-20", "", func(c *UpdateContent) { c.Openings = "join the drafting" })}},
		planned{"1.2", ItemContent{Objective: 1, Leads: List{"aus", "idn"}, Due: "2024-04-30", Topics: List{"training"}, Title: "Training"},
			[]StatusUpdate{on("2024-05-10", StatusCompleted, completed("2024-05-10"))}},
		planned{"2.1", ItemContent{Objective: 2, Leads: List{"idn"}, Nature: NatureContinuing, Due: "2023", Title: "Newsletter"},
			[]StatusUpdate{on("2024-03-01", StatusInProgress, func(c *UpdateContent) { c.Openings = "send articles" })}},
		planned{"2.2", ItemContent{Objective: 2, Leads: List{"mys"}, Due: "2024-02", Title: "Visit"}, []StatusUpdate{on("2024-04-01", StatusPostponed, because)}},
		planned{"2.3", ItemContent{Objective: 2, Leads: List{"mys"}, Title: "Study"}, []StatusUpdate{on("2024-04-01", StatusWithdrawn, because)}},
		planned{"2.4", ItemContent{Objective: 2, Leads: List{"iom"}, Title: "Network"}, []StatusUpdate{on("2024-06-01", StatusCarriedOver, nil)}},
		planned{"3", ItemContent{Title: "Logo"}, nil},
	)
	src.Heard = map[string]bool{"iom": true}
	src.Successors = []Carried{{From: "p-1/2.10", To: "p-2/1.3"}, {From: "p-1/2.4", To: "p-2/1.2"}, {From: "p-1/2.4", To: "p-2/1.1"}}
	return src
}

func TestTheHeadlineOfTheHandPlan(t *testing.T) {
	got := BuildReport(handPlan("2024-06-30")).Headline
	want := Counts{
		Items: 8, OneOff: 7, Continuing: 1, // 2.1 alone is continuing
		ByStatus:           map[Status]int{StatusPlanned: 1, StatusInProgress: 1, StatusCompleted: 2, StatusPostponed: 1, StatusWithdrawn: 1, StatusCarriedOver: 1},
		ContinuingByStatus: map[Status]int{StatusInProgress: 1},
		Overdue:            1,          // 1.1
		Silent:             3,          // 2.1, 2.2, 3
		Late:               1,          // 1.2
		Rate:               Rate{2, 5}, // 2 completed of 7 one-off - 1 withdrawn - 1 carried over
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func refs(lines []ReportItem) string {
	var list []string
	for _, l := range lines {
		list = append(list, l.Item.Ref)
	}
	return strings.Join(list, " ")
}

func TestTheListsOfTheHandPlan(t *testing.T) {
	r := BuildReport(handPlan("2024-06-30"))
	for name, c := range map[string]struct {
		lines []ReportItem
		want  string
	}{
		"completed": {r.Completed, "1.2 1.10"}, "open": {r.Open, "1.1 2.2 3"}, "continuing": {r.Continuing, "2.1"}, "postponed": {r.Postponed, "2.2"},
		"withdrawn": {r.Withdrawn, "2.3"}, "carried over": {r.CarriedOver, "2.4"}, "silent": {r.Silent, "2.1 2.2 3"}, "openings": {r.Openings, "1.1 2.1"},
		// Only 1.1 is overdue; the others with a concern are silent.
		"attention": {r.Attention, "1.1 2.1 2.2 3"},
	} {
		if got := refs(c.lines); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	webinar, training, study := r.Open[0], r.Completed[0], r.Withdrawn[0]
	if webinar.OverdueDays != 91 || webinar.Late || webinar.Latest == nil || webinar.Latest.Number != 2 || webinar.StatusSetBy.Number != 1 {
		t.Errorf("1.1 is %+v", webinar)
	}
	if !training.Late || training.OverdueDays != 0 || r.Completed[1].Late || study.StatusSetBy.Reason != "funds" || r.Open[2].Latest != nil {
		t.Errorf("1.2 is %+v, 2.3 %+v, 3 %+v", training, study, r.Open[2])
	}
	silent := []SilentLead{{"idn", "Indonesia", []string{"2.1"}}, {"mys", "mys", []string{"2.2"}}} // iom was heard, aus has nothing open
	if diff := cmp.Diff(silent, r.SilentLeads); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]Carried{{From: "p-0/4", To: "p-1/1.1", Title: "Webinar", Into: "Plan one"}}, r.CarriedIn); diff != "" {
		t.Error(diff)
	}
	onward := []Carried{{From: "p-1/2.4", To: "p-2/1.1"}, {From: "p-1/2.4", To: "p-2/1.2"}, {From: "p-1/2.10", To: "p-2/1.3"}}
	if diff := cmp.Diff(onward, r.CarriedOn); diff != "" {
		t.Error(diff)
	}
}

func TestWhatTheReaderMayNotSeeIsNotQuoted(t *testing.T) {
	src := handPlan("2024-06-30")
	for id := range src.Updates {
		src.Updates[id] = nil
	}
	r := BuildReport(src)
	if r.Open[0].Latest != nil || r.Open[0].StatusSetBy != nil || len(r.Openings) != 0 || r.Headline.Overdue != 1 {
		t.Errorf("without updates to quote: %+v", r.Open[0])
	}
}

func TestTheAnnexListsEveryUpdateInOrder(t *testing.T) {
	first, second := on("2024-03-01", StatusInProgress, nil), on("2024-02-01", "", nil)
	mended := on("2024-03-01", StatusInProgress, func(c *UpdateContent) { c.Corrects, c.CorrectionReason = 1, "typing error" })
	src := sourceOf("2024-06-30", planned{"2", ItemContent{Title: "b"}, nil}, planned{"1", ItemContent{Title: "a"}, []StatusUpdate{first, second, on("2024-03-01", "", nil), mended}})
	if r := BuildReport(src); r.Annex != nil {
		t.Errorf("an annex nobody asked for: %+v", r.Annex)
	}
	src.WithAnnex = true
	annex := BuildReport(src).Annex
	if len(annex) != 2 || annex[0].Item.Ref != "1" || len(annex[1].Updates) != 0 {
		t.Fatalf("got %+v", annex)
	}
	var numbers []int
	for _, u := range annex[0].Updates {
		numbers = append(numbers, u.Number)
	}
	// 2 is of February; of March come 1 and in its place 4, then 3.
	if diff := cmp.Diff([]int{2, 1, 4, 3}, numbers); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[int]int{1: 4}, annex[0].CorrectedBy); diff != "" {
		t.Error(diff)
	}
}

func TestTheSameSourceGivesTheSameReportInWhateverOrder(t *testing.T) {
	whole := func() ReportSource {
		src, earlier := handPlan("2024-06-30"), handPlan("2024-03-31")
		src.WithAnnex = true
		src.Meetings = append(src.Meetings, Meeting{Code: "wg-9b", MeetingContent: MeetingContent{Starts: "2024-05-15"}})
		src.Earlier = &EarlierState{AsOf: "2024-03-31", Plan: earlier.Plan, Items: earlier.Items[1:]}
		src.Items = slices.DeleteFunc(src.Items, func(i ActionItem) bool { return i.Ref == "2.3" })
		return src
	}
	want := BuildReport(whole())
	rapid.Check(t, func(t *rapid.T) {
		src := whole()
		src.Items = rapid.Permutation(src.Items).Draw(t, "items")
		src.Objectives = rapid.Permutation(src.Objectives).Draw(t, "objectives")
		src.Meetings = rapid.Permutation(src.Meetings).Draw(t, "meetings")
		src.Successors = rapid.Permutation(src.Successors).Draw(t, "successors")
		src.Earlier.Items = rapid.Permutation(src.Earlier.Items).Draw(t, "earlier")
		items, objectives := slices.Clone(src.Items), slices.Clone(src.Objectives)
		if diff := cmp.Diff(want, BuildReport(src)); diff != "" {
			t.Fatal(diff)
		}
		if diff := cmp.Diff(items, src.Items) + cmp.Diff(objectives, src.Objectives); diff != "" {
			t.Fatalf("the source was changed:\n%s", diff)
		}
	})
}

func TestAReportOfAnEmptyPlan(t *testing.T) {
	r := BuildReport(sourceOf("2024-06-30"))
	if r.Headline.Items != 0 || r.Headline.Rate != (Rate{}) || len(r.ByObjective) != 3 || len(r.ByLead) != 0 || r.SilentSince != "2024-05-15" {
		t.Errorf("got %+v", r)
	}
}

func TestUpdatesOutsideTheViewAreDropped(t *testing.T) {
	history := func() planned {
		return planned{"1", ItemContent{}, []StatusUpdate{on("2024-02-01", "", nil), on("2024-04-01", "", nil), on("2024-03-01", "", nil)}}
	}
	for _, c := range []struct {
		v    View // the updates are recorded at the hours 0, 1 and 2
		want []int
	}{
		{View{AsOf: "2024-01-31"}, nil}, {View{AsOf: "2024-03-01"}, []int{1, 3}}, {View{AsOf: "2024-04-01"}, []int{1, 2, 3}},
		{View{AsOf: "2024-04-01", KnownAt: testMoment(1)}, []int{1, 2}}, {View{AsOf: "2024-01-31", Current: true}, []int{1, 2, 3}},
	} {
		src := sourceOf("2024-06-30", history())
		src.View = c.v
		src.DropOutside()
		if got := slices.Sorted(maps.Keys(src.Updates[1])); !slices.Equal(got, c.want) {
			t.Errorf("%+v keeps %v, want %v", c.v, got, c.want)
		}
	}
}
