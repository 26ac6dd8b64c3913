package workplan

import (
	"slices"
	"strings"
	"testing"
)

func planIs(s PlanStatus) WorkPlan {
	p := endorsedPlan()
	p.Status, p.ContentOn = s, "2024-01-10"
	if s == PlanClosed {
		p.ClosedOn, p.ClosedMeeting, p.ClosingNote = "2024-05-01", "wg-9", "n"
	}
	return p
}

func openItem(ref string, s Status, n Nature) ActionItem {
	i := ledBy("a")
	i.Ref, i.RefKey, i.Status, i.Nature = ref, RefKeyOf(ref), s, n
	return i
}

func slugOf(err error) string {
	if e, ok := err.(*Error); ok {
		return e.Slug
	}
	return ""
}

func TestAPlanClosesInOneStateOnly(t *testing.T) {
	for status, want := range map[PlanStatus][2]string{PlanDraft: {"plan-not-endorsed", "plan-not-closed"}, PlanEndorsed: {"", "plan-not-closed"}, PlanClosed: {"plan-closed", ""}} {
		p := planIs(status)
		life, on, err := p.Close(Closing{Meeting: "wg-9", Note: "n"}, PlanActivity{Last: "2024-05-01"}, testToday)
		if slugOf(err) != want[0] || err == nil && (on != testToday || life.Status != PlanClosed || life.ClosedOn != testToday || life.ClosedMeeting != "wg-9" || life.ClosingNote != "n") {
			t.Errorf("closing one that is %s: %v, %+v on %s", status, err, life, on)
		}
		life, on, err = p.Reopen(Reopening{On: "2024-05-01", Meeting: "wg-9", Reason: "r"}, testToday)
		if slugOf(err) != want[1] || err == nil && (on != "2024-05-01" || life.Status != PlanEndorsed || life.ClosedOn+Date(life.ClosedMeeting+life.ClosingNote) != "" || life.ReopenedOn != on || life.ReopeningReason != "r") {
			t.Errorf("reopening one that is %s: %v, %+v on %s", status, err, life, on)
		}
	}
}

func TestEveryOpenStatusKeepsAPlanFromClosing(t *testing.T) {
	for _, s := range Statuses {
		for _, n := range Natures {
			removed := openItem("9", s, n)
			removed.Removed = true
			a := ActivityOf(planIs(PlanEndorsed), nil, []ActionItem{openItem("2.10", s, n), openItem("2.9", s, n), removed}, "")
			err := planIs(PlanEndorsed).Closable(a)
			if s.Open() != (slugOf(err) == "plan-has-open-items") || s.Open() != (len(s.WaysOut()) > 0) {
				t.Errorf("%s, %s: %v; ways out %v", s, n, err, s.WaysOut())
			}
			if s.Open() && (len(a.Open) != 2 || a.Open[0].Ref != "2.9" || !strings.Contains(err.Error(), "2.9, 2.10")) {
				t.Errorf("%s, %s: %v", s, n, err)
			}
			way := openItem("1", s, n).WayOut().Text
			if s.Open() && (strings.Contains(way, "report it completed") != (n == NatureOneOff) || !strings.Contains(way, "withdraw") || !strings.Contains(way, "carry it over")) {
				t.Errorf("%s, %s: %s", s, n, way)
			}
		}
	}
}

func TestAClosingComesAfterAllThatTookEffect(t *testing.T) {
	p, o, i := planIs(PlanEndorsed), Objective{}, openItem("1", StatusCompleted, NatureOneOff)
	for last, c := range map[Date]struct {
		plan, objective, item, update Date
	}{"2024-02-01": {"2024-02-01", "", "", ""}, "2024-02-02": {"2024-02-01", "2024-02-02", "", ""}, "2024-02-03": {"2024-02-01", "2024-02-02", "2024-02-03", ""}, "2024-02-04": {"2024-02-01", "2024-02-02", "2024-02-03", "2024-02-04"}} {
		p.ContentOn, o.ContentOn, i.ContentOn = c.plan, c.objective, c.item
		a := ActivityOf(p, []Objective{o}, []ActionItem{i}, c.update)
		if a.Last != last {
			t.Errorf("the last day is %s, not %s", a.Last, last)
		}
		_, _, err := p.Close(Closing{On: last}, a, testToday)
		_, _, early := p.Close(Closing{On: "2024-01-31"}, a, testToday)
		if err != nil || early == nil {
			t.Errorf("on the day: %v, before it: %v", err, early)
		}
	}
}

func TestAReportIsSettledFromTheClosingOn(t *testing.T) {
	for day, want := range map[Date]bool{"": true, "2024-04-30": false, "2024-05-01": true, "2024-06-01": true} {
		if planIs(PlanClosed).Settled(day) != want || planIs(PlanEndorsed).Settled(day) || planIs(PlanDraft).Settled(day) {
			t.Errorf("as of %q", day)
		}
	}
}

func TestOnlyLaterPlansOfTheBodyTakeItems(t *testing.T) {
	plan := func(code, body, before string, s PlanStatus, begins PartialDate, removed bool) WorkPlan {
		return WorkPlan{Code: code, Body: body, PlanContent: PlanContent{Predecessor: before, PeriodStart: begins}, PlanLife: PlanLife{Status: s, Removed: removed}}
	}
	from := plan("p2", "wg", "p1", PlanEndorsed, "2021", false)
	plans := []WorkPlan{plan("p9", "wg", "", PlanDraft, "2023", false), plan("p0", "wg", "", PlanEndorsed, "2015", false), plan("p1", "wg", "p0", PlanEndorsed, "2018", false), from,
		plan("p3", "wg", "p2", PlanEndorsed, "2024", false), plan("p4", "wg", "p2", PlanDraft, "2025", false), plan("p5", "wg", "p2", PlanClosed, "2024", false), plan("q", "other", "p2", PlanDraft, "2024", false),
		plan("gone", "wg", "p2", PlanDraft, "2024", true)}
	var got []string
	for _, target := range TargetsOf(from, plans) {
		got = append(got, target.Plan.Code)
	}
	if want := []string{"p3", "p4", "p9"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if targets := TargetsOf(plan("x", "wg", "y", PlanEndorsed, "", false), []WorkPlan{plan("y", "wg", "x", PlanDraft, "", false)}); len(targets) != 0 {
		t.Errorf("plans that follow each other: %v", targets)
	}
}

func TestWhatIsSuggestedForAnOpenItem(t *testing.T) {
	targets := []CarryTarget{{Plan: WorkPlan{Code: "p-2"}, Objectives: []Objective{{Number: 3, ObjectiveContent: ObjectiveContent{Predecessor: "p-1/1"}}}}}
	item := func(s Status, n Nature, since Date) ActionItem {
		i := openItem("1.1", s, n)
		i.StatusSince, i.Objective, i.Plan = since, 1, "p-1"
		return i
	}
	for name, c := range map[string]struct {
		item    ActionItem
		goesOn  []Carried
		targets []CarryTarget
		want    string
	}{
		"named already":         {item(StatusPostponed, NatureOneOff, "2020-01-01"), []Carried{{To: "p-9/1"}, {To: "p-2/1.4"}}, targets, "carry p-2/1.4(0)"},
		"named in another plan": {item(StatusPlanned, NatureOneOff, ""), []Carried{{To: "p-9/1"}}, targets, "carry p-2/(3)"},
		"put off for long":      {item(StatusPostponed, NatureOneOff, "2023-06-30"), nil, targets, "withdraw"},
		"put off for a year":    {item(StatusPostponed, NatureOneOff, "2023-07-01"), nil, targets, "carry p-2/(3)"},
		"continuing, put off":   {item(StatusPostponed, NatureContinuing, "2020-01-01"), nil, targets, "carry p-2/(3)"},
		"no later plan":         {item(StatusInProgress, NatureOneOff, "2024-01-01"), nil, nil, ""},
	} {
		s := Suggest(c.item, c.goesOn, c.targets, testToday)
		got := string(s.Kind)
		if s.Into != nil {
			got += " " + s.Into.Plan + "/" + s.Into.Item + "(" + itoa(s.Into.Objective) + ")"
		}
		if got != c.want || s.Why.Text == "" {
			t.Errorf("%s: %q, want %q; %s", name, got, c.want, s.Why)
		}
	}
}
