package store

import (
	"slices"
	"strings"

	"fwptracker/internal/workplan"
)

// This file is the one place where an audience meets a query. It puts [workplan.Sight] into SQL over the tables work_plans (as p),
// action_items (as i), status_updates (as u), report_editions (as e), waivers (as w), amendment_changes (as c), deliverables (as d), openings (as o),
// offers (as f), meetings (as m), corrigenda (as k) reporting_rounds (as r) and proposals (as p, in queries without plans); every query that returns content carries one of its conditions.

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
	return c.or(ownItem(s))
}

// ownItem holds for the items that are the reader's own.
func ownItem(s workplan.Sight) condition { return ownRole(s, "item_roles r", "r.item_id = i.id") }

// seesUpdate holds for the updates that the sight reaches, over status_updates u, their item i and its plan p.
func seesUpdate(s workplan.Sight) condition { return seesOnItem(s, "u.audience") }

// seesDeliverable holds for the deliverables that the sight reaches, and for their stages, over deliverables d, their item i and its plan p.
func seesDeliverable(s workplan.Sight) condition { return seesOnItem(s, "d.audience") }

// seesOpening holds for the openings that the sight reaches, over openings o, their item i and its plan p.
func seesOpening(s workplan.Sight) condition { return seesOnItem(s, "o.audience") }

// seesOnItem holds for what is on an item under an audience in a column, over its item i and plan p.
func seesOnItem(s workplan.Sight, column string) condition {
	c := both(byAudience(s, "p.audience"), inherited(s, "i.audience"), inherited(s, column))
	return c.or(ownItem(s))
}

// seesOffer holds for the offers that the sight is told of, beside their opening, which it must reach too, over offers f, their item i and its plan
// p: those on the reader's own items and in the bodies that it chairs, and those that its own members made.
func seesOffer(s workplan.Sight) condition {
	made := condition{sql: "f.member IN ?", args: []any{slices.Concat(s.Own, []string{""})}}
	for _, o := range s.OwnIn {
		made = made.or(condition{sql: "(f.member = ? AND p.body = ?)", args: []any{o.Member, o.Body}})
	}
	return ownItem(s).or(chairs(s)).or(made)
}

// chairs holds for what is in the bodies that the reader keeps or chairs.
func chairs(s workplan.Sight) condition {
	return condition{sql: "p.body IN ?", args: []any{slices.Concat(s.Chairs, []string{""})}}
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

// seesAmendmentChange holds for the changes of amendments that the sight reaches, over changes c, their plan p and, where they are about one, their
// item i: who sees the thing that was changed, and was let in by the audience that it had before and after.
func seesAmendmentChange(s workplan.Sight) condition {
	plan := both(byAudience(s, "p.audience"), byAudience(s, "c.audience")).or(ownPlan(s))
	item := both(byAudience(s, "p.audience"), inherited(s, "i.audience"), byAudience(s, "c.audience")).or(ownRole(s, "item_roles r", "r.item_id = i.id"))
	return condition{sql: "(CASE WHEN c.ref = '' THEN " + plan.sql + " ELSE i.id IS NOT NULL AND " + item.sql + " END)", args: append(plan.args, item.args...)}
}

// seesRecord holds for the meetings whose record the sight reaches, over meetings m.
func seesRecord(s workplan.Sight) condition { return audienceIn(s, recordAudience, "m.body") }

// recordAudience is who reads the record of a meeting: members where nothing else was recorded.
const recordAudience = "CASE WHEN m.audience = '' THEN 'members' ELSE m.audience END"

// seesCorrigendum holds for the corrigenda that the sight reaches, over corrigenda k and their meeting m: those of a record that it reaches, and of
// these what the audience of the corrigendum lets in.
func seesCorrigendum(s workplan.Sight) condition {
	return both(seesRecord(s), audienceIn(s, "k.audience", "m.body"))
}

// seesRound holds for the rounds of the bodies in which the sight reads what is for members, over reporting_rounds r. What a round asks about has
// audiences of its own.
func seesRound(s workplan.Sight) condition {
	return condition{sql: "r.body IN ?", args: []any{slices.Concat(s.Members, s.Chairs, []string{""})}}
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
func byAudience(s workplan.Sight, column string) condition { return audienceIn(s, column, "p.body") }

// audienceIn holds where an audience, within the body in a column, lets the sight in.
func audienceIn(s workplan.Sight, column, body string) condition {
	c := condition{sql: "1 = 0"}
	or := func(sql string, args ...any) {
		c.sql += " OR " + sql
		c.args = append(c.args, args...)
	}
	if s.Public {
		or(column + " = 'public'")
	}
	if len(s.Members) > 0 {
		or("("+column+" IN ('public', 'members') AND "+body+" IN ?)", s.Members)
	}
	if len(s.Chairs) > 0 {
		or(body+" IN ?", s.Chairs)
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
