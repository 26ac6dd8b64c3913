package report

import (
	"fmt"
	"strings"

	"fwptracker/internal/workplan"
)

// lists tell of the completed, the open and the continuing items.
func (d *document) lists(r workplan.CompletionReport) {
	d.part("completed", "Completed items")
	done := table{Caption: "Completed items", Empty: "No one-off item is completed.", Columns: []column{{Head: "Ref", Weight: 2, Kept: true}, {Head: "Item", Weight: 7},
		{Head: "Leads", Weight: 4}, {Head: "Completed", Weight: 4}, {Head: "What was delivered", Weight: 10}}}
	for _, i := range r.Completed {
		done.Rows = append(done.Rows, []cell{say(i.Item.Ref), itemCell(i), namesCell(r, i.Item.Leads), completedCell(i), deliveredCell(i)})
	}
	d.add(done)
	d.part("open", "Open items")
	d.add(openTable(r, "Open items", "No one-off item is planned or in progress.", r.Open))
	d.part("continuing", "Continuing items")
	d.explain("Continuing items are reported each year and stay outside the completion rate.")
	d.add(openTable(r, "Continuing items", "The plan has no continuing item.", r.Continuing))
}

func openTable(r workplan.CompletionReport, caption, empty string, items []workplan.ReportItem) table {
	t := table{Caption: caption, Empty: empty, Columns: []column{{Head: "Ref", Weight: 2, Kept: true}, {Head: "Item", Weight: 7}, {Head: "Leads", Weight: 4},
		{Head: "Status", Weight: 4}, {Head: "Due", Weight: 5}, {Head: "Latest report and next steps", Weight: 10}}}
	for _, i := range items {
		t.Rows = append(t.Rows, []cell{say(i.Item.Ref), itemCell(i), namesCell(r, i.Item.Leads), standingCell(i), dueCell(i), latestCell(i)})
	}
	return t
}

func itemCell(i workplan.ReportItem) cell {
	c := say(i.Item.Title)
	if i.Item.ExpectedOutput != "" {
		c.Lines = append(c.Lines, line{Label: "Expected output", Text: i.Item.ExpectedOutput})
	}
	return c
}

func namesCell(r workplan.CompletionReport, codes workplan.List) cell {
	return say(or(strings.Join(names(r, codes), ", "), notRecorded))
}

func completedCell(i workplan.ReportItem) cell {
	c := say(period(i.Item.CompletedOn))
	if i.Late {
		c.Lines = append(c.Lines, line{Text: "Late: " + lateWords(i)})
	}
	return c
}

func lateWords(i workplan.ReportItem) string {
	if i.Item.Due == "" {
		return "after the plan's period"
	}
	return "due " + period(i.Item.Due)
}

func deliveredCell(i workplan.ReportItem) cell {
	var c cell
	for _, u := range quoted(i) {
		c.Lines = append(c.Lines, reported(*u)...)
	}
	if len(c.Lines) == 0 {
		return say(notRecorded)
	}
	return c
}

// quoted are the update that set the item's status and the latest report on it, one update where they are the same.
func quoted(i workplan.ReportItem) []*workplan.StatusUpdate {
	var list []*workplan.StatusUpdate
	for _, u := range []*workplan.StatusUpdate{i.StatusSetBy, i.Latest} {
		if u != nil && (len(list) == 0 || list[0].Number != u.Number) {
			list = append(list, u)
		}
	}
	return list
}

// reported are the lines of what an update says, with its evidence.
func reported(u workplan.StatusUpdate) []line {
	var lines []line
	for _, part := range []line{{Text: u.Done}, {Label: "Next steps", Text: u.NextSteps}, {Label: "Reason", Text: u.Reason},
		{Label: "Openings for involvement", Text: u.Openings}} {
		if part.Text != "" {
			lines = append(lines, part)
		}
	}
	for _, l := range u.Evidence {
		lines = append(lines, line{Label: "Evidence", Text: l.Title, Link: l.URL})
	}
	return lines
}

func standingCell(i workplan.ReportItem) cell {
	c := statusCell(i.Item.Status)
	if i.Item.Health != "" {
		c.Lines = append(c.Lines, line{Text: healthWords[i.Item.Health]})
	}
	if i.Silent {
		c.Lines = append(c.Lines, line{Text: "Silent"})
	}
	return c
}

func dueCell(i workplan.ReportItem) cell {
	c := say("no due date recorded")
	if i.Item.Due != "" {
		c = say(period(i.Item.Due))
	}
	if i.OverdueDays > 0 {
		c.Lines = append(c.Lines, line{Text: "Overdue by " + count(i.OverdueDays, "day", "days")})
	}
	if i.Item.PlannedCompletion != "" {
		c.Lines = append(c.Lines, line{Label: "Now planned for", Text: period(i.Item.PlannedCompletion)})
	}
	return c
}

func latestCell(i workplan.ReportItem) cell {
	switch {
	case i.Latest == nil && i.Item.LastReportedOn != "":
		return say("No report to show; last heard on " + day(i.Item.LastReportedOn) + ".")
	case i.Latest == nil:
		return say("No report yet.")
	}
	return cell{Lines: append([]line{{Label: day(i.Latest.EffectiveOn)}}, reported(*i.Latest)...)}
}

// silence names the items and leads that have not been heard.
func (d *document) silence(r workplan.CompletionReport) {
	d.part("silent", "Silent items and leads")
	if r.SilentSince == "" {
		d.say("No day is recorded from which silence could be counted.")
		return
	}
	d.explain("Nothing, not even that there is nothing to report, was recorded on these after %s.", day(r.SilentSince))
	items := table{Caption: "Silent items", Empty: "No open item is silent.", Columns: []column{{Head: "Ref", Weight: 2, Kept: true}, {Head: "Item", Weight: 9},
		{Head: "Leads", Weight: 5}, {Head: "Status", Weight: 4}, {Head: "Last reported", Weight: 5}}}
	for _, i := range r.Silent {
		last := "never"
		if i.Item.LastReportedOn != "" {
			last = day(i.Item.LastReportedOn)
		}
		items.Rows = append(items.Rows, []cell{say(i.Item.Ref), say(i.Item.Title), namesCell(r, i.Item.Leads), statusCell(i.Item.Status), say(last)})
	}
	leads := table{Caption: "Silent leads", Empty: "Every lead with an open item was heard.", Columns: []column{{Head: "Lead", Weight: 5}, {Head: "Open items", Weight: 9}}}
	for _, l := range r.SilentLeads {
		leads.Rows = append(leads.Rows, []cell{say(l.Name), say(strings.Join(l.Refs, ", "))})
	}
	d.add(items, leads)
}

func (d *document) openings(r workplan.CompletionReport) {
	d.part("openings", "Openings for involvement")
	t := table{Caption: "Where members can join in", Empty: "No lead has named an opening.", Columns: []column{{Head: "Ref", Weight: 2, Kept: true}, {Head: "Item", Weight: 7},
		{Head: "Leads", Weight: 4}, {Head: "Opening", Weight: 10}, {Head: "As of", Weight: 4}}}
	for _, i := range r.Openings {
		t.Rows = append(t.Rows, []cell{say(i.Item.Ref), say(i.Item.Title), namesCell(r, i.Item.Leads), say(i.Latest.Openings), say(day(i.Latest.EffectiveOn))})
	}
	d.add(t)
}

// decided tells of the items that were postponed or withdrawn, and why.
func (d *document) decided(r workplan.CompletionReport) {
	d.part("decided", "Postponed and withdrawn items")
	t := table{Caption: "Postponed and withdrawn items", Empty: "No item is postponed or withdrawn.", Columns: []column{{Head: "Ref", Weight: 2, Kept: true}, {Head: "Item", Weight: 7},
		{Head: "Leads", Weight: 4}, {Head: "Status", Weight: 4}, {Head: "Since", Weight: 4}, {Head: "Reason", Weight: 9}}}
	for _, list := range [][]workplan.ReportItem{r.Postponed, r.Withdrawn} {
		for _, i := range list {
			why := ""
			if i.StatusSetBy != nil {
				why = i.StatusSetBy.Reason
			}
			t.Rows = append(t.Rows, []cell{say(i.Item.Ref), say(i.Item.Title), namesCell(r, i.Item.Leads), statusCell(i.Item.Status), say(day(i.Item.StatusSince)), say(or(why, notRecorded))})
		}
	}
	d.add(t)
}

// carried is the schedule of what came from an earlier plan and what went on into a later one.
func (d *document) carried(r workplan.CompletionReport) {
	d.part("carried", "Carry-over schedule")
	t := table{Caption: "Items carried from plan to plan", Empty: "No item came from an earlier plan, and none has gone on into a later one.",
		Columns: []column{{Head: "Old reference", Weight: 5}, {Head: "New reference", Weight: 5}, {Head: "Item", Weight: 10}}}
	for _, list := range [][]workplan.Carried{r.CarriedIn, r.CarriedOn} {
		for _, c := range list {
			t.Rows = append(t.Rows, []cell{say(c.From), say(c.To), say(c.Title)})
		}
	}
	d.add(t)
}

// changes compare the plan with how it stood on the earlier day, where one was asked for.
func (d *document) changes(r workplan.CompletionReport) {
	if r.Since == nil {
		return
	}
	d.part("changes", "Changes since "+day(r.Since.Since))
	then, now := r.Since.Headline, r.Headline
	t := table{Caption: "Then and now", Columns: []column{{Head: "Number", Weight: 6}, {Head: day(r.Since.Since), Weight: 4, Numeric: true}, {Head: day(r.AsOf), Weight: 4, Numeric: true}}}
	for _, s := range workplan.Statuses {
		t.Rows = append(t.Rows, []cell{say(statusWords[s] + ", one-off"), number(then.ByStatus[s]), number(now.ByStatus[s])})
	}
	t.Rows = append(t.Rows, []cell{say("Continuing"), number(then.Continuing), number(now.Continuing)}, []cell{say("Overdue"), number(then.Overdue), number(now.Overdue)},
		[]cell{say("Completion rate"), say(rate(then.Rate)), say(rate(now.Rate))})
	list := table{Caption: "What changed", Empty: "Nothing changed.", Columns: []column{{Head: "Ref", Weight: 2, Kept: true}, {Head: "Item", Weight: 7}, {Head: "Change", Weight: 4},
		{Head: "From", Weight: 4}, {Head: "To", Weight: 4}, {Head: "Cause", Weight: 9}}}
	for _, c := range r.Since.Changes {
		cause := say("")
		if c.Cause != nil {
			cause = cell{Lines: append([]line{{Label: fmt.Sprintf("Update %d, %s", c.Cause.Number, day(c.Cause.EffectiveOn))}}, reported(*c.Cause)...)}
		}
		list.Rows = append(list.Rows, []cell{say(c.Ref), say(c.Title), say(changeWords[c.Kind]), say(changed(r, c, c.Was)), say(changed(r, c, c.Is)), cause})
	}
	d.add(t, list)
}

// changed tells one side of a change: a status, a date or leads.
func changed(r workplan.CompletionReport, c workplan.ItemChange, value string) string {
	switch {
	case value == "":
		return ""
	case c.Kind == workplan.ChangeReLed:
		return strings.Join(names(r, strings.Split(value, ", ")), ", ")
	case c.Kind == workplan.ChangeReDated:
		return period(workplan.PartialDate(value))
	default:
		return or(statusWords[workplan.Status(value)], value)
	}
}

// annex gives every item a sheet with its full history, on landscape pages.
func (d *document) annex(r workplan.CompletionReport) {
	if r.Annex == nil {
		return
	}
	d.add(turn{Landscape: true})
	d.part("annex", "Annex: the record of each item")
	for _, h := range r.Annex {
		d.add(heading{Level: 2, Text: h.Item.Ref + " " + h.Item.Title, ID: "item-" + h.Item.Ref}, itemFacts(r, h.Item))
		t := table{Caption: "Updates of item " + h.Item.Ref, Empty: "Nothing was reported on this item.", Columns: []column{{Head: "No.", Weight: 2, Numeric: true},
			{Head: "True from", Weight: 5}, {Head: "Recorded", Weight: 6}, {Head: "By", Weight: 6}, {Head: "Status", Weight: 5}, {Head: "What was reported", Weight: 18}}}
		for _, u := range h.Updates {
			t.Rows = append(t.Rows, []cell{number(u.Number), say(day(u.EffectiveOn)), say(moment(u.RecordedAt).String()), speakerCell(r, u), updateStatus(u), updateCell(h, u)})
		}
		d.add(t)
	}
}

func itemFacts(r workplan.CompletionReport, i workplan.ActionItem) facts {
	f := facts{{"Status", statusWords[i.Status]}, {"Nature", natureWords[i.Nature]}, {"Leads", or(strings.Join(names(r, i.Leads), ", "), notRecorded)}}
	for _, more := range []fact{{"Supporting", strings.Join(names(r, i.Supporting), ", ")}, {"Partners", strings.Join(names(r, i.Partners), ", ")},
		{"Description", i.Description}, {"Expected output", i.ExpectedOutput}, {"Topics", strings.Join(i.Topics, ", ")}, {"Note", i.Note}, {"Source", i.Source}} {
		if more.Value != "" {
			f = append(f, more)
		}
	}
	return append(f, fact{"Start", period(i.Start)}, fact{"Due", period(i.Due)})
}

func speakerCell(r workplan.CompletionReport, u workplan.StatusUpdate) cell {
	c := say(or(or(r.Names[u.Lead], u.Lead), "Co-chairs"))
	if u.OnBehalf {
		c.Lines = append(c.Lines, line{Text: "posted by the secretariat on its behalf"})
	}
	return c
}

func updateStatus(u workplan.StatusUpdate) cell {
	if u.Status == "" {
		return say("unchanged")
	}
	return statusCell(u.Status)
}

func updateCell(h workplan.ItemHistory, u workplan.StatusUpdate) cell {
	var c cell
	if by := h.CorrectedBy[u.Number]; by > 0 {
		c.Lines = append(c.Lines, line{Text: fmt.Sprintf("Corrected by update %d; no longer counts.", by)})
	}
	if u.Corrects > 0 {
		c.Lines = append(c.Lines, line{Label: fmt.Sprintf("Corrects update %d", u.Corrects), Text: u.CorrectionReason})
	}
	if u.Kind != workplan.UpdateProgress {
		c.Lines = append(c.Lines, line{Text: kindWords[u.Kind]})
	}
	c.Lines = append(c.Lines, reported(u)...)
	if u.CompletedOn != "" {
		c.Lines = append(c.Lines, line{Label: "Completed", Text: period(u.CompletedOn)})
	}
	if u.PlannedCompletion != "" {
		c.Lines = append(c.Lines, line{Label: "Planned completion", Text: period(u.PlannedCompletion)})
	}
	return c
}
