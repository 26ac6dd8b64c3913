package report

import (
	"strconv"

	"fwptracker/internal/workplan"
)

// itemColumn is a column of the table of items, as CSV and the workbook both have it. The value is of the type that says what it is, such as
// [workplan.Date], and nil where there is none: CSV prints it as the API gives it, the workbook as people read it.
type itemColumn struct {
	// name heads the column in CSV; only the workbook has a column without one.
	name string
	// head and width, in letters, are those of the column in the workbook.
	head  string
	width float64
	value func(voice, workplan.CompletionReport, workplan.ReportItem) any
}

// itemColumns are the columns of the table of items.
var itemColumns = []itemColumn{
	{"plan", "Plan", 20, func(v voice, r workplan.CompletionReport, _ workplan.ReportItem) any { return r.Plan.Code }},
	{"ref", "Ref|item", 7, of(func(i workplan.ReportItem) any { return i.Item.Ref })},
	{"objective", "Obj.", 6, of(func(i workplan.ReportItem) any { return orNone(i.Item.Objective) })},
	{"title", "Item", 36, of(func(i workplan.ReportItem) any { return i.Item.Title })},
	{"", "Objective", 26, func(v voice, r workplan.CompletionReport, i workplan.ReportItem) any {
		return objectiveTitle(r, i.Item.Objective)
	}},
	{"nature", "Nature", 11, of(func(i workplan.ReportItem) any { return i.Item.Nature })},
	{"status", "Status", 12, of(func(i workplan.ReportItem) any { return i.Item.Status })},
	{"status_since", "Status since", 12, of(func(i workplan.ReportItem) any { return i.Item.StatusSince })},
	{"health", "Health", 10, of(func(i workplan.ReportItem) any { return i.Item.Health })},
	{"leads", "Leads", 20, func(v voice, r workplan.CompletionReport, i workplan.ReportItem) any { return names(r, i.Item.Leads) }},
	{"supporting", "Supporting", 18, func(v voice, r workplan.CompletionReport, i workplan.ReportItem) any {
		return names(r, i.Item.Supporting)
	}},
	{"partners", "Partners", 18, func(v voice, r workplan.CompletionReport, i workplan.ReportItem) any {
		return names(r, i.Item.Partners)
	}},
	{"topics", "Topics", 24, of(func(i workplan.ReportItem) any { return []string(i.Item.Topics) })},
	{"expected_output", "Expected output", 32, of(func(i workplan.ReportItem) any { return i.Item.ExpectedOutput })},
	{"", "Start (as given)", 14, of(func(i workplan.ReportItem) any { return i.Item.Start })},
	{"due", "Due (as given)", 14, of(func(i workplan.ReportItem) any { return i.Item.Due })},
	{"due_on", "Due, last day", 13, of(func(i workplan.ReportItem) any { return i.Item.DueOn() })},
	{"overdue_days", "Days overdue", 9, of(func(i workplan.ReportItem) any { return i.OverdueDays })},
	{"completed_on", "Completed (as given)", 14, of(func(i workplan.ReportItem) any { return i.Item.CompletedOn })},
	{"", "Completed, last day", 14, of(func(i workplan.ReportItem) any { return i.Item.CompletedOn.Last() })},
	{"late", "Late", 6, of(func(i workplan.ReportItem) any { return i.Late })},
	{"planned_completion", "Now planned for (as given)", 14, of(func(i workplan.ReportItem) any { return i.Item.PlannedCompletion })},
	{"", "Now planned for, last day", 14, of(func(i workplan.ReportItem) any { return i.Item.PlannedCompletion.Last() })},
	{"planned_for", "To be done by (planned, else due)", 14, of(func(i workplan.ReportItem) any { return i.Item.PlannedFor() })},
	{"plan_over_days", "Days past what was planned", 9, of(func(i workplan.ReportItem) any { return i.PlanOverDays })},
	{"last_reported_on", "Last reported on", 12, of(func(i workplan.ReportItem) any { return i.Item.LastReportedOn })},
	{"silent", "Silent", 7, of(func(i workplan.ReportItem) any { return i.Silent })},
	{"concerns", "Needs attention", 20, of(func(i workplan.ReportItem) any { return i.Concerns })},
	{"latest_report_by", "Latest report by", 18, func(v voice, r workplan.CompletionReport, i workplan.ReportItem) any {
		return latest(func(u workplan.StatusUpdate) any { return v.speaker(r, u) })(v, r, i)
	}},
	{"latest_report_on_behalf", "Posted on its behalf", 9, latest(func(u workplan.StatusUpdate) any { return u.OnBehalf })},
	{"done", "Done (latest report)", 44, latest(func(u workplan.StatusUpdate) any { return u.Done })},
	{"next_steps", "Next steps", 36, latest(func(u workplan.StatusUpdate) any { return u.NextSteps })},
	{"openings", "Openings for involvement", 32, latest(func(u workplan.StatusUpdate) any { return u.Openings })},
	{"evidence", "Evidence", 32, latest(func(u workplan.StatusUpdate) any { return u.Evidence })},
	{"reason", "Reason for the status", 28, of(func(i workplan.ReportItem) any { return reasonOf(i) })},
	{"deliverables", "Deliverables", 44, func(v voice, _ workplan.CompletionReport, i workplan.ReportItem) any { return v.outputsInBrief(i) }},
	{"", "Carried over from", 24, of(func(i workplan.ReportItem) any { return []string(i.Item.Predecessors) })},
	{"", "Carried on to", 24, func(v voice, r workplan.CompletionReport, i workplan.ReportItem) any {
		return carriedTo(r, i.Item.Name())
	}},
}

// of reads from the item alone.
func of(value func(workplan.ReportItem) any) func(voice, workplan.CompletionReport, workplan.ReportItem) any {
	return func(_ voice, _ workplan.CompletionReport, i workplan.ReportItem) any { return value(i) }
}

// latest reads from the latest report on an item, where there is one.
func latest(value func(workplan.StatusUpdate) any) func(voice, workplan.CompletionReport, workplan.ReportItem) any {
	return func(_ voice, _ workplan.CompletionReport, i workplan.ReportItem) any {
		if i.Latest == nil {
			return nil
		}
		return value(*i.Latest)
	}
}

func reasonOf(i workplan.ReportItem) any {
	if i.StatusSetBy == nil {
		return nil
	}
	return i.StatusSetBy.Reason
}

// orNone is a number, or nothing where 0 stands for none.
func orNone(n int) any {
	if n == 0 {
		return nil
	}
	return n
}

func objectiveTitle(r workplan.CompletionReport, number int) any {
	key := strconv.Itoa(number)
	for _, g := range r.ByObjective {
		if g.Key == key {
			return g.Name
		}
	}
	return nil
}

// carriedTo lists the items of later plans that go on with an item.
func carriedTo(r workplan.CompletionReport, name string) []string {
	var to []string
	for _, c := range r.CarriedOn {
		if c.From == name {
			to = append(to, c.To)
		}
	}
	return to
}
