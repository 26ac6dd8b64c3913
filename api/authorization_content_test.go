package api_test

import (
	"fmt"
	"slices"
)

// authzPlan is a plan of the seed with its items; authzItem names its audience ("" the plan's) and who works on it.
type authzPlan struct {
	code, body, audience, status string
	items                        []authzItem
}

type authzItem struct{ ref, audience, lead, support string }

// Each endorsed item has two updates: the first for the item's audience, the second for the chairs.
var authzUpdateAudiences = []string{"", "chairs"}

var (
	authzOpenItems = []authzItem{
		{"1.1", "", "lead", "support"}, {"1.2", "members", "lead", "support"}, {"1.3", "chairs", "lead", "support"},
		{"1.4", "", "plain", ""}, {"1.5", "members", "plain", ""}, {"1.6", "chairs", "plain", ""},
	}
	authzMembersItems = []authzItem{{"1.1", "", "lead", "support"}, {"1.2", "chairs", "lead", "support"}, {"1.3", "", "plain", ""}, {"1.4", "chairs", "plain", ""}}
	authzChairsItems  = []authzItem{{"1.1", "", "lead", "support"}, {"1.2", "", "plain", ""}}
	authzBareItems    = []authzItem{{"1.1", "", "plain", ""}}
	authzBetaItems    = []authzItem{{"1.1", "", "lead", "support"}, {"1.2", "", "betan", ""}, {"1.3", "chairs", "betan", ""}}
	authzBetaOwnItems = []authzItem{{"1.1", "", "betan", ""}}
)

var authzPlans = []authzPlan{
	{"a-public-draft", "alpha", "public", "draft", authzOpenItems},
	{"a-public-endorsed", "alpha", "public", "endorsed", authzOpenItems},
	{"a-members-draft", "alpha", "members", "draft", authzMembersItems},
	{"a-members-endorsed", "alpha", "members", "endorsed", authzMembersItems},
	{"a-chairs-draft", "alpha", "chairs", "draft", authzChairsItems},
	{"a-chairs-endorsed", "alpha", "chairs", "endorsed", authzChairsItems},
	{"a-bare-draft", "alpha", "chairs", "draft", authzBareItems},
	{"a-bare-endorsed", "alpha", "chairs", "endorsed", authzBareItems},
	{"b-public-endorsed", "beta", "public", "endorsed", authzBetaOwnItems},
	{"b-members-draft", "beta", "members", "draft", authzBetaItems},
	{"b-members-endorsed", "beta", "members", "endorsed", authzBetaItems},
	{"b-chairs-draft", "beta", "chairs", "draft", authzBetaOwnItems},
	{"b-chairs-endorsed", "beta", "chairs", "endorsed", authzBetaOwnItems},
}

// seesPlan: by its audience, or because an item of the plan is the actor's own.
func (a authzActor) seesPlan(p authzPlan) bool {
	return a.sees(p.body, p.audience) || slices.ContainsFunc(p.items, func(i authzItem) bool { return a.own != "" && (i.lead == a.own || i.support == a.own) })
}

func (a authzActor) seesItem(p authzPlan, i authzItem) bool {
	return a.sees(p.body, authzNarrower(p.audience, i.audience), i.lead, i.support)
}

func (a authzActor) seesUpdate(p authzPlan, i authzItem, audience string) bool {
	return p.status == "endorsed" && a.sees(p.body, authzNarrower(authzNarrower(p.audience, i.audience), audience), i.lead, i.support)
}

// plansOf lists what the lists of plans, items and updates must hold for the actor, and nothing else.
func (a authzActor) plans() (codes []string) {
	for _, p := range authzPlans {
		if a.seesPlan(p) {
			codes = append(codes, p.code)
		}
	}
	return codes
}

// portfolio lists what the lines and the total of the portfolio must say to the actor: each plan with as many items as the actor sees of it.
func (a authzActor) portfolio() (lines []string) {
	total := 0
	for _, p := range authzPlans {
		if !a.seesPlan(p) {
			continue
		}
		seen := len(a.items(p.code))
		lines = append(lines, fmt.Sprintf("%s with %d items", p.code, seen))
		if p.status != "draft" {
			total += seen
		}
	}
	return append(lines, fmt.Sprintf("in all %d items", total))
}

func (a authzActor) items(of string) (names []string) {
	for _, p := range authzPlans {
		for _, i := range p.items {
			if (of == "" || of == p.code) && a.seesItem(p, i) {
				names = append(names, p.code+"/"+i.ref)
			}
		}
	}
	return names
}

func (a authzActor) updates(of string) (names []string) {
	for _, p := range authzPlans {
		for _, i := range p.items {
			for n, audience := range authzUpdateAudiences {
				if name := p.code + "/" + i.ref; (of == "" || of == name) && a.seesUpdate(p, i, audience) {
					names = append(names, name+"/"+string(rune('1'+n)))
				}
			}
		}
	}
	return names
}

// users lists the users that a keeper of users sees: an admin all, others those with a role in their bodies.
func (a authzActor) users() (names []string) {
	for _, u := range authzActors {
		if u.token != "none" && u.token != "mistyped" && a.seesUser(u) {
			names = append(names, u.name)
		}
	}
	return names
}

func (a authzActor) seesUser(u authzActor) bool {
	if a.in("admin", "") {
		return true
	}
	for _, body := range []string{"alpha", "beta"} {
		if a.keepsBody(body) && slices.Contains(splitWords(u.kept), body) {
			return true
		}
	}
	return false
}
