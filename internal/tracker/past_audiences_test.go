package tracker_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// everythingTold is all that someone is told of a plan, its objectives and items as they were known at a moment.
func (w *world) everythingTold(actor workplan.Actor, plan string, when tracker.When) string {
	var told []string
	say := func(answer any, err error) {
		if err == nil {
			told = append(told, fmt.Sprintf("%+v", answer))
		}
	}
	say(w.Plan(w.ctx(), actor, plan, when))
	say(w.ListPlans(w.ctx(), actor, workplan.PlanFilter{}, workplan.Page{}, when))
	say(w.ListPlans(w.ctx(), actor, workplan.PlanFilter{Query: "secret"}, workplan.Page{}, when))
	say(w.Objectives(w.ctx(), actor, plan, when))
	say(w.Item(w.ctx(), actor, plan, "1.1", when))
	say(w.ItemDossier(w.ctx(), actor, plan, "1.1", when))
	say(w.ListItems(w.ctx(), actor, workplan.ItemFilter{}, workplan.Page{}, when))
	say(w.CompletionReport(w.ctx(), actor, plan, tracker.ReportRequest{When: when}))
	say(w.CompletionReport(w.ctx(), actor, plan, tracker.ReportRequest{Since: when}))
	return strings.ToLower(strings.Join(told, "\n"))
}

// rewritten gives the plan, its first objective and its first item texts with a word, and audiences.
func (w *world) rewritten(word string, plan, item workplan.Audience) *world {
	w.t.Helper()
	_, err := w.EditPlan(w.ctx(), w.as("chair"), "p", nil, func(p *workplan.PlanContent) error {
		p.Title, p.Notes, p.Audience = word+" plan", word+" plan notes", plan
		return nil
	})
	w.tick(err)
	_, err = w.EditObjective(w.ctx(), w.as("chair"), "p", 1, nil, func(o *workplan.ObjectiveContent) error { o.Title = word + " objective"; return nil })
	w.tick(err)
	_, err = w.EditItem(w.ctx(), w.as("chair"), "p", "1.1", nil, func(i *workplan.ItemContent) error {
		i.Title, i.Description, i.Audience = word+" item", word+" item text", item
		return nil
	})
	w.tick(err)
	w.clock.move(time.Hour)
	return w
}

// A draft is written for few, cleaned, and then opened: what it said before stays with those for whom it was written.
func TestOpeningADraftDoesNotOpenItsPast(t *testing.T) {
	const (
		none = ""
		plan = "plan objective"
		all  = "plan objective item"
	)
	cases := map[string]struct {
		plan, item workplan.Audience
		reads      map[string]string
	}{
		"a plan for the chairs":           {workplan.AudienceChairs, "", map[string]string{"": none, "rita": none, "ben": none, "ana": all, "chair": all}},
		"a plan for members":              {workplan.AudienceMembers, "", map[string]string{"": none, "rita": all, "ben": all, "ana": all, "chair": all}},
		"an item for the chairs":          {workplan.AudiencePublic, workplan.AudienceChairs, map[string]string{"": plan, "rita": plan, "ben": plan, "ana": all, "chair": all}},
		"an item for the body's members":  {workplan.AudiencePublic, workplan.AudienceMembers, map[string]string{"": plan, "rita": all, "ben": all, "ana": all, "chair": all}},
		"a plan and an item for everyone": {workplan.AudiencePublic, "", map[string]string{"": all, "rita": all, "ben": all, "ana": all, "chair": all}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			each(t, func(t *testing.T, w *world) {
				w.plan("p").item("p", "1.1").rewritten("secret", c.plan, c.item)
				then := tracker.When{KnownAt: w.clock.now().Add(-time.Minute)}
				w.rewritten("clean", workplan.AudiencePublic, "").endorsed("p", "2024-01")
				for who, reads := range c.reads {
					actor := workplan.Actor{PublicReading: true}
					if who != "" {
						actor = w.as(who)
					}
					told, now := w.everythingTold(actor, "p", then), w.everythingTold(actor, "p", tracker.When{})
					for _, noun := range strings.Fields(all) {
						if got, want := strings.Contains(told, "secret "+noun), strings.Contains(reads, noun); got != want {
							t.Errorf("%q reads what the %s said in the draft: %t, want %t", who, noun, got, want)
						}
						if strings.Contains(now, "secret "+noun) || !strings.Contains(now, "clean "+noun) {
							t.Errorf("%q is told of the %s now: %s", who, noun, now)
						}
					}
				}
			})
		})
	}
}
