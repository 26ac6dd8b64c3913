package api_test

import (
	"context"

	"fwptracker/internal/workplan"
)

// What is open and where it could go is told to those who keep the plan, who may also try a carry-over out; carrying over, closing and reopening are for
// the co-chairs.

// disposed makes a plan like p of which nothing is open any more, and closes it where that is asked for.
func (w *authzWorld) disposed(p authzPlan, closed bool) []string {
	ctx, chair, plan := context.Background(), as("chair-"+p.body), w.anotherPlan(p, "")
	var all []workplan.Disposition
	for _, i := range p.items {
		all = append(all, workplan.Disposition{Ref: i.ref, Kind: workplan.DisposeWithdraw, Reason: "Overtaken."})
	}
	if p.status == "endorsed" {
		_, err := w.tr.CarryOverItems(ctx, chair, plan, workplan.NewCarryOver{Dispositions: all})
		authzMust(w.tb, err)
	}
	if closed && p.status == "endorsed" {
		_, err := w.tr.ClosePlan(ctx, chair, plan, nil, workplan.Closing{})
		authzMust(w.tb, err)
	}
	return []string{"plan", plan}
}

func authzClosingCells() []authzCell {
	var cells []authzCell
	for _, p := range authzPlans {
		endorsed, at := p.status == "endorsed", []string{"plan", p.code}
		prepare := func(a authzActor, scoped bool) int {
			return writing(a.seesPlan(p), scoped, a.keepsBody(p.body), true, 200)
		}
		decide := func(a authzActor, scoped bool) int {
			return writing(a.seesPlan(p), scoped, a.in("chair", p.body), endorsed, 200)
		}
		another := func(w *authzWorld, _ authzActor) []string { return []string{"plan", w.anotherPlan(p, "")} }
		some := says(`{"partial":true,"dispositions":[{"ref":"` + p.items[0].ref + `","disposition":"withdraw","reason":"Overtaken."}]}`)
		cells = append(cells,
			authzCell{op: "getCarryOver", on: p.code, params: at, want: prepare},
			authzCell{op: "previewCarryOver", on: p.code, params: at, body: some, want: prepare, fresh: another},
			authzCell{op: "carryOverItems", on: p.code, params: at, body: some, want: decide, fresh: another},
			authzCell{op: "closePlan", on: p.code, params: at, body: says(`{"note":"Done."}`), want: decide,
				fresh: func(w *authzWorld, _ authzActor) []string { return w.disposed(p, false) }},
			authzCell{op: "reopenPlan", on: p.code, params: at, body: says(`{"reason":"A report had been forgotten."}`), want: decide,
				fresh: func(w *authzWorld, _ authzActor) []string { return w.disposed(p, true) }})
	}
	return cells
}
