package tracker

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// RoundReading is a round as it stood in a view, without the plans that its reader may not see. Named says that the round asks only about some plans,
// of which Plans are those that the reader sees. Counts and ByLead are there where one round is read, or rounds are listed with their numbers.
type RoundReading struct {
	workplan.ReportingRound
	View   workplan.View
	State  workplan.RoundState
	Named  bool
	Counts *workplan.RoundCounts
	ByLead []workplan.LeadCounts
}

// ListRounds lists reporting rounds as they stood. Who may: whoever reads what is for members in the body; others see none of its rounds.
func (t *Tracker) ListRounds(ctx context.Context, actor workplan.Actor, f workplan.RoundFilter, page workplan.Page, when When) (workplan.Listing[RoundReading], error) {
	var list workplan.Listing[RoundReading]
	if err := mayReadRounds(actor); err != nil {
		return list, err
	}
	err := t.snapshot(ctx, when.KnownAt, func(tx *store.Tx) (err error) {
		list, _, err = t.roundsAt(tx, actor, f, page, when)
		return err
	})
	return badCursor(list, err)
}

// roundsAt lists rounds as they stood, with what the actor may read.
func (t *Tracker) roundsAt(tx *store.Tx, actor workplan.Actor, f workplan.RoundFilter, page workplan.Page, when When) (list workplan.Listing[RoundReading], s workplan.Sight, err error) {
	if s, err = t.sightOf(tx, actor); err != nil {
		return list, s, err
	}
	v, err := t.view(tx, s, when)
	if err != nil {
		return list, s, err
	}
	rows, err := tx.RoundsReached(s)
	if err != nil {
		return list, s, err
	}
	readings, err := roundsIn(tx, s, rows, v)
	if err != nil {
		return list, s, err
	}
	f.Today = v.AsOf
	readings = slices.DeleteFunc(readings, func(r RoundReading) bool { return !f.Keeps(r.ReportingRound) })
	list, err = pageOf(readings, sorted(page, workplan.RoundSorts), map[string]func(RoundReading) string{
		"number": func(r RoundReading) string { return fmt.Sprintf("%010d", r.Number) },
		"due":    func(r RoundReading) string { return string(r.Due) },
	}, "number")
	return list, s, err
}

// Round reads one round by its number, as it stood, with its numbers as far as the reader sees the items. Who may: as for [Tracker.ListRounds].
func (t *Tracker) Round(ctx context.Context, actor workplan.Actor, number int, when When) (RoundReading, error) {
	var r RoundReading
	err := t.readRound(ctx, actor, number, when, func(tx *store.Tx, s workplan.Sight, reading RoundReading) error {
		r = reading
		return t.count(tx, s, &r)
	})
	return r, err
}

// readRound reads a round for a use case that goes on with it.
func (t *Tracker) readRound(ctx context.Context, actor workplan.Actor, number int, when When, with func(*store.Tx, workplan.Sight, RoundReading) error) error {
	if err := mayReadRounds(actor); err != nil {
		return err
	}
	if when.KnownAt.IsZero() && !actor.Operator { // a round that is over is read as it was known when it ended: what was under way then is waited for
		if r, err := t.store.Read(ctx).Round(number); err == nil {
			if err := t.settle(ctx, r.Ends(t.zone).Add(-time.Microsecond)); err != nil {
				return err
			}
		}
	}
	return t.snapshot(ctx, when.KnownAt, func(tx *store.Tx) error {
		s, err := t.sightOf(tx, actor)
		if err != nil {
			return err
		}
		v, err := t.view(tx, s, when)
		if err != nil {
			return err
		}
		r, err := tx.RoundReached(s, number)
		if r, err = found(r, err, "reporting round %d", number); err != nil {
			return err
		}
		readings, err := roundsIn(tx, s, []workplan.ReportingRound{r}, v)
		if err == nil && len(readings) == 0 {
			err = workplan.Missing("reporting round %d", number)
		}
		if err != nil {
			return err
		}
		return with(tx, s, readings[0])
	})
}

// sightOf is what the actor may read; the operator, who has no user, reads everything.
func (t *Tracker) sightOf(tx *store.Tx, actor workplan.Actor) (workplan.Sight, error) {
	if actor.Operator {
		return everything(tx)
	}
	return actor.Sight(), nil
}

// mayReadRounds refuses who may read no round at all: in which bodies one may is a matter of sight.
func mayReadRounds(actor workplan.Actor) error {
	if actor.Anonymous() {
		return ErrSignIn
	}
	return actor.MustHave(workplan.RightTo(workplan.ReadRounds).Scope)
}

// roundsIn gives each of the rounds as it stood in the view, leaving out those that were not there yet.
func roundsIn(tx *store.Tx, s workplan.Sight, rows []workplan.ReportingRound, v workplan.View) ([]RoundReading, error) {
	rounds, err := roundLog.at(tx, rows, v)
	if err != nil {
		return nil, err
	}
	all, err := tx.AllPlans(s)
	if err != nil {
		return nil, err
	}
	plans, err := plansIn(tx, s, all, v)
	seen := map[string]bool{}
	for _, p := range plans {
		seen[p.Code] = true
	}
	readings := make([]RoundReading, len(rounds))
	for n, r := range rounds {
		readings[n] = RoundReading{ReportingRound: r, View: v, State: r.State(v.AsOf), Named: len(r.Plans) > 0}
		readings[n].Plans = slices.DeleteFunc(slices.Clone(r.Plans), func(code string) bool { return !seen[code] })
	}
	return readings, err
}

// madeRound is the reading of a round that was just written.
func (c *change) madeRound(r workplan.ReportingRound) RoundReading {
	return RoundReading{ReportingRound: r, View: workplan.View{AsOf: c.today, Current: true}, State: r.State(c.today), Named: len(r.Plans) > 0}
}

// CreateRound prepares a round of a body. Two rounds that ask about the same plan on the same day are a conflict. Who may: the secretariat and
// co-chairs of the body.
func (t *Tracker) CreateRound(ctx context.Context, actor workplan.Actor, in workplan.NewRound) (RoundReading, error) {
	f := in.Faults(t.Today())
	return write(ctx, t, actor, inBody(in.Body, f), func(c *change) (RoundReading, error) {
		r := workplan.ReportingRound{Stamp: c.stamp(), Body: in.Body, RoundContent: in.RoundContent}
		if err := c.actor.Must(workplan.RunRounds, workplan.Object{Body: r.Body}); err != nil {
			return RoundReading{}, err
		}
		more, err := c.roundRefers(workplan.RoundContent{}, r)
		if err != nil {
			return RoundReading{}, err
		}
		if err := append(slices.Clone(f), more...).Err(); err != nil {
			return RoundReading{}, err
		}
		if err := c.alone(t, r); err != nil {
			return RoundReading{}, err
		}
		if _, err := c.LockChain(workplan.SystemChain); err != nil { // numbers run across bodies
			return RoundReading{}, err
		}
		if err := c.AddRound(&r); err != nil {
			return RoundReading{}, err
		}
		return c.madeRound(r), created(c, roundSubject(r), r.ID, r.InFull())
	})
}

// EditRound changes a round that is not over, of which the sender knows one of the versions. What is changed while it runs holds from today on; its
// date_reason is that of the last move of its dates. Who may: as for [Tracker.CreateRound].
func (t *Tracker) EditRound(ctx context.Context, actor workplan.Actor, number int, known []int64, edit func(*workplan.RoundContent) error) (RoundReading, error) {
	return write(ctx, t, actor, ofRound(number), func(c *change) (RoundReading, error) {
		r, err := c.roundToRun(number, known)
		if err != nil {
			return RoundReading{}, err
		}
		was := r
		r.DateReason = ""
		if err := edit(&r.RoundContent); err != nil {
			return RoundReading{}, err
		}
		f, err := was.Moved(r.RoundContent, c.today)
		if err != nil {
			return RoundReading{}, err
		}
		if r.DateReason == "" {
			r.DateReason = was.DateReason
		}
		more, err := c.roundRefers(was.RoundContent, r)
		if err != nil {
			return RoundReading{}, err
		}
		if err := slices.Concat(r.RoundContent.Faults(), f, more).Err(); err != nil {
			return RoundReading{}, err
		}
		if err := c.alone(t, r); err != nil {
			return RoundReading{}, err
		}
		effective := workplan.Date("")
		if was.State(c.today).Running() {
			effective = c.today
		}
		return c.keepRound("edit", was, r, effective)
	})
}

// roundToRun loads a round that the actor runs.
func (c *change) roundToRun(number int, known []int64) (workplan.ReportingRound, error) {
	r, err := c.RoundReached(c.sight, number)
	if r, err = found(r, err, "reporting round %d", number); err != nil {
		return r, err
	}
	if err := c.actor.Must(workplan.RunRounds, workplan.Object{Body: r.Body}); err != nil {
		return r, err
	}
	return r, unchanged(r.Version, known, "reporting round")
}

// keepRound writes what became of a round: the row, the audit entry, the content log. Where nothing has changed it writes nothing.
func (c *change) keepRound(verb string, was, r workplan.ReportingRound, effective workplan.Date) (RoundReading, error) {
	fields := workplan.Diff(was.InFull(), r.InFull())
	if len(fields) == 0 {
		return c.madeRound(was), nil
	}
	if err := c.ChangeRound(r, c.at, effective); err != nil {
		return RoundReading{}, raced(err, "reporting round")
	}
	c.touch(&r.Stamp, effective)
	told := maps.Clone(fields)
	if effective != "" {
		maps.Copy(told, workplan.AllFields(effect{effective}))
	}
	c.log(roundSubject(r).event(verb, workplan.Only(was.InFull(), fields), told))
	return c.madeRound(r), c.record(workplan.NounRound, r.ID, effective, fields)
}

// alone refuses a round that would ask about the same plan on the same day as another of its body.
func (c *change) alone(t *Tracker, r workplan.ReportingRound) error {
	others, err := c.RoundsOf([]string{r.Body})
	for _, o := range others {
		if r.Collides(o, t.zone) {
			return workplan.Clash("round-overlaps", "Round %d runs from %s to %s and asks about the same plans. Choose other days, or name plans that it does not ask about.",
				o.Number, o.Opens, o.LastDay(t.zone))
		}
	}
	return err
}

// roundRefers lists the references of a round that were changed and lead nowhere.
func (c *change) roundRefers(before workplan.RoundContent, r workplan.ReportingRound) (workplan.Faults, error) {
	var f workplan.Faults
	if r.Meeting != before.Meeting {
		more, err := c.meetingOf(r.Body, "/meeting", r.Meeting)
		if err != nil {
			return nil, err
		}
		f = append(f, more...)
	}
	for n, code := range r.Plans {
		if before.Plans.Has(code) {
			continue
		}
		p, err := c.plan(code)
		if workplan.KindOf(err) == workplan.NotFound || err == nil && p.Body != r.Body {
			f.Add(fmt.Sprintf("/plans/%d", n), "unknown", "there is no plan %q in body %s", code, r.Body)
		} else if err != nil {
			return nil, err
		} else if p.Status != workplan.PlanEndorsed {
			f.Add(fmt.Sprintf("/plans/%d", n), "not_endorsed", "plan %s is %s; leads report on endorsed plans", code, p.Status)
		}
	}
	return f, nil
}

func roundSubject(r workplan.ReportingRound) subject {
	return subject{noun: workplan.NounRound, name: fmt.Sprint(r.Number), right: workplan.RunRounds, object: workplan.Object{Body: r.Body}}
}
