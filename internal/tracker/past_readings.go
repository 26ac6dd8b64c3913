package tracker

import (
	"cmp"
	"slices"
	"strings"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// This file answers readings of the past. It filters and orders, in memory, as the queries of the present do. What is wrong with the question
// is told before whether the thing is there, so that a later write does not change the refusal either.

// planAt reads a plan as it stood; removed drafts and plans not yet recorded are not there.
func (t *Tracker) planAt(tx *store.Tx, s workplan.Sight, code string, when When) (PlanReading, error) {
	v, err := t.view(tx, s, when)
	if err != nil {
		return PlanReading{}, err
	}
	p, err := tx.Plan(s, code)
	return planIn(tx, s, code, p, err, v)
}

// planIn is a plan that was loaded, or why it could not be, as it stood in a view.
func planIn(tx *store.Tx, s workplan.Sight, code string, p workplan.WorkPlan, err error, v workplan.View) (PlanReading, error) {
	if p, err = found(p, err, "plan %s", code); err != nil {
		return PlanReading{}, err
	}
	plans, err := plansIn(tx, s, []workplan.WorkPlan{p}, v)
	if err == nil && len(plans) == 0 {
		err = workplan.Missing("plan %s", code)
	}
	if err != nil {
		return PlanReading{}, err
	}
	return PlanReading{WorkPlan: plans[0], View: v}, nil
}

// itemAt reads one item in a view.
func (t *Tracker) itemAt(tx *store.Tx, s workplan.Sight, plan, ref string, when When) (ItemReading, error) {
	v, err := t.view(tx, s, when)
	if err != nil {
		return ItemReading{}, err
	}
	row, err := tx.Item(s, plan, ref)
	if row, err = found(row, err, "item %s/%s", plan, ref); err != nil {
		return ItemReading{}, err
	}
	p, err := tx.Plan(s, plan)
	if p, err = found(p, err, "plan %s", plan); err != nil {
		return ItemReading{}, err
	}
	plans, err := plansIn(tx, s, []workplan.WorkPlan{p}, v)
	if err != nil {
		return ItemReading{}, err
	}
	history, err := tx.History(row.ID)
	if err != nil {
		return ItemReading{}, err
	}
	items, err := itemsIn(tx, s, []workplan.ActionItem{row.ActionItem}, plans, map[int64][]workplan.StatusUpdate{row.ID: history}, v)
	if err == nil && len(items) == 0 {
		err = workplan.Missing("item %s/%s", plan, ref)
	}
	if err != nil {
		return ItemReading{}, err
	}
	return reading(items[0], plans[0], v), nil
}

// plansAt lists plans in a view.
func plansAt(tx *store.Tx, s workplan.Sight, f workplan.PlanFilter, page workplan.Page, v workplan.View) (workplan.Listing[workplan.WorkPlan], error) {
	rows, err := tx.AllPlans(s)
	if err != nil {
		return workplan.Listing[workplan.WorkPlan]{}, err
	}
	plans, err := plansIn(tx, s, rows, v)
	if err != nil {
		return workplan.Listing[workplan.WorkPlan]{}, err
	}
	plans = slices.DeleteFunc(plans, func(p workplan.WorkPlan) bool {
		return len(f.Body) > 0 && !f.Body.Has(p.Body) || len(f.Status) > 0 && !slices.Contains(f.Status, p.Status) ||
			!store.Matches(f.Query, p.Code, p.Title, p.Notes)
	})
	return pageOf(plans, page, map[string]func(workplan.WorkPlan) string{
		"code":    func(p workplan.WorkPlan) string { return p.Code },
		"updated": func(p workplan.WorkPlan) string { return store.TimeKey(p.UpdatedAt) },
	}, "code")
}

// successorsAt lists, in order, where items of the plan went on in other plans, as far as the sight reaches in the view, of what another reaches today.
func successorsAt(tx *store.Tx, today, sight workplan.Sight, plan string, v workplan.View) ([]workplan.Carried, error) {
	find := tx.Successors
	if !v.Current {
		find = func(s workplan.Sight, plan string) ([]workplan.ActionItem, error) {
			return tx.SuccessorsBy(s, plan, v.KnownAt)
		}
	}
	rows, err := find(today, plan)
	if err != nil {
		return nil, err
	}
	plans, err := plansOf(tx, today, sight, rows, v)
	if err != nil {
		return nil, err
	}
	items, err := itemsIn(tx, sight, rows, plans, nil, v)
	into := map[string]workplan.WorkPlan{}
	for _, p := range plans {
		into[p.Code] = p
	}
	var carried []workplan.Carried
	for _, i := range items {
		for _, from := range i.Predecessors {
			if of, _, _ := strings.Cut(from, "/"); of == plan {
				carried = append(carried, workplan.Carried{From: from, To: i.Name(), Title: i.Title, Into: into[i.Plan].Title, Draft: into[i.Plan].Status == workplan.PlanDraft})
			}
		}
	}
	slices.SortFunc(carried, func(a, b workplan.Carried) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	return carried, err
}

// plansOf reads the items' plans as they stood in the view, as far as the sight reaches in it, of those that another reaches today.
func plansOf(tx *store.Tx, today, sight workplan.Sight, items []workplan.ActionItem, v workplan.View) ([]workplan.WorkPlan, error) {
	codes := make([]string, len(items))
	for n, i := range items {
		codes[n] = i.Plan
	}
	rows, err := tx.PlansNamed(today, distinct(codes))
	if err != nil {
		return nil, err
	}
	return plansIn(tx, sight, rows, v)
}

// maxReplayed bounds how many items one reading of the past may go through.
const maxReplayed = 20_000

// itemsAt lists items in a view.
func itemsAt(tx *store.Tx, s workplan.Sight, f workplan.ItemFilter, page workplan.Page, v workplan.View) (workplan.Listing[ItemReading], error) {
	readings, err := readingsAt(tx, s, f, v)
	if err == nil {
		readings, err = keepItems(tx, readings, f, v)
	}
	if err != nil {
		return workplan.Listing[ItemReading]{}, err
	}
	natural := []string{"ref"}
	if len(f.Plan) != 1 {
		natural = []string{"plan", "ref"}
		if page.Sort[0].Word == "ref" {
			page.Sort = append([]workplan.Sort{{Word: "plan", Desc: page.Sort[0].Desc}}, page.Sort...)
		}
	}
	return pageOf(readings, page, map[string]func(ItemReading) string{
		"plan":     func(i ItemReading) string { return i.Plan },
		"ref":      func(i ItemReading) string { return i.RefKey },
		"due":      func(i ItemReading) string { return string(i.DueKey) },
		"updated":  func(i ItemReading) string { return store.TimeKey(i.UpdatedAt) },
		"reported": func(i ItemReading) string { return string(i.LastReportedOn) },
	}, natural...)
}

// readingsAt reads, in a view, the items of all plans that the filter admits.
func readingsAt(tx *store.Tx, s workplan.Sight, f workplan.ItemFilter, v workplan.View) ([]ItemReading, error) {
	all, err := tx.AllPlans(s)
	if err != nil {
		return nil, err
	}
	plans, err := plansIn(tx, s, slices.DeleteFunc(all, func(p workplan.WorkPlan) bool {
		return len(f.Plan) > 0 && !f.Plan.Has(p.Code) || len(f.Body) > 0 && !f.Body.Has(p.Body)
	}), v)
	if err != nil {
		return nil, err
	}
	var readings []ItemReading
	err = itemsOfPlansAt(tx, s, plans, v, "plan= or body=", func(p workplan.WorkPlan, items []workplan.ActionItem) {
		for _, i := range items {
			readings = append(readings, reading(i, p, v))
		}
	})
	if err != nil {
		return nil, err
	}
	return readings, nil
}

// itemsOfPlansAt reads, in a view, the items of plans, which stand as in the view, and gives them plan by plan. It refuses to go through more than
// [maxReplayed] items, naming the parameters that narrow the reading.
func itemsOfPlansAt(tx *store.Tx, s workplan.Sight, plans []workplan.WorkPlan, v workplan.View, narrow string,
	take func(workplan.WorkPlan, []workplan.ActionItem)) error {
	replayed := 0
	for _, p := range plans {
		items, err := itemsOfPlanAt(tx, s, p, v)
		if err != nil {
			return err
		}
		if replayed += len(items); replayed > maxReplayed {
			var faults workplan.Faults
			faults.Add("?as_of", "too_many", "more than %d items would have to be replayed; narrow the reading with %s", maxReplayed, narrow)
			return faults.Err()
		}
		take(p, items)
	}
	return nil
}

// keepItems filters as the query of the present does, by the names that members had then.
func keepItems(tx *store.Tx, items []ItemReading, f workplan.ItemFilter, v workplan.View) ([]ItemReading, error) {
	var codes []string
	if f.Query != "" {
		for _, i := range items {
			codes = append(append(append(codes, i.Leads...), i.Supporting...), i.Partners...)
		}
		slices.Sort(codes)
		codes = slices.Compact(codes)
	}
	members, err := membersAt(tx, codes, v)
	f.Today = v.AsOf
	return slices.DeleteFunc(items, func(i ItemReading) bool {
		return !f.Keeps(i.ActionItem) || f.Query != "" && !store.Matches(f.Query, store.ItemTexts(i.ActionItem, members)...)
	}), err
}

// pageOf cuts a page out of a list that is whole in memory, in the same order as a query would give it: by the words of the page, then by
// the natural key.
func pageOf[T any](rows []T, page workplan.Page, keys map[string]func(T) string, natural ...string) (workplan.Listing[T], error) {
	type line struct {
		row  T
		keys []string
	}
	var list workplan.Listing[T]
	sort := page.Sort
	for _, word := range natural {
		if !slices.ContainsFunc(sort, func(s workplan.Sort) bool { return s.Word == word }) {
			sort = append(slices.Clip(sort), workplan.Sort{Word: word, Desc: sort[len(sort)-1].Desc})
		}
	}
	if page.After != nil && len(page.After) != len(sort) {
		return list, store.ErrCursor
	}
	lines := make([]line, 0, len(rows))
	for _, row := range rows {
		l := line{row, make([]string, len(sort))}
		for n, s := range sort {
			l.keys[n] = keys[s.Word](row)
		}
		if page.After == nil || inOrderOf(sort, l.keys, page.After) > 0 {
			lines = append(lines, l)
		}
	}
	slices.SortFunc(lines, func(a, b line) int { return inOrderOf(sort, a.keys, b.keys) })
	if len(lines) > page.Limit {
		lines = lines[:page.Limit]
		list.Next = lines[page.Limit-1].keys
	}
	list.Rows = make([]T, len(lines))
	for n, l := range lines {
		list.Rows[n] = l.row
	}
	return list, nil
}

// inOrderOf compares the keys of two rows, each in its direction.
func inOrderOf(sort []workplan.Sort, a, b []string) int {
	for n, s := range sort {
		if order := cmp.Compare(a[n], b[n]); order != 0 {
			if s.Desc {
				return -order
			}
			return order
		}
	}
	return 0
}
