package tracker

import (
	"context"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// UpdateReading is an update with what later became of it: the number of the update that corrected it by then, 0 for none. Successors are, of one
// that records a carry-over, the items ("plan/ref") in which the work goes on, as far as the reader sees them.
type UpdateReading struct {
	workplan.StatusUpdate
	CorrectedBy int
	Successors  []string
}

// PostStatusUpdate records a report on an item of an endorsed plan and moves the item as the report says. Who may: see
// [workplan.Admission.Admit]. Known, where given, holds the item to the versions of which the sender knows.
func (t *Tracker) PostStatusUpdate(ctx context.Context, actor workplan.Actor, plan, ref string, known []int64, in workplan.NewStatusUpdate) (UpdateReading, error) {
	return write(ctx, t, actor, ofItem(plan, ref), func(c *change) (UpdateReading, error) {
		u, _, err := c.postUpdate(plan, ref, known, in)
		return u, err
	})
}

// PreviewStatusUpdate tells what [Tracker.PostStatusUpdate] would record now, and how the item would stand, and records nothing. Who may: whoever may
// post it.
func (t *Tracker) PreviewStatusUpdate(ctx context.Context, actor workplan.Actor, plan, ref string, known []int64, in workplan.NewStatusUpdate) (UpdateReading, workplan.ActionItem, error) {
	var item workplan.ActionItem
	u, err := previewed(ctx, t, actor, ofItem(plan, ref), func(c *change) (u UpdateReading, err error) {
		u, item, err = c.postUpdate(plan, ref, known, in)
		return u, err
	})
	return u, item, err
}

// postUpdate records an update and gives the item as it then stands.
func (c *change) postUpdate(plan, ref string, known []int64, in workplan.NewStatusUpdate) (UpdateReading, workplan.ActionItem, error) {
	row, err := c.Tx.Item(c.sight, plan, ref)
	if row, err = found(row, err, "item %s/%s", plan, ref); err == nil && (row.Removed || row.PlanRemoved) {
		err = workplan.Missing("item %s/%s", plan, ref)
	}
	if err != nil {
		return UpdateReading{}, row.ActionItem, err
	}
	a := workplan.Admission{Plan: row.OfPlan(), Item: row.ActionItem, Actor: c.actor, Today: c.today}
	if err := c.mayReport(workplan.Object{Body: row.PlanBody, Leads: row.Leads}); err != nil {
		return UpdateReading{}, row.ActionItem, err
	}
	if err := unchanged(row.Version, known, "item"); err != nil {
		return UpdateReading{}, row.ActionItem, err
	}
	u, standing, err := c.admit(a, in)
	if err != nil {
		return UpdateReading{}, row.ActionItem, err
	}
	u.RecordedAt = c.at
	if err := c.AddUpdate(&u); err != nil {
		return UpdateReading{}, row.ActionItem, err
	}
	if err := c.ChangeStanding(row.ActionItem, standing, c.at); err != nil {
		return UpdateReading{}, row.ActionItem, raced(err, "item")
	}
	c.logUpdate(row, u)
	row.Standing = standing
	return UpdateReading{StatusUpdate: u}, row.ActionItem, nil
}

// mayReport refuses who could post nothing at all on an item.
func (c *change) mayReport(item workplan.Object) error {
	if c.actor.May(workplan.DecideOnItem, item).Allowed {
		return nil
	}
	return c.actor.Must(workplan.PostStatusUpdate, item)
}

// admit asks the rule, with the item's history where the rule needs it.
func (c *change) admit(a workplan.Admission, in workplan.NewStatusUpdate) (workplan.StatusUpdate, workplan.Standing, error) {
	f, err := c.meetingOf(a.Plan.Body, "/meeting", in.Meeting)
	if err == nil && a.NeedsHistory(in) {
		a.History, err = c.History(a.Item.ID)
	}
	if err == nil && in.NeedsOutput() {
		a.OutputSince, err = c.outputSince(a.Item.Plan, a.Item.Ref)
	}
	if err != nil {
		return workplan.StatusUpdate{}, workplan.Standing{}, err
	}
	u, standing, err := a.Admit(in)
	return u, standing, together(err, f)
}

func (c *change) logUpdate(row store.ItemOfPlan, u workplan.StatusUpdate) {
	e := event{action: "post status update", right: workplan.PostStatusUpdate, object: workplan.Object{Body: row.PlanBody, Leads: row.Leads},
		what: updateObject(u), plan: u.Plan, ref: u.Ref, after: workplan.AllFields(reportTold{u.Lead, u.UpdateContent})}
	if u.Kind == workplan.UpdateDecision {
		e.right = workplan.DecideOnItem
	}
	if u.OnBehalf {
		e.onBehalfOf, e.object.Leads = u.Lead, nil // the right is that of the secretariat, whatever else the actor is
	}
	if u.Kind == workplan.UpdateCarryOver {
		e.action, e.right = "carry over item", workplan.CarryOverItems
	}
	c.log(e)
}

func updateObject(u workplan.StatusUpdate) string { return "update " + u.Name() }

// reportTold is what the audit tells of a status update, beside who posted it, for whom and when.
type reportTold struct {
	Lead string
	workplan.UpdateContent
}

// StatusUpdate reads one update of an item. Who may: whoever its audience lets in.
func (t *Tracker) StatusUpdate(ctx context.Context, actor workplan.Actor, plan, ref string, number int, when When) (UpdateReading, error) {
	var r UpdateReading
	if err := mayBrowse(actor); err != nil {
		return r, err
	}
	err := t.snapshot(ctx, when.KnownAt, func(tx *store.Tx) error {
		v, err := t.view(tx, actor.Sight(), when)
		if err != nil {
			return err
		}
		u, err := tx.Update(actor.Sight(), plan, ref, number)
		if err == nil && (!v.Knows(u.RecordedAt) || !v.Holds(u.EffectiveOn)) {
			err = store.ErrNone
		}
		if u, err = found(u, err, "update %s/%s/%d", plan, ref, number); err != nil {
			return err
		}
		readings, err := corrected(tx, actor.Sight(), []workplan.StatusUpdate{u}, v)
		if err == nil {
			r = readings[0]
		}
		return err
	})
	return r, err
}

// ListStatusUpdates lists updates that the actor may see, as recorded by then: of one item, of a plan, or across plans as a feed. Who follows the
// feed by the time of recording misses nothing: what is recorded after the answer was made bears a later time.
func (t *Tracker) ListStatusUpdates(ctx context.Context, actor workplan.Actor, f workplan.UpdateFilter, page workplan.Page, when When) (workplan.Listing[UpdateReading], error) {
	var list workplan.Listing[UpdateReading]
	if err := mayBrowse(actor); err != nil {
		return list, err
	}
	settled := when.KnownAt
	if !f.RecordedSince.IsZero() && settled.IsZero() {
		settled = t.now()
	}
	err := t.snapshot(ctx, settled, func(tx *store.Tx) (err error) {
		if f.View, err = t.view(tx, actor.Sight(), when); err != nil {
			return err
		}
		rows, err := badCursor(tx.ListUpdates(actor.Sight(), f, sorted(page, workplan.UpdateSorts)))
		if err != nil {
			return err
		}
		list.Next = rows.Next
		list.Rows, err = corrected(tx, actor.Sight(), rows.Rows, f.View)
		return err
	})
	return list, err
}

// ListItemUpdates lists the updates of one item by number, as recorded by then. Who may: whoever may read the item as it
// stood then.
func (t *Tracker) ListItemUpdates(ctx context.Context, actor workplan.Actor, plan, ref string, f workplan.UpdateFilter, page workplan.Page, when When) (workplan.Listing[UpdateReading], error) {
	if _, err := t.Item(ctx, actor, plan, ref, when); err != nil {
		return workplan.Listing[UpdateReading]{}, err
	}
	f.Plan, f.Ref = workplan.List{plan}, ref
	return t.ListStatusUpdates(ctx, actor, f, sorted(page, workplan.ItemUpdateSorts), when)
}

// corrected adds to updates the number of the update that had corrected each by then, and where those that record a carry-over lead.
func corrected(tx *store.Tx, s workplan.Sight, updates []workplan.StatusUpdate, v workplan.View) ([]UpdateReading, error) {
	by, err := tx.CorrectionsOf(s, updates, v)
	if err != nil {
		return nil, err
	}
	into, err := carriedBy(tx, s, updates, v)
	readings := make([]UpdateReading, len(updates))
	for n, u := range updates {
		readings[n] = UpdateReading{StatusUpdate: u, CorrectedBy: by[u.ItemID][u.Number], Successors: into[u.Name()]}
	}
	return readings, err
}

// LatestReports finds, for items as they stood in their views, the latest progress report that the actor may see, by item name.
func (t *Tracker) LatestReports(ctx context.Context, actor workplan.Actor, items []ItemReading) (map[string]UpdateReading, error) {
	latest := map[string]UpdateReading{}
	if err := mayBrowse(actor); err != nil || len(items) == 0 {
		return latest, err
	}
	src := workplan.ReportSource{View: items[0].View}
	wanted := map[int64][]int{}
	for _, i := range items {
		src.Items = append(src.Items, i.ActionItem)
		if i.LatestReport > 0 {
			wanted[i.ID] = []int{i.LatestReport}
		}
	}
	err := t.snapshot(ctx, src.View.KnownAt, func(tx *store.Tx) (err error) {
		if src.Updates, err = tx.UpdatesNumbered(actor.Sight(), wanted); err == nil {
			err = standIn(tx, actor.Sight(), &src)
		}
		return err
	})
	for _, i := range src.Items {
		if u, ok := src.Updates[i.ID][i.LatestReport]; ok {
			latest[i.Name()] = UpdateReading{StatusUpdate: u}
		}
	}
	return latest, err
}
