package tracker

import (
	"context"
	"strconv"
	"strings"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// ItemReading is an item as it stood in a view, with what of its plan a reader needs to judge it.
type ItemReading struct {
	workplan.ActionItem
	View     workplan.View
	Body     string
	Audience workplan.Audience
	Overdue  int
	Late     bool
}

// reading puts an item, already as it stood, together with what is computed from it.
func reading(i workplan.ActionItem, p workplan.WorkPlan, v workplan.View) ItemReading {
	return ItemReading{ActionItem: i, View: v, Body: p.Body, Audience: i.Audience.Within(p.Audience), Overdue: i.Overdue(v.AsOf), Late: i.Late(p.PeriodEnd)}
}

// ItemTitles are the titles of the items with the given names ("plan/ref") as they stand now, by name; those that are not there, or that the actor may not
// see, are left out. Who may: as for [Tracker.Item].
func (t *Tracker) ItemTitles(ctx context.Context, actor workplan.Actor, names []string) (map[string]string, error) {
	titles := map[string]string{}
	if err := mayBrowse(actor); err != nil || len(names) == 0 {
		return titles, err
	}
	items, err := itemsNamedAt(t.store.Read(ctx), actor.Sight(), actor.Sight(), names, workplan.View{AsOf: t.Today(), Current: true})
	for name, i := range items {
		titles[name] = i.Title
	}
	return titles, err
}

// Item reads an item as it stood. Who may: whoever its audience lets in; the focal points of its leads and supporting members always.
func (t *Tracker) Item(ctx context.Context, actor workplan.Actor, plan, ref string, when When) (ItemReading, error) {
	if err := mayBrowse(actor); err != nil {
		return ItemReading{}, err
	}
	if when == (When{}) {
		row, err := t.store.Read(ctx).Item(actor.Sight(), plan, ref)
		if row, err = found(row, err, "item %s/%s", plan, ref); err != nil {
			return ItemReading{}, err
		}
		if row.Removed || row.PlanRemoved {
			return ItemReading{}, workplan.Missing("item %s/%s", plan, ref)
		}
		return reading(row.ActionItem, row.OfPlan(), workplan.View{AsOf: t.Today(), Current: true}), nil
	}
	var r ItemReading
	err := t.snapshot(ctx, when.KnownAt, func(tx *store.Tx) (err error) {
		r, err = t.itemAt(tx, actor.Sight(), plan, ref, when)
		return err
	})
	return r, err
}

// ListItems lists the items that the actor may see, as they stood; of one plan where the filter names one, else across plans.
func (t *Tracker) ListItems(ctx context.Context, actor workplan.Actor, f workplan.ItemFilter, page workplan.Page, when When) (workplan.Listing[ItemReading], error) {
	var list workplan.Listing[ItemReading]
	if err := mayBrowse(actor); err != nil {
		return list, err
	}
	f.Today, f.UpdatedSince = t.Today(), f.UpdatedSince.Truncate(time.Microsecond)
	page = sorted(page, workplan.ItemSorts)
	if when != (When{}) {
		err := t.snapshot(ctx, when.KnownAt, func(tx *store.Tx) error {
			v, err := t.view(tx, actor.Sight(), when)
			if err != nil {
				return err
			}
			list, err = itemsAt(tx, actor.Sight(), f, page, v)
			return err
		})
		return badCursor(list, err)
	}
	rows, err := badCursor(t.store.Read(ctx).ListItems(actor.Sight(), f, page))
	list.Next, list.Rows = rows.Next, make([]ItemReading, len(rows.Rows))
	for n, row := range rows.Rows {
		list.Rows[n] = reading(row.ActionItem, row.OfPlan(), workplan.View{AsOf: f.Today, Current: true})
	}
	return list, err
}

// CreateItem adds an item to a draft plan. Who may: the secretariat and co-chairs of its body.
func (t *Tracker) CreateItem(ctx context.Context, actor workplan.Actor, plan string, in workplan.NewItem) (ItemReading, error) {
	return write(ctx, t, actor, ofPlan(plan), func(c *change) (ItemReading, error) {
		items, err := c.addItems(plan, []workplan.NewItem{in})
		if err != nil {
			return ItemReading{}, withoutRow(err)
		}
		return items[0], nil
	})
}

// MaxBatch is the most items that one request may create.
const MaxBatch = 1000

// CreateItems adds items to a draft plan, all or none; a fault names the row it is in ("/items/3/title"). Who may: as for
// [Tracker.CreateItem].
func (t *Tracker) CreateItems(ctx context.Context, actor workplan.Actor, plan string, in []workplan.NewItem) ([]ItemReading, error) {
	return write(ctx, t, actor, ofPlan(plan), func(c *change) ([]ItemReading, error) { return c.addItems(plan, in) })
}

// addItems stores new items of a draft plan, their audit entries and the beginnings of their content logs.
func (c *change) addItems(plan string, in []workplan.NewItem) ([]ItemReading, error) {
	p, err := c.draft(plan)
	if err != nil {
		return nil, err
	}
	items, members, err := c.newItems(p, in)
	if err != nil {
		return nil, err
	}
	return c.storeItems(p, items, members)
}

// storeItems stores new items that were judged, their audit entries and the beginnings of their content logs, and gives the items their ids.
func (c *change) storeItems(p workplan.WorkPlan, items []workplan.ActionItem, members map[string]workplan.Member) ([]ItemReading, error) {
	if err := c.AddItems(items, members); err != nil {
		return nil, taken(err, "A ref is in use in plan %s, or was; a ref is never used again.", p.Code)
	}
	changes := make([]workplan.ContentChange, len(items))
	readings := make([]ItemReading, len(items))
	for n, i := range items {
		fields := workplan.AllFields(i.State())
		c.log(itemSubject(p, i).event("create", nil, fields))
		changes[n] = workplan.ContentChange{Noun: workplan.NounItem, ObjectID: i.ID, RecordedAt: c.at, Fields: fields.Text()}
		readings[n] = reading(i, p, workplan.View{AsOf: c.today, Current: true})
	}
	return readings, c.AddChanges(changes)
}

// newItems judges new items together and gives each its ref.
func (c *change) newItems(p workplan.WorkPlan, in []workplan.NewItem) ([]workplan.ActionItem, map[string]workplan.Member, error) {
	var f workplan.Faults
	if len(in) == 0 || len(in) > MaxBatch {
		f.Add("/items", "out_of_range", "must hold from 1 to %d items", MaxBatch)
		return nil, nil, f.Err()
	}
	used, err := c.RefsOf(p.Code)
	if err != nil {
		return nil, nil, err
	}
	taken := map[string]bool{}
	for _, ref := range used {
		taken[ref] = true
	}
	checks, err := c.itemChecks(p, contents(in))
	if err != nil {
		return nil, nil, err
	}
	items := make([]workplan.ActionItem, len(in))
	for n, i := range in {
		faults := append(i.Faults(p), checks.faults(workplan.ItemContent{}, i.ItemContent)...)
		if i.Ref == "" {
			if i.Ref = workplan.NextRef(i.Objective, used); !workplan.ValidRef(i.Ref) {
				faults.Add("/ref", "exhausted", "there is no free ref left here; give one under another objective")
			}
		}
		if taken[i.Ref] {
			faults.Add("/ref", "in_use", "%s is in use in this plan, or was; a ref is never used again", i.Ref)
		}
		taken[i.Ref], used = true, append(used, i.Ref)
		for _, fault := range faults {
			fault.Pointer = "/items/" + strconv.Itoa(n) + fault.Pointer
			f = append(f, fault)
		}
		items[n] = workplan.ActionItem{Stamp: c.stamp(), Plan: p.Code, Ref: i.Ref, RefKey: workplan.RefKeyOf(i.Ref),
			DueKey: workplan.DueKeyOf(i.Due), ItemContent: i.ItemContent, Standing: workplan.Unreported()}
	}
	return items, checks.members, f.Err()
}

// EditItem changes the content of an item of a draft plan of which the sender knows one of the versions. Who may: as for [Tracker.CreateItem].
func (t *Tracker) EditItem(ctx context.Context, actor workplan.Actor, plan, ref string, known []int64, edit func(*workplan.ItemContent) error) (ItemReading, error) {
	return t.changeItem(ctx, actor, plan, ref, known, func(s *workplan.ItemState) error { return edit(&s.ItemContent) })
}

// RemoveItem takes an item out of a draft plan; its ref is not used again, and proposals that went on in it are open again. Who may: as for [Tracker.CreateItem].
func (t *Tracker) RemoveItem(ctx context.Context, actor workplan.Actor, plan, ref string, known []int64) error {
	_, err := t.changeItem(ctx, actor, plan, ref, known, func(s *workplan.ItemState) error { s.Removed = true; return nil })
	return err
}

func (t *Tracker) changeItem(ctx context.Context, actor workplan.Actor, plan, ref string, known []int64,
	edit func(*workplan.ItemState) error) (ItemReading, error) {
	return write(ctx, t, actor, ofItem(plan, ref), func(c *change) (ItemReading, error) {
		row, err := c.Tx.Item(c.sight, plan, ref)
		if row, err = found(row, err, "item %s/%s", plan, ref); err == nil && row.Removed {
			err = workplan.Missing("item %s/%s", plan, ref)
		}
		if err != nil {
			return ItemReading{}, err
		}
		p, err := c.draft(plan)
		if err != nil {
			return ItemReading{}, err
		}
		return c.editItem(p, row.ActionItem, known, edit)
	})
}

// editItem changes an item of a draft plan.
func (c *change) editItem(p workplan.WorkPlan, i workplan.ActionItem, known []int64, edit func(*workplan.ItemState) error) (ItemReading, error) {
	state := i.State()
	var members map[string]workplan.Member
	err := editing[workplan.ItemState]{
		subject: itemSubject(p, i), stamp: &i.Stamp, content: &state, known: known, edit: edit,
		faults: func(s workplan.ItemState) workplan.Faults {
			return unless(s.Removed, func() workplan.Faults { return s.ItemContent.Faults(p) })
		},
		refers: func(before, after workplan.ItemState) (workplan.Faults, error) {
			checks, err := c.itemChecks(p, []workplan.ItemContent{after.ItemContent})
			members = checks.members
			return checks.faults(before.ItemContent, after.ItemContent), err
		},
		save: func() error {
			if err := c.keepsCarried(i, state); err != nil {
				return err
			}
			i.ItemContent, i.Removed, i.DueKey = state.ItemContent, state.Removed, workplan.DueKeyOf(state.Due)
			return c.ChangeItem(i, members, c.at, "")
		},
	}.apply(c)
	if err == nil && state.Removed {
		err = c.release(p, i.Ref)
	}
	return reading(i, p, workplan.View{AsOf: c.today, Current: true}), err
}

func itemSubject(p workplan.WorkPlan, i workplan.ActionItem) subject {
	return subject{noun: workplan.NounItem, name: i.Name(), right: workplan.EditDraft,
		object: workplan.Object{Body: p.Body, Leads: i.Leads}, plan: p.Code, ref: i.Ref}
}

func contents(in []workplan.NewItem) []workplan.ItemContent {
	list := make([]workplan.ItemContent, len(in))
	for n, i := range in {
		list[n] = i.ItemContent
	}
	return list
}

// withoutRow takes the row out of the pointers of a batch that had only one.
func withoutRow(err error) error {
	refusal, ok := err.(*workplan.Error)
	if !ok {
		return err
	}
	for n := range refusal.Faults {
		refusal.Faults[n].Pointer = strings.TrimPrefix(refusal.Faults[n].Pointer, "/items/0")
	}
	return refusal
}
