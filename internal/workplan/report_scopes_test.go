package workplan

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func refsOf(lists ...[]ReportItem) []string {
	refs := []string{}
	for _, list := range lists {
		for _, i := range list {
			refs = append(refs, i.Item.Ref)
		}
	}
	slices.Sort(refs)
	return refs
}

func TestAScopeNarrowsEveryPartOfAReport(t *testing.T) {
	src := handPlan("2024-06-30")
	src.Earlier = &EarlierState{AsOf: "2024-03-31", Plan: src.Plan, Items: handPlan("2024-03-31").Items}
	src.WithAnnex = true
	src.Scope = ReportScope{Leads: List{"idn"}}
	r := BuildReport(src)
	if diff := cmp.Diff([]string{"1.2", "2.1"}, refsOf(r.Completed, r.Open, r.Continuing, r.Postponed, r.Withdrawn)); diff != "" {
		t.Errorf("items: %s", diff)
	}
	if r.Headline.Items != 2 || r.Headline.Rate != (Rate{1, 1}) || len(r.Annex) != 2 || r.CarriedOn != nil || r.CarriedIn != nil {
		t.Errorf("headline %+v, %d sheets, carried on %v, in %v", r.Headline, len(r.Annex), r.CarriedOn, r.CarriedIn)
	}
	if len(r.ByLead) != 1 || r.ByLead[0].Key != "idn" {
		t.Errorf("of the co-lead only some items are there, so it must have no numbers: %+v", r.ByLead)
	}
	if len(r.SilentLeads) != 1 || r.SilentLeads[0].Member != "idn" {
		t.Errorf("silent leads: %+v", r.SilentLeads)
	}
	if len(r.Since.Changes) != 1 || r.Since.Changes[0].Ref != "1.2" || r.Since.Headline.Items != 2 {
		t.Errorf("since: %+v", r.Since)
	}
	if last := r.Timeline[len(r.Timeline)-1]; last.Rate != r.Headline.Rate {
		t.Errorf("the timeline ends with %v", last)
	}
	src.Scope = ReportScope{Objectives: []int{1}, Topics: List{"guides"}}
	if got := refsOf(BuildReport(src).Completed); !slices.Equal(got, []string{"1.10"}) {
		t.Errorf("objective 1, topic guides: %v", got)
	}
}

// An item that came to a lead by a change of leads was there before: it is re-led, not added.
func TestAnItemThatCameIntoAScopeIsNotNew(t *testing.T) {
	src := handPlan("2024-06-30")
	earlier := handPlan("2024-03-31").Items
	for n := range earlier {
		if earlier[n].Ref == "3" {
			earlier[n].Leads = List{"mys"}
		}
	}
	for n := range src.Items {
		if src.Items[n].Ref == "3" {
			src.Items[n].Leads = List{"tha"}
		}
	}
	src.Earlier, src.Scope = &EarlierState{AsOf: "2024-03-31", Plan: src.Plan, Items: earlier}, ReportScope{Leads: List{"tha"}}
	if changes := BuildReport(src).Since.Changes; len(changes) != 1 || changes[0].Kind != ChangeReLed {
		t.Errorf("%+v", changes)
	}
}

func TestAScopeNamesOnlyWhatIsThere(t *testing.T) {
	src := handPlan("2024-06-30")
	faults := ReportScope{Leads: List{"idn", "indo"}, Objectives: []int{1, 7}, Topics: List{"trainings"}}.Faults(src)
	var got []string
	for _, f := range faults {
		got = append(got, f.Pointer+" "+f.Message.Text)
	}
	want := []string{`?lead this report has no lead "indo"; it has aus, idn, iom, mys`, `?objective this report has no objective "7"; it has 1, 2, 5`,
		`?topic this report has no topic "trainings"; it has guides, training`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestNarrowedSight(t *testing.T) {
	chair := Sight{Public: true, Chairs: []string{"wg"}, Members: []string{"other"}, Own: []string{"idn"}}
	for _, c := range []struct {
		to       Audience
		sees     []Audience
		own      bool
		otherToo bool
	}{
		{"", []Audience{AudiencePublic, AudienceMembers, AudienceChairs}, true, true},
		{AudienceChairs, []Audience{AudiencePublic, AudienceMembers, AudienceChairs}, true, true},
		{AudienceMembers, []Audience{AudiencePublic, AudienceMembers}, false, true},
		{AudiencePublic, []Audience{AudiencePublic}, false, false},
	} {
		s := chair.Narrowed(c.to)
		for _, a := range Audiences {
			if got := s.Sees("wg", a, nil); got != slices.Contains(c.sees, a) {
				t.Errorf("narrowed to %q, sees %s: %v", c.to, a, got)
			}
		}
		if got := s.Sees("third", AudienceChairs, &ItemContent{Leads: List{"idn"}}); got != c.own {
			t.Errorf("narrowed to %q, sees its own member's items: %v", c.to, got)
		}
		if got := s.Sees("other", AudienceMembers, nil); got != c.otherToo {
			t.Errorf("narrowed to %q, sees what another body shares with members: %v", c.to, got)
		}
	}
	for _, c := range []struct {
		sight Sight
		want  Audience
	}{{chair, AudienceChairs}, {Sight{Members: []string{"wg"}}, AudienceMembers}, {Sight{Public: true, Members: []string{"other"}}, AudiencePublic},
		{Sight{OwnIn: []OwnIn{{"wg", "idn"}}}, AudienceChairs}, {Sight{OwnIn: []OwnIn{{"other", "idn"}}}, AudiencePublic}} {
		if got := c.sight.Widest("wg"); got != c.want {
			t.Errorf("%+v is fit for %s, want %s", c.sight, got, c.want)
		}
	}
}
