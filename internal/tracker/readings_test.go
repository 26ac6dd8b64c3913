package tracker_test

import (
	"fmt"
	"time"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// readings are the answers to every question that can be asked, by question. A refusal is an answer too.
type readings map[string]any

// read asks everything as the history's co-chair, who sees all of it, about one point in time. Pages are as long as limit.
func (h *history) read(when tracker.When, limit int) readings {
	r := readings{}
	for _, plan := range h.plans {
		note(r, "plan "+plan)(h.Plan(h.ctx(), h.chair(), plan, when))
		note(r, "objectives of "+plan)(h.Objectives(h.ctx(), h.chair(), plan, when))
		for n := 1; n <= 3; n++ {
			note(r, fmt.Sprintf("objective %s/%d", plan, n))(h.Objective(h.ctx(), h.chair(), plan, n, when))
		}
		for _, ref := range refs {
			note(r, "item "+plan+"/"+ref)(h.Item(h.ctx(), h.chair(), plan, ref, when))
			note(r, "updates of "+plan+"/"+ref)(h.ListItemUpdates(h.ctx(), h.chair(), plan, ref, workplan.UpdateFilter{}, workplan.Page{}, when))
			for n := 1; n <= 3; n++ {
				note(r, fmt.Sprintf("update %s/%s/%d", plan, ref, n))(h.StatusUpdate(h.ctx(), h.chair(), plan, ref, n, when))
			}
		}
		h.reports(r, plan, when)
	}
	h.lists(r, when, limit)
	return r
}

func (h *history) reports(r readings, plan string, when tracker.When) {
	for name, ask := range map[string]tracker.ReportRequest{
		"report":               {When: when},
		"report with annex":    {When: when, WithAnnex: true},
		"report since a day":   {When: when, Since: tracker.When{AsOf: workplan.DateOf(h.recorded[5])}},
		"report since a while": {When: when, Since: tracker.When{Meeting: h.meetings[0]}},
	} {
		report, err := h.CompletionReport(h.ctx(), h.chair(), plan, ask)
		report.GeneratedAt = time.Time{}
		note(r, name+" of "+plan)(report, err)
	}
}

func (h *history) lists(r readings, when tracker.When, limit int) {
	bodies := workplan.List{h.body}
	for _, sort := range sorts(workplan.PlanSorts) {
		for name, f := range map[string]workplan.PlanFilter{"all": {}, "drafts": {Status: []workplan.PlanStatus{workplan.PlanDraft}}, "blue": {Query: "blue"}} {
			f.Body = bodies
			note(r, fmt.Sprintf("plans, %s by %v", name, sort))(pages(limit, sort, func(p workplan.Page) (workplan.Listing[tracker.PlanReading], error) {
				return h.ListPlans(h.ctx(), h.chair(), f, p, when)
			}))
		}
	}
	for _, sort := range append(sorts(workplan.ItemSorts), []workplan.Sort{{Word: "due"}, {Word: "ref", Desc: true}}) {
		for name, f := range itemFilters(h) {
			f.Body = bodies
			note(r, fmt.Sprintf("items, %s by %v", name, sort))(pages(limit, sort, func(p workplan.Page) (workplan.Listing[tracker.ItemReading], error) {
				return h.ListItems(h.ctx(), h.chair(), f, p, when)
			}))
		}
	}
	all, err := h.ListItems(h.ctx(), h.chair(), workplan.ItemFilter{Body: bodies}, workplan.Page{Limit: 100}, when)
	note(r, "all items")(all.Rows, err)
	note(r, "members")(h.MembersOf(h.ctx(), h.chair(), all.Rows))
	note(r, "latest reports")(h.LatestReports(h.ctx(), h.chair(), all.Rows))
	for _, sort := range sorts(workplan.UpdateSorts) {
		for name, f := range map[string]workplan.UpdateFilter{"all": {}, "decisions": {Kind: []workplan.UpdateKind{workplan.UpdateDecision}},
			"most": {Query: "most"}, "of a lead": {Lead: workplan.List{h.members[0]}}, "recent": {RecordedSince: h.started.Add(9 * 24 * time.Hour)}} {
			f.Body = bodies
			note(r, fmt.Sprintf("updates, %s by %v", name, sort))(pages(limit, sort, func(p workplan.Page) (workplan.Listing[tracker.UpdateReading], error) {
				return h.ListStatusUpdates(h.ctx(), h.chair(), f, p, when)
			}))
		}
	}
}

// namesOfMembers finds the items of members renamed so.
const namesOfMembers = "of blue"

// itemFilters are filters of every kind, by name.
func itemFilters(h *history) map[string]workplan.ItemFilter {
	yes, no := true, false
	lead, other := workplan.List{h.members[0]}, workplan.List{h.members[2]}
	return map[string]workplan.ItemFilter{
		"all": {}, "of a plan": {Plan: workplan.List{h.plans[0]}}, "of an objective": {Objective: []int{1}},
		"by status":   {Status: []workplan.Status{workplan.StatusInProgress, workplan.StatusCompleted}},
		"by nature":   {Nature: []workplan.Nature{workplan.NatureContinuing}},
		"by health":   {Health: []workplan.Health{workplan.HealthAtRisk, workplan.HealthOnTrack}},
		"by lead":     {Lead: lead},
		"supporting":  {Supporting: other},
		"partner":     {Partner: lead},
		"by member":   {Member: other},
		"by topic":    {Topic: workplan.List{"data"}},
		"overdue":     {Overdue: &yes},
		"not overdue": {Overdue: &no},
		"due before":  {DueBefore: "2024-03-25"}, "due after": {DueAfter: "2024-03-25"},
		"updated since": {UpdatedSince: h.recorded[5].Add(time.Nanosecond)},
		"words":         {Query: "the guards"},
		"names":         {Query: namesOfMembers},
	}
}

// sorts are the orders by each word, rising and falling.
func sorts(words []string) [][]workplan.Sort {
	var list [][]workplan.Sort
	for _, w := range words {
		list = append(list, []workplan.Sort{{Word: w}}, []workplan.Sort{{Word: w, Desc: true}})
	}
	return list
}

// pages reads a list to its end, page by page.
func pages[T any](limit int, sort []workplan.Sort, list func(workplan.Page) (workplan.Listing[T], error)) ([]T, error) {
	all := []T{}
	for page := (workplan.Page{Limit: limit, Sort: sort}); ; {
		l, err := list(page)
		all = append(all, l.Rows...)
		if err != nil || l.Next == nil {
			return all, err
		}
		page.After = l.Next
	}
}

// note records an answer, or how it was refused.
func note(r readings, question string) func(answer any, err error) {
	return func(answer any, err error) {
		if err != nil {
			answer = "refused: " + err.Error()
		}
		r[question] = answer
	}
}
