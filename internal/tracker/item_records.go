package tracker

import (
	"context"
	"slices"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// This file finds the items on which something else is recorded - deliverables, openings - and says who may read of that.

// itemThen is an item as it stood in a view, with its plan as it stood then, and its content of today.
type itemThen struct {
	workplan.ActionItem
	plan workplan.WorkPlan
	now  workplan.ItemContent
}

func (i itemThen) mark() workplan.ItemMark {
	return workplan.ItemMark{Body: i.plan.Body, Title: i.Title, Leads: i.Leads, Status: i.Status, Audience: i.Audience.Within(i.plan.Audience)}
}

// shows says whether the sight reached, in the view, what was on the item for an audience; that it does today is for the query to find out.
func (i itemThen) shows(s workplan.Sight, audience workplan.Audience, v workplan.View) bool {
	to := audience.Within(i.mark().Audience)
	return v.Current || s.Sees(i.plan.Body, to, &i.ItemContent) || s.Sees(i.plan.Body, to, &i.now)
}

// itemsNamedAt reads the items with the given names ("plan/ref") in a view, as far as the sight reaches in it, of those that another reaches today, by name.
func itemsNamedAt(tx *store.Tx, today, sight workplan.Sight, names []string, v workplan.View) (map[string]itemThen, error) {
	there := map[string]itemThen{}
	rows, err := tx.ItemsNamed(today, slices.DeleteFunc(distinct(names), func(name string) bool { return name == "" }))
	if err != nil || len(rows) == 0 {
		return there, err
	}
	var items []workplan.ActionItem
	for name, row := range rows {
		items = append(items, row.ActionItem)
		if v.Current && !row.Removed && !row.PlanRemoved {
			there[name] = itemThen{row.ActionItem, row.OfPlan(), row.ItemContent}
		}
	}
	if v.Current {
		return there, nil
	}
	plans, err := plansOf(tx, today, sight, items, v)
	if err != nil {
		return nil, err
	}
	codes, byCode := make([]string, len(plans)), map[string]workplan.WorkPlan{}
	for n, p := range plans {
		codes[n], byCode[p.Code] = p.Code, p
	}
	history, err := tx.HistoryOfPlans(codes, v)
	if err != nil {
		return nil, err
	}
	then, err := itemsIn(tx, sight, items, plans, history, v)
	for _, i := range then {
		there[i.Name()] = itemThen{i, byCode[i.Plan], rows[i.Name()].ItemContent}
	}
	return there, err
}

// has says whether a name is in an index.
func has[V any](index map[string]V, name string) bool {
	_, there := index[name]
	return there
}

// itemsOfReport are the items of a report, which stand as in its view, by name.
func itemsOfReport(tx *store.Tx, s workplan.Sight, src *workplan.ReportSource) (map[string]itemThen, error) {
	there, names := map[string]itemThen{}, make([]string, len(src.Items))
	for n, i := range src.Items {
		there[i.Name()], names[n] = itemThen{i, src.Plan, i.ItemContent}, i.Name()
	}
	if src.View.Current {
		return there, nil
	}
	today, err := tx.ItemsNamed(s, names)
	for name, row := range today {
		i := there[name]
		i.now = row.ItemContent
		there[name] = i
	}
	return there, err
}

// onItem is the filter of what is recorded on one item.
func onItem(plan, ref string) store.RecordFilter {
	return store.RecordFilter{Plan: workplan.List{plan}, Ref: ref}
}

// recordable loads an item on which the actor may do something that its table of rights gives to the focal points of leads, and to the secretariat
// on their behalf: first whether it is there, then the right, then whether its plan takes what is to be recorded.
func (c *change) recordable(plan, ref string, right workplan.Action, what workplan.Sentence) (itemThen, error) {
	i, err := c.item(plan, ref)
	if err != nil {
		return i, err
	}
	if err := c.actor.Must(right, workplan.Object{Body: i.plan.Body, Leads: i.Leads}); err != nil {
		return i, err
	}
	return i, i.plan.Takes(what)
}

// item loads an item that the actor may see.
func (c *change) item(plan, ref string) (itemThen, error) {
	row, err := c.Tx.Item(c.sight, plan, ref)
	if row, err = found(row, err, "item %s/%s", plan, ref); err == nil && (row.Removed || row.PlanRemoved) {
		err = workplan.Missing("item %s/%s", plan, ref)
	}
	return itemThen{row.ActionItem, row.OfPlan(), row.ItemContent}, err
}

// now is the view in which a write reads.
func (c *change) now() workplan.View { return workplan.View{AsOf: c.today, Current: true} }

// onItem names something on an item for its rights and its audit entries. Where the actor is no focal point of a lead, it acts as the secretariat, on
// behalf of the lead that is named.
func (c *change) onItem(noun workplan.Noun, name string, right workplan.Action, i itemThen, lead string) subject {
	s := subject{noun: noun, name: name, right: right, object: workplan.Object{Body: i.plan.Body, Leads: i.Leads}, plan: i.Plan, ref: i.Ref}
	if !slices.ContainsFunc(c.actor.MembersIn(i.plan.Body), i.Leads.Has) {
		s.object.Leads, s.onBehalfOf = nil, lead
	}
	return s
}

// onBehalf is the subject as the secretariat's, for a member.
func (s subject) onBehalf(is bool, member string) subject {
	if s.onBehalfOf = ""; is {
		s.object.Leads, s.onBehalfOf = nil, member
	}
	return s
}

// ownOnly refuses a correction by a focal point of another lead than the one for which it was recorded.
func (c *change) ownOnly(right workplan.Action, body, lead string, what workplan.Sentence) error {
	if lead == "" || c.actor.OnBehalf(right, body) || slices.Contains(c.actor.MembersIn(body), lead) {
		return nil
	}
	return workplan.Refused("%s was recorded for %s; only its focal points or the secretariat may correct it.", what, lead)
}

// onItemAt runs a reading of what is on an item that the actor may read as it stood.
func (t *Tracker) onItemAt(ctx context.Context, actor workplan.Actor, plan, ref string, when When, with func(*store.Tx, workplan.View) error) error {
	if err := mayBrowse(actor); err != nil {
		return err
	}
	return t.snapshot(ctx, when.KnownAt, func(tx *store.Tx) error {
		i, err := t.itemAt(tx, actor.Sight(), plan, ref, when)
		if err != nil {
			return err
		}
		return with(tx, i.View)
	})
}

// onItemsAt runs a reading of what is on items of all plans.
func (t *Tracker) onItemsAt(ctx context.Context, actor workplan.Actor, when When, with func(*store.Tx, workplan.View) error) error {
	if err := mayBrowse(actor); err != nil {
		return err
	}
	return t.snapshot(ctx, when.KnownAt, func(tx *store.Tx) error {
		v, err := t.view(tx, actor.Sight(), when)
		if err != nil {
			return err
		}
		return with(tx, v)
	})
}
