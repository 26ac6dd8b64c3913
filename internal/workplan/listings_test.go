package workplan

import "testing"

func TestWhichItemsAFilterKeeps(t *testing.T) {
	yes, no := true, false
	item := ActionItem{Stamp: Stamp{UpdatedAt: testMoment(5)}, DueKey: "2024-03-31", Standing: Standing{Status: StatusPlanned, Health: HealthAtRisk},
		ItemContent: ItemContent{Objective: 2, Nature: NatureOneOff, Due: "2024-Q1", Leads: List{"iom"}, Supporting: List{"aus"}, Partners: List{"rso"}, Topics: List{"training"}}}
	undated := item
	undated.Due, undated.DueKey = "", DueKeyOf("")
	for _, c := range []struct {
		what   string
		item   ActionItem
		filter ItemFilter
		want   bool
	}{
		{"nothing asked", item, ItemFilter{}, true},
		{"objective, any of", item, ItemFilter{Objective: []int{1, 2}}, true}, {"other objective", item, ItemFilter{Objective: []int{1}}, false},
		{"status, any of", item, ItemFilter{Status: OpenStatuses}, true}, {"other status", item, ItemFilter{Status: []Status{StatusCompleted}}, false},
		{"nature", item, ItemFilter{Nature: []Nature{NatureOneOff}}, true}, {"other nature", item, ItemFilter{Nature: []Nature{NatureContinuing}}, false},
		{"health", item, ItemFilter{Health: []Health{HealthAtRisk}}, true}, {"other health", item, ItemFilter{Health: []Health{HealthOnTrack}}, false},
		{"lead", item, ItemFilter{Lead: List{"idn", "iom"}}, true}, {"a supporter is no lead", item, ItemFilter{Lead: List{"aus"}}, false},
		{"supporting", item, ItemFilter{Supporting: List{"aus"}}, true}, {"a lead is no supporter", item, ItemFilter{Supporting: List{"iom"}}, false},
		{"partner", item, ItemFilter{Partner: List{"rso"}}, true}, {"a lead is no partner", item, ItemFilter{Partner: List{"iom"}}, false},
		{"member as lead", item, ItemFilter{Member: List{"iom"}}, true}, {"member as supporter", item, ItemFilter{Member: List{"aus"}}, true},
		{"member as partner", item, ItemFilter{Member: List{"rso"}}, true}, {"member without a role", item, ItemFilter{Member: List{"idn"}}, false},
		{"topic", item, ItemFilter{Topic: List{"training"}}, true}, {"other topic", item, ItemFilter{Topic: List{"guides"}}, false},
		{"overdue the day after", item, ItemFilter{Overdue: &yes, Today: "2024-04-01"}, true}, {"overdue on the day", item, ItemFilter{Overdue: &yes, Today: "2024-03-31"}, false},
		{"not overdue on the day", item, ItemFilter{Overdue: &no, Today: "2024-03-31"}, true}, {"not overdue the day after", item, ItemFilter{Overdue: &no, Today: "2024-04-01"}, false},
		{"due before the day after", item, ItemFilter{DueBefore: "2024-04-01"}, true}, {"due before its day", item, ItemFilter{DueBefore: "2024-03-31"}, false},
		{"due after the day before", item, ItemFilter{DueAfter: "2024-03-30"}, true}, {"due after its day", item, ItemFilter{DueAfter: "2024-03-31"}, false},
		{"without a date, due before", undated, ItemFilter{DueBefore: "2199-12-31"}, false}, {"without a date, due after", undated, ItemFilter{DueAfter: "2024-01-01"}, false},
		{"updated at the moment", item, ItemFilter{UpdatedSince: testMoment(5)}, true}, {"updated since", item, ItemFilter{UpdatedSince: testMoment(6)}, false},
		{"all of several", item, ItemFilter{Lead: List{"iom"}, Status: OpenStatuses}, true}, {"one of several fails", item, ItemFilter{Lead: List{"iom"}, Topic: List{"guides"}}, false},
	} {
		if got := c.filter.Keeps(c.item); got != c.want {
			t.Errorf("%s: %v", c.what, got)
		}
	}
}
