package tracker

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// ListProposals lists the proposals that the actor may see, as they stood, decided and withdrawn ones too. Who may: whoever a proposal's audience lets in;
// the focal points of the member whose it is always.
func (t *Tracker) ListProposals(ctx context.Context, actor workplan.Actor, f workplan.ProposalFilter, page workplan.Page, when When) (workplan.Listing[workplan.ProposalReading], error) {
	var list workplan.Listing[workplan.ProposalReading]
	of := func(*store.Tx, workplan.Sight) ([]string, error) { return f.Body, nil }
	err := t.readProposals(ctx, actor, of, when, func(rows []workplan.ProposalReading) (err error) {
		rows = slices.DeleteFunc(rows, func(p workplan.ProposalReading) bool {
			return !f.Keeps(p) || !store.Matches(f.Query, append([]string{strconv.Itoa(p.Number), p.Title, p.Need, p.ExpectedOutput}, p.Topics...)...)
		})
		list, err = pageOf(rows, sorted(page, workplan.ProposalSorts), map[string]func(workplan.ProposalReading) string{
			"number":   func(p workplan.ProposalReading) string { return fmt.Sprintf("%010d", p.Number) },
			"proposed": func(p workplan.ProposalReading) string { return string(p.ProposedOn) },
			"decided":  decidedOn,
			"supports": func(p workplan.ProposalReading) string { return fmt.Sprintf("%05d", len(p.Supporting())) },
			"title":    func(p workplan.ProposalReading) string { return store.Fold(p.Title) },
		}, "number")
		return err
	})
	return badCursor(list, err)
}

func decidedOn(p workplan.ProposalReading) string {
	if d := p.Decided(); d != nil {
		return string(d.EffectiveOn)
	}
	return ""
}

// Proposal reads one proposal by its number, as it stood. Who may: as for [Tracker.ListProposals].
func (t *Tracker) Proposal(ctx context.Context, actor workplan.Actor, number int, when When) (workplan.ProposalReading, error) {
	var p workplan.ProposalReading
	of := func(tx *store.Tx, s workplan.Sight) ([]string, error) {
		body, err := tx.BodyOfProposal(s, number)
		body, err = found(body, err, "proposal %d", number)
		return []string{body}, err
	}
	err := t.readProposals(ctx, actor, of, when, func(rows []workplan.ProposalReading) (err error) {
		p, err = proposalNumbered(rows, number)
		return err
	})
	return p, err
}

func proposalNumbered(rows []workplan.ProposalReading, number int) (workplan.ProposalReading, error) {
	n := slices.IndexFunc(rows, func(p workplan.ProposalReading) bool { return p.Number == number })
	if n < 0 {
		return workplan.ProposalReading{}, workplan.Missing("proposal %d", number)
	}
	return rows[n], nil
}

// readProposals runs a reading of the proposals, of the bodies where of names any, that the actor may see, as they stood.
func (t *Tracker) readProposals(ctx context.Context, actor workplan.Actor, of func(*store.Tx, workplan.Sight) ([]string, error), when When, with func([]workplan.ProposalReading) error) error {
	if err := mayBrowse(actor); err != nil {
		return err
	}
	return t.snapshot(ctx, when.KnownAt, func(tx *store.Tx) error {
		sight := actor.Sight()
		v, err := t.view(tx, sight, when)
		if err != nil {
			return err
		}
		bodies, err := of(tx, sight)
		if err != nil {
			return err
		}
		rows, err := proposalsAt(tx, sight, sight, bodies, v)
		if err != nil {
			return err
		}
		return with(rows)
	})
}

// proposalsAt reads proposals, of the bodies where any are named, as they stood in the view, as far as the sight reaches in it, of those that another
// reaches today; and of what they name, what the sight reaches.
func proposalsAt(tx *store.Tx, today, sight workplan.Sight, bodies []string, v workplan.View) ([]workplan.ProposalReading, error) {
	rows, err := proposalsReplayed(tx, today, sight, bodies, v)
	if err != nil {
		return nil, err
	}
	return rows, veil(tx, today, sight, rows, v)
}

// proposalsReplayed is proposalsAt with all that the proposals name, for rules.
func proposalsReplayed(tx *store.Tx, today, sight workplan.Sight, bodies []string, v workplan.View) ([]workplan.ProposalReading, error) {
	src, err := tx.Proposals(today, bodies)
	if err != nil {
		return nil, err
	}
	if src.Proposals, err = proposalLog.at(tx, src.Proposals, v); err != nil {
		return nil, err
	}
	src.Proposals = slices.DeleteFunc(src.Proposals, func(p workplan.Proposal) bool { return !sight.SeesProposal(p.Body, p.Audience, p.ProposedBy) })
	return workplan.ReplayProposals(src, v), nil
}

// veil takes out of proposals the plans, items and other proposals that the sight does not reach in the view, or another one today, and items that are
// no longer there.
func veil(tx *store.Tx, today, sight workplan.Sight, rows []workplan.ProposalReading, v workplan.View) error {
	var plans, items []string
	numbers := map[int]bool{}
	for _, p := range rows {
		plans, numbers[p.Number] = append(plans, p.ForPlan), true
		for _, d := range p.Decisions {
			items = append(items, d.Item())
		}
		for _, name := range p.AlthoughSimilarTo {
			if _, item := workplan.ParseSimilarName(name); item != "" {
				items = append(items, item)
			}
		}
	}
	seenPlans, err := plansNamed(tx, today, sight, plans, v)
	if err != nil {
		return err
	}
	seenItems, err := itemsNamedAt(tx, today, sight, items, v)
	if err != nil {
		return err
	}
	for n := range rows {
		p := &rows[n]
		if _, there := seenPlans[p.ForPlan]; !there {
			p.ForPlan = ""
		}
		for d := range p.Decisions {
			if of := &p.Decisions[d]; !has(seenItems, of.Item()) {
				of.Plan, of.Ref = "", ""
			}
			if !numbers[p.Decisions[d].IntoProposal] {
				p.Decisions[d].IntoProposal = 0
			}
		}
		if !has(seenItems, p.Ends.Item) {
			p.Ends.Item = ""
		}
		p.AlthoughSimilarTo = slices.DeleteFunc(slices.Clone(p.AlthoughSimilarTo), func(name string) bool {
			number, item := workplan.ParseSimilarName(name)
			return !numbers[number] && !has(seenItems, item)
		})
	}
	return nil
}

// ItemProposals reads, by the names of items, the proposals that went on in them and that the actor may see, as they stood. Who may: whoever may read
// the items.
func (t *Tracker) ItemProposals(ctx context.Context, actor workplan.Actor, items []ItemReading) (map[string][]workplan.ProposalReading, error) {
	byItem := map[string][]workplan.ProposalReading{}
	if len(items) == 0 {
		return byItem, nil
	}
	var bodies []string
	for _, i := range items {
		bodies = append(bodies, i.Body)
	}
	err := t.store.Snapshot(ctx, func(tx *store.Tx) error {
		sight := actor.Sight()
		rows, err := proposalsAt(tx, sight, sight, distinct(bodies), items[0].View)
		for _, p := range rows {
			if p.Ends.Item != "" {
				byItem[p.Ends.Item] = append(byItem[p.Ends.Item], p)
			}
		}
		return err
	})
	return byItem, err
}

// EditProposal changes what an open proposal says, of which the sender knows one of the versions. Who may: see [workplan.Actor.Keeps].
func (t *Tracker) EditProposal(ctx context.Context, actor workplan.Actor, number int, known []int64, edit func(*workplan.ProposalContent) error) (workplan.ProposalReading, error) {
	return write(ctx, t, actor, ofProposal(number), func(c *change) (workplan.ProposalReading, error) {
		r, _, err := c.proposal(number)
		if err != nil {
			return r, err
		}
		if err := c.actor.Keeps(r.Proposal); err != nil {
			return r, err
		}
		if err := unchanged(r.Revision(), known, "proposal"); err != nil {
			return r, err
		}
		if err := r.Editable(); err != nil {
			return r, err
		}
		p := r.Proposal
		err = editing[workplan.ProposalContent]{
			subject: proposalSubject(p), stamp: &p.Stamp, content: &p.ProposalContent, edit: edit,
			faults: r.EditFaults,
			refers: func(before, after workplan.ProposalContent) (workplan.Faults, error) {
				return c.leadsKnown(after.ProposedLead)
			},
			save: func() error { return c.ChangeProposal(p, c.at) },
		}.apply(c)
		if err != nil {
			return r, err
		}
		return c.shown(number)
	})
}

// proposal loads a proposal that the actor may see, among all of its body that it may see.
func (c *change) proposal(number int) (workplan.ProposalReading, []workplan.ProposalReading, error) {
	body, err := c.BodyOfProposal(c.sight, number)
	if body, err = found(body, err, "proposal %d", number); err != nil {
		return workplan.ProposalReading{}, nil, err
	}
	all, err := proposalsReplayed(c.Tx, c.sight, c.sight, []string{body}, c.now())
	if err != nil {
		return workplan.ProposalReading{}, nil, err
	}
	p, err := proposalNumbered(all, number)
	return p, all, err
}

// shown is a proposal as the actor is answered of it after a write.
func (c *change) shown(number int) (workplan.ProposalReading, error) {
	_, all, err := c.proposal(number)
	if err != nil {
		return workplan.ProposalReading{}, err
	}
	if err := veil(c.Tx, c.sight, c.sight, all, c.now()); err != nil {
		return workplan.ProposalReading{}, err
	}
	return proposalNumbered(all, number)
}

// leadsKnown lists the proposed leads that the register does not have.
func (c *change) leadsKnown(leads workplan.List) (workplan.Faults, error) {
	var f workplan.Faults
	members, err := c.HoldMembers(distinct(leads))
	for n, code := range leads {
		if _, ok := members[code]; !ok {
			f.Add("/proposed_lead/"+strconv.Itoa(n), "unknown", "the register has no member %q", code)
		}
	}
	return f, err
}

func ofProposal(number int) lock {
	return func(tx *store.Tx) (store.AuditHead, error) {
		head, err := tx.LockChainOfProposal(number)
		return found(head, err, "proposal %d", number)
	}
}

func proposalSubject(p workplan.Proposal) subject {
	object := workplan.Object{Body: p.Body}
	if p.ProposedBy != "" {
		object.Leads = workplan.List{p.ProposedBy}
	}
	return subject{noun: workplan.NounProposal, name: strconv.Itoa(p.Number), right: workplan.ProposeItem, object: object}
}
