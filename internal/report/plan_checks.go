package report

import (
	"strings"

	"fwptracker/internal/workplan"
)

var severityWords = map[workplan.Severity]string{workplan.SeverityError: "Error", workplan.SeverityWarning: "Warning", workplan.SeverityAdvice: "Advice"}

// severityCounted name one finding of a severity, and several.
var severityCounted = map[workplan.Severity][2]string{workplan.SeverityError: {"1 error", "%d errors"}, workplan.SeverityWarning: {"1 warning", "%d warnings"},
	workplan.SeverityAdvice: {"1 piece of advice", "%d pieces of advice"}}

// check is the last annex: what the plan check found, by rule with what to do about it, then what was waived, by whom and why.
func (d *document) check(r workplan.CompletionReport) {
	if r.Check == nil {
		return
	}
	c := *r.Check
	d.add(turn{Landscape: true})
	d.part("check", "Annex: plan check")
	d.add(paragraph{Text: d.checkInBrief(c)})
	d.explain("Rules look in the plan for what is missing, late or contradictory; an item on which nothing was reported for more than %s counts as quiet. "+
		"An error is a record that contradicts itself or another, a warning asks somebody to act, advice makes the plan easier to follow.", d.count(c.QuietDays, "no day", "1 day", "%d days"))
	d.add(d.ruleTable(c))
	for _, of := range c.ByRule {
		if of.Standing > 0 {
			d.findings(of, c.Of(of.Rule, false))
		}
	}
	if c.Waived > 0 {
		d.add(heading{Level: 2, Text: d.t("Waived findings"), ID: "check-waived"}, d.waivedTable(c))
	}
	if len(c.Idle) > 0 {
		d.add(heading{Level: 2, Text: d.t("Waivers whose finding is gone"), ID: "check-idle"}, d.idleTable(c))
	}
	for _, u := range c.Unchecked {
		rule, _ := workplan.RuleOfCheck(u.Rule)
		d.explain("Not checked: %s (%s). %s", d.t(rule.Title), rule.ID, d.said(u.Why))
	}
}

// checkInBrief tells the numbers of a check in a sentence or two.
func (v voice) checkInBrief(c workplan.PlanCheck) string {
	text := v.t("The plan check has no finding.")
	if c.Standing > 0 {
		var parts []string
		for _, s := range workplan.Severities {
			if n := c.BySeverity[s]; n > 0 {
				parts = append(parts, v.count(n, "", severityCounted[s][0], severityCounted[s][1]))
			}
		}
		text = v.t("The plan check has %s: %s.", v.count(c.Standing, "no finding", "1 finding", "%d findings"), v.listed(parts))
	}
	if c.Waived > 0 {
		text += " " + v.t("Waived, and not counted: %d.", c.Waived)
	}
	return text
}

func (v voice) ruleTable(c workplan.PlanCheck) table {
	t := table{Caption: v.t("Findings by rule"), Total: true, Empty: v.t("No rule found anything."), Columns: v.heads([]column{{Head: "Rule", Weight: 10}, {Head: "Severity", Weight: 3},
		{Head: "Standing|findings", Weight: 2, Numeric: true}, {Head: "Waived", Weight: 2, Numeric: true}})}
	for _, of := range c.ByRule {
		rule, _ := workplan.RuleOfCheck(of.Rule)
		t.Rows = append(t.Rows, []cell{v.ruleCell(rule), say(v.t(severityWords[of.Severity])), v.number(of.Standing), v.number(of.Waived)})
	}
	if len(t.Rows) > 0 {
		t.Rows = append(t.Rows, []cell{say(v.t("All|sum")), say(""), v.number(c.Standing), v.number(c.Waived)})
	}
	return t
}

func (v voice) ruleCell(rule workplan.CheckRule) cell {
	return cell{Lines: []line{{Text: v.t(rule.Title)}, {Text: rule.ID}}}
}

// findings tell what a rule found. Where each finding says only that something is not recorded, it lists the refs.
func (d *document) findings(of workplan.RuleCount, found []workplan.Finding) {
	rule, _ := workplan.RuleOfCheck(of.Rule)
	d.add(heading{Level: 2, Text: d.t(rule.Title), ID: "check-" + rule.ID})
	d.explain("%s, %s. %s What to do: %s", d.t(severityWords[rule.Severity]), rule.ID, d.t(rule.Why), d.t(rule.Do))
	if rule.Gap {
		var refs []string
		for _, f := range found {
			refs = append(refs, f.Subject.Ref)
		}
		d.say("%s: %s.", d.count(len(refs), "no item", "1 item", "%d items"), strings.Join(refs, ", "))
		return
	}
	t := table{Caption: d.t("Findings of %s", rule.ID), Columns: d.heads([]column{{Head: "On|subject", Weight: 3, Kept: true}, {Head: "Title", Weight: 9}, {Head: "Finding", Weight: 12}})}
	for _, f := range found {
		t.Rows = append(t.Rows, []cell{say(capital(d.subject(f.Subject))), say(f.Title), say(d.said(f.Detail))})
	}
	d.add(t)
}

func (v voice) waivedTable(c workplan.PlanCheck) table {
	t := table{Caption: v.t("Who waived what, and why"), Columns: v.heads([]column{{Head: "On|subject", Weight: 3, Kept: true}, {Head: "Rule", Weight: 6}, {Head: "Finding", Weight: 8}, {Head: "Waived by", Weight: 4},
		{Head: "Reason", Weight: 9}, {Head: "In force", Weight: 5}})}
	for _, f := range c.Findings {
		if f.Waiver == nil {
			continue
		}
		rule, _ := workplan.RuleOfCheck(f.Rule)
		t.Rows = append(t.Rows, []cell{say(capital(v.subject(f.Subject))), v.ruleCell(rule), say(v.said(f.Detail)), say(f.Waiver.MadeBy), say(f.Waiver.Reason), say(v.inForce(*f.Waiver))})
	}
	return t
}

func (v voice) idleTable(c workplan.PlanCheck) table {
	t := table{Caption: v.t("Waivers that can be withdrawn"), Columns: v.heads([]column{{Head: "On|subject", Weight: 3, Kept: true}, {Head: "Rule", Weight: 6}, {Head: "Waived by", Weight: 4}, {Head: "Reason", Weight: 12},
		{Head: "In force", Weight: 5}})}
	for _, w := range c.Idle {
		rule, _ := workplan.RuleOfCheck(w.Rule)
		t.Rows = append(t.Rows, []cell{say(capital(v.subject(w.Subject()))), v.ruleCell(rule), say(w.MadeBy), say(w.Reason), say(v.inForce(w))})
	}
	return t
}

// inForce says from when to when a waiver counts.
func (v voice) inForce(w workplan.Waiver) string {
	if w.Until == "" {
		return v.t("from %s", v.day(w.EffectiveOn))
	}
	return v.t("from %s to %s", v.day(w.EffectiveOn), v.day(w.Until))
}

// checkColumns are the columns of the sheet of findings.
var checkColumns = []struct {
	head  string
	width float64
	value func(voice, workplan.CheckRule, workplan.Finding) any
}{
	{"Severity", 10, func(v voice, _ workplan.CheckRule, f workplan.Finding) any { return v.t(severityWords[f.Severity]) }},
	{"Rule", 26, func(v voice, rule workplan.CheckRule, _ workplan.Finding) any { return rule.ID }},
	{"On|subject", 14, func(v voice, _ workplan.CheckRule, f workplan.Finding) any { return capital(v.subject(f.Subject)) }},
	{"Ref|item", 7, func(v voice, _ workplan.CheckRule, f workplan.Finding) any { return f.Subject.Ref }},
	{"Title", 36, func(v voice, _ workplan.CheckRule, f workplan.Finding) any { return f.Title }},
	{"Finding", 44, func(v voice, _ workplan.CheckRule, f workplan.Finding) any { return v.said(f.Detail) }},
	{"What to do", 44, func(v voice, rule workplan.CheckRule, _ workplan.Finding) any { return v.t(rule.Do) }},
	{"Counts", 8, func(v voice, _ workplan.CheckRule, f workplan.Finding) any { return f.Waiver == nil }},
	{"Waived by", 16, ofWaiver(func(w workplan.Waiver) any { return w.MadeBy })},
	{"Reason for waiving", 36, ofWaiver(func(w workplan.Waiver) any { return w.Reason })},
	{"Waived from", 12, ofWaiver(func(w workplan.Waiver) any { return w.EffectiveOn })},
	{"Waived to", 12, ofWaiver(func(w workplan.Waiver) any { return w.Until })},
}

// ofWaiver reads from the waiver of a finding, where it has one.
func ofWaiver(value func(workplan.Waiver) any) func(voice, workplan.CheckRule, workplan.Finding) any {
	return func(v voice, _ workplan.CheckRule, f workplan.Finding) any {
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
		names, l.widths = append(names, b.t(c.head)), append(l.widths, c.width)
	}
	return b.list(l, names, func(yield func([]any) bool) {
		for _, f := range b.report.Check.Findings {
			rule, _ := workplan.RuleOfCheck(f.Rule)
			row := make([]any, len(checkColumns))
			for n, c := range checkColumns {
				row[n] = c.value(b.voice, rule, f)
			}
			if !yield(row) {
				return
			}
		}
	}, b.t("The plan check has no finding."))
}
