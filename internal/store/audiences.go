package store

import (
	"slices"
	"strings"

	"fwptracker/internal/workplan"
)

// This file is the one place where an audience meets a query. It puts [workplan.Sight] into SQL over the tables work_plans (as p),
// action_items (as i), status_updates (as u), report_editions (as e), waivers (as w) and proposals (as p, in queries without plans); every query
// that returns content carries one of the six conditions.

// condition is SQL with its arguments.
type condition struct {
	sql  string
	args []any
}

// seesPlan holds for the plans that the sight reaches: by the plan's audience, or because one of its items is the reader's own. One that was
// removed counts too: readings of the past still show it, and then its plan.
func seesPlan(s workplan.Sight) condition {
	c := byAudience(s, "p.audience")
	return c.or(ownPlan(s))
}

// ownPlan holds for the plans of which one item is the reader's own.
func ownPlan(s workplan.Sight) condition {
	return ownRole(s, "item_roles r JOIN action_items o ON o.id = r.item_id", "o.plan = p.code")
}

// seesItem holds for the items that the sight reaches, over action_items i and its plan p. An item without an audience of its own has
// its plan's; the narrower of the two counts.
func seesItem(s workplan.Sight) condition {
	c := both(byAudience(s, "p.audience"), inherited(s, "i.audience"))
	return c.or(ownRole(s, "item_roles r", "r.item_id = i.id"))
}

// seesUpdate holds for the updates that the sight reaches, over status_updates u, their item i and its plan p.
func seesUpdate(s workplan.Sight) condition {
	c := both(byAudience(s, "p.audience"), inherited(s, "i.audience"), inherited(s, "u.audience"))
	return c.or(ownRole(s, "item_roles r", "r.item_id = i.id"))
}

// seesEdition holds for the editions that the sight reaches, over report_editions e and its plan p. It shows what its audience may see, whoever
// leads what: nothing is one's own in it.
func seesEdition(s workplan.Sight) condition {
	return both(byAudience(s, "p.audience"), byAudience(s, "e.audience"))
}

// seesWaiver holds for the waivers that the sight reaches, over waivers w, their plan p and, where they are about one, their item i: what is said
// on an item is for those who see the item.
func seesWaiver(s workplan.Sight) condition {
	plan, item := seesPlan(s), seesItem(s)
	return condition{sql: "(CASE WHEN w.ref = '' THEN " + plan.sql + " ELSE i.id IS NOT NULL AND " + item.sql + " END)", args: append(plan.args, item.args...)}
}

// seesProposal holds for the proposals that the sight reaches, over proposals p: by the audience, or because it is of one of the reader's own members.
func seesProposal(s workplan.Sight) condition {
	c := byAudience(s, "p.audience")
	if len(s.Own) > 0 {
		c = c.or(condition{sql: "p.proposed_by IN ?", args: []any{s.Own}})
	}
	for _, o := range s.OwnIn {
		c = c.or(condition{sql: "p.proposed_by = ? AND p.body = ?", args: []any{o.Member, o.Body}})
	}
	return c
}

// ownRole holds where one of the reader's own members is a lead or supporting member, in a body in which the reader speaks for it.
func ownRole(s workplan.Sight, from, where string) condition {
	if len(s.Own)+len(s.OwnIn) == 0 {
		return condition{sql: "1 = 0"}
	}
	c := condition{sql: "r.member IN ?", args: []any{slices.Concat(s.Own, []string{""})}}
	for _, o := range s.OwnIn {
		c.sql += " OR r.member = ? AND p.body = ?"
		c.args = append(c.args, o.Member, o.Body)
	}
	c.sql = "EXISTS (SELECT 1 FROM " + from + " WHERE " + where + " AND r.role IN ('lead', 'supporting') AND (" + c.sql + "))"
	return c
}

// or widens a condition by another.
func (c condition) or(other condition) condition {
	return condition{sql: "(" + c.sql + " OR " + other.sql + ")", args: append(c.args, other.args...)}
}

// inherited is byAudience for a column that may leave the audience to its parent.
func inherited(s workplan.Sight, column string) condition {
	c := byAudience(s, column)
	c.sql = "(" + column + " = '' OR " + c.sql + ")"
	return c
}

// byAudience holds where the audience in a column, within the body of plan p, lets the sight in.
func byAudience(s workplan.Sight, column string) condition {
	c := condition{sql: "1 = 0"}
	or := func(sql string, args ...any) {
		c.sql += " OR " + sql
		c.args = append(c.args, args...)
	}
	if s.Public {
		or(column + " = 'public'")
	}
	if len(s.Members) > 0 {
		or("("+column+" IN ('public', 'members') AND p.body IN ?)", s.Members)
	}
	if len(s.Chairs) > 0 {
		or("p.body IN ?", s.Chairs)
	}
	c.sql = "(" + c.sql + ")"
	return c
}

func both(conditions ...condition) condition {
	var sum condition
	texts := make([]string, len(conditions))
	for i, c := range conditions {
		texts[i] = c.sql
		sum.args = append(sum.args, c.args...)
	}
	sum.sql = "(" + strings.Join(texts, " AND ") + ")"
	return sum
}
