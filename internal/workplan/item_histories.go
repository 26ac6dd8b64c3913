package workplan

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// HistoryKind says what an entry of an item's history is.
type HistoryKind string

// What happens to an item: it may be proposed, and the proposal decided on; it is entered into a draft or added to an endorsed plan, and may continue
// items of earlier plans; its plan is endorsed, closed and reopened; amendments change it; its leads report, have nothing to report, or correct what
// they reported; the co-chairs decide on it, and meetings do; deliverables reach stages; openings are named; the work is carried on in a later plan.
const (
	HistoryProposed   HistoryKind = "proposed"
	HistoryOnProposal HistoryKind = "proposal_decision"
	HistoryEntered    HistoryKind = "entered"
	HistoryContinues  HistoryKind = "continues"
	HistoryEndorsed   HistoryKind = "plan_endorsed"
	HistoryAmended    HistoryKind = "amended"
	HistoryReported   HistoryKind = "reported"
	HistoryNilReturn  HistoryKind = "nil_return"
	HistoryCorrected  HistoryKind = "corrected"
	HistoryDecided    HistoryKind = "decided"
	HistoryAtMeeting  HistoryKind = "meeting_decision"
	HistoryStage      HistoryKind = "deliverable_stage"
	HistoryOpening    HistoryKind = "opening"
	HistoryCarriedOn  HistoryKind = "carried_on"
	HistoryPlanClosed HistoryKind = "plan_closed"
	HistoryReopened   HistoryKind = "plan_reopened"
)

// HistoryKinds lists what entries of a history can be, in the order in which they stand where they happened at one moment.
var HistoryKinds = []HistoryKind{HistoryProposed, HistoryOnProposal, HistoryEntered, HistoryContinues, HistoryEndorsed, HistoryAmended, HistoryReported, HistoryNilReturn, HistoryCorrected, HistoryDecided,
	HistoryAtMeeting, HistoryStage, HistoryOpening, HistoryCarriedOn, HistoryPlanClosed, HistoryReopened}

// HistoryEntry is one thing that happened to an item: when it was true ("" where it holds from the beginning or no date is known), when and by
// whom it was recorded (zero and "" where that is not told), for which lead, at which meeting, and in a few words what. Record names the record
// that it tells of, as the API does ("updates/3"); CorrectedBy is the number of the update that corrects it by now, 0 for none.
type HistoryEntry struct {
	Kind        HistoryKind
	On          PartialDate
	RecordedAt  time.Time
	By          string
	Lead        string
	OnBehalf    bool
	Meeting     string
	Status      Status
	Text        Sentence
	Record      string
	CorrectedBy int
}

// HistorySource is what an item's history is made from: all of it as it stood in a view, as far as the reader may see. PlanChanges are the records
// of the plan's content, Proposals those of the plan's body.
type HistorySource struct {
	View         View
	Plan         WorkPlan
	Item         ActionItem
	PlanChanges  []ContentChange
	Updates      []StatusUpdate
	Amendments   []AmendmentReading
	Deliverables []DeliverableReading
	Openings     []OpeningReading
	Decisions    []DecisionReading
	CarriedOn    []Carried
	Proposals    []ProposalReading
}

// HistoryOf lists what happened to an item, in the order of the days on which it was true; within a day in the order of recording.
func HistoryOf(src HistorySource) []HistoryEntry {
	entries := slices.Concat(src.proposed(), src.entered(), src.ofPlan(), src.amended(), src.reported(), src.delivered(), src.sought(), src.decided(), src.carriedOn())
	slices.SortStableFunc(entries, func(a, b HistoryEntry) int {
		return cmp.Or(cmp.Compare(a.On.First(), b.On.First()), a.RecordedAt.Compare(b.RecordedAt), cmp.Compare(a.rank(), b.rank()), cmp.Compare(a.Record, b.Record))
	})
	return entries
}

func (e HistoryEntry) rank() int { return slices.Index(HistoryKinds, e.Kind) }

// proposed tells of the proposals that go on in the item, and of the decisions on them.
func (src HistorySource) proposed() []HistoryEntry {
	var entries []HistoryEntry
	for _, p := range src.Proposals {
		if p.Ends.Item != src.Item.Name() {
			continue
		}
		record := "proposals/" + itoa(p.Number)
		entries = append(entries, HistoryEntry{Kind: HistoryProposed, On: PartialDate(p.ProposedOn), RecordedAt: p.CreatedAt, By: p.EnteredBy, Lead: p.ProposedBy, OnBehalf: p.OnBehalf, Meeting: p.Meeting,
			Text: Say("Proposal %d: %s", p.Number, p.Title), Record: record})
		for _, d := range p.Decisions {
			entries = append(entries, HistoryEntry{Kind: HistoryOnProposal, On: PartialDate(d.EffectiveOn), RecordedAt: d.RecordedAt, By: d.DecidedBy, Meeting: d.Meeting,
				Text: Say("Proposal %d was %s: %s", p.Number, doneWords[d.Act], d.Reason), Record: record})
		}
	}
	return entries
}

// acceptedOn is the day on which the proposal of which the item was made was accepted, "" where there is none to be seen or the plan's endorsement, of
// which only the month or year may be known, lies before it.
func (src HistorySource) acceptedOn() PartialDate {
	for _, p := range src.Proposals {
		if d := p.Decided(); p.State == ProposalAccepted && d.Item() == src.Item.Name() && (src.Plan.EndorsedOn == "" || d.EffectiveOn <= src.Plan.EndorsedOn.First()) {
			return PartialDate(d.EffectiveOn)
		}
	}
	return ""
}

func (src HistorySource) entered() []HistoryEntry {
	on, text := PartialDate(src.Item.AddedOn), Say("Entered into the draft of the plan.")
	if on != "" {
		text = Say("Added to the endorsed plan.")
	}
	on = cmp.Or(on, src.acceptedOn())
	if src.Item.Origin != "" {
		text = Say("%s Origin: %s.", text, src.Item.Origin)
	}
	entries := []HistoryEntry{{Kind: HistoryEntered, On: on, RecordedAt: src.Item.CreatedAt, Text: text}}
	for _, name := range src.Item.Predecessors {
		entries = append(entries, HistoryEntry{Kind: HistoryContinues, On: on, RecordedAt: src.Item.CreatedAt, Text: Say("Continues %s.", name)})
	}
	return entries
}

// ofPlan tells when the item's plan was endorsed, closed and reopened. An item that was added later was not in the plan when it was endorsed.
func (src HistorySource) ofPlan() []HistoryEntry {
	var entries []HistoryEntry
	status := PlanDraft
	for _, c := range src.PlanChanges {
		if !src.View.Knows(c.RecordedAt) || !src.View.Holds(c.EffectiveOn) {
			continue
		}
		fields, err := ReadChanges(c.Fields)
		next := PlanStatus(plain(fields["status"]))
		if err != nil || next == "" || next == status {
			continue
		}
		e := HistoryEntry{Kind: HistoryEndorsed, On: PartialDate(c.EffectiveOn), RecordedAt: c.RecordedAt, Text: Say("The plan was endorsed."), Meeting: plain(fields["endorsed_meeting"])}
		switch {
		case next == PlanClosed:
			e.Kind, e.Text, e.Meeting = HistoryPlanClosed, Say("The plan was closed."), plain(fields["closed_meeting"])
		case status == PlanClosed:
			e.Kind, e.Text, e.Meeting = HistoryReopened, Say("The plan was reopened."), ""
		default: // the day from which the plan counts as endorsed is no day of endorsement where none is recorded
			e.On = src.Plan.EndorsedOn
		}
		status = next
		if e.Kind != HistoryEndorsed || src.Item.AddedOn == "" {
			entries = append(entries, e)
		}
	}
	return entries
}

func (src HistorySource) amended() []HistoryEntry {
	var entries []HistoryEntry
	for _, a := range src.Amendments {
		for _, c := range a.Changes {
			if c.Ref != src.Item.Ref || c.Act == ActAdded {
				continue
			}
			var parts Listed[FieldName]
			for _, f := range c.Fields() {
				parts = append(parts, FieldName(strings.ReplaceAll(f.Field, "_", " ")))
			}
			entries = append(entries, HistoryEntry{Kind: HistoryAmended, On: PartialDate(a.EffectiveOn), RecordedAt: a.RecordedAt, By: a.DecidedBy, Meeting: a.Meeting,
				Text: Say("Amendment %d (%s): %s", a.Number, parts, a.Reason), Record: "amendments/" + itoa(a.Number)})
		}
	}
	return entries
}

// updateKinds name the kinds of update that are no progress report.
var updateKinds = map[UpdateKind]HistoryKind{UpdateNilReturn: HistoryNilReturn, UpdateDecision: HistoryDecided, UpdateCarryOver: HistoryCarriedOn}

func (src HistorySource) reported() []HistoryEntry {
	by, entries := map[int]int{}, []HistoryEntry{}
	for _, u := range src.Updates {
		if u.Corrects > 0 {
			by[u.Corrects] = u.Number
		}
	}
	for _, u := range src.Updates {
		e := HistoryEntry{Kind: cmp.Or(updateKinds[u.Kind], HistoryReported), On: PartialDate(u.EffectiveOn), RecordedAt: u.RecordedAt, By: u.ReportedBy, Lead: u.Lead, OnBehalf: u.OnBehalf,
			Meeting: u.Meeting, Status: u.Status, Text: Wrote(cmp.Or(u.Done, u.NextSteps, u.Openings, u.Reason)), Record: "updates/" + itoa(u.Number), CorrectedBy: by[u.Number]}
		if u.Corrects > 0 {
			e.Kind, e.Text = HistoryCorrected, Say("Corrects update %d: %s", u.Corrects, u.CorrectionReason)
		}
		entries = append(entries, e)
	}
	return entries
}

func (src HistorySource) delivered() []HistoryEntry {
	var entries []HistoryEntry
	for _, d := range src.Deliverables {
		for _, s := range d.Stages {
			text := Say("%s: %s.", d.Title, spaced[Stage]{s.Stage})
			if s.Corrects > 0 {
				text = Say("%s: corrects stage entry %d: %s", d.Title, s.Corrects, s.CorrectionReason)
			}
			entries = append(entries, HistoryEntry{Kind: HistoryStage, On: cmp.Or(s.ReachedOn, PartialDate(s.EffectiveOn)), RecordedAt: s.RecordedAt, By: s.RecordedBy, Lead: s.Lead, OnBehalf: s.OnBehalf,
				Meeting: s.Meeting, Text: text, Record: fmt.Sprintf("deliverables/%d/stages/%d", d.Number, s.Number)})
		}
	}
	return entries
}

func (src HistorySource) sought() []HistoryEntry {
	var entries []HistoryEntry
	for _, o := range src.Openings {
		e := HistoryEntry{Kind: HistoryOpening, On: PartialDate(o.OpenedOn), RecordedAt: o.CreatedAt, By: o.SoughtBy, Lead: o.Lead, OnBehalf: o.OnBehalf, Text: Say("Sought: %s", o.Sought),
			Record: "openings/" + itoa(o.Number)}
		entries = append(entries, e)
		if o.ClosedAs != "" {
			e.On, e.RecordedAt, e.By, e.Text = PartialDate(o.ClosedOn), time.Time{}, "", Say("No longer sought (%s): %s", o.ClosedAs, o.Sought)
			entries = append(entries, e)
		}
	}
	return entries
}

func (src HistorySource) decided() []HistoryEntry {
	var entries []HistoryEntry
	for _, d := range src.Decisions {
		entries = append(entries, HistoryEntry{Kind: HistoryAtMeeting, On: PartialDate(d.On), Meeting: d.Meeting, Text: Wrote(d.Says.Text), Record: "decisions/" + itoa(d.Number)})
	}
	return entries
}

// carriedOn names the items in which the work went on; one that no carry-over tells of was named by the later plan.
func (src HistorySource) carriedOn() []HistoryEntry {
	var on PartialDate
	var at time.Time
	for _, u := range src.Updates {
		if u.Kind == UpdateCarryOver {
			on, at = PartialDate(u.EffectiveOn), u.RecordedAt
		}
	}
	var entries []HistoryEntry
	for _, c := range src.CarriedOn {
		if c.From == src.Item.Name() {
			entries = append(entries, HistoryEntry{Kind: HistoryCarriedOn, On: cmp.Or(on, PartialDate(src.View.AsOf)), RecordedAt: at, Text: Say("Goes on as %s (%s).", c.To, c.Into), Record: c.To})
		}
	}
	return entries
}

// HistoryFilter narrows a history; what is empty does not narrow.
type HistoryFilter struct{ Kind []HistoryKind }

// Keeps says whether an entry passes the filter.
func (f HistoryFilter) Keeps(e HistoryEntry) bool { return among(f.Kind, e.Kind) }

// HistorySorts are the words by which a history can be sorted.
var HistorySorts = []string{"on"}
