package workplan

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// StageSince is a stage that a deliverable of an item reached after the earlier date of a comparison.
type StageSince struct {
	Ref         string
	ItemTitle   string
	Deliverable Deliverable
	Entry       StageEntry
}

// stagesSince lists the stages reached after a day, in the order in which they were.
func stagesSince(src ReportSource, since Date) []StageSince {
	var reached []StageSince
	for _, i := range src.Items {
		for _, d := range src.Deliverables[i.Ref] {
			for _, s := range d.Stages {
				if s.EffectiveOn > since {
					reached = append(reached, StageSince{Ref: i.Ref, ItemTitle: i.Title, Deliverable: d.Deliverable, Entry: s})
				}
			}
		}
	}
	slices.SortStableFunc(reached, func(a, b StageSince) int {
		return cmp.Or(cmp.Compare(a.Entry.EffectiveOn, b.Entry.EffectiveOn), cmp.Compare(RefKeyOf(a.Ref), RefKeyOf(b.Ref)))
	})
	return reached
}

// sought lists the openings that are open on items of the source, in the order of the plan.
func (src ReportSource) sought() []OpeningReading {
	open := Sought(src.Openings)
	kept := map[string]bool{}
	for _, i := range src.Items {
		kept[i.Ref] = true
	}
	open = slices.DeleteFunc(open, func(o OpeningReading) bool { return !kept[o.Ref] })
	slices.SortFunc(open, func(a, b OpeningReading) int { return byItem(a.Plan, a.Ref, a.Number, b.Plan, b.Ref, b.Number) })
	return open
}

// outputNames are the names of the members for which stages of deliverables were recorded, and of those that seek others.
func (src ReportSource) outputNames(names map[string]string) {
	for _, i := range src.Items {
		for _, d := range src.Deliverables[i.Ref] {
			for _, s := range d.Stages {
				if s.Lead != "" {
					names[s.Lead] = src.name(s.Lead)
				}
			}
		}
	}
	for _, o := range src.sought() {
		if o.Lead != "" {
			names[o.Lead] = src.name(o.Lead)
		}
	}
}

// outputsSaid are the deliverables of an item as a difference between reports shows them.
func outputsSaid(deliverables []DeliverableReading) List {
	var said List
	for _, d := range deliverables {
		parts := []string{strconv.Itoa(d.Number) + ". " + d.Title + " (" + string(d.Kind) + ")"}
		for _, s := range d.Stages {
			parts = append(parts, string(s.Stage)+" "+string(s.ReachedOn))
		}
		said = append(said, strings.Join(parts, ", "))
	}
	return said
}

// soughtSaid are the open openings as a difference between reports shows them.
func soughtSaid(openings []OpeningReading) List {
	var said List
	for _, o := range openings {
		text := o.Ref + ": " + o.Sought
		if o.Until != "" {
			text += " (until " + string(o.Until) + ")"
		}
		said = append(said, text)
	}
	return said
}
