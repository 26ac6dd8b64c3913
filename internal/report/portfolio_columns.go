package report

import (
	"iter"

	"fwptracker/internal/workplan"
)

// planColumn is a column of the table of plans, as CSV and the workbook both have it: see [itemColumn].
type planColumn struct {
	name  string
	head  string
	width float64
	value func(workplan.PortfolioPlan) any
}

// planColumns are the columns of the table of plans. The six statuses count one-off items; completed one-off items are also the numerator of the rate.
var planColumns = []planColumn{
	{"body", "Body", 14, func(l workplan.PortfolioPlan) any { return l.Plan.Body }},
	{"plan", "Plan", 20, func(l workplan.PortfolioPlan) any { return l.Plan.Code }},
	{"title", "Title", 34, func(l workplan.PortfolioPlan) any { return l.Plan.Title }},
	{"status", "Standing", 11, func(l workplan.PortfolioPlan) any { return l.Plan.Status }},
	{"counts", "In the totals", 9, func(l workplan.PortfolioPlan) any { return l.Plan.Status != workplan.PlanDraft }},
	{"period_start", "Period from (as given)", 13, func(l workplan.PortfolioPlan) any { return l.Plan.PeriodStart }},
	{"period_end", "Period to (as given)", 13, func(l workplan.PortfolioPlan) any { return l.Plan.PeriodEnd }},
	{"past_period", "Past its period", 9, func(l workplan.PortfolioPlan) any { return l.PastPeriod }},
	{"revision", "Revision", 9, func(l workplan.PortfolioPlan) any { return l.Plan.Revision }},
	{"endorsed_on", "Endorsed (as given)", 13, func(l workplan.PortfolioPlan) any { return l.Plan.EndorsedOn }},
	{"closed_on", "Closed", 12, func(l workplan.PortfolioPlan) any { return l.Plan.ClosedOn }},
	{"successors", "Followed by", 20, func(l workplan.PortfolioPlan) any { return l.Successors }},
	{"items", "Items", 8, func(l workplan.PortfolioPlan) any { return l.Counts.Items }},
	{"went_on", "Went on in a later plan", 10, func(l workplan.PortfolioPlan) any { return l.WentOn }},
	{"one_off", "One-off", 8, func(l workplan.PortfolioPlan) any { return l.Counts.OneOff }},
	{"continuing", "Continuing", 11, func(l workplan.PortfolioPlan) any { return l.Counts.Continuing }},
	inStatus(workplan.StatusPlanned, 9), inStatus(workplan.StatusInProgress, 9), inStatus(workplan.StatusCompleted, 11),
	inStatus(workplan.StatusPostponed, 11), inStatus(workplan.StatusWithdrawn, 11), inStatus(workplan.StatusCarriedOver, 9),
	{"open", "Open, continuing ones too", 11, func(l workplan.PortfolioPlan) any { return l.Counts.Open() }},
	{"overdue", "Overdue", 9, func(l workplan.PortfolioPlan) any { return l.Counts.Overdue }},
	{"silent", "Silent", 8, func(l workplan.PortfolioPlan) any { return l.Counts.Silent }},
	{"late", "Late", 8, func(l workplan.PortfolioPlan) any { return l.Counts.Late }},
	{"rate_numerator", "Completed, counting", 11, func(l workplan.PortfolioPlan) any { return l.Counts.Rate.Numerator }},
	{"rate_denominator", "Counting towards the rate", 11, func(l workplan.PortfolioPlan) any { return l.Counts.Rate.Denominator }},
	{"silent_since", "Silent: nothing reported after", 13, func(l workplan.PortfolioPlan) any { return l.SilentSince }},
	{"last_reported_on", "Last reported on", 12, func(l workplan.PortfolioPlan) any { return l.LastReportedOn }},
}

// inStatus counts the one-off items of a status.
func inStatus(s workplan.Status, width float64) planColumn {
	return planColumn{string(s), english.word(s), width, func(l workplan.PortfolioPlan) any { return l.Counts.ByStatus[s] }}
}

// planRows are the rows of the table of plans; the row is the same one each time.
func planRows(p workplan.Portfolio) iter.Seq[[]any] {
	return func(yield func([]any) bool) {
		row := make([]any, len(planColumns))
		for _, l := range p.Plans {
			for n, c := range planColumns {
				row[n] = c.value(l)
			}
			if !yield(row) {
				return
			}
		}
	}
}
