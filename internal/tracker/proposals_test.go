package tracker_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

func proposalOf(title string, change ...func(*workplan.NewProposal)) workplan.NewProposal {
	in := workplan.NewProposal{Body: "wg", ProposalContent: workplan.ProposalContent{Title: title}}
	for _, c := range change {
		c(&in)
	}
	return in
}

// proposes makes a proposal.
func (w *world) proposes(who, title string, change ...func(*workplan.NewProposal)) *world {
	w.t.Helper()
	_, err := w.ProposeItem(w.ctx(), w.as(who), proposalOf(title, change...))
	return w.tick(err)
}

func quietly(in *workplan.NewProposal) { in.Audience = workplan.AudienceChairs }

var agreedUpon = workplan.ProposalDecisionContent{Reason: "agreed at the meeting"}

// accepts makes an item of a draft of a proposal.
func (w *world) accepts(number int, plan string) *world {
	w.t.Helper()
	d := agreedUpon
	d.Plan = plan
	_, err := w.AcceptProposal(w.ctx(), w.as("desk"), number, nil, workplan.Acceptance{Decision: d, Item: workplan.NewItem{ItemContent: workplan.ItemContent{Objective: 1}}})
	return w.tick(err)
}

func (w *world) merges(number, into int) *world {
	w.t.Helper()
	d := agreedUpon
	d.IntoProposal = into
	_, err := w.MergeProposal(w.ctx(), w.as("chair"), number, nil, d)
	return w.tick(err)
}

// proposals lists what a person is told of proposals, as "number state>end item +supporters".
func (w *world) proposals(as string, f workplan.ProposalFilter, when tracker.When) string {
	w.t.Helper()
	list, err := w.ListProposals(w.ctx(), w.as(as), f, workplan.Page{}, when)
	must(w.t, err)
	var told []string
	for _, p := range list.Rows {
		text := fmt.Sprintf("%d %s", p.Number, p.State)
		if p.Ends.Proposal != p.Number {
			text += fmt.Sprintf(">%d", p.Ends.Proposal)
		}
		if p.Ends.Item != "" {
			text += " " + p.Ends.Item
		}
		for _, m := range p.Supporting() {
			text += " +" + m
		}
		told = append(told, text)
	}
	return strings.Join(told, ", ")
}

// proposed adds a proposal that was edited, supported for a while and deferred, and one that was withdrawn.
func (w *world) proposed() {
	w.t.Helper()
	today := w.Today()
	w.window(today, today.AddDays(30)).proposes("ana", "Reciprocal training of judges").proposes("ben", "Common statistics of rescues")
	_, err := w.EditProposal(w.ctx(), w.as("ana"), 1, nil, func(p *workplan.ProposalContent) error { p.Need = "Judges ask for it."; return nil })
	w.tick(err)
	_, err = w.SupportProposal(w.ctx(), w.as("ben"), 1, workplan.NewSupport{})
	w.tick(err)
	_, err = w.WithdrawSupport(w.ctx(), w.as("ben"), 1, workplan.NewSupport{})
	w.tick(err)
	_, err = w.DeferProposal(w.ctx(), w.as("desk"), 1, nil, agreedUpon)
	w.tick(err)
	_, err = w.WithdrawProposal(w.ctx(), w.as("ben"), 2, nil, agreedUpon)
	w.tick(err)
}

// nextPlan is the endorsed plan "p", the draft "q" that follows it, and a window for q in March, in which aland, bland and rita propose.
func (w *world) nextPlan() *world {
	w.plan("p").item("p", "1.1").endorsed("p", "2024-01").plan("q")
	w.until("2024-03-02").window("2024-03-01", "2024-03-31", func(in *workplan.ProposalWindowContent) { in.ForPlan = "q" })
	w.proposes("ana", "Reciprocal training of judges", func(in *workplan.NewProposal) {
		in.Need, in.ProposedLead = "Judges ask for it.", workplan.List{"aland"}
	})
	w.proposes("ben", "Common statistics of rescues", quietly)
	return w.proposes("rita", "A guide for consular staff")
}

func TestAProposalFromItsMakingToItsItem(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.nextPlan()
		_, err := w.SupportProposal(w.ctx(), w.as("ben"), 1, workplan.NewSupport{SupportContent: workplan.SupportContent{Text: "Would co-lead."}})
		w.tick(err)
		made := w.clock.now()
		w.until("2024-04-05").accepts(1, "q").merges(3, 1)
		d := agreedUpon
		_, err = w.DeferProposal(w.ctx(), w.as("chair"), 2, nil, d)
		w.tick(err)
		now := tracker.When{}
		for name, c := range map[string]struct {
			as     string
			filter workplan.ProposalFilter
			when   tracker.When
			want   string
		}{
			"now":                     {"desk", workplan.ProposalFilter{}, now, "1 accepted q/1.1 +bland, 2 deferred, 3 merged>1 q/1.1"},
			"for a reader":            {"rita", workplan.ProposalFilter{}, now, "1 accepted q/1.1 +bland, 3 merged>1 q/1.1"},
			"for the one whose it is": {"ben", workplan.ProposalFilter{}, now, "1 accepted q/1.1 +bland, 2 deferred, 3 merged>1 q/1.1"},
			"before the decisions":    {"desk", workplan.ProposalFilter{}, tracker.When{AsOf: "2024-04-04"}, "1 open +bland, 2 open, 3 open"},
			"as was known":            {"desk", workplan.ProposalFilter{}, tracker.When{KnownAt: made}, "1 open +bland, 2 open, 3 open"},
			"the day before":          {"desk", workplan.ProposalFilter{}, tracker.When{AsOf: "2024-03-01"}, ""},
			"open ones":               {"desk", workplan.ProposalFilter{State: []workplan.ProposalState{workplan.ProposalOpen}}, now, ""},
			"of a member":             {"desk", workplan.ProposalFilter{Proposer: workplan.List{"bland"}}, now, "2 deferred"},
			"supported by one":        {"desk", workplan.ProposalFilter{Supporter: workplan.List{"bland"}}, now, "1 accepted q/1.1 +bland"},
			"of an item":              {"desk", workplan.ProposalFilter{Item: workplan.List{"q/1.1"}}, now, "1 accepted q/1.1 +bland, 3 merged>1 q/1.1"},
			"in a window":             {"desk", workplan.ProposalFilter{Window: []int{2}}, now, ""},
			"found":                   {"desk", workplan.ProposalFilter{Query: "judges"}, now, "1 accepted q/1.1 +bland"},
			"with a lead":             {"desk", workplan.ProposalFilter{Lead: workplan.List{"aland"}}, now, "1 accepted q/1.1 +bland"},
			"of readers":              {"desk", workplan.ProposalFilter{Origin: []workplan.ProposalOrigin{workplan.ProposedByReader}}, now, "3 merged>1 q/1.1"},
		} {
			if got := w.proposals(c.as, c.filter, c.when); got != c.want {
				t.Errorf("%s: %q, want %q", name, got, c.want)
			}
		}
		i, err := w.Item(w.ctx(), w.as("desk"), "q", "1.1", now)
		must(t, err)
		if i.Title != "Reciprocal training of judges" || i.Description != "Judges ask for it." || i.Origin != "Proposal 1" || len(i.Predecessors) > 0 || !i.Leads.Has("aland") {
			t.Errorf("the item that came of it: %+v", i.ItemContent)
		}
		w.merges(2, 1)
		for who, want := range map[string]int{"desk": 3, "ben": 3, "ana": 2, "rita": 2} {
			byItem, err := w.ItemProposals(w.ctx(), w.as(who), []tracker.ItemReading{i})
			must(t, err)
			if got := byItem["q/1.1"]; len(got) != want {
				t.Errorf("%s is told that %d proposals went on in the item, want %d", who, len(got), want)
			}
		}
		must(t, w.verified())
	})
}

func TestWhatIsNotProposed(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.nextPlan().meeting("wg-9", "2024-03-05").member("dland", "wg", workplan.MembershipGuest).user("dora", focalPoint("dland"))
		w.member("eland", "wg", workplan.MembershipMember)
		inMeeting := func(in *workplan.NewProposal) { in.Meeting = "wg-9" }
		by := func(member string) func(*workplan.NewProposal) {
			return func(in *workplan.NewProposal) { in.ProposedBy = member }
		}
		for name, c := range map[string]struct {
			as   string
			in   workplan.NewProposal
			kind workplan.Kind
			slug string
		}{
			"by a guest in a window for observers": {"dora", proposalOf("Lanes at sea"), workplan.Forbidden, ""},
			"for a guest by the secretariat":       {"desk", proposalOf("Lanes at sea", by("dland")), workplan.Forbidden, ""},
			"by an admin":                          {"root", proposalOf("Lanes at sea"), workplan.Forbidden, ""},
			"for nobody by the secretariat":        {"desk", proposalOf("Lanes at sea"), workplan.Invalid, ""},
			"for one that is not":                  {"desk", proposalOf("Lanes at sea", by("nowhere")), workplan.Invalid, ""},
			"of a meeting that is not":             {"desk", proposalOf("Lanes at sea", func(in *workplan.NewProposal) { in.Meeting = "wg-8" }), workplan.Invalid, ""},
			"of a meeting by a member":             {"ana", proposalOf("Lanes at sea", inMeeting), workplan.Invalid, ""},
			"to a body that is not":                {"ana", proposalOf("Lanes at sea", func(in *workplan.NewProposal) { in.Body = "nobody" }), workplan.Invalid, ""},
			"with a lead that is not":              {"ana", proposalOf("Lanes at sea", func(in *workplan.NewProposal) { in.ProposedLead = workplan.List{"nowhere"} }), workplan.Invalid, ""},
			"alike":                                {"ben", proposalOf("Reciprocal training for judges"), workplan.Conflict, "similar-found"},
			"alike to an item":                     {"ben", proposalOf("Item 1.1"), workplan.Conflict, "similar-found"},
			"alike, naming another":                {"ben", proposalOf("Reciprocal training for judges", func(in *workplan.NewProposal) { in.AlthoughSimilarTo = workplan.List{"3"} }), workplan.Conflict, "similar-found"},
			"naming what is hidden":                {"ana", proposalOf("Lanes at sea", func(in *workplan.NewProposal) { in.AlthoughSimilarTo = workplan.List{"2"} }), workplan.Invalid, ""},
			"naming what is not there":             {"ana", proposalOf("Lanes at sea", func(in *workplan.NewProposal) { in.AlthoughSimilarTo = workplan.List{"p/9.9"} }), workplan.Invalid, ""},
		} {
			_, err := w.ProposeItem(w.ctx(), w.as(c.as), c.in)
			var refusal *workplan.Error
			if workplan.KindOf(err) != c.kind || c.slug != "" && (!errors.As(err, &refusal) || refusal.Slug != c.slug || len(refusal.Similar) != 1) {
				t.Errorf("%s: %v", name, err)
			}
		}
		w.proposes("ana", "Common statistics of rescues") // which looks like one that ana does not see
		w.proposes("ben", "Reciprocal training for judges", func(in *workplan.NewProposal) { in.AlthoughSimilarTo = workplan.List{"1"} })
		w.until("2024-04-01")
		if _, err := w.ProposeItem(w.ctx(), w.as("ana"), proposalOf("Lanes at sea")); workplan.KindOf(err) != workplan.Conflict {
			t.Errorf("after the window: %v", err)
		}
		w.proposes("desk", "Lanes at sea", inMeeting, func(in *workplan.NewProposal) { in.ProposedOn, in.ForPlan = "2024-03-05", "q" })
		w.proposes("chair", "Fairs for recruiters", inMeeting, by("eland"))
		p, err := w.Proposal(w.ctx(), w.as("rita"), 7, tracker.When{})
		must(t, err)
		if p.Origin != workplan.ProposedByMember || !p.OnBehalf || p.ProposedBy != "eland" || p.EnteredBy != "chair" || p.InWindow != 0 {
			t.Errorf("for a member, from a meeting: %+v", p.ProposalMaking)
		}
		if got := w.proposals("rita", workplan.ProposalFilter{Meeting: workplan.List{"wg-9"}}, tracker.When{AsOf: "2024-03-31"}); got != "6 open" {
			t.Errorf("voiced at the meeting: %s", got)
		}
		must(t, w.verified())
	})
}

func TestOnlyWhoMadeAProposalChangesItAndOnlyWhileItIsOpen(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.nextPlan().proposes("desk", "Recorded for bland", func(in *workplan.NewProposal) { in.ProposedBy = "bland" })
		edit := func(who string, number int, known []int64) error {
			_, err := w.EditProposal(w.ctx(), w.as(who), number, known, func(p *workplan.ProposalContent) error { p.Need = "Said by " + who; return nil })
			return err
		}
		for _, c := range []struct {
			who    string
			number int
			kind   workplan.Kind
		}{
			{"ben", 1, workplan.Forbidden}, {"desk", 1, workplan.Forbidden}, {"rita", 1, workplan.Forbidden}, {"rita", 2, workplan.NotFound}, {"chair", 3, workplan.Forbidden},
			{"ana", 4, workplan.Forbidden}, {"ana", 9, workplan.NotFound}, {"ana", 1, 0}, {"ben", 2, 0}, {"rita", 3, 0}, {"ben", 4, 0}, {"chair", 4, 0},
		} {
			if err := edit(c.who, c.number, nil); workplan.KindOf(err) != c.kind || c.kind == 0 && err != nil {
				t.Errorf("%s edits %d: %v", c.who, c.number, err)
			}
			if _, err := w.WithdrawProposal(w.ctx(), w.as(c.who), c.number, nil, workplan.ProposalDecisionContent{}); c.kind != 0 && workplan.KindOf(err) != c.kind ||
				c.kind == 0 && workplan.KindOf(err) != workplan.Invalid {
				t.Errorf("%s withdraws %d without a reason: %v", c.who, c.number, err)
			}
		}
		w.clock.move(time.Second)
		if err := edit("ana", 1, []int64{1}); workplan.KindOf(err) != workplan.Stale {
			t.Errorf("on an earlier version: %v", err)
		}
		if _, err := w.DeclineProposal(w.ctx(), w.as("chair"), 1, []int64{1}, agreedUpon); workplan.KindOf(err) != workplan.Stale {
			t.Errorf("decided on an earlier version: %v", err)
		}
		_, err := w.DeclineProposal(w.ctx(), w.as("chair"), 1, []int64{2}, agreedUpon)
		w.tick(err)
		if err := edit("ana", 1, nil); workplan.KindOf(err) != workplan.Conflict {
			t.Errorf("once decided: %v", err)
		}
		if _, err := w.ReopenProposal(w.ctx(), w.as("desk"), 1, nil, agreedUpon); workplan.KindOf(err) != workplan.Forbidden {
			t.Errorf("reopened by the secretariat: %v", err)
		}
		_, err = w.ReopenProposal(w.ctx(), w.as("chair"), 1, nil, agreedUpon)
		w.tick(err)
		_, err = w.WithdrawProposal(w.ctx(), w.as("ana"), 1, nil, agreedUpon)
		w.tick(err)
		if got := w.proposals("rita", workplan.ProposalFilter{}, tracker.When{}); got != "1 withdrawn, 3 open, 4 open" {
			t.Errorf("in the end: %s", got)
		}
		must(t, w.verified())
	})
}

func TestSupportIsGivenOnceAndEnds(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.nextPlan()
		support := func(who string, number int, member string) error {
			_, err := w.SupportProposal(w.ctx(), w.as(who), number, workplan.NewSupport{Member: member})
			w.clock.move(time.Second)
			return err
		}
		end := func(who string, number int, member string) error {
			_, err := w.WithdrawSupport(w.ctx(), w.as(who), number, workplan.NewSupport{Member: member})
			w.clock.move(time.Second)
			return err
		}
		for _, c := range []struct {
			name string
			err  error
			kind workplan.Kind
		}{
			{"its own", support("ana", 1, ""), workplan.Invalid}, {"by a reader", support("rita", 1, ""), workplan.Forbidden}, {"by a co-chair", support("chair", 1, "bland"), workplan.Forbidden},
			{"of what is hidden", support("ana", 2, ""), workplan.NotFound}, {"for another", support("ben", 1, "cland"), workplan.Forbidden},
			{"for nobody", support("desk", 1, ""), workplan.Invalid}, {"for one without standing", support("desk", 1, "nowhere"), workplan.Forbidden},
			{"given", support("ben", 1, ""), 0}, {"given twice", support("desk", 1, "bland"), workplan.Conflict}, {"by an observer", support("cleo", 1, "cland"), 0},
			{"never given", end("ana", 3, ""), workplan.Conflict}, {"ended by the secretariat", end("desk", 1, "cland"), 0}, {"ended twice", end("cleo", 1, ""), workplan.Conflict},
			{"given anew", support("desk", 1, "cland"), 0},
		} {
			if workplan.KindOf(c.err) != c.kind || c.kind == 0 && c.err != nil {
				t.Errorf("%s: %v", c.name, c.err)
			}
		}
		p, err := w.Proposal(w.ctx(), w.as("rita"), 1, tracker.When{})
		must(t, err)
		narrow := func(p *workplan.ProposalContent) error { p.Audience = workplan.AudienceChairs; return nil }
		if _, err := w.EditProposal(w.ctx(), w.as("ana"), 1, nil, narrow); fmt.Sprint(faultsOf(err)) != "[/audience supported]" {
			t.Errorf("closed to those who support it: %v", err)
		}
		if got := strings.Join(p.Supporting(), " "); got != "bland cland" || len(p.Supports) != 3 || p.Supports[1].Withdrawal == nil || !p.Supports[2].OnBehalf {
			t.Errorf("supported by %q: %+v", got, p.Supports)
		}
		w.merges(1, 3)
		if err := end("ben", 1, ""); workplan.KindOf(err) != workplan.Conflict {
			t.Errorf("ended once decided: %v", err)
		}
		must(t, w.verified())
	})
}

// TestWhatAProposalNamesIsShownToWhoMaySeeIt: the draft, the item, the other proposal and what was alike. Ana speaks for a lead in the draft.
func TestWhatAProposalNamesIsShownToWhoMaySeeIt(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("q").item("q", "2.1", forChairs)
		_, err := w.EditPlan(w.ctx(), w.as("chair"), "q", nil, func(p *workplan.PlanContent) error { p.Audience = workplan.AudienceChairs; return nil })
		w.tick(err).meeting("wg-9", "2024-03-01")
		w.proposes("desk", "Hidden idea", quietly, func(in *workplan.NewProposal) { in.Meeting = "wg-9" })
		w.proposes("desk", "Idea for all to see", func(in *workplan.NewProposal) {
			in.Meeting, in.ForPlan, in.AlthoughSimilarTo = "wg-9", "q", workplan.List{"1", "q/2.1"}
		})
		w.proposes("desk", "Another thing entirely", func(in *workplan.NewProposal) { in.Meeting = "wg-9" }).accepts(3, "q").merges(2, 1)
		for who, want := range map[string]string{"desk": "q 1 [1 q/2.1] 1; q/1.1", "rita": " 0 [] 2; ", "ana": "q 0 [q/2.1] 2; "} {
			second, err := w.Proposal(w.ctx(), w.as(who), 2, tracker.When{})
			must(t, err)
			third, err := w.Proposal(w.ctx(), w.as(who), 3, tracker.When{})
			must(t, err)
			if got := fmt.Sprintf("%s %d %v %d; %s", second.ForPlan, second.Decided().IntoProposal, second.AlthoughSimilarTo, second.Ends.Proposal, third.Ends.Item); got != want {
				t.Errorf("%s is told %q, want %q", who, got, want)
			}
		}
		similar, err := w.SimilarProposals(w.ctx(), w.as("rita"), nil, "Hidden idea", "")
		must(t, err)
		for _, s := range similar {
			if s.Name == "1" {
				t.Errorf("a reader finds %v", similar)
			}
		}
		_, err = w.EditProposal(w.ctx(), w.as("desk"), 3, nil, func(p *workplan.ProposalContent) error { return nil })
		if workplan.KindOf(err) != workplan.Conflict {
			t.Errorf("an accepted one is edited: %v", err)
		}
		must(t, w.verified())
	})
}

// TestAProposalIsNotOpenedToMoreByWhatCameAfter: what was for the chairs stays so in readings of then.
func TestAProposalIsNotOpenedToMoreByWhatCameAfter(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.nextPlan()
		before := tracker.When{KnownAt: w.clock.now()}
		w.until("2024-03-10")
		_, err := w.EditProposal(w.ctx(), w.as("ben"), 2, nil, func(p *workplan.ProposalContent) error { p.Audience = workplan.AudiencePublic; return nil })
		w.tick(err)
		_, err = w.EditProposal(w.ctx(), w.as("ana"), 1, nil, func(p *workplan.ProposalContent) error { p.Audience = workplan.AudienceChairs; return nil })
		w.tick(err)
		for name, c := range map[string]struct {
			as   string
			when tracker.When
			want string
		}{"now": {"rita", tracker.When{}, "2 open, 3 open"}, "then": {"rita", before, "3 open"}, "then, for the chairs": {"chair", before, "1 open, 2 open, 3 open"}, "then, for whose it is": {"ben", before, "2 open, 3 open"}} {
			if got := w.proposals(c.as, workplan.ProposalFilter{}, c.when); got != c.want {
				t.Errorf("%s: %q, want %q", name, got, c.want)
			}
		}
	})
}

// What came to the secretariat on a day of the window is entered later, and belongs to that window; what came after it does not.
func TestAProposalStandsInTheWindowOfItsDay(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.nextPlan().meeting("wg-9", "2024-03-05").until("2024-04-03")
		enter := func(title string, change func(*workplan.NewProposal)) (int, error) {
			p, err := w.ProposeItem(w.ctx(), w.as("desk"), proposalOf(title, change))
			w.clock.move(time.Second)
			return p.InWindow, err
		}
		byLetter := func(on workplan.Date) func(*workplan.NewProposal) {
			return func(in *workplan.NewProposal) { in.ProposedBy, in.ProposedOn = "bland", on }
		}
		voiced := func(on workplan.Date) func(*workplan.NewProposal) {
			return func(in *workplan.NewProposal) { in.Meeting, in.ProposedOn = "wg-9", on }
		}
		for _, c := range []struct {
			title  string
			change func(*workplan.NewProposal)
			window int
			kind   workplan.Kind
		}{
			{"Lanes at sea", byLetter("2024-03-31"), 1, 0}, {"Fairs for recruiters", byLetter("2024-04-01"), 0, workplan.Conflict}, {"Kites above ports", byLetter(""), 0, workplan.Conflict},
			{"Maps of all harbours", voiced("2024-03-05"), 1, 0}, {"Songs for young sailors", voiced(""), 0, 0},
		} {
			if window, err := enter(c.title, c.change); window != c.window || workplan.KindOf(err) != c.kind || c.kind == 0 && err != nil {
				t.Errorf("%s: window %d, %v", c.title, window, err)
			}
		}
		must(t, w.verified())
	})
}

// What is alike is named of the body itself, and is told wherever the proposal is.
func TestWhatAProposalIsLikeIsOfItsBody(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.nextPlan().body("other").user("olga", coChair("other"))
		_, err := w.CreatePlan(w.ctx(), w.as("olga"), workplan.NewPlan{Code: "o", Body: "other", PlanContent: workplan.PlanContent{Title: "Plan o", Audience: workplan.AudienceMembers}})
		w.tick(err)
		_, err = w.CreateObjective(w.ctx(), w.as("olga"), "o", workplan.NewObjective{Number: 1, ObjectiveContent: workplan.ObjectiveContent{Title: "One"}})
		w.tick(err)
		_, err = w.CreateItem(w.ctx(), w.as("olga"), "o", workplan.NewItem{Ref: "1.1", ItemContent: itemOf("Lanes at sea")})
		w.tick(err).user("both", reader("wg"), reader("other"))
		like := func(names ...string) (workplan.ProposalReading, error) {
			return w.ProposeItem(w.ctx(), w.as("both"), proposalOf("Lanes at sea", func(in *workplan.NewProposal) { in.AlthoughSimilarTo = names }))
		}
		if _, err := like("1", "o/1.1"); fmt.Sprint(faultsOf(err)) != "[/although_similar_to/1 unknown]" {
			t.Errorf("like an item of another body: %v", err)
		}
		p, err := like("1", "p/1.1")
		w.tick(err)
		read, err := w.Proposal(w.ctx(), w.as("both"), p.Number, tracker.When{})
		must(t, err)
		if got := fmt.Sprint(p.AlthoughSimilarTo, read.AlthoughSimilarTo); got != "[1 p/1.1] [1 p/1.1]" {
			t.Errorf("like %s", got)
		}
	})
}

// A co-chair who is a focal point too proposes for the own member in a window for members, as any focal point does.
func TestAKeeperProposesForTheOwnMember(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.user("both", coChair("wg"), focalPoint("aland"))
		today := w.Today()
		w.window(today, today.AddDays(30), func(in *workplan.ProposalWindowContent) { in.OpenTo = workplan.OpenToMembers })
		p, err := w.ProposeItem(w.ctx(), w.as("both"), workplan.NewProposal{Body: "wg", ProposedBy: "aland", ProposalContent: workplan.ProposalContent{Title: "Kites"}})
		if err != nil || p.OnBehalf || p.ProposedBy != "aland" || p.InWindow != 1 {
			t.Errorf("for the own member: %+v, %v", p.ProposalMaking, err)
		}
		backdated := workplan.NewProposal{Body: "wg", ProposedBy: "aland", ProposedOn: today, ProposalContent: workplan.ProposalContent{Title: "Lanterns"}}
		if _, err := w.ProposeItem(w.ctx(), w.as("both"), backdated); fmt.Sprint(faultsOf(err)) != "[/proposed_on not_allowed]" {
			t.Errorf("for the own member on a day of choice: %v", err)
		}
		if _, err := w.ProposeItem(w.ctx(), w.as("both"), workplan.NewProposal{Body: "wg", ProposedBy: "nowhere", ProposalContent: workplan.ProposalContent{Title: "Lamps"}}); err == nil {
			t.Error("proposed for a member that is not there")
		}
	})
}
