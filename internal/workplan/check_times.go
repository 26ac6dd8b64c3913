package workplan

import (
	"fmt"
	"slices"
	"strings"
)

// This file holds the rules of the plan check that ask where an item stands in time.

// past says whether the plan's period is over for certain; where its end is not recorded nobody can say so.
func (c *checkup) past() bool { return c.periodEnd != "" && c.periodEnd < c.View.AsOf }

// latestReport is the latest progress report on the item; nil where there is none or it is for others only.
func (c *checkup) latestReport(i ActionItem) *StatusUpdate {
	for _, u := range slices.Backward(c.told[i.ID]) {
		if u.Kind == UpdateProgress {
			return c.update(i, u.Number)
		}
	}
	return nil
}

func successorMissing(c *checkup, i ActionItem) string {
	if i.Status != StatusCarriedOver || len(c.carriedOn[i.Name()]) > 0 {
		return ""
	}
	return "No item of another plan names it among its predecessors."
}

func carriedOnButOpen(c *checkup, i ActionItem) string {
	if to := c.carriedOn[i.Name()]; i.Status.Open() && len(to) > 0 {
		return fmt.Sprintf("%s here since %s, and goes on as %s.", statusInWords(i), c.since(i), strings.Join(to, ", "))
	}
	return ""
}

func openPastPeriod(c *checkup, i ActionItem) string {
	if !i.Status.Open() || !c.past() || carriedOnButOpen(c, i) != "" {
		return ""
	}
	last := "never reported on"
	if i.LastReportedOn != "" {
		last = "last reported on " + i.LastReportedOn.InWords()
	}
	return fmt.Sprintf("%s, %s; the plan's period ended %s.", statusInWords(i), last, c.Plan.PeriodEnd.InWords())
}

func statusInWords(i ActionItem) string {
	words := strings.ReplaceAll(string(i.Status), "_", " ")
	return strings.ToUpper(words[:1]) + words[1:]
}

// since is since when an item stands as it does, as far as that is recorded.
func (c *checkup) since(i ActionItem) string {
	switch {
	case i.StatusSince != "":
		return i.StatusSince.InWords()
	case i.AddedOn != "":
		return i.AddedOn.InWords()
	case c.Plan.EndorsedOn != "":
		return "the endorsement"
	default:
		return "the beginning"
	}
}

// overdueWithoutNewDate asks while there is time in the plan; afterwards the item must be decided on, which another rule asks for.
func overdueWithoutNewDate(c *checkup, i ActionItem) string {
	days := i.Overdue(c.View.AsOf)
	if days == 0 || i.PlannedCompletion != "" || c.decideFirst(i) {
		return ""
	}
	return fmt.Sprintf("Due %s, overdue by %s.", i.Due.InWords(), daysInWords(days))
}

// decideFirst says whether another rule asks for a decision on the item, before which its reports and dates do not matter.
func (c *checkup) decideFirst(i ActionItem) bool {
	return carriedOnButOpen(c, i) != "" || openPastPeriod(c, i) != ""
}

func plannedCompletionPast(c *checkup, i ActionItem) string {
	days := c.View.AsOf.DaysAfter(i.PlannedCompletion.Last())
	if !i.Status.Open() || i.Status == StatusPostponed || days == 0 || carriedOnButOpen(c, i) != "" {
		return ""
	}
	return fmt.Sprintf("Planned for %s, which was over %s ago.", i.PlannedCompletion.InWords(), daysInWords(days))
}

// noReport counts from the last report of any kind, or from when a first one could be expected: the endorsement, the amendment that added the item,
// or the item's own start.
func noReport(c *checkup, i ActionItem) string {
	if c.Plan.Status != PlanEndorsed || !i.Status.Open() || c.decideFirst(i) {
		return ""
	}
	if i.LastReportedOn != "" {
		if days := c.View.AsOf.DaysAfter(i.LastReportedOn); days > c.QuietDays {
			return fmt.Sprintf("Last reported on %s, %s ago.", i.LastReportedOn.InWords(), daysInWords(days))
		}
		return ""
	}
	from, what := c.Plan.EndorsedOn, "endorsed"
	if from == "" {
		from, what = c.Plan.PeriodStart, "meant to begin"
	}
	if i.AddedOn != "" {
		from, what = PartialDate(i.AddedOn), "extended by this item"
	}
	days := c.View.AsOf.DaysAfter(max(from.Last(), i.Start.Last()))
	if from == "" || days <= c.QuietDays {
		return ""
	}
	if i.Start.Last() > from.Last() {
		return fmt.Sprintf("Never reported on; it was to start %s, at least %s ago.", i.Start.InWords(), daysInWords(days))
	}
	return fmt.Sprintf("Never reported on; the plan was %s %s, at least %s ago.", what, from.InWords(), daysInWords(days))
}

// lateNilReturns speaks of items on which the lead was heard, so that no-report does not. Nil returns that stand alone show what they are: a
// report for other readers counts as a report.
func lateNilReturns(c *checkup, i ActionItem) string {
	if c.Plan.Status != PlanEndorsed || !i.Status.Open() || i.LastReportedOn == "" || noReport(c, i) != "" || c.decideFirst(i) {
		return ""
	}
	var nils int
	var first, progress Date
	for _, u := range c.told[i.ID] {
		switch u.Kind {
		case UpdateProgress:
			nils, first, progress = 0, "", u.EffectiveOn
		case UpdateNilReturn:
			if nils++; first == "" {
				first = u.EffectiveOn
			}
		case UpdateDecision, UpdateCarryOver:
		}
	}
	from := progress
	if from == "" {
		from = first
	}
	days := c.View.AsOf.DaysAfter(from)
	switch {
	case nils == 0 || days <= c.QuietDays:
		return ""
	case progress == "":
		return fmt.Sprintf("Only nil returns (%d) since the first of them on %s, %s ago.", nils, from.InWords(), daysInWords(days))
	default:
		return fmt.Sprintf("Only nil returns (%d) since the last report on %s, %s ago.", nils, from.InWords(), daysInWords(days))
	}
}

// offTrackWithoutReason leaves the item in peace where its latest report is for others: the reason may stand there.
func offTrackWithoutReason(c *checkup, i ActionItem) string {
	u := c.latestReport(i)
	if !i.Status.Open() || i.Health != HealthOffTrack || carriedOnButOpen(c, i) != "" || u == nil || !blank(u.Reason) || !blank(u.NextSteps) {
		return ""
	}
	return fmt.Sprintf("Off track; the report of %s gives neither a reason nor next steps.", u.EffectiveOn.InWords())
}

func postponedForLong(c *checkup, i ActionItem) string {
	days := c.View.AsOf.DaysAfter(i.StatusSince)
	if i.Status != StatusPostponed || days <= postponedDays || c.decideFirst(i) {
		return ""
	}
	return fmt.Sprintf("Postponed since %s, %s ago.", i.StatusSince.InWords(), daysInWords(days))
}

// dueOutsidePeriod is sure only where the whole of the due period lies outside.
func dueOutsidePeriod(c *checkup, i ActionItem) string {
	if i.Due == "" || slices.Contains([]Status{StatusWithdrawn, StatusCarriedOver}, i.Status) {
		return ""
	}
	switch {
	case c.periodEnd != "" && i.Due.First() > c.periodEnd:
		return fmt.Sprintf("Due %s, after the plan's period, which ends %s.", i.Due.InWords(), c.Plan.PeriodEnd.InWords())
	case c.periodStart != "" && i.Due.Last() < c.periodStart:
		return fmt.Sprintf("Due %s, before the plan's period, which begins %s.", i.Due.InWords(), c.Plan.PeriodStart.InWords())
	default:
		return ""
	}
}

func noDueDate(c *checkup, i ActionItem) string {
	if !i.Status.Open() || i.Nature != NatureOneOff || i.Due != "" || c.decideFirst(i) {
		return ""
	}
	return "No due date is recorded."
}

func daysInWords(n int) string {
	if n == 1 {
		return "1 day"
	}
	return itoa(n) + " days"
}
