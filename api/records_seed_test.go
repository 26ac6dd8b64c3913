package api

import (
	"fmt"

	"fwptracker/internal/workplan"
)

// record adds to a meeting one entry of each part, and a decision for the chairs: it decides on the plan wg-2024 and its item 1.1.
func (s *seed) record(meeting string) *seed {
	s.Helper()
	chair := actor(s.chairs["wg"])
	_, err := s.tracker.AddSession(ctx, chair, meeting, workplan.Session{Title: "Session"})
	s.must(err)
	_, err = s.tracker.AddAgendaItem(ctx, chair, meeting, workplan.AgendaItem{Title: "Progress", Session: 1, Pointers: workplan.Pointers{Plans: workplan.List{"wg-2024"}}})
	s.must(err)
	s.recorded++
	_, err = s.tracker.RecordAttendance(ctx, chair, meeting, []workplan.Attendant{{Name: fmt.Sprintf("Institute %d", s.recorded), Kind: workplan.KindCivilSociety,
		Delegates: []workplan.Delegate{{Name: "Dora Delegate"}}}})
	s.must(err)
	for _, d := range []workplan.Decision{{Text: "The progress was noted.", Kind: workplan.DecisionNoted, Pointers: workplan.Pointers{Plans: workplan.List{"wg-2024"}, Items: workplan.List{"wg-2024/1.1"}}},
		{Text: "Among the chairs.", Audience: workplan.AudienceChairs}} {
		_, err = s.tracker.RecordDecision(ctx, chair, meeting, d)
		s.must(err)
	}
	return s
}

// adopted adopts the record of a meeting.
func (s *seed) adopted(meeting string) *seed {
	s.Helper()
	_, err := s.tracker.AdoptRecord(ctx, actor(s.chairs["wg"]), meeting, nil, workplan.NewAdoption{})
	s.must(err)
	return s
}

// corrected corrects the place in the record of a meeting.
func (s *seed) corrected(meeting, place string) *seed {
	s.Helper()
	_, err := s.tracker.IssueCorrigendum(ctx, actor(s.chairs["wg"]), meeting, nil, workplan.NewCorrigendum{Reason: "The place was wrong.",
		Correct: func(m *workplan.MeetingState) error { m.Place = place; return nil }})
	s.must(err)
	return s
}
