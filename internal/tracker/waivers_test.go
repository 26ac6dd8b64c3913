package tracker_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// waives makes a waiver as the secretariat.
func (w *world) waives(plan, rule, subject string, change ...func(*workplan.NewWaiver)) *world {
	w.t.Helper()
	in := workplan.NewWaiver{Rule: rule, Subject: subject, Reason: "agreed at the meeting"}
	for _, c := range change {
		c(&in)
	}
	_, err := w.WaiveFinding(w.ctx(), w.as("desk"), plan, in)
	return w.tick(err)
}

// withdraws ends a waiver as a co-chair.
func (w *world) withdraws(plan string, number int) *world {
	w.t.Helper()
	_, err := w.WithdrawWaiver(w.ctx(), w.as("chair"), plan, number, workplan.WithdrawalContent{Reason: "no longer so"})
	return w.tick(err)
}

// waivers lists what a person is told of the waivers of a plan, as "number state".
func (w *world) waivers(as, plan string, f workplan.WaiverFilter, when tracker.When) string {
	w.t.Helper()
	list, err := w.ListWaivers(w.ctx(), w.as(as), plan, f, workplan.Page{}, when)
	must(w.t, err)
	var told []string
	for _, r := range list.Rows {
		told = append(told, fmt.Sprintf("%d %s", r.Number, r.State))
	}
	return strings.Join(told, ", ")
}

func TestAWaiverFromItsMakingToItsWithdrawal(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").item("p", "1.2", forChairs).endorsed("p", "2024-01")
		w.until("2024-03-10").waives("p", "no-expected-output", "item 1.1").waives("p", "no-expected-output", "item 1.2").waives("p", "objective-without-items", "objective 2",
			func(in *workplan.NewWaiver) { in.EffectiveOn, in.Until = "2024-02-01", "2024-03-31" })
		before := w.clock.now()
		w.until("2024-04-10").withdraws("p", 1)
		for name, c := range map[string]struct {
			as     string
			filter workplan.WaiverFilter
			when   tracker.When
			want   string
		}{
			"now":                      {"desk", workplan.WaiverFilter{}, tracker.When{}, "1 withdrawn, 2 in_force, 3 lapsed"},
			"for a reader":             {"rita", workplan.WaiverFilter{}, tracker.When{}, "1 withdrawn, 3 lapsed"},
			"before it was withdrawn":  {"desk", workplan.WaiverFilter{}, tracker.When{AsOf: "2024-04-09"}, "1 in_force, 2 in_force, 3 lapsed"},
			"on the day of the making": {"desk", workplan.WaiverFilter{}, tracker.When{AsOf: "2024-03-10"}, "1 in_force, 2 in_force, 3 in_force"},
			"the day before":           {"desk", workplan.WaiverFilter{}, tracker.When{AsOf: "2024-03-09"}, "3 in_force"},
			"as was known":             {"desk", workplan.WaiverFilter{}, tracker.When{KnownAt: before}, "1 in_force, 2 in_force, 3 lapsed"},
			"before any":               {"desk", workplan.WaiverFilter{}, tracker.When{KnownAt: time.Date(2024, 3, 9, 0, 0, 0, 0, time.UTC)}, ""},
			"in force":                 {"desk", workplan.WaiverFilter{State: []workplan.WaiverState{workplan.WaiverInForce}}, tracker.When{}, "2 in_force"},
			"of a rule":                {"desk", workplan.WaiverFilter{Rule: workplan.List{"objective-without-items"}}, tracker.When{}, "3 lapsed"},
		} {
			if got := w.waivers(c.as, "p", c.filter, c.when); got != c.want {
				t.Errorf("%s: %q, want %q", name, got, c.want)
			}
		}
		r, err := w.Waiver(w.ctx(), w.as("rita"), "p", 1, tracker.When{})
		must(t, err)
		if r.MadeBy != "desk" || r.Withdrawal == nil || r.Withdrawal.WithdrawnBy != "chair" || r.Withdrawal.Reason != "no longer so" || r.EffectiveOn != "2024-03-10" {
			t.Errorf("waiver 1: %+v, %+v", r, r.Withdrawal)
		}
		if _, err := w.Waiver(w.ctx(), w.as("rita"), "p", 2, tracker.When{}); workplan.KindOf(err) != workplan.NotFound {
			t.Errorf("a waiver on an item for the chairs: %v", err)
		}
		must(t, w.verified())
	})
}

func forChairs(c *workplan.ItemContent) { c.Audience = workplan.AudienceChairs }

// verified is the first thing that a verification finds wrong.
func (w *world) verified() error {
	_, faults, err := w.VerifyRecords(w.ctx())
	if err == nil && len(faults) > 0 {
		err = fmt.Errorf("%v", faults)
	}
	return err
}

func TestWhatIsNotWaived(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").item("p", "1.2", forChairs).endorsed("p", "2024-01").waives("p", "no-expected-output", "item 1.1")
		good := workplan.NewWaiver{Rule: "no-due-date", Subject: "item 1.1", Reason: "agreed"}
		with := func(f func(*workplan.NewWaiver)) workplan.NewWaiver { in := good; f(&in); return in }
		for name, c := range map[string]struct {
			as   string
			in   workplan.NewWaiver
			kind workplan.Kind
		}{
			"by a reader":                {"rita", good, workplan.Forbidden},
			"by the lead":                {"ana", good, workplan.Forbidden},
			"on an item that is not":     {"desk", with(func(in *workplan.NewWaiver) { in.Subject = "item 9.9" }), workplan.Invalid},
			"on an objective that isn't": {"desk", with(func(in *workplan.NewWaiver) { in.Subject = "objective 9" }), workplan.Invalid},
			"of a rule that is not":      {"desk", with(func(in *workplan.NewWaiver) { in.Rule = "no-rule" }), workplan.Invalid},
			"twice":                      {"desk", with(func(in *workplan.NewWaiver) { in.Rule = "no-expected-output" }), workplan.Conflict},
		} {
			if _, err := w.WaiveFinding(w.ctx(), w.as(c.as), "p", c.in); workplan.KindOf(err) != c.kind {
				t.Errorf("%s: %v", name, err)
			}
		}
		for name, c := range map[string]struct {
			as     string
			number int
			reason string
			kind   workplan.Kind
		}{"by the lead": {"ana", 1, "x", workplan.Forbidden}, "one that is not there": {"desk", 7, "x", workplan.NotFound}, "without a reason": {"desk", 1, "", workplan.Invalid}} {
			if _, err := w.WithdrawWaiver(w.ctx(), w.as(c.as), "p", c.number, workplan.WithdrawalContent{Reason: c.reason}); workplan.KindOf(err) != c.kind {
				t.Errorf("withdrawn %s: %v", name, err)
			}
		}
		w.withdraws("p", 1)
		if _, err := w.WithdrawWaiver(w.ctx(), w.as("desk"), "p", 1, workplan.WithdrawalContent{Reason: "again"}); workplan.KindOf(err) != workplan.Conflict {
			t.Errorf("withdrawn twice: %v", err)
		}
		if got := w.waives("p", "no-expected-output", "item 1.1").waivers("desk", "p", workplan.WaiverFilter{}, tracker.When{}); got != "1 withdrawn, 2 in_force" {
			t.Errorf("waived anew: %s", got)
		}
	})
}

// TestAWaiverGoesWithWhatItIsOn: with an item that was taken out of the draft, and with one that was not for the reader then.
func TestAWaiverGoesWithWhatItIsOn(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").item("p", "1.2", forChairs).waives("p", "no-due-date", "item 1.1").waives("p", "no-due-date", "item 1.2").
			waives("p", "objective-without-items", "objective 2")
		then := tracker.When{KnownAt: w.clock.now()}
		w.until("2024-03-10")
		w.tick(w.RemoveItem(w.ctx(), w.as("desk"), "p", "1.1", nil))
		w.tick(w.RemoveObjective(w.ctx(), w.as("desk"), "p", 2, nil))
		_, err := w.EditItem(w.ctx(), w.as("desk"), "p", "1.2", nil, func(c *workplan.ItemContent) error { c.Audience = ""; return nil })
		w.tick(err)
		for name, c := range map[string]struct {
			as   string
			when tracker.When
			want string
		}{
			"now": {"rita", tracker.When{}, "2 in_force"}, "now, for the secretariat": {"desk", tracker.When{}, "2 in_force"},
			"then": {"rita", then, "1 in_force, 3 in_force"}, "then, for the secretariat": {"desk", then, "1 in_force, 2 in_force, 3 in_force"},
		} {
			if got := w.waivers(c.as, "p", workplan.WaiverFilter{}, c.when); got != c.want {
				t.Errorf("%s: %q, want %q", name, got, c.want)
			}
		}
		if _, err := w.WithdrawWaiver(w.ctx(), w.as("desk"), "p", 1, workplan.WithdrawalContent{Reason: "x"}); workplan.KindOf(err) != workplan.NotFound {
			t.Errorf("the waiver on an item that is gone: %v", err)
		}
		must(t, w.verified())
	})
}
