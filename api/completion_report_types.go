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
	Body         Body                 `json:"body" validate:"required"`                                                                    // The body that owns the plan, as it was described then
	Plan         Plan                 `json:"plan" validate:"required"`                                                                    // The plan as it stood
	AsOf         string               `json:"as_of" validate:"required" format:"date" example:"2023-11-08"`                                // The day of which the report tells
	KnownAt      time.Time            `json:"known_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"`              // Only what had been recorded by this moment counts (UTC)
	GeneratedAt  time.Time            `json:"generated_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"`          // When the report was made (UTC)
	GeneratedBy  string               `json:"generated_by" validate:"required" example:"maria.santos"`                                     // Username of who asked for it; anonymous for a reader without a token, operator for the command line
	Audience     Audience             `json:"audience" validate:"required" example:"members"`                                              // For whom the report is: it counts and shows only what they may read
	Scope        ReportScope          `json:"scope" validate:"required"`                                                                   // To what the report was narrowed
	Settled      bool                 `json:"settled" validate:"required" example:"false"`                                                 // Whether the plan stands closed and this is its final report, which nothing recorded later changes
	Edition      *EditionMark         `json:"edition" validate:"required" extensions:"x-nullable"`                                         // Which edition this is; null for a report that was not issued
	Meeting      *ReportMeeting       `json:"meeting" validate:"required" extensions:"x-nullable"`                                         // The meeting that as_of named; null where it named a date or nothing
	LastMeeting  *ReportMeeting       `json:"last_meeting" validate:"required" extensions:"x-nullable"`                                    // The last meeting over before as_of, where the body numbers its meetings a numbered one; null where there was none
	SilentSince  *string              `json:"silent_since" validate:"required" format:"date" extensions:"x-nullable" example:"2022-08-30"` // An open item on which nothing was reported after this day is silent; null on a draft, and where no day is recorded
	Headline     Counts               `json:"headline" validate:"required"`                                                                // The numbers of all items in scope, each counted once
	ByObjective  []Group              `json:"by_objective" validate:"required"`                                                            // The numbers under each objective, in its order; last, with key null, the items with which none is recorded
	ByLead       []Group              `json:"by_lead" validate:"required"`                                                                 // The numbers under each lead; an item stands under each of its leads, so these can add up to more than headline
	ByTopic      []Group              `json:"by_topic" validate:"required"`                                                                // The numbers under each topic; an item stands under each of its topics
	Timeline     []Timepoint          `json:"timeline" validate:"required"`                                                                // The numbers of one-off items at the end of each day on which one changed or a meeting was over, from the endorsement to as_of
	Meetings     []ReportMeeting      `json:"meetings" validate:"required"`                                                                // The meetings of the body that were over within the timeline, in order
	Attention    []string             `json:"attention" validate:"required" example:"2.3"`                                                 // The refs of the open items that are overdue, past their planned completion, off track, at risk or silent, the most pressing first; concerns of each item says why
	Completed    []ReportItem         `json:"completed" validate:"required"`                                                               // The completed items, continuing ones too
	Open         []ReportItem         `json:"open" validate:"required"`                                                                    // The one-off items that are planned, in progress or postponed
	Continuing   []ReportItem         `json:"continuing" validate:"required"`                                                              // All continuing items, whatever their status; they stand apart from the completion rate
	Postponed    []ReportItem         `json:"postponed" validate:"required"`                                                               // The postponed items, continuing ones too
	Withdrawn    []ReportItem         `json:"withdrawn" validate:"required"`                                                               // The withdrawn items, continuing ones too
	CarriedOver  []ReportItem         `json:"carried_over" validate:"required"`                                                            // The items carried over into another plan, continuing ones too
	SilentItems  []string             `json:"silent_items" validate:"required" example:"2.3"`                                              // The refs of the silent items
	SilentLeads  []SilentLead         `json:"silent_leads" validate:"required"`                                                            // The leads with open items that were not heard after silent_since
	Openings     []ReportedOpening    `json:"openings" validate:"required"`                                                                // Where members can join in, by the latest reports on open items
	OpenOpenings []Opening            `json:"open_openings" validate:"required"`                                                           // The openings for involvement that take offers on as_of, in the order of the plan
	Attendance   *AttendanceOfMeeting `json:"attendance" validate:"required" extensions:"x-nullable"`                                      // Who attended meeting, as its record says; null where the report names no meeting or a part of the plan, and where nothing is recorded or for you to read
	Amendments   []Amendment          `json:"amendments" validate:"required"`                                                              // The amendments since the endorsement, by number, with what of each the audience may see
	Reported     []MeetingReport      `json:"reported" validate:"required"`                                                                // Who reported on the plan at meetings over by as_of, as the records of the meetings say
	CarriedIn    []Carried            `json:"carried_in" validate:"required"`                                                              // The items that continue items of earlier plans
	CarriedOn    []Carried            `json:"carried_on" validate:"required"`                                                              // The items that go on in later plans
	Proposals    []Proposal           `json:"proposals" validate:"required"`                                                               // The proposals for the next plan: for a plan of which this is the predecessor or, where none is named, since its endorsement
	Since        *Comparison          `json:"since" validate:"required" extensions:"x-nullable"`                                           // What changed since the earlier date; null where none was asked for
	Annex        []ItemHistory        `json:"annex,omitempty"`                                                                             // Each item with its full history; only where it was asked for
	Check        *PlanCheck           `json:"check,omitempty"`                                                                             // What the plan check finds; only where it was asked for
} //@name CompletionReport

// ReportScope is what a report was narrowed to.
//
//	@Description	What a report was narrowed to: items of any of these leads, objectives and topics; an empty list does not narrow.
type ReportScope struct {
	Leads      []string `json:"leads" validate:"required" example:"indonesia"` // Codes of the leads asked for; empty for all
	Objectives []int    `json:"objectives" validate:"required" example:"2"`    // Numbers of the objectives asked for; empty for all
	Topics     []string `json:"topics" validate:"required" example:"training"` // The topics asked for; empty for all
} //@name ReportScope

// ReportItem is an item in a report.
//
//	@Description	An item in a report, with the latest report on it that the reader may see, and the update that set its status: of a completed item,
//	@Description	what was delivered and its evidence. reason is why it has its status, where one was given.
type ReportItem struct {
	Ref               string        `json:"ref" validate:"required" example:"2.3"`                                                           // The item's reference within its plan
	Title             string        `json:"title" validate:"required" example:"Training for consular staff"`                                 // The item's title
	Objective         *int          `json:"objective" validate:"required" extensions:"x-nullable" example:"2"`                               // Number of its objective, which is recorded with the item and never read from its ref; null where none is
	Nature            Nature        `json:"nature" validate:"required" example:"one_off"`                                                    // Whether it can be finished (one_off) or is reported each year (continuing)
	ExpectedOutput    string        `json:"expected_output" validate:"required" example:""`                                                  // What it is to bring; empty where not recorded
	Leads             []string      `json:"leads" validate:"required" example:"indonesia"`                                                   // Codes of the members that lead it
	Supporting        []string      `json:"supporting" validate:"required" example:"australia"`                                              // Codes of the members that support it
	Partners          []string      `json:"partners" validate:"required" example:"rso"`                                                      // Codes of those that take part in delivering it
	Status            ItemStatus    `json:"status" validate:"required" example:"in_progress"`                                                // Its status on as_of
	StatusSince       *string       `json:"status_since" validate:"required" format:"date" extensions:"x-nullable" example:"2023-03-01"`     // The day since which it has its status; null before its first change
	Reason            string        `json:"reason" validate:"required" example:""`                                                           // Why it has its status; empty where no reason was given, or none for this reader
	Health            *Health       `json:"health" validate:"required" extensions:"x-nullable" example:"at_risk"`                            // The lead's own view of an open item; null where none was given
	Due               *string       `json:"due" validate:"required" extensions:"x-nullable" example:"2023-Q4"`                               // When it is due: a year, quarter, month or day as given, such as 2023-Q4; null where not recorded
	DueOn             *string       `json:"due_on" validate:"required" format:"date" extensions:"x-nullable" example:"2023-12-31"`           // The last day of due; null where none is recorded
	OverdueDays       int           `json:"overdue_days" validate:"required" example:"0"`                                                    // Days since due_on, for a one-off item that is planned or in progress; otherwise 0
	CompletedOn       *string       `json:"completed_on" validate:"required" extensions:"x-nullable" example:"2024-02-23"`                   // When it was completed: a year, quarter, month or day as given, such as 2023-Q4; null where not recorded
	Late              bool          `json:"late" validate:"required" example:"false"`                                                        // Whether it was completed after due, or after the plan's period where it has no due date
	PlannedCompletion *string       `json:"planned_completion" validate:"required" extensions:"x-nullable" example:"2024-Q1"`                // When its lead last planned to complete it: a year, quarter, month or day as given, such as 2023-Q4; null where none holds
	PlannedFor        *string       `json:"planned_for" validate:"required" extensions:"x-nullable" example:"2024-Q1"`                       // When it is to be done: planned_completion, else due; null where neither is recorded and for an item that is no longer open
	PlanOverDays      int           `json:"plan_over_days" validate:"required" example:"0"`                                                  // Days since planned_completion was over, for an open item; otherwise 0
	LastReportedOn    *string       `json:"last_reported_on" validate:"required" format:"date" extensions:"x-nullable" example:"2023-11-07"` // The day of the last report on it, a nil return too; null where there was none
	UnheardDays       *int          `json:"unheard_days" validate:"required" extensions:"x-nullable" example:"16"`                           // Days from last_reported_on to as_of; null where there was no report
	Silent            bool          `json:"silent" validate:"required" example:"false"`                                                      // Whether it is open and nothing was reported on it after silent_since
	Concerns          []Concern     `json:"concerns" validate:"required" example:"overdue"`                                                  // Why it stands under attention, the most pressing first; empty where it does not
	LatestReport      *StatusUpdate `json:"latest_report" validate:"required" extensions:"x-nullable"`                                       // The latest report on it that this reader may see; null where there is none
	StatusSetBy       *StatusUpdate `json:"status_set_by" validate:"required" extensions:"x-nullable"`                                       // The update that gave it its status; null where none did that this reader may see
	Deliverables      []Deliverable `json:"deliverables" validate:"required"`                                                                // Its deliverables that this reader may see, with the stages that they had reached
} //@name ReportItem

// SilentLead is a lead that has reported on none of its open items.
//
//	@Description	A lead that has reported nothing since silent_since, with its open items.
type SilentLead struct {
	Member string   `json:"member" validate:"required" example:"malaysia"` // Code of the lead
	Name   string   `json:"name" validate:"required" example:"Malaysia"`   // Its name
	Refs   []string `json:"refs" validate:"required" example:"1.2"`        // The refs of its open items
} //@name SilentLead

// ReportedOpening is where members can join in, as it was reported.
//
//	@Description	Where members can join in, in the words of the latest report on an open item.
type ReportedOpening struct {
	Ref         string   `json:"ref" validate:"required" example:"2.3"`                                    // The item's reference
	Title       string   `json:"title" validate:"required" example:"Training for consular staff"`          // The item's title
	Leads       []string `json:"leads" validate:"required" example:"indonesia"`                            // Codes of the members that lead it
	Openings    string   `json:"openings" validate:"required" example:"Two more pilot hosts are welcome."` // Where members can join in, in the words of the lead
	EffectiveOn string   `json:"effective_on" validate:"required" format:"date" example:"2023-11-07"`      // The day from which this was true
} //@name ReportedOpening

// Carried is one line of the carry-over schedule.
//
//	@Description	An item that went on from one plan into another, as plan/ref.
type Carried struct {
	From  string `json:"from" validate:"required" example:"wg-tip-2021-23/2.3"`           // The item in the earlier plan, as plan/ref
	To    string `json:"to" validate:"required" example:"wg-tip-2024-26/1.4"`             // The item in the later plan, as plan/ref
	Title string `json:"title" validate:"required" example:"Training for consular staff"` // The title in the later plan
	Into  string `json:"into" validate:"required" example:"Forward Work Plan 2024-26"`    // The title of the later plan
	Draft bool   `json:"draft" validate:"required" example:"false"`                       // Whether the later plan was a draft on as_of, so that nothing is decided yet
} //@name Carried

// Concern is the published form of why an open item needs attention.
type Concern string //@name Concern

// The concerns, the most pressing first.
const (
	ConcernOverdue  Concern = "overdue"
	ConcernPlanOver Concern = "plan_over"
	ConcernOffTrack Concern = "off_track"
	ConcernAtRisk   Concern = "at_risk"
	ConcernSilent   Concern = "silent"
)

// CauseKind is the published form of what brought a difference about.
type CauseKind string //@name CauseKind

// The kinds of cause.
const (
	CauseUpdate    CauseKind = "update"
	CauseDraft     CauseKind = "draft_edit"
	CauseAmendment CauseKind = "amendment"
)

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
	Since    string       `json:"since" validate:"required" format:"date" example:"2022-08-30"` // The earlier day
	Headline Counts       `json:"headline" validate:"required"`                                 // The numbers on that day
	Changes  []ItemChange `json:"changes" validate:"required"`                                  // The differences, item by item in the order of the plan, removed items last
	Stages   []StageSince `json:"stages" validate:"required"`                                   // The stages that deliverables have reached since, in order
} //@name Comparison

// ItemChange is one difference of one item.
//
//	@Description	One difference of one item. cause is the update that brought it, where one did and the reader may see it.
type ItemChange struct {
	Ref       string        `json:"ref" validate:"required" example:"2.3"`                                 // The item's reference
	Title     string        `json:"title" validate:"required" example:"Training for consular staff"`       // The item's title
	Kind      ChangeKind    `json:"kind" validate:"required" example:"completed"`                          // In what way it differs
	Was       *string       `json:"was" validate:"required" extensions:"x-nullable" example:"in_progress"` // Its status, leads (codes) or date on the earlier day; null where there was none
	Is        *string       `json:"is" validate:"required" extensions:"x-nullable" example:"completed"`    // Its status, leads (codes) or date now; null where there is none
	CausedBy  CauseKind     `json:"caused_by" validate:"required" example:"update"`                        // What brought the difference: an update, an edit of the draft or an amendment of the plan
	Cause     *StatusUpdate `json:"cause" validate:"required" extensions:"x-nullable"`                     // The update, where it was one that this reader may see; otherwise null
	Amendment *int          `json:"amendment" validate:"required" extensions:"x-nullable" example:"1"`     // Number of the amendment, where it was one that this reader may see; otherwise null
} //@name ItemChange

// ItemHistory is an annex sheet.
//
//	@Description	An item with all its updates that the reader may see, in the order in which they take effect.
type ItemHistory struct {
	Item    ReportItem     `json:"item" validate:"required"`    // The item as the report tells it
	Updates []StatusUpdate `json:"updates" validate:"required"` // All its updates that this reader may see, in the order in which they take effect; those that were corrected too
} //@name ItemHistory

func reportDTO(r workplan.CompletionReport) CompletionReport {
	dto := CompletionReport{
		Body: bodyDTO(r.Body), Plan: planDTO(tracker.PlanReading{WorkPlan: r.Plan, View: workplan.View{AsOf: r.AsOf, KnownAt: r.KnownAt}}),
		AsOf: string(r.AsOf), KnownAt: r.KnownAt.UTC(), GeneratedAt: r.GeneratedAt.UTC(), GeneratedBy: r.GeneratedBy, Audience: Audience(r.Audience),
		Scope: scopeDTO(r.Scope), Settled: r.Settled, Edition: editionMarkDTO(r.Edition),
		Timeline: each(r.Timeline, timepointDTO), Meetings: each(r.Meetings, reportMeeting),
		Meeting: meetingOrNull(r.Meeting), LastMeeting: meetingOrNull(r.LastMeeting), SilentSince: orNull(r.SilentSince),
		Headline: countsDTO(r.Headline), ByObjective: each(r.ByObjective, groupDTO), ByLead: each(r.ByLead, groupDTO), ByTopic: each(r.ByTopic, groupDTO),
		Attention: each(r.Attention, refOf),
		Completed: each(r.Completed, reportItemDTO), Open: each(r.Open, reportItemDTO), Continuing: each(r.Continuing, reportItemDTO),
		Postponed: each(r.Postponed, reportItemDTO), Withdrawn: each(r.Withdrawn, reportItemDTO), CarriedOver: each(r.CarriedOver, reportItemDTO),
		SilentItems: each(r.Silent, refOf),
		SilentLeads: each(r.SilentLeads, func(l workplan.SilentLead) SilentLead { return SilentLead(l) }),
		Amendments:  each(r.Amendments, amendmentDTO),
		Openings:    each(r.Openings, reportedOpeningDTO), OpenOpenings: each(r.Sought, openingDTO),
		Reported: each(r.Reported, func(m workplan.MeetingReport) MeetingReport {
			return MeetingReport{Meeting: m.Meeting, Name: m.Name, On: string(m.On), Leads: texts(m.Leads)}
		}),
		Attendance: attendanceOrNull(r.Attendance),
		CarriedIn:  each(r.CarriedIn, func(c workplan.Carried) Carried { return Carried(c) }),
		CarriedOn:  each(r.CarriedOn, func(c workplan.Carried) Carried { return Carried(c) }),
		Proposals:  each(r.Proposals, proposalDTO),
		Since:      comparisonDTO(r.Since), Annex: annexDTO(r), Check: checkOrNull(r),
	}
	dto.tellSuccessors()
	return dto
}

func reportItemDTO(r workplan.ReportItem) ReportItem {
	i := r.Item
	dto := ReportItem{Ref: i.Ref, Title: i.Title, Objective: numberOrNull(i.Objective), Nature: Nature(i.Nature), ExpectedOutput: i.ExpectedOutput,
		Leads: texts(i.Leads), Supporting: texts(i.Supporting), Partners: texts(i.Partners), Status: ItemStatus(i.Status),
		StatusSince: orNull(i.StatusSince), Health: (*Health)(orNull(i.Health)), Due: orNull(i.Due), DueOn: orNull(i.DueOn()), OverdueDays: r.OverdueDays,
		CompletedOn: orNull(i.CompletedOn), Late: r.Late, PlannedCompletion: orNull(i.PlannedCompletion), PlannedFor: orNull(i.PlannedFor()), PlanOverDays: r.PlanOverDays,
		LastReportedOn: orNull(i.LastReportedOn), Concerns: each(r.Concerns, func(c workplan.Concern) Concern { return Concern(c) }),
		Silent: r.Silent, LatestReport: updateOrNull(r.Latest), StatusSetBy: updateOrNull(r.StatusSetBy), Deliverables: each(r.Deliverables, deliverableDTO)}
	if r.UnheardDays >= 0 {
		dto.UnheardDays = &r.UnheardDays
	}
	if r.StatusSetBy != nil {
		dto.Reason = r.StatusSetBy.Reason
	}
	return dto
}

func refOf(r workplan.ReportItem) string { return r.Item.Ref }

func reportedOpeningDTO(r workplan.ReportItem) ReportedOpening {
	return ReportedOpening{Ref: r.Item.Ref, Title: r.Item.Title, Leads: texts(r.Item.Leads), Openings: r.Latest.Openings, EffectiveOn: string(r.Latest.EffectiveOn)}
}

func comparisonDTO(c *workplan.Comparison) *Comparison {
	if c == nil {
		return nil
	}
	return &Comparison{Since: string(c.Since), Headline: countsDTO(c.Headline), Stages: each(c.Stages, func(s workplan.StageSince) StageSince {
		return StageSince{s.Deliverable.Title, DeliverableKind(s.Deliverable.Kind), stageDTO(workplan.StageReading{StageEntry: s.Entry})}
	}), Changes: each(c.Changes, func(i workplan.ItemChange) ItemChange {
		return ItemChange{Ref: i.Ref, Title: i.Title, Kind: ChangeKind(i.Kind), Was: orNull(i.Was), Is: orNull(i.Is), CausedBy: CauseKind(i.CausedBy), Cause: updateOrNull(i.Cause), Amendment: amendmentNumber(i.Amended)}
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

func updateOrNull(u *workplan.StatusUpdate) *StatusUpdate {
	if u == nil {
		return nil
	}
	dto := updateDTO(tracker.UpdateReading{StatusUpdate: *u})
	return &dto
}
