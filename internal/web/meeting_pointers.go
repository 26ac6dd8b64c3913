package web

import (
	"slices"
	"strconv"
	"strings"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// planItems is a plan to which an entry of a record can point, with those of its items that fit on the form.
type planItems struct {
	Code, Title string
	Items       []option
}

// itemsOnForm is how many items a form offers with a tick each; others are named by plan and number.
const itemsOnForm = 200

// pointable finds to what an entry of the record can point: the plans of the body, the latest first, and their items.
func (c *call) pointable(p *recordPage) error {
	body := workplan.List{p.MeetingReading.Body}
	plans, err := c.plansIn(body, tracker.When{})
	if err != nil {
		return err
	}
	page := workplan.Page{Limit: itemsOnForm, Sort: []workplan.Sort{falling("plan"), {Word: "ref"}}}
	list, err := c.site.Tracker.ListItems(c.Request().Context(), c.actor, workplan.ItemFilter{Body: body}, page, tracker.When{})
	items := map[string][]option{}
	for _, i := range list.Rows {
		items[i.Plan] = append(items[i.Plan], option{i.Name(), i.Ref + " " + i.Title})
	}
	for _, plan := range plans {
		p.Plans = append(p.Plans, planItems{plan.Code, c.titled(plan), items[plan.Code]})
	}
	return err
}

// PlanChoices are the plans with a tick each: those of the body, and those of others to which the entry points already.
func (p recordPage) PlanChoices() []option {
	list := make([]option, len(p.Plans))
	for n, plan := range p.Plans {
		list[n] = option{plan.Code, plan.Title}
	}
	return including(list, nil, p.Form.list("plans")...)
}

// Names says whether the form names an item, by its tick or by what was typed.
func (p recordPage) Names(item string) bool { return p.Form.list("items").Has(item) }

// NamesAny says whether the form names any item of a plan.
func (p recordPage) NamesAny(plan planItems) bool {
	return slices.ContainsFunc(plan.Items, func(i option) bool { return p.Names(i.Value) })
}

// Elsewhere are the items that the form names and for which it has no tick.
func (p recordPage) Elsewhere() string {
	var names []string
	for _, name := range p.Form.list("items") {
		offers := func(plan planItems) bool {
			return slices.ContainsFunc(plan.Items, func(o option) bool { return o.Value == name })
		}
		if !slices.ContainsFunc(p.Plans, offers) {
			names = append(names, name)
		}
	}
	return strings.Join(names, "\n")
}

func fillPointers(f sheet, p workplan.Pointers) {
	f.Values["plans"], f.Values["items"] = slices.Clone(p.Plans), slices.Clone(p.Items)
	var numbers []string
	for _, n := range p.Proposals {
		numbers = append(numbers, strconv.Itoa(n))
	}
	f.Values.Set("proposals", strings.Join(numbers, ", "))
}

// readPointers are what the form points to: first, in its order, what the entry pointed to before.
func readPointers(f sheet, was workplan.Pointers, faults *workplan.Faults) workplan.Pointers {
	p := workplan.Pointers{Plans: inOrderOf(was.Plans, f.list("plans")), Items: inOrderOf(was.Items, f.list("items"))}
	for _, text := range f.list("proposals") {
		n, err := strconv.Atoi(text)
		if err != nil {
			faults.Add("/proposals", "not_a_number", "%q is not the number of a proposal", text)
		}
		p.Proposals = append(p.Proposals, n)
	}
	return p
}
