package demo

import (
	"context"
	"fmt"
	"strings"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// endorsements says, by the title of each plan, under which code it is kept, which plan it builds on, and how it was endorsed as far as
// that is recorded.
var endorsements = map[string]struct {
	code, predecessor string
	workplan.Endorsement
}{
	"Forward Work Plan 2015-17": {"wg-tip-2015-17", "", workplan.Endorsement{On: "2015-03-27", Meeting: "wg-tip-1",
		Note: "The source says that the plan was finalised."}},
	"Forward Work Plan 2017-19": {"wg-tip-2017-19", "", workplan.Endorsement{On: "2017-05-26", Meeting: "wg-tip-3",
		Note: "The source says that the priorities and action items were agreed."}},
	"Forward Work Plan 2021-23": {"wg-tip-2021-23", "", workplan.Endorsement{
		Note: "No date of endorsement is recorded in the sources; the plan is described as released in 2022."}},
	"Forward Work Plan 2024-2026": {"wg-tip-2024-26", "wg-tip-2021-23", workplan.Endorsement{On: "2024-11", Meeting: "wg-tip-10",
		Note: "Endorsed at the Tenth Annual Meeting; the day of the meeting is not stated and the year is inferred."}},
	"TEG-RR Forward Work Plan": {"teg-rr-fwp", "", workplan.Endorsement{On: "2024-08", Note: "The source says that the plan was approved; its contents are not recorded."}},
}

// enterPlan enters a plan with what is known to stand in it, endorses it, and reports what is known of its items.
func enterPlan(ctx context.Context, t *tracker.Tracker, f facts, p plan) error {
	keeper, e := as(demoKeeper), endorsements[p.Title]
	if _, err := t.CreatePlan(ctx, keeper, p.entry(f)); err != nil {
		return err
	}
	for n, o := range p.Objectives {
		if _, err := t.CreateObjective(ctx, keeper, e.code, o.entry(n+1)); err != nil {
			return fmt.Errorf("objective %q: %w", o.Title, err)
		}
	}
	var items []tracker.ItemReading
	if len(p.Items) > 0 {
		entries := make([]workplan.NewItem, len(p.Items))
		for n, i := range p.Items {
			entries[n] = i.entry(f)
		}
		var err error
		if items, err = t.CreateItems(ctx, keeper, e.code, entries); err != nil {
			return err
		}
	}
	if _, err := t.EndorsePlan(ctx, keeper, e.code, nil, e.Endorsement); err != nil {
		return err
	}
	for n, i := range p.Items {
		for _, u := range i.updates(e.On.First()) {
			if _, err := t.PostStatusUpdate(ctx, keeper, e.code, items[n].Ref, nil, workplan.NewStatusUpdate{UpdateContent: u}); err != nil {
				return fmt.Errorf("update of %q: %w", i.Title, err)
			}
		}
		if err := enterDeliverable(ctx, t, f, e.code, items[n].Ref, i); err != nil {
			return fmt.Errorf("deliverable of %q: %w", i.Title, err)
		}
	}
	return enterProposals(ctx, t, f, p)
}

func (p plan) entry(f facts) workplan.NewPlan {
	e := endorsements[p.Title]
	approved := ""
	if p.ApprovedOn != "" {
		approved = "Approved in " + string(p.ApprovedOn)
	}
	return workplan.NewPlan{Code: e.code, Body: f.bodyCode(p.Body), PlanContent: workplan.PlanContent{
		Title: p.Title, PeriodStart: p.PeriodStart, PeriodEnd: p.PeriodEnd, Audience: workplan.AudiencePublic, Predecessor: e.predecessor,
		Notes: sentences(p.Notes, told("Basis of the period: ", p.PeriodBasis), approved,
			told("On the objectives: ", p.ObjectivesNote), told("Action item leads that reported: ", strings.Join(p.ReportingLeads, ", "))),
		Source: sources(p.Source, p.LivingDocumentSource, p.ReportingLeadsSource, p.EndorsedSource),
	}}
}

// entry is the objective under the number that the source gives, or its place in the list.
func (o objective) entry(place int) workplan.NewObjective {
	if o.Order == 0 {
		o.Order = place
	}
	return workplan.NewObjective{Number: o.Order, ObjectiveContent: workplan.ObjectiveContent{
		Title: o.Title, Description: titleBases[o.TitleBasis], Source: source(o.Source)}}
}

// continuing are the items of which the work is known to recur from plan to plan without an end.
var continuing = map[string]bool{
	"Expand promotion and use of the Bali Process policy guides": true,
	"Share information on regional trends and best practice":     true,
}

// entry is the item. Hosts, deliverers and implementers are partners: the sources name a lead for one item only.
func (i item) entry(f facts) workplan.NewItem {
	in := workplan.NewItem{ItemContent: workplan.ItemContent{
		Title: i.Title, Description: i.Evidence, Nature: workplan.NatureOneOff, Topics: i.Topics, Source: sources(i.Source, i.FurtherSource)}}
	notes := []string{titleBases[i.TitleBasis], planLinks[i.PlanLink], i.PlanLinkNote}
	if i.Lead != "" {
		in.Leads = list{f.memberCode(i.Lead)}
	}
	partner := func(shorts []string, words string) {
		in.Partners = append(in.Partners, f.memberCodes(shorts)...)
		notes = append(notes, strings.Join(shorts, " and ")+": "+words)
	}
	if len(i.Hosts) > 0 {
		partner(i.Hosts, "named by the source as host; no lead is recorded")
	}
	if i.DeliveredBy != "" {
		partner([]string{i.DeliveredBy}, "named by the source as delivering; no lead is recorded")
	}
	if i.Implementing != "" {
		partner([]string{i.Implementing}, "named by the source as implementing partner")
	}
	if i.HostsSource != "" {
		notes = append(notes, "Source of the hosts: "+i.HostsSource)
	}
	if continuing[i.Title] {
		in.Nature = workplan.NatureContinuing
		notes = append(notes, "Entered as continuing because the work recurs from plan to plan; the source does not say so")
	} else if i.Status != workplan.StatusCompleted {
		notes = append(notes, "Entered as one-off; the source does not say whether the work ends")
	}
	if i.Status == "" {
		notes = append(notes, "No status is recorded in the sources")
	}
	in.Note = sentences(notes...)
	return in
}
