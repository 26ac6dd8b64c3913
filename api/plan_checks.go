package api

import (
	"context"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// Severity is the published form of how much a finding matters.
type Severity string //@name Severity

// The severities.
const (
	SeverityError   Severity = "error"
	SeverityWarning Severity = "warning"
	SeverityAdvice  Severity = "advice"
)

// PlanCheck is the published form of what the plan check finds.
//
//	@Description	What the rules of the plan check find in a plan as it stood on as_of, from what was recorded by known_at, as far as the reader may see it. standing counts the
//	@Description	findings that are not waived, and so do by_severity and by_rule; a waived finding stays in the list with its waiver. idle_waivers are in force, but their finding is gone.
//	@Description	unchecked rules could not be applied for this reader: nothing is said about them.
type PlanCheck struct {
	Plan        string         `json:"plan" validate:"required" example:"wg-tip-2021-23"`                              // Code of the plan
	AsOf        string         `json:"as_of" validate:"required" format:"date" example:"2023-11-08"`                   // The day of which it tells
	KnownAt     time.Time      `json:"known_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"` // Only what had been recorded by this moment counts (UTC)
	Audience    Audience       `json:"audience" validate:"required" example:"members"`                                 // For whom it is: it finds only in what they may read
	QuietDays   int            `json:"quiet_days" validate:"required" example:"180"`                                   // After how many days without a report an item is called quiet
	Standing    int            `json:"standing" validate:"required" example:"3"`                                       // How many findings stand: those that are not waived
	Waived      int            `json:"waived" validate:"required" example:"1"`                                         // How many findings are waived
	BySeverity  SeverityCounts `json:"by_severity" validate:"required"`                                                // The standing findings by severity
	ByRule      []RuleCount    `json:"by_rule" validate:"required"`                                                    // The numbers of each rule that finds anything, worst first
	Findings    []Finding      `json:"findings" validate:"required"`                                                   // What was found, by rule and then in the order of the plan, waived findings too
	IdleWaivers []IdleWaiver   `json:"idle_waivers" validate:"required"`                                               // Waivers in force whose finding is gone
	Unchecked   []Unchecked    `json:"unchecked" validate:"required"`                                                  // Rules that could not be applied for this reader, and why
} //@name PlanCheck

// SeverityCounts is how many findings of each severity stand.
//
//	@Description	How many findings of each severity stand.
type SeverityCounts struct {
	Error   int `json:"error" validate:"required" example:"0"`   // Standing findings that are wrong as they are
	Warning int `json:"warning" validate:"required" example:"2"` // Standing findings that a person must look at
	Advice  int `json:"advice" validate:"required" example:"1"`  // Standing findings that would make the plan better
} //@name SeverityCounts

// RuleCount is how many findings of a rule stand and are waived.
//
//	@Description	How many findings of a rule stand and are waived; rules without any are left out.
type RuleCount struct {
	Rule     string   `json:"rule" validate:"required" example:"open-past-period"` // Id of the rule
	Severity Severity `json:"severity" validate:"required" example:"warning"`      // How bad its findings are
	Standing int      `json:"standing" validate:"required" example:"2"`            // How many of its findings stand
	Waived   int      `json:"waived" validate:"required" example:"1"`              // How many of its findings are waived
} //@name RuleCount

// Finding is what a rule found on a subject.
//
//	@Description	What a rule found on an item ("item 2.3"), an objective ("objective 3") or the plan ("plan"). ref is that of the item, null otherwise; title that of the subject. A finding that has a waiver does not count.
type Finding struct {
	Rule     string         `json:"rule" validate:"required" example:"open-past-period"`                             // Id of the rule that finds it
	Severity Severity       `json:"severity" validate:"required" example:"warning"`                                  // How bad it is
	Subject  string         `json:"subject" validate:"required" example:"item 2.3"`                                  // What it is about: plan, an objective by number or an item by ref
	Ref      *string        `json:"ref" validate:"required" extensions:"x-nullable" example:"2.3"`                   // The item; null where it is about none
	Title    string         `json:"title" validate:"required" example:"Training for consular staff"`                 // Title of what it is about
	Detail   string         `json:"detail" validate:"required" example:"In progress; the plan's period ended 2023."` // What was found, in words
	Waiver   *FindingWaiver `json:"waiver" validate:"required" extensions:"x-nullable"`                              // The waiver by which it does not count; null where it stands
} //@name Finding

// FindingWaiver is the waiver for which a finding does not count.
//
//	@Description	The waiver for which a finding does not count: who made it and why. until is its last day, null where it has none.
type FindingWaiver struct {
	Number      int       `json:"number" validate:"required" example:"1"`                                               // Number of the waiver within the plan
	Reason      string    `json:"reason" validate:"required" example:"Carried over at the Tenth Annual Meeting."`       // Why the finding is to be lived with
	EffectiveOn string    `json:"effective_on" validate:"required" format:"date" example:"2026-11-23"`                  // The first day on which it holds
	Until       *string   `json:"until" validate:"required" format:"date" extensions:"x-nullable" example:"2027-03-31"` // The last day on which it holds; null for no end
	MadeBy      string    `json:"made_by" validate:"required" example:"maria.santos"`                                   // Username of who waived
	RecordedAt  time.Time `json:"recorded_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"`    // When it was recorded (UTC)
} //@name FindingWaiver

// IdleWaiver is a waiver in force whose finding is gone.
//
//	@Description	A waiver in force whose finding is gone. Withdraw it, so that the finding counts should it come back.
type IdleWaiver struct {
	Rule    string `json:"rule" validate:"required" example:"no-lead"`     // Id of the rule
	Subject string `json:"subject" validate:"required" example:"item 2.1"` // What the waiver is about
	FindingWaiver
} //@name IdleWaiver

// Unchecked is a rule that could not be applied.
//
//	@Description	A rule that could not be applied for this reader, and why.
type Unchecked struct {
	Rule string `json:"rule" validate:"required" example:"lead-not-member"`                                     // Id of the rule
	Why  string `json:"why" validate:"required" example:"Who stands in the body is not told to this audience."` // Why it was not applied
} //@name Unchecked

// CheckRule is the published form of a rule of the plan check.
//
//	@Description	A rule of the plan check. Its id is for life. gap marks rules that find that something is not recorded.
type CheckRule struct {
	ID       string   `json:"id" validate:"required" example:"open-past-period"`                                                                     // Its id, which stays
	Title    string   `json:"title" validate:"required" example:"Open after the plan's period"`                                                      // What it finds, in a few words
	Severity Severity `json:"severity" validate:"required" example:"warning"`                                                                        // How bad its findings are
	Why      string   `json:"why" validate:"required" example:"The plan cannot be closed while an item waits to be finished or decided."`            // Why it matters
	Do       string   `json:"do" validate:"required" example:"Ask the lead for the completion, or decide to withdraw the item or to carry it over."` // What to do about a finding
	Gap      bool     `json:"gap" validate:"required" example:"false"`                                                                               // Whether it finds what is not recorded, rather than what is wrong
} //@name CheckRule

// PublishedCheck is the published form of a plan's check, for those who print it elsewhere.
func PublishedCheck(p tracker.CheckedPlan) PlanCheck {
	return planCheckDTO(workplan.CompletionReport{Plan: p.WorkPlan, AsOf: p.View.AsOf, KnownAt: p.View.KnownAt, Audience: workplan.AudienceChairs}, p.PlanCheck)
}

func planCheckDTO(r workplan.CompletionReport, c workplan.PlanCheck) PlanCheck {
	return PlanCheck{Plan: r.Plan.Code, AsOf: string(r.AsOf), KnownAt: r.KnownAt.UTC(), Audience: Audience(r.Audience), QuietDays: c.QuietDays, Standing: c.Standing, Waived: c.Waived,
		BySeverity: SeverityCounts{Error: c.BySeverity[workplan.SeverityError], Warning: c.BySeverity[workplan.SeverityWarning], Advice: c.BySeverity[workplan.SeverityAdvice]},
		ByRule: each(c.ByRule, func(n workplan.RuleCount) RuleCount {
			return RuleCount{n.Rule, Severity(n.Severity), n.Standing, n.Waived}
		}),
		Findings: each(c.Findings, findingDTO), IdleWaivers: each(c.Idle, func(w workplan.Waiver) IdleWaiver {
			return IdleWaiver{Rule: w.Rule, Subject: w.Subject().String(), FindingWaiver: findingWaiverDTO(w)}
		}),
		Unchecked: each(c.Unchecked, func(u workplan.Unchecked) Unchecked { return Unchecked{u.Rule, u.Why.Text} })}
}

func findingDTO(f workplan.Finding) Finding {
	dto := Finding{Rule: f.Rule, Severity: Severity(f.Severity), Subject: f.Subject.String(), Ref: orNull(f.Subject.Ref), Title: f.Title, Detail: f.Detail.Text}
	if f.Waiver != nil {
		w := findingWaiverDTO(*f.Waiver)
		dto.Waiver = &w
	}
	return dto
}

func findingWaiverDTO(w workplan.Waiver) FindingWaiver {
	return FindingWaiver{Number: w.Number, Reason: w.Reason, EffectiveOn: string(w.EffectiveOn), Until: orNull(w.Until), MadeBy: w.MadeBy, RecordedAt: w.RecordedAt.UTC()}
}

func checkRuleDTO(r workplan.CheckRule) CheckRule {
	return CheckRule{ID: r.ID, Title: r.Title, Severity: Severity(r.Severity), Why: r.Why, Do: r.Do, Gap: r.Gap}
}

// checkOrNull is the check of a report that has one.
func checkOrNull(r workplan.CompletionReport) *PlanCheck {
	if r.Check == nil {
		return nil
	}
	dto := planCheckDTO(r, *r.Check)
	return &dto
}

// getPlanCheck answers what the plan check finds.
//
//	@ID				getPlanCheck
//	@Summary		Check a plan
//	@Description	What the rules find in the plan as it stood, as far as you may see it. rule and severity narrow the check with its counts; waived narrows the list of findings alone. GET /check-rules documents the rules.
//	@Tags			checks
//	@Param			plan							path		string		true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			rule							query		[]string	false	"Only these rules, such as open-past-period"	collectionFormat(csv)
//	@Param			severity						query		[]string	false	"Only these severities"	Enums(error, warning, advice)	collectionFormat(csv)
//	@Param			waived							query		bool		false	"List only findings that are waived, or only those that stand"
//	@Param			quiet_days						query		int			false	"After how many days without a report an item is quiet"	minimum(1)	maximum(3650)	default(180)
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	PlanCheck
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/check [get]
func (a *API) getPlanCheck(c echo.Context, actor workplan.Actor) error {
	q := parseQuery(c, "as_of", "known_at", "rule", "severity", "waived", "quiet_days")
	ask := tracker.ReportRequest{When: q.when(), WithCheck: true, CheckAlone: true, QuietDays: q.integer("quiet_days", 1, workplan.MaxQuietDays, workplan.DefaultQuietDays)}
	rules, severities, waived := enums(q, "rule", workplan.CheckRuleIDs()), enums(q, "severity", workplan.Severities), q.boolean("waived")
	return a.answerReport(c, actor, q, "check", ask, func(r workplan.CompletionReport) (reportFile, error) {
		dto := planCheckDTO(r, r.Check.Narrowed(rules, severities))
		dto.Findings = slices.DeleteFunc(dto.Findings, func(f Finding) bool { return waived != nil && *waived != (f.Waiver != nil) })
		body, err := encode(dto)
		return reportFile{etag: etagOf(0, body), mediaType: mimeJSON, body: body}, err
	})
}

// listCheckRules answers the rules of the plan check.
//
//	@ID				listCheckRules
//	@Summary		List the rules of the plan check
//	@Description	All rules, worst first: what each finds, why it matters and what to do about it.
//	@Tags			checks
//	@Success		200						{object}	Page[CheckRule]
//	@Success		304						"Not modified"
//	@Failure		400,401,403,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/check-rules [get]
func (a *API) listCheckRules(c echo.Context, actor workplan.Actor) error {
	return list(c, parseQuery(c), func(ctx context.Context) (workplan.Listing[workplan.CheckRule], error) {
		return whole(a.Tracker.CheckRules(ctx, actor))
	}, checkRuleDTO)
}
