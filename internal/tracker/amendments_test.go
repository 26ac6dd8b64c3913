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

// amendment is an amendment that holds from a day on.
func amendment(on workplan.Date, parts ...func(*workplan.NewAmendment)) workplan.NewAmendment {
	in := workplan.NewAmendment{AmendmentContent: workplan.AmendmentContent{Reason: "agreed at the meeting", EffectiveOn: on}}
	for _, p := range parts {
		p(&in)
	}
	return in
}

// on changes an item.
func on(ref string, details ...func(*workplan.ItemContent)) func(*workplan.NewAmendment) {
	return func(in *workplan.NewAmendment) {
		in.Items = append(in.Items, workplan.ItemAmendment{Ref: ref, Edit: func(c *workplan.ItemContent) error {
			for _, d := range details {
				d(c)
			}
			return nil
		}})
	}
}

// adds adds an item.
func adds(ref, title string, details ...func(*workplan.ItemContent)) func(*workplan.NewAmendment) {
	return func(in *workplan.NewAmendment) {
		in.NewItems = append(in.NewItems, workplan.NewItem{Ref: ref, ItemContent: itemOf(title, details...)})
	}
}

// without withdraws an item.
func without(ref string) func(*workplan.NewAmendment) {
	return func(in *workplan.NewAmendment) {
		in.WithdrawItems = append(in.WithdrawItems, workplan.ItemWithdrawal{Ref: ref})
	}
}

func titled(title string) func(*workplan.ItemContent) {
	return func(c *workplan.ItemContent) { c.Title = title }
}

func (w *world) amends(plan string, in workplan.NewAmendment) workplan.AmendmentReading {
	w.t.Helper()
	a, err := w.AmendPlan(w.ctx(), w.as("chair"), plan, nil, in)
	w.tick(err)
	return a
}

// itemThen tells an item as it stood: title, leads, due and status, or that it was not there.
func (w *world) itemThen(as, plan, ref string, when tracker.When) string {
	w.t.Helper()
	i, err := w.Item(w.ctx(), w.as(as), plan, ref, when)
	if workplan.KindOf(err) == workplan.NotFound {
		return "none"
	}
	must(w.t, err)
	return fmt.Sprintf("%s, %s, %s, %s", i.Title, strings.Join(i.Leads, "+"), i.Due, i.Status)
}

func TestWhoLedAnItemThenIsAnsweredByTheAmendmentsOfThen(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").item("p", "1.2").endorsed("p", "2024-01-10")
		first := w.until("2024-03-10").amends("p", amendment("2024-03-05", on("1.1", ledBy("bland"), due("2024-09")), without("1.2")))
		known := w.clock.now()
		second := w.until("2024-03-20").amends("p", amendment("", on("1.1", ledBy("aland", "bland")), adds("", "A new item")))
		// Decided last, and in effect from before the others: what they say from their own days on stands.
		third := w.until("2024-03-25").amends("p", amendment("2024-02-01", on("1.1", titled("Renamed"), due("2024-08"))))
		if got := []int{first.Number, first.Revision, second.Number, second.Revision, third.Revision}; !slices.Equal(got, []int{1, 2, 2, 3, 4}) {
			t.Errorf("numbers and revisions %v", got)
		}
		for _, c := range []struct {
			ref  string
			when tracker.When
			want string
		}{
			{"1.1", tracker.When{}, "Renamed, aland+bland, 2024-09, planned"},
			{"1.1", tracker.When{AsOf: "2024-01-31"}, "Item 1.1, aland, 2024-06, planned"},
			{"1.1", tracker.When{AsOf: "2024-02-01"}, "Renamed, aland, 2024-08, planned"},
			{"1.1", tracker.When{AsOf: "2024-03-05"}, "Renamed, bland, 2024-09, planned"},
			{"1.1", tracker.When{AsOf: "2024-03-05", KnownAt: known}, "Item 1.1, bland, 2024-09, planned"},
			{"1.1", tracker.When{KnownAt: known}, "Item 1.1, bland, 2024-09, planned"},
			{"1.2", tracker.When{}, "Item 1.2, aland, 2024-06, withdrawn"},
			{"1.2", tracker.When{AsOf: "2024-03-04"}, "Item 1.2, aland, 2024-06, planned"},
			{"1.3", tracker.When{}, "A new item, aland, 2024-06, planned"},
			{"1.3", tracker.When{AsOf: "2024-03-19"}, "none"},
		} {
			if got := w.itemThen("rita", "p", c.ref, c.when); got != c.want {
				t.Errorf("%s at %+v: %s, want %s", c.ref, c.when, got, c.want)
			}
		}
		for when, want := range map[tracker.When]int{{}: 4, {AsOf: "2024-01-31"}: 1, {AsOf: "2024-02-10"}: 4, {KnownAt: known}: 2} {
			p, err := w.Plan(w.ctx(), w.as("rita"), "p", when)
			must(t, err)
			if p.Revision != want {
				t.Errorf("revision at %+v: %d, want %d", when, p.Revision, want)
			}
		}
		w.wholeRecords()
	})
}

// wholeRecords holds what is kept against the audit chains.
func (w *world) wholeRecords() {
	w.t.Helper()
	checked, faults, err := w.VerifyRecords(w.ctx())
	must(w.t, err)
	if checked == 0 || len(faults) > 0 {
		w.t.Errorf("%d records checked, wrong: %q", checked, faults)
	}
}

func TestAnAmendmentTellsBeforeAndAfter(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.meeting("wg-1", "2024-03-02").plan("p").item("p", "1.1").item("p", "2.1").endorsed("p", "2024-01-10").until("2024-03-10")
		made := w.amends("p", amendment("2024-03-02", on("1.1", ledBy("bland"), due("")), without("2.1"), func(in *workplan.NewAmendment) {
			in.Meeting = "wg-1"
			in.Plan = func(c *workplan.PlanContent) error { c.PeriodEnd = "2027"; return nil }
			in.NewObjectives = []workplan.NewObjective{{ObjectiveContent: workplan.ObjectiveContent{Title: "Partnership"}}}
		}, adds("", "With partners", func(c *workplan.ItemContent) { c.Objective = 3 })))
		read, err := w.Amendment(w.ctx(), w.as("rita"), "p", 1, tracker.When{})
		must(t, err)
		var told []string
		for _, c := range read.Changes {
			told = append(told, fmt.Sprintf("%s %s (%s) %s", c.Subject(), c.Act, c.Title, c.Audience))
			for _, f := range c.Fields() {
				if c.Act != workplan.ActAdded {
					told = append(told, fmt.Sprintf("  %s: %q to %q", f.Field, f.Was, f.Is))
				}
			}
		}
		want := []string{"plan changed (Plan p) members", `  period_end: "2026" to "2027"`, "objective 3 added (Partnership) members",
			"item 1.1 changed (Item 1.1) members", `  due: "2024-06" to ""`, `  leads: "aland" to "bland"`, "item 3.1 added (With partners) members",
			"item 2.1 withdrawn (Item 2.1) members", `  status: "planned" to "withdrawn"`}
		if diff := cmp.Diff(want, told); diff != "" {
			t.Errorf("wanted (-), told (+):\n%s", diff)
		}
		if diff := cmp.Diff(made.Amendment, read.Amendment); diff != "" {
			t.Errorf("made (-), read (+):\n%s", diff)
		}
		updates, err := w.ListItemUpdates(w.ctx(), w.as("rita"), "p", "2.1", workplan.UpdateFilter{}, workplan.Page{}, tracker.When{})
		must(t, err)
		if u := updates.Rows[0]; u.Kind != workplan.UpdateDecision || u.Reason != "agreed at the meeting" || u.Meeting != "wg-1" || u.EffectiveOn != "2024-03-02" {
			t.Errorf("the withdrawal shows as %+v", u.StatusUpdate)
		}
		w.wholeRecords()
	})
}

func TestAPreviewWritesNothing(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").item("p", "1.2").endorsed("p", "2024-01-10").until("2024-03-10")
		in := amendment("2024-03-02", on("1.1", ledBy("bland")), without("1.2"), adds("", "Another"))
		for _, who := range []string{"desk", "chair"} {
			shown, err := w.PreviewAmendment(w.ctx(), w.as(who), "p", in)
			must(t, err)
			if len(shown.Changes) != 3 || shown.Revision != 2 {
				t.Errorf("%s is shown %+v", who, shown)
			}
		}
		p, err := w.Plan(w.ctx(), w.as("chair"), "p", tracker.When{})
		must(t, err)
		if p.Revision != 1 || w.itemThen("chair", "p", "1.1", tracker.When{}) != "Item 1.1, aland, 2024-06, planned" || w.itemThen("chair", "p", "1.3", tracker.When{}) != "none" {
			t.Errorf("the preview was made: revision %d", p.Revision)
		}
		for who, slug := range map[string]string{"ana": "forbidden", "rita": "forbidden", "root": "not-found"} {
			_, err := w.PreviewAmendment(w.ctx(), w.as(who), "p", in)
			refused(t, err, slug)
		}
		for who, slug := range map[string]string{"desk": "forbidden", "ana": "forbidden", "rita": "forbidden", "root": "not-found"} {
			_, err := w.AmendPlan(w.ctx(), w.as(who), "p", nil, in)
			refused(t, err, slug)
		}
		w.wholeRecords()
	})
}

func TestWhatCannotBeAmendedIsToldAtOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").item("p", "1.2", forChairs).item("p", "1.3", forChairs).endorsed("p", "2024-01-10").until("2024-03-10")
		w.amends("p", amendment("2024-03-08", adds("1.4", "Later")))
		w.posts("ana", "p", "1.1", completed("2024-03-09"))
		for name, c := range map[string]struct {
			in   workplan.NewAmendment
			want string
		}{
			"nothing said":           {workplan.NewAmendment{}, "/reason required,  required"},
			"in the future":          {amendment("2024-03-11", on("1.1", titled("x"))), "/effective_on in_future"},
			"before it was in force": {amendment("2024-01-09", on("1.1", titled("x"))), "/effective_on not_in_force"},
			"no change":              {amendment("", on("1.1", titled("Item 1.1"))), "/items/0 nothing_changes"},
			"not there":              {amendment("", on("9.9", titled("x"))), "/items/0/ref unknown"},
			"not there then":         {amendment("2024-03-07", on("1.4", titled("x"))), "/items/0 not_there"},
			"no such member":         {amendment("", on("1.1", ledBy("nowhere"))), "/items/0/leads/0 unknown"},
			"a ref used":             {amendment("", adds("1.1", "Again")), "/new_items/0/ref in_use"},
			"no such objective":      {amendment("", adds("", "x", func(c *workplan.ItemContent) { c.Objective = 7 })), "/new_items/0/objective unknown"},
			"twice":                  {amendment("", on("1.1", titled("x")), without("1.1")), "/withdraw_items/0/ref duplicate"},
			"two kinds of readers":   {amendment("", on("1.1", titled("x")), on("1.2", titled("y"))), "/items/1 other_readers"},
			"two for their leads":    {amendment("", on("1.2", titled("x")), on("1.3", titled("y"))), "/items/1 other_readers"},
			"an objective in use":    {amendment("", func(in *workplan.NewAmendment) { in.RemoveObjectives = []int{1} }), "/remove_objectives/0 in_use"},
			"no such meeting":        {amendment("", on("1.1", titled("x")), func(in *workplan.NewAmendment) { in.Meeting = "wg-9" }), "/meeting unknown"},
		} {
			_, err := w.AmendPlan(w.ctx(), w.as("chair"), "p", nil, c.in)
			if got := strings.Join(faultsOf(err), ", "); got != c.want {
				t.Errorf("%s: %q (%v), want %q", name, got, err, c.want)
			}
		}
		_, err := w.AmendPlan(w.ctx(), w.as("chair"), "p", nil, amendment("", without("1.1")))
		refused(t, err, "illegal-transition")
		_, err = w.AmendPlan(w.ctx(), w.as("chair"), "p", []int64{1}, amendment("", on("1.1", titled("x"))))
		refused(t, err, "stale")
		w.plan("draft")
		_, err = w.AmendPlan(w.ctx(), w.as("chair"), "draft", nil, amendment("", on("1.1", titled("x"))))
		refused(t, err, "plan-not-endorsed")
		u := says("before it was there")
		u.EffectiveOn = "2024-03-07"
		_, err = w.PostStatusUpdate(w.ctx(), w.as("ana"), "p", "1.4", nil, u)
		if got := strings.Join(faultsOf(err), ", "); got != "/effective_on before_added" {
			t.Errorf("an update from before the item was added: %q", got)
		}
	})
}

func TestAnAmendmentIsSeenByThoseWhoSeeWhatItChanged(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").item("p", "1.2", forChairs).endorsed("p", "2024-01-10").until("2024-03-10")
		w.amends("p", amendment("", on("1.1", titled("Open to members"))))
		w.amends("p", amendment("", on("1.2", titled("A secret name"))))
		w.until("2024-03-12").amends("p", amendment("", on("1.2", forAudience(workplan.AudienceMembers))))
		w.until("2024-03-13").amends("p", amendment("", on("1.2", titled("A name for all"))))
		numbers := func(who string, when tracker.When) string {
			list, err := w.ListAmendments(w.ctx(), w.as(who), "p", workplan.AmendmentFilter{}, workplan.Page{}, when)
			must(t, err)
			var n []string
			for _, a := range list.Rows {
				n = append(n, fmt.Sprint(a.Number))
			}
			return strings.Join(n, " ")
		}
		for _, c := range []struct {
			who  string
			when tracker.When
			want string
		}{
			{"rita", tracker.When{}, "1 4"}, {"chair", tracker.When{}, "1 2 3 4"}, {"ana", tracker.When{}, "1 2 3 4"}, {"ben", tracker.When{}, "1 4"},
			{"chair", tracker.When{AsOf: "2024-03-12"}, "1 2 3"}, {"rita", tracker.When{AsOf: "2024-03-12"}, "1"},
		} {
			if got := numbers(c.who, c.when); got != c.want {
				t.Errorf("%s at %+v: %q, want %q", c.who, c.when, got, c.want)
			}
		}
		_, err := w.Amendment(w.ctx(), w.as("rita"), "p", 2, tracker.When{})
		refused(t, err, "not-found")
		r, err := w.CompletionReport(w.ctx(), w.as("rita"), "p", tracker.ReportRequest{})
		must(t, err)
		if len(r.Amendments) != 2 {
			t.Errorf("rita's report tells %d amendments, want 2", len(r.Amendments))
		}
		// The wording from when it was for the chairs stays with them.
		if got := w.itemThen("rita", "p", "1.2", tracker.When{AsOf: "2024-03-11"}); got != "none" {
			t.Errorf("rita reads %q of the time before it was hers", got)
		}
	})
}

func TestTwoRevisionsAreCompared(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").item("p", "1.2").endorsed("p", "2024-01-10").until("2024-03-10")
		w.amends("p", amendment("", on("1.1", titled("Once"))))
		w.amends("p", amendment("", on("1.1", titled("Item 1.1")), adds("", "New")))
		w.amends("p", amendment("2024-02-01", on("1.2", due("2025")), without("1.1")))
		w.posts("ana", "p", "1.2", becomes(workplan.StatusInProgress, "begun"))
		diff := func(from, to int) string {
			d, err := w.CompareRevisions(w.ctx(), w.as("rita"), "p", from, to)
			must(t, err)
			var told []string
			for _, c := range d.Changes {
				fields := []string{}
				for _, f := range c.Fields {
					if c.Act != workplan.ActAdded {
						fields = append(fields, f.Field+" "+f.Was+">"+f.Is)
					}
				}
				told = append(told, strings.TrimSpace(fmt.Sprintf("%s %s %s", c.Subject, c.Act, strings.Join(fields, " "))))
			}
			return fmt.Sprint(d.Amendments) + " " + strings.Join(told, "; ")
		}
		for _, c := range []struct {
			from, to int
			want     string
		}{
			{1, 2, "[1] item 1.1 changed title Item 1.1>Once"},
			{1, 3, "[1 2] item 1.3 added"},
			{2, 3, "[2] item 1.1 changed title Once>Item 1.1; item 1.3 added"},
			{1, 0, "[1 2 3] item 1.1 withdrawn status planned>withdrawn; item 1.2 changed due 2024-06>2025; item 1.3 added"},
			{4, 4, "[] "},
		} {
			if got := diff(c.from, c.to); got != c.want {
				t.Errorf("from %d to %d: %s, want %s", c.from, c.to, got, c.want)
			}
		}
		for _, c := range [][2]int{{0, 1}, {1, 5}, {3, 2}} {
			if _, err := w.CompareRevisions(w.ctx(), w.as("rita"), "p", c[0], c[1]); len(faultsOf(err)) == 0 && c[1] != 0 {
				t.Errorf("from %d to %d: %v", c[0], c[1], err)
			}
		}
	})
}

func TestAReportTellsWhichAmendmentCausedADifference(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").item("p", "1.2").endorsed("p", "2024-01-10").until("2024-03-10")
		w.amends("p", amendment("2024-03-05", on("1.1", ledBy("bland"))))
		w.amends("p", amendment("2024-03-06", on("1.1", due("2024-12")), adds("", "New")))
		w.clock.move(24 * time.Hour)
		r, err := w.CompletionReport(w.ctx(), w.as("rita"), "p", tracker.ReportRequest{Since: tracker.When{AsOf: "2024-03-01"}})
		must(t, err)
		var told []string
		for _, c := range r.Since.Changes {
			told = append(told, fmt.Sprintf("%s %s %s>%s by amendment %d", c.Ref, c.Kind, c.Was, c.Is, c.Amended.Number))
		}
		want := []string{"1.1 re_led aland>bland by amendment 1", "1.1 re_dated 2024-06>2024-12 by amendment 2", "1.3 added > by amendment 2"}
		if diff := cmp.Diff(want, told); diff != "" {
			t.Errorf("wanted (-), told (+):\n%s", diff)
		}
		if r.Names["aland"] == "aland" || r.Names["bland"] == "bland" {
			t.Errorf("names %v", r.Names)
		}
	})
}

func TestOfTwoCoChairsWhoAmendTheSameRevisionOneWins(t *testing.T) {
	twice(t, func(t *testing.T, w, other *world) {
		w.plan("p").item("p", "1.1").endorsed("p", "2024-01-10").until("2024-03-10")
		p, err := w.Plan(w.ctx(), w.as("chair"), "p", tracker.When{})
		must(t, err)
		chairs := []workplan.Actor{w.as("chair"), w.as("second")}
		outcomes := atOnce(t, 20, func(n int) error {
			_, err := []*world{w, other}[n%2].AmendPlan(w.ctx(), chairs[n%2], "p", []int64{p.Version}, amendment("", on("1.1", titled(fmt.Sprint("Title ", n)))))
			return err
		})
		if outcomes[""] != 1 || outcomes["stale"] != 19 {
			t.Errorf("%v, want one success and 19 stale", outcomes)
		}
		w.wholeRecords()
	})
}
