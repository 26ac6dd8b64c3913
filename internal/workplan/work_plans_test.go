package workplan

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestEndorsing(t *testing.T) {
	draft := WorkPlan{Code: "p-1", PlanContent: PlanContent{Title: "Plan", PeriodStart: "2024-02"}, PlanLife: PlanLife{Status: PlanDraft}}
	for _, c := range []struct {
		what string
		e    Endorsement
		from Date
		want string
	}{
		{"on a day", Endorsement{On: "2024-05-20", Meeting: "wg-9"}, "2024-05-20", ""},
		{"today", Endorsement{On: PartialDate(testToday)}, testToday, ""},
		{"some time in a month that is over", Endorsement{On: "2024-05"}, "2024-05-01", ""},
		{"some time in this year", Endorsement{On: "2024"}, "2024-01-01", ""},
		{"on no recorded day", Endorsement{Note: "not recorded anywhere"}, "2024-02-01", ""},
		{"on no recorded day, without saying so", Endorsement{Note: " "}, "", "/note required"},
		{"tomorrow", Endorsement{On: "2024-07-01"}, "", "/endorsed_on in_future"},
		{"on a bad day at a bad meeting", Endorsement{On: "May", Meeting: "WG 9", Note: "\x00"}, "", "/endorsed_on not_a_date, /meeting bad_code, /note bad_character"},
	} {
		life, from, err := draft.Endorse(c.e, 1, testToday)
		if got := strings.Join(codes(err), ", "); got != c.want || from != c.from {
			t.Errorf("%s: from %q, faults %q; want %q, %q", c.what, from, got, c.from, c.want)
		}
		want := PlanLife{Status: PlanEndorsed, Revision: 1, EndorsedOn: c.e.On, EndorsedMeeting: c.e.Meeting, EndorsementNote: c.e.Note}
		if err != nil {
			want = draft.PlanLife
		}
		if diff := cmp.Diff(want, life); diff != "" {
			t.Errorf("%s:\n%s", c.what, diff)
		}
	}
	if _, _, err := draft.Endorse(Endorsement{On: "2024"}, 0, testToday); slug(err) != "plan-empty" {
		t.Errorf("an empty plan: %v", err)
	}
	if _, _, err := draft.Endorse(Endorsement{On: "2024", Note: "its contents are not known"}, 0, testToday); err != nil {
		t.Errorf("an empty plan with the reason why: %v", err)
	}
	later := draft
	later.PeriodStart = "2025"
	if _, from, err := later.Endorse(Endorsement{Note: "unknown"}, 1, testToday); from != testToday || err != nil {
		t.Errorf("a plan for next year holds from %s, %v", from, err)
	}
}

func TestWhatAPlansStatusAllows(t *testing.T) {
	for status, want := range map[PlanStatus]string{PlanDraft: "", PlanEndorsed: "plan-endorsed", PlanClosed: "plan-closed"} {
		plan := WorkPlan{Code: "p-1", PlanLife: PlanLife{Status: status}}
		if got := slug(plan.Editable()); got != want {
			t.Errorf("editing a plan that is %s: %q, want %q", status, got, want)
		}
		_, _, err := plan.Endorse(Endorsement{On: "2024-05"}, 1, testToday)
		if got := slug(err); (got == "") != (status == PlanDraft) || got != "" && got != "plan-not-draft" {
			t.Errorf("endorsing a plan that is %s: %q", status, got)
		}
	}
}

func TestFaultsOfNouns(t *testing.T) {
	plan := WorkPlan{Code: "p-1", PlanContent: PlanContent{Audience: AudienceMembers}}
	item := ItemContent{Title: "Guide", Nature: NatureOneOff}
	with := func(change func(*ItemContent)) Faults {
		i := item
		change(&i)
		return i.Faults(plan)
	}
	var crowd List
	for i := range 31 {
		crowd = append(crowd, "m"+itoa(i))
	}
	for _, c := range []struct {
		what   string
		faults Faults
		want   string
	}{
		{"good plan", NewPlan{Code: "p-1", Body: "wg", PlanContent: PlanContent{Title: "Plan", Audience: AudiencePublic}}.Faults(), ""},
		{"bad plan", NewPlan{Code: "P", Body: "", PlanContent: PlanContent{PeriodStart: "2024", PeriodEnd: "2023", Predecessor: "P", Notes: "\x00", Source: "\xff"}}.Faults(),
			"/code bad_code, /body required, /predecessor own_predecessor, /title required, /period_end out_of_order, /audience required, /predecessor bad_code, /notes bad_character, /source bad_character"},
		{"good item", NewItem{Ref: "2.3", ItemContent: item}.Faults(plan), ""},
		{"item without a ref", NewItem{ItemContent: item}.Faults(plan), ""},
		{"item with a bad ref", NewItem{Ref: "2.0", ItemContent: item}.Faults(plan), "/ref bad_ref"},
		{"item without anything", ItemContent{}.Faults(plan), "/title required, /nature required"},
		{"objective at the limits", with(func(i *ItemContent) { i.Objective = 999 }), ""},
		{"objective past them", with(func(i *ItemContent) { i.Objective = 1000 }), "/objective out_of_range"},
		{"objective below them", with(func(i *ItemContent) { i.Objective = -1 }), "/objective out_of_range"},
		{"due before start", with(func(i *ItemContent) { i.Start, i.Due = "2024-05", "2024-04" }), "/due out_of_order"},
		{"due in the month of the start", with(func(i *ItemContent) { i.Start, i.Due = "2024-05-20", "2024-05" }), ""},
		{"wider than the plan", with(func(i *ItemContent) { i.Audience = AudiencePublic }), "/audience wider_than_plan"},
		{"narrower than the plan", with(func(i *ItemContent) { i.Audience = AudienceChairs }), ""},
		{"as many leads as may be", with(func(i *ItemContent) { i.Leads = crowd[:30] }), ""},
		{"one lead too many", with(func(i *ItemContent) { i.Leads = crowd }), "/leads too_many"},
		{"a member in two roles", with(func(i *ItemContent) { i.Leads, i.Supporting, i.Partners = List{"iom"}, List{"aus"}, List{"rso", "iom"} }), "/partners/1 duplicate"},
		{"a member named twice", with(func(i *ItemContent) { i.Leads = List{"iom", "iom"} }), "/leads/1 duplicate"},
		{"a member by its name", with(func(i *ItemContent) { i.Supporting = List{"Viet Nam"} }), "/supporting/0 bad_code"},
		{"topics", with(func(i *ItemContent) { i.Topics = List{"a", "a"} }), "/topics/1 duplicate"},
		{"predecessor", with(func(i *ItemContent) { i.Predecessors = List{"p-0/2.3", "p-0/2.4"} }), ""},
		{"predecessor without a plan", with(func(i *ItemContent) { i.Predecessors = List{"2.3"} }), "/predecessors/0 bad_reference"},
		{"predecessor in the same plan", with(func(i *ItemContent) { i.Predecessors = List{"p-0/1", "p-1/2.3"} }), "/predecessors/1 bad_reference"},
		{"predecessor with a bad ref", with(func(i *ItemContent) { i.Predecessors = List{"p-0/x"} }), "/predecessors/0 bad_reference"},
		{"predecessor given twice", with(func(i *ItemContent) { i.Predecessors = List{"p-0/1", "p-0/1"} }), "/predecessors/1 duplicate"},
		{"too many predecessors", with(func(i *ItemContent) { i.Predecessors = make(List, 31) }), "/predecessors too_many"},
		{"good objective", NewObjective{Number: 999, ObjectiveContent: ObjectiveContent{Title: "Share"}}.Faults(), ""},
		{"bad objective", NewObjective{Number: 1000, ObjectiveContent: ObjectiveContent{Description: "\x00"}}.Faults(), "/number out_of_range, /title required, /description bad_character"},
		{"good body", NewBody{Code: "wg", BodyContent: BodyContent{Name: "Group"}}.Faults(), ""},
		{"body named as the system", NewBody{Code: SystemChain}.Faults(), "/code reserved, /name required"},
		{"good member", NewMember{Code: "vnm", MemberContent: MemberContent{Name: "Viet Nam", Kind: KindState, Aliases: List{"Vietnam"}}}.Faults(), ""},
		{"bad member", NewMember{Code: "", MemberContent: MemberContent{Kind: "country", Aliases: List{""}}}.Faults(), "/code required, /name required, /kind not_allowed, /aliases/0 required"},
		{"good membership", NewMembership{Member: "ilo", MembershipContent: MembershipContent{Role: MembershipMember, FromDate: "2023", ToDate: "2023"}}.Faults(), ""},
		{"bad membership", NewMembership{MembershipContent: MembershipContent{Role: "chair", FromDate: "2023", ToDate: "2022"}}.Faults(), "/member required, /role not_allowed, /to out_of_order"},
		{"good meeting", NewMeeting{Code: "wg-5", Body: "wg", MeetingContent: MeetingContent{Number: 9999, Name: "Fifth"}}.Faults(), ""},
		{"bad meeting", NewMeeting{MeetingContent: MeetingContent{Number: 10_000, Starts: "2024-05-02", Ends: "2024-05-01"}}.Faults(),
			"/code required, /body required, /number out_of_range, /name required, /ends out_of_order"},
	} {
		if got := strings.Join(faultCodes(c.faults), ", "); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.what, got, c.want)
		}
	}
}
