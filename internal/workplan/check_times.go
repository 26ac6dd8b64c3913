package workplan

import (
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

func successorMissing(c *checkup, i ActionItem) Sentence {
	if i.Status != StatusCarriedOver || len(c.carriedOn[i.Name()]) > 0 {
		return Sentence{}
	}
	return Say("No item of another plan names it among its predecessors.")
}

func carriedOnButOpen(c *checkup, i ActionItem) Sentence {
	if to := c.carriedOn[i.Name()]; i.Status.Open() && len(to) > 0 {
		return Say("%s here since %s, and goes on as %s.", leading{i.Status}, c.since(i), Listed[string](to))
	}
	return Sentence{}
}

func openPastPeriod(c *checkup, i ActionItem) Sentence {
	if !i.Status.Open() || !c.past() || carriedOnButOpen(c, i).Text != "" {
		return Sentence{}
	}
	last := Say("never reported on")
	if i.LastReportedOn != "" {
		last = Say("last reported on %s", spoken(i.LastReportedOn))
	}
	return Say("%s, %s; the plan's period ended %s.", leading{i.Status}, last, spoken(c.Plan.PeriodEnd))
}

// leading is a status with which a sentence begins.
type leading spaced[Status]

// String is the status with a capital letter.
func (l leading) String() string {
	words := spaced[Status](l).String()
	return strings.ToUpper(words[:1]) + words[1:]
}

// Plain is the status itself.
func (l leading) Plain() any { return l.Word }

// since is since when an item stands as it does, as far as that is recorded.
func (c *checkup) since(i ActionItem) any {
	switch {
	case i.StatusSince != "":
		return spoken(i.StatusSince)
	case i.AddedOn != "":
		return spoken(i.AddedOn)
	case c.Plan.EndorsedOn != "":
		return Say("the endorsement")
	default:
		return Say("the beginning")
	}
}

// overdueWithoutNewDate asks while there is time in the plan; afterwards the item must be decided on, which another rule asks for.
func overdueWithoutNewDate(c *checkup, i ActionItem) Sentence {
	days := i.Overdue(c.View.AsOf)
	if days == 0 || i.PlannedCompletion != "" || c.decideFirst(i) {
		return Sentence{}
	}
	return Say("Due %s, overdue by %s.", spoken(i.Due), daysInWords(days))
}

// decideFirst says whether another rule asks for a decision on the item, before which its reports and dates do not matter.
func (c *checkup) decideFirst(i ActionItem) bool {
	return carriedOnButOpen(c, i).Text != "" || openPastPeriod(c, i).Text != ""
}

func plannedCompletionPast(c *checkup, i ActionItem) Sentence {
	days := c.View.AsOf.DaysAfter(i.PlannedCompletion.Last())
	if !i.Status.Open() || i.Status == StatusPostponed || days == 0 || carriedOnButOpen(c, i).Text != "" {
		return Sentence{}
	}
	return Say("Planned for %s, which was over %s ago.", spoken(i.PlannedCompletion), daysInWords(days))
}

// noReport counts from the last report of any kind, or from when a first one could be expected: the endorsement, the amendment that added the item,
// or the item's own start.
func noReport(c *checkup, i ActionItem) Sentence {
	if c.Plan.Status != PlanEndorsed || !i.Status.Open() || c.decideFirst(i) {
		return Sentence{}
	}
	if i.LastReportedOn != "" {
		if days := c.View.AsOf.DaysAfter(i.LastReportedOn); days > c.QuietDays {
			return Say("Last reported on %s, %s ago.", spoken(i.LastReportedOn), daysInWords(days))
		}
		return Sentence{}
	}
	from, what := c.Plan.EndorsedOn, Say("endorsed")
	if from == "" {
		from, what = c.Plan.PeriodStart, Say("meant to begin")
	}
	if i.AddedOn != "" {
		from, what = PartialDate(i.AddedOn), Say("extended by this item")
	}
	days := c.View.AsOf.DaysAfter(max(from.Last(), i.Start.Last()))
	if from == "" || days <= c.QuietDays {
		return Sentence{}
	}
	if i.Start.Last() > from.Last() {
		return Say("Never reported on; it was to start %s, at least %s ago.", spoken(i.Start), daysInWords(days))
	}
	return Say("Never reported on; the plan was %s %s, at least %s ago.", what, spoken(from), daysInWords(days))
}

// lateNilReturns speaks of items on which the lead was heard, so that no-report does not. Nil returns that stand alone show what they are: a
// report for other readers counts as a report.
func lateNilReturns(c *checkup, i ActionItem) Sentence {
	if c.Plan.Status != PlanEndorsed || !i.Status.Open() || i.LastReportedOn == "" || noReport(c, i).Text != "" || c.decideFirst(i) {
		return Sentence{}
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
		return Sentence{}
	case progress == "":
		return Say("Only nil returns (%d) since the first of them on %s, %s ago.", nils, spoken(from), daysInWords(days))
	default:
		return Say("Only nil returns (%d) since the last report on %s, %s ago.", nils, spoken(from), daysInWords(days))
	}
}

// offTrackWithoutReason leaves the item in peace where its latest report is for others: the reason may stand there.
func offTrackWithoutReason(c *checkup, i ActionItem) Sentence {
	u := c.latestReport(i)
	if !i.Status.Open() || i.Health != HealthOffTrack || carriedOnButOpen(c, i).Text != "" || u == nil || !blank(u.Reason) || !blank(u.NextSteps) {
		return Sentence{}
	}
	return Say("Off track; the report of %s gives neither a reason nor next steps.", spoken(u.EffectiveOn))
}

func postponedForLong(c *checkup, i ActionItem) Sentence {
	days := c.View.AsOf.DaysAfter(i.StatusSince)
	if i.Status != StatusPostponed || days <= postponedDays || c.decideFirst(i) {
		return Sentence{}
	}
	return Say("Postponed since %s, %s ago.", spoken(i.StatusSince), daysInWords(days))
}

// dueOutsidePeriod is sure only where the whole of the due period lies outside.
func dueOutsidePeriod(c *checkup, i ActionItem) Sentence {
	if i.Due == "" || slices.Contains([]Status{StatusWithdrawn, StatusCarriedOver}, i.Status) {
		return Sentence{}
	}
	switch {
	case c.periodEnd != "" && i.Due.First() > c.periodEnd:
		return Say("Due %s, after the plan's period, which ends %s.", spoken(i.Due), spoken(c.Plan.PeriodEnd))
	case c.periodStart != "" && i.Due.Last() < c.periodStart:
		return Say("Due %s, before the plan's period, which begins %s.", spoken(i.Due), spoken(c.Plan.PeriodStart))
	default:
		return Sentence{}
	}
}

func noDueDate(c *checkup, i ActionItem) Sentence {
	if !i.Status.Open() || i.Nature != NatureOneOff || i.Due != "" || c.decideFirst(i) {
		return Sentence{}
	}
	return Say("No due date is recorded.")
}

func daysInWords(n int) Sentence {
	if n == 1 {
		return Say("1 day")
	}
	return Say("%d days", n)
}
