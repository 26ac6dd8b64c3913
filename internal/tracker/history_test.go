package tracker_test

import (
	"fmt"
	"slices"
	"time"

	"pgregory.net/rapid"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// history makes random writes in a world: a body of its own with two plans at most three objectives and five items each, so that what can
// ever be asked about is known beforehand.
type history struct {
	*world
	rt       *rapid.T
	body     string
	plans    []string
	members  []string
	meetings []string
	started  time.Time
	recorded []time.Time
}

var refs = []string{"1", "1.1", "1.2", "2.1", "3"}

// newHistory begins a history in a body of its own, named after the number of the history.
func newHistory(w *world, rt *rapid.T, n int) *history {
	name := func(s string) string { return fmt.Sprintf("%s%d", s, n) }
	h := &history{world: w, rt: rt, body: name("body"), plans: []string{name("p-"), name("q-")}, members: []string{name("m"), name("n"), name("o")},
		meetings: []string{name("meet"), name("late")}}
	w.body(h.body)
	for _, m := range h.members {
		w.member(m, h.body, workplan.MembershipMember).user("fp-"+m, focalPoint(m))
	}
	w.user(name("chair"), coChair(h.body)).user(name("desk"), secretariat(h.body))
	h.started = w.clock.now()
	for _, plan := range h.plans {
		h.createPlan(plan)
		h.step("create objectives and items", func() error {
			for range 2 {
				if _, err := h.CreateObjective(h.ctx(), h.chair(), plan, workplan.NewObjective{ObjectiveContent: workplan.ObjectiveContent{Title: "Aim"}}); err != nil {
					return err
				}
				h.clock.move(time.Millisecond)
			}
			items := []workplan.NewItem{{Ref: "1.1", ItemContent: h.content(plan)}, {Ref: "2.1", ItemContent: h.content(plan)}}
			if plan == h.plans[0] {
				items[0].Predecessors, items[1].Predecessors = nil, nil
			}
			_, err := h.CreateItems(h.ctx(), h.chair(), plan, items)
			return err
		})
	}
	h.endorse(h.plans[0])
	return h
}

func (h *history) chair() workplan.Actor {
	return h.as("chair" + h.body[len("body"):])
}

// step does a write after the clock has moved on, and notes when it was recorded. That the rules refuse a write is part of a random history.
func (h *history) step(what string, do func() error) {
	gap := rapid.SampledFrom([]time.Duration{time.Microsecond, time.Second, time.Hour, 24 * time.Hour, 9 * 24 * time.Hour}).Draw(h.rt, "time passes")
	at := h.clock.move(gap)
	switch err := do(); {
	case err == nil:
		h.recorded = append(h.recorded, h.clock.now(), at)
	case workplan.KindOf(err) == 0:
		h.rt.Fatalf("%s: %v", what, err)
	}
}

// write does one random write.
func (h *history) write() {
	plan := rapid.SampledFrom([]string{h.plans[0], h.plans[1], h.plans[1], h.plans[1]}).Draw(h.rt, "plan")
	ref := rapid.SampledFrom(refs).Draw(h.rt, "ref")
	number := rapid.IntRange(1, 3).Draw(h.rt, "number")
	word := rapid.SampledFrom([]string{"red", "green", "blue"}).Draw(h.rt, "word")
	type write struct {
		name string
		do   func() error
	}
	writes := []write{
		{"edit plan", func() error {
			_, err := h.EditPlan(h.ctx(), h.chair(), plan, nil, func(c *workplan.PlanContent) error { c.Title, c.Notes = "Plan "+word, word; return nil })
			return err
		}},
		{"create objective", func() error {
			_, err := h.CreateObjective(h.ctx(), h.chair(), plan, workplan.NewObjective{Number: number, ObjectiveContent: workplan.ObjectiveContent{Title: word}})
			return err
		}},
		{"edit objective", func() error {
			_, err := h.EditObjective(h.ctx(), h.chair(), plan, number, nil, func(c *workplan.ObjectiveContent) error { c.Title = word; return nil })
			return err
		}},
		{"remove objective", func() error { return h.RemoveObjective(h.ctx(), h.chair(), plan, number, nil) }},
		{"create item", func() error {
			_, err := h.CreateItem(h.ctx(), h.chair(), plan, workplan.NewItem{Ref: ref, ItemContent: h.content(plan)})
			return err
		}},
		{"edit item", func() error {
			_, err := h.EditItem(h.ctx(), h.chair(), plan, ref, nil, func(c *workplan.ItemContent) error { *c = h.content(plan); return nil })
			return err
		}},
		{"remove item", func() error { return h.RemoveItem(h.ctx(), h.chair(), plan, ref, nil) }},
		{"rename member", func() error {
			m := rapid.SampledFrom(h.members).Draw(h.rt, "member")
			_, err := h.EditMember(h.ctx(), operator, m, nil, func(c *workplan.MemberContent) error { c.Name = "Land of " + word; return nil })
			return err
		}},
		{"rename body", func() error {
			_, err := h.EditBody(h.ctx(), h.chair(), h.body, nil, func(c *workplan.BodyContent) error { c.Name = "Group " + word; return nil })
			return err
		}},
		{"enter meeting", func() error {
			code := rapid.SampledFrom(h.meetings).Draw(h.rt, "meeting")
			_, err := h.CreateMeeting(h.ctx(), h.chair(), workplan.NewMeeting{Code: code, Body: h.body, MeetingContent: workplan.MeetingContent{Name: word, Starts: workplan.PartialDate(h.day())}})
			return err
		}},
		{"move meeting", func() error {
			code := rapid.SampledFrom(h.meetings).Draw(h.rt, "meeting")
			_, err := h.EditMeeting(h.ctx(), h.chair(), code, nil, func(c *workplan.MeetingContent) error {
				c.Name, c.Starts = word, workplan.PartialDate(h.day())
				return nil
			})
			return err
		}},
		{"record attendance", func() error {
			code, m := rapid.SampledFrom(h.meetings).Draw(h.rt, "meeting"), rapid.SampledFrom(h.members).Draw(h.rt, "attended")
			_, err := h.RecordAttendance(h.ctx(), h.chair(), code, []workplan.Attendant{{Member: m, Capacity: workplan.CapacitySpeaker}})
			return err
		}},
		{"name leads", func() error {
			code, m := rapid.SampledFrom(h.meetings).Draw(h.rt, "meeting"), rapid.SampledFrom(h.members).Draw(h.rt, "reported")
			_, err := h.EditMeeting(h.ctx(), h.chair(), code, nil, func(c *workplan.MeetingContent) error {
				c.Reported = workplan.LeadReports{{Plan: h.plans[0], Leads: workplan.List{m}}}
				return nil
			})
			return err
		}},
		{"adopt record", func() error {
			_, err := h.AdoptRecord(h.ctx(), h.chair(), rapid.SampledFrom(h.meetings).Draw(h.rt, "meeting"), nil, workplan.NewAdoption{})
			return err
		}},
		{"correct record", func() error {
			code, m := rapid.SampledFrom(h.meetings).Draw(h.rt, "meeting"), rapid.SampledFrom(h.members).Draw(h.rt, "attended")
			_, err := h.IssueCorrigendum(h.ctx(), h.chair(), code, nil, workplan.NewCorrigendum{Reason: word, Correct: func(s *workplan.MeetingState) error {
				s.Starts = workplan.PartialDate(h.day())
				workplan.AttendancePart.Add(s, workplan.Attendant{Member: m, Capacity: workplan.CapacityPartner})
				return nil
			}})
			return err
		}},
	}
	switch kind := rapid.IntRange(0, 99).Draw(h.rt, "kind"); {
	case kind < 45:
		h.report(rapid.SampledFrom([]string{h.plans[0], h.plans[0], plan}).Draw(h.rt, "of plan"), rapid.SampledFrom([]string{"1.1", "1.1", "2.1", ref}).Draw(h.rt, "on"))
	case kind < 47:
		h.endorse(plan)
	case kind == 47:
		h.step("remove plan", func() error { return h.RemovePlan(h.ctx(), h.chair(), plan, nil) })
	default:
		w := rapid.SampledFrom(writes).Draw(h.rt, "write")
		h.step(w.name, w.do)
	}
}

func (h *history) createPlan(code string) {
	h.step("create plan", func() error {
		_, err := h.CreatePlan(h.ctx(), h.chair(), workplan.NewPlan{Code: code, Body: h.body, PlanContent: workplan.PlanContent{Title: "First", PeriodEnd: "2024-03"}})
		return err
	})
}

func (h *history) endorse(plan string) {
	on := rapid.SampledFrom([]workplan.PartialDate{"", "2024", "2024-02-20", "2024-03"}).Draw(h.rt, "endorsed on")
	h.step("endorse", func() error {
		_, err := h.EndorsePlan(h.ctx(), h.chair(), plan, nil, workplan.Endorsement{On: on, Note: "so decided"})
		return err
	})
}

// content is the content of a random item of a plan.
func (h *history) content(plan string) workplan.ItemContent {
	c := workplan.ItemContent{
		Objective: rapid.IntRange(0, 2).Draw(h.rt, "objective"),
		Title:     rapid.SampledFrom([]string{"Train the guards", "Map the routes", "Share what is known"}).Draw(h.rt, "title"),
		Nature:    rapid.SampledFrom([]workplan.Nature{workplan.NatureOneOff, workplan.NatureOneOff, workplan.NatureContinuing}).Draw(h.rt, "nature"),
		Due:       rapid.SampledFrom([]workplan.PartialDate{"", "2024-02", "2024-03", "2024-Q2", "2024-03-20"}).Draw(h.rt, "due"),
		Audience:  rapid.SampledFrom([]workplan.Audience{"", "", "chairs"}).Draw(h.rt, "audience"),
		Topics:    rapid.SampledFrom([]workplan.List{nil, {"labour"}, {"labour", "data"}}).Draw(h.rt, "topics"),
		Leads:     slices.Clone(h.members[:rapid.SampledFrom([]int{0, 1, 1, 2, 2}).Draw(h.rt, "leads")]),
	}
	if rapid.Bool().Draw(h.rt, "supported") {
		c.Supporting = workplan.List{h.members[2]}
	}
	if rapid.Bool().Draw(h.rt, "carried") {
		c.Predecessors = workplan.List{h.other(plan) + "/1.1"}
	}
	return c
}

// other is the plan that is not this one.
func (h *history) other(plan string) string {
	if plan == h.plans[0] {
		return h.plans[1]
	}
	return h.plans[0]
}

// day is a day since the beginning, up to today.
func (h *history) day() workplan.Date {
	today := h.Today()
	days := today.DaysAfter(workplan.DateOf(h.started))
	return today.AddDays(-rapid.IntRange(0, max(1, days)).Draw(h.rt, "days ago"))
}

// report posts a random update: of a lead, of the secretariat on its behalf, or a decision of the co-chairs; back-dated, correcting or nil.
func (h *history) report(plan, ref string) {
	lead, desk, chair := "fp-"+h.members[0], "desk"+h.body[len("body"):], "chair"+h.body[len("body"):]
	who := rapid.SampledFrom([]string{lead, lead, lead, "fp-" + h.members[1], desk, desk, chair}).Draw(h.rt, "who")
	u := workplan.NewStatusUpdate{UpdateContent: workplan.UpdateContent{
		Status:   rapid.SampledFrom(append([]workplan.Status{"", "", workplan.StatusInProgress, workplan.StatusInProgress}, workplan.Statuses...)).Draw(h.rt, "status"),
		Health:   rapid.SampledFrom(append([]workplan.Health{""}, workplan.Healths...)).Draw(h.rt, "health"),
		Done:     rapid.SampledFrom([]string{"half of it", "most of it"}).Draw(h.rt, "done"),
		Reason:   "because",
		Audience: rapid.SampledFrom([]workplan.Audience{"", "chairs"}).Draw(h.rt, "for"),
		Openings: rapid.SampledFrom([]string{"", "join us"}).Draw(h.rt, "openings"),
		Corrects: max(0, rapid.IntRange(-7, 2).Draw(h.rt, "corrects")),
	}}
	if who == desk || rapid.IntRange(0, 4).Draw(h.rt, "names the lead") == 0 {
		u.Lead = h.members[0]
	}
	if rapid.Bool().Draw(h.rt, "back-dated") {
		u.EffectiveOn = h.day()
	}
	if u.Status == workplan.StatusWithdrawn {
		who = chair
	}
	if u.Corrects > 0 {
		u.CorrectionReason = "a slip"
	}
	switch {
	case u.Status == workplan.StatusCompleted:
		u.CompletedOn = "2024"
	case rapid.IntRange(0, 4).Draw(h.rt, "nil") == 0:
		u = workplan.NewStatusUpdate{Lead: u.Lead, UpdateContent: workplan.UpdateContent{Kind: workplan.UpdateNilReturn, EffectiveOn: u.EffectiveOn}}
	}
	h.step("report", func() error {
		_, err := h.PostStatusUpdate(h.ctx(), h.as(who), plan, ref, nil, u)
		return err
	})
}

// moment is a point in time about which one may ask: a day or a meeting's day, and what was known exactly when something was recorded, just
// before that, or at any time.
func (h *history) moment() tracker.When {
	w := tracker.When{AsOf: h.day()}
	at := rapid.SampledFrom(h.recorded).Draw(h.rt, "recorded")
	switch rapid.IntRange(0, 4).Draw(h.rt, "moment") {
	case 0:
		at = at.Add(-time.Microsecond)
	case 1:
		at = at.Add(time.Duration(rapid.Int64Range(0, int64(h.clock.now().Sub(at))).Draw(h.rt, "later")))
	case 2:
		w = tracker.When{Meeting: rapid.SampledFrom(h.meetings).Draw(h.rt, "at the meeting")}
	}
	w.KnownAt = at
	return w
}
