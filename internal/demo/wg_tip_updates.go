package demo

import (
	"slices"
	"strings"

	"fwptracker/internal/workplan"
)

// updates tells what is known of an item's progress: beside what is known already, an update for each stage that it reached, and one for
// its status, in the order of their days. None is effective before the plan was endorsed.
func (i item) updates(all []workplan.UpdateContent, endorsed workplan.Date) []workplan.UpdateContent {
	known, knownOn := i.statusUpdate()
	for _, s := range i.Stages {
		said := "Stage of " + string(s.Date) + ": " + s.Name
		if s.Date == knownOn {
			known.Done = sentences(known.Done, said)
			known.Source = sources(known.Source, s.Source)
			continue
		}
		all = append(all, workplan.UpdateContent{Done: sentences(said), Source: source(s.Source), EffectiveOn: s.Date.Last()})
	}
	if i.Status != "" {
		known.EffectiveOn = knownOn.Last()
		all = append(all, known)
	}
	for n := range all {
		all[n].EffectiveOn = max(all[n].EffectiveOn, endorsed)
	}
	slices.SortStableFunc(all, func(a, b workplan.UpdateContent) int {
		return strings.Compare(string(a.EffectiveOn), string(b.EffectiveOn))
	})
	return all
}

// statusUpdate is the update that gives the item the status of the facts, and the date on which it is known to have had it. A completion
// without a recorded day is dated by the last stage, at which it was noted, and says so.
func (i item) statusUpdate() (workplan.UpdateContent, workplan.PartialDate) {
	u := workplan.UpdateContent{Status: i.Status, Source: source(i.Source)}
	notes := []string{}
	if i.Lead != "" {
		notes = append(notes, "Entered from public sources, not reported by the lead")
	}
	on := i.StatusAsOf
	if i.Status == workplan.StatusCompleted {
		if on = i.CompletedOn; on == "" && len(i.Stages) > 0 {
			on = i.Stages[len(i.Stages)-1].Date
			notes = append(notes, "The day of completion itself is not recorded; the date is the one on which completion was noted")
		}
		u.CompletedOn = on
		notes = append(notes, told("Basis of the date: ", i.CompletedOnBasis))
	}
	u.Done = sentences(append([]string{i.Evidence}, notes...)...)
	return u, on
}

// namedAsReporting tells of the meetings in a plan's period at which the lead of an item is named among those who reported on the plan. That
// it spoke is a fact, so that the lead does not count as silent; what it said on the item is not recorded, and the update says no more.
func (f facts) namedAsReporting(p plan, i item) []workplan.UpdateContent {
	var named []workplan.UpdateContent
	for _, m := range f.Meetings {
		if m.Body != p.Body || m.StartDate < workplan.PartialDate(p.PeriodStart.First()) || m.StartDate > workplan.PartialDate(p.PeriodEnd.Last()) ||
			!slices.Contains(m.ReportingLeads, i.Lead) {
			continue
		}
		named = append(named, workplan.UpdateContent{EffectiveOn: m.StartDate.First(), Meeting: m.code(), Source: source(m.Source), Done: sentences(
			i.Lead + " is named among the action item leads that reported at this meeting; what was said on this item is not recorded")})
	}
	return named
}
