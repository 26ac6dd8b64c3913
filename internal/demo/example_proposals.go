package demo

import (
	"context"
	"fmt"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// nextPlan is the fictional group's plan after the current one, still a draft.
const nextPlan = "example-wg-2027-29"

// draftNext drafts the next plan, takes proposals for it in spring, and decides on them in June.
func (s *story) draftNext() {
	s.then("2026-01-20", "draft "+nextPlan, func(ctx context.Context, t *tracker.Tracker) error {
		_, err := t.CreatePlan(ctx, as(demoSecretariat), workplan.NewPlan{Code: nextPlan, Body: ExampleWG, PlanContent: workplan.PlanContent{
			Title: "Forward Work Plan 2027-29 (fictional)", PeriodStart: "2027", PeriodEnd: "2029", Audience: workplan.AudienceMembers,
			Predecessor: "example-wg-2024-26", Notes: "Fictional, for demonstration.", Source: "Invented for demonstration."}})
		return err
	})
	for n, title := range []string{"Know more together", "Train and equip the front line", "Act together across borders", "Widen the circle of partners"} {
		s.then("2026-01-20", "objective "+title, func(ctx context.Context, t *tracker.Tracker) error {
			_, err := t.CreateObjective(ctx, as(demoSecretariat), nextPlan, workplan.NewObjective{ObjectiveContent: workplan.ObjectiveContent{Title: title,
				Predecessor: fmt.Sprintf("example-wg-2024-26/%d", n+1)}})
			return err
		})
	}
	s.then("2026-01-21", "open the window", func(ctx context.Context, t *tracker.Tracker) error {
		_, err := t.OpenWindow(ctx, as(demoSecretariat), ExampleWG, workplan.ProposalWindowContent{Opens: "2026-02-02", Closes: "2026-04-30", ForPlan: nextPlan,
			Title: "Forward Work Plan 2027-29", OpenTo: workplan.OpenToPartners, Meeting: "example-wg-4", Note: "Agreed at the fourth annual meeting."})
		return err
	})
	s.then("2026-04-24", "extend the window", func(ctx context.Context, t *tracker.Tracker) error {
		_, err := t.EditWindow(ctx, as(demoSecretariat), ExampleWG, 1, nil, func(w *workplan.ProposalWindowContent) error {
			w.Closes, w.Note = "2026-05-15", "Agreed at the fourth annual meeting; extended by two weeks."
			return nil
		})
		return err
	})
	s.proposeNext()
	s.decideNext()
}

// propose puts a proposal into the story, with its audience members unless it says otherwise.
func (s *story) propose(on workplan.Date, who string, in workplan.NewProposal) {
	in.Body = ExampleWG
	s.then(on, "propose "+in.Title, func(ctx context.Context, t *tracker.Tracker) error {
		_, err := t.ProposeItem(ctx, as(who), in)
		return err
	})
}

// proposeNext is what was proposed, in the order of the numbers, and who supported it.
func (s *story) proposeNext() {
	s.propose("2025-11-12", demoSecretariat, workplan.NewProposal{Meeting: "example-wg-4", ProposedOn: "2025-11-05", ProposalContent: workplan.ProposalContent{
		Title: "A youth panel that reads drafts before they are published", Need: "Several delegations said that guides are written over the heads of those whom they are for.",
		ObjectiveNote: "Widen the circle of partners", Topics: list{"youth"}, Audience: workplan.AudiencePublic}})
	s.propose("2026-02-17", demoLead, workplan.NewProposal{ProposalContent: workplan.ProposalContent{
		Title: "Peer review of labour inspection in fishing ports", Need: "Inspectors meet the same vessels in different ports and do not know what the others found.",
		ExpectedOutput: "Six reviews and a common checklist", Objective: 2, ProposedLead: list{delmara}, Topics: list{"labour exploitation", "inspection"}, DateNeeded: "2028",
		Urgency: "Before the ports are rebuilt in 2029.", Audience: workplan.AudiencePublic}})
	s.propose("2026-03-03", demoObserver, workplan.NewProposal{ProposalContent: workplan.ProposalContent{
		Title: "Exchange of staff between hotlines", Need: "Callers cross borders faster than what hotlines know of each other.", ExpectedOutput: "Twelve exchanges of two weeks",
		Objective: 3, ProposedLead: list{galvenia}, Topics: list{"victim protection"}}})
	s.propose("2026-03-10", focalPoints[eskenia], workplan.NewProposal{ProposalContent: workplan.ProposalContent{
		Title: "Moot court for young judges", Need: "New judges see their first case of this kind without having practised one.", ExpectedOutput: "One moot court a year",
		Objective: 2, ProposedLead: list{eskenia}, Topics: list{"training", "justice"}}})
	s.propose("2026-04-08", focalPoints[farrowen], workplan.NewProposal{AlthoughSimilarTo: list{"2"}, ProposalContent: workplan.ProposalContent{
		Title: "Peer review of labour inspection in trading ports", Need: "What is proposed for fishing ports is wanted in trading ports too.", Objective: 2,
		ProposedLead: list{farrowen}, Topics: list{"inspection"}}})
	s.propose("2026-04-14", demoSecretariat, workplan.NewProposal{ProposedBy: brennmark, ProposalContent: workplan.ProposalContent{
		Title: "Common register of vehicles seen at suspicious places", Need: "Patrols note the same number plates without knowing of each other.", Objective: 3, ProposedLead: list{brennmark},
		Topics: list{"information sharing"}, Audience: workplan.AudienceMembers}})
	s.propose("2026-05-05", focalPoints[migration], workplan.NewProposal{ProposalContent: workplan.ProposalContent{
		Title: "Summaries of all outputs in plain language", Need: "Field offices ask for two pages instead of eighty.", ExpectedOutput: "A summary with every output", Objective: 1,
		ProposedLead: list{migration}, Topics: list{"publications"}, Audience: workplan.AudiencePublic}})
	for _, given := range []struct {
		on     workplan.Date
		number int
		member string
		text   string
	}{
		{"2026-02-24", 2, caldreth, "Would host the first review."}, {"2026-03-02", 2, prevention, ""}, {"2026-03-17", 3, aldoria, "Would co-lead."}, {"2026-03-24", 3, delmara, ""},
		{"2026-05-12", 7, aldoria, "The bulletin would carry them."},
	} {
		s.then(given.on, fmt.Sprintf("support proposal %d", given.number), func(ctx context.Context, t *tracker.Tracker) error {
			_, err := t.SupportProposal(ctx, as(focalPoints[given.member]), given.number, workplan.NewSupport{SupportContent: workplan.SupportContent{Text: given.text}})
			return err
		})
	}
}

// decideNext is what the secretariat and co-chairs decided in June; proposals 1, 3 and 7 still wait.
func (s *story) decideNext() {
	decide := func(number int, what string, act func(context.Context, *tracker.Tracker) (workplan.ProposalReading, error)) {
		s.then("2026-06-16", fmt.Sprintf("%s proposal %d", what, number), func(ctx context.Context, t *tracker.Tracker) error {
			_, err := act(ctx, t)
			return err
		})
	}
	decide(2, "accept", func(ctx context.Context, t *tracker.Tracker) (workplan.ProposalReading, error) {
		return t.AcceptProposal(ctx, as(demoSecretariat), 2, nil, workplan.Acceptance{Item: workplan.NewItem{ItemContent: workplan.ItemContent{Supporting: list{caldreth}}},
			Decision: workplan.ProposalDecisionContent{Plan: nextPlan, Reason: "Supported by two members, one of which hosts the first review."}})
	})
	decide(5, "merge", func(ctx context.Context, t *tracker.Tracker) (workplan.ProposalReading, error) {
		return t.MergeProposal(ctx, as(demoSecretariat), 5, nil, workplan.ProposalDecisionContent{IntoProposal: 2, Reason: "One checklist for all ports; Farrowen agrees."})
	})
	decide(4, "defer", func(ctx context.Context, t *tracker.Tracker) (workplan.ProposalReading, error) {
		return t.DeferProposal(ctx, as(demoCoChair), 4, nil, workplan.ProposalDecisionContent{Reason: "To be taken up once the bench book is published."})
	})
	decide(6, "decline", func(ctx context.Context, t *tracker.Tracker) (workplan.ProposalReading, error) {
		return t.DeclineProposal(ctx, as(demoCoChair), 6, nil, workplan.ProposalDecisionContent{Reason: "Most members have no law under which such a register could be kept."})
	})
}
