package report

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"fwptracker/internal/workplan"
)

// Statement is what the co-chairs can paste into their statement on a plan: prose about what the leads reported after one day and up to another.
type Statement struct {
	Report workplan.CompletionReport
	// After is the day after which reports count: that of the comparison where one was asked for, else that of the last meeting.
	After     workplan.Date
	Sentences []Sentence
}

// Sentence is one sentence of a statement, the part of it in which it stands, and the updates on which it rests: without them it would not be
// there, or would say less.
type Sentence struct {
	Part  Part
	Text  string
	Rests []workplan.StatusUpdate
}

// Part is what a sentence is about.
type Part string

// The parts of a statement, in order.
const (
	PartReporting Part = "reporting"
	PartCompleted Part = "completed"
	PartPlanned   Part = "planned"
	PartOpenings  Part = "openings"
	PartCarried   Part = "carried_over"
)

// Parts lists the parts of a statement in order.
var Parts = []Part{PartReporting, PartCompleted, PartPlanned, PartOpenings, PartCarried}

// NewStatement writes the statement of a report, which must have its annex: each sentence names the updates that it rests on. The same report gives
// the same sentences; what nobody reported is not in them. Members are named in the protocol order of the body.
func NewStatement(r workplan.CompletionReport) Statement {
	s := Statement{Report: r, After: r.SilentSince}
	if r.Since != nil {
		s.After = r.Since.Since
	}
	s.reporting()
	s.completed()
	s.planned()
	s.openings()
	s.carried()
	return s
}

func (s *Statement) add(part Part, rests []workplan.StatusUpdate, format string, args ...any) {
	s.Sentences = append(s.Sentences, Sentence{part, fmt.Sprintf(format, args...), rests})
}

// counts says whether an update speaks in the statement: in force, and true from a day after the one that counts.
func (s *Statement) counts(h workplan.ItemHistory, u workplan.StatusUpdate) bool {
	return h.CorrectedBy[u.Number] == 0 && u.EffectiveOn > s.After
}

// current is the update where it speaks in the statement, nil otherwise.
func (s *Statement) current(u *workplan.StatusUpdate) []workplan.StatusUpdate {
	if u == nil || u.EffectiveOn <= s.After {
		return nil
	}
	return []workplan.StatusUpdate{*u}
}

// reporting names the leads that reported, and those that reported only that there is nothing to report.
func (s *Statement) reporting() {
	spoke := map[workplan.UpdateKind]map[string][]workplan.StatusUpdate{workplan.UpdateProgress: {}, workplan.UpdateNilReturn: {}}
	for _, h := range s.Report.Annex {
		for _, u := range h.Updates {
			if by := spoke[u.Kind]; by != nil && u.Lead != "" && asked(s.Report.Scope.Leads, u.Lead) && s.counts(h, u) {
				by[u.Lead] = append(by[u.Lead], u)
			}
		}
	}
	for lead := range spoke[workplan.UpdateProgress] {
		delete(spoke[workplan.UpdateNilReturn], lead)
	}
	plan := s.Report.Plan.Title
	if leads, rests := s.speakers(spoke[workplan.UpdateProgress]); len(leads) > 0 {
		s.add(PartReporting, rests, "%s %s reported on progress under the %s.", plural(len(leads), "Action item lead", "Action item leads"), listed(leads), plan)
	}
	if leads, rests := s.speakers(spoke[workplan.UpdateNilReturn]); len(leads) > 0 {
		s.add(PartReporting, rests, "%s had nothing to report on %s.", listed(leads), plural(len(leads), "its items", "their items"))
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
		leads, rests = append(leads, or(s.Report.Names[code], code)), append(rests, said[code]...)
	}
	return leads, rests
}

func (s *Statement) inOrder(codes workplan.List) workplan.List {
	return slices.SortedFunc(slices.Values(codes), func(a, b string) int {
		return s.Report.Body.InProtocolOrder(a, or(s.Report.Names[a], a), b, or(s.Report.Names[b], b))
	})
}

// leads names who leads an item, in protocol order.
func (s *Statement) leads(i workplan.ReportItem) []string {
	return names(s.Report, s.inOrder(i.Item.Leads))
}

// completed tells of what was finished, when, and with what output.
func (s *Statement) completed() {
	for _, i := range s.Report.Completed {
		rests := s.current(i.StatusSetBy)
		if rests == nil {
			continue
		}
		when := ""
		if i.Item.CompletedOn != "" {
			when = " " + within(i.Item.CompletedOn)
		}
		if leads := s.leads(i); len(leads) > 0 {
			s.add(PartCompleted, rests, "%s completed %s%s.", listed(leads), named(i), when)
		} else {
			s.add(PartCompleted, rests, "%s was completed%s.", named(i), when)
		}
		if done := firstSentence(rests[0].Done); done != "" {
			s.add(PartCompleted, rests, "%s", done)
		}
		if len(rests[0].Evidence) > 0 {
			var titles []string
			for _, l := range rests[0].Evidence {
				titles = append(titles, "“"+l.Title+"”")
			}
			s.add(PartCompleted, rests, "%s available: %s.", plural(len(titles), "This output is", "These outputs are"), listed(titles))
		}
	}
}

// planned tells of what the leads still mean to do, and by when.
func (s *Statement) planned() {
	for _, list := range [][]workplan.ReportItem{s.Report.Open, s.Report.Continuing, s.Report.Postponed} {
		for _, i := range list {
			rests := s.current(i.Latest)
			if rests == nil || !i.Item.Status.Open() {
				continue
			}
			steps, by := strings.TrimRight(firstSentence(rests[0].NextSteps), "."), rests[0].PlannedCompletion
			leads := s.leads(i)
			subject := listed(leads) + plural(len(leads), " plans", " plan")
			switch {
			case steps == "" && by == "":
			case steps == "" && len(leads) == 0:
				s.add(PartPlanned, rests, "Completion of %s is planned for %s.", named(i), spoken(by))
			case steps == "":
				s.add(PartPlanned, rests, "%s to complete %s by %s.", subject, named(i), spoken(by))
			default:
				s.add(PartPlanned, rests, "Next steps on %s%s: %s%s.", named(i), ledBy(leads), steps, untilWords(by))
			}
		}
	}
}

func ledBy(leads []string) string {
	if len(leads) == 0 {
		return ""
	}
	return ", led by " + listed(leads)
}

func untilWords(by workplan.PartialDate) string {
	if by == "" {
		return ""
	}
	return "; completion is planned for " + spoken(by)
}

// openings tells where members can join in.
func (s *Statement) openings() {
	for _, i := range s.Report.Openings {
		rests := s.current(i.Latest)
		if rests == nil {
			continue
		}
		s.add(PartOpenings, rests, "Members are invited to take part in %s%s: %s", named(i), ledBy(s.leads(i)), ended(firstSentence(rests[0].Openings)))
	}
}

// carried tells what goes on in another plan.
func (s *Statement) carried() {
	for _, c := range s.Report.CarriedOn {
		_, from, _ := strings.Cut(c.From, "/")
		to, ref, _ := strings.Cut(c.To, "/")
		var rests []workplan.StatusUpdate
		for _, i := range s.Report.CarriedOver {
			if i.Item.Ref == from {
				rests = s.current(i.StatusSetBy)
			}
		}
		s.add(PartCarried, rests, "Item %s, “%s”, is continued in the plan %s as item %s.", from, c.Title, to, ref)
	}
}

func named(i workplan.ReportItem) string {
	return fmt.Sprintf("“%s” (item %s)", i.Item.Title, i.Item.Ref)
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// within tells when something was done: "on 8 November 2023", "in November 2023", "in 2023", "in the 4th quarter of 2023".
func within(p workplan.PartialDate) string {
	if len(p) == len("2023-11-08") {
		return "on " + period(p)
	}
	return "in " + spoken(p)
}

// spoken is a partial date as it stands in a sentence.
func spoken(p workplan.PartialDate) string {
	if strings.Contains(string(p), "Q") {
		return "the " + period(p)
	}
	return period(p)
}

// firstSentence is the first sentence of a report, on one line and ended by a point; "" where there is none. A point counts as an end only where
// a capital follows, so that "on 7 Nov. 2023" is not taken apart.
func firstSentence(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	for n, r := range text {
		if after := strings.TrimPrefix(text[n:], string(r)+" "); strings.ContainsRune(".!?", r) && n > 3 && after != text[n:] {
			if next, _ := utf8.DecodeRuneInString(after); unicode.IsUpper(next) {
				return text[:n+1]
			}
		}
	}
	return ended(text)
}

// ended is a text with a mark at its end.
func ended(text string) string {
	if text == "" || strings.HasSuffix(text, ".") || strings.HasSuffix(text, "!") || strings.HasSuffix(text, "?") {
		return text
	}
	return text + "."
}

// Paragraphs are the sentences of each part, one paragraph for a part that has any.
func (s Statement) Paragraphs() []string {
	var paragraphs []string
	for _, part := range Parts {
		var sentences []string
		for _, sentence := range s.Sentences {
			if sentence.Part == part {
				sentences = append(sentences, sentence.Text)
			}
		}
		if len(sentences) > 0 {
			paragraphs = append(paragraphs, strings.Join(sentences, " "))
		}
	}
	return paragraphs
}

// document is the statement as one that can be set like a report.
func (s Statement) document() document {
	d := document{title: "Progress under the " + s.Report.Plan.Title, subtitle: s.Report.Body.Name,
		about: about{author: s.Report.Body.Name, subject: s.Report.Plan.Title + ", " + day(s.Report.AsOf), keywords: s.Report.Plan.Code + ", statement", made: moment(s.Report.GeneratedAt)}}
	for _, p := range s.Paragraphs() {
		d.say("%s", p)
	}
	if len(s.Sentences) == 0 {
		d.say("Nothing was reported.")
	}
	if s.After != "" {
		d.explain("What was reported after %s and up to %s.", day(s.After), day(s.Report.AsOf))
	}
	return d
}
