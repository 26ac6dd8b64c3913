package api_test

import "net/http"

// authzCell is one operation on one object: what is asked, and what the design answers to an actor whose credential works (scoped says
// whether the token has the scope). Fresh makes, for a write that should succeed, an object like the named one for that cell alone.
type authzCell struct {
	op, on string
	params []string // of the path: name, value, …
	query  string
	body   func(w *authzWorld) string
	want   func(a authzActor, scoped bool) int
	fresh  func(w *authzWorld, a authzActor) []string // the params of the fresh object
	always bool
	names  func(a authzActor) []string // what a list must hold
}

// authzCells are all cells but for the credential.
func authzCells() []authzCell {
	var cells []authzCell
	for _, part := range [][]authzCell{authzPlanReads(), authzItemReads(), authzListReads(), authzPlanWrites(), authzItemWrites(), authzUpdateWrites(),
		authzEditionCells(), authzAmendmentCells(), authzClosingCells(), authzCheckCells(), authzOutputCells(), authzProposalCells(), authzRoundCells(), authzRegisterCells(), authzRecordCells(),
		authzUserCells(), authzBindingCells(), authzOwnCells()} {
		cells = append(cells, part...)
	}
	return cells
}

// reading is the answer to a reader of content: 403 for a token without the scope, else whether it is there for them.
func reading(scoped, visible bool) int {
	switch {
	case !scoped:
		return http.StatusForbidden
	case !visible:
		return http.StatusNotFound
	default:
		return http.StatusOK
	}
}

// writing is the answer to a writer: 404 for what they cannot see, 403 for what they see but may not do, 409 where the state is against it.
func writing(visible, scoped, right, fits bool, done int) int {
	switch {
	case !visible:
		return http.StatusNotFound
	case !scoped || !right:
		return http.StatusForbidden
	case !fits:
		return http.StatusConflict
	default:
		return done
	}
}

// says is a body that is the same in every cell.
func says(text string) func(*authzWorld) string { return func(*authzWorld) string { return text } }

// named is a body with a code that was not used before in place of the mark @.
func named(stem, text string) func(*authzWorld) string {
	return func(w *authzWorld) string { return replaceMark(text, w.name(stem)) }
}

func authzPlanReads() []authzCell {
	var cells []authzCell
	for _, p := range authzPlans {
		see := func(a authzActor, scoped bool) int { return reading(scoped, a.seesPlan(p)) }
		at := []string{"plan", p.code}
		cells = append(cells,
			authzCell{op: "getPlan", on: p.code, params: at, want: see},
			authzCell{op: "getPlan", on: p.code + " then", params: at, query: "?as_of=2026-03-03", want: see},
			authzCell{op: "listObjectives", on: p.code, params: at, want: see},
			authzCell{op: "getObjective", on: p.code, params: append([]string{"number", "1"}, at...), want: see},
			authzCell{op: "listPlanItems", on: p.code, params: at, query: "?limit=200", want: see, names: func(a authzActor) []string { return a.items(p.code) }},
			authzCell{op: "getCompletionReport", on: p.code, params: at, want: see, names: func(a authzActor) []string { return a.items(p.code) }},
			authzCell{op: "downloadCompletionReport", on: p.code, params: append([]string{"format", "json"}, at...), want: see,
				names: func(a authzActor) []string { return a.items(p.code) }},
			authzCell{op: "getStatement", on: p.code, params: at, want: see},
			authzCell{op: "downloadCompletionReport", on: p.code + " as csv", params: append([]string{"format", "csv"}, at...), want: see},
			authzCell{op: "getCompletionReport", on: p.code + " then", params: at, query: "?annex=true&as_of=2026-03-03", want: see,
				names: func(a authzActor) []string { return a.items(p.code) }},
		)
	}
	return cells
}

func authzItemReads() []authzCell {
	var cells []authzCell
	for _, p := range authzPlans {
		for _, i := range p.items {
			see := func(a authzActor, scoped bool) int { return reading(scoped, a.seesItem(p, i)) }
			name, at := p.code+"/"+i.ref, []string{"plan", p.code, "ref", i.ref}
			cells = append(cells,
				authzCell{op: "getItem", on: name, params: at, query: "?expand=members,latest_report", want: see},
				authzCell{op: "getItem", on: name + " then", params: at, query: "?as_of=2026-03-03", want: see},
				authzCell{op: "listItemUpdates", on: name, params: at, want: see, names: func(a authzActor) []string { return a.updates(name) }},
				authzCell{op: "listItemHistory", on: name, params: at, want: see},
			)
			for n, audience := range authzUpdateAudiences {
				number := string(rune('1' + n))
				cells = append(cells, authzCell{op: "getStatusUpdate", on: name + "/" + number, params: append([]string{"number", number}, at...),
					want: func(a authzActor, scoped bool) int { return reading(scoped, a.seesUpdate(p, i, audience)) }})
			}
		}
	}
	return cells
}

func authzListReads() []authzCell {
	list := func(op, on, query string, names func(authzActor) []string) authzCell {
		return authzCell{op: op, on: on, query: query, names: names, want: func(_ authzActor, scoped bool) int { return reading(scoped, true) }}
	}
	allItems, allUpdates := func(a authzActor) []string { return a.items("") }, func(a authzActor) []string { return a.updates("") }
	return []authzCell{
		list("listPlans", "all", "?limit=200", authzActor.plans),
		list("listPlans", "then", "?limit=200&as_of=2026-03-03", authzActor.plans),
		list("listPlans", "found", "?limit=200&q=plan", authzActor.plans),
		list("listPlans", "sorted", "?limit=200&sort=-updated", authzActor.plans),
		list("listItems", "all", "?limit=200", allItems),
		list("listItems", "then", "?limit=200&as_of=2026-03-03", allItems),
		list("listItems", "found", "?limit=200&q=item&expand=members,latest_report", allItems),
		list("listItems", "sorted", "?limit=200&sort=-reported,updated", allItems),
		list("listItems", "filtered", "?limit=200&body=alpha,beta&status=planned&overdue=false", allItems),
		list("listStatusUpdates", "all", "?limit=200", allUpdates),
		list("listStatusUpdates", "then", "?limit=200&as_of=2026-03-04", allUpdates),
		list("listStatusUpdates", "found", "?limit=200&q=report", allUpdates),
		list("listStatusUpdates", "sorted", "?limit=200&sort=effective", allUpdates),
		list("getPortfolio", "all", "", authzActor.portfolio),
		list("getPortfolio", "then", "?as_of=2026-03-03", authzActor.portfolio),
		{op: "downloadPortfolio", on: "as json", params: []string{"format", "json"}, names: authzActor.portfolio,
			want: func(_ authzActor, scoped bool) int { return reading(scoped, true) }},
		{op: "downloadPortfolio", on: "as csv", params: []string{"format", "csv"}, want: func(_ authzActor, scoped bool) int { return reading(scoped, true) }},
	}
}
