package report

import (
	"strings"

	"fwptracker/internal/workplan"
)

// changes compare the plan with how it stood on the earlier day, where one was asked for.
func (d *document) changes(r workplan.CompletionReport) {
	if r.Since == nil {
		return
	}
	d.part("changes", "Changes since %s", d.day(r.Since.Since))
	then, now := r.Since.Headline, r.Headline
	t := table{Caption: d.t("Then and now"), Columns: d.heads([]column{{Head: "Number|figure", Weight: 6}, {Head: d.day(r.Since.Since), Weight: 4, Numeric: true}, {Head: d.day(r.AsOf), Weight: 4, Numeric: true}})}
	for _, s := range workplan.Statuses {
		t.Rows = append(t.Rows, []cell{say(d.t("%s, one-off", d.word(s))), d.number(then.ByStatus[s]), d.number(now.ByStatus[s])})
	}
	t.Rows = append(t.Rows, []cell{say(d.t("Continuing")), d.number(then.Continuing), d.number(now.Continuing)}, []cell{say(d.t("Overdue")), d.number(then.Overdue), d.number(now.Overdue)},
		[]cell{say(d.t("Silent")), d.number(then.Silent), d.number(now.Silent)}, []cell{say(d.t("Completed late")), d.number(then.Late), d.number(now.Late)}, []cell{say(d.t("Completion rate")), say(d.rate(then.Rate)), say(d.rate(now.Rate))})
	list := table{Caption: d.t("What changed"), Empty: d.t("Nothing changed."), Columns: d.heads([]column{{Head: "Ref", Weight: 2, Kept: true}, {Head: "Item", Weight: 7}, {Head: "Change", Weight: 4},
		{Head: "From|before", Weight: 4}, {Head: "To|after", Weight: 4}, {Head: "Cause", Weight: 9}})}
	for _, c := range r.Since.Changes {
		list.Rows = append(list.Rows, []cell{say(c.Ref), say(c.Title), say(d.changeName(c)), say(d.changed(r, c, c.Was)), say(d.changed(r, c, c.Is)), d.causeCell(r, c)})
	}
	d.add(t, list)
	d.stagesSince(r)
}

// changeName says what changed; a date that a lead plans is told apart from the one at which the plan has the item due.
func (v voice) changeName(c workplan.ItemChange) string {
	if c.Planned() {
		return v.t("New planned completion of the lead; the due date stays")
	}
	return v.t(changeWords[c.Kind])
}

// causeCell names what brought a change: the update with its number, who made it and its words, or that the plan itself was edited.
func (v voice) causeCell(r workplan.CompletionReport, c workplan.ItemChange) cell {
	if c.Cause == nil {
		return say(v.causeWords(c))
	}
	lines := v.saidIn(r, *c.Cause)
	lines[0].Label = v.t("Update %d, %s", c.Cause.Number, lines[0].Label)
	if c.Cause.Corrects > 0 {
		lines = append(lines, line{Label: v.t("Corrects update %d", c.Cause.Corrects), Text: c.Cause.CorrectionReason})
	}
	return cell{Lines: lines}
}

// causeWords tell a cause that is no update which the report shows.
func (v voice) causeWords(c workplan.ItemChange) string {
	if c.CausedBy == workplan.CauseUpdate {
		return v.t("an update that this report does not show")
	}
	if c.Amended != nil {
		return v.t("Amendment %d, %s: %s", c.Amended.Number, v.day(c.Amended.EffectiveOn), c.Amended.Reason)
	}
	return v.t(causeNames[c.CausedBy])
}

// changed tells one side of a change: a status, a date or leads.
func (v voice) changed(r workplan.CompletionReport, c workplan.ItemChange, value string) string {
	switch {
	case value == "" && c.Kind == workplan.ChangeReDated:
		return v.t("no date")
	case value == "" && c.Kind == workplan.ChangeReLed:
		return v.t("no lead")
	case value == "":
		return "–"
	case c.Kind == workplan.ChangeReLed:
		return strings.Join(names(r, strings.Split(value, ", ")), ", ")
	case c.Kind == workplan.ChangeReDated && c.FromDue && value == c.Was:
		return v.t("due %s", v.period(workplan.PartialDate(value)))
	case c.Kind == workplan.ChangeReDated:
		return v.period(workplan.PartialDate(value))
	default:
		return v.word(workplan.Status(value))
	}
}
