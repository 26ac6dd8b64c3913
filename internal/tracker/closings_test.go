package tracker_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

func TestAPlanIsClosedOnceNothingInItIsOpen(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.meeting("wg-9", "2024-02-15")
		w.plan("p").item("p", "1.1").item("p", "1.2", ongoing).item("p", "1.10").endorsed("p", "2024-01")
		w.posts("ana", "p", "1.1", because(workplan.StatusPostponed, "later"))
		_, err := w.ClosePlan(w.ctx(), w.as("chair"), "p", nil, workplan.Closing{})
		refused(t, err, "plan-has-open-items")
		if diff := cmp.Diff([]string{"/items/1.1 postponed", "/items/1.2 planned", "/items/1.10 planned"}, faultsOf(err)); diff != "" {
			t.Error(diff)
		}
		for _, want := range []string{"1.1, 1.2, 1.10", "postponed: take it up again", "planned and continuing: withdraw it", "carry it over into a later plan (co-chairs)"} {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%v lacks %q", err, want)
			}
		}
		w.carries("p", false, withdrawn("1.1", "x"), withdrawn("1.2", "x"), withdrawn("1.10", "x"))
		for _, c := range []struct {
			in   workplan.Closing
			want []string
		}{
			{workplan.Closing{On: "2024-02-29"}, []string{"/closed_on out_of_order"}}, // something took effect on 1 March
			{workplan.Closing{On: "2024-03-02", Meeting: "wg-8"}, []string{"/closed_on in_future", "/meeting unknown"}},
			{workplan.Closing{On: "soon", Note: "\x00"}, []string{"/closed_on not_a_date", "/note bad_character"}},
		} {
			_, err := w.ClosePlan(w.ctx(), w.as("chair"), "p", nil, c.in)
			if diff := cmp.Diff(c.want, faultsOf(err)); diff != "" {
				t.Error(diff)
			}
		}
		p, err := w.Plan(w.ctx(), w.as("chair"), "p", tracker.When{})
		must(t, err)
		_, err = w.ClosePlan(w.ctx(), w.as("chair"), "p", []int64{p.Version - 1}, workplan.Closing{})
		refused(t, err, "stale")
		closed, err := w.ClosePlan(w.ctx(), w.as("chair"), "p", []int64{p.Version}, workplan.Closing{Meeting: "wg-9", Note: "All done"})
		w.tick(err)
		if closed.Status != workplan.PlanClosed || closed.ClosedOn != "2024-03-01" || closed.ClosedMeeting != "wg-9" || closed.ClosingNote != "All done" || closed.Version != p.Version+1 {
			t.Errorf("%+v", closed)
		}
		_, err = w.ClosePlan(w.ctx(), w.as("chair"), "p", nil, workplan.Closing{})
		refused(t, err, "plan-closed")
		w.sealed("p")
		w.whole()
	})
}

// sealed checks that a closed plan takes nothing.
func (w *world) sealed(plan string) {
	w.t.Helper()
	_, err := w.PostStatusUpdate(w.ctx(), w.as("ana"), plan, "1.1", nil, says("more"))
	refused(w.t, err, "plan-closed")
	_, err = w.PostStatusUpdate(w.ctx(), w.as("chair"), plan, "1.1", nil, because(workplan.StatusPlanned, "after all"))
	refused(w.t, err, "plan-closed")
	_, err = w.EditPlan(w.ctx(), w.as("chair"), plan, nil, func(c *workplan.PlanContent) error { c.Title = "Other"; return nil })
	refused(w.t, err, "plan-closed")
	_, err = w.EditItem(w.ctx(), w.as("chair"), plan, "1.1", nil, func(c *workplan.ItemContent) error { c.Title = "Other"; return nil })
	refused(w.t, err, "plan-closed")
	_, err = w.CreateItem(w.ctx(), w.as("chair"), plan, workplan.NewItem{ItemContent: itemOf("More")})
	refused(w.t, err, "plan-closed")
	_, err = w.EditObjective(w.ctx(), w.as("chair"), plan, 1, nil, func(c *workplan.ObjectiveContent) error { c.Title = "Other"; return nil })
	refused(w.t, err, "plan-closed")
	_, err = w.WaiveFinding(w.ctx(), w.as("chair"), plan, workplan.NewWaiver{Rule: "no-period", Subject: "plan", Reason: "x"})
	refused(w.t, err, "plan-closed")
}

func TestAClosedPlanIsReopenedWithAReasonAndClosedAgain(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").endorsed("p", "2024-01").carries("p", false, withdrawn("1.1", "x"))
		_, err := w.ReopenPlan(w.ctx(), w.as("chair"), "p", nil, workplan.Reopening{Reason: "x"})
		refused(t, err, "plan-not-closed")
		w.closes("p")
		w.clock.move(9 * 24 * time.Hour)
		_, err = w.ReopenPlan(w.ctx(), w.as("chair"), "p", nil, workplan.Reopening{On: "2024-02-28", Meeting: "WG"})
		if diff := cmp.Diff([]string{"/effective_on out_of_order", "/reason required", "/meeting bad_code", "/meeting unknown"}, faultsOf(err)); diff != "" {
			t.Error(diff)
		}
		_, err = w.ReopenPlan(w.ctx(), w.as("chair"), "p", nil, workplan.Reopening{On: "2024-03-11", Reason: "x"})
		if diff := cmp.Diff([]string{"/effective_on in_future"}, faultsOf(err)); diff != "" {
			t.Error(diff)
		}
		for _, who := range []string{"desk", "ana", "rita"} {
			_, err = w.ReopenPlan(w.ctx(), w.as(who), "p", nil, workplan.Reopening{Reason: "x"})
			refused(t, err, "forbidden")
		}
		closed := w.clock.now()
		w.clock.move(time.Second)
		p, err := w.ReopenPlan(w.ctx(), w.as("second"), "p", nil, workplan.Reopening{On: "2024-03-05", Reason: "A report had been forgotten"})
		w.tick(err)
		if p.Status != workplan.PlanEndorsed || p.ClosedOn != "" || p.ReopenedOn != "2024-03-05" || p.ReopeningReason != "A report had been forgotten" {
			t.Errorf("%+v", p.PlanLife)
		}
		w.posts("chair", "p", "1.1", because(workplan.StatusPlanned, "after all"))
		w.posts("ana", "p", "1.1", completed("2024-02"))
		w.closes("p")
		for when, want := range map[tracker.When]workplan.PlanStatus{{}: workplan.PlanClosed, {AsOf: "2024-03-04"}: workplan.PlanClosed, {AsOf: "2024-03-07"}: workplan.PlanEndorsed,
			{AsOf: "2024-02-29"}: workplan.PlanEndorsed, {AsOf: "2024-03-07", KnownAt: closed}: workplan.PlanClosed} {
			p, err := w.Plan(w.ctx(), w.as("rita"), "p", when)
			must(t, err)
			if p.Status != want {
				t.Errorf("at %+v it was %s", when, p.Status)
			}
		}
		if diff := cmp.Diff([]string{"create plan", "endorse plan", "close plan", "reopen plan", "close plan"}, w.actions("plan p")); diff != "" {
			t.Error(diff)
		}
		w.whole()
	})
}

// actions are what the audit tells of a thing, in order.
func (w *world) actions(what string) (actions []string) {
	w.t.Helper()
	audit, err := w.ListAudit(w.ctx(), w.as("chair"), workplan.AuditFilter{}, workplan.Page{Limit: 200, Sort: []workplan.Sort{{Word: "recorded"}}})
	must(w.t, err)
	for _, e := range audit.Rows {
		if e.Object == what {
			actions = append(actions, e.Action)
		}
	}
	return actions
}

// A chain carried twice, one item split, two merged, one completed late, one withdrawn, one continuing item carried and then retired; all numbers were
// reckoned by hand.
func TestWorkOverThreePlansIsCountedOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("a")
		for n := range 8 {
			details := []func(*workplan.ItemContent){due("2024-01")}
			if n == 6 {
				details = append(details, ongoing)
			}
			w.item("a", fmt.Sprint(n+1), details...)
		}
		w.endorsed("a", "2024-01")
		w.posts("ana", "a", "8", completed("2024-01-15"))
		w.headline("a", "8 items: planned 6, completed 1; continuing 1; late 0; rate 1/7")
		w.plan("b")
		w.carries("a", false, carry("1", fresh("b")), carry("2", fresh("b", named("First half")), fresh("b", named("Second half"))), carry("3", fresh("b", together("3+4"))),
			carry("4", fresh("b", together("3+4"))), completedLate("5", "2024-02"), withdrawn("6", "No money"), carry("7", fresh("b")))
		w.headline("a", "8 items: completed 2, withdrawn 1, carried_over 4; continuing 1; late 1; rate 2/2")
		w.headline("b", "5 items: planned 4; continuing 1; late 0; rate 0/4")
		w.closes("a").endorsed("b", "2024-02")
		if diff := cmp.Diff([]string{"1<a/1", "2<a/2", "3<a/2", "4<a/3+a/4", "5<a/7"}, w.itemsIn("b")); diff != "" {
			t.Error(diff)
		}
		w.totals("8 items: planned 4, completed 2, withdrawn 1; continuing 1; late 1; rate 2/6", "a 5, b 0", "")
		w.posts("ana", "b", "2", completed("2024-02-20"))
		w.plan("c")
		w.carries("b", false, carry("1", fresh("c")), carry("3", fresh("c", together("rest"))), carry("4", fresh("c", together("rest"))), withdrawn("5", "Retired"))
		w.headline("b", "5 items: completed 1, carried_over 3; continuing 1; late 0; rate 1/1")
		w.closes("b").endorsed("c", "2024-03-01")
		w.headline("c", "2 items: planned 2; continuing 0; late 0; rate 0/2")
		w.headline("a", "8 items: completed 2, withdrawn 1, carried_over 4; continuing 1; late 1; rate 2/2")
		w.totals("7 items: planned 2, completed 3, withdrawn 1; continuing 1; late 1; rate 3/5", "a 5, b 3, c 0",
			"a/1>b/1>c/1 a/2>b/3>c/2(+a/3+a/4+b/4) a/2>b/2 a/7>b/5")
		w.whole()
	})
}

// headline checks the numbers of a plan's report.
func (w *world) headline(plan, want string) {
	w.t.Helper()
	r, err := w.CompletionReport(w.ctx(), w.as("rita"), plan, tracker.ReportRequest{})
	must(w.t, err)
	if got := inShort(r.Headline); got != want {
		w.t.Errorf("%s: got  %s\n     want %s", plan, got, want)
	}
}

// totals checks the numbers across plans, how many items of each went on, and the ways of the works that did.
func (w *world) totals(want, went, ways string) {
	w.t.Helper()
	p, err := w.Portfolio(w.ctx(), w.as("rita"), tracker.PortfolioRequest{})
	must(w.t, err)
	var on, paths []string
	for _, l := range p.Plans {
		if l.Plan.Status != workplan.PlanDraft {
			on = append(on, fmt.Sprintf("%s %d", l.Plan.Code, l.WentOn))
		}
	}
	for _, c := range p.MostCarried {
		path := strings.Join(c.Path, ">")
		if len(c.Joined) > 0 {
			path += "(+" + strings.Join(c.Joined, "+") + ")"
		}
		paths = append(paths, path)
	}
	if got := inShort(p.Totals.Counts); got != want || strings.Join(on, ", ") != went {
		w.t.Errorf("got  %s | %s\nwant %s | %s", got, strings.Join(on, ", "), want, went)
	}
	if got := strings.Join(paths, " "); ways != "" && got != ways {
		w.t.Errorf("got  %s\nwant %s", got, ways)
	}
}

func inShort(c workplan.Counts) string {
	var by []string
	for _, s := range workplan.Statuses {
		if n := c.ByStatus[s]; n > 0 {
			by = append(by, fmt.Sprintf("%s %d", s, n))
		}
	}
	return fmt.Sprintf("%d items: %s; continuing %d; late %d; rate %d/%d", c.Items, strings.Join(by, ", "), c.Continuing, c.Late, c.Rate.Numerator, c.Rate.Denominator)
}
