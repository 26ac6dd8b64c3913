package tracker_test

import (
	"fmt"
	"strings"
	"testing"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

func TestAProposalIsOpenAgainWithoutItsItem(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.nextPlan().accepts(1, "q").accepts(3, "q").merges(2, 1)
		then := tracker.When{KnownAt: w.clock.now()}
		w.until("2024-04-05").tick(w.RemoveItem(w.ctx(), w.as("chair"), "q", "1.1", nil))
		if got := w.proposals("desk", workplan.ProposalFilter{}, tracker.When{}); got != "1 open, 2 merged>1, 3 accepted q/1.2" {
			t.Errorf("without the item: %s", got)
		}
		if got := w.proposals("desk", workplan.ProposalFilter{}, then); got != "1 accepted q/1.1, 2 merged>1 q/1.1, 3 accepted q/1.2" {
			t.Errorf("then: %s", got)
		}
		w.accepts(1, "q").tick(w.RemovePlan(w.ctx(), w.as("chair"), "q", nil))
		if got := w.proposals("desk", workplan.ProposalFilter{}, tracker.When{}); got != "1 open, 2 merged>1, 3 open" {
			t.Errorf("without the draft: %s", got)
		}
		d := agreedUpon
		d.EffectiveOn = "2024-04-06"
		_, err := w.until("2024-04-10").WithdrawProposal(w.ctx(), w.as("ana"), 1, nil, d)
		w.tick(err)
		for day, want := range map[workplan.Date]string{"2024-04-05": "1 open, 2 merged>1, 3 open", "2024-04-06": "1 withdrawn, 2 open, 3 open"} {
			if got := w.proposals("desk", workplan.ProposalFilter{}, tracker.When{AsOf: day}); got != want {
				t.Errorf("on %s, withdrawn since the 6th: %s", day, got)
			}
		}
		p, err := w.Proposal(w.ctx(), w.as("rita"), 1, tracker.When{AsOf: "2024-04-05"})
		must(t, err)
		if d := p.Decided(); d.Act != workplan.ActRelease || d.DecidedBy != "chair" || strings.Contains(d.Reason, "1.1") || len(p.Decisions) != 4 {
			t.Errorf("the decisions on it: %+v", p.Decisions)
		}
		must(t, w.verified())
	})
}

// What became of a proposal that was merged into one which a reader does not see names that one nowhere.
func TestAReleaseDoesNotTellOfWhatIsHidden(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.nextPlan().until("2024-04-05").merges(1, 2)
		_, err := w.WithdrawProposal(w.ctx(), w.as("ben"), 2, nil, agreedUpon)
		w.tick(err).accepts(1, "q")
		p, err := w.Proposal(w.ctx(), w.as("rita"), 1, tracker.When{})
		must(t, err)
		history, err := w.ItemHistory(w.ctx(), w.as("rita"), "q", "1.1", workplan.HistoryFilter{}, workplan.Page{}, tracker.When{})
		must(t, err)
		var told []string
		for _, d := range p.Decisions {
			told = append(told, fmt.Sprint(d.Act, " ", d.IntoProposal, " ", d.Reason))
		}
		for _, e := range history.Rows {
			told = append(told, e.Text.Text)
		}
		text := strings.Join(told, "; ")
		if strings.Contains(text, "roposal 2") || !strings.Contains(text, "release 0 The proposal into which it was merged was withdrawn.") {
			t.Errorf("a reader is told: %s", text)
		}
	})
}

func TestWhatIsNotDecided(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.nextPlan().until("2024-03-20").merges(3, 1)
		accept := func(who string, plan string, change ...func(*workplan.Acceptance)) error {
			in := workplan.Acceptance{Decision: agreedUpon}
			in.Decision.Plan = plan
			for _, c := range change {
				c(&in)
			}
			_, err := w.AcceptProposal(w.ctx(), w.as(who), 1, nil, in)
			return err
		}
		merge := func(change func(*workplan.ProposalDecisionContent)) error {
			d := agreedUpon
			change(&d)
			_, err := w.MergeProposal(w.ctx(), w.as("chair"), 1, nil, d)
			return err
		}
		move := func(window int) error {
			d := agreedUpon
			d.InWindow = window
			_, err := w.MoveProposal(w.ctx(), w.as("desk"), 1, nil, d)
			return err
		}
		for name, c := range map[string]struct {
			err  error
			kind workplan.Kind
		}{
			"by a member":             {accept("ana", "q"), workplan.Forbidden},
			"into no plan":            {accept("desk", ""), workplan.Invalid},
			"into one that is not":    {accept("desk", "x"), workplan.Invalid},
			"into an endorsed one":    {accept("desk", "p"), workplan.Conflict},
			"under no such objective": {accept("desk", "q", func(a *workplan.Acceptance) { a.Item.Objective = 9 }), workplan.Invalid},
			"before it was made":      {accept("desk", "q", func(a *workplan.Acceptance) { a.Decision.EffectiveOn = "2024-03-01" }), workplan.Invalid},
			"tomorrow":                {accept("desk", "q", func(a *workplan.Acceptance) { a.Decision.EffectiveOn = "2024-03-21" }), workplan.Invalid},
			"at no meeting of theirs": {accept("desk", "q", func(a *workplan.Acceptance) { a.Decision.Meeting = "other-1" }), workplan.Invalid},
			"merged into nothing":     {merge(func(*workplan.ProposalDecisionContent) {}), workplan.Invalid},
			"merged into itself":      {merge(func(d *workplan.ProposalDecisionContent) { d.IntoProposal = 1 }), workplan.Conflict},
			"merged in a circle":      {merge(func(d *workplan.ProposalDecisionContent) { d.IntoProposal = 3 }), workplan.Conflict},
			"merged into both":        {merge(func(d *workplan.ProposalDecisionContent) { d.IntoProposal, d.Plan, d.Ref = 2, "q", "1.1" }), workplan.Invalid},
			"merged into no item":     {merge(func(d *workplan.ProposalDecisionContent) { d.Plan, d.Ref = "q", "1.1" }), workplan.Invalid},
			"merged into a live item": {merge(func(d *workplan.ProposalDecisionContent) { d.Plan, d.Ref = "p", "1.1" }), workplan.Conflict},
			"moved to where it is":    {move(1), workplan.Invalid},
			"moved to no window":      {move(7), workplan.Invalid},
		} {
			if workplan.KindOf(c.err) != c.kind {
				t.Errorf("%s: %v", name, c.err)
			}
		}
		if got := w.proposals("desk", workplan.ProposalFilter{}, tracker.When{}); got != "1 open, 2 open, 3 merged>1" {
			t.Errorf("what was refused has left its mark: %s", got)
		}
		items, err := w.ListItems(w.ctx(), w.as("desk"), workplan.ItemFilter{Plan: workplan.List{"q"}}, workplan.Page{}, tracker.When{})
		must(t, err)
		if len(items.Rows) > 0 {
			t.Errorf("a refused acceptance left an item: %v", items.Rows)
		}
		w.window("2024-06-01", "2024-06-30")
		must(t, move(2))
		p, err := w.Proposal(w.ctx(), w.as("rita"), 1, tracker.When{})
		must(t, err)
		if then, err := w.Proposal(w.ctx(), w.as("rita"), 1, tracker.When{AsOf: "2024-03-19"}); err != nil || p.InWindow != 2 || then.InWindow != 1 {
			t.Errorf("moved to %d, from %d, %v", p.InWindow, then.InWindow, err)
		}
		must(t, w.verified())
	})
}

// What the acts on proposals must not do: override a decision that the sender has not read, keep a plan beside the proposal into which one is merged,
// count a member twice, leave behind what was merged into one that is withdrawn, or open the text of the chairs to others.
func TestDecisionsOnProposalsTakeNothingElseAlong(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.proposed()
		w.met("wg-8", workplan.AudienceMembers)
		read := func(number int) workplan.ProposalReading {
			p, err := w.Proposal(w.ctx(), w.as("chair"), number, tracker.When{})
			must(t, err)
			return p
		}
		number := func(title string, audience workplan.Audience) int {
			p, err := w.ProposeItem(w.ctx(), w.as("desk"), workplan.NewProposal{Body: "wg", Meeting: "wg-8", ProposalContent: workplan.ProposalContent{Title: title, Audience: audience}})
			w.tick(err)
			return p.Number
		}
		one, other, secret := number("Kites over harbours", workplan.AudienceMembers), number("Lamps for patrols", workplan.AudienceMembers), number("Zebra timetable", workplan.AudienceChairs)
		known := []int64{read(secret).Revision()}
		_, err := w.DeferProposal(w.ctx(), w.as("desk"), secret, known, workplan.ProposalDecisionContent{Reason: "Later."})
		w.tick(err)
		if _, err = w.DeclineProposal(w.ctx(), w.as("chair"), secret, known, workplan.ProposalDecisionContent{Reason: "No."}); workplan.KindOf(err) != workplan.Stale {
			t.Errorf("a decision on what was decided meanwhile: %v", err)
		}
		if _, err = w.MergeProposal(w.ctx(), w.as("desk"), other, nil, workplan.ProposalDecisionContent{IntoProposal: -1, Plan: "q", Ref: "1.1", Reason: "The same."}); !strings.Contains(fmt.Sprint(err), "numbered from 1") {
			t.Errorf("a proposal below 1: %v", err)
		}
		if _, err = w.MergeProposal(w.ctx(), w.as("desk"), other, nil, workplan.ProposalDecisionContent{IntoProposal: one, Plan: "q", Reason: "The same."}); workplan.KindOf(err) != workplan.Invalid {
			t.Errorf("a plan beside a proposal: %v", err)
		}
		_, err = w.MergeProposal(w.ctx(), w.as("desk"), other, nil, workplan.ProposalDecisionContent{IntoProposal: one, Reason: "The same."})
		w.tick(err)
		_, err = w.WithdrawProposal(w.ctx(), w.as("desk"), one, nil, workplan.ProposalDecisionContent{Reason: "Overtaken."})
		w.tick(err)
		if got := read(other); got.State != workplan.ProposalOpen || got.Ends.Proposal != other {
			t.Errorf("what was merged into a withdrawn proposal is %s, %+v", got.State, got.Ends)
		}
		today := w.Today()
		_, err = w.SupportProposal(w.ctx(), w.as("ben"), other, workplan.NewSupport{})
		w.tick(err)
		w.until(string(today.AddDays(3)))
		_, err = w.WithdrawSupport(w.ctx(), w.as("ben"), other, workplan.NewSupport{})
		w.tick(err)
		before := workplan.NewSupport{SupportContent: workplan.SupportContent{EffectiveOn: today.AddDays(1)}}
		if _, err = w.SupportProposal(w.ctx(), w.as("ben"), other, before); workplan.KindOf(err) != workplan.Invalid {
			t.Errorf("support from before its withdrawal: %v", err)
		}
		w.plan("hidden")
		accepted, err := w.AcceptProposal(w.ctx(), w.as("desk"), secret, nil, workplan.Acceptance{Decision: workplan.ProposalDecisionContent{Plan: "hidden", Reason: "Agreed."}})
		w.tick(err)
		i, err := w.Item(w.ctx(), w.as("desk"), "hidden", accepted.Decided().Ref, tracker.When{})
		if err != nil || i.Audience != workplan.AudienceChairs {
			t.Errorf("the item of a proposal for the chairs is for %q, %v", i.Audience, err)
		}
		must(t, w.verified())
	})
}
