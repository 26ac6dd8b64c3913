package workplan

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// changeRow is a change by hand; cause is the number of the update, 0 for none.
type changeRow struct {
	Ref     string
	Kind    ChangeKind
	Was, Is string
	Cause   int
}

func changeRows(changes []ItemChange) []changeRow {
	var list []changeRow
	for _, c := range changes {
		row := changeRow{c.Ref, c.Kind, c.Was, c.Is, 0}
		if c.Cause != nil {
			row.Cause = c.Cause.Number
		}
		list = append(list, row)
	}
	return list
}

// The hand plan between 31 March and 30 June: what is not listed stayed as it was.
func TestTheHandPlanSinceMarch(t *testing.T) {
	src, earlier := handPlan("2024-06-30"), handPlan("2024-03-31")
	src.Earlier = &EarlierState{AsOf: "2024-03-31", Plan: earlier.Plan, Items: earlier.Items}
	since := BuildReport(src).Since
	want := []changeRow{
		{"1.2", ChangeCompleted, "planned", "completed", 1},
		{"1.10", ChangeCompleted, "planned", "completed", 1},
		{"2.2", ChangePostponed, "planned", "postponed", 1},
		{"2.3", ChangeWithdrawn, "planned", "withdrawn", 1},
		{"2.4", ChangeCarriedOver, "planned", "carried_over", 1},
	}
	if diff := cmp.Diff(want, changeRows(since.Changes)); diff != "" {
		t.Error(diff)
	}
	// At the end of March, of 7 one-off items 6 are planned and 1.1 is in progress; heard since the endorsement are 1.1 and 2.1; 2.2 is overdue.
	headline := Counts{Items: 8, OneOff: 7, Continuing: 1, ByStatus: map[Status]int{StatusPlanned: 6, StatusInProgress: 1},
		ContinuingByStatus: map[Status]int{StatusInProgress: 1}, Overdue: 1, Silent: 6, Rate: Rate{0, 7}}
	if diff := cmp.Diff(headline, since.Headline); diff != "" || since.Since != "2024-03-31" {
		t.Errorf("since %s:\n%s", since.Since, diff)
	}
}

func TestEveryKindOfChange(t *testing.T) {
	start := func() []StatusUpdate { return []StatusUpdate{on("2024-02-01", StatusInProgress, nil)} }
	plus := func(u ...StatusUpdate) []StatusUpdate { return append(start(), u...) }
	because := func(c *UpdateContent) { c.Reason = "funds" }
	plan := func(p PartialDate) func(*UpdateContent) { return func(c *UpdateContent) { c.PlannedCompletion = p } }
	done := on("2024-03-01", StatusCompleted, func(c *UpdateContent) { c.CompletedOn = "2024-03" })
	for _, c := range []struct {
		what     string
		was, now planned
		want     []changeRow
	}{
		{"nothing", planned{"1", ItemContent{Leads: List{"aus", "iom"}}, start()}, planned{"1", ItemContent{Leads: List{"iom", "aus"}}, start()}, nil},
		{"reopened", planned{"1", ItemContent{}, plus(done)}, planned{"1", ItemContent{}, plus(done, on("2024-04-01", StatusInProgress, because))},
			[]changeRow{{"1", ChangeReopened, "completed", "in_progress", 3}}},
		{"reinstated", planned{"1", ItemContent{}, plus(on("2024-03-01", StatusWithdrawn, because))},
			planned{"1", ItemContent{}, plus(on("2024-03-01", StatusWithdrawn, because), on("2024-04-01", StatusPlanned, because))},
			[]changeRow{{"1", ChangeMoved, "withdrawn", "planned", 3}}},
		{"begun", planned{"1", ItemContent{}, nil}, planned{"1", ItemContent{}, start()}, []changeRow{{"1", ChangeMoved, "planned", "in_progress", 1}}},
		{"re-led", planned{"1", ItemContent{Leads: List{"iom"}}, nil}, planned{"1", ItemContent{Leads: List{"idn", "aus"}}, nil},
			[]changeRow{{"1", ChangeReLed, "iom", "aus, idn", 0}}},
		{"re-dated by amendment", planned{"1", ItemContent{Due: "2024-03"}, nil}, planned{"1", ItemContent{Due: "2024-Q4"}, nil},
			[]changeRow{{"1", ChangeReDated, "2024-03", "2024-Q4", 0}}},
		{"re-dated by a report", planned{"1", ItemContent{}, plus(on("2024-03-01", "", plan("2024-06")))},
			planned{"1", ItemContent{}, plus(on("2024-03-01", "", plan("2024-06")), on("2024-04-01", "", plan("2024-09")))},
			[]changeRow{{"1", ChangeReDated, "2024-06", "2024-09", 3}}},
		{"re-dated by a report, then another without a date", planned{"1", ItemContent{}, plus(on("2024-03-01", "", plan("2024-06")))},
			planned{"1", ItemContent{}, plus(on("2024-03-01", "", plan("2024-06")), on("2024-04-01", "", plan("2024-09")), on("2024-05-01", "", nil))},
			[]changeRow{{"1", ChangeReDated, "2024-06", "2024-09", 3}}},
		{"a first planned date, where none was due", planned{"1", ItemContent{}, start()}, planned{"1", ItemContent{}, plus(on("2024-04-01", "", plan("2024-09")))},
			[]changeRow{{"1", ChangeReDated, "", "2024-09", 2}}},
		{"a first planned date in place of the due date", planned{"1", ItemContent{Due: "2024-03"}, start()},
			planned{"1", ItemContent{Due: "2024-03"}, plus(on("2024-04-01", "", plan("2024-09")), on("2024-05-01", "", plan("2024-09")))},
			[]changeRow{{"1", ChangeReDated, "2024-03", "2024-09", 2}}}, // the second only says it again
		{"a date said more exactly is no other date", planned{"1", ItemContent{Due: "2024"}, start()},
			planned{"1", ItemContent{Due: "2024"}, plus(on("2024-04-01", "", plan("2024-Q4")))}, nil},
		{"a corrected date", planned{"1", ItemContent{Due: "2024-03"}, start()},
			planned{"1", ItemContent{Due: "2024-03"}, plus(on("2024-04-01", "", plan("2024-09")), on("2024-04-01", "", func(c *UpdateContent) {
				c.PlannedCompletion, c.Corrects, c.CorrectionReason = "2024-10", 2, "slip"
			}))}, []changeRow{{"1", ChangeReDated, "2024-03", "2024-10", 3}}},
		{"a completed item has no planned date", planned{"1", ItemContent{Due: "2024-03"}, start()}, planned{"1", ItemContent{Due: "2024-03"}, plus(on("2024-02-20", "", plan("2024-09")), done)},
			[]changeRow{{"1", ChangeCompleted, "in_progress", "completed", 3}}},
		{"moved, re-led and re-dated", planned{"1", ItemContent{Leads: List{"iom"}, Due: "2024"}, nil}, planned{"1", ItemContent{Due: "2025"}, start()},
			[]changeRow{{"1", ChangeMoved, "planned", "in_progress", 1}, {"1", ChangeReLed, "iom", "", 0}, {"1", ChangeReDated, "2024", "2025", 0}}},
	} {
		src, earlier := sourceOf("2024-06-30", c.now), sourceOf("2024-06-30", c.was)
		src.Earlier = &EarlierState{AsOf: "2024-03-31", Plan: earlier.Plan, Items: earlier.Items}
		if diff := cmp.Diff(c.want, changeRows(BuildReport(src).Since.Changes)); diff != "" {
			t.Errorf("%s:\n%s", c.what, diff)
		}
	}
}

func TestAddedAndRemovedItems(t *testing.T) {
	src := sourceOf("2024-06-30", planned{"1", ItemContent{}, nil}, planned{"3", ItemContent{Leads: List{"iom"}, Due: "2025"}, []StatusUpdate{on("2024-05-01", StatusInProgress, nil)}})
	before := sourceOf("2024-03-31", planned{"1", ItemContent{}, nil}).Items
	gone := []ActionItem{{Stamp: Stamp{ID: 9}, Ref: "2.10", RefKey: RefKeyOf("2.10"), Standing: Unreported()}, {Stamp: Stamp{ID: 8}, Ref: "2.9", RefKey: RefKeyOf("2.9"), Standing: Unreported()}}
	src.Earlier = &EarlierState{AsOf: "2024-03-31", Plan: src.Plan, Items: append(gone, before...)}
	want := []changeRow{
		{"3", ChangeAdded, "", "", 0}, {"3", ChangeMoved, "planned", "in_progress", 1}, // its lead and date are not changes
		{"2.9", ChangeRemoved, "planned", "", 0}, {"2.10", ChangeRemoved, "planned", "", 0},
	}
	if diff := cmp.Diff(want, changeRows(BuildReport(src).Since.Changes)); diff != "" {
		t.Error(diff)
	}
}
