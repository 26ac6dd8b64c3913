package report

import (
	"strings"
	"time"

	"fwptracker/internal/workplan"
)

// moment is a point in time, told in UTC.
type moment time.Time

// audienceWords say who may read a report.
var audienceWords = map[workplan.Audience]string{
	workplan.AudiencePublic: "Public", workplan.AudienceMembers: "Members and observers of the body",
	workplan.AudienceChairs: "Co-chairs, secretariat, and the leads and supporters of each item",
}

// circleWords say for whom a report is, at the foot of each page.
var circleWords = map[workplan.Audience]string{
	workplan.AudiencePublic: "for everyone", workplan.AudienceMembers: "for members and observers", workplan.AudienceChairs: "for co-chairs, secretariat and leads only",
}

// readerTexts say of a number of items that there may be more for narrower circles.
var readerTexts = map[workplan.Audience]string{workplan.AudiencePublic: "%s that everyone may read", workplan.AudienceMembers: "%s that members and observers may read"}

// readable is a number of items, as far as an audience may read.
func (v voice) readable(items string, a workplan.Audience) string {
	if readerTexts[a] == "" {
		return items
	}
	return v.t(readerTexts[a], items)
}

var changeWords = map[workplan.ChangeKind]string{
	workplan.ChangeAdded: "Added", workplan.ChangeCompleted: "Completed", workplan.ChangeWithdrawn: "Withdrawn", workplan.ChangePostponed: "Postponed",
	workplan.ChangeReopened: "Reopened", workplan.ChangeCarriedOver: "Carried over", workplan.ChangeMoved: "Moved on", workplan.ChangeReLed: "Change of leads",
	workplan.ChangeReDated: "New due date", workplan.ChangeRemoved: "Removed",
}

var causeNames = map[workplan.CauseKind]string{
	workplan.CauseUpdate: "an update", workplan.CauseDraft: "an edit of the draft", workplan.CauseAmendment: "an amendment of the plan",
}

var concernWords = map[workplan.Concern]string{
	workplan.ConcernOverdue: "overdue", workplan.ConcernPlanOver: "its own planned date is over", workplan.ConcernOffTrack: "off track", workplan.ConcernAtRisk: "at risk",
	workplan.ConcernSilent: "silent",
}

// rate tells a completion rate with what it is made of, never as a bare percentage.
func (v voice) rate(r workplan.Rate) string {
	if r.Denominator == 0 {
		return v.t("0 of 0: no rate")
	}
	return v.t("%d of %d (%s)", r.Numerator, r.Denominator, v.percent(r))
}

// percent is a rate in whole per cent; it says 100 % only of all, and 0 % only of none.
func (v voice) percent(r workplan.Rate) string {
	p := (200*r.Numerator + r.Denominator) / (2 * r.Denominator)
	switch {
	case p == 100 && r.Numerator < r.Denominator:
		p = 99
	case p == 0 && r.Numerator > 0:
		p = 1
	}
	return v.t("%d %%", p)
}

// leftOut goes on after a rate and says what it does not count: "; not counted: 12 carried over, 1 withdrawn". It is "" where everything is counted.
func (v voice) leftOut(c workplan.Counts) string {
	carried, withdrawn, continuing := c.LeftOut()
	var parts []string
	if carried > 0 {
		parts = append(parts, v.t("%d carried over", carried))
	}
	if withdrawn > 0 {
		parts = append(parts, v.t("%d withdrawn", withdrawn))
	}
	if continuing > 0 {
		parts = append(parts, v.t("%d continuing", continuing))
	}
	if len(parts) == 0 {
		return ""
	}
	return "; " + v.t("not counted: %s", strings.Join(parts, ", "))
}

// or gives other for what is empty.
func or(text, other string) string {
	if text == "" {
		return other
	}
	return text
}
