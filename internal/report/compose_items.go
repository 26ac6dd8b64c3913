package report

import (
	"strings"

	"fwptracker/internal/workplan"
)

// lists tell of the completed, the open and the continuing items.
func (d *document) lists(r workplan.CompletionReport) {
	d.part("completed", "Completed items")
	done := table{Caption: d.t("Completed by %s", d.day(r.AsOf)), Empty: d.t("No item is completed."), Columns: d.heads([]column{{Head: "Ref", Weight: 2, Kept: true}, {Head: "Item", Weight: 7},
		{Head: "Leads", Weight: 4}, {Head: "Completed", Weight: 4}, {Head: "What was delivered", Weight: 10}})}
	for _, i := range r.Completed {
		done.Rows = append(done.Rows, []cell{say(i.Item.Ref), d.withOutput(i, d.titleCell(i)), d.namesCell(r, i.Item.Leads), d.completedCell(i), d.deliveredCell(r, i)})
	}
	d.add(done)
	d.part("open", "Open items")
	d.add(d.openTable(r, d.t("One-off items open on %s", d.day(r.AsOf)), d.t("No one-off item is open."), r.Open))
	d.part("continuing", "Continuing items")
	if len(r.Continuing) > 0 {
		d.explain("Continuing items are reported each year and stay outside the completion rate.")
	}
	d.add(d.openTable(r, d.t("Where the continuing items stood on %s", d.day(r.AsOf)), d.t("The plan has no continuing item."), r.Continuing))
}

func (v voice) openTable(r workplan.CompletionReport, caption, empty string, items []workplan.ReportItem) table {
	t := table{Caption: caption, Empty: empty, Columns: v.heads([]column{{Head: "Ref", Weight: 2, Kept: true}, {Head: "Item", Weight: 7}, {Head: "Leads", Weight: 4},
		{Head: "Status", Weight: 4}, {Head: "Due", Weight: 5}, {Head: "Latest report and next steps", Weight: 10}})}
	for _, i := range items {
		t.Rows = append(t.Rows, []cell{say(i.Item.Ref), v.withOutput(i, say(i.Item.Title)), v.namesCell(r, i.Item.Leads), v.standingCell(i), v.dueCell(i), v.latestCell(r, i)})
	}
	return t
}

// withOutput adds to a cell what the item is to bring.
func (v voice) withOutput(i workplan.ReportItem, c cell) cell {
	if i.Item.ExpectedOutput != "" {
		c.Lines = append(c.Lines, line{Label: v.t("Expected output"), Text: i.Item.ExpectedOutput})
	}
	return c
}

// titleCell names an item, and says of a continuing one that it is.
func (v voice) titleCell(i workplan.ReportItem) cell {
	c := say(i.Item.Title)
	if i.Item.Nature == workplan.NatureContinuing {
		c.Lines = append(c.Lines, line{Text: v.t("Continuing item")})
	}
	return c
}

func (v voice) namesCell(r workplan.CompletionReport, codes workplan.List) cell {
	return say(or(strings.Join(names(r, codes), ", "), v.notRecorded()))
}

func (v voice) completedCell(i workplan.ReportItem) cell {
	c := say(v.period(i.Item.CompletedOn))
	if i.Late {
		c.Lines = append(c.Lines, line{Text: v.t("Late: %s", v.lateWords(i))})
	}
	return c
}

func (v voice) lateWords(i workplan.ReportItem) string {
	if i.Item.Due == "" {
		return v.t("after the plan's period")
	}
	return v.t("due %s", v.period(i.Item.Due))
}

func (v voice) deliveredCell(r workplan.CompletionReport, i workplan.ReportItem) cell {
	var c cell
	for _, u := range quoted(i) {
		if lines := v.reported(*u); len(lines) > 0 {
			c.Lines = append(c.Lines, v.saidIn(r, *u)...)
		}
	}
	c.Lines = append(c.Lines, v.outputLines(r, i)...)
	if len(c.Lines) == 0 {
		return say(v.notRecorded())
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
func (v voice) reported(u workplan.StatusUpdate) []line {
	var lines []line
	for _, part := range []line{{Text: u.Done}, {Label: v.t("Next steps"), Text: u.NextSteps}, {Label: v.t("Reason"), Text: u.Reason},
		{Label: v.t("Openings for involvement"), Text: u.Openings}} {
		if part.Text != "" {
			lines = append(lines, part)
		}
	}
	for _, l := range u.Evidence {
		lines = append(lines, line{Label: v.t("Evidence"), Text: l.Title, Link: l.URL})
	}
	return lines
}

func (v voice) standingCell(i workplan.ReportItem) cell {
	c := v.statusCell(i.Item.Status)
	if i.Item.Health != "" {
		c.Lines = append(c.Lines, line{Text: v.word(i.Item.Health)})
	}
	if i.Silent {
		c.Lines = append(c.Lines, line{Text: v.t("Silent")})
	}
	return c
}

func (v voice) dueCell(i workplan.ReportItem) cell {
	c := say(v.t("no due date recorded"))
	if i.Item.Due != "" {
		c = say(v.period(i.Item.Due))
	}
	if i.OverdueDays > 0 {
		c.Lines = append(c.Lines, line{Text: v.t("Overdue by %s", v.count(i.OverdueDays, "no day", "1 day", "%d days"))})
	}
	if words := v.planWordsOf(i); words != (line{}) {
		c.Lines = append(c.Lines, words)
	}
	return c
}

// planWordsOf tell for when a lead plans to complete an open item, and where that day is past, that it is; nothing where no lead gave one.
func (v voice) planWordsOf(i workplan.ReportItem) line {
	switch {
	case i.Item.PlannedCompletion == "":
		return line{}
	case i.PlanOverDays > 0:
		return line{Text: v.t("Was planned for %s, which is over", v.period(i.Item.PlannedCompletion))}
	default:
		return line{Label: v.t("Now planned for"), Text: v.period(i.Item.PlannedCompletion)}
	}
}

func (v voice) latestCell(r workplan.CompletionReport, i workplan.ReportItem) cell {
	switch {
	case i.Latest == nil && i.Item.LastReportedOn != "":
		return say(v.t("No report to show; last heard on %s.", v.day(i.Item.LastReportedOn)))
	case i.Latest == nil:
		return say(v.t("No report yet."))
	}
	return cell{Lines: v.saidIn(r, *i.Latest)}
}

// silence names the items and leads that have not been heard.
func (d *document) silence(r workplan.CompletionReport) {
	d.part("silent", "Silent items and leads")
	if r.SilentSince == "" {
		d.say("No day is recorded from which silence could be counted.")
		return
	}
	d.explain("Counted from %s.", d.silentFrom(r))
	items := table{Caption: d.t("Silent items"), Empty: d.t("No open item is silent."), Columns: d.heads([]column{{Head: "Ref", Weight: 2, Kept: true}, {Head: "Item", Weight: 9},
		{Head: "Leads", Weight: 5}, {Head: "Status", Weight: 4}, {Head: "Last heard", Weight: 5}})}
	for _, i := range r.Silent {
		items.Rows = append(items.Rows, []cell{say(i.Item.Ref), d.titleCell(i), d.namesCell(r, i.Item.Leads), d.statusCell(i.Item.Status), d.heardCell(i)})
	}
	leads := table{Caption: d.t("Silent leads"), Empty: d.t("Every lead with an open item was heard."), Columns: d.heads([]column{{Head: "Lead", Weight: 5}, {Head: "Open items", Weight: 9}})}
	for _, l := range r.SilentLeads {
		leads.Rows = append(leads.Rows, []cell{say(l.Name), say(strings.Join(l.Refs, ", "))})
	}
	d.add(items, leads)
	if len(r.Reported) > 0 {
		d.add(d.reportedTable(r))
	}
}

// silentFrom is the day from which silence counts, and the meeting that was over then.
func (v voice) silentFrom(r workplan.CompletionReport) string {
	if r.LastMeeting != nil && r.SilentSince == r.LastMeeting.LastDay() {
		return v.t("%s, the last day of the last meeting before this report (%s)", v.day(r.SilentSince), r.LastMeeting.Name)
	}
	return v.t("%s; updates were taken from the day after", v.day(r.SilentSince))
}

// reportedTable names the leads that reported at meetings, by the meetings' own records.
func (v voice) reportedTable(r workplan.CompletionReport) table {
	t := table{Caption: v.t("Leads that reported on the plan at meetings, by the records of the meetings"), Columns: v.heads([]column{{Head: "Meeting", Weight: 7}, {Head: "Over on", Weight: 4}, {Head: "Leads", Weight: 10}})}
	for _, m := range r.Reported {
		t.Rows = append(t.Rows, []cell{say(m.Name), say(v.day(m.On)), v.namesCell(r, m.Leads)})
	}
	return t
}

func (d *document) openings(r workplan.CompletionReport) {
	d.part("openings", "Openings for involvement")
	d.sought(r)
	t := table{Caption: d.t("Where members can join in, by the latest reports"), Empty: d.t("No latest report names an opening."), Columns: d.heads([]column{{Head: "Ref", Weight: 2, Kept: true}, {Head: "Item", Weight: 7},
		{Head: "Leads", Weight: 4}, {Head: "Opening", Weight: 10}, {Head: "As of", Weight: 4}})}
	for _, i := range r.Openings {
		said := say(i.Latest.Openings)
		if i.Latest.OnBehalf {
			said.Lines = append(said.Lines, line{Text: capital(d.t(onBehalf))})
		}
		t.Rows = append(t.Rows, []cell{say(i.Item.Ref), d.titleCell(i), d.namesCell(r, i.Item.Leads), said, say(d.day(i.Latest.EffectiveOn))})
	}
	d.add(t)
}

// decided tells of the items that were postponed or withdrawn, and why.
func (d *document) decided(r workplan.CompletionReport) {
	d.part("decided", "Postponed and withdrawn items")
	t := table{Caption: d.t("Postponed or withdrawn, and why"), Empty: d.t("No item is postponed or withdrawn."), Columns: d.heads([]column{{Head: "Ref", Weight: 2, Kept: true}, {Head: "Item", Weight: 7},
		{Head: "Leads", Weight: 4}, {Head: "Status", Weight: 4}, {Head: "Since", Weight: 4}, {Head: "Reason", Weight: 9}})}
	for _, list := range [][]workplan.ReportItem{r.Postponed, r.Withdrawn} {
		for _, i := range list {
			t.Rows = append(t.Rows, []cell{say(i.Item.Ref), d.titleCell(i), d.namesCell(r, i.Item.Leads), d.statusCell(i.Item.Status), say(d.day(i.Item.StatusSince)), d.reasonCell(r, i)})
		}
	}
	d.add(t)
}

// reasonCell tells why an item was postponed or withdrawn, and who said so.
func (v voice) reasonCell(r workplan.CompletionReport, i workplan.ReportItem) cell {
	if i.StatusSetBy == nil {
		return say(v.notRecorded())
	}
	c := cell{Lines: []line{{Label: capital(v.speaker(r, *i.StatusSetBy)), Text: or(i.StatusSetBy.Reason, v.notRecorded())}}}
	if i.StatusSetBy.OnBehalf {
		c.Lines = append(c.Lines, line{Text: capital(v.t(onBehalf))})
	}
	return c
}

// carried is the schedule of what came from an earlier plan and what went on into a later one.
func (d *document) carried(r workplan.CompletionReport) {
	d.part("carried", "Carry-over schedule")
	t := table{Caption: d.t("Items carried from plan to plan"), Empty: d.t("No item came from an earlier plan, and none has gone on into a later one."),
		Columns: d.heads([]column{{Head: "Old reference", Weight: 5}, {Head: "New reference", Weight: 5}, {Head: "Item, as the later plan calls it", Weight: 8}, {Head: "Later plan", Weight: 6}})}
	for _, list := range [][]workplan.Carried{r.CarriedIn, r.CarriedOn} {
		for _, c := range list {
			into := c.Into
			if c.Draft {
				into = d.t("%s (a draft on %s)", into, d.day(r.AsOf))
			}
			t.Rows = append(t.Rows, []cell{say(c.From), say(c.To), say(c.Title), say(into)})
		}
	}
	d.add(t)
}
