package web

import (
	"context"
	"slices"

	"fwptracker/internal/workplan"
)

// maySupport finds for which members the person may support a proposal, and whose support they may end: their own members', and for the secretariat that of
// all who stand in the body.
func (c *call) maySupport(p *proposalPage) error {
	if p.State != workplan.ProposalOpen && p.State != workplan.ProposalDeferred {
		return nil
	}
	list, err := c.spokenFor(p.Body)
	supporting := p.Supporting()
	for _, o := range list {
		switch {
		case supporting.Has(o.Value):
			p.Choices["ending"] = append(p.Choices["ending"], o)
		case o.Value != p.ProposedBy:
			p.Choices["member"] = append(p.Choices["member"], o)
		}
	}
	return err
}

// spokenFor are the members for which the person may support proposals of a body.
func (c *call) spokenFor(body string) ([]option, error) {
	if c.actor.OnBehalf(workplan.SupportProposal, body) {
		return c.standers(body)
	}
	var list []option
	for _, code := range c.actor.MembersIn(body) {
		if !c.actor.May(workplan.SupportProposal, workplan.Object{Body: body, Leads: workplan.List{code}}).Allowed {
			continue
		}
		m, err := c.site.Tracker.Member(c.Request().Context(), c.actor, code)
		if err != nil {
			return nil, err
		}
		list = append(list, option{code, m.Label()})
	}
	return list, nil
}

// supportPage is the form in which support of a proposal is given or ended.
type supportPage struct {
	proposalPage
	Ends     bool
	OnBehalf bool
}

// Offered are the members of the form.
func (p supportPage) Offered() []option {
	if p.Ends {
		return p.Choices["ending"]
	}
	return p.Choices["member"]
}

// supportForm is the page of the form, for those who may support proposals of the body.
func (c *call) supportForm(ends bool) (supportPage, error) {
	of, err := c.proposalPage()
	p := supportPage{proposalPage: of, Ends: ends}
	if err != nil {
		return p, err
	}
	p.OnBehalf = c.actor.OnBehalf(workplan.SupportProposal, p.Body)
	return p, c.actor.Must(workplan.SupportProposal, workplan.Object{Body: p.Body})
}

// showSupportForm shows the form in which support is given; showTakingBack that in which it is ended.
func (s *site) showSupportForm(c *call) error { return c.showSupport(false) }
func (s *site) showTakingBack(c *call) error  { return c.showSupport(true) }

func (c *call) showSupport(ends bool) error {
	p, err := c.supportForm(ends)
	if err != nil {
		return err
	}
	p.Form = blank("member", c.QueryParam("member"))
	p.Form.only("member", p.Offered())
	return c.show("support_form", p)
}

// supportProposal records that a member supports the proposal; takeBackSupport that it does no more.
func (s *site) supportProposal(c *call) error { return c.sendSupport(false) }
func (s *site) takeBackSupport(c *call) error { return c.sendSupport(true) }

func (c *call) sendSupport(ends bool) error {
	p, err := c.supportForm(ends)
	if err != nil {
		return err
	}
	p.Form = c.sent()
	form := p.Form
	in := workplan.NewSupport{Member: form.text("member"), SupportContent: workplan.SupportContent{Text: form.text("text"), EffectiveOn: workplan.Date(form.text("effective_on"))}}
	do, done := c.site.Tracker.SupportProposal, "supported"
	if ends {
		do, done = c.site.Tracker.WithdrawSupport, "taken-back"
	}
	return write(c, &p.Form, func(ctx context.Context) (workplan.ProposalReading, error) { return do(ctx, c.actor, p.Number, in) },
		func(workplan.ProposalReading) string { return p.Path() + "?done=" + done },
		func(status int) error { return c.page(status, "support_form", p) })
}

// TakesBack says whether the person may end a support.
func (p proposalPage) TakesBack(s workplan.SupportReading) bool {
	return s.Withdrawal == nil && slices.ContainsFunc(p.Choices["ending"], func(o option) bool { return o.Value == s.Member })
}
