package workplan

import "slices"

// DecisionKind says what a decision does.
type DecisionKind string

// The kinds of decision: something is endorsed; an earlier text is amended; something is agreed; something is noted; somebody is asked for something.
const (
	DecisionEndorsement DecisionKind = "endorsement"
	DecisionAmendment   DecisionKind = "amendment"
	DecisionAgreed      DecisionKind = "agreed"
	DecisionNoted       DecisionKind = "noted"
	DecisionRequest     DecisionKind = "request"
)

// DecisionKinds lists the kinds of decision.
var DecisionKinds = []DecisionKind{DecisionEndorsement, DecisionAmendment, DecisionAgreed, DecisionNoted, DecisionRequest}

// maxDecision is how long the text of a decision may be, in characters.
const maxDecision = 4000

// Decision is one thing that a meeting decided, in its own words, numbered within the meeting. An empty Kind is not recorded; an empty Audience is
// the record's, and a decision is never for more. AgendaItem is the number of the agenda item under which it was taken, 0 where none is recorded.
type Decision struct {
	Text       string       `json:"text"`
	Kind       DecisionKind `json:"kind,omitempty"`
	Audience   Audience     `json:"audience,omitempty"`
	AgendaItem int          `json:"agenda_item,omitempty"`
	Source     string       `json:"source,omitempty"`
	Pointers
}

func (d Decision) faults(f *Faults, at string, m MeetingState) {
	if blank(d.Text) {
		f.Add(at+"/text", "required", "say what was decided")
	}
	f.text(at+"/text", d.Text)
	f.length(at+"/text", d.Text, maxDecision)
	oneOf(f, at+"/kind", d.Kind, false, DecisionKinds...)
	oneOf(f, at+"/audience", d.Audience, false, Audiences...)
	if d.AgendaItem != 0 && m.Agenda.At(d.AgendaItem) < 0 {
		f.Add(at+"/agenda_item", "unknown", "the meeting has no agenda item %d", d.AgendaItem)
	}
	f.text(at+"/source", d.Source)
	f.pointers(at, d.Pointers)
}

// Widened lists the decisions that an edit of a record has put in or changed and that are for more than read the record. One that stood before is
// narrowed with the record, whatever it says itself.
func (m MeetingState) Widened(before MeetingState) Faults {
	var f Faults
	for n, d := range m.Decisions {
		if at := before.Decisions.At(d.Number); at >= 0 && len(Diff(before.Decisions[at], d)) == 0 {
			continue
		}
		if d.Says.Audience.WiderThan(m.RecordAudience()) {
			f.Add(DecisionPart.Pointer(n)+"/audience", "wider_than_record", "%s is wider than the audience of the meeting's record, %s", d.Says.Audience, m.RecordAudience())
		}
	}
	return f
}

// DecisionFilter narrows a list of decisions; what is empty does not narrow. Item holds names of items, "plan/ref".
type DecisionFilter struct {
	Body     List
	Meeting  List
	Kind     []DecisionKind
	Plan     List
	Item     List
	Proposal []int
}

// DecisionReading is a decision of a meeting as it stood in a view. On is the last day of the meeting, "" where no date is recorded; Adopted says
// that the record in which it stands had been adopted.
type DecisionReading struct {
	Meeting     string
	MeetingName string
	Body        string
	On          Date
	Adopted     bool
	Entry[Decision]
}

// Keeps says whether a decision passes the filter.
func (f DecisionFilter) Keeps(d DecisionReading) bool {
	return among(f.Body, d.Body) && among(f.Meeting, d.Meeting) && f.KeepsSaid(d.Says)
}

// KeepsSaid says whether what a decision says passes the filter, whatever meeting took it.
func (f DecisionFilter) KeepsSaid(d Decision) bool {
	points := len(f.Proposal) == 0 || slices.ContainsFunc(d.Proposals, func(n int) bool { return slices.Contains(f.Proposal, n) })
	return points && among(f.Kind, d.Kind) && overlap(f.Plan, d.Plans) && overlap(f.Item, d.Items)
}
