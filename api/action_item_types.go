package api

import (
	"time"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// ItemStatus is the published form of where an item stands.
type ItemStatus string //@name ItemStatus

// The statuses of an item. Overdue, late and silent are computed, never statuses.
const (
	StatusPlanned     ItemStatus = "planned"
	StatusInProgress  ItemStatus = "in_progress"
	StatusCompleted   ItemStatus = "completed"
	StatusPostponed   ItemStatus = "postponed"
	StatusWithdrawn   ItemStatus = "withdrawn"
	StatusCarriedOver ItemStatus = "carried_over"
)

// Health is the published form of a lead's advisory view of an item.
type Health string //@name Health

// The healths of an item.
const (
	HealthOnTrack  Health = "on_track"
	HealthAtRisk   Health = "at_risk"
	HealthOffTrack Health = "off_track"
)

// Nature is the published form of whether an item can be finished.
type Nature string //@name Nature

// The natures of an item.
const (
	NatureOneOff     Nature = "one_off"
	NatureContinuing Nature = "continuing"
)

// Item is the published form of an action item.
//
//	@Description	One piece of work in a plan as it stood in a view. plan and ref name it for life. leads, supporting and partners are member codes.
//	@Description	overdue, late and audience are computed: audience is the one in effect, audience_inherited says that it is the plan's.
type Item struct {
	Plan              string     `json:"plan" validate:"required" example:"wg-tip-2021-23"`                                                      // Code of its plan
	Ref               string     `json:"ref" validate:"required" example:"2.3"`                                                                  // Its reference within the plan; never changed, never used again
	Body              string     `json:"body" validate:"required" example:"wg-tip"`                                                              // Code of the body that owns the plan
	Objective         *int       `json:"objective" validate:"required" extensions:"x-nullable" example:"2"`                                      // Number of the objective under which it stands; a field of its own, never read from ref; null where none is recorded
	Title             string     `json:"title" validate:"required" example:"Training for consular staff on identifying and protecting victims"`  // Its title
	Description       string     `json:"description" validate:"required" example:""`                                                             // What it is about; may be empty
	ExpectedOutput    string     `json:"expected_output" validate:"required" example:""`                                                         // What it is to bring; may be empty
	Nature            Nature     `json:"nature" validate:"required" example:"one_off"`                                                           // Whether it can be finished (one_off) or is reported each year (continuing)
	Start             *string    `json:"start" validate:"required" extensions:"x-nullable" example:"2022"`                                       // When it begins: a year, quarter, month or day as given, such as 2023-Q4; null where not recorded
	Due               *string    `json:"due" validate:"required" extensions:"x-nullable" example:"2023-Q4"`                                      // When it is due: a year, quarter, month or day as given, such as 2023-Q4; null where not recorded
	DueOn             *string    `json:"due_on" validate:"required" format:"date" extensions:"x-nullable" example:"2023-12-31"`                  // The last day of due; null where none is recorded
	Leads             []string   `json:"leads" validate:"required" example:"indonesia"`                                                          // Codes of the members that lead it, in order
	Supporting        []string   `json:"supporting" validate:"required" example:"australia"`                                                     // Codes of the members that support it
	Partners          []string   `json:"partners" validate:"required" example:"rso"`                                                             // Codes of those that take part in delivering it
	Topics            []string   `json:"topics" validate:"required" example:"victim protection"`                                                 // Its topics
	Audience          Audience   `json:"audience" validate:"required" example:"members"`                                                         // Who may read it
	AudienceInherited bool       `json:"audience_inherited" validate:"required" example:"true"`                                                  // Whether audience is the plan's own, none being set on the item
	Origin            string     `json:"origin" validate:"required" example:""`                                                                  // Where it comes from; may be empty
	Predecessors      []string   `json:"predecessors" validate:"required" example:"wg-tip-2017-19/3"`                                            // The items of earlier plans that it continues, as plan/ref; several where they were merged into it
	Status            ItemStatus `json:"status" validate:"required" example:"completed"`                                                         // Its status on as_of
	StatusSince       *string    `json:"status_since" validate:"required" format:"date" extensions:"x-nullable" example:"2024-02-23"`            // The day since which it has its status; null before its first change
	Health            *Health    `json:"health" validate:"required" extensions:"x-nullable" example:"on_track"`                                  // The lead's own view of an open item; null where none was given
	CompletedOn       *string    `json:"completed_on" validate:"required" extensions:"x-nullable" example:"2024-02-23"`                          // When it was completed: a year, quarter, month or day as given, such as 2023-Q4; null where not recorded
	PlannedCompletion *string    `json:"planned_completion" validate:"required" extensions:"x-nullable" example:"2024-Q1"`                       // When its lead last planned to complete it: a year, quarter, month or day as given, such as 2023-Q4; null where none holds
	LastReportedOn    *string    `json:"last_reported_on" validate:"required" format:"date" extensions:"x-nullable" example:"2024-02-23"`        // The day of the last report on it, a nil return too; null where there was none
	Overdue           bool       `json:"overdue" validate:"required" example:"false"`                                                            // Whether overdue_days is more than 0
	OverdueDays       int        `json:"overdue_days" validate:"required" example:"0"`                                                           // Days since due_on, for a one-off item that is planned or in progress; otherwise 0
	Late              bool       `json:"late" validate:"required" example:"true"`                                                                // Whether it was completed after due, or after the plan's period where it has no due date
	AddedOn           *string    `json:"added_on" validate:"required" format:"date" extensions:"x-nullable" example:"2022-08-30"`                // The day from which on an amendment added it; null for one that the plan had when it was endorsed
	Note              string     `json:"note" validate:"required" example:""`                                                                    // Remarks; may be empty
	Source            string     `json:"source" validate:"required" example:""`                                                                  // Where the facts come from; may be empty
	AsOf              string     `json:"as_of" validate:"required" format:"date" example:"2026-11-23"`                                           // The day of which this tells
	KnownAt           *time.Time `json:"known_at" validate:"required" format:"date-time" extensions:"x-nullable" example:"2026-11-23T09:30:00Z"` // Only what had been recorded by this moment counts (UTC); null for everything recorded so far
	CreatedAt         time.Time  `json:"created_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"`                       // When it was first recorded (UTC)
	UpdatedAt         time.Time  `json:"updated_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"`                       // When it was last changed (UTC); in a reading of the past, the latest record that counts there
	// Embedded on request, with expand=.
	Members      []Member        `json:"members,omitempty"`       // Its leads, supporting members and partners; only with expand=members
	LatestReport *StatusUpdate   `json:"latest_report,omitempty"` // The latest report on it that you may see; only with expand=latest_report
	Proposals    *[]ItemProposal `json:"proposals,omitempty"`     // The proposals, that you may see, which went on in it; only with expand=proposals
} //@name Item

// ItemFields are the members of an item that can be edited in a draft.
type ItemFields struct {
	Objective      *int                 `json:"objective" minimum:"1" maximum:"999" extensions:"x-nullable" example:"2"`               // Number of the objective under which it stands; a field of its own, never read from ref; null where none is recorded
	Description    string               `json:"description" maxLength:"20000" extensions:"x-nullable" example:""`                      // What it is about; may be empty
	ExpectedOutput string               `json:"expected_output" maxLength:"20000" extensions:"x-nullable" example:"A training module"` // What it is to bring; may be empty
	Start          workplan.PartialDate `json:"start" swaggertype:"string" extensions:"x-nullable" example:"2025"`                     // When it begins: a year, quarter, month or day as given, such as 2023-Q4; null where not recorded
	Due            workplan.PartialDate `json:"due" swaggertype:"string" extensions:"x-nullable" example:"2026-Q2"`                    // When it is due: a year, quarter, month or day as given, such as 2023-Q4; null where not recorded
	Leads          []string             `json:"leads" maxItems:"30" extensions:"x-nullable" example:"indonesia"`                       // Codes of the members that lead it, in order
	Supporting     []string             `json:"supporting" maxItems:"30" extensions:"x-nullable" example:"australia"`                  // Codes of the members that support it
	Partners       []string             `json:"partners" maxItems:"30" extensions:"x-nullable" example:"rso"`                          // Codes of those that take part in delivering it
	Topics         []string             `json:"topics" maxItems:"20" extensions:"x-nullable" example:"victim protection"`              // Its topics
	Audience       *Audience            `json:"audience" extensions:"x-nullable" example:"members"`                                    // Who may read it
	Origin         string               `json:"origin" maxLength:"20000" extensions:"x-nullable" example:""`                           // Where it comes from; may be empty
	Predecessors   []string             `json:"predecessors" maxItems:"30" extensions:"x-nullable" example:"wg-tip-2021-23/2.3"`       // The items of earlier plans that it continues, as plan/ref; several where they were merged into it
	Note           string               `json:"note" maxLength:"20000" extensions:"x-nullable" example:""`                             // Remarks; may be empty
	Source         string               `json:"source" maxLength:"20000" extensions:"x-nullable" example:""`                           // Where the facts come from; may be empty
}

// NewItem asks for an item.
//
//	@Description	An item to be added to a draft plan. Without a ref it takes the next free one under its objective; without a nature it is one_off; audience null is the plan's.
type NewItem struct {
	Ref    string `json:"ref" extensions:"x-nullable" example:"2.4"`                                // Its reference within the plan, such as 2.4; null for the next free one under its objective
	Title  string `json:"title" validate:"required" maxLength:"300" example:"Train consular staff"` // Its title
	Nature Nature `json:"nature" example:"one_off"`                                                 // Whether it can be finished (one_off) or is reported each year (continuing)
	ItemFields
} //@name NewItem

// ItemPatch changes an item.
//
//	@Description	What is to change in an item of a draft plan (JSON merge patch): what is absent stays, null clears.
type ItemPatch struct {
	Title  string `json:"title" maxLength:"300" example:"Train consular staff"` // Its title
	Nature Nature `json:"nature" example:"one_off"`                             // Whether it can be finished (one_off) or is reported each year (continuing)
	ItemFields
} //@name ItemPatch

// NewItems asks for many items.
//
//	@Description	Up to 1,000 items to be added together, all or none. A fault names its row: /items/3/title.
type NewItems struct {
	Items []NewItem `json:"items" validate:"required" minItems:"1" maxItems:"1000"` // The items, all of which are made or none
} //@name NewItems

// ItemsCreated tells what a batch made.
//
//	@Description	The refs of the items that were created, in the order of the request.
type ItemsCreated struct {
	Plan string   `json:"plan" validate:"required" example:"wg-tip-2027-29"` // Code of the plan
	Refs []string `json:"refs" validate:"required" example:"1.1"`            // The references of the new items, in the order in which they were sent
} //@name ItemsCreated

func itemDTO(i tracker.ItemReading) Item {
	return Item{Plan: i.Plan, Ref: i.Ref, Body: i.Body, Objective: numberOrNull(i.Objective), Title: i.Title, Description: i.Description,
		ExpectedOutput: i.ExpectedOutput, Nature: Nature(i.Nature), Start: orNull(i.Start), Due: orNull(i.Due), DueOn: orNull(i.DueOn()),
		Leads: texts(i.Leads), Supporting: texts(i.Supporting), Partners: texts(i.Partners), Topics: texts(i.Topics),
		Audience: Audience(i.Audience), AudienceInherited: i.ItemContent.Audience == "", Origin: i.Origin, Predecessors: texts(i.Predecessors),
		Status: ItemStatus(i.Status), StatusSince: orNull(i.StatusSince), Health: (*Health)(orNull(i.Health)), CompletedOn: orNull(i.CompletedOn),
		PlannedCompletion: orNull(i.PlannedCompletion), LastReportedOn: orNull(i.LastReportedOn), Overdue: i.Overdue > 0, OverdueDays: i.Overdue,
		Late: i.Late, AddedOn: orNull(i.AddedOn), Note: i.Note, Source: i.Source, AsOf: string(i.View.AsOf), KnownAt: momentOrNull(i.View.KnownAt),
		CreatedAt: i.CreatedAt.UTC(), UpdatedAt: i.UpdatedAt.UTC()}
}

func itemResource(i tracker.ItemReading) resource {
	return resource{Base + "/plans/" + i.Plan + "/items/" + i.Ref, i.Version, itemDTO(i)}
}

func (d ItemPatch) content() workplan.ItemContent {
	content := workplan.ItemContent{Objective: given(d.Objective), Title: d.Title, Description: d.Description, ExpectedOutput: d.ExpectedOutput,
		Nature: workplan.Nature(d.Nature), Start: d.Start, Due: d.Due, Leads: d.Leads, Supporting: d.Supporting, Partners: d.Partners,
		Topics: d.Topics, Origin: d.Origin, Predecessors: d.Predecessors, Note: d.Note, Source: d.Source}
	if d.Audience != nil {
		content.Audience = workplan.Audience(*d.Audience)
	}
	return content
}

func itemPatch(i workplan.ItemContent) ItemPatch {
	return ItemPatch{Title: i.Title, Nature: Nature(i.Nature), ItemFields: ItemFields{Objective: numberOrNull(i.Objective),
		Description: i.Description, ExpectedOutput: i.ExpectedOutput, Start: i.Start, Due: i.Due, Leads: i.Leads, Supporting: i.Supporting,
		Partners: i.Partners, Topics: i.Topics, Audience: (*Audience)(orNull(i.Audience)), Origin: i.Origin, Predecessors: i.Predecessors,
		Note: i.Note, Source: i.Source}}
}

func (d NewItem) input() workplan.NewItem {
	if d.Nature == "" {
		d.Nature = NatureOneOff
	}
	return workplan.NewItem{Ref: d.Ref, ItemContent: ItemPatch{d.Title, d.Nature, d.ItemFields}.content()}
}

// Faults lists the rules that the domain finds broken whatever the plan.
func (d NewItem) Faults() workplan.Faults {
	return d.input().Faults(workplan.WorkPlan{PlanContent: workplan.PlanContent{Audience: workplan.AudiencePublic}})
}
