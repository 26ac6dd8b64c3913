package workplan

import (
	"slices"
	"strings"
)

// Severity says how much a finding of the plan check matters.
type Severity string

// An error is a record that contradicts itself or another; a warning asks somebody to act; advice names what would make the plan easier to follow.
const (
	SeverityError   Severity = "error"
	SeverityWarning Severity = "warning"
	SeverityAdvice  Severity = "advice"
)

// Severities lists the severities, worst first.
var Severities = []Severity{SeverityError, SeverityWarning, SeverityAdvice}

// CheckRule is one rule of the plan check. Its ID is for life: waivers name it. Why says why a finding matters, Do what to do about it. A rule
// of which Gap is set finds that something is not recorded, so that its findings differ in nothing but their subject. Of the functions one is
// set; each gives what it found, in words, or nothing.
type CheckRule struct {
	ID       string
	Title    string
	Severity Severity
	Why      string
	Do       string
	Gap      bool

	needs     func(*checkup) Sentence
	plan      func(*checkup) Sentence
	objective func(*checkup, Objective) Sentence
	item      func(*checkup, ActionItem) Sentence
}

// CheckRules is the table of the rules, worst first. A finding is only told where it is sure: a partial date counts by the day that favours the plan.
// Where one item breaks several rules that ask for the same thing, the one that says most speaks.
var CheckRules = []CheckRule{
	{ID: "completed-without-evidence", Title: "Completed, but nothing says what was delivered", Severity: SeverityError, item: completedWithoutEvidence,
		Why: "A completion that names no output and links none cannot be told from a wish.",
		Do:  "Ask the lead to list the deliverable with the stage that it reached, or to post an update with a note of the output or a link to it."},
	{ID: "completed-before-start", Title: "Completed before it started", Severity: SeverityError, item: completedBeforeStart,
		Why: "One of the two dates is wrong, and so is every time reckoned from it.",
		Do:  "Correct the date of completion by an update that corrects the one that set it, or amend the start."},
	{ID: "due-before-start", Title: "Due before it starts", Severity: SeverityError, item: dueBeforeStart,
		Why: "One of the two dates is wrong; the item would be overdue before anybody began.",
		Do:  "Amend the start or the due date."},
	{ID: "lead-not-member", Title: "Led by one that is no member of the body", Severity: SeverityError, item: leadNotMember, needs: needsRegister,
		Why: "Only members answer for items; either the register or the plan is out of date.",
		Do:  "Enter the standing of the lead with its dates, or amend the leads of the item. Where others may lead, waive the finding."},
	{ID: "successor-missing", Title: "Carried over, but to nowhere", Severity: SeverityError, item: successorMissing, needs: needsWhole,
		Why: "The item left this plan and has not arrived in any other, so that nobody works on it or reports.",
		Do:  "Name the item among the predecessors of the one that continues it."},
	{ID: "carried-on-but-open", Title: "Goes on in a later plan, but is open in this one", Severity: SeverityWarning, item: carriedOnButOpen,
		Why: "The work stands in two plans, so that it is counted as open twice and its leads do not know where to report.",
		Do:  "Decide on the item here: completed, withdrawn or carried over."},
	{ID: "open-past-period", Title: "Open after the plan's period", Severity: SeverityWarning, item: openPastPeriod,
		Why: "The plan cannot be closed while an item waits to be finished or decided.",
		Do:  "Ask the lead for the completion, or decide to withdraw the item or to carry it over."},
	{ID: "overdue-without-new-date", Title: "Overdue, with no new date", Severity: SeverityWarning, item: overdueWithoutNewDate,
		Why: "Members see that the item is late, and not when to expect it.",
		Do:  "Ask the lead for an update with a planned completion."},
	{ID: "planned-completion-past", Title: "Not completed by the date that its lead had planned", Severity: SeverityWarning, item: plannedCompletionPast,
		Why: "The lead's own date is over, so that nothing says any more when the item will be done.",
		Do:  "Ask the lead whether it is done, and otherwise for a new planned completion."},
	{ID: "no-report", Title: "Nothing reported for a long time", Severity: SeverityWarning, item: noReport,
		Why: "What the plan says of the item may have been overtaken long ago. Continuing items are reported on too.",
		Do:  "Ask the lead for an update, or for a nil return where there is nothing to report."},
	{ID: "off-track-without-reason", Title: "Off track, and the latest report does not say why", Severity: SeverityWarning, item: offTrackWithoutReason,
		Why: "Members cannot help with what they do not know, and the co-chairs cannot decide on it.",
		Do:  "Ask the lead for an update that gives the reason or the next steps."},
	{ID: "postponed-for-long", Title: "Postponed for more than a year", Severity: SeverityWarning, item: postponedForLong,
		Why: "An item that is put off without end is in fact given up.",
		Do:  "Ask the lead to take it up again, or withdraw it."},
	{ID: "no-lead", Title: "Without a recorded lead", Severity: SeverityWarning, Gap: true, item: noLead,
		Why: "Nobody answers for the item, and nobody may report on it but the secretariat.",
		Do:  "Record who leads it: in a draft as an edit, later by an amendment."},
	{ID: "duplicate-title", Title: "The same title as another item, or nearly", Severity: SeverityWarning, item: duplicateTitle,
		Why: "One piece of work may stand in the plan twice, and be counted and reported twice.",
		Do:  "Merge the items, or give them titles that tell them apart."},
	{ID: "due-outside-period", Title: "Due outside the plan's period", Severity: SeverityWarning, item: dueOutsidePeriod,
		Why: "The item cannot be done in time within the plan, or was due before the plan began.",
		Do:  "Amend the due date or the plan's period, or move the item to the plan to which it belongs."},
	{ID: "plan-without-items", Title: "Plan without items", Severity: SeverityWarning, plan: planWithoutItems, needs: needsWhole,
		Why: "Nobody leads, reports on or completes what is not recorded.",
		Do:  "Record the items: in a draft as an edit, later by an amendment."},
	{ID: "objective-without-items", Title: "Objective without items", Severity: SeverityWarning, objective: objectiveWithoutItems, needs: needsWhole,
		Why: "The plan promises something towards which nobody works.",
		Do:  "Add an item or take the objective out: in a draft as an edit, later by an amendment."},
	{ID: "item-without-objective", Title: "Under no objective", Severity: SeverityWarning, Gap: true, item: itemWithoutObjective,
		Why: "The plan has objectives, and the item counts towards none of them.",
		Do:  "Place the item under an objective: in a draft as an edit, later by an amendment."},
	{ID: "late-nil-returns", Title: "Nothing but nil returns for a long time", Severity: SeverityAdvice, item: lateNilReturns,
		Why: "The lead answers, but the work stands still.",
		Do:  "Ask the lead whether the item should be postponed, handed on or withdrawn."},
	{ID: "completed-without-link", Title: "Completed, but nothing is linked", Severity: SeverityAdvice, Gap: true, item: completedWithoutLink,
		Why: "The output is told of and cannot be opened, now or by those who come later.",
		Do:  "Ask the lead for an update, or the stage of a deliverable, with a link to the output."},
	{ID: "no-due-date", Title: "Open without a due date", Severity: SeverityAdvice, Gap: true, item: noDueDate,
		Why: "The item can never be overdue, so that nobody is reminded of it.",
		Do:  "Record a due date; a year or a quarter is enough."},
	{ID: "no-expected-output", Title: "Open without an expected output", Severity: SeverityAdvice, Gap: true, item: noExpectedOutput,
		Why: "Nobody can say when the item is done.",
		Do:  "Record what is to be there in the end."},
	{ID: "proposals-undecided", Title: "Proposals undecided after their window closed", Severity: SeverityAdvice, plan: proposalsUndecided,
		Why: "Those that proposed wait for an answer, and the next plan is drafted without one.",
		Do:  "Accept, merge, defer or decline each of them, or move it to the next window."},
	{ID: "no-period", Title: "The plan's end is not recorded", Severity: SeverityAdvice, plan: noPeriod,
		Why: "Without it no item can be found open after the period, and none without a due date late.",
		Do:  "Record the plan's period; years are enough."},
	{ID: "endorsement-undated", Title: "The date of the plan's endorsement is not recorded", Severity: SeverityAdvice, plan: endorsementUndated,
		Why: "How long an item has been waiting for its first report can only be guessed, and the plan's course has no beginning.",
		Do:  "Record the date of the endorsement; a year is enough."},
}

// CheckRuleIDs lists the ids of the rules in the order of the table.
func CheckRuleIDs() []string {
	ids := make([]string, len(CheckRules))
	for n, r := range CheckRules {
		ids[n] = r.ID
	}
	return ids
}

// RuleOfCheck finds a rule by its id.
func RuleOfCheck(id string) (CheckRule, bool) {
	n := slices.IndexFunc(CheckRules, func(r CheckRule) bool { return r.ID == id })
	if n < 0 {
		return CheckRule{ID: id}, false
	}
	return CheckRules[n], true
}

// CheckRulesTable prints [CheckRules] as Markdown, for the documentation.
func CheckRulesTable() string {
	var b strings.Builder
	b.WriteString("| rule | severity | finds | why it matters | what to do |\n|---|---|---|---|---|\n")
	for _, r := range CheckRules {
		b.WriteString("| `" + r.ID + "` | " + strings.Join([]string{string(r.Severity), r.Title, r.Why, r.Do}, " | ") + " |\n")
	}
	return b.String()
}
