package workplan

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"
)

// RateRule is how the completion rate is reckoned; it is printed wherever the rate is.
const RateRule = "completed one-off items ÷ (one-off items − withdrawn − carried over); continuing items stand apart"

// CompletionReport is a plan as it stood at a date: the one value from which every form of the report is made.
type CompletionReport struct {
	Body        Body
	Plan        WorkPlan
	AsOf        Date
	KnownAt     time.Time
	GeneratedAt time.Time
	GeneratedBy string
	Audience    Audience
	Scope       ReportScope
	// Settled says that the plan stands closed and that nothing recorded later changes this report: see [WorkPlan.Settled].
	Settled bool
	// Edition is which edition this is; nil for a report that was not issued.
	Edition *EditionMark
	// Names are those of the members that the report names, by code.
	Names map[string]string
	// Meeting is the meeting at whose date the report stands, where one was named. LastMeeting is the last one over before AsOf; an open
	// item on which nothing was reported after SilentSince is silent.
	Meeting     *Meeting
	LastMeeting *Meeting
	SilentSince Date

	Headline    Counts
	ByObjective []Group
	ByLead      []Group
	ByTopic     []Group
	// Timeline is the headline's course since the endorsement; Meetings are those that were over within it.
	Timeline []TimelinePoint
	Meetings []Meeting

	// Attention is what a co-chair must act on first, the most pressing first.
	Attention []ReportItem
	// Items are all items in the order of the plan. Open holds the one-off items that are planned, in progress or postponed, Continuing all
	// continuing items; Completed, Postponed, Withdrawn and CarriedOver hold all items of that status, continuing ones too. Silent and
	// Openings cut across them.
	Items       []ReportItem
	Completed   []ReportItem
	Open        []ReportItem
	Continuing  []ReportItem
	Postponed   []ReportItem
	Withdrawn   []ReportItem
	CarriedOver []ReportItem
	Silent      []ReportItem

	SilentLeads []SilentLead
	// Openings are the open items on which the latest report names an opening, Sought the openings that are open.
	Openings []ReportItem
	Sought   []OpeningReading
	// StageMeetings name the meetings at which deliverables reached their stages, by code.
	StageMeetings map[string]Meeting
	Reported      []MeetingReport
	// Attendance is who attended Meeting, nil where that is not recorded or not for the reader, and in a report on a part of the plan.
	Attendance *MeetingAttendance
	// Amendments are those since the endorsement, by number.
	Amendments []AmendmentReading
	CarriedIn  []Carried
	CarriedOn  []Carried
	// Proposals are those for the next plan, by number.
	Proposals []ProposalReading
	Since     *Comparison
	Annex     []ItemHistory
	// Check is what the plan check finds, where it was asked for.
	Check *PlanCheck
}

// Counts are the numbers of a set of items. ByStatus counts one-off items, ContinuingByStatus the continuing ones; each item counts once.
type Counts struct {
	Items              int
	OneOff             int
	Continuing         int
	ByStatus           map[Status]int
	ContinuingByStatus map[Status]int
	Overdue            int
	Silent             int
	Late               int
	Rate               Rate
}

// Rate is a completion rate with what it is made of. A Denominator of 0 means that there is no rate.
type Rate struct {
	Numerator   int
	Denominator int
}

// Group is the counts of the items under one objective, lead or topic. An empty Key gathers items for which none is recorded.
type Group struct {
	Key    string
	Name   string
	Counts Counts
}

// ReportItem is an item in a report, with the latest report on it and the update that set its status; nil where there is none, or none
// that the reader may see. PlanOverDays counts the days since the completion that the lead planned was over (see [ActionItem.PlanOver]),
// UnheardDays those since the item was last reported on, -1 where it never was. Concerns say why it stands under Attention.
type ReportItem struct {
	Item         ActionItem
	OverdueDays  int
	PlanOverDays int
	UnheardDays  int
	Late         bool
	Silent       bool
	Concerns     []Concern
	Latest       *StatusUpdate
	StatusSetBy  *StatusUpdate
	Deliverables []DeliverableReading
}

// SilentLead is a lead that has reported on none of its open items since the day that counts.
type SilentLead struct {
	Member string
	Name   string
	Refs   []string
}

// Carried is one line of the carry-over schedule, from an item of one plan to an item of the next, as "plan/ref". Title is that of the item
// in the next plan, Into the title of that plan; Draft says that it was a draft on the day of the report, so that nothing is decided yet.
type Carried struct {
	From  string
	To    string
	Title string
	Into  string
	Draft bool
}

// ItemHistory is an annex sheet: an item with all its updates in the order in which they take effect. CorrectedBy gives, by the number of
// an update that no longer counts, the number of its correction.
type ItemHistory struct {
	Item        ActionItem
	Updates     []StatusUpdate
	CorrectedBy map[int]int
}

// BuildReport reckons the report. It is a pure function: the same source gives the same report, in whatever order its lists come, and is
// left as it was.
func BuildReport(src ReportSource) CompletionReport {
	r := CompletionReport{
		Body: src.Body, Plan: src.Plan, AsOf: src.View.AsOf, KnownAt: src.View.KnownAt, GeneratedAt: src.GeneratedAt,
		GeneratedBy: src.GeneratedBy, Audience: src.Audience, Scope: src.Scope, Settled: src.Settled, Meeting: src.Meeting,
	}
	if src.Check != nil {
		check := CheckPlan(src)
		r.Check = &check
	}
	src = src.scoped()
	r.Names = src.names()
	r.LastMeeting, r.SilentSince = SilenceSince(src.Meetings, src.Plan, src.View.AsOf)
	src.Items = slices.SortedFunc(slices.Values(src.Items), byRef)
	lines := make([]ReportItem, len(src.Items))
	for i, item := range src.Items {
		lines[i] = reportItem(src, item, r.SilentSince)
	}
	r.Headline = count(lines)
	r.ByObjective, r.ByLead, r.ByTopic = groupByObjective(src, lines), groupByLead(src, lines), groupByTopic(src, lines)
	r.Items = lines
	r.sort(lines)
	r.Attention = attention(lines)
	r.Reported, r.Attendance, r.Amendments = src.Reported, src.Attendance, src.Amendments
	r.Sought, r.StageMeetings = src.sought(), src.StageMeetings
	r.Proposals = src.Proposals
	if r.Timeline = timeline(src); len(r.Timeline) > 0 {
		r.Meetings = meetingsWithin(src.Meetings, r.Timeline[0].On, r.AsOf)
	}
	if r.SilentSince != "" {
		r.SilentLeads = silentLeads(src, r.SilentSince)
	}
	r.CarriedIn, r.CarriedOn = carriedIn(src.Plan, src.Items), carriedOn(src.Successors)
	if src.Earlier != nil {
		r.Since = compare(*src.Earlier, src)
	}
	if src.WithAnnex {
		r.Annex = annex(src)
	}
	return r
}

func byRef(a, b ActionItem) int {
	return cmp.Or(cmp.Compare(a.RefKey, b.RefKey), cmp.Compare(a.ID, b.ID))
}

func reportItem(src ReportSource, item ActionItem, silentSince Date) ReportItem {
	asOf, unheard := src.View.AsOf, -1
	if item.LastReportedOn != "" {
		unheard = asOf.DaysAfter(item.LastReportedOn)
	}
	i := ReportItem{
		Item: item, OverdueDays: item.Overdue(asOf), PlanOverDays: item.PlanOver(asOf), UnheardDays: unheard, Late: item.Late(src.Plan.PeriodEnd),
		Silent: item.Silent(silentSince), Latest: src.update(item, item.LatestReport), StatusSetBy: src.update(item, item.StatusUpdate),
		Deliverables: src.Deliverables[item.Ref],
	}
	i.Concerns = concerns(i)
	return i
}

// update is an update of the item in the source, nil where it is not there or not for the reader.
func (src ReportSource) update(item ActionItem, number int) *StatusUpdate {
	u, there := src.Updates[item.ID][number]
	if !there {
		return nil
	}
	found := u // apart, so that what is not there takes no memory
	return &found
}

// sort puts each line into the lists to which it belongs.
func (r *CompletionReport) sort(lines []ReportItem) {
	for _, l := range lines {
		switch {
		case l.Item.Nature == NatureContinuing:
			r.Continuing = append(r.Continuing, l)
		case l.Item.Status.Open():
			r.Open = append(r.Open, l)
		}
		switch l.Item.Status {
		case StatusCompleted:
			r.Completed = append(r.Completed, l)
		case StatusPostponed:
			r.Postponed = append(r.Postponed, l)
		case StatusWithdrawn:
			r.Withdrawn = append(r.Withdrawn, l)
		case StatusCarriedOver:
			r.CarriedOver = append(r.CarriedOver, l)
		}
		if l.Silent {
			r.Silent = append(r.Silent, l)
		}
		if l.Item.Status.Open() && l.Latest != nil && l.Latest.Openings != "" {
			r.Openings = append(r.Openings, l)
		}
	}
}

func carriedIn(plan WorkPlan, items []ActionItem) []Carried {
	var in []Carried
	for _, i := range items {
		for _, from := range i.Predecessors {
			in = append(in, Carried{From: from, To: i.Name(), Title: i.Title, Into: plan.Title, Draft: plan.Status == PlanDraft})
		}
	}
	return in
}

func carriedOn(successors []Carried) []Carried {
	return slices.SortedFunc(slices.Values(successors), func(a, b Carried) int {
		return cmp.Or(cmp.Compare(refKeyIn(a.From), refKeyIn(b.From)), cmp.Compare(a.To, b.To))
	})
}

// refKeyIn is the sorting key of the ref in an item's name, "plan/ref".
func refKeyIn(name string) string {
	plan, ref, _ := strings.Cut(name, "/")
	return plan + "/" + RefKeyOf(ref)
}

// annex lists every update of every item; what the reader may not see is not in the source.
func annex(src ReportSource) []ItemHistory {
	sheets := make([]ItemHistory, 0, len(src.Items))
	for _, item := range src.Items {
		updates := slices.Collect(maps.Values(src.Updates[item.ID]))
		corrected := map[int]int{}
		for _, u := range updates {
			if u.Corrects > 0 {
				corrected[u.Corrects] = u.Number
			}
		}
		sheets = append(sheets, ItemHistory{Item: item, Updates: inOrder(updates, updates), CorrectedBy: corrected})
	}
	return sheets
}
