package api_test

import (
	"context"
	"fmt"

	"fwptracker/internal/workplan"
)

// An amendment is seen by those who see what it changed. In the seed, amendment 1 of each endorsed plan is of the plan itself, and each item has
// one more, in order.

// amendments amends an endorsed plan of the seed.
func (w *authzWorld) amendments(ctx context.Context, code string, p authzPlan) {
	reason := workplan.AmendmentContent{Reason: "Agreed."}
	noted := func(c *workplan.ItemContent) error { c.Note = "Amended."; return nil }
	amend := func(in workplan.NewAmendment) {
		_, err := w.tr.AmendPlan(ctx, as("chair-"+p.body), code, nil, in)
		authzMust(w.tb, err)
	}
	amend(workplan.NewAmendment{AmendmentContent: reason, Plan: func(c *workplan.PlanContent) error { c.Notes = "Amended."; return nil }})
	for _, i := range p.items {
		amend(workplan.NewAmendment{AmendmentContent: reason, Items: []workplan.ItemAmendment{{Ref: i.ref, Edit: noted}}})
	}
}

func (a authzActor) amendments(p authzPlan) []string {
	if p.status != "endorsed" {
		return []string{}
	}
	names := []string{p.code + "//1"}
	for n, i := range p.items {
		if a.seesItem(p, i) {
			names = append(names, fmt.Sprintf("%s//%d", p.code, n+2))
		}
	}
	return names
}

// authzAmendmentCells: the co-chairs amend an endorsed plan, the secretariat may see what an amendment would do.
func authzAmendmentCells() []authzCell {
	var cells []authzCell
	for _, p := range authzPlans {
		at := []string{"plan", p.code}
		see := func(a authzActor, scoped bool) int { return reading(scoped, a.seesPlan(p)) }
		another := func(w *authzWorld, _ authzActor) []string { return []string{"plan", w.anotherPlan(p, "")} }
		may := func(who func(authzActor) bool, done int) func(authzActor, bool) int {
			return func(a authzActor, scoped bool) int {
				return writing(a.seesPlan(p), scoped, who(a), p.status == "endorsed", done)
			}
		}
		body := says(`{"reason":"Agreed.","plan":{"set":{"notes":"Another."}},"new_items":[{"title":"One more"}]}`)
		cells = append(cells,
			authzCell{op: "listAmendments", on: p.code, params: at, query: "?limit=200", want: see, names: func(a authzActor) []string { return a.amendments(p) }},
			authzCell{op: "amendPlan", on: p.code, params: at, body: body, want: may(func(a authzActor) bool { return a.in("chair", p.body) }, 201), fresh: another},
			authzCell{op: "previewAmendment", on: p.code, params: at, body: body, want: may(func(a authzActor) bool { return a.keepsBody(p.body) }, 200), fresh: another})
		if p.status != "endorsed" {
			continue
		}
		cells = append(cells, authzCell{op: "compareRevisions", on: p.code, params: at, want: see},
			authzCell{op: "getAmendment", on: p.code + "/1", params: append([]string{"number", "1"}, at...), want: see})
		for n, i := range p.items {
			cells = append(cells, authzCell{op: "getAmendment", on: fmt.Sprintf("%s/%d", p.code, n+2), params: append([]string{"number", fmt.Sprint(n + 2)}, at...),
				want: func(a authzActor, scoped bool) int { return reading(scoped, a.seesItem(p, i)) }})
		}
	}
	return cells
}
