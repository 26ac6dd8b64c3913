package tracker

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// ProposeItem makes a proposal. It needs a window that is open on its day and takes proposals of the sender's circle; the keepers of the body may record
// what was voiced at a meeting at any time, and what came to them on an earlier day. What looks like it and is not acknowledged refuses it. Its audience
// is members unless the sender says otherwise. Who may: see [workplan.Actor.Proposes].
func (t *Tracker) ProposeItem(ctx context.Context, actor workplan.Actor, in workplan.NewProposal) (workplan.ProposalReading, error) {
	in.Audience = cmp.Or(in.Audience, workplan.AudienceMembers)
	f := in.Faults(t.Today())
	return write(ctx, t, actor, inBody(in.Body, f), func(c *change) (workplan.ProposalReading, error) {
		as, more, err := c.actor.Proposes(in)
		if err != nil {
			return workplan.ProposalReading{}, err
		}
		known, err := proposalsReplayed(c.Tx, c.sight, c.sight, []string{in.Body}, c.now())
		if err != nil {
			return workplan.ProposalReading{}, err
		}
		refers, err := c.proposalRefers(in, known)
		if err != nil {
			return workplan.ProposalReading{}, err
		}
		if err := slices.Concat(f, more, refers).Err(); err != nil {
			return workplan.ProposalReading{}, err
		}
		window, err := c.windowFor(in, as)
		if err != nil {
			return workplan.ProposalReading{}, err
		}
		if err := c.acknowledged(in, known); err != nil {
			return workplan.ProposalReading{}, err
		}
		p := workplan.Proposal{Stamp: c.stamp(), Body: in.Body, ProposalContent: in.ProposalContent, ProposalMaking: workplan.ProposalMaking{
			Origin: as.Origin, ProposedBy: as.Member, OnBehalf: as.OnBehalf, EnteredBy: c.actor.Label(), ProposedOn: cmp.Or(in.ProposedOn, c.today),
			Meeting: in.Meeting, InWindow: window, ForPlan: in.ForPlan, AlthoughSimilarTo: in.AlthoughSimilarTo}}
		if err := c.AddProposal(&p); err != nil {
			return workplan.ProposalReading{}, err
		}
		s := proposalSubject(p)
		fields := workplan.AllFields(p.Record())
		e := s.event("create", nil, fields)
		if p.OnBehalf {
			e.onBehalfOf = p.ProposedBy
		}
		c.log(e)
		if err := c.record(s.noun, p.ID, "", fields); err != nil {
			return workplan.ProposalReading{}, err
		}
		return c.shown(p.Number)
	})
}

// proposalRefers lists the references of a new proposal that lead nowhere.
func (c *change) proposalRefers(in workplan.NewProposal, known []workplan.ProposalReading) (workplan.Faults, error) {
	f, err := c.leadsKnown(in.ProposedLead)
	if err != nil {
		return nil, err
	}
	more, err := c.meetingOf(in.Body, "/meeting", in.Meeting)
	if err != nil {
		return nil, err
	}
	f = append(f, more...)
	if members, err := c.HoldMembers(distinct([]string{in.ProposedBy})); err != nil {
		return nil, err
	} else if _, ok := members[in.ProposedBy]; in.ProposedBy != "" && !ok {
		f.Add("/proposed_by", "unknown", "the register has no member %q", in.ProposedBy)
	}
	if in.ForPlan != "" {
		p, err := c.plan(in.ForPlan)
		if workplan.KindOf(err) == workplan.NotFound || err == nil && p.Body != in.Body {
			f.Add("/plan", "unknown", "%s has no plan %q that you may see", in.Body, in.ForPlan)
		} else if err != nil {
			return nil, err
		}
	}
	var names []string
	for _, name := range in.AlthoughSimilarTo {
		_, item := workplan.ParseSimilarName(name)
		names = append(names, item)
	}
	items, err := itemsNamedAt(c.Tx, c.sight, c.sight, names, c.now())
	for n, name := range in.AlthoughSimilarTo {
		number, item := workplan.ParseSimilarName(name)
		if _, err := proposalNumbered(known, number); (number > 0 && err != nil) || (item != "" && items[item].plan.Body != in.Body) {
			f.Add("/although_similar_to/"+strconv.Itoa(n), "unknown", "%s has no proposal or item %q that you may see", in.Body, name)
		}
	}
	return f, err
}

// windowFor finds the window in which a proposal is made, 0 where none is open and none is needed.
func (c *change) windowFor(in workplan.NewProposal, as workplan.Keeping) (int, error) {
	if in.Meeting != "" && in.ForPlan != "" {
		return 0, nil // for a plan that no window decides
	}
	windows, err := c.WindowsOf(in.Body)
	if err != nil {
		return 0, err
	}
	on := cmp.Or(in.ProposedOn, c.today)
	w, err := workplan.WindowOn(in.Body, windows, on)
	switch {
	case err != nil && in.Meeting != "":
		return 0, nil
	case err != nil:
		return 0, err
	case in.Meeting != "":
		return w.Number, nil
	}
	if as.Origin == workplan.ProposedByMember && as.Standing == "" { // a keeper proposes, for an own member or on behalf of another
		if as.Standing, err = c.standingOf(in.Body, as.Member, on); err != nil {
			return 0, err
		}
	}
	who := workplan.Wrote(as.Member)
	if as.Member == "" {
		who = workplan.Say("you, for no member,")
	}
	return w.Number, w.Admits(who, as.Standing)
}

// standingOf is the standing of a member in a body on a day; for one that has none nobody proposes or supports.
func (c *change) standingOf(body, member string, on workplan.Date) (workplan.MembershipRole, error) {
	rows, err := c.MembershipsOf(body)
	for _, m := range rows {
		if m.Member == member && m.HoldsOn(on) {
			return m.Role, err
		}
	}
	return "", cmp.Or(err, workplan.Refused("%s has no standing in %s on %s. Enter its standing, or record what it voiced at a meeting as a proposal of its own.", member, body, on))
}

// acknowledged refuses a proposal that looks like what the sender may see in the body and does not name.
func (c *change) acknowledged(in workplan.NewProposal, known []workplan.ProposalReading) error {
	texts, err := comparedTexts(c.Tx, c.sight, []string{in.Body}, known)
	if err != nil {
		return err
	}
	return workplan.Acknowledged(workplan.SimilarTo(in.Title, in.Need, texts, workplan.SimilarFrom, store.Fold), in.AlthoughSimilarTo)
}

// SimilarProposals lists the open items and the proposals that look like what is to be proposed, of the bodies where any are named, the most alike first.
// Who may: whoever may browse; it tells of what the actor may see.
func (t *Tracker) SimilarProposals(ctx context.Context, actor workplan.Actor, bodies []string, title, need string) ([]workplan.Similar, error) {
	if err := mayBrowse(actor); err != nil {
		return nil, err
	}
	var similar []workplan.Similar
	err := t.store.Snapshot(ctx, func(tx *store.Tx) error {
		sight := actor.Sight()
		known, err := proposalsAt(tx, sight, sight, bodies, workplan.View{AsOf: t.Today(), Current: true})
		if err != nil {
			return err
		}
		texts, err := comparedTexts(tx, sight, bodies, known)
		similar = workplan.SimilarTo(title, need, texts, workplan.SimilarShown, store.Fold)
		similar = similar[:min(len(similar), workplan.MaxSimilar)]
		return err
	})
	return similar, err
}

// comparedTexts lists the texts of open items and of proposals, of the bodies where any are named. A proposal that was withdrawn is left out, and one
// that goes on in what is listed itself.
func comparedTexts(tx *store.Tx, s workplan.Sight, bodies []string, known []workplan.ProposalReading) ([]workplan.ComparedText, error) {
	items, err := tx.OpenItemsOf(s, bodies)
	var texts []workplan.ComparedText
	there := map[string]bool{}
	for _, i := range items {
		there[i.Name()] = true
		texts = append(texts, workplan.ComparedText{Need: i.Description, Similar: workplan.Similar{Kind: workplan.SimilarItem, Name: i.Name(), Body: i.PlanBody, Title: i.Title, State: string(i.Status)}})
	}
	return append(texts, proposalTexts(known, bodies, there)...), err
}

// proposalTexts lists the texts of proposals as [comparedTexts] does; the items beside which they are listed are named.
func proposalTexts(known []workplan.ProposalReading, bodies []string, beside map[string]bool) []workplan.ComparedText {
	var texts []workplan.ComparedText
	for _, p := range known {
		elsewhere := p.Ends.Proposal != p.Number || p.Ends.Item != "" && beside[p.Ends.Item]
		if elsewhere || p.State == workplan.ProposalWithdrawn || len(bodies) > 0 && !slices.Contains(bodies, p.Body) {
			continue
		}
		texts = append(texts, workplan.ComparedText{Need: p.Need, Similar: workplan.Similar{Kind: workplan.SimilarProposal, Name: strconv.Itoa(p.Number), Body: p.Body,
			Title: p.Title, State: string(p.State)}})
	}
	return texts
}
