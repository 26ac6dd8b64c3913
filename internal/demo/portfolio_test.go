package demo

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// moments are those at which the portfolio is held against the reports.
var moments = map[string]tracker.When{
	"now":                           {},
	"today from what is known":      {KnownAt: today},
	"after the first plan":          {AsOf: "2024-01-31"},
	"then, from what was known":     {AsOf: "2023-06-30", KnownAt: time.Date(2023, 7, 15, 0, 0, 0, 0, time.UTC)},
	"by the Third Annual Meeting":   {Meeting: "example-wg-3"},
	"before the first endorsement":  {AsOf: "2021-06-10"},
	"in the middle of the new plan": {AsOf: "2025-11-05", KnownAt: time.Date(2025, 12, 1, 0, 0, 0, 0, time.UTC)},
}

// portfolioAgreesWithReports holds each line of the portfolio against the report of its plan, for every reader, audience and moment.
func portfolioAgreesWithReports(t *testing.T, l loaded) {
	actors := map[string]workplan.Actor{"keeper": l.reader, "anyone": {PublicReading: true}}
	for _, k := range l.credentials.Tokens {
		who, err := l.auth.Bearer(context.Background(), k.Text)
		if err != nil {
			t.Fatal(err)
		}
		actors[k.Role] = who
	}
	lines := 0
	for who, actor := range actors {
		for at, when := range moments {
			for _, audience := range []workplan.Audience{"", workplan.AudiencePublic, workplan.AudienceMembers, workplan.AudienceChairs} {
				lines += linesAgree(t, l, who+", "+at+", for "+string(audience), actor, when, audience)
			}
		}
	}
	t.Logf("%d lines compared", lines)
}

// linesAgree compares the lines of one portfolio, and what it leaves out.
func linesAgree(t *testing.T, l loaded, which string, actor workplan.Actor, when tracker.When, audience workplan.Audience) int {
	t.Helper()
	ctx := context.Background()
	p, err := l.Portfolio(ctx, actor, tracker.PortfolioRequest{When: when, Scope: workplan.PortfolioScope{Audience: audience}})
	if err != nil {
		if kind := workplan.KindOf(err); kind != workplan.Invalid || when.Meeting == "" && audience == "" {
			t.Errorf("%s: %v", which, err)
		}
		return 0
	}
	var listed []string
	for _, line := range p.Plans {
		listed = append(listed, line.Plan.Code)
		of := audience
		if of != "" && actor.Sight().Widest(line.Plan.Body).WiderThan(of) {
			of = "" // of this body the reader sees less; the portfolio tells it as far as that
		}
		r, err := l.CompletionReport(ctx, actor, line.Plan.Code, tracker.ReportRequest{When: when, Scope: workplan.ReportScope{Audience: of}})
		if err != nil {
			t.Errorf("%s: %s is in the portfolio and has no report: %v", which, line.Plan.Code, err)
			continue
		}
		if diff := cmp.Diff(r.Headline, line.Counts); diff != "" {
			t.Errorf("%s: %s differs from its report:\n%s", which, line.Plan.Code, diff)
		}
		if r.Settled { // as of its closing, from what was known then: of an earlier moment than the portfolio
			line.Plan.Version, line.SilentSince = r.Plan.Version, r.SilentSince
		}
		if diff := cmp.Diff(r.Plan, line.Plan); diff != "" || r.SilentSince != line.SilentSince {
			t.Errorf("%s: %s stands otherwise, silent since %s, %s:\n%s", which, line.Plan.Code, r.SilentSince, line.SilentSince, diff)
		}
	}
	plans, err := l.ListPlans(ctx, actor, workplan.PlanFilter{}, workplan.Page{Limit: 200}, when)
	if err != nil {
		t.Fatal(err)
	}
	for _, plan := range plans.Rows {
		_, err := l.CompletionReport(ctx, actor, plan.Code, tracker.ReportRequest{When: when, Scope: workplan.ReportScope{Audience: audience}})
		if err == nil && !slices.Contains(listed, plan.Code) {
			t.Errorf("%s: %s has a report and is not in the portfolio", which, plan.Code)
		}
	}
	return len(listed)
}
