package api_test

import (
	"context"
	"strconv"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// authzEditionsOf are the audiences for which an endorsed plan of the seed has editions, by number from 1.
func authzEditionsOf(p authzPlan) (audiences []string) {
	for _, audience := range []string{"public", "chairs", "members"} { // so that there is a gap for those who see less
		if p.status == "endorsed" && authzNarrower(p.audience, audience) == audience {
			audiences = append(audiences, audience)
		}
	}
	return audiences
}

// editions issues them; each has two forms that name its audience.
func (w *authzWorld) editions(ctx context.Context, code string, p authzPlan) {
	for _, audience := range authzEditionsOf(p) {
		ask := tracker.EditionRequest{NewEdition: workplan.NewEdition{Scope: workplan.ReportScope{Audience: workplan.Audience(audience)}}}
		_, err := w.tr.IssueEdition(ctx, as("sec-"+p.body), code, ask, func(_ context.Context, r workplan.CompletionReport, _ bool) ([]workplan.EditionBytes, error) {
			form := func(file string) workplan.EditionBytes {
				return workplan.EditionBytes{EditionFile: workplan.EditionFile{File: file, Name: file, MediaType: "text/markdown; charset=utf-8"}, Content: []byte("For " + string(r.Audience))}
			}
			return []workplan.EditionBytes{form("report.md"), form("statement.md")}, nil
		})
		authzMust(w.tb, err)
	}
}

// seesEdition: an edition shows what its audience may see, and so is for nobody else, whoever leads what.
func (a authzActor) seesEdition(p authzPlan, audience string) bool {
	return a.seesPlan(p) && a.sees(p.body, audience)
}

// authzEditionCells: editions are issued by the secretariat and co-chairs of an endorsed plan, and read by their audience.
func authzEditionCells() []authzCell {
	var cells []authzCell
	for _, p := range authzPlans {
		at := []string{"plan", p.code}
		cells = append(cells,
			authzCell{op: "listEditions", on: p.code, params: at, query: "?limit=200", want: func(a authzActor, scoped bool) int { return reading(scoped, a.seesPlan(p)) },
				names: func(a authzActor) (numbers []string) {
					for n, audience := range authzEditionsOf(p) {
						if a.seesEdition(p, audience) {
							numbers = append(numbers, strconv.Itoa(n+1))
						}
					}
					return numbers
				}},
			authzCell{op: "issueEdition", on: p.code, params: at, body: says(`{"audience":"chairs","annex":false}`),
				want: func(a authzActor, scoped bool) int {
					return writing(a.seesPlan(p), scoped, a.keepsBody(p.body), p.status != "draft", 201)
				},
				fresh: func(w *authzWorld, _ authzActor) []string { return []string{"plan", w.anotherPlan(p, "1.1")} }},
		)
		for n, audience := range authzEditionsOf(p) {
			see := func(a authzActor, scoped bool) int { return reading(scoped, a.seesEdition(p, audience)) }
			params := append([]string{"number", strconv.Itoa(n + 1)}, at...)
			cells = append(cells,
				authzCell{op: "getEdition", on: p.code + " for " + audience, params: params, want: see},
				authzCell{op: "downloadEdition", on: p.code + " for " + audience, params: append([]string{"format", "md"}, params...), want: see},
				authzCell{op: "downloadEditionStatement", on: p.code + " for " + audience, params: append([]string{"format", "md"}, params...), want: see})
		}
	}
	return cells
}
