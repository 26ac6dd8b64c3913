package workplan

import (
	"cmp"
	"slices"
)

// ObligationReason says why an item is on a lead's list of what is to be done.
type ObligationReason string

// The reasons: a running round asks for a return; the item is overdue and no later date is planned; nothing has been reported on it since the last
// meeting or round.
const (
	OwedToRound ObligationReason = "round"
	OwedOverdue ObligationReason = "overdue"
	OwedSilence ObligationReason = "unreported"
)

// ObligationReasons lists the reasons, the most pressing first.
var ObligationReasons = []ObligationReason{OwedToRound, OwedOverdue, OwedSilence}

// Obligation is one item on which a member that leads it has something to report today. Round is nil where no running round asks for it. WantedBy is the
// day on which the round wants its return, else the last day of when the item was to be done, "" where neither is known.
type Obligation struct {
	Member   string
	Body     string
	Item     ActionItem
	Reasons  []ObligationReason
	Round    *ReportingRound
	State    RoundState
	WantedBy Date
	Today    Date
}

// DaysLeft is the number of days until it is wanted, negative once that day has passed, 0 where there is none.
func (o Obligation) DaysLeft() int {
	return o.WantedBy.DaysAfter(o.Today) - o.Today.DaysAfter(o.WantedBy)
}

// Urgency is a text by which obligations sort, the most pressing first: what a round asks for, since somebody waits for it, then the rest; in each what was
// wanted earliest, and last what nobody has set a day for.
func (o Obligation) Urgency() string {
	asked := "2 "
	if o.Round != nil {
		asked = "1 "
	}
	return asked + cmp.Or(string(o.WantedBy), "9999-12-31")
}

// LedItem is an open item of an endorsed plan with what its obligations rest on: the returns of its leads in the running rounds that ask for it, and
// the day of [SilenceSince] for its plan.
type LedItem struct {
	ActionItem
	Body    string
	Since   Date
	Asked   []ReportingRound
	Returns []Return // of each of Asked, by each lead that owes it
}

// ObligationsOf lists what a member has to report on an item today; nil where it has nothing to. What was answered in a running round is not asked for
// again for being silent, and an overdue item not where its lead has planned a later day.
func ObligationsOf(i LedItem, member string, today Date) *Obligation {
	if !i.Status.Open() || !i.Leads.Has(member) {
		return nil
	}
	o := Obligation{Member: member, Body: i.Body, Item: i.ActionItem, Today: today}
	answered := false
	for n, r := range i.Returns {
		if r.Lead != member {
			continue
		}
		if r.Kind != ReturnNone {
			answered = true
			continue
		}
		if round := i.Asked[n]; o.Round == nil || round.Due < o.Round.Due {
			o.Round, o.State, o.WantedBy = &round, round.State(today), round.Due
		}
	}
	if o.Round != nil {
		o.Reasons = append(o.Reasons, OwedToRound)
	}
	if i.Overdue(today) > 0 && i.PlannedFor().Last() < today {
		o.Reasons = append(o.Reasons, OwedOverdue)
	}
	if i.Silent(i.Since) && !answered {
		o.Reasons = append(o.Reasons, OwedSilence)
	}
	if len(o.Reasons) == 0 {
		return nil
	}
	if o.Round == nil {
		o.WantedBy = i.PlannedFor().Last()
	}
	return &o
}

// ObligationFilter narrows a list of obligations; what is empty does not narrow.
type ObligationFilter struct {
	Member List
	Body   List
	Round  []int
	Reason []ObligationReason
}

// Keeps says whether an obligation passes the filter.
func (f ObligationFilter) Keeps(o Obligation) bool {
	return among(f.Member, o.Member) && among(f.Body, o.Body) &&
		(len(f.Round) == 0 || o.Round != nil && slices.Contains(f.Round, o.Round.Number)) &&
		(len(f.Reason) == 0 || slices.ContainsFunc(o.Reasons, func(r ObligationReason) bool { return slices.Contains(f.Reason, r) }))
}
