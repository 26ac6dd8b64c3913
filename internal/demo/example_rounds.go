package demo

import (
	"context"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// ask lets the fictional group ask its leads for reports: before its fourth meeting, in a round that is over and was once extended, and before the next
// one, in a round that is overdue as long as the demonstration is shown: some have answered, some late, some not yet. Nothing is mailed.
func (s *story) ask(today workplan.Date) {
	s.prepare("2025-09-22", workplan.RoundContent{Meeting: "example-wg-4", Opens: "2025-10-01", Due: "2025-10-20", Closes: "2025-11-03",
		Note: "Please say in each report where others can join in."})
	s.then("2025-10-17", "extend the first round", func(ctx context.Context, t *tracker.Tracker) error {
		_, err := t.EditRound(ctx, as(demoSecretariat), 1, nil, func(r *workplan.RoundContent) error {
			r.Due, r.DateReason = "2025-10-24", "Two leads asked for a few days more."
			return nil
		})
		return err
	})
	const opens workplan.Date = "2026-10-01"
	closes := min(max("2026-12-05", today.AddDays(10)), opens.AddDays(390))
	s.then("2026-09-20", "the fifth meeting", func(ctx context.Context, t *tracker.Tracker) error {
		_, err := t.CreateMeeting(ctx, as(demoSecretariat), workplan.NewMeeting{Code: "example-wg-5", Body: ExampleWG, MeetingContent: workplan.MeetingContent{Number: 5,
			Name: "Fifth Annual Meeting (fictional)", Starts: workplan.PartialDate(closes.AddDays(10)), Place: "Greyhaven, Brennmark (fictional)"}})
		return err
	})
	s.prepare("2026-09-21", workplan.RoundContent{Meeting: "example-wg-5", Opens: opens, Due: "2026-11-10", Closes: closes,
		Note: "The next plan is drafted at the meeting: say what will still be open at the end of the year."})
}

// prepare lets the secretariat prepare a round on the current plan.
func (s *story) prepare(on workplan.Date, r workplan.RoundContent) {
	r.Plans, r.Reminders, r.Escalation = list{"example-wg-2024-26"}, workplan.DefaultReminders, workplan.DefaultEscalation
	s.then(on, "a round for "+r.Meeting, func(ctx context.Context, t *tracker.Tracker) error {
		_, err := t.CreateRound(ctx, as(demoSecretariat), workplan.NewRound{Body: ExampleWG, RoundContent: r})
		return err
	})
}
