package workplan

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func (p TimelinePoint) String() string {
	parts := []string{string(p.On)}
	for _, s := range Statuses {
		if n := p.ByStatus[s]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", s, n))
		}
	}
	return fmt.Sprintf("%s (%d/%d)", strings.Join(parts, " "), p.Rate.Numerator, p.Rate.Denominator)
}

func TestTheTimelineOfTheHandPlan(t *testing.T) {
	r := BuildReport(handPlan("2024-06-30"))
	want := []string{
		"2024-01-10 planned 7 (0/7)",
		"2024-02-01 planned 6 in_progress 1 (0/7)",
		"2024-04-01 planned 4 in_progress 1 postponed 1 withdrawn 1 (0/6)",
		"2024-05-02 planned 3 in_progress 1 completed 1 postponed 1 withdrawn 1 (1/6)",
		"2024-05-10 planned 2 in_progress 1 completed 2 postponed 1 withdrawn 1 (2/6)",
		"2024-05-15 planned 2 in_progress 1 completed 2 postponed 1 withdrawn 1 (2/6)", // the meeting
		"2024-06-01 planned 1 in_progress 1 completed 2 postponed 1 withdrawn 1 carried_over 1 (2/5)",
		"2024-06-30 planned 1 in_progress 1 completed 2 postponed 1 withdrawn 1 carried_over 1 (2/5)",
	}
	var got []string
	for _, p := range r.Timeline {
		got = append(got, p.String())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(r.Meetings) != 1 || r.Meetings[0].Code != "wg-9" {
		t.Errorf("meetings within the timeline: %v", r.Meetings)
	}
}

// A point of the timeline says what a report as of that day says.
func TestTheTimelineIsTheHeadlineOfEachDay(t *testing.T) {
	for _, p := range BuildReport(handPlan("2024-06-30")).Timeline {
		then := BuildReport(handPlan(p.On)).Headline
		for _, s := range Statuses {
			if then.ByStatus[s] != p.ByStatus[s] {
				t.Errorf("on %s: %s %d, but the report of that day counts %d", p.On, s, p.ByStatus[s], then.ByStatus[s])
			}
		}
		if then.Rate != p.Rate {
			t.Errorf("on %s: rate %v, but the report of that day has %v", p.On, p.Rate, then.Rate)
		}
	}
}

func TestATimelineOfNothing(t *testing.T) {
	src := handPlan("2024-01-09") // the day before the endorsement
	src.StatusChanges = nil
	if got := timeline(src); got != nil {
		t.Errorf("before the endorsement: %v", got)
	}
	src = handPlan("2024-06-30")
	src.Items = nil
	if got := timeline(src); got != nil {
		t.Errorf("without items: %v", got)
	}
}
