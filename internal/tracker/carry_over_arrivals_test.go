package tracker_test

import (
	"fmt"
	"strings"
	"testing"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

func TestWhatIsCarriedIntoAnEndorsedPlanAmendsIt(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").item("p", "1.2").item("p", "1.3", forChairs).item("p", "1.4", forChairs).endorsed("p", "2024-01")
		w.plan("q").item("q", "1.1").endorsed("q", "2024-02-20").until("2024-03-05")
		ask := workplan.NewCarryOver{Reason: "The successor was endorsed first.", EffectiveOn: "2024-03-04", Dispositions: []workplan.Disposition{
			carry("1.1", fresh("q", under(1))), carry("1.2", into("q", "1.1")), carry("1.3", fresh("q", under(1))), carry("1.4", fresh("q", under(1)))}}
		preview, err := w.PreviewCarryOver(w.ctx(), w.as("desk"), "p", ask)
		must(t, err)
		want := "1.1 planned>carried_over q/1.2*, 1.2 planned>carried_over q/1.1, 1.3 planned>carried_over q/1.3*, 1.4 planned>carried_over q/1.4* | open "
		mustOutline(t, preview, want)
		made, err := w.CarryOverItems(w.ctx(), w.as("chair"), "p", ask)
		w.tick(err)
		mustOutline(t, made, want)
		var told []string
		list, err := w.ListAmendments(w.ctx(), w.as("chair"), "q", workplan.AmendmentFilter{}, workplan.Page{}, tracker.When{})
		must(t, err)
		for _, a := range list.Rows {
			var changes []string
			for _, c := range a.Changes {
				changes = append(changes, c.Ref+" "+string(c.Act))
			}
			told = append(told, fmt.Sprintf("%d %s %s: %s", a.Revision, a.EffectiveOn, a.Reason, strings.Join(changes, ", ")))
		}
		why := " 2024-03-04 Carried over from Plan p. The successor was endorsed first.: "
		if got, want := strings.Join(told, "; "), "2"+why+"1.1 changed, 1.2 added; 3"+why+"1.3 added; 4"+why+"1.4 added"; got != want {
			t.Errorf("amendments %s, want %s", got, want)
		}
		for ref, want := range map[string]string{"1.2": "none", "1.1": "Item 1.1, aland, 2024-06, planned"} {
			if got := w.itemThen("rita", "q", ref, tracker.When{AsOf: "2024-03-03"}); got != want {
				t.Errorf("%s the day before: %s, want %s", ref, got, want)
			}
		}
		again, err := w.CarryOverItems(w.ctx(), w.as("second"), "p", ask)
		must(t, err)
		p, err := w.Plan(w.ctx(), w.as("chair"), "q", tracker.When{})
		must(t, err)
		if p.Revision != 4 || !again.Outcomes[0].Already {
			t.Errorf("repeated: revision %d, %s", p.Revision, outline(again))
		}
		w.closes("p").wholeRecords()
	})
}

func TestNothingIsCarriedIntoAPlanThatWasNotInForceThen(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").endorsed("p", "2024-01").plan("q").item("q", "1.1").endorsed("q", "2024-02-20")
		_, err := w.CarryOverItems(w.ctx(), w.as("chair"), "p", workplan.NewCarryOver{EffectiveOn: "2024-02-19", Dispositions: []workplan.Disposition{carry("1.1", fresh("q", under(1)))}})
		refused(t, err, "plan-not-endorsed")
		if got := w.itemThen("chair", "p", "1.1", tracker.When{}); got != "Item 1.1, aland, 2024-06, planned" {
			t.Errorf("the item is %s", got)
		}
	})
}

func TestAnAmendmentDoesNotTakeCarriedWorkAway(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").endorsed("p", "2024-01").plan("q").item("q", "1.1").endorsed("q", "2024-02-20").until("2024-03-05")
		w.carries("p", false, carry("1.1", into("q", "1.1")))
		_, err := w.AmendPlan(w.ctx(), w.as("chair"), "q", nil, amendment("", on("1.1", func(c *workplan.ItemContent) { c.Predecessors = nil })))
		refused(t, err, "carries-over")
	})
}
