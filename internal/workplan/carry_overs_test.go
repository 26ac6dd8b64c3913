package workplan

import (
	"slices"
	"strings"
	"testing"
)

// Every disposition of an item in every status, by an update of the kind that may make the change.
func TestEveryDispositionOfEveryStatus(t *testing.T) {
	for _, from := range Statuses {
		for _, kind := range DispositionKinds {
			i := openItem("1.1", from, NatureOneOff)
			a := Admission{Plan: planIs(PlanEndorsed), Item: i, Actor: Actor{Username: "chair"}, Today: testToday}
			d := Disposition{Ref: "1.1", Kind: kind}
			if kind == DisposeComplete {
				d.CompletedOn, d.Done = "2024-05", "all"
			}
			u, after, err := a.Dispose(d, NewCarryOver{Reason: "agreed", Meeting: "wg-9"})
			tr, listed := FindTransition(from, kind.Gives())
			if from == kind.Gives() {
				listed = false
			}
			if !listed {
				if slugOf(err) != "illegal-transition" {
					t.Errorf("%s of %s: %v", kind, from, err)
				}
				continue
			}
			want := UpdateDecision
			if kind == DisposeCarry {
				want = UpdateCarryOver
			}
			if err != nil || after.Status != kind.Gives() || u.Kind != want || !tr.fits(u.Kind) || u.Lead != "" || u.Reason != "agreed" || u.Meeting != "wg-9" || u.EffectiveOn != testToday ||
				after.LastReportedOn != i.LastReportedOn {
				t.Errorf("%s of %s: %+v, %+v, %v", kind, from, u, after, err)
			}
		}
	}
	for status, slug := range map[PlanStatus]string{PlanDraft: "plan-not-endorsed", PlanClosed: "plan-closed"} {
		a := Admission{Plan: planIs(status), Item: openItem("1.1", StatusPlanned, NatureOneOff), Today: testToday}
		if _, _, err := a.Dispose(Disposition{Kind: DisposeCarry}, NewCarryOver{}); slugOf(err) != slug {
			t.Errorf("in a plan that is %s: %v", status, err)
		}
	}
}

func TestADispositionDoesNotMakeAHistoryIllegal(t *testing.T) {
	a := Admission{Plan: planIs(PlanEndorsed), Item: openItem("1.1", StatusInProgress, NatureOneOff), Today: testToday}
	a.Item.UpdateCount, a.Item.LatestUpdate = 1, 1
	a.History = []StatusUpdate{{Number: 1, UpdateContent: UpdateContent{Kind: UpdateProgress, Status: StatusInProgress, EffectiveOn: "2024-06-01"}}}
	if _, _, err := a.Dispose(Disposition{Kind: DisposeCarry}, NewCarryOver{EffectiveOn: "2024-05-31"}); slugOf(err) != "illegal-history" {
		t.Errorf("before a report: %v", err)
	}
	if _, after, err := a.Dispose(Disposition{Kind: DisposeCarry}, NewCarryOver{EffectiveOn: "2024-06-01"}); err != nil || after.Status != StatusCarriedOver || after.StatusSince != "2024-06-01" {
		t.Errorf("on the day of a report: %+v, %v", after, err)
	}
}

func TestWhatACarryOverMustSay(t *testing.T) {
	ask := func(d ...Disposition) NewCarryOver { return NewCarryOver{Dispositions: d} }
	to := func(d ...Destination) Disposition { return Disposition{Ref: "1", Kind: DisposeCarry, Into: d} }
	q := Destination{Plan: "q"}
	for name, c := range map[string]struct {
		in   NewCarryOver
		want string
	}{
		"all is well":            {ask(to(q, q), Disposition{Ref: "2", Kind: DisposeWithdraw, Reason: "r"}, Disposition{Ref: "3", Kind: DisposeComplete, CompletedOn: "2024"}), ""},
		"none":                   {ask(), "/dispositions out_of_range"},
		"too many":               {ask(make([]Disposition, 1001)...), "/dispositions out_of_range"},
		"twice the same item":    {ask(to(q), to(q)), "/dispositions/1/ref duplicate"},
		"no ref":                 {ask(Disposition{Ref: "x", Kind: DisposeWithdraw}), "/dispositions/0/ref bad_ref"},
		"no kind":                {ask(Disposition{Ref: "1"}), "/dispositions/0/disposition required"},
		"carried nowhere":        {ask(to()), "/dispositions/0/into required"},
		"withdrawn to somewhere": {ask(Disposition{Ref: "1", Kind: DisposeWithdraw, Into: []Destination{q}}), "/dispositions/0/into not_carried"},
		"carried and completed":  {ask(Disposition{Ref: "1", Kind: DisposeCarry, Into: []Destination{q}, Done: "d"}), "/dispositions/0/done not_completed"},
		"into no plan":           {ask(to(Destination{})), "/dispositions/0/into/0/plan required"},
		"into itself":            {ask(to(Destination{Plan: "p-1"})), "/dispositions/0/into/0/plan same_plan"},
		"into no ref":            {ask(to(Destination{Plan: "q", Item: "x"})), "/dispositions/0/into/0/item bad_ref"},
		"twice into one":         {ask(to(Destination{Plan: "q", Item: "1"}, Destination{Plan: "q", Item: "1"})), "/dispositions/0/into/1 duplicate"},
		"twice together":         {ask(to(Destination{Plan: "q", Together: "x"}, Destination{Plan: "q", Together: "x"})), "/dispositions/0/into/1 duplicate"},
		"there and new":          {ask(to(Destination{Plan: "q", Item: "1", Fresh: Fresh{Title: "t"}})), "/dispositions/0/into/0/item not_new"},
		"there and together":     {ask(to(Destination{Plan: "q", Item: "1", Together: "x"})), "/dispositions/0/into/0/item not_new"},
		"said by the second":     {ask(to(Destination{Plan: "q", Together: "x"}), Disposition{Ref: "2", Kind: DisposeCarry, Into: []Destination{{Plan: "q", Together: "x", Fresh: Fresh{Title: "t"}}}}), "/dispositions/1/into/0/together said_before"},
		"together in two plans":  {ask(to(Destination{Plan: "q", Together: "x", Fresh: Fresh{Title: "t"}}), Disposition{Ref: "2", Kind: DisposeCarry, Into: []Destination{{Plan: "r", Together: "x", Fresh: Fresh{Title: "t"}}}}), ""},
		"not yet":                {NewCarryOver{EffectiveOn: "2024-07-01", Dispositions: []Disposition{to(q)}}, "/effective_on in_future"},
		"no code, odd text":      {NewCarryOver{Meeting: "WG", Reason: "\x00", Dispositions: []Disposition{to(q)}}, "/meeting bad_code, /reason bad_character"},
	} {
		p := endorsedPlan()
		p.Code = "p-1"
		if got := strings.Join(faultCodes(c.in.Faults(p, testToday)), ", "); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestWhatACarriedItemBringsAlong(t *testing.T) {
	from, into := WorkPlan{Code: "p", PlanContent: PlanContent{Audience: AudienceMembers}}, WorkPlan{Code: "q", PlanContent: PlanContent{Audience: AudiencePublic}}
	one := ActionItem{Plan: "p", Ref: "1", ItemContent: ItemContent{Objective: 1, Title: "One", Description: "d", ExpectedOutput: "o", Nature: NatureContinuing, Start: "2021", Due: "2022",
		Leads: List{"a"}, Supporting: List{"b", "c"}, Partners: List{"d"}, Topics: List{"x"}, Origin: "Agreed", Note: "n", Source: "s", Predecessors: List{"o/1"}}}
	two := ActionItem{Plan: "p", Ref: "2", ItemContent: ItemContent{Title: "Two", Nature: NatureOneOff, Leads: List{"b", "e"}, Partners: List{"a", "f"}, Topics: List{"x", "y"}, Audience: AudienceChairs}}
	objectives := []Objective{{Number: 4, ObjectiveContent: ObjectiveContent{Predecessor: "p/1"}, Removed: true}, {Number: 5, ObjectiveContent: ObjectiveContent{Predecessor: "p/1"}}}
	alone := Destination{Plan: "q"}.Content(from, into, []ActionItem{one}, objectives)
	want := ItemContent{Objective: 5, Title: "One", Description: "d", ExpectedOutput: "o", Nature: NatureContinuing, Audience: AudienceMembers, Leads: List{"a"}, Supporting: List{"b", "c"}, Partners: List{"d"},
		Topics: List{"x"}, Origin: "Agreed", Predecessors: List{"p/1"}}
	if d := Diff(want, alone.ItemContent); len(d) > 0 || alone.Ref != "" {
		t.Errorf("alone: %s", d.Text())
	}
	merged := Destination{Plan: "q", Fresh: Fresh{Ref: "7", Objective: 2, Title: "Both", Start: "2024", Due: "2025"}}.Content(from, into, []ActionItem{one, two}, objectives)
	want = ItemContent{Objective: 2, Title: "Both", Description: "d", ExpectedOutput: "o", Nature: NatureContinuing, Start: "2024", Due: "2025", Audience: AudienceChairs, Leads: List{"a", "b", "e"}, Supporting: List{"c"},
		Partners: List{"d", "f"}, Topics: List{"x", "y"}, Origin: "Agreed", Predecessors: List{"p/1", "p/2"}}
	if d := Diff(want, merged.ItemContent); len(d) > 0 || merged.Ref != "7" {
		t.Errorf("merged: %s", d.Text())
	}
	handed := Destination{Plan: "q", Fresh: Fresh{Leads: List{"c"}}}.Content(from, WorkPlan{PlanContent: PlanContent{Audience: AudienceChairs}}, []ActionItem{one}, nil)
	if !slices.Equal(handed.Leads, List{"c"}) || !slices.Equal(handed.Supporting, List{"b"}) || handed.Audience != "" || handed.Objective != 0 {
		t.Errorf("handed on: %+v", handed.ItemContent)
	}
	if none := (Destination{Plan: "q", Fresh: Fresh{Leads: List{}}}).Content(from, into, []ActionItem{two}, nil); len(none.Leads) != 0 || none.Origin != "Carried over from p/2" {
		t.Errorf("without a lead: %+v", none.ItemContent)
	}
}

func TestARequestAsksForWhatWasCarried(t *testing.T) {
	rows := []CarryOver{{ID: 1, CarryOverContent: CarryOverContent{IntoPlan: "q", IntoRef: "1"}}, {ID: 2, CarryOverContent: CarryOverContent{IntoPlan: "q", IntoRef: "2"}}}
	at := func(plan, item, ref string) Destination {
		return Destination{Plan: plan, Item: item, Fresh: Fresh{Ref: ref}}
	}
	for name, c := range map[string]struct {
		into []Destination
		want bool
	}{
		"new ones": {[]Destination{at("q", "", ""), at("q", "", "")}, true}, "one by its ref": {[]Destination{at("q", "", ""), at("q", "", "1")}, true}, "both named": {[]Destination{at("q", "2", ""), at("q", "1", "")}, true},
		"one": {[]Destination{at("q", "", "")}, false}, "three": {[]Destination{at("q", "", ""), at("q", "", ""), at("q", "", "")}, false}, "another plan": {[]Destination{at("q", "", ""), at("r", "", "")}, false},
		"another item": {[]Destination{at("q", "1", ""), at("q", "3", "")}, false}, "twice one": {[]Destination{at("q", "1", ""), at("q", "1", "")}, false},
	} {
		if SameDestinations(c.into, rows) != c.want {
			t.Errorf("%s: want %v", name, c.want)
		}
	}
}
