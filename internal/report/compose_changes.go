package report

import (
	"fmt"
	"strings"

	"fwptracker/internal/workplan"
)

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
		[]cell{say("Silent"), number(then.Silent), number(now.Silent)}, []cell{say("Completed late"), number(then.Late), number(now.Late)}, []cell{say("Completion rate"), say(rate(then.Rate)), say(rate(now.Rate))})
	list := table{Caption: "What changed", Empty: "Nothing changed.", Columns: []column{{Head: "Ref", Weight: 2, Kept: true}, {Head: "Item", Weight: 7}, {Head: "Change", Weight: 4},
		{Head: "From", Weight: 4}, {Head: "To", Weight: 4}, {Head: "Cause", Weight: 9}}}
	for _, c := range r.Since.Changes {
		list.Rows = append(list.Rows, []cell{say(c.Ref), say(c.Title), say(changeName(c)), say(changed(r, c, c.Was)), say(changed(r, c, c.Is)), causeCell(r, c)})
	}
	d.add(t, list)
	d.stagesSince(r)
}

// changeName says what changed; a date that a lead plans is told apart from the one at which the plan has the item due.
func changeName(c workplan.ItemChange) string {
	if c.Planned() {
		return "New planned completion of the lead; the due date stays"
	}
	return changeWords[c.Kind]
}

// causeCell names what brought a change: the update with its number, who made it and its words, or that the plan itself was edited.
func causeCell(r workplan.CompletionReport, c workplan.ItemChange) cell {
	if c.Cause == nil {
		return say(causeWords(c))
	}
	lines := saidIn(r, *c.Cause)
	lines[0].Label = fmt.Sprintf("Update %d, %s", c.Cause.Number, lines[0].Label)
	if c.Cause.Corrects > 0 {
		lines = append(lines, line{Label: fmt.Sprintf("Corrects update %d", c.Cause.Corrects), Text: c.Cause.CorrectionReason})
	}
	return cell{Lines: lines}
}

// causeWords tell a cause that is no update which the report shows.
func causeWords(c workplan.ItemChange) string {
	if c.CausedBy == workplan.CauseUpdate {
		return "an update that this report does not show"
	}
	if c.Amended != nil {
		return fmt.Sprintf("Amendment %d, %s: %s", c.Amended.Number, day(c.Amended.EffectiveOn), c.Amended.Reason)
	}
	return causeNames[c.CausedBy]
}

// changed tells one side of a change: a status, a date or leads.
func changed(r workplan.CompletionReport, c workplan.ItemChange, value string) string {
	switch {
	case value == "" && c.Kind == workplan.ChangeReDated:
		return "no date"
	case value == "" && c.Kind == workplan.ChangeReLed:
		return "no lead"
	case value == "":
		return "–"
	case c.Kind == workplan.ChangeReLed:
		return strings.Join(names(r, strings.Split(value, ", ")), ", ")
	case c.Kind == workplan.ChangeReDated && c.FromDue && value == c.Was:
		return "due " + period(workplan.PartialDate(value))
	case c.Kind == workplan.ChangeReDated:
		return period(workplan.PartialDate(value))
	default:
		return or(statusWords[workplan.Status(value)], value)
	}
}
