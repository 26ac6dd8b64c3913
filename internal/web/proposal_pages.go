package web

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"fwptracker/internal/language"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// proposalPage is everything about one proposal: what it says, who supports it, what became of it, and what the person may do about it.
type proposalPage struct {
	workplan.ProposalReading
	Group workplan.Body
	memberNames
	Meetings meetingNames
	Plans    map[string]string
	Window   *tracker.WindowReading
	Alike    []workplan.Similar
	Into     map[int]string
	// Under is the title of the objective under which it would stand, where the plan for which it is has one; "" where it has none to be seen.
	Under string
	// Acts are what the person may do about it now, in the order of the page; Edits says whether they may change it. Among the choices, "member" are those for
	// which they may support it, "ending" those whose support they may end.
	Acts    []proposalAct
	Edits   bool
	Form    sheet
	Choices choices
}

// Path is the address of the proposal.
func (p proposalPage) Path() string { return proposalPath(p.Number) }

// ItemName is what an item is called: its ref, and of which plan it is.
func (p proposalPage) ItemName(l *language.Language, item string) string {
	return itemCalled(l, p.Plans, item)
}

// itemCalled is what an item is called among those of several plans, whose titles are known by code.
func itemCalled(l *language.Language, plans map[string]string, item string) string {
	plan, ref, _ := strings.Cut(item, "/")
	return l.T("%s of %s", ref, cmp.Or(plans[plan], plan))
}

// Onward is another proposal in which this one goes on, by its title; "" where there is none to be seen.
func (p proposalPage) Onward(number int) string { return p.Into[number] }

// showProposal shows a proposal.
func (s *site) showProposal(c *call) error {
	p, err := c.proposalPage()
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	alike, err := s.Tracker.SimilarProposals(ctx, c.actor, []string{p.Body}, p.Title, p.Need)
	if err != nil {
		return err
	}
	p.Alike = slices.DeleteFunc(alike, func(o workplan.Similar) bool { return o.Name == strconv.Itoa(p.Number) || o.Name == p.Ends.Item })
	p.Alike = p.Alike[:min(len(p.Alike), 5)]
	p.Form = blank()
	p.Form.only("member", p.Choices["member"])
	return c.show("proposal", p)
}

// proposalPage reads the proposal of the address, with what it names.
func (c *call) proposalPage() (proposalPage, error) {
	ctx, t := c.Request().Context(), c.site.Tracker
	p := proposalPage{Plans: map[string]string{}, Into: map[int]string{}, Choices: choices{}}
	number, err := strconv.Atoi(c.Param("number"))
	if err != nil {
		return p, workplan.Missing("proposal %s", c.Param("number"))
	}
	if p.ProposalReading, err = t.Proposal(ctx, c.actor, number, tracker.When{}); err != nil {
		return p, err
	}
	if p.Group, err = t.Body(ctx, c.actor, p.Body); err != nil {
		return p, err
	}
	if p.memberNames, err = t.ProposalMembers(ctx, c.actor, []workplan.ProposalReading{p.ProposalReading}); err != nil {
		return p, err
	}
	plans, err := c.plansIn(workplan.List{p.Body}, tracker.When{})
	for _, plan := range plans {
		p.Plans[plan.Code] = plan.Title
	}
	if err != nil {
		return p, err
	}
	if err := c.proposalContext(&p); err != nil {
		return p, err
	}
	for _, d := range p.Decisions {
		if d.IntoProposal > 0 {
			into, err := t.Proposal(ctx, c.actor, d.IntoProposal, tracker.When{})
			if err != nil {
				return p, err
			}
			p.Into[d.IntoProposal] = into.Title
		}
	}
	return p, c.mayDo(&p)
}

// proposalContext reads the window of a proposal, its objective, and what the meetings of its body are called, for those who may know of them.
func (c *call) proposalContext(p *proposalPage) error {
	if c.somewhere(workplan.ReadMeetings) {
		meetings, err := c.meetingsOf(p.Body)
		if err != nil {
			return err
		}
		p.Meetings, p.Choices["meeting"] = meetingNamesOf(meetings), c.meetingOptions(meetings)
	}
	plan := p.ForPlan
	if p.InWindow > 0 && c.somewhere(workplan.ReadWindows) {
		w, err := c.site.Tracker.Window(c.Request().Context(), c.actor, p.Body, p.InWindow, tracker.When{})
		if err != nil {
			return err
		}
		p.Window, plan = &w, cmp.Or(w.ForPlan, plan)
	}
	if p.Objective == 0 || plan == "" {
		return nil
	}
	objectives, err := c.site.Tracker.Objectives(c.Request().Context(), c.actor, plan, tracker.When{})
	for _, o := range objectives {
		if o.Number == p.Objective {
			p.Under = o.Title
		}
	}
	return err
}

// mayDo finds what the person may do about a proposal as it stands.
func (c *call) mayDo(p *proposalPage) error {
	for _, act := range proposalActs {
		if _, possible := workplan.ProposalMoves[p.State][act.Act]; possible && act.may(c.actor, p.Proposal) == nil {
			p.Acts = append(p.Acts, act)
		}
	}
	p.Edits = p.Editable() == nil && c.actor.Keeps(p.Proposal) == nil
	return c.maySupport(p)
}
