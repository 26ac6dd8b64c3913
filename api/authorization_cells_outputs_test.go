package api_test

import (
	"context"
	"fmt"
	"slices"

	"fwptracker/internal/workplan"
)

// Each item of an endorsed plan of the seed has two deliverables, the first for the item's audience, the second for the chairs, each with one stage; and
// two openings in the same way. On the first opening of what is not for the chairs alone there is one offer, by a member that works on no item: watcher
// in alpha, dummy in beta.

// authzOutputPlans are the plans on which the cells are walked.
var authzOutputPlans = []authzPlan{authzPlans[1], authzPlans[2], authzPlans[5], authzPlans[10]}

func authzOfferer(body string) string {
	return map[string]string{"alpha": "watcher", "beta": "dummy"}[body]
}

// offered says whether there is an offer on the first opening of an item.
func (p authzPlan) offered(i authzItem) bool {
	return p.status == "endorsed" && authzNarrower(p.audience, i.audience) != "chairs"
}

// outputs lists deliverables and posts openings on the items of a plan like p.
func (w *authzWorld) outputs(ctx context.Context, code string, p authzPlan, offers bool) {
	sec := as("sec-" + p.body)
	for _, i := range p.items {
		for _, audience := range authzUpdateAudiences {
			d, err := w.tr.PostDeliverable(ctx, sec, code, i.ref, workplan.NewDeliverable{DeliverableContent: workplan.DeliverableContent{
				Title: "Guide of " + i.ref, Kind: workplan.KindGuide, Audience: workplan.Audience(audience)}})
			authzMust(w.tb, err)
			_, err = w.tr.RecordStage(ctx, sec, code, i.ref, d.Number, workplan.NewStage{StageContent: workplan.StageContent{Stage: workplan.StagePublished, ReachedOn: "2026-02"}})
			authzMust(w.tb, err)
			_, err = w.tr.SeekInvolvement(ctx, sec, code, i.ref, workplan.NewOpening{OpeningContent: workplan.OpeningContent{
				Kind: workplan.OpeningHost, Sought: "A host of " + i.ref, Audience: workplan.Audience(audience)}})
			authzMust(w.tb, err)
		}
		if offers && p.offered(i) {
			_, err := w.tr.MakeOffer(ctx, sec, code, i.ref, 1, workplan.NewOffer{Member: authzOfferer(p.body), Offered: "A hall."})
			authzMust(w.tb, err)
		}
	}
}

// anotherOutput makes a plan like p with one item, its deliverables and openings, and its offer where it is to have one.
func (w *authzWorld) anotherOutput(p authzPlan, i authzItem, offers bool, more ...string) []string {
	code := w.anotherPlan(p, i.ref)
	p.items = []authzItem{i}
	w.outputs(context.Background(), code, p, offers)
	return append([]string{"plan", code, "ref", i.ref}, more...)
}

// seesOffer: the item's own and the chairs see every offer, its member's focal points theirs, where they see the opening.
func (a authzActor) seesOffer(p authzPlan, i authzItem) bool {
	own := a.own != "" && (a.own == i.lead || a.own == i.support)
	return p.offered(i) && a.seesItem(p, i) && (own || a.in("sec chair", p.body) || a.own == authzOfferer(p.body))
}

// outputsOf lists the deliverables, and likewise the openings, that the actor sees: of one item, or of all plans.
func (a authzActor) outputsOf(of string) (names []string) {
	for _, p := range authzPlans {
		for _, i := range p.items {
			for n, audience := range authzUpdateAudiences {
				if name := p.code + "/" + i.ref; (of == "" || of == name) && a.seesUpdate(p, i, audience) {
					names = append(names, fmt.Sprintf("%s/%d", name, n+1))
				}
			}
		}
	}
	return names
}

func authzOutputCells() []authzCell {
	lists := func(op, on, query string) authzCell {
		return authzCell{op: op, on: on, query: query, names: func(a authzActor) []string { return a.outputsOf("") },
			want: func(_ authzActor, scoped bool) int { return reading(scoped, true) }}
	}
	cells := []authzCell{lists("listDeliverables", "all", "?limit=200"), lists("listDeliverables", "then", "?limit=200&as_of=2026-03-03"),
		lists("listDeliverables", "filtered", "?limit=200&reached=published&reached_after=2026-01-31&q=guide&sort=-reached"),
		lists("listOpenings", "all", "?limit=200"), lists("listOpenings", "then", "?limit=200&as_of=2026-03-03"), lists("listOpenings", "filtered", "?limit=200&state=open&q=host&sort=opened"),
		{op: "listMyOffers", on: "own", want: func(_ authzActor, scoped bool) int { return reading(scoped, true) }}}
	for _, p := range authzOutputPlans {
		for _, i := range p.items {
			cells = append(cells, authzOutputReads(p, i)...)
			cells = append(cells, authzOutputWrites(p, i)...)
			cells = append(cells, authzOfferCells(p, i)...)
		}
	}
	return cells
}

func authzOutputReads(p authzPlan, i authzItem) []authzCell {
	name, at := p.code+"/"+i.ref, []string{"plan", p.code, "ref", i.ref}
	item := func(a authzActor, scoped bool) int { return reading(scoped, a.seesItem(p, i)) }
	names := func(a authzActor) []string { return a.outputsOf(name) }
	cells := []authzCell{{op: "listItemDeliverables", on: name, params: at, want: item, names: names}, {op: "listItemOpenings", on: name, params: at, want: item, names: names}}
	for n, audience := range authzUpdateAudiences {
		number := append([]string{"number", fmt.Sprint(n + 1)}, at...)
		see := func(a authzActor, scoped bool) int { return reading(scoped, a.seesUpdate(p, i, audience)) }
		on := name + "/" + number[1]
		cells = append(cells, authzCell{op: "getDeliverable", on: on, params: number, want: see}, authzCell{op: "getOpening", on: on, params: number, want: see},
			authzCell{op: "listStages", on: on, params: number, want: see}, authzCell{op: "getStage", on: on, params: append([]string{"entry", "1"}, number...), want: see})
	}
	return cells
}

// authzOutputWrites: deliverables and openings are for the focal points of the item's lead, or the secretariat on its behalf; a draft has none.
func authzOutputWrites(p authzPlan, i authzItem) []authzCell {
	endorsed := p.status == "endorsed"
	answers := func(a authzActor) bool { return a.in("focal", "") && a.own == i.lead || a.in("sec", p.body) }
	var cells []authzCell
	for op, body := range map[string]string{"postDeliverable": `{"title":"One more","kind":"tool"}`, "postOpening": `{"kind":"other","sought":"More."}`} {
		cells = append(cells, authzCell{op: op, on: p.code + "/" + i.ref, params: []string{"plan", p.code, "ref", i.ref}, body: says(body),
			want: func(a authzActor, scoped bool) int {
				return writing(a.seesItem(p, i), scoped, answers(a), endorsed, 201)
			},
			fresh: func(w *authzWorld, _ authzActor) []string {
				return []string{"plan", w.anotherPlan(p, i.ref), "ref", i.ref}
			}})
	}
	if !endorsed {
		return cells
	}
	for n, audience := range authzUpdateAudiences {
		number := fmt.Sprint(n + 1)
		cell := func(op, body string, done int) authzCell {
			return authzCell{op: op, on: p.code + "/" + i.ref + "/" + number, params: []string{"plan", p.code, "ref", i.ref, "number", number}, body: says(body),
				want: func(a authzActor, scoped bool) int {
					return writing(a.seesUpdate(p, i, audience), scoped, answers(a), true, done)
				},
				fresh: func(w *authzWorld, _ authzActor) []string { return w.anotherOutput(p, i, false, "number", number) }}
		}
		cells = append(cells, cell("editDeliverable", `{"description":"edited"}`, 200), cell("removeDeliverable", "", 204),
			cell("postStage", `{"stage":"launched","reached_on":"2026-03"}`, 201), cell("editOpening", `{"until":"2026-12"}`, 200),
			cell("closeOpening", `{"closed_as":"filled"}`, 200))
	}
	return cells
}

// authzOfferCells: offers are for the focal points of those that stand in the body as more than guests, or the secretariat on their behalf; answers for
// the item's lead. Only some see an offer at all.
func authzOfferCells(p authzPlan, i authzItem) []authzCell {
	if p.status != "endorsed" {
		return nil
	}
	name, offerer := p.code+"/"+i.ref+"/1", authzOfferer(p.body)
	at := []string{"plan", p.code, "ref", i.ref, "number", "1"}
	one := append([]string{"member", offerer, "offer", "1"}, at...)
	standing := map[string][]string{"alpha": {"lead", "support", "plain", "watcher", "dummy"}, "beta": {"betan", "dummy"}}[p.body]
	stands := func(a authzActor) bool { return a.in("focal", "") && slices.Contains(standing, a.own) }
	offers := func(own bool) func(authzActor, bool) int {
		return func(a authzActor, scoped bool) int {
			done := 422 // for whom there is nothing to offer, or who names a member that is not its own, or none
			if own && stands(a) && a.own != i.lead || !own && a.in("sec", p.body) && p.offered(i) {
				done = 201
			}
			return writing(a.seesItem(p, i), scoped, stands(a) || a.in("sec", p.body), true, done)
		}
	}
	fresh := func(w *authzWorld, _ authzActor) []string { return w.anotherOutput(p, i, false, "number", "1") }
	settled := func(w *authzWorld, _ authzActor) []string {
		return w.anotherOutput(p, i, true, "number", "1", "member", offerer, "offer", "1")
	}
	return []authzCell{
		{op: "listOffers", on: name, params: at, want: func(a authzActor, scoped bool) int { return reading(scoped, a.seesItem(p, i)) },
			names: func(a authzActor) []string {
				if !a.seesOffer(p, i) {
					return []string{}
				}
				return []string{p.code + "/" + i.ref + "/1"}
			}},
		{op: "getOffer", on: name, params: one, want: func(a authzActor, scoped bool) int { return reading(scoped, a.seesOffer(p, i)) }},
		{op: "postOffer", on: name + " own", params: at, body: says(`{"offered":"We can help."}`), want: offers(true), fresh: fresh},
		{op: "postOffer", on: name + " on behalf", params: at, body: says(`{"member":"dummy","offered":"They can help."}`), want: offers(false), fresh: fresh},
		{op: "answerOffer", on: name, params: one, body: says(`{"answer":"accepted"}`), fresh: settled, want: func(a authzActor, scoped bool) int {
			return writing(a.seesOffer(p, i), scoped, a.in("focal", "") && a.own == i.lead || a.in("sec", p.body), true, 200)
		}},
		{op: "takeBackOffer", on: name, params: one, body: says(`{}`), fresh: settled, want: func(a authzActor, scoped bool) int {
			return writing(a.seesOffer(p, i), scoped, a.own == offerer || a.in("sec", p.body), true, 200)
		}},
	}
}
