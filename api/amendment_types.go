package api

import (
	"fmt"
	"time"

	"fwptracker/internal/workplan"
)

// AmendmentAct is the published form of what an amendment does to one thing.
type AmendmentAct string //@name AmendmentAct

// What an amendment may do.
const (
	ActChanged   AmendmentAct = "changed"
	ActAdded     AmendmentAct = "added"
	ActWithdrawn AmendmentAct = "withdrawn"
	ActRemoved   AmendmentAct = "removed"
)

// Amendment is the published form of an amendment.
//
//	@Description	One decision that changed an endorsed plan, from effective_on on: readings as of earlier days still show what stood before. It is never edited or deleted. changes holds
//	@Description	what of it you may see; an amendment of which you may see nothing is not there, so that numbers can have gaps.
type Amendment struct {
	Plan        string            `json:"plan" validate:"required" example:"wg-tip-2021-23"`                                 // Code of the plan
	Number      int               `json:"number" validate:"required" example:"1"`                                            // Number within the plan: 1, 2, 3
	Revision    int               `json:"revision" validate:"required" example:"2"`                                          // The revision of the plan that it made
	Reason      string            `json:"reason" validate:"required" example:"The course needs a second host."`              // Why the plan was amended
	EffectiveOn string            `json:"effective_on" validate:"required" format:"date" example:"2022-08-30"`               // The first day on which it holds
	Meeting     *string           `json:"meeting" validate:"required" extensions:"x-nullable" example:"wg-tip-8"`            // Code of the meeting that decided it; null where none did
	Source      string            `json:"source" validate:"required" example:""`                                             // Where the facts come from; may be empty
	DecidedBy   string            `json:"decided_by" validate:"required" example:"maria.santos"`                             // Username of the co-chair who made it
	RecordedAt  time.Time         `json:"recorded_at" validate:"required" format:"date-time" example:"2022-09-01T09:30:00Z"` // When it was recorded (UTC)
	Changes     []AmendmentChange `json:"changes" validate:"required"`                                                       // What it changed, in the order in which it was asked for
} //@name Amendment

// AmendmentChange is the published form of what an amendment did to one thing.
//
//	@Description	What an amendment did to the plan, one objective or one item.
type AmendmentChange struct {
	Subject   string        `json:"subject" validate:"required" example:"item 2.3"`                    // What was changed: plan, an objective by number or an item by ref
	Ref       *string       `json:"ref" validate:"required" extensions:"x-nullable" example:"2.3"`     // The item; null where it is about none
	Objective *int          `json:"objective" validate:"required" extensions:"x-nullable" example:"2"` // Number of the objective; null where it is about none
	Title     string        `json:"title" validate:"required" example:"Training for consular staff"`   // Its title, after the amendment
	Act       AmendmentAct  `json:"act" validate:"required" example:"changed"`                         // What was done to it
	Fields    []FieldChange `json:"fields" validate:"required"`                                        // The members that differ, by name
} //@name AmendmentChange

// FieldChange is the published form of one member that differs.
//
//	@Description	One member that differs, as text; lists are joined by commas.
type FieldChange struct {
	Field string  `json:"field" validate:"required" example:"due"`                           // Name of the member
	Was   *string `json:"was" validate:"required" extensions:"x-nullable" example:"2023-Q4"` // What it was; null where nothing was recorded
	Is    *string `json:"is" validate:"required" extensions:"x-nullable" example:"2024-02"`  // What it became; null where nothing is recorded
} //@name FieldChange

// NewAmendment asks for an amendment.
//
//	@Description	A change of an endorsed plan: one or many, decided together. Each set is a JSON merge patch: what is absent stays, null clears. effective_on is today unless you say otherwise,
//	@Description	never in the future, and a day on which the plan was in force. All changes of one amendment are for the same readers, who all read its reason.
type NewAmendment struct {
	Reason           string               `json:"reason" validate:"required" maxLength:"20000" example:"The course needs a second host."`       // Why the plan is amended
	EffectiveOn      workplan.Date        `json:"effective_on" swaggertype:"string" format:"date" extensions:"x-nullable" example:"2022-08-30"` // The first day on which it holds; today if absent
	Meeting          string               `json:"meeting" extensions:"x-nullable" example:"wg-tip-8"`                                           // Code of the meeting of the body that decided it; null where none did
	Source           string               `json:"source" maxLength:"20000" extensions:"x-nullable" example:""`                                  // Where the facts come from; may be empty
	Plan             *PlanAmendment       `json:"plan" extensions:"x-nullable"`                                                                 // What changes in the plan's own text
	Objectives       []ObjectiveAmendment `json:"objectives" extensions:"x-nullable"`                                                           // Objectives that change
	NewObjectives    []NewObjective       `json:"new_objectives" extensions:"x-nullable"`                                                       // Objectives to be added
	RemoveObjectives []int                `json:"remove_objectives" extensions:"x-nullable" example:"5"`                                        // Numbers of objectives under which nothing stands any more, to be removed
	Items            []ItemAmendment      `json:"items" extensions:"x-nullable"`                                                                // Items that change
	NewItems         []NewItem            `json:"new_items" extensions:"x-nullable"`                                                            // Items to be added; refs are never used again
	WithdrawItems    []ItemWithdrawal     `json:"withdraw_items" extensions:"x-nullable"`                                                       // Items to be withdrawn, each by a decision that its history shows
} //@name NewAmendment

// PlanAmendment changes the plan's own text.
//
//	@Description	What changes in the plan's own text.
type PlanAmendment struct {
	Set  PlanPatch `json:"set" validate:"required"` // What changes in it
	sent node
} //@name PlanAmendment

// ObjectiveAmendment changes an objective.
//
//	@Description	What changes in one objective.
type ObjectiveAmendment struct {
	Number int            `json:"number" validate:"required" minimum:"1" maximum:"999" example:"2"` // Its number within the plan
	Set    ObjectivePatch `json:"set" validate:"required"`                                          // What changes in it
	sent   node
} //@name ObjectiveAmendment

// ItemAmendment changes an item.
//
//	@Description	What changes in one item.
type ItemAmendment struct {
	Ref  string    `json:"ref" validate:"required" example:"2.3"` // Its reference within the plan
	Set  ItemPatch `json:"set" validate:"required"`               // What changes in it
	sent node
} //@name ItemAmendment

// ItemWithdrawal withdraws an item.
//
//	@Description	An item to be withdrawn, with its own reason or that of the amendment.
type ItemWithdrawal struct {
	Ref    string `json:"ref" validate:"required" example:"2.4"`                                                        // Its reference within the plan
	Reason string `json:"reason" maxLength:"20000" extensions:"x-nullable" example:"Members agree two by two instead."` // Why it is withdrawn; the amendment's reason if absent
} //@name ItemWithdrawal

// RevisionDiff is the published form of what differs between two revisions.
//
//	@Description	What differs between two revisions of a plan: first the plan, then objectives, then items. What was changed and changed back does not show.
type RevisionDiff struct {
	Plan       string            `json:"plan" validate:"required" example:"wg-tip-2021-23"` // Code of the plan
	From       int               `json:"from" validate:"required" example:"1"`              // The earlier revision
	To         int               `json:"to" validate:"required" example:"3"`                // The later revision
	Amendments []int             `json:"amendments" validate:"required" example:"1"`        // Numbers of the amendments between the two that you may see
	Changes    []AmendmentChange `json:"changes" validate:"required"`                       // What differs
} //@name RevisionDiff

func (d *PlanAmendment) keep(n node)      { d.sent = n }
func (d *ObjectiveAmendment) keep(n node) { d.sent = n }
func (d *ItemAmendment) keep(n node)      { d.sent = n }

func (d NewAmendment) input() workplan.NewAmendment {
	in := workplan.NewAmendment{AmendmentContent: workplan.AmendmentContent{Reason: d.Reason, EffectiveOn: d.EffectiveOn, Meeting: d.Meeting, Source: d.Source},
		RemoveObjectives: d.RemoveObjectives}
	if d.Plan != nil {
		in.Plan = applying(partOf[PlanPatch](d.Plan.sent), planPatch, PlanPatch.content)
	}
	for _, o := range d.Objectives {
		in.Objectives = append(in.Objectives, workplan.ObjectiveAmendment{Number: o.Number, Edit: applying(partOf[ObjectivePatch](o.sent), objectivePatch, ObjectivePatch.content)})
	}
	for _, o := range d.NewObjectives {
		in.NewObjectives = append(in.NewObjectives, o.input())
	}
	for _, i := range d.Items {
		in.Items = append(in.Items, workplan.ItemAmendment{Ref: i.Ref, Edit: applying(partOf[ItemPatch](i.sent), itemPatch, ItemPatch.content)})
	}
	for _, i := range d.NewItems {
		in.NewItems = append(in.NewItems, i.input())
	}
	for _, i := range d.WithdrawItems {
		in.WithdrawItems = append(in.WithdrawItems, workplan.ItemWithdrawal(i))
	}
	return in
}

func amendmentDTO(a workplan.AmendmentReading) Amendment {
	return Amendment{Plan: a.Plan, Number: a.Number, Revision: a.Revision, Reason: a.Reason, EffectiveOn: string(a.EffectiveOn), Meeting: orNull(a.Meeting), Source: a.Source,
		DecidedBy: a.DecidedBy, RecordedAt: a.RecordedAt.UTC(), Changes: each(a.Changes, amendmentChangeDTO)}
}

func amendmentChangeDTO(c workplan.AmendmentChange) AmendmentChange {
	return AmendmentChange{Subject: c.Subject().String(), Ref: orNull(c.Ref), Objective: numberOrNull(c.Objective), Title: c.Title, Act: AmendmentAct(c.Act), Fields: each(c.Fields(), fieldChangeDTO)}
}

func fieldChangeDTO(f workplan.FieldChange) FieldChange {
	return FieldChange{Field: f.Field, Was: orNull(f.Was), Is: orNull(f.Is)}
}

func amendmentResource(a workplan.AmendmentReading) resource {
	return resource{fmt.Sprintf("%s/plans/%s/amendments/%d", Base, a.Plan, a.Number), 0, amendmentDTO(a)}
}

func revisionDiffDTO(d workplan.RevisionDiff) RevisionDiff {
	return RevisionDiff{Plan: d.Plan, From: d.From, To: d.To, Amendments: append([]int{}, d.Amendments...), Changes: each(d.Changes, func(c workplan.RevisionChange) AmendmentChange {
		return AmendmentChange{Subject: c.Subject.String(), Ref: orNull(c.Subject.Ref), Objective: numberOrNull(c.Subject.Objective), Title: c.Title, Act: AmendmentAct(c.Act),
			Fields: each(c.Fields, fieldChangeDTO)}
	})}
}

func amendmentNumber(a *workplan.Amendment) *int {
	if a == nil {
		return nil
	}
	return &a.Number
}
