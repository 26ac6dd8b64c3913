package web

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// checkPage is what the plan check finds in a plan as it stood: rule by rule what stands, what is waived by whom and why, and what could not be checked.
type checkPage struct {
	Plan     workplan.WorkPlan
	AsOf     workplan.Date
	Moment   moment
	Check    workplan.PlanCheck
	Rules    []checkedRule
	Waivers  []checkWaiver
	AllRules []workplan.CheckRule
	MayWaive bool
	// mends is where who reads the page can mend what was found, for an item, an objective and the plan; nil where they cannot.
	mends func(workplan.Subject) string
}

// checkedRule is a rule with what stands against it.
type checkedRule struct {
	workplan.CheckRule
	Standing []workplan.Finding
}

// checkWaiver is a waiver with what it waives; Found is nil where that is gone, or the waiver counts no more.
type checkWaiver struct {
	workplan.WaiverReading
	Rule  workplan.CheckRule
	Found *workplan.Finding
}

// InForce says whether the waiver counts.
func (w checkWaiver) InForce() bool { return w.State == workplan.WaiverInForce }

// checkPath is the address of the check of a plan.
func checkPath(plan string) string { return planPath(plan) + "/check" }

// Called is the title of a rule.
func (p checkPage) Called(id string) string {
	rule, _ := workplan.RuleOfCheck(id) // of the findings' own rules, which are all there
	return rule.Title
}

// Mend is where the person can mend what was found on a subject; "" where they cannot.
func (p checkPage) Mend(s workplan.Subject) string {
	if p.mends == nil || p.Moment.Past() {
		return ""
	}
	return p.mends(s)
}

// Waive is the address of the form that waives a finding; "" where the person may not.
func (p checkPage) Waive(f workplan.Finding) string {
	if !p.MayWaive {
		return ""
	}
	return checkPath(p.Plan.Code) + "/waive?" + url.Values{"rule": {f.Rule}, "subject": {f.Subject.String()}}.Encode()
}

// Withdraw is the address of the form that withdraws a waiver; "" where the person may not, or it counts no more.
func (p checkPage) Withdraw(w checkWaiver) string {
	if !p.MayWaive || !w.InForce() {
		return ""
	}
	return checkPath(p.Plan.Code) + "/waivers/" + strconv.Itoa(w.Number) + "/withdraw"
}

// Severities are the weights of findings that stand, worst first, with how many there are of each.
func (p checkPage) Severities() []severityCount {
	var list []severityCount
	for _, s := range workplan.Severities {
		if n := p.Check.BySeverity[s]; n > 0 {
			list = append(list, severityCount{s, n})
		}
	}
	return list
}

// severityCount is how many findings of a weight stand.
type severityCount struct {
	Severity workplan.Severity
	Count    int
}

// showCheck shows what the plan check finds in a plan. Who may: whoever may read the plan, of items as far as they may read these.
func (s *site) showCheck(c *call) error {
	page, err := c.check(c.Param("plan"))
	if err != nil {
		return err
	}
	return c.show("plan_check", page)
}

// check reads the check of a plan with its waivers.
func (c *call) check(plan string) (checkPage, error) {
	page := checkPage{AllRules: workplan.CheckRules}
	var err error
	if page.Moment, err = c.momentOf(plan); err != nil {
		return page, err
	}
	r, err := c.report(c.Request().Context(), plan, tracker.ReportRequest{When: page.Moment.when, WithCheck: true, CheckAlone: true})
	if err != nil {
		return page, err
	}
	page.Plan, page.AsOf, page.Check = r.Plan, r.AsOf, *r.Check
	page.MayWaive = !page.Moment.Past() && r.Plan.Status != workplan.PlanClosed && c.may(workplan.WaiveFindings, r.Plan.Body)
	page.mends = c.mendsIn(r.Plan)
	for _, rule := range workplan.CheckRules {
		if standing := page.Check.Of(rule.ID, false); len(standing) > 0 {
			page.Rules = append(page.Rules, checkedRule{rule, standing})
		}
	}
	slices.SortStableFunc(page.Rules, func(a, b checkedRule) int {
		return cmp.Compare(slices.Index(workplan.Severities, a.Severity), slices.Index(workplan.Severities, b.Severity))
	})
	for _, w := range page.Check.Waivers {
		of := checkWaiver{WaiverReading: w}
		of.Rule, _ = workplan.RuleOfCheck(w.Waiver.Rule)
		if n := slices.IndexFunc(page.Check.Findings, func(f workplan.Finding) bool { return f.Waiver != nil && f.Waiver.Number == w.Number }); n >= 0 {
			of.Found = &page.Check.Findings[n]
		}
		page.Waivers = append(page.Waivers, of)
	}
	return page, nil
}

// mendsIn gives where the person can change what a plan says: in the draft, or by an amendment of the plan in force; nil where neither.
func (c *call) mendsIn(p workplan.WorkPlan) func(workplan.Subject) string {
	switch {
	case p.Status == workplan.PlanDraft && c.may(workplan.EditDraft, p.Body):
		return func(s workplan.Subject) string {
			if s == (workplan.Subject{}) {
				return planPath(p.Code) + "/edit"
			}
			return planPath(p.Code) + subjectPath(s) + "/edit"
		}
	case p.Status == workplan.PlanEndorsed && c.may(workplan.PreviewAmendment, p.Body):
		return func(s workplan.Subject) string {
			if s == (workplan.Subject{}) {
				return amendPath(p.Code) + "/plan"
			}
			return amendPath(p.Code) + subjectPath(s)
		}
	default:
		return nil
	}
}

// subjectPath is the address of an item or objective within its plan.
func subjectPath(s workplan.Subject) string {
	if s.Ref != "" {
		return "/items/" + s.Ref
	}
	return "/objectives/" + strconv.Itoa(s.Objective)
}
