package demo

import (
	"context"
	"fmt"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// gathering is an annual meeting of the story: entered some weeks before, with its record, which was entered when it was over.
type gathering struct {
	entered  workplan.Date
	recorded workplan.Date
	meeting  workplan.MeetingContent
	sessions []workplan.Session
	agenda   []workplan.AgendaItem
	attended []workplan.Attendant
	decided  []workplan.Decision
	reported workplan.LeadReports
}

// meet holds the annual meetings. The record of the second was adopted at the third, and corrected afterwards.
func (s *story) meet() {
	for n, g := range []gathering{firstMeeting(), secondMeeting(), thirdMeeting(), fourthMeeting()} {
		g.meeting.Number = n + 1
		s.hold(g, fmt.Sprintf("%s-%d", ExampleWG, n+1))
	}
	adopted := workplan.NewAdoption{On: "2024-02-21", At: ExampleWG + "-3", Note: "Adopted without change."}
	s.then("2024-02-23", "adopt the record of the second meeting", func(ctx context.Context, t *tracker.Tracker) error {
		_, err := t.AdoptRecord(ctx, as(demoCoChair), ExampleWG+"-2", nil, adopted)
		return err
	})
	s.then("2024-03-12", "correct the record of the second meeting", func(ctx context.Context, t *tracker.Tracker) error {
		_, err := t.IssueCorrigendum(ctx, as(demoCoChair), ExampleWG+"-2", nil, workplan.NewCorrigendum{
			Reason: "The record left out the Example Seafarers Trust, which attended both days.",
			Correct: func(m *workplan.MeetingState) error {
				workplan.AttendancePart.Add(m, workplan.Attendant{Member: seafarers, Capacity: workplan.CapacityGuest})
				return nil
			}})
		return err
	})
}

// hold enters a meeting, and its record part by part, as the secretariat does.
func (s *story) hold(g gathering, code string) {
	keeper := as(demoSecretariat)
	s.then(g.entered, g.meeting.Name, func(ctx context.Context, t *tracker.Tracker) error {
		if _, err := t.CreateMeeting(ctx, keeper, workplan.NewMeeting{Code: code, Body: ExampleWG, MeetingContent: g.meeting}); err != nil {
			return err
		}
		for _, session := range g.sessions {
			if _, err := t.AddSession(ctx, keeper, code, session); err != nil {
				return err
			}
		}
		return nil
	})
	s.then(g.recorded, "record of "+g.meeting.Name, func(ctx context.Context, t *tracker.Tracker) error {
		for _, point := range g.agenda {
			if _, err := t.AddAgendaItem(ctx, keeper, code, point); err != nil {
				return err
			}
		}
		if _, err := t.RecordAttendance(ctx, keeper, code, g.attended); err != nil {
			return err
		}
		for _, d := range g.decided {
			if _, err := t.RecordDecision(ctx, keeper, code, d); err != nil {
				return err
			}
		}
		_, err := t.EditMeeting(ctx, keeper, code, nil, func(m *workplan.MeetingContent) error {
			m.Reported = g.reported
			return nil
		})
		return err
	})
}

// came are members of the register that attended, in the capacity that the register knows for the day.
func came(members ...string) []workplan.Attendant {
	attended := make([]workplan.Attendant, len(members))
	for n, m := range members {
		attended[n].Member = m
	}
	return attended
}

// delegation is a member that sent delegates, all of them invented.
func delegation(member string, delegates ...workplan.Delegate) workplan.Attendant {
	return workplan.Attendant{Member: member, Delegates: delegates}
}

func about(items ...string) workplan.Pointers { return workplan.Pointers{Items: items} }

func aboutPlan(plan string, items ...string) workplan.Pointers {
	return workplan.Pointers{Plans: list{plan}, Items: items}
}

const (
	planOf2021 = ExampleWG + "-2021-23"
	planOf2024 = ExampleWG + "-2024-26"
)

func firstMeeting() gathering {
	return gathering{entered: "2021-06-02", recorded: "2021-06-18",
		meeting: workplan.MeetingContent{Name: "First Annual Meeting (fictional)", Starts: "2021-06-15", Ends: "2021-06-16", Place: "Virtual",
			Note: "The group endorsed its first forward work plan.", Audience: workplan.AudiencePublic},
		sessions: []workplan.Session{{Title: "Opening and work plan", Day: "2021-06-15", Starts: "08:00", Ends: "11:00", Format: workplan.FormatVirtual},
			{Title: "Endorsement", Day: "2021-06-16", Starts: "08:00", Ends: "10:00", Format: workplan.FormatVirtual}},
		agenda: []workplan.AgendaItem{{Title: "Draft Forward Work Plan 2021-23", Session: 1, Pointers: aboutPlan(planOf2021)}, {Title: "Endorsement and next meeting", Session: 2}},
		attended: append(came(aldoria, brennmark, caldreth, delmara, eskenia, migration, prevention, galvenia, office),
			workplan.Attendant{Name: "Example University of Greyhaven (fictional)", Kind: workplan.KindCivilSociety, Capacity: workplan.CapacitySpeaker}),
		decided: []workplan.Decision{{Text: "The Forward Work Plan 2021-23 was endorsed.", Kind: workplan.DecisionEndorsement, AgendaItem: 2, Pointers: aboutPlan(planOf2021)},
			{Text: "The next annual meeting will be held in Brennmark in 2022.", Kind: workplan.DecisionAgreed, AgendaItem: 2}},
	}
}

func secondMeeting() gathering {
	return gathering{entered: "2022-09-05", recorded: "2022-10-20",
		meeting: workplan.MeetingContent{Name: "Second Annual Meeting (fictional)", Starts: "2022-10-11", Ends: "2022-10-12", Place: "Greyhaven, Brennmark (fictional)",
			Note: "Leads reported on the plan for 2021-23.", Audience: workplan.AudienceMembers},
		sessions: []workplan.Session{{Title: "Progress on the plan", Day: "2022-10-11", Starts: "09:30", Ends: "17:00", Format: workplan.FormatInPerson},
			{Title: "Training and partners", Day: "2022-10-12", Starts: "09:00", Ends: "12:30", Format: workplan.FormatHybrid}},
		agenda: []workplan.AgendaItem{{Title: "Progress on Forward Work Plan 2021-23", Note: "Leads speak to what is done, what is planned and where others can join.", Session: 1, Pointers: aboutPlan(planOf2021)},
			{Title: "Training for labour inspectors", Session: 2, Pointers: about(planOf2021 + "/2.3")}, {Title: "Partners outside government", Session: 2, Pointers: about(planOf2021+"/4.1", planOf2021+"/4.2")}},
		attended: append(came(caldreth, eskenia, farrowen, galvenia, harrowmere, migration, prevention, office),
			delegation(aldoria, workplan.Delegate{Name: "Ilse Thornwick (fictional)", Title: "Head of delegation"}, workplan.Delegate{Name: "Corin Ashdale (fictional)", Title: "Adviser"}),
			delegation(brennmark, workplan.Delegate{Name: "Jonas Mirefield (fictional)", Title: "Host"}),
			delegation(delmara, workplan.Delegate{Name: "Petra Lindqvale (fictional)", Title: "Deputy director"})),
		decided: []workplan.Decision{{Text: "The progress reported by the leads was noted.", Kind: workplan.DecisionNoted, AgendaItem: 1, Pointers: aboutPlan(planOf2021)},
			{Text: "Delmara was asked to bring the training of trainers for labour inspectors to two further members.", Kind: workplan.DecisionRequest, AgendaItem: 2, Pointers: about(planOf2021 + "/2.3")},
			{Text: "The co-chairs will speak to members that have named no contact point.", Kind: workplan.DecisionAgreed, Audience: workplan.AudienceChairs, Pointers: about(planOf2021 + "/1.2")}},
		reported: workplan.LeadReports{{Plan: planOf2021, Leads: list{aldoria, delmara, farrowen}}},
	}
}

func thirdMeeting() gathering {
	return gathering{entered: "2023-12-04", recorded: "2024-03-01",
		meeting: workplan.MeetingContent{Name: "Third Annual Meeting (fictional)", Starts: "2024-02-20", Ends: "2024-02-21", Place: "Lake Serin, Caldreth (fictional)",
			DateNote: "Moved from November 2023.", Note: "The group endorsed its plan for 2024-26.", Audience: workplan.AudiencePublic},
		sessions: []workplan.Session{{Title: "Close of the plan for 2021-23", Day: "2024-02-20", Format: workplan.FormatInPerson}, {Title: "The plan for 2024-26", Day: "2024-02-21", Format: workplan.FormatInPerson}},
		agenda: []workplan.AgendaItem{{Title: "What is left of Forward Work Plan 2021-23", Session: 1, Pointers: aboutPlan(planOf2021)},
			{Title: "Draft Forward Work Plan 2024-26", Session: 2, Pointers: aboutPlan(planOf2024)}, {Title: "Record of the Second Annual Meeting", Session: 2}},
		attended: append(came(aldoria, brennmark, caldreth, delmara, eskenia, farrowen, migration, prevention, galvenia, forum, seafarers, platform, office),
			workplan.Attendant{Member: harrowmere, Note: "Its first meeting as a member.", Delegates: []workplan.Delegate{{Name: "Wanda Brackenridge (fictional)", Title: "Head of delegation"}}}),
		decided: []workplan.Decision{{Text: "The Forward Work Plan 2024-26 was endorsed.", Kind: workplan.DecisionEndorsement, AgendaItem: 2, Pointers: aboutPlan(planOf2024)},
			{Text: "The record of the Second Annual Meeting was adopted.", Kind: workplan.DecisionAgreed, AgendaItem: 3},
			{Text: "Leads of unfinished items continue them under the new plan.", Kind: workplan.DecisionAgreed, AgendaItem: 1, Pointers: aboutPlan(planOf2024, planOf2021+"/2.3")}},
	}
}

func fourthMeeting() gathering {
	return gathering{entered: "2025-09-01", recorded: "2025-11-20",
		meeting: workplan.MeetingContent{Name: "Fourth Annual Meeting (fictional)", Starts: "2025-11-04", Ends: "2025-11-05", Place: "Port Meridian, Aldoria (fictional)",
			Note: "Leads reported on the plan for 2024-26.", Audience: workplan.AudiencePublic},
		sessions: []workplan.Session{{Title: "Progress on the plan", Day: "2025-11-04", Starts: "09:30", Ends: "17:00", Format: workplan.FormatInPerson},
			{Title: "Forum with partners", Day: "2025-11-05", Starts: "09:30", Ends: "15:00", Format: workplan.FormatHybrid}},
		agenda: []workplan.AgendaItem{{Title: "Progress on Forward Work Plan 2024-26", Session: 1, Pointers: aboutPlan(planOf2024)},
			{Title: "On-line course for consular staff", Session: 1, Pointers: about(planOf2024 + "/2.3")}, {Title: "Forum with carriers and employers", Session: 2, Pointers: about(planOf2024 + "/4.1")}},
		attended: append(came(brennmark, caldreth, eskenia, farrowen, harrowmere, migration, prevention, galvenia, seafarers, platform, office),
			delegation(aldoria, workplan.Delegate{Name: "Ilse Thornwick (fictional)", Title: "Host"}),
			delegation(delmara, workplan.Delegate{Name: "Petra Lindqvale (fictional)", Title: "Deputy director"}),
			workplan.Attendant{Member: forum, Capacity: workplan.CapacityPartner},
			workplan.Attendant{Name: "Example Shipping Line (fictional)", Kind: workplan.KindPrivateSector, Delegates: []workplan.Delegate{{Name: "Otto Brightwater (fictional)"}}}),
		decided: []workplan.Decision{{Text: "The progress reported under the Forward Work Plan 2024-26 was noted.", Kind: workplan.DecisionNoted, AgendaItem: 1, Pointers: aboutPlan(planOf2024)},
			{Text: "Members are invited to host a pilot of the on-line course for consular staff.", Kind: workplan.DecisionRequest, AgendaItem: 2, Pointers: about(planOf2024 + "/2.3")}},
		reported: workplan.LeadReports{{Plan: planOf2024, Leads: list{aldoria, caldreth, delmara, migration}}},
	}
}
