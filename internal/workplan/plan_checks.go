package workplan

import (
	"cmp"
	"maps"
	"slices"
)

// DefaultQuietDays is after how many days without a report the plan check speaks up, where nothing else is asked for.
const DefaultQuietDays = 180

// MaxQuietDays is the most that may be asked for.
const MaxQuietDays = 3650

// postponedDays is how long an item may stand postponed before the plan check asks for a decision.
const postponedDays = 365

// Finding is what a rule of the plan check found on a subject. Title is that of the item, objective or plan; Detail says what was found, in a
// sentence or two. Waiver is the one in force for it, nil where it counts.
type Finding struct {
	Rule     string
	Severity Severity
	Subject  Subject
	Title    string
	Detail   Sentence
	Waiver   *Waiver
}

// PlanCheck is what the rules of the plan check find in a plan as it stood in a view, as far as the reader sees it: the findings in the order
// of the rules, waived ones among them. Standing counts those that are not waived, Waived the others. Waivers are all of the plan in that view, Idle those in
// force whose finding is gone; Unchecked are the rules that could not be applied.
type PlanCheck struct {
	QuietDays  int
	Findings   []Finding
	Standing   int
	Waived     int
	BySeverity map[Severity]int
	ByRule     []RuleCount
	Waivers    []WaiverReading
	Idle       []Waiver
	Unchecked  []Unchecked
}

// RuleCount is how many findings of a rule stand and are waived; rules without any are left out.
type RuleCount struct {
	Rule     string
	Severity Severity
	Standing int
	Waived   int
}

// Unchecked is a rule that could not be applied, and why.
type Unchecked struct {
	Rule string
	Why  Sentence
}

// CheckSource is what the plan check needs beside the source of the report, which then holds all updates that the reader may see: the standings
// in the body, what was reported on each item without its narrative, whoever may read it, and the waivers that the reader may see, as they stood
// in the view. MoreDeliverables marks, by ref, the items with deliverables that the reader does not see. Register says whether the reader may learn of standings, Whole whether it sees everything of the body. Fold makes texts comparable
// as search does.
type CheckSource struct {
	Memberships []Membership
	History     map[int64][]StatusUpdate
	Waivers     []WaiverReading
	QuietDays   int

	MoreDeliverables map[string]bool

	Register bool
	Whole    bool
	Fold     func(...string) string
}

// CheckPlan applies every rule of [CheckRules] to the plan of a source that has its Check. It is a pure function: the same source gives the
// same findings, in whatever order its lists come. Where the source is narrowed to a scope, all of the plan is checked and what lies within
// the scope is told.
func CheckPlan(src ReportSource) PlanCheck {
	c := newCheckup(src)
	check := PlanCheck{QuietDays: c.QuietDays, Waivers: c.Waivers}
	waived := map[string]*Waiver{}
	for _, w := range c.Waivers {
		if w.State == WaiverInForce && c.within(w.Subject()) {
			waived[w.Rule+" on "+w.Subject().String()] = &w.Waiver
		}
	}
	for _, rule := range CheckRules {
		if why := rule.unchecked(c); why.Text != "" {
			check.Unchecked = append(check.Unchecked, Unchecked{rule.ID, why})
			maps.DeleteFunc(waived, func(_ string, w *Waiver) bool { return w.Rule == rule.ID }) // nobody can tell whether it is idle
			continue
		}
		for _, f := range rule.find(c) {
			key := rule.ID + " on " + f.Subject.String()
			f.Rule, f.Severity, f.Waiver = rule.ID, rule.Severity, waived[key]
			delete(waived, key)
			check.Findings = append(check.Findings, f)
		}
	}
	for _, w := range c.Waivers {
		if waived[w.Rule+" on "+w.Subject().String()] != nil {
			check.Idle = append(check.Idle, w.Waiver)
		}
	}
	slices.SortFunc(check.Idle, func(a, b Waiver) int { return cmp.Compare(a.Number, b.Number) })
	return check.counted()
}

// BuildCheck is the report of which there is nothing but the plan, when and for whom it was looked at, and its check.
func BuildCheck(src ReportSource) CompletionReport {
	check := CheckPlan(src)
	return CompletionReport{Plan: src.Plan, AsOf: src.View.AsOf, KnownAt: src.View.KnownAt, GeneratedAt: src.GeneratedAt, Audience: src.Audience, Scope: src.Scope, Check: &check}
}

// counted is the check with its numbers reckoned from its findings.
func (c PlanCheck) counted() PlanCheck {
	c.Standing, c.Waived, c.BySeverity, c.ByRule = 0, 0, map[Severity]int{}, nil
	for _, f := range c.Findings {
		if n := len(c.ByRule); n == 0 || c.ByRule[n-1].Rule != f.Rule {
			c.ByRule = append(c.ByRule, RuleCount{Rule: f.Rule, Severity: f.Severity})
		}
		of := &c.ByRule[len(c.ByRule)-1]
		if f.Waiver != nil {
			of.Waived, c.Waived = of.Waived+1, c.Waived+1
			continue
		}
		of.Standing, c.Standing = of.Standing+1, c.Standing+1
		c.BySeverity[f.Severity]++
	}
	return c
}

// Narrowed is the check with only the rules, and severities, that are asked for; empty lists ask for all. Its numbers are those of what is left.
func (c PlanCheck) Narrowed(rules []string, severities []Severity) PlanCheck {
	other := func(rule string) bool {
		of, _ := RuleOfCheck(rule)
		return !among(rules, rule) || !among(severities, of.Severity)
	}
	c.Findings = slices.DeleteFunc(slices.Clone(c.Findings), func(f Finding) bool { return other(f.Rule) })
	c.Idle = slices.DeleteFunc(slices.Clone(c.Idle), func(w Waiver) bool { return other(w.Rule) })
	c.Unchecked = slices.DeleteFunc(slices.Clone(c.Unchecked), func(u Unchecked) bool { return other(u.Rule) })
	return c.counted()
}

// Fails says whether a finding of the severity, or a worse one, stands.
func (c PlanCheck) Fails(from Severity) bool {
	return slices.ContainsFunc(Severities[:slices.Index(Severities, from)+1], func(s Severity) bool { return c.BySeverity[s] > 0 })
}

// Of lists the findings of a rule that stand or, with waived, those that do not.
func (c PlanCheck) Of(rule string, waived bool) []Finding {
	return slices.DeleteFunc(slices.Clone(c.Findings), func(f Finding) bool { return f.Rule != rule || (f.Waiver != nil) != waived })
}
