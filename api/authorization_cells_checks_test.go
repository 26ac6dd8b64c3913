package api_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"fwptracker/internal/workplan"
)

// The check of a plan tells of the items that its reader sees; a waiver is for those who see what it is on. In the seed, waiver 1 of each plan is on the
// plan, and each item has one more, in order.

// waivers makes the waivers of a plan of the seed.
func (w *authzWorld) waivers(ctx context.Context, p authzPlan) {
	w.waive(ctx, p.body, p.code, "no-period", "plan")
	for _, i := range p.items {
		w.waive(ctx, p.body, p.code, "no-due-date", "item "+i.ref)
	}
}

func (w *authzWorld) waive(ctx context.Context, body, plan, rule, subject string) {
	_, err := w.tr.WaiveFinding(ctx, as("sec-"+body), plan, workplan.NewWaiver{Rule: rule, Subject: subject, Reason: "Agreed."})
	authzMust(w.tb, err)
}

// anotherWaiver makes a plan like p with one waiver on a subject.
func (w *authzWorld) anotherWaiver(p authzPlan, subject string) []string {
	plan := w.anotherPlan(p, "")
	w.waive(context.Background(), p.body, plan, "no-due-date", subject)
	return []string{"plan", plan, "number", "1"}
}

// authzFound are the sorted refs of the items of which a check tells.
func authzFound(body []byte) []string {
	var check struct{ Findings []authzRow }
	if err := json.Unmarshal(body, &check); err != nil {
		return []string{err.Error()}
	}
	refs := []string{}
	for _, f := range check.Findings {
		refs = append(refs, f.Ref)
	}
	slices.Sort(refs)
	return refs
}

func (a authzActor) findings(p authzPlan) []string {
	refs := []string{}
	for _, i := range p.items {
		if a.seesItem(p, i) {
			refs = append(refs, i.ref)
		}
	}
	return refs
}

func (a authzActor) waivers(p authzPlan) []string {
	names := []string{p.code + "//1"}
	for n, i := range p.items {
		if a.seesItem(p, i) {
			names = append(names, fmt.Sprintf("%s/%s/%d", p.code, i.ref, n+2))
		}
	}
	return names
}

func authzCheckCells() []authzCell {
	cells := []authzCell{{op: "listCheckRules", on: "all", want: func(_ authzActor, scoped bool) int { return reading(scoped, true) }}}
	for _, p := range authzPlans {
		see := func(a authzActor, scoped bool) int { return reading(scoped, a.seesPlan(p)) }
		keep := func(done int) func(authzActor, bool) int {
			return func(a authzActor, scoped bool) int {
				return writing(a.seesPlan(p), scoped, a.keepsBody(p.body), true, done)
			}
		}
		at, found, waivers := []string{"plan", p.code}, func(a authzActor) []string { return a.findings(p) }, func(a authzActor) []string { return a.waivers(p) }
		cells = append(cells,
			authzCell{op: "getPlanCheck", on: p.code, params: at, query: "?rule=no-due-date", want: see, names: found},
			authzCell{op: "getPlanCheck", on: p.code + " waived", params: at, query: "?rule=no-due-date&waived=true", want: see, names: found},
			authzCell{op: "getPlanCheck", on: p.code + " then", params: at, query: "?rule=no-due-date&as_of=2026-03-03", want: see, names: found},
			authzCell{op: "listWaivers", on: p.code, params: at, query: "?limit=200", want: see, names: waivers},
			authzCell{op: "listWaivers", on: p.code + " then", params: at, query: "?limit=200&as_of=2026-03-03", want: see, names: waivers},
			authzCell{op: "getWaiver", on: p.code + "/1", params: append([]string{"number", "1"}, at...), want: see},
			authzCell{op: "waiveFinding", on: p.code, params: at, body: says(`{"rule":"no-lead","subject":"plan","reason":"Agreed."}`), want: keep(201),
				fresh: func(w *authzWorld, _ authzActor) []string { return []string{"plan", w.anotherPlan(p, "")} }})
		for n, i := range p.items {
			number := append([]string{"number", fmt.Sprint(n + 2)}, at...)
			cells = append(cells,
				authzCell{op: "getWaiver", on: p.code + "/" + number[1], params: number, want: func(a authzActor, scoped bool) int { return reading(scoped, a.seesItem(p, i)) }},
				authzCell{op: "withdrawWaiver", on: p.code + "/" + number[1], params: number, body: says(`{"reason":"Overtaken."}`), want: keep(200),
					fresh: func(w *authzWorld, _ authzActor) []string { return w.anotherWaiver(p, "item "+i.ref) }})
		}
	}
	return cells
}
