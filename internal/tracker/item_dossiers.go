package tracker

import (
	"cmp"
	"context"
	"slices"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// ItemDossier is an item as it stood, with its plan and all that is recorded on it: what a reader wants side by side, and all of one moment. Objective
// is nil for an item that has none. Updates and History have the latest first; an update takes the place of its day, not of its recording. Continues are
// the items of other plans in which the work was before, the nearest first, GoesOn those in which it goes on. Meetings are those of the body as its reports
// name them; LastMeeting and SilentSince are those of [workplan.SilenceSince]. Names are what the members are called of which any of it tells, by code.
type ItemDossier struct {
	Item         ItemReading
	Plan         PlanReading
	Objective    *workplan.Objective
	Updates      []UpdateReading
	History      []workplan.HistoryEntry
	Deliverables []workplan.DeliverableReading
	Openings     []workplan.OpeningReading
	Continues    []ChainLink
	GoesOn       []ChainLink
	Meetings     []workplan.Meeting
	LastMeeting  *workplan.Meeting
	SilentSince  workplan.Date
	Names        map[string]string
}

// ChainLink is an item of another plan in the carry-over chain of an item, by its name ("plan/ref"), with its title and that of its plan as they stood; both
// are empty for one that the reader may not see.
type ChainLink struct{ Name, Title, PlanTitle string }

// Silent says whether nothing had been reported on the item, while it was open, since the meeting or the endorsement that counts.
func (d ItemDossier) Silent() bool { return d.Item.Silent(d.SilentSince) }

// chainLength is how many items of the past a dossier tells of: more than any chain of plans has.
const chainLength = 20

// ItemDossier reads an item and what is recorded on it, each part as the use case of its own gives it. Who may: whoever may read the item, each part
// as far as its audience lets them in.
func (t *Tracker) ItemDossier(ctx context.Context, actor workplan.Actor, plan, ref string, when When) (ItemDossier, error) {
	var d ItemDossier
	if err := mayBrowse(actor); err != nil {
		return d, err
	}
	err := t.snapshot(ctx, when.KnownAt, func(tx *store.Tx) error {
		src, err := t.historySource(tx, actor, plan, ref, when)
		if err != nil {
			return err
		}
		d.Item, d.Plan = reading(src.Item, src.Plan, src.View), PlanReading{WorkPlan: src.Plan, View: src.View}
		d.Deliverables, d.Openings = src.Deliverables, src.Openings
		if d.Updates, err = corrected(tx, actor.Sight(), latestFirst(src.Updates), src.View); err != nil {
			return err
		}
		d.History = workplan.HistoryOf(src)
		slices.Reverse(d.History)
		if err := recordedBy(tx, src.Plan.Body, d.History); err != nil {
			return err
		}
		objectives, err := objectivesAt(tx, plan, src.View)
		if n := slices.IndexFunc(objectives, func(o workplan.Objective) bool { return o.Number == d.Item.Objective }); n >= 0 {
			d.Objective = &objectives[n]
		}
		if err != nil {
			return err
		}
		return d.around(tx, actor.Sight(), src)
	})
	return d, err
}

// around adds what is told beside an item: its chain, the meetings of its body, and what members are called.
func (d *ItemDossier) around(tx *store.Tx, s workplan.Sight, src workplan.HistorySource) (err error) {
	if d.Continues, err = continuedBy(tx, s, d.Item.Predecessors, src.View); err != nil {
		return err
	}
	for _, c := range src.CarriedOn {
		if c.From == d.Item.Name() {
			d.GoesOn = append(d.GoesOn, ChainLink{c.To, c.Title, c.Into})
		}
	}
	meetings, err := meetingsAt(tx, src.Plan.Body, src.View)
	if err != nil {
		return err
	}
	d.Meetings = bare(meetings, s, s.Widest(src.Plan.Body))
	d.LastMeeting, d.SilentSince = workplan.SilenceSince(d.Meetings, src.Plan, src.View.AsOf)
	members, err := membersAt(tx, d.tellsOf(), src.View)
	d.Names = map[string]string{}
	for code, m := range members {
		d.Names[code] = m.Label()
	}
	return err
}

// tellsOf lists the members of which a dossier tells.
func (d *ItemDossier) tellsOf() []string {
	codes := slices.Concat(d.Item.Leads, d.Item.Supporting, d.Item.Partners)
	for _, u := range d.Updates {
		codes = append(codes, u.Lead)
	}
	for _, e := range d.History {
		codes = append(codes, e.Lead)
	}
	for _, o := range d.Openings {
		codes = append(codes, o.Lead)
	}
	return slices.DeleteFunc(distinct(codes), func(code string) bool { return code == "" })
}

// continuedBy follows the chain of an item back from the items that it names as its predecessors, as all of them stood in the view.
func continuedBy(tx *store.Tx, s workplan.Sight, next []string, v workplan.View) ([]ChainLink, error) {
	var links []ChainLink
	met := map[string]bool{}
	for len(next) > 0 && len(links) < chainLength {
		rows, err := tx.ItemsNamed(s, next)
		if err != nil {
			return nil, err
		}
		var items []workplan.ActionItem
		for _, row := range rows {
			items = append(items, row.ActionItem)
		}
		plans, err := plansOf(tx, s, s, items, v)
		if err != nil {
			return nil, err
		}
		then, err := itemsIn(tx, s, items, plans, nil, v)
		if err != nil {
			return nil, err
		}
		var further []string
		for _, name := range next {
			if met[name] {
				continue
			}
			met[name] = true
			link := ChainLink{Name: name}
			if n := slices.IndexFunc(then, func(i workplan.ActionItem) bool { return i.Name() == name }); n >= 0 {
				in := slices.IndexFunc(plans, func(p workplan.WorkPlan) bool { return p.Code == then[n].Plan })
				link.Title, link.PlanTitle, further = then[n].Title, plans[in].Title, append(further, then[n].Predecessors...)
			}
			links = append(links, link)
		}
		next = further
	}
	return links[:min(chainLength, len(links))], nil
}

// latestFirst orders updates by the day on which they were true, and those of one day by number.
func latestFirst(updates []workplan.StatusUpdate) []workplan.StatusUpdate {
	return slices.SortedFunc(slices.Values(updates), func(a, b workplan.StatusUpdate) int {
		return cmp.Or(cmp.Compare(b.EffectiveOn, a.EffectiveOn), cmp.Compare(b.Number, a.Number))
	})
}
