package api

import (
	"context"
	"fmt"
	"time"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/workplan"
)

// Stage is the published form of a step in the life of a deliverable.
type Stage string //@name Stage

// The stages, in their usual order.
const (
	StageToBeDeveloped   Stage = "to_be_developed"
	StageWorkshop        Stage = "workshop"
	StageEndorsed        Stage = "endorsed"
	StagePublished       Stage = "published"
	StageLaunched        Stage = "launched"
	StageDelivered       Stage = "delivered"
	StageCompletionNoted Stage = "completion_noted"
)

// DeliverableStage is the published form of the record that a deliverable reached a stage.
//
//	@Description	The record that a deliverable reached a stage: append-only. corrects and corrected_by name records of the same deliverable; a stage of null takes the one that it corrects
//	@Description	back. meeting is null too where you may not know of the meeting.
type DeliverableStage struct {
	Plan             string    `json:"plan" validate:"required" example:"wg-tip-2017-19"`                                                                            // Code of the plan
	Ref              string    `json:"ref" validate:"required" example:"1"`                                                                                          // The item's reference within the plan
	Deliverable      int       `json:"deliverable" validate:"required" example:"1"`                                                                                  // Number of the deliverable within the item
	Number           int       `json:"number" validate:"required" example:"2"`                                                                                       // Its number within the deliverable: 1, 2, 3
	Stage            *Stage    `json:"stage" validate:"required" extensions:"x-nullable" example:"endorsed"`                                                         // The stage; null where the record only takes another back
	ReachedOn        *string   `json:"reached_on" validate:"required" extensions:"x-nullable" example:"2017-10-31"`                                                  // When it was reached: a year, quarter, month or day as given; null where stage is
	Place            string    `json:"place" validate:"required" example:"Bangkok, Thailand"`                                                                        // Where; may be empty
	Meeting          *string   `json:"meeting" validate:"required" extensions:"x-nullable" example:"ahg-12"`                                                         // Code of the meeting at which it was reached, of whichever body; null where at none
	Links            []Link    `json:"links" validate:"required"`                                                                                                    // Links to what was reached
	Note             string    `json:"note" validate:"required" example:""`                                                                                          // Remarks; may be empty
	Source           string    `json:"source" validate:"required" example:"https://www.baliprocess.net/event/twelfth-meeting-of-the-ad-hoc-group-senior-officials/"` // Where the facts come from; may be empty
	Lead             *string   `json:"lead" validate:"required" extensions:"x-nullable" example:"indonesia"`                                                         // Code of the lead for which it was recorded; null where for none
	OnBehalfOf       *string   `json:"on_behalf_of" validate:"required" extensions:"x-nullable" example:"indonesia"`                                                 // The lead, where the secretariat recorded it on its behalf; otherwise null
	Corrects         *int      `json:"corrects" validate:"required" extensions:"x-nullable" example:"1"`                                                             // Number of the record of the same deliverable that it replaces; null where it corrects none
	CorrectionReason string    `json:"correction_reason" validate:"required" example:""`                                                                             // Why that one is corrected; may be empty
	CorrectedBy      *int      `json:"corrected_by" validate:"required" extensions:"x-nullable" example:"3"`                                                         // Number of the record that replaces it, so that it no longer counts; null while it counts
	EffectiveOn      string    `json:"effective_on" validate:"required" format:"date" example:"2017-10-31"`                                                          // The day from which it counts: the last of reached_on, that of the meeting where it lies within, or the day of the record where the period still ran
	RecordedBy       string    `json:"recorded_by" validate:"required" example:"maria.santos"`                                                                       // Username of the person who recorded it
	RecordedAt       time.Time `json:"recorded_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"`                                            // When it was recorded (UTC); set by the service
} //@name DeliverableStage

// NewStage asks for the record of a stage.
//
//	@Description	A stage that a deliverable reached, not in the future. A wrong record is corrected by a new one that names it in corrects and says why; with a stage of null it only
//	@Description	says that the stage was not reached.
type NewStage struct {
	Stage            *Stage               `json:"stage" extensions:"x-nullable" example:"published"`                         // The stage; null only in a correction
	ReachedOn        workplan.PartialDate `json:"reached_on" swaggertype:"string" extensions:"x-nullable" example:"2026-10"` // When it was reached: a year, quarter, month or day; null where stage is
	Place            string               `json:"place" maxLength:"300" extensions:"x-nullable" example:""`                  // Where; may be empty
	Meeting          string               `json:"meeting" extensions:"x-nullable" example:"ahg-12"`                          // Code of the meeting at which it was reached, of whichever body; null where at none
	Links            []Link               `json:"links" maxItems:"20" extensions:"x-nullable"`                               // Links to what was reached
	Note             string               `json:"note" maxLength:"20000" extensions:"x-nullable" example:""`                 // Remarks; may be empty
	Source           string               `json:"source" maxLength:"20000" extensions:"x-nullable" example:""`               // Where the facts come from; may be empty
	Lead             string               `json:"lead" extensions:"x-nullable" example:"indonesia"`                          // Code of the lead for which it is recorded; null where you can speak for one only
	Corrects         *int                 `json:"corrects" minimum:"1" extensions:"x-nullable"`                              // Number of the record of the same deliverable that it replaces; null where it corrects none
	CorrectionReason string               `json:"correction_reason" maxLength:"20000" extensions:"x-nullable" example:""`    // Why that one is corrected; may be empty
} //@name NewStage

// StageSince is a stage that a deliverable reached since an earlier date.
//
//	@Description	A stage that a deliverable of an item reached since the earlier date.
type StageSince struct {
	Title string           `json:"title" validate:"required" example:"On-line course for consular staff"` // The deliverable's title
	Kind  DeliverableKind  `json:"kind" validate:"required" example:"training"`                           // What sort of output it is
	Stage DeliverableStage `json:"stage" validate:"required"`                                             // The record of the stage, with the item and the deliverable
} //@name StageSince

func stageDTO(s workplan.StageReading) DeliverableStage {
	dto := DeliverableStage{Plan: s.Plan, Ref: s.Ref, Deliverable: s.Deliverable, Number: s.Number, Stage: (*Stage)(orNull(s.Stage)), ReachedOn: orNull(s.ReachedOn),
		Place: s.Place, Meeting: orNull(s.Meeting), Links: each(s.Links, func(l workplan.Link) Link { return Link(l) }), Note: s.Note, Source: s.Source,
		Lead: orNull(s.Lead), Corrects: numberOrNull(s.Corrects), CorrectionReason: s.CorrectionReason, CorrectedBy: numberOrNull(s.CorrectedBy),
		EffectiveOn: string(s.EffectiveOn), RecordedBy: s.RecordedBy, RecordedAt: s.RecordedAt.UTC()}
	if s.OnBehalf {
		dto.OnBehalfOf = orNull(s.Lead)
	}
	return dto
}

func stageResource(s workplan.StageReading) resource {
	return resource{fmt.Sprintf("%s/plans/%s/items/%s/deliverables/%d/stages/%d", Base, s.Plan, s.Ref, s.Deliverable, s.Number), 1, stageDTO(s)}
}

func (d NewStage) input() workplan.NewStage {
	in := workplan.NewStage{Lead: d.Lead, StageContent: workplan.StageContent{Stage: word[workplan.Stage](d.Stage), ReachedOn: d.ReachedOn, Place: d.Place,
		Meeting: d.Meeting, Note: d.Note, Source: d.Source, Corrects: given(d.Corrects), CorrectionReason: d.CorrectionReason}}
	for _, l := range d.Links {
		in.Links = append(in.Links, workplan.Link(l))
	}
	return in
}

// listStages answers the records of a deliverable's stages.
//
//	@ID				listStages
//	@Summary		List the records of a deliverable's stages
//	@Description	The records of the stages of a deliverable by number, as they stood, those that were corrected too.
//	@Tags			deliverables
//	@Param			plan							path		string		true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			ref								path		string		true	"Ref of the item within its plan"	extensions(x-example=2.3)
//	@Param			number							path		int			true	"Number of the deliverable within the item"
//	@Param			list							query		pageQuery	false	"Page"
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	Page[DeliverableStage]
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/items/{ref}/deliverables/{number}/stages [get]
func (a *API) listStages(c echo.Context, actor workplan.Actor) error {
	q := parseListQuery(c, "as_of", "known_at")
	page, when := q.page(workplan.StageSorts), q.when()
	return list(c, q, func(ctx context.Context) (workplan.Listing[workplan.StageReading], error) {
		return a.Tracker.ListStages(ctx, actor, c.Param("plan"), c.Param("ref"), number(c), page, when)
	}, stageDTO)
}

// postStage records a stage.
//
//	@ID				postStage
//	@Summary		Record a stage of a deliverable
//	@Description	For the focal points of the item's leads, and the secretariat on a lead's behalf. Only in an endorsed plan, and also after the item was completed.
//	@Tags			deliverables
//	@Param			plan										path		string		true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			ref											path		string		true	"Ref of the item within its plan"	extensions(x-example=2.3)
//	@Param			number										path		int			true	"Number of the deliverable within the item"
//	@Param			Idempotency-Key								header		string		false	"Makes the request safe to repeat for 24 hours"
//	@Param			stage										body		NewStage	true	"The stage"
//	@Success		201											{object}	DeliverableStage
//	@Failure		400,401,403,404,409,413,415,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/items/{ref}/deliverables/{number}/stages [post]
func (a *API) postStage(c echo.Context, actor workplan.Actor) error {
	return create(c, actor, func(ctx context.Context, in NewStage) (workplan.StageReading, error) {
		return a.Tracker.RecordStage(ctx, actor, c.Param("plan"), c.Param("ref"), number(c), in.input())
	}, stageResource)
}

// getStage answers the record of one stage.
//
//	@ID				getStage
//	@Summary		Read the record of a stage
//	@Description	One record of a deliverable's stages, as it stood.
//	@Tags			deliverables
//	@Param			plan							path		string		true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			ref								path		string		true	"Ref of the item within its plan"	extensions(x-example=2.3)
//	@Param			number							path		int			true	"Number of the deliverable within the item"
//	@Param			entry							path		int			true	"Number of the record within the deliverable"
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	DeliverableStage
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/items/{ref}/deliverables/{number}/stages/{entry} [get]
func (a *API) getStage(c echo.Context, actor workplan.Actor) error {
	q := parseQuery(c, "as_of", "known_at")
	when := q.when()
	return read(c, q, func(ctx context.Context) (workplan.StageReading, error) {
		return a.Tracker.Stage(ctx, actor, c.Param("plan"), c.Param("ref"), number(c), numberIn(c, "entry"), when)
	}, stageResource)
}
