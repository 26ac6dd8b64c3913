package tracker

import (
	"slices"
	"sort"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// This file answers readings of the past: it loads what the sight reaches today, replays each record in the view, and then filters and
// orders as the queries of the present do. Sight is always that of today; the past is what is shown, not who is shown it.

// planAt reads a plan in a view; removed drafts and plans not yet recorded are not there.
func (t *Tracker) planAt(tx *store.Tx, s workplan.Sight, code string, when When) (PlanReading, error) {
	p, err := tx.Plan(s, code)
	if p, err = found(p, err, "plan %s", code); err != nil {
		return PlanReading{}, err
	}
	v, err := t.view(tx, when)
	if err != nil {
		return PlanReading{}, err
	}
	plans, err := replayPlans(tx, []workplan.WorkPlan{p}, v)
	if err == nil && len(plans) == 0 {
		err = workplan.Missing("plan %s at that time", code)
	}
	if err != nil {
		return PlanReading{}, err
	}
	return PlanReading{WorkPlan: plans[0], View: v}, nil
}

// replayPlans gives each plan as it stood in the view, leaving out those that were not there.
func replayPlans(tx *store.Tx, plans []workplan.WorkPlan, v workplan.View) ([]workplan.WorkPlan, error) {
	var there []workplan.WorkPlan
	var unsettled []int64
	for _, p := range plans {
		if !p.Settled(v) {
			unsettled = append(unsettled, p.ID)
		}
	}
	changes, err := tx.ChangesOfAll(workplan.NounPlan, unsettled)
	for _, p := range plans {
		if !p.Settled(v) {
			state, ok := workplan.ReplayContent[workplan.PlanState](changes[p.ID], v)
			if !ok {
				continue
			}
			p.PlanContent, p.PlanLife = state.PlanContent, state.PlanLife
			p.ContentAt = workplan.LastRecorded(changes[p.ID], v)
		}
		if !v.Current {
			p.Then(p.ContentAt)
		}
		if !p.Removed {
			there = append(there, p)
		}
	}
	return there, err
}

// objectivesAt lists the objectives of a plan in a view.
func objectivesAt(tx *store.Tx, plan string, v workplan.View) ([]workplan.Objective, error) {
	rows, err := tx.Objectives(plan)
	if err != nil {
		return nil, err
	}
	var unsettled []int64
	for _, o := range rows {
		if !o.Settled(v) {
			unsettled = append(unsettled, o.ID)
		}
	}
	changes, err := tx.ChangesOfAll(workplan.NounObjective, unsettled)
	there := make([]workplan.Objective, 0, len(rows))
	for _, o := range rows {
		if !o.Settled(v) {
			state, ok := workplan.ReplayContent[workplan.ObjectiveState](changes[o.ID], v)
			if !ok {
				continue
			}
			o.ObjectiveContent, o.Removed = state.ObjectiveContent, state.Removed
			o.ContentAt = workplan.LastRecorded(changes[o.ID], v)
		}
		if !v.Current {
			o.Then(o.ContentAt)
		}
		if !o.Removed {
			there = append(there, o)
		}
	}
	return there, err
}

// itemAt reads one item in a view.
func (t *Tracker) itemAt(tx *store.Tx, s workplan.Sight, plan, ref string, when When) (ItemReading, error) {
	row, err := tx.Item(s, plan, ref)
	if row, err = found(row, err, "item %s/%s", plan, ref); err != nil {
		return ItemReading{}, err
	}
	v, err := t.view(tx, when)
	if err != nil {
		return ItemReading{}, err
	}
	p, err := tx.Plan(s, plan)
	if err != nil {
		return ItemReading{}, err
	}
	plans, err := replayPlans(tx, []workplan.WorkPlan{p}, v)
	if err != nil {
		return ItemReading{}, err
	}
	history, err := tx.History(row.ID)
	if err != nil {
		return ItemReading{}, err
	}
	items, err := replayItems(tx, []workplan.ActionItem{row.ActionItem}, map[int64][]workplan.StatusUpdate{row.ID: history}, v)
	if err == nil && (len(items) == 0 || len(plans) == 0) {
		err = workplan.Missing("item %s/%s at that time", plan, ref)
	}
	if err != nil {
		return ItemReading{}, err
	}
	return reading(items[0], plans[0], v), nil
}

// stateOfPlan lists the items of a plan, as far as the sight reaches, in a view.
func stateOfPlan(tx *store.Tx, s workplan.Sight, plan string, v workplan.View) ([]workplan.ActionItem, error) {
	rows, err := tx.ItemsOf(s, plan)
	if err != nil {
		return nil, err
	}
	if v.Current {
		return slices.DeleteFunc(rows, func(i workplan.ActionItem) bool { return i.Removed }), nil
	}
	history, err := tx.HistoryOfPlan(plan, v)
	if err != nil {
		return nil, err
	}
	return replayItems(tx, rows, history, v)
}

// replayItems gives each item as it stood in the view, leaving out those that were not there.
func replayItems(tx *store.Tx, rows []workplan.ActionItem, history map[int64][]workplan.StatusUpdate, v workplan.View) ([]workplan.ActionItem, error) {
	var unsettled []int64
	for _, i := range rows {
		if !i.Settled(v) {
			unsettled = append(unsettled, i.ID)
		}
	}
	changes, err := tx.ChangesOfAll(workplan.NounItem, unsettled)
	there := make([]workplan.ActionItem, 0, len(rows))
	for _, i := range rows {
		if !i.Settled(v) {
			state, ok := workplan.ReplayContent[workplan.ItemState](changes[i.ID], v)
			if !ok {
				continue
			}
			i.ItemContent, i.Removed, i.DueKey = state.ItemContent, state.Removed, workplan.DueKeyOf(state.Due)
			i.ContentAt = workplan.LastRecorded(changes[i.ID], v)
		}
		if i.Removed {
			continue
		}
		if !v.Current {
			i.Standing = workplan.ReplayUpdates(history[i.ID], v)
			i.Then(lastTouched(i, history[i.ID], v))
		}
		there = append(there, i)
	}
	return there, err
}

// lastTouched is when the latest record that counts for an item in the view was made.
func lastTouched(i workplan.ActionItem, history []workplan.StatusUpdate, v workplan.View) time.Time {
	last := i.ContentAt
	for _, u := range workplan.InForce(history, v) {
		if u.RecordedAt.After(last) {
			last = u.RecordedAt
		}
	}
	return last
}

// plansAt lists plans in a view.
func plansAt(tx *store.Tx, s workplan.Sight, f workplan.PlanFilter, page workplan.Page, v workplan.View) (workplan.Listing[workplan.WorkPlan], error) {
	rows, err := tx.AllPlans(s)
	if err != nil {
		return workplan.Listing[workplan.WorkPlan]{}, err
	}
	plans, err := replayPlans(tx, rows, v)
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
	}, func(p workplan.WorkPlan) string { return p.Code })
}

// maxReplayed bounds how many items one reading of the past may go through.
const maxReplayed = 20_000

// itemsAt lists items in a view.
func itemsAt(tx *store.Tx, s workplan.Sight, f workplan.ItemFilter, page workplan.Page, v workplan.View) (workplan.Listing[ItemReading], error) {
	var none workplan.Listing[ItemReading]
	all, err := tx.AllPlans(s)
	if err != nil {
		return none, err
	}
	plans, err := replayPlans(tx, slices.DeleteFunc(all, func(p workplan.WorkPlan) bool {
		return len(f.Plan) > 0 && !f.Plan.Has(p.Code) || len(f.Body) > 0 && !f.Body.Has(p.Body)
	}), v)
	if err != nil {
		return none, err
	}
	var readings []ItemReading
	for _, p := range plans {
		items, err := stateOfPlan(tx, s, p.Code, v)
		if err != nil {
			return none, err
		}
		if len(readings)+len(items) > maxReplayed {
			var faults workplan.Faults
			faults.Add("?as_of", "too_many", "more than %d items would have to be replayed; narrow the list with plan= or body=", maxReplayed)
			return none, faults.Err()
		}
		for _, i := range items {
			readings = append(readings, reading(i, p, v))
		}
	}
	if readings, err = keepItems(tx, readings, f, v); err != nil {
		return none, err
	}
	return pageOf(readings, page, map[string]func(ItemReading) string{
		"ref":      func(i ItemReading) string { return i.Plan + " " + i.RefKey },
		"due":      func(i ItemReading) string { return string(i.DueKey) },
		"updated":  func(i ItemReading) string { return store.TimeKey(i.UpdatedAt) },
		"reported": func(i ItemReading) string { return string(i.LastReportedOn) },
	}, func(i ItemReading) string { return i.Name() })
}

// keepItems filters as the query of the present does.
func keepItems(tx *store.Tx, items []ItemReading, f workplan.ItemFilter, v workplan.View) ([]ItemReading, error) {
	var codes []string
	if f.Query != "" {
		for _, i := range items {
			codes = append(append(append(codes, i.Leads...), i.Supporting...), i.Partners...)
		}
		slices.Sort(codes)
		codes = slices.Compact(codes)
	}
	members, err := tx.Members(codes)
	f.Today = v.AsOf
	return slices.DeleteFunc(items, func(i ItemReading) bool {
		return !f.Keeps(i.ActionItem) || f.Query != "" && !store.Matches(f.Query, store.ItemTexts(i.ActionItem, members)...)
	}), err
}

// pageOf cuts a page out of a list that is whole in memory, in the same order as a query would give it.
func pageOf[T any](rows []T, page workplan.Page, keys map[string]func(T) string, id func(T) string) (workplan.Listing[T], error) {
	var list workplan.Listing[T]
	keysOf := func(row T) []string {
		texts := make([]string, 0, len(page.Sort)+1)
		for _, s := range page.Sort {
			texts = append(texts, keys[s.Word](row))
		}
		return append(texts, id(row))
	}
	compare := func(a, b []string) int {
		for n := range a {
			desc := page.Sort[min(n, len(page.Sort)-1)].Desc
			if a[n] != b[n] {
				if (a[n] < b[n]) != desc {
					return -1
				}
				return 1
			}
		}
		return 0
	}
	sort.Slice(rows, func(i, j int) bool { return compare(keysOf(rows[i]), keysOf(rows[j])) < 0 })
	if page.After != nil {
		if len(page.After) != len(page.Sort)+1 {
			return list, store.ErrCursor
		}
		rows = slices.DeleteFunc(rows, func(row T) bool { return compare(keysOf(row), page.After) <= 0 })
	}
	if list.Rows = rows; len(rows) > page.Limit {
		list.Rows = rows[:page.Limit]
		list.Next = keysOf(rows[page.Limit-1])
	}
	return list, nil
}
