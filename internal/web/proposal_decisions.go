package web

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fwptracker/internal/language"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// proposalAct is one of the things that are done about a proposal, each on a page of its own: what its button, its heading and its page say, who may, and how
// it is done.
type proposalAct struct {
	Act         workplan.ProposalAct
	Text        string
	Title, Says string
	may         func(workplan.Actor, workplan.Proposal) error
	do          doing
}

// doing does an act about the proposal of a page, by what its form says.
type doing func(context.Context, *tracker.Tracker, workplan.Actor, proposalPage) (workplan.ProposalReading, error)

// useCase is one of the tracker's, as a method of it.
type useCase func(*tracker.Tracker, context.Context, workplan.Actor, int, []int64, workplan.ProposalDecisionContent) (workplan.ProposalReading, error)

// mayDecide is for what a right of the table allows in the body of the proposal.
func mayDecide(right workplan.Action) func(workplan.Actor, workplan.Proposal) error {
	return func(a workplan.Actor, p workplan.Proposal) error {
		return a.Must(right, workplan.Object{Body: p.Body})
	}
}

// deciding is an act that says no more than its reason, day and meeting, and perhaps where the proposal goes.
func deciding(do useCase) doing {
	return func(ctx context.Context, t *tracker.Tracker, actor workplan.Actor, p proposalPage) (workplan.ProposalReading, error) {
		in, err := decisionIn(p.Form)
		if err != nil {
			return workplan.ProposalReading{}, err
		}
		return do(t, ctx, actor, p.Number, p.Form.known(), in)
	}
}

// proposalActs are the acts, in the order of a proposal's page.
var proposalActs = []proposalAct{
	{workplan.ActAccept, "Accept into a draft", "Accept proposal %d", "An item is made of it in a draft plan, as it reads below; the proposal is then accepted and names the item. The item can be edited as long as the plan is a draft; taken out of the draft, the proposal is open again.",
		mayDecide(workplan.DecideProposals), acceptProposal},
	{workplan.ActMerge, "Merge", "Merge proposal %d", "It goes on in another proposal of the body, or in an item of a draft. Its text and its support stay on its own page, which then leads to where it goes on.",
		mayDecide(workplan.DecideProposals), deciding((*tracker.Tracker).MergeProposal)},
	{workplan.ActDefer, "Defer", "Defer proposal %d", "The decision is put off. The proposal can still be supported, and accepted, merged, declined or moved later.",
		mayDecide(workplan.DecideProposals), deciding((*tracker.Tracker).DeferProposal)},
	{workplan.ActDecline, "Decline", "Decline proposal %d", "It does not go into the plan. Everybody who may read the proposal reads the reason. A co-chair can reopen it.",
		mayDecide(workplan.DecideProposals), deciding((*tracker.Tracker).DeclineProposal)},
	{workplan.ActMove, "Move to another window", "Move proposal %d to another window", "It is then open in a window that is open or upcoming, for the plan of that window.",
		mayDecide(workplan.DecideProposals), deciding((*tracker.Tracker).MoveProposal)},
	{workplan.ActReopen, "Reopen", "Reopen proposal %d", "The refusal is taken back: the proposal is open and can be decided on again.",
		mayDecide(workplan.ReopenProposal), deciding((*tracker.Tracker).ReopenProposal)},
	{workplan.ActWithdraw, "Withdraw", "Withdraw proposal %d", "It is proposed no more, for good: it stays to be read, and can be neither supported nor decided on. The same can be proposed anew while a window is open.",
		workplan.Actor.Keeps, deciding((*tracker.Tracker).WithdrawProposal)},
}

// decisionIn is what a form says of a decision: why, when, at which meeting, and where the proposal goes.
func decisionIn(form sheet) (workplan.ProposalDecisionContent, error) {
	var f workplan.Faults
	d := workplan.ProposalDecisionContent{Reason: form.text("reason"), EffectiveOn: workplan.Date(form.text("effective_on")), Meeting: form.text("meeting"), InWindow: form.number("window", &f)}
	if into := form.text("into"); into != "" {
		number, item := workplan.ParseSimilarName(into)
		d.IntoProposal = number
		d.Plan, d.Ref, _ = strings.Cut(item, "/")
	}
	return d, f.Err()
}

// proposalActPage is the form of an act about a proposal. Sure says that it is shown once more, as it will be; Released are the proposals that a withdrawal opens
// again.
type proposalActPage struct {
	proposalPage
	Act      proposalAct
	Sure     bool
	Released []workplan.ProposalReading
}

// Title is the heading of the page.
func (p proposalActPage) Title(l *language.Language) string { return l.T(p.Act.Title, p.Number) }

// Is says whether the page is that of an act.
func (p proposalActPage) Is(act workplan.ProposalAct) bool { return p.Act.Act == act }

// Nowhere says whether there is nothing that the act could choose.
func (p proposalActPage) Nowhere() bool {
	field := map[workplan.ProposalAct]string{workplan.ActAccept: "stands", workplan.ActMerge: "into", workplan.ActMove: "window"}[p.Act.Act]
	return field != "" && len(p.Choices[field]) == 0
}

// Chosen is the text of what the form has chosen in a field.
func (p proposalActPage) Chosen(field string) string {
	return textOf(p.Choices[field], p.Form.Value(field))
}

// From is the day from which the decision counts, as the form says; "" for today.
func (p proposalActPage) From() workplan.Date { return workplan.Date(p.Form.text("effective_on")) }

// proposalActForm is the page of an act of the address, for those who may do it, with what it offers to choose from.
func (c *call) proposalActForm() (proposalActPage, error) {
	of, err := c.proposalPage()
	p := proposalActPage{proposalPage: of}
	if err != nil {
		return p, err
	}
	n := slices.IndexFunc(proposalActs, func(a proposalAct) bool { return string(a.Act) == c.Param("act") })
	if n < 0 {
		return p, workplan.Missing("page %q of proposal %d", c.Param("act"), p.Number)
	}
	p.Act = proposalActs[n]
	if err := p.Act.may(c.actor, p.Proposal); err != nil {
		return p, err
	}
	switch p.Act.Act {
	case workplan.ActAccept:
		err = c.acceptanceChoices(&p)
	case workplan.ActMerge:
		err = c.mergerChoices(&p)
	case workplan.ActMove:
		err = c.moveChoices(&p)
	case workplan.ActWithdraw:
		err = c.released(&p)
	default:
	}
	return p, err
}

// mergerChoices are the proposals of the body into which this one can be merged, the most alike first, and the items of its drafts.
func (c *call) mergerChoices(p *proposalActPage) error {
	ctx, t := c.Request().Context(), c.site.Tracker
	f := workplan.ProposalFilter{Body: workplan.List{p.Body}, State: []workplan.ProposalState{workplan.ProposalOpen, workplan.ProposalAccepted}}
	proposals, err := every(func(page workplan.Page) (workplan.Listing[workplan.ProposalReading], error) {
		return t.ListProposals(ctx, c.actor, f, page, tracker.When{})
	})
	if err != nil {
		return err
	}
	for _, o := range proposals {
		if o.Number != p.Number {
			p.Choices["into"] = append(p.Choices["into"], option{strconv.Itoa(o.Number), c.lang.T("Proposal %s: %s", strconv.Itoa(o.Number), o.Title)})
		}
	}
	plans, err := c.drafts(p.Body)
	if err != nil || len(plans) == 0 {
		return err
	}
	var codes workplan.List
	for _, plan := range plans {
		codes = append(codes, plan.Code)
	}
	items, err := every(func(page workplan.Page) (workplan.Listing[tracker.ItemReading], error) {
		return t.ListItems(ctx, c.actor, workplan.ItemFilter{Plan: codes}, page, tracker.When{})
	}, workplan.Sort{Word: "plan"}, workplan.Sort{Word: "ref"})
	for _, i := range items {
		p.Choices["into"] = append(p.Choices["into"], option{i.Name(), c.lang.T("Item %s of %s: %s", i.Ref, p.Plans[i.Plan], i.Title)})
	}
	return err
}

// moveChoices are the windows of the body that are not over.
func (c *call) moveChoices(p *proposalActPage) error {
	windows, err := c.windowsOf(p.Body)
	for _, w := range windows {
		if workplan.MovableTo(p.ProposalReading, w.Number, contents(windows), c.site.today()) == nil {
			p.Choices["window"] = append(p.Choices["window"], option{strconv.Itoa(w.Number), c.lang.T("Window %d: %s to %s", w.Number, c.lang.Day(w.Opens), c.lang.Day(w.Closes))})
		}
	}
	return err
}

// released finds the proposals that were merged into this one.
func (c *call) released(p *proposalActPage) error {
	f := workplan.ProposalFilter{Body: workplan.List{p.Body}, State: []workplan.ProposalState{workplan.ProposalMerged}}
	merged, err := every(func(page workplan.Page) (workplan.Listing[workplan.ProposalReading], error) {
		return c.site.Tracker.ListProposals(c.Request().Context(), c.actor, f, page, tracker.When{})
	})
	for _, o := range merged {
		if d := o.Decided(); d != nil && d.IntoProposal == p.Number {
			p.Released = append(p.Released, o)
		}
	}
	return err
}

// showProposalAct shows the form of an act.
func (s *site) showProposalAct(c *call) error {
	p, err := c.proposalActForm()
	if err != nil {
		return err
	}
	if err := p.Allows(p.Act.Act); err != nil {
		return err
	}
	p.Form = editing(p.Revision())
	if p.Is(workplan.ActAccept) {
		p.Form = p.acceptance()
	}
	p.Form.only("window", p.Choices["window"])
	return c.show("proposal_act", p)
}

// decideOnProposal does what the form asks for. A merger, which nobody can take back, is first shown as it will be.
func (s *site) decideOnProposal(c *call) error {
	p, err := c.proposalActForm()
	if err != nil {
		return err
	}
	p.Form = c.sent()
	act := p.Form.Value("act")
	if p.Is(workplan.ActMerge) && act != "sure" {
		p.Sure = act != "edit" && p.Form.text("into") != "" && p.Form.text("reason") != ""
		if p.Sure || act == "edit" {
			return c.show("proposal_act", p)
		}
	}
	return write(c, &p.Form, func(ctx context.Context) (workplan.ProposalReading, error) {
		made, err := p.Act.do(ctx, s.Tracker, c.actor, p.proposalPage)
		return made, placed(err, renamed(map[string]string{"into_proposal": "into", "plan": p.placeField(), "ref": p.refField(), "objective": "stands"}))
	},
		func(r workplan.ProposalReading) string { return proposalPath(r.Number) + "?done=decided" },
		func(status int) error {
			p.Form.caughtUp(p.Revision())
			return c.page(status, "proposal_act", p)
		})
}

// placeField and refField are where the form asks for a plan, and for the reference of an item.
func (p proposalActPage) placeField() string {
	if p.Is(workplan.ActMerge) {
		return "into"
	}
	return "stands"
}

func (p proposalActPage) refField() string {
	if p.Is(workplan.ActMerge) {
		return "into"
	}
	return "ref"
}
