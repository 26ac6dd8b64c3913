package api

import (
	"time"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// CompletionReport is the published form of a completion report.
//
//	@Description	A plan as it stood on as_of, from what was recorded by known_at, as far as the reader may see it. Each item counts once in headline;
//	@Description	under by_lead a co-led item stands under each lead. Continuing items stand apart from one-off ones throughout.
type CompletionReport struct {
	Body        Body          `json:"body" validate:"required"`
	Plan        Plan          `json:"plan" validate:"required"`
	AsOf        string        `json:"as_of" validate:"required" format:"date" example:"2023-11-08"`
	KnownAt     time.Time     `json:"known_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"`
	GeneratedAt time.Time     `json:"generated_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"`
	GeneratedBy string        `json:"generated_by" validate:"required" example:"maria.santos"`
	Audience    Audience      `json:"audience" validate:"required" example:"members"`
	Scope       ReportScope   `json:"scope" validate:"required"`
	Meeting     *Meeting      `json:"meeting" validate:"required" extensions:"x-nullable"`
	LastMeeting *Meeting      `json:"last_meeting" validate:"required" extensions:"x-nullable"`
	SilentSince *string       `json:"silent_since" validate:"required" format:"date" extensions:"x-nullable" example:"2022-08-30"`
	Headline    Counts        `json:"headline" validate:"required"`
	ByObjective []Group       `json:"by_objective" validate:"required"`
	ByLead      []Group       `json:"by_lead" validate:"required"`
	ByTopic     []Group       `json:"by_topic" validate:"required"`
	Timeline    []Timepoint   `json:"timeline" validate:"required"`
	Meetings    []Meeting     `json:"meetings" validate:"required"`
	Completed   []ReportItem  `json:"completed" validate:"required"`
	Open        []ReportItem  `json:"open" validate:"required"`
	Continuing  []ReportItem  `json:"continuing" validate:"required"`
	Postponed   []ReportItem  `json:"postponed" validate:"required"`
	Withdrawn   []ReportItem  `json:"withdrawn" validate:"required"`
	CarriedOver []ReportItem  `json:"carried_over" validate:"required"`
	SilentItems []string      `json:"silent_items" validate:"required" example:"2.3"`
	SilentLeads []SilentLead  `json:"silent_leads" validate:"required"`
	Openings    []Opening     `json:"openings" validate:"required"`
	CarriedIn   []Carried     `json:"carried_in" validate:"required"`
	CarriedOn   []Carried     `json:"carried_on" validate:"required"`
	Since       *Comparison   `json:"since" validate:"required" extensions:"x-nullable"`
	Annex       []ItemHistory `json:"annex,omitempty"`
	Check       *PlanCheck    `json:"check,omitempty"`
} //@name CompletionReport

// ReportScope is what a report was narrowed to.
//
//	@Description	What a report was narrowed to: items of any of these leads, objectives and topics; an empty list does not narrow.
type ReportScope struct {
	Leads      []string `json:"leads" validate:"required" example:"indonesia"`
	Objectives []int    `json:"objectives" validate:"required" example:"2"`
	Topics     []string `json:"topics" validate:"required" example:"training"`
} //@name ReportScope

// ReportItem is an item in a report.
//
//	@Description	An item in a report, with the latest report on it that the reader may see, and the update that set its status: of a completed item,
//	@Description	what was delivered and its evidence. reason is why it has its status, where one was given.
type ReportItem struct {
	Ref               string        `json:"ref" validate:"required" example:"2.3"`
	Title             string        `json:"title" validate:"required" example:"Training for consular staff"`
	Objective         *int          `json:"objective" validate:"required" extensions:"x-nullable" example:"2"`
	Nature            Nature        `json:"nature" validate:"required" example:"one_off"`
	ExpectedOutput    string        `json:"expected_output" validate:"required" example:""`
	Leads             []string      `json:"leads" validate:"required" example:"indonesia"`
	Supporting        []string      `json:"supporting" validate:"required" example:"australia"`
	Partners          []string      `json:"partners" validate:"required" example:"rso"`
	Status            ItemStatus    `json:"status" validate:"required" example:"in_progress"`
	StatusSince       *string       `json:"status_since" validate:"required" format:"date" extensions:"x-nullable" example:"2023-03-01"`
	Reason            string        `json:"reason" validate:"required" example:""`
	Health            *Health       `json:"health" validate:"required" extensions:"x-nullable" example:"at_risk"`
	Due               *string       `json:"due" validate:"required" extensions:"x-nullable" example:"2023-Q4"`
	DueOn             *string       `json:"due_on" validate:"required" format:"date" extensions:"x-nullable" example:"2023-12-31"`
	OverdueDays       int           `json:"overdue_days" validate:"required" example:"0"`
	CompletedOn       *string       `json:"completed_on" validate:"required" extensions:"x-nullable" example:"2024-02-23"`
	Late              bool          `json:"late" validate:"required" example:"false"`
	PlannedCompletion *string       `json:"planned_completion" validate:"required" extensions:"x-nullable" example:"2024-Q1"`
	LastReportedOn    *string       `json:"last_reported_on" validate:"required" format:"date" extensions:"x-nullable" example:"2023-11-07"`
	Silent            bool          `json:"silent" validate:"required" example:"false"`
	LatestReport      *StatusUpdate `json:"latest_report" validate:"required" extensions:"x-nullable"`
	StatusSetBy       *StatusUpdate `json:"status_set_by" validate:"required" extensions:"x-nullable"`
} //@name ReportItem

// SilentLead is a lead that has reported on none of its open items.
//
//	@Description	A lead that has reported nothing since silent_since, with its open items.
type SilentLead struct {
	Member string   `json:"member" validate:"required" example:"malaysia"`
	Name   string   `json:"name" validate:"required" example:"Malaysia"`
	Refs   []string `json:"refs" validate:"required" example:"1.2"`
} //@name SilentLead

// Opening is where members can join in.
//
//	@Description	Where members can join in, in the words of the latest report on an open item.
type Opening struct {
	Ref         string   `json:"ref" validate:"required" example:"2.3"`
	Title       string   `json:"title" validate:"required" example:"Training for consular staff"`
	Leads       []string `json:"leads" validate:"required" example:"indonesia"`
	Openings    string   `json:"openings" validate:"required" example:"Two more pilot hosts are welcome."`
	EffectiveOn string   `json:"effective_on" validate:"required" format:"date" example:"2023-11-07"`
} //@name Opening

// Carried is one line of the carry-over schedule.
//
//	@Description	An item that went on from one plan into another, as plan/ref.
type Carried struct {
	From  string `json:"from" validate:"required" example:"wg-tip-2021-23/2.3"`
	To    string `json:"to" validate:"required" example:"wg-tip-2024-26/1.4"`
	Title string `json:"title" validate:"required" example:"Training for consular staff"`
} //@name Carried

// ChangeKind is the published form of the way in which an item differs.
type ChangeKind string //@name ChangeKind

// The kinds of difference.
const (
	ChangeAdded       ChangeKind = "added"
	ChangeCompleted   ChangeKind = "completed"
	ChangeWithdrawn   ChangeKind = "withdrawn"
	ChangePostponed   ChangeKind = "postponed"
	ChangeReopened    ChangeKind = "reopened"
	ChangeCarriedOver ChangeKind = "carried_over"
	ChangeMoved       ChangeKind = "moved"
	ChangeReLed       ChangeKind = "re_led"
	ChangeReDated     ChangeKind = "re_dated"
	ChangeRemoved     ChangeKind = "removed"
)

// Comparison is what changed since an earlier date.
//
//	@Description	What changed in the plan since an earlier date, with the numbers of then.
type Comparison struct {
	Since    string       `json:"since" validate:"required" format:"date" example:"2022-08-30"`
	Headline Counts       `json:"headline" validate:"required"`
	Changes  []ItemChange `json:"changes" validate:"required"`
} //@name Comparison

// ItemChange is one difference of one item.
//
//	@Description	One difference of one item. cause is the update that brought it, where one did and the reader may see it.
type ItemChange struct {
	Ref   string        `json:"ref" validate:"required" example:"2.3"`
	Title string        `json:"title" validate:"required" example:"Training for consular staff"`
	Kind  ChangeKind    `json:"kind" validate:"required" example:"completed"`
	Was   *string       `json:"was" validate:"required" extensions:"x-nullable" example:"in_progress"`
	Is    *string       `json:"is" validate:"required" extensions:"x-nullable" example:"completed"`
	Cause *StatusUpdate `json:"cause" validate:"required" extensions:"x-nullable"`
} //@name ItemChange

// ItemHistory is an annex sheet.
//
//	@Description	An item with all its updates that the reader may see, in the order in which they take effect.
type ItemHistory struct {
	Item    ReportItem     `json:"item" validate:"required"`
	Updates []StatusUpdate `json:"updates" validate:"required"`
} //@name ItemHistory

func reportDTO(r workplan.CompletionReport) CompletionReport {
	return CompletionReport{
		Body: bodyDTO(r.Body), Plan: planDTO(tracker.PlanReading{WorkPlan: r.Plan, View: workplan.View{AsOf: r.AsOf, KnownAt: r.KnownAt}}),
		AsOf: string(r.AsOf), KnownAt: r.KnownAt.UTC(), GeneratedAt: r.GeneratedAt.UTC(), GeneratedBy: r.GeneratedBy, Audience: Audience(r.Audience),
		Scope:    ReportScope{Leads: texts(r.Scope.Leads), Objectives: numbers(r.Scope.Objectives), Topics: texts(r.Scope.Topics)},
		Timeline: each(r.Timeline, timepointDTO), Meetings: each(r.Meetings, meetingDTO),
		Meeting: meetingOrNull(r.Meeting), LastMeeting: meetingOrNull(r.LastMeeting), SilentSince: orNull(r.SilentSince),
		Headline: countsDTO(r.Headline), ByObjective: each(r.ByObjective, groupDTO), ByLead: each(r.ByLead, groupDTO), ByTopic: each(r.ByTopic, groupDTO),
		Completed: each(r.Completed, reportItemDTO), Open: each(r.Open, reportItemDTO), Continuing: each(r.Continuing, reportItemDTO),
		Postponed: each(r.Postponed, reportItemDTO), Withdrawn: each(r.Withdrawn, reportItemDTO), CarriedOver: each(r.CarriedOver, reportItemDTO),
		SilentItems: each(r.Silent, func(i workplan.ReportItem) string { return i.Item.Ref }),
		SilentLeads: each(r.SilentLeads, func(l workplan.SilentLead) SilentLead { return SilentLead(l) }),
		Openings:    each(r.Openings, openingDTO),
		CarriedIn:   each(r.CarriedIn, func(c workplan.Carried) Carried { return Carried(c) }),
		CarriedOn:   each(r.CarriedOn, func(c workplan.Carried) Carried { return Carried(c) }),
		Since:       comparisonDTO(r.Since), Annex: annexDTO(r), Check: checkOrNull(r),
	}
}

func reportItemDTO(r workplan.ReportItem) ReportItem {
	i := r.Item
	dto := ReportItem{Ref: i.Ref, Title: i.Title, Objective: numberOrNull(i.Objective), Nature: Nature(i.Nature), ExpectedOutput: i.ExpectedOutput,
		Leads: texts(i.Leads), Supporting: texts(i.Supporting), Partners: texts(i.Partners), Status: ItemStatus(i.Status),
		StatusSince: orNull(i.StatusSince), Health: (*Health)(orNull(i.Health)), Due: orNull(i.Due), DueOn: orNull(i.DueOn()), OverdueDays: r.OverdueDays,
		CompletedOn: orNull(i.CompletedOn), Late: r.Late, PlannedCompletion: orNull(i.PlannedCompletion), LastReportedOn: orNull(i.LastReportedOn),
		Silent: r.Silent, LatestReport: updateOrNull(r.Latest), StatusSetBy: updateOrNull(r.StatusSetBy)}
	if r.StatusSetBy != nil {
		dto.Reason = r.StatusSetBy.Reason
	}
	return dto
}

func openingDTO(r workplan.ReportItem) Opening {
	return Opening{Ref: r.Item.Ref, Title: r.Item.Title, Leads: texts(r.Item.Leads), Openings: r.Latest.Openings, EffectiveOn: string(r.Latest.EffectiveOn)}
}

func comparisonDTO(c *workplan.Comparison) *Comparison {
	if c == nil {
		return nil
	}
	return &Comparison{Since: string(c.Since), Headline: countsDTO(c.Headline), Changes: each(c.Changes, func(i workplan.ItemChange) ItemChange {
		return ItemChange{Ref: i.Ref, Title: i.Title, Kind: ChangeKind(i.Kind), Was: orNull(i.Was), Is: orNull(i.Is), Cause: updateOrNull(i.Cause)}
	})}
}

// annexDTO gives each sheet its item as the lists of the report tell it, with what is computed.
func annexDTO(r workplan.CompletionReport) []ItemHistory {
	if r.Annex == nil {
		return nil
	}
	lines := map[string]workplan.ReportItem{}
	for _, l := range r.Items {
		lines[l.Item.Ref] = l
	}
	return each(r.Annex, func(h workplan.ItemHistory) ItemHistory {
		return ItemHistory{Item: reportItemDTO(lines[h.Item.Ref]), Updates: each(h.Updates, func(u workplan.StatusUpdate) StatusUpdate {
			return updateDTO(tracker.UpdateReading{StatusUpdate: u, CorrectedBy: h.CorrectedBy[u.Number]})
		})}
	})
}

func meetingOrNull(m *workplan.Meeting) *Meeting {
	if m == nil {
		return nil
	}
	dto := meetingDTO(*m)
	return &dto
}

func updateOrNull(u *workplan.StatusUpdate) *StatusUpdate {
	if u == nil {
		return nil
	}
	dto := updateDTO(tracker.UpdateReading{StatusUpdate: *u})
	return &dto
}
