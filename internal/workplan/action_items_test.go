package workplan

import (
	"slices"
	"testing"
)

func TestRefsSortByTheirNumbers(t *testing.T) {
	want := []string{"1", "1.1", "1.2", "1.10", "1.10.2", "2", "2.9", "2.10", "10", "9999.9999.9999"}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, func(a, b string) int {
		if RefKeyOf(a) < RefKeyOf(b) {
			return -1
		}
		return 1
	})
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := RefKeyOf("2.10"); got != "0002.0010" {
		t.Errorf("the stored key of 2.10 is %q", got)
	}
}

func TestTheNextRefIsNeverOneThatWasUsed(t *testing.T) {
	used := []string{"1", "1.1", "1.2", "1.10", "1.10.7", "12.3", "4"}
	for objective, want := range map[int]string{0: "5", 1: "1.11", 2: "2.1", 12: "12.4"} {
		got := NextRef(objective, used)
		if got != want || slices.Contains(used, got) || !refForm.MatchString(got) {
			t.Errorf("under objective %d: %q, want %q", objective, got, want)
		}
	}
}

func TestDueKeysSortByTheLastDayAndNoDateLast(t *testing.T) {
	want := []PartialDate{"2023-11-08", "2023-11", "2023-Q4", "2024-01-01", "2024", "2199", ""}
	if !slices.IsSortedFunc(want, func(a, b PartialDate) int {
		return int(DueKeyOf(a).DaysAfter(DueKeyOf(b)) - DueKeyOf(b).DaysAfter(DueKeyOf(a)))
	}) {
		t.Errorf("not in order: %v", want)
	}
	if DueKeyOf("") != "9999-12-31" || DueKeyOf("2024-02") != "2024-02-29" {
		t.Errorf("keys %s and %s", DueKeyOf(""), DueKeyOf("2024-02"))
	}
}

func TestNamesAndOwners(t *testing.T) {
	item := ActionItem{Plan: "p-1", Ref: "2.3", ItemContent: ItemContent{Leads: List{"iom"}, Supporting: List{"aus"}, Partners: List{"rso"}}}
	if item.Name() != "p-1/2.3" || (StatusUpdate{Plan: "p-1", Ref: "2.3", Number: 4}).Name() != "p-1/2.3/4" {
		t.Errorf("names %s, %s", item.Name(), StatusUpdate{Plan: "p-1", Ref: "2.3", Number: 4}.Name())
	}
	for member, want := range map[string]bool{"iom": true, "aus": true, "rso": false, "idn": false} {
		if item.Own(member) != want {
			t.Errorf("the item is %s's own: %v", member, !want)
		}
	}
	if long, short := (MemberContent{Name: "International Organization for Migration", ShortName: "IOM"}), (MemberContent{Name: "Fiji"}); long.Label() != "IOM" || short.Label() != "Fiji" {
		t.Errorf("labels %q and %q", long.Label(), short.Label())
	}
}

func TestTheStateOfANounIsItsContentAndWhetherItWasRemoved(t *testing.T) {
	item := ActionItem{ItemContent: ItemContent{Title: "Guide"}, Removed: true}
	objective := Objective{ObjectiveContent: ObjectiveContent{Title: "Share"}, Removed: true}
	plan := WorkPlan{PlanContent: PlanContent{Title: "Plan"}, PlanLife: PlanLife{Revision: 3}}
	if s := item.State(); s.Title != "Guide" || !s.Removed {
		t.Errorf("item %+v", s)
	}
	if s := objective.State(); s.Title != "Share" || !s.Removed {
		t.Errorf("objective %+v", s)
	}
	if s := plan.State(); s.Title != "Plan" || s.Revision != 3 {
		t.Errorf("plan %+v", s)
	}
}
