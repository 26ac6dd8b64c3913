package workplan

import (
	"cmp"
	"slices"
)

// CarryTarget is a plan into which items can be carried. Follows says that it names the other as the plan on which it builds; Objectives are those of
// the plan that were not removed.
type CarryTarget struct {
	Plan       WorkPlan
	Follows    bool
	Objectives []Objective
}

// TargetsOf lists the plans into which items of a plan can be carried: those of the same body that are drafts or endorsed, the plans that follow it
// first, then by when they begin. Those on which it builds itself are none.
func TargetsOf(from WorkPlan, plans []WorkPlan) []CarryTarget {
	before, byCode := map[string]bool{from.Code: true}, map[string]WorkPlan{}
	for _, p := range plans {
		byCode[p.Code] = p
	}
	for code := from.Predecessor; code != "" && !before[code]; code = byCode[code].Predecessor {
		before[code] = true
	}
	targets := []CarryTarget{}
	for _, p := range plans {
		if p.Body == from.Body && !p.Removed && p.Status != PlanClosed && !before[p.Code] {
			targets = append(targets, CarryTarget{Plan: p, Follows: p.Predecessor == from.Code})
		}
	}
	slices.SortFunc(targets, func(a, b CarryTarget) int {
		if a.Follows != b.Follows {
			if a.Follows {
				return -1
			}
			return 1
		}
		return inPortfolioOrder(a.Plan, b.Plan)
	})
	return targets
}

// Suggestion is what a careful secretariat would propose for an open item, and why. An empty Kind means that nothing can be proposed yet.
type Suggestion struct {
	Kind DispositionKind
	Into *Destination
	Why  Sentence
}

// putOffForLong is after how many days a postponed item is in fact given up.
const putOffForLong = 365

// Suggest proposes a disposition for an open item on a day. GoesOn are the items of other plans that name it as predecessor.
func Suggest(i ActionItem, goesOn []Carried, targets []CarryTarget, today Date) Suggestion {
	for _, c := range goesOn {
		if plan := planIn(c.To); slices.ContainsFunc(targets, func(t CarryTarget) bool { return t.Plan.Code == plan }) {
			return Suggestion{DisposeCarry, &Destination{Plan: plan, Item: c.To[len(plan)+1:]}, Say("Item %s names it as its predecessor already.", c.To)}
		}
	}
	since := cmp.Or(i.StatusSince, today)
	if i.Status == StatusPostponed && i.Nature == NatureOneOff && today.DaysAfter(since) > putOffForLong {
		return Suggestion{Kind: DisposeWithdraw, Why: Say("It has been postponed since %s; what is put off for more than a year is in fact given up.", since)}
	}
	if len(targets) == 0 {
		return Suggestion{Why: Say("The body has no later plan into which it could be carried. Create one, or complete or withdraw the item.")}
	}
	to := &Destination{Plan: targets[0].Plan.Code, Fresh: Fresh{Objective: Continuing(i, targets[0].Objectives)}}
	why := Say("It is not done, and work on it is to go on.")
	if i.Nature == NatureContinuing {
		why = Say("It is continuing work, which goes on in the next plan unless it is retired.")
	}
	return Suggestion{DisposeCarry, to, why}
}

// MatchDestinations finds which of an item's carry-overs are what destinations ask for, each at most once, by the place of the destination. One that
// names an item, or the ref of a new one, asks for just that; any other for an item of the plan.
func MatchDestinations(into []Destination, carried []CarryOver) map[int]CarryOver {
	matches, taken := map[int]CarryOver{}, map[int64]bool{}
	for _, exact := range []bool{true, false} {
		for n, to := range into {
			ref := cmp.Or(to.Item, to.Ref)
			if _, found := matches[n]; found || (ref != "") != exact {
				continue
			}
			for _, c := range carried {
				if !taken[c.ID] && c.IntoPlan == to.Plan && (ref == "" || c.IntoRef == ref) {
					matches[n], taken[c.ID] = c, true
					break
				}
			}
		}
	}
	return matches
}

// SameDestinations says whether destinations ask for just the items into which an item was carried.
func SameDestinations(into []Destination, carried []CarryOver) bool {
	return len(into) == len(carried) && len(MatchDestinations(into, carried)) == len(into)
}
