package report

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"fwptracker/internal/workplan"
)

// moment is a point in time, told in UTC.
type moment time.Time

func (m moment) String() string { return time.Time(m).UTC().Format("2 January 2006, 15:04 UTC") }

// statusWords name the statuses as people do.
var statusWords = map[workplan.Status]string{
	workplan.StatusPlanned: "Planned", workplan.StatusInProgress: "In progress", workplan.StatusCompleted: "Completed",
	workplan.StatusPostponed: "Postponed", workplan.StatusWithdrawn: "Withdrawn", workplan.StatusCarriedOver: "Carried over",
}

var healthWords = map[workplan.Health]string{
	workplan.HealthOnTrack: "On track", workplan.HealthAtRisk: "At risk", workplan.HealthOffTrack: "Off track",
}

var natureWords = map[workplan.Nature]string{workplan.NatureOneOff: "One-off", workplan.NatureContinuing: "Continuing"}

var audienceWords = map[workplan.Audience]string{
	workplan.AudiencePublic: "Public", workplan.AudienceMembers: "Members and observers of the body",
	workplan.AudienceChairs: "Co-chairs, secretariat, and the leads and supporters of each item",
}

// circleWords say for whom a report is, at the foot of each page.
var circleWords = map[workplan.Audience]string{
	workplan.AudiencePublic: "for everyone", workplan.AudienceMembers: "for members and observers", workplan.AudienceChairs: "for co-chairs, secretariat and leads only",
}

// readerWords say, after a number of items, that there may be more for narrower circles.
var readerWords = map[workplan.Audience]string{workplan.AudiencePublic: " that everyone may read", workplan.AudienceMembers: " that members and observers may read"}

var planWords = map[workplan.PlanStatus]string{
	workplan.PlanDraft: "Draft", workplan.PlanEndorsed: "Endorsed", workplan.PlanClosed: "Closed",
}

var kindWords = map[workplan.UpdateKind]string{
	workplan.UpdateProgress: "Report", workplan.UpdateNilReturn: "Nothing to report", workplan.UpdateDecision: "Decision of the co-chairs",
	workplan.UpdateCarryOver: "Carry-over",
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

// notRecorded stands where nothing is known: an empty place could be an oversight.
const notRecorded = "not recorded"

// day tells a date: "8 November 2023".
func day(d workplan.Date) string { return or(d.InWords(), notRecorded) }

// period tells a partial date as exactly as it is known: "2023", "4th quarter of 2023", "November 2023", "8 November 2023".
func period(p workplan.PartialDate) string { return or(p.InWords(), notRecorded) }

// count tells a number of things: "no item", "1 item", "12 items".
func count(n int, one, many string) string {
	switch n {
	case 0:
		return "no " + one
	case 1:
		return "1 " + one
	default:
		return strconv.Itoa(n) + " " + many
	}
}

// rate tells a completion rate with what it is made of, never as a bare percentage.
func rate(r workplan.Rate) string {
	if r.Denominator == 0 {
		return "0 of 0: no rate"
	}
	return fmt.Sprintf("%d of %d (%s)", r.Numerator, r.Denominator, percent(r))
}

// percent is a rate in whole per cent; it says 100 % only of all, and 0 % only of none.
func percent(r workplan.Rate) string {
	p := (200*r.Numerator + r.Denominator) / (2 * r.Denominator)
	switch {
	case p == 100 && r.Numerator < r.Denominator:
		p = 99
	case p == 0 && r.Numerator > 0:
		p = 1
	}
	return strconv.Itoa(p) + " %"
}

// leftOut goes on after a rate and says what it does not count: "; not counted: 12 carried over, 1 withdrawn". It is "" where everything is counted.
func leftOut(c workplan.Counts) string {
	carried, withdrawn, continuing := c.LeftOut()
	var parts []string
	for _, part := range []struct {
		n    int
		what string
	}{{carried, "carried over"}, {withdrawn, "withdrawn"}, {continuing, "continuing"}} {
		if part.n > 0 {
			parts = append(parts, strconv.Itoa(part.n)+" "+part.what)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "; not counted: " + strings.Join(parts, ", ")
}

// listed joins words as a sentence does: "a", "a and b", "a, b and c".
func listed(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// or gives other for what is empty.
func or(text, other string) string {
	if text == "" {
		return other
	}
	return text
}
