package store

import (
	"encoding/json"

	"fwptracker/internal/workplan"
)

// briefRow is an item in brief, with its leads as they are stored. Most items of a plan share their leads with others, and the words of their
// status and nature with all: reading each anew costs more than the query.
type briefRow struct {
	Plan           string
	Ref            string
	Title          string
	Nature         workplan.Nature
	Due            workplan.PartialDate
	Leads          string
	Predecessors   workplan.List
	Status         workplan.Status
	CompletedOn    workplan.PartialDate
	LastReportedOn workplan.Date
}

// BriefItems loads, as far as the sight reaches, the items of all plans of the bodies, of all bodies where none are given, in brief and as they stand
// now, by plan; the title only of those that continue another. Removed ones are left out.
func (tx *Tx) BriefItems(s workplan.Sight, bodies []string) (map[string][]workplan.BriefItem, error) {
	c := seesItem(s)
	rows, err := all[briefRow](within(tx.db, "p.body", bodies).Table("action_items AS i").Joins("JOIN work_plans p ON p.code = i.plan").
		Select("i.plan, i.ref, CASE WHEN i.predecessors <> '[]' THEN i.title ELSE '' END AS title, i.nature, i.due, i.leads, i.predecessors, i.status, i.completed_on, i.last_reported_on").
		Where("NOT i.removed AND NOT p.removed").Where(c.sql, c.args...))
	if err != nil {
		return nil, err
	}
	byPlan, leads := map[string][]workplan.BriefItem{}, map[string]workplan.List{}
	for _, r := range rows {
		list, known := leads[r.Leads]
		if !known {
			if err := json.Unmarshal([]byte(r.Leads), &list); err != nil {
				return nil, err
			}
			leads[r.Leads] = list
		}
		byPlan[r.Plan] = append(byPlan[r.Plan], workplan.BriefItem{Ref: r.Ref, Title: r.Title, Nature: r.Nature, Due: r.Due, Leads: list,
			Predecessors: r.Predecessors, Status: r.Status, CompletedOn: r.CompletedOn, LastReportedOn: r.LastReportedOn})
	}
	return byPlan, nil
}

// Links loads items by name ("plan/ref"), whoever may see them and removed or not, with what their lineage rests on: for finding that two items
// which a reader sees are one piece of work, never to be shown.
func (tx *Tx) Links(names []string) ([]workplan.ActionItem, error) {
	return inParts(names, func(part []string) ([]workplan.ActionItem, error) {
		marks, pairs := namePairs(part)
		return all[workplan.ActionItem](tx.db.Table("action_items AS i").Select("i.id, i.plan, i.ref, i.predecessors, i.removed, i.content_on, i.content_at").
			Where("(i.plan, i.ref) IN (VALUES "+marks+")", pairs...))
	})
}

// PortfolioStamp changes whenever anything is recorded: any of it may count in a portfolio. It is the sum of numbers that rise with each commit
// of their own chain, so that no order of commits across chains can hide a change.
func (tx *Tx) PortfolioStamp() (int64, error) {
	type stamp struct{ Seq int64 }
	of, err := one[stamp](tx.db.Raw("SELECT CAST(COALESCE(SUM(seq), 0) AS BIGINT) AS seq FROM audit_heads"))
	return of.Seq, err
}
