package api

import (
	"context"
	"fmt"
	"time"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/workplan"
)

// DeliverableKind is the published form of what sort of output a deliverable is.
type DeliverableKind string //@name DeliverableKind

// The kinds of deliverable.
const (
	KindGuide    DeliverableKind = "guide"
	KindReport   DeliverableKind = "report"
	KindTraining DeliverableKind = "training"
	KindEvent    DeliverableKind = "event"
	KindTool     DeliverableKind = "tool"
	KindOther    DeliverableKind = "other"
)

// Deliverable is the published form of a deliverable.
//
//	@Description	An output of an item, as it stood in a view. stage is how far it had come: of the stages that it had reached, the last in their usual order. It is there from
//	@Description	listed_on, or from its first stage where that is earlier.
type Deliverable struct {
	Plan        string             `json:"plan" validate:"required" example:"wg-tip-2017-19"`                                                            // Code of the plan
	Ref         string             `json:"ref" validate:"required" example:"1"`                                                                          // The item's reference within the plan
	Number      int                `json:"number" validate:"required" example:"1"`                                                                       // Its number within the item, for good
	ItemTitle   string             `json:"item_title" validate:"required" example:"Policy Guide on Following the Money in Trafficking in Persons Cases"` // The item's title
	Body        string             `json:"body" validate:"required" example:"wg-tip"`                                                                    // Code of the body that owns the plan
	ItemLeads   []string           `json:"item_leads" validate:"required" example:"indonesia"`                                                           // Codes of the members that lead the item
	Title       string             `json:"title" validate:"required" example:"Policy Guide on Following the Money"`                                      // Its title
	Kind        DeliverableKind    `json:"kind" validate:"required" example:"guide"`                                                                     // What sort of output it is
	Description string             `json:"description" validate:"required" example:""`                                                                   // What it is about; may be empty
	Audience    *Audience          `json:"audience" validate:"required" extensions:"x-nullable" example:"public"`                                        // Who may read of it; null for the item's own audience
	Source      string             `json:"source" validate:"required" example:""`                                                                        // Where the facts come from; may be empty
	Lead        *string            `json:"lead" validate:"required" extensions:"x-nullable" example:"indonesia"`                                         // Code of the lead for which it was listed; null where for none
	OnBehalfOf  *string            `json:"on_behalf_of" validate:"required" extensions:"x-nullable" example:"indonesia"`                                 // The lead, where the secretariat listed it on its behalf; otherwise null
	ListedBy    string             `json:"listed_by" validate:"required" example:"maria.santos"`                                                         // Username of who listed it
	ListedOn    string             `json:"listed_on" validate:"required" format:"date" example:"2026-11-23"`                                             // The day on which it was listed
	Stage       *Stage             `json:"stage" validate:"required" extensions:"x-nullable" example:"endorsed"`                                         // How far it has come; null where it has reached no stage
	ReachedOn   *string            `json:"reached_on" validate:"required" extensions:"x-nullable" example:"2017-10-31"`                                  // When it reached that stage: a year, quarter, month or day as given; null where it has reached none
	Stages      []DeliverableStage `json:"stages" validate:"required"`                                                                                   // The stages that it has reached, oldest first; those that were corrected are not among them
	CreatedAt   time.Time          `json:"created_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"`                             // When it was first recorded (UTC)
	UpdatedAt   time.Time          `json:"updated_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"`                             // When its text was last changed (UTC); in a reading of the past, the latest record that counts there
} //@name Deliverable

// DeliverableFields are the members of a deliverable that can be edited.
type DeliverableFields struct {
	Description string    `json:"description" maxLength:"20000" extensions:"x-nullable" example:""` // What it is about; may be empty
	Audience    *Audience `json:"audience" extensions:"x-nullable" example:"public"`                // Who may read of it, never more than read the item; null for the item's own audience
	Source      string    `json:"source" maxLength:"20000" extensions:"x-nullable" example:""`      // Where the facts come from; may be empty
}

// NewDeliverable asks for a deliverable.
//
//	@Description	An output of an item to be listed, before or after it is there: how far it has come is recorded as its stages.
type NewDeliverable struct {
	Lead  string          `json:"lead" extensions:"x-nullable" example:"indonesia"`                                      // Code of the lead for which it is listed; null where you can speak for one only
	Title string          `json:"title" validate:"required" maxLength:"300" example:"On-line course for consular staff"` // Its title
	Kind  DeliverableKind `json:"kind" validate:"required" example:"training"`                                           // What sort of output it is
	DeliverableFields
} //@name NewDeliverable

// DeliverablePatch changes a deliverable.
//
//	@Description	What is to change in a deliverable (JSON merge patch): what is absent stays, null clears. Its stages are recorded apart.
type DeliverablePatch struct {
	Title string          `json:"title" maxLength:"300" example:"On-line course for consular staff"` // Its title
	Kind  DeliverableKind `json:"kind" example:"training"`                                           // What sort of output it is
	DeliverableFields
} //@name DeliverablePatch

func deliverableDTO(d workplan.DeliverableReading) Deliverable {
	dto := Deliverable{Plan: d.Plan, Ref: d.Ref, Number: d.Number, ItemTitle: d.Item.Title, Body: d.Item.Body, ItemLeads: texts(d.Item.Leads), Title: d.Title,
		Kind: DeliverableKind(d.Kind), Description: d.Description, Audience: (*Audience)(orNull(d.Audience)), Source: d.Source, Lead: orNull(d.Lead),
		ListedBy: d.ListedBy, ListedOn: string(d.ListedOn), CreatedAt: d.CreatedAt.UTC(), UpdatedAt: d.UpdatedAt.UTC(),
		Stages: each(d.Stages, func(s workplan.StageEntry) DeliverableStage { return stageDTO(workplan.StageReading{StageEntry: s}) })}
	if d.OnBehalf {
		dto.OnBehalfOf = orNull(d.Lead)
	}
	if d.Stage != nil {
		dto.Stage, dto.ReachedOn = (*Stage)(orNull(d.Stage.Stage)), orNull(d.Stage.ReachedOn)
	}
	return dto
}

func deliverableResource(d workplan.DeliverableReading) resource {
	return resource{fmt.Sprintf("%s/plans/%s/items/%s/deliverables/%d", Base, d.Plan, d.Ref, d.Number), d.Version, deliverableDTO(d)}
}

func (d DeliverablePatch) content() workplan.DeliverableContent {
	return workplan.DeliverableContent{Title: d.Title, Kind: workplan.DeliverableKind(d.Kind), Description: d.Description, Audience: word[workplan.Audience](d.Audience), Source: d.Source}
}

func deliverablePatch(d workplan.DeliverableContent) DeliverablePatch {
	return DeliverablePatch{d.Title, DeliverableKind(d.Kind), DeliverableFields{d.Description, (*Audience)(orNull(d.Audience)), d.Source}}
}

func (d NewDeliverable) input() workplan.NewDeliverable {
	return workplan.NewDeliverable{Lead: d.Lead, DeliverableContent: DeliverablePatch{d.Title, d.Kind, d.DeliverableFields}.content()}
}

// deliverableFields are the members of a deliverable that a reader can pick.
var deliverableFields = membersOf[Deliverable]()

// listDeliverables answers deliverables across plans.
//
//	@ID				listDeliverables
//	@Summary		List deliverables across plans
//	@Description	The deliverables that you may see, as they stood. For what has come out since a meeting give reached (published, launched, delivered) and reached_after (its last day). Sorts: item, reached, title.
//	@Tags			deliverables
//	@Param			plan							query		[]string	false	"Only of these plans"	collectionFormat(csv)
//	@Param			body							query		[]string	false	"Only of these bodies"	collectionFormat(csv)
//	@Param			lead							query		[]string	false	"Only on items that any of these members leads"	collectionFormat(csv)
//	@Param			kind							query		[]string	false	"Only of these kinds"	Enums(guide, report, training, event, tool, other)	collectionFormat(csv)
//	@Param			stage							query		[]string	false	"Only that have come as far as one of these stages, and no further"	Enums(to_be_developed, workshop, endorsed, published, launched, delivered, completion_noted)	collectionFormat(csv)
//	@Param			reached							query		[]string	false	"Only that have reached any of these stages"	Enums(to_be_developed, workshop, endorsed, published, launched, delivered, completion_noted)	collectionFormat(csv)
//	@Param			reached_after					query		string		false	"Only that reached such a stage after this day"	Format(date)
//	@Param			reached_before					query		string		false	"Only that reached such a stage before this day"	Format(date)
//	@Param			list							query		listQuery	false	"Search, order and page"
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	Page[Deliverable]
//	@Success		304								"Not modified"
//	@Failure		400,401,403,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/deliverables [get]
func (a *API) listDeliverables(c echo.Context, actor workplan.Actor) error {
	q := parseListQuery(c, "plan", "body", "lead", "kind", "stage", "reached", "reached_after", "reached_before", "q", "fields", "as_of", "known_at")
	f := workplan.DeliverableFilter{Plan: q.words("plan"), Body: q.words("body"), Lead: q.words("lead"), Kind: enums(q, "kind", workplan.DeliverableKinds),
		Stage: enums(q, "stage", workplan.Stages), Reached: enums(q, "reached", workplan.Stages), ReachedAfter: q.date("reached_after"),
		ReachedBefore: q.date("reached_before"), Query: q.text("q")}
	page, when := q.page(workplan.DeliverableSorts), q.when()
	q.pick(deliverableFields)
	return list(c, q, func(ctx context.Context) (workplan.Listing[workplan.DeliverableReading], error) {
		return a.Tracker.ListDeliverables(ctx, actor, f, page, when)
	}, deliverableDTO)
}

// listItemDeliverables answers the deliverables of an item.
//
//	@ID				listItemDeliverables
//	@Summary		List the deliverables of an item
//	@Description	The outputs of an item that you may see, by number, as they stood. Sorts: number, reached, title.
//	@Tags			deliverables
//	@Param			plan							path		string		true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			ref								path		string		true	"Ref of the item within its plan"	extensions(x-example=2.3)
//	@Param			kind							query		[]string	false	"Only of these kinds"	Enums(guide, report, training, event, tool, other)	collectionFormat(csv)
//	@Param			list							query		listQuery	false	"Search, order and page"
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	Page[Deliverable]
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/items/{ref}/deliverables [get]
func (a *API) listItemDeliverables(c echo.Context, actor workplan.Actor) error {
	q := parseListQuery(c, "kind", "q", "fields", "as_of", "known_at")
	f := workplan.DeliverableFilter{Kind: enums(q, "kind", workplan.DeliverableKinds), Query: q.text("q")}
	page, when := q.page(workplan.ItemDeliverableSorts), q.when()
	q.pick(deliverableFields)
	return list(c, q, func(ctx context.Context) (workplan.Listing[workplan.DeliverableReading], error) {
		return a.Tracker.ListItemDeliverables(ctx, actor, c.Param("plan"), c.Param("ref"), f, page, when)
	}, deliverableDTO)
}

// postDeliverable lists a deliverable.
//
//	@ID				postDeliverable
//	@Summary		List a deliverable of an item
//	@Description	For the focal points of the item's leads, and the secretariat on a lead's behalf. Only in an endorsed plan.
//	@Tags			deliverables
//	@Param			plan										path		string			true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			ref											path		string			true	"Ref of the item within its plan"	extensions(x-example=2.3)
//	@Param			Idempotency-Key								header		string			false	"Makes the request safe to repeat for 24 hours"
//	@Param			deliverable									body		NewDeliverable	true	"The deliverable"
//	@Success		201											{object}	Deliverable
//	@Failure		400,401,403,404,409,413,415,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/items/{ref}/deliverables [post]
func (a *API) postDeliverable(c echo.Context, actor workplan.Actor) error {
	return create(c, actor, func(ctx context.Context, in NewDeliverable) (workplan.DeliverableReading, error) {
		return a.Tracker.PostDeliverable(ctx, actor, c.Param("plan"), c.Param("ref"), in.input())
	}, deliverableResource)
}

// getDeliverable answers one deliverable.
//
//	@ID				getDeliverable
//	@Summary		Read a deliverable
//	@Description	One deliverable of an item as it stood, with the stages that it had reached.
//	@Tags			deliverables
//	@Param			plan							path		string		true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			ref								path		string		true	"Ref of the item within its plan"	extensions(x-example=2.3)
//	@Param			number							path		int			true	"Number of the deliverable within the item"
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	Deliverable
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/items/{ref}/deliverables/{number} [get]
func (a *API) getDeliverable(c echo.Context, actor workplan.Actor) error {
	q := parseQuery(c, "as_of", "known_at")
	when := q.when()
	return read(c, q, func(ctx context.Context) (workplan.DeliverableReading, error) {
		return a.Tracker.Deliverable(ctx, actor, c.Param("plan"), c.Param("ref"), number(c), when)
	}, deliverableResource)
}

// editDeliverable changes a deliverable.
//
//	@ID				editDeliverable
//	@Summary		Edit a deliverable
//	@Description	For the focal points of the item's leads, and the secretariat on a lead's behalf. The change holds from today on; readings of the past keep the text of then.
//	@Tags			deliverables
//	@Accept			json,application/merge-patch+json
//	@Param			plan												path		string				true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			ref													path		string				true	"Ref of the item within its plan"	extensions(x-example=2.3)
//	@Param			number												path		int					true	"Number of the deliverable within the item"
//	@Param			If-Match											header		string				true	"ETag of the deliverable as you read it"	extensions(x-example="3-9f86d081884c7d65")
//	@Param			deliverable											body		DeliverablePatch	true	"What is to change"
//	@Success		200													{object}	Deliverable
//	@Failure		400,401,403,404,409,412,413,415,422,428,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/items/{ref}/deliverables/{number} [patch]
func (a *API) editDeliverable(c echo.Context, actor workplan.Actor) error {
	return edit(c, func(ctx context.Context, p patch[DeliverablePatch], known []int64) (workplan.DeliverableReading, error) {
		return a.Tracker.EditDeliverable(ctx, actor, c.Param("plan"), c.Param("ref"), number(c), known, applying(p, deliverablePatch, DeliverablePatch.content))
	}, deliverableResource)
}

// removeDeliverable takes a deliverable out.
//
//	@ID				removeDeliverable
//	@Summary		Remove a deliverable
//	@Description	For the focal points of the item's leads, and the secretariat on a lead's behalf. Readings of the past keep it; its number is not used again.
//	@Tags			deliverables
//	@Param			plan										path	string	true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			ref											path	string	true	"Ref of the item within its plan"	extensions(x-example=2.3)
//	@Param			number										path	int		true	"Number of the deliverable within the item"
//	@Param			If-Match									header	string	true	"ETag of the deliverable as you read it"	extensions(x-example="3-9f86d081884c7d65")
//	@Success		204											"Removed"
//	@Failure		400,401,403,404,409,412,422,428,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/items/{ref}/deliverables/{number} [delete]
func (a *API) removeDeliverable(c echo.Context, actor workplan.Actor) error {
	return remove(c, func(ctx context.Context, known []int64) error {
		return a.Tracker.RemoveDeliverable(ctx, actor, c.Param("plan"), c.Param("ref"), number(c), known)
	})
}
