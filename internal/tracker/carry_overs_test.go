package tracker_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// carry is the disposition that carries an item into destinations.
func carry(ref string, to ...workplan.Destination) workplan.Disposition {
	return workplan.Disposition{Ref: ref, Kind: workplan.DisposeCarry, Into: to}
}

// completedLate and withdrawn are the other dispositions.
func completedLate(ref string, on workplan.PartialDate) workplan.Disposition {
	return workplan.Disposition{Ref: ref, Kind: workplan.DisposeComplete, CompletedOn: on, Done: "It was there all along."}
}

func withdrawn(ref, reason string) workplan.Disposition {
	return workplan.Disposition{Ref: ref, Kind: workplan.DisposeWithdraw, Reason: reason}
}

// into is an item that is there, fresh a new one.
func into(plan, item string) workplan.Destination {
	return workplan.Destination{Plan: plan, Item: item}
}

func fresh(plan string, details ...func(*workplan.Destination)) workplan.Destination {
	d := workplan.Destination{Plan: plan}
	for _, detail := range details {
		detail(&d)
	}
	return d
}

func together(word string) func(*workplan.Destination) {
	return func(d *workplan.Destination) { d.Together = word }
}

func named(title string) func(*workplan.Destination) {
	return func(d *workplan.Destination) { d.Title = title }
}

func under(objective int) func(*workplan.Destination) {
	return func(d *workplan.Destination) { d.Objective = objective }
}

// carries carries items of a plan over, as the chair, and moves the clock by a second.
func (w *world) carries(plan string, partial bool, dispositions ...workplan.Disposition) tracker.CarryOverReading {
	w.t.Helper()
	r, err := w.CarryOverItems(w.ctx(), w.as("chair"), plan, workplan.NewCarryOver{Dispositions: dispositions, Partial: partial})
	w.tick(err)
	return r
}

// closes closes a plan today, as the chair.
func (w *world) closes(plan string) *world {
	w.t.Helper()
	_, err := w.ClosePlan(w.ctx(), w.as("chair"), plan, nil, workplan.Closing{})
	return w.tick(err)
}

// outline tells what a carry-over did in one line.
func outline(r tracker.CarryOverReading) string {
	var lines []string
	for _, o := range r.Outcomes {
		line := fmt.Sprintf("%s %s>%s", o.Ref, o.Was, o.Is)
		if o.Already {
			line += " already"
		}
		for _, s := range o.Into {
			line += fmt.Sprintf(" %s/%s", s.Plan, s.Ref)
			if s.New {
				line += "*"
			}
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, ", ") + " | open " + strings.Join(r.Open, " ")
}

func mustOutline(t *testing.T, r tracker.CarryOverReading, want string) {
	t.Helper()
	if got := outline(r); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func inFull(c *workplan.ItemContent) {
	c.Supporting, c.Partners, c.Topics = workplan.List{"bland"}, workplan.List{"cland"}, workplan.List{"training"}
	c.Description, c.ExpectedOutput, c.Note, c.Source, c.Start = "What it is", "A guide", "A remark", "A source", "2023"
}

// oldAndNew are an endorsed plan "p" with open items, and the draft "q" that follows it; objective 2 of q continues objective 1 of p.
func oldAndNew(w *world) {
	w.plan("p").item("p", "1.1", inFull).item("p", "1.2", ledBy("bland")).item("p", "2.1", ongoing).item("p", "2.2").item("p", "2.3").endorsed("p", "2024-01")
	w.posts("ana", "p", "1.1", becomes(workplan.StatusInProgress, "begun"))
	w.posts("ana", "p", "2.2", completed("2024-02"))
	w.plan("q")
	_, err := w.EditObjective(w.ctx(), w.as("chair"), "q", 2, nil, func(c *workplan.ObjectiveContent) error { c.Predecessor = "p/1"; return nil })
	w.tick(err)
	_, err = w.EditPlan(w.ctx(), w.as("chair"), "q", nil, func(c *workplan.PlanContent) error { c.Predecessor = "p"; return nil })
	w.tick(err)
}

func ongoing(c *workplan.ItemContent) { c.Nature, c.Due = workplan.NatureContinuing, "" }

func TestOpenItemsAreCarriedCompletedOrWithdrawnTogether(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		oldAndNew(w)
		ask := workplan.NewCarryOver{Reason: "As agreed", Dispositions: []workplan.Disposition{
			carry("1.1", fresh("q")), completedLate("1.2", "2024-02"), carry("2.1", fresh("q", named("Goes on"))), withdrawn("2.3", "No money")}}
		preview, err := w.PreviewCarryOver(w.ctx(), w.as("desk"), "p", ask)
		must(t, err)
		before := w.recorded()
		want := "1.1 in_progress>carried_over q/2.1*, 1.2 planned>completed, 2.1 planned>carried_over q/2.2*, 2.3 planned>withdrawn | open "
		mustOutline(t, preview, want)
		if w.recorded() != before || len(w.itemsIn("q")) != 0 || preview.Faults != nil {
			t.Errorf("the preview stored something or has faults: %v", preview.Faults)
		}
		made, err := w.CarryOverItems(w.ctx(), w.as("chair"), "p", ask)
		w.tick(err)
		mustOutline(t, made, want)
		i, err := w.Item(w.ctx(), w.as("rita"), "q", "2.1", tracker.When{})
		must(t, err)
		is := i.ItemContent
		copied := workplan.ItemContent{Objective: 2, Title: "Item 1.1", Description: "What it is", ExpectedOutput: "A guide", Nature: workplan.NatureOneOff, Leads: workplan.List{"aland"},
			Supporting: workplan.List{"bland"}, Partners: workplan.List{"cland"}, Topics: workplan.List{"training"}, Origin: "Carried over from p/1.1", Predecessors: workplan.List{"p/1.1"}}
		if diff := cmp.Diff(copied, is); diff != "" || i.Status != workplan.StatusPlanned || i.UpdateCount != 0 {
			t.Errorf("the new item: %s, %s", i.Status, diff)
		}
		updates, err := w.ListItemUpdates(w.ctx(), w.as("rita"), "p", "1.1", workplan.UpdateFilter{}, workplan.Page{Limit: 9}, tracker.When{})
		must(t, err)
		u := updates.Rows[1]
		if u.Kind != workplan.UpdateCarryOver || u.Status != workplan.StatusCarriedOver || u.Reason != "As agreed" || u.ReportedBy != "chair" || !slices.Equal(u.Successors, []string{"q/2.1"}) {
			t.Errorf("the update: %+v", u)
		}
		late, err := w.Item(w.ctx(), w.as("rita"), "p", "1.2", tracker.When{})
		must(t, err)
		if late.CompletedOn != "2024-02" || late.Status != workplan.StatusCompleted || late.LastReportedOn != "" {
			t.Errorf("completed by the co-chairs: %+v", late.Standing)
		}
		w.legalIn("p", "1.1", "1.2", "2.1", "2.3")
		w.whole()
	})
}

// legalIn is legal for items of which decisions are among the updates.
func (w *world) legalIn(plan string, refs ...string) {
	w.t.Helper()
	for _, ref := range refs {
		list, err := w.ListItemUpdates(w.ctx(), w.as("chair"), plan, ref, workplan.UpdateFilter{}, workplan.Page{Limit: 200}, tracker.When{})
		must(w.t, err)
		status := workplan.StatusPlanned
		for n, u := range list.Rows {
			if u.Number != n+1 {
				w.t.Errorf("update %d of %s is number %d", n+1, ref, u.Number)
			}
			if u.Status == "" || u.Status == status {
				continue
			}
			if _, ok := workplan.FindTransition(status, u.Status); !ok {
				w.t.Errorf("update %d of %s moves from %s to %s", u.Number, ref, status, u.Status)
			}
			status = u.Status
		}
	}
}

func (w *world) itemsIn(plan string) []string {
	w.t.Helper()
	list, err := w.ListItems(w.ctx(), w.as("chair"), workplan.ItemFilter{Plan: workplan.List{plan}}, workplan.Page{Limit: 200}, tracker.When{})
	must(w.t, err)
	var refs []string
	for _, i := range list.Rows {
		refs = append(refs, fmt.Sprintf("%s<%s", i.Ref, strings.Join(i.Predecessors, "+")))
	}
	return refs
}

func TestItemsAreSplitMergedAndCarriedIntoItemsThatAreThere(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		oldAndNew(w)
		w.item("q", "1.7").item("q", "1.8", continues("p/2.3"))
		r := w.carries("p", false, carry("1.1", fresh("q", named("A"), under(1)), fresh("q", named("B"), under(1))), carry("1.2", fresh("q", together("x"), named("C"))),
			carry("2.1", fresh("q", together("x")), into("q", "1.7")), carry("2.3", into("q", "1.8")))
		mustOutline(t, r, "1.1 in_progress>carried_over q/1.9* q/1.10*, 1.2 planned>carried_over q/2.1*, 2.1 planned>carried_over q/2.1* q/1.7, 2.3 planned>carried_over q/1.8 | open ")
		if diff := cmp.Diff([]string{"1.7<p/2.1", "1.8<p/2.3", "1.9<p/1.1", "1.10<p/1.1", "2.1<p/1.2+p/2.1"}, w.itemsIn("q")); diff != "" {
			t.Error(diff)
		}
		merged, err := w.Item(w.ctx(), w.as("rita"), "q", "2.1", tracker.When{})
		must(t, err)
		if merged.Title != "C" || !slices.Equal(merged.Leads, workplan.List{"bland", "aland"}) || merged.Nature != workplan.NatureOneOff || merged.Origin != "Carried over from p/1.2, p/2.1" {
			t.Errorf("merged: %+v", merged.ItemContent)
		}
		w.whole()
	})
}

func TestACarryOverRepeatedDoesNothingNew(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		oldAndNew(w)
		all := []workplan.Disposition{carry("1.1", fresh("q", named("A")), fresh("q", named("B"))), carry("1.2", fresh("q", together("x"))), carry("2.1", fresh("q", together("x"))), withdrawn("2.3", "No money")}
		w.carries("p", false, all...)
		updates, items := w.recorded(), len(w.itemsIn("q"))
		r := w.carries("p", false, all...)
		mustOutline(t, r, "1.1 carried_over>carried_over already q/2.1 q/2.2, 1.2 carried_over>carried_over already q/2.3, 2.1 carried_over>carried_over already q/2.3, 2.3 withdrawn>withdrawn already | open ")
		w.closes("p")
		mustOutline(t, w.carries("p", false, all[0]), "1.1 carried_over>carried_over already q/2.1 q/2.2 | open ")
		if w.recorded() != updates || len(w.itemsIn("q")) != items {
			t.Errorf("%d updates and %d items, not %d and %d", w.recorded(), len(w.itemsIn("q")), updates, items)
		}
		w.plan("r")
		for _, other := range []workplan.Disposition{carry("1.1", fresh("r")), carry("1.1", fresh("q")), carry("1.1", into("q", "2.1"), into("q", "2.3")), withdrawn("1.1", "no"), completedLate("2.3", "2024"), carry("2.2", fresh("q"))} {
			_, err := w.CarryOverItems(w.ctx(), w.as("chair"), "p", workplan.NewCarryOver{Dispositions: []workplan.Disposition{other}})
			refused(t, err, "item-not-open")
			if other.Ref == "1.1" && !strings.Contains(err.Error(), "q/2.1 and q/2.2 on 2024-03-01") {
				t.Errorf("it does not say where the item went: %v", err)
			}
		}
		w.whole()
	})
}

// A later request merges an item with what was carried before.
func TestAnItemJoinsWhatWasCarriedBefore(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		oldAndNew(w)
		w.carries("p", true, carry("1.1", fresh("q", together("x"))))
		r := w.carries("p", true, carry("1.1", fresh("q", together("x"))), carry("1.2", fresh("q", together("x"))))
		mustOutline(t, r, "1.1 carried_over>carried_over already q/2.1, 1.2 planned>carried_over q/2.1 | open 2.1 2.3")
		if diff := cmp.Diff([]string{"2.1<p/1.1+p/1.2"}, w.itemsIn("q")); diff != "" {
			t.Error(diff)
		}
	})
}

func TestWhatStandsInTheWayOfACarryOverIsToldAtOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		oldAndNew(w)
		w.meeting("wg-9", "2024-02-15").plan("done").item("done", "1").endorsed("done", "2024").carries("done", false, withdrawn("1", "x"))
		w.closes("done").plan("later").item("later", "1.1").endorsed("later", "2024-02")
		for name, c := range map[string]struct {
			ask  workplan.NewCarryOver
			slug string
			want []string
		}{
			"nothing asked":   {workplan.NewCarryOver{}, "invalid", []string{"/dispositions out_of_range"}},
			"left out":        {workplan.NewCarryOver{Dispositions: []workplan.Disposition{carry("1.1", fresh("q")), carry("2.1", fresh("q"))}}, "items-left-out", []string{"/dispositions left_out", "/dispositions left_out"}},
			"unknown things":  {workplan.NewCarryOver{Partial: true, Dispositions: []workplan.Disposition{carry("9.9", fresh("q")), carry("1.1", fresh("nowhere")), carry("1.2", into("q", "7")), carry("2.1", fresh("q", under(9)))}}, "invalid", []string{"/dispositions/0/ref unknown", "/dispositions/1/into/0/plan unknown", "/dispositions/2/into/0/item unknown", "/dispositions/3/into/0/objective unknown"}},
			"into closed":     {workplan.NewCarryOver{Partial: true, Dispositions: []workplan.Disposition{carry("1.1", fresh("done"))}}, "invalid", []string{"/dispositions/0/into/0/plan unknown"}},
			"into itself":     {workplan.NewCarryOver{Partial: true, Dispositions: []workplan.Disposition{carry("1.1", fresh("p"))}}, "invalid", []string{"/dispositions/0/into/0/plan same_plan"}},
			"no meeting":      {workplan.NewCarryOver{Partial: true, Meeting: "wg-8", EffectiveOn: "2024-09-01", Dispositions: []workplan.Disposition{carry("1.1", fresh("q"))}}, "invalid", []string{"/effective_on in_future", "/meeting unknown"}},
			"too early":       {workplan.NewCarryOver{Partial: true, EffectiveOn: "2023-12-31", Dispositions: []workplan.Disposition{carry("1.1", fresh("q"))}}, "invalid", []string{"/effective_on before_endorsement"}},
			"before a report": {workplan.NewCarryOver{Partial: true, EffectiveOn: "2024-02-29", Dispositions: []workplan.Disposition{carry("1.1", fresh("q"))}}, "illegal-history", []string{"/dispositions/0 refused"}},
			"not said": {workplan.NewCarryOver{Partial: true, Dispositions: []workplan.Disposition{{Ref: "1.1", Kind: workplan.DisposeComplete}, {Ref: "1.2", Kind: workplan.DisposeWithdraw}, {Ref: "2.1", Kind: "keep"}, {Ref: "2.3", Kind: workplan.DisposeCarry}}}, "invalid",
				[]string{"/dispositions/2/disposition not_allowed", "/dispositions/3/into required"}},
			"not said of an item": {workplan.NewCarryOver{Partial: true, Dispositions: []workplan.Disposition{{Ref: "1.1", Kind: workplan.DisposeComplete}, {Ref: "1.2", Kind: workplan.DisposeWithdraw}}}, "invalid",
				[]string{"/dispositions/0/completed_on required", "/dispositions/0/done required", "/dispositions/1/reason required"}},
			"completed too late": {workplan.NewCarryOver{Partial: true, EffectiveOn: "2024-02-28", Dispositions: []workplan.Disposition{completedLate("1.2", "2024-03-01")}}, "invalid", []string{"/dispositions/0/completed_on after_effective_on"}},
			"several kinds": {workplan.NewCarryOver{Partial: true, Dispositions: []workplan.Disposition{carry("2.2", fresh("q")), carry("1.1", fresh("q", under(9)))}}, "item-not-open",
				[]string{"/dispositions/0 already_completed", "/dispositions/1/into/0/objective unknown"}},
		} {
			t.Run(name, func(t *testing.T) {
				before := w.recorded()
				_, err := w.CarryOverItems(w.ctx(), w.as("chair"), "p", c.ask)
				refused(t, err, c.slug)
				if diff := cmp.Diff(c.want, faultsOf(err)); diff != "" {
					t.Error(diff)
				}
				preview, err := w.PreviewCarryOver(w.ctx(), w.as("desk"), "p", c.ask)
				must(t, err)
				if len(preview.Faults) == 0 || w.recorded() != before || len(w.itemsIn("q")) != 0 {
					t.Errorf("the preview has the faults %v", preview.Faults)
				}
			})
		}
		_, err := w.CarryOverItems(w.ctx(), w.as("chair"), "q", workplan.NewCarryOver{Dispositions: []workplan.Disposition{carry("1", fresh("p"))}})
		refused(t, err, "plan-not-endorsed")
		w.whole()
	})
}

func TestWhoMayCarryOver(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		oldAndNew(w)
		ask := workplan.NewCarryOver{Partial: true, Dispositions: []workplan.Disposition{carry("1.1", fresh("q"))}}
		for who, may := range map[string][3]string{"chair": {"nothing", "nothing", "nothing"}, "desk": {"nothing", "nothing", "forbidden"}, "ana": {"forbidden", "forbidden", "forbidden"},
			"rita": {"forbidden", "forbidden", "forbidden"}, "root": {"not-found", "not-found", "not-found"}} {
			_, err := w.CarryOverOptions(w.ctx(), w.as(who), "p")
			refused(t, err, may[0])
			_, err = w.PreviewCarryOver(w.ctx(), w.as(who), "p", ask)
			refused(t, err, may[1])
			if who != "chair" {
				_, err = w.CarryOverItems(w.ctx(), w.as(who), "p", ask)
				refused(t, err, may[2])
			}
		}
	})
}

func TestWhatWasCarriedInMustStay(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		oldAndNew(w)
		w.item("q", "1.1", continues("p/1.2"))
		w.carries("p", true, carry("1.1", into("q", "1.1")))
		forget := func(names ...string) error {
			_, err := w.EditItem(w.ctx(), w.as("chair"), "q", "1.1", nil, func(c *workplan.ItemContent) error { c.Predecessors = names; return nil })
			return err
		}
		must(t, forget("p/1.1")) // p/1.2 was only named
		refused(t, forget(), "carries-over")
		refused(t, forget("p/1.2"), "carries-over")
		refused(t, w.RemoveItem(w.ctx(), w.as("chair"), "q", "1.1", nil), "carries-over")
		refused(t, w.RemovePlan(w.ctx(), w.as("chair"), "q", nil), "carries-over")
		must(t, forget("p/2.1", "p/1.1"))
		w.endorsed("q", "2024-02")
		w.posts("chair", "q", "1.1", because(workplan.StatusWithdrawn, "Not wanted after all"))
		w.whole()
	})
}

func TestWorkCannotGoOnWhereItComesFrom(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("a").item("a", "1").plan("b").item("b", "1", continues("a/1")).plan("c").item("c", "1", continues("b/1")).endorsed("c", "2024-01")
		_, err := w.CarryOverItems(w.ctx(), w.as("chair"), "c", workplan.NewCarryOver{Dispositions: []workplan.Disposition{carry("1", into("a", "1"))}})
		if diff := cmp.Diff([]string{"/dispositions/0/into/0/item circle"}, faultsOf(err)); diff != "" {
			t.Error(diff)
		}
	})
}

// The names of successors are for those who see them.
func TestACarryOverTellsOfNoSuccessorThatIsHidden(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").endorsed("p", "2024-01").plan("q")
		_, err := w.EditPlan(w.ctx(), w.as("chair"), "q", nil, func(c *workplan.PlanContent) error { c.Audience = workplan.AudienceChairs; return nil })
		w.tick(err)
		w.carries("p", false, carry("1.1", fresh("q", func(d *workplan.Destination) { d.Leads = workplan.List{"bland"} })))
		for who, want := range map[string][]string{"rita": nil, "ana": nil, "ben": {"q/1"}, "chair": {"q/1"}} {
			for _, when := range []tracker.When{{}, {KnownAt: w.clock.now()}} {
				u, err := w.StatusUpdate(w.ctx(), w.as(who), "p", "1.1", 1, when)
				must(t, err)
				if !slices.Equal(u.Successors, want) {
					t.Errorf("%s is told of %v", who, u.Successors)
				}
			}
		}
		audit, err := w.ListAudit(w.ctx(), w.as("ana"), workplan.AuditFilter{Plan: "p"}, workplan.Page{Limit: 50})
		must(t, err)
		for _, e := range audit.Rows {
			if strings.Contains(e.AfterText+e.Object, "q/1") {
				t.Errorf("the lead of the carried item reads %s: %s", e.Object, e.AfterText)
			}
		}
	})
}

func TestTheOptionsNameWhatIsOpenAndWhereItCanGo(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		oldAndNew(w)
		w.item("q", "1.1", continues("p/1.2"))
		o, err := w.CarryOverOptions(w.ctx(), w.as("desk"), "p")
		must(t, err)
		var got []string
		for _, i := range o.Items {
			line := i.Ref + " " + string(i.Suggestion.Kind)
			if to := i.Suggestion.Into; to != nil {
				line += fmt.Sprintf(" %s/%s(%d)", to.Plan, to.Item, to.Objective)
			}
			got = append(got, line)
		}
		if diff := cmp.Diff([]string{"1.1 carry q/(2)", "1.2 carry q/1.1(0)", "2.1 carry q/(2)", "2.3 carry q/(2)"}, got); diff != "" {
			t.Error(diff)
		}
		if len(o.Targets) != 1 || !o.Targets[0].Follows || len(o.Targets[0].Objectives) != 2 || o.Refusal == nil || o.Refusal.Slug != "plan-has-open-items" || o.EarliestClosing != "2024-03-01" {
			t.Errorf("%+v", o)
		}
		w.carries("p", false, carry("1.1", fresh("q")), carry("1.2", into("q", "1.1")), carry("2.1", fresh("q")), carry("2.3", fresh("q")))
		if o, err = w.CarryOverOptions(w.ctx(), w.as("desk"), "p"); err != nil || o.Refusal != nil || len(o.Items) != 0 {
			t.Errorf("all disposed of: %+v %v", o.Refusal, err)
		}
	})
}

// As of a day before it took effect, and by a moment before it was recorded, nothing was carried over.
func TestACarryOverHasTwoClocks(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		oldAndNew(w)
		before := w.clock.now()
		w.clock.move(48 * time.Hour)
		_, err := w.CarryOverItems(w.ctx(), w.as("chair"), "p", workplan.NewCarryOver{Partial: true, EffectiveOn: "2024-03-02", Dispositions: []workplan.Disposition{carry("1.1", fresh("q"))}})
		w.tick(err)
		for when, want := range map[tracker.When]workplan.Status{{}: workplan.StatusCarriedOver, {AsOf: "2024-03-02"}: workplan.StatusCarriedOver, {AsOf: "2024-03-01"}: workplan.StatusInProgress,
			{KnownAt: before}: workplan.StatusInProgress, {AsOf: "2024-03-02", KnownAt: before}: workplan.StatusInProgress} {
			i, err := w.Item(w.ctx(), w.as("rita"), "p", "1.1", when)
			must(t, err)
			if i.Status != want {
				t.Errorf("at %+v it is %s", when, i.Status)
			}
		}
		_, err = w.Item(w.ctx(), w.as("rita"), "q", "2.1", tracker.When{KnownAt: before})
		refused(t, err, "not-found")
		w.whole()
	})
}

func TestAnEndorsedPlanTakesWhatItContinuesAlready(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		oldAndNew(w)
		w.item("q", "1.1", continues("p/1.1")).endorsed("q", "2024-02")
		r := w.carries("p", true, carry("1.1", into("q", "1.1")))
		mustOutline(t, r, "1.1 in_progress>carried_over q/1.1 | open 1.2 2.1 2.3")
		p, err := w.Plan(w.ctx(), w.as("chair"), "q", tracker.When{})
		must(t, err)
		if p.Revision != 1 {
			t.Errorf("nothing changes in q, but its revision is %d", p.Revision)
		}
		w.whole()
	})
}

// recorded counts all updates of all plans.
func (w *world) recorded() int {
	w.t.Helper()
	list, err := w.ListStatusUpdates(w.ctx(), w.as("chair"), workplan.UpdateFilter{}, workplan.Page{Limit: 200}, tracker.When{})
	must(w.t, err)
	return len(list.Rows)
}
