package tracker_test

import (
	"testing"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

func TestACarryOverAndAReportOfCompletionHaveOneWinner(t *testing.T) {
	twice(t, func(t *testing.T, w, other *world) {
		w.plan("q").plan("p").item("p", "1.1").item("p", "1.2").item("p", "1.3").endorsed("p", "2024-01")
		chair, ana := w.as("chair"), w.as("ana")
		for _, ref := range []string{"1.1", "1.2", "1.3"} {
			outcomes := atOnce(t, 40, func(n int) (err error) {
				tr := []*world{w, other}[n/2%2]
				if n%2 == 0 {
					_, err = tr.CarryOverItems(w.ctx(), chair, "p", workplan.NewCarryOver{Partial: true, Dispositions: []workplan.Disposition{carry(ref, fresh("q"))}})
				} else {
					_, err = tr.PostStatusUpdate(w.ctx(), ana, "p", ref, nil, completed("2024-02"))
				}
				return err
			})
			i, err := w.Item(w.ctx(), chair, "p", ref, tracker.When{})
			must(t, err)
			// Who repeats what won is answered that it is so already; a lead may say again that an item is completed.
			if outcomes[""] != 20 || outcomes["item-not-open"]+outcomes["illegal-transition"] != 20 || i.Status != workplan.StatusCarriedOver && i.Status != workplan.StatusCompleted {
				t.Errorf("%s is %s after %v", ref, i.Status, outcomes)
			}
		}
		w.legalIn("p", "1.1", "1.2", "1.3")
		w.inStep("p")
		w.whole()
	})
}

func TestTwoCoChairsCarryAnItemIntoOnePlan(t *testing.T) {
	twice(t, func(t *testing.T, w, other *world) {
		w.plan("q").plan("r").plan("p").item("p", "1.1").item("p", "1.2").endorsed("p", "2024-01")
		actors := []workplan.Actor{w.as("chair"), w.as("second")}
		outcomes := atOnce(t, 40, func(n int) error {
			_, err := []*world{w, other}[n/2%2].CarryOverItems(w.ctx(), actors[n%2], "p", workplan.NewCarryOver{Dispositions: []workplan.Disposition{
				carry("1.1", fresh([]string{"q", "r"}[n%2])), carry("1.2", fresh([]string{"q", "r"}[n%2]))}})
			return err
		})
		if outcomes[""] != 20 || outcomes["item-not-open"] != 20 || len(w.itemsIn("q"))+len(w.itemsIn("r")) != 2 || len(w.itemsIn("q")) == 1 {
			t.Errorf("%v; in q %v, in r %v", outcomes, w.itemsIn("q"), w.itemsIn("r"))
		}
		w.inStep("p")
		w.whole()
	})
}

func TestAClosingComesBeforeOrAfterAReportAndACarryOver(t *testing.T) {
	twice(t, func(t *testing.T, w, other *world) {
		w.plan("q").plan("p").item("p", "1.1").item("p", "1.2").endorsed("p", "2024-01")
		w.posts("ana", "p", "1.2", completed("2024-02"))
		chair, second, ana := w.as("chair"), w.as("second"), w.as("ana")
		outcomes := atOnce(t, 60, func(n int) (err error) {
			tr := []*world{w, other}[n/3%2]
			switch n % 3 {
			case 0:
				_, err = tr.ClosePlan(w.ctx(), chair, "p", nil, workplan.Closing{})
			case 1:
				_, err = tr.PostStatusUpdate(w.ctx(), ana, "p", "1.2", nil, says("one more word"))
			default:
				_, err = tr.CarryOverItems(w.ctx(), second, "p", workplan.NewCarryOver{Dispositions: []workplan.Disposition{carry("1.1", fresh("q"))}})
			}
			return err
		})
		p, err := w.Plan(w.ctx(), chair, "p", tracker.When{})
		must(t, err)
		if p.Status == workplan.PlanEndorsed { // all closings came before the carry-over
			w.closes("p")
		} else if outcomes["plan-closed"] == 0 {
			t.Errorf("it is %s after %v", p.Status, outcomes)
		}
		if outcomes[""]+outcomes["plan-closed"]+outcomes["plan-has-open-items"] != 60 || len(w.itemsIn("q")) != 1 {
			t.Errorf("%v; in q %v", outcomes, w.itemsIn("q"))
		}
		audit, err := w.ListAudit(w.ctx(), chair, workplan.AuditFilter{Plan: "p"}, workplan.Page{Limit: 200, Sort: []workplan.Sort{{Word: "recorded"}}})
		must(t, err)
		if last := audit.Rows[len(audit.Rows)-1]; last.Action != "close plan" {
			t.Errorf("after the closing came %s of %s", last.Action, last.Object)
		}
		w.inStep("p")
		w.whole()
	})
}

// inStep checks that a plan's updates stand in the audit in the order of their recording.
func (w *world) inStep(plan string) {
	w.t.Helper()
	sorted := workplan.Page{Limit: 200, Sort: []workplan.Sort{{Word: "recorded"}}}
	updates, err := w.ListStatusUpdates(w.ctx(), w.as("chair"), workplan.UpdateFilter{Plan: workplan.List{plan}}, sorted, tracker.When{})
	must(w.t, err)
	audit, err := w.ListAudit(w.ctx(), w.as("chair"), workplan.AuditFilter{Plan: plan}, sorted)
	must(w.t, err)
	told := map[string]int{}
	for n, e := range audit.Rows {
		told[e.Object] = n
	}
	last := -1
	for _, u := range updates.Rows {
		at, there := told["update "+u.Name()]
		if !there || at < last || !audit.Rows[at].RecordedAt.Equal(u.RecordedAt) {
			w.t.Errorf("update %s stands at %d in the audit, after %d", u.Name(), at, last)
		}
		last = at
	}
}
