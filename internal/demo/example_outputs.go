package demo

import (
	"context"
	"fmt"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// output is a deliverable of the story with its stages, each recorded on a day by somebody.
type output struct {
	plan, ref string
	listed    workplan.Date
	sender    string
	workplan.NewDeliverable
	stages []step
}

type step struct {
	recorded workplan.Date
	sender   string
	workplan.NewStage
}

// brings is a deliverable that a lead lists on a day.
func brings(item, lead string, on workplan.Date, kind workplan.DeliverableKind, title string, steps ...step) output {
	plan, ref := ExampleWG+"-"+item[:7], item[8:]
	o := output{plan: plan, ref: ref, listed: on, sender: focalPoints[lead], stages: steps}
	o.Lead, o.Kind, o.Title = lead, kind, title
	for n := range o.stages {
		if o.stages[n].Lead = lead; o.stages[n].sender == "" {
			o.stages[n].sender = o.sender
		}
	}
	return o
}

// at is a stage, recorded on a day, that was reached on a date.
func at(recorded workplan.Date, s workplan.Stage, reached workplan.PartialDate, change ...func(*step)) step {
	st := step{recorded: recorded}
	st.Stage, st.ReachedOn = s, reached
	for _, c := range change {
		c(&st)
	}
	return st
}

func opens(title, path string) func(*step) {
	return func(s *step) {
		s.Links = append(s.Links, workplan.Link{Title: title, URL: "https://example.org/" + path})
	}
}

func bySecretariat(s *step) { s.sender = demoSecretariat }

func meetingOf(number int) func(*step) {
	return func(s *step) { s.Meeting = fmt.Sprintf("%s-%d", ExampleWG, number) }
}

func place(name string) func(*step) { return func(s *step) { s.Place = name } }

func mending(number int, why string) func(*step) {
	return func(s *step) { s.Corrects, s.CorrectionReason = number, why }
}

// exampleOutputs are the fictional group's deliverables, at every stage.
func exampleOutputs() []output {
	const guide, study, course, event, tool = workplan.KindGuide, workplan.KindReport, workplan.KindTraining, workplan.KindEvent, workplan.KindTool
	return []output{
		brings("2021-23/1.3", migration, "2022-10-06", study, "Study of recruitment through online job advertisements",
			at("2022-10-06", workplan.StageWorkshop, "2022-10-05", place("Greyhaven, Brennmark (fictional)")),
			at("2022-11-30", workplan.StagePublished, "2022-11-30", opens("Study of online recruitment", "studies/online-recruitment"))),
		brings("2021-23/2.1", brennmark, "2022-03-22", course, "Course of three days for first-line officers",
			at("2023-03-02", workplan.StageDelivered, "2023-02-17", opens("Final report", "training/final"))),
		brings("2021-23/3.4", migration, "2024-09-02", guide, "Checklist for safe return", at("2024-09-02", workplan.StageEndorsed, "2024-04-11", opens("Checklist for safe return", "guides/safe-return"))),
		brings("2024-26/1.2", prevention, "2025-01-21", study, "Regional picture of recruitment into online fraud", at("2025-01-21", workplan.StageToBeDeveloped, "2024-06"),
			at("2025-05-28", workplan.StagePublished, "2025-05-28", opens("Regional picture", "studies/online-fraud")),
			at("2025-11-06", workplan.StageLaunched, "2025-11-04", meetingOf(4))),
		brings("2024-26/1.5", migration, "2026-04-14", study, "Debts for recruitment", at("2026-04-14", workplan.StageWorkshop, "2026-Q1"),
			at("2026-08-18", workplan.StagePublished, "2026-08-14", opens("Debts for recruitment", "studies/debts"))),
		brings("2024-26/2.3", delmara, "2025-01-14", course, "On-line course for consular staff", at("2025-01-14", workplan.StageToBeDeveloped, "2025-01"),
			at("2026-07-07", workplan.StagePublished, "2026-07-01", opens("Lessons 1 to 5", "training/consular")),
			at("2026-07-21", "", "", mending(2, "Five of six lessons can be tried out; the course itself is not published yet.")),
			at("2026-07-21", workplan.StageWorkshop, "2026-07", place("On line"))),
		brings("2024-26/2.4", migration, "2025-09-09", guide, "Guide to interviews with an interpreter", at("2026-09-29", workplan.StageEndorsed, "2026-09", bySecretariat)),
		brings("2024-26/2.4", migration, "2026-09-22", tool, "Film of ten minutes"),
		brings("2024-26/3.2", migration, "2026-03-30", study, "Report on twenty returns", at("2026-03-30", workplan.StagePublished, "2026-03-30", opens("Report on the trial", "guides/safe-return-trial"))),
		brings("2024-26/3.5", prevention, "2026-02-03", tool, "Protocol for sensitive case files", at("2026-02-03", workplan.StageEndorsed, "2025-11-28")),
		brings("2024-26/4.1", farrowen, "2025-11-25", event, "Fifth round table, on fair recruitment",
			at("2025-11-25", workplan.StageDelivered, "2025-11-25", opens("Summary of the fifth round table", "round-table/5"))),
	}
}

// call is an opening of the story, with what was offered and what became of that.
type call struct {
	plan, ref string
	sender    string
	workplan.NewOpening
	offers []bid
	closed workplan.Date
	as     workplan.OpeningClosing
}

// bid is an offer: made on a day, and answered or taken back on another.
type bid struct {
	made    workplan.Date
	sender  string
	settled workplan.Date
	workplan.NewOffer
	answer workplan.OfferState
	note   string
}

// seeks is an opening that a lead posts on a day.
func seeks(item, lead string, on workplan.Date, kind workplan.OpeningKind, until workplan.PartialDate, what string, offers ...bid) call {
	c := call{plan: ExampleWG + "-" + item[:7], ref: item[8:], sender: focalPoints[lead], offers: offers}
	c.Lead, c.OpenedOn, c.Kind, c.Until, c.Sought = lead, on, kind, until, what
	return c
}

// offers is an offer of a member; without an answer it is pending.
func offers(member string, on workplan.Date, what string, settled workplan.Date, answer workplan.OfferState, note string) bid {
	return bid{made: on, sender: focalPoints[member], settled: settled, NewOffer: workplan.NewOffer{Member: member, Offered: what, Contact: focalPoints[member] + "@example.org"}, answer: answer, note: note}
}

// exampleOpenings are what the fictional group's leads sought, in every state.
func exampleOpenings() []call {
	const accepted, declined, takenBack = workplan.OfferAccepted, workplan.OfferDeclined, workplan.OfferTakenBack
	forFarrowen := offers(farrowen, "2026-10-20", "Two consulates of Farrowen would try the course.", "", "", "")
	forFarrowen.sender, forFarrowen.Contact = demoSecretariat, ""
	filled := seeks("2024-26/1.3", caldreth, "2024-09-17", workplan.OpeningParticipants, "", "Members that fill in the template for a year.",
		offers(migration, "2024-10-01", "We fill it in for the cases that we assist.", "2024-10-08", accepted, "Thank you."),
		offers(galvenia, "2025-02-11", "Galvenia would fill it in as an observer.", "2025-02-18", accepted, ""))
	filled.closed, filled.as = "2026-05-19", workplan.OpeningClosing{ClosedAs: workplan.ClosedFilled, ClosingNote: "Eight members fill it in."}
	return []call{
		filled,
		seeks("2024-26/2.1", delmara, "2025-03-11", workplan.OpeningHost, "2025-08", "A host for the fourth course, with a hall for thirty.",
			offers(caldreth, "2025-04-02", "A hall for twelve at the statistical office.", "2025-04-09", declined, "The hall is too small; thank you all the same.")),
		seeks("2024-26/2.3", delmara, "2026-07-07", workplan.OpeningParticipants, "2027-Q1", "Consulates that try the course before it is opened.",
			offers(harrowmere, "2026-08-11", "The consulate in Port Meridian would try it.", "2026-08-18", accepted, "Access was sent."), forFarrowen),
		seeks("2024-26/2.4", migration, "2026-09-22", workplan.OpeningHost, "2027-02", "A studio in which the film can be made.",
			offers(eskenia, "2026-10-06", "The judicial academy has a studio that is free in January.", "", "", ""),
			offers(galvenia, "2026-10-13", "A studio in Galvenia, in December.", "2026-11-10", takenBack, "The studio is let.")),
		seeks("2024-26/3.1", delmara, "2026-09-01", workplan.OpeningExpertise, "", "Forms that coast guards use in inspections."),
	}
}

// bring puts deliverables and openings into the story.
func (s *story) bring(outputs []output, calls []call) {
	for _, o := range outputs {
		number := 0
		s.then(o.listed, "deliverable "+o.Title, func(ctx context.Context, t *tracker.Tracker) error {
			d, err := t.PostDeliverable(ctx, as(o.sender), o.plan, o.ref, o.NewDeliverable)
			number = d.Number
			return err
		})
		for _, st := range o.stages {
			s.then(st.recorded, "stage of "+o.Title, func(ctx context.Context, t *tracker.Tracker) error {
				_, err := t.RecordStage(ctx, as(st.sender), o.plan, o.ref, number, st.NewStage)
				return err
			})
		}
	}
	for _, c := range calls {
		s.call(c)
	}
}

// call puts an opening with its offers into the story.
func (s *story) call(c call) {
	number := 0
	s.then(c.OpenedOn, "opening of "+c.ref, func(ctx context.Context, t *tracker.Tracker) error {
		o, err := t.SeekInvolvement(ctx, as(c.sender), c.plan, c.ref, c.NewOpening)
		number = o.Number
		return err
	})
	for _, b := range c.offers {
		offered := 0
		s.then(b.made, "offer of "+b.Member, func(ctx context.Context, t *tracker.Tracker) error {
			o, err := t.MakeOffer(ctx, as(b.sender), c.plan, c.ref, number, b.NewOffer)
			offered = o.Number
			return err
		})
		if b.settled == "" {
			continue
		}
		s.then(b.settled, "what became of the offer of "+b.Member, func(ctx context.Context, t *tracker.Tracker) (err error) {
			if b.answer == workplan.OfferTakenBack {
				_, err = t.TakeBackOffer(ctx, as(b.sender), c.plan, c.ref, number, b.Member, offered, b.note)
			} else {
				_, err = t.AnswerOffer(ctx, as(c.sender), c.plan, c.ref, number, b.Member, offered, workplan.NewAnswer{Lead: c.Lead, Answer: b.answer, Note: b.note})
			}
			return err
		})
	}
	if c.closed != "" {
		s.then(c.closed, "closing of an opening", func(ctx context.Context, t *tracker.Tracker) error {
			_, err := t.CloseOpening(ctx, as(c.sender), c.plan, c.ref, number, nil, c.as)
			return err
		})
	}
}
