package demo

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// story is what happened, each event on the day on which it was recorded. Events of one day happen in the order in which they were told.
type story struct{ events []event }

// event is one write of one user.
type event struct {
	on   workplan.Date
	what string
	do   func(context.Context, *tracker.Tracker) error
}

// then adds an event to the story.
func (s *story) then(on workplan.Date, what string, do func(context.Context, *tracker.Tracker) error) {
	s.events = append(s.events, event{on, what, do})
}

// tell lets the events happen in the order of their days, up to now, under a clock that moves with them: nothing is ever recorded before
// what was recorded already.
func (s *story) tell(ctx context.Context, st *store.Store, now time.Time, zone *time.Location) error {
	var clock time.Time
	t := tracker.New(st, tracker.Settings{Now: func() time.Time { return clock }, Zone: zone})
	slices.SortStableFunc(s.events, func(a, b event) int { return cmp.Compare(a.on, b.on) })
	for _, e := range s.events {
		morning, err := time.ParseInLocation("2006-01-02 15:04", string(e.on)+" 09:00", zone)
		if err != nil {
			return fmt.Errorf("%s: %w", e.what, err)
		}
		clock = clock.Add(4*time.Minute + 17*time.Second)
		if clock.Before(morning) {
			clock = morning
		}
		if clock.After(now) {
			return nil
		}
		if err := e.do(ctx, t); err != nil {
			return fmt.Errorf("%s (%s): %w", e.what, e.on, err)
		}
	}
	return nil
}

// list is short for the lists in which members and topics are named.
type list = workplan.List

// work is an item of a plan of the story with all that was reported on it, in the order in which it was sent. Follows are the items of the
// earlier plan that it continues. An item without an audience is for members.
type work struct {
	Ref, Title, About, Output   string
	Continuing                  bool
	Start, Due                  workplan.PartialDate
	Leads, Supporting, Partners list
	Topics                      list
	Audience                    workplan.Audience
	Origin                      string
	Follows                     list
	Reports                     []report
}

// report is one update: who sent it, on which day, and what it says.
type report struct {
	sent   workplan.Date
	sender string
	workplan.NewStatusUpdate
}

// say is one thing that a report says.
type say func(*report)

// by is a report of a lead's focal point, effective and sent on a day.
func by(lead string, on workplan.Date, says ...say) report {
	return newReport(focalPoints[lead], lead, on, says)
}

// forLead is a report that the secretariat sent on behalf of a lead.
func forLead(lead string, on workplan.Date, says ...say) report {
	return newReport(demoSecretariat, lead, on, says)
}

// nothing is a nil return of a lead.
func nothing(lead string, on workplan.Date, says ...say) report {
	return by(lead, on, append(says, func(r *report) { r.Kind = workplan.UpdateNilReturn })...)
}

// chairs is a decision of the co-chairs, with its reason.
func chairs(on workplan.Date, status workplan.Status, reason string, says ...say) report {
	return newReport(demoCoChair, "", on, append(says, func(r *report) { r.Status, r.Reason = status, reason }))
}

func newReport(sender, lead string, on workplan.Date, says []say) report {
	r := report{sent: on, sender: sender}
	r.Kind, r.Lead, r.EffectiveOn = workplan.UpdateProgress, lead, on
	for _, s := range says {
		s(&r)
	}
	return r
}

func started(r *report)    { r.Status = workplan.StatusInProgress }
func onTrack(r *report)    { r.Health = workplan.HealthOnTrack }
func atRisk(r *report)     { r.Health = workplan.HealthAtRisk }
func offTrack(r *report)   { r.Health = workplan.HealthOffTrack }
func chairsOnly(r *report) { r.Audience = workplan.AudienceChairs }

func done(text string) say   { return func(r *report) { r.Done = text } }
func next(text string) say   { return func(r *report) { r.NextSteps = text } }
func joinIn(text string) say { return func(r *report) { r.Openings = text } }

// completed says on which day the work was finished.
func completed(on workplan.PartialDate) say {
	return func(r *report) { r.Status, r.CompletedOn = workplan.StatusCompleted, on }
}

func postponed(reason string) say {
	return func(r *report) { r.Status, r.Reason = workplan.StatusPostponed, reason }
}

// expect gives the planned day of completion.
func expect(by workplan.PartialDate) say { return func(r *report) { r.PlannedCompletion = by } }

// sent is the day on which the report was recorded, where that was later than the day on which it was true.
func sent(on workplan.Date) say { return func(r *report) { r.sent = on } }

// correcting replaces an earlier report.
func correcting(number int, reason string) say {
	return func(r *report) { r.Corrects, r.CorrectionReason = number, reason }
}

// atMeeting names the annual meeting for which the report was made.
func atMeeting(number int) say {
	return func(r *report) { r.Meeting = fmt.Sprintf("%s-%d", ExampleWG, number) }
}

// link is evidence, always under example.org.
func link(title, path string) say {
	return func(r *report) {
		r.Evidence = append(r.Evidence, workplan.Link{Title: title, URL: "https://example.org/" + path})
	}
}

// agenda is a plan of the story: when it was drafted and endorsed, its objectives in order, its items, and how it ended.
type agenda struct {
	workplan.NewPlan
	drafted    workplan.Date
	endorsed   workplan.Date
	at         workplan.Endorsement
	objectives []workplan.ObjectiveContent
	items      []work
	ends       []ending
}

// ending is what the co-chairs decided about the open items of a plan on a day, and whether the plan was closed upon it.
type ending struct {
	on workplan.Date
	workplan.NewCarryOver
	closing *workplan.Closing
}

// goesOn carries an item over into items of the next plan that continue it.
func goesOn(ref, plan string, into ...string) workplan.Disposition {
	d := workplan.Disposition{Ref: ref, Kind: workplan.DisposeCarry}
	for _, item := range into {
		d.Into = append(d.Into, workplan.Destination{Plan: plan, Item: item})
	}
	return d
}

// keep puts a plan and all reports on it into the story.
func (s *story) keep(a agenda) {
	s.then(a.drafted, "draft "+a.Code, func(ctx context.Context, t *tracker.Tracker) error {
		_, err := t.CreatePlan(ctx, as(demoSecretariat), a.NewPlan)
		return err
	})
	for _, o := range a.objectives {
		s.then(a.drafted, "objective "+o.Title, func(ctx context.Context, t *tracker.Tracker) error {
			_, err := t.CreateObjective(ctx, as(demoSecretariat), a.Code, workplan.NewObjective{ObjectiveContent: o})
			return err
		})
	}
	s.then(a.drafted, "items of "+a.Code, func(ctx context.Context, t *tracker.Tracker) error {
		items := make([]workplan.NewItem, len(a.items))
		for n, w := range a.items {
			items[n] = w.item()
		}
		_, err := t.CreateItems(ctx, as(demoSecretariat), a.Code, items)
		return err
	})
	s.then(a.endorsed, "endorse "+a.Code, func(ctx context.Context, t *tracker.Tracker) error {
		_, err := t.EndorsePlan(ctx, as(demoCoChair), a.Code, nil, a.at)
		return err
	})
	for _, w := range a.items {
		for _, r := range w.Reports {
			s.then(r.sent, "report on "+a.Code+"/"+w.Ref, func(ctx context.Context, t *tracker.Tracker) error {
				_, err := t.PostStatusUpdate(ctx, as(r.sender), a.Code, w.Ref, nil, r.NewStatusUpdate)
				return err
			})
		}
	}
	for _, e := range a.ends {
		s.end(a.Code, e)
	}
}

// end disposes of open items of a plan, and closes it where that was decided.
func (s *story) end(plan string, e ending) {
	s.then(e.on, "carry over from "+plan, func(ctx context.Context, t *tracker.Tracker) error {
		_, err := t.CarryOverItems(ctx, as(demoCoChair), plan, e.NewCarryOver)
		return err
	})
	if e.closing != nil {
		s.then(e.on, "close "+plan, func(ctx context.Context, t *tracker.Tracker) error {
			_, err := t.ClosePlan(ctx, as(demoCoChair), plan, nil, *e.closing)
			return err
		})
	}
}

// item is the work as an item of its plan; the first number of its ref is its objective.
func (w work) item() workplan.NewItem {
	i := workplan.NewItem{Ref: w.Ref, ItemContent: workplan.ItemContent{
		Objective: int(w.Ref[0] - '0'), Title: w.Title, Description: w.About, ExpectedOutput: w.Output, Nature: workplan.NatureOneOff,
		Start: w.Start, Due: w.Due, Audience: cmp.Or(w.Audience, workplan.AudienceMembers), Leads: w.Leads, Supporting: w.Supporting,
		Partners: w.Partners, Topics: w.Topics, Origin: w.Origin, Predecessors: w.Follows,
	}}
	if w.Continuing {
		i.Nature = workplan.NatureContinuing
	}
	return i
}
