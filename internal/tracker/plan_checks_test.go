package tracker_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// checkOf is what a person is told by the check of a plan: each finding with a tilde where it is waived, and how many stand.
func (w *world) checkOf(as, plan string, ask tracker.ReportRequest) string {
	w.t.Helper()
	ask.WithCheck = true
	r, err := w.CompletionReport(w.ctx(), w.as(as), plan, ask)
	must(w.t, err)
	if ask.Scope.Audience == "" && !r.Plan.Settled(r.AsOf) { // a settled check has the waivers of its closing
		list, err := w.ListWaivers(w.ctx(), w.as(as), plan, workplan.WaiverFilter{}, workplan.Page{}, ask.When)
		must(w.t, err)
		if diff := cmp.Diff(list.Rows, r.Check.Waivers, cmpopts.EquateEmpty()); diff != "" {
			w.t.Errorf("the waivers as they are listed (-), as the check holds them (+):\n%s", diff)
		}
	}
	return told(*r.Check)
}

func told(c workplan.PlanCheck) string {
	var found []string
	for _, f := range c.Findings {
		mark := ""
		if f.Waiver != nil {
			mark = "~"
		}
		found = append(found, mark+f.Rule+" "+f.Subject.String())
	}
	return fmt.Sprintf("%s: %d", strings.Join(found, ", "), c.Standing)
}

// troubled is the plan "p" with an item of a lead that is an observer, one for the chairs without a lead, and a waiver on each.
func troubled(w *world) *world {
	output := func(c *workplan.ItemContent) { c.ExpectedOutput = "A guide" }
	w.plan("p").item("p", "1.1", output, due("2024-12"), ledBy("cland")).item("p", "1.2", output, due("2024-12"), ledBy(), forChairs).
		item("p", "2.1", due("2024-12"), func(c *workplan.ItemContent) { c.Objective = 2 }).endorsed("p", "2024-01")
	w.until("2024-03-10").waives("p", "lead-not-member", "item 1.1")
	return w.until("2024-03-20").waives("p", "no-lead", "item 1.2")
}

func TestTheCheckOfAPlanAtSeveralDatesAndForSeveralReaders(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		troubled(w)
		made := time.Date(2024, 3, 15, 0, 0, 0, 0, time.UTC)
		for name, c := range map[string]struct {
			as   string
			ask  tracker.ReportRequest
			want string
		}{
			"now, for the secretariat": {"desk", tracker.ReportRequest{}, "~lead-not-member item 1.1, ~no-lead item 1.2, no-expected-output item 2.1: 1"},
			"for a reader":             {"rita", tracker.ReportRequest{}, "~lead-not-member item 1.1, no-expected-output item 2.1: 1"},
			"for the lead of an item":  {"cleo", tracker.ReportRequest{}, "~lead-not-member item 1.1, no-expected-output item 2.1: 1"},
			"as members are told":      {"desk", tracker.ReportRequest{Scope: workplan.ReportScope{Audience: workplan.AudienceMembers}}, "~lead-not-member item 1.1, no-expected-output item 2.1: 1"},
			"between the waivers":      {"desk", tracker.ReportRequest{When: tracker.When{AsOf: "2024-03-15"}}, "~lead-not-member item 1.1, no-lead item 1.2, no-expected-output item 2.1: 2"},
			"before the waivers":       {"desk", tracker.ReportRequest{When: tracker.When{AsOf: "2024-03-09"}}, "lead-not-member item 1.1, no-lead item 1.2, no-expected-output item 2.1: 3"},
			"as was known":             {"desk", tracker.ReportRequest{When: tracker.When{KnownAt: made}}, "~lead-not-member item 1.1, no-lead item 1.2, no-expected-output item 2.1: 2"},
			"quiet after a month":      {"desk", tracker.ReportRequest{QuietDays: 30}, "~lead-not-member item 1.1, no-report item 1.1, no-report item 1.2, no-report item 2.1, ~no-lead item 1.2, no-expected-output item 2.1: 4"},
			"of one lead":              {"desk", tracker.ReportRequest{Scope: workplan.ReportScope{Leads: workplan.List{"cland"}}}, "~lead-not-member item 1.1: 0"},
			"of one objective":         {"desk", tracker.ReportRequest{Scope: workplan.ReportScope{Objectives: []int{2}}}, "no-expected-output item 2.1: 1"},
		} {
			if got := w.checkOf(c.as, "p", c.ask); got != c.want {
				t.Errorf("%s:\n got %s\nwant %s", name, got, c.want)
			}
		}
	})
}

// TestTheCheckNeverMovesAtAnEarlierMoment: neither a waiver, nor its withdrawal, nor a standing that is entered later.
func TestTheCheckNeverMovesAtAnEarlierMoment(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		troubled(w)
		ask := tracker.ReportRequest{When: tracker.When{AsOf: "2024-03-12", KnownAt: w.clock.now()}}
		before := w.checkOf("desk", "p", ask)
		w.until("2024-04-01").withdraws("p", 1).waives("p", "no-expected-output", "item 2.1", func(in *workplan.NewWaiver) { in.EffectiveOn = "2024-01-01" })
		w.standing("cland", "wg", workplan.MembershipMember)
		if after := w.checkOf("desk", "p", ask); after != before {
			t.Errorf("was %s, is %s", before, after)
		}
		if now := w.checkOf("desk", "p", tracker.ReportRequest{When: tracker.When{AsOf: "2024-03-12"}}); now != "no-lead item 1.2, ~no-expected-output item 2.1: 1" {
			t.Errorf("as of then, from what is known now: %s", now)
		}
	})
}

// TestAReportIsTheSameWithItsCheck, but for the check.
func TestAReportIsTheSameWithItsCheck(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		small(w)
		for _, when := range []tracker.When{{}, {AsOf: "2024-03-15"}} {
			for _, as := range []string{"chair", "rita"} {
				plain, err := w.CompletionReport(w.ctx(), w.as(as), "p", tracker.ReportRequest{When: when})
				must(t, err)
				checked, err := w.CompletionReport(w.ctx(), w.as(as), "p", tracker.ReportRequest{When: when, WithCheck: true})
				must(t, err)
				checked.Check = nil
				if diff := cmp.Diff(plain, checked, cmpopts.IgnoreFields(workplan.CompletionReport{}, "KnownAt")); diff != "" {
					t.Errorf("%+v for %s: %s", when, as, diff)
				}
			}
		}
	})
}

func TestTheOperatorChecksPlans(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		troubled(w).plan("q").body("other")
		for name, c := range map[string]struct {
			ask  tracker.CheckRequest
			want string
		}{
			"one":           {tracker.CheckRequest{Plans: []string{"p"}}, "p ~lead-not-member item 1.1, ~no-lead item 1.2, no-expected-output item 2.1: 1"},
			"of a body":     {tracker.CheckRequest{Bodies: []string{"wg"}}, "p ~lead-not-member item 1.1, ~no-lead item 1.2, no-expected-output item 2.1: 1; q plan-without-items plan: 1"},
			"of none":       {tracker.CheckRequest{Bodies: []string{"other"}}, ""},
			"all, in March": {tracker.CheckRequest{When: tracker.When{KnownAt: time.Date(2024, 3, 9, 0, 0, 0, 0, time.UTC)}}, "p lead-not-member item 1.1, no-lead item 1.2, no-expected-output item 2.1: 3"},
		} {
			checked, err := w.CheckPlans(w.ctx(), c.ask)
			must(t, err)
			var got []string
			for _, p := range checked {
				got = append(got, p.Code+" "+told(p.PlanCheck))
			}
			if text := strings.Join(got, "; "); text != c.want {
				t.Errorf("%s:\n got %s\nwant %s", name, text, c.want)
			}
		}
		for _, ask := range []tracker.CheckRequest{{Plans: []string{"none"}}, {Bodies: []string{"none"}}} {
			if _, err := w.CheckPlans(w.ctx(), ask); workplan.KindOf(err) != workplan.NotFound {
				t.Errorf("%+v: %v", ask, err)
			}
		}
	})
}
