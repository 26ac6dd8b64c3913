package tracker_test

import (
	"fmt"
	"strings"
	"testing"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// seeks posts an opening.
func (w *world) seeks(who, plan, ref string, change ...func(*workplan.NewOpening)) workplan.OpeningReading {
	w.t.Helper()
	in := workplan.NewOpening{OpeningContent: workplan.OpeningContent{Kind: workplan.OpeningHost, Sought: "A host."}}
	for _, c := range change {
		c(&in)
	}
	o, err := w.SeekInvolvement(w.ctx(), w.as(who), plan, ref, in)
	w.tick(err)
	return o
}

func untilDay(d workplan.PartialDate) func(*workplan.NewOpening) {
	return func(o *workplan.NewOpening) { o.Until = d }
}

// makes makes an offer on an opening.
func (w *world) makes(who, plan, ref string, opening int, member string) workplan.OfferReading {
	w.t.Helper()
	o, err := w.MakeOffer(w.ctx(), w.as(who), plan, ref, opening, workplan.NewOffer{Member: member, Offered: "A hall.", Contact: "desk of " + who})
	w.tick(err)
	return o
}

func (w *world) answers(who, plan, ref string, opening int, member string, answer workplan.OfferState) *world {
	w.t.Helper()
	_, err := w.AnswerOffer(w.ctx(), w.as(who), plan, ref, opening, member, 1, workplan.NewAnswer{Answer: answer, Note: "so be it"})
	return w.tick(err)
}

// openings lists what a person is told of the openings of a plan, as "ref/number state", with the offers where they are told.
func (w *world) openings(as string, f workplan.OpeningFilter, when tracker.When) string {
	w.t.Helper()
	list, err := w.ListOpenings(w.ctx(), w.as(as), f, workplan.Page{Sort: []workplan.Sort{{Word: "item"}}}, when)
	must(w.t, err)
	var told []string
	for _, o := range list.Rows {
		text := fmt.Sprintf("%s/%d %s", o.Ref, o.Number, o.Phase)
		if o.Offers != nil {
			text += fmt.Sprintf(" %d+%d+%d+%d", o.Offers.Pending, o.Offers.Accepted, o.Offers.Declined, o.Offers.TakenBack)
		}
		told = append(told, text)
	}
	return strings.Join(told, ", ")
}

// offers lists what a person is told of the offers on an opening, as "member number state".
func (w *world) offers(as, plan, ref string, opening int, when tracker.When) string {
	w.t.Helper()
	list, err := w.ListOffers(w.ctx(), w.as(as), plan, ref, opening, workplan.OfferFilter{}, workplan.Page{}, when)
	must(w.t, err)
	var told []string
	for _, o := range list.Rows {
		told = append(told, fmt.Sprintf("%s %d %s", o.Member, o.Number, o.State))
	}
	return strings.Join(told, ", ")
}

func TestAnOpeningFromItsPostingToItsEnd(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").item("p", "1.2", forChairs).item("p", "2.1").endorsed("p", "2024-01")
		w.until("2024-03-10").seeks("ana", "p", "1.1", untilDay("2024-03"))
		w.seeks("desk", "p", "1.1", func(o *workplan.NewOpening) { o.OpenedOn = "2024-02-01" })
		w.seeks("ana", "p", "1.2")
		w.seeks("ana", "p", "2.1", untilDay("2024-12"))
		posted := w.clock.now()
		w.until("2024-04-10")
		_, err := w.CloseOpening(w.ctx(), w.as("ana"), "p", "1.1", 2, nil, workplan.OpeningClosing{ClosedAs: workplan.ClosedFilled, ClosingNote: "found"})
		w.tick(err)
		_, err = w.EditOpening(w.ctx(), w.as("ana"), "p", "1.1", 1, []int64{1}, func(o *workplan.OpeningContent) error { o.Until = "2024-05"; return nil })
		w.tick(err)
		w.posts("ana", "p", "2.1", completed("2024-04"))
		for name, c := range map[string]struct {
			as   string
			f    workplan.OpeningFilter
			when tracker.When
			want string
		}{
			"now":               {"desk", workplan.OpeningFilter{}, tracker.When{}, "1.1/1 open 0+0+0+0, 1.1/2 closed 0+0+0+0, 1.2/1 open 0+0+0+0, 2.1/1 ended 0+0+0+0"},
			"for a reader":      {"rita", workplan.OpeningFilter{}, tracker.When{}, "1.1/1 open, 1.1/2 closed, 2.1/1 ended"},
			"before it moved":   {"rita", workplan.OpeningFilter{}, tracker.When{AsOf: "2024-04-09"}, "1.1/1 lapsed, 1.1/2 open, 2.1/1 open"},
			"on its last day":   {"rita", workplan.OpeningFilter{}, tracker.When{AsOf: "2024-03-31"}, "1.1/1 open, 1.1/2 open, 2.1/1 open"},
			"before all others": {"rita", workplan.OpeningFilter{}, tracker.When{AsOf: "2024-03-09"}, "1.1/2 open"},
			"before any":        {"rita", workplan.OpeningFilter{}, tracker.When{AsOf: "2024-01-31"}, ""},
			"as was known":      {"rita", workplan.OpeningFilter{}, tracker.When{KnownAt: posted}, "1.1/1 lapsed, 1.1/2 open, 2.1/1 open"},
			"open ones":         {"rita", workplan.OpeningFilter{State: []workplan.OpeningPhase{workplan.OpeningOpen}}, tracker.When{}, "1.1/1 open"},
			"that end soon":     {"rita", workplan.OpeningFilter{UntilBefore: "2024-06-01"}, tracker.When{}, "1.1/1 open"},
		} {
			if got := w.openings(c.as, c.f, c.when); got != c.want {
				t.Errorf("%s: %q, want %q", name, got, c.want)
			}
		}
		for name, c := range map[string]struct {
			err  error
			want string
		}{
			"an edit of what is closed": {func() error {
				_, err := w.EditOpening(w.ctx(), w.as("ana"), "p", "1.1", 2, []int64{2}, func(*workplan.OpeningContent) error { return nil })
				return err
			}(), "was closed as filled"},
			"an offer on what is closed": {func() error {
				_, err := w.MakeOffer(w.ctx(), w.as("ben"), "p", "1.1", 2, workplan.NewOffer{})
				return err
			}(), "it takes no more offers"},
			"an offer on what has ended": {func() error {
				_, err := w.MakeOffer(w.ctx(), w.as("ben"), "p", "2.1", 1, workplan.NewOffer{})
				return err
			}(), "Item p/2.1 is completed"},
			"an opening on what is done": {func() error {
				_, err := w.SeekInvolvement(w.ctx(), w.as("ana"), "p", "2.1", workplan.NewOpening{})
				return err
			}(), "Item p/2.1 is completed; openings are for items that are planned, in_progress, postponed."},
			"an opening by another": {func() error {
				_, err := w.SeekInvolvement(w.ctx(), w.as("ben"), "p", "1.1", workplan.NewOpening{})
				return err
			}(), "seek involvement"},
			"a closing for a bad reason": {func() error {
				_, err := w.CloseOpening(w.ctx(), w.as("ana"), "p", "1.1", 1, nil, workplan.OpeningClosing{})
				return err
			}(), "/closed_as"},
			"what only the chairs may see": {func() error { _, err := w.Opening(w.ctx(), w.as("ben"), "p", "1.2", 1, tracker.When{}); return err }(), "item p/1.2"},
		} {
			if c.err == nil || !strings.Contains(c.err.Error(), c.want) {
				t.Errorf("%s: %v, want %s", name, c.err, c.want)
			}
		}
		w.verifies()
	})
}

func TestAnOfferFromItsMakingToItsTakingBack(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.member("gland", "wg", workplan.MembershipGuest).user("gus", focalPoint("gland")).member("sland", "wg", workplan.MembershipMember).user("sue", focalPoint("sland"))
		w.plan("p").item("p", "1.1", func(i *workplan.ItemContent) { i.Supporting = workplan.List{"sland"} }).endorsed("p", "2024-01").seeks("ana", "p", "1.1")
		before, reading := w.openings("rita", workplan.OpeningFilter{}, tracker.When{}), w.reportOf("rita")
		w.until("2024-03-10").makes("ben", "p", "1.1", 1, "")
		w.makes("desk", "p", "1.1", 1, "cland")
		made := w.clock.now()
		w.until("2024-03-20").answers("ana", "p", "1.1", 1, "bland", workplan.OfferAccepted)
		w.until("2024-04-01").answers("desk", "p", "1.1", 1, "bland", workplan.OfferDeclined)
		w.until("2024-04-10")
		_, err := w.TakeBackOffer(w.ctx(), w.as("cleo"), "p", "1.1", 1, "cland", 1, "no longer free")
		w.tick(err)
		for name, c := range map[string]struct {
			as   string
			when tracker.When
			want string
		}{
			"the lead":             {"ana", tracker.When{}, "bland 1 declined, cland 1 taken_back"},
			"a supporting member":  {"sue", tracker.When{}, "bland 1 declined, cland 1 taken_back"},
			"the secretariat":      {"desk", tracker.When{}, "bland 1 declined, cland 1 taken_back"},
			"a co-chair":           {"second", tracker.When{}, "bland 1 declined, cland 1 taken_back"},
			"who offered":          {"ben", tracker.When{}, "bland 1 declined"},
			"for whom it was made": {"cleo", tracker.When{}, "cland 1 taken_back"},
			"a reader":             {"rita", tracker.When{}, ""},
			"in March":             {"ana", tracker.When{AsOf: "2024-03-25"}, "bland 1 accepted, cland 1 pending"},
			"when they were made":  {"ana", tracker.When{AsOf: "2024-03-10"}, "bland 1 pending, cland 1 pending"},
			"as was known":         {"ana", tracker.When{KnownAt: made}, "bland 1 pending, cland 1 pending"},
			"on the eve":           {"ana", tracker.When{AsOf: "2024-03-09"}, ""},
		} {
			if got := w.offers(c.as, "p", "1.1", 1, c.when); got != c.want {
				t.Errorf("%s: %q, want %q", name, got, c.want)
			}
		}
		if after := w.openings("rita", workplan.OpeningFilter{}, tracker.When{}); after != before || w.reportOf("rita") != reading {
			t.Errorf("a reader learns of offers: %q, was %q", after, before)
		}
		for who, want := range map[string]string{"ana": "1.1/1 open 0+0+1+1", "ben": "1.1/1 open", "sue": "1.1/1 open 0+0+1+1"} {
			if got := w.openings(who, workplan.OpeningFilter{}, tracker.When{}); got != want {
				t.Errorf("%s: %q, want %q", who, got, want)
			}
		}
		for name, c := range map[string]struct {
			err  error
			want string
		}{
			"a guest": {func() error {
				_, err := w.MakeOffer(w.ctx(), w.as("gus"), "p", "1.1", 1, workplan.NewOffer{})
				return err
			}(), "item p/1.1"},
			"a co-chair's offer": {func() error {
				_, err := w.MakeOffer(w.ctx(), w.as("chair"), "p", "1.1", 1, workplan.NewOffer{})
				return err
			}(), "offer involvement"},
			"the lead's own": {func() error {
				_, err := w.MakeOffer(w.ctx(), w.as("ana"), "p", "1.1", 1, workplan.NewOffer{Offered: "x"})
				return err
			}(), "your member leads the item"},
			"for a guest": {func() error {
				_, err := w.MakeOffer(w.ctx(), w.as("desk"), "p", "1.1", 1, workplan.NewOffer{Member: "gland", Offered: "x"})
				return err
			}(), "no member or observer of wg"},
			"another's taken back": {func() error {
				_, err := w.TakeBackOffer(w.ctx(), w.as("ana"), "p", "1.1", 1, "bland", 1, "")
				return err
			}(), "only its focal points or the secretariat"},
			"what was declined": {func() error {
				_, err := w.TakeBackOffer(w.ctx(), w.as("ben"), "p", "1.1", 1, "bland", 1, "")
				return err
			}(), "there is nothing to take back"},
			"an answer to what is gone": {func() error {
				_, err := w.AnswerOffer(w.ctx(), w.as("ana"), "p", "1.1", 1, "cland", 1, workplan.NewAnswer{Answer: workplan.OfferAccepted})
				return err
			}(), "taken back"},
			"an answer by a supporter": {func() error {
				_, err := w.AnswerOffer(w.ctx(), w.as("sue"), "p", "1.1", 1, "bland", 1, workplan.NewAnswer{})
				return err
			}(), "answer offers"},
			"what another offered": {func() error {
				_, err := w.Offer(w.ctx(), w.as("ben"), "p", "1.1", 1, "cland", 1, tracker.When{})
				return err
			}(), "offer 1 of cland on opening p/1.1/1"},
			"what nobody offered": {func() error {
				_, err := w.Offer(w.ctx(), w.as("ben"), "p", "1.1", 1, "sland", 1, tracker.When{})
				return err
			}(), "offer 1 of sland on opening p/1.1/1"},
		} {
			if c.err == nil || !strings.Contains(c.err.Error(), c.want) {
				t.Errorf("%s: %v, want %s", name, c.err, c.want)
			}
		}
		w.verifies()
	})
}

func TestOnesOwnOffers(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").item("p", "1.2", ledBy("bland")).endorsed("p", "2024-01").seeks("ana", "p", "1.1")
		w.seeks("ben", "p", "1.2")
		w.makes("ben", "p", "1.1", 1, "")
		if got := w.openings("ben", workplan.OpeningFilter{}, tracker.When{}); got != "1.1/1 open, 1.2/1 open 0+0+0+0" {
			t.Errorf("who leads one item is told of offers on another: %s", got)
		}
		w.answers("ana", "p", "1.1", 1, "bland", workplan.OfferDeclined).makes("desk", "p", "1.1", 1, "cland")
		if again := w.makes("ben", "p", "1.1", 1, ""); again.Number != 2 {
			t.Errorf("a second offer has the number %d", again.Number)
		}
		if _, err := w.MakeOffer(w.ctx(), w.as("ben"), "p", "1.1", 1, workplan.NewOffer{Offered: "more"}); err == nil || !strings.Contains(err.Error(), "Take it back before") {
			t.Errorf("while one is pending: %v", err)
		}
		for who, want := range map[string]string{"ana": "received bland 2 pending, received cland 1 pending, received bland 1 declined", "ben": "made bland 2 pending, made bland 1 declined",
			"chair": "", "rita": "", "desk": "received bland 2 pending, received cland 1 pending, received bland 1 declined"} {
			list, err := w.MyOffers(w.ctx(), w.as(who), workplan.OfferFilter{}, workplan.Page{Sort: []workplan.Sort{{Word: "recorded", Desc: true}}})
			must(t, err)
			var told []string
			for _, o := range list.Rows {
				told = append(told, fmt.Sprintf("%s %s %d %s", o.Side, o.Member, o.Number, o.State))
			}
			if got := strings.Join(told, ", "); got != want {
				t.Errorf("%s's own: %q, want %q", who, got, want)
			}
		}
		w.verifies()
	})
}

// Whom the home page tells that a lead seeks something on which they may make an offer, and whom not.
func TestOpeningsOnWhichOneMayMakeAnOffer(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").item("p", "1.2", forChairs).item("p", "1.3", ledBy("aland", "bland")).endorsed("p", "2024-01")
		w.seeks("ana", "p", "1.1", untilDay("2024-03"))
		w.seeks("ana", "p", "1.1")
		w.seeks("ana", "p", "1.2")
		w.seeks("ana", "p", "1.3", untilDay("2024-Q2"))
		w.seeks("ana", "p", "1.1", untilDay("2025"))
		_, err := w.CloseOpening(w.ctx(), w.as("ana"), "p", "1.1", 3, nil, workplan.OpeningClosing{ClosedAs: workplan.ClosedFilled})
		w.tick(err)
		joins := func(who string) string {
			list, err := w.OpeningsToJoin(w.ctx(), w.as(who), workplan.Page{Sort: []workplan.Sort{{Word: "item"}}})
			must(t, err)
			var told []string
			for _, o := range list.Rows {
				told = append(told, fmt.Sprintf("%s/%d", o.Ref, o.Number))
			}
			return strings.Join(told, " ")
		}
		expect := func(when string, want map[string]string) {
			t.Helper()
			for who, want := range want {
				if got := joins(who); got != want {
					t.Errorf("%s, %s may offer on %q, want %q", when, who, got, want)
				}
			}
		}
		expect("at first", map[string]string{"ana": "", "ben": "1.1/1 1.1/2", "cleo": "1.1/1 1.1/2 1.3/1", "desk": "1.1/1 1.1/2 1.2/1 1.3/1", "chair": "", "rita": "", "root": ""})
		w.makes("ben", "p", "1.1", 1, "")
		w.makes("desk", "p", "1.3", 1, "cland")
		expect("once offered", map[string]string{"ben": "1.1/2", "cleo": "1.1/1 1.1/2", "desk": "1.1/1 1.1/2 1.2/1 1.3/1"})
		w.answers("ana", "p", "1.1", 1, "bland", workplan.OfferDeclined)
		expect("once declined", map[string]string{"ben": "1.1/1 1.1/2"})
		w.until("2024-04-02")
		expect("after the last day of one", map[string]string{"ben": "1.1/2", "cleo": "1.1/2", "desk": "1.1/2 1.2/1 1.3/1"})
		if got := w.openings("rita", workplan.OpeningFilter{State: []workplan.OpeningPhase{workplan.OpeningOpen}}, tracker.When{}); got != "1.1/2 open, 1.3/1 open" {
			t.Errorf("what is open: %s", got)
		}
		w.until("2025-02-01").posts("ana", "p", "1.1", completed("2024-12"))
		expect("of an item that is completed", map[string]string{"ben": "", "desk": "1.2/1"})
	})
}

// brings puts a deliverable with a stage, and an opening with an offer that was answered, on item 1.1 of plan p.
func (w *world) brings() {
	w.t.Helper()
	w.lists("ana", "p", "1.1", "Guide")
	w.reaches("desk", "p", "1.1", 1, workplan.StagePublished, "2024-02")
	w.seeks("ana", "p", "1.1")
	w.makes("desk", "p", "1.1", 1, "bland")
	w.answers("ana", "p", "1.1", 1, "bland", workplan.OfferAccepted)
}

// reportOf is what the report of plan p tells a person of openings.
func (w *world) reportOf(who string) string {
	w.t.Helper()
	r, err := w.CompletionReport(w.ctx(), w.as(who), "p", tracker.ReportRequest{When: tracker.When{AsOf: "2024-03-01"}})
	must(w.t, err)
	var told []string
	for _, o := range r.Sought {
		told = append(told, fmt.Sprintf("%s %s %v", o.Ref, o.Sought, o.Offers))
	}
	return strings.Join(told, ", ")
}

func TestVerifyNamesWhatWasForgedInOutputs(t *testing.T) {
	records(t, func(t *testing.T, w tampered) {
		if wrong := w.wrong(); len(wrong) > 0 {
			t.Fatalf("before anything was forged: %q", wrong)
		}
		for _, c := range [][2]string{
			{"UPDATE deliverables SET title = 'Other'", "deliverable p/1.1/1: title is not what was recorded"},
			{"UPDATE deliverables SET listed_by = 'desk'", "deliverable p/1.1/1: who recorded it is not what was recorded"},
			{"UPDATE deliverable_stages SET reached_on = '2024'", "stage p/1.1/1/1: reached_on is not what was recorded"},
			{"UPDATE deliverable_stages SET on_behalf = FALSE", "stage p/1.1/1/1: on_behalf is not what was recorded"},
			{"UPDATE deliverable_stages SET lead = 'bland'", "stage p/1.1/1/1: lead is not what was recorded"},
			{"UPDATE openings SET opened_on = '2024-01-01'", "opening p/1.1/1: opened_on is not what was recorded"},
			{"UPDATE openings SET on_behalf = TRUE", "opening p/1.1/1: on_behalf is not what was recorded"},
			{"UPDATE offers SET contact = 'me'", "offer p/1.1/1/bland/1: contact is not what was recorded"},
			{"UPDATE offer_outcomes SET state = 'declined'", "outcome of offer p/1.1/1/bland/1/1: state is not what was recorded"},
			{"UPDATE offer_outcomes SET for_member = 'bland'", "outcome of offer p/1.1/1/bland/1/1: for_member is not what was recorded"},
			{"UPDATE deliverables SET version = 7", "deliverable p/1.1/1: version is not what was recorded"},
			{"DELETE FROM offer_outcomes", "outcome of offer p/1.1/1/bland/1/1: the audit chain tells of it, but it is gone"},
		} {
			w.exec(c[0])
			if wrong := strings.Join(w.wrong(), "\n"); !strings.Contains(wrong, c[1]) {
				t.Errorf("%s: found %q, not %q", c[0], wrong, c[1])
			}
		}
	})
}
