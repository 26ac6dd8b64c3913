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

// round prepares a round of wg as the secretariat: from 1 to 31 March 2024, with returns due by the 20th, and reminders on the days named.
func (w *world) round(reminders string, change ...func(*workplan.NewRound)) *world {
	w.t.Helper()
	in := workplan.NewRound{Body: "wg", RoundContent: workplan.RoundContent{Opens: "2024-03-01", Due: "2024-03-20", Closes: "2024-03-31",
		Reminders: strings.Fields(reminders), Escalation: workplan.DefaultEscalation}}
	for _, c := range change {
		c(&in)
	}
	_, err := w.CreateRound(w.ctx(), w.as("desk"), in)
	return w.tick(err)
}

// edits changes a round as the secretariat.
func (w *world) edits(number int, change func(*workplan.RoundContent)) *world {
	w.t.Helper()
	_, err := w.EditRound(w.ctx(), w.as("desk"), number, nil, func(r *workplan.RoundContent) error { change(r); return nil })
	return w.tick(err)
}

func (w *world) endsRound(as string, number int, how workplan.RoundEnding) *world {
	w.t.Helper()
	_, err := w.EndRound(w.ctx(), w.as(as), number, workplan.EndRound{Ending: how, Reason: "enough"})
	return w.tick(err)
}

// returns lists the returns of round 1 as "lead ref kind", with how the round stands before and its numbers after them.
func (w *world) returns(as string, when tracker.When) string {
	w.t.Helper()
	r, err := w.Round(w.ctx(), w.as(as), 1, when)
	must(w.t, err)
	list, err := w.ListReturns(w.ctx(), w.as(as), 1, workplan.ReturnFilter{}, workplan.Page{}, when)
	must(w.t, err)
	told := []string{string(r.State)}
	for _, x := range list.Rows {
		text := fmt.Sprintf("%s %s %s", x.Lead, x.Item.Ref, x.Kind)
		if x.Late {
			text += " late"
		}
		switch {
		case x.Kind == workplan.ReturnLapsed:
			text += fmt.Sprintf(" %s %s", x.Item.Status, x.LapsedOn)
		case x.Kind != workplan.ReturnNone && x.Update == 0:
			text += " unseen"
		}
		told = append(told, text)
	}
	counted, err := w.ListCountedRounds(w.ctx(), w.as(as), workplan.RoundFilter{}, workplan.Page{}, when)
	must(w.t, err)
	alone := r
	if r.State == workplan.RoundPlanned || r.State == workplan.RoundCancelled {
		alone.Counts, alone.ByLead = nil, nil
	}
	if diff := cmp.Diff([]tracker.RoundReading{alone}, counted.Rows); diff != "" {
		w.t.Errorf("the round read alone (-), listed with its numbers (+):\n%s", diff)
	}
	numbers := fmt.Sprintf("; %d/%d", r.Counts.Answered, r.Counts.Owed)
	if r.Counts.Lapsed > 0 {
		numbers += fmt.Sprintf(", %d lapsed", r.Counts.Lapsed)
	}
	return strings.Join(told, ", ") + numbers
}

func TestARoundFromItsPreparationToItsEnd(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").item("p", "1.2", ledBy("bland", "aland")).item("p", "1.3", forChairs, ledBy("bland")).endorsed("p", "2024-01")
		w.posts("ana", "p", "1.1", says("before the round"))
		w.round("due", func(r *workplan.NewRound) { r.Opens = "2024-03-05" })
		if got := w.returns("desk", tracker.When{}); got != "planned, aland 1.1 none, aland 1.2 none, bland 1.2 none, bland 1.3 none; 0/4" {
			t.Errorf("planned: %s", got)
		}
		w.until("2024-03-06")
		w.posts("ana", "p", "1.1", workplan.NewStatusUpdate{UpdateContent: workplan.UpdateContent{Kind: workplan.UpdateNilReturn}})
		w.posts("ben", "p", "1.2", workplan.NewStatusUpdate{UpdateContent: workplan.UpdateContent{Done: "for the chairs", Audience: workplan.AudienceChairs}})
		between := w.clock.now()
		w.until("2024-03-21")
		w.posts("desk", "p", "1.3", says("late"))
		overdue := "overdue, aland 1.1 nil_return, aland 1.2 none, bland 1.2 update, bland 1.3 update late; 3/4"
		for name, c := range map[string]struct {
			as   string
			when tracker.When
			want string
		}{
			"now":                                {"desk", tracker.When{}, overdue},
			"for a reader, without hidden items": {"rita", tracker.When{}, "overdue, aland 1.1 nil_return, aland 1.2 none, bland 1.2 update unseen; 2/3"},
			"on an earlier day":                  {"desk", tracker.When{AsOf: "2024-03-10"}, "open, aland 1.1 nil_return, aland 1.2 none, bland 1.2 update, bland 1.3 none; 2/4"},
			"as was known":                       {"desk", tracker.When{KnownAt: between}, "overdue, aland 1.1 nil_return, aland 1.2 none, bland 1.2 update, bland 1.3 none; 2/4"},
			"before it opened":                   {"desk", tracker.When{AsOf: "2024-03-04"}, "planned, aland 1.1 none, aland 1.2 none, bland 1.2 none, bland 1.3 none; 0/4"},
		} {
			if got := w.returns(c.as, c.when); got != c.want {
				t.Errorf("%s: %s, want %s", name, got, c.want)
			}
		}
		w.endsRound("chair", 1, workplan.EndedEarly)
		if list, err := w.ListCountedRounds(w.ctx(), w.as("desk"), workplan.RoundFilter{}, workplan.Page{}, tracker.When{}); err != nil || list.Rows[0].Counts.Answered != 3 {
			t.Errorf("the numbers right after it was closed: %+v, %v", list, err)
		}
		closed := strings.Replace(overdue, "overdue,", "closed,", 1)
		w.posts("ana", "p", "1.2", says("after the round"))
		w.posts("ana", "p", "1.1", completed("2024-03-20"))
		w.until("2024-05-01")
		if got := w.returns("desk", tracker.When{}); got != closed {
			t.Errorf("after it was closed, and more was reported: %s, want %s", got, closed)
		}
		if got := w.returns("desk", tracker.When{AsOf: "2024-03-20"}); !strings.HasPrefix(got, "open,") {
			t.Errorf("on a day before it was closed: %s", got)
		}
		must(t, w.verified())
	})
}

// TestWhatWasOwedToARoundDoesNotVanishWithItsItem: what was carried over, withdrawn or completed before an answer came lapses, from the day on which that
// was recorded; before it was owed, and a round that has ended keeps what it found.
func TestWhatWasOwedToARoundDoesNotVanishWithItsItem(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").item("p", "1.2", ledBy("bland")).item("p", "1.3", ledBy("aland", "bland")).item("p", "1.4").item("p", "1.5").endorsed("p", "2024-01").plan("q")
		w.posts("ana", "p", "1.5", completed("2024-02")) // before the round
		w.round("due", func(r *workplan.NewRound) { r.Opens = "2024-03-05" })
		w.until("2024-03-06")
		w.posts("ana", "p", "1.1", says("answered"))
		before := w.clock.now()
		w.until("2024-03-10")
		w.carries("p", true, carry("1.1", fresh("q")), carry("1.2", fresh("q")), withdrawn("1.4", "No money"))
		w.posts("ben", "p", "1.3", completed("2024-03-09"))
		now := "open, aland 1.1 update, bland 1.2 lapsed carried_over 2024-03-10, aland 1.3 lapsed completed 2024-03-10, bland 1.3 update, aland 1.4 lapsed withdrawn 2024-03-10; 2/2, 3 lapsed"
		owed := "open, aland 1.1 update, bland 1.2 none, aland 1.3 none, bland 1.3 none, aland 1.4 none; 1/5"
		for name, c := range map[string]struct {
			when tracker.When
			want string
		}{
			"now": {tracker.When{}, now}, "on the day before": {tracker.When{AsOf: "2024-03-09"}, owed}, "as was known": {tracker.When{KnownAt: before}, owed},
		} {
			if got := w.returns("desk", c.when); got != c.want {
				t.Errorf("%s: %s, want %s", name, got, c.want)
			}
		}
		lapsed, err := w.ListReturns(w.ctx(), w.as("rita"), 1, workplan.ReturnFilter{Kind: []workplan.ReturnKind{workplan.ReturnLapsed}}, workplan.Page{Limit: 2, Sort: []workplan.Sort{{Word: "answered"}}}, tracker.When{})
		if must(t, err); len(lapsed.Rows) != 2 || lapsed.Next == nil {
			t.Errorf("the first two that lapsed: %+v", lapsed)
		}
		_, err = w.RemindLeads(w.ctx(), w.as("desk"), 1, workplan.ReminderContent{})
		refused(t, err, "nothing-owed")
		w.endsRound("chair", 1, workplan.EndedEarly)
		w.until("2024-03-20")
		if got := w.returns("desk", tracker.When{}); got != strings.Replace(now, "open,", "closed,", 1) {
			t.Errorf("after it was closed: %s", got)
		}
		must(t, w.verified())
	})
}

// TestAnExtensionHoldsFromItsDayOn and makes what came late to be in time; readings of before still say late.
func TestAnExtensionHoldsFromItsDayOn(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").endorsed("p", "2024-01").round("due")
		w.until("2024-03-21").posts("ana", "p", "1.1", says("late"))
		before := w.clock.now()
		w.until("2024-03-22")
		_, err := w.EditRound(w.ctx(), w.as("desk"), 1, nil, func(r *workplan.RoundContent) error { r.Due = "2024-03-25"; return nil })
		if got := faultsOf(err); !slices.Equal(got, []string{"/date_reason required"}) {
			t.Errorf("without a reason: %v", got)
		}
		w.edits(1, func(r *workplan.RoundContent) { r.Due, r.DateReason = "2024-03-25", "the server was down" })
		for name, c := range map[string]struct {
			when tracker.When
			want string
		}{
			"now":            {tracker.When{}, "open, aland 1.1 update; 1/1"},
			"the day before": {tracker.When{AsOf: "2024-03-21"}, "overdue, aland 1.1 update late; 1/1"},
			"as was known":   {tracker.When{KnownAt: before}, "overdue, aland 1.1 update late; 1/1"},
		} {
			if got := w.returns("rita", c.when); got != c.want {
				t.Errorf("%s: %s, want %s", name, got, c.want)
			}
		}
		_, err = w.EditRound(w.ctx(), w.as("desk"), 1, nil, func(r *workplan.RoundContent) error { r.Closes = "2024-04-05"; return nil })
		if got := faultsOf(err); !slices.Equal(got, []string{"/date_reason required"}) {
			t.Errorf("a second move leans on the first reason: %v", got)
		}
		w.edits(1, func(r *workplan.RoundContent) { r.Note = "x" })
		r, err := w.Round(w.ctx(), w.as("desk"), 1, tracker.When{})
		must(t, err)
		if r.DateReason != "the server was down" || r.Note != "x" {
			t.Errorf("after another edit: %+v", r.RoundContent)
		}
		must(t, w.verified())
	})
}

func TestWhatARoundIsRefused(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").endorsed("p", "2024-01").plan("q").round("due")
		try := func(as string, change ...func(*workplan.NewRound)) error {
			in := workplan.NewRound{Body: "wg", RoundContent: workplan.RoundContent{Opens: "2024-05-01", Due: "2024-05-20", Closes: "2024-05-31"}}
			for _, c := range change {
				c(&in)
			}
			_, err := w.CreateRound(w.ctx(), w.as(as), in)
			return err
		}
		refused(t, try("ana"), "forbidden")
		refused(t, try("rita"), "forbidden")
		refused(t, try("desk", func(r *workplan.NewRound) { r.Opens = "2024-03-31" }), "round-overlaps")
		if got := faultsOf(try("desk", func(r *workplan.NewRound) {
			r.Plans, r.Meeting, r.Due = workplan.List{"q", "none"}, "none", "2024-04-01"
		})); !slices.Equal(got,
			[]string{"/due out_of_order", "/meeting unknown", "/plans/0 not_endorsed", "/plans/1 unknown"}) {
			t.Errorf("all faults at once: %v", got)
		}
		must(t, try("chair"))
		_, err := w.EndRound(w.ctx(), w.as("desk"), 2, workplan.EndRound{Ending: workplan.EndedEarly, Reason: "x"})
		refused(t, err, "round-not-open")
		_, err = w.RemindLeads(w.ctx(), w.as("desk"), 2, workplan.ReminderContent{})
		refused(t, err, "round-not-open")
		_, err = w.RemindLeads(w.ctx(), w.as("ana"), 1, workplan.ReminderContent{})
		refused(t, err, "forbidden")
		_, err = w.RemindLeads(w.ctx(), w.as("desk"), 1, workplan.ReminderContent{Members: workplan.List{"bland"}})
		if got := faultsOf(err); !slices.Equal(got, []string{"/members/0 owes_nothing"}) {
			t.Errorf("reminding who owes nothing: %v", got)
		}
		w.until("2024-04-10")
		_, err = w.EditRound(w.ctx(), w.as("desk"), 1, nil, func(r *workplan.RoundContent) error { r.Note = "x"; return nil })
		refused(t, err, "round-over")
		_, err = w.EditRound(w.ctx(), w.as("desk"), 2, []int64{9}, func(r *workplan.RoundContent) error { return nil })
		refused(t, err, "stale")
		w.endsRound("desk", 2, workplan.Cancelled)
		must(t, try("desk")) // on the days of the one that was cancelled
	})
}

// TestRoundsAreForThoseWhoReadTheBody and name no plan that their reader does not see.
func TestRoundsAreForThoseWhoReadTheBody(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.body("far").member("guest", "wg", workplan.MembershipGuest).member("fland", "far", workplan.MembershipMember)
		w.user("gil", focalPoint("guest")).user("fay", focalPoint("fland")).user("far.desk", secretariat("far"))
		w.plan("p").item("p", "1.1").endorsed("p", "2024-01").plan("c").item("c", "1.1", ledBy("bland")).endorsed("c", "2024-01")
		w.round("due", func(r *workplan.NewRound) { r.Plans = workplan.List{"p"} })
		_, err := w.CreateRound(w.ctx(), w.as("far.desk"), workplan.NewRound{Body: "far", RoundContent: workplan.RoundContent{Opens: "2024-03-01", Due: "2024-03-01", Closes: "2024-03-01"}})
		w.tick(err)
		for who, want := range map[string]string{"desk": "1", "rita": "1", "ana": "1", "cleo": "1", "gil": "", "fay": "2", "far.desk": "2", "root": ""} {
			list, err := w.ListRounds(w.ctx(), w.as(who), workplan.RoundFilter{}, workplan.Page{}, tracker.When{})
			must(t, err)
			var got []string
			for _, r := range list.Rows {
				got = append(got, fmt.Sprint(r.Number))
				if len(r.Plans) != 1 && r.Number == 1 || r.Counts != nil {
					t.Errorf("%s: %+v", who, r)
				}
			}
			if strings.Join(got, " ") != want {
				t.Errorf("%s sees the rounds %v, want %s", who, got, want)
			}
			_, err = w.Round(w.ctx(), w.as(who), 1, tracker.When{})
			if want != "1" {
				refused(t, err, "not-found")
			}
		}
		if _, err := w.ListRounds(w.ctx(), workplan.Actor{PublicReading: true}, workplan.RoundFilter{}, workplan.Page{}, tracker.When{}); err != tracker.ErrSignIn {
			t.Errorf("anonymous: %v", err)
		}
		list, err := w.ListRounds(w.ctx(), w.as("desk"), workplan.RoundFilter{State: []workplan.RoundState{workplan.RoundPlanned}}, workplan.Page{}, tracker.When{AsOf: "2024-02-29"})
		if must(t, err); len(list.Rows) != 1 {
			t.Errorf("planned on the day before: %d", len(list.Rows))
		}
	})
}

func TestWhatAPersonOwes(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1", due("2024-02")).item("p", "1.2", ledBy("bland"), due("2024-12")).item("p", "1.3", ledBy("aland", "bland"), due("2025")).endorsed("p", "2024-01")
		w.user("both", focalPoint("aland"), focalPointIn("wg", "bland"))
		owed := func(who string, f workplan.ObligationFilter) string {
			list, err := w.Obligations(w.ctx(), w.as(who), f, workplan.Page{})
			must(t, err)
			var told []string
			for _, o := range list.Rows {
				told = append(told, fmt.Sprintf("%s %s %v %s", o.Member, o.Item.Ref, o.Reasons, o.WantedBy))
			}
			return strings.Join(told, "; ")
		}
		if got := owed("ana", workplan.ObligationFilter{}); got != "aland 1.1 [overdue unreported] 2024-02-29; aland 1.3 [unreported] 2025-12-31" {
			t.Errorf("before any round: %s", got)
		}
		w.round("due")
		w.posts("ana", "p", "1.3", says("done"))
		for who, want := range map[string]string{
			"ana": "aland 1.1 [round overdue unreported] 2024-03-20", "ben": "bland 1.2 [round unreported] 2024-03-20; bland 1.3 [round] 2024-03-20",
			"both": "aland 1.1 [round overdue unreported] 2024-03-20; bland 1.2 [round unreported] 2024-03-20; bland 1.3 [round] 2024-03-20", "cleo": "", "desk": "",
		} {
			if got := owed(who, workplan.ObligationFilter{}); got != want {
				t.Errorf("%s: %s, want %s", who, got, want)
			}
		}
		if got := owed("both", workplan.ObligationFilter{Member: workplan.List{"bland"}, Reason: []workplan.ObligationReason{workplan.OwedSilence}, Round: []int{1}}); got != "bland 1.2 [round unreported] 2024-03-20" {
			t.Errorf("filtered: %s", got)
		}
		page, err := w.Obligations(w.ctx(), w.as("both"), workplan.ObligationFilter{}, workplan.Page{Limit: 2})
		must(t, err)
		rest, err := w.Obligations(w.ctx(), w.as("both"), workplan.ObligationFilter{}, workplan.Page{Limit: 2, After: page.Next})
		if must(t, err); len(page.Rows) != 2 || len(rest.Rows) != 1 || rest.Next != nil || rest.Rows[0].Item.Ref != "1.3" {
			t.Errorf("two pages: %d and %d rows", len(page.Rows), len(rest.Rows))
		}
		_, err = w.Obligations(w.ctx(), workplan.Actor{}, workplan.ObligationFilter{}, workplan.Page{})
		refused(t, err, "signed-out")
	})
}

// TestWhatWasCarriedIntoADraftAwaitsItsEndorsement: those who led it are told that it waits, until the plan in which it goes on is in force.
func TestWhatWasCarriedIntoADraftAwaitsItsEndorsement(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		oldAndNew(w)
		w.carries("p", true, carry("1.1", fresh("q")), carry("1.2", fresh("q")), withdrawn("2.3", "No money"))
		awaiting := func(who string) string {
			list, err := w.ItemsAwaitingPlan(w.ctx(), w.as(who))
			must(t, err)
			var told []string
			for _, i := range list {
				told = append(told, fmt.Sprintf("%s %s %s", i.Name(), i.Status, i.StatusSince))
			}
			return strings.Join(told, "; ")
		}
		for who, want := range map[string]string{"ana": "p/1.1 carried_over 2024-03-01", "ben": "p/1.2 carried_over 2024-03-01", "cleo": "", "chair": "", "rita": ""} {
			if got := awaiting(who); got != want {
				t.Errorf("%s: %s, want %s", who, got, want)
			}
		}
		if _, err := w.ItemsAwaitingPlan(w.ctx(), workplan.Actor{}); err != tracker.ErrSignIn {
			t.Errorf("anonymous: %v", err)
		}
		w.endorsed("q", "2024-03-01")
		if got := awaiting("ana"); got != "" {
			t.Errorf("once the next plan is in force: %s", got)
		}
	})
}

func TestAPersonKeepsTheirOwnZoneAndDigests(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		was, err := w.Me(w.ctx(), w.as("ana"))
		must(t, err)
		set := func(zone string, off bool) func(*workplan.User) error {
			return func(u *workplan.User) error { u.TimeZone, u.DigestOff = zone, off; return nil }
		}
		now, err := w.EditMe(w.ctx(), w.as("ana"), []int64{was.Version}, set("Asia/Jakarta", true))
		w.tick(err)
		if now.TimeZone != "Asia/Jakarta" || !now.DigestOff || now.Version != was.Version+1 {
			t.Errorf("%+v", now.User)
		}
		_, err = w.EditMe(w.ctx(), w.as("ana"), []int64{was.Version}, set("", false))
		refused(t, err, "stale")
		_, err = w.EditMe(w.ctx(), w.as("ana"), []int64{now.Version}, set("Mars/Olympus", false))
		if got := faultsOf(err); !slices.Equal(got, []string{"/time_zone bad_time_zone"}) {
			t.Errorf("a zone that is none: %v", got)
		}
		_, err = w.EditUser(w.ctx(), w.as("root"), "ana", nil, func(u *workplan.User, _ *bool) error { u.DigestOff = false; return nil })
		w.tick(err)
		must(t, w.verified())
		w.clock.move(time.Second)
	})
}
