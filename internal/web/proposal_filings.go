package web

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// proposalForm is the form in which an item is proposed, or a proposal is edited. Of is the proposal that is edited, nil for a new one.
type proposalForm struct {
	Group   workplan.Body
	Of      *proposalPage
	Keeper  bool
	Open    *workplan.ProposalWindow
	Alike   []workplan.Similar
	Looking bool
	Form    sheet
	Choices choices
}

// FormPath is the address of the form.
func (f proposalForm) FormPath() string {
	if f.Of != nil {
		return f.Of.Path() + "/edit"
	}
	return "/proposals/new?body=" + url.QueryEscape(f.Group.Code)
}

// Back is where who gives up goes on to.
func (f proposalForm) Back() string {
	if f.Of != nil {
		return f.Of.Path()
	}
	return "/proposals"
}

// Called is what the proposal is called that is edited; "" for a new one.
func (f proposalForm) Called() string {
	if f.Of != nil {
		return strconv.Itoa(f.Of.Number)
	}
	return ""
}

// MustSay says whether what is alike must be named as another piece of work before the proposal is filed.
func (f proposalForm) MustSay(s workplan.Similar) bool { return s.Score >= workplan.SimilarFrom }

// proposalForm is the form for a new proposal for the body of the address, for those of whom it takes one now.
func (c *call) proposalForm() (proposalForm, error) {
	var f proposalForm
	var err error
	if f.Group, err = c.site.Tracker.Body(c.Request().Context(), c.actor, c.QueryParam("body")); err != nil {
		return f, err
	}
	if err := c.actor.Must(workplan.ProposeItem, workplan.Object{Body: f.Group.Code}); err != nil {
		return f, err
	}
	windows, err := c.windowsOf(f.Group.Code)
	if err != nil {
		return f, err
	}
	if err := c.actor.ProposesOn(f.Group.Code, contents(windows), c.site.today()); err != nil {
		return f, err
	}
	for _, w := range contents(windows) {
		if w.StateOn(c.site.today()) == workplan.WindowOpen {
			f.Open = &w
		}
	}
	return f, c.proposalChoices(&f)
}

// proposalChoices are what the form offers to choose from. Keepers propose for every member with a standing, others for those for which they speak.
func (c *call) proposalChoices(f *proposalForm) error {
	body := f.Group.Code
	f.Keeper = c.may(workplan.DecideProposals, body)
	members, err := c.standers(body)
	if err != nil {
		return err
	}
	f.Choices = choices{"proposed_lead": members, "proposed_by": members, "audience": options(c.lang, workplan.Audiences)}
	if !f.Keeper {
		f.Choices["proposed_by"] = c.own(body, members)
	}
	if f.Keeper {
		if f.Choices["meeting"], err = c.decidingChoices(body); err != nil {
			return err
		}
		plans, err := c.plansIn(workplan.List{body}, tracker.When{})
		for _, p := range plans {
			f.Choices["plan"] = append(f.Choices["plan"], option{p.Code, p.Title})
		}
		if err != nil {
			return err
		}
	}
	f.Choices["objective"], err = c.objectivesFor(f)
	return err
}

// objectivesFor are the objectives of the draft for which the open window is, or else of the newest draft of the body.
func (c *call) objectivesFor(f *proposalForm) ([]option, error) {
	drafts, err := c.drafts(f.Group.Code)
	if err != nil || len(drafts) == 0 {
		return nil, err
	}
	plan := drafts[0].Code
	if f.Open != nil {
		plan = cmp.Or(f.Open.ForPlan, plan)
	}
	if !slices.ContainsFunc(drafts, func(p tracker.PlanReading) bool { return p.Code == plan }) {
		return nil, nil
	}
	objectives, err := c.site.Tracker.Objectives(c.Request().Context(), c.actor, plan, tracker.When{})
	var list []option
	for _, o := range objectives {
		list = append(list, option{strconv.Itoa(o.Number), strconv.Itoa(o.Number) + ". " + o.Title})
	}
	return list, err
}

// showNewProposal shows the form for a new proposal; with a title in the address also what looks like it.
func (s *site) showNewProposal(c *call) error {
	if c.QueryParam("body") == "" {
		return c.see("/proposals")
	}
	f, err := c.proposalForm()
	if err != nil {
		return err
	}
	f.Form = blank("audience", string(workplan.AudienceMembers), "title", c.QueryParam("title"), "need", c.QueryParam("need"))
	f.Form.only("proposed_by", f.Choices["proposed_by"])
	if f.Keeper {
		f.Form.Values.Del("proposed_by")
	}
	if err := c.lookForAlike(&f); err != nil {
		return err
	}
	return c.show("proposal_form", f)
}

// lookForAlike finds what looks like the proposal in the form.
func (c *call) lookForAlike(f *proposalForm) (err error) {
	if f.Form.text("title") == "" {
		return nil
	}
	f.Alike, err = c.site.Tracker.SimilarProposals(c.Request().Context(), c.actor, []string{f.Group.Code}, f.Form.text("title"), f.Form.text("need"))
	return err
}

// fileProposal files a proposal. What looks a little like it is shown first, where the person has not seen all of that yet; for what looks much like it the
// tracker refuses, unless it is named.
func (s *site) fileProposal(c *call) error {
	f, err := c.proposalForm()
	if err != nil {
		return err
	}
	f.Form = c.sent()
	if err := c.lookForAlike(&f); err != nil {
		return err
	}
	if slices.ContainsFunc(f.Alike, func(a workplan.Similar) bool { return !f.MustSay(a) && !f.Form.Has("shown", a.Name) }) {
		f.Looking = true
		return c.show("proposal_form", f)
	}
	form := f.Form
	in := workplan.NewProposal{Body: f.Group.Code, ProposedBy: form.text("proposed_by"), Meeting: form.text("meeting"), ForPlan: form.text("plan"), ProposedOn: workplan.Date(form.text("proposed_on")),
		AlthoughSimilarTo: form.list("although_similar_to")}
	var faults workplan.Faults
	in.ProposalContent = proposalIn(form, &faults)
	return write(c, &f.Form, func(ctx context.Context) (workplan.ProposalReading, error) {
		if err := faults.Err(); err != nil {
			return workplan.ProposalReading{}, err
		}
		made, err := s.Tracker.ProposeItem(ctx, c.actor, in)
		if refused := (*workplan.Error)(nil); errors.As(err, &refused) && len(refused.Similar) > 0 {
			f.Looking = true
		}
		return made, err
	}, func(p workplan.ProposalReading) string { return proposalPath(p.Number) + "?done=filed" },
		func(status int) error {
			if f.Looking {
				f.Form.Errors.Detail = workplan.Say("It looks like what is named below. Support or join what is there; or, if yours is another piece of work, say so below.")
			}
			return c.page(status, "proposal_form", f)
		})
}

// proposalIn is what the form says that is proposed.
func proposalIn(form sheet, f *workplan.Faults) workplan.ProposalContent {
	return workplan.ProposalContent{Title: form.text("title"), Need: form.text("need"), ExpectedOutput: form.text("expected_output"), Objective: form.number("objective", f),
		ObjectiveNote: form.text("objective_note"), ProposedLead: form.list("proposed_lead"), Topics: form.rows("topics"), StrategyAreas: form.rows("strategy_areas"), Urgency: form.text("urgency"),
		DateNeeded: form.period("date_needed"), Audience: workplan.Audience(form.text("audience")), Source: form.text("source")}
}

// editedProposal is the form for a proposal of the address, for those who keep it.
func (c *call) editedProposal() (proposalForm, error) {
	p, err := c.proposalPage()
	if err != nil {
		return proposalForm{}, err
	}
	f := proposalForm{Group: p.Group, Of: &p}
	if p.Window != nil {
		f.Open = &p.Window.ProposalWindow
	}
	if err := c.actor.Keeps(p.Proposal); err != nil {
		return f, err
	}
	if err := c.proposalChoices(&f); err != nil {
		return f, err
	}
	f.Choices["proposed_lead"] = including(f.Choices["proposed_lead"], p.Name, p.ProposedLead...)
	f.Choices["objective"] = including(f.Choices["objective"], nil, numeral(p.Objective))
	return f, nil
}

// showProposalEdit shows the form for a proposal that is there.
func (s *site) showProposalEdit(c *call) error {
	f, err := c.editedProposal()
	if err != nil {
		return err
	}
	if err := f.Of.Editable(); err != nil {
		return err
	}
	p := f.Of.ProposalContent
	f.Form = editing(f.Of.Revision(), "title", p.Title, "need", p.Need, "expected_output", p.ExpectedOutput, "objective_note", p.ObjectiveNote, "topics", strings.Join(p.Topics, "\n"),
		"strategy_areas", strings.Join(p.StrategyAreas, "\n"), "urgency", p.Urgency, "date_needed", string(p.DateNeeded), "audience", string(p.Audience), "source", p.Source)
	if p.Objective > 0 {
		f.Form.Values.Set("objective", strconv.Itoa(p.Objective))
	}
	f.Form.Values["proposed_lead"] = slices.Clone(p.ProposedLead)
	return c.show("proposal_form", f)
}

// editProposal changes what a proposal says.
func (s *site) editProposal(c *call) error {
	f, err := c.editedProposal()
	if err != nil {
		return err
	}
	f.Form = c.sent()
	form := f.Form
	return write(c, &f.Form, func(ctx context.Context) (workplan.ProposalReading, error) {
		return s.Tracker.EditProposal(ctx, c.actor, f.Of.Number, form.known(), func(p *workplan.ProposalContent) error {
			var faults workplan.Faults
			*p = proposalIn(form, &faults)
			return faults.Err()
		})
	}, func(p workplan.ProposalReading) string { return proposalPath(p.Number) + "?done=kept" },
		func(status int) error {
			f.Form.caughtUp(f.Of.Revision())
			return c.page(status, "proposal_form", f)
		})
}
