package tracker_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

func TestAnEndorsedPlanRefusesEdits(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").endorsed("p", "2024-01")
		chair, before := w.as("chair"), w.everything("p")
		for what, edit := range map[string]func() error{
			"plan": func() error {
				_, err := w.EditPlan(w.ctx(), chair, "p", nil, func(c *workplan.PlanContent) error { c.Title = "Other"; return nil })
				return err
			},
			"remove plan": func() error { return w.RemovePlan(w.ctx(), chair, "p", nil) },
			"objective": func() error {
				_, err := w.EditObjective(w.ctx(), chair, "p", 1, nil, func(c *workplan.ObjectiveContent) error { c.Title = "Other"; return nil })
				return err
			},
			"new objective": func() error {
				_, err := w.CreateObjective(w.ctx(), chair, "p", workplan.NewObjective{ObjectiveContent: workplan.ObjectiveContent{Title: "Third"}})
				return err
			},
			"remove objective": func() error { return w.RemoveObjective(w.ctx(), chair, "p", 2, nil) },
			"new item": func() error {
				_, err := w.CreateItem(w.ctx(), chair, "p", workplan.NewItem{ItemContent: itemOf("Late")})
				return err
			},
			"remove item": func() error { return w.RemoveItem(w.ctx(), chair, "p", "1.1", nil) },
			"leads":       w.editing("p", "1.1", ledBy("bland")),
			"due":         w.editing("p", "1.1", due("2030")),
			"title":       w.editing("p", "1.1", func(c *workplan.ItemContent) { c.Title = "Other" }),
			"audience":    w.editing("p", "1.1", forAudience(workplan.AudienceChairs)),
			"objective of item": w.editing("p", "1.1", func(c *workplan.ItemContent) {
				c.Objective = 2
			}),
		} {
			t.Run(what, func(t *testing.T) { refused(t, edit(), "plan-endorsed") })
		}
		_, err := w.EndorsePlan(w.ctx(), chair, "p", nil, workplan.Endorsement{On: "2024-02"})
		refused(t, err, "plan-not-draft")
		if diff := cmp.Diff(before, w.everything("p")); diff != "" {
			t.Error(diff)
		}
	})
}

// editing is an edit of an item by the co-chair.
func (w *world) editing(plan, ref string, edit func(*workplan.ItemContent)) func() error {
	return func() error {
		_, err := w.EditItem(w.ctx(), w.as("chair"), plan, ref, nil, func(c *workplan.ItemContent) error { edit(c); return nil })
		return err
	}
}

// everything is the whole of a plan as its report with annex tells it.
func (w *world) everything(plan string) workplan.CompletionReport {
	w.t.Helper()
	r, err := w.CompletionReport(w.ctx(), w.as("chair"), plan, tracker.ReportRequest{WithAnnex: true})
	must(w.t, err)
	return r
}

func TestEndorsing(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.meeting("wg-9", "2024-01").plan("p")
		w.body("other").user("elsewhere", coChair("other"))
		_, err := w.CreateMeeting(w.ctx(), w.as("elsewhere"), workplan.NewMeeting{Code: "other-1", Body: "other", MeetingContent: workplan.MeetingContent{Name: "First"}})
		w.tick(err)
		for _, who := range []string{"desk", "ana", "rita"} {
			_, err := w.EndorsePlan(w.ctx(), w.as(who), "p", nil, workplan.Endorsement{On: "2024-01"})
			refused(t, err, "forbidden")
		}
		_, err = w.EndorsePlan(w.ctx(), w.as("elsewhere"), "p", nil, workplan.Endorsement{On: "2024-01"})
		refused(t, err, "not-found")
		_, err = w.EndorsePlan(w.ctx(), w.as("chair"), "p", []int64{7}, workplan.Endorsement{On: "2024-01"})
		refused(t, err, "stale")
		_, err = w.EndorsePlan(w.ctx(), w.as("chair"), "p", nil, workplan.Endorsement{On: "2024-04", Meeting: "other-1"})
		refused(t, err, "invalid")
		if diff := cmp.Diff([]string{"/endorsed_on in_future", "/meeting unknown"}, faultsOf(err)); diff != "" {
			t.Error(diff)
		}
		p, err := w.EndorsePlan(w.ctx(), w.as("chair"), "p", []int64{1}, workplan.Endorsement{On: "2024-01", Meeting: "wg-9"})
		w.tick(err)
		if p.Version != 2 || p.Status != workplan.PlanEndorsed || p.Revision != 1 {
			t.Errorf("endorsed: %+v", p)
		}
		kept, err := w.Plan(w.ctx(), w.as("rita"), "p", tracker.When{})
		must(t, err)
		if diff := cmp.Diff(p, kept.WorkPlan); diff != "" {
			t.Errorf("what was answered is not what is kept: %s", diff)
		}
		was, err := w.Plan(w.ctx(), w.as("rita"), "p", tracker.When{AsOf: "2023-12-31"})
		must(t, err)
		if was.Status != workplan.PlanDraft || was.Version != 0 {
			t.Errorf("before its endorsement: %+v", was)
		}
	})
}

func TestAnEmptyPlanIsNotEndorsedWithoutANote(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		_, err := w.CreatePlan(w.ctx(), w.as("chair"), workplan.NewPlan{Code: "p", Body: "wg", PlanContent: workplan.PlanContent{Title: "Bare"}})
		w.tick(err).item("p", "1", func(c *workplan.ItemContent) { c.Objective = 0 })
		w.tick(w.RemoveItem(w.ctx(), w.as("chair"), "p", "1", nil))
		_, err = w.EndorsePlan(w.ctx(), w.as("chair"), "p", nil, workplan.Endorsement{On: "2024"})
		refused(t, err, "plan-empty")
		_, err = w.EndorsePlan(w.ctx(), w.as("chair"), "p", nil, workplan.Endorsement{On: "2024", Note: "its items are not known"})
		must(t, err)
	})
}

func TestWhatIsRemovedFromADraftStaysInThePast(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		chair := w.as("chair")
		w.plan("p").item("p", "1.1").item("p", "1.2")
		then := tracker.When{KnownAt: w.clock.now()}
		w.tick(nil)
		refused(t, w.RemoveObjective(w.ctx(), chair, "p", 1, nil), "in-use")
		w.tick(w.RemoveItem(w.ctx(), chair, "p", "1.2", []int64{1}))
		w.tick(w.RemoveItem(w.ctx(), chair, "p", "1.1", nil))
		w.tick(w.RemoveObjective(w.ctx(), chair, "p", 1, nil))

		_, err := w.Item(w.ctx(), chair, "p", "1.1", tracker.When{})
		refused(t, err, "not-found")
		refused(t, w.RemoveItem(w.ctx(), chair, "p", "1.1", nil), "not-found")
		_, err = w.CreateItem(w.ctx(), chair, "p", workplan.NewItem{Ref: "1.1", ItemContent: itemOf("Again", func(c *workplan.ItemContent) { c.Objective = 2 })})
		if diff := cmp.Diff([]string{"/ref in_use"}, faultsOf(err)); diff != "" {
			t.Error(diff)
		}
		_, err = w.CreateObjective(w.ctx(), chair, "p", workplan.NewObjective{Number: 1, ObjectiveContent: workplan.ObjectiveContent{Title: "Again"}})
		refused(t, err, "already-exists")
		third, err := w.CreateObjective(w.ctx(), chair, "p", workplan.NewObjective{ObjectiveContent: workplan.ObjectiveContent{Title: "Third"}})
		must(t, err)
		if third.Number != 3 {
			t.Errorf("the next objective is %d", third.Number)
		}
		must(t, w.RemovePlan(w.ctx(), chair, "p", nil))
		_, err = w.Plan(w.ctx(), chair, "p", tracker.When{})
		refused(t, err, "not-found")
		_, err = w.CreatePlan(w.ctx(), chair, workplan.NewPlan{Code: "p", Body: "wg", PlanContent: workplan.PlanContent{Title: "Again"}})
		refused(t, err, "already-exists")

		list, err := w.ListItems(w.ctx(), chair, workplan.ItemFilter{Plan: workplan.List{"p"}}, workplan.Page{}, then)
		must(t, err)
		objectives, err := w.Objectives(w.ctx(), chair, "p", then)
		must(t, err)
		if len(list.Rows) != 2 || len(objectives) != 2 {
			t.Errorf("in the past there are %d items and %d objectives, want 2 and 2", len(list.Rows), len(objectives))
		}
	})
}

func TestAPlanNamesAllItsFaultsAtOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		in := workplan.NewPlan{Code: "P!", Body: "wg", PlanContent: workplan.PlanContent{Audience: "all", Predecessor: "none"}}
		_, err := w.CreatePlan(w.ctx(), w.as("rita"), in)
		refused(t, err, "forbidden")
		_, err = w.CreatePlan(w.ctx(), w.as("chair"), in)
		if diff := cmp.Diff([]string{"/code bad_code", "/title required", "/audience not_allowed", "/predecessor unknown"}, faultsOf(err)); diff != "" {
			t.Error(diff)
		}
		in.Body = "none"
		_, err = w.CreatePlan(w.ctx(), w.as("chair"), in)
		if diff := cmp.Diff([]string{"/code bad_code", "/title required", "/audience not_allowed", "/body unknown"}, faultsOf(err)); diff != "" {
			t.Error(diff)
		}
		w.plan("p")
		_, err = w.EditPlan(w.ctx(), w.as("chair"), "p", nil, func(c *workplan.PlanContent) error { c.Title, c.Predecessor = "", "none"; return nil })
		if diff := cmp.Diff([]string{"/title required", "/predecessor unknown"}, faultsOf(err)); diff != "" {
			t.Error(diff)
		}
	})
}
