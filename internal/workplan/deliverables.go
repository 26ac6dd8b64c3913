package workplan

import (
	"cmp"
	"fmt"
	"slices"
)

// DeliverableKind says what sort of output a deliverable is.
type DeliverableKind string

// The kinds of deliverable.
const (
	KindGuide    DeliverableKind = "guide"
	KindReport   DeliverableKind = "report"
	KindTraining DeliverableKind = "training"
	KindEvent    DeliverableKind = "event"
	KindTool     DeliverableKind = "tool"
	KindOther    DeliverableKind = "other"
)

// DeliverableKinds lists the kinds of deliverable.
var DeliverableKinds = []DeliverableKind{KindGuide, KindReport, KindTraining, KindEvent, KindTool, KindOther}

// Deliverable is an output of an item, numbered within it for good: a guide, a training, an event. How far it has come is told by its
// [StageEntry] records. Lead is the member for which it was listed, ListedBy the person who did, ListedOn the day; OnBehalf marks that the
// secretariat listed it for the lead. A removed one stays in readings of the past.
type Deliverable struct {
	Stamp
	Plan     string
	Ref      string
	Number   int
	Lead     string
	OnBehalf bool
	ListedBy string
	ListedOn Date
	DeliverableContent
	Removed bool
}

// DeliverableContent is what may be edited. An empty Audience is that of the item.
type DeliverableContent struct {
	Title       string
	Kind        DeliverableKind
	Description string
	Audience    Audience
	Source      string
}

// DeliverableState is what the content log replays.
type DeliverableState struct {
	DeliverableContent
	Lead     string
	ListedOn Date
	Removed  bool
}

// State is the deliverable's content as logged.
func (d Deliverable) State() DeliverableState {
	return DeliverableState{d.DeliverableContent, d.Lead, d.ListedOn, d.Removed}
}

// Name is the deliverable's natural key across plans, such as "wg-tip-2017-19/1/2".
func (d Deliverable) Name() string { return fmt.Sprintf("%s/%s/%d", d.Plan, d.Ref, d.Number) }

// NewDeliverable is a deliverable to be listed. Lead names the member for which it is, where the sender could speak for several.
type NewDeliverable struct {
	Lead string
	DeliverableContent
}

// Faults lists the broken rules of a deliverable's content on an item that is for an audience.
func (d DeliverableContent) Faults(item Audience) Faults {
	var f Faults
	f.name("/title", d.Title, true)
	oneOf(&f, "/kind", d.Kind, true, DeliverableKinds...)
	f.text("/description", d.Description)
	f.within(d.Audience, item)
	f.text("/source", d.Source)
	return f
}

// within checks an audience against that of the item.
func (f *Faults) within(audience, item Audience) {
	oneOf(f, "/audience", audience, false, Audiences...)
	if audience.WiderThan(item) {
		f.Add("/audience", "wider_than_item", "%s is wider than the item's audience, %s", audience, item)
	}
}

// DeliverableReading is a deliverable as it stood in a view, with the stages that it had reached by then, oldest first, and the one that says how
// far it had come: nil where it had reached none. Item is what of its item a reader needs.
type DeliverableReading struct {
	Deliverable
	Item   ItemMark
	Stages []StageEntry
	Stage  *StageEntry
}

// ItemMark is what a record on an item tells of the item: as what it is known, and who may read it.
type ItemMark struct {
	Body     string
	Title    string
	Leads    List
	Status   Status
	Audience Audience
}

// ReadDeliverable gives a deliverable, which stands as in the view, its stages. False: it was not there yet, or no more. It is there from the day
// on which it was listed, or from its first stage where that is earlier: what is listed late was not late to be.
func ReadDeliverable(d Deliverable, item ItemMark, entries []StageEntry, v View) (DeliverableReading, bool) {
	r := DeliverableReading{Deliverable: d, Item: item, Stages: StagesInForce(entries, v)}
	for n, s := range r.Stages {
		if r.Stage == nil || s.Stage.rank() >= r.Stage.Stage.rank() {
			r.Stage = &r.Stages[n]
		}
	}
	return r, !d.Removed && (v.Holds(d.ListedOn) || len(r.Stages) > 0)
}

// OutputSince is the first day on which any of an item's deliverables was there to show, for all who read the item: had reached a stage that is an
// output (see [Stage.IsOutput]). It is "" where none was.
func OutputSince(deliverables []DeliverableReading) Date {
	var since Date
	for _, d := range deliverables {
		if d.Item.Audience.WiderThan(d.Audience.Within(d.Item.Audience)) {
			continue
		}
		for _, s := range d.Stages {
			if s.Stage.IsOutput() && (since == "" || s.EffectiveOn < since) {
				since = s.EffectiveOn
			}
		}
	}
	return since
}

// DeliverableFilter narrows a list of deliverables; what is empty does not narrow. Lead means a lead of the item. Stage is the one that says how far
// a deliverable has come; Reached means any that it has reached, by a date after ReachedAfter and before ReachedBefore where these are given. A
// partial date counts by its last day.
type DeliverableFilter struct {
	Plan          List
	Body          List
	Ref           string
	Lead          List
	Kind          []DeliverableKind
	Stage         []Stage
	Reached       []Stage
	ReachedAfter  Date
	ReachedBefore Date
	Query         string
}

// Keeps says whether a deliverable passes every part of the filter but Query.
func (f DeliverableFilter) Keeps(d DeliverableReading) bool {
	var stage Stage
	if d.Stage != nil {
		stage = d.Stage.Stage
	}
	return among(f.Plan, d.Plan) && among(f.Body, d.Item.Body) && (f.Ref == "" || f.Ref == d.Ref) && overlap(f.Lead, d.Item.Leads) &&
		among(f.Kind, d.Kind) && among(f.Stage, stage) && f.reached(d.Stages)
}

// reached says whether one of the stages is among those asked for, within the days asked for.
func (f DeliverableFilter) reached(stages []StageEntry) bool {
	if len(f.Reached) == 0 && f.ReachedAfter+f.ReachedBefore == "" {
		return true
	}
	return slices.ContainsFunc(stages, func(s StageEntry) bool {
		on := s.ReachedOn.Last()
		return among(f.Reached, s.Stage) && (f.ReachedAfter == "" || on > f.ReachedAfter) && (f.ReachedBefore == "" || on < f.ReachedBefore)
	})
}

// byItem orders what is on items by plan, ref and number.
func byItem(planA, refA string, a int, planB, refB string, b int) int {
	return cmp.Or(cmp.Compare(planA, planB), cmp.Compare(RefKeyOf(refA), RefKeyOf(refB)), cmp.Compare(a, b))
}
