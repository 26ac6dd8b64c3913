package tracker

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// CarryOverReading is what a carry-over did, or would do: an outcome for each disposition in their order, the refs of the items that stay open, and
// what stands in its way. Only a preview has faults.
type CarryOverReading struct {
	Plan        workplan.WorkPlan
	EffectiveOn workplan.Date
	Outcomes    []CarryOverOutcome
	Open        []string
	Faults      workplan.Faults
}

// CarryOverOutcome is what became of an item. Already says that it had been so before, and that nothing was done; Update is the number of the update
// that records it, 0 where none does yet.
type CarryOverOutcome struct {
	Ref     string
	Title   string
	Kind    workplan.DispositionKind
	Was     workplan.Status
	Is      workplan.Status
	Already bool
	Update  int
	Into    []Successor
}

// Successor is an item in which work goes on; New says that the carry-over made it.
type Successor struct {
	Plan  string
	Ref   string
	Title string
	New   bool
}

// CarryOverItems disposes of open items of an endorsed plan, all or none: each is carried over into later plans of the body, completed late or
// withdrawn. What a disposition asks for and is so already is left as it is, so that the same request can be repeated. Who may: the co-chairs.
func (t *Tracker) CarryOverItems(ctx context.Context, actor workplan.Actor, plan string, in workplan.NewCarryOver) (CarryOverReading, error) {
	return write(ctx, t, actor, ofPlan(plan), func(c *change) (CarryOverReading, error) {
		return c.carryOver(plan, in, workplan.CarryOverItems)
	})
}

// PreviewCarryOver says what [Tracker.CarryOverItems] would do now, or what stands in its way, and does nothing. Who may: the secretariat and
// co-chairs.
func (t *Tracker) PreviewCarryOver(ctx context.Context, actor workplan.Actor, plan string, in workplan.NewCarryOver) (CarryOverReading, error) {
	var r CarryOverReading
	err := rehearse(ctx, t, actor, ofPlan(plan), func(c *change) (err error) {
		r, err = c.carryOver(plan, in, workplan.PrepareClosing)
		var refusal *workplan.Error
		if errors.As(err, &refusal) && (refusal.Kind == workplan.Conflict || refusal.Kind == workplan.Invalid) {
			if r.Faults = refusal.Faults; len(r.Faults) == 0 {
				r.Faults.Add("", refusal.Slug, "%s", refusal.Detail)
			}
			return nil
		}
		return err
	})
	return r, err
}

// carrying is a carry-over under way.
type carrying struct {
	*change
	plan workplan.WorkPlan
	in   workplan.NewCarryOver
	// items are those of the plan by ref, carried the carry-overs of those that were carried before.
	items    map[string]workplan.ActionItem
	carried  map[string][]workplan.CarryOver
	targets  []workplan.CarryTarget
	arrivals []*arrival
	outcomes []CarryOverOutcome
	// done holds what is to be recorded on the open items, by the place of their dispositions.
	done    map[int]decided
	faults  workplan.Faults
	clashes []workplan.Error
}

// decided is a disposition as it is to be recorded.
type decided struct {
	item     workplan.ActionItem
	update   workplan.StatusUpdate
	standing workplan.Standing
	into     []*arrival
}

// carryOver judges and makes a carry-over. Everything that stands in its way is told at once.
func (c *change) carryOver(code string, in workplan.NewCarryOver, right workplan.Action) (CarryOverReading, error) {
	p, err := c.plan(code)
	if err != nil {
		return CarryOverReading{}, err
	}
	if err := c.actor.Must(right, workplan.Object{Body: p.Body}); err != nil {
		return CarryOverReading{}, err
	}
	if in.EffectiveOn == "" {
		in.EffectiveOn = c.today
	}
	k := &carrying{change: c, plan: p, in: in, done: map[int]decided{}}
	if p.Status == workplan.PlanDraft {
		return k.reading(), workplan.Clash("plan-not-endorsed", "Plan %s is a draft; its items are carried over once it is endorsed. Edit the draft instead.", code)
	}
	f, err := c.meetingOf(p.Body, "/meeting", in.Meeting)
	if err != nil {
		return k.reading(), err
	}
	if err := append(in.Faults(p, c.today), f...).Err(); err != nil {
		return k.reading(), err
	}
	for _, step := range []func() error{k.load, k.sortOut, k.destinations, k.judgeNew, k.judgeOld, k.judgeUpdates, k.refusal, k.arrive, k.record} {
		if err := step(); err != nil {
			return k.reading(), err
		}
	}
	return k.reading(), nil
}

// reading is what is known of the outcome so far.
func (k *carrying) reading() CarryOverReading {
	r := CarryOverReading{Plan: k.plan, EffectiveOn: k.in.EffectiveOn, Outcomes: k.outcomes, Open: []string{}}
	if r.Outcomes == nil {
		r.Outcomes = []CarryOverOutcome{}
	}
	for ref, i := range k.items {
		if i.Status.Open() && !slices.ContainsFunc(r.Outcomes, func(o CarryOverOutcome) bool { return o.Ref == ref && !o.Is.Open() }) {
			r.Open = append(r.Open, ref)
		}
	}
	slices.SortFunc(r.Open, byRefKey)
	return r
}

// load reads what the dispositions are judged by.
func (k *carrying) load() error {
	items, err := k.ItemsOf(k.sight, k.plan.Code)
	if err != nil {
		return err
	}
	k.items, k.carried = map[string]workplan.ActionItem{}, map[string][]workplan.CarryOver{}
	for _, i := range items {
		if !i.Removed {
			k.items[i.Ref] = i
		}
	}
	rows, err := k.CarriedFrom(k.plan.Code)
	if err != nil {
		return err
	}
	for _, row := range rows {
		k.carried[row.Ref] = append(k.carried[row.Ref], row)
	}
	plans, err := k.AllPlans(k.sight)
	k.targets = workplan.TargetsOf(k.plan, plans)
	return err
}

// refusal tells all that stands in the way: conflicts first, with the faults beside them.
func (k *carrying) refusal() error {
	if len(k.clashes) == 0 {
		return k.faults.Err()
	}
	e := workplan.Error{Kind: workplan.Conflict, Slug: k.clashes[0].Slug, Detail: workplan.Say("Nothing was carried over: %s.", k.clashes[0].Detail)}
	if more := len(k.clashes) - 1 + len(k.faults); more > 0 {
		e.Detail = workplan.Say("%s There are %d more reasons; see errors.", e.Detail, more)
	}
	for _, clash := range k.clashes {
		e.Faults = append(e.Faults, clash.Faults...)
	}
	e.Faults = append(e.Faults, k.faults...)
	return &e
}

// judgeUpdates judges what is to be recorded on the open items.
func (k *carrying) judgeUpdates() error {
	for n, d := range k.in.Dispositions {
		one, open := k.done[n]
		if !open {
			continue
		}
		a := workplan.Admission{Plan: k.plan, Item: one.item, Actor: k.actor, Today: k.today}
		if a.NeedsHistory(workplan.NewStatusUpdate{UpdateContent: workplan.UpdateContent{EffectiveOn: k.in.EffectiveOn}}) {
			var err error
			if a.History, err = k.History(one.item.ID); err != nil {
				return err
			}
		}
		var err error
		if d.Kind == workplan.DisposeComplete {
			if a.OutputSince, err = k.outputSince(k.plan.Code, one.item.Ref); err != nil {
				return err
			}
		}
		if one.update, one.standing, err = a.Dispose(d, k.in); err != nil {
			if err = k.note(err, func(string) string { return fmt.Sprintf("/dispositions/%d", n) }); err != nil {
				return err
			}
			k.outcomes[n].Is = one.item.Status
		}
		k.done[n] = one
	}
	return nil
}

// note keeps a refusal of one part of the request, its pointers put where the part stands, and gives back what is none.
func (k *carrying) note(err error, where func(pointer string) string) error {
	var refusal *workplan.Error
	switch {
	case !errors.As(err, &refusal):
		return err
	case refusal.Kind == workplan.Conflict:
		k.clash(refusal.Slug, where(""), "refused", refusal.Detail)
	case refusal.Kind == workplan.Invalid:
		for _, f := range refusal.Faults {
			f.Pointer = where(f.Pointer) + f.Pointer
			k.faults = append(k.faults, f)
		}
	default:
		return err
	}
	return nil
}

// record appends the updates of all dispositions, and where the carried items went.
func (k *carrying) record() error {
	var rows []workplan.CarryOver
	for n, d := range k.in.Dispositions {
		one, open := k.done[n]
		if !open {
			continue
		}
		u := one.update
		u.RecordedAt = k.at
		if err := k.AddUpdate(&u); err != nil {
			return err
		}
		if err := k.ChangeStanding(one.item, one.standing, k.at); err != nil {
			return raced(err, "item")
		}
		k.logUpdate(store.ItemOfPlan{ActionItem: one.item, PlanBody: k.plan.Body}, u)
		k.outcomes[n].Update = u.Number
		for _, a := range one.into {
			k.outcomes[n].Into = append(k.outcomes[n].Into, Successor{Plan: a.item.Plan, Ref: a.item.Ref, Title: a.item.Title, New: a.there == nil})
			row := workplan.CarryOver{MadeBy: k.actor.Label(), RecordedAt: k.at, CarryOverContent: workplan.CarryOverContent{
				Plan: k.plan.Code, Ref: d.Ref, Number: u.Number, IntoPlan: a.item.Plan, IntoRef: a.item.Ref}}
			rows = append(rows, row)
			k.log(event{action: "name successor", right: workplan.CarryOverItems, object: workplan.Object{Body: k.plan.Body},
				what: carryOverObject(row), plan: row.IntoPlan, ref: row.IntoRef, after: workplan.AllFields(row.CarryOverContent)})
		}
	}
	return k.AddCarryOvers(rows)
}

func carryOverObject(c workplan.CarryOver) string {
	return "carry-over of " + c.From() + " into " + c.Into()
}
