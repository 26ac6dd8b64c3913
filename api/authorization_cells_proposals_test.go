package api_test

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fwptracker/internal/workplan"
)

// Each body has a window open to partners and, for each audience in alpha and for members in beta, a proposal of a member (lead or betan), one that was
// recorded at a meeting, and one of a reader where the audience lets readers in. A draft of each body, made when it is first needed, takes what is accepted.

// authzProposal is a proposal of the seed; of is the member whose it is, by the reader whose it is.
type authzProposal struct {
	number   int
	body     string
	audience string
	of, by   string
}

// authzProposals are the proposals of the seed in the order in which they are made.
var authzProposals = func() []authzProposal {
	var all []authzProposal
	add := func(body, audience, of, by string) {
		all = append(all, authzProposal{len(all) + 1, body, audience, of, by})
	}
	for _, body := range []string{"alpha", "beta"} {
		audiences := []string{"public", "members", "chairs"}
		if body == "beta" {
			audiences = audiences[1:2] // which is enough to tell the bodies apart
		}
		for _, audience := range audiences {
			add(body, audience, map[string]string{"alpha": "lead", "beta": "betan"}[body], "")
			add(body, audience, "", "")
			if audience != "chairs" {
				add(body, audience, "", "reader-"+body)
			}
		}
	}
	return all
}()

func (a authzActor) seesProposal(p authzProposal) bool {
	return a.sees(p.body, p.audience, strings.Fields(p.of)...)
}

// keeps says whether the proposal is the actor's to change: its member's, its reader's, or, where it was recorded, the keepers'.
func (a authzActor) keeps(p authzProposal) bool {
	switch {
	case p.of != "":
		return a.in("focal", "") && a.own == p.of
	case p.by != "":
		return a.name == p.by
	default:
		return a.keepsBody(p.body)
	}
}

// stands says whether the actor speaks for a member that has a standing in the body.
func (a authzActor) stands(body string) bool {
	return a.in("focal", "") && slices.ContainsFunc(authzStandings, func(s struct {
		body, member string
		role         workplan.MembershipRole
		to           workplan.PartialDate
	}) bool {
		return s.body == body && s.member == a.own && s.to == ""
	})
}

// proposals makes the windows, drafts and proposals of the seed.
func (w *authzWorld) proposals(ctx context.Context) {
	for _, body := range []string{"alpha", "beta"} {
		_, err := w.tr.OpenWindow(ctx, as("sec-"+body), body, workplan.ProposalWindowContent{Opens: "2026-01-01", Closes: "2026-12-31", Title: "The next plan", OpenTo: workplan.OpenToPartners})
		authzMust(w.tb, err)
		_, err = w.tr.OpenWindow(ctx, as("sec-"+body), body, workplan.ProposalWindowContent{Opens: "2027-01-01", Closes: "2027-12-31", Title: "The plan after", OpenTo: workplan.OpenToPartners})
		authzMust(w.tb, err)
	}
	for _, p := range authzProposals {
		w.propose(p, fmt.Sprintf("Unlike %d%d%d", p.number, p.number, p.number))
	}
}

// propose makes a proposal like p and returns its number.
func (w *authzWorld) propose(p authzProposal, title string) int {
	in := workplan.NewProposal{Body: p.body, ProposedBy: p.of, ProposalContent: workplan.ProposalContent{Title: title, Audience: workplan.Audience(p.audience)}}
	by := p.by
	switch {
	case p.of != "":
		by = "fp-" + p.of
	case by == "":
		by, in.Meeting = "sec-"+p.body, p.body+"-1"
	}
	made, err := w.tr.ProposeItem(context.Background(), as(by), in)
	authzMust(w.tb, err)
	return made.Number
}

// anotherProposal makes one like p for a cell alone, declined where it is to be reopened.
func (w *authzWorld) anotherProposal(p authzProposal, declined bool) []string {
	number := w.propose(p, w.name("another "))
	if declined {
		_, err := w.tr.DeclineProposal(context.Background(), as("chair-"+p.body), number, nil, workplan.ProposalDecisionContent{Reason: "x"})
		authzMust(w.tb, err)
	}
	return []string{"number", fmt.Sprint(number)}
}

// nextPlan is the draft of a body that takes what is accepted.
func (w *authzWorld) nextPlan(body string) string {
	if w.drafts[body] == "" {
		n := slices.IndexFunc(authzPlans, func(p authzPlan) bool { return p.body == body && p.status == "draft" && p.audience == "chairs" })
		w.drafts[body] = w.anotherPlan(authzPlans[n], "")
	}
	return w.drafts[body]
}

func (a authzActor) proposals() []string {
	numbers := []string{}
	for _, p := range authzProposals {
		if a.seesProposal(p) {
			numbers = append(numbers, fmt.Sprintf("//%d", p.number))
		}
	}
	slices.Sort(numbers)
	return numbers
}

func authzProposalCells() []authzCell {
	cells := append(authzProposalLists(), authzWindowCells()...)
	for _, p := range authzProposals {
		on, at := fmt.Sprintf("%d of %s for %s", p.number, p.body, p.audience), []string{"number", fmt.Sprint(p.number)}
		cell := func(op, body string, right func(authzActor) bool, declined bool) authzCell {
			return authzCell{op: op, on: on, params: at, body: says(body), want: func(a authzActor, scoped bool) int { return writing(a.seesProposal(p), scoped, right(a), true, 200) },
				fresh: func(w *authzWorld, _ authzActor) []string { return w.anotherProposal(p, declined) }}
		}
		decide := func(a authzActor) bool { return a.keepsBody(p.body) }
		keep := func(a authzActor) bool { return a.keeps(p) }
		accept := cell("acceptProposal", "", decide, false)
		accept.body = func(w *authzWorld) string { return `{"plan":"` + w.nextPlan(p.body) + `","reason":"Agreed."}` }
		cells = append(cells,
			authzCell{op: "getProposal", on: on, params: at, want: func(a authzActor, scoped bool) int { return reading(scoped, a.seesProposal(p)) }},
			authzCell{op: "getProposal", on: on + " then", params: at, query: "?as_of=2026-03-03", want: func(a authzActor, scoped bool) int { return reading(scoped, a.seesProposal(p)) }},
			cell("editProposal", `{"need":"edited"}`, keep, false),
			cell("withdrawProposal", `{"reason":"Overtaken."}`, keep, false),
			accept,
			cell("mergeProposal", fmt.Sprintf(`{"into_proposal":%d,"reason":"Agreed."}`, map[string]int{"alpha": 1, "beta": 9}[p.body]), decide, false),
			cell("deferProposal", `{"reason":"Too early."}`, decide, false),
			cell("declineProposal", `{"reason":"Done elsewhere."}`, decide, false),
			cell("moveProposal", `{"window":2,"reason":"Next time."}`, decide, false),
			cell("reopenProposal", `{"reason":"After all."}`, func(a authzActor) bool { return a.in("chair", p.body) }, true))
		if p.of == "" {
			cells = append(cells, authzSupportCells(p, on, at)...)
		}
	}
	return cells
}

// authzSupportCells: support is for focal points of those that stand in the body, and for the secretariat on their behalf. Dummy has no focal point.
func authzSupportCells(p authzProposal, on string, at []string) []authzCell {
	says := func(*authzWorld) string { return `{"member":"dummy"}` }
	own := func(a authzActor) bool { return a.in("sec", p.body) }
	cell := func(op string, given bool) authzCell {
		return authzCell{op: op, on: on, params: at, body: says, want: func(a authzActor, scoped bool) int { return writing(a.seesProposal(p), scoped, own(a), true, 200) },
			fresh: func(w *authzWorld, _ authzActor) []string {
				params := w.anotherProposal(p, false)
				if given {
					w.supported(params, p.body)
				}
				return params
			}}
	}
	return []authzCell{cell("supportProposal", false), cell("withdrawSupport", true)}
}

func authzProposalLists() []authzCell {
	all := func(_ authzActor, scoped bool) int { return reading(scoped, true) }
	cells := []authzCell{
		{op: "listProposals", on: "all", query: "?limit=200", want: all, names: authzActor.proposals},
		{op: "listProposals", on: "then", query: "?limit=200&as_of=2026-03-03", want: all, names: authzActor.proposals},
		{op: "listProposals", on: "found", query: "?limit=200&q=unlike&sort=-supports", want: all, names: authzActor.proposals},
		{op: "listSimilar", on: "all", query: "?title=Unlike%20111", want: all},
	}
	for _, body := range []string{"alpha", "beta"} {
		for _, audience := range []string{"public", "members"} {
			cells = append(cells, authzCell{op: "proposeItem", on: "in " + body + " for " + audience, body: named("fresh idea ", `{"body":"`+body+`","title":"@","audience":"`+audience+`"}`),
				want: func(a authzActor, scoped bool) int {
					if a.keepsBody(body) && scoped {
						return 422 // which names neither member nor meeting
					}
					return writing(true, scoped, a.stands(body) || a.name == "reader-"+body || body == "alpha" && (a.name == "both" || a.name == "boss"), true, 201)
				}})
		}
		cells = append(cells, authzCell{op: "proposeItem", on: "in " + body + " from a meeting", body: named("voiced idea ", `{"body":"`+body+`","title":"@","meeting":"`+body+`-1"}`),
			want: func(a authzActor, scoped bool) int {
				may := a.stands(body) || a.name == "reader-"+body || body == "alpha" && (a.name == "both" || a.name == "boss")
				if may && scoped && !a.keepsBody(body) {
					return 422
				}
				return writing(true, scoped, a.keepsBody(body), true, 201)
			}})
	}
	return cells
}

// authzWindowCells: windows are read by all but admins, and kept by the keepers of the body.
func authzWindowCells() []authzCell {
	var cells []authzCell
	reads := func(a authzActor) bool { return a.in("reader focal sec chair", "") }
	for _, body := range []string{"alpha", "beta"} {
		at := []string{"body", body}
		read := func(a authzActor, scoped bool) int { return writing(true, scoped, reads(a), true, 200) }
		keep := func(done int) func(authzActor, bool) int {
			return func(a authzActor, scoped bool) int { return writing(true, scoped, a.keepsBody(body), true, done) }
		}
		cells = append(cells,
			authzCell{op: "listProposalWindows", on: body, params: at, want: read},
			authzCell{op: "getProposalWindow", on: body + "/1", params: append([]string{"number", "1"}, at...), want: read},
			authzCell{op: "openProposalWindow", on: body, params: at, want: keep(201), body: func(w *authzWorld) string {
				w.fresh++
				return fmt.Sprintf(`{"opens":"%d-01-01","closes":"%d-12-31","title":"x","open_to":"members"}`, 2030+w.fresh%160, 2030+w.fresh%160)
			}},
			authzCell{op: "editProposalWindow", on: body + "/1", params: append([]string{"number", "1"}, at...), body: named("edited", `{"note":"@"}`), want: keep(200),
				fresh: func(*authzWorld, authzActor) []string { return append([]string{"number", "1"}, at...) }})
	}
	return cells
}

// authzRecorded makes a proposal that the keepers of alpha recorded, authzSupported one that dummy supports.
func authzRecorded(declined bool) func(*authzWorld) []string {
	return func(w *authzWorld) []string { return w.anotherProposal(authzProposals[1], declined) }
}

// authzAcceptable makes one beside the draft that is to take it.
func authzAcceptable(w *authzWorld) []string {
	w.nextPlan("alpha")
	return authzRecorded(false)(w)
}

func authzSupported(w *authzWorld) []string {
	params := w.anotherProposal(authzProposals[1], false)
	w.supported(params, "alpha")
	return params
}

// supported lets dummy support a proposal.
func (w *authzWorld) supported(params []string, body string) {
	var number int
	_, err := fmt.Sscan(params[1], &number)
	authzMust(w.tb, err)
	_, err = w.tr.SupportProposal(context.Background(), as("sec-"+body), number, workplan.NewSupport{Member: "dummy"})
	authzMust(w.tb, err)
}
