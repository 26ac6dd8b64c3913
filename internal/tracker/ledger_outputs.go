package tracker

import (
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// outputs holds the deliverables of a plan and their stages against the entries on them.
func (l *ledger) outputs(tx *store.Tx, sight workplan.Sight, p workplan.WorkPlan) error {
	rows, err := tx.DeliverablesOf(sight, store.RecordFilter{Plan: workplan.List{p.Code}})
	if err != nil {
		return err
	}
	for _, d := range rows {
		l.first(nameOf(workplan.NounDeliverable, d.Name()), d.ListedBy, d.OnBehalf)
	}
	if err := holdAll(tx, l, deliverableLog, rows, func(d workplan.Deliverable) held[workplan.DeliverableState] {
		return held[workplan.DeliverableState]{name: nameOf(workplan.NounDeliverable, d.Name()), chains: []string{p.Body}, state: d.State()}
	}); err != nil {
		return err
	}
	entries, err := tx.EveryStage(p.Code)
	for _, e := range entries {
		once(l, p, nameOf("stage", e.Name()), stageTold{e.Lead, e.StageContent}, e.RecordedBy, e.RecordedAt, e.OnBehalf)
	}
	return err
}

// involvement holds the openings of a plan, the offers on them and what became of these against the entries on them.
func (l *ledger) involvement(tx *store.Tx, sight workplan.Sight, p workplan.WorkPlan) error {
	rows, err := tx.OpeningsOf(sight, store.RecordFilter{Plan: workplan.List{p.Code}})
	if err != nil {
		return err
	}
	for _, o := range rows {
		l.first(nameOf(workplan.NounOpening, o.Name()), o.SoughtBy, o.OnBehalf)
	}
	if err := holdAll(tx, l, openingLog, rows, func(o workplan.Opening) held[workplan.OpeningState] {
		return held[workplan.OpeningState]{name: nameOf(workplan.NounOpening, o.Name()), chains: []string{p.Body}, state: o.State()}
	}); err != nil {
		return err
	}
	offers, outcomes, err := tx.EveryOffer(p.Code)
	for _, o := range offers {
		once(l, p, nameOf("offer", o.Name()), o.OfferContent, o.MadeBy, o.RecordedAt, o.OnBehalf)
	}
	for _, o := range outcomes {
		once(l, p, outcomeObject(o), outcomeTold{o.ForMember, o.OutcomeContent}, o.SettledBy, o.RecordedAt, o.OnBehalf)
	}
	return err
}

func nameOf(noun workplan.Noun, name string) string { return subject{noun: noun, name: name}.String() }

// first holds who made a thing, and whether on behalf of another, against the first of the entries on it.
func (l *ledger) first(name, by string, onBehalf bool) {
	if entries := l.entries[name]; len(entries) > 0 {
		l.differs(name, "who recorded it", by != entries[0].Actor)
		l.differs(name, "on_behalf", onBehalf != (entries[0].OnBehalfOf != ""))
	}
}

// once is recorded for what may have been recorded on behalf of another.
func once[C any](l *ledger, p workplan.WorkPlan, name string, content C, by string, at time.Time, onBehalf bool) {
	if entries := l.entries[name]; len(entries) > 0 {
		l.differs(name, "on_behalf", onBehalf != (entries[0].OnBehalfOf != ""))
	}
	recorded(l, p.Body, name, content, by, at)
}
