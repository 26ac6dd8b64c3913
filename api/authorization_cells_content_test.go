package api_test

import "strings"

// replaceMark puts a name in place of each mark @; % stands for an at sign.
func replaceMark(text, with string) string {
	return strings.NewReplacer("@", with, "%", "@").Replace(text)
}

// authzPlanWrites: drafts are for the secretariat and co-chairs of the body, endorsing for the co-chairs; an endorsed plan refuses edits.
func authzPlanWrites() []authzCell {
	var cells []authzCell
	for _, body := range []string{"alpha", "beta"} {
		for _, audience := range []string{"public", "members", "chairs"} {
			cells = append(cells, authzCell{op: "createPlan", on: "in " + body + " for " + audience,
				body: named("plan", `{"code":"@","body":"`+body+`","title":"New","audience":"`+audience+`"}`),
				want: func(a authzActor, scoped bool) int { return writing(true, scoped, a.keepsBody(body), true, 201) }})
		}
	}
	for _, p := range authzPlans {
		draft := p.status == "draft"
		keep := func(done int) func(authzActor, bool) int {
			return func(a authzActor, scoped bool) int {
				return writing(a.seesPlan(p), scoped, a.keepsBody(p.body), draft, done)
			}
		}
		cell := func(op, body string, done int, more ...string) authzCell {
			return authzCell{op: op, on: p.code, params: append([]string{"plan", p.code}, more...), body: says(body), want: keep(done),
				fresh: func(w *authzWorld, _ authzActor) []string {
					return append([]string{"plan", w.anotherPlan(p, "")}, more...)
				}}
		}
		endorse := cell("endorsePlan", `{"endorsed_on":"2026-02","meeting":"`+p.body+`-1"}`, 200)
		endorse.want = func(a authzActor, scoped bool) int {
			return writing(a.seesPlan(p), scoped, a.in("chair", p.body), draft, 200)
		}
		cells = append(cells, endorse,
			cell("editPlan", `{"notes":"edited"}`, 200),
			cell("removePlan", "", 204),
			cell("createObjective", `{"title":"One more"}`, 201),
			cell("editObjective", `{"description":"edited"}`, 200, "number", "1"),
			cell("removeObjective", "", 204, "number", "2"),
			cell("createItem", `{"title":"One more","objective":1,"leads":["lead"]}`, 201),
			cell("createItems", `{"items":[{"title":"One more"},{"title":"And another","audience":"chairs"}]}`, 201),
		)
	}
	return cells
}

func authzItemWrites() []authzCell {
	var cells []authzCell
	for _, p := range authzPlans {
		for _, i := range p.items {
			keep := func(done int) func(authzActor, bool) int {
				return func(a authzActor, scoped bool) int {
					return writing(a.seesItem(p, i), scoped, a.keepsBody(p.body), p.status == "draft", done)
				}
			}
			params := []string{"plan", p.code, "ref", i.ref}
			fresh := func(w *authzWorld, _ authzActor) []string {
				return []string{"plan", w.anotherPlan(p, i.ref), "ref", i.ref}
			}
			cells = append(cells,
				authzCell{op: "editItem", on: p.code + "/" + i.ref, params: params, body: says(`{"note":"edited"}`), want: keep(200), fresh: fresh},
				authzCell{op: "removeItem", on: p.code + "/" + i.ref, params: params, want: keep(204), fresh: fresh})
		}
	}
	return cells
}

// authzUpdateWrites: reports are for the focal points of the item's lead, or the secretariat on its behalf; withdrawing is for the co-chairs.
// Whoever may post anything at all on the item is told first that a draft takes no updates.
func authzUpdateWrites() []authzCell {
	var cells []authzCell
	for _, p := range authzPlans {
		for _, i := range p.items {
			report := func(a authzActor) bool { return a.in("focal", "") && a.own == i.lead || a.in("sec", p.body) }
			decide := func(a authzActor) bool { return a.in("chair", p.body) }
			cell := func(on, body string, right func(authzActor) bool) authzCell {
				return authzCell{op: "postStatusUpdate", on: p.code + "/" + i.ref + " " + on, params: []string{"plan", p.code, "ref", i.ref}, body: says(body),
					want: func(a authzActor, scoped bool) int {
						endorsed := p.status == "endorsed"
						return writing(a.seesItem(p, i), scoped, right(a) || !endorsed && (report(a) || decide(a)), endorsed, 201)
					},
					fresh: func(w *authzWorld, _ authzActor) []string {
						return []string{"plan", w.anotherPlan(p, i.ref), "ref", i.ref}
					}}
			}
			cells = append(cells,
				cell("progress", `{"status":"in_progress","done":"Begun.","lead":"`+i.lead+`"}`, report),
				cell("nil return", `{"kind":"nil_return"}`, report),
				cell("for the chairs", `{"next_steps":"Quietly.","audience":"chairs"}`, report),
				cell("withdraw", `{"status":"withdrawn","reason":"Overtaken."}`, decide))
		}
	}
	return cells
}
