package tracker_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// A lead goes on reading the past of an item that was its own, whatever became of the item since.
func TestARemovedItemStaysInThePastOfItsLead(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1", forAudience(workplan.AudienceChairs))
		_, err := w.EditPlan(w.ctx(), w.as("chair"), "p", nil, func(p *workplan.PlanContent) error { p.Audience = workplan.AudienceChairs; return nil })
		must(t, err)
		w.plan("q").item("q", "1.1", ledBy("aland"), forAudience(workplan.AudienceChairs), continues("p/1.1"))
		w.clock.move(time.Hour)
		then := tracker.When{KnownAt: w.clock.now().Add(-time.Minute)}
		ask := func() (answers []any) {
			i, err := w.Item(w.ctx(), w.as("ana"), "p", "1.1", then)
			must(t, err)
			p, err := w.Plan(w.ctx(), w.as("ana"), "p", then)
			must(t, err)
			items, err := w.ListItems(w.ctx(), w.as("ana"), workplan.ItemFilter{}, workplan.Page{}, then)
			must(t, err)
			r, err := w.CompletionReport(w.ctx(), w.as("ana"), "p", tracker.ReportRequest{When: then})
			must(t, err)
			return []any{i, p, items, r.CarriedOn, r.Headline}
		}
		before := ask()
		must(t, w.RemoveItem(w.ctx(), w.as("chair"), "p", "1.1", nil))
		must(t, w.RemoveItem(w.ctx(), w.as("chair"), "q", "1.1", nil))
		if diff := cmp.Diff(before, ask(), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("what was known before the items were removed reads otherwise:\n%s", diff)
		}
	})
}

// What one program said was known by a moment holds against a later write of another whose clock is behind.
func TestWhatOneProgramSettledHoldsForAnother(t *testing.T) {
	twice(t, func(t *testing.T, w, other *world) {
		w.plan("p").item("p", "1.1").endorsed("p", "2024-01")
		behind := tracker.New(other.store, tracker.Settings{Now: func() time.Time { return w.clock.now().Add(-50 * time.Millisecond) }})
		w.clock.move(time.Hour)
		when := tracker.When{KnownAt: w.clock.now().Add(-time.Millisecond)}
		before, err := w.Item(w.ctx(), w.as("chair"), "p", "1.1", when)
		must(t, err)
		_, err = behind.PostStatusUpdate(w.ctx(), w.as("ana"), "p", "1.1", nil, becomes(workplan.StatusInProgress, "begun"))
		must(t, err)
		w.clock.move(time.Second)
		for name, tr := range map[string]*tracker.Tracker{"the same": w.Tracker, "the other": behind, "a restarted": tracker.New(w.store, tracker.Settings{Now: w.clock.now})} {
			after, err := tr.Item(w.ctx(), w.as("chair"), "p", "1.1", when)
			must(t, err)
			if diff := cmp.Diff(before, after); diff != "" {
				t.Errorf("%s program says otherwise of what was known then:\n%s", name, diff)
			}
		}
	})
}

// What is asked for by a moment that was recorded ahead of the clock holds too: later writes are recorded after it, in every body.
func TestWhatWasKnownAheadOfTheClockStaysKnown(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").endorsed("p", "2024-01").body("other").user("olga", coChair("other"), reader("wg"))
		ahead := tracker.New(w.store, tracker.Settings{Now: func() time.Time { return w.clock.now().Add(10 * time.Second) }})
		p, err := ahead.CreatePlan(w.ctx(), w.as("olga"), workplan.NewPlan{Code: "o", Body: "other", PlanContent: workplan.PlanContent{Title: "Plan o", Audience: workplan.AudienceMembers}})
		must(t, err)
		when := tracker.When{KnownAt: p.ContentAt}
		before, err := w.Item(w.ctx(), w.as("chair"), "p", "1.1", when)
		must(t, err)
		w.posts("ana", "p", "1.1", becomes(workplan.StatusInProgress, "begun"))
		w.clock.move(time.Minute)
		after, err := w.Item(w.ctx(), w.as("chair"), "p", "1.1", when)
		must(t, err)
		if diff := cmp.Diff(before, after); diff != "" {
			t.Errorf("a later write changes what was known then:\n%s", diff)
		}
	})
}

// Who asks a feed for what was recorded since the last answer gets every update once it is there: none slips in before what was told.
func TestAFeedIsFollowedWithoutGaps(t *testing.T) {
	twice(t, func(t *testing.T, w, other *world) {
		w.plan("p").item("p", "1.1").endorsed("p", "2024-01")
		behind := tracker.New(other.store, tracker.Settings{Now: func() time.Time { return w.clock.now().Add(-50 * time.Millisecond) }})
		w.clock.move(time.Hour)
		w.posts("ana", "p", "1.1", says("first"))
		seen, since := map[int]bool{}, w.clock.now().Add(-time.Minute)
		poll := func() {
			list, err := w.ListStatusUpdates(w.ctx(), w.as("chair"), workplan.UpdateFilter{RecordedSince: since}, workplan.Page{}, tracker.When{})
			must(t, err)
			for _, u := range list.Rows {
				seen[u.Number] = true
				since = u.RecordedAt
			}
		}
		for n := range 5 {
			poll()
			_, err := behind.PostStatusUpdate(w.ctx(), w.as("ana"), "p", "1.1", nil, says("more"))
			must(t, err)
			if poll(); !seen[n+2] {
				t.Errorf("update %d was never told; told were %v", n+2, seen)
			}
		}
	})
}

// A lead is heard through a report in force, whoever may read it, and through nothing else: silent items and silent leads tell the same story.
func TestSilentItemsAndLeadsAgree(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.meeting("wg-9", "2024-02-15").plan("p").item("p", "1.1").item("p", "1.2", ledBy("bland")).endorsed("p", "2024-01")
		w.until("2024-03-10")
		silent := func(who string) string {
			r, err := w.CompletionReport(w.ctx(), w.as(who), "p", tracker.ReportRequest{})
			must(t, err)
			text := silence(r)
			for _, i := range r.Silent {
				text += " item " + i.Item.Ref
			}
			return text
		}
		for _, c := range []struct{ what, want string }{
			{"at first", "aland 1.1; bland 1.2 item 1.1 item 1.2"},
			{"after a report that is for the chairs", "bland 1.2 item 1.2"},
			{"once that was corrected to a day before the meeting", "aland 1.1; bland 1.2 item 1.1 item 1.2"},
			{"after a decision of the co-chairs", "aland 1.1; bland 1.2 item 1.1 item 1.2"},
		} {
			switch c.what {
			case "after a report that is for the chairs":
				quiet := says("quietly")
				quiet.Audience = workplan.AudienceChairs
				w.posts("ana", "p", "1.1", quiet)
			case "once that was corrected to a day before the meeting":
				mended := says("quietly")
				mended.Corrects, mended.CorrectionReason, mended.EffectiveOn = 1, "It was earlier.", "2024-02-01"
				w.posts("ana", "p", "1.1", mended)
			case "after a decision of the co-chairs":
				w.posts("chair", "p", "1.2", because(workplan.StatusWithdrawn, "no money"))
				w.posts("chair", "p", "1.2", because(workplan.StatusPlanned, "after all"))
			}
			for _, who := range []string{"rita", "chair"} {
				if got := silent(who); got != c.want {
					t.Errorf("%s, to %s: %s, want %s", c.what, who, got, c.want)
				}
			}
		}
	})
}

// However many items a batch has, what they refer to is looked up a few at a time.
func TestABatchLooksItsReferencesUpTogether(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p")
		for _, ref := range []string{"1.1", "1.2", "1.3", "1.4", "1.5", "1.6"} {
			w.item("p", ref)
		}
		w.endorsed("p", "2024-01")
		batch := func(plan string, refs ...string) (statements int) {
			w.plan(plan)
			var in []workplan.NewItem
			for _, ref := range refs {
				in = append(in, workplan.NewItem{ItemContent: workplan.ItemContent{Title: "Goes on", Nature: workplan.NatureOneOff, Predecessors: workplan.List{"p/" + ref}}})
			}
			stop := w.store.Watch(func(string) { statements++ })
			defer stop()
			_, err := w.CreateItems(w.ctx(), w.as("chair"), plan, in)
			must(t, err)
			return statements
		}
		if few, many := batch("q", "1.1"), batch("r", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6"); few != many {
			t.Errorf("one item takes %d statements, six take %d", few, many)
		}
	})
}
