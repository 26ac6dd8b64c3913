package workplan

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func waiver(number int, rule, subject string, change ...func(*Waiver)) Waiver {
	s, _ := ParseSubject(subject)
	w := Waiver{Plan: "p-1", Number: number, MadeBy: "sec", RecordedAt: testMoment(number),
		WaiverContent: WaiverContent{Rule: rule, Ref: s.Ref, Objective: s.Objective, Reason: "agreed", EffectiveOn: "2024-02-01"}}
	for _, c := range change {
		c(&w)
	}
	return w
}

// troubledPlan breaks four rules, one of them twice.
func troubledPlan(waivers []Waiver, withdrawals ...Withdrawal) ReportSource {
	src := soundPlan()
	src.Items[0].Leads, src.Items[0].Due = nil, "2024-05"
	film := src.another("1.2", "Film")
	film.ExpectedOutput, film.Leads = "", List{"aland"}
	src.Objectives = append(src.Objectives, Objective{Number: 2, ObjectiveContent: ObjectiveContent{Title: "Films"}})
	src.Check.Waivers = ReplayWaivers(waivers, withdrawals, src.View)
	return src
}

func TestAWaivedFindingLeavesTheCountButNotTheList(t *testing.T) {
	t.Parallel()
	plain := CheckPlan(troubledPlan(nil))
	if plain.Standing != 5 || plain.Waived != 0 || len(plain.Findings) != 5 {
		t.Fatalf("found %q, %d standing", found(plain), plain.Standing)
	}
	for n, f := range plain.Findings {
		w := waiver(n+1, f.Rule, f.Subject.String())
		c := CheckPlan(troubledPlan([]Waiver{w}))
		if diff := cmp.Diff(found(plain), found(c)); diff != "" {
			t.Errorf("waiving %s on %s changes what is listed:\n%s", f.Rule, f.Subject, diff)
		}
		if c.Standing != plain.Standing-1 || c.Waived != 1 || c.BySeverity[f.Severity] != plain.BySeverity[f.Severity]-1 || len(c.Idle) > 0 {
			t.Errorf("waiving %s on %s: %d standing, %d waived, %v, idle %v", f.Rule, f.Subject, c.Standing, c.Waived, c.BySeverity, c.Idle)
		}
		if got := c.Findings[n].Waiver; got == nil || *got != w {
			t.Errorf("%s on %s names the waiver %v", f.Rule, f.Subject, got)
		}
		sum := 0
		for _, of := range c.ByRule {
			sum += of.Standing
			if of.Standing != len(c.Of(of.Rule, false)) || of.Waived != len(c.Of(of.Rule, true)) {
				t.Errorf("%+v, but %v and %v", of, c.Of(of.Rule, false), c.Of(of.Rule, true))
			}
		}
		if sum != c.Standing {
			t.Errorf("the rules add up to %d, not %d", sum, c.Standing)
		}
	}
}

func TestAWaiverCountsOnlyWhileItIsInForceAndForItsOwn(t *testing.T) {
	t.Parallel()
	until := func(d Date) func(*Waiver) { return func(w *Waiver) { w.Until = d } }
	for name, c := range map[string]struct {
		waiver      Waiver
		withdrawals []Withdrawal
		waived      int
		idle        int
	}{
		"in force":               {waiver(1, "no-lead", "item 1.1"), nil, 1, 0},
		"on its last day":        {waiver(1, "no-lead", "item 1.1", until("2024-06-30")), nil, 1, 0},
		"lapsed":                 {waiver(1, "no-lead", "item 1.1", until("2024-06-29")), nil, 0, 0},
		"not yet in effect":      {waiver(1, "no-lead", "item 1.1", func(w *Waiver) { w.EffectiveOn = "2024-07-01" }), nil, 0, 0},
		"withdrawn":              {waiver(1, "no-lead", "item 1.1"), []Withdrawal{{Number: 1, WithdrawalContent: WithdrawalContent{EffectiveOn: "2024-06-30"}}}, 0, 0},
		"another one withdrawn":  {waiver(1, "no-lead", "item 1.1"), []Withdrawal{{Number: 2, WithdrawalContent: WithdrawalContent{EffectiveOn: "2024-06-30"}}}, 1, 0},
		"withdrawn from later":   {waiver(1, "no-lead", "item 1.1"), []Withdrawal{{Number: 1, WithdrawalContent: WithdrawalContent{EffectiveOn: "2024-07-01"}}}, 1, 0},
		"of another rule":        {waiver(1, "no-report", "item 1.1"), nil, 0, 1},
		"of a rule that is gone": {waiver(1, "no-such-rule", "item 1.1"), nil, 0, 1},
		"on another item":        {waiver(1, "overdue-without-new-date", "objective 1"), nil, 0, 1},
		"on the plan":            {waiver(1, "no-period", "plan"), nil, 0, 1},
		"lapsed and idle":        {waiver(1, "no-period", "plan", until("2024-06-29")), nil, 0, 0},
	} {
		check := CheckPlan(troubledPlan([]Waiver{c.waiver}, c.withdrawals...))
		if check.Waived != c.waived || len(check.Idle) != c.idle {
			t.Errorf("%s: %d waived, want %d; idle %v, want %d", name, check.Waived, c.waived, check.Idle, c.idle)
		}
	}
	src := troubledPlan([]Waiver{waiver(1, "objective-without-items", "objective 2")})
	if src.Check.Whole = false; len(CheckPlan(src).Idle) > 0 {
		t.Error("a waiver of what this reader cannot check is called idle")
	}
}

func TestWaiversAreReplayed(t *testing.T) {
	t.Parallel()
	waivers := []Waiver{waiver(2, "no-lead", "item 1.1"), waiver(1, "no-lead", "item 1.2", func(w *Waiver) { w.Until = "2024-03-01" })}
	withdrawals := []Withdrawal{{Number: 2, RecordedAt: testMoment(5), WithdrawalContent: WithdrawalContent{EffectiveOn: "2024-04-01"}}}
	for _, c := range []struct {
		view View
		want string
	}{
		{View{AsOf: "2024-01-31"}, ""},
		{View{AsOf: "2024-02-01"}, "1 in_force, 2 in_force"},
		{View{AsOf: "2024-03-31"}, "1 lapsed, 2 in_force"},
		{View{AsOf: "2024-04-01"}, "1 lapsed, 2 withdrawn"},
		{View{AsOf: "2024-04-01", KnownAt: testMoment(4)}, "1 lapsed, 2 in_force"},
		{View{AsOf: "2024-04-01", KnownAt: testMoment(1)}, "1 lapsed"},
	} {
		var got []string
		for _, w := range ReplayWaivers(waivers, withdrawals, c.view) {
			if got = append(got, strconv.Itoa(w.Number)+" "+string(w.State)); (w.Withdrawal != nil) != (w.State == WaiverWithdrawn) {
				t.Errorf("%+v: withdrawal %v of a waiver %s", c.view, w.Withdrawal, w.State)
			}
		}
		if text := strings.Join(got, ", "); text != c.want {
			t.Errorf("%+v: %q, want %q", c.view, text, c.want)
		}
	}
}

func TestTheCheckIsNarrowed(t *testing.T) {
	t.Parallel()
	src := troubledPlan([]Waiver{waiver(1, "no-lead", "item 1.1"), waiver(2, "no-period", "plan"), waiver(3, "no-report", "item 1.2")})
	whole := CheckPlan(src)
	one := whole.Narrowed([]string{"no-lead", "no-period"}, nil)
	if one.Standing != 0 || one.Waived != 1 || len(one.ByRule) != 1 || len(one.Idle) != 1 || one.Fails(SeverityAdvice) {
		t.Errorf("of one rule: %+v", one)
	}
	if advice := whole.Narrowed(nil, []Severity{SeverityAdvice}); advice.Standing != 1 || advice.Waived != 0 || advice.Fails(SeverityWarning) || !advice.Fails(SeverityAdvice) {
		t.Errorf("of one severity: %+v", advice)
	}
	if whole.Fails(SeverityError) || !whole.Fails(SeverityWarning) || !whole.Fails(SeverityAdvice) || whole.Fails("none") {
		t.Errorf("fails: %v", whole.BySeverity)
	}
	src.Scope.Leads = List{"aland"}
	if diff := cmp.Diff([]string{"overdue-without-new-date on item 1.2: Due May 2024, overdue by 30 days.", "no-expected-output on item 1.2: No expected output is recorded."}, found(CheckPlan(src))); diff != "" {
		t.Errorf("of the items of one lead:\n%s", diff)
	}
	if idle := CheckPlan(src).Idle; len(idle) != 1 || idle[0].Number != 3 {
		t.Errorf("idle for one lead: %v", idle)
	}
}

func TestTheCheckIsTheSameInWhateverOrderItsSourceComes(t *testing.T) {
	t.Parallel()
	src := troubledPlan([]Waiver{waiver(1, "no-lead", "item 1.1"), waiver(2, "no-period", "plan"), waiver(3, "no-report", "item 1.2")})
	src.another("1.3", "Film")
	want := CheckPlan(src)
	slices.Reverse(src.Items)
	slices.Reverse(src.Objectives)
	slices.Reverse(src.Check.Waivers)
	before := slices.Clone(src.Items)
	if diff := cmp.Diff(want, CheckPlan(src)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(before, src.Items); diff != "" {
		t.Errorf("the source was changed: %s", diff)
	}
}

// TestRuleIDsAreForLife: waivers and scripts name them.
func TestRuleIDsAreForLife(t *testing.T) {
	t.Parallel()
	want := "completed-without-evidence completed-before-start due-before-start lead-not-member successor-missing carried-on-but-open open-past-period " +
		"overdue-without-new-date planned-completion-past no-report off-track-without-reason postponed-for-long no-lead duplicate-title due-outside-period " +
		"plan-without-items objective-without-items item-without-objective late-nil-returns completed-without-link no-due-date no-expected-output proposals-undecided no-period endorsement-undated"
	if got := strings.Join(CheckRuleIDs(), " "); got != want {
		t.Errorf("the rules are %s", got)
	}
	table := CheckRulesTable()
	worst := 0
	for _, r := range CheckRules {
		if !codeForm.MatchString(r.ID) || r.Title == "" || r.Why == "" || r.Do == "" || !strings.Contains(table, "| `"+r.ID+"` | "+string(r.Severity)+" | "+r.Title+" |") {
			t.Errorf("%s is not documented", r.ID)
		}
		if n := slices.Index(Severities, r.Severity); n < worst {
			t.Errorf("%s stands below what matters less", r.ID)
		} else {
			worst = n
		}
	}
}

func TestFaultsOfWaivers(t *testing.T) {
	t.Parallel()
	good := NewWaiver{Rule: "no-lead", Subject: "item 2.1", Reason: "The lead is being chosen.", Until: "2024-06-30"}
	change := func(f func(*NewWaiver)) NewWaiver { w := good; f(&w); return w }
	for _, c := range []struct {
		in   NewWaiver
		want []string
	}{
		{good, nil},
		{change(func(w *NewWaiver) { w.Subject, w.EffectiveOn, w.Until = "plan", "2023-01-01", "2023-01-01" }), nil},
		{change(func(w *NewWaiver) { w.Subject, w.EffectiveOn = "objective 3", testToday }), nil},
		{change(func(w *NewWaiver) { w.Rule = "no-leads" }), []string{"/rule unknown"}},
		{change(func(w *NewWaiver) { w.Subject = "2.1" }), []string{"/subject bad_subject"}},
		{change(func(w *NewWaiver) { w.Subject = "item 02.1" }), []string{"/subject bad_subject"}},
		{change(func(w *NewWaiver) { w.Subject = "objective 0" }), []string{"/subject bad_subject"}},
		{change(func(w *NewWaiver) { w.Subject = "objective +3" }), []string{"/subject bad_subject"}},
		{change(func(w *NewWaiver) { w.Reason = " " }), []string{"/reason required"}},
		{change(func(w *NewWaiver) { w.EffectiveOn, w.Until = "2024-07-01", "" }), []string{"/effective_on in_future"}},
		{change(func(w *NewWaiver) { w.Until = "2024-06-29" }), []string{"/until out_of_order"}},
		{change(func(w *NewWaiver) { w.EffectiveOn, w.Until = "2024-05-01", "2024-04-30" }), []string{"/until out_of_order"}},
		{NewWaiver{EffectiveOn: "May"}, []string{"/rule unknown", "/subject bad_subject", "/reason required", "/effective_on not_a_date", "/effective_on in_future"}},
	} {
		wantCodes(t, faultCodes(c.in.Faults(testToday)), c.want...)
	}
	of := waiver(1, "no-lead", "item 2.1")
	wantCodes(t, faultCodes(WithdrawalContent{Reason: "Chosen."}.Faults(of, testToday)))
	wantCodes(t, faultCodes(WithdrawalContent{Reason: "Never needed.", EffectiveOn: "2024-02-01"}.Faults(of, testToday)))
	wantCodes(t, faultCodes(WithdrawalContent{EffectiveOn: "2024-01-31"}.Faults(of, testToday)), "/reason required", "/effective_on out_of_order")
	wantCodes(t, faultCodes(WithdrawalContent{Reason: "Later.", EffectiveOn: "2024-07-01"}.Faults(of, testToday)), "/effective_on in_future")
}

// BenchmarkCheckPlan checks large plans, in which every title shares words with many others.
func BenchmarkCheckPlan(b *testing.B) {
	for _, size := range []int{500, 5000} {
		src := soundPlan()
		words := strings.Fields("training guide report study network fund officers judges police borders victims data migration labour routes seafarers")
		for n := range size {
			title := ""
			for k := range 8 {
				title += words[(n*(k+3)+n/7*k)%len(words)] + " "
			}
			src.another("2."+strconv.Itoa(n+1), title+strconv.Itoa(n/3))
		}
		b.Run(strconv.Itoa(size), func(b *testing.B) {
			for b.Loop() {
				CheckPlan(src)
			}
		})
	}
}
