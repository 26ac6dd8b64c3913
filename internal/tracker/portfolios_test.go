package tracker_test

import (
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"fwptracker/internal/store"
	"fwptracker/internal/store/storetest"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// shelved tells what the portfolio says to someone: each line's items and how many of them went on, the total, and the paths of what was carried.
func (w *world) shelved(who string, ask tracker.PortfolioRequest) string {
	w.t.Helper()
	p, err := w.Portfolio(w.ctx(), w.as(who), ask)
	must(w.t, err)
	var lines, paths []string
	for _, l := range p.Plans {
		lines = append(lines, fmt.Sprintf("%s %d-%d", l.Plan.Code, l.Counts.Items, l.WentOn))
	}
	for _, c := range p.MostCarried {
		paths = append(paths, strings.Join(c.Path, ">"))
	}
	return fmt.Sprintf("%s = %d | %s", strings.Join(lines, ", "), p.Totals.Counts.Items, strings.Join(paths, " "))
}

// threePlans are plans into which an item goes on: in the middle one it is for the chairs, and shown to a reader of the others.
func threePlans(w *world) {
	w.t.Helper()
	w.plan("p1").item("p1", "1").item("p1", "2").endorsed("p1", "2024-01")
	w.plan("p2").item("p2", "1", continues("p1/1"), forAudience(workplan.AudienceChairs)).endorsed("p2", "2024-02")
	w.plan("p3").item("p3", "1", continues("p2/1"), forAudience(workplan.AudienceChairs), ledBy("bland")).endorsed("p3", "2024-03")
}

// What a reader does not see joins what they see, and is neither counted nor shown, but for the name by which their own item continues it.
func TestALineageLeadsThroughWhatTheReaderDoesNotSee(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		threePlans(w)
		now, then := tracker.PortfolioRequest{}, tracker.PortfolioRequest{When: tracker.When{KnownAt: w.clock.now()}}
		for who, want := range map[string]string{
			"chair": "p1 2-1, p2 1-1, p3 1-0 = 2 | p1/1>p2/1>p3/1",
			"ana":   "p1 2-1, p2 1-0, p3 0-0 = 2 | p1/1>p2/1", // leads in p1 and p2
			"ben":   "p1 2-1, p2 0-0, p3 1-0 = 2 | p1/1>p2/1>p3/1",
			"rita":  "p1 2-0, p2 0-0, p3 0-0 = 2 | ", // that p1/1 went on is not for her
		} {
			for _, ask := range []tracker.PortfolioRequest{now, then} {
				if got := w.shelved(who, ask); got != want {
					t.Errorf("%s: %s\nwant %s", who, got, want)
				}
			}
		}
	})
}

func TestAPortfolioOfOneBodyFollowsWorkThroughTheOthers(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.body("other").user("both", coChair("wg"), coChair("other"))
		for n, code := range []string{"p1", "q", "p2"} {
			body, before := []string{"wg", "other", "wg"}[n], []workplan.List{nil, {"p1/1"}, {"q/1"}}[n]
			_, err := w.CreatePlan(w.ctx(), w.as("both"), workplan.NewPlan{Code: code, Body: body, PlanContent: workplan.PlanContent{Title: code, Audience: workplan.AudiencePublic}})
			w.tick(err)
			_, err = w.CreateItem(w.ctx(), w.as("both"), code, workplan.NewItem{Ref: "1", ItemContent: workplan.ItemContent{Title: "Item of " + code, Nature: workplan.NatureOneOff, Predecessors: before}})
			w.tick(err)
			_, err = w.EndorsePlan(w.ctx(), w.as("both"), code, nil, workplan.Endorsement{On: workplan.PartialDate(fmt.Sprintf("2024-0%d", n+1))})
			w.tick(err)
		}
		for _, at := range []tracker.When{{}, {KnownAt: w.clock.now()}} {
			for body, want := range map[string]string{"": "q 1-1, p1 1-1, p2 1-0 = 1 | p1/1>q/1>p2/1", "wg": "p1 1-1, p2 1-0 = 1 | p1/1>q/1>p2/1", "other": "q 1-0 = 1 | p1/1>q/1"} {
				ask := tracker.PortfolioRequest{When: at}
				if body != "" {
					ask.Scope.Bodies = workplan.List{body}
				}
				if got := w.shelved("both", ask); got != want {
					t.Errorf("of %q: %s, want %s", body, got, want)
				}
			}
		}
	})
}

func TestAPortfolioOfThePastKnowsNothingOfLaterPlans(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		empty := w.clock.now()
		w.clock.move(time.Second)
		w.plan("p1").item("p1", "1").endorsed("p1", "2024-01")
		before := w.clock.now()
		w.until("2024-03-20")
		w.plan("p2").item("p2", "1", continues("p1/1")).endorsed("p2", "2024-03-20")
		if got := w.shelved("rita", tracker.PortfolioRequest{}); got != "p1 1-1, p2 1-0 = 1 | p1/1>p2/1" {
			t.Errorf("now: %s", got)
		}
		if got := w.shelved("rita", tracker.PortfolioRequest{When: tracker.When{KnownAt: before}}); got != "p1 1-0 = 1 | " {
			t.Errorf("as known before: %s", got)
		}
		if got := w.shelved("rita", tracker.PortfolioRequest{When: tracker.When{AsOf: "2024-03-10"}}); !strings.HasPrefix(got, "p1 1-0, p2 1-0 = 1 |") {
			t.Errorf("while the second was a draft: %s", got)
		}
		_, err := w.Portfolio(w.ctx(), w.as("rita"), tracker.PortfolioRequest{When: tracker.When{KnownAt: empty}, Scope: workplan.PortfolioScope{Bodies: workplan.List{"wg"}}})
		if diff := cmp.Diff([]string{"?body unknown"}, faultsOf(err)); diff != "" {
			t.Errorf("of a body that had no plan yet: %s", diff)
		}
	})
}

// As long as the stamp stays, the portfolio stays, but for when it was generated and of how fresh a record.
func TestTheStampOfAPortfolioChangesWheneverItMay(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		var n atomic.Int64
		rapid.Check(t, func(rt *rapid.T) {
			h := newHistory(w, rt, int(n.Add(1)))
			drawn := map[string]workplan.Portfolio{}
			for range 30 {
				if rapid.Bool().Draw(rt, "writes") {
					h.write()
				}
				stamp, err := h.PortfolioStamp(h.ctx(), h.chair())
				must(t, err)
				p, err := h.Portfolio(h.ctx(), h.chair(), tracker.PortfolioRequest{})
				must(t, err)
				if was, known := drawn[stamp]; known {
					if diff := cmp.Diff(was, p, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(workplan.Portfolio{}, "GeneratedAt", "KnownAt")); diff != "" {
						rt.Fatalf("under the stamp %s:\n%s", stamp, diff)
					}
				}
				drawn[stamp] = p
				for _, l := range p.Plans {
					r, err := h.CompletionReport(h.ctx(), h.chair(), l.Plan.Code, tracker.ReportRequest{})
					must(t, err)
					if diff := cmp.Diff(r.Headline, l.Counts); diff != "" {
						rt.Fatalf("%s differs from its report:\n%s", l.Plan.Code, diff)
					}
				}
			}
		})
	})
}

func TestTheStampOfAPortfolioIsNotTheSameForReadersOfDifferentSight(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		stamp := func(who string) string {
			s, err := w.PortfolioStamp(w.ctx(), w.as(who))
			must(t, err)
			return s
		}
		if stamp("chair") == stamp("rita") || stamp("ana") == stamp("ben") || stamp("chair") != stamp("second") {
			t.Error("the stamps do not go by what is seen")
		}
		before := stamp("rita")
		w.until("2024-03-02")
		if stamp("rita") == before {
			t.Error("the day has changed and the stamp has not")
		}
	})
}

// A reading of the past that would go through too many records is refused, and says how it can be had.
func TestAPortfolioOfThePastIsBounded(t *testing.T) {
	t.Parallel()
	w := settled(t, storetest.Open(t, store.SQLite))
	batch := make([]workplan.NewItem, tracker.MaxBatch)
	for n := range batch {
		batch[n].ItemContent = itemOf("Item")
	}
	for n := range 20 {
		w.plan(fmt.Sprintf("p%d", n))
		_, err := w.CreateItems(w.ctx(), w.as("chair"), fmt.Sprintf("p%d", n), batch)
		w.tick(err)
	}
	past := tracker.PortfolioRequest{When: tracker.When{KnownAt: w.clock.now()}}
	p, err := w.Portfolio(w.ctx(), w.as("rita"), past)
	must(t, err)
	if len(p.Plans) != 20 || p.Totals.Drafts != 20 || p.Plans[0].Counts.Items != tracker.MaxBatch {
		t.Fatalf("the portfolio: %+v", p.Totals)
	}
	w.plan("one-more").item("one-more", "1")
	past.KnownAt = w.clock.now()
	_, err = w.Portfolio(w.ctx(), w.as("rita"), past)
	if diff := cmp.Diff([]string{"?as_of too_many"}, faultsOf(err)); diff != "" || !strings.Contains(err.Error(), "body=") {
		t.Errorf("%v\n%s", err, diff)
	}
	if p, err := w.Portfolio(w.ctx(), w.as("rita"), tracker.PortfolioRequest{}); err != nil || len(p.Plans) != 21 {
		t.Errorf("of the present: %v", err)
	}
}

func TestAPortfolioIsNotForAnyone(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		_, err := w.Portfolio(w.ctx(), workplan.Actor{}, tracker.PortfolioRequest{})
		refused(t, err, "signed-out")
		_, err = w.PortfolioStamp(w.ctx(), workplan.Actor{})
		refused(t, err, "signed-out")
		_, err = w.Portfolio(w.ctx(), w.as("rita"), tracker.PortfolioRequest{Scope: workplan.PortfolioScope{Bodies: workplan.List{"wg"}}})
		if diff := cmp.Diff([]string{"?body unknown"}, faultsOf(err)); diff != "" {
			t.Error(diff)
		}
	})
}
