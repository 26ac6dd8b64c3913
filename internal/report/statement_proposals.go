package report

import (
	"slices"

	"fwptracker/internal/workplan"
)

// proposals tell what was proposed for the next plan in the time of the statement: first what was voiced at each meeting, whoever voiced it, then what
// members proposed, in their protocol order. What was withdrawn is not told.
func (s *Statement) proposals() {
	var meetings, members workplan.List
	for _, p := range s.Report.Proposals {
		switch {
		case !s.proposed(p):
		case p.Origin == workplan.ProposedAtMeeting && !meetings.Has(p.Meeting):
			meetings = append(meetings, p.Meeting)
		case p.Origin == workplan.ProposedByMember && !members.Has(p.ProposedBy):
			members = append(members, p.ProposedBy)
		}
	}
	for _, meeting := range meetings {
		titles, numbers := s.titlesOf(func(p workplan.ProposalReading) bool {
			return p.Origin == workplan.ProposedAtMeeting && p.Meeting == meeting
		})
		s.propose(numbers, s.n(len(titles), "One idea for the next plan was recorded at %s: %s.", "Ideas for the next plan were recorded at %s: %s.", s.meetingNamed(meeting), s.listed(titles)))
		s.Sentences[len(s.Sentences)-1].Meetings = []string{meeting}
	}
	for _, member := range s.inOrder(members) {
		titles, numbers := s.titlesOf(func(p workplan.ProposalReading) bool {
			return p.Origin == workplan.ProposedByMember && p.ProposedBy == member
		})
		s.propose(numbers, s.t("%s proposed for the next plan: %s.", s.name(member), s.listed(titles)))
	}
}

// proposed says whether a proposal speaks in the statement.
func (s *Statement) proposed(p workplan.ProposalReading) bool {
	return p.ProposedOn > s.After && p.State != workplan.ProposalWithdrawn
}

// titlesOf are the titles, in quotation marks, and the numbers of the proposals in the statement that are such.
func (s *Statement) titlesOf(such func(workplan.ProposalReading) bool) (titles []string, numbers []int) {
	for _, p := range s.Report.Proposals {
		if s.proposed(p) && such(p) {
			titles, numbers = append(titles, inQuotes(p.Title)), append(numbers, p.Number)
		}
	}
	return titles, numbers
}

func (s *Statement) propose(numbers []int, text string) {
	s.add(PartProposals, nil, text)
	s.Sentences[len(s.Sentences)-1].Proposals = numbers
}

// meetingNamed is the name of a meeting as it stands in a sentence, its code where the report does not know it.
func (s *Statement) meetingNamed(code string) string {
	known := slices.Clone(s.Report.Meetings)
	for _, m := range []*workplan.Meeting{s.Report.Meeting, s.Report.LastMeeting} {
		if m != nil {
			known = append(known, *m)
		}
	}
	for _, m := range known {
		if m.Code == code {
			return s.thePlan(m.Name)
		}
	}
	return code
}
