package tracker_test

import (
	"strings"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// refusals are the answers to everything that someone may try on a plan, or on an item as "plan/ref".
func (w *world) refusals(who, name string) map[string]string {
	w.t.Helper()
	plan, ref, isItem := strings.Cut(name, "/")
	if !isItem {
		ref = "1.1"
	}
	actor, told := w.as(who), map[string]string{}
	try := func(what string, err error) {
		told[what] = "done"
		if err != nil {
			told[what] = err.Error()
		}
	}
	for at, when := range map[string]tracker.When{"now": {}, "then": {AsOf: "2024-02-01", KnownAt: w.clock.now()}} {
		_, err := w.Item(w.ctx(), actor, plan, ref, when)
		try("read item "+at, err)
		_, err = w.ListItemUpdates(w.ctx(), actor, plan, ref, workplan.UpdateFilter{}, workplan.Page{}, when)
		try("list updates "+at, err)
		_, err = w.StatusUpdate(w.ctx(), actor, plan, ref, 1, when)
		try("read update "+at, err)
		if isItem {
			continue
		}
		_, err = w.Plan(w.ctx(), actor, plan, when)
		try("read plan "+at, err)
		_, err = w.Objectives(w.ctx(), actor, plan, when)
		try("list objectives "+at, err)
		_, err = w.Objective(w.ctx(), actor, plan, 1, when)
		try("read objective "+at, err)
		_, err = w.CompletionReport(w.ctx(), actor, plan, tracker.ReportRequest{When: when})
		try("report "+at, err)
	}
	_, err := w.PostStatusUpdate(w.ctx(), actor, plan, ref, []int64{99}, workplan.NewStatusUpdate{})
	try("post", err)
	_, err = w.EditItem(w.ctx(), actor, plan, ref, []int64{99}, func(*workplan.ItemContent) error { return nil })
	try("edit item", err)
	try("remove item", w.RemoveItem(w.ctx(), actor, plan, ref, []int64{99}))
	if isItem {
		return told
	}
	_, err = w.ReportStamp(w.ctx(), actor, plan)
	try("stamp", err)
	_, err = w.CreateItem(w.ctx(), actor, plan, workplan.NewItem{})
	try("create item", err)
	_, err = w.CreateObjective(w.ctx(), actor, plan, workplan.NewObjective{})
	try("create objective", err)
	_, err = w.EditObjective(w.ctx(), actor, plan, 1, nil, func(*workplan.ObjectiveContent) error { return nil })
	try("edit objective", err)
	try("remove objective", w.RemoveObjective(w.ctx(), actor, plan, 1, nil))
	_, err = w.EditPlan(w.ctx(), actor, plan, []int64{99}, func(*workplan.PlanContent) error { return nil })
	try("edit plan", err)
	try("remove plan", w.RemovePlan(w.ctx(), actor, plan, nil))
	_, err = w.EndorsePlan(w.ctx(), actor, plan, nil, workplan.Endorsement{})
	try("endorse", err)
	return told
}

// renamed gives both things of a pair the same name in the answers.
func renamed(told map[string]string, pair [2]string) map[string]string {
	same := map[string]string{}
	for what, text := range told {
		for _, name := range pair {
			text = strings.ReplaceAll(text, " "+name+" ", " it ")
			text = strings.ReplaceAll(text, " "+name+"/", " it/")
		}
		same[what] = text
	}
	return same
}
