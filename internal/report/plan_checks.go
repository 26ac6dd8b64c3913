package report

import (
	"fmt"
	"strings"

	"fwptracker/internal/workplan"
)

var severityWords = map[workplan.Severity]string{workplan.SeverityError: "Error", workplan.SeverityWarning: "Warning", workplan.SeverityAdvice: "Advice"}

// severityCounted name one finding of a severity, and several.
var severityCounted = map[workplan.Severity][2]string{workplan.SeverityError: {"error", "errors"}, workplan.SeverityWarning: {"warning", "warnings"},
	workplan.SeverityAdvice: {"piece of advice", "pieces of advice"}}

// check is the last annex: what the plan check found, by rule with what to do about it, then what was waived, by whom and why.
func (d *document) check(r workplan.CompletionReport) {
	if r.Check == nil {
		return
	}
	c := *r.Check
	d.add(turn{Landscape: true})
	d.part("check", "Annex: plan check")
	d.say("%s", checkInBrief(c))
	d.explain("Rules look in the plan for what is missing, late or contradictory; an item on which nothing was reported for more than %s counts as quiet. "+
		"An error is a record that contradicts itself or another, a warning asks somebody to act, advice makes the plan easier to follow.", count(c.QuietDays, "day", "days"))
	d.add(ruleTable(c))
	for _, of := range c.ByRule {
		if of.Standing > 0 {
			d.findings(of, c.Of(of.Rule, false))
		}
	}
	if c.Waived > 0 {
		d.add(heading{Level: 2, Text: "Waived findings", ID: "check-waived"}, waivedTable(c))
	}
	if len(c.Idle) > 0 {
		d.add(heading{Level: 2, Text: "Waivers whose finding is gone", ID: "check-idle"}, idleTable(c))
	}
	for _, u := range c.Unchecked {
		rule, _ := workplan.RuleOfCheck(u.Rule)
		d.explain("Not checked: %s (%s). %s", rule.Title, rule.ID, u.Why)
	}
}

// checkInBrief tells the numbers of a check in a sentence or two.
func checkInBrief(c workplan.PlanCheck) string {
	text := "The plan check has no finding."
	if c.Standing > 0 {
		var parts []string
		for _, s := range workplan.Severities {
			if n := c.BySeverity[s]; n > 0 {
				parts = append(parts, count(n, severityCounted[s][0], severityCounted[s][1]))
			}
		}
		text = fmt.Sprintf("The plan check has %s: %s.", count(c.Standing, "finding", "findings"), listed(parts))
	}
	if c.Waived > 0 {
		text += fmt.Sprintf(" Waived, and not counted: %d.", c.Waived)
	}
	return text
}

func ruleTable(c workplan.PlanCheck) table {
	t := table{Caption: "Findings by rule", Total: true, Empty: "No rule found anything.", Columns: []column{{Head: "Rule", Weight: 10}, {Head: "Severity", Weight: 3},
		{Head: "Standing", Weight: 2, Numeric: true}, {Head: "Waived", Weight: 2, Numeric: true}}}
	for _, of := range c.ByRule {
		rule, _ := workplan.RuleOfCheck(of.Rule)
		t.Rows = append(t.Rows, []cell{ruleCell(rule), say(severityWords[of.Severity]), number(of.Standing), number(of.Waived)})
	}
	if len(t.Rows) > 0 {
		t.Rows = append(t.Rows, []cell{say("All"), say(""), number(c.Standing), number(c.Waived)})
	}
	return t
}

func ruleCell(rule workplan.CheckRule) cell {
	return cell{Lines: []line{{Text: rule.Title}, {Text: rule.ID}}}
}

// findings tell what a rule found. Where each finding says only that something is not recorded, it lists the refs.
func (d *document) findings(of workplan.RuleCount, found []workplan.Finding) {
	rule, _ := workplan.RuleOfCheck(of.Rule)
	d.add(heading{Level: 2, Text: rule.Title, ID: "check-" + rule.ID})
	d.explain("%s, %s. %s What to do: %s", severityWords[rule.Severity], rule.ID, rule.Why, rule.Do)
	if rule.Gap {
		var refs []string
		for _, f := range found {
			refs = append(refs, f.Subject.Ref)
		}
		d.say("%s: %s.", count(len(refs), "item", "items"), strings.Join(refs, ", "))
		return
	}
	t := table{Caption: "Findings of " + rule.ID, Columns: []column{{Head: "On", Weight: 3, Kept: true}, {Head: "Title", Weight: 9}, {Head: "Finding", Weight: 12}}}
	for _, f := range found {
		t.Rows = append(t.Rows, []cell{say(capital(f.Subject.String())), say(f.Title), say(f.Detail.Text)})
	}
	d.add(t)
}

func waivedTable(c workplan.PlanCheck) table {
	t := table{Caption: "Who waived what, and why", Columns: []column{{Head: "On", Weight: 3, Kept: true}, {Head: "Rule", Weight: 6}, {Head: "Finding", Weight: 8}, {Head: "Waived by", Weight: 4},
		{Head: "Reason", Weight: 9}, {Head: "In force", Weight: 5}}}
	for _, f := range c.Findings {
		if f.Waiver == nil {
			continue
		}
		rule, _ := workplan.RuleOfCheck(f.Rule)
		t.Rows = append(t.Rows, []cell{say(capital(f.Subject.String())), ruleCell(rule), say(f.Detail.Text), say(f.Waiver.MadeBy), say(f.Waiver.Reason), say(inForce(*f.Waiver))})
	}
	return t
}

func idleTable(c workplan.PlanCheck) table {
	t := table{Caption: "Waivers that can be withdrawn", Columns: []column{{Head: "On", Weight: 3, Kept: true}, {Head: "Rule", Weight: 6}, {Head: "Waived by", Weight: 4}, {Head: "Reason", Weight: 12},
		{Head: "In force", Weight: 5}}}
	for _, w := range c.Idle {
		rule, _ := workplan.RuleOfCheck(w.Rule)
		t.Rows = append(t.Rows, []cell{say(capital(w.Subject().String())), ruleCell(rule), say(w.MadeBy), say(w.Reason), say(inForce(w))})
	}
	return t
}

// inForce says from when to when a waiver counts.
func inForce(w workplan.Waiver) string {
	if w.Until == "" {
		return "from " + day(w.EffectiveOn)
	}
	return "from " + day(w.EffectiveOn) + " to " + day(w.Until)
}

// checkColumns are the columns of the sheet of findings.
var checkColumns = []struct {
	head  string
	width float64
	value func(workplan.CheckRule, workplan.Finding) any
}{
	{"Severity", 10, func(_ workplan.CheckRule, f workplan.Finding) any { return severityWords[f.Severity] }},
	{"Rule", 26, func(rule workplan.CheckRule, _ workplan.Finding) any { return rule.ID }},
	{"On", 14, func(_ workplan.CheckRule, f workplan.Finding) any { return capital(f.Subject.String()) }},
	{"Ref", 7, func(_ workplan.CheckRule, f workplan.Finding) any { return f.Subject.Ref }},
	{"Title", 36, func(_ workplan.CheckRule, f workplan.Finding) any { return f.Title }},
	{"Finding", 44, func(_ workplan.CheckRule, f workplan.Finding) any { return f.Detail.Text }},
	{"What to do", 44, func(rule workplan.CheckRule, _ workplan.Finding) any { return rule.Do }},
	{"Counts", 8, func(_ workplan.CheckRule, f workplan.Finding) any { return f.Waiver == nil }},
	{"Waived by", 16, ofWaiver(func(w workplan.Waiver) any { return w.MadeBy })},
	{"Reason for waiving", 36, ofWaiver(func(w workplan.Waiver) any { return w.Reason })},
	{"Waived from", 12, ofWaiver(func(w workplan.Waiver) any { return w.EffectiveOn })},
	{"Waived to", 12, ofWaiver(func(w workplan.Waiver) any { return w.Until })},
}

// ofWaiver reads from the waiver of a finding, where it has one.
func ofWaiver(value func(workplan.Waiver) any) func(workplan.CheckRule, workplan.Finding) any {
	return func(_ workplan.CheckRule, f workplan.Finding) any {
		if f.Waiver == nil {
			return nil
		}
		return value(*f.Waiver)
	}
}

// check lists the findings of the plan check, where the report has one.
func (b *book) check() error {
	if b.report.Check == nil {
		return nil
	}
	l := layout{name: "Check", cols: 3, pages: 2}
	var names []string
	for _, c := range checkColumns {
		names, l.widths = append(names, c.head), append(l.widths, c.width)
	}
	return b.list(l, names, func(yield func([]any) bool) {
		for _, f := range b.report.Check.Findings {
			rule, _ := workplan.RuleOfCheck(f.Rule)
			row := make([]any, len(checkColumns))
			for n, c := range checkColumns {
				row[n] = c.value(rule, f)
			}
			if !yield(row) {
				return
			}
		}
	}, "The plan check has no finding.")
}
