package workplan

import (
	"slices"
	"strings"
	"time"
)

// PortfolioSource is everything a portfolio is made from, as it stood in its view and as far as the reader may see it, without what was removed
// by then: the plans of the bodies asked for, whatever their status, since work may have gone through any of them. Bodies, Meetings and Audiences
// (for whom the reader's part of a body is fit) are by body. Links give, by name, the predecessors of items that a lineage leads through and
// that are not in the source: they join what the reader sees and show nowhere.
type PortfolioSource struct {
	Plans       []PlanItems
	Bodies      map[string]Body
	Meetings    map[string][]Meeting
	Audiences   map[string]Audience
	Members     map[string]Member
	Links       map[string]List
	View        View
	GeneratedAt time.Time
	GeneratedBy string
	Audience    Audience
	Scope       PortfolioScope
}

// PlanItems are the items of one plan, as they and the plan stood in the view.
type PlanItems struct {
	Plan  WorkPlan
	Items []BriefItem
}

// BriefItem is as much of an item as its numbers and its lineage need. Title is there at least where Predecessors are.
type BriefItem struct {
	Ref            string
	Title          string
	Nature         Nature
	Due            PartialDate
	Leads          List
	Predecessors   List
	Status         Status
	CompletedOn    PartialDate
	LastReportedOn Date
}

// Brief is the item without the rest.
func (i ActionItem) Brief() BriefItem {
	return BriefItem{Ref: i.Ref, Title: i.Title, Nature: i.Nature, Due: i.Due, Leads: i.Leads, Predecessors: i.Predecessors, Status: i.Status,
		CompletedOn: i.CompletedOn, LastReportedOn: i.LastReportedOn}
}

// of is the item of a plan, as far as it is known in brief.
func (b BriefItem) of(plan string) ActionItem {
	return ActionItem{Plan: plan, Ref: b.Ref, ItemContent: ItemContent{Title: b.Title, Nature: b.Nature, Due: b.Due, Leads: b.Leads, Predecessors: b.Predecessors},
		Standing: Standing{Status: b.Status, CompletedOn: b.CompletedOn, LastReportedOn: b.LastReportedOn}}
}

// Leads lists the members that lead any item of the source.
func (src PortfolioSource) Leads() []string {
	seen, leads := map[string]bool{}, []string{}
	for _, p := range src.Plans {
		for _, i := range p.Items {
			for _, l := range i.Leads {
				if !seen[l] {
					seen[l], leads = true, append(leads, l)
				}
			}
		}
	}
	slices.Sort(leads)
	return leads
}

// Unlinked lists the names of items that a lineage leads to, that are not in the source and of which Links does not say yet how they go on.
func (src PortfolioSource) Unlinked() []string {
	named := map[string]bool{}
	for _, p := range src.Plans {
		for _, i := range p.Items {
			for _, before := range i.Predecessors {
				named[before] = true
			}
		}
	}
	for _, predecessors := range src.Links {
		for _, before := range predecessors {
			named[before] = true
		}
	}
	held := src.holds(named)
	var unlinked []string
	for name := range named {
		if _, linked := src.Links[name]; !linked && !held[name] {
			unlinked = append(unlinked, name)
		}
	}
	slices.Sort(unlinked)
	return unlinked
}

// holds says which of the names are those of items in the source.
func (src PortfolioSource) holds(names map[string]bool) map[string]bool {
	refs, held := map[string]map[string]bool{}, map[string]bool{}
	for name := range names {
		put(refs, name)
	}
	for _, p := range src.Plans {
		wanted := refs[p.Plan.Code]
		if len(wanted) == 0 {
			continue
		}
		for _, i := range p.Items {
			if wanted[i.Ref] {
				held[p.Plan.Code+"/"+i.Ref] = true
			}
		}
	}
	return held
}

// put adds the ref of an item's name under its plan.
func put(refs map[string]map[string]bool, name string) {
	plan, ref, _ := strings.Cut(name, "/")
	if refs[plan] == nil {
		refs[plan] = map[string]bool{}
	}
	refs[plan][ref] = true
}

// successors lists the plans that follow a plan, in order.
func (src PortfolioSource) successors(plan string) []string {
	var list []string
	for _, p := range src.Plans {
		if p.Plan.Predecessor == plan {
			list = append(list, p.Plan.Code)
		}
	}
	return list
}

// label is the short name of a member, its code where the register does not hold it.
func (src PortfolioSource) label(code string) string {
	if m, ok := src.Members[code]; ok {
		return m.Label()
	}
	return code
}
