package workplan

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
)

// plainFold stands in for the folding of search: letters and digits only, in lower case.
func plainFold(texts ...string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, strings.Join(texts, " "))
}

// soundPlan is a plan in which the check finds nothing on 30 June 2024: one item, in progress, reported on in May.
func soundPlan() ReportSource {
	item := ledBy("aland")
	item.ExpectedOutput, item.Due = "A guide", "2024-Q4"
	plan := endorsedPlan()
	plan.PeriodStart = "2024"
	src := ReportSource{Plan: plan, Objectives: []Objective{{Number: 1, ObjectiveContent: ObjectiveContent{Title: "Guides"}}}, Items: []ActionItem{item},
		Members: map[string]Member{"aland": {MemberContent: MemberContent{Name: "Aland"}}, "bland": {MemberContent: MemberContent{Name: "Bland"}}},
		Updates: map[int64]map[int]StatusUpdate{}, View: View{AsOf: testToday, Current: true},
		Check: &CheckSource{Memberships: []Membership{standing("aland", MembershipMember, "2020", "")}, History: map[int64][]StatusUpdate{}, QuietDays: 180,
			Register: true, Whole: true, Fold: plainFold}}
	src.reported(report(1, "aland", "2024-05-02", StatusInProgress))
	return src
}

func standing(member string, role MembershipRole, from, to PartialDate) Membership {
	return Membership{Body: "wg", Member: member, MembershipContent: MembershipContent{Role: role, FromDate: from, ToDate: to}}
}

// reported makes the updates all that was said of the first item, and all for the reader.
func (src *ReportSource) reported(updates ...StatusUpdate) {
	i := &src.Items[0]
	src.Updates[i.ID], src.Check.History[i.ID] = map[int]StatusUpdate{}, nil
	for _, u := range updates {
		src.Updates[i.ID][u.Number] = u
		src.Check.History[i.ID] = append(src.Check.History[i.ID], u)
	}
	i.Standing = ReplayUpdates(updates, src.View)
}

// another adds a second item like the first.
func (src *ReportSource) another(ref, title string) *ActionItem {
	i := src.Items[0]
	i.ID, i.Ref, i.RefKey, i.Title = i.ID+int64(len(src.Items)), ref, RefKeyOf(ref), title
	src.Items = append(src.Items, i)
	src.Check.History[i.ID] = src.Check.History[src.Items[0].ID]
	src.Updates[i.ID] = src.Updates[src.Items[0].ID]
	return &src.Items[len(src.Items)-1]
}

func saying(u StatusUpdate, change func(*UpdateContent)) StatusUpdate {
	change(&u.UpdateContent)
	return u
}

func nilReturn(number int, on Date) StatusUpdate {
	return saying(report(number, "aland", on, ""), func(u *UpdateContent) { u.Kind, u.Done = UpdateNilReturn, "" })
}

func linked(u *UpdateContent) { u.Evidence = Links{{Title: "Guide", URL: "https://example.org"}} }

// found is what the check finds, as "rule on subject: detail".
func found(c PlanCheck) []string {
	list := []string{}
	for _, f := range c.Findings {
		list = append(list, f.Rule+" on "+f.Subject.String()+": "+f.Detail.Text)
	}
	return list
}

// ruleCase is a plan in which something is wrong, and one in which it nearly is: want is what the check finds in the first, the near miss makes
// no finding of the rule.
type ruleCase struct {
	rule     string
	fires    func(*ReportSource)
	want     []string
	nearMiss func(*ReportSource)
}

var ruleCases = []ruleCase{
	{"completed-without-evidence", func(s *ReportSource) {
		s.reported(saying(report(1, "aland", "2024-05-02", StatusCompleted), func(u *UpdateContent) { u.Done = " " }))
	}, []string{"completed-without-evidence on item 1.1: Neither a note of the output nor a link or a deliverable is recorded."}, func(s *ReportSource) {
		s.reported(saying(report(1, "aland", "2024-05-02", StatusCompleted), func(u *UpdateContent) { u.Done = ""; linked(u) }))
	}},
	{"completed-before-start", func(s *ReportSource) {
		s.Items[0].Start = "2024-06"
		s.reported(saying(report(1, "aland", "2024-05-31", StatusCompleted), linked))
	}, []string{"completed-before-start on item 1.1: Completed 31 May 2024, but starting June 2024."}, func(s *ReportSource) {
		s.Items[0].Start = "2024-06"
		s.reported(saying(report(1, "aland", "2024-06-01", StatusCompleted), func(u *UpdateContent) { linked(u); u.CompletedOn = "2024" }))
	}},
	{"due-before-start", func(s *ReportSource) { s.Items[0].Start, s.Items[0].Due = "2024-08-01", "2024-07" },
		[]string{"due-before-start on item 1.1: Due July 2024, but starting 1 August 2024."}, func(s *ReportSource) { s.Items[0].Start, s.Items[0].Due = "2024-08-31", "2024-08" }},
	{"lead-not-member", func(s *ReportSource) {
		s.Items[0].Leads = List{"aland", "bland", "cland"}
		s.Check.Memberships = append(s.Check.Memberships, standing("bland", MembershipObserver, "2020", ""), standing("cland", MembershipMember, "2019", "2023"))
	}, []string{"lead-not-member on item 1.1: On 30 June 2024 Bland was an observer in the body; cland had no standing in the body; it was a member until 2023."},
		func(s *ReportSource) {
			s.Items[0].Leads = List{"bland"}
			s.Check.Memberships = append(s.Check.Memberships, standing("bland", MembershipObserver, "2020", "2024-05"), standing("bland", MembershipCoChair, "2024-06", "2024"))
		}},
	{"successor-missing", func(s *ReportSource) {
		s.reported(saying(decision(1, "2024-05-02", StatusCarriedOver), func(u *UpdateContent) { u.Kind = UpdateCarryOver }))
	}, []string{"successor-missing on item 1.1: No item of another plan names it among its predecessors."}, func(s *ReportSource) {
		s.reported(saying(decision(1, "2024-05-02", StatusCarriedOver), func(u *UpdateContent) { u.Kind = UpdateCarryOver }))
		s.Successors = []Carried{{From: "p-1/1.1", To: "p-2/1.4"}}
	}},
	{"carried-on-but-open", func(s *ReportSource) {
		s.Successors = []Carried{{From: "p-1/1.1", To: "p-3/1"}, {From: "p-1/1.1", To: "p-2/1.4"}}
		s.Plan.PeriodStart, s.Plan.PeriodEnd, s.Items[0].Due = "2022", "2023", "2023" // then no more than this is asked
	}, []string{"carried-on-but-open on item 1.1: In progress here since 2 May 2024, and goes on as p-2/1.4, p-3/1."}, func(s *ReportSource) {
		s.Successors = []Carried{{From: "p-1/1.10", To: "p-2/1.4"}}
	}},
	{"open-past-period", func(s *ReportSource) {
		s.Plan.PeriodStart, s.Plan.PeriodEnd, s.Items[0].Due = "2022", "2024-06-29", "2024-Q1"
	}, []string{"open-past-period on item 1.1: In progress, last reported on 2 May 2024; the plan's period ended 29 June 2024."}, func(s *ReportSource) { s.Plan.PeriodEnd = "2024-06" }},
	{"overdue-without-new-date", func(s *ReportSource) { s.Items[0].Due = "2024-06-29" },
		[]string{"overdue-without-new-date on item 1.1: Due 29 June 2024, overdue by 1 day."}, func(s *ReportSource) {
			s.Items[0].Due = "2024-06-29"
			s.reported(saying(report(1, "aland", "2024-05-02", StatusInProgress), func(u *UpdateContent) { u.PlannedCompletion = "2024-07" }))
		}},
	{"planned-completion-past", func(s *ReportSource) {
		s.reported(saying(report(1, "aland", "2024-05-02", StatusInProgress), func(u *UpdateContent) { u.PlannedCompletion = "2024-05" }))
	}, []string{"planned-completion-past on item 1.1: Planned for May 2024, which was over 30 days ago."}, func(s *ReportSource) {
		s.reported(saying(report(1, "aland", "2024-05-02", StatusInProgress), func(u *UpdateContent) { u.PlannedCompletion = "2024-06" }))
	}},
	{"no-report", func(s *ReportSource) { s.Check.QuietDays = 58; s.Items[0].Nature = NatureContinuing },
		[]string{"no-report on item 1.1: Last reported on 2 May 2024, 59 days ago."}, func(s *ReportSource) { s.Check.QuietDays = 59 }},
	{"no-report", func(s *ReportSource) { s.reported(); s.Check.QuietDays = 171 }, []string{"no-report on item 1.1: Never reported on; the plan was endorsed 10 January 2024, at least 172 days ago."},
		func(s *ReportSource) { s.reported(); s.Check.QuietDays = 171; s.Items[0].Start = "2024-02" }},
	{"no-report", func(s *ReportSource) { s.reported(); s.Items[0].Start, s.Check.QuietDays = "2024-Q1", 90 },
		[]string{"no-report on item 1.1: Never reported on; it was to start 1st quarter of 2024, at least 91 days ago."}, func(s *ReportSource) { s.reported(); s.Plan.Status = PlanDraft }},
	{"off-track-without-reason", func(s *ReportSource) {
		s.reported(saying(report(1, "aland", "2024-05-02", StatusInProgress), func(u *UpdateContent) { u.Health, u.NextSteps = HealthOffTrack, "Mend it." }), report(2, "aland", "2024-06-02", ""))
	}, []string{"off-track-without-reason on item 1.1: Off track; the report of 2 June 2024 gives neither a reason nor next steps."}, func(s *ReportSource) {
		s.reported(saying(report(1, "aland", "2024-05-02", StatusInProgress), func(u *UpdateContent) { u.Health, u.Reason = HealthOffTrack, "No venue." }), nilReturn(2, "2024-06-02"))
	}},
	{"postponed-for-long", func(s *ReportSource) {
		s.reported(report(1, "aland", "2023-06-30", StatusPostponed), report(2, "aland", "2024-06-01", ""))
	}, []string{"postponed-for-long on item 1.1: Postponed since 30 June 2023, 366 days ago."}, func(s *ReportSource) {
		s.reported(report(1, "aland", "2023-07-01", StatusPostponed), report(2, "aland", "2024-06-01", ""))
	}},
	{"no-lead", func(s *ReportSource) { s.Items[0].Leads = nil }, []string{"no-lead on item 1.1: No lead is recorded."}, func(s *ReportSource) {
		s.Items[0].Leads = nil
		s.reported(decision(1, "2024-05-02", StatusWithdrawn))
	}},
	{"duplicate-title", func(s *ReportSource) { s.another("1.2", "GUIDE!") }, []string{"duplicate-title on item 1.2: The same title as item 1.1: Guide."},
		func(s *ReportSource) { s.another("1.2", "Guides") }},
	{"duplicate-title", func(s *ReportSource) {
		s.Items[0].Title = "Training on digital evidence for police and prosecutors"
		s.another("1.2", "On-site training for prosecutors, police: digital evidence")
	}, []string{"duplicate-title on item 1.2: Nearly the title of item 1.1 (all words but 1 are the same): Training on digital evidence for police and prosecutors."},
		func(s *ReportSource) {
			s.Items[0].Title = "Annual regional report on routes and methods 2023"
			s.another("1.2", "Annual regional report on routes and methods 2024")
		}},
	{"due-outside-period", func(s *ReportSource) { s.Items[0].Due = "2025-01" }, []string{"due-outside-period on item 1.1: Due January 2025, after the plan's period, which ends 2024."},
		func(s *ReportSource) { s.Plan.PeriodEnd, s.Items[0].Due = "2024-10", "2024" }},
	{"due-outside-period", func(s *ReportSource) {
		s.Items[0].Due = "2023"
		s.reported(saying(report(1, "aland", "2024-05-02", StatusCompleted), linked))
	}, []string{"due-outside-period on item 1.1: Due 2023, before the plan's period, which begins 2024."}, func(s *ReportSource) { s.Plan.PeriodStart = "" }},
	{"objective-without-items", func(s *ReportSource) { s.Objectives = append(s.Objectives, Objective{Number: 2}) },
		[]string{"objective-without-items on objective 2: No item stands under it."}, func(s *ReportSource) { // whose work may be under it
			s.Objectives = append(s.Objectives, Objective{Number: 2})
			s.another("2", "Film").Objective = 0
		}},
	{"plan-without-items", func(s *ReportSource) { s.Items = nil }, []string{"plan-without-items on plan: No item is recorded."},
		func(s *ReportSource) { s.reported(decision(1, "2024-05-02", StatusWithdrawn)) }},
	{"open-past-period", func(s *ReportSource) { // asked to decide on it, nobody need ask for reports, dates and outputs
		s.Plan.PeriodStart, s.Plan.PeriodEnd, s.Items[0].Due, s.Items[0].ExpectedOutput = "2020", "2021", "", ""
		s.reported()
	}, []string{"open-past-period on item 1.1: Planned, never reported on; the plan's period ended 2021."}, func(s *ReportSource) { s.Plan.PeriodEnd = "" }},
	{"item-without-objective", func(s *ReportSource) { s.another("2", "Film").Objective = 0 }, []string{"item-without-objective on item 2: No objective is recorded."},
		func(s *ReportSource) { s.Items[0].Objective, s.Objectives = 0, nil }},
	{"late-nil-returns", func(s *ReportSource) {
		s.reported(report(1, "aland", "2023-12-30", StatusInProgress), nilReturn(2, "2024-02-01"), nilReturn(3, "2024-06-01"))
	}, []string{"late-nil-returns on item 1.1: Only nil returns (2) since the last report on 30 December 2023, 183 days ago."}, func(s *ReportSource) {
		s.reported(report(1, "aland", "2023-12-30", StatusInProgress), nilReturn(2, "2024-02-01"), report(3, "aland", "2024-03-01", ""), nilReturn(4, "2024-06-01"))
	}},
	{"late-nil-returns", func(s *ReportSource) { s.reported(nilReturn(1, "2023-12-31"), nilReturn(2, "2024-06-01")) },
		[]string{"late-nil-returns on item 1.1: Only nil returns (2) since the first of them on 31 December 2023, 182 days ago."},
		func(s *ReportSource) { s.reported(nilReturn(1, "2024-01-02"), nilReturn(2, "2024-06-01")) }},
	{"completed-without-link", func(s *ReportSource) { s.reported(report(1, "aland", "2024-05-02", StatusCompleted)) },
		[]string{"completed-without-link on item 1.1: No link to the output is recorded."}, func(s *ReportSource) {
			s.reported(saying(report(1, "aland", "2024-04-02", StatusInProgress), linked), report(2, "aland", "2024-05-02", StatusCompleted), report(3, "aland", "2024-05-03", ""))
		}},
	{"no-due-date", func(s *ReportSource) { s.Items[0].Due = "" }, []string{"no-due-date on item 1.1: No due date is recorded."},
		func(s *ReportSource) { s.Items[0].Due, s.Items[0].Nature = "", NatureContinuing }},
	{"no-expected-output", func(s *ReportSource) { s.Items[0].ExpectedOutput = "\n" }, []string{"no-expected-output on item 1.1: No expected output is recorded."}, func(s *ReportSource) {
		s.Items[0].ExpectedOutput = ""
		s.reported(saying(report(1, "aland", "2024-05-02", StatusCompleted), linked))
	}},
	{"proposals-undecided", func(s *ReportSource) { s.proposed("2024-03-31", ProposalOpen) }, []string{"proposals-undecided on plan: Proposal 4 is open; its window closed on 31 March 2024."},
		func(s *ReportSource) { s.proposed("2024-12-31", ProposalOpen) }},
	{"no-period", func(s *ReportSource) { s.Plan.PeriodEnd = "" }, []string{"no-period on plan: No end of the plan's period is recorded."}, func(s *ReportSource) { s.Plan.PeriodStart = "" }},
	{"endorsement-undated", func(s *ReportSource) { s.Plan.EndorsedOn = "" }, []string{"endorsement-undated on plan: The plan is endorsed, and no date of it is recorded."},
		func(s *ReportSource) { s.Plan.EndorsedOn, s.Plan.Status = "", PlanDraft }},
}

func TestEachRuleFindsWhatItIsForAndNothingNearIt(t *testing.T) {
	t.Parallel()
	if diff := cmp.Diff([]string{}, found(CheckPlan(soundPlan()))); diff != "" {
		t.Fatalf("a sound plan: %s", diff)
	}
	tried := map[string]bool{}
	for _, c := range ruleCases {
		tried[c.rule] = true
		src := soundPlan()
		c.fires(&src)
		if diff := cmp.Diff(c.want, found(CheckPlan(src))); diff != "" {
			t.Errorf("%s (-want +found):\n%s", c.rule, diff)
		}
		near := soundPlan()
		c.nearMiss(&near)
		if of := CheckPlan(near).Of(c.rule, false); len(of) > 0 {
			t.Errorf("%s fires at a near miss: %+v", c.rule, of)
		}
	}
	if diff := cmp.Diff(slices.Sorted(slices.Values(CheckRuleIDs())), slices.Sorted(maps.Keys(tried))); diff != "" {
		t.Errorf("rules (-) and rules tried (+):\n%s", diff)
	}
}

// TestARuleSaysNothingWhereTheReaderCannotKnow: what stands in reports for others, or in items for others, is not told to be missing.
func TestARuleSaysNothingWhereTheReaderCannotKnow(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*ReportSource)
		want   []string
	}{
		"the output may be told of to others": {func(s *ReportSource) {
			s.reported(report(1, "aland", "2024-05-02", StatusCompleted), report(2, "aland", "2024-05-03", ""))
			delete(s.Updates[7], 2)
		}, nil},
		"the reason may be told of to others": {func(s *ReportSource) {
			s.reported(saying(report(1, "aland", "2024-05-02", StatusInProgress), func(u *UpdateContent) { u.Health = HealthOffTrack }), report(2, "aland", "2024-05-03", ""))
			delete(s.Updates[7], 2)
		}, nil},
		"standings are not for the public":  {func(s *ReportSource) { s.Items[0].Leads, s.Check.Register = List{"bland"}, false }, []string{"lead-not-member"}},
		"a body without recorded standings": {func(s *ReportSource) { s.Items[0].Leads, s.Check.Memberships = List{"bland"}, nil }, []string{"lead-not-member"}},
		"items may be for others": {func(s *ReportSource) {
			s.Objectives, s.Check.Whole = append(s.Objectives, Objective{Number: 2}), false
		}, []string{"successor-missing", "plan-without-items", "objective-without-items"}},
	} {
		src := soundPlan()
		c.change(&src)
		check := CheckPlan(src)
		var unchecked []string
		for _, u := range check.Unchecked {
			unchecked = append(unchecked, u.Rule)
		}
		if len(check.Findings) > 0 || !slices.Equal(unchecked, c.want) {
			t.Errorf("%s: found %q, unchecked %q, want %q", name, found(check), unchecked, c.want)
		}
	}
}
