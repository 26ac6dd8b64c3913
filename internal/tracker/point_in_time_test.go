package tracker_test

import (
	"context"
	"maps"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// A later write never changes an answer at an earlier known_at.
func TestWhatWasKnownStaysKnown(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		var n atomic.Int64
		rapid.Check(t, func(rt *rapid.T) {
			h := newHistory(w, rt, int(n.Add(1)))
			type asked struct {
				when   tracker.When
				answer readings
			}
			var before []asked
			for range 3 {
				for range 12 {
					h.write()
				}
				when := h.moment()
				before = append(before, asked{when, h.read(when, 2)})
			}
			for range 12 {
				h.write()
			}
			for _, a := range before {
				same(rt, a.when, a.answer, h.read(a.when, 2))
			}
		})
	})
}

// The kept present is what the records say: the present through the kept state and through the replay are one.
func TestThePresentIsTheReplayOfItsRecords(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		var n atomic.Int64
		rapid.Check(t, func(rt *rapid.T) {
			h := newHistory(w, rt, int(n.Add(1)))
			for range 40 {
				h.write()
			}
			h.clock.move(time.Microsecond)
			same(rt, tracker.When{}, h.read(tracker.When{}, 3), h.read(tracker.When{AsOf: h.Today(), KnownAt: h.clock.now()}, 3),
				cmpopts.IgnoreFields(workplan.Stamp{}, "Version"), cmpopts.IgnoreTypes(workplan.View{}),
				cmpopts.IgnoreFields(workplan.CompletionReport{}, "KnownAt"))
			checked, faults, err := h.VerifyRecords(context.Background())
			if err != nil || checked == 0 || len(faults) > 0 {
				rt.Fatalf("%d items checked, %v, %v", checked, faults, err)
			}
			verdicts, err := h.VerifyAudit(context.Background())
			for _, v := range verdicts {
				if err != nil || v.Fault != "" {
					rt.Fatalf("audit chain %s: %s, %v", v.Chain, v.Fault, err)
				}
			}
		})
	})
}

func same(rt *rapid.T, when tracker.When, was, is readings, options ...cmp.Option) {
	for _, question := range slices.Sorted(maps.Keys(was)) {
		if _, asked := is[question]; !asked {
			continue
		}
		if diff := cmp.Diff(was[question], is[question], append(options, cmpopts.EquateEmpty())...); diff != "" {
			rt.Fatalf("%s at %+v:\n%s", question, when, diff)
		}
	}
}

// A meeting by which a reading is dated tells of itself only to those who read a plan of its body.
func TestADateByMeetingDoesNotTellOfOtherBodies(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.body("other").user("olga", coChair("other")).meeting("wg-9", "2024-02-15").plan("p").item("p", "1.1").endorsed("p", "2024-01")
		_, err := w.CreateMeeting(w.ctx(), w.as("olga"), workplan.NewMeeting{Code: "other-1", Body: "other", MeetingContent: workplan.MeetingContent{Name: "Elsewhere", Starts: "2024-02-16"}})
		must(t, err)
		_, err = w.CreatePlan(w.ctx(), w.as("olga"), workplan.NewPlan{Code: "q", Body: "other", PlanContent: workplan.PlanContent{Title: "Plan q", PeriodEnd: "2026"}})
		must(t, err)
		w.until("2024-03-10")
		for meeting, want := range map[string][]string{"wg-9": nil, "other-1": {"?as_of unknown"}, "none": {"?as_of unknown"}} {
			_, err := w.Plan(w.ctx(), w.as("rita"), "p", tracker.When{Meeting: meeting})
			if diff := cmp.Diff(want, faultsOf(err), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s: %s", meeting, diff)
			}
		}
	})
}
