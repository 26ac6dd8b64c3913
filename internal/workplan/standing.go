package workplan

import (
	"cmp"
	"slices"
)

// Status is where an item stands.
type Status string

// The statuses of an item. Overdue, late and silent are never statuses; they are computed.
const (
	StatusPlanned     Status = "planned"
	StatusInProgress  Status = "in_progress"
	StatusCompleted   Status = "completed"
	StatusPostponed   Status = "postponed"
	StatusWithdrawn   Status = "withdrawn"
	StatusCarriedOver Status = "carried_over"
)

// Statuses lists the statuses in the order in which reports show them.
var Statuses = []Status{StatusPlanned, StatusInProgress, StatusCompleted, StatusPostponed, StatusWithdrawn, StatusCarriedOver}

// OpenStatuses lists the statuses in which an item still waits to be finished or decided: a plan cannot close over them.
var OpenStatuses = []Status{StatusPlanned, StatusInProgress, StatusPostponed}

// Open says whether the item still waits to be finished or decided.
func (s Status) Open() bool { return slices.Contains(OpenStatuses, s) }

// Health is a lead's advisory view of an open item.
type Health string

// The healths of an item.
const (
	HealthOnTrack  Health = "on_track"
	HealthAtRisk   Health = "at_risk"
	HealthOffTrack Health = "off_track"
)

// Healths lists the healths of an item.
var Healths = []Health{HealthOnTrack, HealthAtRisk, HealthOffTrack}

// Standing is where an item stands: the fold of its updates. Its facts are the item's own and follow the item's audience; an update for fewer
// readers brings none but the day on which the item was last reported on, so that nobody is called silent who was not. LatestUpdate, LatestReport and StatusUpdate are update numbers, 0 for none.
type Standing struct {
	Status            Status
	StatusSince       Date
	Health            Health
	CompletedOn       PartialDate
	PlannedCompletion PartialDate
	LastReportedOn    Date
	LatestUpdate      int
	LatestReport      int
	StatusUpdate      int
}

// Unreported is the standing of an item before its first update.
func Unreported() Standing { return Standing{Status: StatusPlanned} }

// After is the standing once u has been reported on top of s.
func (s Standing) After(u StatusUpdate) Standing {
	s.LatestUpdate = u.Number
	if u.Kind.Reports() {
		s.LastReportedOn = u.EffectiveOn
	}
	if u.Status != "" && u.Status != s.Status {
		s.Status, s.StatusSince, s.StatusUpdate, s.CompletedOn = u.Status, u.EffectiveOn, u.Number, ""
	}
	if u.CompletedOn != "" && s.Status == StatusCompleted {
		s.CompletedOn = u.CompletedOn
	}
	if u.Health != "" {
		s.Health = u.Health
	}
	if u.Kind == UpdateProgress {
		s.LatestReport = u.Number
	}
	if u.PlannedCompletion != "" {
		s.PlannedCompletion = u.PlannedCompletion
	}
	if !s.Status.Open() {
		s.Health, s.PlannedCompletion = "", ""
	}
	return s
}

// Overdue is the number of days since the due period ended; 0 unless the item is a one-off still planned or in progress. A postponed item
// is decided, not late; a continuing one is never finished.
func (i ActionItem) Overdue(today Date) int {
	if i.Nature != NatureOneOff || i.Status != StatusPlanned && i.Status != StatusInProgress {
		return 0
	}
	return today.DaysAfter(i.DueOn())
}

// PlannedFor is the one answer to when an open item is to be done: the lead's latest planned completion, else the due date. It is "" where
// neither is recorded, and for an item that is no longer open. Report and statement both ask here.
func (i ActionItem) PlannedFor() PartialDate {
	if !i.Status.Open() {
		return ""
	}
	return cmp.Or(i.PlannedCompletion, i.Due)
}

// PlanOver is the number of days since the lead's planned completion was over; 0 where none is given, where it still lies ahead, and for an
// item that is no longer open.
func (i ActionItem) PlanOver(today Date) int {
	if !i.Status.Open() {
		return 0
	}
	return today.DaysAfter(i.PlannedCompletion.Last())
}

// Late says whether the item was completed after its due period, or after the plan's period where it has no due date. With a partial
// completion date it is late only if the whole of that period lies after.
func (i ActionItem) Late(periodEnd PartialDate) bool {
	deadline := i.DueOn()
	if deadline == "" {
		deadline = periodEnd.Last()
	}
	return i.Status == StatusCompleted && i.CompletedOn != "" && deadline != "" && i.CompletedOn.First() > deadline
}

// Silent says whether nothing, not even a nil return, has been reported on an open item since a day: the last meeting that was over
// before the date of the reading, or the endorsement where there was none. An item that was added since then was not asked for yet.
func (i ActionItem) Silent(since Date) bool {
	return i.Status.Open() && since != "" && i.LastReportedOn <= since && i.AddedOn <= since
}

// OpenInWords lists the statuses in which an item is open.
func OpenInWords() Listed[Status] { return OpenStatuses }
