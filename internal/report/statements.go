package report

import (
	"slices"

	"fwptracker/internal/language"
	"fwptracker/internal/workplan"
)

// Statement is what the co-chairs can paste into their statement on a plan: prose about what the leads reported after one day and up to another.
type Statement struct {
	voice
	Report workplan.CompletionReport
	// After is the day after which reports count: that of the comparison where one was asked for, else that of the last meeting.
	After     workplan.Date
	Sentences []Sentence
}

// Sentence is one sentence of a statement, the part of it in which it stands, and what it rests on: updates, the records of meetings by their codes, the
// stages of deliverables, and openings by their names. Without them it would not be there, or would say less. What leads wrote is quoted, so that the sentence is one whatever they wrote.
type Sentence struct {
	Part     Part
	Text     string
	Rests    []workplan.StatusUpdate
	Meetings []string
	Stages   []workplan.StageEntry
	Openings []string
	// Proposals are the numbers of those that the sentence tells of.
	Proposals []int
}

// Part is what a sentence is about.
type Part string

// The parts of a statement, in order.
const (
	PartAttendance Part = "attendance"
	PartReporting  Part = "reporting"
	PartCompleted  Part = "completed"
	PartDelivered  Part = "delivered"
	PartPlanned    Part = "planned"
	PartOpenings   Part = "openings"
	PartCarried    Part = "carried_over"
	PartProposals  Part = "proposals"
)

// Parts lists the parts of a statement in order.
var Parts = []Part{PartAttendance, PartReporting, PartCompleted, PartDelivered, PartPlanned, PartOpenings, PartCarried, PartProposals}

// NewStatement writes the statement of a report in a language. The report must have its annex: each sentence names what it rests on. The same report gives the same
// sentences; what nobody reported is not in them, and they have no counts and no rates but of who attended the meeting. Members are named in the protocol order of the body.
func NewStatement(r workplan.CompletionReport, l *language.Language) Statement {
	s := Statement{voice: voice{l}, Report: r, After: r.SilentSince}
	if r.Since != nil {
		s.After = r.Since.Since
	}
	s.attendance()
	s.reporting()
	s.completed()
	s.delivered()
	s.planned()
	s.sought()
	s.openings()
	s.carried()
	s.proposals()
	return s
}

// add puts a sentence into a part.
func (s *Statement) add(part Part, rests []workplan.StatusUpdate, text string) {
	s.Sentences = append(s.Sentences, Sentence{Part: part, Text: text, Rests: rests})
}

// counts says whether an update speaks in the statement: in force, and true from a day after the one that counts.
func (s *Statement) counts(h workplan.ItemHistory, u workplan.StatusUpdate) bool {
	return h.CorrectedBy[u.Number] == 0 && u.EffectiveOn > s.After
}

// recent says whether an update that is in force speaks in the statement.
func (s *Statement) recent(u *workplan.StatusUpdate) bool { return u != nil && u.EffectiveOn > s.After }

// reporting names the leads that reported, by their updates or by the record of a meeting, and those that had nothing to report.
func (s *Statement) reporting() {
	spoke := map[workplan.UpdateKind]map[string][]workplan.StatusUpdate{workplan.UpdateProgress: {}, workplan.UpdateNilReturn: {}}
	for _, h := range s.Report.Annex {
		for _, u := range h.Updates {
			if by := spoke[u.Kind]; by != nil && u.Lead != "" && asked(s.Report.Scope.Leads, u.Lead) && s.counts(h, u) {
				by[u.Lead] = append(by[u.Lead], u)
			}
		}
	}
	var meetings []string
	for _, m := range s.Report.Reported {
		if m.On <= s.After {
			continue
		}
		meetings = append(meetings, m.Meeting)
		for _, lead := range m.Leads {
			spoke[workplan.UpdateProgress][lead] = append(spoke[workplan.UpdateProgress][lead], spoke[workplan.UpdateNilReturn][lead]...)
		}
	}
	for lead := range spoke[workplan.UpdateProgress] {
		delete(spoke[workplan.UpdateNilReturn], lead)
	}
	if leads, rests := s.speakers(spoke[workplan.UpdateProgress]); len(leads) > 0 {
		s.add(PartReporting, rests, s.n(len(leads), "Action item lead %s reported on %s.", "Action item leads %s reported on %s.", s.listed(leads), s.thePlan(s.Report.Plan.Title)))
		s.Sentences[len(s.Sentences)-1].Meetings = meetings
	}
	if leads, rests := s.speakers(spoke[workplan.UpdateNilReturn]); len(leads) > 0 {
		s.add(PartReporting, rests, s.n(len(leads), "%s advised that it had nothing to report.", "%s advised that they had nothing to report.", s.listed(leads)))
	}
}

// asked says whether a report was asked for about a lead: about all where it names none.
func asked(leads workplan.List, lead string) bool { return len(leads) == 0 || leads.Has(lead) }

// speakers are the names of members in protocol order, and what they said in that order.
func (s *Statement) speakers(said map[string][]workplan.StatusUpdate) (leads []string, rests []workplan.StatusUpdate) {
	codes := workplan.List{}
	for code := range said {
		codes = append(codes, code)
	}
	for _, code := range s.inOrder(codes) {
		leads, rests = append(leads, s.name(code)), append(rests, said[code]...)
	}
	return leads, rests
}

func (s *Statement) name(code string) string { return or(s.Report.Names[code], code) }

func (s *Statement) inOrder(codes workplan.List) workplan.List {
	return slices.SortedFunc(slices.Values(codes), func(a, b string) int {
		return s.Report.Body.InProtocolOrder(a, s.name(a), b, s.name(b))
	})
}

// speaker is the lead for which an update speaks; an update without one is no lead's word but the record's.
func (s *Statement) speaker(u workplan.StatusUpdate) string {
	return or(s.Report.Names[u.Lead], u.Lead)
}
