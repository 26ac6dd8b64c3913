package web

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// This file is about the form in which a proposal is accepted: an item of a draft, filled with what was proposed.

// acceptanceChoices are where the item can stand, and who can have a part in it.
func (c *call) acceptanceChoices(p *proposalActPage) error {
	places, err := c.places(p.Body)
	if err != nil {
		return err
	}
	for _, o := range places {
		none := strings.HasSuffix(o.Value, "/0")
		others := slices.ContainsFunc(places, func(other option) bool { return other.Value != o.Value && planOf(other.Value) == planOf(o.Value) })
		if !none || p.Objective == 0 || !others { // what is accepted under no objective stands under the one that was proposed
			p.Choices["stands"] = append(p.Choices["stands"], o)
		}
	}
	members, err := c.standers(p.Body)
	members = including(members, p.Name, p.ProposedLead...)
	for _, field := range []string{"leads", "supporting", "partners"} {
		p.Choices[field] = members
	}
	p.Choices["nature"] = options(c.lang, []workplan.Nature{workplan.NatureOneOff, workplan.NatureContinuing})
	p.Choices["audience"] = options(c.lang, workplan.Audiences)
	return err
}

func planOf(place string) string {
	plan, _, _ := strings.Cut(place, "/")
	return plan
}

// acceptance is the form as the item would read, if it read as was proposed.
func (p proposalActPage) acceptance() sheet {
	form := editing(p.Revision(), "title", p.ProposalReading.Title, "description", p.Need, "expected_output", p.ExpectedOutput, "due", string(p.DateNeeded), "topics", strings.Join(p.Topics, "\n"),
		"nature", string(workplan.NatureOneOff))
	form.Values["leads"] = slices.Clone(p.ProposedLead)
	wanted := p.ForPlan
	if p.Window != nil {
		wanted = cmp.Or(p.Window.ForPlan, wanted)
	}
	place := ""
	for _, o := range p.Choices["stands"] {
		if o.Value == placeIn(wanted, p.Objective) || place == "" && o.Value == placeIn(planOf(o.Value), p.Objective) {
			place = o.Value
		}
	}
	form.Values.Set("stands", place)
	return form
}

// acceptProposal makes the item that the form describes.
func acceptProposal(ctx context.Context, t *tracker.Tracker, actor workplan.Actor, p proposalPage) (workplan.ProposalReading, error) {
	in, err := decisionIn(p.Form)
	if err != nil {
		return workplan.ProposalReading{}, err
	}
	plan, number, _ := strings.Cut(p.Form.text("stands"), "/")
	in.Plan = plan
	objective, _ := strconv.Atoi(number) // what is chosen is a number
	return t.AcceptProposal(ctx, actor, p.Number, p.Form.known(), workplan.Acceptance{Decision: in, Item: workplan.NewItem{Ref: p.Form.text("ref"), ItemContent: workplan.ItemContent{
		Objective: objective, Title: p.Form.text("title"), Description: p.Form.text("description"), ExpectedOutput: p.Form.text("expected_output"), Nature: workplan.Nature(p.Form.text("nature")),
		Start: p.Form.period("start"), Due: p.Form.period("due"), Audience: workplan.Audience(p.Form.text("audience")), Leads: p.Form.list("leads"),
		Supporting: p.Form.list("supporting"), Partners: p.Form.list("partners"), Topics: p.Form.rows("topics"), Note: p.Form.text("note")}}})
}
